/* SPDX-License-Identifier: GPL-3.0-or-later */
/* alpha_order.c - Sorting many numbered values at eight bytes each.
 *
 * The bits of a double that is not negative are an integer of the same order. Their range is cut
 * to 32 bits, which stand in one word with the number; three passes of a radix sort bring
 * the words in order, and the few values that the cut made equal are sorted in the same way by
 * what is left of them. */
#include "persistence/alpha.h"
#include <string.h>

enum { DIGIT = 11, BUCKETS = 1 << DIGIT, PASSES = 3, FEW = 24 };

static uint64_t bits_of(double value)
{
    uint64_t bits;
    value += 0.0; /* no -0 */
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static void insert(uint32_t *ids, tda_index n, const double *value)
{
    for (tda_index i = 1; i < n; i++) {
        uint32_t x = ids[i];
        tda_index j = i;
        for (; j > 0 && value[ids[j - 1]] > value[x]; j--)
            ids[j] = ids[j - 1];
        ids[j] = x;
    }
}

/* Sort the high halves of a [n], b [n] as scratch; returns which of them holds the answer. */
static uint64_t *radix(uint64_t *a, uint64_t *b, tda_index n)
{
    uint32_t count[PASSES][BUCKETS] = {{0}};
    for (tda_index i = 0; i < n; i++)
        for (int p = 0; p < PASSES; p++)
            count[p][a[i] >> (32 + p * DIGIT) & (BUCKETS - 1)]++;
    for (int p = 0; p < PASSES; p++) {
        uint32_t *at = count[p], sum = 0;
        if (at[a[0] >> (32 + p * DIGIT) & (BUCKETS - 1)] == n)
            continue;
        for (int d = 0; d < BUCKETS; d++) {
            uint32_t here = at[d];
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

/* a, b [n]: scratch */
static void sort(uint32_t *ids, tda_index n, const double *value, uint64_t *a,
                 uint64_t *b)
{
    if (n <= FEW) {
        insert(ids, n, value);
        return;
    }
    uint64_t least = UINT64_MAX, most = 0;
    for (tda_index i = 0; i < n; i++) {
        uint64_t key = bits_of(value[ids[i]]);
        least = key < least ? key : least;
        most = key > most ? key : most;
    }
    if (least == most)
        return;
    int width = 64 - __builtin_clzll(most - least), shift = width > 32 ? width - 32 : 0;
    for (tda_index i = 0; i < n; i++)
        a[i] = (bits_of(value[ids[i]]) - least) >> shift << 32 | ids[i];
    uint64_t *sorted = radix(a, b, n);
    for (tda_index i = 0; i < n; i++)
        ids[i] = (uint32_t)sorted[i];
    for (tda_index i = 0, end; shift && i < n; i = end) {
        for (end = i + 1; end < n && sorted[end] >> 32 == sorted[i] >> 32;)
            end++;
        if (end > i + 1)
            sort(ids + i, end - i, value, a + i, b + i);
    }
}

tda_status tdai_alpha_sort(tda_ctx *ctx, uint32_t *ids, tda_index n, const double *value)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    uint64_t *a = ARRAY(&tmp, uint64_t, n), *b = ARRAY(&tmp, uint64_t, n);
    TRY(tdai_arena_status(ctx, &tmp));
    sort(ids, n, value, a, b);
done:
    tdai_arena_free(&tmp);
    return st;
}
