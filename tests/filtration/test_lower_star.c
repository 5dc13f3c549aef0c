/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lower-star filtrations against the set of vertices below each cell. */
#include "brute.h"
#include "tda_check.h"
#include <stdio.h>
#include <tda/filtration.h>

enum { MOST = 4 };

/* The greatest values among the vertices of cell i, by walking down to them. */
static void walk(const tda_cells *c, const tda_index *row, const tda_cloud *f,
                 tda_index i, double *grade)
{
    if (c->dim[i] == 0)
        for (tda_index k = 0; k < f->dimension; k++)
            grade[k] = fmax(grade[k], f->at[row[i] * f->dimension + k]);
    for (tda_index e = c->start[i]; e < c->start[i + 1]; e++)
        walk(c, row, f, c->face[e], grade);
}

static void grades_are_maxima_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    int params = 1 + (int)(seed % MOST), own = 1 + brute_below(&rng, 2);
    double value[16 * MOST], grade[MOST];
    tda_index row[BRUTE_SIMPLICES], n = 0;
    tda_complex *in = brute_random(seed, own, 3, own == 2 && seed % 3 == 0), *out = NULL;
    const tda_cells *c = tda_complex_cells(in);
    for (tda_index i = 0; i < c->size; i++)
        row[i] = c->dim[i] == 0 ? n++ : -1;
    for (tda_index i = 0; i < n * params; i++)
        value[i] = brute_below(&rng, 5) - 2;
    tda_cloud f = {n, params, value, NULL};
    MUST(tda_complex_lower_star(NULL, &out, in, &f) == TDA_OK);
    const tda_cells *o = tda_complex_cells(out);
    MUST(o->size == c->size && o->params == params && !o->grade_start);
    for (tda_index i = 0; i < c->size; i++) {
        MUST(o->dim[i] == c->dim[i] && o->start[i + 1] == c->start[i + 1]);
        for (int k = 0; k < params; k++)
            grade[k] = -INFINITY;
        walk(c, row, &f, i, grade);
        MUST(!memcmp(grade, o->grade + i * params, (size_t)params * sizeof *grade));
    }
    if (c->size)
        MUST(!memcmp(o->face, c->face, (size_t)c->start[c->size] * sizeof *c->face));
    tda_complex_free(out);
    tda_complex_free(in);
}
TEN_SEEDS(grades_are_maxima)

/* Vertices 2 and 0 of an edge, in this order, and a circle without a vertex. */
START_TEST(cells_in_any_order)
{
    const int dim[] = {1, 0, 0, 1};
    const tda_index start[] = {0, 2, 2, 2, 2}, face[] = {2, 1};
    const double grade[] = {0, 0, 0, 0}, value[] = {1, 5, 3, 4};
    tda_cells cells = {1, 4, dim, start, face, NULL, grade};
    tda_cloud f = {2, 2, value, NULL};
    tda_complex *in, *out;
    OK(tda_complex_new(NULL, &in, &cells));
    OK(tda_complex_lower_star(NULL, &out, in, &f));
    const double want[] = {3, 5, 1, 5, 3, 4, -INFINITY, -INFINITY};
    ck_assert_mem_eq(tda_complex_cells(out)->grade, want, sizeof want);
    ck_assert_str_eq(tda_complex_record(out).filtration, "lower-star");
    ck_assert_str_eq(tda_complex_axis_name(out, 1), "function 2");
    tda_complex_free(out);
    tda_complex_free(in);
}
END_TEST

START_TEST(failures)
{
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    tda_complex *in = brute_random(2, 1, 3, false), *out = NULL;
    double value[2 * BRUTE_POINTS] = {0};
    tda_index n = 0;
    for (tda_index i = 0; i < tda_complex_cells(in)->size; i++)
        n += tda_complex_cells(in)->dim[i] == 0;
    tda_cloud f = {n, 2, value, NULL}, fewer = {n - 1, 2, value, NULL};
    EACH_OOM(tda_complex_lower_star(ctx, &out, in, &f), !out);
    tda_complex_free(out), out = NULL;
    EACH_CANCEL(tda_complex_lower_star(ctx, &out, in, &f), !out);
    tda_complex_free(out), out = NULL;
    char text[80];
    snprintf(text, sizeof text, "the function has %d values for %d vertices", (int)n - 1,
             (int)n);
    ck_assert_int_eq(tda_complex_lower_star(ctx, &out, in, &fewer), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), text);
    value[3] = NAN;
    ck_assert_int_eq(tda_complex_lower_star(ctx, &out, in, &f), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "points: row 1, column 1 is NaN");
    ck_assert_ptr_null(out);
    tda_complex_free(in);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("lower_star", SEEDS(grades_are_maxima, 30), TEST(cells_in_any_order),
      TEST(failures))
