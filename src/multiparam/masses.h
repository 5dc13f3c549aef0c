/* SPDX-License-Identifier: GPL-3.0-or-later */
/* masses.h - A growing list of point masses, before it becomes a measure. */
#ifndef TDA_MULTIPARAM_MASSES_H
#define TDA_MULTIPARAM_MASSES_H
#include "multiparam/private.h"

typedef struct tdai_masses {
    int params;
    tda_index size, capacity;
    double *at;      /* [size x params] */
    int64_t *weight; /* [size] */
    tda_index *cell; /* [size x params] */
} tdai_masses;

void tdai_masses_clear(tdai_masses *m);
/* Room for n masses in all. */
tda_status tdai_masses_reserve(tda_ctx *ctx, tdai_masses *m, tda_index n);
/* Add one with the same cell behind every coordinate; nothing where a coordinate is +INFINITY. */
tda_status tdai_masses_add(tda_ctx *ctx, tdai_masses *m, const double *at, int64_t weight,
                           tda_index cell);

#endif
