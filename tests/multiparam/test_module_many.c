/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_module_many.c - Modules of intervals of three parameters and more, along the lines that they are
 * made from and between them. */
#include "brute.h"
#include "tda_check.h"
#include <math.h>
#include <string.h>
#include <tda.h>

enum { PARAMS = 3, LAYERS = 3 };
static const double diagonal[PARAMS] = {1, 1, 1};

/* ---- intervals side by side ---- */

enum { INTERVALS = 4, GRADES = 3, DEATHS = 27 };

typedef struct sum {
    tda_complex *complex;
    tda_module truth;
} sum;

/* The greatest corners below which lies what is above none of the grades: of each grade one
 * coordinate is not reached. */
static int corners_below(double (*out)[PARAMS], const double (*grade)[PARAMS], int grades)
{
    int n = 1;
    for (int k = 0; k < PARAMS; k++)
        out[0][k] = INFINITY;
    for (int g = 0; g < grades; g++) {
        double old[DEATHS][PARAMS];
        memcpy(old, out, (size_t)n * sizeof *old);
        for (int i = 0; i < n; i++)
            for (int k = 0; k < PARAMS; k++) {
                double *to = out[PARAMS * i + k];
                memcpy(to, old[i], sizeof old[i]);
                to[k] = fmin(to[k], grade[g][k]);
            }
        n *= PARAMS;
    }
    return n;
}

/* A vertex that is always there, and others, each joined to it by an edge, all of several grades: in
 * degree 0 a free module, and of every other vertex the interval above its grades and not
 * above those of its edge. Coordinates are even. */
static sum side_by_side(brute_rng *rng)
{
    enum { CELLS = 2 * INTERVALS + 1 };
    int n = brute_below(rng, INTERVALS + 1), dim[CELLS] = {0};
    tda_index start[CELLS + 1] = {0}, face[2 * INTERVALS], grade_start[CELLS + 1] = {0};
    tda_index birth_start[INTERVALS + 2] = {0, 1}, death_start[INTERVALS + 2] = {0, 1};
    static double grade[GRADES * CELLS][PARAMS], birth[GRADES * CELLS][PARAMS],
        death[DEATHS * CELLS][PARAMS];
    for (int k = 0; k < PARAMS; k++) {
        grade[0][k] = birth[0][k] = 0;
        death[0][k] = INFINITY;
    }
    grade_start[1] = 1;
    for (int i = 1; i <= n; i++) {
        tda_index g = grade_start[i], b = birth_start[i];
        int grades = 1 + brute_below(rng, GRADES);
        for (int j = 0; j < grades * PARAMS; j++)
            grade[g][j] = 2 * brute_below(rng, 4);
        memcpy(birth[b], grade[g], (size_t)grades * sizeof *birth);
        grade_start[i + 1] = g + grades;
        birth_start[i + 1] = b + grades;
    }
    for (int i = 1; i <= n; i++) { /* edges, after all vertices */
        int e = n + i, grades = brute_below(rng, 5) ? 1 + brute_below(rng, GRADES) : 0;
        tda_index g = grade_start[e], from = grade_start[i],
                  most = grade_start[i + 1] - grade_start[i];
        dim[e] = 1;
        start[e] = 2 * (i - 1);
        face[2 * i - 2] = 0;
        face[2 * i - 1] = i;
        for (int j = 0; j < grades; j++)
            for (int k = 0, which = brute_below(rng, (int)most); k < PARAMS; k++)
                grade[g + j][k] = grade[from + which][k] + 2 * brute_below(rng, 4);
        death_start[i + 1] =
            death_start[i] + corners_below(death + death_start[i],
                                           (const double(*)[PARAMS])grade + g, grades);
        if (grades == 0) /* never */
            for (int k = 0; k < PARAMS; k++)
                grade[g][k] = INFINITY;
        grade_start[e + 1] = g + (grades ? grades : 1);
    }
    start[2 * n + 1] = 2 * n;
    tda_cells cells = {PARAMS, 2 * n + 1, dim, start, face, grade_start, grade[0]};
    tda_module corners = {.params = PARAMS,
                          .size = n + 1,
                          .birth_start = birth_start,
                          .birth = birth[0],
                          .death_start = death_start,
                          .death = death[0]};
    sum s = {0};
    OK(tda_complex_new(NULL, &s.complex, &cells));
    OK(tda_module_new(NULL, &s.truth, &corners));
    return s;
}

static void same_corners(const tda_module *a, const tda_module *b)
{
    MUST(a->size == b->size);
    for (tda_index i = 0; i <= a->size; i++)
        MUST(a->birth_start[i] == b->birth_start[i] &&
             a->death_start[i] == b->death_start[i]);
    for (tda_index i = 0; i < a->birth_start[a->size] * a->params; i++)
        MUST(a->birth[i] == b->birth[i]);
    for (tda_index i = 0; i < a->death_start[a->size] * a->params; i++)
        MUST(a->death[i] == b->death[i]);
}

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

/* The next line whose offsets are multiples of a step and that meets the box; false at the end. */
static bool next_line(double *base, const tda_module *m, double step)
{
    const double *low = m->box, *high = m->box + PARAMS;
    for (;;) {
        base[2] += step;
        if (base[2] > high[2] - low[0]) {
            base[2] = low[2] - high[0];
            base[1] += step;
        }
        if (base[1] > high[1] - low[0])
            return false;
        double from = -INFINITY, to = INFINITY;
        for (int k = 0; k < PARAMS; k++) {
            from = fmax(from, low[k] - base[k]);
            to = fmin(to, high[k] - base[k]);
        }
        if (from <= to)
            return true;
    }
}

static void first_line(double *base, const tda_module *m, double step)
{
    base[0] = 0;
    base[1] = m->box[1] - m->box[PARAMS];
    base[2] = m->box[2] - m->box[PARAMS] - step;
}

static const double wide[2 * PARAMS] = {0, 0, 0, 16, 16, 16};

/* Between the lines too the intervals are found, whether or not lines meet their corners; and so are
 * the landscapes and, with steps that are powers of two, the bars on each line. */
static void intervals_are_found_seed(unsigned seed)
{
    brute_rng rng = brute_seed(12000 + seed);
    sum s = side_by_side(&rng);
    tda_module m = {0};
    tda_module_opts opts = TDA_MODULE_OPTS_INIT;
    opts.box = wide;
    opts.error = (double[]){1, 0.8, 0.9}[seed % 3];
    OK(tda_complex_module(NULL, &m, s.complex, 0, &opts));
    MUST(m.error <= opts.error && m.params == PARAMS);
    same_corners(&s.truth, &m);
    tda_module_clear(&m);
    opts.complete = false;
    OK(tda_complex_module(NULL, &m, s.complex, 0, &opts));
    double base[PARAMS], point[8 * PARAMS], mine[8 * LAYERS], truth[8 * LAYERS];
    first_line(base, &m, 1);
    for (int line = 0; seed % 3 == 0 && next_line(base, &m, 1); line++) {
        tda_diagram a = {0}, b = {0};
        if (line % 7)
            continue;
        OK(tda_module_slice(NULL, &a, &s.truth, base, diagonal));
        OK(tda_module_slice(NULL, &b, &m, base, diagonal));
        same_bars(&a, &b, 0);
        tda_diagram_clear(&a);
        tda_diagram_clear(&b);
    }
    for (int i = 0; i < 8 * PARAMS; i++)
        point[i] = brute_below(&rng, 1001) * 0.016;
    OK(tda_module_landscapes(NULL, mine, &m, LAYERS, 8, point));
    OK(tda_module_landscapes(NULL, truth, &s.truth, LAYERS, 8, point));
    for (int i = 0; i < 8 * LAYERS; i++)
        MUST(mine[i] == truth[i] || fabs(mine[i] - truth[i]) <= m.error + 1e-9);
    tda_module_clear(&m);
    tda_module_clear(&s.truth);
    tda_complex_free(s.complex);
}
TEN_SEEDS(intervals_are_found)

/* ---- any complex ---- */

/* The k-th largest height of a tent over t = 0. */
static double tent(const tda_diagram *d, int degree, int k)
{
    double height[99] = {0};
    int n = 0;
    for (tda_index i = degree < d->degrees ? d->start[degree] : 0;
         degree < d->degrees && i < d->start[degree + 1]; i++) {
        double h = fmax(0, fmin(-d->birth[i], d->death[i]));
        int at = n++;
        for (; at > 0 && height[at - 1] < h; at--)
            height[at] = height[at - 1];
        height[at] = h;
    }
    return k < n ? height[k] : 0;
}

static tda_diagram along(const tda_complex *k, const double *base)
{
    tda_complex *pushed = NULL;
    tda_diagram d = {0};
    OK(tda_complex_push(NULL, &pushed, k, base, diagonal));
    OK(tda_complex_diagram(NULL, &d, NULL, pushed, 0, NULL));
    tda_complex_free(pushed);
    return d;
}

/* Every bar is in its summand: as many classes live at each place as in truth, at least, and
 * landscapes are no lower than by the error. */
static void nothing_is_missing_seed(unsigned seed)
{
    brute_rng rng = brute_seed(13000 + seed);
    tda_complex *k = brute_random(seed, PARAMS, 2, seed % 3 == 0);
    tda_module_opts opts = TDA_MODULE_OPTS_INIT;
    opts.error = 1;
    opts.complete = seed % 4;
    for (int degree = 0; degree < 2; degree++) {
        tda_module m = {0};
        double base[PARAMS], point[PARAMS], mine[LAYERS];
        OK(tda_complex_module(NULL, &m, k, degree, &opts));
        first_line(base, &m, 1);
        for (unsigned line = 0; next_line(base, &m, 1); line++) {
            if ((line + seed) % 3)
                continue;
            tda_diagram truth = along(k, base), found = {0};
            OK(tda_module_slice(NULL, &found, &m, base, diagonal));
            for (double t = -20; degree < truth.degrees && t < 20; t += 0.5) {
                int alive[2] = {0};
                for (int which = 0; which < 2; which++) {
                    const tda_diagram *d = which ? &found : &truth;
                    for (tda_index b = d->start[degree]; b < d->start[degree + 1]; b++)
                        alive[which] += d->birth[b] <= t && t < d->death[b];
                }
                MUST(alive[0] <= alive[1]);
            }
            tda_diagram_clear(&truth);
            tda_diagram_clear(&found);
        }
        for (int i = 0; i < 6; i++) {
            for (int c = 0; c < PARAMS; c++)
                point[c] = m.box[c] + (m.box[PARAMS + c] - m.box[c]) *
                                          (brute_below(&rng, 1001) / 1000.0);
            tda_diagram truth = along(k, point);
            OK(tda_module_landscapes(NULL, mine, &m, LAYERS, 1, point));
            for (int layer = 0; layer < LAYERS; layer++)
                MUST(mine[layer] >= tent(&truth, degree, layer) - m.error - 1e-9);
            tda_diagram_clear(&truth);
        }
        tda_module_clear(&m);
    }
    tda_complex_free(k);
}
TEN_SEEDS(nothing_is_missing)

/* To fill corners in changes no line of the family. */
static void no_line_sees_the_filling_seed(unsigned seed)
{
    tda_complex *k = brute_random(seed, PARAMS, 2, seed % 3 == 0);
    tda_module_opts opts = TDA_MODULE_OPTS_INIT;
    double step = opts.error = seed % 5 ? 1 : 0.5;
    for (int degree = 0; degree < 2; degree++) {
        tda_module plain = {0}, filled = {0};
        double base[PARAMS];
        opts.complete = false;
        OK(tda_complex_module(NULL, &plain, k, degree, &opts));
        opts.complete = true;
        OK(tda_complex_module(NULL, &filled, k, degree, &opts));
        MUST(plain.size == filled.size);
        first_line(base, &plain, step);
        while (next_line(base, &plain, step)) {
            tda_diagram a = {0}, b = {0};
            OK(tda_module_slice(NULL, &a, &plain, base, diagonal));
            OK(tda_module_slice(NULL, &b, &filled, base, diagonal));
            same_bars(&a, &b, degree);
            tda_diagram_clear(&a);
            tda_diagram_clear(&b);
        }
        tda_module_clear(&plain);
        tda_module_clear(&filled);
    }
    tda_complex_free(k);
}
TEN_SEEDS(no_line_sees_the_filling)

/* ---- unions ---- */

/* out := both complexes side by side. */
static tda_complex *side(const tda_complex *a, const tda_complex *b)
{
    enum { CELLS = 2 * BRUTE_SIMPLICES };
    static int dim[CELLS];
    static tda_index start[CELLS + 1], face[8 * CELLS], grade_start[CELLS + 1];
    static double grade[8 * CELLS][PARAMS];
    const tda_complex *part[2] = {a, b};
    tda_index n = 0, faces = 0, grades = 0;
    for (int p = 0; p < 2; p++) {
        const tda_cells *c = tda_complex_cells(part[p]);
        tda_index shift = n;
        for (tda_index i = 0; i < c->size; i++, n++) {
            tda_index g = c->grade_start ? c->grade_start[i] : i,
                      end = c->grade_start ? c->grade_start[i + 1] : i + 1;
            dim[n] = c->dim[i];
            start[n] = faces;
            grade_start[n] = grades;
            for (tda_index f = c->start[i]; f < c->start[i + 1]; f++)
                face[faces++] = c->face[f] + shift;
            for (; g < end; g++)
                memcpy(grade[grades++], c->grade + g * c->params, sizeof grade[0]);
        }
    }
    start[n] = faces;
    grade_start[n] = grades;
    tda_complex *out = NULL;
    OK(tda_complex_new(NULL, &out,
                       &(tda_cells){PARAMS, n, dim, start, face, grade_start, grade[0]}));
    return out;
}

/* One module of the summands of two. */
static tda_module both(const tda_module *a, const tda_module *b)
{
    enum { SUMMANDS = 200, CORNERS = 20000 };
    static tda_index birth_start[SUMMANDS], death_start[SUMMANDS];
    static double birth[CORNERS], death[CORNERS];
    const tda_module *part[2] = {a, b};
    tda_index n = 0, births = 0, deaths = 0;
    for (int p = 0; p < 2; p++) {
        const tda_module *m = part[p];
        MUST(n + m->size < SUMMANDS);
        for (tda_index i = 0; i < m->size; i++, n++) {
            birth_start[n] = births + m->birth_start[i];
            death_start[n] = deaths + m->death_start[i];
        }
        tda_index nb = m->birth_start[m->size], nd = m->death_start[m->size];
        MUST((births + nb) * PARAMS < CORNERS && (deaths + nd) * PARAMS < CORNERS);
        if (nb)
            memcpy(birth + births * PARAMS, m->birth,
                   (size_t)nb * PARAMS * sizeof *birth);
        if (nd)
            memcpy(death + deaths * PARAMS, m->death,
                   (size_t)nd * PARAMS * sizeof *death);
        births += nb;
        deaths += nd;
    }
    birth_start[n] = births;
    death_start[n] = deaths;
    tda_module corners = {.params = PARAMS,
                          .size = n,
                          .birth_start = birth_start,
                          .birth = birth,
                          .death_start = death_start,
                          .death = death};
    tda_module out = {0};
    OK(tda_module_new(NULL, &out, &corners));
    return out;
}

/* Modules of parts side by side are the summands of each. */
static void unions_add_up_seed(unsigned seed)
{
    tda_complex *part[2] = {brute_random(seed, PARAMS, 2, seed % 3 == 0),
                            brute_random(seed + 1000, PARAMS, 2, seed % 4 == 0)};
    tda_complex *whole = side(part[0], part[1]);
    tda_module_opts opts = TDA_MODULE_OPTS_INIT;
    opts.box = wide;
    opts.lines = 60;
    for (int degree = 0; degree < 2; degree++) {
        tda_module m[3] = {{0}}, added;
        OK(tda_complex_module(NULL, &m[0], part[0], degree, &opts));
        OK(tda_complex_module(NULL, &m[1], part[1], degree, &opts));
        OK(tda_complex_module(NULL, &m[2], whole, degree, &opts));
        added = both(&m[0], &m[1]);
        same_corners(&added, &m[2]);
        tda_module_clear(&added);
        for (int i = 0; i < 3; i++)
            tda_module_clear(&m[i]);
    }
    tda_complex_free(whole);
    for (int i = 0; i < 2; i++)
        tda_complex_free(part[i]);
}
TEN_SEEDS(unions_add_up)

/* ---- by hand ---- */

/* One corner that no line passes through: without filling it is known by the points around it. */
START_TEST(golden_filled_corner)
{
    const int dim[] = {0};
    const tda_index start[] = {0, 0};
    const double grade[] = {1, 1.25, 1.5}, box[6] = {0, 0, 0, 4, 4, 4};
    tda_complex *k = NULL;
    tda_module m = {0};
    tda_module_opts opts = TDA_MODULE_OPTS_INIT;
    opts.box = box;
    opts.error = 1;
    OK(tda_complex_new(NULL, &k, &(tda_cells){3, 1, dim, start, NULL, NULL, grade}));
    opts.complete = false;
    OK(tda_complex_module(NULL, &m, k, 0, &opts));
    ck_assert_int_eq(m.size, 1);
    ck_assert_int_gt(m.birth_start[1], 1);
    tda_module_clear(&m);
    opts.complete = true;
    OK(tda_complex_module(NULL, &m, k, 0, &opts));
    ck_assert_int_eq(m.birth_start[1], 1);
    for (int i = 0; i < 3; i++) {
        ck_assert(m.birth[i] == grade[i]);
        ck_assert_int_eq(m.birth_cell[i], 0);
    }
    tda_module_clear(&m);
    tda_complex_free(k);
}
END_TEST

/* One vertex: its upset, found exactly where a line of the family passes through the corner. */
START_TEST(golden_upset_of_four_parameters)
{
    const int dim[] = {0};
    const tda_index start[] = {0, 0};
    const double grade[] = {1, 2, 3, 4};
    double box[8] = {0, 0, 0, 0, 5, 5, 5, 5}, lambda[2];
    tda_complex *k = NULL;
    tda_module m = {0};
    tda_module_opts opts = TDA_MODULE_OPTS_INIT;
    opts.box = box;
    opts.error = 1;
    OK(tda_complex_new(NULL, &k, &(tda_cells){4, 1, dim, start, NULL, NULL, grade}));
    OK(tda_complex_module(NULL, &m, k, 0, &opts));
    ck_assert_int_eq(m.size, 1);
    ck_assert_int_eq(m.birth_start[1], 1); /* its line is one of the family */
    for (int i = 0; i < 4; i++)
        ck_assert(m.birth[i] == grade[i] && m.death[i] == (double)INFINITY);
    OK(tda_module_landscapes(NULL, lambda, &m, 1, 2, (double[]){1, 1, 1, 1, 3, 4, 5, 5}));
    ck_assert(lambda[0] == 0 && lambda[1] == 1);
    tda_module_clear(&m);
    tda_complex_free(k);
}
END_TEST

SUITE("module of many parameters", SEEDS(intervals_are_found, 30),
      SEEDS(nothing_is_missing, 30), SEEDS(no_line_sees_the_filling, 30),
      SEEDS(unions_add_up, 30), TEST(golden_filled_corner),
      TEST(golden_upset_of_four_parameters))
