/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rank_tensor.c - All ranks between nodes of a grid, from a signed barcode: the weight of each bar is put
 * at the first s and the last t that it holds, and sums along each axis do the rest. */
#include "multiparam/private.h"
#include <stdio.h>
#include <string.h>

/* at [count x n x inner]: along the middle axis replace each value by the sum of those up to it, or
 * from it on. */
static void add_along(int64_t *at, tda_index count, tda_index n, tda_index inner, bool up)
{
    for (tda_index c = 0; c < count; c++)
        for (tda_index i = 1; i < n; i++) {
            int64_t *to = at + (c * n + (up ? i : n - 1 - i)) * inner;
            const int64_t *from = up ? to - inner : to + inner;
            for (tda_index k = 0; k < inner; k++)
                to[k] += from[k];
        }
}

/* The place of a bar's weight, -1 where it holds no pair of nodes. */
static tda_index place_of(const tda_signed_barcode *b, tda_index bar, const tda_grid *g,
                          tda_index nodes)
{
    tda_index s = 0, t = 0;
    for (int k = 0; k < b->params; k++) {
        const double *axis = g->value + g->start[k];
        tda_index n = g->start[k + 1] - g->start[k];
        tda_index first = tdai_grid_ceil(axis, n, b->birth[bar * b->params + k]);
        tda_index end = tdai_grid_ceil(axis, n, b->death[bar * b->params + k]);
        if (first >= end)
            return -1;
        s = s * n + first;
        t = t * n + end - 1;
    }
    return s * nodes + t;
}

/* Is node s below node t in every coordinate? */
static bool below(const tda_grid *g, tda_index s, tda_index t)
{
    bool all = true;
    for (int k = g->params - 1; k >= 0; k--) {
        tda_index n = g->start[k + 1] - g->start[k];
        all = all && s % n <= t % n;
        s /= n;
        t /= n;
    }
    return all;
}

tda_status tda_signed_barcode_rank_tensor(tda_ctx *ctx, tda_index **out,
                                          const tda_signed_barcode *b,
                                          const tda_grid *grid)
{
    tda_status st = TDA_OK;
    tda_index nodes = 1, inner, count, *at = NULL;
    char what[96];
    TRY(tdai_grid_check(ctx, grid, b->params));
    if (b->shape != TDA_BAR_RECTANGLE)
        FAIL(TDA_EINVAL, "rank tensor: the bars are hooks; give rectangles");
    for (int k = 0; k < b->params; k++)
        nodes = tdai_size_add(0, nodes, grid->start[k + 1] - grid->start[k]);
    snprintf(what, sizeof what, "rank tensor: a number for each two of %lld nodes",
             (long long)nodes);
    TRY(tdai_budget(ctx, tdai_size_add(0, tdai_size_add(0, nodes, nodes), 8), what));
    at = tdai_calloc(nodes * nodes, sizeof *at);
    if (!at)
        FAIL(TDA_ENOMEM, "rank tensor: no memory for %lld nodes", (long long)nodes);
    for (tda_index i = 0; i < b->size; i++) {
        tda_index place = place_of(b, i, grid, nodes);
        if (place >= 0)
            at[place] += b->weight[i];
    }
    inner = nodes * nodes;
    count = 1;
    for (int k = 0; k < 2 * b->params && nodes > 0; k++) {
        int axis = k % b->params;
        tda_index n = grid->start[axis + 1] - grid->start[axis];
        TRY(tdai_poll(ctx, "rank tensor", k, 2 * b->params));
        inner /= n;
        add_along(at, count, n, inner, k < b->params);
        count *= n;
    }
    for (tda_index s = 0; s < nodes; s++)
        for (tda_index t = 0; t < nodes; t++)
            if (!below(grid, s, t))
                at[s * nodes + t] = 0;
    *out = at;
    at = NULL;
done:
    tdai_free(at);
    return st;
}
