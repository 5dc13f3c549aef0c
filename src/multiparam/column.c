/* SPDX-License-Identifier: GPL-3.0-or-later */
/* column.c - The column under reduction: a sorted array while short, a bit tree when long. */
#include "multiparam/column.h"
#include <string.h>

enum {
    SHORT = 96
}; /* entries up to which merging arrays is the cheaper; bench/ measures it */

tda_status tdai_column_new(tda_ctx *ctx, tdai_column *out, tda_index rows)
{
    tda_status st = TDA_OK;
    tdai_column c = {.capacity = SHORT};
    c.list = ARRAY(&c.memory, uint32_t, SHORT);
    c.spare = ARRAY(&c.memory, uint32_t, SHORT);
    tda_index n = rows;
    do {
        n = (n + 63) / 64;
        c.words[c.height] = n;
        c.word[c.height++] = ZEROS(&c.memory, uint64_t, n);
    } while (n > 1);
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

static void tree_toggle(tdai_column *c, uint32_t row)
{
    tda_index i = row;
    for (int h = 0; h < c->height; h++) {
        uint64_t *w = &c->word[h][i >> 6];
        uint64_t before = *w;
        *w ^= (uint64_t)1 << (i & 63);
        if (before && *w)
            return; /* the word was and stays nonzero: nothing changes above */
        i >>= 6;
    }
}

static void plant(tdai_column *c)
{
    c->tree = true;
    for (tda_index i = 0; i < c->size; i++)
        tree_toggle(c, c->list[i]);
}

void tdai_column_load(tdai_column *c, const uint32_t *row, tda_index n)
{
    c->tree = n > SHORT;
    c->size = n;
    if (!c->tree)
        memcpy(c->list, row, (size_t)n * sizeof *row);
    for (tda_index i = 0; c->tree && i < n; i++)
        tree_toggle(c, row[i]);
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
    memcpy(out + k, a + i, (size_t)(na - i) * sizeof *a);
    k += na - i;
    memcpy(out + k, b + j, (size_t)(nb - j) * sizeof *b);
    return k + nb - j;
}

void tdai_column_add(tdai_column *c, const uint32_t *row, tda_index n)
{
    if (!c->tree && c->size + n <= SHORT) {
        tda_index size = merge(c->spare, c->list, c->size, row, n);
        uint32_t *swap = c->list;
        c->list = c->spare;
        c->spare = swap;
        c->size = size;
        return;
    }
    if (!c->tree)
        plant(c);
    for (tda_index i = 0; i < n; i++)
        tree_toggle(c, row[i]);
}

void tdai_column_toggle(tdai_column *c, uint32_t row)
{
    tdai_column_add(c, &row, 1);
}

uint32_t tdai_column_pivot(tdai_column *c)
{
    if (!c->tree)
        return c->size ? c->list[c->size - 1] : TDAI_NONE;
    tda_index i = 0;
    for (int h = c->height - 1; h >= 0; h--) {
        uint64_t w = c->word[h][i];
        if (!w)
            return TDAI_NONE; /* only at the root */
        i = i << 6 | (63 - __builtin_clzll(w));
    }
    return (uint32_t)i;
}

/* Visit the rows of the tree from below: call with row = 0, then one past the last answer. */
static bool tree_next(const tdai_column *c, tda_index *row)
{
    tda_index i = *row;
    int h = 0;
    for (; h < c->height; h++) { /* climb until a set bit at or after i is in sight */
        if (i >> 6 >= c->words[h])
            return false;
        uint64_t w = c->word[h][i >> 6] >> (i & 63);
        if (w) {
            i += __builtin_ctzll(w);
            break;
        }
        i = (i >> 6) + 1;
    }
    if (h == c->height)
        return false;
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
    if (!c->tree)
        memcpy(out, c->list, (size_t)c->size * sizeof *out);
    for (tda_index row = 0, k = 0; c->tree && tree_next(c, &row); row++)
        out[k++] = (uint32_t)row;
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
}
