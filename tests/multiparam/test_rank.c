/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_rank.c - Rank invariants and their signed barcodes against ranks from their definition, and
 * barcodes against what else is known of the same module. */
#include "brute.h"
#include "multiparam/boxes.h"
#include "multiparam/koszul.h"
#include "tda_check.h"
#include <tda.h>

enum { DEGREES = 3 };

static void check_canonical(const tda_signed_barcode *b)
{
    for (tda_index i = 0; i < b->size; i++) {
        MUST(b->weight[i] != 0);
        int order = i ? 0 : 1;
        for (int part = 0; i && part < 2; part++)
            for (int k = 0; order == 0 && k < b->params; k++) {
                const double *v = part ? b->death : b->birth;
                double x = v[(i - 1) * b->params + k], y = v[i * b->params + k];
                order = y > x ? 1 : y < x ? -1 : 0;
            }
        MUST(order == 1);
        for (int k = 0; b->shape == TDA_BAR_RECTANGLE && k < b->params; k++)
            MUST(b->birth[i * b->params + k] < b->death[i * b->params + k]);
    }
}

static void same_measure(const tda_measure *a, const tda_measure *b)
{
    ck_assert_int_eq(a->size, b->size);
    ck_assert_int_eq(a->degree, b->degree);
    if (a->size == 0)
        return;
    ck_assert_mem_eq(a->at, b->at, (size_t)(a->size * a->params) * sizeof *a->at);
    ck_assert_mem_eq(a->weight, b->weight, (size_t)a->size * sizeof *a->weight);
}

static void same_barcode(const tda_signed_barcode *a, const tda_signed_barcode *b)
{
    ck_assert_int_eq(a->size, b->size);
    ck_assert_int_eq(a->shape, b->shape);
    size_t n = (size_t)(a->size * a->params);
    if (n == 0)
        return;
    ck_assert_mem_eq(a->birth, b->birth, n * sizeof *a->birth);
    ck_assert_mem_eq(a->death, b->death, n * sizeof *a->death);
    ck_assert_mem_eq(a->weight, b->weight, (size_t)a->size * sizeof *a->weight);
}

/* Rectangles and hooks have the ranks; both have the Hilbert measure. */
static void equals_ranks(tda_complex *k, unsigned seed)
{
    const tda_cells *c = tda_complex_cells(k);
    brute_grid grid = brute_grid_of(c);
    tda_index nodes = brute_nodes(&grid);
    brute_rng rng = brute_seed(seed + 77);
    for (int d = 0; d < DEGREES; d++) {
        tda_presentation *p = NULL;
        tda_signed_barcode b = {0}, hooks = {0};
        tda_measure hilbert = {0}, of_rectangles = {0}, of_hooks = {0};
        OK(tda_complex_presentation(NULL, &p, k, d, NULL));
        OK(tda_presentation_rank_barcode(NULL, &b, p, NULL));
        OK(tda_signed_barcode_hooks(NULL, &hooks, &b));
        ck_assert_int_eq(b.degree, d);
        ck_assert_int_eq(hooks.degree, d);
        check_canonical(&b);
        check_canonical(&hooks);
        for (int pair = 0; pair < 300; pair++) {
            double s[2], t[2];
            brute_node(&grid, brute_below(&rng, (int)nodes), s);
            brute_node(&grid, brute_below(&rng, (int)nodes), t);
            bool ordered = brute_below_all(s, t, c->params);
            tda_index rank, want = ordered ? brute_rank_between(c, s, t, d) : 0;
            OK(tda_presentation_rank(NULL, &rank, p, s, t));
            MUST(rank == want);
            if (!ordered)
                continue;
            MUST(tda_signed_barcode_rank(&b, s, t) == want);
            MUST(tda_signed_barcode_rank(&hooks, s, t) == want);
        }
        OK(tda_complex_hilbert_measure(NULL, &hilbert, k, d, d, NULL));
        OK(tda_signed_barcode_hilbert_measure(NULL, &of_rectangles, &b));
        OK(tda_signed_barcode_hilbert_measure(NULL, &of_hooks, &hooks));
        same_measure(&hilbert, &of_rectangles);
        same_measure(&hilbert, &of_hooks);
        tda_measure_clear(&hilbert);
        tda_measure_clear(&of_rectangles);
        tda_measure_clear(&of_hooks);
        tda_signed_barcode_clear(&b);
        tda_signed_barcode_clear(&hooks);
        tda_presentation_free(p);
    }
    tda_complex_free(k);
}

static void ranks_of_one_grade_a_cell_seed(unsigned seed)
{
    equals_ranks(brute_random(seed, 2, 3, false), seed);
}
TEN_SEEDS(ranks_of_one_grade_a_cell)

static void ranks_of_several_grades_a_cell_seed(unsigned seed)
{
    equals_ranks(brute_random(seed, 2, 2, true), seed);
}
TEN_SEEDS(ranks_of_several_grades_a_cell)

static void ranks_of_one_parameter_seed(unsigned seed)
{
    equals_ranks(brute_random(seed, 1, 3, false), seed);
}
TEN_SEEDS(ranks_of_one_parameter)

/* One parameter: the barcode is the persistence diagram. */
static void bars_of_one_parameter_seed(unsigned seed)
{
    tda_complex *k = brute_random(seed, 1, 3, false);
    tda_diagram d = {0};
    if (tda_complex_dimension(k) < 0) {
        tda_complex_free(k);
        return;
    }
    OK(tda_complex_diagram(NULL, &d, NULL, k, 0, NULL));
    for (int degree = 0; degree < d.degrees; degree++) {
        tda_presentation *p = NULL;
        tda_signed_barcode b = {0}, want = {0};
        int64_t weight[64];
        tda_index from = d.start[degree], n = d.start[degree + 1] - from;
        for (tda_index i = 0; i < n; i++)
            weight[i] = 1;
        OK(tda_complex_presentation(NULL, &p, k, degree, NULL));
        OK(tda_presentation_rank_barcode(NULL, &b, p, NULL));
        OK(tda_signed_barcode_new(NULL, &want, 1, TDA_BAR_RECTANGLE, n, d.birth + from,
                                  d.death + from, weight));
        same_barcode(&b, &want);
        tda_signed_barcode_clear(&b);
        tda_signed_barcode_clear(&want);
        tda_presentation_free(p);
    }
    tda_diagram_clear(&d);
    tda_complex_free(k);
}
TEN_SEEDS(bars_of_one_parameter)

/* On a grid, it is the barcode of the complex squeezed onto the grid. */
START_TEST(a_grid_squeezes_the_module)
{
    tda_complex *k = box_random((unsigned)_i, 4, 5, 0, 40, BOX_VERTICES, false),
                *coarse = NULL;
    tda_grid grid = {0};
    OK(tda_complex_grid_regular(NULL, &grid, k, (tda_index[]){1 + _i % 7, 5}));
    grid.value[grid.start[1] - 1] -= _i % 3; /* some grades lie past it */
    if (grid.start[1] > 1 &&
        grid.value[grid.start[1] - 1] <= grid.value[grid.start[1] - 2])
        grid.value[grid.start[1] - 1] += 3;
    OK(tda_complex_squeeze(NULL, &coarse, k, &grid));
    for (int d = 0; d < 2; d++) {
        tda_presentation *fine = NULL, *rough = NULL;
        tda_signed_barcode a = {0}, b = {0};
        OK(tda_complex_presentation(NULL, &fine, k, d, NULL));
        OK(tda_complex_presentation(NULL, &rough, coarse, d, NULL));
        OK(tda_presentation_rank_barcode(NULL, &a, fine, &grid));
        OK(tda_presentation_rank_barcode(NULL, &b, rough, NULL));
        same_barcode(&a, &b);
        tda_signed_barcode_clear(&a);
        tda_signed_barcode_clear(&b);
        tda_presentation_free(fine);
        tda_presentation_free(rough);
    }
    tda_grid_clear(&grid);
    tda_complex_free(k);
    tda_complex_free(coarse);
}
END_TEST

/* Exchanging the parameters exchanges the coordinates, though other rows are swept. */
START_TEST(parameters_can_be_exchanged)
{
    tda_complex *k = box_random((unsigned)_i, 6, 5, 0, 3 + 4 * (_i % 5), BOX_PIXELS,
                                _i % 2),
                *other = NULL;
    const tda_cells *c = tda_complex_cells(k);
    double *grade = malloc((size_t)(2 * c->size) * sizeof *grade);
    for (tda_index i = 0; i < 2 * c->size; i++)
        grade[i ^ 1] = c->grade[i] + (i % 2 ? 100 : 0);
    tda_cells turned = *c;
    turned.grade = grade;
    OK(tda_complex_new(NULL, &other, &turned));
    for (int d = 0; d < 2; d++) {
        tda_presentation *p = NULL, *q = NULL;
        tda_signed_barcode a = {0}, b = {0}, back = {0};
        OK(tda_complex_presentation(NULL, &p, k, d, NULL));
        OK(tda_complex_presentation(NULL, &q, other, d, NULL));
        OK(tda_presentation_rank_barcode(NULL, &a, p, NULL));
        OK(tda_presentation_rank_barcode(NULL, &b, q, NULL));
        for (tda_index i = 0; i < b.size; i++)
            for (double *v = b.birth; v; v = v == b.birth ? b.death : NULL) {
                double x = v[2 * i];
                v[2 * i] = v[2 * i + 1];
                v[2 * i + 1] = x - 100;
            }
        OK(tda_signed_barcode_new(NULL, &back, 2, TDA_BAR_RECTANGLE, b.size, b.birth,
                                  b.death, b.weight));
        same_barcode(&a, &back);
        tda_signed_barcode_clear(&a);
        tda_signed_barcode_clear(&b);
        tda_signed_barcode_clear(&back);
        tda_presentation_free(p);
        tda_presentation_free(q);
    }
    free(grade);
    tda_complex_free(k);
    tda_complex_free(other);
}
END_TEST

START_TEST(threads_do_not_change_a_bit)
{
    tda_ctx *ctx = NULL;
    tda_presentation *p = NULL;
    tda_signed_barcode one = {0}, many = {0};
    tda_complex *k = box_random((unsigned)_i, 12, 12, 0, 60, BOX_PIXELS, false);
    OK(tda_ctx_new(&ctx));
    OK(tda_complex_presentation(ctx, &p, k, 1, NULL));
    tda_ctx_reset_work(ctx);
    OK(tda_presentation_rank_barcode(ctx, &one, p, NULL));
    int64_t columns = tda_ctx_work(ctx, TDA_WORK_COLUMNS);
    ck_assert_int_gt(columns, 0);
    tda_ctx_reset_work(ctx);
    tda_ctx_set_threads(ctx, 2 + _i);
    OK(tda_presentation_rank_barcode(ctx, &many, p, NULL));
    ck_assert_int_eq(columns, tda_ctx_work(ctx, TDA_WORK_COLUMNS));
    same_barcode(&one, &many);
    tda_signed_barcode_clear(&one);
    tda_signed_barcode_clear(&many);
    tda_presentation_free(p);
    tda_complex_free(k);
    tda_ctx_free(ctx);
}
END_TEST

/* ---- by hand ---- */

static tda_presentation *present(tda_index rows, const double *row, tda_index columns,
                                 const double *column, const tda_index *start,
                                 const tda_index *entry)
{
    tda_presentation *p = NULL;
    OK(tda_presentation_new(
        NULL, &p, &(tda_matrix){2, rows, columns, row, column, start, entry, NULL, NULL},
        0));
    return p;
}

static void expect(const tda_signed_barcode *b, tda_index size, const double *birth,
                   const double *death, const int64_t *weight)
{
    ck_assert_int_eq(b->size, size);
    ck_assert_mem_eq(b->birth, birth, (size_t)size * 16);
    ck_assert_mem_eq(b->death, death, (size_t)size * 16);
    ck_assert_mem_eq(b->weight, weight, (size_t)size * 8);
}

#define I INFINITY
START_TEST(two_generators_that_meet)
{
    tda_signed_barcode b = {0};
    tda_presentation *p = present(2, (double[]){1, 0, 0, 1}, 1, (double[]){1, 1},
                                  (tda_index[]){0, 2}, (tda_index[]){0, 1});
    OK(tda_presentation_rank_barcode(NULL, &b, p, NULL));
    expect(&b, 3, (double[]){0, 1, 1, 0, 1, 1}, (double[]){I, I, I, I, I, I},
           (int64_t[]){1, 1, -1});
    tda_signed_barcode_clear(&b);
    tda_presentation_free(p);
}
END_TEST

START_TEST(a_square_and_its_hooks)
{
    tda_signed_barcode b = {0}, hooks = {0};
    tda_presentation *p = present(1, (double[]){0, 0}, 2, (double[]){1, 0, 0, 1},
                                  (tda_index[]){0, 1, 2}, (tda_index[]){0, 0});
    OK(tda_presentation_rank_barcode(NULL, &b, p, NULL));
    expect(&b, 1, (double[]){0, 0}, (double[]){1, 1}, (int64_t[]){1});
    OK(tda_signed_barcode_hooks(NULL, &hooks, &b));
    ck_assert_int_eq(hooks.shape, TDA_BAR_HOOK);
    expect(&hooks, 3, (double[]){0, 0, 0, 0, 0, 0}, (double[]){0, 1, 1, 0, 1, 1},
           (int64_t[]){1, 1, -1});
    tda_signed_barcode_clear(&b);
    tda_signed_barcode_clear(&hooks);
    tda_presentation_free(p);
}
END_TEST

START_TEST(strips_and_quadrants_as_hooks)
{
    tda_signed_barcode b = {0}, hooks = {0};
    const double birth[] = {0, 0, 1, 1, 2, 2}, death[] = {I, 5, I, I, 4, I};
    OK(tda_signed_barcode_new(NULL, &b, 2, TDA_BAR_RECTANGLE, 3, birth, death,
                              (int64_t[]){1, -2, 3}));
    OK(tda_signed_barcode_hooks(NULL, &hooks, &b));
    expect(&hooks, 3, birth, (double[]){0, 5, I, I, 4, 2}, (int64_t[]){1, -2, 3});
    tda_signed_barcode_clear(&b);
    tda_signed_barcode_clear(&hooks);
}
END_TEST

START_TEST(equal_bars_add_up)
{
    tda_signed_barcode b = {0};
    const double birth[] = {1, 1, -0.0, 0, 1, 1, 0, 0, 3, 3, 2, 2},
                 death[] = {2, 2, 1, 1, 2, 2, 1, 1, 3, 4, I, 3};
    OK(tda_signed_barcode_new(NULL, &b, 2, TDA_BAR_RECTANGLE, 6, birth, death,
                              (int64_t[]){1, 2, -1, 3, 9, 4}));
    expect(&b, 2, (double[]){0, 0, 2, 2}, (double[]){1, 1, I, 3}, (int64_t[]){5, 4});
    tda_signed_barcode_clear(&b);
    OK(tda_signed_barcode_new(NULL, &b, 2, TDA_BAR_HOOK, 6, birth, death,
                              (int64_t[]){1, 2, -1, 3, 9, 4}));
    ck_assert_int_eq(b.size, 3); /* a hook along a side is not empty */
    tda_signed_barcode_clear(&b);
}
END_TEST

START_TEST(nothing_has_no_bars)
{
    tda_signed_barcode b = {0}, hooks = {0};
    tda_presentation *p = present(0, NULL, 0, NULL, NULL, NULL);
    tda_index rank = 7;
    OK(tda_presentation_rank_barcode(NULL, &b, p, NULL));
    OK(tda_signed_barcode_hooks(NULL, &hooks, &b));
    OK(tda_presentation_rank(NULL, &rank, p, (double[]){0, 0}, (double[]){I, I}));
    ck_assert_int_eq(b.size, 0);
    ck_assert_int_eq(hooks.size, 0);
    ck_assert_int_eq(rank, 0);
    tda_signed_barcode_clear(&b);
    tda_signed_barcode_clear(&hooks);
    tda_presentation_free(p);
}
END_TEST

/* ---- refusals and failures ---- */

START_TEST(refusals_leave_the_output_alone)
{
    tda_ctx *ctx = NULL;
    tda_signed_barcode b = {0}, hooks = {.params = 2, .shape = TDA_BAR_HOOK};
    tda_presentation *p = present(1, (double[]){0, 0}, 0, NULL, NULL, NULL);
    tda_index rank = 7;
    OK(tda_ctx_new(&ctx));
    ck_assert_int_eq(
        tda_presentation_rank(ctx, &rank, p, (double[]){0, NAN}, (double[]){1, 1}),
        TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "rank: from nan to 1 in parameter 1");
    ck_assert_int_eq(rank, 7);
    ck_assert_int_eq(tda_signed_barcode_hooks(ctx, &b, &hooks), TDA_EINVAL);
    ck_assert_str_eq(
        tda_ctx_message(ctx),
        "hooks: made from rectangles of 1 or 2 parameters, not from hooks of 2");
    ck_assert_int_eq(tda_signed_barcode_new(ctx, &b, 1, TDA_BAR_RECTANGLE, 1,
                                            (double[]){I}, (double[]){I}, (int64_t[]){1}),
                     TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "signed barcode: bar 0 goes from inf to inf in parameter 0");
    ck_assert_int_eq(tda_signed_barcode_new(ctx, &b, 1, TDA_BAR_HOOK, 1, (double[]){2},
                                            (double[]){1}, (int64_t[]){1}),
                     TDA_EINVAL);
    ck_assert_str_eq(
        tda_ctx_message(ctx),
        "signed barcode: hook 0 ends at 1 before its birth 2 in parameter 0");
    ck_assert_int_eq(tda_signed_barcode_new(ctx, &b, 1, TDA_BAR_RECTANGLE, 2,
                                            (double[]){0, 0}, (double[]){1, 1},
                                            (int64_t[]){INT64_MAX, 1}),
                     TDA_EINVAL);
    ck_assert_str_eq(
        tda_ctx_message(ctx),
        "signed barcode: the weights of bar 0 and those equal to it overflow");
    ck_assert_int_eq(
        tda_signed_barcode_new(ctx, &b, 0, TDA_BAR_RECTANGLE, 0, NULL, NULL, NULL),
        TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "signed barcode: 0 bars of 0 parameters");
    ck_assert_ptr_null(b.birth);
    tda_presentation_free(p);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(running_out_of_memory)
{
    tda_complex *k = brute_random(5, 2, 2, false);
    tda_presentation *p = NULL;
    tda_signed_barcode b = {0}, hooks = {0}, copy = {0};
    tda_measure mu = {0};
    tda_grid grid = {0};
    tda_index rank = -1;
    OK(tda_complex_grid_exact(NULL, &grid, k));
    OK(tda_complex_presentation(NULL, &p, k, 0, NULL));
    EACH_OOM(tda_presentation_rank_barcode(NULL, &b, p, &grid), b.birth == NULL);
    EACH_OOM(tda_signed_barcode_hooks(NULL, &hooks, &b), hooks.birth == NULL);
    EACH_OOM(tda_signed_barcode_new(NULL, &copy, 2, b.shape, b.size, b.birth, b.death,
                                    b.weight),
             copy.birth == NULL);
    EACH_OOM(tda_signed_barcode_hilbert_measure(NULL, &mu, &b), mu.at == NULL);
    EACH_OOM(tda_presentation_rank(NULL, &rank, p, (double[]){0, 0}, (double[]){9, 9}),
             rank == -1);
    same_barcode(&b, &copy);
    tda_signed_barcode_clear(&b);
    tda_signed_barcode_clear(&copy);
    tda_signed_barcode_clear(&hooks);
    tda_measure_clear(&mu);
    tda_grid_clear(&grid);
    tda_presentation_free(p);
    tda_complex_free(k);
}
END_TEST

START_TEST(being_cancelled)
{
    tda_ctx *ctx = NULL;
    tda_complex *k = brute_random(5, 2, 2, false);
    tda_presentation *p = NULL;
    tda_signed_barcode b = {0}, copy = {0};
    tda_index rank = -1;
    OK(tda_ctx_new(&ctx));
    OK(tda_complex_presentation(NULL, &p, k, 0, NULL));
    EACH_CANCEL(tda_presentation_rank_barcode(ctx, &b, p, NULL), b.birth == NULL);
    EACH_CANCEL(tda_signed_barcode_new(ctx, &copy, 2, b.shape, b.size, b.birth, b.death,
                                       b.weight),
                copy.birth == NULL);
    EACH_CANCEL(tda_presentation_rank(ctx, &rank, p, (double[]){0, 0}, (double[]){9, 9}),
                rank == -1);
    tda_signed_barcode_clear(&b);
    tda_signed_barcode_clear(&copy);
    tda_presentation_free(p);
    tda_complex_free(k);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(the_limit_is_kept)
{
    tda_ctx *ctx = NULL;
    tda_complex *k = box_random(3, 12, 12, 0, 1000, BOX_PIXELS, false);
    tda_presentation *p = NULL;
    tda_signed_barcode b = {0};
    OK(tda_complex_presentation(NULL, &p, k, 0, NULL));
    OK(tda_ctx_new(&ctx));
    tda_ctx_set_max_bytes(ctx, 30000);
    ck_assert_int_eq(tda_presentation_rank_barcode(ctx, &b, p, NULL), TDA_ELIMIT);
    ck_assert_ptr_null(b.birth);
    tda_presentation_free(p);
    tda_complex_free(k);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("rank", SEEDS(ranks_of_one_grade_a_cell, 30),
      SEEDS(ranks_of_several_grades_a_cell, 30), SEEDS(ranks_of_one_parameter, 30),
      SEEDS(bars_of_one_parameter, 30), SEEDS(a_grid_squeezes_the_module, 300),
      SEEDS(parameters_can_be_exchanged, 300), SEEDS(threads_do_not_change_a_bit, 2),
      TEST(two_generators_that_meet), TEST(a_square_and_its_hooks),
      TEST(strips_and_quadrants_as_hooks), TEST(equal_bars_add_up),
      TEST(nothing_has_no_bars), TEST(refusals_leave_the_output_alone),
      TEST(running_out_of_memory), TEST(being_cancelled), TEST(the_limit_is_kept))
