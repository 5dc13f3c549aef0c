/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_function_rips.c - Hilbert measures of function-Rips bifiltrations without the complex,
 * against those of the complex. */
#include "brute.h"
#include "filtration/points.h"
#include "multiparam/forest.h"
#include "multiparam/lune.h"
#include <string.h>
#include <tda.h>

static void must(bool claim, const char *what, int seed)
{
    if (!claim)
        ck_abort_msg("seed %d: %s", seed, what);
}

static void clear(tda_measure mu[2])
{
    tda_measure_clear(&mu[0]);
    tda_measure_clear(&mu[1]);
}

/* Equal to the last bit; the cells too where `cells`. */
static void must_equal(const tda_measure a[2], const tda_measure b[2], bool cells,
                       int seed)
{
    for (int k = 0; k < 2; k++) {
        must(a[k].degree == k && b[k].degree == k, "degree", seed);
        must(a[k].params == 2 && b[k].params == 2, "parameters", seed);
        must(a[k].size == b[k].size, "number of points", seed);
        if (!a[k].size)
            continue;
        size_t n = (size_t)a[k].size;
        must(!memcmp(a[k].at, b[k].at, 2 * n * sizeof *a[k].at), "coordinates", seed);
        must(!memcmp(a[k].weight, b[k].weight, n * sizeof *a[k].weight), "weights", seed);
        must(!cells || !memcmp(a[k].cell, b[k].cell, 2 * n * sizeof *a[k].cell), "cells",
             seed);
    }
}

/* The two points behind parameter 0 have that length, the one behind parameter 1 that value. */
static void check_cells(const tda_measure mu[2], const tda_complex *complex, int seed)
{
    const tda_cells *c = tda_complex_cells(complex);
    for (int k = 0; k < 2; k++) {
        must(mu[k].cells == TDA_CELL_PAIR, "kind of cells", seed);
        for (tda_index m = 0; m < mu[k].size; m++) {
            tda_index i, j, found = 0;
            const double *at = mu[k].at + 2 * m;
            tda_pair_points(mu[k].cell[2 * m], &i, &j);
            for (tda_index e = 0; e < c->size && c->dim[e] < 2; e++)
                if (c->dim[e] == 0
                        ? e == i && e == j
                        : c->face[c->start[e]] == j && c->face[c->start[e] + 1] == i)
                    found += c->grade[2 * e] == at[0];
            must(found == 1, "points of parameter 0", seed);
            tda_pair_points(mu[k].cell[2 * m + 1], &i, &j);
            must(i == j && c->grade[2 * i + 1] == at[1], "point of parameter 1", seed);
        }
    }
}

typedef struct source {
    const tda_cloud *cloud;
    const tda_distances *d;
} source;

static tda_status measure(tda_ctx *ctx, tda_measure *mu, source s, const tda_cloud *f,
                          int first, int last, const tda_function_rips_opts *o)
{
    return s.cloud ? tda_cloud_function_rips_measure(ctx, mu, s.cloud, f, first, last, o)
                   : tda_distances_function_rips_measure(ctx, mu, s.d, f, first, last, o);
}

/* The measures by way of the complex, and the complex. */
static void explicit_measure(tda_ctx *ctx, tda_measure mu[2], tda_complex **complex,
                             source s, const tda_cloud *f,
                             const tda_function_rips_opts *o)
{
    tda_points_opts p = TDA_POINTS_OPTS_INIT;
    p.threshold = o->threshold;
    p.scale = o->scale;
    OK(s.cloud ? tda_cloud_function_rips(ctx, complex, s.cloud, f, &p)
               : tda_distances_function_rips(ctx, complex, s.d, f, &p));
    OK(tda_complex_hilbert_measure(ctx, mu, *complex, 0, 1, NULL));
}

/* Check one source and give its measures. */
static void check(tda_ctx *ctx, tda_measure mu[2], source s, const tda_cloud *f,
                  const tda_function_rips_opts *o, int seed)
{
    tda_measure slow[2] = {{0}}, again[2] = {{0}};
    tda_function_rips_opts other = *o;
    tda_complex *complex = NULL;
    explicit_measure(ctx, slow, &complex, s, f, o);
    OK(measure(ctx, mu, s, f, 0, 1, o));
    must_equal(mu, slow, false, seed);
    check_cells(mu, complex, seed);
    must(mu[0].record.scale == o->scale && mu[1].record.threshold == o->threshold &&
             !strcmp(mu[1].record.filtration, "function-rips"),
         "record", seed);
    tda_ctx_set_threads(ctx, 1 + seed % 4);
    OK(measure(ctx, &again[0], s, f, 0, 0, o)); /* each degree alone */
    OK(measure(ctx, &again[1], s, f, 1, 1, o));
    must_equal(mu, again, true, seed);
    for (int bits = TDA_CHOICE_NO; bits <= TDA_CHOICE_YES; bits++) {
        clear(again);
        other.bits = (tda_choice)bits;
        OK(measure(ctx, again, s, f, 0, 1, &other));
        must_equal(mu, again, true, seed);
    }
    tda_ctx_set_threads(ctx, 1);
    clear(slow);
    clear(again);
    tda_complex_free(complex);
}

/* Functions of every kind: generic, with ties, constant, the index, against the order. */
static void random_function(double *f, tda_index n, tdai_rng *rng, int kind)
{
    for (tda_index i = 0; i < n; i++)
        switch (kind) {
        case 0: f[i] = tdai_rng_gauss(rng, 1); break;
        case 1: f[i] = (double)tdai_rng_below(rng, 3) - 1; break;
        case 2: f[i] = i % 2 ? -0.0 : 0; break;
        case 3: f[i] = (double)i; break;
        default: f[i] = -(double)i / 7; break;
        }
}

static double some_length(points *p)
{
    tda_index n = p->cloud.size;
    return n < 2 ? 0 : p->lower[tdai_rng_below(p->rng, n * (n - 1) / 2)];
}

static double rescale(double length, tda_scale scale)
{
    return scale == TDA_SCALE_DIAMETER ? length
           : scale == TDA_SCALE_RADIUS ? length / 2
                                       : length / 2 * (length / 2);
}

static void clouds_seed(int seed)
{
    static const tda_index sizes[] = {0, 1, 2, 3, 5, 8, 12, 17, 24, 33};
    points p;
    tda_index n = seed % 50 == 49 ? 65 + seed / 50 : sizes[seed % 10];
    double f[80];
    tda_measure a[2] = {{0}}, b[2] = {{0}}, c[2] = {{0}};
    points_open(&p, seed, n, 1 + seed % 4);
    random_function(f, n, p.rng, seed / 3 % 5);
    tda_cloud function = {n, 1, f, NULL};
    tda_function_rips_opts o = TDA_FUNCTION_RIPS_OPTS_INIT;
    o.scale = (tda_scale)(seed / 7 % 3);
    if (seed % 3)
        o.threshold = rescale(some_length(&p), o.scale);
    check(p.ctx, a, (source){&p.cloud, NULL}, &function, &o, seed);
    check(p.ctx, b, (source){NULL, &p.dense}, &function, &o, seed);
    check(p.ctx, c, (source){NULL, &p.sparse}, &function, &o, seed);
    must_equal(b, c, true, seed);
    if (o.scale != TDA_SCALE_RADIUS_SQUARED)
        must_equal(a, b, true, seed);
    clear(a);
    clear(b);
    clear(c);
    points_close(&p);
}

START_TEST(clouds)
{
    for (int seed = 10 * _i; seed < 10 * _i + 10; seed++)
        clouds_seed(seed);
}
END_TEST

/* No metric at all: a few small lengths, zeros and infinities among them. */
static void anything_seed(int seed)
{
    points p;
    tda_index n = 1 + seed % 14, pairs = n * (n - 1) / 2, given = 0;
    int spread = 1 + seed % 9;
    double f[16];
    tda_measure a[2] = {{0}}, b[2] = {{0}};
    points_open(&p, seed, n, 1);
    random_function(f, n, p.rng, seed / 2 % 5);
    for (tda_index e = 0; e < pairs; e++) {
        tda_index x = tdai_rng_below(p.rng, spread + 1);
        p.lower[e] = x == spread && seed % 4 == 0 ? INFINITY : x ? (double)x : -0.0;
    }
    for (tda_index i = 0; i < n; i++)
        for (tda_index j = 0; j < i; j++) { /* infinite pairs given or not */
            double x = p.lower[i * (i - 1) / 2 + j];
            if (isinf(x) && (i + j) % 2)
                continue;
            p.tail[given] = i;
            p.head[given] = j;
            p.value[given++] = x;
        }
    p.sparse.pairs = given;
    tda_cloud function = {n, 1, f, NULL};
    tda_function_rips_opts o = TDA_FUNCTION_RIPS_OPTS_INIT;
    if (seed % 5 == 0)
        o.threshold = (double)tdai_rng_below(p.rng, spread + 1);
    check(p.ctx, a, (source){NULL, &p.dense}, &function, &o, seed);
    check(p.ctx, b, (source){NULL, &p.sparse}, &function, &o, seed);
    must_equal(a, b, true, seed);
    clear(a);
    clear(b);
    points_close(&p);
}

START_TEST(anything)
{
    for (int seed = 10 * _i; seed < 10 * _i + 10; seed++)
        anything_seed(seed);
}
END_TEST

/* The complex of n points on a circle with a hole in its function, many words of bits wide. */
START_TEST(circle)
{
    enum { N = 150 };
    double at[2 * N], f[N];
    tda_measure mu[2] = {{0}};
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    for (int i = 0; i < N; i++) {
        double angle = 2 * 3.14159265358979323846 * (i * 89 % N + 0.3 * (i % 3)) / N;
        at[2 * i] = cos(angle);
        at[2 * i + 1] = sin(angle);
        f[i] = i % 11 - 0.01 * (i % 7);
    }
    tda_cloud cloud = {N, 2, at, NULL}, function = {N, 1, f, NULL};
    tda_function_rips_opts o = TDA_FUNCTION_RIPS_OPTS_INIT;
    check(ctx, mu, (source){&cloud, NULL}, &function, &o, 1);
    ck_assert_int_gt(mu[1].size, 10);
    clear(mu);
    tda_ctx_free(ctx);
}
END_TEST

/* Batches of edges judged by several threads, against each edge in its turn. */
START_TEST(threads)
{
    enum { N = 300 };
    points p;
    double f[N];
    tda_measure one[2] = {{0}}, more[2] = {{0}};
    tda_function_rips_opts o = TDA_FUNCTION_RIPS_OPTS_INIT;
    points_open(&p, 2 * _i, N, 1 + _i % 3);
    random_function(f, N, p.rng, _i % 5);
    if (_i % 4 == 3)
        for (tda_index e = 0; e < N * (N - 1) / 2; e++) /* no metric, many ties */
            p.lower[e] = (double)tdai_rng_below(p.rng, 50);
    tda_cloud function = {N, 1, f, NULL};
    source s = {_i % 4 == 3 ? NULL : &p.cloud, &p.dense};
    OK(measure(p.ctx, one, s, &function, 0, 1, &o));
    tda_ctx_set_threads(p.ctx, 2 + _i % 3);
    for (int bits = TDA_CHOICE_NO; bits <= TDA_CHOICE_YES; bits++) {
        o.bits = (tda_choice)bits;
        OK(measure(p.ctx, more, s, &function, 0, 1, &o));
        must_equal(one, more, true, _i);
        clear(more);
    }
    clear(one);
    points_close(&p);
}
END_TEST

/* ---- by hand ---- */

static void must_be(const tda_measure *m, tda_index size, const double *at,
                    const int64_t *weight)
{
    ck_assert_int_eq(m->size, size);
    for (tda_index i = 0; i < size; i++) {
        ck_assert(m->at[2 * i] == at[2 * i] && m->at[2 * i + 1] == at[2 * i + 1]);
        ck_assert_int_eq(m->weight[i], weight[i]);
    }
}

/* A square of side 3 whose corner 2 has value 1: the cycle is there from (3, 1) until the diagonals. */
START_TEST(square)
{
    double lower[] = {3, 5, 3, 3, 5, 3}, f[] = {0, 0, 1, 0};
    tda_distances d = {.size = 4, .lower = lower};
    tda_cloud function = {4, 1, f, NULL};
    tda_measure mu[2] = {{0}};
    tda_index i, j;
    OK(tda_distances_function_rips_measure(NULL, mu, &d, &function, 0, 1, NULL));
    must_be(&mu[0], 4, (double[]){0, 0, 0, 1, 3, 0, 3, 1}, (int64_t[]){3, 1, -2, -1});
    must_be(&mu[1], 2, (double[]){3, 1, 5, 1}, (int64_t[]){1, -1});
    tda_pair_points(mu[1].cell[1], &i, &j);
    ck_assert_int_eq(i, 2);
    ck_assert_int_eq(j, 2);
    tda_pair_points(mu[1].cell[0], &i, &j); /* the last of the sides by rank */
    ck_assert_int_eq(i, 3);
    ck_assert_int_eq(j, 2);
    tda_pair_points(mu[1].cell[2], &i, &j); /* the first diagonal: 1 and 3, without 2 */
    ck_assert_int_eq(i, 2);
    ck_assert_int_eq(j, 0);
    clear(mu);
}
END_TEST

/* The cycle of a square that one side alone waits for, filled by a centre of a later value. */
START_TEST(square_with_centre)
{
    double at[] = {0, 0, 0, 2, 2, 2, 2, 0, 1, 1}, f[] = {0, 0, 0, 0, 1};
    tda_cloud cloud = {5, 2, at, NULL}, function = {5, 1, f, NULL};
    tda_measure mu[1] = {{0}};
    tda_function_rips_opts o = TDA_FUNCTION_RIPS_OPTS_INIT;
    o.scale = TDA_SCALE_RADIUS_SQUARED;
    OK(tda_cloud_function_rips_measure(NULL, mu, &cloud, &function, 1, 1, &o));
    /* 4-cycle at side 2; with the centre it is filled at once, without at the diagonal */
    must_be(mu, 4, (double[]){1, 0, 1, 1, 2, 0, 2, 1}, (int64_t[]){1, -1, -1, 1});
    tda_measure_clear(mu);
}
END_TEST

START_TEST(all_equal)
{
    double at[12] = {0}, f[12] = {0};
    tda_cloud cloud = {12, 1, at, NULL}, function = {12, 1, f, NULL};
    tda_measure mu[2] = {{0}};
    OK(tda_cloud_function_rips_measure(NULL, mu, &cloud, &function, 0, 1, NULL));
    must_be(&mu[0], 1, (double[]){0, 0}, (int64_t[]){1});
    ck_assert_int_eq(mu[1].size, 0);
    clear(mu);
}
END_TEST

/* ---- what fails ---- */

START_TEST(failures)
{
    points p;
    double f[17];
    tda_measure mu[2] = {{.size = -7}};
    tda_function_rips_opts o = TDA_FUNCTION_RIPS_OPTS_INIT;
    points_open(&p, 1, 17, 2);
    random_function(f, 17, p.rng, 0);
    tda_cloud function = {17, 1, f, NULL};
    EACH_OOM(tda_cloud_function_rips_measure(p.ctx, mu, &p.cloud, &function, 0, 1, &o),
             mu[0].size == -7);
    clear(mu);
    mu[0].size = -7;
    EACH_CANCEL(tda_cloud_function_rips_measure(p.ctx, mu, &p.cloud, &function, 0, 1, &o),
                mu[0].size == -7);
    clear(mu);
    mu[0].size = -7;
    o.threshold = 2;
    EACH_OOM(
        tda_distances_function_rips_measure(p.ctx, mu, &p.sparse, &function, 0, 1, &o),
        mu[0].size == -7);
    clear(mu);
    mu[0].size = -7;
    EACH_CANCEL(
        tda_distances_function_rips_measure(p.ctx, mu, &p.sparse, &function, 0, 1, &o),
        mu[0].size == -7);
    clear(mu);
    mu[0].size = -7;
    o.threshold = 0.01; /* few edges of a cloud: they are listed */
    EACH_OOM(tda_cloud_function_rips_measure(p.ctx, mu, &p.cloud, &function, 0, 1, &o),
             mu[0].size == -7);
    clear(mu);
    mu[0].size = -7;
    o.bits = TDA_CHOICE_NO;
    EACH_OOM(
        tda_distances_function_rips_measure(p.ctx, mu, &p.dense, &function, 0, 1, &o),
        mu[0].size == -7);
    clear(mu);
    mu[0].size = -7;
    tda_ctx_set_max_bytes(p.ctx, 100);
    ck_assert_int_eq(
        tda_distances_function_rips_measure(p.ctx, mu, &p.dense, &function, 0, 1, NULL),
        TDA_ELIMIT);
    ck_assert_int_eq(mu[0].size, -7);
    points_close(&p);
}
END_TEST

/* Enough points for the tables of flows and columns to grow while memory runs out. */
START_TEST(failures_in_growth)
{
    enum { N = 90 };
    points p;
    double f[N];
    tda_measure mu[2] = {{.size = -7}};
    points_open(&p, 2, N, 3);
    random_function(f, N, p.rng, 0);
    tda_cloud function = {N, 1, f, NULL};
    EACH_OOM(
        tda_distances_function_rips_measure(p.ctx, mu, &p.dense, &function, 0, 1, NULL),
        mu[0].size == -7);
    clear(mu);
    points_close(&p);
}
END_TEST

#define REFUSED(sentence, call)                                                          \
    do {                                                                                 \
        ck_assert_int_eq(call, TDA_EINVAL);                                              \
        ck_assert_str_eq(tda_ctx_message(p.ctx), sentence);                              \
        ck_assert_int_eq(mu[0].size, -7);                                                \
    } while (0)

START_TEST(refused)
{
    points p;
    double f[8] = {0}, huge[2] = {-1.7e308, 1.7e308};
    tda_measure mu[2] = {{.size = -7}};
    tda_function_rips_opts o = TDA_FUNCTION_RIPS_OPTS_INIT;
    points_open(&p, 1, 4, 2);
    tda_cloud function = {4, 1, f, NULL}, two = {4, 2, f, NULL}, five = {5, 1, f, NULL};
    tda_cloud far = {2, 1, huge, NULL}, pair = {2, 1, f, NULL};
    REFUSED("function-Rips measure: no degrees -1 to 2",
            tda_cloud_function_rips_measure(p.ctx, mu, &p.cloud, &function, -1, 2, &o));
    REFUSED("function-Rips measure: no degrees 1 to 0",
            tda_cloud_function_rips_measure(p.ctx, mu, &p.cloud, &function, 1, 0, &o));
    REFUSED("function-Rips: one function, not 2",
            tda_cloud_function_rips_measure(p.ctx, mu, &p.cloud, &two, 0, 1, &o));
    REFUSED("the function has 5 values for 4 points",
            tda_distances_function_rips_measure(p.ctx, mu, &p.dense, &five, 0, 1, &o));
    REFUSED("points 0 and 1: their distance is past the range of a double; scale the "
            "points down",
            tda_cloud_function_rips_measure(p.ctx, mu, &far, &pair, 0, 1, &o));
    o.threshold = -1;
    REFUSED("threshold -1: give 0 or more",
            tda_cloud_function_rips_measure(p.ctx, mu, &p.cloud, &function, 0, 1, &o));
    o.threshold = 1;
    o.scale = (tda_scale)3;
    REFUSED("scale 3: not one of tda_scale",
            tda_cloud_function_rips_measure(p.ctx, mu, &p.cloud, &function, 0, 1, &o));
    points_close(&p);
}
END_TEST

/* ---- the parts ---- */

/* Loops for wide registers do as the plain ones, at every length and place. */
START_TEST(loops)
{
    enum { WORDS = 24 };
    const tdai_lune_loops *plain = &tdai_lune_loops_plain, *here = tdai_lune_loops_here();
    brute_rng rng = brute_seed((unsigned)_i);
    uint64_t row[3][WORDS], sum[2][WORDS];
    for (int words = 0; words <= WORDS; words++) {
        for (int r = 0; r < 3; r++)
            for (int k = 0; k < WORDS; k++) {
                row[r][k] = r == 2 ? ~(uint64_t)0 : 0;
                if (brute_below(&rng, 2 + _i % 9) == 0)
                    row[r][k] ^= (uint64_t)1 << brute_below(&rng, 64) |
                                 (uint64_t)1 << brute_below(&rng, 3);
            }
        MUST(plain->common(row[0], row[1], words) == here->common(row[0], row[1], words));
        MUST(plain->escapes(row[0], row[1], row[2], words) ==
             here->escapes(row[0], row[1], row[2], words));
        MUST(plain->count(row[0], words) == here->count(row[0], words));
        memcpy(sum[0], row[0], sizeof sum[0]);
        memcpy(sum[1], row[0], sizeof sum[1]);
        plain->add(sum[0], row[1], words);
        here->add(sum[1], row[1], words);
        MUST(!memcmp(sum[0], sum[1], sizeof sum[0]));
        for (int k = 0; k < WORDS; k++)
            MUST(sum[0][k] == (k < words ? row[0][k] ^ row[1][k] : row[0][k]));
    }
}
END_TEST

START_TEST(counts)
{
    enum { MOST = 40 };
    brute_rng rng = brute_seed((unsigned)_i);
    int n = 1 + _i % MOST, count[MOST] = {0};
    tdai_arena memory = {0};
    tdai_lune_count c;
    tdai_lune_count_new(&c, n, &memory);
    OK(tdai_arena_status(NULL, &memory));
    for (int step = 0; step < 100; step++) {
        int from = brute_below(&rng, n), change = brute_below(&rng, 2) ? 1 : -1;
        uint32_t last = TDAI_NONE;
        tdai_lune_count_add(&c, (uint32_t)from, change);
        for (int i = 0; i < n; i++) {
            count[i] += i >= from ? change : 0;
            last = count[i] > 0 ? (uint32_t)i : last;
            MUST(tdai_lune_count_at(&c, (uint32_t)i) == count[i]);
        }
        MUST(tdai_lune_count_last(&c) == last);
    }
    tdai_arena_free(&memory);
}
END_TEST

/* Cycles by rank, against the number of components of every sublevel set. */
START_TEST(trees)
{
    enum { N = 12 };
    brute_rng rng = brute_seed((unsigned)_i);
    tdai_forest t;
    int component[N][N], cycles[N] = {0};
    OK(tdai_forest_new(NULL, &t, N));
    for (int y = 0; y < N; y++)
        for (int v = 0; v < N; v++)
            component[y][v] = v;
    for (int step = 0; step < 40; step++) {
        int u = brute_below(&rng, N), v = brute_below(&rng, N);
        int y = (u > v ? u : v) + brute_below(&rng, 3);
        if (u == v || y >= N)
            continue;
        uint64_t cycle = tdai_forest_join(&t, (uint32_t)u, (uint32_t)v, (uint64_t)y);
        for (int z = y; z < N; z++) { /* a cycle more, or a component less */
            int old = component[z][v], now = component[z][u];
            cycles[z] += old == now;
            for (int w = 0; w < N; w++)
                component[z][w] = component[z][w] == old ? now : component[z][w];
            cycles[z] -= cycle != TDAI_NO_KEY && (int)cycle <= z;
            MUST(cycles[z] == 0);
        }
    }
    tdai_forest_free(&t);
}
END_TEST

SUITE("function-Rips measures", SEEDS(clouds, 40), SEEDS(anything, 60), TEST(circle),
      SEEDS(threads, 24), TEST(square), TEST(square_with_centre), TEST(all_equal),
      TEST(failures), TEST(failures_in_growth), TEST(refused), SEEDS(loops, 30),
      SEEDS(counts, 80), SEEDS(trees, 300))
