/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_slice.c - Barcodes along lines: of the presentation, of the complex pushed onto the line, and
 * against ranks between points of the line. */
#include "brute.h"
#include "multiparam/boxes.h"
#include "tda_check.h"
#include <tda.h>

enum { LINES = 12 };

/* Lines whose arithmetic is exact: small integers and powers of two. Some are parallel to an axis. */
static void random_lines(brute_rng *rng, double *base, double *direction, int params)
{
    for (int i = 0; i < LINES * params; i++) {
        base[i] = brute_below(rng, 9) - 3;
        direction[i] = (double[]){0, 0.5, 1, 2}[brute_below(rng, 4)];
    }
    for (int i = 0; i < LINES; i++)
        if (direction[i * params] <= 0)
            direction[i * params + params - 1] = 1;
}

static int alive(const tda_diagram *d, int degree, double s, double t)
{
    int n = 0;
    for (tda_index i = d->start[degree]; i < d->start[degree + 1]; i++)
        n += d->birth[i] <= s && t < d->death[i];
    return n;
}

static void same_bars(const tda_diagram *a, const tda_diagram *b, int degree)
{
    tda_index n = a->start[degree + 1] - a->start[degree];
    tda_index more = degree < b->degrees ? b->start[degree + 1] - b->start[degree] : 0;
    MUST(n == more);
    for (tda_index i = 0; i < n; i++) {
        tda_index p = a->start[degree] + i, q = b->start[degree] + i;
        MUST(a->birth[p] == b->birth[q] && a->death[p] == b->death[q]);
    }
}

/* The cell of each end is reached by the line at the value. */
static void check_cells(const tda_diagram *d, const tda_cells *pushed)
{
    for (tda_index i = 0; i < d->start[d->degrees]; i++) {
        MUST(d->birth_cell[i] >= 0 && d->birth_cell[i] < pushed->size);
        MUST((d->death_cell[i] < 0) == isinf(d->death[i]));
    }
}

static void equals_pushed(tda_complex *k, unsigned seed)
{
    const tda_cells *c = tda_complex_cells(k);
    brute_rng rng = brute_seed(seed + 5);
    double base[2 * LINES], direction[2 * LINES];
    random_lines(&rng, base, direction, c->params);
    for (int degree = 0; degree < 3; degree++) {
        tda_presentation *p = NULL;
        tda_diagram bars[LINES] = {{0}};
        OK(tda_complex_presentation(NULL, &p, k, degree, NULL));
        OK(tda_presentation_slices(NULL, bars, p, LINES, base, direction));
        for (int i = 0; i < LINES; i++) {
            const double *b = base + i * c->params, *v = direction + i * c->params;
            tda_complex *pushed = NULL;
            tda_diagram d = {0};
            OK(tda_complex_push(NULL, &pushed, k, b, v));
            OK(tda_complex_diagram(NULL, &d, NULL, pushed, 0, NULL));
            same_bars(&bars[i], &d, degree);
            check_cells(&bars[i], tda_complex_cells(pushed));
            for (int pair = 0; pair < 8; pair++) {
                double s = brute_below(&rng, 16) / 2.0,
                       t = s + brute_below(&rng, 16) / 2.0;
                double from[2], to[2];
                tda_index rank;
                for (int n = 0; n < c->params; n++) {
                    from[n] = b[n] + s * v[n];
                    to[n] = b[n] + t * v[n];
                }
                OK(tda_presentation_rank(NULL, &rank, p, from, to));
                MUST(alive(&bars[i], degree, s, t) == rank);
            }
            tda_diagram_clear(&d);
            tda_complex_free(pushed);
        }
        for (int i = 0; i < LINES; i++)
            tda_diagram_clear(&bars[i]);
        tda_presentation_free(p);
    }
    tda_complex_free(k);
}

static void lines_of_one_grade_a_cell_seed(unsigned seed)
{
    equals_pushed(brute_random(seed, 2, 3, false), seed);
}
TEN_SEEDS(lines_of_one_grade_a_cell)

static void lines_of_several_grades_a_cell_seed(unsigned seed)
{
    equals_pushed(brute_random(seed, 2, 2, true), seed);
}
TEN_SEEDS(lines_of_several_grades_a_cell)

static void lines_of_one_parameter_seed(unsigned seed)
{
    equals_pushed(brute_random(seed, 1, 2, false), seed);
}
TEN_SEEDS(lines_of_one_parameter)

/* A cell is present at a point of the line when the line has come to it, in any number of
 * parameters. */
static void pushed_cells_are_present_seed(unsigned seed)
{
    int params = 1 + (int)(seed % 4);
    tda_complex *k = brute_random(seed, params, 2, seed % 3 == 0), *pushed = NULL;
    brute_rng rng = brute_seed(seed + 9);
    double base[BRUTE_PARAMS * LINES], direction[BRUTE_PARAMS * LINES];
    random_lines(&rng, base, direction, params);
    for (int i = 0; i < LINES; i++) {
        const double *b = base + i * params, *v = direction + i * params;
        OK(tda_complex_push(NULL, &pushed, k, b, v));
        const tda_cells *c = tda_complex_cells(k), *line = tda_complex_cells(pushed);
        ck_assert_int_eq(line->params, 1);
        MUST(line->size == c->size && !line->grade_start);
        for (double t = -4; t < 12; t += 0.5) {
            double z[BRUTE_PARAMS];
            for (int n = 0; n < params; n++)
                z[n] = b[n] + t * v[n];
            for (tda_index cell = 0; cell < c->size; cell++)
                MUST(brute_present(c, cell, z) == (line->grade[cell] <= t));
        }
        tda_complex_free(pushed);
    }
    tda_complex_free(k);
}
TEN_SEEDS(pushed_cells_are_present)

START_TEST(threads_do_not_change_a_bit)
{
    enum { MANY = 40 };
    tda_ctx *ctx = NULL;
    tda_presentation *p = NULL;
    tda_diagram one[MANY] = {{0}}, many[MANY] = {{0}};
    double base[2 * MANY], direction[2 * MANY];
    tda_complex *k = box_random(1, 10, 10, 0, 60, BOX_PIXELS, false);
    OK(tda_ctx_new(&ctx));
    OK(tda_complex_presentation(ctx, &p, k, 1, NULL));
    for (int i = 0; i < MANY; i++) {
        base[2 * i] = i;
        base[2 * i + 1] = MANY - i;
        direction[2 * i] = direction[2 * i + 1] = 1;
    }
    OK(tda_presentation_slices(ctx, one, p, MANY, base, direction));
    tda_ctx_set_threads(ctx, 3);
    OK(tda_presentation_slices(ctx, many, p, MANY, base, direction));
    tda_index all = 0;
    for (int i = 0; i < MANY; i++) {
        tda_index n = one[i].start[2];
        ck_assert_int_eq(n, many[i].start[2]);
        all += n;
        if (n) {
            ck_assert_mem_eq(one[i].birth, many[i].birth, (size_t)n * sizeof(double));
            ck_assert_mem_eq(one[i].death, many[i].death, (size_t)n * sizeof(double));
            ck_assert_mem_eq(one[i].birth_cell, many[i].birth_cell,
                             (size_t)n * sizeof(tda_index));
        }
        tda_diagram_clear(&one[i]);
        tda_diagram_clear(&many[i]);
    }
    ck_assert_int_gt(all, MANY);
    tda_presentation_free(p);
    tda_complex_free(k);
    tda_ctx_free(ctx);
}
END_TEST

/* The square [0, 1) x [0, 1) along the diagonal, off it, and up a wall. */
START_TEST(a_square_by_hand)
{
    tda_presentation *p = NULL;
    tda_diagram d[4] = {{0}};
    const double base[] = {0, 0, 0.5, 0, 0.5, 3, 0.25, -2};
    const double direction[] = {1, 1, 1, 2, 1, 1, 0, 1};
    OK(tda_presentation_new(NULL, &p,
                            &(tda_matrix){2, 1, 2, (double[]){0, 0},
                                          (double[]){1, 0, 0, 1}, (tda_index[]){0, 1, 2},
                                          (tda_index[]){0, 0}, (tda_index[]){10, 11},
                                          (tda_index[]){20, 21, 22, 23}},
                            1));
    OK(tda_presentation_slices(NULL, d, p, 4, base, direction));
    const int bars[] = {1, 1, 0, 1};
    const double birth[] = {0, 0, 0, 2}, death[] = {1, 0.5, 0, 3};
    for (int i = 0; i < 4; i++) {
        ck_assert_int_eq(d[i].degrees, 2);
        ck_assert_int_eq(d[i].start[1], 0);
        ck_assert_int_eq(d[i].start[2], bars[i]);
        for (tda_index k = 0; k < d[i].start[2]; k++) {
            ck_assert_double_eq(d[i].birth[k], birth[i]);
            ck_assert_double_eq(d[i].death[k], death[i]);
        }
    }
    ck_assert_int_eq(d[3].birth_cell[0], 11);
    ck_assert_int_eq(d[3].death_cell[0], 23);
    for (int i = 0; i < 4; i++)
        tda_diagram_clear(&d[i]);
    tda_presentation_free(p);
}
END_TEST

START_TEST(bad_lines_are_refused)
{
    tda_ctx *ctx = NULL;
    tda_complex *k = brute_random(3, 2, 2, false), *pushed = NULL;
    tda_presentation *p = NULL;
    tda_diagram d = {0};
    const double base[] = {0, 0};
    OK(tda_ctx_new(&ctx));
    OK(tda_complex_presentation(ctx, &p, k, 0, NULL));
    ck_assert_int_eq(tda_complex_push(ctx, &pushed, k, base, (double[]){1, -1}),
                     TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "line: from 0 by -1 in parameter 1; the first must be finite, the "
                     "second not negative either");
    ck_assert_int_eq(tda_complex_push(ctx, &pushed, k, base, (double[]){0, 0}),
                     TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "line: its direction is 0 in every parameter");
    ck_assert_int_eq(
        tda_presentation_slices(ctx, &d, p, 1, (double[]){NAN, 0}, (double[]){1, 1}),
        TDA_EINVAL);
    ck_assert_int_eq(tda_presentation_slices(ctx, &d, p, -1, base, base), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "slices: -1 lines");
    ck_assert_ptr_null(pushed);
    ck_assert_ptr_null(d.start);
    tda_presentation_free(p);
    tda_complex_free(k);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(failures_leave_the_output)
{
    tda_ctx *ctx = NULL;
    tda_complex *k = brute_random(3, 2, 2, true), *a = NULL, *b = NULL;
    tda_presentation *p = NULL;
    tda_diagram d[2] = {{0}}, e[2] = {{0}};
    const double base[] = {0, 0, 1, 0}, direction[] = {1, 1, 1, 2};
    OK(tda_ctx_new(&ctx));
    OK(tda_complex_presentation(ctx, &p, k, 0, NULL));
    EACH_OOM(tda_complex_push(NULL, &a, k, base, direction), a == NULL);
    EACH_CANCEL(tda_complex_push(ctx, &b, k, base, direction), b == NULL);
    EACH_OOM(tda_presentation_slices(NULL, d, p, 2, base, direction), d[0].start == NULL);
    EACH_CANCEL(tda_presentation_slices(ctx, e, p, 2, base, direction),
                e[0].start == NULL);
    for (int i = 0; i < 2; i++) {
        tda_diagram_clear(&d[i]);
        tda_diagram_clear(&e[i]);
    }
    tda_complex_free(a);
    tda_complex_free(b);
    tda_presentation_free(p);
    tda_complex_free(k);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("slice", SEEDS(lines_of_one_grade_a_cell, 30),
      SEEDS(lines_of_several_grades_a_cell, 30), SEEDS(lines_of_one_parameter, 30),
      SEEDS(pushed_cells_are_present, 30), TEST(threads_do_not_change_a_bit),
      TEST(a_square_by_hand), TEST(bad_lines_are_refused),
      TEST(failures_leave_the_output))
