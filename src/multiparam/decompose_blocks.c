/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decompose_blocks.c - Blocks: sets of generators with the relations among them, joined as relations
 * are added.
 *
 * Relations come in lexicographic order, so those up to a height y of all that came are those
 * below a grade of the present x. They are kept reduced in the order of their heights: a new one
 * takes its pivot over from a higher one, which is reduced on. So what a relation to come is at
 * its grade is found by its own reduction alone. */
#include "multiparam/decompose.h"
#include <string.h>

static void fill_none(uint32_t *at, tda_index n)
{
    if (n > 0)
        memset(at, 0xff, (size_t)n * sizeof *at);
}

tda_status tdai_blocks_new(tda_ctx *ctx, tdai_blocks *out, const tdai_level *gens,
                           const tdai_level *rels)
{
    tda_status st = TDA_OK;
    tdai_blocks b = {.gens = gens, .rels = rels};
    tda_index n = gens->size, m = rels->size;
    TRY(tdai_budget(ctx, tdai_size_add(tdai_size_add(0, n, 61), m, 40),
                    "decomposition: blocks"));
    b.parent = ARRAY(&b.memory, uint32_t, n);
    b.first_gen = ARRAY(&b.memory, uint32_t, n);
    b.last_gen = ARRAY(&b.memory, uint32_t, n);
    b.next_gen = ARRAY(&b.memory, uint32_t, n);
    b.first_rel = ARRAY(&b.memory, uint32_t, n);
    b.last_rel = ARRAY(&b.memory, uint32_t, n);
    b.next_rel = ARRAY(&b.memory, uint32_t, m);
    b.size = ARRAY(&b.memory, tda_index, n);
    b.shape = ARRAY(&b.memory, unsigned char, n);
    b.start = ARRAY(&b.memory, tda_index, m);
    b.length = ARRAY(&b.memory, uint32_t, m);
    b.touch = ARRAY(&b.memory, uint32_t, n);
    b.owner = ARRAY(&b.memory, uint32_t, n);
    TRY(tdai_arena_status(ctx, &b.memory));
    for (uint32_t i = 0; i < n; i++) {
        b.parent[i] = b.first_gen[i] = b.last_gen[i] = i;
        b.size[i] = 1;
        b.shape[i] = TDAI_INTERVAL;
    }
    fill_none(b.next_gen, n);
    fill_none(b.first_rel, n);
    fill_none(b.last_rel, n);
    fill_none(b.next_rel, m);
    fill_none(b.touch, n);
    fill_none(b.owner, n);
    TRY(tdai_store_new(ctx, &b.sweep, rels));
    TRY(tdai_column_new(ctx, &b.column, n));
    for (tda_index j = 0; j < m; j++)
        tdai_store_drop(&b.sweep, j); /* the store is filled with what is added alone */
    *out = b;
    b = (tdai_blocks){0};
done:
    tdai_blocks_free(&b);
    return st;
}

void tdai_blocks_free(tdai_blocks *b)
{
    tdai_store_free(&b->sweep);
    tdai_column_free(&b->column);
    tdai_pile_clear(&b->pile);
    tdai_pile_clear(&b->touched);
    tdai_arena_free(&b->memory);
    *b = (tdai_blocks){0};
}

uint32_t tdai_blocks_root(tdai_blocks *b, uint32_t gen)
{
    while (b->parent[gen] != gen) {
        b->parent[gen] = b->parent[b->parent[gen]];
        gen = b->parent[gen];
    }
    return gen;
}

/* ---- the sweep ---- */

tda_status tdai_blocks_reduce(tda_ctx *ctx, tdai_blocks *b, tdai_list *v, uint32_t y)
{
    tda_status st = TDA_OK;
    tdai_column *c = &b->column;
    tda_index i = v->size;
    while (i > 0 && tdai_blocks_free_at(b, v->at[i - 1], y))
        i--;
    if (i == 0)
        return TDA_OK; /* nothing to do, which is the common case */
    tdai_column_load(c, v->at, v->size);
    v->size = 0;
    for (uint32_t p; (p = tdai_column_pivot(c)) != TDAI_NONE;) {
        if (tdai_blocks_free_at(b, p, y)) {
            if ((st = tdai_list_push(ctx, v, p)) != TDA_OK)
                break;
            tdai_column_toggle(c, p);
        } else {
            tda_index j = b->owner[p];
            tdai_column_add(c, tdai_store_column(&b->sweep, j), b->sweep.size[j]);
        }
    }
    tdai_column_empty(c);
    for (tda_index k = 0; k < v->size / 2; k++) { /* pivots fell */
        uint32_t swap = v->at[k];
        v->at[k] = v->at[v->size - 1 - k];
        v->at[v->size - 1 - k] = swap;
    }
    return st;
}

/* Add relation j to the sweep; relations that are sums of others leave it. */
static tda_status sweep_in(tda_ctx *ctx, tdai_blocks *b, uint32_t j,
                           const tdai_list *column)
{
    tda_status st = TDA_OK;
    tdai_column *c = &b->column;
    tdai_store *s = &b->sweep;
    tdai_column_load(c, column->at, column->size);
    for (uint32_t p; (p = tdai_column_pivot(c)) != TDAI_NONE;) {
        uint32_t o = b->owner[p];
        if (o == TDAI_NONE) {
            b->owner[p] = j;
            TRY(tdai_store_put(ctx, s, j, c));
            break;
        }
        if (b->rels->y[o] <= b->rels->y[j]) {
            tdai_column_add(c, tdai_store_column(s, o), s->size[o]);
            continue;
        }
        b->owner[p] = j;
        TRY(tdai_store_put(ctx, s, j, c));
        tdai_column_load(c, tdai_store_column(s, o), s->size[o]);
        tdai_store_drop(s, o);
        tdai_column_add(c, tdai_store_column(s, j), s->size[j]);
        j = o;
    }
done:
    tdai_column_empty(c);
    return st;
}

/* ---- joining ---- */

/* Lists of two blocks in one: ascending, but those of thick blocks in any order. */
static uint32_t merge(uint32_t *next, uint32_t a, uint32_t b, uint32_t *last)
{
    uint32_t first = TDAI_NONE, *end = &first;
    while (a != TDAI_NONE && b != TDAI_NONE) {
        uint32_t *from = a < b ? &a : &b;
        *end = *from;
        end = &next[*from];
        *from = *end;
    }
    *end = a != TDAI_NONE ? a : b;
    for (uint32_t i = first; i != TDAI_NONE; i = next[i])
        *last = i;
    return first;
}

static void chain(uint32_t *next, uint32_t *first, uint32_t *last, uint32_t first_b,
                  uint32_t last_b)
{
    if (first_b == TDAI_NONE)
        return;
    if (*first == TDAI_NONE)
        *first = first_b;
    else
        next[*last] = first_b;
    *last = last_b;
}

static uint32_t unite(tdai_blocks *b, uint32_t p, uint32_t q)
{
    if (p == q)
        return p;
    if (b->size[p] < b->size[q]) {
        uint32_t swap = p;
        p = q;
        q = swap;
    }
    b->parent[q] = p;
    b->size[p] += b->size[q];
    if (b->shape[p] == TDAI_THICK || b->shape[q] == TDAI_THICK) {
        b->shape[p] = TDAI_THICK;
        chain(b->next_gen, &b->first_gen[p], &b->last_gen[p], b->first_gen[q],
              b->last_gen[q]);
        chain(b->next_rel, &b->first_rel[p], &b->last_rel[p], b->first_rel[q],
              b->last_rel[q]);
    } else {
        b->first_gen[p] =
            merge(b->next_gen, b->first_gen[p], b->first_gen[q], &b->last_gen[p]);
        b->first_rel[p] =
            merge(b->next_rel, b->first_rel[p], b->first_rel[q], &b->last_rel[p]);
    }
    return p;
}

/* Is the block an interval? Its generators then go down as they go right, the joins of neighbours
 * are relations, and all others are one generator. */
static tdai_shape shape_of(const tdai_blocks *b, uint32_t root)
{
    const tdai_level *g = b->gens, *r = b->rels;
    uint32_t at = b->first_gen[root], next;
    for (; (next = b->next_gen[at]) != TDAI_NONE; at = next)
        if (g->x[next] == g->x[at] || g->y[next] >= g->y[at])
            return TDAI_THICK;
    at = b->first_gen[root];
    next = b->next_gen[at];
    for (uint32_t j = b->first_rel[root]; j != TDAI_NONE; j = b->next_rel[j]) {
        if (b->length[j] == 2 && next != TDAI_NONE && r->x[j] == g->x[next] &&
            r->y[j] == g->y[at]) {
            at = next;
            next = b->next_gen[at];
        } else if (b->length[j] != 1) {
            return TDAI_OPEN;
        }
    }
    return next == TDAI_NONE ? TDAI_INTERVAL : TDAI_OPEN;
}

/* Keep the entries of relation j. */
static tda_status keep(tda_ctx *ctx, tdai_blocks *b, uint32_t j, const tdai_list *column)
{
    tda_status st = TDA_OK;
    TRY(tdai_pile_room(ctx, &b->pile, column->size, "decomposed relations"));
    TRY(tdai_pile_room(ctx, &b->touched, 2 * column->size, "decomposed relations"));
    b->start[j] = b->pile.used;
    b->length[j] = (uint32_t)column->size;
    memcpy(b->pile.at + b->pile.used, column->at,
           (size_t)column->size * sizeof *column->at);
    b->pile.used += column->size;
    if (b->touched.used + 2 * column->size >= (tda_index)TDAI_NONE)
        FAIL(TDA_ELIMIT, "decomposition: the relations have more than %lld entries",
             (long long)TDAI_NONE / 2);
    for (tda_index i = 0; i < column->size; i++) {
        uint32_t *t = b->touched.at + b->touched.used, *last = &b->touch[column->at[i]];
        t[0] = j;
        t[1] = *last;
        *last = (uint32_t)b->touched.used;
        b->touched.used += 2;
    }
done:
    return st;
}

tda_status tdai_blocks_join(tda_ctx *ctx, tdai_blocks *b, const uint32_t *rel,
                            const tdai_list *column, tda_index n)
{
    tda_status st = TDA_OK;
    uint32_t root = TDAI_NONE;
    for (tda_index j = 0; j < n; j++) {
        TRY(keep(ctx, b, rel[j], &column[j]));
        TRY(sweep_in(ctx, b, rel[j], &column[j]));
        for (tda_index i = 0; i < column[j].size; i++) {
            uint32_t other = tdai_blocks_root(b, column[j].at[i]);
            root = root == TDAI_NONE ? other : unite(b, root, other);
        }
    }
    for (tda_index j = 0; j < n; j++) /* later than all others, and in order */
        chain(b->next_rel, &b->first_rel[root], &b->last_rel[root], rel[j], rel[j]);
    if (b->shape[root] != TDAI_THICK)
        b->shape[root] = (unsigned char)shape_of(b, root);
done:
    return st;
}
