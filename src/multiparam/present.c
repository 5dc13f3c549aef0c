/* SPDX-License-Identifier: GPL-3.0-or-later */
/* present.c - Minimal presentations of homology.
 *
 * H_k is the cokernel of the boundaries of degree k + 1 written in a basis of the cycles of
 * degree k. Cells that pair off at equal grades go first (chunk.c); then come a basis by
 * pivots and grades, the boundaries that are needed, cycles for the pivots that no boundary
 * took (basis.h), and the coordinates. What is left of generators and relations at
 * equal grades pairs off as cells do. */
#include "multiparam/basis.h"
#include "multiparam/present.h"
#include <string.h>

/* Does some column have an entry of its own grade? */
static bool has_units(const tdai_level *rows, const tdai_level *columns)
{
    for (tda_index j = 0; j < columns->size; j++)
        for (tda_index i = columns->start[j]; i < columns->start[j + 1]; i++)
            if (rows->x[columns->row[i]] == columns->x[j] &&
                rows->y[columns->row[i]] == columns->y[j])
                return true;
    return false;
}

/* The presentation of degree k as a chain of two levels that shares the grades of g; the
 * cells of the levels are positions in those of g. */
static tda_status cokernel(tda_ctx *ctx, tdai_graded *out, tdai_basis *b,
                           const tdai_graded *g, int k, bool shortcut)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_graded m = {.first = k, .levels = 2, .xs = g->xs, .ys = g->ys};
    const tdai_level *d = tdai_graded_level(g, k), *up = d + 1;
    tda_index rows = k > g->first ? (d - 1)->size : 0;
    bool *kept = ARRAY(&tmp, bool, up->size);
    m.level = ARRAY(&m.memory, tdai_level, 2);
    m.x = ARRAY(&m.memory, double, g->xs);
    m.y = ARRAY(&m.memory, double, g->ys);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_arena_status(ctx, &m.memory));
    memcpy(m.x, g->x, (size_t)g->xs * sizeof *m.x);
    memcpy(m.y, g->y, (size_t)g->ys * sizeof *m.y);
    TRY(tdai_basis_new(ctx, b, d, rows, g->ys));
    TRY(tdai_basis_boundaries(ctx, b, up, g->ys, shortcut, kept));
    TRY(tdai_basis_cycles(ctx, b));
    tdai_work(ctx, TDA_WORK_COLUMNS, b->effort.columns);
    tdai_work(ctx, TDA_WORK_ENTRIES, b->effort.entries);
    tdai_work(ctx, TDA_WORK_LINKS, b->effort.links);
    TRY(tdai_coordinates(ctx, m.level, &m.memory, b, up, kept, g->ys));
    if (has_units(&m.level[0], &m.level[1]))
        TRY(tdai_graded_chunk(ctx, &m));
    *out = m;
    m = (tdai_graded){0};
done:
    tdai_graded_free(&m);
    tdai_arena_free(&tmp);
    return st;
}

/* order := the cells of a level in colexicographic order, ties by position. */
static tda_status colexicographic(tda_ctx *ctx, tda_index *order, const tdai_level *l,
                                  tda_index xs)
{
    uint64_t *key = tdai_alloc(l->size, sizeof *key);
    if (!key)
        return tdai_fail(ctx, TDA_ENOMEM, "no memory to sort %lld generators",
                         (long long)l->size);
    for (tda_index i = 0; i < l->size; i++)
        key[i] = (uint64_t)l->y[i] * (uint64_t)xs + l->x[i];
    tda_status st = tdai_argsort_u64(ctx, order, key, l->size);
    tdai_free(key);
    return st;
}

/* Fill start and row from the columns of l, rows and columns in a new order; entries ascend, since
 * rows are dealt out to the columns in their new order. */
static tda_status deal(tda_ctx *ctx, tdai_matrix *to, const tdai_level *l,
                       const tda_index *row_order, const tda_index *column_order)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index *begin = ZEROS(&tmp, tda_index, to->rows + 2);
    tda_index *column = ARRAY(&tmp, tda_index, l->start[l->size]);
    tda_index *place = ARRAY(&tmp, tda_index, l->size);
    TRY(tdai_arena_status(ctx, &tmp));
    tda_index *start = to->start + to->rows;
    for (tda_index c = 0; c < l->size; c++) {
        tda_index from = column_order[c];
        start[c + 1] = start[c] + l->start[from + 1] - l->start[from];
        place[from] = start[c];
    }
    for (tda_index i = 0; i < l->start[l->size]; i++)
        begin[l->row[i] + 2]++;
    for (tda_index r = 0; r < to->rows; r++)
        begin[r + 2] += begin[r + 1];
    for (tda_index c = 0; c < l->size; c++)
        for (tda_index i = l->start[c]; i < l->start[c + 1]; i++)
            column[begin[l->row[i] + 1]++] = c;
    for (tda_index r = 0; r < to->rows; r++)
        for (tda_index i = begin[row_order[r]]; i < begin[row_order[r] + 1]; i++)
            to->row[place[column[i]]++] = r;
done:
    tdai_arena_free(&tmp);
    return st;
}

/* The id of the cell for parameter k, in the caller's numbering. */
static tda_index cell_of(const tdai_present_opts *o, uint32_t cell, int k)
{
    return o->origin ? o->origin[(tda_index)cell * o->width + (o->width > 1 ? k : 0)]
                     : (tda_index)cell;
}

static tda_status assemble(tda_ctx *ctx, tda_presentation **out, const tdai_graded *m,
                           const tdai_graded *g, const tdai_basis *b, int params,
                           const tdai_present_opts *o)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_matrix to = {0};
    const tdai_level *rows = &m->level[0], *columns = &m->level[1],
                     *d = tdai_graded_level(g, m->first), *up = d + 1;
    tda_index *row_order = ARRAY(&tmp, tda_index, rows->size);
    tda_index *column_order = ARRAY(&tmp, tda_index, columns->size);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(colexicographic(ctx, row_order, rows, m->xs));
    TRY(colexicographic(ctx, column_order, columns, m->xs));
    TRY(tdai_matrix_alloc(ctx, &to, params, rows->size, columns->size,
                          columns->start[columns->size]));
    to.cells = o->cells;
    TRY(deal(ctx, &to, columns, row_order, column_order));
    for (tda_index i = 0; i < to.rows + to.columns; i++) {
        bool row = i < to.rows;
        const tdai_level *l = row ? rows : columns;
        tda_index from = row ? row_order[i] : column_order[i - to.rows];
        uint32_t p = l->cell[from];
        uint32_t cell[2] = {(row ? d : up)->cell[p],
                            row ? d->cell[b->by_y[p]] : up->cell[p]};
        double at[2] = {m->x[l->x[from]], m->y[l->y[from]]};
        for (int k = 0; k < params; k++) {
            to.grade[i * params + k] = at[k];
            to.cell[i * params + k] = cell_of(o, cell[k], k);
        }
    }
    TRY(tdai_presentation_adopt(ctx, out, &to, o->degree, &o->record));
    *tdai_presentation_minimal(*out) = true;
done:
    tdai_matrix_clear(&to);
    tdai_arena_free(&tmp);
    return st;
}

tda_status tdai_present(tda_ctx *ctx, tda_presentation **out, const tda_cells *cells,
                        int dim, const tdai_present_opts *o)
{
    tda_status st = TDA_OK;
    tdai_graded g = {0}, m = {0};
    tdai_basis b = {0};
    TRY(tdai_graded_new(ctx, &g, cells, dim > 0 ? dim - 1 : 0, dim + 1));
    for (int l = 0; l < g.levels; l++)
        tdai_work(ctx, TDA_WORK_CELLS, g.level[l].size);
    if (o->chunk)
        TRY(tdai_graded_chunk(ctx, &g));
    TRY(cokernel(ctx, &m, &b, &g, dim, o->shortcut));
    TRY(assemble(ctx, out, &m, &g, &b, cells->params, o));
done:
    tdai_basis_free(&b);
    tdai_graded_free(&m);
    tdai_graded_free(&g);
    return st;
}

tda_status tda_complex_presentation(tda_ctx *ctx, tda_presentation **out,
                                    const tda_complex *complex, int degree,
                                    const tda_presentation_opts *theirs)
{
    tda_status st = TDA_OK;
    tda_presentation_opts opts = TDA_PRESENTATION_OPTS_INIT;
    tda_complex *resolved = NULL;
    tda_index *origin = NULL;
    int params = tda_complex_cells(complex)->params;
    TRY(tdai_opts(ctx, &opts, sizeof opts, theirs));
    if (degree < 0 || degree > INT32_MAX - 8)
        FAIL(TDA_EINVAL, "presentation: there is no degree %d", degree);
    if (params > 2)
        FAIL(TDA_EINVAL,
             "presentation: the complex has %d parameters; 1 or 2 can be presented",
             params);
    if (tda_complex_cells(complex)->grade_start)
        TRY(tda_complex_resolve(ctx, &resolved, &origin, complex));
    const tda_complex *source = resolved ? resolved : complex;
    tdai_present_opts o = {
        opts.chunk, opts.shortcut, degree, tda_complex_record(complex), origin,
        1,          TDA_CELL_ROW};
    int dim = tda_complex_dimension(source); /* nothing lives above it */
    TRY(tdai_present(ctx, out, tda_complex_cells(source),
                     degree <= dim ? degree
                     : dim < 0     ? 0
                                   : dim + 1,
                     &o));
done:
    tda_index_free(origin);
    tda_complex_free(resolved);
    return st;
}

tda_status tda_presentation_minimise(tda_ctx *ctx, tda_presentation **out,
                                     const tda_presentation *in)
{
    const tda_matrix *m = tda_presentation_matrix(in);
    tdai_present_opts o = {true,
                           true,
                           tda_presentation_degree(in),
                           tda_presentation_record(in),
                           m->row_cell,
                           m->params,
                           tda_presentation_cell_kind(in)};
    return tdai_present(ctx, out, tdai_presentation_cells(in), 0, &o);
}
