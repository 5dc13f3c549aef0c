/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_module.c - Modules of intervals against the barcodes along lines that they are made from. */
#include "brute.h"
#include "tda_check.h"
#include <math.h>
#include <string.h>
#include <tda.h>

static const double diagonal[2] = {1, 1};

static void same_bars(const tda_diagram *a, const tda_diagram *b, int degree)
{
    tda_index m = a->degrees > degree ? a->start[degree + 1] - a->start[degree] : 0,
              n = b->degrees > degree ? b->start[degree + 1] - b->start[degree] : 0;
    MUST(m == n);
    for (tda_index i = 0; i < n; i++) {
        tda_index p = a->start[degree] + i, q = b->start[degree] + i;
        MUST(a->birth[p] == b->birth[q] && a->death[p] == b->death[q]);
    }
}

/* Bars cut to lo <= t <= hi, sorted; returns how many are not empty. */
static int cut_bars(double (*out)[2], const tda_diagram *d, int degree, double lo,
                    double hi)
{
    int n = 0;
    for (tda_index i = d->start[degree]; i < d->start[degree + 1]; i++) {
        double b = fmax(d->birth[i], lo), e = fmin(d->death[i], hi);
        if (!(b < e))
            continue;
        int at = n++;
        for (; at > 0 &&
               (out[at - 1][0] > b || (out[at - 1][0] == b && out[at - 1][1] > e));
             at--)
            memcpy(out[at], out[at - 1], sizeof *out);
        out[at][0] = b;
        out[at][1] = e;
    }
    return n;
}

/* On each line of the family the bars are those of the presentation: all of them where the box
 * holds all grades, else what of them lies in it. Grades are integers and steps powers of two, so
 * that all sums are exact. */
static void exact_on_lines(const tda_presentation *p, const tda_module *m, bool whole)
{
    int degree = m->degree;
    double from = m->box[3] - m->box[0], to = m->box[1] - m->box[2];
    tda_index lines = m->error > 0 ? (tda_index)((from - to) / m->error) + 1 : 1;
    for (tda_index k = 0; k < lines; k++) {
        double base[2] = {0, lines > 1 ? from - (double)k * m->error : from};
        tda_diagram truth = {0}, found = {0};
        OK(tda_presentation_slices(NULL, &truth, p, 1, base, diagonal));
        OK(tda_module_slice(NULL, &found, m, base, diagonal));
        if (whole) {
            same_bars(&truth, &found, degree);
        } else {
            double lo = fmax(m->box[0], m->box[1] - base[1]),
                   hi = fmin(m->box[2], m->box[3] - base[1]), a[99][2], b[99][2];
            int n = cut_bars(a, &truth, degree, lo, hi);
            MUST(n == cut_bars(b, &found, degree, lo, hi));
            MUST(n == 0 || memcmp(a, b, (size_t)n * sizeof *a) == 0);
        }
        tda_diagram_clear(&truth);
        tda_diagram_clear(&found);
    }
}

START_TEST(sampled_lines_are_exact)
{
    tda_complex *k = brute_random((unsigned)_i, 2, 2, _i % 3 == 0);
    for (int degree = 0; degree < 3; degree++) {
        tda_presentation *p = NULL;
        tda_module_opts opts = TDA_MODULE_OPTS_INIT;
        opts.error = (double[]){0.25, 0.5, 1}[_i % 3];
        OK(tda_complex_presentation(NULL, &p, k, degree, NULL));
        for (int fill = 0; fill < 2; fill++) {
            tda_module m = {0}, again = {0};
            opts.complete = fill;
            OK(tda_presentation_module(NULL, &m, p, &opts));
            MUST(m.degree == degree && m.params == 2 && m.error <= opts.error);
            exact_on_lines(p, &m, true);
            OK(tda_complex_module(NULL, &again, k, degree, &opts));
            MUST(again.size == m.size);
            tda_module_clear(&m);
            tda_module_clear(&again);
        }
        tda_presentation_free(p);
    }
    tda_complex_free(k);
}
END_TEST

/* Any box, a segment or a point too. */
START_TEST(boxes_are_exact_inside)
{
    brute_rng rng = brute_seed(5000 + (unsigned)_i);
    tda_complex *k = brute_random((unsigned)_i, 2, 2, _i % 3 == 0);
    double box[4];
    for (int c = 0; c < 2; c++) {
        box[c] = brute_below(&rng, 10) - 1;
        box[2 + c] = box[c] + brute_below(&rng, 5);
    }
    for (int degree = 0; degree < 2; degree++) {
        tda_presentation *p = NULL;
        tda_module m = {0};
        tda_module_opts opts = TDA_MODULE_OPTS_INIT;
        opts.error = 0.5;
        opts.box = box;
        OK(tda_complex_presentation(NULL, &p, k, degree, NULL));
        OK(tda_presentation_module(NULL, &m, p, &opts));
        MUST(memcmp(m.box, box, sizeof box) == 0);
        exact_on_lines(p, &m, false);
        tda_module_clear(&m);
        tda_presentation_free(p);
    }
    tda_complex_free(k);
}
END_TEST

/* The k-th largest height of a tent over t = 0. */
static double tent(const tda_diagram *d, int degree, int k)
{
    double height[99] = {0};
    int n = 0;
    for (tda_index i = d->start[degree]; i < d->start[degree + 1]; i++) {
        double h = fmax(0, fmin(-d->birth[i], d->death[i]));
        int at = n++;
        for (; at > 0 && height[at - 1] < h; at--)
            height[at] = height[at - 1];
        height[at] = h;
    }
    return k < n ? height[k] : 0;
}

static bool near(double a, double b, double most)
{
    return a == b || fabs(a - b) <= most; /* both may be infinite */
}

/* Away from the lines: landscapes within the error, barcodes within twice as much. */
START_TEST(landscapes_and_bars_are_near)
{
    enum { POINTS = 12, LAYERS = 3 };
    brute_rng rng = brute_seed(7000 + (unsigned)_i);
    tda_complex *k = brute_random((unsigned)_i, 2, 2, _i % 3 == 0);
    for (int degree = 0; degree < 2; degree++) {
        tda_presentation *p = NULL;
        tda_module m = {0};
        tda_module_opts opts = TDA_MODULE_OPTS_INIT;
        opts.lines = 1 + brute_below(&rng, 30);
        opts.complete = brute_below(&rng, 2);
        OK(tda_complex_presentation(NULL, &p, k, degree, NULL));
        OK(tda_presentation_module(NULL, &m, p, &opts));
        double point[2 * POINTS], lambda[POINTS * LAYERS], slack = m.error + 1e-9;
        for (int i = 0; i < 2 * POINTS; i++)
            point[i] = m.box[i % 2] + (m.box[2 + i % 2] - m.box[i % 2]) *
                                          (brute_below(&rng, 1001) / 1000.0);
        OK(tda_module_landscapes(NULL, lambda, &m, LAYERS, POINTS, point));
        for (int i = 0; i < POINTS; i++) {
            tda_diagram truth = {0}, found = {0};
            double apart = 0;
            OK(tda_presentation_slices(NULL, &truth, p, 1, point + 2 * i, diagonal));
            OK(tda_module_slice(NULL, &found, &m, point + 2 * i, diagonal));
            for (int layer = 0; layer < LAYERS; layer++) {
                double mine = lambda[i * LAYERS + layer];
                MUST(near(mine, tent(&truth, degree, layer), slack));
                MUST(near(mine, tent(&found, degree, layer), 1e-12));
            }
            OK(tda_diagram_bottleneck(NULL, &apart, NULL, &truth, &found, NULL));
            MUST(apart <= 2 * slack);
            tda_diagram_clear(&truth);
            tda_diagram_clear(&found);
        }
        tda_module_clear(&m);
        tda_presentation_free(p);
    }
    tda_complex_free(k);
}
END_TEST

/* ---- direct sums of intervals ---- */

enum { STEPS = 4, SUMMANDS = 4 };

/* A staircase of 1 .. STEPS corners with x going up and y down, within `low` .. low + 8. */
static int staircase(brute_rng *rng, double (*at)[2], double low)
{
    int n = 1 + brute_below(rng, STEPS);
    double x = low + brute_below(rng, 2), y = low + 8;
    for (int i = 0; i < n; i++) {
        at[i][0] = x;
        at[i][1] = y;
        x += 1 + brute_below(rng, 2);
        y -= 1 + brute_below(rng, 2);
    }
    return n;
}

typedef struct pieces {
    tda_index rows, columns, start[200];
    double row_grade[40][2], column_grade[200][2];
    tda_index row[400];
} pieces;

static void relation(pieces *s, double x, double y, tda_index a, tda_index b)
{
    double *g = s->column_grade[s->columns];
    tda_index at = s->start[s->columns];
    g[0] = x;
    g[1] = y;
    s->row[at++] = a;
    if (b >= 0)
        s->row[at++] = b;
    s->start[++s->columns] = at;
}

/* Generators at the births, neighbours equal from their join on, all of them zero past the deaths:
 * a presentation that is not minimal. */
static void add_interval(pieces *s, const double (*birth)[2], int births,
                         const double (*death)[2], int deaths)
{
    for (int i = 0; i < births; i++) {
        double x = birth[i][0], y = birth[i][1];
        tda_index r = s->rows++;
        s->row_grade[r][0] = x;
        s->row_grade[r][1] = y;
        if (i)
            relation(s, x, birth[i - 1][1], r - 1, r);
        for (int j = 0; j <= deaths; j++) {
            double far_x = j ? death[j - 1][0] : -INFINITY,
                   far_y = j < deaths ? death[j][1] : -INFINITY;
            if (far_x < (double)INFINITY && far_y < (double)INFINITY)
                relation(s, fmax(x, far_x), fmax(y, far_y), r, -1);
        }
    }
}

/* Both modules have the same corners. */
static void same_corners(const tda_module *a, const tda_module *b)
{
    MUST(a->size == b->size);
    for (tda_index i = 0; i <= a->size; i++)
        MUST(a->birth_start[i] == b->birth_start[i] &&
             a->death_start[i] == b->death_start[i]);
    tda_index births = a->birth_start[a->size] * a->params,
              deaths = a->death_start[a->size] * a->params;
    for (tda_index i = 0; i < births; i++)
        MUST(a->birth[i] == b->birth[i]);
    for (tda_index i = 0; i < deaths; i++)
        MUST(a->death[i] == b->death[i]);
}

START_TEST(sums_of_intervals_are_found)
{
    brute_rng rng = brute_seed(9000 + (unsigned)_i);
    static pieces s;
    memset(&s, 0, sizeof s);
    double birth[SUMMANDS * STEPS][2], death[SUMMANDS * STEPS][2];
    tda_index birth_start[SUMMANDS + 1] = {0}, death_start[SUMMANDS + 1] = {0};
    int n = brute_below(&rng, SUMMANDS + 1);
    for (int i = 0; i < n; i++) {
        tda_index b = birth_start[i], d = death_start[i];
        int births = staircase(&rng, birth + b, 0),
            deaths = staircase(&rng, death + d, 10);
        if (brute_below(&rng, 3) == 0)
            death[d][1] = INFINITY;
        if (brute_below(&rng, 3) == 0)
            death[d + deaths - 1][0] = INFINITY;
        if (brute_below(&rng, 5) == 0) { /* free: never dies */
            deaths = 1;
            death[d][0] = death[d][1] = INFINITY;
        }
        birth_start[i + 1] = b + births;
        death_start[i + 1] = d + deaths;
        add_interval(&s, (const double(*)[2])birth + b, births,
                     (const double(*)[2])death + d, deaths);
    }
    tda_module corners = {.params = 2,
                          .size = n,
                          .birth_start = birth_start,
                          .birth = birth[0],
                          .death_start = death_start,
                          .death = death[0]};
    tda_module truth = {0}, m = {0}, minimal = {0};
    tda_matrix matrix = {
        2,     s.rows, s.columns, s.row_grade[0], s.column_grade[0], s.start,
        s.row, NULL,   NULL};
    tda_presentation *p = NULL, *q = NULL;
    double box[4] = {0, 0, 20, 20};
    tda_module_opts opts = TDA_MODULE_OPTS_INIT;
    opts.box = box;
    opts.error = (double[]){0.5, 1, 0.7}[_i % 3];
    OK(tda_module_new(NULL, &truth, &corners));
    OK(tda_presentation_new(NULL, &p, &matrix, 1));
    OK(tda_presentation_module(NULL, &m, p, &opts));
    same_corners(&truth, &m);
    OK(tda_presentation_minimise(NULL, &q, p));
    OK(tda_presentation_module(NULL, &minimal, q, &opts));
    if (_i % 3 < 2)
        exact_on_lines(q, &minimal, true);
    tda_module_clear(&truth);
    tda_module_clear(&m);
    tda_module_clear(&minimal);
    tda_presentation_free(p);
    tda_presentation_free(q);
}
END_TEST

/* ---- goldens ---- */

static void expect(const tda_module *m, tda_index size, tda_index births,
                   const double *birth, tda_index deaths, const double *death)
{
    ck_assert_int_eq(m->size, size);
    ck_assert_int_eq(m->birth_start[size], births);
    ck_assert_int_eq(m->death_start[size], deaths);
    for (tda_index i = 0; i < births * m->params; i++)
        ck_assert(m->birth[i] == birth[i]);
    for (tda_index i = 0; i < deaths * m->params; i++)
        ck_assert(m->death[i] == death[i]);
}

static const double end[2] = {INFINITY, INFINITY};

START_TEST(goldens)
{
    const int dim[] = {0, 0, 1};
    const tda_index start[] = {0, 0, 0, 2}, face[] = {0, 1};
    const double grade[] = {0, 1, 1, 0, 1, 1};
    tda_complex *k = NULL;
    tda_module m = {0};
    OK(tda_complex_new(NULL, &k, &(tda_cells){2, 3, dim, start, face, NULL, grade}));
    OK(tda_complex_module(NULL, &m, k, 0,
                          NULL)); /* an edge: one interval with two births */
    expect(&m, 1, 2, (double[]){0, 1, 1, 0}, 1, end);
    ck_assert(m.error == 2 / 556.0);
    ck_assert_int_eq(m.birth_cell[0], 0);
    ck_assert_int_eq(m.birth_cell[3], 1);
    tda_module_clear(&m);
    OK(tda_complex_module(NULL, &m, k, 1, NULL)); /* and nothing in degree 1 */
    expect(&m, 0, 0, NULL, 0, NULL);
    tda_module_clear(&m);
    tda_complex_free(k);
    OK(tda_complex_new(NULL, &k, &(tda_cells){2, 1, dim, start, face, NULL, grade + 1}));
    OK(tda_complex_module(NULL, &m, k, 0,
                          NULL)); /* a free module, on a box that is a point */
    expect(&m, 1, 1, (double[]){1, 1}, 1, end);
    tda_module_clear(&m);
    tda_complex_free(k);
    /* a relation beside the generator: a strip */
    const tda_index one[] = {0, 1}, zero[] = {0};
    tda_matrix strip = {2,    1,    1,   (double[]){0, 0}, (double[]){1, 0}, one,
                        zero, NULL, NULL};
    tda_presentation *p = NULL;
    OK(tda_presentation_new(NULL, &p, &strip, 0));
    OK(tda_presentation_module(NULL, &m, p, NULL));
    expect(&m, 1, 1, (double[]){0, 0}, 1, (double[]){1, INFINITY});
    tda_module_clear(&m);
    tda_presentation_free(p);
    /* a relation above it: all but a quadrant, whose corner is at the end of both sides */
    strip.column_grade = (double[]){1, 1};
    OK(tda_presentation_new(NULL, &p, &strip, 0));
    OK(tda_presentation_module(NULL, &m, p, NULL));
    expect(&m, 1, 1, (double[]){0, 0}, 2, (double[]){1, INFINITY, INFINITY, 1});
    tda_module_clear(&m);
    tda_presentation_free(p);
}
END_TEST

/* A hollow triangle at (0,1) and (1,0), filled at five grades. */
START_TEST(golden_staircase)
{
    const int dim[] = {0, 0, 0, 1, 1, 1, 2};
    const tda_index start[] = {0, 0, 0, 0, 2, 4, 6, 9},
                    face[] = {0, 1, 0, 2, 1, 2, 3, 4, 5};
    tda_index grade_start[8];
    double grade[17][2], box[4] = {0, 0, 3, 3};
    const double fill[5][2] = {{0.5, 2.5}, {1, 2}, {1.5, 1.5}, {2, 1}, {2.5, 0.5}};
    for (int i = 0; i < 7; i++) {
        grade_start[i] = 2 * i;
        grade[2 * i][0] = grade[2 * i + 1][1] = 0;
        grade[2 * i][1] = grade[2 * i + 1][0] = 1;
    }
    grade_start[7] = 17;
    memcpy(grade[12], fill, sizeof fill);
    tda_complex *k = NULL;
    tda_module m = {0};
    tda_module_opts opts = TDA_MODULE_OPTS_INIT;
    opts.box = box;
    opts.error = 0.125;
    OK(tda_complex_new(NULL, &k,
                       &(tda_cells){2, 7, dim, start, face, grade_start, grade[0]}));
    OK(tda_complex_module(NULL, &m, k, 1, &opts));
    expect(&m, 1, 2, (double[]){0, 1, 1, 0}, 6,
           (double[]){0.5, INFINITY, 1, 2.5, 1.5, 2, 2, 1.5, 2.5, 1, INFINITY, 0.5});
    tda_module_clear(&m);
    tda_complex_free(k);
}
END_TEST

START_TEST(one_parameter_is_the_barcode)
{
    tda_complex *k = brute_random((unsigned)_i, 1, 2, false);
    for (int degree = 0; degree < 3; degree++) {
        tda_module m = {0};
        tda_diagram truth = {0}, found = {0};
        const double zero = 0, one = 1;
        OK(tda_complex_module(NULL, &m, k, degree, NULL));
        OK(tda_complex_diagram(NULL, &truth, NULL, k, 0, NULL));
        OK(tda_module_slice(NULL, &found, &m, &zero, &one));
        same_bars(&truth, &found, degree);
        MUST(m.error == 0);
        tda_module_clear(&m);
        tda_diagram_clear(&truth);
        tda_diagram_clear(&found);
    }
    tda_complex_free(k);
}
END_TEST

/* ---- threads, failures ---- */

START_TEST(threads_change_nothing)
{
    tda_ctx *ctx = NULL;
    tda_complex *k = brute_random((unsigned)_i, 2, 2, true);
    tda_module m[3] = {{0}};
    int64_t work[3];
    OK(tda_ctx_new(&ctx));
    tda_module_opts opts = TDA_MODULE_OPTS_INIT;
    opts.lines = 700;
    for (int t = 0; t < 3; t++) {
        tda_ctx_set_threads(ctx, t + 1);
        tda_ctx_reset_work(ctx);
        OK(tda_complex_module(ctx, &m[t], k, _i % 2, &opts));
        work[t] = tda_ctx_work(ctx, TDA_WORK_COLUMNS);
        same_corners(&m[0], &m[t]);
        tda_index births = 2 * m[t].birth_start[m[t].size];
        MUST(births == 0 || memcmp(m[0].birth_cell, m[t].birth_cell,
                                   (size_t)births * sizeof *m[t].birth_cell) == 0);
        MUST(work[t] == work[0]);
    }
    for (int t = 0; t < 3; t++)
        tda_module_clear(&m[t]);
    tda_complex_free(k);
    tda_ctx_free(ctx);
}
END_TEST

/* The same lines in one block and in many. */
START_TEST(blocks_change_nothing)
{
    tda_complex *k = brute_random((unsigned)_i, 2, 2, _i % 2 == 0);
    tda_presentation *p = NULL;
    tda_module m = {0};
    tda_module_opts opts = TDA_MODULE_OPTS_INIT;
    opts.error = 1.0 / 64;
    OK(tda_complex_presentation(NULL, &p, k, 1, NULL));
    OK(tda_presentation_module(NULL, &m, p, &opts));
    exact_on_lines(p, &m, true);
    tda_module_clear(&m);
    tda_presentation_free(p);
    tda_complex_free(k);
}
END_TEST

static void refuse(const tda_complex *k, int degree, const tda_module_opts *opts,
                   tda_status status, const char *sentence)
{
    tda_ctx *ctx = NULL;
    tda_module m = {0};
    OK(tda_ctx_new(&ctx));
    ck_assert_int_eq(tda_complex_module(ctx, &m, k, degree, opts), status);
    ck_assert_str_eq(tda_ctx_message(ctx), sentence);
    ck_assert(m.birth == NULL);
    tda_ctx_free(ctx);
}

START_TEST(bad_options)
{
    for (int params = 2; params <= 3; params++) {
        tda_complex *k = brute_random(1, params, 2, false);
        tda_module_opts o = TDA_MODULE_OPTS_INIT;
        double box[6] = {0, 0, 0, 1, 1, 1};
        refuse(k, -1, &o, TDA_EINVAL, "module: there is no degree -1");
        o.error = -1;
        refuse(k, 0, &o, TDA_EINVAL,
               "module: an error of -1; it is 0, or a step between lines");
        o.error = NAN;
        refuse(k, 0, &o, TDA_EINVAL,
               "module: an error of nan; it is 0, or a step between lines");
        o.error = 0;
        o.lines = 0;
        refuse(k, 0, &o, TDA_EINVAL, "module: 0 lines; at least one is needed");
        o.lines = 5;
        o.box = box;
        box[1] = INFINITY;
        refuse(k, 0, &o, TDA_EINVAL, "module: the box goes from inf to 1 in parameter 1");
        box[1] = 2;
        refuse(k, 0, &o, TDA_EINVAL, "module: the box goes from 2 to 1 in parameter 1");
        box[0] = box[1] = -1e308;
        box[params] = box[params + 1] = 1e308;
        refuse(k, 0, &o, TDA_EINVAL,
               "module: the box from -1e+308 to 1e+308 in parameter 0 overflows");
        box[0] = box[1] = 0;
        box[params] = box[params + 1] = 1;
        o.error = 1e-10;
        refuse(k, 0, &o, TDA_ELIMIT,
               params == 2 ? "module: 2e+10 lines, at most 4294967294 are possible"
                           : "module: a grid of 2e+10 lines; choose a greater error");
        tda_complex_free(k);
    }
}
END_TEST

START_TEST(memory_and_cancel)
{
    tda_ctx *ctx = NULL;
    OK(tda_ctx_new(&ctx));
    for (int params = 1; params <= 3; params++) {
        tda_complex *k = brute_random(5, params, 2, false);
        tda_module m = {0};
        tda_module_opts o = TDA_MODULE_OPTS_INIT;
        o.lines = 7;
        EACH_OOM(tda_complex_module(ctx, &m, k, 0, &o), m.birth == NULL);
        ck_assert_int_gt(m.size, 0);
        tda_module_clear(&m);
        EACH_CANCEL(tda_complex_module(ctx, &m, k, 0, &o), m.birth == NULL);
        tda_module_clear(&m);
        EACH_CANCEL(tda_complex_module(ctx, &m, k, 1, &o), m.birth == NULL);
        tda_module_clear(&m);
        tda_complex_free(k);
    }
    tda_complex *k = brute_random(5, 2, 2, false);
    tda_presentation *p = NULL;
    tda_module m = {0};
    OK(tda_complex_presentation(ctx, &p, k, 0, NULL));
    EACH_OOM(tda_presentation_module(ctx, &m, p, NULL), m.birth == NULL);
    tda_module_clear(&m);
    tda_presentation_free(p);
    tda_complex_free(k);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("module", SEEDS(sampled_lines_are_exact, 300), SEEDS(boxes_are_exact_inside, 300),
      SEEDS(landscapes_and_bars_are_near, 300), SEEDS(sums_of_intervals_are_found, 300),
      TEST(goldens), TEST(golden_staircase), SEEDS(one_parameter_is_the_barcode, 300),
      SEEDS(threads_change_nothing, 20), SEEDS(blocks_change_nothing, 20),
      TEST(bad_options), TEST(memory_and_cancel))
