/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sliced.h - Directions that measures are projected along. */
#ifndef TDA_VECTORIZE_SLICED_H
#define TDA_VECTORIZE_SLICED_H
#include "vectorize/private.h"

TDA_BEGIN

/* direction [count x params], of unit length before each coordinate is divided by its unit (NULL:
 * not); with more than two parameters drawn with the seed of ctx. */
tda_status tdai_directions(tda_ctx *ctx, double *direction, tda_index count, int params,
                           const double *units);
/* Refuse units that are not positive; NULL is none. */
tda_status tdai_units_check(tda_ctx *ctx, const double *units, int params,
                            const char *what);

TDA_END
#endif
