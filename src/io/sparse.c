/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sparse.c - Pairs of points with a distance, gathered, sorted, and each kept once.
 *
 * Files list pairs in any order, in one direction or in both. Taken as they come, a pair listed
 * twice would be two edges; here equal repeats are one and different ones are a clash. */
#include "io/private.h"
#include <string.h>

tda_status tdai_pairs_alloc(tda_ctx *ctx, tdai_pairs *p, tda_index capacity,
                            const char *name)
{
    tda_status st = TDA_OK;
    TRY(tdai_budget(ctx, capacity > INT64_MAX / 64 ? -1 : 64 * capacity, name));
    p->key = tdai_alloc(capacity, sizeof *p->key);
    p->value = tdai_alloc(capacity, sizeof *p->value);
    if (!p->key || !p->value)
        FAIL(TDA_ENOMEM, "%s: no memory for %lld pairs", name, (long long)capacity);
done:
    return st;
}

void tdai_pairs_clear(tdai_pairs *p)
{
    tdai_free(p->key);
    tdai_free(p->value);
    *p = (tdai_pairs){0};
}

void tdai_pairs_push(tdai_pairs *p, tda_index i, tda_index j, double value)
{
    tda_index tail = i < j ? j : i, head = i < j ? i : j;
    p->points = p->points > tail ? p->points : tail + 1;
    if (tail == head)
        return;
    p->key[p->size] = (uint64_t)tail << 32 | (uint64_t)head;
    p->value[p->size++] = value;
}

tda_status tdai_input_sparse(tda_ctx *ctx, tda_input *in, tdai_pairs *p, bool both,
                             tda_index clash[2])
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    double *block = NULL;
    tda_index kept = 0;
    clash[0] = clash[1] = -1;
    tda_index *order = ARRAY(&tmp, tda_index, p->size);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_argsort_u64(ctx, order, p->key, p->size));
    for (tda_index k = 0; k < p->size;) {
        tda_index first = order[k], end = k + 1;
        for (; end < p->size && p->key[order[end]] == p->key[first]; end++)
            if (p->value[order[end]] != p->value[first]) {
                clash[0] = first;
                clash[1] = order[end];
                goto done;
            }
        if (both && end - k == 1) {
            clash[0] = first;
            goto done;
        }
        order[kept++] = first;
        k = end;
    }

    block = tdai_alloc(kept, 3 * sizeof *block);
    if (!block)
        FAIL(TDA_ENOMEM, "no memory for %lld pairs", (long long)kept);
    tda_index *tail = (tda_index *)(block + kept), *head = tail + kept;
    for (tda_index k = 0; k < kept; k++) {
        block[k] = p->value[order[k]];
        tail[k] = (tda_index)(p->key[order[k]] >> 32);
        head[k] = (tda_index)(p->key[order[k]] & UINT32_MAX);
    }
    in->distances = (tda_distances){p->points, NULL, kept, tail, head, block, block};
    in->kind = TDA_KIND_DISTANCES;
done:
    tdai_arena_free(&tmp);
    return st;
}
