/* SPDX-License-Identifier: GPL-3.0-or-later */
/* random.c - Independent random streams on GSL's Mersenne twister. */
#include "core/private.h"
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

struct tdai_rng {
    gsl_rng *gsl;
};

/* The finalizer of splitmix64: spreads (seed, stream) over all 64 bits. */
static uint64_t mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

tda_status tdai_rng_new(tda_ctx *ctx, tdai_rng **out, uint64_t stream)
{
    tdai_rng *rng = tdai_alloc(1, sizeof *rng);
    if (!rng)
        return tdai_fail(ctx, TDA_ENOMEM, "no memory for a random stream");
    /* GSL's own allocation calls its error handler when it fails; give it our memory. */
    const gsl_rng_type *type = gsl_rng_mt19937;
    rng->gsl = tdai_alloc(1, sizeof *rng->gsl);
    void *state = tdai_alloc(1, type->size);
    if (!rng->gsl || !state) {
        tdai_free(state);
        tdai_free(rng->gsl);
        tdai_free(rng);
        return tdai_fail(ctx, TDA_ENOMEM, "no memory for a random stream");
    }
    *rng->gsl = (gsl_rng){type, state};
    gsl_rng_set(rng->gsl,
                (unsigned long)(mix(mix(tda_ctx_seed(ctx)) + stream) & 0xffffffffu));
    *out = rng;
    return TDA_OK;
}

void tdai_rng_free(tdai_rng *rng)
{
    if (!rng)
        return;
    tdai_free(rng->gsl->state);
    tdai_free(rng->gsl);
    tdai_free(rng);
}

double tdai_rng_uniform(tdai_rng *rng)
{
    return gsl_rng_uniform(rng->gsl);
}

double tdai_rng_gauss(tdai_rng *rng, double sigma)
{
    return gsl_ran_gaussian(rng->gsl, sigma);
}

tda_index tdai_rng_below(tdai_rng *rng, tda_index n)
{
    /* Two draws of 32 bits, rejecting the tail that would bias small remainders. */
    uint64_t range = (uint64_t)n, limit = UINT64_MAX - UINT64_MAX % range, draw;
    do
        draw = (uint64_t)gsl_rng_get(rng->gsl) << 32 | gsl_rng_get(rng->gsl);
    while (draw >= limit);
    return (tda_index)(draw % range);
}
