/* SPDX-License-Identifier: GPL-3.0-or-later */
/* summand.c - What an interval of any number of parameters is within a window: its longest
 * diagonal, its volume, its largest box, and how far a point is from it.
 *
 * Corners are taken pair by pair, and volumes by slabs along the last parameter. Two parameters
 * have a faster way (stairs.c), of which this is the plain form. */
#include "vectorize/private.h"
#include <math.h>

tdai_summand tdai_summand_of(const tda_module *m, tda_index i)
{
    tda_index b = m->birth_start[i], d = m->death_start[i];
    return (tdai_summand){m->params, m->birth_start[i + 1] - b, m->death_start[i + 1] - d,
                          m->birth + b * m->params, m->death + d * m->params};
}

double tdai_summand_segment(const tdai_summand *s, const double *low, const double *high)
{
    double best = 0;
    int n = s->params;
    for (tda_index b = 0; b < s->births; b++)
        for (tda_index d = 0; d < s->deaths; d++) {
            double least = INFINITY;
            for (int k = 0; k < n; k++)
                least = tdai_lesser(least, tdai_lesser(s->death[d * n + k], high[k]) -
                                               tdai_greater(s->birth[b * n + k], low[k]));
            best = tdai_greater(best, least);
        }
    return best;
}

double tdai_summand_box(const tdai_summand *s, const double *low, const double *high)
{
    double best = 0;
    int n = s->params;
    for (tda_index b = 0; b < s->births; b++)
        for (tda_index d = 0; d < s->deaths; d++) {
            double product = 1;
            for (int k = 0; k < n && product > 0; k++)
                product *= tdai_greater(0, tdai_lesser(s->death[d * n + k], high[k]) -
                                               tdai_greater(s->birth[b * n + k], low[k]));
            best = tdai_greater(best, product);
        }
    return best;
}

/* The next coordinate after `at` along parameter k at which some corner begins or ends. */
static double next_step(const tdai_summand *s, int k, double at, double end)
{
    for (tda_index b = 0; b < s->births; b++) {
        double x = s->birth[b * s->params + k];
        end = x > at && x < end ? x : end;
    }
    for (tda_index d = 0; d < s->deaths; d++) {
        double x = s->death[d * s->params + k];
        end = x > at && x < end ? x : end;
    }
    return end;
}

/* Does the point lie in the interval? */
static bool holds(const tdai_summand *s, const double *z)
{
    bool born = false, alive = false;
    for (tda_index b = 0; b < s->births && !born; b++) {
        born = true;
        for (int k = 0; k < s->params; k++)
            born = born && z[k] >= s->birth[b * s->params + k];
    }
    for (tda_index d = 0; born && d < s->deaths && !alive; d++) {
        alive = true;
        for (int k = 0; k < s->params; k++)
            alive = alive && z[k] < s->death[d * s->params + k];
    }
    return alive;
}

double tdai_summand_volume(const tdai_summand *s, const double *low, const double *high)
{
    /* Between steps of the corners all is constant, so the lower corners of cells decide. An
     * odometer of cells, at[k] .. to[k] along each parameter. */
    enum { MOST = 64 };
    double at[MOST], to[MOST], sum = 0;
    int n = s->params;
    if (n > MOST)
        return NAN;
    for (int k = 0; k < n; k++) {
        if (!(low[k] < high[k]))
            return 0;
        at[k] = low[k];
        to[k] = next_step(s, k, at[k], high[k]);
    }
    for (int k = 0; k < n;) {
        double volume = 1;
        if (holds(s, at)) {
            for (int i = 0; i < n; i++)
                volume *= to[i] - at[i];
            sum += volume;
        }
        for (k = 0; k < n; k++) {
            bool carry = !(to[k] < high[k]);
            at[k] = carry ? low[k] : to[k];
            to[k] = next_step(s, k, at[k], high[k]);
            if (!carry)
                break;
        }
    }
    return sum;
}

double tdai_summand_outside(const tdai_summand *s, const double *x)
{
    double up = INFINITY, down = INFINITY;
    int n = s->params;
    for (tda_index b = 0; b < s->births; b++) {
        double most = -(double)INFINITY;
        for (int k = 0; k < n; k++)
            most = tdai_greater(most, s->birth[b * n + k] - x[k]);
        up = tdai_lesser(up, most);
    }
    for (tda_index d = 0; d < s->deaths; d++) {
        double most = -(double)INFINITY;
        for (int k = 0; k < n; k++)
            most = tdai_greater(most, x[k] - s->death[d * n + k]);
        down = tdai_lesser(down, most);
    }
    return tdai_greater(up, down);
}
