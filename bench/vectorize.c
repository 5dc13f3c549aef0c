/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vectorize.c - Features of modules and measures on grids: `tda-bench-vectorize CASE...`, or all.
 *
 * Prints one csv line a case: the summands or points, the corners, the pixels, a checksum of the
 * array (the sum of its values to six digits), and processor seconds of the best of five. `--work`
 * leaves the seconds out; that must equal bench/vectorize.csv. `random` modules: summands with a
 * corner or two, or with staircases of 50, about a tenth of the box in size, uniformly placed.
 * `alpha` modules: of 10,000 points, 70 % on a noisy circle, 30 % uniform, a density of bandwidth
 * 0.2, 557 lines. `atoms`: a random signed measure. Windows and kernels reach a twentieth or a
 * tenth of the box. */
#include "common.h"

enum { REPEATS = 5, PIXELS = 100 };

typedef enum kind { RANDOM, STAIRS, ALPHA, ATOMS } kind;

typedef struct bench_case {
    const char *name;
    kind kind;
    tda_index size; /* summands, points or atoms */
    int function;   /* of the summands, or the kernel */
    int op;         /* of the summands */
    double reach;   /* delta, in parts of the box */
    int degree;     /* of an alpha module */
    int threads;
} bench_case;

static const bench_case cases[] = {
    {"random-1000-segment", RANDOM, 1000, TDA_SUMMAND_SEGMENT, TDA_OPERATOR_MEAN, 0.05, 0,
     1},
    {"random-1000-segment-wide", RANDOM, 1000, TDA_SUMMAND_SEGMENT, TDA_OPERATOR_MEAN, 1,
     0, 1},
    {"random-1000-volume", RANDOM, 1000, TDA_SUMMAND_VOLUME, TDA_OPERATOR_MEAN, 0.05, 0,
     1},
    {"random-1000-box", RANDOM, 1000, TDA_SUMMAND_BOX, TDA_OPERATOR_MEAN, 0.05, 0, 1},
    {"random-1000-gaussian", RANDOM, 1000, TDA_SUMMAND_GAUSSIAN, TDA_OPERATOR_MEAN, 0.05,
     0, 1},
    {"random-1000-layer-5", RANDOM, 1000, TDA_SUMMAND_LANDSCAPE, TDA_OPERATOR_LAYER, 0.05,
     0, 1},
    {"stairs-1000-segment", STAIRS, 1000, TDA_SUMMAND_SEGMENT, TDA_OPERATOR_MEAN, 0.05, 0,
     1},
    {"stairs-1000-volume", STAIRS, 1000, TDA_SUMMAND_VOLUME, TDA_OPERATOR_MEAN, 0.05, 0,
     1},
    {"stairs-1000-box", STAIRS, 1000, TDA_SUMMAND_BOX, TDA_OPERATOR_MEAN, 0.05, 0, 1},
    {"alpha-10000-h0-segment", ALPHA, 10000, TDA_SUMMAND_SEGMENT, TDA_OPERATOR_MEAN, 0.05,
     0, 1},
    {"alpha-10000-h1-segment", ALPHA, 10000, TDA_SUMMAND_SEGMENT, TDA_OPERATOR_MEAN, 0.05,
     1, 1},
    {"alpha-10000-h1-segment-two-threads", ALPHA, 10000, TDA_SUMMAND_SEGMENT,
     TDA_OPERATOR_MEAN, 0.05, 1, 2},
    {"atoms-10000-gaussian", ATOMS, 10000, TDA_CONVOLUTION_GAUSSIAN, 0, 0.05, 0, 1},
    {"atoms-10000-gaussian-wide", ATOMS, 10000, TDA_CONVOLUTION_GAUSSIAN, 0, 0.2, 0, 1},
    {"atoms-10000-gaussian-wide-two-threads", ATOMS, 10000, TDA_CONVOLUTION_GAUSSIAN, 0,
     0.2, 0, 2},
    {"atoms-10000-exponential", ATOMS, 10000, TDA_CONVOLUTION_EXPONENTIAL, 0, 0.05, 0, 1},
};

/* Summands in the unit square. Coordinates are multiples of 2^-20, so that machines agree. */
static double lattice(double x)
{
    return round(x * 0x1p20) * 0x1p-20;
}

static tda_module random_module(tda_ctx *ctx, tda_index size, int most)
{
    tdai_rng *rng = NULL;
    bench_must(ctx, tdai_rng_new(ctx, &rng, (uint64_t)size));
    double *birth = malloc((size_t)(2 * most * size) * sizeof *birth),
           *death = malloc((size_t)(2 * most * size) * sizeof *death);
    tda_index *start = malloc((size_t)(size + 1) * sizeof *start);
    tda_module m = {0}, in = {.params = 2,
                              .size = size,
                              .birth_start = start,
                              .birth = birth,
                              .death_start = start,
                              .death = death};
    if (!birth || !death || !start)
        exit(1);
    start[0] = 0;
    for (tda_index i = 0, c = 0; i < size; i++) {
        int corners = most > 2 ? most : 1 + (int)tdai_rng_below(rng, 2);
        double x = tdai_rng_uniform(rng), y = tdai_rng_uniform(rng);
        for (int k = 0; k < corners; k++, c++) {
            double t = corners > 1 ? (double)k / (corners - 1) : 0.5, way = 0.1;
            birth[2 * c] = lattice(x + way * (t - 0.5));
            birth[2 * c + 1] = lattice(y - way * (t - 0.5));
            double e = 0.02 + 0.1 * tdai_rng_uniform(rng);
            death[2 * c] = lattice(x + way * (t - 0.5) + e);
            death[2 * c + 1] = lattice(y - way * (t - 0.5) + e);
        }
        start[i + 1] = c;
    }
    bench_must(ctx, tda_module_new(ctx, &m, &in));
    tdai_rng_free(rng);
    free(birth);
    free(death);
    free(start);
    return m;
}

static tda_module alpha_module(tda_ctx *ctx, tda_index n, int degree)
{
    tdai_rng *rng = NULL;
    bench_must(ctx, tdai_rng_new(ctx, &rng, (uint64_t)n));
    double *at = malloc((size_t)(2 * n) * sizeof *at),
           *density = malloc((size_t)n * sizeof *density);
    if (!at || !density)
        exit(1);
    for (tda_index i = 0; i < n; i++) {
        double *x = at + 2 * i;
        bool on = i % 10 < 7;
        for (int k = 0; k < 2; k++)
            x[k] = on ? tdai_rng_gauss(rng, 1) : 3 * tdai_rng_uniform(rng) - 1.5;
        double stretch = on ? (1 + tdai_rng_gauss(rng, 0.05)) / hypot(x[0], x[1]) : 1;
        x[0] *= stretch;
        x[1] *= stretch;
    }
    tda_cloud cloud = {n, 2, at, NULL}, f = {n, 1, density, NULL};
    tda_points_opts points = TDA_POINTS_OPTS_INIT;
    tda_complex *k = NULL;
    tda_module m = {0};
    points.threshold = 1.2;
    bench_must(ctx, tda_cloud_kde(ctx, density, &cloud, 0.2));
    bench_must(ctx, tda_cloud_alpha(ctx, &k, &cloud, &f, &points));
    bench_must(ctx, tda_complex_module(ctx, &m, k, degree, NULL));
    tda_complex_free(k);
    tdai_rng_free(rng);
    free(at);
    free(density);
    return m;
}

/* PIXELS values on each axis from the least to the greatest corner of the box. */
static tda_grid pixels(double *value, tda_index *start, const double *box)
{
    for (int k = 0; k < 2; k++) {
        start[k] = k * PIXELS;
        for (int i = 0; i < PIXELS; i++)
            value[start[k] + i] = box[k] + (box[2 + k] - box[k]) * i / (PIXELS - 1);
    }
    start[2] = 2 * PIXELS;
    return (tda_grid){2, start, value};
}

static tda_measure random_measure(tda_ctx *ctx, tda_index size)
{
    tdai_rng *rng = NULL;
    tda_measure m = {0};
    bench_must(ctx, tdai_rng_new(ctx, &rng, (uint64_t)size));
    double *at = malloc((size_t)(2 * size) * sizeof *at);
    int64_t *weight = malloc((size_t)size * sizeof *weight);
    if (!at || !weight)
        exit(1);
    for (tda_index i = 0; i < 2 * size; i++) {
        at[i] = lattice(tdai_rng_uniform(rng));
        weight[i / 2] = tdai_rng_below(rng, 3) ? 1 : -1;
    }
    bench_must(ctx, tda_measure_new(ctx, &m, 2, size, at, weight, NULL));
    tdai_rng_free(rng);
    free(at);
    free(weight);
    return m;
}

static void run_atoms(tda_ctx *ctx, const bench_case *c, bool work_only)
{
    static double value[2 * PIXELS], out[PIXELS * PIXELS];
    tda_index start[3];
    double best = INFINITY, sum = 0;
    const double box[] = {0, 0, 1, 1};
    tda_convolution_opts o = TDA_CONVOLUTION_OPTS_INIT;
    tda_measure m = random_measure(ctx, c->size);
    tda_grid grid = pixels(value, start, box);
    tda_ctx_set_threads(ctx, c->threads);
    o.kernel = (tda_convolution_kernel)c->function;
    o.bandwidth = c->reach;
    o.normalised = false;
    for (int r = 0; r < (work_only ? 1 : REPEATS); r++) {
        double from = bench_now(c->threads);
        bench_must(ctx, tda_measure_convolution(ctx, out, &m, &grid, &o));
        best = fmin(best, bench_now(c->threads) - from);
    }
    for (int i = 0; i < PIXELS * PIXELS; i++)
        sum += out[i];
    printf("%s,%lld,,%d,%.6g", c->name, (long long)m.size, PIXELS * PIXELS, sum);
    if (!work_only)
        printf(",%.4f", best);
    printf("\n");
    fflush(stdout);
    tda_measure_clear(&m);
}

static void run(tda_ctx *ctx, const bench_case *c, bool work_only)
{
    static double value[2 * PIXELS], out[PIXELS * PIXELS];
    tda_index start[3];
    double best = INFINITY, sum = 0;
    tda_representation_opts o = TDA_REPRESENTATION_OPTS_INIT;
    tda_ctx_set_threads(ctx, c->threads);
    tda_module m = c->kind == ALPHA
                       ? alpha_module(ctx, c->size, c->degree)
                       : random_module(ctx, c->size, c->kind == STAIRS ? 50 : 2);
    tda_grid grid = pixels(value, start, m.box);
    o.function = (tda_summand_function)c->function;
    o.op = (tda_summand_operator)c->op;
    o.bandwidth = c->reach * fmax(m.box[2] - m.box[0], m.box[3] - m.box[1]);
    o.layer = 5;
    for (int r = 0; r < (work_only ? 1 : REPEATS); r++) {
        double from = bench_now(c->threads);
        bench_must(ctx, tda_module_representation(ctx, out, &m, &grid, &o));
        best = fmin(best, bench_now(c->threads) - from);
    }
    for (int i = 0; i < PIXELS * PIXELS; i++)
        sum += out[i];
    printf("%s,%lld,%lld,%d,%.6g", c->name, (long long)m.size,
           (long long)(m.birth_start[m.size] + m.death_start[m.size]), PIXELS * PIXELS,
           sum);
    if (!work_only)
        printf(",%.4f", best);
    printf("\n");
    fflush(stdout);
    tda_module_clear(&m);
}

int main(int argc, char **argv)
{
    bool work_only = argc > 1 && strcmp(argv[1], "--work") == 0;
    int first = work_only ? 2 : 1;
    tda_ctx *ctx = NULL;
    if (tda_ctx_new(&ctx))
        return 1;
    printf("case,size,corners,pixels,sum%s\n", work_only ? "" : ",seconds");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool wanted = argc == first;
        for (int a = first; a < argc; a++)
            wanted = wanted || strcmp(argv[a], cases[i].name) == 0;
        if (wanted)
            (cases[i].kind == ATOMS ? run_atoms : run)(ctx, &cases[i], work_only);
    }
    tda_ctx_free(ctx);
    return 0;
}
