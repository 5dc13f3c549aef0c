/* SPDX-License-Identifier: GPL-3.0-or-later */
/* zigzag.c - Extended and zigzag persistence of random graphs: `tda-bench-zigzag [--work]`.
 *
 * n points and 2 n edges, every other one between points of successive numbers. Extended: of a
 * random function of the points. Zigzag: all points come, then the edges one after the other, each
 * leaving when 200 have come after it. One csv line a case: steps, or cells; bars, counts of work
 * and seconds of the processor. `--work` prints the counts alone, of the small cases: they must
 * equal bench/zigzag.csv. */
#include "core/private.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tda.h>
#include <time.h>

enum { WINDOW = 200 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void must(tda_ctx *ctx, tda_status st)
{
    if (st == TDA_OK)
        return;
    fprintf(stderr, "tda-bench-zigzag: %s\n", tda_ctx_message(ctx));
    exit(1);
}

static void *room(tda_index n, size_t size)
{
    void *p = calloc((size_t)n, size);
    if (!p)
        exit(1);
    return p;
}

static tda_complex *graph(tda_ctx *ctx, tdai_rng *rng, tda_index n)
{
    tda_index cells = 3 * n, faces = 0;
    int *dim = room(cells, sizeof *dim);
    tda_index *start = room(cells + 1, sizeof *start);
    tda_index *face = room(4 * n, sizeof *face);
    double *grade = room(cells, sizeof *grade);
    for (tda_index i = n; i < cells; i++) {
        tda_index a = tdai_rng_below(rng, n), b = tdai_rng_below(rng, n);
        b = i % 2 || a == b ? (a + 1) % n : b;
        dim[i] = 1;
        start[i] = faces;
        face[faces++] = a;
        face[faces++] = b;
    }
    start[cells] = faces;
    tda_cells view = {1, cells, dim, start, face, NULL, grade};
    tda_complex *out = NULL;
    must(ctx, tda_complex_new(ctx, &out, &view));
    free(dim), free(start), free(face), free(grade);
    return out;
}

static void report(tda_ctx *ctx, const char *name, tda_index n, tda_index size,
                   tda_index bars, double seconds, bool work_only)
{
    printf("%s-%lld,%lld,%lld,%lld,%lld", name, (long long)n, (long long)size,
           (long long)bars, (long long)tda_ctx_work(ctx, TDA_WORK_COLUMNS),
           (long long)tda_ctx_work(ctx, TDA_WORK_ENTRIES));
    if (!work_only)
        printf(",%.3f", seconds);
    printf("\n");
    fflush(stdout);
}

static void extended(tda_ctx *ctx, const tda_complex *x, const double *f, tda_index n,
                     bool work_only)
{
    tda_diagram d[TDA_EXTENSIONS] = {{0}};
    tda_index bars = 0;
    tda_ctx_reset_work(ctx);
    double start = now();
    must(ctx, tda_complex_extended_diagram(ctx, d, x, f));
    double seconds = now() - start;
    for (int kind = 0; kind < TDA_EXTENSIONS; kind++) {
        bars += d[kind].start[d[kind].degrees];
        tda_diagram_clear(&d[kind]);
    }
    report(ctx, "extended", n, 3 * n, bars, seconds, work_only);
}

static void zigzag(tda_ctx *ctx, const tda_complex *x, tda_index n, bool work_only)
{
    tda_index *cell = room(5 * n, sizeof *cell), steps = 0;
    bool *removal = room(5 * n, sizeof *removal);
    tda_diagram d = {0};
    for (tda_index i = 0; i < 3 * n; i++) {
        cell[steps++] = i;
        if (i >= n + WINDOW) {
            cell[steps] = i - WINDOW;
            removal[steps++] = true;
        }
    }
    tda_ctx_reset_work(ctx);
    double start = now();
    must(ctx, tda_complex_zigzag_diagram(ctx, &d, x, steps, cell, removal));
    report(ctx, "zigzag", n, steps, d.start[d.degrees], now() - start, work_only);
    tda_diagram_clear(&d);
    free(cell), free(removal);
}

int main(int argc, char **argv)
{
    bool work_only = argc > 1 && strcmp(argv[1], "--work") == 0;
    tda_ctx *ctx = NULL;
    if (tda_ctx_new(&ctx))
        return 1;
    printf("case,size,bars,columns,entries%s\n", work_only ? "" : ",seconds");
    for (tda_index n = 2000; n <= (work_only ? 2000 : 128000); n *= 4) {
        tdai_rng *rng = NULL;
        must(ctx, tdai_rng_new(ctx, &rng, (uint64_t)n));
        tda_complex *x = graph(ctx, rng, n);
        double *f = room(n, sizeof *f);
        for (tda_index i = 0; i < n; i++)
            f[i] = tdai_rng_uniform(rng);
        extended(ctx, x, f, n, work_only);
        zigzag(ctx, x, n, work_only);
        free(f);
        tda_complex_free(x);
        tdai_rng_free(rng);
    }
    tda_ctx_free(ctx);
    return 0;
}
