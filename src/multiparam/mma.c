/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mma.c - Modules of intervals from presentations: the box, its lines, and the matrix that is swept
 * along them.
 *
 * The matrix of relations gets columns at infinity for the generators of what never dies, so that
 * every row has a bar. One parameter is the line x itself. */
#include "multiparam/mma.h"
#include <math.h>
#include <string.h>

tda_status tdai_mma_box(tda_ctx *ctx, double *box, int params, const double *grade,
                        tda_index n, const tda_module_opts *opts)
{
    tda_status st = TDA_OK;
    if (!(opts->error >= 0) || isinf(opts->error))
        FAIL(TDA_EINVAL, "module: an error of %g; it is 0, or a step between lines",
             opts->error);
    if (opts->lines < 1)
        FAIL(TDA_EINVAL, "module: %lld lines; at least one is needed",
             (long long)opts->lines);
    for (int k = 0; k < params; k++) {
        double low = INFINITY, high = -INFINITY;
        for (tda_index i = 0; !opts->box && i < n; i++) {
            double x = grade[i * params + k];
            low = isfinite(x) && x < low ? x : low;
            high = isfinite(x) && x > high ? x : high;
        }
        if (opts->box) {
            low = opts->box[k];
            high = opts->box[params + k];
            if (!isfinite(low) || !isfinite(high) || low > high)
                FAIL(TDA_EINVAL, "module: the box goes from %g to %g in parameter %d",
                     low, high, k);
        }
        box[k] = low <= high ? low : 0;
        box[params + k] = low <= high ? high : 0;
        if (isinf(box[params + k] - box[k]))
            FAIL(TDA_EINVAL, "module: the box from %g to %g in parameter %d overflows",
                 low, high, k);
    }
done:
    return st;
}

/* The offsets of the lines, from the upper left corner of the box to the lower right one. */
static tda_status place_lines(tda_ctx *ctx, tdai_arena *memory, double **offset,
                              tda_index *lines, double *error, const double *box,
                              const tda_module_opts *opts)
{
    tda_status st = TDA_OK;
    double from = box[3] - box[0], to = box[1] - box[2], width = from - to, n = 1;
    if (!isfinite(width) || !isfinite(from) || !isfinite(to))
        FAIL(TDA_EINVAL, "module: the box overflows: %g wide, from %g and %g", width,
             box[0], box[1]);
    if (width > 0)
        n = opts->error > 0 ? ceil(width / opts->error) + 1 : (double)opts->lines;
    TRY(tdai_budget(ctx, n < 1e15 ? (tda_index)n * 16 : -1, "module: lines"));
    if (n >= (double)TDAI_NONE)
        FAIL(TDA_ELIMIT, "module: %g lines, at most %lld are possible", n,
             (long long)TDAI_NONE - 1);
    *lines = (tda_index)n;
    *error = n > 1 ? width / (n - 1) : width;
    double *c = ARRAY(memory, double, *lines);
    TRY(tdai_arena_status(ctx, memory));
    for (tda_index k = 0; k < *lines; k++)
        c[k] = from - (double)k * *error;
    c[*lines - 1] = *lines > 1 ? to : from - width / 2;
    *offset = c;
done:
    return st;
}

/* start and row := those of the matrix, ascending within a column: dealt to the rows and back. */
static tda_status sort_entries(tda_ctx *ctx, tda_index *start, uint32_t *row,
                               const tda_matrix *m)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index entries = m->columns ? m->start[m->columns] : 0;
    tda_index *of_row = ZEROS(&tmp, tda_index, m->rows + 2),
              *next = ARRAY(&tmp, tda_index, m->columns);
    uint32_t *column = ARRAY(&tmp, uint32_t, entries);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < entries; i++)
        of_row[m->row[i] + 2]++;
    for (tda_index r = 0; r < m->rows; r++)
        of_row[r + 2] += of_row[r + 1];
    start[0] = 0;
    for (tda_index j = 0; j < m->columns; j++) {
        next[j] = start[j];
        start[j + 1] = m->start[j + 1];
        for (tda_index i = m->start[j]; i < m->start[j + 1]; i++)
            column[of_row[m->row[i] + 1]++] = (uint32_t)j;
    }
    for (tda_index r = 0; r < m->rows; r++)
        for (tda_index i = of_row[r]; i < of_row[r + 1]; i++)
            row[next[column[i]]++] = (uint32_t)r;
done:
    tdai_arena_free(&tmp);
    return st;
}

/* The matrix with its columns at infinity; grades of one parameter get a second of -INFINITY, and
 * the columns after the relations +INFINITY. */
static tda_status extend(tda_ctx *ctx, tdai_arena *memory, tdai_family *f,
                         tda_index **row_cell, tda_index **column_cell,
                         const tda_matrix *m)
{
    tda_status st = TDA_OK;
    tda_index entries = m->columns ? m->start[m->columns] : 0, endless = 0;
    if (m->rows + m->columns >= (tda_index)TDAI_NONE)
        FAIL(TDA_ELIMIT, "module: %lld generators and relations, at most %lld fit",
             (long long)(m->rows + m->columns), (long long)TDAI_NONE - 1);
    tda_index *start = ARRAY(memory, tda_index, m->columns + m->rows + 1);
    uint32_t *row = ARRAY(memory, uint32_t, entries + m->rows),
             *never = ARRAY(memory, uint32_t, m->rows);
    double *row_grade = ARRAY(memory, double, 2 * m->rows),
           *column_grade = ARRAY(memory, double, 2 * (m->columns + m->rows));
    *row_cell = ARRAY(memory, tda_index, 2 * m->rows);
    *column_cell = ARRAY(memory, tda_index, 2 * (m->columns + m->rows));
    TRY(tdai_arena_status(ctx, memory));
    TRY(sort_entries(ctx, start, row, m));
    for (tda_index i = 0; i < m->rows; i++)
        for (int k = 0; k < 2; k++) {
            bool here = k < m->params;
            row_grade[2 * i + k] =
                here ? m->row_grade[i * m->params + k] : -(double)INFINITY;
            (*row_cell)[2 * i + k] = here ? m->row_cell[i * m->params + k] : -1;
        }
    for (tda_index i = 0; i < m->columns; i++)
        for (int k = 0; k < 2; k++) {
            bool here = k < m->params;
            column_grade[2 * i + k] =
                here ? m->column_grade[i * m->params + k] : -(double)INFINITY;
            (*column_cell)[2 * i + k] = here ? m->column_cell[i * m->params + k] : -1;
        }
    TRY(tdai_vineyard_endless(ctx, never, &endless, m->rows, m->columns, start, row));
    for (tda_index i = 0; i < endless; i++) {
        tda_index j = m->columns + i;
        row[entries + i] = never[i];
        start[j + 1] = entries + i + 1;
        for (int k = 0; k < 2; k++) {
            column_grade[2 * j + k] = INFINITY;
            (*column_cell)[2 * j + k] = -1;
        }
    }
    f->rows = m->rows;
    f->columns = m->columns + endless;
    f->start = start;
    f->row = row;
    f->row_grade = row_grade;
    f->column_grade = column_grade;
done:
    return st;
}

/* The bars of one parameter, whose only line is x. */
static tda_status bars(tda_ctx *ctx, tdai_corners *out, const tdai_family *f,
                       const tdai_runs *runs, const tda_index *row_cell,
                       const tda_index *column_cell)
{
    tda_status st = TDA_OK;
    for (tda_index i = 0; i < runs->size; i++) {
        size_t r = 2 * (size_t)runs->at[i].row, q = 2 * (size_t)runs->at[i].column;
        if (f->row_grade[r] < f->column_grade[q]) {
            TRY(tdai_corners_push(ctx, out, 0, f->row_grade + r, row_cell + r));
            TRY(tdai_corners_push(ctx, out, 1, f->column_grade + q, column_cell + q));
            TRY(tdai_corners_close(ctx, out));
        }
    }
done:
    return st;
}

tda_status tda_presentation_module(tda_ctx *ctx, tda_module *out,
                                   const tda_presentation *p, const tda_module_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_module_opts o = TDA_MODULE_OPTS_INIT;
    const tda_matrix *m = tda_presentation_matrix(p);
    tdai_runs runs = {0};
    tdai_corners corners = {.params = m->params};
    tdai_family f = {0};
    tda_module result = {0};
    double box[4], error = 0, *offset = NULL, zero = 0;
    tda_index *row_cell = NULL, *column_cell = NULL;
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    /* rows and columns of a presentation are one block of grades */
    TRY(tdai_mma_box(ctx, box, m->params, tdai_presentation_cells(p)->grade,
                     m->rows + m->columns, &o));
    TRY(extend(ctx, &tmp, &f, &row_cell, &column_cell, m));
    f.lines = 1;
    f.offset = &zero;
    if (m->params == 2) {
        TRY(place_lines(ctx, &tmp, &offset, &f.lines, &error, box, &o));
        f.offset = offset;
    }
    TRY(tdai_mma_sweep(ctx, &runs, &f));
    if (m->params == 2)
        TRY(tdai_mma_corners(ctx, &corners, &f, &runs, row_cell, column_cell, box,
                             o.complete));
    else
        TRY(bars(ctx, &corners, &f, &runs, row_cell, column_cell));
    TRY(tdai_corners_module(ctx, &result, &corners, box, error));
    result.degree = tda_presentation_degree(p);
    result.cells = tda_presentation_cell_kind(p);
    result.record = tda_presentation_record(p);
    *out = result;
done:
    tdai_corners_free(&corners);
    tdai_runs_clear(&runs);
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_complex_module(tda_ctx *ctx, tda_module *out, const tda_complex *complex,
                              int degree, const tda_module_opts *opts)
{
    tda_status st = TDA_OK;
    tda_presentation *p = NULL;
    tda_module_opts o = TDA_MODULE_OPTS_INIT;
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    if (degree < 0)
        FAIL(TDA_EINVAL, "module: there is no degree %d", degree);
    if (tda_complex_cells(complex)->params > 2) {
        TRY(tdai_mma_many(ctx, out, complex, degree, &o));
        goto done;
    }
    TRY(tda_complex_presentation(ctx, &p, complex, degree, NULL));
    TRY(tda_presentation_module(ctx, out, p, &o));
done:
    tda_presentation_free(p);
    return st;
}
