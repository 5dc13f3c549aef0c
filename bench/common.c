/* SPDX-License-Identifier: GPL-3.0-or-later */
/* common.c - What the programs of benchmarks share. */
#include "common.h"
#include <sys/resource.h>
#include <time.h>

double bench_now(int threads)
{
    struct timespec t;
    clock_gettime(threads > 1 ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

double bench_peak(void)
{
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (double)u.ru_maxrss / 1024;
}

void bench_must(tda_ctx *ctx, tda_status st)
{
    if (st == TDA_OK)
        return;
    fprintf(stderr, "benchmark: %s\n", tda_ctx_message(ctx));
    exit(1);
}

void *bench_block(tda_index n, size_t size)
{
    void *at = calloc((size_t)n + 1, size);
    if (!at)
        exit(1);
    return at;
}

double *bench_circle(tda_ctx *ctx, tda_index n, int d)
{
    tdai_rng *rng = NULL;
    bench_must(ctx, tdai_rng_new(ctx, &rng, (uint64_t)n));
    double *at = bench_block(n * d, sizeof *at);
    for (tda_index i = 0; i < n; i++) {
        double length = 0, *x = at + i * d;
        bool on = i % 10 < 7;
        for (int k = 0; k < d; k++) {
            x[k] = on ? tdai_rng_gauss(rng, 1) : 3 * tdai_rng_uniform(rng) - 1.5;
            length += x[k] * x[k];
        }
        double radius = on ? 1 + tdai_rng_gauss(rng, 0.05) : 1;
        for (int k = 0; on && k < d; k++)
            x[k] *= radius / sqrt(length);
    }
    tdai_rng_free(rng);
    return at;
}

double *bench_cube(tda_ctx *ctx, tda_index n, int d)
{
    tdai_rng *rng = NULL;
    bench_must(ctx, tdai_rng_new(ctx, &rng, (uint64_t)n));
    double *at = bench_block(n * d, sizeof *at);
    for (tda_index i = 0; i < n * d; i++)
        at[i] = tdai_rng_uniform(rng);
    tdai_rng_free(rng);
    return at;
}

double bench_radius(const tda_cloud *c)
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

int bench_main(int argc, char **argv, const bench_table *t)
{
    bool work_only = argc > 1 && strcmp(argv[1], "--work") == 0;
    int first = work_only ? 2 : 1;
    tda_ctx *ctx = NULL;
    if (tda_ctx_new(&ctx))
        return 1;
    printf("%s%s\n", t->head, work_only ? "" : t->timed);
    for (tda_index i = 0; t->name(i); i++) {
        bool wanted = argc == first && !(work_only && t->large(i));
        for (int a = first; a < argc; a++)
            wanted = wanted || strcmp(argv[a], t->name(i)) == 0;
        if (wanted)
            t->run(ctx, i, work_only);
        fflush(stdout);
    }
    tda_ctx_free(ctx);
    return 0;
}
