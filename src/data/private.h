/* SPDX-License-Identifier: GPL-3.0-or-later */
/* private.h - What is inside a complex, and how builders make one without copying. */
#ifndef TDA_DATA_PRIVATE_H
#define TDA_DATA_PRIVATE_H
#include "core/private.h"
#include <tda/data.h>

TDA_BEGIN

/* The columns of tda_cells while they are being built: every pointer from tdai_alloc. */
typedef struct tdai_columns {
    int params;
    tda_index size;
    int *dim;
    tda_index *start;
    tda_index *face;
    tda_index *grade_start; /* NULL: 1-critical */
    double *grade;
} tdai_columns;

void tdai_columns_clear(tdai_columns *c);

/* Room for `size` cells, `faces` boundary entries and `grades` grades (grade_start only when
 * k_critical). start[0] and grade_start[0] are set to 0, the rest is not. */
tda_status tdai_columns_alloc(tda_ctx *ctx, tdai_columns *c, int params, tda_index size,
                              tda_index faces, tda_index grades, bool k_critical);

/* Make a complex of the columns, checking all that tda_complex_new() promises and bringing
 * the grades into normal form: antichains in lexicographic order, 0 for -0, grade_start NULL
 * where every cell is left with one grade, and one grade of +INFINITY alone for a cell that
 * never appears. On success the columns are taken over and *c is {0}; on failure they stay the
 * caller's, to be cleared. Builders that guarantee a valid complex call
 * tdai_complex_adopt_valid(), which brings grades into normal form as well, but checks only in
 * builds with assertions. */
tda_status tdai_complex_adopt(tda_ctx *ctx, tda_complex **out, tdai_columns *c);
tda_status tdai_complex_adopt_valid(tda_ctx *ctx, tda_complex **out, tdai_columns *c);

/* The record of a complex while it is built; a new one has field 2, threshold INFINITY, the
 * seed of ctx and the version. */
tda_record *tdai_complex_record(tda_complex *complex);
tda_record tdai_record(const tda_ctx *ctx);

/* Give `to` the record of `from` and, where both have as many parameters, its axes. */
void tdai_complex_inherit(tda_complex *to, const tda_complex *from);

/* Room for a signed barcode of `size` bars, its record that of ctx; to be filled in canonical
 * form. */
tda_status tdai_signed_barcode_alloc(tda_ctx *ctx, tda_signed_barcode *b, int params,
                                     tda_index size);

/* A presentation while it is built: one block of grades and one of cells, rows first, so that
 * the two together are also a complex of dimension 1 whose homology of degree 0 is the module.
 * start [rows+columns+1] begins with rows + 1 zeros. Every pointer from tdai_alloc. */
typedef struct tdai_matrix {
    int params;
    tda_index rows, columns;
    double *grade;    /* [(rows + columns) x params] */
    tda_index *cell;  /* [(rows + columns) x params] */
    tda_index *start; /* [rows + columns + 1] */
    tda_index *row;
    tda_cell_kind cells;
} tdai_matrix;

void tdai_matrix_clear(tdai_matrix *m);
/* Room for the matrix; the zeros of start are set, the rest is not. */
tda_status tdai_matrix_alloc(tda_ctx *ctx, tdai_matrix *m, int params, tda_index rows,
                             tda_index columns, tda_index entries);
/* Make a presentation of a valid matrix, which is taken over; on failure it stays the caller's. */
tda_status tdai_presentation_adopt(tda_ctx *ctx, tda_presentation **out, tdai_matrix *m,
                                   int degree, const tda_record *record);
/* Is it known to be minimal, rows and columns in colexicographic order? At first it is not. */
bool *tdai_presentation_minimal(tda_presentation *presentation);
bool tdai_presentation_is_minimal(const tda_presentation *presentation);
/* The complex of generators and relations; valid as long as the presentation. */
const tda_cells *tdai_presentation_cells(const tda_presentation *presentation);

/* Sort [grades x params] and drop what is dominated or repeated; returns how many are left,
 * which stand first, in lexicographic order. */
tda_index tdai_grades_minimal(double *grade, tda_index grades, int params);
/* The first of the grades, in normal form, that is <= z in every coordinate; -1: none.
 * O(log grades) for two parameters. */
tda_index tdai_grades_first(const double *grade, tda_index grades, int params,
                            const double *z);

/* A squared radius in the unit asked for, where coordinates were scaled by 2^-exponent. */
double tdai_radius(double squared, tda_scale scale, int exponent);
/* Coordinates in the range where squares of their differences are numbers: *at is the cloud's,
 * or *own. what: the function that needs it, for messages. */
tda_status tdai_cloud_moderate(tda_ctx *ctx, const double **at, double **own,
                               int *exponent, const tda_cloud *cloud, const char *what);

/* Room for sparse distances in one block, which out->own holds; the arrays are to be filled. */
tda_status tdai_distances_alloc(tda_ctx *ctx, tda_distances *out, tda_index **tail,
                                tda_index **head, double **value, tda_index size,
                                tda_index pairs);

/* Room for a measure of `size` points, its record that of ctx; to be filled in canonical form. */
tda_status tdai_measure_alloc(tda_ctx *ctx, tda_measure *m, int params, tda_index size);
/* a - b, each first zeroed out at the corner (NULL: not). Coordinates keep their cells. */
tda_status tdai_measure_minus(tda_ctx *ctx, tda_measure *out, const tda_measure *a,
                              const tda_measure *b, const double *corner);

/* Check that the grid has `params` axes of finite strictly increasing values. */
tda_status tdai_grid_check(tda_ctx *ctx, const tda_grid *grid, int params);
/* The first of value[n], increasing, that is >= x; n if none is. */
tda_index tdai_grid_ceil(const double *value, tda_index n, double x);

/* Refuse a line that is not finite or goes down or nowhere. */
tda_status tdai_line_check(tda_ctx *ctx, int params, const double *base,
                           const double *direction);
/* The t at which base + t direction reaches a grade; *param := the coordinate it waits for. */
double tdai_line_reach(int *param, int params, const double *grade, const double *base,
                       const double *direction);

/* A bar as an engine finds it, in any order. */
typedef struct tdai_bar {
    double birth, death;
    tda_index birth_cell, death_cell;
    int degree;
    bool cut;
    tda_index chain; /* for the engine: the number of its representative */
} tdai_bar;

/* Room for a diagram of `bars` bars, its record that of ctx; to be filled in its order. */
tda_status tdai_diagram_alloc(tda_ctx *ctx, tda_diagram *out, int degrees,
                              tda_index bars);
/* Make a diagram of bars: drops those with birth = death or of a degree past the last, and sorts
 * the rest; they then stand first in the caller's array, in the order of the diagram. The record
 * is that of ctx, cells as given. O(bars). */
tda_status tdai_diagram_new(tda_ctx *ctx, tda_diagram *out, int degrees,
                            tda_cell_kind cells, tdai_bar *bar, tda_index bars);
/* The same, keeping bars with birth = death. */
tda_status tdai_diagram_new_all(tda_ctx *ctx, tda_diagram *out, int degrees,
                                tda_cell_kind cells, tdai_bar *bar, tda_index bars);

/* Chains while they are found, in any order, one after the other. Starts as {0}. */
typedef struct tdai_chains {
    tda_chains chains; /* those closed, and the terms of the open one after them */
    tda_index terms, entries;
    tda_index most_chains, most_terms, most_entries; /* room */
} tdai_chains;

/* Add coefficient times the cell spelt by at [width] to the open chain; a chain is open at any
 * time. Each term of a chain has the same width. */
tda_status tdai_chains_term(tda_ctx *ctx, tdai_chains *c, const tda_index *at,
                            tda_index width, int coefficient);
/* Close the open chain, which may be empty; *number := how many were closed before. */
tda_status tdai_chains_close(tda_ctx *ctx, tdai_chains *c, tda_index *number);
/* Out of what was closed, the chain bar[b].chain for each of the bars. */
tda_status tdai_chains_of_bars(tda_ctx *ctx, tda_chains *out, const tdai_chains *c,
                               const tdai_bar *bar, tda_index bars);
void tdai_chains_free(tdai_chains *c);

/* sum + n size, or -1 where sum, n or size is negative or the answer overflows: for adding up
 * what tdai_budget() is to judge. */
tda_index tdai_size_add(tda_index sum, tda_index n, tda_index size);

TDA_END
#endif
