/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slices.h - Hilbert measures of three and more parameters. */
#ifndef TDA_MULTIPARAM_SLICES_H
#define TDA_MULTIPARAM_SLICES_H
#include "multiparam/private.h"

/* tda_complex_hilbert_measure() for three or more parameters, its degrees already checked. */
tda_status tdai_hilbert_slices(tda_ctx *ctx, tda_measure *out, const tda_complex *complex,
                               int first, int last, const tda_hilbert_opts *opts);

#endif
