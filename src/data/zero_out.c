/* SPDX-License-Identifier: GPL-3.0-or-later */
/* zero_out.c - Cut a measure off at a corner, so that what it sums to is zero past it.
 *
 * The indicator of {z >= x} times that of {z < c} is the alternating sum of the indicators of
 * {z >= y} over the vertices y of the box from x to c. Points that are not below c in every
 * coordinate give nothing. Coordinates that are the corner's are constants: no cell. */
#include "data/private.h"
#include <math.h>

static bool below(const double *x, const double *corner, int params)
{
    for (int k = 0; k < params; k++)
        if (!(x[k] < corner[k]))
            return false;
    return true;
}

tda_status tda_measure_zero_out(tda_ctx *ctx, tda_measure *out, const tda_measure *in,
                                const double *corner)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_measure cut = {0};
    int params = in->params;
    tda_index n = 0, most = -1;
    for (int k = 0; k < params; k++)
        if (!isfinite(corner[k]))
            FAIL(TDA_EINVAL, "zero out: coordinate %d of the corner is %s", k,
                 isnan(corner[k]) ? "NaN" : "infinite");
    if (params < 62)
        most = tdai_size_add(0, in->size, (tda_index)1 << params);
    tda_index values = most < 0 ? -1 : tdai_size_add(0, most, params);
    TRY(tdai_budget(ctx, values < 0 ? -1 : tdai_size_add(0, values, 16), "zero out"));
    double *at = ARRAY(&tmp, double, values);
    tda_index *cell = ARRAY(&tmp, tda_index, values);
    int64_t *weight = ARRAY(&tmp, int64_t, most);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < in->size; i++) {
        TRY(tdai_poll(ctx, "zero out", i, in->size));
        const double *x = in->at + i * params;
        if (in->weight[i] == INT64_MIN)
            FAIL(TDA_EINVAL, "zero out: the weight of point %lld has no negative",
                 (long long)i);
        for (tda_index s = 0; s < (tda_index)1 << params && below(x, corner, params);
             s++, n++) {
            weight[n] = in->weight[i];
            for (int k = 0; k < params; k++) {
                bool far = s >> k & 1;
                at[n * params + k] = far ? corner[k] : x[k];
                cell[n * params + k] = far ? -1 : in->cell[i * params + k];
                weight[n] = far ? -weight[n] : weight[n];
            }
        }
    }
    TRY(tda_measure_new(ctx, &cut, params, n, at, weight, cell));
    cut.degree = in->degree;
    cut.cells = in->cells;
    cut.record = in->record;
    *out = cut;
done:
    tdai_arena_free(&tmp);
    return st;
}
