/* SPDX-License-Identifier: GPL-3.0-or-later */
/* alpha_loops.c - Degree 1 of an alpha diagram in space, by reduction.
 *
 * Its columns are the triangles that enclose no void, its rows the edges that join no components.
 * The boundary of a triangle is read off the triangulation whenever it is needed; only columns
 * that were added to are stored. */
#include "persistence/alpha.h"
#include <string.h>

enum { OFTEN = 1023 };

typedef struct loops {
    tdai_alpha_sweep *a;
    uint32_t *rank; /* [edges] in order */
    uint32_t
        *stored; /* [edges] where the column with this pivot is kept, or TDAI_NONE: it is
                         the boundary of the edge's partner */
    tdai_column work;
    uint32_t *entry; /* ranks of the columns kept, each after its length */
    tda_index entries, room;
} loops;

tda_status tdai_alpha_clear_loops(tdai_alpha_sweep *a)
{
    tda_status st = TDA_OK;
    const tdai_delaunay *d = &a->d;
    uint32_t *first = a->partner[1]; /* the earliest coface, for now */
    const uint32_t *face = d->face[2];
    for (uint32_t t = 0; t < d->count[2]; t++) {
        if (!(t & OFTEN))
            TRY(tdai_poll(a->ctx, "loops at sight", t, d->count[2]));
        for (int i = 0; i < 3; i++, face++)
            if (first[*face] == TDAI_NONE || d->value[2][t] < d->value[2][first[*face]])
                first[*face] = t;
    }
    for (uint32_t e = 0; e < d->count[1]; e++)
        if (first[e] != TDAI_NONE && tdai_alpha_latest(d, 2, first[e]) != e)
            first[e] = TDAI_NONE;
done:
    return st;
}

/* The ranks of the edges of a triangle that join no components, ascending; how many. */
static tda_index boundary(const loops *l, uint32_t triangle, uint32_t *row)
{
    const uint32_t *face = l->a->d.face[2] + 3 * (size_t)triangle;
    tda_index n = 0;
    for (int i = 0; i < 3; i++) {
        uint32_t e = face[i], r = l->rank[e];
        if (l->a->joining[e >> 6] >> (e & 63) & 1)
            continue;
        tda_index at = n++;
        for (; at > 0 && row[at - 1] > r; at--)
            row[at] = row[at - 1];
        row[at] = r;
    }
    return n;
}

static tda_status keep(loops *l, uint32_t pivot)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = l->a->ctx;
    tda_index n = tdai_column_count(&l->work);
    if (l->entries + n + 1 > l->room) {
        tda_index room = l->room + l->room / 2 + n + 4096;
        TRY(tdai_budget(ctx, tdai_size_add(0, room, sizeof *l->entry), "reduced loops"));
        uint32_t *at = tdai_realloc(l->entry, room, sizeof *at);
        if (!at || room > TDAI_NONE)
            FAIL(TDA_ENOMEM, "no memory for %lld entries of reduced columns",
                 (long long)room);
        l->entry = at;
        l->room = room;
    }
    l->stored[l->a->edge[pivot]] = (uint32_t)l->entries;
    l->entry[l->entries] = (uint32_t)n;
    tdai_column_unload(&l->work, l->entry + l->entries + 1);
    l->entries += n + 1;
done:
    return st;
}

static tda_status reduce(loops *l, uint32_t triangle)
{
    tda_status st = TDA_OK;
    tdai_alpha_sweep *a = l->a;
    uint32_t row[3];
    tda_index n = boundary(l, triangle, row), additions = 0;
    if (n == 0)
        return TDA_OK;
    uint32_t pivot = row[n - 1];
    if (a->partner[1][a->edge[pivot]] == TDAI_NONE) {
        a->partner[1][a->edge[pivot]] = triangle;
        return TDA_OK;
    }
    tdai_column_load(&l->work, row, n);
    while (pivot != TDAI_NONE && a->partner[1][a->edge[pivot]] != TDAI_NONE) {
        uint32_t e = a->edge[pivot], at = l->stored[e];
        const uint32_t *add = at == TDAI_NONE ? row : l->entry + at + 1;
        n = at == TDAI_NONE ? boundary(l, a->partner[1][e], row) : l->entry[at];
        tdai_column_add(&l->work, add, n);
        a->entries += n;
        if (!(++additions & OFTEN))
            TRY(tdai_poll(a->ctx, "loops", a->columns % l->a->edges, l->a->edges));
        pivot = tdai_column_pivot(&l->work);
    }
    a->columns += additions;
    if (pivot == TDAI_NONE)
        goto done;
    a->partner[1][a->edge[pivot]] = triangle;
    TRY(keep(l, pivot));
done:
    tdai_column_empty(&l->work);
    return st;
}

/* Those in no pair, and within the threshold, in order. */
static tda_status find_columns(const tdai_alpha_sweep *a, uint32_t *column, tda_index *n)
{
    const tdai_delaunay *d = &a->d;
    tda_index found = 0;
    for (uint32_t t = 0; t < d->count[2]; t++)
        if (a->partner[2][t] == TDAI_NONE && d->value[2][t] <= a->threshold &&
            a->partner[1][tdai_alpha_latest(d, 2, t)] != t)
            column[found++] = t;
    *n = found;
    return tdai_alpha_sort(a->ctx, column, found, d->value[2]);
}

tda_status tdai_alpha_loops(tdai_alpha_sweep *a)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    loops l = {.a = a};
    tda_index columns;
    uint32_t *column = ARRAY(&tmp, uint32_t, a->d.count[2]);
    l.rank = ARRAY(&tmp, uint32_t, a->edges);
    l.stored = ARRAY(&tmp, uint32_t, a->edges);
    TRY(tdai_arena_status(a->ctx, &tmp));
    TRY(tdai_column_new(a->ctx, &l.work, a->edges));
    for (tda_index i = 0; i < a->edges; i++) {
        l.rank[a->edge[i]] = (uint32_t)i;
        l.stored[i] = TDAI_NONE;
    }
    TRY(find_columns(a, column, &columns));
    for (tda_index i = 0; i < columns; i++) {
        if (!(i & OFTEN))
            TRY(tdai_poll(a->ctx, "loops", i, columns));
        TRY(reduce(&l, column[i]));
    }
    for (uint32_t e = 0; e < a->edges; e++)
        if (a->partner[1][e] == TDAI_NONE && !(a->joining[e >> 6] >> (e & 63) & 1))
            a->partner[1][e] = TDAI_ENDLESS;
done:
    tdai_column_free(&l.work);
    tdai_free(l.entry);
    tdai_arena_free(&tmp);
    return st;
}
