/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_ranks.h - The ranks of a graph's edges as the Rips engine sees them: a matrix or lists.
 *
 * The engine asks few questions of the ranks, and both forms answer alike, so that all that comes
 * after is the same to the last bit. */
#ifndef TDA_PERSISTENCE_RIPS_RANKS_H
#define TDA_PERSISTENCE_RIPS_RANKS_H
#include "persistence/rips.h"
#include "persistence/rips_lists.h"

TDA_BEGIN

enum { TDAI_RIPS_POINTS = 130 }; /* more than any simplex has whose key fits 128 bits */

typedef struct tdai_ranks {
    const tdai_rips_graph *graph;
    const tdai_rips_rows *rows;
    uint32_t *rank; /* [n x stride] 1 .. edges, TDAI_NO_RANK where no edge is; .. */
    tdai_rips_lists lists;    /* .. or NULL, and these */
    tda_index stride;         /* of a row of ranks; of lists: the longest */
    tda_index words;          /* of a row of bits; of lists: 0 */
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

static inline uint32_t tdai_rank_between(const tdai_ranks *r, uint32_t a, uint32_t b)
{
    return r->rank ? r->rank[(tda_index)a * r->stride + b]
                   : tdai_lists_rank(&r->lists, a, b);
}

/* Is some u < end joined to all of v [count] before a rank? */
static inline bool tdai_ranks_meet(const tdai_ranks *r, const uint32_t *v, int count,
                                   tda_index end, uint32_t rank)
{
    const uint32_t *row[TDAI_RIPS_POINTS];
    if (!r->rank)
        return tdai_lists_first(&r->lists, v, count, end, rank) >= 0;
    for (int k = 0; k < count; k++)
        row[k] = r->rank + (tda_index)v[k] * r->stride;
    return r->rows->meets(row, count, end, rank);
}

/* The first such u, or -1. */
static inline tda_index tdai_ranks_first(const tdai_ranks *r, const uint32_t *v,
                                         int count, tda_index end, uint32_t rank)
{
    if (!r->rank)
        return tdai_lists_first(&r->lists, v, count, end, rank);
    for (tda_index u = 0; u < end; u++) {
        const uint32_t *row = r->rank + u * r->stride;
        int k = 0;
        while (k < count && row[v[k]] < rank)
            k++;
        if (k == count)
            return u;
    }
    return -1;
}

TDA_END
#endif
