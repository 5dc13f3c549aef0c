/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cubical_star.h - The cubes about a pixel of three axes, and which of them are partners.
 *
 * Direction 2a goes back along axis a, 2a+1 on, axis 0 being the last of the image. A square is
 * two directions of different axes, numbered by (lower, higher); an octant three, numbered by
 * the bits of the axes that go on. The star of a pixel is what appears with it: those of its
 * edges, squares and octants (cubes) whose other pixels all come before. The edges of a star
 * are nodes of a graph, joined by its squares; the octants are nodes of another, joined by the
 * squares they share, and a square with one of its octants missing joins the other to a node
 * that stands for the rest of the image. Partners are then read off spanning trees of these
 * graphs: first a square for each octant, a step towards the rest; then, among the squares left
 * over, one for each edge but the first of its tree, a step towards this. */
#ifndef TDA_PERSISTENCE_CUBICAL_STAR_H
#define TDA_PERSISTENCE_CUBICAL_STAR_H
#include "core/private.h"

TDA_BEGIN

enum {
    TDAI_DIRECTIONS = 6,
    TDAI_SQUARES = 12,
    TDAI_STAYS = 3 /* the way of the one octant without a partner, number 7 of all 8 */
};

/* The partners of the edges among given squares. */
typedef struct tdai_tree {
    uint32_t step;    /* from the leaves on: three bits the edge, three where it leads */
    uint16_t squares; /* that are partners */
    uint8_t edges;    /* likewise */
    uint8_t steps;
} tdai_tree;

typedef struct tdai_star {
    uint8_t square[TDAI_SQUARES][2]; /* its directions */
    uint8_t number[TDAI_DIRECTIONS]
                  [TDAI_DIRECTIONS];   /* of the square of two directions */
    uint8_t side[TDAI_SQUARES][2];     /* the octants beside a square */
    uint16_t used[256];                /* by octants: the squares that are partners */
    uint16_t way[256];                 /* two bits an octant: the axis it steps along */
    tdai_tree tree[1 << TDAI_SQUARES]; /* by squares */
} tdai_star;

/* Made at the first call. */
const tdai_star *tdai_star_tables(void);

TDA_END
#endif
