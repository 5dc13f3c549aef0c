/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kmeans.h - Centres that stand for a crowd of weighted points. */
#ifndef TDA_VECTORIZE_KMEANS_H
#define TDA_VECTORIZE_KMEANS_H
#include "core/private.h"

TDA_BEGIN

/* Points with positive weights; `what` leads messages. */
typedef struct tdai_crowd {
    const char *what;
    int params;
    tda_index size;
    double *at; /* [size x params] */
    double *weight;
} tdai_crowd;

/* Bring the points to lexicographic order and make equal ones one, in place. */
tda_status tdai_crowd_merge(tda_ctx *ctx, tdai_crowd *x, tdai_arena *arena);
/* At most *centres centres of the merged crowd by k-means, begun by k-means++ with the seed of ctx,
 * in lexicographic order; *centres := how many. *block [centres x params] and then [centres] half
 * the distances to the nearest other centre; of a single one half the greatest extent along an
 * axis, or 1. *block is for tdai_free(). */
tda_status tdai_kmeans(tda_ctx *ctx, double **block, tda_index *centres,
                       const tdai_crowd *x, tda_index iterations);

/* The squared distance. */
static inline double tdai_squared(const double *p, const double *q, int params)
{
    double sum = 0;
    for (int k = 0; k < params; k++)
        sum += (p[k] - q[k]) * (p[k] - q[k]);
    return sum;
}

TDA_END
#endif
