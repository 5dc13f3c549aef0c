/* SPDX-License-Identifier: GPL-3.0-or-later */
/* matching.h - Two modules on a cell of lines: where their bars are, and how far they can move.
 *
 * Grades are moved so that the least finite coordinates are 0. A flat line (1, l) with 0 < l <= 1
 * through (0, m) reaches (x, y) at max(x, (y - m) / l); times the weight l of the line that is
 * max(l x, y - m), the greater of two linear functions of (l, m). Steep lines are the flat ones with
 * the coordinates exchanged. */
#ifndef TDA_MULTIPARAM_MATCHING_H
#define TDA_MULTIPARAM_MATCHING_H
#include "multiparam/private.h"
#include <math.h>

TDA_BEGIN

/* Lines (l, m), each within the half widths of the centre. */
typedef struct tdai_cell {
    bool steep;
    double l, m, dl, dm;
    double bound; /* no line of it is farther than that */
    tda_index number;
} tdai_cell;

typedef struct tdai_stranded {
    const tda_matrix *m;
    tda_index *start; /* [rows+1] the relations of each generator */
    uint32_t *relation;
    double *x, *y; /* [rows + columns] moved grades, -INFINITY kept */
} tdai_stranded;

/* How the place of some end of a bar may change over the cell: as l a with lo <= a <= hi, or as -m. */
typedef struct tdai_drift {
    double lo, hi;
    bool one, two, known;
} tdai_drift;

/* A module on the central line: its bars by birth. */
typedef struct tdai_strand {
    const tdai_cell *cell;
    const double *x, *y; /* of the cell's family */
    tda_index rows, size;
    double *at;                 /* [size] weighted places, generators first */
    tda_index *order;           /* [size] generators by place, then relations by place */
    double *sorted;             /* [size] the places in that order */
    tda_index bars;             /* of finite length above 0 */
    double *birth, *death;      /* [bars] */
    tdai_drift *begin, *end;    /* [bars] */
    tda_index endless, ancient; /* without a death; without a birth */
    double *endless_at, *ancient_at;
    tda_index eternal; /* without either */
    double reach;      /* no place moves farther over the cell */
    tdai_effort effort;
} tdai_strand;

/* The module on the central line, all in the arena. */
tda_status tdai_strand_new(tda_ctx *ctx, tdai_strand *out, const tdai_stranded *mod,
                           const tdai_cell *cell, tdai_arena *memory);
/* The weighted bottleneck distance of the two on the central line. */
tda_status tdai_strands_distance(tda_ctx *ctx, double *out, const tdai_strand *a,
                                 const tdai_strand *b);
/* Is it shown that on every line of the cell (still: on the central one) the distance is at most t? */
tda_status tdai_strands_within(tda_ctx *ctx, bool *out, tdai_strand *a, tdai_strand *b,
                               double t, bool still);

TDA_END
#endif
