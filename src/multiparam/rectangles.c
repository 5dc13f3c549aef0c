/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rectangles.c - Rectangles in grade indices, summed up now and then, since most of what one row
 * of nodes leaves cancels against the next. */
#include "multiparam/ranks.h"
#include <string.h>

void tdai_rectangles_clear(tdai_rectangles *r)
{
    tdai_free(r->at);
    *r = (tdai_rectangles){0};
}

static tda_status room(tda_ctx *ctx, tdai_rectangles *r, tda_index n)
{
    if (r->at && n <= r->capacity - r->size)
        return TDA_OK;
    if (r->size > 2 * r->summed + 4096) { /* worth a try before growing */
        tda_status st = tdai_rectangles_add_up(ctx, r);
        if (st || n <= (r->capacity - r->size) / 2)
            return st;
    }
    tda_index capacity = r->capacity + r->capacity / 2 + n + 256;
    tda_status st = tdai_budget(ctx, capacity * (tda_index)sizeof *r->at, "rank barcode");
    if (st)
        return st;
    tdai_rectangle *at = tdai_realloc(r->at, capacity, sizeof *at);
    if (!at)
        return tdai_fail(ctx, TDA_ENOMEM, "rank barcode: no memory for %lld rectangles",
                         (long long)capacity);
    r->at = at;
    r->capacity = capacity;
    return TDA_OK;
}

tda_status tdai_rectangles_put(tda_ctx *ctx, tdai_rectangles *r, uint64_t birth,
                               uint64_t death, int64_t weight)
{
    tda_status st = room(ctx, r, 1);
    if (st == TDA_OK)
        r->at[r->size++] = (tdai_rectangle){birth, death, weight};
    return st;
}

tda_status tdai_rectangles_add(tda_ctx *ctx, tdai_rectangles *r, bool swapped,
                               tda_index x, tda_index y, tda_index to_x, tda_index to_y,
                               int64_t weight)
{
    uint64_t birth =
        swapped ? (uint64_t)y << 32 | (uint64_t)x : (uint64_t)x << 32 | (uint64_t)y;
    uint64_t death = swapped ? (uint64_t)to_y << 32 | (uint64_t)to_x
                             : (uint64_t)to_x << 32 | (uint64_t)to_y;
    return tdai_rectangles_put(ctx, r, birth, death, weight);
}

tda_status tdai_rectangles_append(tda_ctx *ctx, tdai_rectangles *r,
                                  const tdai_rectangles *other)
{
    if (other->size == 0)
        return TDA_OK;
    tda_status st = room(ctx, r, other->size);
    if (st)
        return st;
    memcpy(r->at + r->size, other->at, (size_t)other->size * sizeof *r->at);
    r->size += other->size;
    return TDA_OK;
}

tda_status tdai_rectangles_add_up(tda_ctx *ctx, tdai_rectangles *r)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index n = r->size, kept = 0;
    uint64_t *key = ARRAY(&tmp, uint64_t, n);
    tda_index *order = ARRAY(&tmp, tda_index, n);
    tdai_rectangle *sorted = ARRAY(&tmp, tdai_rectangle, n);
    TRY(tdai_arena_status(ctx, &tmp));
    for (int pass = 0; pass < 2 && n > 0; pass++) {
        for (tda_index i = 0; i < n; i++)
            key[i] = pass ? r->at[i].birth : r->at[i].death;
        TRY(tdai_argsort_u64(ctx, order, key, n));
        for (tda_index i = 0; i < n; i++)
            sorted[i] = r->at[order[i]];
        memcpy(r->at, sorted, (size_t)n * sizeof *sorted);
    }
    for (tda_index i = 0, j; i < n; i = j) {
        int64_t sum = 0;
        for (j = i; j < n && sorted[j].birth == sorted[i].birth &&
                    sorted[j].death == sorted[i].death;
             j++)
            sum += sorted[j].weight;
        if (sum)
            r->at[kept++] = (tdai_rectangle){sorted[i].birth, sorted[i].death, sum};
    }
    r->size = r->summed = kept;
done:
    tdai_arena_free(&tmp);
    return st;
}
