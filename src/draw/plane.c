/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plane.c - The panel of a measure of two parameters: function, points, frame, and at its right
 * the colour bar and the legend. */
#include "draw/private.h"
#include <math.h>

/* The largest of 1, 2, 5, 10, 20 ... that is at most v. */
static double nice_below(double v)
{
    double unit = pow(10, floor(log10(v)));
    return v >= 5 * unit ? 5 * unit : v >= 2 * unit ? 2 * unit : unit;
}

static void legend(tdai_pen *pen, const tdai_marks *style, double x, double bottom)
{
    double sizes[3];
    int n = 0;
    if (style->heaviest > 1) {
        double top = nice_below(style->heaviest);
        sizes[n++] = top;
        if (top >= 20)
            sizes[n++] = nice_below(sqrt(top));
    }
    sizes[n++] = 1;
    double y = bottom - 6;
    PUT(pen, "<g class=\"legend\" font-size=\"11\" fill=\"" TDAI_FAINT "\">\n");
    for (int i = n - 1; i >= 0; i--) {
        double r = tdai_marks_radius(style, sizes[i]), lift = fmax(0, r - TDAI_ROW / 2.0);
        y -= lift;
        tdai_mark(pen, true, x + 7, y, r);
        PUT(pen,
            " fill=\"none\" stroke=\"" TDAI_FAINT
            "\"/><text x=\"%.1f\" y=\"%.1f\">%.0f</text>\n",
            x + 27, y + 4, sizes[i]);
        y -= TDAI_ROW + lift;
    }
    PUT(pen, "<text x=\"%.1f\" y=\"%.1f\">area \u221d weight</text>\n", x, y + 4);
    y -= TDAI_ROW;
    static const char *const names[2][3] = {
        {"positive", "negative", NULL},
        {"\u03b2\u2080 generators", "\u03b2\u2081 relations", "\u03b2\u2082 of those"}};
    static const char *const colour[] = {TDAI_POSITIVE, TDAI_NEGATIVE, TDAI_THIRD};
    for (int i = style->distinct ? 2 : 1; i >= 0; i--, y -= TDAI_ROW) {
        tdai_mark(pen, i != 1, x + 7, y, 4.6);
        PUT(pen, " fill=\"%s\"/><text x=\"%.1f\" y=\"%.1f\">%s</text>\n", colour[i],
            x + 20, y + 4, names[style->distinct][i]);
    }
    PUT(pen, "</g>\n");
}

static void bar(tdai_pen *pen, const tdai_scale *scale, int degree, double x, double top,
                double bottom)
{
    PUT(pen,
        "<g class=\"scale\" font-size=\"11\" fill=\"" TDAI_FAINT "\">\n"
        "<text x=\"%.1f\" y=\"%.1f\">",
        x, top + 9);
    if (degree < 0)
        PUT(pen, "Euler char.</text>\n");
    else
        PUT(pen, "dim H<tspan dy=\"3\" font-size=\"8.5\">%d</tspan></text>\n", degree);
    tdai_scale_draw(pen, scale, x, top + 20, bottom);
    PUT(pen, "</g>\n");
}

tda_status tdai_panel_plane(tdai_pen *pen, tdai_sheet *sheet, const tda_measure *measure)
{
    tda_status st = TDA_OK;
    tdai_axis *x = &sheet->axis[1][0], *y = &sheet->axis[1][1];
    double side = sheet->right + 18, height = sheet->bottom - sheet->top;
    bool betti = sheet->betti != NULL;
    sheet->marks.distinct = betti;
    if (measure->size > 0 || (betti && sheet->betti[0].size > 0)) {
        tdai_scale scale;
        TRY(tdai_shade(pen, &scale, measure, x, y, sheet->rectangles));
        tdai_frame(pen, sheet, x, y, NULL, true);
        for (int i = 0; betti && i < 3; i++) {
            sheet->marks.shape = i;
            TRY(tdai_marks_draw(pen, &sheet->marks, &sheet->betti[i], x, y,
                                sheet->points / 3));
        }
        if (!betti)
            TRY(tdai_marks_draw(pen, &sheet->marks, measure, x, y, sheet->points));
        bar(pen, &scale, measure->degree, side, sheet->top, sheet->top + 0.55 * height);
        legend(pen, &sheet->marks, side, sheet->bottom);
    } else {
        tdai_frame(pen, sheet, x, y, NULL, true);
        PUT(pen,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" fill=\"" TDAI_FAINT
            "\">%s</text>\n",
            (sheet->left + sheet->right) / 2, sheet->top + height / 2,
            measure->degree < 0 ? "the Euler characteristic is zero everywhere"
                                : "no homology in this degree");
    }
done:
    return st;
}
