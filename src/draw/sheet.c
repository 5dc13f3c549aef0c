/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sheet.c - What pictures of one panel below another share: the sizes that are allowed, the place of
 * the plot in a panel, the frame of a panel and the end of the picture. */
#include "draw/private.h"

tda_status tdai_picture_check(tda_ctx *ctx, tda_index count, const char *things,
                              const tda_draw_opts *o)
{
    tda_status st = TDA_OK;
    if (count < 0 || count > TDAI_PANELS)
        FAIL(TDA_EINVAL, "picture: %lld %s; at most %d are drawn in one picture",
             (long long)count, things, TDAI_PANELS);
    if (o->width < 320 || o->width > 10000 || o->height < 240 || o->height > 10000)
        FAIL(
            TDA_EINVAL,
            "picture: %d x %d pixels; a panel is 320 to 10000 wide and 240 to 10000 high",
            o->width, o->height);
done:
    return st;
}

void tdai_sheet_place(tdai_sheet *s, double side)
{
    tdai_tick tick[TDAI_TICKS];
    tdai_axis *x = &s->axis[1][0], *y = &s->axis[1][1];
    s->top = TDAI_OVER;
    s->bottom = s->height - TDAI_FOOT;
    s->right = s->width - side;
    tdai_axis_place(y, s->bottom, s->top);
    tdai_axis_ticks(y, tick, 44, false);
    int digits = y->digits < 4 ? 4 : y->digits;
    s->left = 36 + 6.6 * digits;
    tdai_axis_place(x, s->left, s->right);
}

void tdai_panel_begin(tdai_pen *pen, tda_index k, int height)
{
    PUT(pen, "<g class=\"panel\" transform=\"translate(0 %lld)\">\n",
        TDAI_HEAD + (long long)k * height);
}

void tdai_panel_empty(tdai_pen *pen, const tdai_sheet *s, const char *why)
{
    PUT(pen,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" fill=\"" TDAI_FAINT
        "\">%s</text>\n",
        (s->left + s->right) / 2, (s->top + s->bottom) / 2, why);
}

tda_status tdai_pen_finish(tdai_pen *pen, tda_bytes *out)
{
    PUT(pen, "</svg>\n");
    return pen->st ? pen->st : tdai_bytes_add(pen->ctx, out, pen->out.at, pen->out.size);
}
