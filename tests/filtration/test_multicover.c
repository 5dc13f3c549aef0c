/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_multicover.c - Multicover bifiltrations against chains of the Cech complex: at every radius and
 * depth the homology of what is covered so often, on clouds with ties, copies, flat and on spheres. */
#include "clouds.h"
#include "tda_check.h"
#include <string.h>
#include <tda/filtration.h>
#include <tda/multiparam.h>

enum { CHAINS = 12000, N = 6 };

typedef struct chains {
    tda_index rows, corners;
    tda_index start[CHAINS + 1], vertex[6 * CHAINS];
    double grade[2 * CHAINS];
    double radius[1 << N];
    int n, order, longest;
} chains;

/* All chains of sets of points that go on from the last one. */
static void extend(chains *s, const int *chain, int length)
{
    int next[N + 1];
    if (length >= s->longest || length > N)
        return;
    for (int i = 0; i < length; i++)
        next[i] = chain[i];
    for (int mask = 1; mask < 1 << s->n; mask++) {
        if (length && ((mask & chain[length - 1]) != chain[length - 1] ||
                       mask == chain[length - 1]))
            continue;
        next[length] = mask;
        MUST(s->rows < CHAINS);
        for (int i = 0; i <= length; i++)
            s->vertex[s->corners++] = next[i];
        s->grade[2 * s->rows] = s->radius[mask];
        s->grade[2 * s->rows + 1] = -(double)brute_bits(next[0]);
        s->start[++s->rows] = s->corners;
        extend(s, next, length + 1);
    }
}

/* Chains of sets of points: at (r, -k) those of sets of k points or more with a common ball of
 * radius r. Their complex has the homotopy type of what is covered k times. */
static tda_complex *counted(const cloud_points *c, chains *s)
{
    tda_complex *x = NULL;
    s->n = c->n;
    s->rows = s->corners = 0;
    s->start[0] = 0;
    s->longest = c->d + 2;
    for (int mask = 1; mask < 1 << c->n; mask++)
        s->radius[mask] = sqrt(cloud_ball(c, mask));
    extend(s, NULL, 0);
    tda_simplices list = {2, s->rows, s->start, s->vertex, s->grade, NULL};
    MUST(tda_complex_new_simplicial(NULL, &x, NULL, &list) == TDA_OK);
    return x;
}

static tda_index value_at(const tda_measure *m, double x, double y)
{
    tda_index sum = 0;
    for (tda_index i = 0; i < m->size; i++)
        sum += m->at[2 * i] <= x && m->at[2 * i + 1] <= y ? (tda_index)m->weight[i] : 0;
    return sum;
}

static void same_homology(const cloud_points *c, tda_index order)
{
    static chains s;
    tda_cloud cloud = {c->n, c->d, c->at, NULL};
    tda_points_opts o = TDA_POINTS_OPTS_INIT;
    tda_complex *x = NULL, *checked = NULL, *y = counted(c, &s);
    tda_measure mine[4] = {{0}}, theirs[4] = {{0}};
    o.scale = TDA_SCALE_RADIUS;
    MUST(tda_cloud_multicover(NULL, &x, &cloud, order, &o) == TDA_OK);
    MUST(tda_complex_new(NULL, &checked, tda_complex_cells(x)) == TDA_OK);
    MUST(tda_complex_hilbert_measure(NULL, mine, x, 0, c->d, NULL) == TDA_OK);
    MUST(tda_complex_hilbert_measure(NULL, theirs, y, 0, c->d, NULL) == TDA_OK);
    for (int mask = 1; mask < 1 << c->n; mask++)
        for (tda_index k = 1; k <= order; k++) {
            double r = s.radius[mask] * (1 + 1e-7) + 1e-11; /* equal but for rounding */
            for (int d = 0; d <= c->d; d++)
                MUST(value_at(&mine[d], r, -(double)k) ==
                     value_at(&theirs[d], r, -(double)k));
        }
    for (int d = 0; d <= c->d; d++) {
        tda_measure_clear(&mine[d]);
        tda_measure_clear(&theirs[d]);
    }
    tda_complex_free(checked);
    tda_complex_free(x);
    tda_complex_free(y);
}

static void covers_are_right_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    cloud_points c = cloud_random(seed, N, 1 + (int)(seed / CLOUD_KINDS) % 3);
    same_homology(&c, 1 + brute_below(&rng, 5));
}
TEN_SEEDS(covers_are_right)

/* Two points at distance 2, and two at one place: covered twice from radius 1 on, and at once. */
START_TEST(by_hand)
{
    static const double apart[] = {0, 0, 2, 0}, same[] = {5, 5, 5, 5};
    static const double grade[] = {0, -1, 0, -1, 2, -2, 2, -1, 2, -1};
    tda_cloud cloud = {2, 2, apart, NULL};
    tda_complex *x = NULL;
    tda_measure m = {0};
    OK(tda_cloud_multicover(NULL, &x, &cloud, 2, NULL));
    const tda_cells *c = tda_complex_cells(x);
    ck_assert_int_eq(c->size, 5); /* both points, the pair, an edge to it from each */
    ck_assert_mem_eq(c->grade, grade, sizeof grade);
    ck_assert_str_eq(tda_complex_record(x).filtration, "multicover");
    ck_assert_str_eq(tda_complex_axis_name(x, 0), "diameter");
    ck_assert_str_eq(tda_complex_axis_name(x, 1), "negated cover");
    tda_complex_free(x);
    OK(tda_cloud_multicover(NULL, &x, &cloud, 1, NULL)); /* the cut is the edge */
    ck_assert_int_eq(tda_complex_cells(x)->size, 3);
    tda_complex_free(x);
    cloud.at = same;
    OK(tda_cloud_multicover(NULL, &x, &cloud, 7, NULL));
    OK(tda_complex_hilbert_measure(NULL, &m, x, 0, 0, NULL));
    ck_assert_int_eq(m.size, 1);
    ck_assert_double_eq(m.at[0], 0);
    ck_assert_double_eq(m.at[1], -2);
    tda_measure_clear(&m);
    tda_complex_free(x);
    cloud.size = 0;
    OK(tda_cloud_multicover(NULL, &x, &cloud, 3, NULL));
    ck_assert_int_eq(tda_complex_cells(x)->size, 0);
    tda_complex_free(x);
}
END_TEST

/* A threshold leaves out what comes later, and nothing else; the scale only changes units. */
static void thresholds_and_scales_seed(unsigned seed)
{
    cloud_points c = cloud_random(seed, 7, 1 + (int)(seed / CLOUD_KINDS) % 3);
    tda_cloud cloud = {c.n, c.d, c.at, NULL};
    tda_points_opts o = TDA_POINTS_OPTS_INIT;
    tda_complex *all = NULL, *some = NULL, *checked = NULL;
    tda_index kept = 0;
    o.scale = (tda_scale)(seed % 3);
    MUST(tda_cloud_multicover(NULL, &all, &cloud, 3, &o) == TDA_OK);
    o.threshold = 0.7;
    MUST(tda_cloud_multicover(NULL, &some, &cloud, 3, &o) == TDA_OK);
    const tda_cells *x = tda_complex_cells(all), *y = tda_complex_cells(some);
    MUST(tda_complex_new(NULL, &checked, y) == TDA_OK);
    for (tda_index i = 0; i < x->size; i++)
        if (x->grade[2 * i] <= o.threshold) {
            MUST(kept < y->size && y->grade[2 * kept] == x->grade[2 * i] &&
                 y->grade[2 * kept + 1] == x->grade[2 * i + 1] &&
                 y->dim[kept] == x->dim[i]);
            kept++;
        }
    MUST(kept == y->size);
    tda_complex_free(checked);
    tda_complex_free(all);
    tda_complex_free(some);
}
TEN_SEEDS(thresholds_and_scales)

/* Many points on a lattice, where spheres meet many points at once: far neighbours are searched. */
START_TEST(on_a_lattice)
{
    enum { SIDE = 11, ORDER = 3 };
    static double at[2 * SIDE * SIDE];
    tda_cloud cloud = {SIDE * SIDE, 2, at, NULL};
    tda_complex *x = NULL, *checked = NULL;
    tda_measure m[2] = {{0}};
    tda_points_opts o = TDA_POINTS_OPTS_INIT;
    for (int i = 0; i < SIDE * SIDE; i++) {
        at[2 * i] = i % SIDE;
        at[2 * i + 1] = (int)(i / SIDE);
    }
    o.scale = TDA_SCALE_RADIUS_SQUARED;
    OK(tda_cloud_multicover(NULL, &x, &cloud, ORDER, &o));
    OK(tda_complex_new(NULL, &checked, tda_complex_cells(x)));
    OK(tda_complex_hilbert_measure(NULL, m, x, 0, 1, NULL));
    /* once: all points, which meet at 1/4; twice: the middles of edges, which meet at 1/2 in the
     * middles of squares, those covered four times */
    ck_assert_int_eq(value_at(&m[0], 0, -1), SIDE * SIDE);
    ck_assert_int_eq(value_at(&m[0], 0.25, -1), 1);
    ck_assert_int_eq(value_at(&m[1], 0.25, -1), (SIDE - 1) * (SIDE - 1));
    ck_assert_int_eq(value_at(&m[1], 0.5, -1), 0);
    ck_assert_int_eq(value_at(&m[0], 0.25, -2), 2 * SIDE * (SIDE - 1));
    ck_assert_int_eq(value_at(&m[0], 0.5, -2), 1);
    ck_assert_int_eq(value_at(&m[0], 0.49, -3), 0);
    ck_assert_int_eq(value_at(&m[0], 0.5, -3), (SIDE - 1) * (SIDE - 1));
    for (int d = 0; d < 2; d++)
        tda_measure_clear(&m[d]);
    tda_complex_free(checked);
    tda_complex_free(x);
}
END_TEST

START_TEST(failures)
{
    cloud_points c = cloud_random(1, 6, 2);
    tda_cloud cloud = {c.n, c.d, c.at, NULL};
    tda_complex *x = NULL;
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    EACH_OOM(tda_cloud_multicover(ctx, &x, &cloud, 3, NULL), !x);
    tda_complex_free(x), x = NULL;
    EACH_CANCEL(tda_cloud_multicover(ctx, &x, &cloud, 3, NULL), !x);
    tda_complex_free(x);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(bad_input)
{
    static const double at[] = {0, 0, 0, 0}, nan[] = {0, NAN};
    tda_cloud cloud = {1, 4, at, NULL};
    tda_points_opts o = TDA_POINTS_OPTS_INIT;
    tda_complex *x = NULL;
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
#define REFUSED(order, message)                                                          \
    do {                                                                                 \
        ck_assert_int_eq(tda_cloud_multicover(ctx, &x, &cloud, order, &o), TDA_EINVAL);  \
        ck_assert_str_eq(tda_ctx_message(ctx), (message));                               \
        ck_assert_ptr_null(x);                                                           \
    } while (0)
    REFUSED(2, "multicover of points in R^4: at most R^3 is possible");
    cloud.dimension = 2;
    REFUSED(0, "multicover up to order 0: give 1 or more");
    o.threshold = -1;
    REFUSED(1, "threshold -1: give 0 or more");
    o.threshold = 1;
    o.scale = (tda_scale)5;
    REFUSED(1, "scale 5: not one of tda_scale");
    o.scale = TDA_SCALE_RADIUS;
    cloud.at = nan;
    ck_assert_int_eq(tda_cloud_multicover(ctx, &x, &cloud, 1, &o), TDA_EINVAL);
    cloud = (tda_cloud){4, 1, at, NULL};
    tda_ctx_set_max_bytes(ctx, 100);
    ck_assert_int_eq(tda_cloud_multicover(ctx, &x, &cloud, 1, &o), TDA_ELIMIT);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("multicover", SEEDS(covers_are_right, 20), SEEDS(thresholds_and_scales, 10),
      TEST(by_hand), TEST(on_a_lattice), TEST(failures), TEST(bad_input))
