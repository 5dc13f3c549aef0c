/* SPDX-License-Identifier: GPL-3.0-or-later */
/* collapse.h - Edge collapse on ranks. */
#ifndef TDA_PERSISTENCE_COLLAPSE_H
#define TDA_PERSISTENCE_COLLAPSE_H
#include "persistence/patches.h"

TDA_BEGIN

/* time [edges] := the rank at which each edge may appear instead of its own, so that at every
 * rank the flag complex has the same homotopy type, included in the old; 0: never. */
tda_status tdai_collapse(tda_ctx *ctx, uint32_t *time, const tdai_edge_list *list);

/* The same, judging so many edges, 1 or more, at a time: no edge is let go because of another of
 * its band, so that wide bands keep a few more. The answer is the same for all numbers of threads. */
tda_status tdai_collapse_bands(tda_ctx *ctx, uint32_t *time, const tdai_edge_list *list,
                               tda_index band);

TDA_END
#endif
