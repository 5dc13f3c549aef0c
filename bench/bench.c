/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench.c - The main job on inputs of known make: `tda-bench CASE...`, or all of them.
 *
 * Prints one csv line a case: the counts of work, seconds of the vertex function, of building and
 * of the measures (the best of five), and the peak memory of the process so far. `--work` prints
 * the counts alone, of all but the large cases; they must equal bench/work.csv, so that a change of
 * the work done shows in a diff. The floor of any method is to read the cells and faces once.
 * Inputs: 70 % of the points on a noisy circle (sphere), 30 % uniform noise, codensity by
 * Gaussian kernels of bandwidth 0.2, seed 0. */
#include "common.h"

enum { REPEATS = 5 };

typedef enum make { ALPHA, RIPS } make;
typedef enum way { FASTEST, NO_SHORTCUT, NO_CHUNK, NEITHER } way;

typedef struct bench_case {
    const char *name;
    make make;
    tda_index points;
    int dimension;
    int last;         /* degree */
    double threshold; /* a diameter */
    way way;
    int threads;
    bool large; /* left out of `--work` */
} bench_case;

static const bench_case cases[] = {
    {"alpha-2d-1000", ALPHA, 1000, 2, 1, INFINITY, FASTEST, 1, false},
    {"alpha-2d-10000", ALPHA, 10000, 2, 1, INFINITY, FASTEST, 1, false},
    {"alpha-2d-10000-no-shortcut", ALPHA, 10000, 2, 1, INFINITY, NO_SHORTCUT, 1, false},
    {"alpha-2d-10000-no-chunk", ALPHA, 10000, 2, 1, INFINITY, NO_CHUNK, 1, false},
    {"alpha-2d-10000-neither", ALPHA, 10000, 2, 1, INFINITY, NEITHER, 1, false},
    {"alpha-2d-10000-two-threads", ALPHA, 10000, 2, 1, INFINITY, FASTEST, 2, false},
    {"alpha-2d-100000", ALPHA, 100000, 2, 1, INFINITY, FASTEST, 1, true},
    {"alpha-2d-100000-two-threads", ALPHA, 100000, 2, 1, INFINITY, FASTEST, 2, true},
    {"alpha-3d-2000", ALPHA, 2000, 3, 2, INFINITY, FASTEST, 1, false},
    {"alpha-3d-2000-radius-0.3", ALPHA, 2000, 3, 2, 0.6, FASTEST, 1, false},
    {"alpha-3d-20000", ALPHA, 20000, 3, 2, INFINITY, FASTEST, 1, true},
    {"alpha-3d-20000-no-shortcut", ALPHA, 20000, 3, 2, INFINITY, NO_SHORTCUT, 1, true},
    {"alpha-3d-20000-neither", ALPHA, 20000, 3, 2, INFINITY, NEITHER, 1, true},
    {"alpha-3d-20000-radius-0.3", ALPHA, 20000, 3, 2, 0.6, FASTEST, 1, true},
    {"function-rips-100", RIPS, 100, 2, 1, INFINITY, FASTEST, 1, false},
    {"function-rips-100-neither", RIPS, 100, 2, 1, INFINITY, NEITHER, 1, true},
    {"function-rips-100-two-threads", RIPS, 100, 2, 1, INFINITY, FASTEST, 2, false},
    {"function-rips-200-diameter-1", RIPS, 200, 2, 1, 1.0, FASTEST, 1, false},
    {"function-rips-200", RIPS, 200, 2, 1, INFINITY, FASTEST, 1, true},
};

/* n points: 70 % about the unit circle (or sphere), the others in the box [-1.5, 1.5]^d. */
static double *noisy_circle(tda_ctx *ctx, tda_index n, int d)
{
    tdai_rng *rng = NULL;
    bench_must(ctx, tdai_rng_new(ctx, &rng, (uint64_t)n));
    double *at = malloc((size_t)(n * d) * sizeof *at);
    for (tda_index i = 0; at && i < n; i++) {
        double length = 0, *x = at + i * d;
        for (int k = 0; k < d; k++) {
            x[k] = i % 10 < 7 ? tdai_rng_gauss(rng, 1) : 3 * tdai_rng_uniform(rng) - 1.5;
            length += x[k] * x[k];
        }
        double radius = 1 + tdai_rng_gauss(rng, 0.05);
        for (int k = 0; i % 10 < 7 && k < d; k++)
            x[k] *= radius / sqrt(length);
    }
    tdai_rng_free(rng);
    return at;
}

static void run(tda_ctx *ctx, const bench_case *c, bool work_only)
{
    double *at = noisy_circle(ctx, c->points, c->dimension);
    double *density = malloc((size_t)c->points * sizeof *density);
    if (!at || !density)
        exit(1);
    tda_cloud cloud = {c->points, c->dimension, at, NULL},
              f = {c->points, 1, density, NULL};
    tda_points_opts points = TDA_POINTS_OPTS_INIT;
    tda_hilbert_opts how = TDA_HILBERT_OPTS_INIT;
    tda_complex *k = NULL;
    tda_measure mu[4] = {{0}};
    double start = bench_now(c->threads), function, build, best = INFINITY;
    points.threshold = c->threshold;
    points.max_dimension = c->last + 1;
    how.chunk = c->way != NO_CHUNK && c->way != NEITHER;
    how.shortcut = c->way != NO_SHORTCUT && c->way != NEITHER;
    bench_must(ctx, tda_cloud_kde(ctx, density, &cloud, 0.2));
    function = bench_now(c->threads) - start;
    start = bench_now(c->threads);
    bench_must(ctx, c->make == ALPHA
                        ? tda_cloud_alpha(ctx, &k, &cloud, &f, &points)
                        : tda_cloud_function_rips(ctx, &k, &cloud, &f, &points));
    build = bench_now(c->threads) - start;
    tda_ctx_set_threads(ctx, c->threads);
    for (int r = 0; r < (work_only ? 1 : REPEATS); r++) {
        for (int d = 0; d <= c->last; d++)
            tda_measure_clear(&mu[d]);
        tda_ctx_reset_work(ctx);
        start = bench_now(c->threads);
        bench_must(ctx, tda_complex_hilbert_measure(ctx, mu, k, 0, c->last, &how));
        best = fmin(best, bench_now(c->threads) - start);
    }
    tda_index atoms = 0, cells = tda_complex_cells(k)->size;
    tda_index faces = tda_complex_cells(k)->start[cells];
    for (int d = 0; d <= c->last; d++)
        atoms += mu[d].size;
    printf("%s,%lld,%lld,%lld,%lld", c->name, (long long)c->points, (long long)cells,
           (long long)faces, (long long)atoms);
    for (int w = TDA_WORK_LOCAL_PAIRS; w <= TDA_WORK_LINKS; w++)
        printf(",%lld", (long long)tda_ctx_work(ctx, (tda_work)w));
    if (!work_only) {
        printf(",%.3f,%.3f,%.3f,%.1f", function, build, best, bench_peak());
    }
    printf("\n");
    fflush(stdout);
    for (int d = 0; d <= c->last; d++)
        tda_measure_clear(&mu[d]);
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
    printf("case,points,cells,faces,atoms,local_pairs,columns,entries,links%s\n",
           work_only ? "" : ",function_s,build_s,measure_s,peak_MB");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool wanted = argc == first && !(work_only && cases[i].large);
        for (int a = first; a < argc; a++)
            wanted = wanted || strcmp(argv[a], cases[i].name) == 0;
        if (wanted)
            run(ctx, &cases[i], work_only);
    }
    tda_ctx_free(ctx);
    return 0;
}
