/* SPDX-License-Identifier: GPL-3.0-or-later */
/* simplices.h - How lists of simplices with squared radii become a complex. */
#ifndef TDA_FILTRATION_SIMPLICES_H
#define TDA_FILTRATION_SIMPLICES_H
#include "filtration/private.h"
#include "shim/shim.h"

TDA_BEGIN

typedef struct tdai_simplices {
    const char *filtration; /* for the record */
    const tda_cloud
        *function;        /* or NULL: the largest value over the points of a simplex */
    tda_points_opts opts; /* threshold and scale */
    int exponent;         /* the coordinates were scaled by 2^-exponent */
    const char *axis;     /* name of parameter 0 where it is not the scale's, or NULL */
    tdai_delaunay d;      /* used up. value[0] given: points appear with it, and those
                                  that are no vertex never; otherwise at 0, and points that
                                  are no vertex are joined to their copy */
} tdai_simplices;

/* Cell i < n is point i. what: the name in messages. */
tda_status tdai_simplices_complex(tda_ctx *ctx, tda_complex **out, tdai_simplices *s,
                                  tda_index n, const char *what);

/* The record of a complex, and its axes by the scale. */
void tdai_simplices_describe(tda_complex *x, const char *filtration,
                             const tda_points_opts *opts);

TDA_END
#endif
