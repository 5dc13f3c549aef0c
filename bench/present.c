/* SPDX-License-Identifier: GPL-3.0-or-later */
/* present.c - Presentations and ranks on inputs of known make: `tda-bench-present CASE...`, or all.
 *
 * Prints one csv line a case: the counts of work, seconds of making the input and of the job (the best
 * of three), and the peak memory of the process so far. `--work` prints the counts alone, of all but
 * the large cases; they must equal bench/present.csv. Inputs: 70 % of the points on a noisy circle, 30 %
 * uniform in the box about it, a Gaussian codensity of bandwidth 0.2, seed 0; alpha complexes up to a
 * radius of 0.6; or a graph with five edges for each vertex, between any two, at random grades. A job
 * is a minimal presentation (of a complex in memory, or straight from the points), or from it the
 * signed barcode of its ranks on a grid; `betti` adds the Betti numbers. */
#include "common.h"

enum { REPEATS = 3 };

typedef enum make { ALPHA, RIPS, POINTS, GRAPH } make;

typedef struct bench_case {
    const char *name;
    make make;
    tda_index points;
    int first, last; /* degrees */
    double part; /* function-Rips: of the least radius of a ball about a point; 0: all */
    tda_index
        grid; /* ranks on so many values an axis; -1: on all; 0: presentation alone */
    bool betti;
    int threads;
    bool large; /* left out of `--work` */
} bench_case;

static const bench_case cases[] = {
    {"rips-100", RIPS, 100, 1, 1, 1, 0, false, 1, false},
    {"rips-200-part-0.5", RIPS, 200, 1, 1, 0.5, 0, false, 1, false},
    {"points-100", POINTS, 100, 1, 1, 1, 0, false, 1, false},
    {"points-200-part-0.5", POINTS, 200, 1, 1, 0.5, 0, false, 1, false},
    {"points-1000", POINTS, 1000, 1, 1, 0, 0, false, 1, false},
    {"points-1000-two-threads", POINTS, 1000, 1, 1, 0, 0, false, 2, false},
    {"points-4000", POINTS, 4000, 1, 1, 0, 0, false, 1, true},
    {"points-1000-grid-50", POINTS, 1000, 0, 1, 0, 50, false, 1, false},
    {"alpha-2000", ALPHA, 2000, 1, 1, 0, 0, false, 1, false},
    {"alpha-10000", ALPHA, 10000, 1, 1, 0, 0, false, 1, false},
    {"alpha-500-grid-50", ALPHA, 500, 0, 1, 0, 50, false, 1, false},
    {"alpha-500-grid-50-two-threads", ALPHA, 500, 0, 1, 0, 50, false, 2, false},
    {"alpha-2000-grid-50", ALPHA, 2000, 0, 1, 0, 50, false, 1, false},
    {"alpha-500-exact", ALPHA, 500, 0, 1, 0, -1, false, 1, false},
    {"graph-100000", GRAPH, 20000, 0, 0, 0, 0, true, 1, false},
    {"graph-1000000", GRAPH, 200000, 0, 0, 0, 0, true, 1, true},
};

typedef struct input {
    double *at, *density;
    tda_cloud cloud, function;
    tda_function_rips_opts opts; /* of points */
    tda_complex *complex;
    tda_grid grid;
} input;

static void make_points(tda_ctx *ctx, input *in, tda_index n)
{
    tdai_rng *rng = NULL;
    bench_must(ctx, tdai_rng_new(ctx, &rng, (uint64_t)n));
    in->at = bench_block(2 * n, sizeof *in->at);
    in->density = bench_block(n, sizeof *in->density);
    for (tda_index i = 0; i < n; i++) {
        double *x = in->at + 2 * i, angle = 6.283185307179586 * tdai_rng_uniform(rng);
        double radius = 1 + tdai_rng_gauss(rng, 0.05);
        for (int k = 0; k < 2; k++)
            x[k] = i % 10 < 7 ? radius * (k ? sin(angle) : cos(angle))
                              : 3 * tdai_rng_uniform(rng) - 1.5;
    }
    tdai_rng_free(rng);
    in->cloud = (tda_cloud){n, 2, in->at, NULL};
    in->function = (tda_cloud){n, 1, in->density, NULL};
    bench_must(ctx, tda_cloud_kde(ctx, in->density, &in->cloud, 0.2));
}

static void make_graph(tda_ctx *ctx, input *in, tda_index n)
{
    tdai_rng *rng = NULL;
    tda_index m = 5 * n, *start = bench_block(n + m + 1, sizeof *start),
              *face = bench_block(2 * m, sizeof *face);
    int *dim = bench_block(n + m, sizeof *dim);
    double *grade = bench_block(2 * (n + m), sizeof *grade);
    bench_must(ctx, tdai_rng_new(ctx, &rng, (uint64_t)n));
    for (tda_index i = 0; i < 2 * n; i++)
        grade[i] = (double)tdai_rng_below(rng, 1000000) / 1e6;
    for (tda_index e = 0; e < m; e++) {
        tda_index u = tdai_rng_below(rng, n), v = tdai_rng_below(rng, n - 1);
        v += v >= u;
        face[2 * e] = u;
        face[2 * e + 1] = v;
        dim[n + e] = 1;
        start[n + e + 1] = 2 * e + 2;
        for (int k = 0; k < 2; k++)
            grade[2 * (n + e) + k] = fmax(grade[2 * u + k], grade[2 * v + k]) +
                                     (double)tdai_rng_below(rng, 200000) / 1e6;
    }
    tdai_rng_free(rng);
    tda_cells cells = {2, n + m, dim, start, face, NULL, grade};
    bench_must(ctx, tda_complex_new(ctx, &in->complex, &cells));
    free(start);
    free(face);
    free(dim);
    free(grade);
}

static void make_input(tda_ctx *ctx, input *in, const bench_case *c)
{
    tda_points_opts points = TDA_POINTS_OPTS_INIT;
    tda_index resolution[2] = {c->grid, c->grid};
    *in = (input){.opts = TDA_FUNCTION_RIPS_OPTS_INIT};
    if (c->make == GRAPH) {
        make_graph(ctx, in, c->points);
        return;
    }
    make_points(ctx, in, c->points);
    points.threshold = c->make == ALPHA ? 1.2
                       : c->part > 0    ? c->part * bench_radius(&in->cloud)
                                        : INFINITY;
    in->opts.threshold = points.threshold;
    if (c->make == ALPHA)
        bench_must(
            ctx, tda_cloud_alpha(ctx, &in->complex, &in->cloud, &in->function, &points));
    if (c->make == RIPS)
        bench_must(ctx, tda_cloud_function_rips(ctx, &in->complex, &in->cloud,
                                                &in->function, &points));
    if (c->grid > 0 && in->complex)
        bench_must(ctx,
                   tda_complex_grid_regular(ctx, &in->grid, in->complex, resolution));
    else if (c->grid > 0)
        bench_must(ctx,
                   tda_cloud_function_rips_grid(ctx, &in->grid, &in->cloud, &in->function,
                                                resolution, &in->opts));
}

/* What comes out, for the csv. */
typedef struct output {
    tda_index generators, relations, atoms;
} output;

static output job(tda_ctx *ctx, const input *in, const bench_case *c)
{
    output out = {0};
    for (int k = c->first; k <= c->last; k++) {
        tda_presentation *p = NULL;
        tda_measure beta[3] = {{0}};
        tda_signed_barcode b = {0};
        bench_must(ctx, in->complex
                            ? tda_complex_presentation(ctx, &p, in->complex, k, NULL)
                            : tda_cloud_function_rips_presentation(
                                  ctx, &p, &in->cloud, &in->function, k, &in->opts));
        out.generators += tda_presentation_matrix(p)->rows;
        out.relations += tda_presentation_matrix(p)->columns;
        if (c->betti)
            bench_must(ctx, tda_presentation_betti(ctx, beta, p));
        if (c->grid)
            bench_must(ctx, tda_presentation_rank_barcode(
                                ctx, &b, p, c->grid > 0 ? &in->grid : NULL));
        out.atoms += c->grid ? b.size : beta[0].size + beta[1].size + beta[2].size;
        for (int i = 0; i < 3; i++)
            tda_measure_clear(&beta[i]);
        tda_signed_barcode_clear(&b);
        tda_presentation_free(p);
    }
    return out;
}

static void run(tda_ctx *ctx, tda_index i, bool work_only)
{
    const bench_case *c = &cases[i];
    input in;
    output out = {0};
    double start = bench_now(c->threads), build, best = INFINITY;
    make_input(ctx, &in, c);
    build = bench_now(c->threads) - start;
    tda_ctx_set_threads(ctx, c->threads);
    for (int r = 0; r < (work_only ? 1 : REPEATS); r++) {
        tda_ctx_reset_work(ctx);
        start = bench_now(c->threads);
        out = job(ctx, &in, c);
        best = fmin(best, bench_now(c->threads) - start);
    }
    tda_index cells = in.complex ? tda_complex_cells(in.complex)->size : 0;
    printf("%s,%lld,%lld,%lld,%lld,%lld", c->name, (long long)c->points, (long long)cells,
           (long long)out.generators, (long long)out.relations, (long long)out.atoms);
    for (int w = TDA_WORK_CELLS; w <= TDA_WORK_LINKS; w++)
        printf(",%lld", (long long)tda_ctx_work(ctx, (tda_work)w));
    if (!work_only) {
        printf(",%.3f,%.3f,%.1f", build, best, bench_peak());
    }
    printf("\n");
    tda_complex_free(in.complex);
    tda_grid_clear(&in.grid);
    free(in.at);
    free(in.density);
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
    static const bench_table table = {"case,points,cells,generators,relations,atoms,"
                                      "reduced,local_pairs,columns,entries,links",
                                      ",input_s,job_s,peak_MB", name, large, run};
    return bench_main(argc, argv, &table);
}
