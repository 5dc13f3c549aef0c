/* SPDX-License-Identifier: GPL-3.0-or-later */
/* private.h - What vectorizers share. */
#ifndef TDA_VECTORIZE_PRIVATE_H
#define TDA_VECTORIZE_PRIVATE_H
#include "data/private.h"
#include <tda/vectorize.h>

TDA_BEGIN

/* How many nodes a grid has; -1 past what an index holds. */
tda_index tdai_grid_nodes(const tda_grid *grid);

TDA_END
#endif
