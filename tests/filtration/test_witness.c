/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_witness.c - Landmarks, and witness complexes against their definition. */
#include "clouds.h"
#include "data/private.h"
#include "tda_check.h"
#include <tda/filtration.h>

static tda_cloud points(tda_index n, int d, const double *at)
{
    return (tda_cloud){.size = n, .dimension = d, .at = at};
}

static tda_complex *witness(const tda_cloud *landmarks, const tda_cloud *witnesses,
                            const tda_witness_opts *opts)
{
    tda_complex *x = NULL, *copy = NULL;
    OK(tda_cloud_witness(NULL, &x, landmarks, witnesses, opts));
    OK(tda_complex_new(NULL, &copy, tda_complex_cells(x)));
    tda_complex_free(copy);
    return x;
}

static int mask_of(const tda_cells *c, tda_index cell)
{
    int mask = 0;
    if (c->dim[cell] == 0)
        return 1 << cell;
    for (tda_index f = c->start[cell]; f < c->start[cell + 1]; f++)
        mask |= mask_of(c, c->face[f]);
    return mask;
}

/* Landmarks 0, 2, 5 on a line, a witness at 0.5 and one at 3: squared distances .25, 2.25,
 * 20.25 and 9, 1, 4. */
START_TEST(by_hand)
{
    static const double at[] = {0, 2, 5}, from[] = {.5, 3};
    tda_cloud l = points(3, 1, at), w = points(2, 1, from);
    tda_witness_opts opts = TDA_WITNESS_OPTS_INIT;
    tda_complex *x = witness(&l, &w, &opts);
    const tda_cells *c = tda_complex_cells(x);
    ck_assert_int_eq(c->size, 4); /* 2 5 is seen, but 5 is not */
    ck_assert_double_eq(c->grade[0], 0);
    ck_assert_double_eq(c->grade[1], 0);
    ck_assert_double_eq(c->grade[2], INFINITY);
    ck_assert_double_eq(c->grade[3], 0);
    ck_assert_str_eq(tda_complex_record(x).filtration, "witness");
    ck_assert_str_eq(tda_complex_axis_name(x, 0), "squared relaxation");
    tda_complex_free(x);
    opts.relaxation = 100;
    x = witness(&l, &w, &opts);
    c = tda_complex_cells(x);
    static const double weak[] = {0, 0, 3, 0, 8, 3, 8};
    ck_assert_int_eq(c->size, 7);
    for (int i = 0; i < 7; i++)
        ck_assert_double_eq(c->grade[i], weak[i]);
    tda_complex_free(x);
    opts.strong = true;
    x = witness(&l, &w, &opts);
    c = tda_complex_cells(x);
    static const double strong[] = {0, 0, 3, 2, 8, 3, 8};
    for (int i = 0; i < 7; i++)
        ck_assert_double_eq(c->grade[i], strong[i]);
    ck_assert_str_eq(tda_complex_record(x).filtration, "strong-witness");
    tda_complex_free(x);
}
END_TEST

START_TEST(no_points)
{
    static const double at[] = {1, 2};
    tda_cloud none = points(0, 1, NULL), two = points(2, 1, at);
    tda_complex *x = witness(&none, &two, NULL);
    ck_assert_int_eq(tda_complex_cells(x)->size, 0);
    tda_complex_free(x);
    x = witness(&two, &none, NULL);
    ck_assert_int_eq(tda_complex_cells(x)->size, 2);
    ck_assert_double_eq(tda_complex_cells(x)->grade[1], INFINITY);
    tda_complex_free(x);
}
END_TEST

/* Each simplex has the least relaxation with which it and all of its faces are seen. */
START_TEST(definition)
{
    cloud_points l = cloud_random((unsigned)_i, 7, 1 + _i / 4 % 3);
    cloud_points w = cloud_random((unsigned)_i + 4000, 10, l.d);
    brute_rng rng = brute_seed((unsigned)_i);
    double relaxation[CLOUD_MASKS], value[CLOUD_MASKS];
    tda_witness_opts opts = TDA_WITNESS_OPTS_INIT;
    opts.max_dimension = brute_below(&rng, 5);
    opts.strong = _i % 2;
    opts.relaxation =
        _i % 3 ? brute_below(&rng, 6) * (l.kind == CLOUD_GENERAL ? .2 : 1) : 0;
    for (int mask = 1; mask < 1 << l.n; mask++) {
        relaxation[mask] = INFINITY;
        for (int i = 0; i < w.n; i++) {
            double in = -INFINITY, out = INFINITY;
            for (int v = 0; v < l.n; v++) {
                double squared = cloud_distance(&l, v, w.at + i * w.d);
                if (mask >> v & 1)
                    in = fmax(in, squared);
                if (opts.strong || !(mask >> v & 1))
                    out = fmin(out, squared);
            }
            relaxation[mask] = fmin(relaxation[mask], fmax(0, in - out));
        }
    }
    tda_index expected = l.n;
    for (int mask = 1; mask < 1 << l.n; mask++) {
        value[mask] = relaxation[mask];
        for (int face = mask; face; face = (face - 1) & mask)
            value[mask] = fmax(value[mask], relaxation[face]);
        int dim = brute_bits(mask) - 1;
        expected +=
            dim > 0 && dim <= opts.max_dimension && value[mask] <= opts.relaxation;
    }
    tda_cloud landmarks = points(l.n, l.d, l.at), witnesses = points(w.n, w.d, w.at);
    tda_complex *x = witness(&landmarks, &witnesses, &opts);
    const tda_cells *c = tda_complex_cells(x);
    ck_assert_int_eq(c->size, expected);
    for (tda_index i = 0; i < c->size; i++) {
        double v = value[mask_of(c, i)];
        ck_assert_double_eq(c->grade[i],
                            c->dim[i] == 0 && v > opts.relaxation ? INFINITY : v);
    }
    tda_complex_free(x);
}
END_TEST

/* ---- landmarks ---- */

START_TEST(farthest_by_hand)
{
    static const double at[] = {0, 10, 4, 6, 10};
    tda_cloud cloud = points(5, 1, at);
    tda_index out[5];
    double radius[5];
    OK(tda_cloud_landmarks_farthest(NULL, out, radius, &cloud, 5, 0));
    static const tda_index expected[] = {0, 1, 2, 3, 4}; /* 2 and 3 tie at 4 */
    static const double radii[] = {INFINITY, 10, 4, 2, 0};
    for (int i = 0; i < 5; i++) {
        ck_assert_int_eq(out[i], expected[i]);
        ck_assert_double_eq(radius[i], radii[i]);
    }
    OK(tda_cloud_landmarks_farthest(NULL, out, NULL, &cloud, 0, -5));
}
END_TEST

START_TEST(farthest)
{
    cloud_points c = cloud_random((unsigned)_i, 10, 1 + _i / 4 % 4);
    tda_cloud cloud = points(c.n, c.d, c.at);
    tda_index out[CLOUD_POINTS];
    double radius[CLOUD_POINTS];
    if (c.n == 0)
        return;
    OK(tda_cloud_landmarks_farthest(NULL, out, radius, &cloud, c.n, _i % c.n));
    ck_assert_int_eq(out[0], _i % c.n);
    int taken = 1 << out[0];
    for (int k = 1; k < c.n; k++) {
        double most = -1;
        int next = -1;
        for (int i = 0; i < c.n; i++) {
            double least = INFINITY;
            for (int j = 0; j < k; j++)
                least = fmin(least, cloud_distance(&c, i, c.at + out[j] * c.d));
            if (!(taken >> i & 1) && least > most) {
                most = least;
                next = i;
            }
        }
        ck_assert_int_eq(out[k], next);
        ck_assert_double_eq(radius[k], sqrt(most));
        taken |= 1 << next;
    }
}
END_TEST

/* Every set of two of four points about as often as any other. */
START_TEST(random_sets)
{
    static const double at[4];
    tda_cloud cloud = points(4, 1, at);
    int often[16] = {0};
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    for (uint64_t seed = 0; seed < 3000; seed++) {
        tda_index out[2], again[2];
        tda_ctx_set_seed(ctx, seed);
        OK(tda_cloud_landmarks_random(ctx, out, &cloud, 2));
        OK(tda_cloud_landmarks_random(ctx, again, &cloud, 2));
        ck_assert_mem_eq(out, again, sizeof out);
        ck_assert(0 <= out[0] && out[0] < out[1] && out[1] < 4);
        often[1 << out[0] | 1 << out[1]]++;
    }
    for (int mask = 0; mask < 16; mask++)
        if (brute_bits(mask) == 2)
            ck_assert(often[mask] > 400 && often[mask] < 600);
    tda_ctx_free(ctx);
}
END_TEST

/* ---- refusals ---- */

static void refused(tda_ctx *ctx, tda_status status, const char *message)
{
    ck_assert_int_eq(status, TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), message);
}

START_TEST(bad_input)
{
    static const double at[] = {0, 1, 2, 3}, far[] = {1e200, -1e200};
    tda_cloud line = points(4, 1, at), plane = points(2, 2, at), wide = points(2, 1, far);
    tda_witness_opts opts = TDA_WITNESS_OPTS_INIT;
    tda_complex *x = NULL;
    tda_index out[4];
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    refused(ctx, tda_cloud_witness(ctx, &x, &line, &plane, NULL),
            "landmarks in R^1, witnesses in R^2: give both in one space");
    refused(
        ctx, tda_cloud_witness(ctx, &x, &wide, &line, NULL),
        "the squared distance of witness 0 to landmark 0 is past what a double holds");
    opts.max_dimension = -1;
    refused(ctx, tda_cloud_witness(ctx, &x, &line, &line, &opts),
            "max_dimension -1: give 0 to 15");
    opts.max_dimension = 1;
    opts.relaxation = NAN;
    refused(ctx, tda_cloud_witness(ctx, &x, &line, &line, &opts),
            "relaxation nan: give 0 or more");
    refused(ctx, tda_cloud_landmarks_farthest(ctx, out, NULL, &line, 5, 0),
            "5 landmarks of 4 points: give 0 to all of them");
    refused(ctx, tda_cloud_landmarks_farthest(ctx, out, NULL, &line, 2, 4),
            "first landmark 4: points are 0 to 3");
    refused(ctx, tda_cloud_landmarks_random(ctx, out, &line, -1),
            "-1 landmarks of 4 points: give 0 to all of them");
    ck_assert_ptr_null(x);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(memory_and_cancel)
{
    cloud_points c = cloud_random(2, 8, 2), w = cloud_random(6, 8, 2);
    tda_cloud l = points(6, 2, c.at), from = points(8, 2, w.at);
    tda_witness_opts opts = TDA_WITNESS_OPTS_INIT;
    tda_complex *x = NULL;
    tda_index out[6] = {-1};
    opts.relaxation = 5;
    EACH_OOM(tda_cloud_witness(NULL, &x, &l, &from, &opts), x == NULL);
    ck_assert_int_gt(tda_complex_cells(x)->size, 12);
    tda_complex_free(x);
    x = NULL;
    EACH_CANCEL(tda_cloud_witness(NULL, &x, &l, &from, &opts), x == NULL);
    tda_complex_free(x);
    EACH_OOM(tda_cloud_landmarks_farthest(NULL, out, NULL, &l, 6, 0), out[0] == -1);
    out[0] = -1;
    EACH_CANCEL(tda_cloud_landmarks_farthest(NULL, out, NULL, &l, 6, 0), out[0] == -1);
    out[0] = -1;
    EACH_OOM(tda_cloud_landmarks_random(NULL, out, &l, 6), out[0] == -1);
}
END_TEST

SUITE("witness", TEST(by_hand); TEST(no_points); SEEDS(definition, 390);
      TEST(farthest_by_hand); SEEDS(farthest, 300); TEST(random_sets); TEST(bad_input);
      TEST(memory_and_cancel))
