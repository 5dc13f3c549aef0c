/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rhomboids.h - What C sees of spheres with few points inside. */
#ifndef TDA_SHIM_RHOMBOIDS_H
#define TDA_SHIM_RHOMBOIDS_H
#include "core/private.h"
TDA_BEGIN

/* The spheres through dimension + 1 points, that being the dimension of the flat the points span, with
 * fewer than `order` points inside. Points on a common sphere, and copies of one point, are told
 * apart as if the earlier ones lay a little more outside. Sphere s goes through the points
 * on[s (dimension+1)] .., and in[start[s]] .. in[start[s+1]-1] are inside, both ascending. */
typedef struct tdai_rhomboids {
    int dimension;
    tda_index count;
    uint32_t *on;
    tda_index *start; /* [count+1] */
    uint32_t *in;
} tdai_rhomboids;

void tdai_rhomboids_clear(tdai_rhomboids *r);
/* @param at [n x dimension] as for tdai_alpha(), n at least 1, dimension 1 .. 3; order at least 1
 * Time O(n^2), and near linear in the spheres but for those about few points at the rim, O(n) each. */
tda_status tdai_rhomboids_find(tda_ctx *ctx, tdai_rhomboids *out, tda_index n,
                               int dimension, const double *at, tda_index order);
/* Of the smallest spheres through k+1 points, vertex [n x (k+1)]: the squared radii; and with vertex
 * [n x (k+2)], on which side of each the last of its points is: -1 strictly inside, 0 on it, 1. */
tda_status tdai_spheres(tda_ctx *ctx, double *squared, tda_index n, int k,
                        const uint32_t *vertex, int dimension, const double *at);
tda_status tdai_sphere_sides(tda_ctx *ctx, signed char *side, tda_index n, int k,
                             const uint32_t *vertex, int dimension, const double *at);

TDA_END
#endif
