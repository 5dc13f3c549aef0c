/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tiling.h - The cells of a rhomboid tiling with their squared radii. */
#ifndef TDA_FILTRATION_TILING_H
#define TDA_FILTRATION_TILING_H
#include "filtration/private.h"
#include "shim/rhomboids.h"

TDA_BEGIN

enum { TDAI_RHOMBOIDS = 5 }; /* dimensions of cells: 0 .. 4 */

/* The cells of one dimension m: cell c has m points on spheres and others inside. Its facets are the
 * cells where point i of those on the sphere is outside, face[2 m c + i], and inside,
 * face[2 m c + m + i]; UINT32_MAX: not in the tiling. */
typedef struct tdai_rhombs {
    tda_index count, room, inside, inside_room;
    uint32_t *on;     /* [count x m] ascending */
    tda_index *start; /* [count+1] */
    uint32_t *in;     /* of cell c at start[c] .. start[c+1]-1, ascending */
    uint32_t *face;
    double *
        value; /* the least squared radius of a sphere with these points on and inside it,
                      no other being strictly inside */
    uint32_t *table;
    tda_index slots;
} tdai_rhombs;

/* The cells with fewer than `order` points inside and all their vertices. */
typedef struct tdai_tiling {
    int dimension; /* of the largest cells: -1 without points */
    tdai_rhombs of[TDAI_RHOMBOIDS];
} tdai_tiling;

/* @param at  [n x dimension] as for tdai_rhomboids_find(); to be cleared, also on failure */
tda_status tdai_tiling_new(tda_ctx *ctx, tdai_tiling *t, tda_index n, int dimension,
                           const double *at, tda_index order);
void tdai_tiling_clear(tdai_tiling *t);

TDA_END
#endif
