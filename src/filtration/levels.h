/* SPDX-License-Identifier: GPL-3.0-or-later */
/* levels.h - Growing a complex from its vertices up, one dimension after the other. */
#ifndef TDA_FILTRATION_LEVELS_H
#define TDA_FILTRATION_LEVELS_H
#include "filtration/simplices.h"

TDA_BEGIN

enum { TDAI_LEVELS_TOP = 15 }; /* the largest dimension */

/* The simplices of each dimension in lexicographic order, so that those that differ in their
 * last vertex alone, siblings, stand together: a tree whose paths are the simplices. */
typedef struct tdai_levels {
    tda_ctx *ctx;
    const char *what;                    /* for messages */
    tdai_delaunay d;                     /* dimension is that of the last level */
    uint32_t *last[TDAI_LEVELS_TOP + 1]; /* [count] the last vertex */
    uint32_t *
        child[TDAI_LEVELS_TOP + 1]; /* [count+1] where the simplices of the next dimension
                                             that begin with this one stand; of the last but
                                             one level and below */
    tda_index bytes;                /* of the levels, about */
    uint32_t *vertex;               /* [count x (dimension+1)] of the last level */
} tdai_levels;

/* n vertices, without values. To be cleared, also on failure. */
tda_status tdai_levels_open(tdai_levels *l, tda_ctx *ctx, const char *what, tda_index n);
void tdai_levels_clear(tdai_levels *l);
/* Add the next level: all simplices whose facets are in the last one, with the largest value of
 * these (edges of vertices without values: 0). If there are none the dimension stays. Edges
 * between vertices whose value is +INFINITY are left out.
 * near: NULL, or the pairs that may become edges. */
tda_status tdai_levels_join(tdai_levels *l, const tda_distances *near, bool *any);
/* Keep those of the last level whose value, in the scale, is within the threshold. */
void tdai_levels_keep(tdai_levels *l, double threshold, tda_scale scale, int exponent);
/* The simplex of dimension k, at most that of the last level, on these vertices, ascending; -1:
 * none. */
tda_index tdai_levels_find(const tdai_levels *l, int k, const uint32_t *vertex);

TDA_END
#endif
