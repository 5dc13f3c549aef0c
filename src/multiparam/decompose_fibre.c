/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decompose_fibre.c - The vector space of a block at any grade.
 *
 * Of an interval it is known by comparing grades. Of other blocks the relations at or below the grade
 * are reduced; generators that are no pivots are a basis. */
#include "multiparam/decompose.h"
#include <string.h>

tda_status tdai_fibre_new(tda_ctx *ctx, tdai_fibre *out, const tdai_blocks *b)
{
    tda_status st = TDA_OK;
    tdai_fibre f = {0};
    tda_index n = b->gens->size, m = b->rels->size;
    f.place = ARRAY(&f.memory, uint32_t, n);
    f.stamp = ZEROS(&f.memory, uint32_t, n);
    f.pivot = ARRAY(&f.memory, uint32_t, n);
    f.turn = ZEROS(&f.memory, uint32_t, n);
    f.start = ARRAY(&f.memory, tda_index, m);
    f.length = ARRAY(&f.memory, uint32_t, m);
    TRY(tdai_arena_status(ctx, &f.memory));
    TRY(tdai_column_new(ctx, &f.column, n));
    *out = f;
    f = (tdai_fibre){0};
done:
    tdai_fibre_free(&f);
    return st;
}

void tdai_fibre_free(tdai_fibre *f)
{
    tdai_list_free(&f->basis);
    tdai_list_free(&f->out);
    tdai_pile_clear(&f->reduced);
    tdai_column_free(&f->column);
    tdai_arena_free(&f->memory);
    *f = (tdai_fibre){0};
}

/* Reduce the relations of the block up to (x, y). */
static tda_status reduce(tda_ctx *ctx, tdai_fibre *f, const tdai_blocks *b, uint32_t root,
                         uint32_t x, uint32_t y)
{
    tda_status st = TDA_OK;
    tdai_column *c = &f->column;
    f->reduced.used = 0;
    for (uint32_t j = b->first_rel[root]; j != TDAI_NONE; j = b->next_rel[j]) {
        uint32_t p;
        if (b->rels->x[j] > x || b->rels->y[j] > y)
            continue;
        tdai_column_load(c, b->pile.at + b->start[j], b->length[j]);
        while ((p = tdai_column_pivot(c)) != TDAI_NONE && f->turn[p] == f->now)
            tdai_column_add(c, f->reduced.at + f->start[f->pivot[p]],
                            f->length[f->pivot[p]]);
        if (p == TDAI_NONE)
            continue;
        tda_index n = tdai_column_count(c);
        TRY(tdai_pile_room(ctx, &f->reduced, n, "relations at a grade"));
        f->pivot[p] = j;
        f->turn[p] = f->now;
        f->start[j] = f->reduced.used;
        f->length[j] = (uint32_t)n;
        tdai_column_unload(c, f->reduced.at + f->reduced.used);
        f->reduced.used += n;
    }
done:
    tdai_column_empty(c);
    return st;
}

tda_status tdai_fibre_at(tda_ctx *ctx, tdai_fibre *f, const tdai_blocks *b, uint32_t root,
                         uint32_t x, uint32_t y)
{
    tda_status st = TDA_OK;
    f->basis.size = 0;
    f->now++;
    f->thin = b->shape[root] == TDAI_INTERVAL;
    uint32_t g = b->first_gen[root];
    while (g != TDAI_NONE && (b->gens->x[g] > x || b->gens->y[g] > y))
        g = b->next_gen[g];
    if (g == TDAI_NONE)
        goto done;
    if (f->thin) {
        for (uint32_t j = b->first_rel[root]; j != TDAI_NONE; j = b->next_rel[j])
            if (b->length[j] == 1 && b->rels->x[j] <= x && b->rels->y[j] <= y)
                goto done;
        TRY(tdai_list_push(ctx, &f->basis, g));
        f->place[g] = 0;
        f->stamp[g] = f->now;
        goto done;
    }
    TRY(reduce(ctx, f, b, root, x, y));
    for (; g != TDAI_NONE; g = b->next_gen[g])
        if (b->gens->x[g] <= x && b->gens->y[g] <= y && f->turn[g] != f->now) {
            f->place[g] = (uint32_t)f->basis.size;
            f->stamp[g] = f->now;
            TRY(tdai_list_push(ctx, &f->basis, g));
        }
done:
    return st;
}

tda_status tdai_fibre_write(tda_ctx *ctx, tdai_fibre *f, uint32_t gen)
{
    tda_status st = TDA_OK;
    tdai_column *c = &f->column;
    f->out.size = 0;
    if (f->basis.size == 0)
        return TDA_OK;
    if (f->thin)
        return tdai_list_push(ctx, &f->out, 0);
    tdai_column_load(c, &gen, 1);
    for (uint32_t p; (p = tdai_column_pivot(c)) != TDAI_NONE;) {
        if (f->turn[p] == f->now) {
            tdai_column_add(c, f->reduced.at + f->start[f->pivot[p]],
                            f->length[f->pivot[p]]);
            continue;
        }
        if ((st = tdai_list_push(ctx, &f->out, f->place[p])) != TDA_OK)
            break;
        tdai_column_toggle(c, p);
    }
    tdai_column_empty(c);
    return st;
}
