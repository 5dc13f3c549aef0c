/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mma_many.h - Modules of intervals of three and more parameters: what their files share.
 *
 * mma_many.c has the cells and follows their bars, mma_grid.c places the lines, mma_fill.c makes
 * corners of bars and fills in those between lines. */
#ifndef TDA_MULTIPARAM_MMA_MANY_H
#define TDA_MULTIPARAM_MMA_MANY_H
#include "multiparam/mma.h"

TDA_BEGIN

enum { TDAI_MANY_PARAMS = 64 };

typedef struct tdai_many {
    const tda_cells *c;
    int degree, params;
    tda_index cells[3]; /* of dimension degree - 1, degree, degree + 1 */
    tda_index *cell[3]; /* their ids */
    uint32_t *number;   /* [size] of each cell within its dimension */
    tda_index
        *start[2]; /* boundaries of dimension degree, of degree + 1 and the endless */
    uint32_t *row[2];
    tda_index columns; /* of degree + 1, and the endless */
    double box[2 * TDAI_MANY_PARAMS], error;
    double *base; /* [lines x params] */
    tda_index lines;
    tdai_arena memory;
} tdai_many;

/* The lines over a grid of offsets, as many as the options ask for. */
tda_status tdai_many_place(tda_ctx *ctx, tdai_many *m, const tda_module_opts *o);

/* When the line from the base reaches a cell, and the grade that it reaches. */
double tdai_many_reach(const tdai_many *m, const double *base, tda_index cell,
                       const double **grade);

/* The corners of all bars. @param fill  those between two lines, too */
tda_status tdai_many_corners(tda_ctx *ctx, tdai_corners *out, const tdai_many *m,
                             const tdai_runs *runs, bool fill);

TDA_END
#endif
