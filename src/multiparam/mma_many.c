/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mma_many.c - Modules of intervals from complexes of three and more parameters.
 *
 * On each line the cells of two dimensions are sorted and the vineyard of the boundaries between
 * them is moved; cycles that bound nothing get columns at infinity. Which bars are one depends on
 * the path through the lines. */
#include "multiparam/mma_many.h"
#include <math.h>
#include <string.h>

static const char stage[] = "module";

static bool appears(const tda_cells *c, tda_index i)
{
    tda_index g = c->grade_start ? c->grade_start[i] : i;
    return c->grade[g * c->params] < (double)INFINITY;
}

/* Cells by dimension, and their boundaries in numbers. */
static tda_status collect(tda_ctx *ctx, tdai_many *m)
{
    tda_status st = TDA_OK;
    const tda_cells *c = m->c;
    if (c->size >= (tda_index)TDAI_NONE / 2)
        FAIL(TDA_ELIMIT, "module: %lld cells, at most %lld fit", (long long)c->size,
             (long long)TDAI_NONE / 2 - 1);
    m->number = ARRAY(&m->memory, uint32_t, c->size);
    for (int k = 0; k < 3; k++)
        m->cell[k] = ARRAY(&m->memory, tda_index, c->size);
    TRY(tdai_arena_status(ctx, &m->memory));
    tda_index faces[3] = {0};
    for (tda_index i = 0; i < c->size; i++) {
        int k = c->dim[i] - m->degree + 1;
        if (k < 0 || k > 2 || !appears(c, i))
            continue;
        m->number[i] = (uint32_t)m->cells[k];
        m->cell[k][m->cells[k]++] = i;
        faces[k] += c->start[i + 1] - c->start[i];
    }
    for (int k = 0; k < 2; k++) {
        tda_index n = m->cells[k + 1], most = k ? n + m->cells[1] : n;
        m->start[k] = ARRAY(&m->memory, tda_index, most + 1);
        m->row[k] = ARRAY(&m->memory, uint32_t, faces[k + 1]);
        TRY(tdai_arena_status(ctx, &m->memory));
        m->start[k][0] = 0;
        for (tda_index j = 0; j < n; j++) {
            tda_index i = m->cell[k + 1][j], at = m->start[k][j];
            for (tda_index f = c->start[i]; f < c->start[i + 1]; f++, at++) {
                uint32_t r = m->number[c->face[f]];
                tda_index to = at;
                for (; to > m->start[k][j] && m->row[k][to - 1] > r; to--)
                    m->row[k][to] = m->row[k][to - 1];
                m->row[k][to] = r;
            }
            m->start[k][j + 1] = at;
        }
    }
    m->columns = m->cells[2];
done:
    return st;
}

/* After the boundaries, cycles that are none and span the rest: in number order, those cycles of
 * a reduction that a second one does not find to be sums of what stands before them. */
static tda_status add_endless(tda_ctx *ctx, tdai_many *m)
{
    tda_status st = TDA_OK;
    tdai_vineyard cycles = {0}, all = {0};
    tda_index n = m->cells[1] + m->cells[2], entries = m->start[1][m->cells[2]],
              most = entries, columns = m->cells[2];
    uint32_t *rank = ARRAY(&m->memory, uint32_t, n > m->cells[0] ? n : m->cells[0]);
    TRY(tdai_arena_status(ctx, &m->memory));
    for (tda_index i = 0; i < n || i < m->cells[0]; i++)
        rank[i] = (uint32_t)i;
    tdai_order order = {.rank = rank};
    TRY(tdai_vineyard_new(ctx, &cycles, m->cells[0], m->cells[1], m->start[0], m->row[0],
                          &order, &order));
    for (tda_index j = 0; j < m->cells[1]; j++)
        most += cycles.low[j] == TDAI_NONE ? cycles.v.size[j] : 0;
    uint32_t *row = ARRAY(&m->memory, uint32_t, most);
    TRY(tdai_arena_status(ctx, &m->memory));
    if (entries)
        memcpy(row, m->row[1], (size_t)entries * sizeof *row);
    for (uint32_t j = 0; j < m->cells[1]; j++) {
        if (cycles.low[j] != TDAI_NONE)
            continue;
        tda_index at = m->start[1][columns];
        memcpy(row + at, tdai_list(&cycles.v, j), cycles.v.size[j] * sizeof *row);
        m->start[1][++columns] = at + cycles.v.size[j];
    }
    m->row[1] = row;
    TRY(tdai_vineyard_new(ctx, &all, m->cells[1], columns, m->start[1], row, &order,
                          &order));
    for (tda_index j = m->cells[2]; j < columns; j++) {
        if (all.low[j] == TDAI_NONE)
            continue;
        tda_index size = m->start[1][j + 1] - m->start[1][j];
        memmove(row + m->start[1][m->columns], row + m->start[1][j],
                (size_t)size * sizeof *row);
        m->start[1][m->columns + 1] = m->start[1][m->columns] + size;
        m->columns++;
    }
done:
    tdai_vineyard_free(&cycles);
    tdai_vineyard_free(&all);
    return st;
}

/* rank := the order in which the line reaches the cells of one of the dimensions. */
static tda_status rank_cells(tda_ctx *ctx, uint32_t *rank, double *value,
                             tda_index *order, const tdai_many *m, int which,
                             tda_index line)
{
    tda_status st = TDA_OK;
    tda_index n = which == 2 ? m->columns : m->cells[which];
    const double *grade;
    for (tda_index i = 0; i < n; i++)
        value[i] = i < m->cells[which] ? tdai_many_reach(m, m->base + line * m->params,
                                                         m->cell[which][i], &grade)
                                       : (double)INFINITY;
    TRY(tdai_argsort(ctx, order, value, n));
    for (tda_index i = 0; i < n; i++)
        rank[order[i]] = (uint32_t)i;
done:
    return st;
}

static tda_status follow(tda_ctx *ctx, tdai_runs *runs, const tdai_many *m)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_vineyard v = {0};
    tda_index most = m->columns > m->cells[1] ? m->columns : m->cells[1];
    uint32_t *rows[2], *columns[2];
    for (int k = 0; k < 2; k++) {
        rows[k] = ARRAY(&tmp, uint32_t, m->cells[1]);
        columns[k] = ARRAY(&tmp, uint32_t, m->columns);
    }
    double *value = ARRAY(&tmp, double, most);
    tda_index *order = ARRAY(&tmp, tda_index, most);
    tdai_run *run = ARRAY(&tmp, tdai_run, m->columns);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index line = 0; line < m->lines; line++) {
        tdai_order by_row = {.rank = rows[line % 2]},
                   by_column = {.rank = columns[line % 2]};
        TRY(tdai_poll(ctx, stage, line, m->lines));
        TRY(rank_cells(ctx, rows[line % 2], value, order, m, 1, line));
        TRY(rank_cells(ctx, columns[line % 2], value, order, m, 2, line));
        if (line == 0) {
            TRY(tdai_vineyard_new(ctx, &v, m->cells[1], m->columns, m->start[1],
                                  m->row[1], &by_row, &by_column));
        } else {
            TRY(tdai_vineyard_rows(ctx, &v, &by_row, NULL, 0));
            TRY(tdai_vineyard_columns(ctx, &v, &by_column, NULL, 0));
        }
        for (uint32_t j = 0; j < m->columns; j++) {
            bool same = line && run[j].row == v.low[j] && run[j].column == v.lead[j];
            if (line && !same && run[j].row != TDAI_NONE)
                TRY(tdai_runs_push(ctx, runs, &run[j]));
            if (!same)
                run[j] = (tdai_run){j, v.low[j], v.lead[j], (uint32_t)line, 0};
            run[j].last = (uint32_t)line;
        }
    }
    for (tda_index j = 0; m->lines && j < m->columns; j++)
        if (run[j].row != TDAI_NONE)
            TRY(tdai_runs_push(ctx, runs, &run[j]));
    tdai_work(ctx, TDA_WORK_COLUMNS, v.effort.columns);
    tdai_work(ctx, TDA_WORK_ENTRIES, v.effort.entries);
done:
    tdai_vineyard_free(&v);
    tdai_arena_free(&tmp);
    return st;
}

tda_status tdai_mma_many(tda_ctx *ctx, tda_module *out, const tda_complex *complex,
                         int degree, const tda_module_opts *opts)
{
    tda_status st = TDA_OK;
    const tda_cells *c = tda_complex_cells(complex);
    tdai_many m = {.c = c, .degree = degree, .params = c->params};
    tdai_runs runs = {0};
    tdai_corners corners = {.params = c->params};
    tda_module result = {0};
    if (c->params > TDAI_MANY_PARAMS)
        FAIL(TDA_EINVAL, "module: %d parameters, at most %d are possible", c->params,
             (int)TDAI_MANY_PARAMS);
    TRY(tdai_mma_box(ctx, m.box, c->params, c->grade,
                     c->grade_start ? c->grade_start[c->size] : c->size, opts));
    TRY(collect(ctx, &m));
    TRY(add_endless(ctx, &m));
    TRY(tdai_many_place(ctx, &m, opts));
    TRY(follow(ctx, &runs, &m));
    TRY(tdai_many_corners(ctx, &corners, &m, &runs, opts->complete));
    TRY(tdai_corners_module(ctx, &result, &corners, m.box, m.error));
    result.degree = degree;
    result.record = tda_complex_record(complex);
    *out = result;
done:
    tdai_corners_free(&corners);
    tdai_runs_clear(&runs);
    tdai_arena_free(&m.memory);
    return st;
}
