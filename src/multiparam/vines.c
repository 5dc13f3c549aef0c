/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vines.c - Bars of a module along a family of lines, each keeping its number from line to line.
 *
 * From one line to the next the rows of the presentation move to their new order while each bar
 * keeps its column, and then the columns while each bar keeps its row (vineyard.h). So the births
 * of a bar change by no more than where the lines reach the generators does, its deaths by no
 * more than for the relations. The step depends on the orders of the two lines alone: chunks of
 * lines can be done side by side, each beginning on the last line of the one before it, where the
 * pairs say which bar of the one is which of the other. */
#include "multiparam/lines.h"
#include "multiparam/vineyard.h"
#include <math.h>

enum { CHUNK = 32, MOVES = 8 };

/* The matrix with a column at infinity for each generator that never dies. */
typedef struct family {
    tda_ctx *ctx;
    const tda_presentation *p;
    const double *base, *direction;
    tda_index count, columns; /* lines; columns with those at infinity */
    tda_index *start;         /* [columns+1] */
    uint32_t *row;
    tda_diagram *out;   /* [count] */
    tda_index **number; /* [count] of each bar, in its chunk; tdai_alloc'd */
    bool numbered;
    uint32_t *begin; /* [chunks x rows] the bar of each row on the chunk's first line */
    uint32_t *end;   /* [chunks x rows] and on its last */
    tdai_effort *effort; /* [chunks] */
} family;

/* Where a chunk stands: the vineyard on one line. */
typedef struct walk {
    tdai_vineyard v;
    double *at;        /* [rows + columns] where the line reaches each */
    tda_index *cell;   /* [rows + columns] and the cell that says so */
    tda_index *order;  /* [rows + columns] rows and columns as the line reaches them */
    uint32_t *rank[2]; /* [rows + columns] of this line and of the one before */
    tdai_bar *bar;     /* [columns] */
    tdai_arena memory;
} walk;

/* Bring the order of another line into that of this one, by moves of at most MOVES n places in
 * all; false: there would be more, and the order is spoilt. */
static bool mend(tda_index *order, const double *at, tda_index n)
{
    tda_index left = MOVES * n;
    for (tda_index i = 1; i < n; i++) {
        tda_index x = order[i], k = i;
        double t = at[x];
        for (; k > 0 &&
               (at[order[k - 1]] > t || (at[order[k - 1]] == t && order[k - 1] > x));
             k--)
            order[k] = order[k - 1];
        order[k] = x;
        left -= i - k;
        if (left < 0)
            return false;
    }
    return true;
}

/* order := by value, equal ones by number. @param near  it is that of another line */
static tda_status rank_by(tda_ctx *ctx, uint32_t *rank, tda_index *order,
                          const double *at, tda_index n, bool near)
{
    tda_status st = TDA_OK;
    if (!near || !mend(order, at, n))
        TRY(tdai_argsort(ctx, order, at, n));
    for (tda_index i = 0; i < n; i++)
        rank[order[i]] = (uint32_t)i;
done:
    return st;
}

/* Go to a line. */
static tda_status step(const family *f, walk *w, tda_index line, bool first)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = f->ctx;
    const tda_matrix *m = tda_presentation_matrix(f->p);
    const double *base = f->base + line * m->params,
                 *to = f->direction + line * m->params;
    uint32_t *rank = w->rank[line % 2];
    tdai_lines_reach(w->at, w->cell, m->row_grade, m->row_cell, m->rows, m->params, base,
                     to);
    tdai_lines_reach(w->at + m->rows, w->cell + m->rows, m->column_grade, m->column_cell,
                     m->columns, m->params, base, to);
    for (tda_index c = m->columns; c < f->columns; c++)
        w->at[m->rows + c] = INFINITY;
    TRY(rank_by(ctx, rank, w->order, w->at, m->rows, !first));
    TRY(rank_by(ctx, rank + m->rows, w->order + m->rows, w->at + m->rows, f->columns,
                !first));
    tdai_order rows = {.rank = rank}, columns = {.rank = rank + m->rows};
    if (first) {
        TRY(tdai_vineyard_new(ctx, &w->v, m->rows, f->columns, f->start, f->row, &rows,
                              &columns));
    } else {
        TRY(tdai_vineyard_rows(ctx, &w->v, &rows, NULL, 0));
        TRY(tdai_vineyard_columns(ctx, &w->v, &columns, NULL, 0));
        tdai_vineyard_forget(&w->v);
    }
done:
    return st;
}

/* The bars of a line, and their numbers. */
static tda_status read_bars(const family *f, walk *w, tda_index line)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = f->ctx;
    const tda_matrix *m = tda_presentation_matrix(f->p);
    int degree = tda_presentation_degree(f->p);
    tda_index n = 0;
    for (tda_index i = 0; i < m->rows; i++) { /* by birth */
        tda_index r = w->order[i], j = w->v.by_low[r];
        uint32_t c = w->v.lead[j];
        double death = w->at[m->rows + c];
        if (w->at[r] < death) /* not where neither is ever reached */
            w->bar[n++] = (tdai_bar){
                w->at[r],   death,
                w->cell[r], death < (double)INFINITY ? w->cell[m->rows + c] : -1,
                degree,     false,
                j};
    }
    TRY(tdai_diagram_new(ctx, &f->out[line], degree + 1, TDA_CELL_ROW, w->bar, n));
    tdai_lines_sign(&f->out[line], f->p);
    if (!f->numbered)
        goto done;
    n = f->out[line].start[degree + 1];
    f->number[line] = tdai_alloc(n, sizeof **f->number);
    if (!f->number[line])
        FAIL(TDA_ENOMEM, "vineyard: no memory for the numbers of %lld bars",
             (long long)n);
    for (tda_index i = 0; i < n; i++)
        f->number[line][i] = w->bar[i].chain;
done:
    return st;
}

static void copy_rows(uint32_t *to, const walk *w)
{
    for (tda_index r = 0; r < w->v.rows; r++)
        to[r] = w->v.by_low[r];
}

static tda_status one_chunk(const family *f, tda_index chunk)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = f->ctx;
    const tda_matrix *m = tda_presentation_matrix(f->p);
    walk w = {0};
    tda_index size = m->rows + f->columns, line = chunk * CHUNK;
    tda_index last = line + CHUNK < f->count ? line + CHUNK : f->count;
    w.at = ARRAY(&w.memory, double, size);
    w.cell = ARRAY(&w.memory, tda_index, size);
    w.order = ARRAY(&w.memory, tda_index, size);
    w.rank[0] = ARRAY(&w.memory, uint32_t, size);
    w.rank[1] = ARRAY(&w.memory, uint32_t, size);
    w.bar = ARRAY(&w.memory, tdai_bar, f->columns);
    TRY(tdai_arena_status(ctx, &w.memory));
    TRY(step(f, &w, chunk ? line - 1 : 0, true));
    copy_rows(f->begin + chunk * m->rows, &w);
    for (; line < last; line++) {
        TRY(tdai_poll(ctx, "vineyard", line, f->count));
        if (line > 0)
            TRY(step(f, &w, line, false));
        TRY(read_bars(f, &w, line));
    }
    copy_rows(f->end + chunk * m->rows, &w);
    f->effort[chunk] = w.v.effort;
done:
    tdai_vineyard_free(&w.v);
    tdai_arena_free(&w.memory);
    return st;
}

static tda_status some_chunks(void *arg, tda_index begin, tda_index end)
{
    tda_status st = TDA_OK;
    for (tda_index i = begin; st == TDA_OK && i < end; i++)
        st = one_chunk(arg, i);
    return st;
}

static tda_status extend(tda_ctx *ctx, family *f, tdai_arena *memory)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    const tda_matrix *m = tda_presentation_matrix(f->p);
    tda_index entries = m->start[m->columns], ends;
    if (m->rows >= (tda_index)TDAI_NONE)
        FAIL(TDA_ELIMIT, "vineyard: %lld generators, it holds at most %lld",
             (long long)m->rows, (long long)TDAI_NONE - 1);
    uint32_t *endless = ARRAY(&tmp, uint32_t, m->rows);
    f->row = ARRAY(memory, uint32_t, entries + m->rows);
    f->start = ARRAY(memory, tda_index, m->columns + m->rows + 1);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_arena_status(ctx, memory));
    for (tda_index j = 0; j <= m->columns; j++)
        f->start[j] = m->start[j];
    TRY(tdai_sorted_rows(ctx, f->row, m));
    TRY(tdai_vineyard_endless(ctx, endless, &ends, m->rows, m->columns, f->start,
                              f->row));
    for (tda_index i = 0; i < ends; i++) {
        f->row[entries + i] = endless[i];
        f->start[m->columns + i + 1] = entries + i + 1;
    }
    f->columns = m->columns + ends;
done:
    tdai_arena_free(&tmp);
    return st;
}

/* vine := the numbers of all bars, the same through all chunks, by their first appearance. */
static tda_status number_vines(tda_ctx *ctx, const family *f, tda_index *vine)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index rows = tda_presentation_matrix(f->p)->rows, vines = 0, n = 0;
    int degree = tda_presentation_degree(f->p);
    tda_index *global = ARRAY(&tmp, tda_index, f->columns), /* of the chunk's bars */
        *next = ARRAY(&tmp, tda_index, f->columns),
              *name = ARRAY(&tmp, tda_index, f->columns);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index j = 0; j < f->columns; j++) {
        global[j] = j;
        name[j] = -1;
    }
    for (tda_index line = 0; line < f->count; line++) {
        TRY(tdai_poll(ctx, "vineyard", line, f->count));
        if (line && line % CHUNK == 0) {
            const uint32_t *from = f->end + (line / CHUNK - 1) * rows,
                           *to = f->begin + line / CHUNK * rows;
            for (tda_index r = 0; r < rows; r++)
                next[to[r]] = global[from[r]];
            tda_index *swap = global;
            global = next;
            next = swap;
        }
        for (tda_index i = 0; i < f->out[line].start[degree + 1]; i++) {
            tda_index g = global[f->number[line][i]];
            name[g] = name[g] < 0 ? vines++ : name[g];
            vine[n++] = name[g];
        }
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tdai_vines(tda_ctx *ctx, tda_diagram *out, tda_index **vine,
                      const tda_presentation *p, tda_index count, const double *base,
                      const double *direction, const char *stage)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    const tda_matrix *m = tda_presentation_matrix(p);
    int degree = tda_presentation_degree(p);
    tda_index chunks = count > 0 ? (count + CHUNK - 1) / CHUNK : 0, bars = 0;
    tda_index *all = NULL;
    family f = {.ctx = ctx, .p = p, .base = base, .direction = direction, .count = count};
    TRY(tdai_lines_check(ctx, m->params, count, base, direction));
    TRY(tdai_budget(ctx, tdai_size_add(0, chunks * m->rows, 2 * sizeof *f.end),
                    "vineyard: which bar is which"));
    f.out = ZEROS(&tmp, tda_diagram, count);
    f.number = ZEROS(&tmp, tda_index *, vine ? count : 0);
    f.begin = ARRAY(&tmp, uint32_t, chunks * m->rows);
    f.end = ARRAY(&tmp, uint32_t, chunks * m->rows);
    f.effort = ZEROS(&tmp, tdai_effort, chunks);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(extend(ctx, &f, &tmp));
    f.numbered = vine != NULL;
    TRY(tdai_parallel(ctx, stage, chunks, 1, some_chunks, &f));
    for (tda_index i = 0; vine && i < count; i++)
        bars += f.out[i].start[degree + 1];
    all = tdai_alloc(bars, sizeof *all);
    if (!all)
        FAIL(TDA_ENOMEM, "vineyard: no memory for the numbers of %lld bars",
             (long long)bars);
    if (vine)
        TRY(number_vines(ctx, &f, all));
    for (tda_index i = 0; i < chunks; i++) {
        tdai_work(ctx, TDA_WORK_COLUMNS, f.effort[i].columns);
        tdai_work(ctx, TDA_WORK_ENTRIES, f.effort[i].entries);
    }
    for (tda_index i = 0; i < count; i++) {
        out[i] = f.out[i];
        f.out[i] = (tda_diagram){0};
    }
    if (vine) {
        *vine = all;
        all = NULL;
    }
done:
    for (tda_index i = 0; i < count; i++) {
        if (f.out)
            tda_diagram_clear(&f.out[i]);
        if (f.number && vine)
            tdai_free(f.number[i]);
    }
    tdai_free(all);
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_presentation_vineyard(tda_ctx *ctx, tda_diagram *out, tda_index **vine,
                                     const tda_presentation *p, tda_index count,
                                     const double *base, const double *direction)
{
    tda_status st = TDA_OK;
    TRY(tdai_lines_check(ctx, tda_presentation_matrix(p)->params, count, base,
                         direction));
    TRY(tdai_vines(ctx, out, vine, p, count, base, direction, "vineyard"));
done:
    return st;
}
