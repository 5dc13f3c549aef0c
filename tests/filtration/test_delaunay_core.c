/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_delaunay_core.c - Delaunay core bifiltrations: cell by cell against the definition, at every
 * node of a grid, on clouds with ties, copies, flat and on spheres. */
#include "clouds.h"
#include "tda_check.h"
#include <string.h>
#include <tda/filtration.h>
#include <tda/multiparam.h>

enum { KS = 4 };

static double in_unit(double radius, tda_scale scale)
{
    return scale == TDA_SCALE_DIAMETER ? 2 * radius
           : scale == TDA_SCALE_RADIUS ? radius
                                       : radius * radius;
}

/* The distance from a point to its k-th neighbour, itself the first: by counting. */
static double neighbour(const cloud_points *c, int p, tda_index k)
{
    double least = INFINITY;
    for (int q = 0; q < c->n; q++) {
        double r = sqrt(cloud_distance(c, q, c->at + p * c->d));
        tda_index within = 0;
        for (int i = 0; i < c->n; i++)
            within += sqrt(cloud_distance(c, i, c->at + p * c->d)) <= r;
        if (within >= k)
            least = fmin(least, r);
    }
    return least;
}

/* When the last point of a cell has its neighbours. */
static double wait_of(const tda_cells *c, tda_index cell, const double *wait)
{
    double most = c->dim[cell] ? 0 : wait[cell];
    for (tda_index f = c->start[cell]; f < c->start[cell + 1]; f++)
        most = fmax(most, wait_of(c, c->face[f], wait));
    return most;
}

static void cells_at_nodes_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    cloud_points c = cloud_random(seed, 7, 1 + (int)(seed / CLOUD_KINDS) % 3);
    tda_cloud cloud = {c.n, c.d, c.at, NULL};
    tda_points_opts o = TDA_POINTS_OPTS_INIT;
    tda_complex *core = NULL, *alpha = NULL, *checked = NULL;
    tda_index k[KS], ks = 1 + brute_below(&rng, KS), at = 1;
    double beta = 0.5 * brute_below(&rng, 4);
    for (tda_index i = 0; i < ks; i++, at += 1 + brute_below(&rng, 2))
        k[i] = at += brute_below(&rng, 2);
    o.scale = (tda_scale)(seed % 3);
    MUST(tda_cloud_alpha(NULL, &alpha, &cloud, NULL, &o) == TDA_OK);
    if (seed % 4 == 0)
        o.threshold = 1;
    MUST(tda_cloud_delaunay_core(NULL, &core, &cloud, k, ks, beta, &o) == TDA_OK);
    const tda_cells *x = tda_complex_cells(core), *a = tda_complex_cells(alpha);
    MUST(tda_complex_new(NULL, &checked, x) == TDA_OK); /* checks all of it */
    MUST(o.threshold < INFINITY || x->size == a->size);
    brute_grid grid = brute_grid_of(x);
    for (tda_index i = 0; i < ks; i++) {
        double wait[CLOUD_POINTS];
        for (int p = 0; p < c.n; p++)
            wait[p] = in_unit(beta * neighbour(&c, p, k[i]), o.scale);
        if (k[i] > c.n)
            for (int p = 0; p < c.n; p++)
                wait[p] = INFINITY;
        for (tda_index step = 0; step < grid.size[0]; step++) {
            double z[2] = {grid.value[0][step] * (1 + 1e-9) + 1e-12, -(double)k[i]};
            tda_index present = 0, expected = 0;
            for (tda_index s = 0; s < x->size; s++)
                present += brute_present(x, s, z);
            for (tda_index s = 0; s < a->size; s++)
                expected +=
                    z[0] >= 0 && a->grade[s] <= z[0] && wait_of(a, s, wait) <= z[0];
            MUST(z[0] > o.threshold || present == expected);
            for (tda_index s = 0; s < x->size && o.threshold == INFINITY; s++)
                MUST(brute_present(x, s, z) ==
                     (z[0] >= 0 && a->grade[s] <= z[0] && wait_of(a, s, wait) <= z[0]));
        }
    }
    for (tda_index r = 0; r < (x->size ? brute_grades_begin(x, x->size) : 0); r++)
        MUST(x->grade[2 * r] <= o.threshold || x->grade[2 * r] == INFINITY);
    tda_complex_free(checked);
    tda_complex_free(alpha);
    tda_complex_free(core);
}
TEN_SEEDS(cells_at_nodes)

/* Three points at 0, 1 and 3 on a line; each alone, with one neighbour and with two. */
START_TEST(by_hand)
{
    static const double at[] = {0, 1, 3};
    static const tda_index k[] = {1, 2, 3}, start[] = {0, 3, 6, 9, 12, 15};
    static const double grade[] = {0, -1, 2, -2, 6, -3, 0, -1, 2, -2, 4, -3, 0, -1, 4, -2,
                                   6, -3, 1, -1, 2, -2, 6, -3, 2, -1, 4, -2, 6, -3};
    tda_cloud cloud = {3, 1, at, NULL};
    tda_complex *x = NULL;
    tda_measure m = {0};
    OK(tda_cloud_delaunay_core(NULL, &x, &cloud, k, 3, 1, NULL));
    const tda_cells *c = tda_complex_cells(x);
    ck_assert_int_eq(c->size, 5);
    ck_assert_mem_eq(c->grade_start, start, sizeof start);
    ck_assert_mem_eq(c->grade, grade, sizeof grade);
    ck_assert_str_eq(tda_complex_record(x).filtration, "delaunay-core");
    ck_assert_str_eq(tda_complex_axis_name(x, 0), "diameter");
    ck_assert_str_eq(tda_complex_axis_name(x, 1), "negated neighbours");
    /* pieces: at -3 one from 4 on; at -2 one from 2 on; at -1 three from 0, two from 1 .. */
    OK(tda_complex_hilbert_measure(NULL, &m, x, 0, 0, NULL));
    int64_t all = 0;
    for (tda_index i = 0; i < m.size; i++)
        all += m.weight[i];
    ck_assert_int_eq(all, 1);
    tda_measure_clear(&m);
    tda_complex_free(x);
    /* beta = 0: no point waits, and the last level makes all others superfluous */
    OK(tda_cloud_delaunay_core(NULL, &x, &cloud, k, 3, 0, NULL));
    c = tda_complex_cells(x);
    ck_assert_ptr_null(c->grade_start);
    ck_assert_double_eq(c->grade[2 * 3], 1);
    ck_assert_double_eq(c->grade[2 * 3 + 1], -3);
    tda_complex_free(x);
    cloud.size = 0;
    OK(tda_cloud_delaunay_core(NULL, &x, &cloud, k, 3, 1, NULL));
    ck_assert_int_eq(tda_complex_cells(x)->size, 0);
    tda_complex_free(x);
}
END_TEST

START_TEST(failures)
{
    cloud_points c = cloud_random(1, 7, 2);
    tda_cloud cloud = {c.n, c.d, c.at, NULL};
    static const tda_index k[] = {1, 3};
    tda_complex *x = NULL;
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    EACH_OOM(tda_cloud_delaunay_core(ctx, &x, &cloud, k, 2, 1, NULL), !x);
    tda_complex_free(x), x = NULL;
    EACH_CANCEL(tda_cloud_delaunay_core(ctx, &x, &cloud, k, 2, 1, NULL), !x);
    tda_complex_free(x);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(bad_input)
{
    static const double at[] = {0, 1, 3};
    static const tda_index twice[] = {2, 2}, zero[] = {0};
    tda_cloud cloud = {3, 1, at, NULL};
    tda_complex *x = NULL;
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
#define REFUSED(call, message)                                                           \
    do {                                                                                 \
        ck_assert_int_eq((call), TDA_EINVAL);                                            \
        ck_assert_str_eq(tda_ctx_message(ctx), (message));                               \
        ck_assert_ptr_null(x);                                                           \
    } while (0)
    REFUSED(
        tda_cloud_delaunay_core(ctx, &x, &cloud, twice, 2, 1, NULL),
        "Delaunay core: number 1 of the list is 2; give numbers from 1 on, each above "
        "the one before");
    REFUSED(
        tda_cloud_delaunay_core(ctx, &x, &cloud, zero, 1, 1, NULL),
        "Delaunay core: number 0 of the list is 0; give numbers from 1 on, each above "
        "the one before");
    REFUSED(tda_cloud_delaunay_core(ctx, &x, &cloud, NULL, 0, 1, NULL),
            "Delaunay core: a list of 0 numbers of neighbours; give at least one");
    REFUSED(tda_cloud_delaunay_core(ctx, &x, &cloud, twice, 1, -1, NULL),
            "Delaunay core: beta is -1; give a finite number that is not negative");
    REFUSED(tda_cloud_delaunay_core(ctx, &x, &cloud, twice, 1, NAN, NULL),
            "Delaunay core: beta is nan; give a finite number that is not negative");
    tda_ctx_free(ctx);
}
END_TEST

SUITE("delaunay_core", SEEDS(cells_at_nodes, 30), TEST(by_hand), TEST(failures),
      TEST(bad_input))
