/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chunk.c - Pairs of a level, part by part of the filtration.
 *
 * The columns not yet paired are cut into parts, in order. A row that appears after the last
 * column before a part is local to it: no column before holds it. So a part finds the pairs of
 * its columns with its local rows by itself, and parts are reduced at the same time. What
 * is left, columns whose pivot is a row of an earlier part, is rid of all rows that are in a pair
 * by now, again at the same time; these short columns are then reduced one after the other.
 * Apparent pairs are local to every part. Where the cuts are depends on the columns alone. */
#include "persistence/level.h"
#include <string.h>

static const char *const stage = "boundaries";

enum { PARTS = 64, LEAST = 16 /* columns of a part */ };

typedef struct part {
    tda_index begin, end; /* of its columns */
    uint32_t local;       /* its first local row */
    tdai_kept kept;       /* reduced columns; slot of their cells leads there */
    uint32_t *left;       /* cells of the columns that are not reduced */
    tda_index lefts;
    tdai_kept rid; /* these columns, of rows in no pair alone */
    int64_t columns, entries;
} part;

typedef struct chunks {
    tdai_filtration *s;
    tdai_level l;
    uint32_t *column; /* cells, in order */
    tda_index columns;
    uint32_t *
        claim; /* [cells] the cell whose column has this local row as pivot, or TDAI_NONE */
    part part[PARTS];
    tda_index parts, width; /* columns of a part */
    tdai_arena memory;
} chunks;

/* The number of rows that appear no later than a value. */
static uint32_t rows_until(const tdai_filtration *s, int k, double value)
{
    tda_index low = 0, high = tdai_filtration_size(s, k);
    while (low < high) {
        tda_index mid = low + (high - low) / 2;
        if (s->value[s->cell[s->first[k] + mid]] <= value)
            low = mid + 1;
        else
            high = mid;
    }
    return (uint32_t)low;
}

static tda_status cut(chunks *c)
{
    tda_status st = TDA_OK;
    const tdai_filtration *s = c->s;
    int k = c->l.k;
    for (tda_index i = s->first[k]; i < s->first[k + 1]; i++)
        c->columns += s->role[s->cell[i]] == TDAI_OPEN;
    c->column = ARRAY(&c->memory, uint32_t, c->columns);
    c->claim = ARRAY(&c->memory, uint32_t, s->cells->size);
    uint32_t *left = ARRAY(&c->memory, uint32_t, c->columns);
    TRY(tdai_arena_status(s->ctx, &c->memory));
    memset(c->claim, 0xff, (size_t)s->cells->size * sizeof *c->claim);
    tda_index n = 0;
    for (tda_index i = s->first[k]; i < s->first[k + 1]; i++)
        if (s->role[s->cell[i]] == TDAI_OPEN)
            c->column[n++] = s->cell[i];
    c->width = (n + PARTS - 1) / PARTS;
    c->width = c->width < LEAST ? LEAST : c->width;
    for (tda_index at = 0; at < n; at += c->width) {
        part *p = &c->part[c->parts++];
        p->begin = at;
        p->end = at + c->width < n ? at + c->width : n;
        p->left = left + at;
        p->local = at ? rows_until(s, k - 1, s->value[c->column[at - 1]]) : 0;
    }
done:
    return st;
}

/* The part of a column: the last that begins no later. */
static const part *part_of(const chunks *c, uint32_t cell)
{
    const uint32_t *number = c->s->number;
    tda_index low = 0, high = c->parts;
    while (high - low > 1) {
        tda_index mid = (low + high) / 2;
        if (number[c->column[c->part[mid].begin]] <= number[cell])
            low = mid;
        else
            high = mid;
    }
    return &c->part[low];
}

/* work += the column of a cell, which is kept by some part or is the cell's own entries. */
static tda_status add(const chunks *c, part *p, tdai_reduction *r, uint32_t cell)
{
    uint32_t slot = c->l.slot[cell];
    tda_index n;
    const tdai_entry *entry = r->entry;
    if (slot == TDAI_NONE) {
        n = tdai_level_gather(&c->l, cell, r->entry);
    } else {
        const tdai_kept *kept = &part_of(c, cell)->kept;
        entry = kept->entry + kept->start[slot];
        n = kept->start[slot + 1] - kept->start[slot];
    }
    p->columns++;
    p->entries += n;
    return tdai_run_add(c->s->ctx, &r->work, entry, n);
}

/* The cell of the column that a row is the pivot of, as far as is known. */
static uint32_t owner_of(const chunks *c, uint32_t row)
{
    return c->s->partner[row] == TDAI_NONE ? c->claim[row] : c->s->partner[row];
}

/* Find the pivot of a column of a part among its local rows, or put it with those left. */
static tda_status reduce_column(chunks *c, part *p, tdai_reduction *r, uint32_t cell)
{
    tda_status st = TDA_OK;
    const tdai_filtration *s = c->s;
    tda_index n = tdai_level_gather(&c->l, cell, r->entry);
    tdai_entry pivot;
    bool raw = true;
    TRY(tdai_run_load(s->ctx, &r->work, r->entry, n));
    while (tdai_run_pivot(&r->work, &pivot)) {
        uint32_t row = tdai_entry_cell(pivot), owner = s->partner[row];
        bool local = tdai_entry_number(pivot) >= p->local;
        if (owner == TDAI_NONE && local)
            owner = c->claim[row];
        if (owner == TDAI_NONE) {
            if (local)
                c->claim[row] = cell;
            else
                p->left[p->lefts++] = cell;
            break;
        }
        TRY(add(c, p, r, owner));
        raw = false;
    }
    if (raw || !tdai_run_pivot(&r->work, &pivot))
        return TDA_OK;
    TRY(tdai_kept_add(s->ctx, &p->kept, &r->work));
    c->l.slot[cell] = (uint32_t)(p->kept.columns - 1);
done:
    return st;
}

static tda_status reduce_parts(void *arg, tda_index begin, tda_index end)
{
    tda_status st = TDA_OK;
    chunks *c = arg;
    tdai_reduction r = {0};
    TRY(tdai_reduction_new(&r, &c->l));
    for (part *p = c->part + begin; p < c->part + end; p++)
        for (tda_index j = p->begin; j < p->end; j++) {
            TRY(tdai_poll(c->s->ctx, stage, j, 2 * c->columns));
            TRY(reduce_column(c, p, &r, c->column[j]));
        }
done:
    tdai_reduction_free(&r);
    return st;
}

/* Rid a column left over of the rows that are pivots. */
static tda_status rid_column(chunks *c, part *p, tdai_reduction *r, uint32_t cell)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = c->s->ctx;
    tdai_entry pivot;
    TRY(tdai_run_load(ctx, &r->work, NULL, 0));
    TRY(add(c, p, r, cell));
    TRY(tdai_kept_open(ctx, &p->rid));
    while (tdai_run_pivot(&r->work, &pivot)) {
        uint32_t owner = owner_of(c, tdai_entry_cell(pivot));
        if (owner != TDAI_NONE) {
            TRY(add(c, p, r, owner));
            continue;
        }
        TRY(tdai_kept_push(ctx, &p->rid, pivot));
        TRY(tdai_run_add(ctx, &r->work, &pivot, 1));
    }
    tdai_kept_close(&p->rid);
done:
    return st;
}

static tda_status rid_parts(void *arg, tda_index begin, tda_index end)
{
    tda_status st = TDA_OK;
    chunks *c = arg;
    tdai_reduction r = {0};
    TRY(tdai_reduction_new(&r, &c->l));
    for (part *p = c->part + begin; p < c->part + end; p++)
        for (tda_index j = 0; j < p->lefts; j++) {
            TRY(tdai_poll(c->s->ctx, stage, c->columns + p->begin + j, 2 * c->columns));
            TRY(rid_column(c, p, &r, p->left[j]));
        }
done:
    tdai_reduction_free(&r);
    return st;
}

/* Enter the pairs of the parts, and reduce what is left. */
static tda_status finish(chunks *c)
{
    tda_status st = TDA_OK;
    tdai_filtration *s = c->s;
    tdai_reduction r = {0};
    for (tda_index i = 0; i < s->cells->size; i++)
        if (c->claim[i] != TDAI_NONE)
            tdai_level_pair(&c->l, (uint32_t)i, c->claim[i]);
    TRY(tdai_reduction_new(&r, &c->l));
    for (tda_index i = 0; i < c->parts; i++) {
        part *p = &c->part[i];
        for (tda_index j = 0; j < p->lefts; j++) {
            TRY(tdai_kept_copy(s->ctx, &r.kept, &p->rid, j));
            c->l.slot[p->left[j]] = (uint32_t)(r.kept.columns - 1);
            TRY(tdai_reduction_column(&r, p->left[j]));
        }
        s->columns += p->columns;
        s->entries += p->entries;
    }
    s->columns += r.columns;
    s->entries += r.entries;
done:
    tdai_reduction_free(&r);
    return st;
}

tda_status tdai_level_chunks(tdai_filtration *s, int k)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    chunks *c = ZEROS(&tmp, chunks, 1);
    TRY(tdai_arena_status(s->ctx, &tmp));
    c->s = s;
    TRY(tdai_level_new(&c->l, s, k, false));
    TRY(cut(c));
    TRY(tdai_parallel(s->ctx, stage, c->parts, 1, reduce_parts, c));
    TRY(tdai_parallel(s->ctx, stage, c->parts, 1, rid_parts, c));
    TRY(finish(c));
done:
    for (tda_index i = 0; c && i < c->parts; i++) {
        tdai_kept_free(&c->part[i].kept);
        tdai_kept_free(&c->part[i].rid);
    }
    if (c) {
        tdai_level_free(&c->l);
        tdai_arena_free(&c->memory);
    }
    tdai_arena_free(&tmp);
    return st;
}
