/* SPDX-License-Identifier: GPL-3.0-or-later */
/* flow.c - Boundaries rewritten without the cells that pair off.
 *
 * An entry that is the upper cell of a pair is dropped, one that is the lower cell is replaced by
 * the rest of its partner's column (its flow), which lies below. Flows are computed once, in
 * ascending order, and only those that are asked for; the columns that remain are then sums of
 * flows, in parallel. */
#include "multiparam/chunk.h"
#include <string.h>

enum { GRAIN = 512 };

/* The flows of the lower cells of pairs of one level, end to end. */
typedef struct flows {
    const tdai_pairing *down;
    tda_index *start; /* [cells] offset in entry; meaningful where the cell has a flow */
    uint32_t *size;   /* [cells] */
    uint32_t *entry;  /* numbers of cells in no pair */
    tda_index used, capacity;
} flows;

/* Add to work the rewriting of the column [n] without paired cells; counts the work. */
static void rewrite(tdai_column *work, const flows *f, const uint32_t *row, uint32_t n,
                    tdai_effort *effort)
{
    for (uint32_t i = 0; i < n; i++) {
        uint32_t r = row[i];
        if (f->down->above[r] != TDAI_NONE) {
            tdai_column_add(work, f->entry + f->start[r], f->size[r]);
            effort->columns++;
            effort->entries += f->size[r];
        } else if (f->down->below[r] == TDAI_NONE) {
            tdai_column_toggle(work, f->down->number[r]);
        }
    }
}

static tda_status append(tda_ctx *ctx, flows *f, uint32_t r, tdai_column *work)
{
    tda_index n = tdai_column_count(work);
    if (!f->entry || n > f->capacity - f->used) {
        tda_index capacity = 2 * f->capacity + n + 1024;
        tda_status st = tdai_budget(ctx, capacity * (tda_index)sizeof *f->entry,
                                    "flows of local pairs");
        uint32_t *entry = st ? NULL : tdai_realloc(f->entry, capacity, sizeof *entry);
        if (!entry)
            return st ? st
                      : tdai_fail(ctx, TDA_ENOMEM, "no memory for flows of local pairs");
        f->entry = entry;
        f->capacity = capacity;
    }
    f->start[r] = f->used;
    f->size[r] = (uint32_t)n;
    f->used += n;
    tdai_column_unload(work, f->entry + f->start[r]);
    return TDA_OK;
}

/* Mark from above the lower cells whose flow some remaining column needs, then compute them. */
static tda_status compute_flows(tda_ctx *ctx, flows *f, const tdai_store *s,
                                const tdai_pairing *pu, tda_index ups, tda_index downs)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_column work = {0};
    tdai_effort effort = {0};
    bool *needed = ZEROS(&tmp, bool, downs);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_column_new(ctx, &work, f->down->kept));
    for (tda_index j = 0; j < ups; j++)
        if (pu->number[j] != TDAI_NONE)
            for (uint32_t i = 0; i < s->size[j]; i++)
                needed[tdai_store_column(s, j)[i]] = true;
    for (tda_index r = downs - 1; r >= 0; r--) {
        uint32_t o = f->down->above[r];
        needed[r] &= o != TDAI_NONE;
        for (uint32_t i = 0; needed[r] && i + 1 < s->size[o]; i++)
            needed[tdai_store_column(s, o)[i]] = true;
    }
    for (tda_index r = 0; r < downs; r++) {
        TRY(tdai_poll(ctx, "flows of local pairs", r, downs));
        if (!needed[r])
            continue;
        uint32_t o = f->down->above[r];
        rewrite(&work, f, tdai_store_column(s, o), s->size[o] - 1, &effort);
        TRY(append(ctx, f, (uint32_t)r, &work));
    }
    tdai_work(ctx, TDA_WORK_COLUMNS, effort.columns);
    tdai_work(ctx, TDA_WORK_ENTRIES, effort.entries);
done:
    tdai_column_free(&work);
    tdai_arena_free(&tmp);
    return st;
}

/* One task of the parallel rewriting: its columns, end to end. */
typedef struct piece {
    uint32_t *row;
    tda_index used, capacity;
    tdai_effort effort;
} piece;

typedef struct compression {
    const flows *f;
    const tdai_store *s;
    const uint32_t *kept; /* [n] positions of the columns that remain */
    uint32_t *size;       /* [n] */
    piece *part;          /* [tasks] */
} compression;

static tda_status compress_some(void *arg, tda_index begin, tda_index end)
{
    compression *c = arg;
    piece *p = &c->part[begin / GRAIN];
    tdai_column work = {0};
    tda_status st = tdai_column_new(NULL, &work, c->f->down->kept);
    for (tda_index k = begin; st == TDA_OK && k < end; k++) {
        uint32_t j = c->kept[k];
        rewrite(&work, c->f, tdai_store_column(c->s, j), c->s->size[j], &p->effort);
        tda_index n = tdai_column_count(&work);
        if (!p->row || n > p->capacity - p->used) {
            tda_index capacity = 2 * p->capacity + n + 256;
            uint32_t *row = tdai_realloc(p->row, capacity, sizeof *row);
            if (!row) {
                st = TDA_ENOMEM;
                break;
            }
            p->row = row;
            p->capacity = capacity;
        }
        tdai_column_unload(&work, p->row + p->used);
        c->size[k] = (uint32_t)n;
        p->used += n;
    }
    tdai_column_free(&work);
    return st;
}

/* Collect the columns that remain of `up` into a new level. */
static tda_status collect(tda_ctx *ctx, tdai_level *out, tdai_arena *memory,
                          const tdai_level *up, const compression *c, tda_index n,
                          tda_index tasks)
{
    tda_status st = TDA_OK;
    tda_index entries = 0;
    for (tda_index t = 0; t < tasks; t++)
        entries += c->part[t].used;
    tdai_level l = {n,
                    ARRAY(memory, uint32_t, n),
                    ARRAY(memory, uint32_t, n),
                    ARRAY(memory, uint32_t, n),
                    ARRAY(memory, tda_index, n + 1),
                    ARRAY(memory, uint32_t, entries)};
    TRY(tdai_arena_status(ctx, memory));
    l.start[0] = 0;
    for (tda_index k = 0; k < n; k++) {
        uint32_t j = c->kept[k];
        l.x[k] = up->x[j];
        l.y[k] = up->y[j];
        l.cell[k] = up->cell[j];
        l.start[k + 1] = l.start[k] + c->size[k];
    }
    for (tda_index t = 0, at = 0; t < tasks; at += c->part[t++].used)
        if (c->part[t].used)
            memcpy(l.row + at, c->part[t].row, (size_t)c->part[t].used * sizeof *l.row);
    *out = l;
done:
    return st;
}

tda_status tdai_compress_level(tda_ctx *ctx, tdai_level *out, tdai_arena *memory,
                               const tdai_level *up, const tdai_store *s,
                               const tdai_pairing *pu, const tdai_pairing *pd,
                               tda_index downs)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    flows f = {.down = pd};
    f.start = ARRAY(&tmp, tda_index, downs);
    f.size = ARRAY(&tmp, uint32_t, downs);
    uint32_t *kept = ARRAY(&tmp, uint32_t, up->size),
             *size = ARRAY(&tmp, uint32_t, up->size);
    tda_index n = 0, tasks = up->size / GRAIN + 1;
    compression c = {&f, s, kept, size, ZEROS(&tmp, piece, tasks)};
    TRY(tdai_arena_status(ctx, &tmp));
    for (uint32_t j = 0; j < up->size; j++)
        if (pu->number[j] != TDAI_NONE)
            kept[n++] = j;
    TRY(compute_flows(ctx, &f, s, pu, up->size, downs));
    TRY(tdai_parallel(ctx, "compression", n, GRAIN, compress_some, &c));
    for (tda_index t = 0; t < tasks; t++) {
        tdai_work(ctx, TDA_WORK_COLUMNS, c.part[t].effort.columns);
        tdai_work(ctx, TDA_WORK_ENTRIES, c.part[t].effort.entries);
    }
    TRY(collect(ctx, out, memory, up, &c, n, tasks));
done:
    for (tda_index t = 0; c.part && t < tasks; t++)
        tdai_free(c.part[t].row);
    tdai_free(f.entry);
    tdai_arena_free(&tmp);
    return st;
}
