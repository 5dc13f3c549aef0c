/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slices.c - tda_fibres_svg: for each degree the plane with its lines, and beside it what was
 * found along them.
 *
 * The plane takes six tenths of the width, with its colour bar and legend; without a plane the
 * barcodes have all of it. Panels share the axes of the plane and the values along the lines. */
#include "draw/private.h"
#include <math.h>

enum { MARGIN = 20, SEEN_LINES = 60 };

static tda_status check(tda_ctx *ctx, const tda_fibres *f, const tda_draw_opts *o)
{
    tda_status st = TDA_OK;
    if (f->lines < 1 || f->degrees < 0 || f->degrees > TDAI_PANELS)
        FAIL(TDA_EINVAL,
             "picture: %lld lines and %d degrees; at least one line and at most %d "
             "degrees can be drawn",
             (long long)f->lines, f->degrees, TDAI_PANELS);
    if (o->width < 480 || o->width > 10000 || o->height < 240 || o->height > 10000)
        FAIL(
            TDA_EINVAL,
            "picture: %d x %d pixels; a panel is 480 to 10000 wide and 240 to 10000 high",
            o->width, o->height);
    for (int k = 0; f->betti && k < 3 * f->degrees; k++)
        if (f->params != 2 || f->betti[k].params != 2)
            FAIL(TDA_EINVAL,
                 "picture: Betti numbers of %d parameters under lines in %d; both must "
                 "have 2",
                 f->betti[k].params, f->params);
done:
    return st;
}

static tda_index bars_of(const tda_diagram *d, int degree)
{
    return degree < d->degrees ? d->start[degree + 1] - d->start[degree] : 0;
}

static tda_index bars_on_lines(const tda_fibres *f, int panel)
{
    tda_index n = 0;
    for (tda_index i = 0; i < f->lines; i++)
        n += bars_of(&f->bars[panel * f->lines + i], f->degree[panel]);
    return n;
}

static void put_line(tdai_pen *pen, const tda_fibres *f, bool unicode)
{
    for (int half = 0; half < 2; half++) {
        const double *at = half ? f->direction : f->base;
        PUT(pen, half ? (unicode ? ") + t (" : ") by (") : "(");
        for (int k = 0; k < f->params; k++)
            PUT(pen, "%s%.6g", k ? ", " : "", at[k]);
    }
    PUT(pen, ")");
}

/* For those who cannot see the picture. */
static void describe(tdai_pen *pen, const tda_fibres *f, const tda_record *r)
{
    if (f->lines == 1) {
        PUT(pen, "The line from ");
        put_line(pen, f, false);
        PUT(pen, ". ");
    } else {
        PUT(pen, "%lld lines. ", (long long)f->lines);
    }
    for (int k = 0; k < f->degrees; k++) {
        tda_index n = bars_on_lines(f, k);
        PUT(pen, "H_%d: %lld bar%s. ", f->degree[k], (long long)n, n == 1 ? "" : "s");
    }
    if (*r->version)
        PUT(pen, "Coefficients Z/%d, seed %llu, libtda %s.", r->field,
            (unsigned long long)r->seed, r->version);
}

static void heading(tdai_pen *pen, const tda_fibres *f, const tda_draw_opts *o,
                    const tda_record *r, int height)
{
    const char *title = o->title       ? o->title
                        : f->lines > 1 ? f->vine ? "Vines" : "Barcodes along lines"
                                       : "Barcode along a line";
    tdai_pen_open(pen, o->width, height, title);
    describe(pen, f, r);
    tdai_pen_heading(pen, o->width, title);
    tdai_pen_record(pen, r);
    if (f->lines == 1) {
        PUT(pen, ", ");
        put_line(pen, f, true);
    } else {
        PUT(pen, ", %lld lines", (long long)f->lines);
    }
    PUT(pen, "</text>\n");
}

/* The plane of one degree with the lines over it. */
static tda_status plane(tdai_pen *pen, tdai_sheet *sheet, const tda_fibres *f, int panel,
                        tdai_axis *ticks)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = pen->ctx;
    tda_measure mu = {0};
    sheet->betti = f->betti + 3 * panel;
    TRY(tdai_betti_hilbert(ctx, &mu, sheet->betti));
    tdai_panel_title(pen, sheet, &mu);
    TRY(tdai_panel_plane(pen, sheet, &mu));
    tda_index step = (f->lines + SEEN_LINES - 1) / SEEN_LINES;
    for (tda_index i = 0; i < f->lines; i += step)
        TRY(tdai_along_draw(pen, sheet, f->base + 2 * i, f->direction + 2 * i,
                            f->lines == 1 ? &f->bars[panel] : NULL, f->degree[panel],
                            panel * SEEN_LINES + (int)(i / step)));
    if (f->lines == 1)
        tdai_along_ticks(pen, sheet, f->base, f->direction, ticks);
done:
    tda_measure_clear(&mu);
    return st;
}

/* What stands above a barcode. */
static void barcode_title(tdai_pen *pen, const tda_fibres *f, int panel,
                          const tdai_chart *c)
{
    tda_index n = bars_on_lines(f, panel);
    PUT(pen, "<text x=\"%.1f\" y=\"%.1f\" font-size=\"11\" fill=\"" TDAI_FAINT "\">",
        c->left, c->top - 11);
    if (!f->betti)
        PUT(pen, "H_%d: ", f->degree[panel]);
    PUT(pen, "%lld bar%s", (long long)n, n == 1 ? "" : "s");
    if (f->lines > 1)
        PUT(pen, " on %lld lines", (long long)f->lines);
    if (c->left_out)
        PUT(pen, ", %lld of them too short to be drawn", (long long)c->left_out);
    PUT(pen, "</text>\n");
}

static tda_status barcode(tdai_pen *pen, tdai_chart *c, const tda_fibres *f, int panel)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = pen->ctx;
    tdai_arena tmp = {0};
    const tda_diagram *d = &f->bars[panel * f->lines];
    tda_diagram one = *d;
    tda_index n = bars_of(d, f->degree[panel]), *start;
    c->diagram = &one;
    c->tone = TDAI_ALONG;
    if (f->lines == 1 && n > 0) { /* the degree alone */
        one.degrees = f->degree[panel] + 1;
        start = ZEROS(&tmp, tda_index, one.degrees + 1);
        TRY(tdai_arena_status(ctx, &tmp));
        start[one.degrees] = n;
        tda_index at = d->start[f->degree[panel]];
        one.start = start;
        one.birth += at, one.death += at, one.cut += at;
        one.birth_cell += at, one.death_cell += at;
        TRY(tdai_bars_draw(pen, c));
    } else if (f->lines == 1) {
        PUT(pen,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" fill=\"" TDAI_FAINT
            "\">no bars</text>\n",
            (c->left + c->right) / 2, (c->top + c->bottom) / 2);
    } else {
        TRY(tdai_fibres_draw(pen, c, f, panel));
    }
    barcode_title(pen, f, panel, c);
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_fibres_svg(tda_ctx *ctx, tda_bytes *out, const tda_fibres *f,
                          const tda_complex *complex, const tda_draw_opts *opts)
{
    tda_status st = TDA_OK;
    tda_draw_opts o = TDA_DRAW_OPTS_INIT;
    tdai_pen pen = {.ctx = ctx};
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(check(ctx, f, &o));
    double split = f->betti ? 0.6 * o.width : 0;
    tdai_sheet sheet = {.complex = complex, .width = split, .height = o.height};
    if (f->betti)
        TRY(tdai_sheet_lay_out(ctx, &sheet, f->betti, 3 * f->degrees));
    tdai_chart all = {.name = "t along the line",
                      .unit = "",
                      .lo = INFINITY,
                      .hi = -INFINITY,
                      .edge = split,
                      .right = o.width - MARGIN,
                      .top = TDAI_OVER,
                      .bottom = o.height - TDAI_FOOT};
    for (tda_index i = 0; i < f->degrees * f->lines; i++)
        TRY(tdai_chart_look(ctx, &all, &f->bars[i]));
    if (all.lo > all.hi)
        all.lo = 0, all.hi = 1;
    all.left = split + (f->lines == 1 ? 34 : 36 + 6.6 * tdai_chart_digits(&all));
    tda_record r = f->degrees ? f->bars[0].record : (tda_record){.field = 2};
    heading(&pen, f, &o, &r, TDAI_HEAD + f->degrees * o.height);
    for (int k = 0; k < f->degrees; k++) {
        tdai_chart c = all;
        tdai_axis ticks;
        TRY(tdai_poll(ctx, "picture", k, f->degrees));
        tdai_axis_interval(&ticks, all.lo, all.hi);
        tdai_axis_place(&ticks, c.left, c.right);
        tdai_panel_begin(&pen, k, o.height);
        if (f->betti)
            TRY(plane(&pen, &sheet, f, k, &ticks));
        TRY(barcode(&pen, &c, f, k));
        PUT(&pen, "</g>\n");
    }
    TRY(tdai_pen_finish(&pen, out));
done:
    tda_bytes_clear(&pen.out);
    return st;
}
