/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagram_atol.c - Quantized features: centres fitted to the bars of a training set, and how much
 * of a diagram is near each.
 *
 * The bars of all diagrams are sorted together, equal ones made one with a weight, so that
 * neither the order of diagrams nor that of bars matters. k-means++ draws only bars that no
 * centre stands on, so all centres differ at first; one that loses its bars stays where it is. */
#include "vectorize/diagram.h"
#include <stdio.h>
#include <string.h>

/* Different bars in lexicographic order, and how often each occurs. */
typedef struct crowd {
    tda_index size;
    double *at; /* [size x 2] */
    double *weight;
} crowd;

static double squared(const double *p, const double *q)
{
    double x = p[0] - q[0], y = p[1] - q[1];
    return x * x + y * y;
}

static tda_status sort_points(tda_ctx *ctx, double *at, tda_index n, tdai_arena *arena)
{
    tda_status st = TDA_OK;
    double *key = ARRAY(arena, double, n), *aside = ARRAY(arena, double, 2 * n);
    tda_index *order = ARRAY(arena, tda_index, n);
    TRY(tdai_arena_status(ctx, arena));
    for (int k = 1; k >= 0; k--) {
        for (tda_index i = 0; i < n; i++)
            key[i] = at[2 * i + k];
        TRY(tdai_argsort(ctx, order, key, n));
        for (tda_index i = 0; i < n; i++)
            memcpy(aside + 2 * i, at + 2 * order[i], 2 * sizeof *at);
        for (tda_index i = 0; i < 2 * n; i++)
            at[i] = aside[i];
    }
done:
    return st;
}

static tda_status gather(tda_ctx *ctx, crowd *out, const tda_diagram *d, tda_index count,
                         int degree, const tda_quantiser_opts *o, tdai_arena *arena)
{
    tda_status st = TDA_OK;
    tdai_bars *bars = ARRAY(arena, tdai_bars, count);
    tda_index n = 0, kept = 0;
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
        }
    TRY(sort_points(ctx, at, n, arena));
    for (tda_index i = 0; i < n; i++)
        if (kept && squared(at + 2 * kept - 2, at + 2 * i) == 0) {
            weight[kept - 1] += 1;
        } else {
            memmove(at + 2 * kept, at + 2 * i, 2 * sizeof *at);
            weight[kept++] = 1;
        }
    *out = (crowd){kept, at, weight};
done:
    return st;
}

/* centre [k x 2], k <= the number of points; near [size] scratch */
static tda_index begin_centres(tdai_rng *rng, double *centre, tda_index k, const crowd *x,
                               double *near)
{
    for (tda_index c = 0; c < k; c++) {
        double total = 0;
        for (tda_index i = 0; i < x->size; i++) {
            if (c > 0)
                near[i] = fmin(c > 1 ? near[i] : INFINITY,
                               squared(x->at + 2 * i, centre + 2 * c - 2));
            total += x->weight[i] * (c > 0 ? near[i] : 1);
        }
        if (!(total > 0))
            return c;
        double draw = tdai_rng_uniform(rng) * total;
        tda_index chosen = -1;
        for (tda_index i = 0; i < x->size; i++) {
            double share = x->weight[i] * (c > 0 ? near[i] : 1);
            if (share > 0 && (chosen < 0 || draw >= 0))
                chosen = i;
            draw -= share;
        }
        memcpy(centre + 2 * c, x->at + 2 * chosen, 2 * sizeof *centre);
    }
    return k;
}

/* Means of what is nearest, until nothing moves. sum [k x 3] scratch */
static tda_status settle(tda_ctx *ctx, double *centre, tda_index k, const crowd *x,
                         tda_index iterations, double *sum)
{
    tda_status st = TDA_OK;
    bool moved = true;
    for (tda_index round = 0; moved && round < iterations; round++) {
        TRY(tdai_poll(ctx, "quantiser", round, iterations));
        memset(sum, 0, (size_t)(3 * k) * sizeof *sum);
        for (tda_index i = 0; i < x->size; i++) {
            tda_index best = 0;
            double least = INFINITY;
            for (tda_index c = 0; c < k; c++) {
                double d = squared(x->at + 2 * i, centre + 2 * c);
                best = d < least ? c : best;
                least = fmin(d, least);
            }
            sum[3 * best] += x->weight[i] * x->at[2 * i];
            sum[3 * best + 1] += x->weight[i] * x->at[2 * i + 1];
            sum[3 * best + 2] += x->weight[i];
        }
        moved = false;
        for (tda_index c = 0; c < k; c++)
            for (int a = 0; a < 2 && sum[3 * c + 2] > 0; a++) {
                double mean = sum[3 * c + a] / sum[3 * c + 2];
                moved |= mean != centre[2 * c + a];
                centre[2 * c + a] = mean;
            }
    }
done:
    return st;
}

static double reach(const double *centre, tda_index k, tda_index c, const crowd *x)
{
    double least = INFINITY;
    for (tda_index e = 0; e < k; e++) {
        double d = squared(centre + 2 * c, centre + 2 * e);
        least = d > 0 ? fmin(least, d) : least;
    }
    if (isfinite(least))
        return sqrt(least) / 2;
    double extent = x->at[2 * x->size - 2] - x->at[0], lo = x->at[1], hi = lo;
    for (tda_index i = 0; i < x->size; i++) {
        lo = fmin(lo, x->at[2 * i + 1]);
        hi = fmax(hi, x->at[2 * i + 1]);
    }
    extent = fmax(extent, hi - lo) / 2;
    return extent > 0 ? extent : 1;
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
    tdai_rng *rng = NULL;
    crowd x = {0};
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(check(ctx, &o));
    if (count < 0)
        FAIL(TDA_EINVAL, "quantiser: %lld diagrams", (long long)count);
    TRY(gather(ctx, &x, diagrams, count, degree, &o, &tmp));
    TRY(tdai_rng_new(ctx, &rng, 0));
    tda_index k = o.centres < x.size ? o.centres : x.size;
    double *centre = ARRAY(&tmp, double, 2 * k), *sum = ARRAY(&tmp, double, 3 * k);
    double *near = ARRAY(&tmp, double, x.size);
    TRY(tdai_arena_status(ctx, &tmp));
    k = begin_centres(rng, centre, k, &x, near);
    TRY(settle(ctx, centre, k, &x, o.iterations, sum));
    TRY(sort_points(ctx, centre, k, &tmp));
    double *block = tdai_alloc(3 * k, sizeof *block);
    if (!block)
        FAIL(TDA_ENOMEM, "quantiser: no memory for %lld centres", (long long)k);
    memcpy(block, centre, (size_t)(2 * k) * sizeof *block);
    for (tda_index c = 0; c < k; c++)
        block[2 * k + c] = reach(centre, k, c, &x);
    *out = (tda_quantiser){k, block, block + 2 * k};
done:
    tdai_rng_free(rng);
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
            sum += exp(-squared(bar, quantiser->centre + 2 * c) / (r * r));
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
