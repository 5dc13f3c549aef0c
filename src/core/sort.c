/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sort.c - Stable radix sort of (double, index): ties keep their order, so every run agrees.
 *
 * A double maps to an unsigned integer of the same order (flip all bits of a negative, the
 * sign bit of the rest). From the greatest bits down: items are dealt into buckets by the leading
 * bits in which they differ, about four to a bucket, and each bucket is sorted likewise, short
 * ones by insertion. Values spread over their range take two deals, the second of which stays
 * within the cache; no values take more than eight at the full number of buckets. */
#include "core/private.h"
#include <string.h>

enum { DIGIT = 11, BUCKETS = 1 << DIGIT, SMALL = 24 };

typedef struct item {
    uint64_t key;
    tda_index id;
} item;

static uint64_t key_of(double value)
{
    uint64_t bits;
    value += 0.0; /* -0 and 0 are one value */
    memcpy(&bits, &value, sizeof bits);
    return bits ^ ((uint64_t)((int64_t)bits >> 63) | (uint64_t)1 << 63);
}

static void insertion(item *a, tda_index n)
{
    for (tda_index i = 1; i < n; i++) {
        item x = a[i];
        tda_index j = i;
        for (; j > 0 && a[j - 1].key > x.key; j--)
            a[j] = a[j - 1];
        a[j] = x;
    }
}

/* The digit width for n items: about four a bucket. */
static int digit_for(tda_index n)
{
    int digit = 3;
    while (digit < DIGIT && n >> (digit + 2))
        digit++;
    return digit;
}

/* Sort a [n] with b [n] as scratch; the answer goes to b if `across`, else stays in a. Each call
 * within a call has at least three bits less to sort by. */
static void radix(item *a, item *b, tda_index n, bool across)
{
    uint64_t least = n ? a[0].key : 0, most = least;
    for (tda_index i = 1; i < n && n > SMALL; i++) {
        least = a[i].key < least ? a[i].key : least;
        most = a[i].key > most ? a[i].key : most;
    }
    if (n <= SMALL || least == most) {
        if (n <= SMALL)
            insertion(a, n);
        if (across && n)
            memcpy(b, a, (size_t)n * sizeof *a);
        return;
    }
    int digit = digit_for(n), shift = 64 - __builtin_clzll(most - least) - digit;
    shift = shift < 0 ? 0 : shift;
    tda_index buckets = (tda_index)((most - least) >> shift) + 1;
    tda_index end[BUCKETS + 1];
    memset(end, 0, (size_t)(buckets + 1) * sizeof *end);
    for (tda_index i = 0; i < n; i++)
        end[((a[i].key - least) >> shift) + 1]++;
    for (tda_index d = 1; d <= buckets; d++)
        end[d] += end[d - 1];
    for (tda_index i = 0; i < n; i++) /* end[d]: where the next of bucket d goes */
        b[end[(a[i].key - least) >> shift]++] = a[i];
    for (tda_index d = 0, begin = 0; d < buckets; begin = end[d++])
        if (shift > 0)
            radix(b + begin, a + begin, end[d] - begin, !across);
    if (shift == 0 && !across)
        memcpy(a, b, (size_t)n * sizeof *a);
}

/* Exactly one of value and key is given. */
static tda_status argsort(tda_ctx *ctx, tda_index *order, const double *value,
                          const uint64_t *key, tda_index n)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    item *a = ARRAY(&tmp, item, n), *b = ARRAY(&tmp, item, n);
    TRY(tdai_arena_status(ctx, &tmp));
    bool sorted = true;
    for (tda_index i = 0; i < n; i++) {
        a[i] = (item){value ? key_of(value[i]) : key[i], i};
        sorted = sorted && (i == 0 || a[i - 1].key <= a[i].key);
    }
    if (!sorted)
        radix(a, b, n, false);
    for (tda_index i = 0; i < n; i++)
        order[i] = a[i].id;
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tdai_argsort(tda_ctx *ctx, tda_index *order, const double *value, tda_index n)
{
    return argsort(ctx, order, value, NULL, n);
}

tda_status tdai_argsort_u64(tda_ctx *ctx, tda_index *order, const uint64_t *key,
                            tda_index n)
{
    return argsort(ctx, order, NULL, key, n);
}
