/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_resolve.c - A resolution has the homology of what it resolves, everywhere. */
#include "brute.h"
#include "data/private.h"
#include "tda_check.h"

/* A free resolution is a complex, and its sublevel complexes have the Betti numbers of those it
 * resolves. tda_complex_new() checks the first: boundary of boundary zero, faces in time. */
static void same_betti_numbers_everywhere_seed(unsigned seed)
{
    tda_complex *x = brute_random(seed, 2, 1 + (int)(seed % 3), true), *y = NULL,
                *checked = NULL;
    const tda_cells *a = tda_complex_cells(x), *b;
    tda_index *origin = NULL;
    OK(tda_complex_resolve(NULL, &y, &origin, x));
    b = tda_complex_cells(y);
    ck_assert_ptr_null(b->grade_start);
    OK(tda_complex_new(NULL, &checked, b));
    tda_index rows = a->grade_start ? a->grade_start[a->size] : a->size;
    ck_assert_int_eq(b->size, 2 * rows - a->size);
    for (tda_index i = 0; i < b->size; i++) {
        tda_index from = origin[i];
        MUST(from >= 0 && from < a->size);
        MUST(b->dim[i] == a->dim[from] || b->dim[i] == a->dim[from] + 1);
        /* it is there only with the cell it stands for */
        const double *g = b->grade + 2 * i;
        MUST(g[0] == INFINITY || brute_present(a, from, g));
    }
    brute_grid nodes = brute_grid_of(b); /* the joins add no values, so it is that of a */
    for (tda_index n = 0; n < brute_nodes(&nodes); n++) {
        double z[2];
        brute_node(&nodes, n, z);
        tda_index of_a[4], of_b[4];
        brute_bettis(a, z, 3, of_a);
        brute_bettis(b, z, 3, of_b);
        MUST(memcmp(of_a, of_b, sizeof of_a) == 0);
    }
    tda_index_free(origin);
    tda_complex_free(x);
    tda_complex_free(y);
    tda_complex_free(checked);
}
TEN_SEEDS(same_betti_numbers_everywhere)

/* An edge at (1, 0) and (0, 1) between vertices at the same two grades. */
START_TEST(an_edge_by_hand)
{
    int dim[] = {0, 0, 1};
    tda_index start[] = {0, 0, 0, 2}, face[] = {0, 1}, grade_start[] = {0, 2, 4, 6};
    double grade[] = {0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0};
    tda_cells cells = {2, 3, dim, start, face, grade_start, grade};
    tda_complex *x = NULL, *y = NULL;
    tda_index *origin = NULL;
    OK(tda_complex_new(NULL, &x, &cells));
    tda_complex_set_axis(x, 1, "density", "");
    tdai_complex_record(x)->threshold = 4;
    OK(tda_complex_resolve(NULL, &y, &origin, x));
    const tda_cells *c = tda_complex_cells(y);
    int new_dim[] = {0, 0, 0, 0, 1, 1, 1, 1, 2};
    tda_index new_start[] = {0, 0, 0, 0, 0, 2, 4, 6, 8, 12};
    tda_index new_face[] = {0, 2, 1, 3, 0, 1, 2, 3, 4, 5, 6, 7};
    double new_grade[] = {0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 1, 1, 1, 1, 1, 1};
    tda_index new_origin[] = {0, 0, 1, 1, 2, 2, 0, 1, 2};
    ck_assert_int_eq(c->size, 9);
    ck_assert_mem_eq(c->dim, new_dim, sizeof new_dim);
    ck_assert_mem_eq(c->start, new_start, sizeof new_start);
    ck_assert_mem_eq(c->face, new_face, sizeof new_face);
    ck_assert_mem_eq(c->grade, new_grade, sizeof new_grade);
    ck_assert_mem_eq(origin, new_origin, sizeof new_origin);
    ck_assert_str_eq(tda_complex_axis_name(y, 1), "density");
    ck_assert(tda_complex_record(y).threshold == 4);
    tda_index_free(origin);
    tda_index_free(NULL);
    tda_complex_free(x);
    tda_complex_free(y);
}
END_TEST

/* One grade each: nothing to do, for any number of parameters. */
static void one_critical_is_copied_seed(unsigned seed)
{
    tda_complex *x = brute_random(seed, 1 + (int)(seed % 4), 3, false), *y = NULL;
    const tda_cells *a = tda_complex_cells(x), *b;
    tda_index *origin = NULL;
    OK(tda_complex_resolve(NULL, &y, seed % 2 ? &origin : NULL, x));
    b = tda_complex_cells(y);
    ck_assert_int_eq(b->size, a->size);
    ck_assert_mem_eq(b->dim, a->dim, (size_t)a->size * sizeof *a->dim);
    ck_assert_mem_eq(b->start, a->start, (size_t)(a->size + 1) * sizeof *a->start);
    ck_assert_mem_eq(b->face, a->face, (size_t)a->start[a->size] * sizeof *a->face);
    ck_assert_mem_eq(b->grade, a->grade,
                     (size_t)(a->size * a->params) * sizeof *a->grade);
    for (tda_index i = 0; origin && i < a->size; i++)
        ck_assert_int_eq(origin[i], i);
    tda_index_free(origin);
    tda_complex_free(x);
    tda_complex_free(y);
}
TEN_SEEDS(one_critical_is_copied)

START_TEST(refuses_three_parameters)
{
    int dim[] = {0};
    tda_index start[] = {0, 0}, grade_start[] = {0, 2};
    double grade[] = {0, 0, 1, 1, 0, 0};
    tda_cells cells = {3, 1, dim, start, NULL, grade_start, grade};
    tda_complex *x = NULL, *y = NULL;
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    OK(tda_complex_new(ctx, &x, &cells));
    ck_assert_int_eq(tda_complex_resolve(ctx, &y, NULL, x), TDA_EINVAL);
    ck_assert_str_eq(
        tda_ctx_message(ctx),
        "resolution: cells with several grades need 2 parameters, the complex has 3");
    ck_assert_ptr_null(y);
    tda_complex_free(x);
    tda_ctx_free(ctx);
}
END_TEST

/* The limit counts the faces before any is written. */
START_TEST(within_the_byte_limit)
{
    tda_complex *x = brute_random(3, 2, 3, true), *y = NULL;
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    tda_ctx_set_max_bytes(ctx, 1000);
    ck_assert_int_eq(tda_complex_resolve(ctx, &y, NULL, x), TDA_ELIMIT);
    ck_assert_ptr_null(y);
    tda_complex_free(x);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(out_of_memory)
{
    tda_complex *x[] = {brute_random(3, 2, 3, true), brute_random(3, 2, 3, false)};
    for (int i = 0; i < 2; i++) {
        tda_complex *y = NULL;
        tda_index *origin = NULL;
        EACH_OOM(tda_complex_resolve(NULL, &y, &origin, x[i]),
                 y == NULL && origin == NULL);
        tda_index_free(origin);
        tda_complex_free(y);
        tda_complex_free(x[i]);
    }
}
END_TEST

START_TEST(cancelled)
{
    tda_complex *x = brute_random(3, 2, 3, true), *y = NULL;
    tda_index *origin = NULL;
    ck_assert_ptr_nonnull(tda_complex_cells(x)->grade_start);
    EACH_CANCEL(tda_complex_resolve(NULL, &y, &origin, x), y == NULL && origin == NULL);
    tda_index_free(origin);
    tda_complex_free(x);
    tda_complex_free(y);
}
END_TEST

SUITE("resolve", SEEDS(same_betti_numbers_everywhere, 30), TEST(an_edge_by_hand),
      SEEDS(one_critical_is_copied, 6), TEST(refuses_three_parameters),
      TEST(within_the_byte_limit), TEST(out_of_memory), TEST(cancelled))
