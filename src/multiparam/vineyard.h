/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vineyard.h - Bars of one matrix that keep their identity while its rows and columns change order.
 *
 * The state is a set of sums of columns of the matrix D, one for each column: sum j is R_j in the
 * rows, made of the columns V_j. It is settled when no two R_j that are not zero have the same last
 * row, and no two V_j the same last column; then (last row, last column) of the sums are the pairs
 * that reducing D in these orders gives. A new order of the rows may give two sums one last row; the
 * one whose last column comes first is added to the other, which keeps its last column. A new
 * order of the columns may give two sums one last column; the one whose last row comes first is
 * added to the other, which keeps its last row. So a sum never becomes zero, nor ceases to be, and
 * through every transposition of two neighbours its pair changes as a vine does: in a new order of
 * the rows with the death held, in one of the columns with the birth held. Sum j is bar j for good.
 *
 * The pairs depend on the two orders alone. Which bar a pair belongs to depends on the way there,
 * of which a move of all rows, then of all columns, is one step.
 *
 * Use: tdai_vineyard_new(), then again and again tdai_vineyard_rows(), tdai_vineyard_columns(), and
 * read `low` and `lead` of the bars. Rows that never die, of a presentation, need columns at
 * infinity: tdai_vineyard_endless() says which. */
#ifndef TDA_MULTIPARAM_VINEYARD_H
#define TDA_MULTIPARAM_VINEYARD_H
#include "multiparam/private.h"

TDA_BEGIN

/* A total order of rows or of columns: by rank, or else by where the line (t, t + offset) reaches
 * their grades; where it reaches two at the same t by the second coordinate, the first, and the
 * number. As the offset goes down two of them change places once at most. */
typedef struct tdai_order {
    const uint32_t *rank; /* [n] distinct, or NULL */
    const double *at; /* [n x 2] grades, if rank is NULL; +INFINITY allowed, NaN not */
    double offset;
} tdai_order;

static inline double tdai_order_reach(const tdai_order *o, uint32_t i)
{
    double x = o->at[2 * (size_t)i], y = o->at[2 * (size_t)i + 1] - o->offset;
    return x > y ? x : y;
}

static inline bool tdai_order_less(const tdai_order *o, uint32_t a, uint32_t b)
{
    if (o->rank)
        return o->rank[a] < o->rank[b];
    const double *p = o->at + 2 * (size_t)a, *q = o->at + 2 * (size_t)b;
    double s = tdai_order_reach(o, a), t = tdai_order_reach(o, b);
    return s != t         ? s < t
           : p[1] != q[1] ? p[1] < q[1]
           : p[0] != q[0] ? p[0] < q[0]
                          : a < b;
}

/* Lists of numbers, ascending, that grow and shrink in one block. */
typedef struct tdai_lists {
    tda_index count;
    tda_index *at;         /* [count] offset in block */
    uint32_t *size, *room; /* [count] */
    uint32_t *block, *spare;
    tda_index used, capacity;
    tda_index spare_room;
} tdai_lists;

/* Room for `count` lists of `entries` in all; empty. */
tda_status tdai_lists_new(tda_ctx *ctx, tdai_lists *out, tda_index count,
                          tda_index entries);
void tdai_lists_free(tdai_lists *l);
/* List j := row [n]. Only once for each j, within the entries told. */
void tdai_lists_put(tdai_lists *l, uint32_t j, const uint32_t *row, uint32_t n);
/* List `to` += list `from`, modulo 2. */
tda_status tdai_lists_add(tda_ctx *ctx, tdai_lists *l, uint32_t to, uint32_t from);
static inline const uint32_t *tdai_list(const tdai_lists *l, uint32_t j)
{
    return l->block + l->at[j];
}

typedef struct tdai_vineyard {
    tda_index rows, columns; /* bars are numbered as the columns */
    tdai_lists r, v;
    uint32_t *low;     /* [columns] the last row of the bar; TDAI_NONE: zero, no bar */
    uint32_t *lead;    /* [columns] its last column */
    uint32_t *by_low;  /* [rows] the bar with that last row, or TDAI_NONE */
    uint32_t *by_lead; /* [columns] the sum with that last column */
    tdai_order row_order, column_order;
    uint32_t *
        touched; /* [touches] sums whose entries, low or lead changed since the caller set */
    tda_index touches; /* `touches` to 0 by tdai_vineyard_forget() */
    uint8_t *is_touched;
    uint32_t *moved; /* scratch */
    tdai_effort effort;
    tdai_arena memory;
} tdai_vineyard;

/* Reduce the matrix whose column j has the rows row[start[j]] .. row[start[j + 1] - 1], ascending.
 * The arrays of the orders must live until others take their place. */
tda_status tdai_vineyard_new(tda_ctx *ctx, tdai_vineyard *out, tda_index rows,
                             tda_index columns, const tda_index *start,
                             const uint32_t *row, const tdai_order *row_order,
                             const tdai_order *column_order);
void tdai_vineyard_free(tdai_vineyard *v);
/* Go to another order of the rows (of the columns). Looks at the sums listed in which [count],
 * which must be all whose last row (column) changes; NULL: at all. After a failure
 * the vineyard can only be freed. */
tda_status tdai_vineyard_rows(tda_ctx *ctx, tdai_vineyard *v, const tdai_order *order,
                              const uint32_t *which, tda_index count);
tda_status tdai_vineyard_columns(tda_ctx *ctx, tdai_vineyard *v, const tdai_order *order,
                                 const uint32_t *which, tda_index count);
void tdai_vineyard_forget(tdai_vineyard *v);

/* endless[*count] := rows such that the matrix with one more column for each of them, after all
 * others, pairs every row. They do not depend on any order. */
tda_status tdai_vineyard_endless(tda_ctx *ctx, uint32_t *endless, tda_index *count,
                                 tda_index rows, tda_index columns,
                                 const tda_index *start, const uint32_t *row);

TDA_END
#endif
