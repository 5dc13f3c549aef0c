/* SPDX-License-Identifier: GPL-3.0-or-later */
/* column.c - The column under reduction: a sorted array while short, a bit tree when long. */
#include "core/column.h"
#include <string.h>

enum {
    SHORT = 64, /* entries up to which merging arrays is the cheaper */
    ROOT = 32   /* words at the top of the tree, searched one by one */
};

tda_status tdai_column_new(tda_ctx *ctx, tdai_column *out, tda_index rows)
{
    tda_status st = TDA_OK;
    tdai_column c = {0};
    c.list = ARRAY(&c.memory, uint32_t, SHORT);
    c.spare = ARRAY(&c.memory, uint32_t, SHORT);
    tda_index n = rows;
    do {
        n = n < 64 ? 1 : (n + 63) / 64;
        c.words[c.height] = n;
        c.word[c.height++] = ZEROS(&c.memory, uint64_t, n);
    } while (n > ROOT);
    TRY(tdai_arena_status(ctx, &c.memory));
    *out = c;
    c = (tdai_column){0};
done:
    tdai_arena_free(&c.memory);
    return st;
}

void tdai_column_free(tdai_column *c)
{
    tdai_arena_free(&c->memory);
    *c = (tdai_column){0};
}

/* Add rows [n], ascending, to the tree. */
static void toggle(tdai_column *c, const uint32_t *row, tda_index n)
{
    int top = c->height - 1;
    uint64_t *root = c->word[top];
    for (tda_index k = 0; k < n; k++) {
        tda_index i = row[k];
        int h = 0;
        for (; h < top; h++) {
            uint64_t *w = &c->word[h][i >> 6], before = *w;
            *w ^= (uint64_t)1 << (i & 63);
            if (before && *w)
                break; /* the word was and stays nonzero: nothing changes above */
            i >>= 6;
        }
        if (h == top)
            root[i >> 6] ^= (uint64_t)1 << (i & 63);
    }
    tda_index last = n ? (tda_index)row[n - 1] >> 6 * c->height : 0;
    c->high = last > c->high ? last : c->high;
}

/* Add rows to the tree, moving the array into it first. */
static void add_to_tree(tdai_column *c, const uint32_t *row, tda_index n)
{
    if (!c->tree)
        toggle(c, c->list, c->size);
    c->tree = true;
    toggle(c, row, n);
}

void tdai_column_load(tdai_column *c, const uint32_t *row, tda_index n)
{
    c->tree = false;
    c->size = 0;
    tdai_column_add(c, row, n);
}

/* The symmetric difference of two ascending arrays; the length of it. */
static tda_index merge(uint32_t *restrict out, const uint32_t *a, tda_index na,
                       const uint32_t *b, tda_index nb)
{
    tda_index i = 0, j = 0, k = 0;
    while (i < na && j < nb) {
        uint32_t x = a[i], y = b[j];
        out[k] = x < y ? x : y;
        k += x != y;
        i += x <= y;
        j += y <= x;
    }
    for (; i < na; i++)
        out[k++] = a[i];
    for (; j < nb; j++)
        out[k++] = b[j];
    return k;
}

void tdai_column_add(tdai_column *c, const uint32_t *row, tda_index n)
{
    if (c->tree || c->height == 1 || c->size + n > SHORT) {
        add_to_tree(c, row, n);
        return;
    }
    c->size = merge(c->spare, c->list, c->size, row, n);
    uint32_t *swap = c->list;
    c->list = c->spare;
    c->spare = swap;
}

void tdai_column_toggle(tdai_column *c, uint32_t row)
{
    tdai_column_add(c, &row, 1);
}

uint32_t tdai_column_pivot(tdai_column *c)
{
    if (!c->tree)
        return c->size ? c->list[c->size - 1] : TDAI_NONE;
    int h = c->height - 1;
    while (c->high > 0 && !c->word[h][c->high])
        c->high--;
    tda_index i = c->high;
    if (!c->word[h][i])
        return TDAI_NONE;
    for (; h >= 0; h--)
        i = i << 6 | (63 - __builtin_clzll(c->word[h][i]));
    return (uint32_t)i;
}

/* The first row of the tree at or after *row. */
static bool tree_next(const tdai_column *c, tda_index *row)
{
    tda_index i = *row;
    int h = 0, top = c->height - 1;
    for (;;) { /* climb until a set bit at or after i is in sight */
        if (i >> 6 >= c->words[h])
            return false;
        uint64_t w = c->word[h][i >> 6] >> (i & 63);
        if (w) {
            i += __builtin_ctzll(w);
            break;
        }
        if (h < top) {
            i = (i >> 6) + 1;
            h++;
        } else {
            i = (i | 63) + 1;
        }
    }
    while (h-- > 0)
        i = i << 6 | __builtin_ctzll(c->word[h][i]);
    *row = i;
    return true;
}

tda_index tdai_column_count(const tdai_column *c)
{
    if (!c->tree)
        return c->size;
    tda_index n = 0;
    for (tda_index row = 0; tree_next(c, &row); row = (row | 63) + 1)
        n += __builtin_popcountll(c->word[0][row >> 6]);
    return n;
}

void tdai_column_unload(tdai_column *c, uint32_t *out)
{
    if (!c->tree && c->size)
        memcpy(out, c->list, (size_t)c->size * sizeof *out);
    for (tda_index row = 0; c->tree && tree_next(c, &row); row = (row | 63) + 1)
        for (uint64_t w = c->word[0][row >> 6]; w; w &= w - 1)
            *out++ = (uint32_t)((row & ~(tda_index)63) + __builtin_ctzll(w));
    tdai_column_empty(c);
}

void tdai_column_empty(tdai_column *c)
{
    for (tda_index row = 0; c->tree && tree_next(c, &row); row = (row | 63) + 1) {
        tda_index i = row >> 6;
        c->word[0][i] = 0;
        for (int h = 1; h < c->height; h++, i >>= 6)
            if (c->word[h][i >> 6] &= ~((uint64_t)1 << (i & 63)))
                break; /* the parent keeps other children */
    }
    c->tree = false;
    c->size = 0;
    c->high = 0;
}
