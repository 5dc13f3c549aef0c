/* SPDX-License-Identifier: GPL-3.0-or-later */
/* private.h - What the files of this folder share: rows of distances, sizes of Rips complexes. */
#ifndef TDA_FILTRATION_PRIVATE_H
#define TDA_FILTRATION_PRIVATE_H
#include "data/graph.h"
#include "data/kdtree.h"
#include "data/private.h"
#include <tda/filtration.h>

TDA_BEGIN

/* ---- metric.c: what the vertex functions on clouds and on distances have in common ---- */

tda_status tdai_check_bandwidth(tda_ctx *ctx, double bandwidth);
tda_status tdai_check_neighbours(tda_ctx *ctx, tda_index k, tda_index n);
/* k of a mass: the smallest with k / n >= mass. */
tda_status tdai_check_mass(tda_ctx *ctx, tda_index *k, double mass, tda_index n);
tda_status tdai_check_exponent(tda_ctx *ctx, double p);

/* Bring the k least of value [n] to the front, 1 <= k <= n; the k-th of them is the last. */
void tdai_select(double *value, tda_index n, tda_index k);
/* (mean of value^p)^(1/p) over n values, their greatest for p = INFINITY, where the values not
 * given are zero. */
double tdai_mean_power(const double *value, tda_index given, tda_index n, double p);

/* ---- triangles.c ----
 * count [edges]: the triangles on an edge with a vertex past it; row [n]: the triangles whose
 * first vertex is the row's; either may be NULL. total: their number. */
tda_status tdai_graph_triangles(tda_ctx *ctx, tda_index *total, tda_index *count,
                                tda_index *row, const tdai_graph *graph);

/* ---- rips_size.c ---- */

enum {
    TDAI_RIPS_TOP = 62
}; /* a simplex of more dimensions has more faces than there are ids */

/* Simplices of a Rips complex by dimension, INT64_MAX where they do not fit. */
typedef struct tdai_rips_size {
    int top; /* largest dimension asked for and possible */
    tda_index cells[TDAI_RIPS_TOP + 1];
} tdai_rips_size;

/* Check the options and the points; theirs may be NULL. function: [n x k] or NULL. */
tda_status tdai_rips_open(tda_ctx *ctx, tdai_lengths *lengths, tdai_rips_size *size,
                          const tda_cloud *cloud, const tda_distances *d,
                          const tda_cloud *function, const tda_points_opts *theirs);
/* The simplices up to dimension `top` and the memory to build and reduce them. */
tda_estimate tdai_rips_estimate(const tdai_rips_size *size, int top, int params);
/* Refuse what passes the byte limit. */
tda_status tdai_rips_budget(tda_ctx *ctx, const tdai_rips_size *size, int top,
                            int params);
/* C(n, k), or INT64_MAX. */
tda_index tdai_binomial(tda_index n, tda_index k);

TDA_END
#endif
