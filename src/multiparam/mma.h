/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mma.h - Module approximation: what its files share.
 *
 * Bars are followed along a family of diagonal lines. As long as a bar keeps its row and its column
 * it is a run, and a run of any length has two corners of birth and two of death that count. */
#ifndef TDA_MULTIPARAM_MMA_H
#define TDA_MULTIPARAM_MMA_H
#include "multiparam/vineyard.h"

TDA_BEGIN

/* A bar on the lines first .. last: its row is born and its column kills it. */
typedef struct tdai_run {
    uint32_t bar, row, column;
    uint32_t first, last;
} tdai_run;

/* Runs in the order in which they ended, in one growing block. */
typedef struct tdai_runs {
    tdai_run *at;
    tda_index size, room;
} tdai_runs;

void tdai_runs_clear(tdai_runs *r);
tda_status tdai_runs_push(tda_ctx *ctx, tdai_runs *r, const tdai_run *run);

/* A matrix to be swept, and the lines (t, t + offset). */
typedef struct tdai_family {
    tda_index rows, columns, lines;
    const tda_index *start; /* [columns+1] */
    const uint32_t *row;
    const double *row_grade, *column_grade; /* [rows x 2], [columns x 2] */
    const double *offset;                   /* [lines] going down */
} tdai_family;

/* The runs of all bars, sorted by (bar, line), a bar being a column of the matrix. Threads share
 * the lines. */
tda_status tdai_mma_sweep(tda_ctx *ctx, tdai_runs *out, const tdai_family *f);

/* A corner of a summand while it is found. */
typedef struct tdai_corner {
    double at[2];
    tda_index cell[2];
    tda_index line;
} tdai_corner;

/* Corners of the summands found so far, end to end: births, then deaths. Starts as {0}. */
typedef struct tdai_corners {
    double *at[2];      /* [size x params] */
    tda_index *cell[2]; /* likewise */
    tda_index size[2], room[2];
    tda_index *start[2]; /* [summands+1] */
    tda_index summands, most;
    int params;
} tdai_corners;

void tdai_corners_free(tdai_corners *c);
/* Append a corner to the open summand. @param death  0: a birth */
tda_status tdai_corners_push(tda_ctx *ctx, tdai_corners *c, int death, const double *at,
                             const tda_index *cell);
/* Close the summand; one without births, or without deaths, is dropped. */
tda_status tdai_corners_close(tda_ctx *ctx, tdai_corners *c);
/* The module of the closed summands in normal form, its degree and record to be set. */
tda_status tdai_corners_module(tda_ctx *ctx, tda_module *out, const tdai_corners *c,
                               const double *box, double error);

/* The corners of the runs of all bars. @param box  [4] least x and y, greatest x and y */
tda_status tdai_mma_corners(tda_ctx *ctx, tdai_corners *out, const tdai_family *f,
                            const tdai_runs *runs, const tda_index *row_cell,
                            const tda_index *column_cell, const double *box, bool fill);

/* Three and more parameters (mma_many.c); opts are complete. */
tda_status tdai_mma_many(tda_ctx *ctx, tda_module *out, const tda_complex *complex,
                         int degree, const tda_module_opts *opts);
/* Check the options, and box [2 x params] := theirs, or that of the finite ones of n grades. */
tda_status tdai_mma_box(tda_ctx *ctx, double *box, int params, const double *grade,
                        tda_index n, const tda_module_opts *opts);
/* The first line from `begin` on that reaches y past x, or at x unless `past`; `end` if none. */
tda_index tdai_line_past(const double *offset, tda_index begin, tda_index end, double x,
                         double y, bool past);

TDA_END
#endif
