/* SPDX-License-Identifier: GPL-3.0-or-later */
/* along.c - A line over the plane of two parameters, and its bars beside it.
 *
 * A line bends where an axis changes its scale, so it is drawn through the places where that
 * happens, and through some more where a scale is logarithmic. Bars are pieces of it, pushed
 * aside at right angles to its chord. Only what lies within the plot is drawn. */
#include "draw/private.h"
#include <math.h>

enum { PIECES = 10, PLACES = 64, BARS = 40 };
static const double LEAST = 2.4, MOST = 7; /* pixels from lane to lane */
static const double APART = 5;             /* and from bar to bar in one */

/* The visible part of a line. */
typedef struct trail {
    const tdai_axis *x, *y;
    const double *base, *direction;
    double t[PLACES]; /* [n] increasing */
    int n;            /* 0: the line does not cross the plot */
    double nx, ny;    /* the unit vector that points to the side with more room */
    double room;      /* pixels on that side */
} trail;

static double pixel_x(const trail *l, double t)
{
    return tdai_axis_pixel(l->x, l->base[0] + t * l->direction[0]);
}

static double pixel_y(const trail *l, double t)
{
    return tdai_axis_pixel(l->y, l->base[1] + t * l->direction[1]);
}

/* Narrow lo .. hi to where the line is on the axis. */
static void narrow(const tdai_axis *a, double base, double direction, double *lo,
                   double *hi)
{
    double from = a->knots ? a->value[0] : -(double)INFINITY;
    double to = a->knots ? a->value[a->knots - 1] : (double)INFINITY;
    if (direction > 0) {
        *lo = fmax(*lo, (from - base) / direction);
        *hi = fmin(*hi, (to - base) / direction);
    } else if (base < from || base > to) {
        *hi = -(double)INFINITY;
    }
}

static void add_place(trail *l, double t)
{
    int at = l->n;
    if (!(t > l->t[0] && t < l->t[l->n - 1]) || l->n == PLACES)
        return;
    while (l->t[at - 1] > t)
        at--;
    if (l->t[at - 1] == t)
        return;
    for (int i = l->n++; i > at; i--)
        l->t[i] = l->t[i - 1];
    l->t[at] = t;
}

/* Where the line meets the ends of an axis' pieces, and places within those that are narrow. */
static void add_places(trail *l, const tdai_axis *a, double base, double direction)
{
    if (!(direction > 0))
        return;
    for (int k = 0; k + 1 < a->knots; k++) {
        bool low = a->low && k == 0, high = a->high && k == a->knots - 2;
        double from = (a->value[k] - base) / direction,
               to = (a->value[k + 1] - base) / direction;
        add_place(l, from);
        for (int i = 1; (low || high) && i < PIECES; i++)
            add_place(l, low ? to - ldexp(to - from, -i) : from + ldexp(to - from, -i));
    }
}

static void find_side(trail *l)
{
    double x0 = pixel_x(l, l->t[0]), y0 = pixel_y(l, l->t[0]);
    double dx = pixel_x(l, l->t[l->n - 1]) - x0, dy = pixel_y(l, l->t[l->n - 1]) - y0;
    double length = hypot(dx, dy);
    if (!(length > 0)) {
        l->n = 0;
        return;
    }
    double least = 0, most = 0;
    l->nx = -dy / length, l->ny = dx / length;
    for (int corner = 0; corner < 4; corner++) {
        double d = (l->x->span[corner & 1] - x0) * l->nx +
                   (l->y->span[corner >> 1] - y0) * l->ny;
        least = fmin(least, d), most = fmax(most, d);
    }
    if (-least > most)
        l->nx = -l->nx, l->ny = -l->ny;
    l->room = 0.8 * fmax(-least, most);
}

static trail follow(const tdai_axis *x, const tdai_axis *y, const double *base,
                    const double *direction)
{
    trail l = {.x = x, .y = y, .base = base, .direction = direction};
    double lo = -INFINITY, hi = INFINITY;
    narrow(x, base[0], direction[0], &lo, &hi);
    narrow(y, base[1], direction[1], &lo, &hi);
    if (!(lo < hi) || isinf(lo) || isinf(hi))
        return l;
    l.t[0] = lo, l.t[1] = hi, l.n = 2;
    add_places(&l, x, base[0], direction[0]);
    add_places(&l, y, base[1], direction[1]);
    find_side(&l);
    return l;
}

static void put_place(tdai_pen *pen, const trail *l, double t, double aside, bool first)
{
    tdai_pen_say(pen, first ? "M" : "L");
    tdai_pen_px(pen, pixel_x(l, t) + aside * l->nx);
    tdai_pen_say(pen, " ");
    tdai_pen_px(pen, pixel_y(l, t) + aside * l->ny);
}

/* The piece of the line from `from` to `to`, both visible. */
static void put_piece(tdai_pen *pen, const trail *l, double from, double to, double aside)
{
    put_place(pen, l, from, aside, true);
    for (int i = 0; i < l->n; i++)
        if (l->t[i] > from && l->t[i] < to)
            put_place(pen, l, l->t[i], aside, false);
    put_place(pen, l, to, aside, false);
}

/* An open head at the end of the line. */
static void put_head(tdai_pen *pen, const trail *l)
{
    double x = pixel_x(l, l->t[l->n - 1]), y = pixel_y(l, l->t[l->n - 1]);
    double ux = -l->ny, uy = l->nx;
    if (ux - uy < 0) /* lines go to the right and up */
        ux = -ux, uy = -uy;
    for (int side = -1; side <= 1; side += 2) {
        PUT(pen, side < 0 ? "M" : "L%.1f %.1fL", x, y);
        tdai_pen_px(pen, x - 8 * ux + 4 * side * l->nx);
        tdai_pen_say(pen, " ");
        tdai_pen_px(pen, y - 8 * uy + 4 * side * l->ny);
    }
}

/* Pixels from the start of the visible part. */
static double way(const trail *l, double t)
{
    return hypot(pixel_x(l, t) - pixel_x(l, l->t[0]),
                 pixel_y(l, t) - pixel_y(l, l->t[0]));
}

/* lane[i] := where bar i runs, 0 being nearest to the line, or -1; bars come by birth and each
 * takes the first lane that is free. Gives the number of lanes. */
static tda_index pack(const trail *l, const tda_diagram *d, int degree, bool *shown,
                      tda_index *lane, double *end)
{
    tda_index lanes = 0;
    for (tda_index i = d->start[degree]; i < d->start[degree + 1]; i++) {
        double from = fmax(d->birth[i], l->t[0]), to = fmin(d->death[i], l->t[l->n - 1]);
        shown[i] = shown[i] && from < to;
        if (!shown[i])
            continue;
        tda_index k = 0;
        while (k < lanes && end[k] + APART > way(l, from))
            k++;
        lanes += k == lanes;
        end[k] = way(l, to);
        lane[i] = k;
    }
    return lanes;
}

/* The bars; `under` draws their white edge. */
static void put_bars(tdai_pen *pen, const trail *l, const tda_diagram *d, int degree,
                     const bool *shown, const tda_index *lane, double pitch, bool under)
{
    double width = fmin(4, 0.62 * pitch);
    PUT(pen,
        "<path class=\"bars\" fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\" d=\"",
        under ? "#fff" : TDAI_ALONG, under ? width + 1.2 : width);
    for (tda_index i = d->start[degree]; i < d->start[degree + 1]; i++)
        if (shown[i])
            put_piece(pen, l, fmax(d->birth[i], l->t[0]),
                      fmin(d->death[i], l->t[l->n - 1]),
                      pitch * (1.2 + (double)lane[i]) + 1);
    tdai_pen_say(pen, "\"/>\n");
}

static tda_status bars_beside(tdai_pen *pen, const trail *l, const tda_diagram *d,
                              int degree)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = pen->ctx;
    tdai_arena tmp = {0};
    tda_index all = d->start[d->degrees], most = (tda_index)(l->room / LEAST);
    most = most < BARS ? most : BARS;
    bool *shown = ZEROS(&tmp, bool, all);
    tda_index *lane = ARRAY(&tmp, tda_index, all);
    double *end = ARRAY(&tmp, double, most);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_bars_choose(ctx, d, degree, most, shown));
    tda_index lanes = pack(l, d, degree, shown, lane, end);
    double pitch = fmax(LEAST, fmin(MOST, l->room / (double)(lanes + 2)));
    for (int under = 1; lanes > 0 && under >= 0; under--)
        put_bars(pen, l, d, degree, shown, lane, pitch, under == 1);
done:
    tdai_arena_free(&tmp);
    return st;
}

static void put_clip(tdai_pen *pen, const tdai_sheet *s, int id)
{
    const tdai_axis *x = &s->axis[1][0], *y = &s->axis[1][1];
    PUT(pen,
        "<clipPath id=\"plot%d\"><rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" "
        "height=\"%.1f\"/></clipPath>\n<g class=\"line\" clip-path=\"url(#plot%d)\">\n",
        id, x->span[0], y->span[1], x->span[1] - x->span[0], y->span[0] - y->span[1], id);
}

tda_status tdai_along_draw(tdai_pen *pen, const tdai_sheet *s, const double *base,
                           const double *direction, const tda_diagram *bars, int degree,
                           int id)
{
    tda_status st = TDA_OK;
    trail l = follow(&s->axis[1][0], &s->axis[1][1], base, direction);
    bool alone = bars != NULL;
    if (l.n == 0) {
        if (alone)
            PUT(pen,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\" font-size=\"11\" "
                "fill=\"" TDAI_FAINT "\">the line passes outside</text>\n",
                s->right - 6, s->bottom - 8);
        goto done;
    }
    put_clip(pen, s, id);
    if (alone && degree < bars->degrees)
        TRY(bars_beside(pen, &l, bars, degree));
    for (int under = alone ? 1 : 0; under >= 0; under--) {
        PUT(pen, "<path fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"%s d=\"",
            under ? "#fff" : TDAI_INK,
            under   ? "3.4"
            : alone ? "1.8"
                    : "0.8",
            alone ? "" : " opacity=\"0.55\"");
        put_piece(pen, &l, l.t[0], l.t[l.n - 1], 0);
        if (alone)
            put_head(pen, &l);
        tdai_pen_say(pen, "\"/>\n");
    }
    tdai_pen_say(pen, "</g>\n");
done:
    return st;
}

void tdai_along_ticks(tdai_pen *pen, const tdai_sheet *s, const double *base,
                      const double *direction, tdai_axis *axis)
{
    trail l = follow(&s->axis[1][0], &s->axis[1][1], base, direction);
    tdai_tick tick[TDAI_TICKS];
    if (l.n == 0)
        return;
    double length = way(&l, l.t[l.n - 1]);
    int n = tdai_axis_ticks(axis, tick, 72, false);
    double last = -INFINITY;
    PUT(pen, "<g class=\"along\" font-size=\"10\" text-anchor=\"middle\" fill=\"" TDAI_INK
             "\">\n");
    for (int i = 0; i < n; i++) {
        double t = tick[i].value, x = pixel_x(&l, t), y = pixel_y(&l, t);
        double at = way(&l, t);
        if (t < l.t[0] || t > l.t[l.n - 1] || at < 12 || at > length - 12 ||
            at < last + 40)
            continue;
        last = at;
        PUT(pen, "<path stroke=\"" TDAI_INK "\" d=\"M%.1f %.1fl%.1f %.1f\"/>", x, y,
            -5 * l.nx, -5 * l.ny);
        PUT(pen,
            "<text x=\"%.1f\" y=\"%.1f\" stroke=\"#fff\" stroke-width=\"2.5\" "
            "paint-order=\"stroke\">%s</text>\n",
            fmax(s->left, fmin(s->right, x - 14 * l.nx)), y - 14 * l.ny + 4,
            tick[i].label);
    }
    PUT(pen, "</g>\n");
}
