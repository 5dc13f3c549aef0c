/* SPDX-License-Identifier: GPL-3.0-or-later */
/* squeeze.c - Move the grades of a complex up to a grid.
 *
 * Moved up, not to the nearest value: a cell is then present at a node of the grid exactly when
 * it was before. Minimal grades need not stay minimal, and are made so again. */
#include "data/complex.h"
#include <math.h>

static void ceil_grade(double *g, const tda_grid *grid)
{
    for (int k = 0; k < grid->params; k++) {
        const double *value = grid->value + grid->start[k];
        tda_index n = grid->start[k + 1] - grid->start[k];
        tda_index i = tdai_grid_ceil(value, n, g[k]);
        g[k] = i < n ? value[i] : INFINITY;
    }
}

tda_status tda_complex_squeeze(tda_ctx *ctx, tda_complex **out, const tda_complex *in,
                               const tda_grid *grid)
{
    const tda_cells *c = tda_complex_cells(in);
    tda_status st = TDA_OK;
    tdai_columns columns = {0};
    tda_complex *squeezed;
    TRY(tdai_grid_check(ctx, grid, c->params));
    TRY(tdai_columns_copy(ctx, &columns, c));
    tda_index rows = c->grade_start ? c->grade_start[c->size] : c->size;
    for (tda_index r = 0; r < rows; r++) {
        TRY(tdai_poll(ctx, "moving grades to the grid", r, rows));
        ceil_grade(columns.grade + r * c->params, grid);
    }
    TRY(tdai_complex_adopt_valid(ctx, &squeezed, &columns));
    tdai_complex_inherit(squeezed, in);
    *out = squeezed;
done:
    tdai_columns_clear(&columns);
    return st;
}
