/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_diagram.c - Persistence diagrams against the textbook reduction and against Betti numbers. */
#include "brute.h"
#include "data/private.h"
#include "tda_check.h"
#include <tda/filtration.h>
#include <tda/persistence.h>

static double value_of(const tda_cells *c, tda_index cell, int param)
{
    double least = INFINITY;
    for (tda_index g = brute_grades_begin(c, cell); g < brute_grades_begin(c, cell + 1);
         g++)
        least = fmin(least, c->grade[g * c->params + param]);
    return least;
}

/* Does cell a come before cell b? */
static bool before(const tda_cells *c, int param, tda_index a, tda_index b)
{
    double x = value_of(c, a, param), y = value_of(c, b, param);
    if (x != y)
        return x < y;
    return c->dim[a] != c->dim[b] ? c->dim[a] < c->dim[b] : a < b;
}

enum { CELLS = BRUTE_SIMPLICES };

typedef struct bar {
    int degree;
    double birth, death;
    tda_index birth_cell, death_cell;
} bar;

static bool bar_before(const bar *a, const bar *b)
{
    return a->degree != b->degree ? a->degree < b->degree
           : a->birth != b->birth ? a->birth < b->birth
           : a->death != b->death ? a->death < b->death
                                  : a->birth_cell < b->birth_cell;
}

/* The standard column algorithm on bit masks; bars sorted by insertion. */
static int textbook(const tda_cells *c, int param, bar *out)
{
    tda_index order[CELLS];
    uint64_t column[CELLS] = {0};
    int n = 0, bars = 0, partner[CELLS];
    for (tda_index i = 0; i < c->size; i++) {
        if (value_of(c, i, param) == INFINITY)
            continue;
        int at = n++;
        for (; at > 0 && before(c, param, i, order[at - 1]); at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    for (int j = 0; j < n; j++) {
        partner[j] = -1;
        for (tda_index f = c->start[order[j]]; f < c->start[order[j] + 1]; f++)
            for (int i = 0; i < j; i++)
                column[j] ^= (uint64_t)(order[i] == c->face[f]) << i;
    }
    for (int j = 0; j < n; j++) {
        for (int i = 0; i < j; i++) { /* columns to the left with the same lowest row */
            if (column[j] && column[i] &&
                63 - __builtin_clzll(column[i]) == 63 - __builtin_clzll(column[j])) {
                column[j] ^= column[i];
                i = -1;
            }
        }
        if (column[j]) {
            int low = 63 - __builtin_clzll(column[j]);
            partner[low] = j;
            partner[j] = low;
        }
    }
    for (int j = 0; j < n; j++) {
        tda_index i = order[j], death = partner[j] < 0 ? -1 : order[partner[j]];
        if (partner[j] >= 0 &&
            (partner[j] < j || value_of(c, i, param) == value_of(c, death, param)))
            continue;
        bar b = {c->dim[i], value_of(c, i, param),
                 death < 0 ? INFINITY : value_of(c, death, param), i, death};
        int at = bars++;
        for (; at > 0 && bar_before(&b, &out[at - 1]); at--)
            out[at] = out[at - 1];
        out[at] = b;
    }
    return bars;
}

static void compare(const tda_complex *x, int param, tda_engine engine, int last)
{
    const tda_cells *c = tda_complex_cells(x);
    tda_diagram d = {0};
    bar expected[CELLS];
    int bars = textbook(c, param, expected), top = tda_complex_dimension(x);
    tda_reduction_opts o = TDA_REDUCTION_OPTS_INIT;
    o.engine = engine;
    o.max_degree = last;
    while (bars > 0 && expected[bars - 1].degree > last)
        bars--;
    OK(tda_complex_diagram(NULL, &d, NULL, x, param, &o));
    ck_assert_int_eq(d.degrees, (last < top ? last : top) + 1);
    ck_assert_int_eq(d.start[0], 0);
    ck_assert_int_eq(d.start[d.degrees], bars);
    for (int degree = 0; degree < d.degrees; degree++)
        for (tda_index b = d.start[degree]; b < d.start[degree + 1]; b++) {
            ck_assert_int_eq(expected[b].degree, degree);
            ck_assert_double_eq(expected[b].birth, d.birth[b]);
            ck_assert_double_eq(expected[b].death, d.death[b]);
            ck_assert_int_eq(expected[b].birth_cell, d.birth_cell[b]);
            ck_assert_int_eq(expected[b].death_cell, d.death_cell[b]);
        }
    tda_diagram_clear(&d);
}

START_TEST(textbook_reduction)
{
    int params = 1 + _i % 3;
    tda_complex *x = brute_random((unsigned)_i, params, 3, _i % 2);
    for (int k = 0; k < params; k++)
        for (int engine = 0; engine <= TDA_ENGINE_CHUNK; engine++)
            for (int last = 0; last < 4; last++)
                compare(x, k, (tda_engine)engine, last < 3 ? last : INT_MAX);
    tda_complex_free(x);
}
END_TEST

/* At every value the bars alive are as many as the Betti number. */
START_TEST(betti_numbers)
{
    tda_complex *x = brute_random((unsigned)_i, 1, 3, false);
    const tda_cells *c = tda_complex_cells(x);
    brute_grid grid = brute_grid_of(c);
    tda_diagram d = {0};
    OK(tda_complex_diagram(NULL, &d, NULL, x, 0, NULL));
    for (tda_index node = 0; node < brute_nodes(&grid); node++) {
        double z;
        brute_node(&grid, node, &z);
        for (int degree = 0; degree < d.degrees; degree++) {
            tda_index alive = 0;
            for (tda_index b = d.start[degree]; b < d.start[degree + 1]; b++)
                alive += d.birth[b] <= z && z < d.death[b];
            ck_assert_int_eq(alive, brute_betti(c, &z, degree));
        }
    }
    tda_diagram_clear(&d);
    tda_complex_free(x);
}
END_TEST

/* Two points joined at 3 around a hole that is filled at 5. */
START_TEST(by_hand)
{
    static const int dim[] = {2, 0, 1, 1, 0};
    static const tda_index start[] = {0, 2, 2, 4, 6, 6}, face[] = {2, 3, 1, 4, 1, 4};
    static const double grade[] = {5, -INFINITY, 3, 4, 1};
    tda_cells cells = {1, 5, dim, start, face, NULL, grade};
    tda_complex *x = NULL;
    tda_diagram d = {0};
    OK(tda_complex_new(NULL, &x, &cells));
    OK(tda_complex_diagram(NULL, &d, NULL, x, 0, NULL));
    ck_assert_int_eq(d.degrees, 3);
    static const tda_index starts[] = {0, 2, 3, 3}, born[] = {1, 4, 3},
                           dead[] = {-1, 2, 0};
    static const double birth[] = {-INFINITY, 1, 4}, death[] = {INFINITY, 3, 5};
    ck_assert_mem_eq(d.start, starts, sizeof starts);
    ck_assert_mem_eq(d.birth, birth, sizeof birth);
    ck_assert_mem_eq(d.death, death, sizeof death);
    ck_assert_mem_eq(d.birth_cell, born, sizeof born);
    ck_assert_mem_eq(d.death_cell, dead, sizeof dead);
    ck_assert_int_eq(d.record.field, 2);
    tda_diagram_clear(&d);
    tda_complex_free(x);
}
END_TEST

START_TEST(nothing)
{
    tda_cells none = {.params = 2};
    tda_complex *x = NULL;
    tda_diagram d = {0};
    OK(tda_complex_new(NULL, &x, &none));
    OK(tda_complex_diagram(NULL, &d, NULL, x, 1, NULL));
    ck_assert_int_eq(d.degrees, 0);
    ck_assert_int_eq(d.start[0], 0);
    tda_diagram_clear(&d);
    tda_complex_free(x);
}
END_TEST

START_TEST(refusals)
{
    tda_ctx *ctx;
    tda_diagram d = {0};
    tda_complex *x = brute_random(3, 2, 3, false);
    OK(tda_ctx_new(&ctx));
    ck_assert_int_eq(tda_complex_diagram(ctx, &d, NULL, x, 2, NULL), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "persistence diagram: no parameter 2, the complex has 2");
    ck_assert_int_eq(tda_complex_diagram(ctx, &d, NULL, x, -1, NULL), TDA_EINVAL);
    tda_ctx_set_max_bytes(ctx, 100);
    ck_assert_int_eq(tda_complex_diagram(ctx, &d, NULL, x, 0, NULL), TDA_ELIMIT);
    ck_assert_ptr_null(d.start);
    tda_ctx_set_max_bytes(ctx, 0);
    EACH_OOM(tda_complex_diagram(ctx, &d, NULL, x, 0, NULL), d.start == NULL);
    tda_diagram_clear(&d);
    EACH_CANCEL(tda_complex_diagram(ctx, &d, NULL, x, 0, NULL), d.start == NULL);
    tda_diagram_clear(&d);
    tda_ctx_reset_work(ctx);
    OK(tda_complex_diagram(ctx, &d, NULL, x, 0, NULL));
    ck_assert_int_eq(tda_ctx_work(ctx, TDA_WORK_CELLS), tda_complex_cells(x)->size);
    tda_diagram_clear(&d);
    tda_complex_free(x);
    tda_ctx_free(ctx);
}
END_TEST

/* Points 0, 1 and 5 of a line up to length 2: what the edges left out would join is cut, but for
 * the class that is born first. */
START_TEST(cut_at_a_threshold)
{
    const double at[] = {0, 1, 5};
    const tda_cloud cloud = {3, 1, at, NULL};
    tda_points_opts o = TDA_POINTS_OPTS_INIT;
    tda_complex *k = NULL;
    tda_diagram d = {0};
    for (int threshold = 2; threshold < 7; threshold += 4) {
        o.threshold = threshold;
        OK(tda_cloud_function_rips(NULL, &k, &cloud, NULL, &o));
        OK(tda_complex_diagram(NULL, &d, NULL, k, 0, NULL));
        ck_assert_int_eq(d.start[1], 3);
        ck_assert(d.death[0] == 1 && d.birth_cell[0] == 1 && !d.cut[0]);
        ck_assert(d.death[1] == (threshold == 2 ? (double)INFINITY : 4));
        ck_assert(d.death[2] == (double)INFINITY);
        ck_assert_int_eq(d.cut[1] + 2 * d.cut[2], threshold == 2 ? 2 : 0);
        ck_assert_int_eq(d.birth_cell[2], threshold == 2 ? 2 : 0);
        ck_assert(d.record.threshold == threshold);
        tda_diagram_clear(&d);
        tda_complex_free(k);
    }
}
END_TEST

SUITE("diagram", SEEDS(textbook_reduction, 300); SEEDS(betti_numbers, 200); TEST(by_hand);
      TEST(nothing); TEST(cut_at_a_threshold); TEST(refusals))
