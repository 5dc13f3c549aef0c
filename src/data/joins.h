/* SPDX-License-Identifier: GPL-3.0-or-later */
/* joins.h - Give the cells of a complex their grades, one cell after another. */
#ifndef TDA_DATA_JOINS_H
#define TDA_DATA_JOINS_H
#include "data/private.h"

/* Fills grade_start [size+1] and grade of columns whose cells are visited in order. */
typedef struct tdai_joins {
    tdai_columns *c;
    tda_index next;     /* the cell whose grades come next */
    tda_index capacity; /* rows that c->grade has room for */
} tdai_joins;

/* Room for the starts, and for one grade a cell to begin with. */
tda_status tdai_joins_begin(tda_ctx *ctx, tdai_joins *j, tdai_columns *c);
/* The next cell has these grades, made minimal. */
tda_status tdai_joins_take(tda_ctx *ctx, tdai_joins *j, const double *grade,
                           tda_index grades);
/* The next cell appears as soon as its faces do, which have their grades already: its grades
 * are the minimal joins of one of each face's. Without faces: -INFINITY. */
tda_status tdai_joins_of_faces(tda_ctx *ctx, tdai_joins *j);

#endif
