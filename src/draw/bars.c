/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bars.c - A barcode: a line for each bar, degree below degree, in each by birth.
 *
 * Where there are more bars than lines that can be told apart, every degree gets a fair share of
 * the lines and shows its longest bars, and the legend says how many are left out. A bar that
 * never dies runs into the strip for infinity and ends in an arrow; one that the threshold cut
 * is dashed past the threshold; one that was always there comes out of a strip at the left. */
#include "draw/private.h"
#include <math.h>

enum { BETWEEN = 10 };                      /* pixels between two degrees */
static const double LEAST = 1.7, MOST = 20; /* pixels a line */

/* lines[k] := how many bars of degree k are drawn, of at most `room` in all; those of small
 * degrees in full, the rest shared out. */
static void share(const tda_diagram *d, tda_index *lines, tda_index room)
{
    tda_index left = room, open = d->degrees;
    for (int k = 0; k < d->degrees; k++)
        lines[k] = -1;
    for (bool again = true; again && open > 0;) {
        again = false;
        tda_index each = left / open;
        for (int k = 0; k < d->degrees; k++) {
            tda_index n = d->start[k + 1] - d->start[k];
            if (lines[k] >= 0 || n > each)
                continue;
            lines[k] = n;
            left -= n;
            open--;
            again = true;
        }
    }
    for (int k = 0; k < d->degrees; k++)
        if (lines[k] < 0)
            lines[k] = left / open;
}

tda_status tdai_bars_choose(tda_ctx *ctx, const tda_diagram *d, int k, tda_index most,
                            bool *shown)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index at = d->start[k], n = d->start[k + 1] - at;
    double *length = ARRAY(&tmp, double, n);
    tda_index *order = ARRAY(&tmp, tda_index, n);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < n; i++) {
        length[i] = d->birth[at + i] - d->death[at + i];
        shown[at + i] = n <= most;
    }
    if (n > most) {
        TRY(tdai_argsort(ctx, order, length, n));
        for (tda_index i = 0; i < most; i++)
            shown[at + order[i]] = true;
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

static void draw_bar(tdai_pen *pen, const tdai_chart *c, const tdai_axis *x, tda_index i,
                     double y, double end, double threshold)
{
    const tda_diagram *d = c->diagram;
    double from = isfinite(d->birth[i]) ? tdai_axis_pixel(x, d->birth[i]) : x->strip[0];
    bool dies = isfinite(d->death[i]);
    double to = dies ? tdai_axis_pixel(x, d->death[i]) : d->cut[i] ? threshold : end;
    if (to - from < 0.6)
        to = from + 0.6;
    tdai_pen_say(pen, "M");
    tdai_pen_px(pen, from);
    tdai_pen_say(pen, " ");
    tdai_pen_px(pen, y);
    tdai_pen_say(pen, "H");
    tdai_pen_px(pen, to);
}

/* The lines of one degree from y on; those past the threshold and the arrows after them. */
static void draw_degree(tdai_pen *pen, const tdai_chart *c, const tdai_axis *x, int k,
                        const bool *shown, double y, double pitch)
{
    const tda_diagram *d = c->diagram;
    double end = c->right - 7, width = fmax(0.7, fmin(9, 0.62 * pitch));
    double cut = isfinite(d->record.threshold) && d->record.threshold >= c->lo
                     ? tdai_axis_pixel(x, d->record.threshold)
                     : x->span[1];
    const char *tone = c->tone ? c->tone : tdai_tone[k % TDAI_TONES];
    PUT(pen,
        "<g class=\"degree\"><title>H_%d</title><path fill=\"none\" stroke=\"%s\" "
        "stroke-width=\"%.1f\" d=\"",
        k, tone, width);
    double at = y;
    for (tda_index i = d->start[k]; i < d->start[k + 1]; i++)
        if (shown[i]) {
            draw_bar(pen, c, x, i, at + pitch / 2, end, cut);
            at += pitch;
        }
    PUT(pen, "\"/>");
    for (int cuts = 0; cuts < 2; cuts++) {
        bool any = false;
        at = y;
        for (tda_index i = d->start[k]; i < d->start[k + 1]; i++) {
            if (!shown[i])
                continue;
            double middle = at + pitch / 2, r = fmax(2, fmin(7, 0.55 * pitch));
            at += pitch;
            if (isfinite(d->death[i]) || d->cut[i] != (cuts == 1))
                continue;
            if (!any && cuts)
                PUT(pen,
                    "<path fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\" "
                    "stroke-dasharray=\"3 2\" d=\"",
                    tone, width);
            else if (!any)
                PUT(pen, "<path fill=\"%s\" d=\"", tone);
            any = true;
            if (cuts)
                PUT(pen, "M%.1f %.1fH%.1f", cut, middle, c->right - 1);
            else
                PUT(pen, "M%.1f %.1fl7 %.1fl-7 %.1fz", end, middle - r, r, r);
        }
        if (any)
            PUT(pen, "\"/>");
    }
    PUT(pen, "</g>\n");
    if (at > y)
        PUT(pen,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\" fill=\"%s\">H<tspan "
            "dy=\"4\" "
            "font-size=\"10\">%d</tspan></text>\n",
            c->left - 8, (y + at) / 2 + 4, tone, k);
}

tda_status tdai_bars_draw(tdai_pen *pen, tdai_chart *c)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = pen->ctx;
    const tda_diagram *d = c->diagram;
    tdai_arena tmp = {0};
    tda_index all = d->degrees ? d->start[d->degrees] : 0, total = 0;
    tda_index *lines = ARRAY(&tmp, tda_index, d->degrees);
    bool *shown = ARRAY(&tmp, bool, all);
    TRY(tdai_arena_status(ctx, &tmp));

    int groups = 0;
    for (int k = 0; k < d->degrees; k++)
        groups += d->start[k + 1] > d->start[k];
    double height = c->bottom - c->top - BETWEEN * (groups + 1);
    height = fmax(height, 0.5 * (c->bottom - c->top));
    share(d, lines, (tda_index)(height / LEAST));
    for (int k = 0; k < d->degrees; k++) {
        TRY(tdai_poll(ctx, "picture", k, d->degrees));
        TRY(tdai_bars_choose(ctx, d, k, lines[k], shown));
        total += lines[k];
    }
    c->left_out = all - total;
    double pitch = total ? fmin(MOST, height / (double)total) : MOST;
    double gap =
        groups
            ? fmin(BETWEEN, (c->bottom - c->top - pitch * (double)total) / (groups + 1))
            : 0;

    tdai_axis x;
    double strip = c->endless || c->cut ? TDAI_STRIP + 6 : 0;
    tdai_axis_interval(&x, c->lo, c->hi);
    x.infinite = c->below;
    tdai_axis_place(&x, c->left, c->right - strip);
    PUT(pen,
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"none\" "
        "stroke=\"" TDAI_LINE "\"/>\n",
        c->left, c->top, c->right - c->left, c->bottom - c->top);
    if (strip > 0)
        PUT(pen,
            "<path d=\"M%.1f %.1fV%.1f\" stroke=\"" TDAI_LINE
            "\" stroke-dasharray=\"2 3\"/>"
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" fill=\"" TDAI_FAINT
            "\">\u221e</text>\n",
            x.span[1], c->top, c->bottom, c->right - strip / 2, c->bottom + 17);
    tdai_chart_ticks(pen, c, &x, false, NULL);
    double y = c->top + gap;
    for (int k = 0; k < d->degrees; k++) {
        TRY(tdai_poll(ctx, "picture", k, d->degrees));
        if (lines[k] == 0)
            continue;
        draw_degree(pen, c, &x, k, shown, y, pitch);
        y += pitch * (double)lines[k] + gap;
    }
    TRY(pen->st);
done:
    tdai_arena_free(&tmp);
    return st;
}
