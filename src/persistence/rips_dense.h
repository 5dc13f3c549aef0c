/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_dense.h - What the two widths of the dense Rips engine share: the matrix of ranks. */
#ifndef TDA_PERSISTENCE_RIPS_DENSE_H
#define TDA_PERSISTENCE_RIPS_DENSE_H
#include "persistence/rips.h"
#include "persistence/rips_rows.h"

TDA_BEGIN

enum { TDAI_RIPS_POINTS = 130 }; /* more than any simplex has whose key fits 128 bits */

typedef struct tdai_ranks {
    const tdai_rips_graph *graph;
    const tdai_rips_rows *rows;
    tda_index stride;         /* of a row of ranks */
    tda_index words;          /* of a row of bits */
    uint32_t *rank;           /* [n x stride] 1 .. edges, TDAI_NO_RANK where no edge is */
    uint32_t *tail, *head;    /* [edges] the points of each edge, head < tail, by .. */
    uint32_t *point;          /* [n] .. the engine's numbers; those in the graph */
    const uint64_t *negative; /* [edges] bits, see tdai_rips_forest() */
    int point_bits;           /* of a point in a key */
    int coefficient_bits;     /* of a coefficient: 0 for Z/2 */
    int max_degree, field;
} tdai_ranks;

/* The bars of degrees 1 .. max_degree, with keys of 64 and 128 bits. */
tda_status tdai_rips_reduce64(tda_ctx *ctx, tdai_bars *out, const tdai_ranks *ranks);
tda_status tdai_rips_reduce128(tda_ctx *ctx, tdai_bars *out, const tdai_ranks *ranks);

TDA_END
#endif
