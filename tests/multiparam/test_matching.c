/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_matching.c - The matching distance: between its bounds lies that of many lines, found by
 * slices and their bottleneck distances; metric axioms, stability, other bases, one parameter. */
#include "brute.h"
#include "tda_check.h"
#include <tda.h>

static tda_complex *finite_complex(unsigned seed)
{
    return brute_random(seed + seed / 4, 2, 2, false); /* no infinite grades */
}

static tda_matching_distance distance(const tda_presentation *a,
                                      const tda_presentation *b, double error)
{
    tda_matching_distance_opts o = TDA_MATCHING_DISTANCE_OPTS_INIT;
    tda_matching_distance d;
    o.error = error;
    o.least = 0.05;
    OK(tda_presentation_matching_distance(NULL, &d, a, b, &o));
    MUST(d.lower <= d.upper);
    MUST(isinf(d.lower) || d.upper <= d.lower + fmax(error * d.lower, o.least) + 1e-12);
    return d;
}

static double on_line(const tda_presentation *a, const tda_presentation *b,
                      const double *base, const double *direction)
{
    tda_diagram p = {0}, q = {0};
    double out;
    OK(tda_presentation_slices(NULL, &p, a, 1, base, direction));
    OK(tda_presentation_slices(NULL, &q, b, 1, base, direction));
    OK(tda_diagram_bottleneck(NULL, &out, NULL, &p, &q, NULL));
    tda_diagram_clear(&p);
    tda_diagram_clear(&q);
    return out * fmin(direction[0], direction[1]);
}

/* No line is farther than the upper bound; the one given is as far as the lower one. */
static void lines_seed(unsigned seed)
{
    tda_complex *k = finite_complex(seed), *l = finite_complex(seed + 1000);
    brute_rng rng = brute_seed(seed + 7);
    int degree = seed % 2;
    tda_presentation *a = NULL, *b = NULL;
    OK(tda_complex_presentation(NULL, &a, k, degree, NULL));
    OK(tda_complex_presentation(NULL, &b, l, degree, NULL));
    tda_matching_distance d = distance(a, b, 0.05), e = distance(b, a, 0.05);
    MUST(isinf(d.lower) == isinf(e.lower));
    if (!isinf(d.lower)) {
        MUST(d.lower <= e.upper + 1e-9 && e.lower <= d.upper + 1e-9);
        MUST(fabs(on_line(a, b, d.base, d.direction) - d.lower) < 1e-9);
    }
    for (int i = 0; i < 60; i++) {
        double base[2] = {brute_below(&rng, 200) / 10.0 - 8,
                          brute_below(&rng, 200) / 10.0 - 8};
        double direction[2] = {1, (1 + brute_below(&rng, 32)) / 32.0};
        if (brute_below(&rng, 2)) {
            direction[0] = direction[1];
            direction[1] = 1;
        }
        double x = on_line(a, b, base, direction);
        MUST(isinf(x) == isinf(d.lower));
        MUST(x <= d.upper + 1e-9);
    }
    tda_presentation_free(a);
    tda_presentation_free(b);
    tda_complex_free(k);
    tda_complex_free(l);
}
TEN_SEEDS(lines)

/* Two functions on a complex: no farther than their greatest difference. */
static void stability_seed(unsigned seed)
{
    tda_complex *k = finite_complex(seed), *l[2] = {NULL, NULL};
    brute_rng rng = brute_seed(seed + 3);
    const tda_cells *c = tda_complex_cells(k);
    double *grade = malloc((size_t)(2 * c->size + 1) * sizeof *grade), most[2] = {0, 0};
    for (int turn = 0; turn < 2; turn++) {
        for (int dim = 0; dim <= 2; dim++)
            for (tda_index i = 0; i < c->size; i++)
                for (int x = 0; x < 2 && c->dim[i] == dim; x++) {
                    double g = c->grade[2 * i + x] + 0.25 * brute_below(&rng, 4);
                    for (tda_index f = c->start[i]; f < c->start[i + 1]; f++)
                        g = fmax(g, grade[2 * c->face[f] + x]);
                    grade[2 * i + x] = g;
                    most[turn] = fmax(most[turn], g - c->grade[2 * i + x]);
                }
        tda_cells cells = *c;
        cells.grade = grade;
        OK(tda_complex_new(NULL, &l[turn], &cells));
    }
    for (int degree = 0; degree < 2; degree++) {
        tda_presentation *a = NULL, *b = NULL, *e = NULL;
        OK(tda_complex_presentation(NULL, &a, k, degree, NULL));
        OK(tda_complex_presentation(NULL, &b, l[0], degree, NULL));
        OK(tda_complex_presentation(NULL, &e, l[1], degree, NULL));
        tda_matching_distance ab = distance(a, b, 0.1), ae = distance(a, e, 0.1),
                              be = distance(b, e, 0.1);
        MUST(ab.lower <= most[0] + 1e-9 && ae.lower <= most[1] + 1e-9);
        MUST(be.lower <= ab.upper + ae.upper + 1e-9);
        tda_presentation_free(a);
        tda_presentation_free(b);
        tda_presentation_free(e);
    }
    tda_complex_free(k);
    tda_complex_free(l[0]);
    tda_complex_free(l[1]);
    free(grade);
}
TEN_SEEDS(stability)

/* The same module in another basis: the relations in another order, sums of relations with earlier
 * ones, an entry and its relation more. */
static void isomorphic_seed(unsigned seed)
{
    tda_complex *k = finite_complex(seed);
    tda_presentation *a = NULL, *b = NULL;
    OK(tda_complex_presentation(NULL, &a, k, seed % 2, NULL));
    const tda_matrix *m = tda_presentation_matrix(a);
    tda_index n = m->columns + 1, r = m->rows + 1;
    double *rows = malloc((size_t)(2 * r) * sizeof *rows),
           *columns = malloc((size_t)(2 * n) * sizeof *columns);
    tda_index *start = malloc((size_t)(n + 1) * sizeof *start),
              *row = malloc((size_t)(m->start[m->columns] + 1) * sizeof *row);
    memcpy(rows, m->row_grade, (size_t)(2 * m->rows) * sizeof *rows);
    rows[2 * m->rows] = columns[0] = 5;
    rows[2 * m->rows + 1] = columns[1] = 3; /* born dead */
    start[0] = 0;
    row[0] = m->rows;
    start[1] = 1;
    for (tda_index j = 0; j < m->columns; j++) {
        tda_index from = m->columns - 1 - j, size = m->start[from + 1] - m->start[from];
        memcpy(row + start[j + 1], m->row + m->start[from], (size_t)size * sizeof *row);
        memcpy(columns + 2 * (j + 1), m->column_grade + 2 * from, 2 * sizeof *columns);
        start[j + 2] = start[j + 1] + size;
    }
    tda_matrix other = {2, r, n, rows, columns, start, row, NULL, NULL};
    OK(tda_presentation_new(NULL, &b, &other, seed % 2));
    tda_matching_distance d = distance(a, b, 0.1);
    MUST(d.lower == 0 && d.upper == 0);
    tda_presentation_free(a);
    tda_presentation_free(b);
    tda_complex_free(k);
    free(rows);
    free(columns);
    free(start);
    free(row);
}
TEN_SEEDS(isomorphic)

static void one_parameter_seed(unsigned seed)
{
    tda_complex *k = brute_random(seed, 1, 2, false),
                *l = brute_random(seed + 500, 1, 2, false);
    tda_presentation *a = NULL, *b = NULL;
    tda_matching_distance d;
    double base = 0, direction = 1, out;
    tda_diagram p = {0}, q = {0};
    OK(tda_complex_presentation(NULL, &a, k, 0, NULL));
    OK(tda_complex_presentation(NULL, &b, l, 0, NULL));
    OK(tda_presentation_slices(NULL, &p, a, 1, &base, &direction));
    OK(tda_presentation_slices(NULL, &q, b, 1, &base, &direction));
    OK(tda_diagram_bottleneck(NULL, &out, NULL, &p, &q, NULL));
    OK(tda_presentation_matching_distance(NULL, &d, a, b, NULL));
    MUST(d.lower == d.upper && (d.lower == out || fabs(d.lower - out) < 1e-12));
    tda_diagram_clear(&p);
    tda_diagram_clear(&q);
    tda_presentation_free(a);
    tda_presentation_free(b);
    tda_complex_free(k);
    tda_complex_free(l);
}
TEN_SEEDS(one_parameter)

/* A rectangle with sides 4 and 2 to nothing: half its least side, on a diagonal through it; one twice
 * as high and three times as wide likewise. */
static tda_presentation *rectangle(double x, double y)
{
    double at[] = {1, 1}, by[] = {1 + x, 1, 1, 1 + y};
    tda_index start[] = {0, 1, 2}, row[] = {0, 0};
    tda_presentation *p = NULL;
    OK(tda_presentation_new(
        NULL, &p, &(tda_matrix){2, 1, x > 0 ? 2 : 0, at, by, start, row, NULL, NULL}, 0));
    return p;
}

START_TEST(rectangles)
{
    tda_presentation *a = rectangle(4, 2), *b = rectangle(12, 8), *c = rectangle(0, 0),
                     *none = NULL;
    tda_index start[] = {0};
    OK(tda_presentation_new(
        NULL, &none, &(tda_matrix){2, 0, 0, NULL, NULL, start, NULL, NULL, NULL}, 0));
    tda_matching_distance d = distance(a, none, 0.001);
    ck_assert(d.lower <= 1 + 1e-9 && 1 <= d.upper + 1e-9 &&
              d.upper - d.lower <= 0.05 + 1e-9);
    d = distance(a, b, 0.001); /* both to the diagonal */
    ck_assert(d.lower <= 4 + 1e-9 && 4 <= d.upper + 1e-9);
    d = distance(none, none, 0.001);
    ck_assert(d.lower == 0 && d.upper == 0);
    d = distance(a, c, 0.001);
    ck_assert(isinf(d.lower) && isinf(d.upper));
    tda_presentation_free(a);
    tda_presentation_free(b);
    tda_presentation_free(c);
    tda_presentation_free(none);
}
END_TEST

START_TEST(threads)
{
    tda_complex *k = finite_complex(3), *l = finite_complex(20);
    tda_presentation *a = NULL, *b = NULL;
    OK(tda_complex_presentation(NULL, &a, k, 0, NULL));
    OK(tda_complex_presentation(NULL, &b, l, 0, NULL));
    tda_matching_distance first = {0};
    for (int n = 1; n <= 4; n++) {
        tda_ctx *ctx = NULL;
        tda_matching_distance d;
        OK(tda_ctx_new(&ctx));
        tda_ctx_set_threads(ctx, n);
        OK(tda_presentation_matching_distance(ctx, &d, a, b, NULL));
        first = n == 1 ? d : first;
        ck_assert(d.lower == first.lower && d.upper == first.upper &&
                  d.lines == first.lines && d.base[1] == first.base[1] &&
                  d.direction[1] == first.direction[1]);
        tda_ctx_free(ctx);
    }
    tda_presentation_free(a);
    tda_presentation_free(b);
    tda_complex_free(k);
    tda_complex_free(l);
}
END_TEST

START_TEST(failures)
{
    tda_ctx *ctx = NULL;
    tda_presentation *a = rectangle(4, 2), *b = rectangle(3, 3), *one = NULL;
    tda_matching_distance_opts o = TDA_MATCHING_DISTANCE_OPTS_INIT;
    tda_matching_distance d = {.lower = -1};
    double at[] = {0};
    tda_index start[] = {0};
    OK(tda_ctx_new(&ctx));
    tda_ctx_set_threads(ctx, 1);
    o.error = 0.3;
    o.lines = 60;
    EACH_OOM(tda_presentation_matching_distance(ctx, &d, a, b, &o), d.lower == -1);
    d.lower = -1;
    EACH_CANCEL(tda_presentation_matching_distance(ctx, &d, a, b, &o), d.lower == -1);
    d.lower = -1;
    o.error = 0;
    ck_assert_int_eq(tda_presentation_matching_distance(ctx, &d, a, b, &o), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "matching distance: error 0; it is a finite number above 0");
    o.error = 1;
    o.least = -1;
    ck_assert_int_eq(tda_presentation_matching_distance(ctx, &d, a, b, &o), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "matching distance: least -1; it is a finite number from 0 on");
    o.least = 0;
    o.lines = 0;
    ck_assert_int_eq(tda_presentation_matching_distance(ctx, &d, a, b, &o), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "matching distance: 0 lines; there is at least one");
    OK(tda_presentation_new(
        NULL, &one, &(tda_matrix){1, 1, 0, at, NULL, start, NULL, NULL, NULL}, 0));
    ck_assert_int_eq(tda_presentation_matching_distance(ctx, &d, a, one, NULL),
                     TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "matching distance: the modules have 2 and 1 parameters");
    ck_assert(d.lower == -1);
    tda_presentation_free(a);
    tda_presentation_free(b);
    tda_presentation_free(one);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("matching", SEEDS(lines, 30), SEEDS(stability, 30), SEEDS(isomorphic, 10),
      SEEDS(one_parameter, 30), TEST(rectangles), TEST(threads), TEST(failures))
