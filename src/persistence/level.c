/* SPDX-License-Identifier: GPL-3.0-or-later */
/* level.c - Pairs of a level by the reduction of columns.
 *
 * The column kept under a column's pivot is added to it until its pivot is free or nothing is
 * left. Columns of apparent pairs are there from the start, those of cells that are paired in
 * the level above (below, in the transpose) are not looked at. A column whose pivot is free goes
 * through no working column.
 *
 * Columns are taken by id, not in order, so that what one needs is still near in memory from
 * those before. Where a column finds its pivot kept by a later one in order, it takes that place, and
 * the later one goes on: only earlier columns are ever added to a column, and so the pivots are
 * those of the usual order. */
#include "persistence/level.h"

#include <string.h>

enum { POLL_MASK = 255 };

static inline bool is_there(const tdai_filtration *s, int k, tda_index i)
{
    return s->cells->dim[i] == k && s->number[i] != TDAI_NONE;
}

/* The cofaces, but for those that a class is born with, of the cells below, but for those that a
 * class dies with. */
static tda_status find_cofaces(tdai_level *l)
{
    tda_status st = TDA_OK;
    const tdai_filtration *s = l->s;
    const tda_cells *c = s->cells;
    l->coface_start = ZEROS(&l->memory, tda_index, c->size + 2);
    TRY(tdai_arena_status(s->ctx, &l->memory));
    tda_index *next = l->coface_start + 1; /* shifted by one until filled */
    for (tda_index i = 0; i < c->size; i++) {
        if (!(i & POLL_MASK))
            TRY(tdai_poll(s->ctx, "coboundary matrix", i, 2 * c->size));
        for (tda_index f = c->start[i];
             is_there(s, l->k, i) && s->role[i] != TDAI_BIRTH && f < c->start[i + 1]; f++)
            next[c->face[f] + 1] += s->role[c->face[f]] != TDAI_DEATH;
    }
    for (tda_index i = 0; i < c->size; i++) {
        l->widest = next[i + 1] > l->widest ? next[i + 1] : l->widest;
        next[i + 1] += next[i];
    }
    l->coface = ARRAY(&l->memory, uint32_t, next[c->size]);
    TRY(tdai_arena_status(s->ctx, &l->memory));
    for (tda_index i = 0; i < c->size; i++) {
        if (!(i & POLL_MASK))
            TRY(tdai_poll(s->ctx, "coboundary matrix", c->size + i, 2 * c->size));
        for (tda_index f = c->start[i];
             is_there(s, l->k, i) && s->role[i] != TDAI_BIRTH && f < c->start[i + 1]; f++)
            if (s->role[c->face[f]] != TDAI_DEATH)
                l->coface[next[c->face[f]]++] = (uint32_t)i;
    }
done:
    return st;
}

tda_status tdai_level_new(tdai_level *out, tdai_filtration *s, int k, bool dual)
{
    tda_status st = TDA_OK;
    const tda_cells *c = s->cells;
    tdai_level l = {.s = s, .k = k, .dual = dual};
    l.rows = tdai_filtration_size(s, dual ? k : k - 1);
    l.slot = ARRAY(&l.memory, uint32_t, c->size);
    TRY(tdai_arena_status(s->ctx, &l.memory));
    memset(l.slot, 0xff, (size_t)c->size * sizeof *l.slot);
    if (dual)
        TRY(find_cofaces(&l));
    for (tda_index i = 0; i < c->size && !dual; i++)
        if (c->dim[i] == k && c->start[i + 1] - c->start[i] > l.widest)
            l.widest = c->start[i + 1] - c->start[i];
    *out = l;
    l = (tdai_level){0};
done:
    tdai_level_free(&l);
    return st;
}

void tdai_level_free(tdai_level *l)
{
    tdai_arena_free(&l->memory);
    *l = (tdai_level){0};
}

/* Sort a few entries, or many that stand nearly in order, in place (Shell). */
static void sort(tdai_entry *at, tda_index n)
{
    static const int gaps[] = {701, 301, 132, 57, 23, 10, 4, 1};
    for (size_t g = n < 5 ? 7 : 0; g < sizeof gaps / sizeof *gaps; g++)
        for (tda_index i = gaps[g]; i < n; i++) {
            tdai_entry x = at[i];
            tda_index j = i;
            for (; j >= gaps[g] && at[j - gaps[g]] > x; j -= gaps[g])
                at[j] = at[j - gaps[g]];
            at[j] = x;
        }
}

tda_index tdai_level_gather(const tdai_level *l, uint32_t cell, tdai_entry *entry)
{
    const tdai_filtration *s = l->s;
    const tda_cells *c = s->cells;
    tda_index n = 0;
    if (l->dual) {
        uint32_t last = (uint32_t)l->rows - 1;
        for (tda_index f = l->coface_start[cell]; f < l->coface_start[cell + 1]; f++)
            entry[n++] = tdai_entry_of(last - s->number[l->coface[f]], l->coface[f]);
    } else {
        for (tda_index f = c->start[cell]; f < c->start[cell + 1]; f++)
            if (s->role[c->face[f]] != TDAI_DEATH)
                entry[n++] = tdai_entry_of(s->number[c->face[f]], (uint32_t)c->face[f]);
    }
    sort(entry, n);
    return n;
}

/* ---- its reduction ---- */

tda_status tdai_reduction_new(tdai_reduction *out, tdai_level *l)
{
    tdai_reduction r = {.l = l};
    tda_ctx *ctx = l->s->ctx;
    tda_status st = tdai_run_new(ctx, &r.work, l->rows, tdai_level_rows(l));
    if (st != TDA_OK)
        return st;
    r.entry = ARRAY(&r.work.memory, tdai_entry, l->widest);
    st = tdai_arena_status(ctx, &r.work.memory);
    if (st != TDA_OK)
        tdai_reduction_free(&r);
    else
        *out = r;
    return st;
}

void tdai_reduction_free(tdai_reduction *r)
{
    tdai_kept_free(&r->kept);
    tdai_run_free(&r->work);
    *r = (tdai_reduction){0};
}

tda_index tdai_reduction_entries(tdai_reduction *r, uint32_t cell,
                                 const tdai_entry **entry)
{
    uint32_t slot = r->l->slot[cell];
    *entry = r->entry;
    if (slot == TDAI_NONE)
        return tdai_level_gather(r->l, cell, r->entry);
    *entry = r->kept.entry + r->kept.start[slot];
    return r->kept.start[slot + 1] - r->kept.start[slot];
}

/* Keep the working column as that of the cell. */
static tda_status keep(tdai_reduction *r, uint32_t cell, tdai_entry pivot)
{
    tda_status st = TDA_OK;
    TRY(tdai_kept_add(r->l->s->ctx, &r->kept, &r->work));
    r->l->slot[cell] = (uint32_t)(r->kept.columns - 1);
    tdai_level_pair(r->l, tdai_entry_cell(pivot), cell);
done:
    return st;
}

tda_status tdai_reduction_column(tdai_reduction *r, uint32_t cell)
{
    tda_status st = TDA_OK;
    tdai_level *l = r->l;
    tdai_filtration *s = l->s;
    const tdai_entry *entry;
    tda_index n = tdai_reduction_entries(r, cell, &entry);
    tdai_entry pivot = n ? entry[n - 1] : 0;
    if (n == 0 || s->partner[tdai_entry_cell(pivot)] == TDAI_NONE) {
        if (n)
            tdai_level_pair(l, tdai_entry_cell(pivot), cell);
        return TDA_OK;
    }
    TRY(tdai_poll(s->ctx, l->dual ? "coboundaries" : "boundaries", cell, s->cells->size));
    TRY(tdai_run_load(s->ctx, &r->work, entry, n));
    while (tdai_run_pivot(&r->work, &pivot)) {
        uint32_t owner = s->partner[tdai_entry_cell(pivot)];
        if (owner == TDAI_NONE)
            return keep(r, cell, pivot);
        if (tdai_level_before(l, cell, owner)) {
            uint32_t later = owner;
            s->role[later] = TDAI_OPEN;
            s->partner[later] = TDAI_NONE;
            TRY(keep(r, cell, pivot));
            n = tdai_reduction_entries(r, later, &entry);
            TRY(tdai_run_load(s->ctx, &r->work, entry, n));
            owner = cell;
            cell = later;
        }
        n = tdai_reduction_entries(r, owner, &entry);
        TRY(tdai_run_add(s->ctx, &r->work, entry, n));
        r->columns++;
        r->entries += n;
    }
done:
    return st;
}

tda_status tdai_level_reduce(tdai_filtration *s, int k, bool dual)
{
    tda_status st = TDA_OK;
    tdai_level l = {0};
    tdai_reduction r = {0};
    TRY(tdai_level_new(&l, s, k, dual));
    TRY(tdai_reduction_new(&r, &l));
    for (tda_index i = 0; i < s->cells->size; i++) {
        if (!(i & POLL_MASK))
            TRY(tdai_poll(s->ctx, dual ? "coboundaries" : "boundaries", i,
                          s->cells->size));
        if (tdai_level_has(&l, i))
            TRY(tdai_reduction_column(&r, (uint32_t)i));
    }
    s->columns += r.columns;
    s->entries += r.entries;
done:
    tdai_reduction_free(&r);
    tdai_level_free(&l);
    return st;
}
