/* SPDX-License-Identifier: GPL-3.0-or-later */
/* distances.c - Distances, dense or sparse: neither NaN nor negative, no pair given twice.
 *
 * +INFINITY is allowed: two points that are never joined. The triangle inequality is not asked
 * for. Repeated sparse pairs stand side by side once the pairs are sorted. */
#include "data/private.h"
#include <math.h>

static const char stage[] = "checking distances";

/* What is wrong with a distance, or NULL. */
static const char *flaw(double value)
{
    return isnan(value) ? "NaN" : value < 0 ? "negative" : NULL;
}

static tda_status check_dense(tda_ctx *ctx, const tda_distances *d)
{
    tda_status st = TDA_OK;
    if (tdai_size_add(0, tdai_size_add(0, d->size, d->size), sizeof *d->lower) < 0)
        FAIL(TDA_ELIMIT, "distances: between %lld points overflow an index",
             (long long)d->size);
    const double *row = d->lower;
    for (tda_index i = 0; i < d->size; row += i++) {
        TRY(tdai_poll(ctx, stage, i, d->size));
        for (tda_index j = 0; j < i; j++)
            if (flaw(row[j]))
                FAIL(TDA_EINVAL, "distances: row %lld, column %lld is %s", (long long)i,
                     (long long)j, flaw(row[j]));
    }
done:
    return st;
}

static tda_status check_pairs(tda_ctx *ctx, const tda_distances *d)
{
    tda_status st = TDA_OK;
    for (tda_index e = 0; e < d->pairs; e++) {
        tda_index i = d->tail[e], j = d->head[e];
        TRY(tdai_poll(ctx, stage, e, d->pairs));
        if (i < 0 || i >= d->size || j < 0 || j >= d->size)
            FAIL(TDA_EINVAL,
                 "distances: pair %lld is (%lld, %lld), but points are 0 to %lld",
                 (long long)e, (long long)i, (long long)j, (long long)d->size - 1);
        if (j >= i)
            FAIL(
                TDA_EINVAL,
                "distances: pair %lld is (%lld, %lld); the second id must be the smaller",
                (long long)e, (long long)i, (long long)j);
        if (flaw(d->value[e]))
            FAIL(TDA_EINVAL, "distances: pair %lld, (%lld, %lld), is %s", (long long)e,
                 (long long)i, (long long)j, flaw(d->value[e]));
    }
done:
    return st;
}

static tda_status check_repeats(tda_ctx *ctx, const tda_distances *d)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    uint64_t *key = ARRAY(&tmp, uint64_t, d->pairs);
    tda_index *by_head = ARRAY(&tmp, tda_index, d->pairs);
    tda_index *by_tail = ARRAY(&tmp, tda_index, d->pairs);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index e = 0; e < d->pairs; e++)
        key[e] = (uint64_t)d->head[e];
    TRY(tdai_argsort_u64(ctx, by_head, key, d->pairs));
    for (tda_index e = 0; e < d->pairs; e++)
        key[e] = (uint64_t)d->tail[by_head[e]];
    TRY(tdai_argsort_u64(ctx, by_tail, key, d->pairs));
    for (tda_index e = 1; e < d->pairs; e++) {
        tda_index a = by_head[by_tail[e - 1]], b = by_head[by_tail[e]];
        if (d->tail[a] == d->tail[b] && d->head[a] == d->head[b])
            FAIL(TDA_EINVAL, "distances: pair %lld repeats pair %lld, (%lld, %lld)",
                 (long long)b, (long long)a, (long long)d->tail[a],
                 (long long)d->head[a]);
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_distances_check(tda_ctx *ctx, const tda_distances *d)
{
    tda_status st = TDA_OK;
    if (d->size < 0)
        FAIL(TDA_EINVAL, "distances: a negative number of points, %lld",
             (long long)d->size);
    if (d->lower) {
        TRY(check_dense(ctx, d));
        goto done;
    }
    if (d->pairs < 0)
        FAIL(TDA_EINVAL, "distances: a negative number of pairs, %lld",
             (long long)d->pairs);
    if (d->pairs > 0 && (!d->tail || !d->head || !d->value))
        FAIL(TDA_EINVAL, "distances: an array of the pairs is NULL");
    TRY(check_pairs(ctx, d));
    TRY(check_repeats(ctx, d));
done:
    return st;
}

void tda_distances_clear(tda_distances *distances)
{
    tdai_free(distances->own);
    *distances = (tda_distances){0};
}
