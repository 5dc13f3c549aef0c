/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lines.c - Barcodes along families of lines and edge collapse: `tda-bench-lines CASE...`, or all.
 *
 * Prints one csv line a case: bars of all lines or edges that are left, the counts of work, seconds of
 * making the input and of the job (the best of three), and the peak memory of the process so
 * far. `--work` prints the counts alone, of all but the large cases; they must equal bench/lines.csv.
 * Lines: degree 0 or 1 of alpha complexes up to the diameter 1.2 of a noisy circle with a Gaussian
 * codensity of bandwidth 0.2, along 557 parallel lines across the box. Collapse: function-Rips of
 * the same points, up to triangles, whose edges leave that change no homology; or all pairs under a
 * threshold of points in a cube, with one value an edge. */
#include "common.h"

enum { REPEATS = 3, LINES = 557 };

typedef enum job { SLICES, VINES, DOMINATION, COLLAPSE } job;

typedef struct bench_case {
    const char *name;
    job job;
    tda_index points;
    int degree;
    bool shuffled; /* lines far from each other */
    bool large;
} bench_case;

static const bench_case cases[] = {
    {"slices-2000-h0", SLICES, 2000, 0, false, false},
    {"slices-2000-h0-shuffled", SLICES, 2000, 0, true, false},
    {"slices-2000-h1", SLICES, 2000, 1, false, false},
    {"slices-2000-h1-shuffled", SLICES, 2000, 1, true, false},
    {"slices-10000-h1", SLICES, 10000, 1, false, true},
    {"vines-2000-h0", VINES, 2000, 0, false, false},
    {"vines-2000-h1", VINES, 2000, 1, false, false},
    {"vines-10000-h1", VINES, 10000, 1, false, true},
    {"domination-200", DOMINATION, 200, 1, false, false},
    {"domination-500", DOMINATION, 500, 1, false, true},
    {"collapse-2000", COLLAPSE, 2000, 1, false, false},
};

typedef struct input {
    double *at, *density;
    tda_cloud cloud, function;
    tda_presentation *p;
    tda_distances pairs;
    double *base, *direction;
} input;

static void make_lines(tda_ctx *ctx, input *in, const bench_case *c)
{
    tda_complex *k = NULL;
    tda_points_opts points = TDA_POINTS_OPTS_INIT;
    points.threshold = 1.2;
    bench_must(ctx, tda_cloud_alpha(ctx, &k, &in->cloud, &in->function, &points));
    bench_must(ctx, tda_complex_presentation(ctx, &in->p, k, c->degree, NULL));
    tda_complex_free(k);
    const tda_matrix *m = tda_presentation_matrix(in->p);
    double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
    for (tda_index i = 0; i < m->rows + m->columns; i++)
        for (int k2 = 0; k2 < 2; k2++) {
            double x = i < m->rows ? m->row_grade[2 * i + k2]
                                   : m->column_grade[2 * (i - m->rows) + k2];
            low[k2] = fmin(low[k2], x);
            high[k2] = fmax(high[k2], x);
        }
    in->base = bench_block(2 * LINES, sizeof *in->base);
    in->direction = bench_block(2 * LINES, sizeof *in->direction);
    bench_must(ctx, tda_lines_sweep(ctx, in->base, in->direction, low, high, 1, LINES));
    for (tda_index i = 0; c->shuffled && i < LINES; i++) {
        tda_index j = i * 200 % LINES; /* 557 is prime */
        for (int k2 = 0; k2 < 2 && j > i; k2++) {
            double x = in->base[2 * i + k2];
            in->base[2 * i + k2] = in->base[2 * j + k2];
            in->base[2 * j + k2] = x;
        }
    }
}

static void make(tda_ctx *ctx, input *in, const bench_case *c)
{
    *in = (input){0};
    bool cube = c->job == COLLAPSE;
    in->at = cube ? bench_cube(ctx, c->points, 3) : bench_circle(ctx, c->points, 2);
    in->density = bench_block(c->points, sizeof *in->density);
    in->cloud = (tda_cloud){c->points, cube ? 3 : 2, in->at, NULL};
    in->function = (tda_cloud){c->points, 1, in->density, NULL};
    if (cube) {
        bench_must(ctx, tda_cloud_neighbours(ctx, &in->pairs, &in->cloud, 0.2));
        return;
    }
    bench_must(ctx, tda_cloud_kde(ctx, in->density, &in->cloud, 0.2));
    if (c->job == SLICES || c->job == VINES)
        make_lines(ctx, in, c);
}

/* The bars of all lines. */
static tda_index along(tda_ctx *ctx, const input *in, const bench_case *c)
{
    static tda_diagram d[LINES];
    tda_index bars = 0, *vine = NULL;
    bench_must(ctx, c->job == VINES
                        ? tda_presentation_vineyard(ctx, d, &vine, in->p, LINES, in->base,
                                                    in->direction)
                        : tda_presentation_slices(ctx, d, in->p, LINES, in->base,
                                                  in->direction));
    for (int i = 0; i < LINES; i++) {
        bars += d[i].start[d[i].degrees];
        tda_diagram_clear(&d[i]);
    }
    tda_index_free(vine);
    return bars;
}

/* The edges, or the cells, that are left. */
static tda_index collapse(tda_ctx *ctx, const input *in, const bench_case *c)
{
    tda_points_opts points = TDA_POINTS_OPTS_INIT;
    tda_complex *k = NULL;
    tda_distances left = {0};
    tda_index n;
    if (c->job == COLLAPSE) {
        bench_must(ctx, tda_distances_collapse(ctx, &left, &in->pairs, INFINITY));
        n = left.pairs;
        tda_distances_clear(&left);
        return n;
    }
    points.collapse = true;
    points.max_dimension = 2;
    bench_must(ctx, tda_cloud_function_rips(ctx, &k, &in->cloud, &in->function, &points));
    n = tda_complex_cells(k)->size;
    tda_complex_free(k);
    return n;
}

static void run(tda_ctx *ctx, tda_index i, bool work_only)
{
    const bench_case *c = &cases[i];
    input in;
    double start = bench_now(1), before, best = INFINITY;
    tda_index out = 0;
    make(ctx, &in, c);
    before = bench_now(1) - start;
    for (int r = 0; r < (work_only ? 1 : REPEATS); r++) {
        tda_ctx_reset_work(ctx);
        start = bench_now(1);
        out = c->job == SLICES || c->job == VINES ? along(ctx, &in, c)
                                                  : collapse(ctx, &in, c);
        best = fmin(best, bench_now(1) - start);
    }
    printf("%s,%lld,%lld,%lld,%lld,%lld", c->name, (long long)c->points, (long long)out,
           (long long)tda_ctx_work(ctx, TDA_WORK_COLUMNS),
           (long long)tda_ctx_work(ctx, TDA_WORK_ENTRIES),
           (long long)tda_ctx_work(ctx, TDA_WORK_DOMINATIONS));
    if (!work_only)
        printf(",%.3f,%.3f,%.1f", before, best, bench_peak());
    printf("\n");
    tda_presentation_free(in.p);
    tda_distances_clear(&in.pairs);
    free(in.at);
    free(in.density);
    free(in.base);
    free(in.direction);
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
    static const bench_table table = {"case,points,out,columns,entries,dominations",
                                      ",input_s,job_s,peak_MB", name, large, run};
    return bench_main(argc, argv, &table);
}
