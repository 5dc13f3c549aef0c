/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decompose_list.c - Increasing lists of numbers: sparse vectors over Z/2 that come and go. */
#include "multiparam/decompose.h"
#include <string.h>

void tdai_list_free(tdai_list *l)
{
    tdai_free(l->at);
    *l = (tdai_list){0};
}

static tda_status room(tda_ctx *ctx, tdai_list *l, tda_index n)
{
    if (n <= l->room)
        return TDA_OK;
    tda_index size = n + n / 2 + 4;
    uint32_t *at = tdai_realloc(l->at, size, sizeof *at);
    if (!at)
        return tdai_fail(ctx, TDA_ENOMEM, "decomposition: no memory for a row of %lld",
                         (long long)size);
    l->at = at;
    l->room = size;
    return TDA_OK;
}

tda_status tdai_list_copy(tda_ctx *ctx, tdai_list *to, const uint32_t *at, tda_index n)
{
    tda_status st = room(ctx, to, n);
    if (st)
        return st;
    if (n > 0)
        memcpy(to->at, at, (size_t)n * sizeof *at);
    to->size = n;
    return TDA_OK;
}

/* The sum is merged from the back into the end of the room, and moved to the front. */
tda_status tdai_list_add(tda_ctx *ctx, tdai_list *to, const uint32_t *at, tda_index n)
{
    tda_index i = to->size, j = n, end;
    tda_status st = room(ctx, to, 2 * to->size + n);
    if (st || n == 0)
        return st;
    tda_index k = end = 2 * to->size + n;
    while (i > 0 || j > 0) {
        if (j == 0 || (i > 0 && to->at[i - 1] > at[j - 1]))
            to->at[--k] = to->at[--i];
        else if (i == 0 || at[j - 1] > to->at[i - 1])
            to->at[--k] = at[--j];
        else
            i--, j--;
    }
    to->size = end - k;
    memmove(to->at, to->at + k, (size_t)to->size * sizeof *at);
    return TDA_OK;
}

tda_status tdai_list_toggle(tda_ctx *ctx, tdai_list *to, uint32_t value)
{
    return tdai_list_add(ctx, to, &value, 1);
}

tda_status tdai_list_push(tda_ctx *ctx, tdai_list *to, uint32_t value)
{
    tda_status st = room(ctx, to, to->size + 1);
    if (st == TDA_OK)
        to->at[to->size++] = value;
    return st;
}

bool tdai_list_has(const tdai_list *l, uint32_t value)
{
    tda_index low = 0, high = l->size;
    while (low < high) {
        tda_index middle = (low + high) / 2;
        if (l->at[middle] == value)
            return true;
        if (l->at[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}
