/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kmeans.c - Centres that stand for a crowd of weighted points, in any number of dimensions.
 *
 * Points are sorted and equal ones made one with their weights, so that the order they come in does
 * not matter. k-means++ draws only points that no centre stands on, so all centres differ at first;
 * one that loses its points stays where it is. */
#include "vectorize/kmeans.h"
#include <math.h>
#include <string.h>

/* order := lexicographic, of points [n x params]. */
static tda_status lexicographic(tda_ctx *ctx, tda_index *order, const double *at,
                                tda_index n, int params, tdai_arena *arena)
{
    tda_status st = TDA_OK;
    double *key = ARRAY(arena, double, n);
    tda_index *by = ARRAY(arena, tda_index, n), *next = ARRAY(arena, tda_index, n);
    TRY(tdai_arena_status(ctx, arena));
    for (tda_index i = 0; i < n; i++)
        order[i] = i;
    for (int k = params - 1; k >= 0; k--) {
        for (tda_index i = 0; i < n; i++)
            key[i] = at[order[i] * params + k];
        TRY(tdai_argsort(ctx, by, key, n));
        for (tda_index i = 0; i < n; i++)
            next[i] = order[by[i]];
        if (n)
            memcpy(order, next, (size_t)n * sizeof *order);
    }
done:
    return st;
}

tda_status tdai_crowd_merge(tda_ctx *ctx, tdai_crowd *x, tdai_arena *arena)
{
    tda_status st = TDA_OK;
    tda_index n = x->size, kept = 0;
    int params = x->params;
    double *at = ARRAY(arena, double, n *params), *weight = ARRAY(arena, double, n);
    tda_index *order = ARRAY(arena, tda_index, n);
    TRY(tdai_arena_status(ctx, arena));
    TRY(lexicographic(ctx, order, x->at, n, params, arena));
    for (tda_index i = 0; i < n; i++) {
        const double *p = x->at + order[i] * params;
        if (kept && tdai_squared(at + (kept - 1) * params, p, params) == 0) {
            weight[kept - 1] += x->weight[order[i]];
        } else {
            memcpy(at + kept * params, p, (size_t)params * sizeof *at);
            weight[kept++] = x->weight[order[i]];
        }
    }
    x->size = kept;
    x->at = at;
    x->weight = weight;
done:
    return st;
}

/* centre [k x params], k <= the number of points; near [size] scratch */
static tda_index begin_centres(tdai_rng *rng, double *centre, tda_index k,
                               const tdai_crowd *x, double *near)
{
    int params = x->params;
    for (tda_index c = 0; c < k; c++) {
        double total = 0;
        for (tda_index i = 0; i < x->size; i++) {
            if (c > 0)
                near[i] = fmin(
                    c > 1 ? near[i] : INFINITY,
                    tdai_squared(x->at + i * params, centre + (c - 1) * params, params));
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
        memcpy(centre + c * params, x->at + chosen * params,
               (size_t)params * sizeof *centre);
    }
    return k;
}

/* Means of what is nearest, until nothing moves. sum [k x (params + 1)] scratch */
static tda_status settle(tda_ctx *ctx, double *centre, tda_index k, const tdai_crowd *x,
                         tda_index iterations, double *sum)
{
    tda_status st = TDA_OK;
    int params = x->params, wide = params + 1;
    bool moved = true;
    for (tda_index round = 0; moved && round < iterations; round++) {
        TRY(tdai_poll(ctx, "quantiser", round, iterations));
        memset(sum, 0, (size_t)(wide * k) * sizeof *sum);
        for (tda_index i = 0; i < x->size; i++) {
            tda_index best = 0;
            double least = INFINITY;
            for (tda_index c = 0; c < k; c++) {
                double d = tdai_squared(x->at + i * params, centre + c * params, params);
                best = d < least ? c : best;
                least = fmin(d, least);
            }
            for (int a = 0; a < params; a++)
                sum[wide * best + a] += x->weight[i] * x->at[i * params + a];
            sum[wide * best + params] += x->weight[i];
        }
        moved = false;
        for (tda_index c = 0; c < k; c++)
            for (int a = 0; a < params && sum[wide * c + params] > 0; a++) {
                double mean = sum[wide * c + a] / sum[wide * c + params];
                moved |= mean != centre[c * params + a];
                centre[c * params + a] = mean;
            }
    }
done:
    return st;
}

/* Half the distance to the nearest other centre. */
static double reach(const double *centre, tda_index k, tda_index c, const tdai_crowd *x)
{
    double least = INFINITY, extent = 0;
    int params = x->params;
    for (tda_index other = 0; other < k; other++) {
        double d = tdai_squared(centre + c * params, centre + other * params, params);
        least = d > 0 ? fmin(least, d) : least;
    }
    if (isfinite(least))
        return sqrt(least) / 2;
    for (int a = 0; a < params; a++) {
        double lo = INFINITY, hi = -INFINITY;
        for (tda_index i = 0; i < x->size; i++) {
            lo = fmin(lo, x->at[i * params + a]);
            hi = fmax(hi, x->at[i * params + a]);
        }
        extent = fmax(extent, (hi - lo) / 2);
    }
    return extent > 0 ? extent : 1;
}

tda_status tdai_kmeans(tda_ctx *ctx, double **out, tda_index *centres,
                       const tdai_crowd *x, tda_index iterations)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_rng *rng = NULL;
    tda_index k = *centres < x->size ? *centres : x->size, params = x->params;
    double *centre = ARRAY(&tmp, double, params *k),
           *sum = ARRAY(&tmp, double, (params + 1) * k),
           *near = ARRAY(&tmp, double, x->size);
    tda_index *order = ARRAY(&tmp, tda_index, k);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_rng_new(ctx, &rng, 0));
    k = begin_centres(rng, centre, k, x, near);
    TRY(settle(ctx, centre, k, x, iterations, sum));
    TRY(lexicographic(ctx, order, centre, k, x->params, &tmp));
    double *block = tdai_alloc((params + 1) * k, sizeof *block);
    if (!block)
        FAIL(TDA_ENOMEM, "%s: no memory for %lld centres", x->what, (long long)k);
    for (tda_index c = 0; c < k; c++)
        memcpy(block + c * params, centre + order[c] * params,
               (size_t)params * sizeof *block);
    for (tda_index c = 0; c < k; c++)
        block[params * k + c] = reach(block, k, c, x);
    *out = block;
    *centres = k;
done:
    tdai_rng_free(rng);
    tdai_arena_free(&tmp);
    return st;
}
