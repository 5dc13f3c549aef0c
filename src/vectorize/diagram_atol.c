/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagram_atol.c - Quantized features: centres fitted to the bars of a training set, and how much
 * of a diagram is near each. */
#include "vectorize/diagram.h"
#include "vectorize/kmeans.h"
#include <stdio.h>
#include <string.h>

/* The bars of all diagrams. */
static tda_status gather(tda_ctx *ctx, tdai_crowd *out, const tda_diagram *d,
                         tda_index count, int degree, const tda_quantiser_opts *o,
                         tdai_arena *arena)
{
    tda_status st = TDA_OK;
    tdai_bars *bars = ARRAY(arena, tdai_bars, count);
    tda_index n = 0;
    TRY(tdai_arena_status(ctx, arena));
    for (tda_index k = 0; k < count; k++) {
        char what[48];
        snprintf(what, sizeof what, "quantiser, diagram %lld", (long long)k);
        tdai_ends ends = {what, o->endless, o->low, o->high};
        TRY(tdai_bars_of(ctx, &bars[k], &d[k], degree, &ends, arena));
        n += bars[k].size;
    }
    if (n == 0)
        FAIL(TDA_EINVAL,
             "quantiser: the diagrams have no bars of degree %d to be fitted to", degree);
    double *at = ARRAY(arena, double, 2 * n), *weight = ARRAY(arena, double, n);
    TRY(tdai_arena_status(ctx, arena));
    for (tda_index k = 0, i = 0; k < count; k++)
        for (tda_index j = 0; j < bars[k].size; j++, i++) {
            at[2 * i] = bars[k].birth[j];
            at[2 * i + 1] = bars[k].death[j];
            weight[i] = 1;
        }
    *out = (tdai_crowd){"quantiser", 2, n, at, weight};
    TRY(tdai_crowd_merge(ctx, out, arena));
done:
    return st;
}

static tda_status check(tda_ctx *ctx, const tda_quantiser_opts *o)
{
    tda_status st = TDA_OK;
    if (o->centres < 1 || o->centres > INT32_MAX)
        FAIL(TDA_EINVAL, "quantiser: %lld centres; there are 1 to %d",
             (long long)o->centres, INT32_MAX);
    if (o->iterations < 0)
        FAIL(TDA_EINVAL, "quantiser: %lld iterations", (long long)o->iterations);
    tdai_ends ends = {"quantiser", o->endless, o->low, o->high};
    TRY(tdai_ends_check(ctx, &ends, false));
done:
    return st;
}

tda_status tda_diagrams_quantiser(tda_ctx *ctx, tda_quantiser *out,
                                  const tda_diagram *diagrams, tda_index count,
                                  int degree, const tda_quantiser_opts *opts)
{
    tda_status st = TDA_OK;
    tda_quantiser_opts o = TDA_QUANTISER_OPTS_INIT;
    tdai_arena tmp = {0};
    tdai_crowd x;
    double *block = NULL;
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(check(ctx, &o));
    if (count < 0)
        FAIL(TDA_EINVAL, "quantiser: %lld diagrams", (long long)count);
    TRY(gather(ctx, &x, diagrams, count, degree, &o, &tmp));
    TRY(tdai_kmeans(ctx, &block, &o.centres, &x, o.iterations));
    *out = (tda_quantiser){o.centres, block, block + 2 * o.centres};
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_diagram_atol(tda_ctx *ctx, double *out, const tda_diagram *diagram,
                            int degree, const tda_quantiser *quantiser,
                            const tda_quantiser_opts *opts)
{
    tda_status st = TDA_OK;
    tda_quantiser_opts o = TDA_QUANTISER_OPTS_INIT;
    tdai_arena tmp = {0};
    tdai_bars x;
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(check(ctx, &o));
    tdai_ends ends = {"quantized features", o.endless, o.low, o.high};
    TRY(tdai_bars_of(ctx, &x, diagram, degree, &ends, &tmp));
    for (tda_index c = 0; c < quantiser->size; c++) {
        double r = quantiser->radius[c], sum = 0;
        for (tda_index i = 0; i < x.size; i++) {
            double bar[2] = {x.birth[i], x.death[i]};
            sum += exp(-tdai_squared(bar, quantiser->centre + 2 * c, 2) / (r * r));
        }
        out[c] = sum;
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

void tda_quantiser_clear(tda_quantiser *quantiser)
{
    tdai_free(quantiser->centre); /* the start of the one block */
    *quantiser = (tda_quantiser){0};
}
