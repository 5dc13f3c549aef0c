/* SPDX-License-Identifier: GPL-3.0-or-later */
/* collapse.h - Edge collapse on ranks: what the driver and the inner loops share. */
#ifndef TDA_PERSISTENCE_COLLAPSE_H
#define TDA_PERSISTENCE_COLLAPSE_H
#include "data/private.h"
#include "persistence/blocks.h"

TDA_BEGIN

/* time [edges] := the rank at which each edge may appear instead of its own, so that at every
 * rank the flag complex has the same homotopy type, included in the old; 0: never. */
tda_status tdai_collapse(tda_ctx *ctx, uint32_t *time, const tdai_edge_list *list);

/* ---- the inside ---- */

/* A graph being collapsed, as a matrix of ranks with 0 on the diagonal. Dense: `rank` and, of
 * the edges of no greater rank than the one at hand, `bits`, its own among them. Sparse: blocks. */
typedef struct tdai_collapsing {
    const tdai_edge_list *list; /* in the names of the matrix */
    uint32_t *rank;             /* dense [n x stride], or NULL */
    tda_index stride;
    uint64_t *bits; /* [n x words] */
    tda_index words;
    tdai_blocks blocks;
    uint32_t *time;
    /* scratch: the common neighbours of an edge, by blocks */
    uint32_t *id; /* [n / TDAI_BLOCK + 1] of each block */
    uint32_t
        *late; /* [.. x TDAI_BLOCK] the later of the ranks of the edges to both ends */
    uint32_t *chosen;        /* [..] bits of those that may dominate the edge */
    uint64_t *common, *some; /* [words] */
    int64_t tests;           /* of whether a point dominates an edge */
} tdai_collapsing;

/* Collapse the edges of rank high, high - 1, .., low + 1; high = edges comes first. */
typedef void tdai_collapse_edges(tdai_collapsing *c, tda_index high, tda_index low);
tdai_collapse_edges tdai_collapse_plain, tdai_collapse_avx2;
/* The best for this processor. */
tdai_collapse_edges *tdai_collapse_here(void);
/* Collapse with the matrix and the loops given. */
tda_status tdai_collapse_as(tda_ctx *ctx, uint32_t *time, const tdai_edge_list *list,
                            bool dense, tdai_collapse_edges *edges);

TDA_END
#endif
