/* SPDX-License-Identifier: GPL-3.0-or-later */
/* matrix.h - Persistence of an explicit complex: who is paired with whom.
 *
 * The cells that appear are sorted within each dimension by (value, id). The boundary matrix of
 * one dimension over the one below, a level, is worked on by itself: by union-find where its
 * columns or its rows have two entries at most (forest.c), by reduction of its columns or of
 * those of its transpose otherwise (reduce.c). Pairs found in one level save work in the next
 * ones: a cell that a class is born with has a column that reduces to zero, one that a class dies
 * with a row that holds no pivot and changes no other: neither is looked at. pairs.c decides on the order of the levels and the ways. */
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

/* Cells go by their place: dimension by dimension, in the order in which they appear. */
typedef struct tdai_filtration {
    tda_ctx *ctx;
    const tda_cells *cells; /* only dim, start and face are read */
    int top;                /* last dimension taken, -1: none */
    tda_index *first;       /* [top+2] the first place of each dimension */
    uint32_t *cell;         /* [first[top+1]] the id of each place */
    double *value;          /* [first[top+1]] when each place appears */
    uint32_t *number;  /* [cells] by id: its place within its dimension; or TDAI_NONE */
    uint32_t *partner; /* [first[top+1]] the place of the other of a pair */
    uint8_t *role;     /* [first[top+1]] of type tdai_role */
    tdai_arena memory;
    int64_t columns, entries, links; /* work so far */
} tdai_filtration;

/* Sort the cells of dimension 0 .. top (at most that of the cells) by when they appear,
 * value [cells] by id; INFINITY: never. Borrows the cells. */
tda_status tdai_filtration_new(tda_ctx *ctx, tdai_filtration *out, const tda_cells *cells,
                               const double *value, int top);
void tdai_filtration_free(tdai_filtration *s);

static inline tda_index tdai_filtration_size(const tdai_filtration *s, int k)
{
    return s->first[k + 1] - s->first[k];
}

static inline void tdai_filtration_pair(tdai_filtration *s, tda_index birth,
                                        tda_index death)
{
    s->partner[birth] = (uint32_t)death;
    s->partner[death] = (uint32_t)birth;
    s->role[birth] = TDAI_BIRTH;
    s->role[death] = TDAI_DEATH;
}

/* Where representatives go: chain[place] := the number of that of the class born there. */
typedef struct tdai_trace {
    tdai_chains chains;
    tda_index *chain; /* [cells] */
} tdai_trace;

/* How to find the pairs. */
typedef struct tdai_plan {
    tda_engine engine;
    bool forests; /* union-find where it can */
    tdai_trace *
        trace; /* or NULL; asks for twist (cycles) or cohomology (cocycles) and no forests */
} tdai_plan;

/* Fill role and partner of s, fresh from tdai_filtration_new(). */
tda_status tdai_filtration_pairs(tdai_filtration *s, const tdai_plan *plan);

/* ---- one level, of the cells of dimension k over those of dimension k-1 ---- */

/* Does every column, or every row, have two entries at most? Then find the pairs of the level
 * and set *done. */
tda_status tdai_forest(tdai_filtration *s, int k, bool *done);
tda_status tdai_forest_dual(tdai_filtration *s, int k, bool *done);

/* The columns of a level in the order of their reduction, or of its transpose in reverse order:
 * there columns are of dimension k-1. Entries are numbers of rows in that order, those of the
 * transpose ascending. */
typedef struct tdai_boundary {
    int k;
    bool dual;
    bool whole; /* keep the rows that hold no pivot, so that chains come out whole */
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

static inline tda_index tdai_side_place(tdai_side side, uint32_t number)
{
    return side.origin + side.sign * (tda_index)number;
}

tda_status tdai_boundary_new(tdai_boundary *out, const tdai_filtration *s, int k,
                             bool dual, bool whole);
void tdai_boundary_free(tdai_boundary *m);
/* Find the pairs of the level by reducing m, which is not the same afterwards. */
tda_status tdai_boundary_reduce(tdai_filtration *s, tdai_boundary *m, tdai_trace *trace);

/* The representative of the class born at `birth` is the sum of n cells of a side. */
tda_status tdai_trace_chain(const tdai_filtration *s, tdai_trace *t, tda_index birth,
                            const uint32_t *number, tda_index n, tdai_side side);

/* All pairs by PHAT. */
tda_status tdai_filtration_phat(tdai_filtration *s);

TDA_END
#endif
