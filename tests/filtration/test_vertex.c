/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vertex functions against their definitions, on clouds and on distances. */
#include "points.h"
#include <string.h>

enum function { KDE, DTM, KNN, ECCENTRICITY };

typedef struct query {
    int f;
    double x; /* bandwidth, mass or exponent */
    tda_index k;
} query;

static tda_status on_cloud(tda_ctx *ctx, double *out, const tda_cloud *c, query q)
{
    switch (q.f) {
    case KDE: return tda_cloud_kde(ctx, out, c, q.x);
    case DTM: return tda_cloud_dtm(ctx, out, c, q.x);
    case KNN: return tda_cloud_knn(ctx, out, c, q.k);
    default: return tda_cloud_eccentricity(ctx, out, c, q.x);
    }
}

static tda_status on_distances(tda_ctx *ctx, double *out, const tda_distances *d, query q)
{
    switch (q.f) {
    case KDE: return tda_distances_kde(ctx, out, d, q.x);
    case DTM: return tda_distances_dtm(ctx, out, d, q.x);
    case KNN: return tda_distances_knn(ctx, out, d, q.k);
    default: return tda_distances_eccentricity(ctx, out, d, q.x);
    }
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The definition, in long double, from exact differences of coordinates. */
static double truth(const tda_cloud *c, tda_index i, query q)
{
    tda_index n = c->size;
    double *row = calloc((size_t)n, sizeof *row);
    long double sum = 0, most = 0;
    for (tda_index j = 0; j < n; j++) {
        long double s = 0;
        for (tda_index k = 0; k < c->dimension; k++) {
            long double x = (long double)c->at[i * c->dimension + k] -
                            (long double)c->at[j * c->dimension + k];
            s += x * x;
        }
        row[j] = (double)sqrtl(s);
        most = sqrtl(s) > most ? sqrtl(s) : most;
        if (q.f == KDE)
            sum -= expl(-s / (2 * (long double)q.x * q.x)) / n;
        if (q.f == ECCENTRICITY && !isinf(q.x))
            sum += powl(sqrtl(s), q.x) / n;
    }
    qsort(row, (size_t)n, sizeof *row, compare);
    long double answer = sum;
    if (q.f == ECCENTRICITY)
        answer = isinf(q.x) ? most : powl(sum, 1 / (long double)q.x);
    if (q.f == KNN)
        answer = row[q.k - 1];
    if (q.f == DTM) {
        for (tda_index j = 0; j < q.k; j++)
            sum += (long double)row[j] * row[j] / q.k;
        answer = sqrtl(sum);
    }
    free(row);
    return (double)answer;
}

static query draw(points *p, int f)
{
    static const double exponents[] = {1, 2, 3.5, (double)INFINITY};
    query q = {.f = f, .k = 1 + tdai_rng_below(p->rng, p->cloud.size)};
    switch (f) {
    case KDE: q.x = exp(tdai_rng_gauss(p->rng, 1)); break;
    case DTM: q.x = (double)q.k / (double)p->cloud.size; break;
    case ECCENTRICITY: q.x = exponents[tdai_rng_below(p->rng, 4)]; break;
    default: break;
    }
    return q;
}

static void assert_close(double got, double want)
{
    if (!(fabs(got - want) <=
          2e-14 * fabs(want))) /* an assertion writes to a file each time */
        ck_abort_msg("got %.17g, not %.17g", got, want);
}

START_TEST(definitions)
{
    points p;
    tda_index n = 1 + _i % 97, d = 1 + _i % 5 + (_i % 20 == 0 ? 15 : 0);
    points_open(&p, _i, n, d);
    double *a = calloc((size_t)n, sizeof *a), *b = calloc((size_t)n, sizeof *b);
    for (int f = KDE; f <= ECCENTRICITY; f++) {
        query q = draw(&p, f);
        OK(on_cloud(p.ctx, a, &p.cloud, q));
        for (tda_index i = 0; i < n; i++)
            assert_close(a[i], truth(&p.cloud, i, q));
        for (int sparse = 0; sparse < 2; sparse++) {
            OK(on_distances(p.ctx, b, sparse ? &p.sparse : &p.dense, q));
            for (tda_index i = 0; i < n; i++)
                assert_close(b[i], a[i]);
        }
        for (int threads = 2; threads <= 3; threads++) {
            tda_ctx_set_threads(p.ctx, threads);
            OK(on_cloud(p.ctx, b, &p.cloud, q));
            ck_assert_mem_eq(a, b, (size_t)n * sizeof *a);
        }
        tda_ctx_set_threads(p.ctx, 1);
    }
    free(a);
    free(b);
    points_close(&p);
}
END_TEST

/* Many points, so that trees are deep, groups are expanded, and pairs are skipped. */
START_TEST(large_clouds)
{
    points p;
    tda_index n = 1500, d = 1 + _i % 3;
    points_open(&p, 0, 1, 1);
    double *at = calloc((size_t)(n * d), sizeof *at);
    double *a = calloc((size_t)n, sizeof *a), *b = calloc((size_t)n, sizeof *b);
    for (tda_index i = 0; i < n * d;
         i++) /* two lumps and something between, off the origin */
        at[i] = 1000 + tdai_rng_gauss(p.rng, 1) + (i / d % 3 ? 0 : 20) +
                (i / d % 50 ? 0 : 10 * tdai_rng_uniform(p.rng));
    tda_cloud cloud = {n, d, at, NULL};
    static const double bandwidth[] = {1e-3, 0.02, 0.1, 0.3, 0.7, 2, 30, 1e6};
    query queries[] = {
        {KDE, bandwidth[_i % 8], 0}, {DTM, 0.05, 75}, {KNN, 0, 7}, {ECCENTRICITY, 2, 0}};
    for (int f = KDE; f <= ECCENTRICITY; f++) {
        tda_ctx_set_threads(p.ctx, 1);
        OK(on_cloud(p.ctx, a, &cloud, queries[f]));
        for (tda_index i = _i; i < n; i += 100)
            assert_close(a[i], truth(&cloud, i, queries[f]));
        tda_ctx_set_threads(p.ctx, 3);
        OK(on_cloud(p.ctx, b, &cloud, queries[f]));
        ck_assert_mem_eq(a, b, (size_t)n * sizeof *a);
    }
    free(at);
    free(a);
    free(b);
    points_close(&p);
}
END_TEST

START_TEST(repeated_points_agree)
{
    enum { N = 600 };
    double at[2 * N], out[N];
    tda_cloud cloud = {N, 2, at, NULL};
    for (int i = 0; i < N; i++) {
        at[2 * i] = 0.37 * (i % 200 % 20);
        at[2 * i + 1] = 0.11 * (i % 200 / 20);
    }
    for (int f = DTM; f <= ECCENTRICITY; f++) {
        OK(on_cloud(NULL, out, &cloud, (query){f, f == DTM ? 0.1 : 1, 9}));
        for (int i = 200; i < N; i++)
            ck_assert_double_eq(out[i], out[i % 200]);
    }
    OK(tda_cloud_knn(NULL, out, &cloud, 3));
    for (int i = 0; i < N; i++)
        ck_assert_double_eq(out[i], 0);
}
END_TEST

START_TEST(goldens)
{
    double at[] = {0, 1, 3, 3}, out[4];
    tda_cloud cloud = {4, 1, at, NULL};
    OK(tda_cloud_knn(NULL, out, &cloud, 2));
    ck_assert(out[0] == 1 && out[1] == 1 && out[2] == 0 && out[3] == 0);
    OK(tda_cloud_dtm(NULL, out, &cloud, 0.5)); /* k = 2 */
    ck_assert(out[0] == sqrt(0.5) && out[1] == sqrt(0.5) && out[2] == 0);
    OK(tda_cloud_dtm(NULL, out, &cloud, 0.51)); /* k = 3 */
    ck_assert(out[2] == sqrt(4.0 / 3) && out[1] == sqrt(5.0 / 3));
    OK(tda_cloud_eccentricity(NULL, out, &cloud, 1));
    ck_assert(out[0] == 7.0 / 4 && out[1] == 5.0 / 4 && out[3] == 5.0 / 4);
    OK(tda_cloud_eccentricity(NULL, out, &cloud, INFINITY));
    ck_assert(out[0] == 3 && out[1] == 2 && out[2] == 3);
    OK(tda_cloud_kde(NULL, out, &cloud, 1e-6));
    ck_assert(out[0] == -0.25 && out[1] == -0.25 && out[2] == -0.5 && out[3] == -0.5);
    OK(tda_cloud_kde(NULL, out, &cloud, 1e300));
    ck_assert(out[0] == -1);
}
END_TEST

/* 0.07 as a double is a little more than 7/100, and means 7 points of 100 all the same. */
START_TEST(mass_is_a_count)
{
    double at[100], a[100], b[100];
    tda_cloud cloud = {100, 1, at, NULL};
    for (int i = 0; i < 100; i++)
        at[i] = i * i;
    for (int k = 1; k <= 100; k++) {
        OK(tda_cloud_dtm(NULL, a, &cloud, k / 100.0));
        OK(tda_cloud_dtm(NULL, b, &cloud, (k - 0.5) / 100));
        ck_assert_mem_eq(a, b, sizeof a);
    }
}
END_TEST

/* Squares of these coordinates leave the range of a double; the answers do not. */
START_TEST(extreme_coordinates)
{
    double at[] = {0, 0, 3, 4, 0, 0}, out[3];
    tda_cloud cloud = {3, 2, at, NULL};
    for (int e = -1060; e <= 1015; e += 83) {
        at[2] = ldexp(3, e), at[3] = ldexp(4, e);
        OK(tda_cloud_knn(NULL, out, &cloud, 3));
        ck_assert_double_eq(out[0], ldexp(5, e));
        OK(tda_cloud_dtm(NULL, out, &cloud, 0.1));
        ck_assert_double_eq(out[1], 0);
        OK(tda_cloud_eccentricity(NULL, out, &cloud, INFINITY));
        ck_assert_double_eq(out[1], ldexp(5, e));
        OK(tda_cloud_kde(NULL, out, &cloud, 1));
        double far = 25 * ldexp(1, e) * ldexp(1, e) / 2;
        assert_close(out[0], -(2 + exp(-far)) / 3);
    }
}
END_TEST

START_TEST(empty)
{
    double none;
    tda_cloud cloud = {0, 2, &none, NULL};
    tda_distances d = {0};
    for (int f = KDE; f <= ECCENTRICITY; f++) {
        OK(on_cloud(NULL, &none, &cloud, (query){f, 1, 1}));
        OK(on_distances(NULL, &none, &d, (query){f, 1, 1}));
    }
}
END_TEST

START_TEST(failures)
{
    points p;
    enum { N = 40 };
    points_open(&p, 0, N, 2);
    double out[N] = {5};
    for (int f = KDE; f <= ECCENTRICITY; f++) {
        query q = {f, 1, 5};
        EACH_OOM(on_cloud(p.ctx, out, &p.cloud, q), out[0] == 5);
        out[0] = 5;
        EACH_CANCEL(on_cloud(p.ctx, out, &p.cloud, q), out[0] == 5);
        out[0] = 5;
        for (int sparse = 0; sparse < 2; sparse++) {
            const tda_distances *d = sparse ? &p.sparse : &p.dense;
            EACH_OOM(on_distances(p.ctx, out, d, q), out[0] == 5);
            out[0] = 5;
            EACH_CANCEL(on_distances(p.ctx, out, d, q), out[0] == 5);
            out[0] = 5;
        }
    }
    points_close(&p);
}
END_TEST

#define REFUSED(code, call, message)                                                     \
    do {                                                                                 \
        ck_assert_int_eq((call), (code));                                                \
        ck_assert_str_eq(tda_ctx_message(ctx), (message));                               \
    } while (0)

START_TEST(bad_input)
{
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    double at[] = {0, 1, 3, 3}, out[4];
    tda_cloud c = {4, 1, at, NULL};
    tda_index tail[] = {1, 3}, head[] = {0, 2};
    double value[] = {1, 2};
    tda_distances d = {4, NULL, 2, tail, head, value, NULL};
    REFUSED(TDA_EINVAL, tda_cloud_kde(ctx, out, &c, 0),
            "bandwidth 0: give a positive number");
    REFUSED(TDA_EINVAL, tda_cloud_kde(ctx, out, &c, NAN),
            "bandwidth nan: give a positive number");
    REFUSED(TDA_EINVAL, tda_distances_kde(ctx, out, &d, -1),
            "bandwidth -1: give a positive number");
    REFUSED(
        TDA_EINVAL, tda_cloud_kde(ctx, out, &c, 1e-310),
        "bandwidth 1e-310: rescale the points, so that it lies between 1e-300 and 1e300");
    REFUSED(TDA_EINVAL, tda_cloud_knn(ctx, out, &c, 5),
            "neighbour 5 of 4 points: give 1 to 4");
    REFUSED(TDA_EINVAL, tda_distances_knn(ctx, out, &d, 0),
            "neighbour 0 of 4 points: give 1 to 4");
    REFUSED(TDA_EINVAL, tda_cloud_dtm(ctx, out, &c, 0),
            "mass 0: give a number above 0 and at most 1");
    REFUSED(TDA_EINVAL, tda_distances_dtm(ctx, out, &d, 1.5),
            "mass 1.5: give a number above 0 and at most 1");
    REFUSED(TDA_EINVAL, tda_cloud_eccentricity(ctx, out, &c, 0.5),
            "exponent 0.5: give a number of at least 1");
    REFUSED(
        TDA_EINVAL, tda_distances_knn(ctx, out, &d, 3),
        "distance to the k-th neighbour: infinite at point 0, which is not at a finite "
        "distance from enough points");
    REFUSED(TDA_EINVAL, tda_distances_eccentricity(ctx, out, &d, 2),
            "eccentricity: infinite at point 0, which is not at a finite distance from "
            "enough "
            "points");
    OK(tda_distances_kde(ctx, out, &d, 1e9)); /* only pairs that are given count */
    ck_assert(out[0] == -0.5 && out[3] == -0.5);
    at[0] = -1.5e308, at[1] = 1.5e308;
    REFUSED(TDA_EINVAL, tda_cloud_eccentricity(ctx, out, &c, INFINITY),
            "eccentricity: infinite at point 0; scale the points down");
    REFUSED(TDA_EINVAL, tda_cloud_knn(ctx, out, &c, 4),
            "distance to the k-th neighbour: infinite at point 0; scale the points down");
    at[0] = NAN;
    for (int f = KDE; f <= ECCENTRICITY; f++)
        ck_assert_int_eq(on_cloud(ctx, out, &c, (query){f, 1, 1}), TDA_EINVAL);
    value[0] = -1;
    for (int f = KDE; f <= ECCENTRICITY; f++)
        ck_assert_int_eq(on_distances(ctx, out, &d, (query){f, 1, 1}), TDA_EINVAL);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(byte_limit)
{
    points p;
    double out[50] = {5};
    points_open(&p, 0, 50, 2);
    tda_ctx_set_max_bytes(p.ctx, 1000);
    ck_assert_int_eq(tda_cloud_kde(p.ctx, out, &p.cloud, 1), TDA_ELIMIT);
    ck_assert_int_eq(
        strncmp(tda_ctx_message(p.ctx), "kernel density: 50 points: needs", 32), 0);
    ck_assert(out[0] == 5);
    points_close(&p);
}
END_TEST

SUITE("vertex", SEEDS(definitions, 300), SEEDS(large_clouds, 16),
      TEST(repeated_points_agree), TEST(goldens), TEST(mass_is_a_count),
      TEST(extreme_coordinates), TEST(empty), TEST(failures), TEST(bad_input),
      TEST(byte_limit))
