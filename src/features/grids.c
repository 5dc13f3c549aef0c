/* SPDX-License-Identifier: GPL-3.0-or-later */
/* grids.c - Regular grids of vectorizers: their settings, their columns, and the grid itself. */
#include "features/grids.h"

int tdai_grid_params(const tda_vectorizer *v)
{
    const tdai_setting *from = &v->set[tdai_key_place(v, "from")];
    return v->params ? v->params : (int)from->size;
}

static tda_index nodes_of(const tda_vectorizer *v, int axis)
{
    return (tda_index)tdai_set_nth(v, "resolution", axis);
}

static double node_at(const tda_vectorizer *v, int axis, tda_index i)
{
    double from = tdai_set_nth(v, "from", axis), to = tdai_set_nth(v, "to", axis);
    tda_index n = nodes_of(v, axis);
    return i == 0       ? from
           : i + 1 == n ? to
                        : from + (to - from) * (double)i / (double)(n - 1);
}

tda_index tdai_grid_multiply(tda_index a, tda_index b)
{
    tda_index out;
    return a < 0 || __builtin_mul_overflow(a, b, &out) ? -1 : out;
}

tda_index tdai_grid_size(const tda_vectorizer *v)
{
    tda_index n = 1;
    for (int k = 0; k < tdai_grid_params(v); k++)
        n = tdai_grid_multiply(n, nodes_of(v, k));
    return n;
}

tda_status tdai_grid_settle(tda_ctx *ctx, tda_vectorizer *v)
{
    tda_status st = TDA_OK;
    int params = v->params ? v->params : 2;
    for (int k = 0; k < params; k++)
        if (!(v->low[k] < v->high[k]) && isfinite(v->low[k]))
            v->high[k] = v->low[k] + 1;
    TRY(tdai_settle_low(ctx, v, "from", 0, params));
    TRY(tdai_settle_high(ctx, v, "to", 0, params));
done:
    return st;
}

tda_status tdai_grid_settle_bandwidth(tda_ctx *ctx, tda_vectorizer *v)
{
    tda_status st = TDA_OK;
    double least = INFINITY;
    TRY(tdai_grid_settle(ctx, v));
    for (int k = 0; k < tdai_grid_params(v); k++)
        least = fmin(least, tdai_set_nth(v, "to", k) - tdai_set_nth(v, "from", k));
    if (!tdai_is_set(v, "bandwidth"))
        TRY(tdai_set_one(ctx, v, "bandwidth", least > 0 ? least / 10 : 1));
done:
    return st;
}

void tdai_grid_layer(const tda_vectorizer *v, tda_index layer, tda_index node,
                     char text[TDA_COLUMN_CHARS])
{
    tda_index at[TDAI_RANGES];
    int params = tdai_grid_params(v);
    for (int k = params - 1; k >= 0; k--) {
        at[k] = node % nodes_of(v, k);
        node /= nodes_of(v, k);
    }
    tdai_column_at(text, v->row->name, layer, at, params);
}

void tdai_grid_column(const tda_vectorizer *v, tda_index i, char text[TDA_COLUMN_CHARS])
{
    tdai_grid_layer(v, -1, i, text);
}

void tdai_grid_box(double *box, const tda_vectorizer *v, int params)
{
    for (int k = 0; k < params; k++) {
        box[k] = tdai_set_nth(v, "from", k);
        box[params + k] = tdai_set_nth(v, "to", k);
    }
}

tda_status tdai_grid_of(tda_ctx *ctx, tda_grid *out, tdai_arena *tmp,
                        const tda_vectorizer *v, int params)
{
    tda_status st = TDA_OK;
    tda_index size = 0;
    if (params != tdai_grid_params(v))
        FAIL(TDA_EINVAL, "%s has a grid of %d axes for %d parameters", v->row->name,
             tdai_grid_params(v), params);
    for (int k = 0; k < params; k++) {
        size += nodes_of(v, k);
        if (nodes_of(v, k) > 1 &&
            !(tdai_set_nth(v, "from", k) < tdai_set_nth(v, "to", k)))
            FAIL(TDA_EINVAL, "%s: on axis %d the grid does not go up", v->row->name,
                 k + 1);
    }
    *out =
        (tda_grid){params, ARRAY(tmp, tda_index, params + 1), ARRAY(tmp, double, size)};
    TRY(tdai_arena_status(ctx, tmp));
    out->start[0] = 0;
    for (int k = 0; k < params; k++) {
        tda_index n = nodes_of(v, k);
        out->start[k + 1] = out->start[k] + n;
        for (tda_index i = 0; i < n; i++)
            out->value[out->start[k] + i] = node_at(v, k, i);
    }
done:
    return st;
}
