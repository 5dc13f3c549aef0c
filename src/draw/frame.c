/* SPDX-License-Identifier: GPL-3.0-or-later */
/* frame.c - What surrounds the plot of a panel: border, ticks, names of the axes, cuts, and the
 * strips for points at -infinity. */
#include "draw/private.h"
#include <string.h>

/* Name, unit and power of ten of an axis. */
static void put_title(tdai_pen *pen, const tdai_sheet *sheet, const tdai_axis *axis,
                      int param, double room)
{
    const char *name = "", *unit = "";
    if (sheet->complex && param < tda_complex_cells(sheet->complex)->params) {
        name = tda_complex_axis_name(sheet->complex, param);
        unit = tda_complex_axis_unit(sheet->complex, param);
    }
    int most = (int)(room / 7);
    if (name && *name)
        tdai_pen_escape(pen, name, most);
    else
        PUT(pen, "parameter %d", param + 1);
    if (unit && *unit) {
        PUT(pen, " (");
        tdai_pen_escape(pen, unit, most);
        PUT(pen, ")");
    }
    if (axis->power) {
        PUT(pen, " \u00d7 10<tspan dy=\"-4\" font-size=\"9\">");
        tdai_pen_integer(pen, axis->power);
        PUT(pen, "</tspan>");
    }
}

static void box(tdai_pen *pen, double x0, double x1, double y0, double y1)
{
    PUT(pen, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n", x0, y1,
        x1 - x0, y0 - y1);
}

/* A dotted line through the plot where the scale of an axis changes. */
static void cuts(tdai_pen *pen, const tdai_axis *a, bool upright, double from, double to)
{
    for (int k = 1; k + 1 < a->knots; k++) {
        double p = a->pixel[k];
        PUT(pen,
            "<path d=\"M%.1f %.1f%c%.1f\"><title>the scale changes here</title></path>\n",
            upright ? from : p, upright ? p : from, upright ? 'H' : 'V', to);
    }
}

static void ticks_x(tdai_pen *pen, const tdai_sheet *s, tdai_axis *a, bool labels)
{
    tdai_tick tick[TDAI_TICKS];
    int n = tdai_axis_ticks(a, tick, 72, false);
    for (int i = 0; i < n; i++) {
        double x = tdai_axis_pixel(a, tick[i].value);
        PUT(pen, "<path d=\"M%.1f %.1fv5\" stroke=\"" TDAI_LINE "\"/>", x, s->bottom);
        if (labels)
            PUT(pen, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>", x,
                s->bottom + 17, tick[i].label);
        PUT(pen, "\n");
    }
    if (a->infinite && labels)
        PUT(pen, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">-inf</text>\n",
            (a->strip[0] + a->strip[1]) / 2, s->bottom + 17);
}

static void ticks_y(tdai_pen *pen, const tdai_sheet *s, tdai_axis *a, bool integers)
{
    tdai_tick tick[TDAI_TICKS];
    int n = tdai_axis_ticks(a, tick, 44, integers);
    for (int i = 0; i < n; i++) {
        double y = tdai_axis_pixel(a, tick[i].value);
        PUT(pen,
            "<path d=\"M%.1f %.1fh-5\" stroke=\"" TDAI_LINE
            "\"/><text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
            s->left, y, s->left - 8, y + 4, tick[i].label);
    }
    if (a->infinite)
        PUT(pen, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">-inf</text>\n",
            s->left - 8, (a->strip[0] + a->strip[1]) / 2 + 4);
}

void tdai_frame(tdai_pen *pen, const tdai_sheet *s, tdai_axis *x, tdai_axis *y,
                const char *upright, bool below)
{
    PUT(pen, "<g class=\"frame\" fill=\"none\" stroke=\"" TDAI_LINE "\">\n");
    box(pen, x->span[0], x->span[1], y->span[0], y->span[1]);
    if (x->infinite)
        box(pen, x->strip[0], x->strip[1], y->span[0], y->span[1]);
    if (y->infinite)
        box(pen, x->span[0], x->span[1], y->strip[0], y->strip[1]);
    if (x->infinite && y->infinite)
        box(pen, x->strip[0], x->strip[1], y->strip[0], y->strip[1]);
    PUT(pen, "<g stroke=\"" TDAI_FAINT "\" stroke-dasharray=\"2 3\">\n");
    cuts(pen, x, false, s->bottom, s->top);
    cuts(pen, y, true, s->left, s->right);
    PUT(pen, "</g>\n</g>\n<g class=\"axes\" font-size=\"11\" fill=\"" TDAI_FAINT "\">\n");
    ticks_x(pen, s, x, below);
    ticks_y(pen, s, y, upright != NULL);
    PUT(pen, "</g>\n");
    PUT(pen, "<g class=\"names\" font-size=\"12.5\" text-anchor=\"middle\">\n");
    if (below) {
        PUT(pen, "<text x=\"%.1f\" y=\"%.1f\">", (x->span[0] + x->span[1]) / 2,
            s->bottom + 38);
        put_title(pen, s, x, 0, (s->right - s->left) / 2);
        PUT(pen, "</text>\n");
    }
    PUT(pen, "<text transform=\"translate(18 %.1f) rotate(-90)\">",
        (y->span[0] + y->span[1]) / 2);
    if (upright)
        PUT(pen, "%s", upright);
    else
        put_title(pen, s, y, 1, (s->bottom - s->top) / 2);
    PUT(pen, "</text>\n</g>\n");
}
