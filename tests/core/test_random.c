/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random streams: the same numbers for the same (seed, stream), others for others. All draws
 * are of fixed streams, so the statistical tests pass or fail for good. */
#include "tda_check.h"
#include <math.h>
#include <string.h>

static tdai_rng *rng_of(uint64_t seed, uint64_t stream)
{
    tda_ctx *ctx;
    tdai_rng *rng = NULL;
    OK(tda_ctx_new(&ctx));
    tda_ctx_set_seed(ctx, seed);
    OK(tdai_rng_new(ctx, &rng, stream));
    tda_ctx_free(ctx);
    return rng;
}

START_TEST(first_values_stay_as_they_are)
{
    tdai_rng *rng = rng_of(0, 0);
    ck_assert_double_eq(tdai_rng_uniform(rng), 0.999741748906672);
    ck_assert_double_eq(tdai_rng_uniform(rng), 0.16290987539105117);
    ck_assert_int_eq(tdai_rng_below(rng, 1000000), 507046);
    ck_assert_double_eq_tol(tdai_rng_gauss(rng, 1), -0.088100991831438394, 1e-14);
    tdai_rng_free(rng);
    rng = rng_of(UINT64_MAX, 12345);
    ck_assert_double_eq(tdai_rng_uniform(rng), 0.89718721131794155);
    tdai_rng_free(rng);
    tdai_rng_free(NULL);
}
END_TEST

START_TEST(equal_seed_and_stream_give_equal_numbers)
{
    tdai_rng *a = rng_of((uint64_t)_i, 7), *b = rng_of((uint64_t)_i, 7), *c = NULL;
    OK(tdai_rng_new(NULL, &c, 7)); /* no context: seed 0 */
    bool same = true;
    for (int i = 0; i < 100; i++) {
        double x = tdai_rng_uniform(a);
        ck_assert_double_eq(x, tdai_rng_uniform(b));
        same &= x == tdai_rng_uniform(c);
        ck_assert(x >= 0 && x < 1);
    }
    ck_assert(same == (_i == 0));
    tdai_rng_free(a);
    tdai_rng_free(b);
    tdai_rng_free(c);
}
END_TEST

/* Over all pairs of neighbouring seeds and streams: the correlation of 1000 uniforms stays
 * within five standard errors, and no first value comes twice. */
START_TEST(streams_are_independent)
{
    enum { SIDE = 12, N = 1000 };
    static double x[SIDE * SIDE][N];
    double worst = 0;
    bool repeated = false;
    for (int k = 0; k < SIDE * SIDE; k++) {
        tdai_rng *rng = rng_of((uint64_t)(k / SIDE), (uint64_t)(k % SIDE));
        for (int i = 0; i < N; i++)
            x[k][i] = tdai_rng_uniform(rng) - 0.5;
        tdai_rng_free(rng);
    }
    for (int a = 0; a < SIDE * SIDE; a++)
        for (int b = 0; b < a; b++) {
            double dot = 0;
            for (int i = 0; i < N; i++)
                dot += x[a][i] * x[b][i];
            worst = fmax(worst, fabs(dot) * 12 / sqrt(N));
            repeated |= x[a][0] == x[b][0];
        }
    ck_assert_double_lt(worst, 5);
    ck_assert(!repeated);
}
END_TEST

/* Chi-square with `n`-1 degrees of freedom, in standard deviations from its mean. */
static double chi_square(tdai_rng *rng, tda_index n, tda_index draws, int cells)
{
    static double count[64];
    double chi = 0, expected;
    memset(count, 0, sizeof count);
    for (tda_index i = 0; i < draws; i++) {
        tda_index r = tdai_rng_below(rng, n);
        if (r < 0 || r >= n)
            ck_abort_msg("%lld is not below %lld", (long long)r, (long long)n);
        count[n <= 64 ? r : r / (n / cells + 1)]++;
    }
    for (int c = 0; c < cells; c++) {
        double width = (double)(n / cells + 1), left = (double)n - c * width;
        expected = (double)draws * (n <= 64 ? 1.0 : fmin(width, left)) / (double)n;
        chi += (count[c] - expected) * (count[c] - expected) / expected;
    }
    return (chi - (cells - 1)) / sqrt(2.0 * (cells - 1));
}

START_TEST(below_is_uniform)
{
    tdai_rng *rng = rng_of(5, (uint64_t)_i);
    for (int n = 2; n <= 7; n++)
        ck_assert_double_lt(fabs(chi_square(rng, n, 20000, n)), 5);
    ck_assert_int_eq(tdai_rng_below(rng, 1), 0);
    /* Where a plain remainder would be biased: 3/4 of 2^64 is not a multiple of this. */
    ck_assert_double_lt(fabs(chi_square(rng, (tda_index)3 << 61, 20000, 16)), 5);
    ck_assert_double_lt(fabs(chi_square(rng, INT64_MAX, 20000, 10)), 5);
    tdai_rng_free(rng);
}
END_TEST

START_TEST(gauss_has_its_moments)
{
    enum { N = 20000 };
    tdai_rng *rng = rng_of(9, 9);
    double sum = 0, squares = 0;
    for (int i = 0; i < N; i++) {
        double g = tdai_rng_gauss(rng, 3);
        sum += g;
        squares += g * g;
    }
    ck_assert_double_lt(fabs(sum / N), 5 * 3 / sqrt(N));
    ck_assert_double_lt(fabs(squares / N / 9 - 1), 5 * sqrt(2.0 / N));
    tdai_rng_free(rng);
}
END_TEST

START_TEST(no_memory_at_any_point_is_survived)
{
    tdai_rng *rng = NULL;
    EACH_OOM(tdai_rng_new(NULL, &rng, 1), rng == NULL);
    tdai_rng_free(rng);
}
END_TEST

SUITE("random", TEST(first_values_stay_as_they_are),
      SEEDS(equal_seed_and_stream_give_equal_numbers, 5), TEST(streams_are_independent),
      SEEDS(below_is_uniform, 5), TEST(gauss_has_its_moments),
      TEST(no_memory_at_any_point_is_survived))
