/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blocks.h - A sparse matrix of edge ranks, stored by runs of neighbouring points.
 *
 * Row v holds, ascending, those runs of 16 points that have a neighbour of v, each with
 * the rank of every edge to it: what is near is together, and vector instructions see it at once. */
#ifndef TDA_PERSISTENCE_BLOCKS_H
#define TDA_PERSISTENCE_BLOCKS_H
#include "data/private.h"

TDA_BEGIN

enum { TDAI_BLOCK = 16, TDAI_NO_EDGE = INT32_MAX };

/* Edges by rank: that of rank r joins tail[r - 1] and head[r - 1]; each pair once. */
typedef struct tdai_edge_list {
    tda_index size, edges; /* both below 2^31 - 1 */
    const uint32_t *tail, *head;
} tdai_edge_list;

/* to [n] := new names for the points, near points in one block: a block grows from a point along
 * the edges of least rank. O(edges). */
tda_status tdai_block_names(tda_ctx *ctx, uint32_t *to, const tdai_edge_list *list);

typedef struct tdai_blocks {
    tda_index size;
    tda_index *start; /* [n + 1] where rows begin */
    uint32_t *id;     /* [blocks] points id * TDAI_BLOCK .. */
    uint32_t *rank;   /* [blocks x TDAI_BLOCK] TDAI_NO_EDGE where there is none */
} tdai_blocks;

/* diagonal: the rank of a point and itself, or TDAI_NO_EDGE, and then no block is made for it.
 * Room for the rows is asked of the budget under the name `what`. */
tda_status tdai_blocks_new(tda_ctx *ctx, tdai_blocks *out, const tdai_edge_list *list,
                           uint32_t diagonal, const char *what);
void tdai_blocks_clear(tdai_blocks *blocks);

TDA_END
#endif
