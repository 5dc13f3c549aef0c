/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vineyard_lists.c - Lists of numbers in one block, added modulo 2.
 *
 * A list that outgrows its room goes to the end of the block with room to spare. When the block is
 * full all lists are moved to a new one, without the room that was left behind. */
#include "multiparam/vineyard.h"
#include <string.h>

tda_status tdai_lists_new(tda_ctx *ctx, tdai_lists *out, tda_index count,
                          tda_index entries)
{
    tda_status st = TDA_OK;
    tdai_lists l = {.count = count, .capacity = entries + entries / 2 + 64};
    l.at = tdai_calloc(count, sizeof *l.at);
    l.size = tdai_calloc(count, sizeof *l.size);
    l.room = tdai_calloc(count, sizeof *l.room);
    l.block = tdai_alloc(l.capacity, sizeof *l.block);
    if ((count && (!l.at || !l.size || !l.room)) || !l.block)
        FAIL(TDA_ENOMEM, "vineyard: no memory for %lld columns", (long long)count);
    *out = l;
    l = (tdai_lists){0};
done:
    tdai_lists_free(&l);
    return st;
}

void tdai_lists_free(tdai_lists *l)
{
    tdai_free(l->at);
    tdai_free(l->size);
    tdai_free(l->room);
    tdai_free(l->block);
    tdai_free(l->spare);
    *l = (tdai_lists){0};
}

void tdai_lists_put(tdai_lists *l, uint32_t j, const uint32_t *row, uint32_t n)
{
    l->at[j] = l->used;
    l->size[j] = l->room[j] = n;
    l->used += n;
    if (n)
        memcpy(l->block + l->at[j], row, n * sizeof *row);
}

/* A block with room for n entries more at its end. */
static tda_status make_room(tda_ctx *ctx, tdai_lists *l, tda_index n)
{
    tda_status st = TDA_OK;
    tda_index live = 0;
    for (tda_index j = 0; j < l->count; j++)
        live += l->size[j];
    tda_index capacity = 2 * (live + n) + 64;
    TRY(tdai_budget(ctx, capacity * (tda_index)sizeof *l->block, "vineyard"));
    uint32_t *block = tdai_alloc(capacity, sizeof *block);
    if (!block)
        FAIL(TDA_ENOMEM, "vineyard: no memory for %lld entries of columns",
             (long long)capacity);
    tda_index used = 0;
    for (tda_index j = 0; j < l->count; j++) {
        memcpy(block + used, l->block + l->at[j], l->size[j] * sizeof *block);
        l->at[j] = used;
        l->room[j] = l->size[j];
        used += l->size[j];
    }
    tdai_free(l->block);
    l->block = block;
    l->capacity = capacity;
    l->used = used;
done:
    return st;
}

static uint32_t merge(uint32_t *out, const uint32_t *a, uint32_t m, const uint32_t *b,
                      uint32_t n)
{
    uint32_t i = 0, j = 0, k = 0;
    while (i < m && j < n) {
        uint32_t p = a[i], q = b[j];
        out[k] = p < q ? p : q;
        k += p != q;
        i += p <= q;
        j += q <= p;
    }
    while (i < m)
        out[k++] = a[i++];
    while (j < n)
        out[k++] = b[j++];
    return k;
}

tda_status tdai_lists_add(tda_ctx *ctx, tdai_lists *l, uint32_t to, uint32_t from)
{
    tda_status st = TDA_OK;
    tda_index most = (tda_index)l->size[to] + l->size[from];
    if (most > l->spare_room) {
        uint32_t *spare = tdai_realloc(l->spare, 2 * most, sizeof *spare);
        if (!spare)
            FAIL(TDA_ENOMEM, "vineyard: no memory for a column of %lld entries",
                 (long long)most);
        l->spare = spare;
        l->spare_room = 2 * most;
    }
    uint32_t n =
        merge(l->spare, tdai_list(l, to), l->size[to], tdai_list(l, from), l->size[from]);
    if (n > l->room[to]) {
        tda_index room = n + n / 2;
        if (room > l->capacity - l->used)
            TRY(make_room(ctx, l, room));
        l->at[to] = l->used;
        l->room[to] = (uint32_t)room;
        l->used += room;
    }
    l->size[to] = n;
    if (n)
        memcpy(l->block + l->at[to], l->spare, n * sizeof *l->block);
done:
    return st;
}
