/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_cech.c - Cech, Delaunay-Cech and weighted alpha complexes: known ones, and random clouds
 * against the definitions. */
#include "clouds.h"
#include "data/private.h"
#include "tda_check.h"
#include <tda/filtration.h>
#include <tda/persistence.h>

static tda_cloud points(tda_index n, int d, const double *at)
{
    return (tda_cloud){.size = n, .dimension = d, .at = at};
}

/* Every complex is checked in full, as if a caller had given it. */
static tda_complex *checked(tda_complex *x)
{
    tda_complex *copy = NULL;
    OK(tda_complex_new(NULL, &copy, tda_complex_cells(x)));
    tda_complex_free(copy);
    return x;
}

static tda_complex *cech(const tda_cloud *cloud, const tda_points_opts *opts)
{
    tda_complex *x = NULL;
    OK(tda_cloud_cech(NULL, &x, cloud, opts));
    return checked(x);
}

static tda_complex *weighted(const tda_cloud *cloud, const double *weight)
{
    tda_complex *x = NULL;
    OK(tda_cloud_weighted_alpha(NULL, &x, cloud, weight, NULL));
    return checked(x);
}

/* The points of a cell, as a bit mask. */
static int mask_of(const tda_cells *c, tda_index cell)
{
    int mask = 0;
    if (c->dim[cell] == 0)
        return 1 << cell;
    for (tda_index f = c->start[cell]; f < c->start[cell + 1]; f++)
        mask |= mask_of(c, c->face[f]);
    return mask;
}

static bool near(double a, double b)
{
    return a == b || fabs(a - b) <= 1e-8 * fmax(fabs(a), fabs(b));
}

START_TEST(right_triangle)
{
    static const double at[] = {0, 0, 3, 0, 0, 4};
    tda_cloud cloud = points(3, 2, at);
    static const double expected[3][4] = {
        {3, 4, 5, 5}, {1.5, 2, 2.5, 2.5}, {2.25, 4, 6.25, 6.25}};
    for (int scale = 0; scale < 3; scale++) {
        tda_points_opts opts = TDA_POINTS_OPTS_INIT;
        opts.scale = (tda_scale)scale;
        tda_complex *x = cech(&cloud, &opts);
        const tda_cells *c = tda_complex_cells(x);
        ck_assert_int_eq(c->size, 7);
        for (int i = 0; i < 3; i++)
            ck_assert_double_eq(c->grade[i], 0);
        for (int i = 0; i < 4; i++)
            ck_assert_double_eq(c->grade[3 + i], expected[scale][i]);
        ck_assert_str_eq(tda_complex_record(x).filtration, "cech");
        ck_assert_int_eq(tda_complex_record(x).scale, scale);
        tda_complex_free(x);
        opts.threshold = expected[scale][1]; /* kept itself */
        x = cech(&cloud, &opts);
        ck_assert_int_eq(tda_complex_cells(x)->size, 5);
        tda_complex_free(x);
    }
}
END_TEST

/* A regular simplex in R^5: k/(2(k+1)) of the squared side at each dimension. */
START_TEST(regular_simplex)
{
    double at[25] = {0};
    for (int i = 0; i < 5; i++)
        at[6 * i] = 1;
    tda_cloud cloud = points(5, 5, at);
    tda_points_opts opts = TDA_POINTS_OPTS_INIT;
    opts.scale = TDA_SCALE_RADIUS_SQUARED;
    opts.max_dimension = 15;
    tda_complex *x = cech(&cloud, &opts), *y = NULL;
    OK(tda_cloud_delaunay_cech(NULL, &y, &cloud, &opts));
    ck_assert_int_eq(tda_complex_cells(x)->size, 31);
    ck_assert_int_eq(tda_complex_cells(y)->size, 31);
    for (int i = 0; i < 31; i++) {
        int k = tda_complex_cells(x)->dim[i];
        ck_assert(near(tda_complex_cells(x)->grade[i], k / (k + 1.)));
        ck_assert(near(tda_complex_cells(y)->grade[i], k / (k + 1.)));
    }
    tda_complex_free(x);
    tda_complex_free(checked(y));
}
END_TEST

/* All subsets within the threshold, each with its ball. */
START_TEST(every_ball)
{
    cloud_points c = cloud_random((unsigned)_i, 8, 1 + _i / 4 % 4);
    tda_points_opts opts = TDA_POINTS_OPTS_INIT;
    brute_rng rng = brute_seed((unsigned)_i);
    opts.max_dimension = brute_below(&rng, 6);
    opts.scale = TDA_SCALE_RADIUS_SQUARED;
    double diameter = 0;
    for (int i = 0; i < c.n; i++)
        diameter = fmax(diameter, cloud_distance(&c, i, c.at));
    if (_i % 3)
        opts.threshold = diameter * (.01 + .1 * brute_below(&rng, 7));
    tda_cloud cloud = points(c.n, c.d, c.at);
    tda_complex *x = cech(&cloud, &opts);
    const tda_cells *cells = tda_complex_cells(x);
    int expected = 0, at_threshold = 0;
    for (int mask = 1; mask < 1 << c.n; mask++) {
        double r = brute_bits(mask) == 1 ? 0 : cloud_ball(&c, mask);
        if (brute_bits(mask) > opts.max_dimension + 1)
            continue;
        expected += r <= opts.threshold * (1 - 1e-7);
        at_threshold += fabs(r - opts.threshold) < opts.threshold * 1e-7 && r > 0;
        if (brute_bits(mask) == 1 && opts.threshold == 0)
            expected++;
    }
    if (opts.threshold == 0) /* copies as well */
        expected = (int)cells->size;
    ck_assert_int_ge(cells->size, expected);
    ck_assert_int_le(cells->size, expected + at_threshold);
    for (tda_index i = 0; i < cells->size; i++) {
        int mask = mask_of(cells, i);
        double r = cells->dim[i] ? cloud_ball(&c, mask) : 0;
        ck_assert_int_eq(brute_bits(mask), cells->dim[i] + 1);
        ck_assert_msg(fabs(cells->grade[i] - r) <= 1e-8 * fmax(r, 1e-9),
                      "mask %x: %.17g, not %.17g", (unsigned)mask, cells->grade[i], r);
        ck_assert(i == 0 || cells->dim[i] >= cells->dim[i - 1]);
    }
    tda_complex_free(x);
}
END_TEST

/* The simplices of the alpha complex, each with its ball. */
START_TEST(delaunay_balls)
{
    cloud_points c = cloud_random((unsigned)_i, 9, 1 + _i / 4 % 4);
    tda_cloud cloud = points(c.n, c.d, c.at);
    tda_points_opts opts = TDA_POINTS_OPTS_INIT;
    opts.scale = TDA_SCALE_RADIUS_SQUARED;
    tda_complex *x = NULL, *y = NULL;
    OK(tda_cloud_delaunay_cech(NULL, &x, &cloud, &opts));
    OK(tda_cloud_alpha(NULL, &y, &cloud, NULL, &opts));
    const tda_cells *a = tda_complex_cells(checked(x)), *b = tda_complex_cells(y);
    tda_index faces = a->size ? a->start[a->size] : 0;
    ck_assert_int_eq(a->size, b->size);
    for (tda_index f = 0; f < faces; f++)
        ck_assert_int_eq(a->face[f], b->face[f]);
    for (tda_index i = 0; i < a->size; i++) {
        double r = a->dim[i] ? cloud_ball(&c, mask_of(a, i)) : 0;
        ck_assert(fabs(a->grade[i] - r) <= 1e-8 * fmax(r, 1e-9));
        ck_assert_double_le(a->grade[i], b->grade[i] * (1 + 1e-12));
    }
    tda_complex_free(x);
    tda_complex_free(y);
}
END_TEST

/* ---- weights ---- */

/* Two balls and one inside the first. */
START_TEST(two_balls_and_a_hidden_one)
{
    static const double at[] = {0, 4, 1}, weight[] = {9, 1, 1};
    tda_cloud cloud = points(3, 1, at);
    tda_complex *x = weighted(&cloud, weight);
    const tda_cells *c = tda_complex_cells(x);
    ck_assert_int_eq(c->size, 4);
    ck_assert_double_eq(c->grade[0], -9);
    ck_assert_double_eq(c->grade[1], -1);
    ck_assert_double_eq(c->grade[2], INFINITY);
    /* at 3 from the first: 9 - 9 = 0 = 1 - 1 */
    ck_assert_double_eq(c->grade[3], 0);
    ck_assert_str_eq(tda_complex_record(x).filtration, "weighted-alpha");
    tda_complex_free(x);
    static const double same[] = {2, 2, 2}; /* the heaviest copy, then the first */
    cloud = points(3, 1, same);
    x = weighted(&cloud, (double[]){1, 5, 5});
    c = tda_complex_cells(x);
    ck_assert_int_eq(c->size, 3);
    ck_assert_double_eq(c->grade[0], INFINITY);
    ck_assert_double_eq(c->grade[1], -5);
    ck_assert_double_eq(c->grade[2], INFINITY);
    tda_complex_free(x);
    cloud = points(0, 2, NULL);
    x = weighted(&cloud, NULL);
    ck_assert_int_eq(tda_complex_cells(x)->size, 0);
    tda_complex_free(x);
}
END_TEST

/* Equal weights move the values of the alpha complex down. */
START_TEST(equal_weights)
{
    cloud_points c = cloud_random((unsigned)_i, 9, 1 + _i / 4 % 3);
    tda_cloud cloud = points(c.n, c.d, c.at);
    tda_points_opts opts = TDA_POINTS_OPTS_INIT;
    opts.scale = TDA_SCALE_RADIUS_SQUARED;
    double w[CLOUD_POINTS], shift = 3 - (_i % 7);
    for (int i = 0; i < c.n; i++)
        w[i] = shift;
    tda_complex *x = weighted(&cloud, w), *y = NULL;
    OK(tda_cloud_alpha(NULL, &y, &cloud, NULL, &opts));
    const tda_cells *a = tda_complex_cells(x), *b = tda_complex_cells(y);
    for (tda_index i = 0; i < a->size; i++) {
        if (a->grade[i] == INFINITY || c.kind < CLOUD_GENERAL)
            continue; /* copies; ties may be triangulated in another way */
        tda_index j = 0;
        while (j < b->size && (a->dim[i] != b->dim[j] || mask_of(a, i) != mask_of(b, j)))
            j++;
        ck_assert_int_lt(j, b->size);
        ck_assert(fabs(a->grade[i] + shift - b->grade[j]) <= 1e-7 * fmax(1, b->grade[j]));
    }
    if (c.kind >= CLOUD_GENERAL)
        ck_assert_int_eq(a->size, b->size);
    tda_complex_free(x);
    tda_complex_free(y);
}
END_TEST

/* The smallest sphere orthogonal to the weighted points of a mask: its squared radius and
 * centre; false where they are dependent. Lifted by weights, so by elimination of its own. */
static bool orthosphere(const cloud_points *c, const double *w, int mask, double *squared,
                        double *centre)
{
    int point[CLOUD_POINTS], k = cloud_members(mask, point) - 1, d = c->d;
    double m[4][5], a[4][3], x[4];
    if (k > d)
        return false;
    const double *origin = c->at + point[0] * d;
    for (int i = 0; i < k; i++)
        for (int s = 0; s < d; s++)
            a[i][s] = c->at[point[i + 1] * d + s] - origin[s];
    for (int i = 0; i < k; i++) {
        for (int j = 0; j < k; j++) {
            m[i][j] = 0;
            for (int s = 0; s < d; s++)
                m[i][j] += a[i][s] * a[j][s];
        }
        m[i][k] = (m[i][i] + w[point[0]] - w[point[i + 1]]) / 2;
    }
    for (int p = 0; p < k; p++) {
        if (!(fabs(m[p][p]) > 1e-9))
            return false;
        for (int i = 0; i < k; i++) {
            double f = i == p ? 0 : m[i][p] / m[p][p];
            for (int j = p; j <= k; j++)
                m[i][j] -= f * m[p][j];
        }
    }
    *squared = -w[point[0]];
    for (int i = 0; i < k; i++)
        x[i] = m[i][k] / m[i][i];
    for (int s = 0; s < d; s++) {
        double move = 0;
        for (int i = 0; i < k; i++)
            move += x[i] * a[i][s];
        centre[s] = origin[s] + move;
        *squared += move * move;
    }
    return true;
}

/* General position: exactly the simplices of the definition, with its values. */
START_TEST(weights_by_definition)
{
    cloud_points c =
        cloud_random((unsigned)_i * CLOUD_KINDS + CLOUD_GENERAL, 8, 1 + _i % 3);
    brute_rng rng = brute_seed((unsigned)_i + 77);
    double w[CLOUD_POINTS], value[CLOUD_MASKS];
    for (int i = 0; i < c.n; i++)
        w[i] = (brute_below(&rng, 1 << 20) * 0x1p-20 - .3) * (_i % 5 ? .3 : 1.5);
    for (int mask = 1; mask < 1 << c.n; mask++)
        value[mask] = INFINITY;
    for (int mask = 1; mask < 1 << c.n; mask++) {
        double centre[3], r;
        if (!orthosphere(&c, w, mask, &r, centre))
            continue;
        bool empty = true;
        for (int v = 0; v < c.n; v++)
            empty = empty &&
                    (mask >> v & 1 || cloud_distance(&c, v, centre) - w[v] - r >= -1e-10);
        for (int face = mask; empty && face; face = (face - 1) & mask)
            value[face] = fmin(value[face], r);
    }
    tda_cloud cloud = points(c.n, c.d, c.at);
    tda_complex *x = weighted(&cloud, w);
    const tda_cells *cells = tda_complex_cells(x);
    tda_index expected = 0, found = 0;
    for (int mask = 1; mask < 1 << c.n; mask++)
        expected += value[mask] < INFINITY;
    for (tda_index i = 0; i < cells->size; i++) {
        int mask = mask_of(cells, i);
        found += cells->grade[i] < INFINITY;
        ck_assert_msg(
            cells->grade[i] == value[mask] ||
                fabs(cells->grade[i] - value[mask]) <= 1e-7 * fmax(1, fabs(value[mask])),
            "mask %x: %.17g, not %.17g", (unsigned)mask, cells->grade[i], value[mask]);
    }
    ck_assert_int_eq(found, expected);
    tda_complex_free(x);
}
END_TEST

/* ---- refusals ---- */

static void refused(tda_ctx *ctx, tda_status status, tda_status expected,
                    const char *message)
{
    ck_assert_int_eq(status, expected);
    ck_assert_str_eq(tda_ctx_message(ctx), message);
}

START_TEST(bad_input)
{
    static const double at[] = {0, 1, 2, 3};
    tda_cloud cloud = points(4, 1, at), wide = points(1, 4, at);
    tda_points_opts opts = TDA_POINTS_OPTS_INIT;
    tda_complex *x = NULL;
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    opts.max_dimension = 16;
    refused(ctx, tda_cloud_cech(ctx, &x, &cloud, &opts), TDA_EINVAL,
            "max_dimension 16: give 0 to 15");
    opts.max_dimension = 2;
    opts.threshold = -1;
    refused(ctx, tda_cloud_cech(ctx, &x, &cloud, &opts), TDA_EINVAL,
            "threshold -1: give 0 or more");
    refused(ctx, tda_cloud_delaunay_cech(ctx, &x, &cloud, &opts), TDA_EINVAL,
            "threshold -1: give 0 or more");
    opts.threshold = 1;
    opts.scale = (tda_scale)7;
    refused(ctx, tda_cloud_cech(ctx, &x, &cloud, &opts), TDA_EINVAL,
            "scale 7: not one of tda_scale");
    opts.scale = TDA_SCALE_RADIUS;
    refused(ctx, tda_cloud_weighted_alpha(ctx, &x, &cloud, at, &opts), TDA_EINVAL,
            "weighted alpha values may be negative: only TDA_SCALE_RADIUS_SQUARED is "
            "possible");
    opts.scale = TDA_SCALE_RADIUS_SQUARED;
    opts.threshold = NAN;
    refused(ctx, tda_cloud_weighted_alpha(ctx, &x, &cloud, at, &opts), TDA_EINVAL,
            "threshold nan: give a squared radius");
    refused(ctx, tda_cloud_weighted_alpha(ctx, &x, &wide, at, NULL), TDA_EINVAL,
            "weighted alpha complex of points in R^4: at most R^3 is possible");
    refused(
        ctx,
        tda_cloud_weighted_alpha(ctx, &x, &cloud, (double[]){0, INFINITY, 0, 0}, NULL),
        TDA_EINVAL, "weight 1 is inf: give a finite one");
    static double many[2000];
    for (int i = 0; i < 2000; i++)
        many[i] = i;
    cloud = points(1000, 2, many);
    tda_ctx_set_max_bytes(ctx, 1000000);
    ck_assert_int_eq(tda_cloud_cech(ctx, &x, &cloud, NULL), TDA_ELIMIT);
    ck_assert_ptr_null(x);
    tda_ctx_free(ctx);
}
END_TEST

static tda_status build(int how, tda_complex **x, const tda_cloud *cloud)
{
    static const double w[] = {0, .1, .2, .3, 0, .1, .2, .3};
    tda_points_opts opts = TDA_POINTS_OPTS_INIT;
    opts.threshold = how == 0 ? INFINITY : 2;
    if (how == 2)
        return tda_cloud_delaunay_cech(NULL, x, cloud, NULL);
    return how == 3 ? tda_cloud_weighted_alpha(NULL, x, cloud, w, NULL)
                    : tda_cloud_cech(NULL, x, cloud, &opts);
}

START_TEST(memory_and_cancel)
{
    tda_complex *x = NULL;
    for (int d = 1; d <= 4; d++)
        for (int how = 0; how < (d < 4 ? 4 : 3); how++) {
            cloud_points c = cloud_random(2, 8, d);
            tda_cloud cloud = points(8, d, c.at);
            EACH_OOM(build(how, &x, &cloud), x == NULL);
            tda_complex_free(x);
            x = NULL;
            EACH_CANCEL(build(how, &x, &cloud), x == NULL);
            tda_complex_free(x);
            x = NULL;
        }
}
END_TEST

SUITE("cech", TEST(right_triangle); TEST(regular_simplex); SEEDS(every_ball, 300);
      SEEDS(delaunay_balls, 200); TEST(two_balls_and_a_hidden_one);
      SEEDS(equal_weights, 150); SEEDS(weights_by_definition, 300); TEST(bad_input);
      TEST(memory_and_cancel))
