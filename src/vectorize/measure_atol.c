/* SPDX-License-Identifier: GPL-3.0-or-later */
/* measure_atol.c - Quantized features of signed measures: centres fitted to the points of a training
 * set, and how much weight of a measure is near each. */
#include "vectorize/kmeans.h"
#include "vectorize/private.h"
#include <math.h>
#include <string.h>

static bool is_finite(const tda_measure *m, tda_index i)
{
    bool all = true;
    for (int k = 0; k < m->params; k++)
        all = all && isfinite(m->at[i * m->params + k]);
    return all;
}

/* The finite points of all measures. */
static tda_status gather(tda_ctx *ctx, tdai_crowd *out, const tda_measure *m,
                         tda_index count, tdai_arena *arena)
{
    tda_status st = TDA_OK;
    tda_index n = 0, kept = 0;
    for (tda_index i = 0; i < count; i++) {
        if (m[i].params != m[0].params)
            FAIL(TDA_EINVAL, "quantiser: measure %lld has %d parameters, and others %d",
                 (long long)i, m[i].params, m[0].params);
        n = tdai_size_add(n, m[i].size, 1);
    }
    int params = count ? m[0].params : 1;
    TRY(tdai_budget(ctx, tdai_size_add(0, n, 16 * (params + 1)), "quantiser"));
    double *at = ARRAY(arena, double, n *params), *weight = ARRAY(arena, double, n);
    TRY(tdai_arena_status(ctx, arena));
    for (tda_index i = 0; i < count; i++)
        for (tda_index p = 0; p < m[i].size; p++) {
            if (!is_finite(&m[i], p))
                continue;
            for (int k = 0; k < params; k++)
                at[kept * params + k] = m[i].at[p * params + k];
            weight[kept++] = fabs((double)m[i].weight[p]);
        }
    if (kept == 0)
        FAIL(TDA_EINVAL, "quantiser: the measures have no finite points to be fitted to");
    *out = (tdai_crowd){"quantiser", params, kept, at, weight};
    TRY(tdai_crowd_merge(ctx, out, arena));
done:
    return st;
}

tda_status tda_measures_quantiser(tda_ctx *ctx, tda_measure_quantiser *out,
                                  const tda_measure *measures, tda_index count,
                                  const tda_measure_quantiser_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_measure_quantiser_opts o = TDA_MEASURE_QUANTISER_OPTS_INIT;
    tdai_crowd x;
    double *block = NULL;
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    if (o.centres < 1 || o.centres > INT32_MAX)
        FAIL(TDA_EINVAL, "quantiser: %lld centres; there are 1 to %d",
             (long long)o.centres, INT32_MAX);
    if (o.iterations < 0)
        FAIL(TDA_EINVAL, "quantiser: %lld iterations", (long long)o.iterations);
    if (count < 0)
        FAIL(TDA_EINVAL, "quantiser: %lld measures", (long long)count);
    TRY(gather(ctx, &x, measures, count, &tmp));
    TRY(tdai_kmeans(ctx, &block, &o.centres, &x, o.iterations));
    *out =
        (tda_measure_quantiser){x.params, o.centres, block, block + x.params * o.centres};
done:
    tdai_arena_free(&tmp);
    return st;
}

void tda_measure_quantiser_clear(tda_measure_quantiser *quantiser)
{
    tdai_free(quantiser->centre); /* the start of the one block */
    *quantiser = (tda_measure_quantiser){0};
}

tda_status tda_measure_atol(tda_ctx *ctx, double *out, const tda_measure *m,
                            const tda_measure_quantiser *quantiser)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    int params = m->params;
    if (params != quantiser->params)
        FAIL(TDA_EINVAL, "quantized features: a measure of %d parameters, centres of %d",
             params, quantiser->params);
    double *row = ARRAY(&tmp, double, quantiser->size);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index c = 0; c < quantiser->size; c++) {
        double r = quantiser->radius[c], sum = 0;
        TRY(tdai_poll(ctx, "quantized features", c, quantiser->size));
        for (tda_index i = 0; i < m->size; i++)
            if (is_finite(m, i))
                sum += (double)m->weight[i] *
                       exp(-tdai_squared(m->at + i * params,
                                         quantiser->centre + c * params, params) /
                           (r * r));
        row[c] = sum;
    }
    memcpy(out, row, (size_t)quantiser->size * sizeof *out);
done:
    tdai_arena_free(&tmp);
    return st;
}
