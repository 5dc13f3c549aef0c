/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips.h - What passes between the parts of Rips persistence: a filtered graph, and bars.
 *
 * A Rips filtration is known by its graph: which edge comes when. Points, distances and sparse
 * approximations are turned into such a graph, a collapse turns one graph into a smaller one,
 * and an engine turns a graph into bars. None of them knows the others. */
#ifndef TDA_PERSISTENCE_RIPS_H
#define TDA_PERSISTENCE_RIPS_H
#include "data/private.h"
#include "data/graph.h"
#include <tda/persistence.h>

TDA_BEGIN

/* Edges in the order of the filtration: by value, ties by head and then tail. Edge i is said to
 * have rank i + 1. Every array is from tdai_alloc and may be changed in place by an owner. */
typedef struct tdai_rips_graph {
    tda_index size;  /* points, fewer than 2^31 */
    tda_index edges; /* fewer than 2^31 */
    uint32_t *tail;  /* [edges] .. */
    uint32_t *head;  /* [edges] .. the points, head < tail */
    double *value;   /* [edges] never decreasing */
    tda_index *cell; /* [edges] tda_pair() of what sets the value; NULL: of the edge */
    double *birth;   /* [size] when each point appears, no later than its edges; INFINITY:
                        never; NULL: at 0 */
    bool cut;        /* edges past a threshold were left out that would change homology */
} tdai_rips_graph;

void tdai_rips_graph_clear(tdai_rips_graph *graph);

/* The edges of length at most lengths->threshold; an edge appears with the later of its length
 * and the births of its points. Edges past the enclosing radius, where some point is joined to
 * all the others and nothing can happen any more, are left out. births: [size] or NULL. */
tda_status tdai_rips_graph_new(tda_ctx *ctx, tdai_rips_graph *out,
                               const tdai_lengths *lengths, const double *births);

/* collapse_graph.c: replace the graph by a smaller one with the same bars in every degree. */
tda_status tdai_rips_collapse(tda_ctx *ctx, tdai_rips_graph *graph);
/* Is it likely to save more time than it takes, for bars up to this degree? */
bool tdai_rips_collapse_pays(const tdai_rips_graph *graph, int max_degree);

/* rips_order.c: order := the permutation that sorts value [n] stably, n below 2^32. No NaN. */
tda_status tdai_rips_order(tda_ctx *ctx, uint32_t *order, const double *value,
                           tda_index n);

/* What sets the value of the edge of index i. */
static inline tda_index tdai_rips_cell(const tdai_rips_graph *g, tda_index i)
{
    return g->cell ? g->cell[i] : tda_pair(g->tail[i], g->head[i]);
}

/* Bars as an engine finds them, and what is asked of it besides. */
typedef struct tdai_bars {
    tdai_bar *at;
    tda_index size, capacity;
    int field;           /* of the coefficients in .. */
    tdai_chains *chains; /* NULL, or receives a representative for each bar kept .. */
    bool cocycles;       /* .. a cocycle rather than a cycle */
} tdai_bars;

/* Append, growing; bars of length zero are not kept. */
tda_status tdai_bars_add(tda_ctx *ctx, tdai_bars *bars, const tdai_bar *bar);
void tdai_bars_clear(tdai_bars *bars);

/* What an engine is to compute. */
typedef struct tdai_rips_job {
    const tdai_rips_graph *graph;
    int max_degree; /* at least 0 */
    int field;      /* a prime below 2^15 */
} tdai_rips_job;

/* An engine appends the bars of all degrees 0 .. max_degree. A class alive at the end has death
 * INFINITY, death_cell -1, and is cut where the graph is, but for the one of degree 0 that is
 * born first and never dies. */
typedef tda_status tdai_rips_engine(tda_ctx *ctx, tdai_bars *out,
                                    const tdai_rips_job *job);

/* rips_engine.c: on a matrix of ranks, 4 n^2 bytes and a bit or two for each pair and thread; on
 * lists of neighbours, 16 bytes an edge; on the one of them that is likely faster. All find the
 * same bars and representatives. */
tdai_rips_engine tdai_rips_dense, tdai_rips_sparse, tdai_rips_bars;

/* rips_forest.c: the bars of degree 0. negative: NULL, or receives edges / 64 + 1 words, in which
 * bit i is set where edge i joins two components. */
tda_status tdai_rips_forest(tda_ctx *ctx, tdai_bars *out, const tdai_rips_graph *graph,
                            uint64_t *negative);

TDA_END
#endif
