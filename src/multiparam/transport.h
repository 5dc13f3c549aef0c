/* SPDX-License-Identifier: GPL-3.0-or-later */
/* transport.h - Mass to be moved from some points to others. */
#ifndef TDA_MULTIPARAM_TRANSPORT_H
#define TDA_MULTIPARAM_TRANSPORT_H
#include "data/private.h"
#include <math.h>
#include <tda/multiparam.h>

TDA_BEGIN

/* Points that give and points that take, with as much mass in all; coordinates finite, parameter by
 * parameter: x[k rows + i]. */
typedef struct tdai_freight {
    tda_ctx *ctx;
    int params;
    double norm; /* 1, 2 or INFINITY */
    tda_index rows, columns;
    const double *x, *y;                 /* [params x rows], [params x columns] */
    const int64_t *supply, *demand;      /* [rows], [columns] positive */
    const tda_index *row_id, *column_id; /* what to call them in the plan */
} tdai_freight;

/* A growing list of shipments. */
typedef struct tdai_shipments {
    tda_index size, room;
    tda_index *from, *to;
    int64_t *mass;
    double *length;
} tdai_shipments;

static inline double tdai_freight_cost(const tdai_freight *f, tda_index i, tda_index j)
{
    double sum = 0;
    for (int k = 0; k < f->params; k++) {
        double d = fabs(f->x[k * f->rows + i] - f->y[k * f->columns + j]);
        sum = f->norm == 1 ? sum + d : f->norm == 2 ? sum + d * d : d > sum ? d : sum;
    }
    return f->norm == 2 ? sqrt(sum) : sum;
}
/* cost [columns] := from row i. */
void tdai_freight_costs(const tdai_freight *f, tda_index i, double *cost);

void tdai_shipments_free(tdai_shipments *s);
tda_status tdai_shipments_add(tda_ctx *ctx, tdai_shipments *s, tda_index from,
                              tda_index to, int64_t mass, double length);

/* The least cost, and where plan is not NULL what is moved. (transport_exact.c) */
tda_status tdai_freight_exact(const tdai_freight *f, double *cost, tdai_shipments *plan);
TDA_END
#endif
