/* SPDX-License-Identifier: GPL-3.0-or-later */
/* matrix.c - Persistence of explicit complexes: `tda-bench-matrix [--work | --phat |
 * --threads] [CASE...]`.
 *
 * Prints one csv line a case: cells, boundary entries, pairs, the counts of work, seconds of the
 * whole tda_complex_diagram(), and of the pairs alone, cells being sorted: by the default, by
 * boundaries, by coboundaries, by chunks. The best of three. `--threads` is on two threads, and seconds are
 * those of the clock. `--phat` adds PHAT's twist and chunk
 * algorithms on the matrix and on its dual, filled beforehand, its best run of three in turn with
 * ours. `--work` prints the counts alone, of all but the large cases. */
#include "persistence/matrix.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tda.h>
#include <time.h>

void bench_phat(double out[4], int64_t *pairs, int64_t cells, const int *dim,
                const int64_t *col, const int64_t *row);

enum { REPEATS = 3 };

typedef enum shape { NOISE, SMOOTH, CUBE, SPHERE, FULL_RIPS } shape;

typedef struct bench_case {
    const char *name;
    shape shape;
    tda_index size;   /* pixels along an axis, or points */
    double threshold; /* of a Rips complex */
    bool large;       /* left out of `--work` */
} bench_case;

static const bench_case cases[] = {
    {"cubical-noise-16", NOISE, 16, 0, false},
    {"cubical-noise-64", NOISE, 64, 0, true},
    {"cubical-smooth-64", SMOOTH, 64, 0, true},
    {"alpha-cube-2000", CUBE, 2000, 0, false},
    {"alpha-cube-100000", CUBE, 100000, 0, true},
    {"alpha-sphere-2000", SPHERE, 2000, 0, false},
    {"alpha-sphere-100000", SPHERE, 100000, 0, true},
    {"rips-sphere-100", FULL_RIPS, 100, INFINITY, false},
    {"rips-sphere-200", FULL_RIPS, 200, INFINITY, true},
    {"rips-sphere-1000-threshold-0.5", FULL_RIPS, 1000, 0.5, true},
};

static bool threaded;

static double now(void)
{
    struct timespec t;
    clock_gettime(threaded ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void must(tda_ctx *ctx, tda_status st)
{
    if (st == TDA_OK)
        return;
    fprintf(stderr, "tda-bench-matrix: %s\n", tda_ctx_message(ctx));
    exit(1);
}

static void *room(tda_index n, size_t size)
{
    void *p = calloc((size_t)n + 1, size);
    if (!p)
        exit(1);
    return p;
}

static tda_complex *image(tda_ctx *ctx, tdai_rng *rng, tda_index n, bool smooth)
{
    double *at = room(n * n * n, sizeof *at);
    for (tda_index i = 0; i < n * n * n; i++) {
        double x = (double)(i / n / n), y = (double)(i / n % n), z = (double)(i % n);
        at[i] = smooth ? sin(x * 0.31) + sin(y * 0.37 + 1) + sin(z * 0.23 + x * 0.1)
                       : tdai_rng_uniform(rng);
    }
    tda_image view = {.axes = 3,
                      .channels = 1,
                      .shape = {n, n, n},
                      .stride = {n * n, n, 1},
                      .channel_stride = 1,
                      .at = at};
    tda_complex *out = NULL;
    must(ctx, tda_image_cubical(ctx, &out, &view, TDA_CONSTRUCTION_V));
    free(at);
    return out;
}

static tda_complex *of_points(tda_ctx *ctx, tdai_rng *rng, const bench_case *c)
{
    double *at = room(3 * c->size, sizeof *at);
    for (tda_index i = 0; i < c->size; i++) {
        double *x = at + 3 * i, length = 0;
        for (int k = 0; k < 3; k++) {
            x[k] = c->shape == CUBE ? tdai_rng_uniform(rng) : tdai_rng_gauss(rng, 1);
            length += x[k] * x[k];
        }
        for (int k = 0; k < 3 && c->shape != CUBE; k++)
            x[k] /= sqrt(length);
    }
    tda_cloud cloud = {c->size, 3, at, NULL};
    tda_points_opts o = TDA_POINTS_OPTS_INIT;
    tda_complex *out = NULL;
    if (c->shape == FULL_RIPS) {
        o.threshold = c->threshold;
        must(ctx, tda_cloud_function_rips(ctx, &out, &cloud, NULL, &o));
    } else {
        must(ctx, tda_cloud_alpha(ctx, &out, &cloud, NULL, &o));
    }
    free(at);
    return out;
}

static tda_complex *make(tda_ctx *ctx, const bench_case *c)
{
    tdai_rng *rng = NULL;
    must(ctx, tdai_rng_new(ctx, &rng, (uint64_t)c->size));
    tda_complex *out = c->shape == NOISE || c->shape == SMOOTH
                           ? image(ctx, rng, c->size, c->shape == SMOOTH)
                           : of_points(ctx, rng, c);
    tdai_rng_free(rng);
    return out;
}

/* Seconds of finding the pairs of sorted cells. */
static double pairs_seconds(tda_ctx *ctx, const tda_cells *cells, int top,
                            tda_engine engine)
{
    tdai_filtration s = {0};
    tdai_plan plan = {.engine = engine};
    must(ctx, tdai_filtration_new(ctx, &s, cells, cells->grade, top));
    double start = now();
    must(ctx, tdai_filtration_pairs(&s, &plan));
    double seconds = now() - start;
    tdai_filtration_free(&s);
    return seconds;
}

/* PHAT's times; the pairs that it finds. */
static int64_t phat(tda_ctx *ctx, double best[4], const tda_cells *c, int top)
{
    tdai_filtration s = {0};
    must(ctx, tdai_filtration_new(ctx, &s, c, c->grade, top));
    tda_index n = s.first[top + 1], faces = 0;
    double seconds[4];
    tda_index *order = room(n, sizeof *order), *col = room(n, sizeof *col);
    tda_index *row = room(c->start[c->size], sizeof *row), *rank = room(n, sizeof *rank);
    int *dim = room(n, sizeof *dim);
    int64_t pairs = 0;
    double *value = room(n, sizeof *value);
    for (tda_index j = 0; j < n; j++)
        value[j] = s.value[s.cell[j]];
    must(ctx, tdai_argsort(ctx, order, value, n));
    free(value);
    for (tda_index j = 0; j < n; j++) {
        uint32_t id = s.cell[order[j]];
        rank[order[j]] = j;
        dim[j] = c->dim[id];
        for (tda_index f = c->start[id]; f < c->start[id + 1]; f++)
            row[faces++] = rank[s.first[dim[j] - 1] + s.number[c->face[f]]];
        col[j + 1] = faces;
    }
    bench_phat(seconds, &pairs, n, dim, col, row);
    for (int k = 0; k < 4; k++)
        best[k] = fmin(best[k], seconds[k]);
    tdai_filtration_free(&s);
    free(rank), free(order), free(col), free(row), free(dim);
    return pairs;
}

static void run(tda_ctx *ctx, const bench_case *c, bool work_only, bool peers)
{
    tda_complex *x = make(ctx, c);
    const tda_cells *cells = tda_complex_cells(x);
    int top = tda_complex_dimension(x);
    double best[5] = {INFINITY, INFINITY, INFINITY, INFINITY, INFINITY};
    static const tda_engine engine[] = {TDA_ENGINE_AUTO, TDA_ENGINE_TWIST,
                                        TDA_ENGINE_COHOMOLOGY, TDA_ENGINE_CHUNK};
    double theirs[4] = {INFINITY, INFINITY, INFINITY, INFINITY};
    tda_index bars = 0, pairs = 0;
    tda_ctx_reset_work(ctx);
    for (int r = 0; r < (work_only ? 1 : REPEATS); r++) {
        tda_diagram d = {0};
        tda_ctx_reset_work(ctx);
        double start = now();
        must(ctx, tda_complex_diagram(ctx, &d, NULL, x, 0, NULL));
        best[0] = fmin(best[0], now() - start);
        bars = d.start[d.degrees];
        tda_diagram_clear(&d);
    }
    printf("%s,%lld,%lld,%lld", c->name, (long long)cells->size,
           (long long)cells->start[cells->size], (long long)bars);
    for (int w = TDA_WORK_COLUMNS; w <= TDA_WORK_LINKS; w++)
        printf(",%lld", (long long)tda_ctx_work(ctx, (tda_work)w));
    for (int r = 0; r < REPEATS && !work_only; r++) {
        for (int e = 0; e < 4; e++)
            best[1 + e] = fmin(best[1 + e], pairs_seconds(ctx, cells, top, engine[e]));
        if (peers)
            pairs = phat(ctx, theirs, cells, top);
    }
    for (int k = 0; k < 5 && !work_only; k++)
        printf(",%.3f", best[k]);
    if (peers)
        printf(",%lld", (long long)pairs);
    for (int k = 0; k < 4 && peers; k++)
        printf(",%.3f", theirs[k]);
    printf("\n");
    fflush(stdout);
    tda_complex_free(x);
}

int main(int argc, char **argv)
{
    bool work_only = argc > 1 && strcmp(argv[1], "--work") == 0;
    bool peers = argc > 1 && strcmp(argv[1], "--phat") == 0;
    threaded = argc > 1 && strcmp(argv[1], "--threads") == 0;
    int first = work_only || peers || threaded ? 2 : 1;
    tda_ctx *ctx = NULL;
    if (tda_ctx_new(&ctx))
        return 1;
    tda_ctx_set_threads(ctx, threaded ? 2 : 1);
    printf(
        "case,cells,faces,bars,columns,entries,links%s%s\n",
        work_only ? "" : ",diagram_s,pairs_s,twist_s,cohomology_s,chunk_s",
        peers
            ? ",phat_pairs,phat_twist_s,phat_chunk_s,phat_dual_twist_s,phat_dual_chunk_s"
            : "");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool wanted = argc == first && !(work_only && cases[i].large);
        for (int a = first; a < argc; a++)
            wanted = wanted || strcmp(argv[a], cases[i].name) == 0;
        if (wanted)
            run(ctx, &cases[i], work_only, peers);
    }
    tda_ctx_free(ctx);
    return 0;
}
