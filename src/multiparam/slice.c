/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slice.c - Barcodes of a module along lines.
 *
 * Along a line generators and relations of a presentation come one after the other; reducing the
 * relations in that order pairs each with the generator it kills. The transposed matrix is made
 * once, so that a line costs two sorts, a pass over the entries and the reduction. Where lines are
 * near each other, it costs less to go from one to the next (vines.c). */
#include "multiparam/lines.h"
#include "multiparam/sweep.h"
#include <math.h>

enum { GRAIN = 4 };

typedef struct lines {
    tda_ctx *ctx;
    const tda_presentation *p;
    const double *base, *direction;
    tda_index *start; /* [rows+1] the relations of each generator */
    uint32_t *relation;
    tda_diagram *out;
    tdai_effort *effort; /* [lines] */
} lines;

static tda_status one_line(const lines *l, tda_index line)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_sweep s = {0};
    tda_ctx *ctx = l->ctx;
    const tda_matrix *m = tda_presentation_matrix(l->p);
    int params = m->params, degree = tda_presentation_degree(l->p);
    const double *base = l->base + line * params, *to = l->direction + line * params;
    tda_index size = m->rows + m->columns, bars = 0;
    double *at = ARRAY(&tmp, double, size), *by = at ? at + m->rows : NULL;
    tda_index *cell = ARRAY(&tmp, tda_index, size), *order = ARRAY(&tmp, tda_index, size),
              *cursor = ARRAY(&tmp, tda_index, m->columns),
              *place = ARRAY(&tmp, tda_index, m->columns);
    tdai_level path = {.size = m->columns,
                       .y = ZEROS(&tmp, uint32_t, m->columns),
                       .start = ARRAY(&tmp, tda_index, m->columns + 1),
                       .row = ARRAY(&tmp, uint32_t, m->start[m->columns])};
    tdai_bar *bar = ARRAY(&tmp, tdai_bar, m->rows);
    TRY(tdai_arena_status(ctx, &tmp));
    tda_index *rows = order, *columns = order + m->rows;
    tdai_lines_reach(at, cell, m->row_grade, m->row_cell, m->rows, params, base, to);
    tdai_lines_reach(by, cell + m->rows, m->column_grade, m->column_cell, m->columns,
                     params, base, to);
    TRY(tdai_argsort(ctx, rows, at, m->rows));
    TRY(tdai_argsort(ctx, columns, by, m->columns));
    path.start[0] = 0;
    for (tda_index c = 0; c < m->columns; c++) {
        tda_index j = columns[c];
        place[j] = c;
        cursor[c] = path.start[c];
        path.start[c + 1] = path.start[c] + m->start[j + 1] - m->start[j];
    }
    for (tda_index q = 0; q < m->rows; q++)
        for (tda_index i = l->start[rows[q]]; i < l->start[rows[q] + 1]; i++)
            path.row[cursor[place[l->relation[i]]]++] = (uint32_t)q;
    TRY(tdai_sweep_new(ctx, &s, &path, m->rows, 1, 0));
    TRY(tdai_sweep_stage(ctx, &s, 0, "slices"));
    for (tda_index q = 0; q < m->rows; q++) {
        tda_index r = rows[q], c = s.owner[q] == TDAI_NONE ? -1 : columns[s.owner[q]];
        double death = c < 0 ? (double)INFINITY : by[c];
        if (at[r] < death) /* not where neither is ever reached */
            bar[bars++] = (tdai_bar){
                at[r],  death, cell[r], death < (double)INFINITY ? cell[m->rows + c] : -1,
                degree, false, 0};
    }
    TRY(tdai_diagram_new(ctx, &l->out[line], degree + 1, TDA_CELL_ROW, bar, bars));
    tdai_lines_sign(&l->out[line], l->p);
    l->effort[line] = s.effort;
done:
    tdai_sweep_free(&s);
    tdai_arena_free(&tmp);
    return st;
}

static tda_status some_lines(void *arg, tda_index begin, tda_index end)
{
    tda_status st = TDA_OK;
    for (tda_index i = begin; st == TDA_OK && i < end; i++)
        st = one_line(arg, i);
    return st;
}

static tda_status transpose(tda_ctx *ctx, lines *l, tdai_arena *memory,
                            const tda_matrix *m)
{
    tda_status st = TDA_OK;
    l->start = ZEROS(memory, tda_index, m->rows + 2);
    l->relation = ARRAY(memory, uint32_t, m->start[m->columns]);
    TRY(tdai_arena_status(ctx, memory));
    if (m->rows >= (tda_index)TDAI_NONE || m->columns >= (tda_index)TDAI_NONE)
        FAIL(TDA_ELIMIT, "slices: %lld generators, the reduction holds at most %lld",
             (long long)m->rows, (long long)TDAI_NONE - 1);
    for (tda_index i = 0; i < m->start[m->columns]; i++)
        l->start[m->row[i] + 2]++;
    for (tda_index r = 0; r < m->rows; r++)
        l->start[r + 2] += l->start[r + 1];
    for (tda_index j = 0; j < m->columns; j++)
        for (tda_index i = m->start[j]; i < m->start[j + 1]; i++)
            l->relation[l->start[m->row[i] + 1]++] = (uint32_t)j;
done:
    return st;
}

tda_status tda_presentation_slices(tda_ctx *ctx, tda_diagram *out,
                                   const tda_presentation *p, tda_index count,
                                   const double *base, const double *direction)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    bool near;
    const tda_matrix *m = tda_presentation_matrix(p);
    lines l = {.ctx = ctx, .p = p, .base = base, .direction = direction};
    TRY(tdai_lines_check(ctx, m->params, count, base, direction));
    l.out = ZEROS(&tmp, tda_diagram, count);
    l.effort = ZEROS(&tmp, tdai_effort, count);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_lines_near(ctx, &near, m, count, base, direction));
    if (near) {
        st = tdai_vines(ctx, out, NULL, p, count, base, direction, "slices");
        goto done;
    }
    TRY(transpose(ctx, &l, &tmp, m));
    TRY(tdai_parallel(ctx, "slices", count, GRAIN, some_lines, &l));
    for (tda_index i = 0; i < count; i++) {
        tdai_work(ctx, TDA_WORK_COLUMNS, l.effort[i].columns);
        tdai_work(ctx, TDA_WORK_ENTRIES, l.effort[i].entries);
        out[i] = l.out[i];
    }
    l.out = NULL;
done:
    for (tda_index i = 0; l.out && i < count; i++)
        tda_diagram_clear(&l.out[i]);
    tdai_arena_free(&tmp);
    return st;
}
