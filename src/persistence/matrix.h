/* SPDX-License-Identifier: GPL-3.0-or-later */
/* matrix.h - Persistence of an explicit complex: who is paired with whom.
 *
 * The cells that appear are sorted within each dimension by (value, id). Pairs that stand next to
 * each other in the order are read off the complex at once, all levels in one walk (apparent.c); the
 * boundary matrix of each dimension over the one below, a level, then has few columns left. It
 * is worked on by itself: by union-find where its columns or its rows have two entries at
 * most (forest.c), by reduction of its columns or of those of its transpose otherwise (level.c,
 * chunk.c). Pairs found in one level save work in the next ones: a cell that a class is
 * born with has a column that reduces to zero, one that a class dies with a row that holds no pivot
 * and changes no other: neither is looked at. pairs.c decides on the order of the levels
 * and the ways. Where representatives are asked for, the levels are reduced whole (matrix.c,
 * reduce.c). */
#ifndef TDA_PERSISTENCE_MATRIX_H
#define TDA_PERSISTENCE_MATRIX_H
#include "core/column.h"
#include "data/private.h"
#include <tda/persistence.h>

TDA_BEGIN

/* What is known of a cell. */
typedef enum tdai_role {
    TDAI_OPEN,  /* in no pair so far */
    TDAI_BIRTH, /* a class is born with it that dies with its partner */
    TDAI_DEATH, /* the class born with its partner dies with it */
} tdai_role;

/* What is known of cells is by id, since those of neighbours in the complex mostly are close by.
 * The place of a cell: dimension by dimension, in the order in which they appear. */
typedef struct tdai_filtration {
    tda_ctx *ctx;
    const tda_cells *cells; /* only size, dim, start and face are read */
    const double *value;    /* [cells] when each appears, INFINITY: never; borrowed */
    int top;                /* last dimension taken, -1: none */
    tda_index *first;       /* [top+2] the first place of each dimension */
    uint32_t *cell;         /* [first[top+1]] the id of each place */
    uint32_t *number;  /* [cells] the place within its dimension; TDAI_NONE: not there */
    uint32_t *partner; /* [cells] the id of the other of a pair, or TDAI_NONE */
    uint8_t *role;     /* [cells] of type tdai_role */
    tdai_arena memory;
    int64_t columns, entries, links; /* work so far */
} tdai_filtration;

/* Sort the cells of dimension 0 .. top (at most that of the cells) by when they appear,
 * value [cells] by id; INFINITY: never. Borrows both. */
tda_status tdai_filtration_new(tda_ctx *ctx, tdai_filtration *out, const tda_cells *cells,
                               const double *value, int top);
void tdai_filtration_free(tdai_filtration *s);

static inline tda_index tdai_filtration_size(const tdai_filtration *s, int k)
{
    return s->first[k + 1] - s->first[k];
}

/* The cell of dimension k at a place within it. */
static inline uint32_t tdai_filtration_cell(const tdai_filtration *s, int k,
                                            uint32_t number)
{
    return s->cell[s->first[k] + number];
}

static inline void tdai_filtration_pair(tdai_filtration *s, uint32_t birth,
                                        uint32_t death)
{
    s->partner[birth] = death;
    s->partner[death] = birth;
    s->role[birth] = TDAI_BIRTH;
    s->role[death] = TDAI_DEATH;
}

/* Where representatives go: chain[id] := the number of that of the class born with the cell. */
typedef struct tdai_trace {
    tdai_chains chains;
    tda_index *chain; /* [cells] */
} tdai_trace;

/* How to find the pairs. */
typedef struct tdai_plan {
    tda_engine engine;
    tdai_trace *trace; /* or NULL; asks for twist (cycles) or cohomology (cocycles) */
} tdai_plan;

/* Fill role and partner of s, fresh from tdai_filtration_new(). */
tda_status tdai_filtration_pairs(tdai_filtration *s, const tdai_plan *plan);

/* Pairs of all levels of a cell and its last face, where it is the first coface of this: in s
 * fresh from tdai_filtration_new(). Adds them to s. */
tda_status tdai_filtration_apparent(tdai_filtration *s);
/* All pairs by PHAT. */
tda_status tdai_filtration_phat(tdai_filtration *s);

/* ---- one level, of the cells of dimension k over those of dimension k-1, apparent pairs known ---- */

/* Does every column, or every row, have two entries at most? Then find the pairs of the level
 * and set *done. The second asks that no pair of the level above is known. */
tda_status tdai_forest(tdai_filtration *s, int k, bool *done);
tda_status tdai_forest_dual(tdai_filtration *s, int k, bool *done);
/* By columns of faces, from the first on; or of cofaces, from the last on. */
tda_status tdai_level_reduce(tdai_filtration *s, int k, bool dual);
/* By columns of faces, those of many parts of the filtration at once. */
tda_status tdai_level_chunks(tdai_filtration *s, int k);

/* ---- the same level, whole, for representatives ---- */

/* The columns of a level in the order of their reduction, or of its transpose in reverse order:
 * there columns are of dimension k-1. Entries are numbers of rows in that order, those of the
 * transpose ascending. */
typedef struct tdai_boundary {
    int k;
    bool dual;
    tda_index columns, rows, widest;
    tda_index *start; /* [columns+1] */
    uint32_t *row;    /* [start[columns]] */
    tdai_arena memory;
} tdai_boundary;

/* The place of a column, or of a row: origin + sign * number. */
typedef struct tdai_side {
    tda_index origin, sign;
} tdai_side;

static inline tdai_side tdai_boundary_columns(const tdai_filtration *s,
                                              const tdai_boundary *m)
{
    return m->dual ? (tdai_side){s->first[m->k] - 1, -1} : (tdai_side){s->first[m->k], 1};
}

static inline tdai_side tdai_boundary_rows(const tdai_filtration *s,
                                           const tdai_boundary *m)
{
    return m->dual ? (tdai_side){s->first[m->k + 1] - 1, -1}
                   : (tdai_side){s->first[m->k - 1], 1};
}

static inline uint32_t tdai_side_cell(const tdai_filtration *s, tdai_side side,
                                      uint32_t number)
{
    return s->cell[side.origin + side.sign * (tda_index)number];
}

tda_status tdai_boundary_new(tdai_boundary *out, const tdai_filtration *s, int k,
                             bool dual);
void tdai_boundary_free(tdai_boundary *m);
/* Find the pairs of the level by reducing m, which is not the same afterwards. */
tda_status tdai_boundary_reduce(tdai_filtration *s, tdai_boundary *m, tdai_trace *trace);

/* The representative of the class born with a cell is the sum of n cells of a side. */
tda_status tdai_trace_chain(const tdai_filtration *s, tdai_trace *t, uint32_t birth,
                            const uint32_t *number, tda_index n, tdai_side side);

TDA_END
#endif
