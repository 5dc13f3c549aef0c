/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decompose_several.c - Several relations of one grade that blocks connect: how they split.
 *
 * The matrices T for which some endomorphism of all blocks does to the batch what T does are an
 * algebra; its primitive idempotents are the finest way (decompose_algebra.c). For a block the
 * algebra holds, of each idempotent, an endomorphism that makes its part of the batch of the
 * whole; it or its difference to the identity is invertible on the block, so that row operations
 * leave the block to that part or take it from it. */
#include "multiparam/decompose_batch.h"
#include <string.h>

/* Is the endomorphism of the block that b->vector has in it invertible? It is as soon as it
 * is on the generators of one grade. */
static tda_status is_unit(tdai_batch *b, uint32_t root, bool *unit)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = b->ctx;
    tdai_blocks *all = &b->d->blocks;
    const tdai_level *g = all->gens;
    uint32_t first = all->first_gen[root], *mark = b->d->mark, n = 0;
    tdai_list *row = NULL, gens = {0};
    for (uint32_t i = first; i != TDAI_NONE; i = all->next_gen[i])
        if (g->x[i] == g->x[first] && g->y[i] == g->y[first])
            TRY(tdai_list_push(ctx, &gens, i));
    n = (uint32_t)gens.size;
    row = tdai_calloc(n, sizeof *row);
    if (!row)
        FAIL(TDA_ENOMEM, "decomposition: no memory for %u rows", n);
    for (uint32_t i = 0; i < n; i++)
        mark[gens.at[i]] = i;
    for (tda_index i = 0; i < b->vector.size; i++) {
        const uint32_t *pair = b->d->homs.unknown.at + 2 * (tda_index)b->vector.at[i];
        if (pair[0] != TDAI_NONE && mark[pair[0]] != TDAI_NONE &&
            mark[pair[1]] != TDAI_NONE)
            TRY(tdai_list_toggle(ctx, &row[mark[pair[0]]], mark[pair[1]]));
    }
    *unit = true;
    for (uint32_t i = 0; *unit && i < n; i++) {
        *unit = row[i].size > 0;
        for (uint32_t j = i + 1; *unit && j < n; j++)
            if (tdai_list_has(&row[j], row[i].at[0]))
                TRY(tdai_list_add(ctx, &row[j], row[i].at, row[i].size));
    }
done:
    for (tda_index i = 0; i < gens.size; i++)
        mark[gens.at[i]] = TDAI_NONE;
    for (uint32_t i = 0; row && i < n; i++)
        tdai_list_free(&row[i]);
    tdai_free(row);
    tdai_list_free(&gens);
    return st;
}

/* The same as tdai_batch_apply() where the block itself is a source. replace: what was there goes. */
static tda_status apply_self(tdai_batch *b, uint32_t root, bool replace,
                             tdai_list *column, tda_index n)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = b->ctx;
    tdai_blocks *all = &b->d->blocks;
    tdai_rows *rows = &b->d->rows;
    tda_index gens = all->size[root], at = 0, size;
    uint32_t *mark = b->d->mark;
    tdai_list *old = tdai_calloc(gens + n, sizeof *old);
    if (!old)
        FAIL(TDA_ENOMEM, "decomposition: no memory for %lld rows", (long long)gens);
    for (uint32_t g = all->first_gen[root]; g != TDAI_NONE; g = all->next_gen[g]) {
        const uint32_t *rest = tdai_rows_rest(rows, g, &size);
        TRY(tdai_list_copy(ctx, &old[at], rest, size));
        mark[g] = (uint32_t)at++;
    }
    for (tda_index j = 0; j < n; j++)
        TRY(tdai_list_copy(ctx, &old[gens + j], column[j].at, column[j].size));
    for (uint32_t g = all->first_gen[root]; replace && g != TDAI_NONE;
         g = all->next_gen[g]) {
        TRY(tdai_rows_add(ctx, rows, g, old[mark[g]].at, old[mark[g]].size));
        for (tda_index j = 0; j < n; j++)
            if (tdai_list_has(&old[gens + j], g))
                TRY(tdai_list_toggle(ctx, &column[j], g));
    }
    for (tda_index i = 0; i < b->vector.size; i++) {
        const uint32_t *pair = b->d->homs.unknown.at + 2 * (tda_index)b->vector.at[i];
        const uint32_t *rest = tdai_rows_rest(rows, pair[0], &size);
        if (mark[pair[0]] != TDAI_NONE) {
            rest = old[mark[pair[0]]].at;
            size = old[mark[pair[0]]].size;
        }
        TRY(tdai_rows_add(ctx, rows, pair[1], rest, size));
        for (tda_index j = 0; j < n; j++)
            if (tdai_list_has(&old[gens + j], pair[0]))
                TRY(tdai_list_toggle(ctx, &column[j], pair[1]));
    }
    TRY(tdai_batch_reduce(b, column, n));
done:
    for (uint32_t g = all->first_gen[root]; g != TDAI_NONE; g = all->next_gen[g])
        mark[g] = TDAI_NONE;
    for (tda_index i = 0; old && i < gens + n; i++)
        tdai_list_free(&old[i]);
    tdai_free(old);
    return st;
}

/* ---- several relations ---- */

/* Is the block of dimension more than one at the grade? Otherwise endomorphisms of it act on the
 * batch as zero or as the identity do. */
static bool is_thick(const tdai_batch *b, uint32_t root)
{
    const tdai_blocks *all = &b->d->blocks;
    int dimension = 0;
    for (uint32_t g = all->first_gen[root]; g != TDAI_NONE && dimension < 2;
         g = all->next_gen[g])
        dimension += all->gens->x[g] <= b->x && all->gens->y[g] <= b->y &&
                     tdai_blocks_free_at(all, g, b->y);
    return dimension > 1;
}

/* All that the blocks make of the batch in one of them. */
static tda_status into(tdai_batch *b, uint32_t target, bool thick,
                       const tdai_list *column, tda_index n)
{
    tda_status st = TDA_OK;
    b->sources.size = 0;
    for (tda_index i = 0; i < b->roots.size; i++)
        if (thick || b->roots.at[i] != target)
            TRY(tdai_list_push(b->ctx, &b->sources, b->roots.at[i]));
    TRY(tdai_homs_into(b->ctx, &b->d->homs, target, b->sources.at, b->sources.size,
                       !thick, column, n, b->y));
done:
    return st;
}

/* Conditions on the entries of T, one list for each: its number, and those it fails. */
static tda_status conditions(tdai_batch *b, tdai_list *entry, const tdai_list *column,
                             tda_index n, tda_index *rows)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = b->ctx;
    tda_index base = n * n;
    for (uint32_t e = 0; e < n * n; e++)
        TRY(tdai_list_push(ctx, &entry[e], e));
    for (tda_index i = 0; i < b->roots.size; i++) {
        uint32_t target = b->roots.at[i];
        TRY(into(b, target, is_thick(b, target), column, n));
        for (tda_index e = 0; e < n * n; e++) {
            TRY(tdai_poll(ctx, "relations of one grade", e, n * n));
            TRY(tdai_homs_vector_as(ctx, &b->d->homs, &b->vector, target, &column[e / n],
                                    e % n));
            TRY(tdai_homs_reduce(ctx, &b->d->homs, &b->vector));
            for (tda_index k = 0; k < b->vector.size; k++)
                if (b->vector.at[k] >= TDAI_EVAL)
                    TRY(tdai_list_push(ctx, &entry[e],
                                       b->vector.at[k] - TDAI_EVAL + (uint32_t)base));
        }
        base += b->d->homs.owner[0].used;
        if (base >= (tda_index)TDAI_EVAL)
            FAIL(TDA_ELIMIT, "decomposition: a system of more than 2^30 rows");
    }
    *rows = base;
done:
    return st;
}

/* basis [*size] := a basis of the matrices T that meet all conditions. */
static tda_status solve(tdai_batch *b, tdai_square *basis, tda_index *size,
                        tdai_list *entry, tda_index n, tda_index rows)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    uint32_t *owner = ARRAY(&tmp, uint32_t, rows), last;
    TRY(tdai_arena_status(b->ctx, &tmp));
    for (tda_index i = 0; i < rows; i++)
        owner[i] = TDAI_NONE;
    *size = 0;
    for (uint32_t e = 0; e < n * n; e++) {
        TRY(tdai_poll(b->ctx, "relations of one grade", e, n * n));
        while ((last = entry[e].at[entry[e].size - 1]) >= n * n &&
               owner[last] != TDAI_NONE)
            TRY(tdai_list_add(b->ctx, &entry[e], entry[owner[last]].at,
                              entry[owner[last]].size));
        if (last >= n * n) {
            owner[last] = e;
            continue;
        }
        tdai_square *t = &basis[(*size)++];
        memset(t, 0, sizeof *t);
        for (tda_index k = 0; k < entry[e].size; k++)
            t->column[entry[e].at[k] % n] |= (uint64_t)1 << entry[e].at[k] / n;
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

/* The finest way in which the columns [n] split: how to add them up, and the parts. */
static tda_status find_parts(tdai_batch *b, tdai_square *change, int *part, int *parts,
                             const tdai_list *column, tda_index n)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = b->ctx;
    tda_index rows = 0, size;
    tdai_list *entry = tdai_calloc(n * n, sizeof *entry);
    tdai_square *basis = tdai_alloc(n * n, sizeof *basis);
    if (!entry || !basis)
        FAIL(TDA_ENOMEM, "decomposition: no memory for %lld relations of one grade",
             (long long)n);
    TRY(conditions(b, entry, column, n, &rows));
    TRY(solve(b, basis, &size, entry, n, rows));
    TRY(tdai_algebra_split(ctx, change, part, parts, basis, size, (int)n));
done:
    for (tda_index e = 0; entry && e < n * n; e++)
        tdai_list_free(&entry[e]);
    tdai_free(entry);
    tdai_free(basis);
    return st;
}

/* Columns [n] := their sums by the columns of `change`. */
static tda_status recombine(tdai_batch *b, const tdai_square *change, tdai_list *column,
                            tda_index n)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = b->ctx;
    tdai_list *sum = tdai_calloc(n, sizeof *sum);
    if (!sum)
        FAIL(TDA_ENOMEM, "decomposition: no memory for %lld relations", (long long)n);
    for (tda_index j = 0; j < n; j++)
        for (uint64_t bits = change->column[j]; bits; bits &= bits - 1) {
            const tdai_list *c = &column[__builtin_ctzll(bits)];
            TRY(tdai_list_add(ctx, &sum[j], c->at, c->size));
        }
    for (tda_index j = 0; j < n; j++) {
        tdai_list swap = column[j];
        column[j] = sum[j];
        sum[j] = swap;
    }
done:
    for (tda_index j = 0; sum && j < n; j++)
        tdai_list_free(&sum[j]);
    tdai_free(sum);
    return st;
}

/* Leave the block to one of the parts of the columns [n]. */
static tda_status choose_part(tdai_batch *b, uint32_t root, const int *part, int parts,
                              tdai_list *column, tda_index n)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = b->ctx;
    bool thick = is_thick(b, root);
    for (int p = 0; p < parts; p++) {
        bool mine[TDAI_BATCH], here = false, elsewhere = false, self = false,
                               unit = false;
        for (tda_index j = 0; j < n; j++) {
            mine[j] = part[j] == p;
            for (tda_index i = 0; i < column[j].size; i++)
                if (tdai_blocks_root(&b->d->blocks, column[j].at[i]) == root)
                    *(mine[j] ? &here : &elsewhere) = true;
        }
        if (!elsewhere)
            break;
        if (!here)
            continue;
        TRY(into(b, root, thick, column, n));
        TRY(tdai_homs_vector(ctx, &b->d->homs, &b->vector, root, column, mine));
        TRY(tdai_homs_reduce(ctx, &b->d->homs, &b->vector));
        if (!tdai_batch_vanishes(&b->vector))
            FAIL(TDA_EINVAL, "decomposition: relations of one grade do not split");
        for (tda_index i = 0; thick && i < b->vector.size; i++) {
            uint32_t gen = b->d->homs.unknown.at[2 * (tda_index)b->vector.at[i]];
            self = self || tdai_blocks_root(&b->d->blocks, gen) == root;
        }
        if (self) {
            TRY(is_unit(b, root, &unit));
            TRY(apply_self(b, root, unit, column, n));
        } else {
            TRY(tdai_batch_apply(b, column, n));
        }
    }
done:
    return st;
}

/* Relations that blocks connect, more than one of them. */
tda_status tdai_batch_settle(tdai_batch *b, tdai_list *column, uint32_t *rel, tda_index n)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = b->ctx;
    tdai_square change = {{0}};
    tdai_list roots = {0};
    int part[TDAI_BATCH], parts = 0;
    if (n > TDAI_BATCH)
        FAIL(TDA_ELIMIT,
             "decomposition: %lld relations of grade (%g, %g) hang together; it tells %d "
             "apart at most",
             (long long)n, b->d->graded.x[b->x], b->d->graded.y[b->y], TDAI_BATCH);
    TRY(tdai_batch_roots(b, column, n));
    TRY(find_parts(b, &change, part, &parts, column, n));
    if (parts > 1) {
        TRY(recombine(b, &change, column, n));
        TRY(tdai_list_copy(ctx, &roots, b->roots.at, b->roots.size));
        for (tda_index i = 0; i < roots.size; i++)
            TRY(choose_part(b, roots.at[i], part, parts, column, n));
    }
    for (tda_index from = 0, to; from < n; from = to) {
        for (to = from; to < n && part[to] == part[from]; to++)
            ;
        if (parts > 1)
            TRY(tdai_batch_drop(b, column + from, to - from));
        TRY(tdai_blocks_join(ctx, &b->d->blocks, rel + from, column + from, to - from));
    }
done:
    tdai_list_free(&roots);
    return st;
}
