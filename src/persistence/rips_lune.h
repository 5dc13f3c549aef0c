/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_lune.h - The lune of an edge by lists: its points, numbered, and who among them is joined.
 *
 * The lune of an edge e is all points joined to both of its ends before e. Its points get places
 * 0, 1, .. in ascending order, so that sets of them are a word or two, however many points there
 * are; the row of a point, its neighbours in the lune before e, is made when it is first asked for. */
#ifndef TDA_PERSISTENCE_RIPS_LUNE_H
#define TDA_PERSISTENCE_RIPS_LUNE_H
#include "persistence/rips_lists.h"

TDA_BEGIN

typedef struct tdai_rips_lune {
    const tdai_rips_lists *lists;
    uint32_t rank;   /* of the edge */
    tda_index size;  /* points */
    tda_index words; /* of a row */
    uint32_t *point; /* [longest] the first `size` are in the lune, ascending */
    uint32_t *place; /* [n] of a point, counted from 1; 0: it is not in the lune */
    uint64_t *made;  /* [words] rows that are made, .. */
    uint64_t *all;   /* [words] .. the lune itself, .. */
    uint64_t *row;   /* [size x words] .. rows, .. */
    uint64_t *spare; /* [extra x words] .. and scratch: one block */
    tda_index extra, room;
} tdai_rips_lune;

/* extra: how many rows of scratch are wanted. */
bool tdai_rips_lune_init(tdai_rips_lune *l, const tdai_rips_lists *lists,
                         tda_index extra);
void tdai_rips_lune_free(tdai_rips_lune *l);
/* Go to the edge ab of a rank; false: memory ran out. */
bool tdai_rips_lune_open(tdai_rips_lune *l, uint32_t a, uint32_t b, uint32_t rank);
void tdai_rips_lune_make_row(tdai_rips_lune *l, tda_index x);
/* The first point of the lune that is joined to all of v [count], which are in it too, or -1. */
tda_index tdai_rips_lune_first(tdai_rips_lune *l, const uint32_t *v, int count);
/* Bytes that lunes of a graph can need at most. */
tda_index tdai_rips_lune_bytes(const tdai_rips_lists *lists, const uint32_t *tail,
                               const uint32_t *head, tda_index edges, tda_index extra);

static inline const uint64_t *tdai_rips_lune_row(tdai_rips_lune *l, tda_index x)
{
    if (!(l->made[x >> 6] >> (x & 63) & 1))
        tdai_rips_lune_make_row(l, x);
    return l->row + x * l->words;
}

TDA_END
#endif
