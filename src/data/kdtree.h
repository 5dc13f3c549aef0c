/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kdtree.h - Points sorted into a tree of boxes, for searches by distance. */
#ifndef TDA_DATA_KDTREE_H
#define TDA_DATA_KDTREE_H
#include "data/private.h"

TDA_BEGIN

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

TDA_END
#endif
