/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagram.c - tda_diagram_svg: what a barcode and a persistence diagram have in common: the
 * range of the values, the heading, the names of the axes, the legend.
 *
 * The axis of values is linear throughout, for lengths are what is compared by eye. Beyond its
 * end stands a strip for infinity where a bar needs one. */
#include "draw/private.h"
#include <math.h>
#include <string.h>

enum { SIDE = 150, LISTED = 12 };

const char *const tdai_tone[TDAI_TONES] = {"#1a56a8", "#c8391f", "#2b7d4f", "#8a4fa3",
                                           "#b07a10", "#3b8ea5", "#a03a6a", "#5c6670"};

void tdai_dot(tdai_pen *pen, int degree, bool hollow, double x, double y, double r)
{
    const char *tone = tdai_tone[degree % TDAI_TONES];
    switch (degree % 4) {
    case 0: PUT(pen, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"", x, y, r); break;
    case 1:
        PUT(pen, "<path d=\"M%.1f %.1fl%.1f %.1fh%.1fz\"", x, y - 1.25 * r, 1.2 * r,
            2.1 * r, -2.4 * r);
        break;
    case 2:
        PUT(pen, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"", x - .9 * r,
            y - .9 * r, 1.8 * r, 1.8 * r);
        break;
    default:
        PUT(pen, "<path d=\"M%.1f %.1fl%.1f %.1fl%.1f %.1fl%.1f %.1fz\"", x, y - 1.3 * r,
            1.3 * r, 1.3 * r, -1.3 * r, 1.3 * r, -1.3 * r, -1.3 * r);
    }
    if (hollow)
        PUT(pen, " fill=\"#fff\" stroke=\"%s\" stroke-width=\"1.4\"", tone);
    else
        PUT(pen, " fill=\"%s\"", tone);
}

static tda_index bars_of(const tda_diagram *d)
{
    return d->degrees ? d->start[d->degrees] : 0;
}

tda_status tdai_chart_look(tda_ctx *ctx, tdai_chart *c, const tda_diagram *d)
{
    tda_status st = TDA_OK;
    for (int k = 0; k < d->degrees; k++)
        for (tda_index i = d->start[k]; i < d->start[k + 1]; i++) {
            if (i % 4096 == 0)
                TRY(tdai_poll(ctx, "picture", i, bars_of(d)));
            double b = d->birth[i], e = d->death[i];
            if (isnan(b) || isnan(e) || b == (double)INFINITY)
                FAIL(TDA_EINVAL, "picture: bar %lld of degree %d goes from %g to %g",
                     (long long)(i - d->start[k]), k, b, e);
            c->below |= isinf(b);
            c->cut |= e == (double)INFINITY && d->cut[i];
            c->endless |= e == (double)INFINITY && !d->cut[i];
            c->lo = fmin(c->lo, isfinite(b) ? b : c->lo);
            c->hi = fmax(c->hi, isfinite(b) ? b : c->hi);
            c->lo = fmin(c->lo, isfinite(e) ? e : c->lo);
            c->hi = fmax(c->hi, isfinite(e) ? e : c->hi);
        }
    if (c->cut && isfinite(d->record.threshold))
        c->hi = fmax(c->hi, d->record.threshold);
done:
    return st;
}

/* What the values are, where the caller does not say. */
static void name_values(tdai_chart *c, const tda_diagram_draw_opts *o)
{
    static const char *const names[] = {"diameter", "radius", "squared radius"};
    static const char *const units[] = {"same as input", "same as input",
                                        "input squared"};
    static const char *const of_points[] = {"rips", "alpha", "cech", "witness", NULL};
    const tda_record *r = &c->diagram->record;
    bool scale = false;
    for (int i = 0; of_points[i]; i++)
        scale |= strstr(r->filtration, of_points[i]) != NULL;
    c->name = o->axis ? o->axis : scale ? names[r->scale] : "value";
    c->unit = o->unit ? o->unit : scale && !o->axis ? units[r->scale] : "";
}

static void put_name(tdai_pen *pen, const tdai_chart *c, const char *what, int power)
{
    if (what)
        PUT(pen, "%s: ", what);
    tdai_pen_escape(pen, c->name, 40);
    if (*c->unit) {
        PUT(pen, " (");
        tdai_pen_escape(pen, c->unit, 30);
        PUT(pen, ")");
    }
    if (power) {
        PUT(pen, " \u00d7 10<tspan dy=\"-4\" font-size=\"9\">");
        tdai_pen_integer(pen, power);
        PUT(pen, "</tspan>");
    }
}

void tdai_chart_ticks(tdai_pen *pen, const tdai_chart *c, tdai_axis *a, bool upright,
                      const char *what)
{
    tdai_tick tick[TDAI_TICKS];
    int n = tdai_axis_ticks(a, tick, upright ? 44 : 72, false);
    double base = upright ? c->left : c->bottom;
    PUT(pen,
        "<g class=\"axes\" font-size=\"11\" fill=\"" TDAI_FAINT
        "\" stroke=\"none\" text-anchor=\"%s\">\n",
        upright ? "end" : "middle");
    for (int i = 0; i < n; i++) {
        double p = tdai_axis_pixel(a, tick[i].value);
        if (upright)
            PUT(pen,
                "<path d=\"M%.1f %.1fh-5\" stroke=\"" TDAI_LINE
                "\"/><text x=\"%.1f\" y=\"%.1f\">%s</text>\n",
                base, p, base - 8, p + 4, tick[i].label);
        else
            PUT(pen,
                "<path d=\"M%.1f %.1fv5\" stroke=\"" TDAI_LINE
                "\"/><text x=\"%.1f\" y=\"%.1f\">%s</text>\n",
                p, base, p, base + 17, tick[i].label);
    }
    if (a->infinite && upright)
        PUT(pen, "<text x=\"%.1f\" y=\"%.1f\">-inf</text>\n", base - 8,
            (a->strip[0] + a->strip[1]) / 2 + 4);
    else if (a->infinite)
        PUT(pen, "<text x=\"%.1f\" y=\"%.1f\">-inf</text>\n",
            (a->strip[0] + a->strip[1]) / 2, base + 17);
    PUT(pen, "</g>\n<text class=\"name\" font-size=\"12.5\" text-anchor=\"middle\" ");
    if (upright)
        PUT(pen, "transform=\"translate(%g %.1f) rotate(-90)\">", c->edge + 18,
            (a->span[0] + a->span[1]) / 2);
    else
        PUT(pen, "x=\"%.1f\" y=\"%.1f\">", (a->span[0] + a->span[1]) / 2, base + 38);
    put_name(pen, c, what, a->power);
    PUT(pen, "</text>\n");
}

/* What colours and ends mean, and how many bars there are of each degree. */
static void legend(tdai_pen *pen, const tdai_chart *c, bool barcode)
{
    const tda_diagram *d = c->diagram;
    double x = c->right + 18, y = c->top + 10;
    int listed = 0;
    PUT(pen, "<g class=\"legend\" font-size=\"11.5\" fill=\"" TDAI_FAINT "\">\n");
    for (int k = 0; k < d->degrees && listed <= LISTED; k++) {
        tda_index n = d->start[k + 1] - d->start[k];
        if (n == 0)
            continue;
        if (listed++ == LISTED) {
            PUT(pen, "<text x=\"%.1f\" y=\"%.1f\">\u2026</text>\n", x + 20, y + 4);
            break;
        }
        if (barcode)
            PUT(pen, "<path d=\"M%.1f %.1fh14\" stroke=\"%s\" stroke-width=\"4\"/>", x, y,
                tdai_tone[k % TDAI_TONES]);
        else {
            tdai_dot(pen, k, false, x + 7, y, 4);
            PUT(pen, "/>");
        }
        PUT(pen,
            "<text x=\"%.1f\" y=\"%.1f\">H<tspan dy=\"3\" font-size=\"8.5\">%d</tspan>"
            "<tspan dy=\"-3\">, %lld bar%s</tspan></text>\n",
            x + 20, y + 4, k, (long long)n, n == 1 ? "" : "s");
        y += TDAI_ROW;
    }
    if (c->endless) {
        if (barcode)
            PUT(pen,
                "<path d=\"M%.1f %.1fh8\" stroke=\"" TDAI_FAINT
                "\" stroke-width=\"3\"/><path d=\"M%.1f %.1fl6 4l-6 4z\"/>",
                x, y, x + 8, y - 4);
        else
            PUT(pen, "<text x=\"%.1f\" y=\"%.1f\" font-size=\"15\">\u221e</text>", x + 1,
                y + 5);
        PUT(pen, "<text x=\"%.1f\" y=\"%.1f\">never dies</text>\n", x + 20, y + 4);
        y += TDAI_ROW;
    }
    if (c->cut) {
        if (barcode)
            PUT(pen,
                "<path d=\"M%.1f %.1fh14\" stroke=\"" TDAI_FAINT
                "\" stroke-width=\"3\" stroke-dasharray=\"3 2\"/>",
                x, y);
        else
            PUT(pen,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"#fff\" "
                "stroke=\"" TDAI_FAINT "\" stroke-width=\"1.4\"/>",
                x + 7, y);
        PUT(pen, "<text x=\"%.1f\" y=\"%.1f\">alive at threshold</text>\n", x + 20,
            y + 4);
        y += TDAI_ROW;
    }
    if (c->left_out)
        PUT(pen,
            "<text x=\"%.1f\" y=\"%.1f\">%lld shorter ones</text>"
            "<text x=\"%.1f\" y=\"%.1f\">are not drawn</text>\n",
            x, y + 8, (long long)c->left_out, x, y + 22);
    PUT(pen, "</g>\n");
}

/* One sentence a degree, for those who cannot see the picture. */
static void describe(tdai_pen *pen, const tda_diagram *d)
{
    for (int k = 0; k < d->degrees; k++) {
        tda_index endless = 0, cut = 0;
        for (tda_index i = d->start[k]; i < d->start[k + 1]; i++) {
            endless += d->death[i] == (double)INFINITY && !d->cut[i];
            cut += d->death[i] == (double)INFINITY && d->cut[i];
        }
        tda_index bars = d->start[k + 1] - d->start[k];
        PUT(pen, "H_%d: %lld bar%s", k, (long long)bars, bars == 1 ? "" : "s");
        if (endless)
            PUT(pen, ", %lld of them never die%s", (long long)endless,
                endless == 1 ? "s" : "");
        if (cut)
            PUT(pen, ", %lld alive at the threshold", (long long)cut);
        PUT(pen, ". ");
    }
    if (*d->record.version)
        PUT(pen, "Coefficients Z/%d, seed %llu, libtda %s.", d->record.field,
            (unsigned long long)d->record.seed, d->record.version);
}

tda_status tda_diagram_svg(tda_ctx *ctx, tda_bytes *out, const tda_diagram *diagram,
                           const tda_diagram_draw_opts *opts)
{
    tda_status st = TDA_OK;
    tda_diagram_draw_opts o = TDA_DIAGRAM_DRAW_OPTS_INIT;
    tdai_pen pen = {.ctx = ctx};
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    if (o.width < 320 || o.width > 10000 || o.height < 240 || o.height > 10000)
        FAIL(TDA_EINVAL,
             "picture: %d x %d pixels; a plot is 320 to 10000 wide and 240 to 10000 high",
             o.width, o.height);
    if (o.plot != TDA_PLOT_BARCODE && o.plot != TDA_PLOT_DIAGRAM)
        FAIL(TDA_EINVAL, "picture: plot %d is neither a barcode nor a diagram",
             (int)o.plot);

    tdai_chart c = {.diagram = diagram,
                    .lo = INFINITY,
                    .hi = -INFINITY,
                    .left = 46,
                    .right = o.width - SIDE,
                    .top = TDAI_HEAD + 12,
                    .bottom = TDAI_HEAD + o.height - TDAI_FOOT};
    bool barcode = o.plot == TDA_PLOT_BARCODE;
    const char *title = o.title ? o.title : barcode ? "Barcode" : "Persistence diagram";
    TRY(tdai_chart_look(ctx, &c, diagram));
    if (c.lo > c.hi)
        c.lo = 0, c.hi = 1;
    name_values(&c, &o);
    tdai_pen_open(&pen, o.width, TDAI_HEAD + o.height, title);
    describe(&pen, diagram);
    tdai_pen_heading(&pen, o.width, title);
    tdai_pen_record(&pen, &diagram->record);
    PUT(&pen, "</text>\n<g class=\"panel\">\n");
    TRY(barcode ? tdai_bars_draw(&pen, &c) : tdai_dots_draw(&pen, &c));
    if (bars_of(diagram) == 0)
        PUT(&pen,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" fill=\"" TDAI_FAINT
            "\">no bars</text>\n",
            (c.left + c.right) / 2, (c.top + c.bottom) / 2);
    legend(&pen, &c, barcode);
    PUT(&pen, "</g>\n");
    TRY(tdai_pen_finish(&pen, out));
done:
    tda_bytes_clear(&pen.out);
    return st;
}
