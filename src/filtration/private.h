/* SPDX-License-Identifier: GPL-3.0-or-later */
/* private.h - What the files of this folder share: search trees, rows of distances, graphs. */
#ifndef TDA_FILTRATION_PRIVATE_H
#define TDA_FILTRATION_PRIVATE_H
#include "data/private.h"
#include <tda/filtration.h>

TDA_BEGIN

/* ---- kdtree.c ---- */

enum { TDAI_LANES = 16 }; /* points past the end of an axis of a tree that may be read */

/* A k-d tree: points reordered so that each node owns a run of them, nodes in preorder. */
typedef struct tdai_kdtree {
    tda_index size, dimension;
    tda_index stride; /* of the axes in `at`: size and some zeros after it */
    double *at;       /* [dimension x stride] coordinates axis by axis, in tree order */
    tda_index *id;    /* [size] the point at each place */
    int exponent;     /* coordinates are those of the cloud times 2^-exponent */
    tda_index nodes;  /* 0 for the empty cloud */
    tda_index *begin, *end;
    tda_index *right;   /* the left child is the next node; 0: a leaf */
    double *low, *high; /* [nodes x dimension] bounding boxes */
} tdai_kdtree;

/* Nodes of more than `leaf` points are cut at the median of their longest side.
 * what: the function that needs it, for messages. */
tda_status tdai_kdtree_new(tda_ctx *ctx, tdai_kdtree *out, const tda_cloud *cloud,
                           tda_index leaf, int exponent, const char *what);
void tdai_kdtree_clear(tdai_kdtree *tree);

/* The exponent that brings the coordinates into [-1, 1], where squares of their differences
 * would leave the range of a double; 0 for clouds of usual size. */
int tdai_cloud_exponent(const tda_cloud *cloud);

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

/* ---- graph.c ---- */

/* Where lengths come from: exactly one of cloud and d. */
typedef struct tdai_lengths {
    const tda_cloud *cloud;
    const tda_distances *d;
    tda_index size;
    tda_scale scale;
    double threshold;
} tdai_lengths;

/* The edges of length at most the threshold. Row i lists the neighbours past i, ascending. */
typedef struct tdai_graph {
    tda_index size, edges;
    tda_index *start; /* [size+1] */
    tda_index *head;  /* [edges] */
    double *value;    /* [edges] in the scale */
} tdai_graph;

/* Count the edges: size, edges and start; then lay them out. Both O(n^2 d) for a cloud, though
 * without a threshold there is nothing to count. On failure the graph is still to be cleared. */
tda_status tdai_graph_open(tda_ctx *ctx, tdai_graph *graph, const tdai_lengths *lengths);
tda_status tdai_graph_fill(tda_ctx *ctx, tdai_graph *graph, const tdai_lengths *lengths);
void tdai_graph_clear(tdai_graph *graph);
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
