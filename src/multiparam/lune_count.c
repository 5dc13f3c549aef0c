/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lune_count.c - An integer for each rank under changes from one rank on: sums of beginnings of a
 * sequence, in a binary tree that knows the greatest of them in each subtree. */
#include "multiparam/lune.h"

void tdai_lune_count_new(tdai_lune_count *c, tda_index n, tdai_arena *memory)
{
    c->leaves = 1;
    while (c->leaves < n)
        c->leaves *= 2;
    c->sum = ZEROS(memory, int32_t, 2 * c->leaves);
    c->most = ZEROS(memory, int32_t, 2 * c->leaves);
    if (memory->failed)
        return;
    for (tda_index i = n; i < c->leaves; i++)
        c->most[c->leaves + i] = INT32_MIN / 2; /* no rank: never above zero */
    for (tda_index i = c->leaves - 1; i > 0; i--)
        c->most[i] = c->most[2 * i]; /* never the lesser */
}

void tdai_lune_count_add(tdai_lune_count *c, uint32_t from, int32_t change)
{
    tda_index i = c->leaves + from;
    c->sum[i] += change;
    c->most[i] = c->sum[i];
    for (i /= 2; i > 0; i /= 2) {
        int32_t left = c->most[2 * i], right = c->sum[2 * i] + c->most[2 * i + 1];
        c->sum[i] += change;
        c->most[i] = left > right ? left : right;
    }
}

int32_t tdai_lune_count_at(const tdai_lune_count *c, uint32_t rank)
{
    tda_index i = c->leaves + rank;
    int32_t sum = c->sum[i];
    for (; i > 1; i /= 2)
        if (i % 2)
            sum += c->sum[i - 1];
    return sum;
}

uint32_t tdai_lune_count_last(const tdai_lune_count *c)
{
    tda_index i = 1;
    int32_t before = 0;
    if (c->most[1] <= 0)
        return TDAI_NONE;
    while (i < c->leaves) {
        bool right = before + c->sum[2 * i] + c->most[2 * i + 1] > 0;
        before += right ? c->sum[2 * i] : 0;
        i = 2 * i + right;
    }
    return (uint32_t)(i - c->leaves);
}
