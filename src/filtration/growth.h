/* SPDX-License-Identifier: GPL-3.0-or-later */
/* growth.h - All simplices that a growing Delaunay triangulation ever has, and those that join one
 * state of it to the next. */
#ifndef TDA_FILTRATION_GROWTH_H
#define TDA_FILTRATION_GROWTH_H
#include "filtration/private.h"
#include "shim/shim.h"

TDA_BEGIN

/* Simplices by dimension, each a row of the numbers of its points, descending, in lexicographic
 * order; so those with the same newest point stand together. */
typedef struct tdai_grown {
    int dimension; /* the largest; 0: points alone */
    tda_index points;
    tda_index count[17];
    uint32_t *vertex[17]; /* [count[k] x (k+1)], k >= 1 */
    uint32_t *face[17];   /* [count[k] x (k+1)] facet i lacks vertex i; k >= 2 */
} tdai_grown;

void tdai_grown_clear(tdai_grown *g);
/* Each point joined to all simplices of its zone. */
tda_status tdai_grown_new(tda_ctx *ctx, tdai_grown *out, const tdai_growth *growth);

TDA_END
#endif
