/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exponential against the standard library's, in long double. */
#include "core/exp.h"
#include "tda_check.h"
#include <float.h>
#include <math.h>

/* Error of y as e^x, in units in the last place. */
static double ulps(double y, double x)
{
    long double truth = expl((long double)x);
    int e;
    frexpl(truth, &e);
    return (double)(fabsl((long double)y - truth) / ldexpl(1, e - DBL_MANT_DIG));
}

START_TEST(within_two_units)
{
    tdai_rng *rng;
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    tda_ctx_set_seed(ctx, (uint64_t)_i);
    OK(tdai_rng_new(ctx, &rng, 0));
    double worst = 0;
    for (int i = 0; i < 2000; i++) {
        double x = 708 * tdai_rng_uniform(rng) * (i % 3 ? tdai_rng_uniform(rng) : 1);
        x = i % 5 ? x : x * 1e-3;
        worst = fmax(worst, ulps(exp_minus(x), -x));
        worst = fmax(worst, ulps(exp_core(-x), -x));
        worst = fmax(worst, ulps(exp_core(x), x));
    }
    ck_assert_double_lt(worst, 2);
    tdai_rng_free(rng);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(ends)
{
    ck_assert_double_eq(exp_minus(0), 1);
    ck_assert_double_eq(exp_minus(DBL_MIN), 1);
    ck_assert_double_eq(exp_minus(708.0000001), 0);
    ck_assert_double_eq(exp_minus(1e300), 0);
    ck_assert_double_eq(exp_minus(INFINITY), 0);
    ck_assert_double_gt(exp_minus(708), 0);
}
END_TEST

SUITE("exp", SEEDS(within_two_units, 100), TEST(ends))
