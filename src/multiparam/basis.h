/* SPDX-License-Identifier: GPL-3.0-or-later */
/* basis.h - A graded basis of the cycles of one level, the boundaries written in it, and the
 * presentation that this is.
 *
 * Each basis vector has a pivot (its last cell) of its own, x is that of its pivot and y is
 * the least at which a cycle with that pivot exists. Any cycle with that pivot and grade will do
 * as the vector. So where a boundary has both, it is taken: it spans what it kills, and
 * neither enters the presentation. Only for the other pivots is a cycle looked for. */
#ifndef TDA_MULTIPARAM_BASIS_H
#define TDA_MULTIPARAM_BASIS_H
#include "multiparam/sweep.h"

/* Runs of rows, end to end, in one growing block. */
typedef struct tdai_pile {
    uint32_t *at;
    tda_index used, capacity;
} tdai_pile;

void tdai_pile_clear(tdai_pile *p);
/* Room for n entries more at p->at + p->used. A worker passes no context. */
tda_status tdai_pile_room(tda_ctx *ctx, tdai_pile *p, tda_index n, const char *what);

typedef struct tdai_basis {
    const tdai_level *d;
    uint32_t *y; /* [cells] of the vector with that pivot; TDAI_NONE: no cycle has it */
    uint32_t *by_y;   /* [cells] the cell that y is of */
    bool *boundary;   /* [cells] the vector is a boundary of the same grade */
    tda_index *start; /* [cells] the vectors: at start[pivot] in pile, ascending */
    uint32_t *length; /* [cells] */
    tdai_pile pile;
    tdai_sweep sweep; /* over `carried`, where the cycles wait until they are asked for */
    tdai_level carried;
    tdai_effort effort;
    tdai_arena memory;
} tdai_basis;

/* Pivots and grades of the cycles of d. *b is {0} before, must not move afterwards, and is to be
 * freed on failure too. */
tda_status tdai_basis_new(tda_ctx *ctx, tdai_basis *b, const tdai_level *d,
                          tda_index rows, tda_index ys);
void tdai_basis_free(tdai_basis *b);
/* Of the boundaries of `up` that no others of smaller or equal grade span: gives those their
 * pivot that are of its grade, and marks the rest in kept [up->size]. */
tda_status tdai_basis_boundaries(tda_ctx *ctx, tdai_basis *b, const tdai_level *up,
                                 tda_index ys, bool shortcut, bool *kept);
/* Find a cycle for every pivot that no boundary took. */
tda_status tdai_basis_cycles(tda_ctx *ctx, tdai_basis *b);

/* out [2] := generators and relations as levels of `memory`: the pivots that no boundary took,
 * `cell` being the pivot, and the kept columns of up written in them, `cell` being the
 * position in up. */
tda_status tdai_coordinates(tda_ctx *ctx, tdai_level *out, tdai_arena *memory,
                            const tdai_basis *b, const tdai_level *up, const bool *kept,
                            tda_index ys);

#endif
