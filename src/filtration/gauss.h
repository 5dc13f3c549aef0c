/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gauss.h - Sums of the plane's Gaussian kernel between two boxes, by an expansion. */
#ifndef TDA_FILTRATION_GAUSS_H
#define TDA_FILTRATION_GAUSS_H
#include "core/exp.h"
#include "filtration/private.h"

TDA_BEGIN

enum { TDAI_GAUSS_TERMS = 16 };

/* Points about the centre of a box with sides of at most 1 / unit. */
typedef struct tdai_gauss_box {
    double centre[2];
    const double *x, *y; /* TDAI_LANES more may be read; y is NULL on the line */
    tda_index size;
} tdai_gauss_box;

/* The sources of one box as seen from another: term[a][b] weighs the power x^a y^b. */
typedef struct tdai_gauss {
    double shift[2]; /* from the centre of the sources to that of the targets */
    double term[TDAI_GAUSS_TERMS][TDAI_GAUSS_TERMS];
} tdai_gauss;

void tdai_gauss_moments(tdai_gauss *out, const tdai_gauss_box *from,
                        const tdai_gauss_box *to, double unit);
/* out[l] = sum over the sources of exp(-(unit distance)^2) to target i + l, TDAI_LANES of them. */
void tdai_gauss_evaluate(double *out, const tdai_gauss *g, const tdai_gauss_box *to,
                         tda_index i, double unit);

TDA_END
#endif
