/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lines.h - What the barcodes along lines and their vines share. */
#ifndef TDA_MULTIPARAM_LINES_H
#define TDA_MULTIPARAM_LINES_H
#include "multiparam/private.h"

TDA_BEGIN

/* Refuse a negative number of lines, and lines that are not finite or go down or nowhere. */
tda_status tdai_lines_check(tda_ctx *ctx, int params, tda_index count, const double *base,
                            const double *direction);
/* Where the line reaches each of n grades, and the cell that says so. */
void tdai_lines_reach(double *at, tda_index *cell, const double *grade,
                      const tda_index *cells, tda_index n, int params, const double *base,
                      const double *direction);
/* Give the barcode of a line what is known of the presentation: the record, what its cells are, and
 * which bars were cut, as in the diagram of a complex: where there is a threshold those without an
 * end, but for the first component. */
void tdai_lines_sign(tda_diagram *d, const tda_presentation *p);
/* row [entries] := the rows of a matrix with those of each column ascending. */
tda_status tdai_sorted_rows(tda_ctx *ctx, uint32_t *row, const tda_matrix *m);
/* *near := is it quicker to go from line to line than to begin anew on each? By how many pairs of
 * generators, of those looked at, change places. */
tda_status tdai_lines_near(tda_ctx *ctx, bool *near, const tda_matrix *m, tda_index count,
                           const double *base, const double *direction);
/* The diagrams of lines by going from one to the next. @param vine  NULL: not asked for */
tda_status tdai_vines(tda_ctx *ctx, tda_diagram *out, tda_index **vine,
                      const tda_presentation *p, tda_index count, const double *base,
                      const double *direction, const char *stage);

TDA_END
#endif
