/* SPDX-License-Identifier: GPL-3.0-or-later */
/* operators.c - How the weighted values of the summands become one: sums, means, norms, and the
 * largest few. Summands come in their order, whatever the threads, so that sums are equal. */
#include "vectorize/represent.h"
#include <math.h>

tda_index tdai_operator_slots(const tda_representation_opts *o)
{
    return o->op == TDA_OPERATOR_LAYER ? o->layer : 1;
}

WIDE static void add(double *slot, const double *value, tda_index n, double weight)
{
    for (tda_index j = 0; j < n; j++)
        slot[j] += weight * value[j];
}

WIDE static void raise(double *slot, const double *value, tda_index n, double weight)
{
    for (tda_index j = 0; j < n; j++)
        slot[j] = tdai_greater(slot[j], weight * value[j]);
}

/* The largest come first. */
static void insert(double *slot, const double *value, tda_index n, double weight,
                   tda_index layers)
{
    for (tda_index j = 0; j < n; j++, slot += layers) {
        double v = weight * value[j];
        if (!(v > slot[layers - 1]))
            continue;
        tda_index k = layers - 1;
        for (; k > 0 && slot[k - 1] < v; k--)
            slot[k] = slot[k - 1];
        slot[k] = v;
    }
}

void tdai_operator_add(double *slot, const double *value, tda_index n, double weight,
                       const tda_representation_opts *o)
{
    switch (o->op) {
    case TDA_OPERATOR_MEAN:
    case TDA_OPERATOR_SUM: add(slot, value, n, weight); break;
    case TDA_OPERATOR_MAX: raise(slot, value, n, weight); break;
    case TDA_OPERATOR_LAYER: insert(slot, value, n, weight, o->layer); break;
    case TDA_OPERATOR_NORM:
        for (tda_index j = 0; j < n; j++)
            slot[j] += pow(fabs(weight * value[j]), o->norm);
        break;
    case TDA_OPERATOR_CALLBACK: break;
    }
}

void tdai_operator_close(double *slot, tda_index n, double total,
                         const tda_representation_opts *o)
{
    if (o->op == TDA_OPERATOR_MEAN)
        for (tda_index j = 0; j < n; j++)
            slot[j] = total > 0 ? slot[j] / total : 0;
    if (o->op == TDA_OPERATOR_NORM)
        for (tda_index j = 0; j < n; j++)
            slot[j] = pow(slot[j], 1 / o->norm);
}
