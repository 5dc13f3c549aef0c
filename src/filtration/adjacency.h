/* SPDX-License-Identifier: GPL-3.0-or-later */
/* adjacency.h - The graph of finite distances, by the neighbours of each point, and shortest paths
 * in it. */
#ifndef TDA_FILTRATION_ADJACENCY_H
#define TDA_FILTRATION_ADJACENCY_H
#include "filtration/private.h"

TDA_BEGIN

/* Neighbours ascending; lengths are finite. */
typedef struct tdai_adjacency {
    tda_index size;
    tda_index *start; /* [size+1] */
    tda_index *at;    /* [start[size]] */
    double *length;   /* [start[size]] */
} tdai_adjacency;

/* Check the distances and lay out the pairs at finite distance, in the arena. */
tda_status tdai_adjacency_new(tda_ctx *ctx, tdai_adjacency *out, tdai_arena *arena,
                              const tda_distances *d, const char *what);

static inline tda_index tdai_degree(const tdai_adjacency *g, tda_index v)
{
    return g->start[v + 1] - g->start[v];
}

typedef struct tdai_step {
    double length;
    tda_index to;
} tdai_step;

/* The paths from one point, by Dijkstra's method. One for each worker. */
typedef struct tdai_paths {
    const tdai_adjacency *graph;
    double *length;     /* [size] of a shortest path; INFINITY where there is none */
    tda_index *reached; /* [size] those with a path, by its length, then by id */
    tda_index size;     /* of reached */
    tdai_step *heap;    /* [arcs + 1] */
    tda_index waiting;
} tdai_paths;

/* Room in the arena; its status is for the caller to ask. */
tdai_paths tdai_paths_new(tdai_arena *arena, const tdai_adjacency *g);
/* After the arena was asked. */
void tdai_paths_begin(tdai_paths *p);
/* All points within `bound` of `from`; forgets the paths before. */
void tdai_paths_from(tdai_paths *p, tda_index from, double bound);

TDA_END
#endif
