/* SPDX-License-Identifier: GPL-3.0-or-later */
/* minus.c - The difference of two measures, which is all that a distance of them depends on, and a
 * corner past the points of many, where those of different mass are cut off. */
#include "data/private.h"
#include <math.h>
#include <string.h>

tda_status tdai_measure_minus(tda_ctx *ctx, tda_measure *out, const tda_measure *a,
                              const tda_measure *b, const double *corner)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_measure cut[2] = {{0}}, minus = {0};
    const tda_measure *from[2] = {a, b};
    tda_index n = 0, size = 0;
    if (a->params != b->params)
        FAIL(TDA_EINVAL, "distance: the measures have %d and %d parameters", a->params,
             b->params);
    size_t params = (size_t)a->params;
    for (int k = 0; k < 2; k++) {
        if (corner) {
            TRY(tda_measure_zero_out(ctx, &cut[k], from[k], corner));
            from[k] = &cut[k];
        }
        size += from[k]->size;
    }
    double *at = ARRAY(&tmp, double, size * a->params);
    tda_index *cell = ARRAY(&tmp, tda_index, size * a->params);
    int64_t *weight = ARRAY(&tmp, int64_t, size);
    TRY(tdai_arena_status(ctx, &tmp));
    for (int k = 0; k < 2; k++)
        for (tda_index i = 0; i < from[k]->size; i++, n++) {
            if (from[k]->weight[i] == INT64_MIN)
                FAIL(TDA_EINVAL,
                     "distance: the weight of point %lld of measure %d has no negative",
                     (long long)i, k);
            size_t to = (size_t)n * params, row = (size_t)i * params;
            memcpy(at + to, from[k]->at + row, params * sizeof *at);
            memcpy(cell + to, from[k]->cell + row, params * sizeof *cell);
            weight[n] = k ? -from[k]->weight[i] : from[k]->weight[i];
        }
    TRY(tda_measure_new(ctx, &minus, a->params, size, at, weight, cell));
    minus.degree = a->degree;
    minus.cells = a->cells;
    minus.record = a->record;
    *out = minus;
done:
    tda_measure_clear(&cut[0]);
    tda_measure_clear(&cut[1]);
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_measures_corner(tda_ctx *ctx, double *corner, const tda_measure *measures,
                               tda_index count)
{
    tda_status st = TDA_OK;
    int params = count > 0 ? measures[0].params : 0;
    for (tda_index m = 1; m < count; m++)
        if (measures[m].params != params)
            FAIL(TDA_EINVAL, "corner: measure %lld has %d parameters, measure 0 has %d",
                 (long long)m, measures[m].params, params);
    for (int k = 0; k < params; k++) {
        double least = INFINITY, most = -INFINITY;
        for (tda_index m = 0; m < count; m++)
            for (tda_index i = 0; i < measures[m].size; i++) {
                double x = measures[m].at[i * params + k];
                least = isfinite(x) ? fmin(least, x) : least;
                most = isfinite(x) ? fmax(most, x) : most;
            }
        if (least > most)
            least = most = 0;
        double past = most + 0.1 * (most - least);
        if (!isfinite(past))
            FAIL(TDA_EINVAL, "corner: coordinate %d goes from %g to %g, too far apart", k,
                 least, most);
        corner[k] = past > most ? past : most + fmax(1, fabs(most));
    }
done:
    return st;
}
