/* SPDX-License-Identifier: GPL-3.0-or-later */
/* simplices.h - The vertices of the simplices of a triangulation, from its facets alone: the
 * first vertex of a simplex is that of its last facet, the others are those of its first. */
#ifndef TDA_SIMPLICES_H
#define TDA_SIMPLICES_H
#include "shim/shim.h"
#include <string.h>

/* vertex [k+1] := the labels of the vertices of simplex s. */
static inline void simplex_labels(const tdai_delaunay *t, int k, tda_index s,
                                  tda_index *vertex)
{
    if (k == 0) {
        vertex[0] = s;
        return;
    }
    const uint32_t *face = t->face[k] + s * (k + 1);
    tda_index first[16];
    simplex_labels(t, k - 1, face[k], first);
    simplex_labels(t, k - 1, face[0], vertex + 1);
    vertex[0] = first[0];
}

/* The same as points, ascending. */
static inline void simplex_points(const tdai_delaunay *t, int k, tda_index s,
                                  tda_index *vertex)
{
    simplex_labels(t, k, s, vertex);
    for (int j = 0; j <= k; j++) {
        tda_index v = t->point[vertex[j]];
        int at = j;
        for (; at > 0 && vertex[at - 1] > v; at--)
            vertex[at] = vertex[at - 1];
        vertex[at] = v;
    }
}

/* The simplex on the points listed in ascending order, -1 where there is none. */
static inline tda_index simplex_find(const tdai_delaunay *t, int k,
                                     const tda_index *vertex)
{
    tda_index mine[16];
    for (tda_index s = 0; k <= t->dimension && s < t->count[k]; s++) {
        simplex_points(t, k, s, mine);
        if (memcmp(mine, vertex, ((size_t)k + 1) * sizeof *vertex) == 0)
            return s;
    }
    return -1;
}

static inline double simplex_value(const tdai_delaunay *t, int k, tda_index s)
{
    return k == 0 ? 0 : t->value[k][s];
}

#endif
