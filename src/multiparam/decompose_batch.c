/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decompose_batch.c - The relations of one grade: which blocks they join.
 *
 * A block leaves a batch where the other blocks, by homomorphisms, make the same of the batch as it
 * holds itself. That is all there is to one relation: what is left cannot be split. Several
 * relations may split among themselves. The matrices T for which some endomorphism of all blocks
 * does to the batch what T does are an algebra; its primitive idempotents are the finest way
 * (decompose_algebra.c). For a block the algebra holds, of each idempotent, an
 * endomorphism that makes its part of the batch of the whole; it or its difference to the identity is
 * invertible on the block, so that row operations leave the block to that part or take it from
 * it. */
#include "multiparam/decompose.h"
#include <string.h>

typedef struct batch {
    tda_ctx *ctx;
    tdai_decomposing *d;
    uint32_t x, y;
    tdai_list *column; /* relations, as elements at the grade */
    uint32_t *rel;     /* their numbers, ascending in each part */
    tdai_list roots, sources, vector, sum;
} batch;

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
static tda_status find_roots(batch *b, const tdai_list *column, tda_index n)
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
static tda_status reduce_by(batch *b, tdai_list *v, tda_index above,
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
static tda_status echelon(batch *b, tdai_list *column, tda_index *n)
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
static tda_status split(batch *b, tdai_list *column, uint32_t *rel, tda_index n,
                        tda_index *start, tda_index *parts)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    uint32_t *mark = b->d->mark;
    tda_index *to = ARRAY(&tmp, tda_index, n), *part = ARRAY(&tmp, tda_index, n), at = 0;
    tdai_list *old = ARRAY(&tmp, tdai_list, n);
    uint32_t *number = ARRAY(&tmp, uint32_t, n);
    TRY(tdai_arena_status(b->ctx, &tmp));
    TRY(find_roots(b, column, n));
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

static tda_status reduce_all(batch *b, tdai_list *column, tda_index n)
{
    tda_status st = TDA_OK;
    for (tda_index j = 0; j < n; j++)
        TRY(tdai_blocks_reduce(b->ctx, &b->d->blocks, &column[j], b->y));
done:
    return st;
}

/* Add what the homomorphisms of b->vector, from other blocks, make: to rows and columns. */
static tda_status apply(batch *b, tdai_list *column, tda_index n)
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
    TRY(reduce_all(b, column, n));
done:
    return st;
}

/* Is the endomorphism of the block that b->vector has in it invertible? It is as soon as it
 * is on the generators of one grade. */
static tda_status is_unit(batch *b, uint32_t root, bool *unit)
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

/* The same as apply() where the block itself is a source. replace: what was there goes. */
static tda_status apply_self(batch *b, uint32_t root, bool replace, tdai_list *column,
                             tda_index n)
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
    TRY(reduce_all(b, column, n));
done:
    for (uint32_t g = all->first_gen[root]; g != TDAI_NONE; g = all->next_gen[g])
        mark[g] = TDAI_NONE;
    for (tda_index i = 0; old && i < gens + n; i++)
        tdai_list_free(&old[i]);
    tdai_free(old);
    return st;
}

/* ---- blocks that can do without the batch ---- */

static bool vanishes(const tdai_list *v)
{
    return v->size == 0 || v->at[v->size - 1] < TDAI_EVAL;
}

static tda_status drop_blocks(batch *b, tdai_list *column, tda_index n)
{
    tda_status st = TDA_OK;
    tdai_homs *h = &b->d->homs;
    TRY(find_roots(b, column, n));
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
        if (vanishes(&b->vector))
            TRY(apply(b, column, n));
        else
            TRY(tdai_list_push(b->ctx, &b->sources, target));
    }
done:
    return st;
}

/* ---- several relations ---- */

/* Is the block of dimension more than one at the grade? Otherwise endomorphisms of it act on the
 * batch as zero or as the identity do. */
static bool is_thick(const batch *b, uint32_t root)
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
static tda_status into(batch *b, uint32_t target, bool thick, const tdai_list *column,
                       tda_index n)
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
static tda_status conditions(batch *b, tdai_list *entry, const tdai_list *column,
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
static tda_status solve(batch *b, tdai_square *basis, tda_index *size, tdai_list *entry,
                        tda_index n, tda_index rows)
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
static tda_status find_parts(batch *b, tdai_square *change, int *part, int *parts,
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
static tda_status recombine(batch *b, const tdai_square *change, tdai_list *column,
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
static tda_status choose_part(batch *b, uint32_t root, const int *part, int parts,
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
        if (!vanishes(&b->vector))
            FAIL(TDA_EINVAL, "decomposition: relations of one grade do not split");
        for (tda_index i = 0; thick && i < b->vector.size; i++) {
            uint32_t gen = b->d->homs.unknown.at[2 * (tda_index)b->vector.at[i]];
            self = self || tdai_blocks_root(&b->d->blocks, gen) == root;
        }
        if (self) {
            TRY(is_unit(b, root, &unit));
            TRY(apply_self(b, root, unit, column, n));
        } else {
            TRY(apply(b, column, n));
        }
    }
done:
    return st;
}

/* Relations that blocks connect, more than one of them. */
static tda_status settle(batch *b, tdai_list *column, uint32_t *rel, tda_index n)
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
    TRY(find_roots(b, column, n));
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
            TRY(drop_blocks(b, column + from, to - from));
        TRY(tdai_blocks_join(ctx, &b->d->blocks, rel + from, column + from, to - from));
    }
done:
    tdai_list_free(&roots);
    return st;
}

/* Relations that blocks connect. */
static tda_status connected(batch *b, tdai_list *column, uint32_t *rel, tda_index n)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index parts, *start = ARRAY(&tmp, tda_index, n + 1);
    TRY(tdai_arena_status(b->ctx, &tmp));
    TRY(drop_blocks(b, column, n));
    if (n > 1)
        TRY(echelon(b, column, &n));
    TRY(split(b, column, rel, n, start, &parts));
    for (tda_index p = 0; p < parts; p++) {
        tda_index from = start[p], size = start[p + 1] - from;
        TRY(size > 1
                ? settle(b, column + from, rel + from, size)
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
    batch b = {.ctx = ctx, .d = d, .x = rels->x[first], .y = rels->y[first]};
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
    tdai_list_free(&b.sum);
    tdai_arena_free(&tmp);
    return st;
}
