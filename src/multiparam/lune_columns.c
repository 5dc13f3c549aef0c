/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lune_columns.c - Boundaries of triangles, reduced by rank while the scale grows.
 *
 * The columns kept have distinct pivots, and of two columns with one pivot the one of the smaller
 * rank stays: so at every moment those up to any rank y are a basis of the boundaries in the
 * sublevel set of rank y. A new column takes the pivot of one of a larger rank over, and that
 * one is reduced further; at the end one column has found a pivot of its own or become zero.
 *
 * The column at hand is a row of bits, one for each critical edge. A kept one is a list where
 * that is the smaller, else bits up to its pivot. */
#include "multiparam/lune.h"
#include <string.h>

typedef struct lune_column {
    uint32_t y;
    uint32_t size; /* entries of a list; 0: bits */
    void *at;      /* NULL: no column has this pivot */
} lune_column;

void tdai_lune_columns_free(tdai_lune_columns *c)
{
    for (tda_index p = 0; c->at && p < 64 * c->words; p++)
        tdai_free(c->at[p].at);
    tdai_free(c->at);
    tdai_free(c->work);
    *c = (tdai_lune_columns){0};
}

tda_status tdai_lune_columns_room(tda_ctx *ctx, tdai_lune_columns *c, tda_index rows)
{
    tda_index words = 2 * c->words > 4 ? 2 * c->words : 4;
    if (rows <= 64 * c->words)
        return TDA_OK;
    uint64_t *work = tdai_realloc(c->work, words, sizeof *work);
    c->work = work ? work : c->work;
    lune_column *at = tdai_realloc(c->at, 64 * words, sizeof *at);
    c->at = at ? at : c->at;
    if (!work || !at)
        return tdai_fail(ctx, TDA_ENOMEM, "function-Rips: no memory for %lld edges",
                         (long long)rows);
    memset(work + c->words, 0, (size_t)(words - c->words) * sizeof *work);
    memset(at + 64 * c->words, 0, (size_t)(64 * (words - c->words)) * sizeof *at);
    c->words = words;
    return TDA_OK;
}

void tdai_lune_columns_toggle(tdai_lune_columns *c, const uint32_t *row, uint32_t size)
{
    for (uint32_t i = 0; i < size; i++)
        c->work[row[i] / 64] ^= (uint64_t)1 << row[i] % 64;
    if (size && row[size - 1] / 64 >= c->used)
        c->used = row[size - 1] / 64 + 1;
}

/* The last row of the column at hand, or TDAI_NONE. */
static uint32_t pivot(tdai_lune_columns *c)
{
    while (c->used > 0 && !c->work[c->used - 1])
        c->used--;
    return c->used ? 64 * c->used - 1 - (uint32_t)__builtin_clzll(c->work[c->used - 1])
                   : TDAI_NONE;
}

static void add(tdai_lune_columns *c, const lune_column *o)
{
    if (o->size)
        tdai_lune_columns_toggle(c, o->at, o->size);
    else
        c->loops->add(c->work, o->at, c->used);
    c->effort.columns++;
    c->effort.entries += o->size ? o->size : c->used;
}

uint32_t tdai_lune_columns_list(const tdai_lune_columns *c, uint32_t *row)
{
    uint32_t n = 0;
    for (uint32_t k = 0; k < c->used; k++)
        for (uint64_t bits = c->work[k]; bits; bits &= bits - 1)
            row[n++] = 64 * k + (uint32_t)__builtin_ctzll(bits);
    return n;
}

/* Empty the column at hand into *out. */
static tda_status keep(tda_ctx *ctx, tdai_lune_columns *c, lune_column *out, uint32_t y)
{
    uint32_t size = (uint32_t)c->loops->count(c->work, c->used);
    bool list = size < 2 * c->used;
    tda_index bytes = list ? 4 * (tda_index)size : 8 * (tda_index)c->used;
    tda_status st = tdai_budget(ctx, c->bytes + bytes, "function-Rips: reduced columns");
    void *at = st ? NULL : tdai_alloc(bytes, 1);
    if (!at)
        return st ? st
                  : tdai_fail(ctx, TDA_ENOMEM, "function-Rips: no memory for columns");
    if (list) {
        tdai_lune_columns_list(c, at);
    } else {
        memcpy(at, c->work, (size_t)bytes);
    }
    memset(c->work, 0, c->used * sizeof *c->work);
    c->bytes += bytes;
    *out = (lune_column){y, list ? size : 0, at};
    return TDA_OK;
}

tda_status tdai_lune_columns_reduce(tda_ctx *ctx, tdai_lune_columns *c, uint32_t y,
                                    uint32_t *dead)
{
    tda_status st = TDA_OK;
    lune_column old = {0};
    uint32_t p;
    *dead = TDAI_NONE;
    while ((p = pivot(c)) != TDAI_NONE) {
        lune_column *o = &c->at[p];
        if (o->at && o->y <= y) {
            add(c, o);
            continue;
        }
        old = *o;
        o->at = NULL;
        uint32_t used = c->used;
        TRY(keep(ctx, c, o, y));
        c->used = 0;
        if (!old.at)
            goto done;
        c->used = used;
        add(c, &old);
        c->bytes -= old.size ? 4 * (tda_index)old.size : 8 * (tda_index)used;
        tdai_free(old.at);
        y = old.y;
        old.at = NULL;
    }
    *dead = y;
done:
    tdai_free(old.at);
    return st;
}
