/* SPDX-License-Identifier: GPL-3.0-or-later */
/* coordinates.c - Boundaries written in a basis of cycles.
 *
 * A boundary is a cycle, so its pivot is that of a basis vector: add the vector, go on with what
 * is left. The vectors added are the coordinates, and since the basis is graded none of them
 * comes later than the boundary. Vectors that are boundaries themselves vanish in homology and
 * are not written down. Columns are independent of each other, so threads share them. */
#include "multiparam/basis.h"
#include <string.h>

enum { GRAIN = 256 };

/* The columns of one task, end to end. */
typedef struct piece {
    tdai_pile pile;
    tdai_effort effort;
} piece;

typedef struct writing {
    tda_ctx *ctx;
    const tdai_basis *b;
    const tdai_level *up;
    const uint32_t *number; /* [cells] of the generator with that pivot */
    tda_index generators;
    const uint32_t *column; /* positions in up */
    uint32_t *size;         /* [columns] entries */
    piece *part;            /* [tasks] */
} writing;

static tda_status write_some(void *arg, tda_index begin, tda_index end)
{
    writing *w = arg;
    piece *p = &w->part[begin / GRAIN];
    const tdai_basis *b = w->b;
    tda_ctx *ctx = w->ctx;
    tda_status st = TDA_OK;
    tdai_column left = {0}, sum = {0};
    TRY(tdai_column_new(ctx, &left, b->d->size));
    TRY(tdai_column_new(ctx, &sum, w->generators));
    for (tda_index k = begin; k < end; k++) {
        const tdai_level *up = w->up;
        tda_index j = w->column[k], n;
        uint32_t pivot;
        TRY(tdai_poll(ctx, "coordinates", k, end));
        tdai_column_load(&left, up->row + up->start[j], up->start[j + 1] - up->start[j]);
        while ((pivot = tdai_column_pivot(&left)) != TDAI_NONE) {
            if (!b->boundary[pivot])
                tdai_column_toggle(&sum, w->number[pivot]);
            tdai_column_add(&left, b->pile.at + b->start[pivot], b->length[pivot]);
            p->effort.columns++;
            p->effort.entries += b->length[pivot];
        }
        n = tdai_column_count(&sum);
        TRY(tdai_pile_room(ctx, &p->pile, n, "coordinates"));
        tdai_column_unload(&sum, p->pile.at + p->pile.used);
        p->pile.used += n;
        w->size[k] = (uint32_t)n;
    }
done:
    tdai_column_free(&left);
    tdai_column_free(&sum);
    return st;
}

/* The generators in lexicographic order, and the number of each by its pivot. */
static tda_status number_generators(tda_ctx *ctx, tdai_level *out, tdai_arena *memory,
                                    const tdai_basis *b, tda_index ys, uint32_t *number)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    const tdai_level *d = b->d;
    uint64_t *key = ARRAY(&tmp, uint64_t, d->size);
    uint32_t *pivot = ARRAY(&tmp, uint32_t, d->size);
    tda_index *order = ARRAY(&tmp, tda_index, d->size), n = 0;
    TRY(tdai_arena_status(ctx, &tmp));
    for (uint32_t p = 0; p < d->size; p++)
        if (b->y[p] != TDAI_NONE && !b->boundary[p]) {
            key[n] = (uint64_t)d->x[p] * (uint64_t)ys + b->y[p];
            pivot[n++] = p;
        }
    TRY(tdai_argsort_u64(ctx, order, key, n));
    *out = (tdai_level){n,
                        ARRAY(memory, uint32_t, n),
                        ARRAY(memory, uint32_t, n),
                        ARRAY(memory, uint32_t, n),
                        ZEROS(memory, tda_index, n + 1),
                        ARRAY(memory, uint32_t, 0)};
    TRY(tdai_arena_status(ctx, memory));
    for (tda_index i = 0; i < n; i++) {
        uint32_t p = pivot[order[i]];
        out->x[i] = d->x[p];
        out->y[i] = b->y[p];
        out->cell[i] = p;
        number[p] = (uint32_t)i;
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

static tda_status collect(tda_ctx *ctx, tdai_level *out, tdai_arena *memory,
                          const writing *w, tda_index columns, tda_index tasks)
{
    tda_status st = TDA_OK;
    tda_index entries = 0;
    for (tda_index t = 0; t < tasks; t++)
        entries += w->part[t].pile.used;
    *out = (tdai_level){columns,
                        ARRAY(memory, uint32_t, columns),
                        ARRAY(memory, uint32_t, columns),
                        ARRAY(memory, uint32_t, columns),
                        ARRAY(memory, tda_index, columns + 1),
                        ARRAY(memory, uint32_t, entries)};
    TRY(tdai_arena_status(ctx, memory));
    out->start[0] = 0;
    for (tda_index k = 0; k < columns; k++) {
        uint32_t j = w->column[k];
        out->x[k] = w->up->x[j];
        out->y[k] = w->up->y[j];
        out->cell[k] = j;
        out->start[k + 1] = out->start[k] + w->size[k];
    }
    for (tda_index t = 0, at = 0; t < tasks; at += w->part[t++].pile.used)
        if (w->part[t].pile.used)
            memcpy(out->row + at, w->part[t].pile.at,
                   (size_t)w->part[t].pile.used * sizeof *out->row);
done:
    return st;
}

tda_status tdai_coordinates(tda_ctx *ctx, tdai_level *out, tdai_arena *memory,
                            const tdai_basis *b, const tdai_level *up, const bool *kept,
                            tda_index ys)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index n = 0, tasks = up->size / GRAIN + 1;
    uint32_t *number = ARRAY(&tmp, uint32_t, b->d->size);
    uint32_t *column = ARRAY(&tmp, uint32_t, up->size);
    writing w = {ctx,
                 b,
                 up,
                 number,
                 0,
                 column,
                 ARRAY(&tmp, uint32_t, up->size),
                 ZEROS(&tmp, piece, tasks)};
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(number_generators(ctx, &out[0], memory, b, ys, number));
    w.generators = out[0].size;
    for (uint32_t j = 0; j < up->size; j++)
        if (kept[j])
            column[n++] = j;
    TRY(tdai_parallel(ctx, "coordinates", n, GRAIN, write_some, &w));
    for (tda_index t = 0; t < tasks; t++) {
        tdai_work(ctx, TDA_WORK_COLUMNS, w.part[t].effort.columns);
        tdai_work(ctx, TDA_WORK_ENTRIES, w.part[t].effort.entries);
    }
    TRY(collect(ctx, &out[1], memory, &w, n, tasks));
done:
    for (tda_index t = 0; w.part && t < tasks; t++)
        tdai_pile_clear(&w.part[t].pile);
    tdai_arena_free(&tmp);
    return st;
}
