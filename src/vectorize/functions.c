/* SPDX-License-Identifier: GPL-3.0-or-later */
/* functions.c - Functions of a summand: what a window sees of it, and what its distance gives.
 *
 * At points and along rows of pixels the same operations are done in the same order, so that the
 * values are equal to the last bit. */
#include "core/exp.h"
#include "vectorize/represent.h"
#include <math.h>

double tdai_function_pad(const tda_representation_opts *o)
{
    switch (o->function) {
    case TDA_SUMMAND_LANDSCAPE: return 0;
    case TDA_SUMMAND_GAUSSIAN:
    case TDA_SUMMAND_EXPONENTIAL:
    case TDA_SUMMAND_CALLBACK: return INFINITY;
    case TDA_SUMMAND_SEGMENT:
    case TDA_SUMMAND_VOLUME:
    case TDA_SUMMAND_BOX:
    case TDA_SUMMAND_LINEAR: break;
    }
    return o->bandwidth;
}

/* Over what a value in the window is divided, as a factor. */
static double unit_of(const tda_representation_opts *o, int params)
{
    double unit = 1 / (2 * o->bandwidth), all = unit;
    for (int k = 1; k < params && o->function != TDA_SUMMAND_SEGMENT; k++)
        all *= unit;
    return all;
}

/* value[j] := f(signed distance), in place. */
WIDE static void of_distance(double *value, tda_index n, tda_summand_function f,
                             double bandwidth)
{
    double unit = 1 / bandwidth;
    switch (f) {
    case TDA_SUMMAND_LANDSCAPE:
        for (tda_index j = 0; j < n; j++)
            value[j] = tdai_greater(0, 0 - value[j]);
        break;
    case TDA_SUMMAND_GAUSSIAN:
        for (tda_index j = 0; j < n; j++) {
            double d = tdai_greater(0, value[j]) * unit;
            value[j] = exp_minus(0.5 * d * d);
        }
        break;
    case TDA_SUMMAND_EXPONENTIAL:
        for (tda_index j = 0; j < n; j++)
            value[j] = exp_minus(tdai_greater(0, value[j]) * unit);
        break;
    case TDA_SUMMAND_LINEAR:
        for (tda_index j = 0; j < n; j++)
            value[j] = tdai_greater(0, 1 - tdai_greater(0, value[j]) * unit);
        break;
    case TDA_SUMMAND_SEGMENT:
    case TDA_SUMMAND_VOLUME:
    case TDA_SUMMAND_BOX:
    case TDA_SUMMAND_CALLBACK: break;
    }
}

static void scale(double *value, tda_index n, double unit)
{
    for (tda_index j = 0; j < n; j++)
        value[j] *= unit;
}

void tdai_function_row(double *value, const tdai_summand *s, const tdai_row *row,
                       const tda_representation_opts *o)
{
    switch (o->function) {
    case TDA_SUMMAND_SEGMENT: tdai_row_segment(value, s, row); break;
    case TDA_SUMMAND_VOLUME: tdai_row_volume(value, s, row); break;
    case TDA_SUMMAND_BOX: tdai_row_box(value, s, row); break;
    case TDA_SUMMAND_LANDSCAPE:
    case TDA_SUMMAND_GAUSSIAN:
    case TDA_SUMMAND_EXPONENTIAL:
    case TDA_SUMMAND_LINEAR:
    case TDA_SUMMAND_CALLBACK:
        tdai_row_outside(value, s, row);
        of_distance(value, row->n, o->function, o->bandwidth);
        return;
    }
    scale(value, row->n, unit_of(o, 2));
}

/* The same at one point of any number of parameters. */
static double in_window(const tdai_summand *s, const double *x,
                        const tda_representation_opts *o)
{
    enum { MOST = 64 };
    double low[MOST], high[MOST], value;
    for (int k = 0; k < s->params; k++) {
        low[k] = x[k] - o->bandwidth;
        high[k] = x[k] + o->bandwidth;
    }
    if (o->function == TDA_SUMMAND_SEGMENT)
        value = tdai_summand_segment(s, low, high);
    else if (o->function == TDA_SUMMAND_VOLUME)
        value = tdai_summand_volume(s, low, high);
    else
        value = tdai_summand_box(s, low, high);
    scale(&value, 1, unit_of(o, s->params));
    return value;
}

double tdai_function_at(const tda_module *m, tda_index i, const double *x,
                        const tda_representation_opts *o)
{
    tdai_summand s = tdai_summand_of(m, i);
    double value;
    if (o->function == TDA_SUMMAND_CALLBACK)
        return o->function_fn(m, i, x, o->user);
    if (m->params == 2) {
        double low = x[1] - o->bandwidth, high = x[1] + o->bandwidth;
        tdai_row row = {x[0], o->bandwidth, 1, x + 1, &low, &high};
        tdai_function_row(&value, &s, &row, o);
        return value;
    }
    if (o->function <= TDA_SUMMAND_BOX)
        return in_window(&s, x, o);
    value = tdai_summand_outside(&s, x);
    of_distance(&value, 1, o->function, o->bandwidth);
    return value;
}
