/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stairs.c - Intervals of two parameters within a window, by walks along their staircases.
 *
 * Only corners in the window count, and of those before an edge of it the one next to the edge.
 * The longest diagonal from a birth ends at the death where width and height cross. From birth to
 * birth that place moves on only, so one walk along both staircases finds all. Boxes that a birth
 * makes with deaths are, in order, best at deaths that move on only as well (their areas form an
 * inverse Monge matrix), so the middle birth halves what the others must look at. */
#include "vectorize/private.h"
#include <math.h>

/* The first corner, from `from` to `end`, for which coordinate k is past v: above it, or at it
 * where `equal`; for k = 1, which goes down, below it. */
static tda_index search(const double *at, tda_index from, tda_index end, int k, double v,
                        bool equal)
{
    while (from < end) {
        tda_index middle = from + (end - from) / 2;
        double x = at[2 * middle + k];
        bool past = (equal && x == v) || (k ? x < v : x > v);
        if (past)
            end = middle;
        else
            from = middle + 1;
    }
    return from;
}

/* The corners of s that count in the window; false: none do. */
static bool clip(tdai_summand *c, const tdai_summand *s, const double *low,
                 const double *high)
{
    /* births below `high`; at the left edge the last, at the lower edge the first */
    tda_index end = search(s->birth, 0, s->births, 0, high[0], true);
    tda_index from = search(s->birth, 0, end, 1, high[1], false);
    tda_index edge = search(s->birth, from, end, 0, low[0], false) - 1;
    from = edge > from ? edge : from;
    if (from >= end)
        return false;
    edge = search(s->birth, from, end, 1, low[1], true) + 1;
    end = edge < end ? edge : end;
    c->birth = s->birth + 2 * from;
    c->births = end - from;
    /* deaths past `low`; at the right edge the first, at the upper edge the last */
    from = search(s->death, 0, s->deaths, 0, low[0], false);
    end = search(s->death, from, s->deaths, 1, low[1], true);
    edge = search(s->death, from, end, 1, high[1], false) - 1;
    from = edge > from ? edge : from;
    if (from >= end)
        return false;
    edge = search(s->death, from, end, 0, high[0], true) + 1;
    end = edge < end ? edge : end;
    c->death = s->death + 2 * from;
    c->deaths = end - from;
    c->params = 2;
    return true;
}

/* Width (k = 0) or height of the box from a birth to a death in the window. */
ALWAYS_INLINE double side(const tdai_summand *s, tda_index b, tda_index d, int k,
                          const double *low, const double *high)
{
    return tdai_lesser(s->death[2 * d + k], high[k]) -
           tdai_greater(s->birth[2 * b + k], low[k]);
}

double tdai_stairs_segment(const tdai_summand *s, const double *low, const double *high)
{
    tdai_summand c;
    double best = 0;
    if (!clip(&c, s, low, high))
        return 0;
    for (tda_index b = 0, d = 0; b < c.births; b++) {
        while (d < c.deaths &&
               side(&c, b, d, 0, low, high) < side(&c, b, d, 1, low, high))
            d++;
        for (tda_index e = d ? d - 1 : 0; e <= d && e < c.deaths; e++)
            best = tdai_greater(best, tdai_lesser(side(&c, b, e, 0, low, high),
                                                  side(&c, b, e, 1, low, high)));
    }
    return best;
}

double tdai_stairs_volume(const tdai_summand *s, const double *low, const double *high)
{
    tdai_summand c;
    double sum = 0;
    if (!clip(&c, s, low, high))
        return 0;
    double x = tdai_greater(c.birth[0], low[0]);
    for (tda_index b = 0, d = 0; x < high[0];) {
        while (b < c.births && c.birth[2 * b] <= x)
            b++;
        while (d < c.deaths && c.death[2 * d] <= x)
            d++;
        if (d == c.deaths)
            break;
        double to = tdai_lesser(high[0], c.death[2 * d]);
        to = b < c.births ? tdai_lesser(to, c.birth[2 * b]) : to;
        double height = tdai_lesser(c.death[2 * d + 1], high[1]) -
                        tdai_greater(c.birth[2 * b - 1], low[1]);
        if (height > 0)
            sum += (to - x) * height;
        x = to;
    }
    return sum;
}

static double box_between(const tdai_summand *c, tda_index b0, tda_index b1, tda_index d0,
                          tda_index d1, const double *low, const double *high)
{
    if (b0 >= b1 || d0 >= d1)
        return 0;
    tda_index b = b0 + (b1 - b0) / 2, best = -1;
    double most = 0;
    for (tda_index d = d0; d < d1; d++) {
        double w = side(c, b, d, 0, low, high), h = side(c, b, d, 1, low, high);
        if (w > 0 && h > 0 && w * h > most) {
            most = w * h;
            best = d;
        }
    }
    double before = box_between(c, b0, b, d0, best < 0 ? d1 : best + 1, low, high);
    double after = box_between(c, b + 1, b1, best < 0 ? d0 : best, d1, low, high);
    return tdai_greater(most, tdai_greater(before, after));
}

double tdai_stairs_box(const tdai_summand *s, const double *low, const double *high)
{
    tdai_summand c;
    return clip(&c, s, low, high) ? box_between(&c, 0, c.births, 0, c.deaths, low, high)
                                  : 0;
}

/* The least over corners of the greater of sign (corner - x) along both axes; the first goes
 * the way of the sign, the second against it, so they cross once. */
static double nearest(const double *at, tda_index n, const double *x, double sign)
{
    tda_index low = 0, high = n;
    while (low < high) {
        tda_index middle = low + (high - low) / 2;
        double p = sign * (at[2 * middle] - x[0]), q = sign * (at[2 * middle + 1] - x[1]);
        if (sign > 0 ? p >= q : p <= q)
            high = middle;
        else
            low = middle + 1;
    }
    double least = INFINITY;
    for (tda_index i = low ? low - 1 : 0; i <= low && i < n; i++)
        least = tdai_lesser(least, tdai_greater(sign * (at[2 * i] - x[0]),
                                                sign * (at[2 * i + 1] - x[1])));
    return least;
}

double tdai_stairs_outside(const tdai_summand *s, const double *x)
{
    return tdai_greater(nearest(s->birth, s->births, x, 1),
                        nearest(s->death, s->deaths, x, -1));
}
