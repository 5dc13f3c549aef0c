/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dots.c - A persistence diagram: a point for each bar, above the diagonal by its length.
 *
 * Both axes have one range, so that the diagonal is a line from corner to corner. Bars without a
 * death stand in a strip at the top, hollow where the threshold cut them. Bars of one degree that
 * fall on the same half pixel share a mark; where marks are few, each tells its numbers. */
#include "draw/private.h"
#include <math.h>

enum { NAMED = 400, MARKS = 12000 };

typedef struct spot {
    double x, y;
    tda_index bar, bars; /* the first, and how many */
    int degree;
    bool hollow;
} spot;

/* The spots of all bars on a raster of the pitch; *size := how many. */
static tda_status collect(tda_ctx *ctx, const tdai_chart *c, const tdai_axis *x,
                          const tdai_axis *y, double endless, double pitch, spot *out,
                          tda_index *size)
{
    tda_status st = TDA_OK;
    const tda_diagram *d = c->diagram;
    tdai_arena tmp = {0};
    tda_index most = 0, n = 0;
    for (int k = 0; k < d->degrees; k++)
        most =
            d->start[k + 1] - d->start[k] > most ? d->start[k + 1] - d->start[k] : most;
    uint64_t *key = ARRAY(&tmp, uint64_t, most);
    tda_index *order = ARRAY(&tmp, tda_index, most);
    TRY(tdai_arena_status(ctx, &tmp));
    for (int k = 0; k < d->degrees; k++) {
        tda_index at = d->start[k], bars = d->start[k + 1] - at;
        for (tda_index i = 0; i < bars; i++) {
            double b = d->birth[at + i], e = d->death[at + i];
            double px = tdai_axis_pixel(x, b);
            double py = isfinite(e) ? tdai_axis_pixel(y, e) : endless;
            bool hollow = !isfinite(e) && d->cut[at + i];
            key[i] = (uint64_t)llround(px / pitch) << 32 |
                     (uint64_t)llround(py / pitch) << 1 | (uint64_t)hollow;
        }
        TRY(tdai_argsort_u64(ctx, order, key, bars));
        for (tda_index i = 0; i < bars; i++) {
            uint64_t z = key[order[i]];
            if (i > 0 && z == key[order[i - 1]]) {
                out[n - 1].bars++;
                continue;
            }
            out[n++] = (spot){.x = (double)(z >> 32) * pitch,
                              .y = (double)(z >> 1 & 0x7fffffff) * pitch,
                              .bar = at + order[i],
                              .bars = 1,
                              .degree = k,
                              .hollow = z & 1};
        }
    }
    *size = n;
done:
    tdai_arena_free(&tmp);
    return st;
}

static void put_value(tdai_pen *pen, double value)
{
    PUT(pen, isfinite(value) ? "%.6g" : value > 0 ? "inf" : "-inf", value);
}

static void draw_spots(tdai_pen *pen, const tdai_chart *c, const spot *at, tda_index n)
{
    const tda_diagram *d = c->diagram;
    double r = n > 2000 ? 1.8 : n > NAMED ? 2.6 : 4;
    PUT(pen, "<g class=\"points\"%s>\n",
        n > NAMED ? "" : " stroke=\"#fff\" stroke-width=\"0.7\"");
    for (tda_index i = 0; i < n; i++) {
        tdai_dot(pen, at[i].degree, at[i].hollow, at[i].x, at[i].y, r);
        if (n > NAMED) {
            PUT(pen, "/>\n");
            continue;
        }
        PUT(pen, "><title>H_%d (", at[i].degree);
        put_value(pen, d->birth[at[i].bar]);
        PUT(pen, ", ");
        put_value(pen, d->death[at[i].bar]);
        PUT(pen, ")");
        if (at[i].bars > 1)
            PUT(pen, ", %lld bars", (long long)at[i].bars);
        PUT(pen, "</title></%s>\n",
            at[i].degree % 4 == 0   ? "circle"
            : at[i].degree % 4 == 2 ? "rect"
                                    : "path");
    }
    PUT(pen, "</g>\n");
}

int tdai_chart_digits(const tdai_chart *c)
{
    tdai_axis y;
    tdai_tick tick[TDAI_TICKS];
    tdai_axis_interval(&y, c->lo, c->hi);
    tdai_axis_place(&y, c->bottom, c->top);
    tdai_axis_ticks(&y, tick, 44, false);
    return y.digits < 4 ? 4 : y.digits;
}

tda_status tdai_dots_draw(tdai_pen *pen, tdai_chart *c)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = pen->ctx;
    const tda_diagram *d = c->diagram;
    tdai_arena tmp = {0};
    tda_index bars = d->degrees ? d->start[d->degrees] : 0, n = MARKS + 1;
    spot *at = ARRAY(&tmp, spot, bars);
    TRY(tdai_arena_status(ctx, &tmp));
    c->left = 36 + 6.6 * tdai_chart_digits(c);

    tdai_axis x, y;
    double strip = c->endless || c->cut ? TDAI_STRIP + 6 : 0;
    tdai_axis_interval(&x, c->lo, c->hi);
    y = x;
    x.infinite = c->below;
    tdai_axis_place(&x, c->left, c->right);
    tdai_axis_place(&y, c->bottom, c->top + strip);
    PUT(pen, "<g fill=\"none\" stroke=\"" TDAI_LINE "\">\n");
    if (x.infinite)
        PUT(pen, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n",
            x.strip[0], c->top, x.strip[1] - x.strip[0], c->bottom - c->top);
    PUT(pen, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n", x.span[0],
        y.span[1], x.span[1] - x.span[0], c->bottom - y.span[1]);
    PUT(pen, "<path d=\"M%.1f %.1fL%.1f %.1f\"/>\n", x.span[0], y.span[0], x.span[1],
        y.span[1]);
    if (strip > 0)
        PUT(pen,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\"/>"
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\" stroke=\"none\" "
            "fill=\"" TDAI_FAINT "\">\u221e</text>\n",
            x.span[0], c->top, x.span[1] - x.span[0], TDAI_STRIP, c->left - 8,
            c->top + TDAI_STRIP / 2.0 + 4);
    if (c->cut && isfinite(d->record.threshold)) {
        double t = tdai_axis_pixel(&y, d->record.threshold);
        PUT(pen,
            "<path d=\"M%.1f %.1fH%.1f\" stroke-dasharray=\"2 3\"><title>threshold"
            "</title></path>\n",
            x.span[0], t, x.span[1]);
    }
    PUT(pen, "</g>\n");
    tdai_chart_ticks(pen, c, &x, false, "birth");
    tdai_chart_ticks(pen, c, &y, true, "death");
    for (double pitch = 0.5; n > MARKS; pitch *= 2)
        TRY(collect(ctx, c, &x, &y, c->top + TDAI_STRIP / 2.0, pitch, at, &n));
    draw_spots(pen, c, at, n);
    TRY(pen->st);
done:
    tdai_arena_free(&tmp);
    return st;
}
