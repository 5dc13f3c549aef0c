/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decompose_batch.c - The relations of one grade: which blocks they join.
 *
 * A block leaves a batch where the other blocks, by homomorphisms, make the same of the batch as it
 * holds itself. That is all there is to one relation: what is left cannot be split. Several
 * relations that blocks connect may split among themselves (decompose_several.c). */
#include "multiparam/decompose_batch.h"
#include <string.h>

/* A few numbers, ascending. */
static void sort(uint32_t *at, tda_index n)
{
    for (tda_index gap = n / 2; gap > 0; gap = gap == 2 ? 1 : gap * 5 / 11)
        for (tda_index i = gap; i < n; i++) {
            uint32_t v = at[i];
            tda_index j = i;
            for (; j >= gap && at[j - gap] > v; j -= gap)
                at[j] = at[j - gap];
            at[j] = v;
        }
}

/* The blocks that columns [n] hold, in order of appearance. */
tda_status tdai_batch_roots(tdai_batch *b, const tdai_list *column, tda_index n)
{
    tda_status st = TDA_OK;
    uint32_t *mark = b->d->mark;
    b->roots.size = 0;
    for (tda_index j = 0; j < n; j++)
        for (tda_index i = 0; i < column[j].size; i++) {
            uint32_t root = tdai_blocks_root(&b->d->blocks, column[j].at[i]);
            if (mark[root] != TDAI_NONE)
                continue;
            TRY(tdai_list_push(b->ctx, &b->roots, root));
            mark[root] = 0;
        }
done:
    for (tda_index i = 0; i < b->roots.size; i++)
        mark[b->roots.at[i]] = TDAI_NONE;
    return st;
}

/* v += columns whose last entry an entry of v is, from entry `from` of the end on. */
static tda_status reduce_by(tdai_batch *b, tdai_list *v, tda_index above,
                            const tdai_list *column)
{
    tda_status st = TDA_OK;
    while (above < v->size) {
        uint32_t j = b->d->mark[v->at[v->size - 1 - above]];
        if (j == TDAI_NONE)
            above++;
        else
            TRY(tdai_list_add(b->ctx, v, column[j].at, column[j].size));
    }
done:
    return st;
}

/* Columns [*n] := as few, in reduced echelon form; those that are sums of others go. */
static tda_status echelon(tdai_batch *b, tdai_list *column, tda_index *n)
{
    tda_status st = TDA_OK;
    tda_index kept = 0;
    for (tda_index j = 0; j < *n; j++) {
        TRY(tdai_poll(b->ctx, "relations of one grade", j, *n));
        TRY(reduce_by(b, &column[j], 0, column));
        if (column[j].size == 0)
            continue;
        tdai_list swap = column[kept];
        column[kept] = column[j];
        column[j] = swap;
        b->d->mark[column[kept].at[column[kept].size - 1]] = (uint32_t)kept;
        kept++;
    }
    for (tda_index j = 0; j < kept; j++) {
        TRY(tdai_poll(b->ctx, "relations of one grade", j, kept));
        TRY(reduce_by(b, &column[j], 1, column));
    }
done:
    for (tda_index j = 0; j < kept; j++)
        b->d->mark[column[j].at[column[j].size - 1]] = TDAI_NONE;
    if (st == TDA_OK)
        *n = kept;
    return st;
}

/* Columns and their numbers := by the parts that no block connects; start [*parts + 1]. */
static tda_status split(tdai_batch *b, tdai_list *column, uint32_t *rel, tda_index n,
                        tda_index *start, tda_index *parts)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    uint32_t *mark = b->d->mark;
    tda_index *to = ARRAY(&tmp, tda_index, n), *part = ARRAY(&tmp, tda_index, n), at = 0;
    tdai_list *old = ARRAY(&tmp, tdai_list, n);
    uint32_t *number = ARRAY(&tmp, uint32_t, n);
    TRY(tdai_arena_status(b->ctx, &tmp));
    TRY(tdai_batch_roots(b, column, n));
    for (tda_index j = 0; j < n; j++)
        to[j] = j;
    for (tda_index j = 0; j < n; j++)
        for (tda_index i = 0; i < column[j].size; i++) {
            uint32_t *m = &mark[tdai_blocks_root(&b->d->blocks, column[j].at[i])];
            tda_index p = j, q = *m == TDAI_NONE ? j : (tda_index)*m;
            while (to[p] != p)
                p = to[p] = to[to[p]];
            while (to[q] != q)
                q = to[q] = to[to[q]];
            to[p > q ? p : q] = p < q ? p : q;
            *m = (uint32_t)j;
        }
    for (tda_index i = 0; i < b->roots.size; i++)
        mark[b->roots.at[i]] = TDAI_NONE;
    *parts = 0;
    for (tda_index j = 0; j < n; j++) { /* a root comes before what points to it */
        part[j] = to[j] == j ? (*parts)++ : part[to[j]];
        start[j + 1] = 0;
    }
    start[0] = 0;
    for (tda_index j = 0; j < n; j++)
        start[part[j] + 1]++;
    for (tda_index p = 0; p < *parts; p++)
        start[p + 1] += start[p];
    for (tda_index j = 0; j < n; j++) {
        old[j] = column[j];
        number[j] = rel[j];
        to[j] = start[part[j]]++;
    }
    for (tda_index j = 0; j < n; j++) {
        column[to[j]] = old[j];
        rel[to[j]] = number[j];
    }
    for (tda_index p = *parts; p > 0; p--)
        start[p] = start[p - 1];
    start[0] = at;
done:
    tdai_arena_free(&tmp);
    return st;
}

/* ---- automorphisms ---- */

tda_status tdai_batch_reduce(tdai_batch *b, tdai_list *column, tda_index n)
{
    tda_status st = TDA_OK;
    for (tda_index j = 0; j < n; j++)
        TRY(tdai_blocks_reduce(b->ctx, &b->d->blocks, &column[j], b->y));
done:
    return st;
}

/* Add what the homomorphisms of b->vector, from other blocks, make: to rows and columns. */
tda_status tdai_batch_apply(tdai_batch *b, tdai_list *column, tda_index n)
{
    tda_status st = TDA_OK;
    for (tda_index i = 0; i < b->vector.size; i++) {
        const uint32_t *pair = b->d->homs.unknown.at + 2 * (tda_index)b->vector.at[i];
        tda_index size;
        if (pair[0] == TDAI_NONE)
            continue; /* the identity: either way it is the others that are added */
        const uint32_t *rest = tdai_rows_rest(&b->d->rows, pair[0], &size);
        TRY(tdai_rows_add(b->ctx, &b->d->rows, pair[1], rest, size));
        for (tda_index j = 0; j < n; j++)
            if (tdai_list_has(&column[j], pair[0]))
                TRY(tdai_list_toggle(b->ctx, &column[j], pair[1]));
    }
    TRY(tdai_batch_reduce(b, column, n));
done:
    return st;
}

/* ---- blocks that can do without the batch ---- */

tda_status tdai_batch_drop(tdai_batch *b, tdai_list *column, tda_index n)
{
    tda_status st = TDA_OK;
    tdai_homs *h = &b->d->homs;
    TRY(tdai_batch_roots(b, column, n));
    TRY(tdai_list_copy(b->ctx, &b->sources, b->roots.at, b->roots.size));
    for (tda_index i = 0; i < b->roots.size && b->sources.size > 1; i++) {
        uint32_t target = b->roots.at[i];
        tda_index at = 0;
        while (b->sources.at[at] != target)
            at++;
        b->sources.at[at] = b->sources.at[--b->sources.size]; /* all but the target */
        TRY(tdai_homs_into(b->ctx, h, target, b->sources.at, b->sources.size, false,
                           column, n, b->y));
        TRY(tdai_homs_vector(b->ctx, h, &b->vector, target, column, NULL));
        TRY(tdai_homs_reduce(b->ctx, h, &b->vector));
        if (tdai_batch_vanishes(&b->vector))
            TRY(tdai_batch_apply(b, column, n));
        else
            TRY(tdai_list_push(b->ctx, &b->sources, target));
    }
done:
    return st;
}

/* Relations that blocks connect. */
static tda_status connected(tdai_batch *b, tdai_list *column, uint32_t *rel, tda_index n)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index parts, *start = ARRAY(&tmp, tda_index, n + 1);
    TRY(tdai_arena_status(b->ctx, &tmp));
    TRY(tdai_batch_drop(b, column, n));
    if (n > 1)
        TRY(echelon(b, column, &n));
    TRY(split(b, column, rel, n, start, &parts));
    for (tda_index p = 0; p < parts; p++) {
        tda_index from = start[p], size = start[p + 1] - from;
        TRY(size > 1
                ? tdai_batch_settle(b, column + from, rel + from, size)
                : tdai_blocks_join(b->ctx, &b->d->blocks, rel + from, column + from, 1));
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tdai_decompose_batch(tda_ctx *ctx, tdai_decomposing *d, uint32_t first,
                                uint32_t last)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    const tdai_level *rels = d->blocks.rels;
    tda_index all = last - first, n = all, parts;
    tdai_batch b = {.ctx = ctx, .d = d, .x = rels->x[first], .y = rels->y[first]};
    tda_index *start = ARRAY(&tmp, tda_index, n + 1);
    b.column = ZEROS(&tmp, tdai_list, n);
    b.rel = ARRAY(&tmp, uint32_t, n);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index j = 0; j < n; j++) {
        tdai_list *c = &b.column[j];
        b.rel[j] = first + (uint32_t)j;
        TRY(tdai_rows_take(ctx, &d->rows, b.rel[j], c));
        sort(c->at, c->size);
        TRY(tdai_blocks_reduce(ctx, &d->blocks, c, b.y));
    }
    TRY(echelon(&b, b.column, &n));
    TRY(split(&b, b.column, b.rel, n, start, &parts));
    for (tda_index p = 0; p < parts; p++)
        TRY(connected(&b, b.column + start[p], b.rel + start[p],
                      start[p + 1] - start[p]));
done:
    for (tda_index j = 0; b.column && j < all; j++)
        tdai_list_free(&b.column[j]);
    tdai_list_free(&b.roots);
    tdai_list_free(&b.sources);
    tdai_list_free(&b.vector);
    tdai_arena_free(&tmp);
    return st;
}
