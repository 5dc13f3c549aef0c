/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_lists.h - A sparse matrix of ranks: for each point its neighbours, ascending.
 *
 * What the rows of a whole matrix give by vectors is found here by walking several lists at once,
 * led by the shortest: memory and time follow the edges, not the pairs. */
#ifndef TDA_PERSISTENCE_RIPS_LISTS_H
#define TDA_PERSISTENCE_RIPS_LISTS_H
#include "persistence/rips_rows.h"

TDA_BEGIN

typedef struct tdai_near {
    uint32_t point, rank;
} tdai_near;

typedef struct tdai_rips_lists {
    tda_index size;
    tda_index longest; /* of the lists */
    tda_index *start;  /* [size + 1] */
    tdai_near *near;   /* [2 edges] */
} tdai_rips_lists;

/* The lists of a graph whose edge of rank r joins tail[r - 1] and head[r - 1], in an arena. */
tda_status tdai_rips_lists_new(tda_ctx *ctx, tdai_arena *arena, tdai_rips_lists *out,
                               tda_index size, const uint32_t *tail, const uint32_t *head,
                               tda_index edges);

/* The rank of the edge of a and b, or TDAI_NO_RANK. */
uint32_t tdai_lists_rank(const tdai_rips_lists *l, uint32_t a, uint32_t b);

/* The w joined to all of v [count] for which the greatest of `floor` and the ranks of these edges
 * lies in low .. high - 1, ascending: to_point[i] := w, to_rank[i] := that greatest, to_side[i]
 * := the k for which the edge of v[k] has it, where it is not `floor`; returns how many. */
int tdai_lists_window(const tdai_rips_lists *l, const uint32_t *v, int count,
                      uint32_t floor, uint32_t low, uint32_t high, uint32_t *to_rank,
                      uint32_t *to_point, uint32_t *to_side);

/* The first u < end that is joined to all of v [count] before a rank, or -1. */
tda_index tdai_lists_first(const tdai_rips_lists *l, const uint32_t *v, int count,
                           tda_index end, uint32_t rank);

/* out := the points joined to both a and b before a rank, ascending; returns how many. */
tda_index tdai_lists_lune(const tdai_rips_lists *l, uint32_t a, uint32_t b, uint32_t rank,
                          uint32_t *out);

TDA_END
#endif
