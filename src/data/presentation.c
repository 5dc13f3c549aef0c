/* SPDX-License-Identifier: GPL-3.0-or-later */
/* presentation.c - The handle of a graded matrix: generators, relations, the cells behind them.
 *
 * Rows and columns share their arrays, rows first. Seen as cells of dimension 0 and 1 they are
 * a complex whose homology of degree 0 is the module presented, so all that is made for
 * complexes serves presentations as well. */
#include "data/private.h"
#include <math.h>
#include <string.h>

struct tda_presentation {
    tdai_matrix matrix; /* owns what the views show */
    int *dim;
    tda_matrix view;
    tda_cells cells;
    int degree;
    bool minimal;
    tda_record record;
};

void tdai_matrix_clear(tdai_matrix *m)
{
    tdai_free(m->grade);
    tdai_free(m->cell);
    tdai_free(m->start);
    tdai_free(m->row);
    *m = (tdai_matrix){0};
}

tda_status tdai_matrix_alloc(tda_ctx *ctx, tdai_matrix *m, int params, tda_index rows,
                             tda_index columns, tda_index entries)
{
    tda_status st = TDA_OK;
    tdai_matrix mine = {.params = params, .rows = rows, .columns = columns};
    tda_index size = tdai_size_add(rows, columns, 1);
    tda_index bytes =
        tdai_size_add(0, tdai_size_add(0, size, params), 2 * sizeof(double));
    bytes = tdai_size_add(bytes, size < 0 ? -1 : size, sizeof *mine.start);
    bytes = tdai_size_add(bytes, entries, sizeof *mine.row);
    TRY(tdai_budget(ctx, bytes, "presentation"));
    mine.grade = tdai_alloc(size * params, sizeof *mine.grade);
    mine.cell = tdai_alloc(size * params, sizeof *mine.cell);
    mine.start = tdai_alloc(size + 1, sizeof *mine.start);
    mine.row = tdai_alloc(entries, sizeof *mine.row);
    if (!mine.grade || !mine.cell || !mine.start || !mine.row)
        FAIL(TDA_ENOMEM, "presentation: no memory for %lld bytes", (long long)bytes);
    memset(mine.start, 0, (size_t)(rows + 1) * sizeof *mine.start);
    *m = mine;
    mine = (tdai_matrix){0};
done:
    tdai_matrix_clear(&mine);
    return st;
}

tda_status tdai_presentation_adopt(tda_ctx *ctx, tda_presentation **out, tdai_matrix *m,
                                   int degree, const tda_record *record)
{
    tda_index size = m->rows + m->columns, values = m->rows * m->params;
    tda_presentation *p = tdai_calloc(1, sizeof *p);
    int *dim = tdai_calloc(size, sizeof *dim);
    if (!p || !dim) {
        tdai_free(p);
        tdai_free(dim);
        return tdai_fail(ctx, TDA_ENOMEM, "presentation: no memory for %lld dimensions",
                         (long long)size);
    }
    for (tda_index i = m->rows; i < size; i++)
        dim[i] = 1;
    *p = (tda_presentation){
        .matrix = *m,
        .dim = dim,
        .view = {m->params, m->rows, m->columns, m->grade, m->grade + values,
                 m->start + m->rows, m->row, m->cell, m->cell + values},
        .cells = {m->params, size, dim, m->start, m->row, NULL, m->grade},
        .degree = degree,
        .record = *record,
    };
    *m = (tdai_matrix){0};
    *out = p;
    return TDA_OK;
}

void tda_presentation_free(tda_presentation *p)
{
    if (!p)
        return;
    tdai_matrix_clear(&p->matrix);
    tdai_free(p->dim);
    tdai_free(p);
}

const tda_matrix *tda_presentation_matrix(const tda_presentation *p)
{
    return &p->view;
}

const tda_cells *tdai_presentation_cells(const tda_presentation *p)
{
    return &p->cells;
}

tda_cell_kind tda_presentation_cell_kind(const tda_presentation *p)
{
    return p->matrix.cells;
}

bool *tdai_presentation_minimal(tda_presentation *p)
{
    return &p->minimal;
}

bool tdai_presentation_is_minimal(const tda_presentation *p)
{
    return p->minimal;
}

int tda_presentation_degree(const tda_presentation *p)
{
    return p->degree;
}

tda_record tda_presentation_record(const tda_presentation *p)
{
    return p->record;
}

/* ---- a caller's matrix ---- */

static tda_status check_grades(tda_ctx *ctx, const double *grade, tda_index n, int params,
                               const char *what)
{
    tda_status st = TDA_OK;
    for (tda_index i = 0; i < n * params; i++)
        if (isnan(grade[i]) || grade[i] == (double)INFINITY)
            FAIL(TDA_EINVAL, "presentation: the grade of %s %lld is %g in parameter %d",
                 what, (long long)(i / params), grade[i], (int)(i % params));
done:
    return st;
}

static tda_status check_sizes(tda_ctx *ctx, const tda_matrix *m, int degree)
{
    tda_status st = TDA_OK;
    if (degree < 0)
        FAIL(TDA_EINVAL, "presentation: there is no degree %d", degree);
    if (m->params < 1 || m->params > 2)
        FAIL(TDA_EINVAL, "presentation: %d parameters; it has 1 or 2", m->params);
    if (m->rows < 0 || m->columns < 0)
        FAIL(TDA_EINVAL, "presentation: %lld rows and %lld columns", (long long)m->rows,
             (long long)m->columns);
    if (m->columns > 0 && m->start[0] != 0)
        FAIL(TDA_EINVAL, "presentation: column 0 starts at %lld, not 0",
             (long long)m->start[0]);
    for (tda_index c = 0; c < m->columns; c++)
        if (m->start[c + 1] < m->start[c])
            FAIL(TDA_EINVAL, "presentation: column %lld starts at %lld and ends at %lld",
                 (long long)c, (long long)m->start[c], (long long)m->start[c + 1]);
done:
    return st;
}

static tda_status check_entries(tda_ctx *ctx, const tda_matrix *m)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index *last = ARRAY(&tmp, tda_index, m->rows); /* column + 1 that had the row */
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index r = 0; r < m->rows; r++)
        last[r] = 0;
    for (tda_index c = 0; c < m->columns; c++) {
        TRY(tdai_poll(ctx, "checking a presentation", c, m->columns));
        for (tda_index i = m->start[c]; i < m->start[c + 1]; i++) {
            tda_index r = m->row[i];
            if (r < 0 || r >= m->rows)
                FAIL(TDA_EINVAL,
                     "presentation: column %lld has row %lld, rows are 0 to %lld",
                     (long long)c, (long long)r, (long long)m->rows - 1);
            if (last[r] == c + 1)
                FAIL(TDA_EINVAL, "presentation: column %lld has row %lld twice",
                     (long long)c, (long long)r);
            last[r] = c + 1;
            for (int k = 0; k < m->params; k++)
                if (m->row_grade[r * m->params + k] > m->column_grade[c * m->params + k])
                    FAIL(TDA_EINVAL,
                         "presentation: column %lld comes before its row %lld in "
                         "parameter %d",
                         (long long)c, (long long)r, k);
        }
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

static void copy(void *to, const void *from, tda_index n, size_t size)
{
    if (n > 0 && from)
        memcpy(to, from, (size_t)n * size);
    else if (n > 0)
        memset(to, 0xff, (size_t)n * size); /* cells: -1 */
}

tda_status tda_presentation_new(tda_ctx *ctx, tda_presentation **out, const tda_matrix *m,
                                int degree)
{
    tda_status st = TDA_OK;
    tdai_matrix mine = {0};
    tda_record record = tdai_record(ctx);
    TRY(check_sizes(ctx, m, degree));
    TRY(check_grades(ctx, m->row_grade, m->rows, m->params, "row"));
    TRY(check_grades(ctx, m->column_grade, m->columns, m->params, "column"));
    TRY(check_entries(ctx, m));
    tda_index entries = m->columns ? m->start[m->columns] : 0, n = m->rows * m->params,
              columns = m->columns * m->params;
    TRY(tdai_matrix_alloc(ctx, &mine, m->params, m->rows, m->columns, entries));
    copy(mine.grade, m->row_grade, n, sizeof *mine.grade);
    copy(mine.grade + n, m->column_grade, columns, sizeof *mine.grade);
    copy(mine.cell, m->row_cell, n, sizeof *mine.cell);
    copy(mine.cell + n, m->column_cell, columns, sizeof *mine.cell);
    for (tda_index i = 0; i < n + columns; i++)
        mine.grade[i] += 0.0; /* no -0 */
    if (m->columns)
        copy(mine.start + m->rows, m->start, m->columns + 1, sizeof *mine.start);
    copy(mine.row, m->row, entries, sizeof *mine.row);
    TRY(tdai_presentation_adopt(ctx, out, &mine, degree, &record));
done:
    tdai_matrix_clear(&mine);
    return st;
}
