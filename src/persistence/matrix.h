/* SPDX-License-Identifier: GPL-3.0-or-later */
/* matrix.h - Persistence of an explicit complex: who is paired with whom.
 *
 * The cells that appear are sorted within each dimension by (value, id). The boundary matrix of
 * one dimension over the one below, a level, is worked on by itself: by union-find where its
 * columns or its rows have two entries at most (forest.c), by reduction of its columns or of
 * those of its transpose otherwise (reduce.c). Pairs found in one level leave their cells out of
 * the next ones: a cell that a class is born with has no column that matters, one that a class
 * dies with no row. pairs.c decides on the order of the levels and the ways. */
#ifndef TDA_PERSISTENCE_MATRIX_H
#define TDA_PERSISTENCE_MATRIX_H
#include "core/column.h"
#include "data/private.h"
#include <tda/persistence.h>

TDA_BEGIN

/* What is known of a cell. */
typedef enum tdai_role {
    TDAI_ABSENT, /* never appears, or is past the last dimension */
    TDAI_OPEN,   /* in no pair so far */
    TDAI_BIRTH,  /* a class is born with it that dies with its partner */
    TDAI_DEATH,  /* the class born with its partner dies with it */
} tdai_role;

typedef struct tdai_filtration {
    tda_ctx *ctx;
    const tda_cells *cells; /* only dim, start and face are read */
    const double *value;    /* [cells] when each appears; INFINITY: never */
    int top;                /* last dimension taken, -1: none */
    tda_index *first;       /* [top+2] where each dimension begins in `cell` */
    uint32_t *cell;         /* [first[top+1]] ids by (dimension, value, id) */
    uint32_t *number;       /* [cells] scratch: numbers in the level at hand */
    uint32_t *partner;      /* [cells] of those in a pair */
    uint8_t *role;          /* [cells] */
    tdai_arena memory;
    int64_t columns, entries, links; /* work so far */
} tdai_filtration;

/* Sort the cells of dimension 0 .. top (at most that of the cells). Borrows cells and value. */
tda_status tdai_filtration_new(tda_ctx *ctx, tdai_filtration *out, const tda_cells *cells,
                               const double *value, int top);
void tdai_filtration_free(tdai_filtration *s);

static inline void tdai_filtration_pair(tdai_filtration *s, uint32_t birth,
                                        uint32_t death)
{
    s->partner[birth] = death;
    s->partner[death] = birth;
    s->role[birth] = TDAI_BIRTH;
    s->role[death] = TDAI_DEATH;
}

/* Where representatives go: chain[cell] := the number of that of the class born with cell. */
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

/* Do every column, or every row, that matter have two entries at most? Then find the pairs of
 * the level and set *done. */
tda_status tdai_forest(tdai_filtration *s, int k, bool *done);
tda_status tdai_forest_dual(tdai_filtration *s, int k, bool *done);

/* The columns and rows that matter, each in the order of the reduction. */
typedef struct tdai_boundary {
    int k;
    bool dual; /* the transpose, in reverse order: columns are of dimension k-1 */
    tda_index columns, rows;
    uint32_t *column_cell, *row_cell; /* ids */
    tda_index *start;                 /* dual: [columns+1] */
    uint32_t *row;     /* dual; otherwise columns are gathered when asked for */
    tda_index longest; /* the most entries of a column */
    tdai_arena memory;
} tdai_boundary;

/* all: keep the rows of cells that classes die with (born with, for the dual), so that chains
 * come out whole. */
tda_status tdai_boundary_new(tdai_boundary *out, tdai_filtration *s, int k, bool dual,
                             bool all);
void tdai_boundary_free(tdai_boundary *m);
/* Column j, ascending, to row [longest], for those that are gathered; its size. */
tda_index tdai_boundary_gather(const tdai_filtration *s, const tdai_boundary *m,
                               tda_index j, uint32_t *row);
/* Find the pairs of the level by reducing m. */
tda_status tdai_boundary_reduce(tdai_filtration *s, const tdai_boundary *m,
                                tdai_trace *trace);

/* The representative of the class born with `cell` is the sum of n cells, id[number[i]]. */
tda_status tdai_trace_chain(tda_ctx *ctx, tdai_trace *t, uint32_t cell,
                            const uint32_t *number, tda_index n, const uint32_t *id);

/* All pairs by PHAT. */
tda_status tdai_filtration_phat(tdai_filtration *s);

TDA_END
#endif
