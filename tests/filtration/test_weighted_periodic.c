/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_weighted_periodic.c - Weighted alpha complexes on a torus: by hand, by the spheres that no
 * translate of a point spoils, by volume, and beside the unweighted ones. */
#include "filtration/torus.h"
#include <tda/persistence.h>

static tda_complex *weighted(const tda_cloud *cloud, const double *weight,
                             const double *period)
{
    tda_complex *x = NULL, *copy = NULL;
    OK(tda_cloud_weighted_periodic_alpha(NULL, &x, cloud, weight, period, NULL));
    OK(tda_complex_new(NULL, &copy, tda_complex_cells(x)));
    tda_complex_free(copy);
    return x;
}

/* 0 4 5 7 about a circle of 10; 4 is so heavy that 5 is hidden. */
START_TEST(circle_by_hand)
{
    static const double at[] = {0, 4, -5, 17}, weight[] = {0, 8, 0, 0};
    static const tda_index face[] = {1, 0, 3, 0, 3, 1};
    static const double grade[] = {0, -8, INFINITY, 0, 1, 2.25, 1. / 36};
    tda_cloud cloud = points(4, 1, at);
    tda_complex *x = weighted(&cloud, weight, (double[]){10});
    const tda_cells *c = tda_complex_cells(x);
    ck_assert_int_eq(c->size, 7);
    ck_assert_mem_eq(c->face, face, sizeof face);
    for (int i = 0; i < 6; i++)
        ck_assert_double_eq(c->grade[i], grade[i]);
    ck_assert_double_eq_tol(c->grade[6], grade[6], 1e-15);
    ck_assert_str_eq(tda_complex_record(x).filtration, "weighted-periodic-alpha");
    ck_assert_str_eq(tda_complex_axis_name(x, 0), "squared radius");
    tda_complex_free(x);
    tda_points_opts opts = TDA_POINTS_OPTS_INIT;
    opts.scale = TDA_SCALE_RADIUS_SQUARED;
    opts.threshold = -1;
    OK(tda_cloud_weighted_periodic_alpha(NULL, &x, &cloud, weight, (double[]){10},
                                         &opts));
    c = tda_complex_cells(x);
    ck_assert_int_eq(c->size, 4);
    ck_assert_double_eq(c->grade[1], -8);
    ck_assert(isinf(c->grade[0]) && isinf(c->grade[3]));
    tda_complex_free(x);
}
END_TEST

/* Of two copies the lighter never appears, whichever comes first. */
START_TEST(copies)
{
    static const double at[] = {0, 4, 7, 14}, weight[] = {0, 1, 0, 3};
    tda_cloud cloud = points(4, 1, at);
    tda_complex *x = weighted(&cloud, weight, (double[]){10});
    const tda_cells *c = tda_complex_cells(x);
    ck_assert_int_eq(c->size, 7);
    ck_assert(isinf(c->grade[1]));
    ck_assert_double_eq(c->grade[3], -3);
    tda_complex_free(x);
}
END_TEST

/* ---- by definition ---- */

enum { CELLS = 32 * MOST };

/* A box of points and the smallest sphere orthogonal to those of a simplex. */
typedef struct sphere {
    double centre[3], squared, volume; /* of the simplex, times d!, with d+1 points */
} sphere;

/* Solve m x = right by elimination, k <= 3; the determinant. */
static double solve(int k, double m[3][3], double *right)
{
    double determinant = 1;
    for (int p = 0; p < k; p++) {
        int best = p;
        for (int i = p + 1; i < k; i++)
            best = fabs(m[i][p]) > fabs(m[best][p]) ? i : best;
        for (int j = 0; j < k; j++) {
            double t = m[p][j];
            m[p][j] = m[best][j];
            m[best][j] = t;
        }
        double t = right[p];
        right[p] = right[best];
        right[best] = t;
        determinant *= m[p][p];
        for (int i = p + 1; i < k; i++) {
            double f = m[i][p] / m[p][p];
            for (int j = p; j < k; j++)
                m[i][j] -= f * m[p][j];
            right[i] -= f * right[p];
        }
    }
    for (int p = k - 1; p >= 0; p--) {
        for (int j = p + 1; j < k; j++)
            right[p] -= m[p][j] * right[j];
        right[p] /= m[p][p];
    }
    return fabs(determinant);
}

/* Points are so many that each is joined to the nearest translates of others. */
static sphere orthogonal(const box *b, const double *w, int k, const tda_index *v)
{
    double row[3][3], gram[3][3], x[3] = {0};
    sphere s = {.squared = -w[v[0]]};
    for (int i = 0; i < k; i++)
        for (int c = 0; c < b->d; c++)
            row[i][c] = remainder(b->at[v[i + 1] * b->d + c] - b->at[v[0] * b->d + c],
                                  b->period[c]);
    for (int i = 0; i < k; i++) {
        for (int j = 0; j < k; j++) {
            gram[i][j] = 0;
            for (int c = 0; c < b->d; c++)
                gram[i][j] += row[i][c] * row[j][c];
        }
        x[i] = (gram[i][i] + w[v[0]] - w[v[i + 1]]) / 2;
    }
    s.volume = sqrt(solve(k, gram, x));
    for (int c = 0; c < b->d; c++) {
        double to = 0;
        for (int i = 0; i < k; i++)
            to += x[i] * row[i][c];
        s.centre[c] = b->at[v[0] * b->d + c] + to;
        s.squared += to * to;
    }
    return s;
}

/* Is no translate of a point nearer to the sphere than orthogonal? */
static bool unspoilt(const box *b, const double *w, const sphere *s)
{
    for (int i = 0; i < b->n; i++) {
        double sum = -w[i];
        for (int c = 0; c < b->d; c++) {
            double x = remainder(b->at[b->d * i + c] - s->centre[c], b->period[c]);
            sum += x * x;
        }
        if (sum < s->squared - 1e-10)
            return false;
    }
    return true;
}

static void random_weights(unsigned seed, int n, double *weight)
{
    brute_rng rng = brute_seed(seed);
    int most = 1 + brute_below(&rng, 4); /* at 4 many are hidden */
    for (int i = 0; i < n; i++)
        weight[i] = brute_below(&rng, most << 11) * 0x1p-20;
}

/* No translate spoils a top cell, and these fill the box; so none is missing. Any other simplex
 * has its own sphere, or the least of its cofaces. */
START_TEST(by_definition)
{
    static const double factorial[] = {1, 1, 2, 6};
    static double least[CELLS], weight[MOST];
    int d = _i % 15 ? 1 + _i % 2 : 3;
    box b = random_box((unsigned)_i + 900, d, 5);
    random_weights((unsigned)_i, b.n, weight);
    tda_cloud cloud = points(b.n, d, b.at);
    tda_complex *x = NULL;
    tda_status st =
        tda_cloud_weighted_periodic_alpha(NULL, &x, &cloud, weight, b.period, NULL);
    if (st == TDA_EINVAL && !b.tame)
        return;
    OK(st);
    const tda_cells *c = tda_complex_cells(x);
    double volume = 1;
    ck_assert_int_le(c->size, CELLS);
    for (int e = 0; e < d; e++)
        volume *= b.period[e];
    for (tda_index i = 0; i < c->size; i++)
        least[i] = INFINITY;
    for (tda_index i = c->size - 1; i >= 0; i--) {
        tda_index v[4] = {0};
        members(c, i, v);
        sphere s = orthogonal(&b, weight, c->dim[i], v);
        bool own = unspoilt(&b, weight, &s);
        MUST(c->dim[i] < d || own);
        volume -= c->dim[i] == d ? s.volume / factorial[d] : 0;
        double value = own && (c->dim[i] > 0 || least[i] < INFINITY)
                           ? fmin(least[i], s.squared)
                           : least[i];
        for (tda_index f = c->start[i]; f < c->start[i + 1]; f++)
            least[c->face[f]] = fmin(least[c->face[f]], value);
        MUST(value == INFINITY ? c->grade[i] == INFINITY
                               : fabs(c->grade[i] - value) <= 1e-9);
    }
    ck_assert_double_eq_tol(volume, 0, 1e-9);
    tda_complex_free(x);
}
END_TEST

/* Equal weights: the complex of the points alone, moved. */
START_TEST(equal_weights)
{
    static double weight[MOST];
    int d = 1 + _i % 3;
    box b = random_box((unsigned)_i + 500, d, 5);
    tda_cloud cloud = points(b.n, d, b.at);
    tda_points_opts opts = TDA_POINTS_OPTS_INIT;
    tda_complex *x = NULL, *y = NULL;
    opts.scale = TDA_SCALE_RADIUS_SQUARED;
    for (int i = 0; i < b.n; i++)
        weight[i] = (_i % 5 - 2) * .5;
    tda_status st = tda_cloud_periodic_alpha(NULL, &x, &cloud, b.period, &opts);
    ck_assert_int_eq(
        st, tda_cloud_weighted_periodic_alpha(NULL, &y, &cloud, weight, b.period, NULL));
    if (st != TDA_OK)
        return;
    const tda_cells *p = tda_complex_cells(x), *q = tda_complex_cells(y);
    size_t n = (size_t)p->size;
    ck_assert_int_eq(p->size, q->size);
    ck_assert_mem_eq(p->start, q->start, (n + 1) * sizeof *p->start);
    ck_assert_mem_eq(p->face, q->face, (size_t)p->start[n] * sizeof *p->face);
    for (tda_index i = 0; i < p->size; i++)
        MUST(fabs(p->grade[i] - (_i % 5 - 2) * .5 - q->grade[i]) < 1e-9);
    tda_complex_free(x);
    tda_complex_free(y);
}
END_TEST

/* The homology of a torus, however many points are hidden. */
START_TEST(torus)
{
    static const int betti[4][4] = {{0}, {1, 1}, {1, 2, 1}, {1, 3, 3, 1}};
    static double weight[MOST];
    int d = 1 + _i % 3;
    box b = random_box((unsigned)_i + 700, d, 5);
    random_weights((unsigned)_i, b.n, weight);
    tda_cloud cloud = points(b.n, d, b.at);
    tda_complex *x = NULL;
    tda_diagram diagram = {0};
    tda_status st =
        tda_cloud_weighted_periodic_alpha(NULL, &x, &cloud, weight, b.period, NULL);
    if (st == TDA_EINVAL && !b.tame)
        return;
    OK(st);
    OK(tda_complex_diagram(NULL, &diagram, NULL, x, 0, NULL));
    for (int k = 0; k <= d; k++) {
        int essential = 0;
        for (tda_index i = diagram.start[k]; i < diagram.start[k + 1]; i++)
            essential += diagram.death[i] == INFINITY;
        ck_assert_int_eq(essential, betti[d][k]);
    }
    tda_diagram_clear(&diagram);
    tda_complex_free(x);
}
END_TEST

START_TEST(bad_input)
{
    static const double at[] = {0, .5, .25, .75}, period[] = {1, 1, 1, 1};
    static const double weight[] = {0, .1}, not_finite[] = {0, INFINITY},
                        heavy[] = {0, 1, 0, 0};
    tda_cloud two = points(2, 1, at), four = points(4, 1, at), wide = points(1, 4, at);
    tda_points_opts opts = TDA_POINTS_OPTS_INIT;
    tda_complex *x = NULL;
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    refused(ctx, tda_cloud_weighted_periodic_alpha(ctx, &x, &wide, weight, period, NULL),
            "weighted periodic alpha complex of points in R^4: at most R^3 is possible");
    refused(ctx,
            tda_cloud_weighted_periodic_alpha(ctx, &x, &two, weight, (double[]){0}, NULL),
            "period 0 of coordinate 0: give 1e-100 to 1e100");
    refused(ctx,
            tda_cloud_weighted_periodic_alpha(ctx, &x, &two, not_finite, period, NULL),
            "weight 1 is inf: give a finite one");
    refused(ctx, tda_cloud_weighted_periodic_alpha(ctx, &x, &two, weight, period, &opts),
            "weighted alpha values may be negative: only TDA_SCALE_RADIUS_SQUARED is "
            "possible");
    refused(ctx, tda_cloud_weighted_periodic_alpha(ctx, &x, &two, weight, period, NULL),
            "weighted periodic alpha complex: two simplices have the same points: add "
            "points, or repeat the box");
    refused(ctx, tda_cloud_weighted_periodic_alpha(ctx, &x, &four, heavy, period, NULL),
            "weighted periodic alpha complex: the points are too few or too far apart "
            "for the box, whose triangulation is not a simplicial complex: add points, "
            "or repeat the box");
    opts.scale = TDA_SCALE_RADIUS_SQUARED;
    opts.threshold = NAN;
    refused(ctx, tda_cloud_weighted_periodic_alpha(ctx, &x, &two, weight, period, &opts),
            "threshold nan: give a squared radius");
    ck_assert_ptr_null(x);
    two.size = 0;
    OK(tda_cloud_weighted_periodic_alpha(ctx, &x, &two, weight, period, NULL));
    ck_assert_int_eq(tda_complex_cells(x)->size, 0);
    tda_complex_free(x);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(memory_and_cancel)
{
    static double weight[MOST];
    box b = random_box(3, 2, 4);
    random_weights(3, b.n, weight);
    tda_cloud cloud = points(b.n, 2, b.at);
    tda_complex *x = NULL;
    EACH_OOM(tda_cloud_weighted_periodic_alpha(NULL, &x, &cloud, weight, b.period, NULL),
             x == NULL);
    tda_complex_free(x);
    x = NULL;
    EACH_CANCEL(
        tda_cloud_weighted_periodic_alpha(NULL, &x, &cloud, weight, b.period, NULL),
        x == NULL);
    tda_complex_free(x);
}
END_TEST

/* Five heavy balls cover a circle of 1280 and hide all that lies between them, though the translates
 * that are near at first, those of light points, would look consistent on their own: at one end the
 * edge to one counts, at the other it does not. */
START_TEST(balls_reach_farther_than_neighbours)
{
    enum { LIGHT = 320, HEAVY = 5, ALL = LIGHT + HEAVY };
    double at[ALL], weight[ALL];
    for (int i = 0; i < ALL; i++) {
        bool light = i > 0 && i <= LIGHT;
        at[i] = light ? 4 * i - 2 : i ? 384 + 256 * (i - LIGHT - 1) : 128;
        weight[i] = light ? 0 : 180 * 180;
    }
    tda_cloud cloud = points(ALL, 1, at);
    tda_points_opts opts = TDA_POINTS_OPTS_INIT;
    opts.scale = TDA_SCALE_RADIUS_SQUARED;
    tda_complex *x = NULL;
    OK(tda_cloud_weighted_periodic_alpha(NULL, &x, &cloud, weight, (double[]){1280},
                                         &opts));
    const tda_cells *c = tda_complex_cells(x);
    ck_assert_int_eq(c->size, ALL + HEAVY);
    for (int i = 0; i < ALL; i++)
        ck_assert_double_eq(c->grade[i], weight[i] > 0 ? -180. * 180 : (double)INFINITY);
    for (int i = ALL; i < ALL + HEAVY; i++)
        ck_assert_double_eq(c->grade[i], 128. * 128 - 180. * 180);
    tda_complex_free(x);
}
END_TEST

SUITE("weighted_periodic", TEST(balls_reach_farther_than_neighbours);
      TEST(circle_by_hand); TEST(copies); SEEDS(by_definition, 300);
      SEEDS(equal_weights, 18); SEEDS(torus, 18); TEST(bad_input);
      TEST(memory_and_cancel))
