/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagram_silhouette.c - Curves that are sums over the bars.
 *
 * Weights are powers of lengths in units of the longest, so that neither over- nor underflow
 * makes them vanish together. Each sample sums its own bars, in their order. */
#include "vectorize/diagram.h"

typedef struct job {
    tda_ctx *ctx;
    const tdai_curve *c;
    const double *weight; /* [bars] */
    bool tents;           /* of the tents; else a bar counts its weight while it lives */
    double factor;
    double *out; /* [resolution] */
} job;

static tda_status samples(void *arg, tda_index begin, tda_index end)
{
    const job *j = arg;
    const tdai_bars *x = &j->c->bars;
    for (tda_index s = begin; s < end; s++) {
        double t = j->c->at[s], sum = 0;
        for (tda_index i = 0; i < x->size && x->birth[i] <= t; i++)
            if (j->tents)
                sum += j->weight[i] * tdai_tent(x->birth[i], x->death[i], t);
            else if (t < x->death[i])
                sum += j->weight[i];
        j->out[s] = j->factor * sum;
        if (s % 16 == 0 && tdai_cancelled(j->ctx))
            return TDA_ECANCEL;
    }
    return TDA_OK;
}

static tda_status sample(tda_ctx *ctx, double *out, const tdai_curve *c,
                         const double *weight, bool tents, double factor,
                         const char *stage, tdai_arena *arena)
{
    tda_status st = TDA_OK;
    tda_index n = c->o.resolution;
    double *aside = ARRAY(arena, double, n);
    TRY(tdai_arena_status(ctx, arena));
    job j = {ctx, c, weight, tents, factor, aside};
    TRY(tdai_parallel(ctx, stage, n, 1 + 16384 / (c->bars.size + 1), samples, &j));
    for (tda_index k = 0; k < n; k++)
        out[k] = aside[k];
done:
    return st;
}

tda_status tda_diagram_silhouette(tda_ctx *ctx, double *out, const tda_diagram *diagram,
                                  int degree, const tda_diagram_curve_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_curve c;
    TRY(tdai_curve_of(ctx, &c, diagram, degree, opts, "silhouette", 0x7, false, false,
                      &tmp));
    const tdai_bars *x = &c.bars;
    double longest = 0, total = 0, *weight = ARRAY(&tmp, double, x->size);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < x->size; i++)
        longest = fmax(longest, x->death[i] - x->birth[i]);
    for (tda_index i = 0; i < x->size; i++) {
        weight[i] = pow((x->death[i] - x->birth[i]) / longest, c.o.power);
        total += weight[i];
    }
    for (tda_index i = 0; i < x->size; i++)
        weight[i] /= total;
    TRY(sample(ctx, out, &c, weight, true,
               c.o.convention == TDA_CONVENTION_GUDHI ? sqrt(2) : 1, "silhouette", &tmp));
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_diagram_lifespan_curve(tda_ctx *ctx, double *out,
                                      const tda_diagram *diagram, int degree,
                                      const tda_diagram_curve_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_curve c;
    TRY(tdai_curve_of(ctx, &c, diagram, degree, opts, "lifespan curve", 0x1, false, false,
                      &tmp));
    double *weight = ARRAY(&tmp, double, c.bars.size);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < c.bars.size; i++)
        weight[i] = c.bars.death[i] - c.bars.birth[i];
    TRY(sample(ctx, out, &c, weight, false, 1, "lifespan curve", &tmp));
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_diagram_entropy_curve(tda_ctx *ctx, double *out,
                                     const tda_diagram *diagram, int degree,
                                     const tda_diagram_curve_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_curve c;
    TRY(tdai_curve_of(ctx, &c, diagram, degree, opts, "entropy curve", 0x3, false, false,
                      &tmp));
    double *weight = ARRAY(&tmp, double, c.bars.size), sum = 0;
    TRY(tdai_arena_status(ctx, &tmp));
    tdai_entropy(weight, &c.bars);
    TRY(sample(ctx, out, &c, weight, false, 1, "entropy curve", &tmp));
    for (tda_index k = 0; k < c.o.resolution; k++)
        sum += out[k];
    for (tda_index k = 0; c.o.convention && sum > 0 && k < c.o.resolution; k++)
        out[k] /= sum;
done:
    tdai_arena_free(&tmp);
    return st;
}
