/* SPDX-License-Identifier: GPL-3.0-or-later */
/* module.c - Modules of intervals of degrees 0 and 1: `tda-bench-module CASE...`, or all of them.
 *
 * Prints one csv line a case: the intervals and their corners, the counts of work, processor seconds
 * of the best of three for the presentations and for the modules, and the peak memory of the
 * process so far. `--work` prints the counts alone; they must equal bench/module.csv. Inputs: 70 %
 * of the points on a noisy circle of radius 1, 30 % uniform about it, a Gaussian codensity of
 * bandwidth 0.2; seed 0. Alpha complexes up to the diameter 1.2. */
#include "core/private.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <tda.h>
#include <time.h>

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
    fprintf(stderr, "tda-bench-module: %s\n", tda_ctx_message(ctx));
    exit(1);
}

static double *make_points(tda_ctx *ctx, tda_index n)
{
    tdai_rng *rng = NULL;
    must(ctx, tdai_rng_new(ctx, &rng, (uint64_t)n));
    double *at = malloc((size_t)(2 * n) * sizeof *at);
    for (tda_index i = 0; at && i < n; i++) {
        double *x = at + 2 * i;
        bool on = i % 10 < 7;
        for (int k = 0; k < 2; k++)
            x[k] = on ? tdai_rng_gauss(rng, 1) : 3 * tdai_rng_uniform(rng) - 1.5;
        double stretch = on ? (1 + tdai_rng_gauss(rng, 0.05)) / hypot(x[0], x[1]) : 1;
        x[0] *= stretch;
        x[1] *= stretch;
    }
    tdai_rng_free(rng);
    return at;
}

static void present(tda_ctx *ctx, const bench_case *c, tda_presentation **p,
                    const tda_cloud *cloud, const tda_cloud *f, const tda_complex *k)
{
    for (int d = 0; d < DEGREES; d++) {
        tda_presentation_free(p[d]);
        p[d] = NULL;
        must(ctx,
             c->rips ? tda_cloud_function_rips_presentation(ctx, &p[d], cloud, f, d, NULL)
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

static void run(tda_ctx *ctx, const bench_case *c, bool work_only)
{
    double *at = make_points(ctx, c->points), before = INFINITY, best = INFINITY;
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
    must(ctx, tda_cloud_kde(ctx, density, &cloud, 0.2));
    if (!c->rips)
        must(ctx, tda_cloud_alpha(ctx, &k, &cloud, &f, &points));
    tda_ctx_set_threads(ctx, c->threads);
    for (int r = 0; r < (work_only ? 1 : REPEATS); r++) {
        double start = now(c->threads);
        present(ctx, c, p, &cloud, &f, k);
        before = fmin(before, now(c->threads) - start);
        tda_ctx_reset_work(ctx);
        start = now(c->threads);
        for (int d = 0; d < DEGREES; d++) {
            tda_module_clear(&m[d]);
            must(ctx, c->lines ? tda_presentation_module(ctx, &m[d], p[d], &opts)
                               : decompose(ctx, &m[d], p[d]));
        }
        best = fmin(best, now(c->threads) - start);
    }
    printf("%s,%lld,%lld", c->name, (long long)c->points, (long long)c->lines);
    for (int d = 0; d < DEGREES; d++)
        printf(",%lld,%lld", (long long)m[d].size,
               (long long)(m[d].birth_start[m[d].size] + m[d].death_start[m[d].size]));
    printf(",%lld,%lld", (long long)tda_ctx_work(ctx, TDA_WORK_COLUMNS),
           (long long)tda_ctx_work(ctx, TDA_WORK_ENTRIES));
    if (!work_only) {
        struct rusage u;
        getrusage(RUSAGE_SELF, &u);
        printf(",%.3f,%.3f,%.1f", before, best, (double)u.ru_maxrss / 1024);
    }
    printf("\n");
    fflush(stdout);
    for (int d = 0; d < DEGREES; d++) {
        tda_module_clear(&m[d]);
        tda_presentation_free(p[d]);
    }
    tda_complex_free(k);
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
    printf("case,points,lines,intervals_0,corners_0,intervals_1,corners_1,columns,"
           "entries%s\n",
           work_only ? "" : ",presentation_seconds,module_seconds,peak_MB");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool wanted = argc == first;
        for (int a = first; a < argc; a++)
            wanted = wanted || strcmp(argv[a], cases[i].name) == 0;
        if (wanted)
            run(ctx, &cases[i], work_only);
    }
    tda_ctx_free(ctx);
    return 0;
}
