/* SPDX-License-Identifier: GPL-3.0-or-later */
/* alpha.h - What the stages of an alpha diagram share.
 *
 * Simplices go by their number within their dimension, and among them one is earlier than another
 * by (value, number). Degree 0 is a union-find along the edges, the highest degree one along the
 * cofaces of the facets (alpha_forest.c); only in space a degree is left between them
 * (alpha_loops.c). Where the earliest coface of a simplex has it as its latest facet the two are a
 * pair, whatever else there is: such pairs are found first, and what is in them is neither sorted
 * nor looked at again. */
#ifndef TDA_PERSISTENCE_ALPHA_H
#define TDA_PERSISTENCE_ALPHA_H
#include "core/column.h"
#include "data/private.h"
#include "shim/shim.h"

TDA_BEGIN

/* In place of a partner: nothing ends the class. (TDAI_NONE: no class of positive length.) */
#define TDAI_ENDLESS (UINT32_MAX - 1)

typedef struct tdai_alpha_sweep {
    tda_ctx *ctx;
    tda_index n; /* points, with copies */
    double threshold;
    tdai_delaunay d; /* values in the unit asked for */
    /* The simplex of dimension k+1 that ends the class born with one of dimension k: [n] by
     * point, [count[1]], [count[2]]. */
    uint32_t *partner[3];
    uint32_t *edge;    /* the edges that may join components, in order */
    tda_index edges;   /* of `edge` */
    uint64_t *joining; /* a bit for each edge: does it join two components? */
    int64_t columns, entries, links;
} tdai_alpha_sweep;

static inline bool tdai_alpha_earlier(const double *value, uint32_t a, uint32_t b)
{
    return value[a] != value[b] ? value[a] < value[b] : a < b;
}

/* The latest facet of simplex s of dimension k. */
static inline uint32_t tdai_alpha_latest(const tdai_delaunay *d, int k, tda_index s)
{
    const uint32_t *face = d->face[k] + s * (k + 1);
    uint32_t latest = face[0];
    for (int i = 1; i <= k; i++)
        latest = tdai_alpha_earlier(d->value[k - 1], latest, face[i]) ? face[i] : latest;
    return latest;
}

/* ids [n] := sorted stably by value[id], which is not negative. */
tda_status tdai_alpha_sort(tda_ctx *ctx, uint32_t *ids, tda_index n, const double *value);

/* The pairs of the highest degree, dimension - 1, at least 1. */
tda_status tdai_alpha_voids(tdai_alpha_sweep *a);
/* Those of degree 0, fills joining: leaves out edges that have partners. */
tda_status tdai_alpha_components(tdai_alpha_sweep *a);
/* Those of degree 1 in space: the ones known at sight, before components; and the rest after
 * components and voids. */
tda_status tdai_alpha_clear_loops(tdai_alpha_sweep *a);
tda_status tdai_alpha_loops(tdai_alpha_sweep *a);

TDA_END
#endif
