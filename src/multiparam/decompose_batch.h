/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decompose_batch.h - What the two files about relations of one grade share. */
#ifndef TDA_MULTIPARAM_DECOMPOSE_BATCH_H
#define TDA_MULTIPARAM_DECOMPOSE_BATCH_H
#include "multiparam/decompose.h"

typedef struct tdai_batch {
    tda_ctx *ctx;
    tdai_decomposing *d;
    uint32_t x, y;
    tdai_list *column; /* relations, as elements at the grade */
    uint32_t *rel;     /* their numbers, ascending in each part */
    tdai_list roots, sources, vector;
} tdai_batch;

/* b->roots := the blocks that columns [n] hold, in order of appearance. */
tda_status tdai_batch_roots(tdai_batch *b, const tdai_list *column, tda_index n);
/* Take columns [n] out of blocks that can do without them. */
tda_status tdai_batch_drop(tdai_batch *b, tdai_list *column, tda_index n);
/* Add what the homomorphisms of b->vector, from other blocks, make: to rows and columns. */
tda_status tdai_batch_apply(tdai_batch *b, tdai_list *column, tda_index n);
/* Columns [n] as they are written at the grade. */
tda_status tdai_batch_reduce(tdai_batch *b, tdai_list *column, tda_index n);
/* Split and join relations that blocks connect, more than one of them (decompose_several.c). */
tda_status tdai_batch_settle(tdai_batch *b, tdai_list *column, uint32_t *rel,
                             tda_index n);

/* Did b->vector reduce to unknowns alone? */
static inline bool tdai_batch_vanishes(const tdai_list *v)
{
    return v->size == 0 || v->at[v->size - 1] < TDAI_EVAL;
}

#endif
