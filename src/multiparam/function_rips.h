/* SPDX-License-Identifier: GPL-3.0-or-later */
/* function_rips.h - What the files about function-Rips bifiltrations share. */
#ifndef TDA_MULTIPARAM_FUNCTION_RIPS_H
#define TDA_MULTIPARAM_FUNCTION_RIPS_H
#include "data/graph.h"
#include "multiparam/masses.h"

/* A bifiltration that was checked. */
typedef struct tdai_function_rips {
    tdai_lengths lengths;
    const double *function; /* [lengths.size] */
    const tda_grid *grid;   /* NULL: exact */
    tda_choice bits;
    tda_record record;
} tdai_function_rips;

tda_status tdai_function_rips_check(tda_ctx *ctx, tdai_function_rips *out,
                                    const tda_cloud *cloud, const tda_distances *d,
                                    const tda_cloud *function,
                                    const tda_function_rips_opts *opts);
/* at [2] := the node of the grid that a grade moves up to, itself where there is no grid. Past the
 * grid: +INFINITY. */
void tdai_function_rips_grade(const tdai_function_rips *f, double at[2], double x,
                              double y);

/* mass[k] for the degrees first .. last, 2 or more: the point masses of their measures, by the
 * barcodes of rows. */
tda_status tdai_function_rips_rows(tda_ctx *ctx, tdai_masses *mass,
                                   const tdai_function_rips *f, int first, int last);

#endif
