/* SPDX-License-Identifier: GPL-3.0-or-later */
/* collapse_dense.h - Edge collapse on a whole matrix of ranks: the driver and its inner loops. */
#ifndef TDA_PERSISTENCE_COLLAPSE_DENSE_H
#define TDA_PERSISTENCE_COLLAPSE_DENSE_H
#include "persistence/collapse.h"

TDA_BEGIN

enum { TDAI_BLOCK = 16, TDAI_NO_EDGE = INT32_MAX };

/* A graph being collapsed, as a matrix of ranks with 0 on the diagonal, and, of the edges of no
 * greater rank than the one at hand, bits, its own among them. */
typedef struct tdai_collapsing {
    const tdai_edge_list *list;
    uint32_t *rank; /* [n x stride] */
    tda_index stride;
    uint64_t *bits; /* [n x words] */
    tda_index words;
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
/* Collapse with the loops given. */
tda_status tdai_collapse_dense(tda_ctx *ctx, uint32_t *time, const tdai_edge_list *list,
                               tdai_collapse_edges *edges);

TDA_END
#endif
