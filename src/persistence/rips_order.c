/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_order.c - The order of many edges by value, through the leading bits of their values.
 *
 * A double maps to an unsigned integer of the same order. The least of them is taken off, and of
 * what is left the 32 leading bits of the greatest are sorted by radix together with the index
 * of the edge, in words of 64 bits: half the traffic of whole keys, in half as many passes. Runs that
 * agree in these bits are nearly always ties, which stay in order; the others are sorted anew. */
#include "persistence/rips.h"
#include <string.h>

enum { DIGIT = 8, BUCKETS = 1 << DIGIT, PASSES = 4, SHORT = 32 };

static uint64_t key_of(double value)
{
    uint64_t bits;
    value += 0.0; /* -0 and 0 are one value */
    memcpy(&bits, &value, sizeof bits);
    return bits ^ ((uint64_t)((int64_t)bits >> 63) | (uint64_t)1 << 63);
}

/* Sort a [n] by its upper 32 bits, b being scratch; returns the one that holds the answer. */
static uint64_t *radix(uint64_t *a, uint64_t *b, tda_index n, tda_index (*count)[BUCKETS])
{
    memset(count, 0, sizeof(tda_index[PASSES][BUCKETS]));
    for (tda_index i = 0; i < n; i++)
        for (int p = 0; p < PASSES; p++)
            count[p][a[i] >> (32 + p * DIGIT) & (BUCKETS - 1)]++;
    for (int p = 0; p < PASSES; p++) {
        tda_index *at = count[p], sum = 0;
        if (at[a[0] >> (32 + p * DIGIT) & (BUCKETS - 1)] == n)
            continue;
        for (int d = 0; d < BUCKETS; d++) {
            tda_index here = at[d];
            at[d] = sum;
            sum += here;
        }
        for (tda_index i = 0; i < n; i++)
            b[at[a[i] >> (32 + p * DIGIT) & (BUCKETS - 1)]++] = a[i];
        uint64_t *swap = a;
        a = b;
        b = swap;
    }
    return a;
}

/* Sort a run of edges that agree in their leading bits by value, stably. */
static tda_status mend(tda_ctx *ctx, uint32_t *order, tda_index n, const double *value)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index i = 1;
    while (i < n && value[order[i - 1]] <= value[order[i]])
        i++;
    if (i == n)
        return TDA_OK;
    if (n <= SHORT) {
        for (; i < n; i++) {
            uint32_t x = order[i];
            tda_index j = i;
            for (; j > 0 && value[order[j - 1]] > value[x]; j--)
                order[j] = order[j - 1];
            order[j] = x;
        }
        return TDA_OK;
    }
    double *own = ARRAY(&tmp, double, n);
    tda_index *by_value = ARRAY(&tmp, tda_index, n);
    uint32_t *before = ARRAY(&tmp, uint32_t, n);
    TRY(tdai_arena_status(ctx, &tmp));
    for (i = 0; i < n; i++) {
        before[i] = order[i];
        own[i] = value[order[i]];
    }
    TRY(tdai_argsort(ctx, by_value, own, n));
    for (i = 0; i < n; i++)
        order[i] = before[by_value[i]];
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tdai_rips_order(tda_ctx *ctx, uint32_t *order, const double *value,
                           tda_index n)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    uint64_t *a = ARRAY(&tmp, uint64_t, n), *b = ARRAY(&tmp, uint64_t, n);
    tda_index(*count)[BUCKETS] = tdai_arena_alloc(&tmp, PASSES, sizeof *count);
    TRY(tdai_arena_status(ctx, &tmp));
    uint64_t least = UINT64_MAX, most = 0;
    int shift = 0;
    for (tda_index i = 0; i < n; i++) {
        uint64_t key = key_of(value[i]);
        least = key < least ? key : least;
        most = key > most ? key : most;
    }
    while (n > 0 && (most - least) >> shift > UINT32_MAX)
        shift++;
    for (tda_index i = 0; i < n; i++)
        a[i] = (key_of(value[i]) - least) >> shift << 32 | (uint64_t)i;
    if (n > 0)
        a = radix(a, b, n, count);
    for (tda_index i = 0; i < n; i++)
        order[i] = (uint32_t)a[i];
    for (tda_index i = 0, end; shift > 0 && i < n; i = end) {
        for (end = i + 1; end < n && a[end] >> 32 == a[i] >> 32;)
            end++;
        if (end > i + 1)
            TRY(mend(ctx, order + i, end - i, value));
    }
done:
    tdai_arena_free(&tmp);
    return st;
}
