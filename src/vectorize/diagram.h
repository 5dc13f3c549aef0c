/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagram.h - What all features of diagrams start from: the bars of one degree, checked, in one
 * order, without what counts for nothing; and the places where curves are sampled.
 *
 * The order, by birth and then death, is what makes every sum over bars the same to the last
 * bit however the diagram has them. */
#ifndef TDA_VECTORIZE_DIAGRAM_PRIVATE_H
#define TDA_VECTORIZE_DIAGRAM_PRIVATE_H
#include "data/private.h"
#include <math.h>
#include <tda/vectorize_diagram.h>

TDA_BEGIN

/* Bars of positive length by birth, then death. Infinite ends only where asked to be kept. */
typedef struct tdai_bars {
    tda_index size;
    double *birth, *death; /* [size] */
} tdai_bars;

/* What is to become of infinite ends, as options have it. */
typedef struct tdai_ends {
    const char *what; /* the feature, for messages */
    tda_endless endless;
    double low, high; /* NAN: not given */
} tdai_ends;

/* Is bar i one with birth <= death? Else refuse it; `where` is "" or " of diagram 3". */
tda_status tdai_bar_check(tda_ctx *ctx, const tda_diagram *d, int degree, tda_index i,
                          const char *what, const char *where);
/* The bars of a degree, everything in the arena. */
tda_status tdai_bars_of(tda_ctx *ctx, tdai_bars *out, const tda_diagram *d, int degree,
                        const tdai_ends *ends, tdai_arena *arena);
/* Check that the kind of infinite ends is one that the feature takes. */
tda_status tdai_ends_check(tda_ctx *ctx, const tdai_ends *ends, bool may_keep);
/* Refuse a convention that is none, or whose program does not have the feature: bit c of
 * `known` is set where convention c has. */
tda_status tdai_convention_check(tda_ctx *ctx, tda_convention convention, unsigned known,
                                 const char *what);

/* What a curve is made from. */
typedef struct tdai_curve {
    tda_diagram_curve_opts o;
    tdai_bars bars;
    double *at; /* [o.resolution] increasing */
} tdai_curve;

/* The options, checked, the bars and the samples; everything in the arena. `may_keep`: bars with
 * infinite ends can be taken as they are, and are by default where `keeps`. */
tda_status tdai_curve_of(tda_ctx *ctx, tdai_curve *out, const tda_diagram *d, int degree,
                         const tda_diagram_curve_opts *opts, const char *what,
                         unsigned conventions, bool may_keep, bool keeps,
                         tdai_arena *arena);

/* max(0, min(t - birth, death - t)) */
static inline double tdai_tent(double birth, double death, double t)
{
    double up = t - birth, down = death - t, least = up < down ? up : down;
    return least > 0 ? least : 0;
}

/* part[i] := -p log p, p the share of bar i in the sum of lengths; returns the sum. part may be
 * NULL. (diagram_statistics.c) */
double tdai_entropy(double *part, const tdai_bars *bars);

/* Checked options of numbers and short vectors, and the bars. (diagram_statistics.c) */
tda_status tdai_vector_of(tda_ctx *ctx, tda_diagram_vector_opts *o, tdai_bars *bars,
                          const tda_diagram *d, int degree,
                          const tda_diagram_vector_opts *opts, const char *what,
                          unsigned conventions, tdai_arena *arena);

TDA_END
#endif
