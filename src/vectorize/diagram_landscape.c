/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagram_landscape.c - Persistence landscapes.
 *
 * At each sample the tents of the bars alive are looked at, and the greatest kept: a few in a
 * short sorted list, which most tents do not get into, many by sorting them all. Bars come by
 * birth, so those not yet born are never met. */
#include "vectorize/diagram.h"

enum { SHORT = 32 };

typedef struct job {
    tda_ctx *ctx;
    const tdai_curve *c;
    double factor;
    double *out; /* [layers x resolution] */
} job;

/* best [most] := the greatest tents at t, greatest first, then zeros */
static void greatest(double *best, tda_index most, const tdai_bars *x, double t)
{
    for (tda_index k = 0; k < most; k++)
        best[k] = 0;
    for (tda_index i = 0; i < x->size && x->birth[i] < t; i++) {
        double tent = tdai_tent(x->birth[i], x->death[i], t);
        tda_index k = most;
        for (; k > 0 && tent > best[k - 1]; k--)
            if (k < most)
                best[k] = best[k - 1];
        if (k < most)
            best[k] = tent;
    }
}

/* The same through a sort of all; scratch [bars] twice. */
static tda_status greatest_of_many(tda_ctx *ctx, double *best, tda_index most,
                                   const tdai_bars *x, double t, double *tent,
                                   tda_index *order)
{
    tda_status st = TDA_OK;
    tda_index n = 0;
    for (tda_index i = 0; i < x->size && x->birth[i] < t; i++)
        if (x->death[i] > t)
            tent[n++] = tdai_tent(x->birth[i], x->death[i], t);
    TRY(tdai_argsort(ctx, order, tent, n));
    for (tda_index k = 0; k < most; k++)
        best[k] = k < n ? tent[order[n - 1 - k]] : 0;
done:
    return st;
}

static tda_status samples(void *arg, tda_index begin, tda_index end)
{
    const job *j = arg;
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    const tdai_bars *x = &j->c->bars;
    tda_index layers = j->c->o.layers, n = j->c->o.resolution;
    tda_index most = layers < x->size ? layers : x->size,
              many = most > SHORT ? x->size : 0;
    double *best = ARRAY(&tmp, double, most), *tent = ARRAY(&tmp, double, many);
    tda_index *order = ARRAY(&tmp, tda_index, many);
    TRY(tdai_arena_status(j->ctx, &tmp));
    for (tda_index s = begin; s < end; s++) {
        double t = j->c->at[s];
        if (most > SHORT)
            TRY(greatest_of_many(j->ctx, best, most, x, t, tent, order));
        else
            greatest(best, most, x, t);
        for (tda_index k = 0; k < layers; k++)
            j->out[k * n + s] = k < most ? j->factor * best[k] : 0;
        if (s % 16 == 0 && tdai_cancelled(j->ctx)) {
            st = TDA_ECANCEL;
            break;
        }
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

/* persim: the number of the sample nearest to t, of two the first. */
static double snap(const tdai_curve *c, double t)
{
    tda_index n = c->o.resolution, k = tdai_grid_ceil(c->at, n, t);
    if (k == n || (k > 0 && t - c->at[k - 1] <= c->at[k] - t))
        k--;
    return c->at[k];
}

tda_status tda_diagram_landscape(tda_ctx *ctx, double *out, const tda_diagram *diagram,
                                 int degree, const tda_diagram_curve_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_curve c;
    TRY(tdai_curve_of(ctx, &c, diagram, degree, opts, "landscape", 0xf, true, false,
                      &tmp));
    for (tda_index i = 0; i < c.bars.size; i++) {
        double *b = &c.bars.birth[i], *e = &c.bars.death[i];
        if (isinf(*b) && isinf(*e))
            FAIL(TDA_EINVAL,
                 "landscape: a bar of degree %d goes from %g to %g and has no "
                 "height; drop such bars, or clamp them",
                 degree, *b, *e);
        if (c.o.convention == TDA_CONVENTION_PERSIM) {
            *b = isinf(*b) ? *b : snap(&c, *b);
            *e = isinf(*e) ? *e : snap(&c, *e);
        }
    }
    tda_index values = c.o.layers * c.o.resolution; /* both at most INT32_MAX */
    TRY(tdai_budget(ctx, tdai_size_add(0, values, 8), "landscape"));
    double *aside = ARRAY(&tmp, double, values);
    TRY(tdai_arena_status(ctx, &tmp));
    job j = {ctx, &c, c.o.convention == TDA_CONVENTION_GUDHI ? sqrt(2) : 1, aside};
    TRY(tdai_parallel(ctx, "landscape", c.o.resolution, 1 + 16384 / (c.bars.size + 1),
                      samples, &j));
    for (tda_index k = 0; k < values; k++)
        out[k] = aside[k];
done:
    tdai_arena_free(&tmp);
    return st;
}
