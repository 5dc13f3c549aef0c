/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mma_sweep.c - Bars along a family of diagonal lines, by the events between them.
 *
 * As the offset of the line goes down, the last entry of a list of grades changes once at most: it
 * is the entry with the greatest x until the line passes the one with the greatest y later. So each
 * sum of the vineyard waits, for its rows and for its columns, in the list of the one line where its
 * last entry changes, and a line costs as much as waits for it.
 *
 * Lines are cut into blocks that do not depend on the number of threads. A block starts with a
 * reduction on the line before it; what its bars are called there is read off the rows they have,
 * because pairs do not depend on the way. */
#include "multiparam/mma.h"
#include <string.h>

enum { BLOCK = 128, MOST_BLOCKS = 16 }; /* lines a block at least; blocks */

static const char stage[] = "module";

void tdai_runs_clear(tdai_runs *r)
{
    tdai_free(r->at);
    *r = (tdai_runs){0};
}

tda_status tdai_runs_push(tda_ctx *ctx, tdai_runs *r, const tdai_run *run)
{
    if (r->size == r->room) {
        tda_index room = r->room + r->room / 2 + 256;
        tda_status st = tdai_budget(ctx, room * (tda_index)sizeof *run, "module");
        if (st)
            return st;
        tdai_run *at = tdai_realloc(r->at, room, sizeof *at);
        if (!at)
            return tdai_fail(ctx, TDA_ENOMEM, "module: no memory for %lld runs of bars",
                             (long long)room);
        r->at = at;
        r->room = room;
    }
    r->at[r->size++] = *run;
    return TDA_OK;
}

/* Sums that wait for a line: doubly linked lists. */
typedef struct queue {
    uint32_t *head;        /* [lines] */
    uint32_t *next, *prev; /* [columns]; prev of the first is TDAI_NONE */
    uint32_t *line;        /* [columns] or TDAI_NONE: waits for none */
} queue;

typedef struct block {
    tda_index first, last; /* lines first .. last-1 */
    tdai_runs runs;
    uint32_t *begin,
        *end; /* [columns] row of each bar on the line before the block, on the last */
    tdai_effort effort;
} block;

typedef struct sweep {
    tda_ctx *ctx;
    const tdai_family *f;
    block *blocks;
} sweep;

static void leave(queue *q, uint32_t j)
{
    if (q->line[j] == TDAI_NONE)
        return;
    if (q->prev[j] == TDAI_NONE)
        q->head[q->line[j]] = q->next[j];
    else
        q->next[q->prev[j]] = q->next[j];
    if (q->next[j] != TDAI_NONE)
        q->prev[q->next[j]] = q->prev[j];
    q->line[j] = TDAI_NONE;
}

static void join(queue *q, uint32_t j, uint32_t line)
{
    if (q->line[j] == line)
        return;
    leave(q, j);
    q->next[j] = q->head[line];
    q->prev[j] = TDAI_NONE;
    if (q->head[line] != TDAI_NONE)
        q->prev[q->head[line]] = j;
    q->head[line] = j;
    q->line[j] = line;
}

tda_index tdai_line_past(const double *offset, tda_index begin, tda_index end, double x,
                         double y, bool past)
{
    while (begin < end) {
        tda_index middle = begin + (end - begin) / 2;
        double at = y - offset[middle];
        if (past ? at > x : at >= x)
            end = middle;
        else
            begin = middle + 1;
    }
    return begin;
}

/* Let sum j wait for the line, from `begin` on, where another entry than `last` is the last. */
static void wait_for(queue *q, const tdai_lists *l, uint32_t j, uint32_t last,
                     const double *grade, const double *offset, tda_index begin,
                     tda_index end)
{
    const uint32_t *at = tdai_list(l, j);
    tda_index line = end;
    if (last != TDAI_NONE) {
        double y = grade[2 * (size_t)last + 1], most = y;
        for (uint32_t i = 0; i < l->size[j]; i++) {
            double other = grade[2 * (size_t)at[i] + 1];
            most = other > most ? other : most;
        }
        if (most > y)
            line =
                tdai_line_past(offset, begin, end, grade[2 * (size_t)last], most, false);
    }
    if (line < end)
        join(q, j, (uint32_t)line);
    else
        leave(q, j);
}

static tda_index take(queue *q, tda_index line, uint32_t *which)
{
    tda_index n = 0;
    while (q->head[line] != TDAI_NONE) {
        which[n++] = q->head[line];
        leave(q, q->head[line]);
    }
    return n;
}

static void queue_new(queue *q, tdai_arena *memory, tda_index columns, tda_index lines)
{
    q->head = ARRAY(memory, uint32_t, lines);
    q->next = ARRAY(memory, uint32_t, columns);
    q->prev = ARRAY(memory, uint32_t, columns);
    q->line = ARRAY(memory, uint32_t, columns);
    if (memory->failed)
        return;
    for (tda_index i = 0; i < lines; i++)
        q->head[i] = TDAI_NONE;
    for (tda_index j = 0; j < columns; j++)
        q->line[j] = TDAI_NONE;
}

/* Bring the vineyard to one line, and end the runs that change there. */
static tda_status one_line(tda_ctx *ctx, const tdai_family *f, block *b, tdai_vineyard *v,
                           queue *rows, queue *columns, tdai_run *run, uint32_t *which,
                           tda_index line)
{
    tda_status st = TDA_OK;
    double offset = f->offset[line];
    tdai_order by_row = {.at = f->row_grade, .offset = offset},
               by_column = {.at = f->column_grade, .offset = offset};
    tdai_vineyard_forget(v);
    tda_index n = take(rows, line, which);
    TRY(tdai_vineyard_rows(ctx, v, &by_row, which, n));
    for (tda_index i = 0; i < v->touches; i++) {
        uint32_t j = v->touched[i];
        wait_for(columns, &v->v, j, v->lead[j], f->column_grade, f->offset, line,
                 b->last);
    }
    n = take(columns, line, which);
    TRY(tdai_vineyard_columns(ctx, v, &by_column, which, n));
    for (tda_index i = 0; i < v->touches; i++) {
        uint32_t j = v->touched[i];
        wait_for(rows, &v->r, j, v->low[j], f->row_grade, f->offset, line + 1, b->last);
        wait_for(columns, &v->v, j, v->lead[j], f->column_grade, f->offset, line + 1,
                 b->last);
        if (v->low[j] == run[j].row && v->lead[j] == run[j].column)
            continue;
        if (line > b->first && v->low[j] != TDAI_NONE) {
            run[j].last = (uint32_t)line - 1;
            TRY(tdai_runs_push(ctx, &b->runs, &run[j]));
        }
        run[j].row = v->low[j];
        run[j].column = v->lead[j];
        run[j].first = (uint32_t)line;
    }
done:
    return st;
}

static tda_status one_block(const sweep *s, block *b)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = s->ctx;
    const tdai_family *f = s->f;
    tdai_arena tmp = {0};
    tdai_vineyard v = {0};
    queue rows = {0}, columns = {0};
    tda_index start = b->first ? b->first - 1 : 0;
    tdai_order by_row = {.at = f->row_grade, .offset = f->offset[start]},
               by_column = {.at = f->column_grade, .offset = f->offset[start]};
    queue_new(&rows, &tmp, f->columns, f->lines);
    queue_new(&columns, &tmp, f->columns, f->lines);
    tdai_run *run = ARRAY(&tmp, tdai_run, f->columns);
    uint32_t *which = ARRAY(&tmp, uint32_t, f->columns);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_vineyard_new(ctx, &v, f->rows, f->columns, f->start, f->row, &by_row,
                          &by_column));
    for (tda_index i = 0; i < f->columns; i++) {
        uint32_t j = (uint32_t)i;
        run[j] = (tdai_run){j, v.low[j], v.lead[j], (uint32_t)b->first, 0};
        b->begin[j] = v.low[j];
        wait_for(&rows, &v.r, j, v.low[j], f->row_grade, f->offset, start + 1, b->last);
        wait_for(&columns, &v.v, j, v.lead[j], f->column_grade, f->offset, start + 1,
                 b->last);
    }
    for (tda_index line = start + 1; line < b->last; line++) {
        TRY(tdai_poll(ctx, stage, line - b->first, b->last - b->first));
        TRY(one_line(ctx, f, b, &v, &rows, &columns, run, which, line));
    }
    for (tda_index j = 0; j < f->columns; j++) {
        b->end[j] = v.low[j];
        if (v.low[j] == TDAI_NONE)
            continue;
        run[j].last = (uint32_t)b->last - 1;
        TRY(tdai_runs_push(ctx, &b->runs, &run[j]));
    }
    b->effort = v.effort;
done:
    tdai_vineyard_free(&v);
    tdai_arena_free(&tmp);
    return st;
}

static tda_status some_blocks(void *arg, tda_index begin, tda_index end)
{
    tda_status st = TDA_OK;
    const sweep *s = arg;
    for (tda_index i = begin; st == TDA_OK && i < end; i++)
        st = one_block(s, &s->blocks[i]);
    return st;
}

/* Call the bars of all blocks as the first does, and sort their runs by bar. */
static tda_status stitch(tda_ctx *ctx, tdai_runs *out, const tdai_family *f,
                         const block *blocks, tda_index count)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_runs all = {0};
    uint32_t *name = ARRAY(&tmp, uint32_t, f->columns), /* of each bar of the block */
        *of_row = ARRAY(&tmp, uint32_t, f->rows);
    tda_index *place = ZEROS(&tmp, tda_index, f->columns + 1), total = 0;
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < count; i++)
        total += blocks[i].runs.size;
    all.at = tdai_alloc(total, sizeof *all.at);
    if (total && !all.at)
        FAIL(TDA_ENOMEM, "module: no memory for %lld runs of bars", (long long)total);
    all.size = all.room = total;
    for (int pass = 0; pass < 2; pass++) { /* count, then put */
        for (tda_index j = 0; j < f->columns; j++)
            name[j] = (uint32_t)j;
        for (tda_index i = 0; i < count; i++) {
            const block *b = &blocks[i];
            for (tda_index j = 0; i && j < f->columns; j++)
                if (b->begin[j] != TDAI_NONE)
                    name[j] = of_row[b->begin[j]];
            for (tda_index k = 0; k < b->runs.size; k++) {
                tdai_run run = b->runs.at[k];
                run.bar = name[run.bar];
                if (pass)
                    all.at[place[run.bar]++] = run;
                else
                    place[run.bar + 1]++;
            }
            for (tda_index j = 0; j < f->columns; j++)
                if (b->end[j] != TDAI_NONE)
                    of_row[b->end[j]] = name[j];
        }
        for (tda_index j = 0; !pass && j < f->columns; j++)
            place[j + 1] += place[j];
    }
    *out = all;
    all = (tdai_runs){0};
done:
    tdai_runs_clear(&all);
    tdai_arena_free(&tmp);
    return st;
}

tda_status tdai_mma_sweep(tda_ctx *ctx, tdai_runs *out, const tdai_family *f)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index count = f->lines / BLOCK;
    count = count < 1 ? 1 : count > MOST_BLOCKS ? MOST_BLOCKS : count;
    sweep s = {.ctx = ctx, .f = f, .blocks = ZEROS(&tmp, block, count)};
    uint32_t *ends = ARRAY(&tmp, uint32_t, 2 * count * f->columns);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < count; i++) {
        s.blocks[i].first = f->lines * i / count;
        s.blocks[i].last = f->lines * (i + 1) / count;
        s.blocks[i].begin = ends + 2 * i * f->columns;
        s.blocks[i].end = s.blocks[i].begin + f->columns;
    }
    TRY(tdai_parallel(ctx, stage, count, 1, some_blocks, &s));
    for (tda_index i = 0; i < count; i++) {
        tdai_work(ctx, TDA_WORK_COLUMNS, s.blocks[i].effort.columns);
        tdai_work(ctx, TDA_WORK_ENTRIES, s.blocks[i].effort.entries);
    }
    TRY(stitch(ctx, out, f, s.blocks, count));
done:
    for (tda_index i = 0; s.blocks && i < count; i++)
        tdai_runs_clear(&s.blocks[i].runs);
    tdai_arena_free(&tmp);
    return st;
}
