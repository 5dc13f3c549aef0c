/* SPDX-License-Identifier: GPL-3.0-or-later */
/* signed.c - tda_signed_barcode_svg: rectangles and hooks by sign.
 *
 * A bar is the region it holds, in the transparent colour of its sign, and the segment from where
 * it begins to where it ends, as thick as its weight. Bars are drawn from the largest to the
 * smallest, so that none hides another; of very many only the largest are. */
#include "draw/private.h"
#include <math.h>
#include <stdlib.h>

enum { BARS = 6000, NAMED = 400 };

/* A bar in pixels; what has no end stands past the frame. */
typedef struct box {
    double x0, y0, x1, y1;
    bool right, up; /* no end along the first, the second parameter */
} box;

static tda_status check(tda_ctx *ctx, const tda_signed_barcode *b, tda_index count,
                        const tda_draw_opts *o)
{
    tda_status st = TDA_OK;
    TRY(tdai_picture_check(ctx, count, "signed barcodes", o));
    for (tda_index k = 0; k < count; k++) {
        if (b[k].params != 2)
            FAIL(TDA_EINVAL,
                 "picture: signed barcode %lld has %d parameters; two can be drawn, so "
                 "write its bars as csv instead",
                 (long long)k, b[k].params);
        for (tda_index i = 0; i < 2 * b[k].size; i++)
            if (isnan(b[k].birth[i]) || isnan(b[k].death[i]))
                FAIL(TDA_EINVAL, "picture: signed barcode %lld, bar %lld is NaN",
                     (long long)k, (long long)(i / 2));
    }
done:
    return st;
}

/* The axis of all finite coordinates of the bars. */
static tda_status axis_of(tda_ctx *ctx, tdai_axis *axis, const tda_signed_barcode *b,
                          tda_index count, int param)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index n = 0, used = 0;
    bool infinite = false;
    for (tda_index k = 0; k < count; k++)
        n += 2 * b[k].size;
    double *value = ARRAY(&tmp, double, n);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index k = 0; k < count; k++)
        for (tda_index i = 0; i < 2 * b[k].size; i++) {
            double v = (i % 2 ? b[k].death : b[k].birth)[i / 2 * 2 + param];
            infinite |= v == -(double)INFINITY;
            if (isfinite(v))
                value[used++] = v;
        }
    TRY(tdai_axis_values(ctx, axis, value, used));
    axis->infinite = infinite;
done:
    tdai_arena_free(&tmp);
    return st;
}

static void count_bars(const tda_signed_barcode *b, tda_index *positive,
                       tda_index *negative)
{
    *positive = *negative = 0;
    for (tda_index i = 0; i < b->size; i++)
        *(b->weight[i] > 0 ? positive : negative) += 1;
}

static const char *plural(const tda_signed_barcode *b)
{
    return b->shape == TDA_BAR_HOOK ? "hooks" : "rectangles";
}

static void heading(tdai_pen *pen, const tda_signed_barcode *b, tda_index count,
                    const tda_draw_opts *o)
{
    const char *title = o->title ? o->title
                        : count && b->shape == TDA_BAR_HOOK
                            ? "Signed barcode of ranks, by hooks"
                            : "Signed barcode of ranks, by rectangles";
    tdai_pen_open(pen, o->width, TDAI_HEAD + (int)count * o->height, title);
    for (tda_index k = 0; k < count; k++) {
        tda_index positive, negative;
        count_bars(&b[k], &positive, &negative);
        PUT(pen, "H_%d: %lld positive and %lld negative %s. ", b[k].degree,
            (long long)positive, (long long)negative, plural(&b[k]));
    }
    if (count > 0 && *b->record.version)
        PUT(pen, "Coefficients Z/%d, seed %llu, libtda %s.", b->record.field,
            (unsigned long long)b->record.seed, b->record.version);
    tdai_pen_heading(pen, o->width, title);
    if (count > 0)
        tdai_pen_record(pen, &b->record);
    else
        PUT(pen, "no signed barcodes");
    PUT(pen, "</text>\n");
}

static void panel_title(tdai_pen *pen, const tdai_sheet *s, const tda_signed_barcode *b,
                        tda_index left_out)
{
    tda_index positive, negative;
    count_bars(b, &positive, &negative);
    PUT(pen,
        "<text x=\"%.1f\" y=\"%.1f\" font-size=\"15\" font-weight=\"bold\">H<tspan "
        "dy=\"4\" font-size=\"10.5\">%d</tspan></text>\n"
        "<text x=\"%.1f\" y=\"%.1f\" font-size=\"11\" text-anchor=\"end\" "
        "fill=\"" TDAI_FAINT "\">%lld positive, %lld negative %s",
        s->left, s->top - 11, b->degree, s->right, s->top - 11, (long long)positive,
        (long long)negative, plural(b));
    if (left_out)
        PUT(pen, ", the %lld smallest not drawn", (long long)left_out);
    PUT(pen, "</text>\n");
}

static double begin_at(const tdai_axis *a, double v)
{
    return v == -(double)INFINITY ? a->strip[0] : tdai_axis_pixel(a, v);
}

static box box_of(const tda_signed_barcode *b, tda_index i, const tdai_axis *x,
                  const tdai_axis *y)
{
    const double *from = b->birth + 2 * i, *to = b->death + 2 * i;
    box r = {begin_at(x, from[0]), begin_at(y, from[1]), x->span[1],
             y->span[1],           isinf(to[0]),         isinf(to[1])};
    if (!r.right)
        r.x1 = tdai_axis_pixel(x, to[0]);
    if (!r.up)
        r.y1 = tdai_axis_pixel(y, to[1]);
    return r;
}

static void put_rect(tdai_pen *pen, double x0, double y0, double x1, double y1)
{
    tdai_pen_say(pen, "M");
    tdai_pen_px(pen, x0);
    tdai_pen_say(pen, " ");
    tdai_pen_px(pen, y0);
    tdai_pen_say(pen, "H");
    tdai_pen_px(pen, x1);
    tdai_pen_say(pen, "V");
    tdai_pen_px(pen, y1);
    tdai_pen_say(pen, "H");
    tdai_pen_px(pen, x0);
    tdai_pen_say(pen, "z");
}

/* All z >= a within the frame but those >= b: the corner of the frame is cut out. */
static void put_hook(tdai_pen *pen, const box *r, const tdai_axis *x, const tdai_axis *y)
{
    const double right = x->span[1], top = y->span[1];
    const double at[6][2] = {{r->x0, r->y0}, {right, r->y0}, {right, r->y1},
                             {r->x1, r->y1}, {r->x1, top},   {r->x0, top}};
    for (int i = 0; i < 6; i++) {
        tdai_pen_say(pen, i ? "L" : "M");
        tdai_pen_px(pen, at[i][0]);
        tdai_pen_say(pen, " ");
        tdai_pen_px(pen, at[i][1]);
    }
    tdai_pen_say(pen, "z");
}

static void put_number(tdai_pen *pen, double v)
{
    PUT(pen, isinf(v) ? v > 0 ? "\u221e" : "\u2212\u221e" : "%.6g", v);
}

/* What a bar says when it is pointed at. */
static void put_title(tdai_pen *pen, const tda_signed_barcode *b, tda_index i)
{
    PUT(pen, "<title>");
    for (int k = 0; k < 4; k++) {
        PUT(pen, "%s", k == 0 ? "(" : k == 2 ? ") to (" : ", ");
        put_number(pen, (k < 2 ? b->birth : b->death)[2 * i + k % 2]);
    }
    PUT(pen, ") weight %+lld</title>", (long long)b->weight[i]);
}

static double area_of(const tda_signed_barcode *b, const box *r, const tdai_axis *x,
                      const tdai_axis *y)
{
    double whole = (x->span[1] - r->x0) * (r->y0 - y->span[1]);
    double part = (r->x1 - r->x0) * (r->y0 - r->y1);
    double corner = (x->span[1] - r->x1) * (r->y1 - y->span[1]);
    return b->shape == TDA_BAR_HOOK ? whole - corner : part;
}

static void put_bar(tdai_pen *pen, const tda_signed_barcode *b, tda_index i, const box *r,
                    const tdai_axis *x, const tdai_axis *y, double strength)
{
    const char *tone = b->weight[i] > 0 ? TDAI_POSITIVE : TDAI_NEGATIVE;
    double weight = fmin(4, sqrt(fabs((double)b->weight[i])));
    double thin = fmax(0.4, fmin(1, 12 / sqrt((double)b->size)));
    PUT(pen,
        "<g fill=\"%s\" stroke=\"%s\"><path stroke=\"none\" fill-opacity=\"%.3g\" "
        "d=\"",
        tone, tone, fmin(0.6, strength * weight));
    if (b->shape == TDA_BAR_HOOK)
        put_hook(pen, r, x, y);
    else
        put_rect(pen, r->x0, r->y0, r->x1, r->y1);
    PUT(pen, "\"/><path fill=\"none\" stroke-width=\"%.1f\"%s d=\"M", thin * weight,
        b->weight[i] < 0 ? " stroke-dasharray=\"4 2\"" : "");
    tdai_pen_px(pen, r->x0);
    tdai_pen_say(pen, " ");
    tdai_pen_px(pen, r->y0);
    tdai_pen_say(pen, "L");
    tdai_pen_px(pen, r->x1);
    tdai_pen_say(pen, " ");
    tdai_pen_px(pen, r->y1);
    tdai_pen_say(pen, "\"/>");
    if (b->size <= NAMED)
        put_title(pen, b, i);
    tdai_pen_say(pen, "</g>\n");
}

static tda_status draw_bars(tdai_pen *pen, const tdai_sheet *s,
                            const tda_signed_barcode *b, tda_index most,
                            tda_index *left_out)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = pen->ctx;
    tdai_arena tmp = {0};
    const tdai_axis *x = &s->axis[1][0], *y = &s->axis[1][1];
    double *size = ARRAY(&tmp, double, b->size);
    tda_index *order = ARRAY(&tmp, tda_index, b->size);
    TRY(tdai_arena_status(ctx, &tmp));
    double ink = 0, plot = (s->right - s->left) * (s->bottom - s->top);
    for (tda_index i = 0; i < b->size; i++) {
        box r = box_of(b, i, x, y);
        double area = area_of(b, &r, x, y);
        ink += area / plot;
        size[i] = -area * (double)llabs((long long)b->weight[i]);
    }
    TRY(tdai_argsort(ctx, order, size, b->size));
    *left_out = b->size > most ? b->size - most : 0;
    double strength = fmax(0.02, fmin(0.3, 0.6 / fmax(ink, 1e-9)));
    PUT(pen, "<g class=\"bars\">\n");
    for (tda_index i = 0; i < b->size && i < most; i++) {
        TRY(tdai_poll(ctx, "picture", i, b->size));
        box r = box_of(b, order[i], x, y);
        put_bar(pen, b, order[i], &r, x, y, strength);
    }
    PUT(pen, "</g>\n");
done:
    tdai_arena_free(&tmp);
    return st;
}

static void legend(tdai_pen *pen, const tdai_sheet *s, tda_bar_shape shape)
{
    double x = s->right + 18, y = s->top + 10;
    PUT(pen, "<g class=\"legend\" font-size=\"11\" fill=\"" TDAI_FAINT "\">\n");
    for (int negative = 0; negative < 2; negative++, y += 1.6 * TDAI_ROW) {
        const char *tone = negative ? TDAI_NEGATIVE : TDAI_POSITIVE;
        if (shape == TDA_BAR_HOOK)
            PUT(pen,
                "<path fill=\"%s\" fill-opacity=\"0.3\" d=\"M%.1f %.1fh18v-8h-9v-9h"
                "-9z\"/>",
                tone, x, y + 8);
        else
            PUT(pen,
                "<path fill=\"%s\" fill-opacity=\"0.3\" d=\"M%.1f %.1fh18v-17h"
                "-18z\"/>",
                tone, x, y + 8);
        PUT(pen,
            "<path stroke=\"%s\"%s d=\"M%.1f %.1fl%s\"/><text x=\"%.1f\" y=\"%.1f\">"
            "%s</text>\n",
            tone, negative ? " stroke-dasharray=\"4 2\"" : "", x, y + 8,
            shape == TDA_BAR_HOOK ? "9 -8" : "18 -17", x + 26, y + 4,
            negative ? "negative" : "positive");
    }
    PUT(pen,
        "<text x=\"%.1f\" y=\"%.1f\">segments from</text><text x=\"%.1f\" y=\"%.1f\">"
        "birth to death</text></g>\n",
        x, y + 4, x, y + 18);
}

static tda_status lay_out(tda_ctx *ctx, tdai_sheet *s, const tda_signed_barcode *b,
                          tda_index count)
{
    tda_status st = TDA_OK;
    tdai_axis *x = &s->axis[1][0], *y = &s->axis[1][1];
    TRY(axis_of(ctx, x, b, count, 0));
    TRY(axis_of(ctx, y, b, count, 1));
    tdai_sheet_place(s, TDAI_SIDE);
done:
    return st;
}

tda_status tda_signed_barcode_svg(tda_ctx *ctx, tda_bytes *out,
                                  const tda_signed_barcode *b, tda_index count,
                                  const tda_complex *complex, const tda_draw_opts *opts)
{
    tda_status st = TDA_OK;
    tda_draw_opts o = TDA_DRAW_OPTS_INIT;
    tdai_pen pen = {.ctx = ctx};
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(check(ctx, b, count, &o));
    tdai_sheet s = {.complex = complex, .width = o.width, .height = o.height};
    TRY(lay_out(ctx, &s, b, count));
    heading(&pen, b, count, &o);
    for (tda_index k = 0; k < count; k++) {
        tda_index left_out = 0;
        TRY(tdai_poll(ctx, "picture", k, count));
        tdai_panel_begin(&pen, k, o.height);
        tdai_frame(&pen, &s, &s.axis[1][0], &s.axis[1][1], NULL, true);
        if (b[k].size)
            TRY(draw_bars(&pen, &s, &b[k], BARS / count, &left_out));
        else
            tdai_panel_empty(&pen, &s, "no homology in this degree");
        panel_title(&pen, &s, &b[k], left_out);
        legend(&pen, &s, b[k].shape);
        PUT(&pen, "</g>\n");
    }
    TRY(tdai_pen_finish(&pen, out));
done:
    tda_bytes_clear(&pen.out);
    return st;
}
