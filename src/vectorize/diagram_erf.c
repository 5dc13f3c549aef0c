/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagram_erf.c - A table for the error function.
 *
 * With w(x) = 2 / sqrt(pi) exp(-x^2) the derivatives of erf are w times polynomials: those of w
 * obey w' = -2 x w, so the Taylor coefficients a_k of w about a node x obey
 * (k + 1) a_{k+1} = -2 (x a_k + a_{k-1}). Within 1/32 of a node eleven terms leave less than
 * 2^-60. Past 6 erf is 1 to the last bit. */
#include "vectorize/diagram_image.h"

void tdai_erf_new(tdai_erf *table)
{
    for (int node = 0; node < TDAI_ERF_NODES; node++) {
        double x = node / 16.0, before = 0, a = M_2_SQRTPI * exp(-x * x);
        double *c = table->term[node];
        c[0] = erf(x);
        for (int k = 0; k + 1 < TDAI_ERF_TERMS; k++) {
            double next = -2 * (x * a + before) / (k + 1);
            c[k + 1] = a / (k + 1);
            before = a;
            a = next;
        }
    }
}
