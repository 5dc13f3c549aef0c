/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_convolve.c - Smooth measures against the sum over points, in plain words. */
#include "brute.h"
#include "tda_check.h"
#include <math.h>
#include <string.h>
#include <tda.h>

enum { POINTS = 40, PARAMS = 3, NX = 6, NY = 9, SITES = NX * NY };
#define PI 3.14159265358979323846

static double number(brute_rng *rng, double span)
{
    return span * brute_below(rng, 100001) / 100000;
}

/* The integral of exp(-|z|), or of exp(-|z|^2 / 2). */
static double integral(int n, bool exponential)
{
    const double ball[] = {0, 2, 2 * PI, 8 * PI};
    return exponential ? ball[n] : pow(2 * PI, n / 2.0);
}

static double kernel(const double *z, const double *precision, int n, bool exponential)
{
    double square = 0;
    for (int i = 0; i < n; i++)
        for (int k = 0; k < n; k++)
            square += z[i] * precision[i * n + k] * z[k];
    return exponential ? exp(-sqrt(fmax(0, square))) : exp(-square / 2);
}

static double determinant(const double *p, int n)
{
    return n == 1 ? p[0]
           : n == 2
               ? p[0] * p[3] - p[1] * p[2]
               : p[0] * (p[4] * p[8] - p[5] * p[7]) - p[1] * (p[3] * p[8] - p[5] * p[6]) +
                     p[2] * (p[3] * p[7] - p[4] * p[6]);
}

static void definition_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    const tda_index starts[4][4] = {{0}, {0, NX}, {0, NX, NX + NY}, {0, 3, 5, 8}};
    int n = 1 + (int)(seed % 3);
    double at[POINTS * PARAMS], value[NX + NY], out[SITES], at_out[SITES],
        x[SITES * PARAMS], h[PARAMS], precision[PARAMS * PARAMS] = {0};
    int64_t weight[POINTS];
    tda_measure m = {0};
    tda_grid grid = {n, (tda_index *)starts[n], value};
    tda_convolution_opts o = TDA_CONVOLUTION_OPTS_INIT;
    tda_index sites = n == 1 ? NX : n == 2 ? SITES : 18;
    for (int i = 0; i < POINTS; i++) {
        for (int k = 0; k < n; k++)
            at[i * n + k] =
                seed % 5 || brute_below(&rng, 9) ? number(&rng, 10) : -(double)INFINITY;
        weight[i] = brute_below(&rng, 7) - 3;
    }
    for (int k = 0; k < n; k++) {
        double along = -1;
        h[k] = 0.05 + number(&rng, 2);
        for (tda_index i = starts[n][k]; i < starts[n][k + 1]; i++)
            value[i] = along += 0.01 + number(&rng, 3);
    }
    o.kernel = seed % 2 ? TDA_CONVOLUTION_EXPONENTIAL : TDA_CONVOLUTION_GAUSSIAN;
    o.normalised = seed % 7 != 0;
    o.bandwidth = h[0];
    int how = brute_below(&rng, 3);
    for (int k = 0; k < n; k++)
        precision[k * n + k] = 1 / (h[how ? k : 0] * h[how ? k : 0]);
    if (how == 1)
        o.bandwidths = h;
    if (how == 2) { /* diagonally dominant, so positive definite */
        for (int k = 0; k + 1 < n; k++) {
            double least = fmin(precision[k * n + k], precision[(k + 1) * n + k + 1]);
            precision[k * n + k + 1] = precision[(k + 1) * n + k] =
                least * (number(&rng, 0.9) - 0.45);
        }
        o.precision = precision;
    }
    for (tda_index i = 0; i < sites; i++) {
        tda_index rest = i;
        for (int k = n - 1; k >= 0; k--) {
            tda_index size = starts[n][k + 1] - starts[n][k];
            x[i * n + k] = value[starts[n][k] + rest % size];
            rest /= size;
        }
    }
    OK(tda_measure_new(NULL, &m, n, POINTS, at, weight, NULL));
    OK(tda_measure_convolution(NULL, out, &m, &grid, &o));
    OK(tda_measure_convolution_at(NULL, at_out, &m, sites, x, &o));
    double unit =
        o.normalised ? sqrt(determinant(precision, n)) / integral(n, seed % 2) : 1;
    for (tda_index s = 0; s < sites; s++) {
        double want = 0, slack = 1e-12 * unit * POINTS;
        for (int i = 0; i < POINTS; i++) {
            double z[PARAMS];
            bool finite = true;
            for (int k = 0; k < n; k++) {
                z[k] = x[s * n + k] - at[i * n + k];
                finite = finite && isfinite(z[k]);
            }
            if (finite)
                want += (double)weight[i] * unit * kernel(z, precision, n, seed % 2);
        }
        if (!(fabs(out[s] - want) <= slack) || !(fabs(at_out[s] - want) <= slack))
            ck_abort_msg("%.17g and %.17g, not %.17g", out[s], at_out[s], want);
    }
    tda_measure_clear(&m);
}
TEN_SEEDS(definition)

/* Moving points: the L^2 norm of the change on a fine grid is at most the bound times what was
 * moved, and not much less for one point that moves a little. */
static void stable_seed(unsigned seed)
{
    enum { N = 64, FEW = 6 };
    brute_rng rng = brute_seed(seed);
    static double value[2 * N], a[N * N], b[N * N];
    tda_index start[] = {0, N, 2 * N};
    tda_grid grid = {2, start, value};
    double from[2 * FEW], to[2 * FEW], moved = 0, square = 0, h = 0.5 + number(&rng, 0.5);
    double step = h / 2;
    int64_t weight[FEW];
    tda_index n = seed % 3 ? FEW : 1;
    tda_measure m[2] = {{0}};
    tda_convolution_opts o = TDA_CONVOLUTION_OPTS_INIT;
    o.bandwidth = h;
    for (int i = 0; i < 2 * N; i++)
        value[i] = step * (i % N - N / 2.0);
    for (tda_index i = 0; i < n; i++) {
        double far = n == 1 ? 0.01 * h : 2 * h, dx = number(&rng, far),
               dy = number(&rng, far);
        for (int k = 0; k < 2; k++)
            from[2 * i + k] = number(&rng, 4 * h) - 2 * h;
        to[2 * i] = from[2 * i] + dx;
        to[2 * i + 1] = from[2 * i + 1] - dy;
        weight[i] = brute_below(&rng, 2) ? 1 : -1;
        moved += hypot(dx, dy);
    }
    OK(tda_measure_new(NULL, &m[0], 2, n, from, weight, NULL));
    OK(tda_measure_new(NULL, &m[1], 2, n, to, weight, NULL));
    OK(tda_measure_convolution(NULL, a, &m[0], &grid, &o));
    OK(tda_measure_convolution(NULL, b, &m[1], &grid, &o));
    for (int i = 0; i < N * N; i++)
        square += (a[i] - b[i]) * (a[i] - b[i]) * step * step;
    double bound = pow(4 * PI * h * h, -0.5) / (sqrt(2) * h) * moved;
    MUST(sqrt(square) <= bound * (1 + 1e-9));
    MUST(n > 1 || sqrt(square) >= bound * 0.999);
    tda_measure_clear(&m[0]);
    tda_measure_clear(&m[1]);
}
TEN_SEEDS(stable)

/* Shifted by powers of two, and in other units, the same bits; in other threads too. */
START_TEST(moves_with_the_measure)
{
    enum { MANY = 700 };
    brute_rng rng = brute_seed((unsigned)_i);
    static double at[2 * MANY], moved[2 * MANY], value[NX + NY], other[NX + NY];
    static int64_t weight[MANY];
    double out[4][SITES];
    tda_index start[] = {0, NX, NX + NY};
    tda_measure m = {0}, shifted = {0};
    tda_convolution_opts o = TDA_CONVOLUTION_OPTS_INIT;
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    for (int i = 0; i < 2 * MANY; i++) {
        at[i] = brute_below(&rng, 1024) / 128.0;
        moved[i] = 4 * at[i] - 16;
        weight[i / 2] = brute_below(&rng, 9) - 4;
    }
    for (int i = 0; i < NX + NY; i++) {
        value[i] = i % NX;
        value[i] = i < NX ? i : i - NX;
        other[i] = 4 * value[i] - 16;
    }
    OK(tda_measure_new(ctx, &m, 2, MANY, at, weight, NULL));
    OK(tda_measure_new(ctx, &shifted, 2, MANY, moved, weight, NULL));
    o.bandwidth = 0.5;
    o.normalised = false;
    o.kernel = _i % 2 ? TDA_CONVOLUTION_EXPONENTIAL : TDA_CONVOLUTION_GAUSSIAN;
    for (int t = 0; t < 3; t++) {
        tda_ctx_set_threads(ctx, t + 1);
        OK(tda_measure_convolution(ctx, out[t], &m, &(tda_grid){2, start, value}, &o));
        MUST(memcmp(out[t], out[0], sizeof out[0]) == 0);
    }
    o.bandwidth = 2;
    OK(tda_measure_convolution(ctx, out[3], &shifted, &(tda_grid){2, start, other}, &o));
    MUST(memcmp(out[3], out[0], sizeof out[0]) == 0);
    tda_measure_clear(&m);
    tda_measure_clear(&shifted);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(failures_touch_nothing)
{
    double at[] = {0, 0, 1, 2}, value[] = {0, 1, 0, 2, 3}, out[6] = {7},
           tilted[] = {2, 1, 1, 2};
    int64_t weight[] = {1, -2};
    tda_index start[] = {0, 2, 5};
    tda_grid grid = {2, start, value};
    tda_measure m = {0};
    tda_convolution_opts o = TDA_CONVOLUTION_OPTS_INIT;
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    OK(tda_measure_new(ctx, &m, 2, 2, at, weight, NULL));
    o.bandwidth = 1;
    for (int how = 0; how < 2; how++) {
        o.precision = how ? tilted : NULL;
        out[0] = 7;
        EACH_OOM(tda_measure_convolution(ctx, out, &m, &grid, &o), out[0] == 7);
        out[0] = 7;
        EACH_CANCEL(tda_measure_convolution(ctx, out, &m, &grid, &o), out[0] == 7);
        out[0] = 7;
        EACH_OOM(tda_measure_convolution_at(ctx, out, &m, 2, at, &o), out[0] == 7);
        out[0] = 7;
        EACH_CANCEL(tda_measure_convolution_at(ctx, out, &m, 2, at, &o), out[0] == 7);
    }
    tda_ctx_set_max_bytes(ctx, 50);
    ck_assert_int_eq(tda_measure_convolution(ctx, out, &m, &grid, &o), TDA_ELIMIT);
    tda_measure_clear(&m);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(refusals)
{
    double at[] = {0, 0}, value[] = {0, 1}, out[1] = {7}, h[] = {1, -1},
           uneven[] = {1, 0.5, 0.25, 1}, flat[] = {1, 1, 1, 1};
    int64_t weight[] = {1};
    tda_index start[] = {0, 1, 2};
    tda_grid grid = {2, start, value};
    tda_measure m = {0}, none = {.params = 2};
    tda_convolution_opts o = TDA_CONVOLUTION_OPTS_INIT;
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    OK(tda_measure_new(ctx, &m, 2, 1, at, weight, NULL));
#define REFUSED(text)                                                                    \
    do {                                                                                 \
        ck_assert_int_eq(tda_measure_convolution(ctx, out, &m, &grid, &o), TDA_EINVAL);  \
        ck_assert_str_eq(tda_ctx_message(ctx), text);                                    \
        ck_assert_double_eq(out[0], 7);                                                  \
    } while (0)
    REFUSED("convolution: bandwidth 0 in parameter 0; give a positive one");
    o.bandwidths = h;
    REFUSED("convolution: bandwidth -1 in parameter 1; give a positive one");
    o.precision = uneven;
    REFUSED(
        "convolution: the precision matrix has 0.25 and 0.5 in row and column 1 and 0; "
        "give a finite symmetric one");
    o.precision = flat;
    REFUSED("convolution: the precision matrix is not positive definite in row 1");
    o.tolerance = 0;
    REFUSED("convolution: tolerance 0; give one between 0 and 1");
    o.kernel = (tda_convolution_kernel)9;
    REFUSED("convolution: there is no kernel 9");
    o = (tda_convolution_opts)TDA_CONVOLUTION_OPTS_INIT;
    o.bandwidth = 1;
    ck_assert_int_eq(tda_measure_convolution_at(ctx, out, &m, -1, at, &o), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "convolution: -1 points");
    OK(tda_measure_convolution(ctx, out, &none, &grid, &o));
    ck_assert_double_eq(out[0], 0);
    tda_measure_clear(&m);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("convolve", SEEDS(definition, 40), SEEDS(stable, 30),
      SEEDS(moves_with_the_measure, 6), TEST(failures_touch_nothing), TEST(refusals))
