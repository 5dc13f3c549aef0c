/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decompose_homs.c - What homomorphisms into a block make of a batch of relations.
 *
 * The system is found from the generators that the batch holds, and goes on to a relation of the
 * source only where the target is not zero at its grade: what lies past the support of the
 * target is never looked at. Columns are reduced from the equations down, so a column without
 * equations is a homomorphism; what it makes of the batch is reduced next, and the unknowns
 * that it is made of stand at the front. */
#include "multiparam/decompose.h"
#include <string.h>

enum { EVALS, EQUATIONS };

tda_status tdai_homs_new(tda_ctx *ctx, tdai_homs *out, tdai_blocks *b)
{
    tda_status st = TDA_OK;
    tdai_homs h = {.blocks = b};
    tda_index n = b->gens->size, m = b->rels->size;
    TRY(tdai_budget(ctx, tdai_size_add(tdai_size_add(0, n, 56), m, 28),
                    "decomposition: homomorphisms"));
    h.gen_seen = ZEROS(&h.memory, uint32_t, n);
    h.source_seen = ZEROS(&h.memory, uint32_t, n);
    h.gen_first = ARRAY(&h.memory, uint32_t, n);
    h.gen_count = ARRAY(&h.memory, uint32_t, n);
    h.rel_seen = ZEROS(&h.memory, uint32_t, m);
    h.eval_seen = ZEROS(&h.memory, uint32_t, n);
    h.eval_at = ARRAY(&h.memory, uint32_t, n);
    TRY(tdai_arena_status(ctx, &h.memory));
    TRY(tdai_fibre_new(ctx, &h.gen_fibre, b));
    TRY(tdai_fibre_new(ctx, &h.rel_fibre, b));
    *out = h;
    h = (tdai_homs){0};
done:
    tdai_homs_free(&h);
    return st;
}

void tdai_homs_free(tdai_homs *h)
{
    tdai_pile *piles[] = {&h->queue,    &h->unknown,  &h->entry, &h->eval,  &h->system,
                          &h->owner[0], &h->owner[1], &h->start, &h->length};
    for (size_t i = 0; i < sizeof piles / sizeof *piles; i++)
        tdai_pile_clear(piles[i]);
    tdai_fibre_free(&h->gen_fibre);
    tdai_fibre_free(&h->rel_fibre);
    tdai_list_free(&h->work);
    tdai_arena_free(&h->memory);
    *h = (tdai_homs){0};
}

static tda_status push(tda_ctx *ctx, tdai_pile *p, uint32_t value)
{
    if (p->used == p->capacity || !p->at) {
        tda_status st = tdai_pile_room(ctx, p, 1, "homomorphisms");
        if (st)
            return st;
    }
    p->at[p->used++] = value;
    return TDA_OK;
}

static tda_status add_entry(tda_ctx *ctx, tdai_homs *h, uint32_t unknown, uint32_t row)
{
    tda_status st = push(ctx, &h->entry, unknown);
    return st ? st : push(ctx, &h->entry, row);
}

/* The number of a generator of the target among those that are evaluated to. */
static tda_status eval_row(tda_ctx *ctx, tdai_homs *h, uint32_t gen, tda_index relation,
                           uint32_t *row)
{
    tda_status st = TDA_OK;
    if (h->eval_seen[gen] != h->now) {
        h->eval_seen[gen] = h->now;
        h->eval_at[gen] = (uint32_t)h->eval.used;
        TRY(push(ctx, &h->eval, gen));
        for (tda_index j = 0; j < h->k; j++)
            TRY(push(ctx, &h->owner[EVALS], TDAI_NONE));
        if (h->owner[EVALS].used >= (tda_index)TDAI_EVAL)
            FAIL(TDA_ELIMIT, "decomposition: a system of more than 2^30 rows");
    }
    *row = TDAI_EVAL + h->eval_at[gen] * (uint32_t)h->k + (uint32_t)relation;
done:
    return st;
}

/* The unknowns of a generator of the source; its relations are put in the queue. */
static tda_status visit(tda_ctx *ctx, tdai_homs *h, uint32_t target, uint32_t gen)
{
    tda_status st = TDA_OK;
    tdai_blocks *b = h->blocks;
    if (h->gen_seen[gen] == h->now)
        return TDA_OK;
    h->gen_seen[gen] = h->now;
    TRY(tdai_fibre_at(ctx, &h->gen_fibre, b, target, b->gens->x[gen], b->gens->y[gen]));
    const tdai_list *basis = &h->gen_fibre.basis;
    h->gen_first[gen] = (uint32_t)(h->unknown.used / 2);
    h->gen_count[gen] = (uint32_t)basis->size;
    for (tda_index i = 0; i < basis->size; i++) {
        TRY(push(ctx, &h->unknown, gen));
        TRY(push(ctx, &h->unknown, basis->at[i]));
    }
    if (h->unknown.used / 2 >= (tda_index)TDAI_EVAL)
        FAIL(TDA_ELIMIT, "decomposition: a system of more than 2^30 unknowns");
    for (uint32_t t = basis->size ? b->touch[gen] : TDAI_NONE; t != TDAI_NONE;
         t = b->touched.at[t + 1]) {
        uint32_t rel = b->touched.at[t];
        if (h->rel_seen[rel] != h->now) {
            h->rel_seen[rel] = h->now;
            TRY(push(ctx, &h->queue, rel));
        }
    }
done:
    return st;
}

/* The images of the generators of a relation add up to zero in the target at its grade. */
static tda_status equate(tda_ctx *ctx, tdai_homs *h, uint32_t target, uint32_t rel)
{
    tda_status st = TDA_OK;
    tdai_blocks *b = h->blocks;
    tdai_fibre *f = &h->rel_fibre;
    TRY(tdai_fibre_at(ctx, f, b, target, b->rels->x[rel], b->rels->y[rel]));
    if (f->basis.size == 0)
        return TDA_OK;
    for (uint32_t i = 0; i < b->length[rel]; i++) {
        uint32_t gen = b->pile.at[b->start[rel] + i];
        TRY(visit(ctx, h, target, gen));
        for (uint32_t u = h->gen_first[gen]; u < h->gen_first[gen] + h->gen_count[gen];
             u++) {
            TRY(tdai_fibre_write(ctx, f, h->unknown.at[2 * u + 1]));
            for (tda_index k = 0; k < f->out.size; k++)
                TRY(add_entry(ctx, h, u,
                              TDAI_EQUATION + (uint32_t)h->equations + f->out.at[k]));
        }
    }
    h->equations += f->basis.size;
    for (tda_index k = 0; k < f->basis.size; k++)
        TRY(push(ctx, &h->owner[EQUATIONS], TDAI_NONE));
    if (h->equations >= (tda_index)TDAI_EVAL)
        FAIL(TDA_ELIMIT, "decomposition: a system of more than 2^30 equations");
done:
    return st;
}

/* What the unknowns make of relation j of the batch. */
static tda_status evaluate(tda_ctx *ctx, tdai_homs *h, const tdai_list *column,
                           tda_index j, uint32_t y)
{
    tda_status st = TDA_OK;
    for (tda_index i = 0; i < column->size; i++) {
        uint32_t gen = column->at[i];
        if (h->gen_seen[gen] != h->now)
            continue;
        for (uint32_t u = h->gen_first[gen]; u < h->gen_first[gen] + h->gen_count[gen];
             u++) {
            uint32_t row;
            TRY(tdai_list_copy(ctx, &h->work, &h->unknown.at[2 * u + 1], 1));
            TRY(tdai_blocks_reduce(ctx, h->blocks, &h->work, y));
            for (tda_index k = 0; k < h->work.size; k++) {
                TRY(eval_row(ctx, h, h->work.at[k], j, &row));
                TRY(add_entry(ctx, h, u, row));
            }
        }
    }
done:
    return st;
}

/* ---- reduction ---- */

static uint32_t *owner_of(const tdai_homs *h, uint32_t row)
{
    return row >= TDAI_EQUATION ? &h->owner[EQUATIONS].at[row - TDAI_EQUATION]
                                : &h->owner[EVALS].at[row - TDAI_EVAL];
}

static tda_status add_column(tda_ctx *ctx, tdai_homs *h, tdai_list *v, uint32_t u)
{
    h->columns++;
    h->entries += h->length.at[u];
    return tdai_list_add(ctx, v, h->system.at + h->start.at[u], h->length.at[u]);
}

/* Entries of each unknown together and ascending, in system; an entry may come twice, and then
 * is none. */
static tda_status deal(tda_ctx *ctx, tdai_homs *h, tda_index unknowns)
{
    tda_status st = TDA_OK;
    tda_index entries = h->entry.used / 2, at = 0;
    h->start.used = h->length.used = h->system.used = 0;
    TRY(tdai_pile_room(ctx, &h->start, unknowns, "homomorphisms"));
    TRY(tdai_pile_room(ctx, &h->length, unknowns, "homomorphisms"));
    TRY(tdai_pile_room(ctx, &h->system, entries, "homomorphisms"));
    for (tda_index u = 0; u < unknowns; u++)
        h->length.at[u] = 0;
    for (tda_index e = 0; e < entries; e++)
        h->length.at[h->entry.at[2 * e]]++;
    for (tda_index u = 0; u < unknowns; u++) {
        h->start.at[u] = (uint32_t)at;
        at += h->length.at[u];
        h->length.at[u] = 0;
    }
    for (tda_index e = 0; e < entries; e++) { /* by insertion: these are few */
        uint32_t u = h->entry.at[2 * e], row = h->entry.at[2 * e + 1],
                 *to = h->system.at + h->start.at[u], n = h->length.at[u]++;
        for (; n > 0 && to[n - 1] > row; n--)
            to[n] = to[n - 1];
        to[n] = row;
    }
    h->system.used = entries;
done:
    return st;
}

static tda_status reduce_system(tda_ctx *ctx, tdai_homs *h)
{
    tda_status st = TDA_OK;
    tda_index unknowns = h->unknown.used / 2;
    tdai_list *w = &h->work;
    TRY(deal(ctx, h, unknowns));
    for (uint32_t u = 0; u < unknowns; u++) {
        const uint32_t *from = h->system.at + h->start.at[u];
        TRY(tdai_poll(ctx, "homomorphisms", u, unknowns));
        TRY(tdai_list_copy(ctx, w, &u, 1));
        for (uint32_t i = 0; i < h->length.at[u]; i++)
            TRY(tdai_list_push(ctx, w, from[i]));
        uint32_t row;
        while ((row = w->at[w->size - 1]) >= TDAI_EVAL && *owner_of(h, row) != TDAI_NONE)
            TRY(add_column(ctx, h, w, *owner_of(h, row)));
        if (row < TDAI_EVAL)
            continue; /* makes nothing of the batch */
        *owner_of(h, row) = u;
        TRY(tdai_pile_room(ctx, &h->system, w->size, "homomorphisms"));
        if (h->system.used + w->size >= (tda_index)TDAI_NONE)
            FAIL(TDA_ELIMIT, "decomposition: a system of more than 2^32 entries");
        h->start.at[u] = (uint32_t)h->system.used;
        h->length.at[u] = (uint32_t)w->size;
        memcpy(h->system.at + h->system.used, w->at, (size_t)w->size * sizeof *w->at);
        h->system.used += w->size;
    }
done:
    return st;
}

static bool among(tdai_homs *h, uint32_t gen, uint32_t root)
{
    return tdai_blocks_root(h->blocks, gen) == root;
}

tda_status tdai_homs_into(tda_ctx *ctx, tdai_homs *h, uint32_t target,
                          const uint32_t *source, tda_index n, bool identity,
                          const tdai_list *column, tda_index k, uint32_t y)
{
    tda_status st = TDA_OK;
    h->now++;
    h->queue.used = h->unknown.used = h->entry.used = h->eval.used = 0;
    h->owner[EVALS].used = h->owner[EQUATIONS].used = 0;
    h->equations = 0;
    h->k = k;
    for (tda_index s = 0; s < n; s++)
        h->source_seen[source[s]] = h->now;
    for (tda_index j = 0; j < k; j++)
        for (tda_index i = 0; i < column[j].size; i++)
            if (h->source_seen[tdai_blocks_root(h->blocks, column[j].at[i])] == h->now)
                TRY(visit(ctx, h, target, column[j].at[i]));
    for (tda_index q = 0; q < h->queue.used; q++) {
        TRY(tdai_poll(ctx, "homomorphisms", q, h->queue.used));
        TRY(equate(ctx, h, target, h->queue.at[q]));
    }
    for (tda_index j = 0; j < k; j++)
        TRY(evaluate(ctx, h, &column[j], j, y));
    if (identity) {
        uint32_t row, u = (uint32_t)(h->unknown.used / 2);
        TRY(push(ctx, &h->unknown, TDAI_NONE));
        TRY(push(ctx, &h->unknown, TDAI_NONE));
        for (tda_index j = 0; j < k; j++)
            for (tda_index i = 0; i < column[j].size; i++)
                if (among(h, column[j].at[i], target)) {
                    TRY(eval_row(ctx, h, column[j].at[i], j, &row));
                    TRY(add_entry(ctx, h, u, row));
                }
    }
    TRY(reduce_system(ctx, h));
done:
    return st;
}

tda_status tdai_homs_vector(tda_ctx *ctx, tdai_homs *h, tdai_list *v, uint32_t target,
                            const tdai_list *column, const bool *part)
{
    tda_status st = TDA_OK;
    v->size = 0;
    for (tda_index j = 0; j < h->k; j++)
        for (tda_index i = 0; i < column[j].size; i++)
            if ((!part || part[j]) && among(h, column[j].at[i], target)) {
                uint32_t row;
                TRY(eval_row(ctx, h, column[j].at[i], j, &row));
                TRY(tdai_list_toggle(ctx, v, row));
            }
done:
    return st;
}

tda_status tdai_homs_vector_as(tda_ctx *ctx, tdai_homs *h, tdai_list *v, uint32_t target,
                               const tdai_list *column, tda_index as)
{
    tda_status st = TDA_OK;
    v->size = 0;
    for (tda_index i = 0; i < column->size; i++)
        if (among(h, column->at[i], target)) {
            uint32_t row;
            TRY(eval_row(ctx, h, column->at[i], as, &row));
            TRY(tdai_list_toggle(ctx, v, row));
        }
done:
    return st;
}

tda_status tdai_homs_reduce(tda_ctx *ctx, tdai_homs *h, tdai_list *v)
{
    tda_status st = TDA_OK;
    for (tda_index above = 0; above < v->size;) {
        uint32_t row = v->at[v->size - 1 - above];
        if (row < TDAI_EVAL)
            break;
        if (*owner_of(h, row) == TDAI_NONE)
            above++;
        else
            TRY(add_column(ctx, h, v, *owner_of(h, row)));
    }
done:
    return st;
}
