/* SPDX-License-Identifier: GPL-3.0-or-later */
/* function_rips.c - Hilbert measures of function-Rips bifiltrations: `tda-bench-function-rips
 * CASE...`, or all of them.
 *
 * Prints one csv line a case: the counts of work, seconds of the best of three, and the peak memory
 * of the process so far. `--work` prints the counts alone, of all but the large cases; they must
 * equal bench/function_rips.csv. Inputs: points uniform in the unit cube with a Gaussian codensity
 * of bandwidth 0.1, or 70 % of the points on a noisy circle of radius 1 and 30 % uniform about it
 * with one of bandwidth 0.2; seed 0. Thresholds are parts of the least radius of a ball about a
 * point that holds all of them. `complex` builds the complex and measures that. */
#include "core/private.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <tda.h>
#include <time.h>

enum { REPEATS = 3 };

typedef struct bench_case {
    const char *name;
    tda_index points;
    int dimension;
    bool circle;
    double part; /* of the radius; 0: no threshold */
    bool complex;
    int threads;
    bool large; /* left out of `--work` */
} bench_case;

static const bench_case cases[] = {
    {"circle-200", 200, 2, true, 0, false, 1, false},
    {"circle-200-complex", 200, 2, true, 0, true, 1, true},
    {"uniform-2d-1000", 1000, 2, false, 0, false, 1, false},
    {"uniform-2d-1000-two-threads", 1000, 2, false, 0, false, 2, false},
    {"uniform-2d-4000", 4000, 2, false, 0, false, 1, true},
    {"uniform-2d-4000-two-threads", 4000, 2, false, 0, false, 2, true},
    {"circle-2000", 2000, 2, true, 0, false, 1, false},
    {"uniform-3d-2000", 2000, 3, false, 0, false, 1, false},
    {"uniform-3d-10000-part-0.3", 10000, 3, false, 0.3, false, 1, true},
    {"uniform-3d-10000-part-0.3-two-threads", 10000, 3, false, 0.3, false, 2, true},
    {"uniform-2d-5000-part-0.05", 5000, 2, false, 0.05, false, 1, false},
    {"uniform-2d-100000-part-0.02", 100000, 2, false, 0.02, false, 1, true},
};

/* Seconds of processor where one thread works, of the clock where several do. */
static double now(int threads)
{
    struct timespec t;
    clock_gettime(threads > 1 ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void must(tda_ctx *ctx, tda_status st)
{
    if (st == TDA_OK)
        return;
    fprintf(stderr, "tda-bench-function-rips: %s\n", tda_ctx_message(ctx));
    exit(1);
}

static double *make_points(tda_ctx *ctx, const bench_case *c)
{
    tdai_rng *rng = NULL;
    int d = c->dimension;
    must(ctx, tdai_rng_new(ctx, &rng, (uint64_t)c->points));
    double *at = malloc((size_t)(c->points * d) * sizeof *at);
    for (tda_index i = 0; at && i < c->points; i++) {
        double length = 0, *x = at + i * d;
        bool on = c->circle && i % 10 < 7;
        for (int k = 0; k < d; k++) {
            x[k] = on          ? tdai_rng_gauss(rng, 1)
                   : c->circle ? 3 * tdai_rng_uniform(rng) - 1.5
                               : tdai_rng_uniform(rng);
            length += x[k] * x[k];
        }
        double radius = on ? 1 + tdai_rng_gauss(rng, 0.05) : 1;
        for (int k = 0; on && k < d; k++)
            x[k] *= radius / sqrt(length);
    }
    tdai_rng_free(rng);
    return at;
}

/* The least radius of a ball about a point that holds all. */
static double radius_of(const tda_cloud *c)
{
    double least = INFINITY;
    for (tda_index i = 0; i < c->size; i++) {
        double most = 0;
        for (tda_index j = 0; j < c->size && most < least; j++) {
            double sum = 0;
            for (tda_index k = 0; k < c->dimension; k++) {
                double x = c->at[i * c->dimension + k] - c->at[j * c->dimension + k];
                sum += x * x;
            }
            most = fmax(most, sum);
        }
        least = fmin(least, most);
    }
    return sqrt(least);
}

static void measure(tda_ctx *ctx, const bench_case *c, tda_measure *mu,
                    const tda_cloud *cloud, const tda_cloud *f, double threshold)
{
    tda_function_rips_opts opts = TDA_FUNCTION_RIPS_OPTS_INIT;
    tda_points_opts points = TDA_POINTS_OPTS_INIT;
    tda_complex *k = NULL;
    opts.threshold = points.threshold = threshold;
    if (!c->complex) {
        must(ctx, tda_cloud_function_rips_measure(ctx, mu, cloud, f, 0, 1, &opts));
        return;
    }
    must(ctx, tda_cloud_function_rips(ctx, &k, cloud, f, &points));
    must(ctx, tda_complex_hilbert_measure(ctx, mu, k, 0, 1, NULL));
    tda_complex_free(k);
}

static void run(tda_ctx *ctx, const bench_case *c, bool work_only)
{
    double *at = make_points(ctx, c), best = INFINITY;
    double *density = malloc((size_t)c->points * sizeof *density);
    tda_measure mu[2] = {{0}};
    if (!at || !density)
        exit(1);
    tda_cloud cloud = {c->points, c->dimension, at, NULL},
              f = {c->points, 1, density, NULL};
    must(ctx, tda_cloud_kde(ctx, density, &cloud, c->circle ? 0.2 : 0.1));
    double threshold = c->part > 0 ? c->part * radius_of(&cloud) : INFINITY;
    tda_ctx_set_threads(ctx, c->threads);
    for (int r = 0; r < (work_only ? 1 : REPEATS); r++) {
        tda_measure_clear(&mu[0]);
        tda_measure_clear(&mu[1]);
        tda_ctx_reset_work(ctx);
        double start = now(c->threads);
        measure(ctx, c, mu, &cloud, &f, threshold);
        best = fmin(best, now(c->threads) - start);
    }
    printf("%s,%lld,%lld,%lld", c->name, (long long)c->points, (long long)mu[0].size,
           (long long)mu[1].size);
    for (int w = TDA_WORK_CELLS; w <= TDA_WORK_ENTRIES; w++)
        if (w != TDA_WORK_LOCAL_PAIRS)
            printf(",%lld", (long long)tda_ctx_work(ctx, (tda_work)w));
    if (!work_only) {
        struct rusage u;
        getrusage(RUSAGE_SELF, &u);
        printf(",%.3f,%.1f", best, (double)u.ru_maxrss / 1024);
    }
    printf("\n");
    fflush(stdout);
    tda_measure_clear(&mu[0]);
    tda_measure_clear(&mu[1]);
    free(at);
    free(density);
}

int main(int argc, char **argv)
{
    bool work_only = argc > 1 && strcmp(argv[1], "--work") == 0;
    int first = work_only ? 2 : 1;
    tda_ctx *ctx = NULL;
    if (tda_ctx_new(&ctx))
        return 1;
    printf("case,points,atoms_0,atoms_1,cells,columns,entries%s\n",
           work_only ? "" : ",seconds,peak_MB");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool wanted = argc == first && !(work_only && cases[i].large);
        for (int a = first; a < argc; a++)
            wanted = wanted || strcmp(argv[a], cases[i].name) == 0;
        if (wanted)
            run(ctx, &cases[i], work_only);
    }
    tda_ctx_free(ctx);
    return 0;
}
