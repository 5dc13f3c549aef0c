/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rows.c - Functions of an interval of two parameters along a row of pixels.
 *
 * Most intervals have a corner or two on each side within a row's reach. Then each pair of them
 * gives a loop over pixels without branches, which is vector code; staircases with more go pixel
 * by pixel (stairs.c). Areas are sums over columns of constant height, always. */
#include "vectorize/private.h"
#include <math.h>

enum { FEW = 8 }; /* pairs, or corners, that are taken one by one */

/* The first of n for which at[i] > v. */
static tda_index above(const double *at, tda_index n, double v)
{
    tda_index low = 0, high = n;
    while (low < high) {
        tda_index middle = low + (high - low) / 2;
        if (at[middle] > v)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* The corners that count between x - pad and x + pad; false: none do. */
static bool narrow(tdai_summand *c, const tdai_summand *s, double low, double high)
{
    tda_index from = 0, end = s->births;
    while (end > 0 && !(s->birth[2 * end - 2] < high))
        end--;
    while (from + 1 < end && s->birth[2 * from + 2] <= low)
        from++;
    c->birth = s->birth + 2 * from;
    c->births = end - from;
    from = 0;
    while (from < s->deaths && !(s->death[2 * from] > low))
        from++;
    end = s->deaths;
    while (end > from + 1 && s->death[2 * end - 4] >= high)
        end--;
    c->death = s->death + 2 * from;
    c->deaths = end - from;
    c->params = 2;
    return c->births > 0 && c->deaths > 0;
}

void tdai_row_reach(tda_index *first, tda_index *end, const tdai_summand *s,
                    const tdai_row *row)
{
    tdai_summand c;
    *first = *end = 0;
    if (!narrow(&c, s, row->x - row->pad, row->x + row->pad))
        return;
    *first = above(row->high, row->n, c.birth[2 * c.births - 1]);
    tda_index low = *first,
              high = row->n; /* the first for which low >= the highest death */
    while (low < high) {
        tda_index middle = low + (high - low) / 2;
        if (row->low[middle] >= c.death[1])
            high = middle;
        else
            low = middle + 1;
    }
    *end = low;
}

static void zero(double *value, tda_index n)
{
    for (tda_index j = 0; j < n; j++)
        value[j] = 0;
}

/* value[j] := the greater of itself and the shorter side of a box in the window. */
WIDE static void add_segment(double *value, tda_index n, const double *low,
                             const double *high, double width, double bottom, double top)
{
    for (tda_index j = 0; j < n; j++) {
        double height = tdai_lesser(top, high[j]) - tdai_greater(bottom, low[j]);
        value[j] = tdai_greater(value[j], tdai_lesser(width, height));
    }
}

/* The same with its area. */
WIDE static void add_box(double *value, tda_index n, const double *low,
                         const double *high, double width, double bottom, double top)
{
    for (tda_index j = 0; j < n; j++) {
        double height = tdai_lesser(top, high[j]) - tdai_greater(bottom, low[j]);
        value[j] = tdai_greater(value[j], width * tdai_greater(0, height));
    }
}

WIDE static void add_area(double *value, tda_index n, const double *low,
                          const double *high, double width, double bottom, double top)
{
    for (tda_index j = 0; j < n; j++) {
        double height = tdai_lesser(top, high[j]) - tdai_greater(bottom, low[j]);
        value[j] += width * tdai_greater(0, height);
    }
}

typedef void add_fn(double *value, tda_index n, const double *low, const double *high,
                    double width, double bottom, double top);
typedef double window_fn(const tdai_summand *s, const double *low, const double *high);

/* Pair by pair where there are few, else pixel by pixel. */
static void pairs(double *value, const tdai_summand *s, const tdai_row *row, add_fn *add,
                  window_fn *pixel)
{
    tdai_summand c;
    double left = row->x - row->pad, right = row->x + row->pad;
    zero(value, row->n);
    if (!narrow(&c, s, left, right))
        return;
    if (c.births * c.deaths > FEW) {
        for (tda_index j = 0; j < row->n; j++)
            value[j] =
                pixel(&c, (double[]){left, row->low[j]}, (double[]){right, row->high[j]});
        return;
    }
    for (tda_index b = 0; b < c.births; b++)
        for (tda_index d = 0; d < c.deaths; d++) {
            double width =
                tdai_lesser(c.death[2 * d], right) - tdai_greater(c.birth[2 * b], left);
            if (width > 0)
                add(value, row->n, row->low, row->high, width, c.birth[2 * b + 1],
                    c.death[2 * d + 1]);
        }
}

void tdai_row_segment(double *value, const tdai_summand *s, const tdai_row *row)
{
    pairs(value, s, row, add_segment, tdai_stairs_segment);
}

void tdai_row_box(double *value, const tdai_summand *s, const tdai_row *row)
{
    pairs(value, s, row, add_box, tdai_stairs_box);
}

void tdai_row_volume(double *value, const tdai_summand *s, const tdai_row *row)
{
    tdai_summand c;
    double right = row->x + row->pad, x = row->x - row->pad;
    zero(value, row->n);
    if (!narrow(&c, s, x, right))
        return;
    x = tdai_greater(c.birth[0], x);
    for (tda_index b = 0, d = 0; x < right;) {
        while (b < c.births && c.birth[2 * b] <= x)
            b++;
        while (d < c.deaths && c.death[2 * d] <= x)
            d++;
        if (d == c.deaths)
            break;
        double to = tdai_lesser(right, c.death[2 * d]);
        to = b < c.births ? tdai_lesser(to, c.birth[2 * b]) : to;
        double bottom = c.birth[2 * b - 1], top = c.death[2 * d + 1];
        if (bottom < top) {
            tda_index first = above(row->high, row->n, bottom),
                      end = above(row->low, row->n, top);
            add_area(value + first, end - first, row->low + first, row->high + first,
                     to - x, bottom, top);
        }
        x = to;
    }
}

/* value[j] := the lesser of itself and the greater of `across` and sign (at - y[j]). */
WIDE static void add_corner(double *value, tda_index n, const double *y, double across,
                            double at, double sign)
{
    for (tda_index j = 0; j < n; j++)
        value[j] = tdai_lesser(value[j], tdai_greater(across, sign * (at - y[j])));
}

void tdai_row_outside(double *value, const tdai_summand *s, const tdai_row *row)
{
    enum { BLOCK = 256 };
    double other[BLOCK];
    if (s->births > FEW || s->deaths > FEW) {
        for (tda_index j = 0; j < row->n; j++)
            value[j] = tdai_stairs_outside(s, (double[]){row->x, row->y[j]});
        return;
    }
    for (tda_index from = 0; from < row->n; from += BLOCK) {
        tda_index n = row->n - from < BLOCK ? row->n - from : BLOCK;
        for (tda_index j = 0; j < n; j++)
            value[from + j] = other[j] = INFINITY;
        for (tda_index b = 0; b < s->births; b++)
            add_corner(value + from, n, row->y + from, s->birth[2 * b] - row->x,
                       s->birth[2 * b + 1], 1);
        for (tda_index d = 0; d < s->deaths; d++)
            add_corner(other, n, row->y + from, row->x - s->death[2 * d],
                       s->death[2 * d + 1], -1);
        for (tda_index j = 0; j < n; j++)
            value[from + j] = tdai_greater(value[from + j], other[j]);
    }
}
