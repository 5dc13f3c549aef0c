/* SPDX-License-Identifier: GPL-3.0-or-later */
/* collapse_edge.h - One edge of a collapse: the graph as it sees it, and how long it may wait. */
#ifndef TDA_PERSISTENCE_COLLAPSE_EDGE_H
#define TDA_PERSISTENCE_COLLAPSE_EDGE_H
#include "persistence/patches.h"

TDA_BEGIN

/* An edge past the band that stays, at one of its points. */
typedef struct tdai_later {
    uint32_t point, time;
} tdai_later;

/* Those of a point, ascending by the other. */
typedef struct tdai_laters {
    tda_index start; /* in the pool */
    uint32_t size, room;
} tdai_laters;

/* The graph. Matrix 0 of the bits has the edges before the band, matrix 1 also those of the band,
 * matrix 2 also those past it that stay. */
typedef struct tdai_collapse_rows {
    tdai_patches bits;
    tdai_laters *of; /* [n] */
    tdai_later *pool;
    tda_index used, room;
} tdai_collapse_rows;

/* The band comes to an edge: it is not before it any more. */
void tdai_collapse_enter(const tdai_collapse_rows *g, uint32_t u, uint32_t v);
/* The band leaves an edge, which stays with this time, or goes where it is 0; false: memory ran
 * out. */
bool tdai_collapse_leave(tdai_collapse_rows *g, uint32_t u, uint32_t v, uint32_t time);

/* Of a patch, the common neighbours of an edge. */
typedef struct tdai_common {
    uint64_t in;    /* at the time that is looked at */
    uint64_t late;  /* only later */
    uint64_t may;   /* joined to both ends by edges that may be relied on */
    uint64_t some;  /* who may still dominate the edge */
    uint64_t known; /* of those late, whose time is known */
    uint32_t id;
} tdai_common;

/* The edge at hand. */
typedef struct tdai_collapse_edge {
    const tdai_collapse_rows *rows;
    tdai_common *at; /* [patches of the longest row + 1] */
    uint32_t *late;  /* [64 times as many] the times that are known */
    uint32_t *place; /* [twice as many] scratch */
    tda_index size;
    uint32_t u, v;
    tda_index hint; /* a point that dominated the edge before, or -1 */
    int64_t tests;  /* of whether a point dominates an edge */
} tdai_collapse_edge;

/* The time from which the edge uv of a rank in the band is not dominated; 0: it always is. */
uint32_t tdai_collapse_time(tdai_collapse_edge *e, uint32_t u, uint32_t v, uint32_t rank);

TDA_END
#endif
