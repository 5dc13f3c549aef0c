/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sort.c - Stable radix sort of (double, index): ties keep their order, so every run agrees.
 *
 * A double maps to an unsigned integer of the same order (flip all bits of a negative, the
 * sign bit of the rest). Eleven bits a pass; a pass in which all keys agree is skipped, which
 * saves most of them when the keys are small integers or share their exponents. */
#include "core/private.h"
#include <string.h>

enum { DIGIT = 11, BUCKETS = 1 << DIGIT, PASSES = (64 + DIGIT - 1) / DIGIT, SMALL = 48 };

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

/* Sort a [n] with b [n] as scratch; returns the array that holds the answer. */
static item *radix(item *a, item *b, tda_index n, tda_index (*count)[BUCKETS])
{
    if (n <= SMALL) {
        insertion(a, n);
        return a;
    }
    memset(count, 0, sizeof(tda_index[PASSES][BUCKETS]));
    for (tda_index i = 0; i < n; i++)
        for (int p = 0; p < PASSES; p++)
            count[p][a[i].key >> (p * DIGIT) & (BUCKETS - 1)]++;
    for (int p = 0; p < PASSES; p++) {
        tda_index *at = count[p], sum = 0;
        if (at[a[0].key >> (p * DIGIT) & (BUCKETS - 1)] == n)
            continue;
        for (int d = 0; d < BUCKETS; d++) {
            tda_index here = at[d];
            at[d] = sum;
            sum += here;
        }
        for (tda_index i = 0; i < n; i++)
            b[at[a[i].key >> (p * DIGIT) & (BUCKETS - 1)]++] = a[i];
        item *swap = a;
        a = b;
        b = swap;
    }
    return a;
}

/* Exactly one of value and key is given. */
static tda_status argsort(tda_ctx *ctx, tda_index *order, const double *value,
                          const uint64_t *key, tda_index n)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    item *a = ARRAY(&tmp, item, n), *b = ARRAY(&tmp, item, n);
    tda_index(*count)[BUCKETS] =
        tdai_arena_alloc(&tmp, n > SMALL ? PASSES : 0, sizeof *count);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < n; i++)
        a[i] = (item){value ? key_of(value[i]) : key[i], i};
    a = radix(a, b, n, count);
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
