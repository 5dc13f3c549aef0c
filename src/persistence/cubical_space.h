/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cubical_space.h - What the two halves of the engine for three axes share. */
#ifndef TDA_PERSISTENCE_CUBICAL_SPACE_H
#define TDA_PERSISTENCE_CUBICAL_SPACE_H
#include "persistence/cubical.h"
#include "persistence/cubical_star.h"

TDA_BEGIN

/* A pixel and its star, by rank. */
typedef struct tdai_block {
    uint32_t at; /* position */
    uint16_t
        squares;   /* of the star that are no octant's partner; later, nor open a bar of
                         degree 2 */
    uint8_t edges; /* of the star; later those that do not close a bar of degree 0 */
    uint8_t mask;  /* scratch: edges */
} tdai_block;

typedef struct tdai_space {
    tdai_cubes *c;
    const tdai_star *star;
    tda_index pixels;
    tdai_block *block; /* [pixels + 1] by rank, from 1 */
    uint32_t *rank;    /* [size + 1] by position; outside: never V, 0 T */
    tda_index off[TDAI_DIRECTIONS];
    tda_index corner[8]; /* from a pixel to the first corner of an octant */
    uint64_t *loop;      /* edges that open a bar of degree 1, and have no partner */
    tda_index loops, loop_room;
} tdai_space;

/* Bars of degree 1, once the squares and edges left are known. */
tda_status tdai_space_loops(tda_ctx *ctx, tdai_space *s);

TDA_END
#endif
