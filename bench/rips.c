/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips.c - Rips persistence on inputs of known make: `tda-bench-rips CASE...`, or all of them.
 *
 * Prints one csv line a case: bars, counts of work, seconds (the best of some runs) and the peak
 * memory of the process so far; give one case a process to see its own. `--work` prints the
 * counts alone, of all but the large cases: they must equal bench/rips.csv. `--threads N` and
 * `--repeats N` come before the cases. `--write CASE` prints the input for other
 * programs, a lower triangle of distances or a point a line. Seed 0 throughout. */
#include "core/private.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <tda.h>
#include <time.h>

typedef struct bench_case {
    const char *name;
    void (*make)(tdai_rng *rng, double *at,
                 tda_index n); /* points, or a lower triangle */
    tda_index points;
    int dimension; /* 0: distances */
    int degree;
    double threshold;
    int field;
    bool large; /* left out of `--work` */
} bench_case;

static void sphere(tdai_rng *rng, double *at, tda_index n)
{
    for (tda_index i = 0; i < n; i++) {
        double *x = at + 3 * i, square = 0;
        for (int k = 0; k < 3; k++) {
            x[k] = tdai_rng_gauss(rng, 1);
            square += x[k] * x[k];
        }
        for (int k = 0; k < 3; k++)
            x[k] /= sqrt(square);
    }
}

static void cube16(tdai_rng *rng, double *at, tda_index n)
{
    for (tda_index i = 0; i < 16 * n; i++)
        at[i] = tdai_rng_uniform(rng);
}

/* A surface with bumps of several sizes: many short bars, few long ones. */
static void bumps(tdai_rng *rng, double *at, tda_index n)
{
    sphere(rng, at, n);
    for (tda_index i = 0; i < n; i++) {
        double *x = at + 3 * i;
        double r = 1 + 0.4 * sin(3 * x[0]) * cos(4 * x[1]) +
                   0.1 * sin(17 * x[2] + 5 * x[0]) + 0.02 * tdai_rng_gauss(rng, 1);
        for (int k = 0; k < 3; k++)
            x[k] *= r * (k == 0 ? 2 : 1);
    }
}

static void klein(tdai_rng *rng, double *at, tda_index n)
{
    for (tda_index i = 0; i < n; i++) {
        double u = 2 * M_PI * tdai_rng_uniform(rng), v = 2 * M_PI * tdai_rng_uniform(rng);
        double *x = at + 4 * i;
        x[0] = (2 + cos(v)) * cos(u);
        x[1] = (2 + cos(v)) * sin(u);
        x[2] = sin(v) * cos(u / 2);
        x[3] = sin(v) * sin(u / 2);
    }
}

static void clifford(tdai_rng *rng, double *at, tda_index n)
{
    for (tda_index i = 0; i < n; i++)
        for (int k = 0; k < 2; k++) {
            double u = 2 * M_PI * tdai_rng_uniform(rng);
            at[4 * i + 2 * k] = cos(u) / sqrt(2);
            at[4 * i + 2 * k + 1] = sin(u) / sqrt(2);
        }
}

/* Rotations and reflections of space as points of R^9. */
static void orthogonal(tdai_rng *rng, double *at, tda_index n)
{
    for (tda_index i = 0; i < n; i++)
        for (int row = 0; row < 3; row++) {
            double *x = at + 9 * i + 3 * row, square = 0;
            for (int k = 0; k < 3; k++)
                x[k] = tdai_rng_gauss(rng, 1);
            for (const double *y = at + 9 * i; y < x; y += 3) {
                double dot = x[0] * y[0] + x[1] * y[1] + x[2] * y[2];
                for (int k = 0; k < 3; k++)
                    x[k] -= dot * y[k];
            }
            square = x[0] * x[0] + x[1] * x[1] + x[2] * x[2];
            for (int k = 0; k < 3; k++)
                x[k] /= sqrt(square);
        }
}

static void any_distances(tdai_rng *rng, double *at, tda_index n)
{
    for (tda_index i = 0; i < n * (n - 1) / 2; i++)
        at[i] = tdai_rng_uniform(rng);
}

/* Distances of lines through the origin of space. */
static void projective(tdai_rng *rng, double *at, tda_index n)
{
    double *x = malloc((size_t)(3 * n) * sizeof *x);
    if (!x)
        exit(1);
    sphere(rng, x, n);
    for (tda_index i = 0; i < n; i++)
        for (tda_index j = 0; j < i; j++) {
            double dot = x[3 * i] * x[3 * j] + x[3 * i + 1] * x[3 * j + 1] +
                         x[3 * i + 2] * x[3 * j + 2];
            *at++ = sqrt(2 - 2 * fmin(1, fabs(dot)));
        }
    free(x);
}

/* A network of modules within modules, with random weights; distances are shortest paths. */
static void fractal(tdai_rng *rng, double *at, tda_index n)
{
    double *d = malloc((size_t)(n * n) * sizeof *d);
    if (!d)
        exit(1);
    for (tda_index i = 0; i < n; i++)
        for (tda_index j = 0; j <= i; j++) {
            int level = 0;
            while ((i ^ j) >> level)
                level++;
            double chance = level <= 5 ? 1 : pow(0.4, level - 5);
            double weight = tdai_rng_uniform(rng);
            bool joined = tdai_rng_uniform(rng) < chance;
            d[i * n + j] = d[j * n + i] = i == j ? 0 : joined ? weight : INFINITY;
        }
    for (tda_index k = 0; k < n; k++)
        for (tda_index i = 0; i < n; i++)
            for (tda_index j = 0; j < n; j++)
                d[i * n + j] = fmin(d[i * n + j], d[i * n + k] + d[k * n + j]);
    for (tda_index i = 0; i < n; i++)
        for (tda_index j = 0; j < i; j++)
            *at++ = fmin(d[i * n + j], d[j * n + i]);
    free(d);
}

static const bench_case cases[] = {
    {"sphere-192-h2", sphere, 192, 3, 2, INFINITY, 2, false},
    {"sphere-192-h2-z3", sphere, 192, 3, 2, INFINITY, 3, false},
    {"cube16-50-h7", cube16, 50, 16, 7, INFINITY, 2, false},
    {"fractal-512-h2", fractal, 512, 0, 2, INFINITY, 2, false},
    {"fractal-512-h2-z3", fractal, 512, 0, 2, INFINITY, 3, false},
    {"bumps-2000-h1", bumps, 2000, 3, 1, INFINITY, 2, false},
    {"klein-900-h1", klein, 900, 4, 1, INFINITY, 2, false},
    {"klein-900-h1-z3", klein, 900, 4, 1, INFINITY, 3, false},
    {"o3-1024-h3", orthogonal, 1024, 9, 3, 1.8, 2, false},
    {"rp2-600-h2", projective, 600, 0, 2, INFINITY, 2, true},
    {"random-150-h2", any_distances, 150, 0, 2, INFINITY, 2, true},
    {"clifford-1500-h1", clifford, 1500, 4, 1, INFINITY, 2, true},
    {"sphere-400-h2", sphere, 400, 3, 2, INFINITY, 2, true},
    {"o3-4096-h3", orthogonal, 4096, 9, 3, 1.4, 2, true},
    {"clifford-5000-h2", clifford, 5000, 4, 2, 0.2, 2, false},
    {"clifford-50000-h2", clifford, 50000, 4, 2, 0.15, 2, true},
};

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
    fprintf(stderr, "tda-bench-rips: %s\n", tda_ctx_message(ctx));
    exit(1);
}

static double *make(tda_ctx *ctx, const bench_case *c)
{
    tdai_rng *rng = NULL;
    tda_index n = c->points, size = c->dimension ? n * c->dimension : n * (n - 1) / 2;
    double *at = malloc((size_t)size * sizeof *at);
    if (!at)
        exit(1);
    must(ctx, tdai_rng_new(ctx, &rng, (uint64_t)n));
    c->make(rng, at, n);
    tdai_rng_free(rng);
    return at;
}

static void write_input(tda_ctx *ctx, const bench_case *c)
{
    double *at = make(ctx, c);
    const double *x = at;
    for (tda_index i = 0; i < c->points; i++) {
        tda_index count = c->dimension ? c->dimension : i;
        for (tda_index k = 0; k < count; k++)
            printf("%s%.17g", k ? "," : "", *x++);
        if (count)
            printf("\n");
    }
    free(at);
}

static void run(tda_ctx *ctx, const bench_case *c, int threads, int repeats,
                bool work_only)
{
    double *at = make(ctx, c), best = INFINITY;
    tda_cloud cloud = {c->points, c->dimension, at, NULL};
    tda_distances distances = {.size = c->points, .lower = at};
    tda_rips_opts o = TDA_RIPS_OPTS_INIT;
    tda_diagram d = {0};
    o.max_degree = c->degree;
    o.threshold = c->threshold;
    o.field = c->field;
    tda_ctx_set_threads(ctx, threads);
    for (int r = 0; r < repeats; r++) {
        tda_diagram_clear(&d);
        tda_ctx_reset_work(ctx);
        double start = now(threads);
        must(ctx, c->dimension
                      ? tda_cloud_rips_diagram(ctx, &d, NULL, &cloud, &o)
                      : tda_distances_rips_diagram(ctx, &d, NULL, &distances, &o));
        best = fmin(best, now(threads) - start);
    }
    printf("%s,%lld,%d,%lld,%lld,%lld,%lld", c->name, (long long)c->points, c->degree,
           (long long)d.start[d.degrees], (long long)tda_ctx_work(ctx, TDA_WORK_CELLS),
           (long long)tda_ctx_work(ctx, TDA_WORK_COLUMNS),
           (long long)tda_ctx_work(ctx, TDA_WORK_ENTRIES));
    if (!work_only) {
        struct rusage u;
        getrusage(RUSAGE_SELF, &u);
        printf(",%.3f,%.1f", best, (double)u.ru_maxrss / 1024);
    }
    printf("\n");
    fflush(stdout);
    tda_diagram_clear(&d);
    free(at);
}

int main(int argc, char **argv)
{
    int first = 1, threads = 1, repeats = 3;
    bool work_only = false, write = false;
    for (; first < argc && argv[first][0] == '-'; first++) {
        work_only = work_only || strcmp(argv[first], "--work") == 0;
        write = write || strcmp(argv[first], "--write") == 0;
        if (strcmp(argv[first], "--threads") == 0 && first + 1 < argc)
            threads = atoi(argv[++first]);
        else if (strcmp(argv[first], "--repeats") == 0 && first + 1 < argc)
            repeats = atoi(argv[++first]);
    }
    tda_ctx *ctx = NULL;
    if (tda_ctx_new(&ctx))
        return 1;
    if (!write)
        printf("case,points,degree,bars,columns,additions,entries%s\n",
               work_only ? "" : ",seconds,peak_MB");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool wanted = argc == first && !write && !(work_only && cases[i].large);
        for (int a = first; a < argc; a++)
            wanted = wanted || strcmp(argv[a], cases[i].name) == 0;
        if (wanted && write)
            write_input(ctx, &cases[i]);
        else if (wanted)
            run(ctx, &cases[i], threads, work_only ? 1 : repeats, work_only);
    }
    tda_ctx_free(ctx);
    return 0;
}
