/* SPDX-License-Identifier: GPL-3.0-or-later */
/* line.c - The panel of a measure of one parameter: above, its function as steps; below, its
 * weights as stems about zero, positive ones up with a disc, negative ones down with a triangle.
 * Points on the same half pixel share a stem. */
#include "draw/private.h"
#include <math.h>

enum { MORE_NODES = 4000, GAP = 16 };

typedef struct stem {
    double x, up, down;
} stem;

static tda_status stems(tda_ctx *ctx, stem *out, tda_index *size, const tda_measure *m,
                        const tdai_axis *x)
{
    tda_status st = TDA_OK;
    tda_index n = 0; /* the points come sorted, -infinity first */
    for (tda_index i = 0; i < m->size; i++) {
        if (i % 4096 == 0)
            TRY(tdai_poll(ctx, "picture", i, m->size));
        double p = round(2 * tdai_axis_pixel(x, m->at[i])) / 2, w = (double)m->weight[i];
        if (n == 0 || p != out[n - 1].x)
            out[n++] = (stem){p, 0, 0};
        *(w > 0 ? &out[n - 1].up : &out[n - 1].down) += w;
    }
    *size = n;
done:
    return st;
}

static void draw_stems(tdai_pen *pen, const tdai_axis *y, const stem *at, tda_index n)
{
    double zero = tdai_axis_pixel(y, 0), r = n < 60 ? 3.6 : n < 300 ? 2.2 : 0;
    for (int positive = 1; positive >= 0; positive--) {
        const char *colour = positive ? TDAI_POSITIVE : TDAI_NEGATIVE;
        PUT(pen, "<path fill=\"none\" stroke=\"%s\" stroke-width=\"%s\" d=\"", colour,
            r > 0 ? "1.5" : "0.6");
        for (tda_index i = 0; i < n; i++) {
            double w = positive ? at[i].up : at[i].down;
            if (w == 0)
                continue;
            tdai_pen_say(pen, "M");
            tdai_pen_px(pen, at[i].x);
            tdai_pen_say(pen, " ");
            tdai_pen_px(pen, zero);
            tdai_pen_say(pen, "V");
            tdai_pen_px(pen, tdai_axis_pixel(y, w));
        }
        tdai_pen_say(pen, "\"/>\n");
        for (tda_index i = 0; r > 0 && i < n; i++) {
            double w = positive ? at[i].up : at[i].down;
            if (w == 0)
                continue;
            tdai_mark(pen, positive == 1, at[i].x, tdai_axis_pixel(y, w), r);
            PUT(pen, " fill=\"%s\"/>\n", colour);
        }
    }
}

/* The graph over the axis, and the level at -infinity in the strip. */
static void draw_steps(tdai_pen *pen, const tdai_axis *x, const tdai_axis *y,
                       const double *node, const int64_t *value, int n)
{
    double zero = tdai_axis_pixel(y, 0);
    for (int line = 0; line < 2; line++) {
        PUT(pen, line ? "<path fill=\"none\" stroke=\"#516f8e\" stroke-width=\"1.6\" d=\""
                      : "<path fill=\"#d6e0ea\" d=\"");
        for (int i = 0; i < n; i++) {
            if (i == 0 && x->infinite)
                PUT(pen, line ? "M%.1f %.1fH%.1f" : "M%.1f %.1fH%.1fV%.1fH%.1fz",
                    x->strip[0], tdai_axis_pixel(y, (double)value[0]), x->strip[1], zero,
                    x->strip[0]);
            if (i == 0)
                PUT(pen, "M%.1f %.1f", x->span[0],
                    line ? tdai_axis_pixel(y, (double)value[0]) : zero);
            else {
                tdai_pen_say(pen, "H");
                tdai_pen_px(pen, tdai_axis_pixel(x, node[i]));
            }
            tdai_pen_say(pen, "V");
            tdai_pen_px(pen, tdai_axis_pixel(y, (double)value[i]));
        }
        PUT(pen, "H%.1f", x->span[1]);
        if (!line)
            PUT(pen, "V%.1fz", zero);
        tdai_pen_say(pen, "\"/>\n");
    }
}

tda_status tdai_panel_line(tdai_pen *pen, tdai_sheet *sheet, const tda_measure *measure)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = pen->ctx;
    tdai_arena tmp = {0};
    tdai_axis *x = &sheet->axis[0][0], y;
    double split = sheet->top + 0.62 * (sheet->bottom - sheet->top);
    double *node = ARRAY(&tmp, double, MORE_NODES + 1);
    int64_t *value = ARRAY(&tmp, int64_t, MORE_NODES + 1);
    stem *at = ARRAY(&tmp, stem, measure->size);
    double *height = ARRAY(&tmp, double, 2 * measure->size + 2);
    TRY(tdai_arena_status(ctx, &tmp));

    int n;
    TRY(tdai_axis_nodes(ctx, x, node, &n, measure, 0, MORE_NODES));
    tda_index start[2] = {0, n}, count;
    TRY(tda_measure_evaluate(ctx, value, measure, &(tda_grid){1, start, node}));
    TRY(stems(ctx, at, &count, measure, x));
    double lo = 0, hi = 0;
    for (int i = 0; i < n; i++)
        lo = fmin(lo, (double)value[i]), hi = fmax(hi, (double)value[i]);
    height[2 * count] = measure->size ? 0 : 1;
    height[2 * count + 1] = 0;
    for (tda_index i = 0; i < count; i++)
        height[2 * i] = at[i].down, height[2 * i + 1] = at[i].up;

    tdai_sheet part = *sheet;
    part.right = sheet->far_right;
    for (int lower = 0; lower < 2; lower++) {
        part.top = lower ? split + GAP : sheet->top;
        part.bottom = lower ? sheet->bottom : split;
        if (lower)
            TRY(tdai_axis_values(ctx, &y, height, 2 * count + 2));
        else
            tdai_axis_interval(&y, lo, fmax(hi, lo + 1));
        tdai_axis_place(&y, part.bottom, part.top);
        if (measure->size > 0 && !lower)
            draw_steps(pen, x, &y, node, value, n);
        tdai_frame(pen, &part, x, &y,
                   lower                 ? "weight"
                   : measure->degree < 0 ? "Euler characteristic"
                                         : "dimension",
                   lower);
        if (measure->size > 0 && lower)
            draw_stems(pen, &y, at, count);
    }
done:
    tdai_arena_free(&tmp);
    return st;
}
