/* SPDX-License-Identifier: GPL-3.0-or-later */
/* heading.c - How every picture begins: title and description, then the title again where it can
 * be seen, and how the result came to be. */
#include "draw/private.h"
#include <math.h>

void tdai_pen_open(tdai_pen *pen, int width, int height, const char *title)
{
    PUT(pen,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
        "viewBox=\"0 0 %d %d\" role=\"img\" "
        "font-family=\"Helvetica Neue, Helvetica, Arial, DejaVu Sans, sans-serif\" "
        "font-size=\"13\" fill=\"" TDAI_INK "\">\n<title>",
        width, height, width, height);
    tdai_pen_escape(pen, title, 0);
    PUT(pen, "</title>\n<desc>");
}

void tdai_pen_heading(tdai_pen *pen, int width, const char *title)
{
    PUT(pen, "</desc>\n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n"
             "<text x=\"18\" y=\"29\" font-size=\"18\" font-weight=\"bold\">");
    tdai_pen_escape(pen, title, (width - 36) / 10);
    PUT(pen,
        "</text>\n<text x=\"18\" y=\"48\" font-size=\"12\" fill=\"" TDAI_FAINT "\">");
}

void tdai_pen_record(tdai_pen *pen, const tda_record *r)
{
    if (*r->filtration) {
        tdai_pen_escape(pen, r->filtration, 32);
        PUT(pen, ", ");
    }
    if (isfinite(r->threshold))
        PUT(pen, "up to %g, ", r->threshold);
    PUT(pen, "coefficients Z/%d", r->field);
}
