/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chunk.h - What the two halves of the preprocessing share: which cells pair off (chunk.c), and
 * the boundaries of the others rewritten without them (flow.c). */
#ifndef TDA_MULTIPARAM_CHUNK_H
#define TDA_MULTIPARAM_CHUNK_H
#include "multiparam/column.h"

/* What becomes of the cells of one level. */
typedef struct tdai_pairing {
    uint32_t *above;  /* the column paired with this cell as its pivot, or TDAI_NONE */
    uint32_t *below;  /* the row this cell is paired with, or TDAI_NONE */
    uint32_t *number; /* of a cell in no pair among those, in order; else TDAI_NONE */
    tda_index kept;   /* cells in no pair */
} tdai_pairing;

/* The level of the cells of `up` in no pair, their boundaries rewritten to the cells of the level
 * below in no pair. s: the columns of up after local reduction; downs: cells of the level below. */
tda_status tdai_compress_level(tda_ctx *ctx, tdai_level *out, tdai_arena *memory,
                               const tdai_level *up, const tdai_store *s,
                               const tdai_pairing *pu, const tdai_pairing *pd,
                               tda_index downs);

#endif
