/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cubical_space.h - What the two halves of the engine for three axes share. */
#ifndef TDA_PERSISTENCE_CUBICAL_SPACE_H
#define TDA_PERSISTENCE_CUBICAL_SPACE_H
#include "persistence/cubical.h"
#include "persistence/cubical_star.h"

TDA_BEGIN

/* A pixel and its star: what belongs to near pixels is near in memory. In a margin only the rank
 * is meant. */
typedef struct tdai_voxel {
    uint32_t rank;    /* in the sweep, from 1; outside: UINT32_MAX V, 0 T */
    uint16_t squares; /* of the star that are no octant's partner */
    uint8_t edges;    /* of the star that close no bar of degree 0 */
    uint8_t mask;     /* scratch, 0: edges, and whether the pixel waits in a queue */
} tdai_voxel;

typedef struct tdai_space {
    tdai_cubes *c;
    const tdai_star *star;
    bool wraps; /* is some axis periodic? */
    tda_index pixels;
    tdai_voxel *voxel; /* [size + 1] by position, the last one outside */
    uint32_t *at; /* [pixels] the position of rank r is at[r - 1]; degree 1 frees it */
    /* [pixels + 1] by rank: edges and squares without partner. Edges are gone after degree 0,
     * squares that open a bar of degree 2 are taken away there. */
    uint8_t *critical_edges;
    uint16_t *critical_squares;
    tda_index off[TDAI_DIRECTIONS];
    tda_index corner[8]; /* from a pixel to the first corner of an octant */
    uint64_t *loop;      /* position << 3 | edge: edges that open a bar of degree 1 */
    tda_index loops, loop_room;
} tdai_space;

/* Bars of degree 1, once the squares and edges left are known. */
tda_status tdai_space_loops(tda_ctx *ctx, tdai_space *s);

TDA_END
#endif
