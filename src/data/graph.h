/* SPDX-License-Identifier: GPL-3.0-or-later */
/* graph.h - The neighbourhood graph of points or of distances: edges no longer than a threshold. */
#ifndef TDA_DATA_GRAPH_H
#define TDA_DATA_GRAPH_H
#include "data/private.h"

TDA_BEGIN

/* Where lengths come from: exactly one of cloud and d. */
typedef struct tdai_lengths {
    const tda_cloud *cloud;
    const tda_distances *d;
    tda_index size;
    tda_scale scale;
    double threshold;
} tdai_lengths;

typedef struct tdai_rows tdai_rows;

/* The edges of length at most the threshold. Row i lists the neighbours past i, ascending. */
typedef struct tdai_graph {
    tda_index size, edges;
    tda_index *start; /* [size+1] */
    tda_index *head;  /* [edges] */
    double *value;    /* [edges] in the scale */
    bool cone; /* given: where the threshold is INFINITY, leave out the edges past .. */
    double
        radius; /* .. the enclosing radius, the least at which some point is joined to all
                         others; INFINITY where it was not looked for */
    tdai_rows *rows; /* how they are found, kept from the count to the layout */
} tdai_graph;

/* Count the edges: size, edges and start; then lay them out. O(n^2 d) at worst, each; for a cloud in
 * low dimension with a threshold by a search tree, without one there is nothing to count. On failure the graph is still to be cleared. */
tda_status tdai_graph_open(tda_ctx *ctx, tdai_graph *graph, const tdai_lengths *lengths);
tda_status tdai_graph_fill(tda_ctx *ctx, tdai_graph *graph, const tdai_lengths *lengths);
void tdai_graph_clear(tdai_graph *graph);

/* ---- edge collapse (dominated.c) ----
 * gone [edges] := edges whose leaving changes no homotopy type of the flag complexes at any grade, one
 * after the other. @param grade  [edges x params] each at least those of its ends */
tda_status tdai_graph_dominated(tda_ctx *ctx, bool *gone, const tdai_graph *graph,
                                int params, const double *grade);

/* ---- degree-Rips (core_distances.c) ---- */

/* Refuse a list that is empty, or not from 0 on and strictly increasing. */
tda_status tdai_degrees_check(tda_ctx *ctx, const tda_index *degree, tda_index degrees);
/* core [degrees x n]: the value of the edge that gives each point its degree[k]-th neighbour; 0 for
 * degree 0, INFINITY where there are fewer neighbours. O(n + edges log). */
tda_status tdai_core_distances(tda_ctx *ctx, double *core, const tdai_graph *graph,
                               const tda_index *degree, tda_index degrees);
/* The second parameter of a degree: negated, and divided by n - 1 if normalised. */
double tdai_degree_value(tda_index degree, tda_index n, bool normalised);

TDA_END
#endif
