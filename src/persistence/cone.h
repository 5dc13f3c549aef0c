/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cone.h - Cells that come and then go: what extended and zigzag persistence have in common. */
#ifndef TDA_PERSISTENCE_CONE_H
#define TDA_PERSISTENCE_CONE_H
#include "persistence/matrix.h"

TDA_BEGIN

/* n cells come, in the order of `up`, and then go, in the reverse order of `down`. */
typedef struct tdai_cone {
    tda_index size;
    const int *dim;
    const tda_index *start, *face; /* as in tda_cells */
    const tda_index *up;           /* [size] the ids in the order in which they come */
    const tda_index
        *down; /* [size] the ids, the last to go first: a cell after its faces */
} tdai_cone;

/* A class comes with the coming or going of one cell and ends with that of another. As the
 * chain complex of all comings and goings is acyclic, each is one end of one class. */
typedef struct tdai_cone_pair {
    tda_index from, to; /* ids of the cells, or that plus size where it is a going */
} tdai_cone_pair;

/* The pairs [size] of the filtration by comings and then goings in reverse: (from, to) is what
 * is born with `from` and dies with `to` there. */
tda_status tdai_cone_pairs(tda_ctx *ctx, tdai_cone_pair *out, const tdai_cone *cone);

TDA_END
#endif
