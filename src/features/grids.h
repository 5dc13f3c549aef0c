/* SPDX-License-Identifier: GPL-3.0-or-later */
/* grids.h - What vectorizers on regular grids share: the keys resolution, from and to, one number for
 * each parameter, and the grid that they make. */
#ifndef TDA_FEATURES_GRIDS_H
#define TDA_FEATURES_GRIDS_H
#include "features/rows.h"
#include <math.h>
#include <tda/vectorize.h>
TDA_BEGIN

/* The ends are learnt as the least and the greatest coordinates of the training set. */
#define TDAI_GRID_KEYS                                                                   \
    {.name = "resolution",                                                               \
     .most = TDAI_RANGES,                                                                \
     .least = 1,                                                                         \
     .greatest = 1e6,                                                                    \
     .whole = true,                                                                      \
     .value = 32,                                                                        \
     .help = "Nodes along each axis, one number for all or one for each."},              \
        {.name = "from",                                                                 \
         .most = TDAI_RANGES,                                                            \
         .least = -INFINITY,                                                             \
         .learnt = true,                                                                 \
         .help = "The first node of each axis."},                                        \
    {                                                                                    \
        .name = "to", .most = TDAI_RANGES, .least = -INFINITY, .learnt = true,           \
        .help = "The last node of each axis."                                            \
    }

/* A vectorizer has as many parameters as what it saw, or else as its ends have numbers. */
int tdai_grid_params(const tda_vectorizer *v);
/* How many nodes there are; -1 where that overflows, which no allocation grants. */
tda_index tdai_grid_size(const tda_vectorizer *v);
/* The product, or -1 where it overflows. */
tda_index tdai_grid_multiply(tda_index a, tda_index b);
/* Settle the ends; an axis whose ends meet is one wide. */
tda_status tdai_grid_settle(tda_ctx *ctx, tda_vectorizer *v);
/* The same, and the key `bandwidth`: a tenth of the shortest axis, or 1. */
tda_status tdai_grid_settle_bandwidth(tda_ctx *ctx, tda_vectorizer *v);
/* "NAME(i j)" */
void tdai_grid_column(const tda_vectorizer *v, tda_index i, char text[TDA_COLUMN_CHARS]);
/* "NAME[layer](i j)" */
void tdai_grid_layer(const tda_vectorizer *v, tda_index layer, tda_index node,
                     char text[TDA_COLUMN_CHARS]);
/* The grid of the settings for descriptors of so many parameters; its arrays are of the arena. */
tda_status tdai_grid_of(tda_ctx *ctx, tda_grid *out, tdai_arena *tmp,
                        const tda_vectorizer *v, int params);
/* box [2 x params] := its ends. */
void tdai_grid_box(double *box, const tda_vectorizer *v, int params);

TDA_END
#endif
