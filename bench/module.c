/* SPDX-License-Identifier: GPL-3.0-or-later */
/* module.c - Modules of intervals of degrees 0 and 1: `tda-bench-module CASE...`, or all of them.
 *
 * Prints one csv line a case: the intervals and their corners, the counts of work, processor seconds
 * of the best of three for the presentations and for the modules, and the peak memory of the
 * process so far. `--work` prints the counts alone; they must equal bench/module.csv. Inputs: 70 %
 * of the points on a noisy circle of radius 1, 30 % uniform about it, a Gaussian codensity of
 * bandwidth 0.2; seed 0. Alpha complexes up to the diameter 1.2. */
#include "common.h"

enum { REPEATS = 3, DEGREES = 2 };

typedef struct bench_case {
    const char *name;
    tda_index points;
    bool rips;       /* function-Rips without a threshold, else alpha */
    tda_index lines; /* 0: decomposed exactly, and the intervals counted */
    int threads;
} bench_case;

static const bench_case cases[] = {
    {"alpha-2000-lines-557", 2000, false, 557, 1},
    {"alpha-10000-lines-1", 10000, false, 1, 1},
    {"alpha-10000-lines-557", 10000, false, 557, 1},
    {"alpha-10000-lines-557-two-threads", 10000, false, 557, 2},
    {"alpha-10000-lines-5570", 10000, false, 5570, 1},
    {"function-rips-100-lines-557", 100, true, 557, 1},
    {"function-rips-1000-lines-557", 1000, true, 557, 1},
    {"alpha-2000-decomposed", 2000, false, 0, 1},
    {"alpha-10000-decomposed", 10000, false, 0, 1},
    {"function-rips-1000-decomposed", 1000, true, 0, 1},
};

static void present(tda_ctx *ctx, const bench_case *c, tda_presentation **p,
                    const tda_cloud *cloud, const tda_cloud *f, const tda_complex *k)
{
    for (int d = 0; d < DEGREES; d++) {
        tda_presentation_free(p[d]);
        p[d] = NULL;
        bench_must(ctx, c->rips ? tda_cloud_function_rips_presentation(ctx, &p[d], cloud,
                                                                       f, d, NULL)
                                : tda_complex_presentation(ctx, &p[d], k, d, NULL));
    }
}

/* The intervals of the decomposition. */
static tda_status decompose(tda_ctx *ctx, tda_module *out, const tda_presentation *p)
{
    tda_decomposition d = {0};
    tda_status st = tda_presentation_decompose(ctx, &d, p);
    *out = d.intervals;
    d.intervals = (tda_module){0};
    tda_decomposition_clear(&d);
    return st;
}

static void run(tda_ctx *ctx, tda_index i, bool work_only)
{
    const bench_case *c = &cases[i];
    double *at = bench_circle(ctx, c->points, 2), before = INFINITY, best = INFINITY;
    double *density = malloc((size_t)c->points * sizeof *density);
    if (!at || !density)
        exit(1);
    tda_cloud cloud = {c->points, 2, at, NULL}, f = {c->points, 1, density, NULL};
    tda_points_opts points = TDA_POINTS_OPTS_INIT;
    tda_module_opts opts = TDA_MODULE_OPTS_INIT;
    tda_complex *k = NULL;
    tda_presentation *p[DEGREES] = {NULL};
    tda_module m[DEGREES] = {{0}};
    points.threshold = 1.2;
    opts.lines = c->lines;
    bench_must(ctx, tda_cloud_kde(ctx, density, &cloud, 0.2));
    if (!c->rips)
        bench_must(ctx, tda_cloud_alpha(ctx, &k, &cloud, &f, &points));
    tda_ctx_set_threads(ctx, c->threads);
    for (int r = 0; r < (work_only ? 1 : REPEATS); r++) {
        double start = bench_now(c->threads);
        present(ctx, c, p, &cloud, &f, k);
        before = fmin(before, bench_now(c->threads) - start);
        tda_ctx_reset_work(ctx);
        start = bench_now(c->threads);
        for (int d = 0; d < DEGREES; d++) {
            tda_module_clear(&m[d]);
            bench_must(ctx, c->lines ? tda_presentation_module(ctx, &m[d], p[d], &opts)
                                     : decompose(ctx, &m[d], p[d]));
        }
        best = fmin(best, bench_now(c->threads) - start);
    }
    printf("%s,%lld,%lld", c->name, (long long)c->points, (long long)c->lines);
    for (int d = 0; d < DEGREES; d++)
        printf(",%lld,%lld", (long long)m[d].size,
               (long long)(m[d].birth_start[m[d].size] + m[d].death_start[m[d].size]));
    printf(",%lld,%lld", (long long)tda_ctx_work(ctx, TDA_WORK_COLUMNS),
           (long long)tda_ctx_work(ctx, TDA_WORK_ENTRIES));
    if (!work_only) {
        printf(",%.3f,%.3f,%.1f", before, best, bench_peak());
    }
    printf("\n");
    for (int d = 0; d < DEGREES; d++) {
        tda_module_clear(&m[d]);
        tda_presentation_free(p[d]);
    }
    tda_complex_free(k);
    free(at);
    free(density);
}

static const char *name(tda_index i)
{
    return i < (tda_index)(sizeof cases / sizeof *cases) ? cases[i].name : NULL;
}

static bool large(tda_index i)
{
    (void)i;
    return false;
}

int main(int argc, char **argv)
{
    static const bench_table table = {
        "case,points,lines,intervals_0,corners_0,intervals_1,corners_1,columns,entries",
        ",presentation_seconds,module_seconds,peak_MB", name, large, run};
    return bench_main(argc, argv, &table);
}
