/* SPDX-License-Identifier: GPL-3.0-or-later */
/* graph_rows.h - What counts and fills the rows of a neighbourhood graph. */
#ifndef TDA_DATA_GRAPH_ROWS_H
#define TDA_DATA_GRAPH_ROWS_H
#include "data/graph.h"
#include "data/kdtree.h"

TDA_BEGIN

/* The rows to count or to fill. */
struct tdai_rows {
    const tdai_lengths *lengths;
    bool cone;          /* see tdai_graph */
    double threshold;   /* that of the lengths, or less */
    tdai_kdtree points; /* of a cloud */
    double limit;       /* no pair with a larger squared distance passes the threshold */
    double sure;        /* every pair with a smaller one does */
    tda_index leaves;   /* of the tree; 1: nothing to search, the points in their order */
    tda_index *leaf;    /* [leaves] its node */
    tda_index *count;   /* [n], or NULL: fill */
    const tda_index *start;
    tda_index *head;
    double *value;
};

/* A length in the scale, from a distance. */
double tdai_scaled(tda_scale scale, double distance);
/* The same from a squared distance times 4^-exponent. */
double tdai_scaled_square(tda_scale scale, double square, int exponent);

/* graph_cloud.c: sort the points of the lengths' cloud, and where it is asked for lower the threshold
 * to the enclosing radius; count or fill all rows; let go. */
tda_status tdai_cloud_rows_open(tda_ctx *ctx, tdai_rows *rows);
tda_status tdai_cloud_rows(tda_ctx *ctx, const tdai_rows *rows);
void tdai_cloud_rows_close(tdai_rows *rows);

TDA_END
#endif
