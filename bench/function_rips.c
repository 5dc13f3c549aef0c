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
#include "common.h"

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

static void measure(tda_ctx *ctx, const bench_case *c, tda_measure *mu,
                    const tda_cloud *cloud, const tda_cloud *f, double threshold)
{
    tda_function_rips_opts opts = TDA_FUNCTION_RIPS_OPTS_INIT;
    tda_points_opts points = TDA_POINTS_OPTS_INIT;
    tda_complex *k = NULL;
    opts.threshold = points.threshold = threshold;
    if (!c->complex) {
        bench_must(ctx, tda_cloud_function_rips_measure(ctx, mu, cloud, f, 0, 1, &opts));
        return;
    }
    bench_must(ctx, tda_cloud_function_rips(ctx, &k, cloud, f, &points));
    bench_must(ctx, tda_complex_hilbert_measure(ctx, mu, k, 0, 1, NULL));
    tda_complex_free(k);
}

static void run(tda_ctx *ctx, tda_index i, bool work_only)
{
    const bench_case *c = &cases[i];
    double *at = c->circle ? bench_circle(ctx, c->points, c->dimension)
                           : bench_cube(ctx, c->points, c->dimension),
           best = INFINITY;
    double *density = malloc((size_t)c->points * sizeof *density);
    tda_measure mu[2] = {{0}};
    if (!at || !density)
        exit(1);
    tda_cloud cloud = {c->points, c->dimension, at, NULL},
              f = {c->points, 1, density, NULL};
    bench_must(ctx, tda_cloud_kde(ctx, density, &cloud, c->circle ? 0.2 : 0.1));
    double threshold = c->part > 0 ? c->part * bench_radius(&cloud) : INFINITY;
    tda_ctx_set_threads(ctx, c->threads);
    for (int r = 0; r < (work_only ? 1 : REPEATS); r++) {
        tda_measure_clear(&mu[0]);
        tda_measure_clear(&mu[1]);
        tda_ctx_reset_work(ctx);
        double start = bench_now(c->threads);
        measure(ctx, c, mu, &cloud, &f, threshold);
        best = fmin(best, bench_now(c->threads) - start);
    }
    printf("%s,%lld,%lld,%lld", c->name, (long long)c->points, (long long)mu[0].size,
           (long long)mu[1].size);
    for (int w = TDA_WORK_CELLS; w <= TDA_WORK_ENTRIES; w++)
        if (w != TDA_WORK_LOCAL_PAIRS)
            printf(",%lld", (long long)tda_ctx_work(ctx, (tda_work)w));
    if (!work_only) {
        printf(",%.3f,%.1f", best, bench_peak());
    }
    printf("\n");
    tda_measure_clear(&mu[0]);
    tda_measure_clear(&mu[1]);
    free(at);
    free(density);
}

static const char *name(tda_index i)
{
    return i < (tda_index)(sizeof cases / sizeof *cases) ? cases[i].name : NULL;
}

static bool large(tda_index i)
{
    return cases[i].large;
}

int main(int argc, char **argv)
{
    static const bench_table table = {"case,points,atoms_0,atoms_1,cells,columns,entries",
                                      ",seconds,peak_MB", name, large, run};
    return bench_main(argc, argv, &table);
}
