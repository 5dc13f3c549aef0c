/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_periodic.c - Alpha complexes on a torus: by hand, by the circles without points among all
 * translates, by the homology of the torus, and wherever the box is put. */
#include "filtration/torus.h"
#include <tda/persistence.h>

static tda_complex *periodic(const tda_cloud *cloud, const double *period,
                             const tda_points_opts *opts)
{
    tda_complex *x = NULL, *copy = NULL;
    OK(tda_cloud_periodic_alpha(NULL, &x, cloud, period, opts));
    OK(tda_complex_new(NULL, &copy, tda_complex_cells(x)));
    tda_complex_free(copy);
    return x;
}

START_TEST(circle_by_hand)
{
    static const double at[] = {0, 9, -3, 4}; /* 0 4 7 9 about a circle of 10 */
    tda_cloud cloud = points(4, 1, at);
    tda_complex *x = periodic(&cloud, (double[]){10}, NULL);
    const tda_cells *c = tda_complex_cells(x);
    static const tda_index face[] = {1, 0, 3, 0, 2, 1, 3, 2};
    static const double grade[] = {0, 0, 0, 0, 1, 4, 2, 3};
    ck_assert_int_eq(c->size, 8);
    ck_assert_mem_eq(c->face, face, sizeof face);
    for (int i = 0; i < 8; i++)
        ck_assert_double_eq(c->grade[i], grade[i]);
    tda_record r = tda_complex_record(x);
    ck_assert_str_eq(r.filtration, "periodic-alpha");
    ck_assert_str_eq(tda_complex_axis_name(x, 0), "diameter");
    tda_complex_free(x);
    tda_points_opts opts = TDA_POINTS_OPTS_INIT;
    opts.threshold = 3;
    x = periodic(&cloud, (double[]){10}, &opts);
    ck_assert_int_eq(tda_complex_cells(x)->size, 7);
    tda_complex_free(x);
}
END_TEST

/* A square grid of 5 x 6 with a copy of a point: ties everywhere, and still a torus. */
START_TEST(grid)
{
    double at[62];
    for (int i = 0; i < 30; i++) {
        at[2 * i] = .1 * (i % 5);
        at[2 * i + 1] = .1 * (i / 5);
    }
    at[60] = .1 * 7; /* 2 modulo .5, but for rounding */
    at[61] = .3;
    tda_cloud cloud = points(30, 2, at);
    tda_points_opts opts = TDA_POINTS_OPTS_INIT;
    tda_complex *x = periodic(&cloud, (double[]){.5, .6}, &opts);
    ck_assert_int_eq(tda_complex_cells(x)->size, 30 + 90 + 60);
    for (int i = 30; i < 180; i++) {
        double v = tda_complex_cells(x)->grade[i];
        ck_assert(fabs(v - .1) < 1e-12 || fabs(v - .1 * sqrt(2)) < 1e-12);
    }
    tda_complex_free(x);
    at[60] = at[2 * 17];
    at[61] = at[2 * 17 + 1];
    cloud.size = 31;
    x = periodic(&cloud, (double[]){.5, .6}, &opts);
    ck_assert_int_eq(tda_complex_cells(x)->size, 182);
    tda_complex_free(x);
}
END_TEST

/* The squared radius and centre of the circle through three points; false: on a line. */
static bool circle(double p[3][2], double *centre, double *squared)
{
    double ax = p[1][0] - p[0][0], ay = p[1][1] - p[0][1], bx = p[2][0] - p[0][0],
           by = p[2][1] - p[0][1], d = 2 * (ax * by - ay * bx);
    double a = ax * ax + ay * ay, b = bx * bx + by * by;
    if (fabs(d) < 1e-12)
        return false;
    double x = (by * a - ay * b) / d, y = (ax * b - bx * a) / d;
    centre[0] = p[0][0] + x;
    centre[1] = p[0][1] + y;
    *squared = x * x + y * y;
    return true;
}

/* Is no translate of a point inside? */
static bool empty(const box *b, const double *centre, double squared)
{
    for (int i = 0; i < b->n; i++) {
        double sum = 0;
        for (int c = 0; c < 2; c++) {
            double x = fabs(remainder(b->at[2 * i + c] - centre[c], b->period[c]));
            sum += x * x;
        }
        if (sum < squared * (1 - 1e-9))
            return false;
    }
    return true;
}

/* Point i moved by one of the nine translations. */
static void place(const box *b, tda_index i, int translation, double *to)
{
    to[0] = b->at[2 * i] + (translation % 3 - 1) * b->period[0];
    to[1] = b->at[2 * i + 1] + (translation / 3 - 1) * b->period[1];
}

/* The squared radius of the smallest circle without points inside through translates of two or
 * three points, that circle being the smallest about its points; INFINITY: there is none. */
static double least_circle(const box *b, const tda_index *v, int m)
{
    double least = INFINITY, p[3][2], centre[2] = {0}, squared = 0;
    place(b, v[0], 4, p[0]);
    for (int i = 0; i < 9; i++)
        for (int j = 0; j < (m == 3 ? 9 : 1); j++) {
            place(b, v[1], i, p[1]);
            if (m == 3)
                place(b, v[2], j, p[2]);
            if (m == 3 && !circle(p, centre, &squared))
                continue;
            if (m == 2) {
                squared = 0;
                for (int e = 0; e < 2; e++) {
                    centre[e] = (p[0][e] + p[1][e]) / 2;
                    squared += (p[1][e] - p[0][e]) * (p[1][e] - p[0][e]) / 4;
                }
            }
            if (squared < least && empty(b, centre, squared))
                least = squared;
        }
    return least;
}

/* Every triangle has an empty circle through translates of its points, every edge the least of
 * its own and those of its triangles; and there are as many triangles as a torus has, so none is
 * missing. */
START_TEST(plane_by_definition)
{
    box b = random_box((unsigned)_i, 2, 4);
    tda_cloud cloud = points(b.n, 2, b.at);
    tda_points_opts opts = TDA_POINTS_OPTS_INIT;
    tda_complex *x = NULL;
    opts.scale = TDA_SCALE_RADIUS_SQUARED;
    tda_status st = tda_cloud_periodic_alpha(NULL, &x, &cloud, b.period, &opts);
    if (st == TDA_EINVAL && !b.tame)
        return;
    OK(st);
    const tda_cells *c = tda_complex_cells(x);
    tda_index of[4] = {0};
    static double least[MOST * 10];
    for (tda_index i = 0; i < c->size; i++) {
        of[c->dim[i]]++;
        least[i] = INFINITY;
    }
    ck_assert_int_eq(of[1], 3 * of[0]);
    ck_assert_int_eq(of[2], 2 * of[0]);
    for (tda_index i = c->size - 1; i >= b.n; i--) {
        tda_index v[4] = {0};
        int m = members(c, i, v);
        double squared = fmin(least_circle(&b, v, m), least[i]);
        for (tda_index f = c->start[i]; m == 3 && f < c->start[i + 1]; f++)
            least[c->face[f]] = fmin(least[c->face[f]], squared);
        ck_assert(fabs(c->grade[i] - squared) <= 1e-8 * squared);
    }
    tda_complex_free(x);
}
END_TEST

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The homology of a torus, and the same values wherever the box begins. */
START_TEST(torus)
{
    static const int betti[4][4] = {{0}, {1, 1}, {1, 2, 1}, {1, 3, 3, 1}};
    int d = 1 + _i % 3;
    box b = random_box((unsigned)_i + 500, d, 5);
    tda_cloud cloud = points(b.n, d, b.at);
    tda_complex *x = NULL, *y = NULL;
    tda_diagram diagram = {0};
    tda_status st = tda_cloud_periodic_alpha(NULL, &x, &cloud, b.period, NULL);
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
    for (int i = 0; i < b.n * d; i++)
        b.at[i] += .125 * (1 + i % d) + 3 * b.period[i % d];
    y = periodic(&cloud, b.period, NULL);
    const tda_cells *p = tda_complex_cells(x), *q = tda_complex_cells(y);
    ck_assert_int_eq(p->size, q->size);
    double *v = malloc(sizeof(double) * (size_t)p->size);
    double *w = malloc(sizeof(double) * (size_t)p->size);
    memcpy(v, p->grade, sizeof(double) * (size_t)p->size);
    memcpy(w, q->grade, sizeof(double) * (size_t)p->size);
    qsort(v, (size_t)p->size, sizeof *v, ascending);
    qsort(w, (size_t)p->size, sizeof *w, ascending);
    for (tda_index i = 0; i < p->size; i++)
        ck_assert(fabs(v[i] - w[i]) <= 1e-9 * fmax(v[i], 1e-6));
    free(v);
    free(w);
    tda_complex_free(x);
    tda_complex_free(y);
}
END_TEST

/* ---- refusals ---- */

START_TEST(bad_input)
{
    static const double at[] = {0, .5, .25, .75};
    static const double period[] = {1, 1, 1, 1};
    tda_cloud two = points(2, 1, at), wide = points(1, 4, at), plane = points(2, 2, at);
    tda_points_opts opts = TDA_POINTS_OPTS_INIT;
    tda_complex *x = NULL;
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    refused(ctx, tda_cloud_periodic_alpha(ctx, &x, &wide, period, NULL),
            "periodic alpha complex of points in R^4: at most R^3 is possible");
    refused(ctx, tda_cloud_periodic_alpha(ctx, &x, &plane, (double[]){1, 0}, NULL),
            "period 0 of coordinate 1: give 1e-100 to 1e100");
    refused(ctx, tda_cloud_periodic_alpha(ctx, &x, &two, period, NULL),
            "periodic alpha complex: two simplices have the same points: add points, or "
            "repeat the box");
    refused(
        ctx, tda_cloud_periodic_alpha(ctx, &x, &plane, period, NULL),
        "periodic alpha complex: the points are too few or too far apart for the box, "
        "whose triangulation is not a simplicial complex: add points, or repeat the "
        "box");
    opts.threshold = -1;
    refused(ctx, tda_cloud_periodic_alpha(ctx, &x, &two, period, &opts),
            "threshold -1: give 0 or more");
    opts.threshold = 1;
    opts.scale = (tda_scale)4;
    refused(ctx, tda_cloud_periodic_alpha(ctx, &x, &two, period, &opts),
            "scale 4: not one of tda_scale");
    ck_assert_ptr_null(x);
    two.size = 0;
    OK(tda_cloud_periodic_alpha(ctx, &x, &two, period, NULL));
    ck_assert_int_eq(tda_complex_cells(x)->size, 0);
    tda_complex_free(x);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(memory_and_cancel)
{
    box b = random_box(3, 2, 4);
    tda_cloud cloud = points(b.n, 2, b.at);
    tda_complex *x = NULL;
    EACH_OOM(tda_cloud_periodic_alpha(NULL, &x, &cloud, b.period, NULL), x == NULL);
    tda_complex_free(x);
    x = NULL;
    EACH_CANCEL(tda_cloud_periodic_alpha(NULL, &x, &cloud, b.period, NULL), x == NULL);
    tda_complex_free(x);
}
END_TEST

SUITE("periodic", TEST(circle_by_hand); TEST(grid); SEEDS(plane_by_definition, 200);
      SEEDS(torus, 60); TEST(bad_input); TEST(memory_and_cancel))
