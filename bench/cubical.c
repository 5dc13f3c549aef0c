/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cubical.c - Diagrams of images of known make: `tda-bench-cubical CASE...`, or all of them.
 *
 * Prints one csv line a case: bars, counts of work, seconds of processor (the best of some runs;
 * of the clock with several threads) and the peak memory of the process so far; give one case a
 * process to see its own. `--work` prints the counts alone, of all but the large cases: they
 * must equal bench/cubical.csv. `--threads N` and `--repeats N` come before the cases. `--write
 * CASE FILE` writes the doubles of the image for other programs, and prints the bars. Noise is uniform in [0, 1);
 * smooth images are noise after three moving means over five pixels along each axis. Seed 0. */
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
    int axes;
    tda_index side;
    bool smooth, periodic;
    tda_construction construction;
    bool large; /* left out of `--work` */
} bench_case;

#define T TDA_CONSTRUCTION_T
#define V TDA_CONSTRUCTION_V
static const bench_case cases[] = {
    {"noise-2d-512-t", 2, 512, false, false, T, false},
    {"noise-2d-512-v", 2, 512, false, false, V, false},
    {"smooth-2d-512-t", 2, 512, true, false, T, false},
    {"smooth-2d-512-v", 2, 512, true, false, V, false},
    {"smooth-2d-512-v-periodic", 2, 512, true, true, V, false},
    {"noise-2d-2048-t", 2, 2048, false, false, T, true},
    {"noise-2d-2048-v", 2, 2048, false, false, V, true},
    {"noise-2d-512-t-periodic", 2, 512, false, true, T, true},
    {"smooth-3d-64-t-periodic", 3, 64, true, true, T, true},
    {"smooth-2d-2048-t", 2, 2048, true, false, T, true},
    {"smooth-2d-2048-v", 2, 2048, true, false, V, true},
    {"noise-3d-64-t", 3, 64, false, false, T, false},
    {"noise-3d-64-v", 3, 64, false, false, V, false},
    {"smooth-3d-64-t", 3, 64, true, false, T, false},
    {"smooth-3d-64-v", 3, 64, true, false, V, false},
    {"smooth-3d-64-v-periodic", 3, 64, true, true, V, false},
    {"noise-3d-128-t", 3, 128, false, false, T, true},
    {"noise-3d-128-v", 3, 128, false, false, V, true},
    {"smooth-3d-128-t", 3, 128, true, false, T, true},
    {"smooth-3d-128-v", 3, 128, true, false, V, true},
    {"noise-4d-12-v", 4, 12, false, false, V, false},
    {"smooth-4d-12-v", 4, 12, true, false, V, false},
    {"smooth-4d-12-t", 4, 12, true, false, T, false},
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
    fprintf(stderr, "tda-bench-cubical: %s\n", tda_ctx_message(ctx));
    exit(1);
}

static tda_index pixels_of(const bench_case *c)
{
    tda_index n = 1;
    for (int a = 0; a < c->axes; a++)
        n *= c->side;
    return n;
}

/* Means over five pixels, two on each side, along the axis of this step. */
static void blur(double *at, double *line, tda_index n, tda_index side, tda_index step)
{
    for (tda_index i = 0; i < n; i++) {
        if (i / step % side)
            continue;
        for (tda_index k = 0; k < side; k++)
            line[k] = at[i + k * step];
        for (tda_index k = 0; k < side; k++) {
            double sum = 0;
            for (tda_index d = -2; d <= 2; d++)
                sum += line[(k + d + side) % side];
            at[i + k * step] = sum / 5;
        }
    }
}

static double *make(tda_ctx *ctx, const bench_case *c)
{
    tda_index n = pixels_of(c);
    double *at = malloc((size_t)n * sizeof *at);
    double *line = malloc((size_t)c->side * sizeof *line);
    tdai_rng *rng = NULL;
    if (!at || !line)
        exit(1);
    must(ctx, tdai_rng_new(ctx, &rng, (uint64_t)n));
    for (tda_index i = 0; i < n; i++)
        at[i] = tdai_rng_uniform(rng);
    tdai_rng_free(rng);
    for (int pass = 0; c->smooth && pass < 3; pass++)
        for (tda_index step = 1; step < n; step *= c->side)
            blur(at, line, n, c->side, step);
    free(line);
    return at;
}

/* The diagram of an image; *seconds := the best of some runs. */
static void diagram(tda_ctx *ctx, tda_diagram *d, const bench_case *c, const double *at,
                    int threads, int repeats, double *seconds)
{
    tda_image image = {.axes = c->axes, .channels = 1, .at = at};
    tda_image_diagram_opts opts = TDA_IMAGE_DIAGRAM_OPTS_INIT;
    tda_index stride = 1;
    opts.construction = c->construction;
    for (int a = c->axes - 1; a >= 0; a--) {
        image.shape[a] = c->side;
        image.stride[a] = stride;
        stride *= c->side;
        opts.periodic[a] = c->periodic;
    }
    *seconds = INFINITY;
    tda_ctx_set_threads(ctx, threads);
    for (int r = 0; r < repeats; r++) {
        tda_diagram_clear(d);
        tda_ctx_reset_work(ctx);
        double start = now(threads);
        must(ctx, tda_image_diagram(ctx, d, &image, &opts));
        *seconds = fmin(*seconds, now(threads) - start);
    }
}

static void run(tda_ctx *ctx, const bench_case *c, int threads, int repeats,
                bool work_only)
{
    double *at = make(ctx, c), best;
    tda_diagram d = {0};
    diagram(ctx, &d, c, at, threads, work_only ? 1 : repeats, &best);
    printf("%s,%lld,%lld,%lld,%lld,%lld", c->name, (long long)pixels_of(c),
           (long long)d.start[d.degrees], (long long)tda_ctx_work(ctx, TDA_WORK_CELLS),
           (long long)tda_ctx_work(ctx, TDA_WORK_COLUMNS),
           (long long)tda_ctx_work(ctx, TDA_WORK_ENTRIES));
    if (!work_only) {
        struct rusage u;
        getrusage(RUSAGE_SELF, &u);
        printf(",%.4f,%.1f,%.1f", best, 1e9 * best / (double)pixels_of(c),
               (double)u.ru_maxrss / 1024);
    }
    printf("\n");
    fflush(stdout);
    tda_diagram_clear(&d);
    free(at);
}

static const bench_case *find(const char *name)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (strcmp(cases[i].name, name) == 0)
            return &cases[i];
    fprintf(stderr, "tda-bench-cubical: no case %s\n", name);
    exit(2);
}

static int write_image(tda_ctx *ctx, const bench_case *c, const char *path)
{
    double *at = make(ctx, c);
    FILE *f = fopen(path, "wb");
    size_t n = (size_t)pixels_of(c);
    bool ok = f && fwrite(at, sizeof *at, n, f) == n;
    if (f && fclose(f))
        ok = false;
    tda_diagram d = {0};
    double seconds;
    diagram(ctx, &d, c, at, 1, 1, &seconds);
    for (int k = 0; k < d.degrees; k++)
        for (tda_index b = d.start[k]; b < d.start[k + 1]; b++)
            printf("%d,%.17g,%.17g\n", k, d.birth[b], d.death[b]);
    tda_diagram_clear(&d);
    free(at);
    return !ok;
}

int main(int argc, char **argv)
{
    int threads = 1, repeats = 3, first = 1, code = 0;
    bool work_only = false;
    tda_ctx *ctx = NULL;
    if (tda_ctx_new(&ctx))
        return 1;
    for (; first < argc && strncmp(argv[first], "--", 2) == 0; first++) {
        const char *next = first + 1 < argc ? argv[first + 1] : "1";
        if (strcmp(argv[first], "--work") == 0) {
            work_only = true;
        } else if (strcmp(argv[first], "--write") == 0 && first + 2 < argc) {
            code = write_image(ctx, find(next), argv[first + 2]);
            tda_ctx_free(ctx);
            return code;
        } else {
            *(strcmp(argv[first], "--threads") == 0 ? &threads : &repeats) = atoi(next);
            first++;
        }
    }
    printf("case,pixels,bars,critical,columns,entries%s\n",
           work_only ? "" : ",seconds,ns_a_pixel,peak_MB");
    for (int a = first; a < argc; a++)
        run(ctx, find(argv[a]), threads, repeats, work_only);
    for (size_t i = 0; first == argc && i < sizeof cases / sizeof *cases; i++)
        if (!(work_only && cases[i].large))
            run(ctx, &cases[i], threads, repeats, work_only);
    tda_ctx_free(ctx);
    return 0;
}
