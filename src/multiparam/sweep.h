/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sweep.h - Bigraded column reduction, stage by stage, and what its users ask of a stage. */
#ifndef TDA_MULTIPARAM_SWEEP_H
#define TDA_MULTIPARAM_SWEEP_H
#include "multiparam/column.h"

typedef struct tdai_sweep {
    const tdai_level *d;
    uint32_t floor; /* rows below it are carried along and never pivots */
    tdai_store store;
    tdai_column work;
    uint32_t *owner;  /* [rows] the column with that pivot, or TDAI_NONE */
    uint32_t *order;  /* [columns] by (y, position) */
    tda_index *first; /* [ys+1] stage y brings order[first[y]] .. order[first[y+1]-1] */
    uint32_t *heap;   /* [columns] columns to be reduced again in this stage */
    tda_index waiting;
    uint32_t *dead; /* [columns] those that became zero above the floor, in that order */
    tda_index deads;
    uint32_t
        *moved; /* [rows] NULL, or the pivots whose column changed in the last stage */
    uint32_t *seen; /* [rows] 1 + the last stage in which the pivot was listed */
    tda_index moves, stage;
    tdai_effort effort;
    tdai_arena memory;
} tdai_sweep;

tda_status tdai_sweep_new(tda_ctx *ctx, tdai_sweep *out, const tdai_level *d,
                          tda_index rows, tda_index ys, uint32_t floor);
/* From now on list in `moved` which pivots change hands in a stage. */
tda_status tdai_sweep_watch(tda_ctx *ctx, tdai_sweep *s, tda_index rows);
void tdai_sweep_free(tdai_sweep *s);
/* Let the columns of y join, and reduce until every pivot belongs to its leftmost column. */
tda_status tdai_sweep_stage(tda_ctx *ctx, tdai_sweep *s, tda_index y, const char *stage);

#endif
