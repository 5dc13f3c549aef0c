/* SPDX-License-Identifier: GPL-3.0-or-later */
/* distance_graph.h - The pairs of bars of finite length that may be worth matching.
 *
 * In units of the highest bar, sending all of b to the diagonal is where the cost starts from; an
 * edge then has the weight c(i, j) - d(j), which may be negative, and the diagonal d(i). */
#ifndef TDA_PERSISTENCE_DISTANCE_GRAPH_H
#define TDA_PERSISTENCE_DISTANCE_GRAPH_H
#include "persistence/distance.h"

TDA_BEGIN

typedef struct tdai_match_graph {
    const tdai_pair_of_dots *z;
    double top;       /* the highest bar */
    double *da, *db;  /* [a], [b] costs of the diagonal */
    tda_index *by;    /* [b] bars of b by birth */
    double *birth;    /* [b] their births, increasing */
    double *latest;   /* [2 leaves] a heap-shaped tree of their latest deaths */
    tda_index leaves; /* a power of two */
    tda_index *start; /* [a+1] */
    int32_t *to;      /* [edges] bars of b */
    double *weight;   /* [edges] */
} tdai_match_graph;

/* All in the arena. (distance_graph.c) */
tda_status tdai_match_graph_new(const tdai_pair_of_dots *z, tdai_match_graph *out,
                                tdai_arena *tmp);

/* A matching that costs at most 1 + gap times the least, which prices prove. *proved: was one
 * found? If not, mate is nothing. (distance_auction.c) */
tda_status tdai_match_auction(const tdai_match_graph *g, tda_index *mate, bool *proved,
                              tdai_arena *tmp);

TDA_END
#endif
