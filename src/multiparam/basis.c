/* SPDX-License-Identifier: GPL-3.0-or-later */
/* basis.c - A graded basis of cycles, by column reduction with a record of what was added.
 *
 * Each column has itself as an extra row below all others, which additions carry along: when
 * the rest of a column becomes zero, those rows are a cycle. What stands in them is kept until it
 * is known which cycles are needed. (Of a graph the cycles are paths in a forest, but finding
 * them by the forest of forest.c took longer and gave longer ones.) */
#include "multiparam/basis.h"
#include <string.h>

static const char stage[] = "cycles";

/* Each column with one more row, itself, the other rows moved up past those. */
static tda_status carry(tda_ctx *ctx, tdai_basis *b)
{
    tda_status st = TDA_OK;
    const tdai_level *d = b->d;
    tdai_level *c = &b->carried;
    tda_index entries = d->start[d->size] + d->size;
    *c = *d;
    c->start = ARRAY(&b->memory, tda_index, d->size + 1);
    c->row = ARRAY(&b->memory, uint32_t, entries);
    TRY(tdai_arena_status(ctx, &b->memory));
    c->start[0] = 0;
    for (tda_index j = 0, at = 0; j < d->size; j++) {
        c->row[at++] = (uint32_t)j;
        for (tda_index i = d->start[j]; i < d->start[j + 1]; i++)
            c->row[at++] = d->row[i] + (uint32_t)d->size;
        c->start[j + 1] = at;
    }
done:
    return st;
}

static tda_status reduce(tda_ctx *ctx, tdai_basis *b, tda_index rows, tda_index ys)
{
    tda_status st = TDA_OK;
    if (rows + b->d->size >= (tda_index)TDAI_NONE)
        FAIL(TDA_ELIMIT, "cycles: %lld cells, the reduction holds at most %lld",
             (long long)(rows + b->d->size), (long long)TDAI_NONE - 1);
    TRY(carry(ctx, b));
    TRY(tdai_sweep_new(ctx, &b->sweep, &b->carried, rows + b->d->size, ys,
                       (uint32_t)b->d->size));
    tdai_sweep *s = &b->sweep;
    for (tda_index y = 0, i = 0; y < ys; y++) {
        uint32_t newcomer = s->first[y] < s->first[y + 1] ? s->order[s->first[y]] : 0;
        TRY(tdai_sweep_stage(ctx, s, y, stage));
        for (; i < s->deads; i++) {
            uint32_t j = s->dead[i];
            b->y[j] = (uint32_t)y;
            b->by_y[j] = b->d->y[j] == y ? j : newcomer;
        }
    }
    b->effort = s->effort;
done:
    return st;
}

tda_status tdai_basis_new(tda_ctx *ctx, tdai_basis *b, const tdai_level *d,
                          tda_index rows, tda_index ys)
{
    tda_status st = TDA_OK;
    b->d = d;
    b->y = ARRAY(&b->memory, uint32_t, d->size);
    b->by_y = ARRAY(&b->memory, uint32_t, d->size);
    b->boundary = ZEROS(&b->memory, bool, d->size);
    b->start = ARRAY(&b->memory, tda_index, d->size);
    b->length = ARRAY(&b->memory, uint32_t, d->size);
    TRY(tdai_arena_status(ctx, &b->memory));
    memset(b->y, 0xff, (size_t)d->size * sizeof *b->y);
    TRY(reduce(ctx, b, rows, ys));
done:
    return st;
}

void tdai_basis_free(tdai_basis *b)
{
    tdai_sweep_free(&b->sweep);
    tdai_pile_clear(&b->pile);
    tdai_arena_free(&b->memory);
    *b = (tdai_basis){0};
}

static bool wanted(const tdai_basis *b, tda_index p)
{
    return b->y[p] != TDAI_NONE && !b->boundary[p];
}

tda_status tdai_basis_cycles(tda_ctx *ctx, tdai_basis *b)
{
    tda_status st = TDA_OK;
    for (tda_index p = 0; p < b->d->size; p++) {
        if (!wanted(b, p))
            continue;
        uint32_t n = b->sweep.store.size[p];
        TRY(tdai_pile_room(ctx, &b->pile, n, stage));
        b->start[p] = b->pile.used;
        b->length[p] = n;
        memcpy(b->pile.at + b->pile.used, tdai_store_column(&b->sweep.store, p),
               n * sizeof *b->pile.at);
        b->pile.used += n;
    }
    tdai_sweep_free(&b->sweep);
done:
    return st;
}
