/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chunk.c - Remove pairs of cells of equal grade before any global reduction.
 *
 * From the top level down, each column is reduced by columns of its own grade while its pivot
 * has that grade too; a column that ends on such a pivot forms a local pair with it. The pair
 * spans an acyclic piece at every grade, so both cells may go once every other boundary is
 * rewritten without them: an entry that is the upper cell of a pair is dropped, one that is the
 * lower cell is replaced by the rest of its partner's column (its flow), which lies below. The
 * flows are computed once, in ascending order, and only those that are asked for; the columns that
 * remain are then sums of flows, in parallel. (Fugacci, Kerber and Rolle 2023.) */
#include "multiparam/column.h"
#include <string.h>

enum { GRAIN = 512 };

/* What became of the cells of one level. */
typedef struct pairing {
    uint32_t
        *partner_above; /* the column paired with this cell as its pivot, or TDAI_NONE */
    uint32_t *partner_below; /* the row this cell is paired with, or TDAI_NONE */
} pairing;

static bool same_grade(const tdai_level *a, uint32_t i, const tdai_level *b, uint32_t j)
{
    return a->x[i] == b->x[j] && a->y[i] == b->y[j];
}

/* Local reduction of level `up` over level `down`; columns rewritten live in s. */
static tda_status pair_level(tda_ctx *ctx, tdai_store *s, tdai_column *work,
                             const tdai_level *up, const tdai_level *down, pairing *pu,
                             pairing *pd)
{
    tda_status st = TDA_OK;
    int64_t columns = 0, entries = 0, pairs = 0;
    for (uint32_t j = 0; j < up->size; j++) {
        TRY(tdai_poll(ctx, "local pairs", j, up->size));
        if (pu->partner_above[j] != TDAI_NONE)
            continue; /* cleared: its own boundary is that of other cells */
        uint32_t n = s->size[j], pivot = n ? tdai_store_column(s, j)[n - 1] : TDAI_NONE;
        bool loaded = false;
        while (pivot != TDAI_NONE && same_grade(up, j, down, pivot) &&
               pd->partner_above[pivot] != TDAI_NONE) {
            uint32_t o = pd->partner_above[pivot];
            if (!loaded)
                tdai_column_load(work, tdai_store_column(s, j), n);
            loaded = true;
            tdai_column_add(work, tdai_store_column(s, o), s->size[o]);
            columns++;
            entries += s->size[o];
            pivot = tdai_column_pivot(work);
        }
        if (pivot != TDAI_NONE && same_grade(up, j, down, pivot)) {
            pd->partner_above[pivot] = j;
            pu->partner_below[j] = pivot;
            pairs++;
        }
        if (loaded && pivot == TDAI_NONE)
            tdai_store_drop(s, j);
        else if (loaded)
            TRY(tdai_store_put(ctx, s, j, work));
    }
    tdai_work(ctx, TDA_WORK_COLUMNS, columns);
    tdai_work(ctx, TDA_WORK_ENTRIES, entries);
    tdai_work(ctx, TDA_WORK_LOCAL_PAIRS, pairs);
done:
    return st;
}

/* The flows of the lower cells of pairs of one level, end to end. */
typedef struct flows {
    const pairing *down;
    tda_index *start; /* [cells] offset in entry; meaningful where the cell has a flow */
    uint32_t *size;   /* [cells] */
    uint32_t *entry;
    tda_index used, capacity;
} flows;

/* Add to work the rewriting of the column [n] without paired cells; counts the work. */
static void rewrite(tdai_column *work, const flows *f, const uint32_t *row, uint32_t n,
                    tdai_effort *effort)
{
    for (uint32_t i = 0; i < n; i++) {
        uint32_t r = row[i];
        if (f->down->partner_above[r] != TDAI_NONE) {
            tdai_column_add(work, f->entry + f->start[r], f->size[r]);
            effort->columns++;
            effort->entries += f->size[r];
        } else if (f->down->partner_below[r] == TDAI_NONE) {
            tdai_column_toggle(work, r);
        }
    }
}

static tda_status append(tda_ctx *ctx, flows *f, uint32_t r, tdai_column *work)
{
    tda_index n = tdai_column_count(work);
    if (n > f->capacity - f->used) {
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
static tda_status compute_flows(tda_ctx *ctx, flows *f, tdai_column *work,
                                const tdai_store *s, const pairing *pu, tda_index ups,
                                tda_index downs)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_effort effort = {0};
    bool *needed = ZEROS(&tmp, bool, downs);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index j = 0; j < ups; j++)
        if (pu->partner_above[j] == TDAI_NONE && pu->partner_below[j] == TDAI_NONE)
            for (uint32_t i = 0; i < s->size[j]; i++)
                needed[tdai_store_column(s, j)[i]] = true;
    for (tda_index r = downs - 1; r >= 0; r--) {
        uint32_t o = f->down->partner_above[r];
        needed[r] &= o != TDAI_NONE;
        for (uint32_t i = 0; needed[r] && i + 1 < s->size[o]; i++)
            needed[tdai_store_column(s, o)[i]] = true;
    }
    for (tda_index r = 0; r < downs; r++) {
        TRY(tdai_poll(ctx, "flows of local pairs", r, downs));
        if (!needed[r])
            continue;
        uint32_t o = f->down->partner_above[r];
        rewrite(work, f, tdai_store_column(s, o), s->size[o] - 1, &effort);
        TRY(append(ctx, f, (uint32_t)r, work));
    }
    tdai_work(ctx, TDA_WORK_COLUMNS, effort.columns);
    tdai_work(ctx, TDA_WORK_ENTRIES, effort.entries);
done:
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
    tda_index rows;
    uint32_t *size; /* [n] */
    piece *part;    /* [tasks] */
} compression;

static tda_status compress_some(void *arg, tda_index begin, tda_index end)
{
    compression *c = arg;
    piece *p = &c->part[begin / GRAIN];
    tdai_column work = {0};
    tda_status st = tdai_column_new(NULL, &work, c->rows);
    for (tda_index k = begin; st == TDA_OK && k < end; k++) {
        uint32_t j = c->kept[k];
        rewrite(&work, c->f, tdai_store_column(c->s, j), c->s->size[j], &p->effort);
        tda_index n = tdai_column_count(&work);
        if (n > p->capacity - p->used) {
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

/* Collect the columns that remain of `up` into a new level, rows renumbered. */
static tda_status collect(tda_ctx *ctx, tdai_level *out, tdai_arena *memory,
                          const tdai_level *up, const compression *c, tda_index n,
                          tda_index tasks, const uint32_t *renumber)
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
    for (tda_index t = 0, at = 0; t < tasks; t++)
        for (tda_index i = 0; i < c->part[t].used; i++)
            l.row[at++] = renumber[c->part[t].row[i]];
    *out = l;
done:
    return st;
}

/* Rewrite the remaining columns of `up` without the paired cells of the level below. */
static tda_status compress_level(tda_ctx *ctx, tdai_level *out, tdai_arena *memory,
                                 const tdai_level *up, const tdai_store *s,
                                 tdai_column *work, const pairing *pu, const pairing *pd,
                                 tda_index downs, const uint32_t *renumber)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    flows f = {.down = pd};
    f.start = ARRAY(&tmp, tda_index, downs);
    f.size = ARRAY(&tmp, uint32_t, downs);
    uint32_t *kept = ARRAY(&tmp, uint32_t, up->size),
             *size = ARRAY(&tmp, uint32_t, up->size);
    tda_index n = 0, tasks = up->size / GRAIN + 1;
    compression c = {&f, s, kept, downs, size, ZEROS(&tmp, piece, tasks)};
    TRY(tdai_arena_status(ctx, &tmp));
    for (uint32_t j = 0; j < up->size; j++)
        if (pu->partner_above[j] == TDAI_NONE && pu->partner_below[j] == TDAI_NONE)
            kept[n++] = j;
    TRY(compute_flows(ctx, &f, work, s, pu, up->size, downs));
    TRY(tdai_parallel(ctx, "compression", n, GRAIN, compress_some, &c));
    for (tda_index t = 0; t < tasks; t++) {
        tdai_work(ctx, TDA_WORK_COLUMNS, c.part[t].effort.columns);
        tdai_work(ctx, TDA_WORK_ENTRIES, c.part[t].effort.entries);
    }
    TRY(collect(ctx, out, memory, up, &c, n, tasks, renumber));
done:
    for (tda_index t = 0; c.part && t < tasks; t++)
        tdai_free(c.part[t].row);
    tdai_free(f.entry);
    tdai_arena_free(&tmp);
    return st;
}

static tda_status pairing_new(tda_ctx *ctx, pairing *p, tdai_arena *a, tda_index n)
{
    p->partner_above = ARRAY(a, uint32_t, n);
    p->partner_below = ARRAY(a, uint32_t, n);
    if (a->failed)
        return tdai_arena_status(ctx, a);
    memset(p->partner_above, 0xff, (size_t)n * sizeof(uint32_t));
    memset(p->partner_below, 0xff, (size_t)n * sizeof(uint32_t));
    return TDA_OK;
}

/* renumber[i] := the number of cell i among those of its level in no pair. */
static void number_kept(uint32_t *renumber, const pairing *p, tda_index n)
{
    uint32_t k = 0;
    for (tda_index i = 0; i < n; i++)
        renumber[i] = p->partner_above[i] == TDAI_NONE && p->partner_below[i] == TDAI_NONE
                          ? k++
                          : TDAI_NONE;
}

tda_status tdai_graded_chunk(tda_ctx *ctx, tdai_graded *g)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0}, memory = {0};
    int top = g->levels - 1;
    tdai_level *level = ARRAY(&memory, tdai_level, g->levels);
    pairing *pair = ARRAY(&tmp, pairing, g->levels);
    tdai_store *store = ZEROS(&tmp, tdai_store, g->levels);
    tdai_column *work =
        ZEROS(&tmp, tdai_column, g->levels); /* over the rows of each level */
    TRY(tdai_arena_status(ctx, &memory));
    TRY(tdai_arena_status(ctx, &tmp));
    for (int k = 0; k <= top; k++)
        TRY(pairing_new(ctx, &pair[k], &tmp, g->level[k].size));
    for (int k = top; k > 0; k--) {
        TRY(tdai_store_new(ctx, &store[k], &g->level[k]));
        TRY(tdai_column_new(ctx, &work[k], g->level[k - 1].size));
        TRY(pair_level(ctx, &store[k], &work[k], &g->level[k], &g->level[k - 1], &pair[k],
                       &pair[k - 1]));
    }
    for (int k = 0; k <= top; k++) {
        tda_index downs = k ? g->level[k - 1].size : 0;
        uint32_t *renumber = ARRAY(&tmp, uint32_t, downs);
        TRY(tdai_arena_status(ctx, &tmp));
        if (k == 0) { /* no boundaries: an empty store and no rows */
            TRY(tdai_store_new(ctx, &store[0], &g->level[0]));
            TRY(tdai_column_new(ctx, &work[0], 1));
        } else {
            number_kept(renumber, &pair[k - 1], downs);
        }
        TRY(compress_level(ctx, &level[k], &memory, &g->level[k], &store[k], &work[k],
                           &pair[k], k ? &pair[k - 1] : &pair[0], downs, renumber));
        tdai_store_free(&store[k]);
        tdai_column_free(&work[k]);
    }
    /* The coordinates live in the old arena: carry them over. */
    double *x = ARRAY(&memory, double, g->xs), *y = ARRAY(&memory, double, g->ys);
    TRY(tdai_arena_status(ctx, &memory));
    memcpy(x, g->x, (size_t)g->xs * sizeof *x);
    memcpy(y, g->y, (size_t)g->ys * sizeof *y);
    tdai_arena_free(&g->memory);
    *g = (tdai_graded){g->first, g->levels, level, g->xs, g->ys, x, y, memory};
    memory = (tdai_arena){0};
done:
    for (int k = 0; store && work && k <= top; k++) {
        tdai_store_free(&store[k]);
        tdai_column_free(&work[k]);
    }
    tdai_arena_free(&tmp);
    tdai_arena_free(&memory);
    return st;
}
