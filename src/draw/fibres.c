/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fibres.c - The barcodes of many lines, upright, in the order of the lines.
 *
 * The bars of a line stand side by side where there is room; else on each other, transparent, so
 * that a place is the darker the more bars live there. Vines are bands between the births and the
 * deaths of a bar on neighbouring lines, the tallest first, so that shorter ones lie over them. */
#include "draw/private.h"
#include <math.h>

enum { BARS = 20000, CORNERS = 60000, BESIDE = 40 };
static const double APART = 1.6; /* pixels from bar to bar */

typedef struct field {
    const tda_fibres *f;
    int panel, degree;
    tdai_axis x, y;
    double below, above; /* the pixels of -infinity and infinity */
    double pitch;        /* pixels from line to line */
} field;

static const tda_diagram *bars_at(const field *p, tda_index line)
{
    return &p->f->bars[p->panel * p->f->lines + line];
}

static tda_index begin_of(const tda_diagram *d, int degree)
{
    return degree < d->degrees ? d->start[degree] : 0;
}

static tda_index end_of(const tda_diagram *d, int degree)
{
    return degree < d->degrees ? d->start[degree + 1] : 0;
}

static double height_of(const field *p, double t)
{
    return t == (double)INFINITY    ? p->above
           : t == -(double)INFINITY ? p->below
                                    : tdai_axis_pixel(&p->y, t);
}

static double place_of(const field *p, tda_index line)
{
    return tdai_axis_pixel(&p->x, (double)line);
}

static void frame(tdai_pen *pen, const tdai_chart *c, field *p)
{
    tdai_tick tick[TDAI_TICKS];
    PUT(pen,
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"none\" "
        "stroke=\"" TDAI_LINE "\"/>\n",
        c->left, c->top, c->right - c->left, c->bottom - c->top);
    if (c->endless || c->cut)
        PUT(pen,
            "<path d=\"M%.1f %.1fH%.1f\" stroke=\"" TDAI_LINE
            "\" stroke-dasharray=\"2 3\"/><text x=\"%.1f\" y=\"%.1f\" "
            "text-anchor=\"end\" fill=\"" TDAI_FAINT "\">\u221e</text>\n",
            c->left, p->y.span[1], c->right, c->left - 8, p->above + 4);
    tdai_chart_ticks(pen, c, &p->y, true, NULL);
    int n = tdai_axis_ticks(&p->x, tick, 60, true);
    PUT(pen, "<g class=\"axes\" font-size=\"11\" fill=\"" TDAI_FAINT
             "\" text-anchor=\"middle\">\n");
    for (int i = 0; i < n; i++)
        if (tick[i].value >= 0 && tick[i].value < (double)p->f->lines)
            PUT(pen,
                "<path d=\"M%.1f %.1fv5\" stroke=\"" TDAI_LINE
                "\"/><text x=\"%.1f\" y=\"%.1f\">%s</text>\n",
                tdai_axis_pixel(&p->x, tick[i].value), c->bottom,
                tdai_axis_pixel(&p->x, tick[i].value), c->bottom + 17, tick[i].label);
    PUT(pen,
        "</g>\n<text class=\"name\" font-size=\"12.5\" text-anchor=\"middle\" "
        "x=\"%.1f\" y=\"%.1f\">line</text>\n",
        (c->left + c->right) / 2, c->bottom + 38);
}

/* ---- bars ---- */

static void put_bar(tdai_pen *pen, const field *p, double x, double birth, double death)
{
    tdai_pen_say(pen, "M");
    tdai_pen_px(pen, x);
    tdai_pen_say(pen, " ");
    tdai_pen_px(pen, height_of(p, birth));
    tdai_pen_say(pen, "V");
    tdai_pen_px(pen, fmin(height_of(p, death), height_of(p, birth) - 0.6));
}

static tda_status draw_bars(tdai_pen *pen, tdai_chart *c, const field *p)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = pen->ctx;
    tdai_arena tmp = {0};
    tda_index lines = p->f->lines, most = 1, all = 1;
    for (tda_index i = 0; i < lines; i++) {
        const tda_diagram *d = bars_at(p, i);
        tda_index n = end_of(d, p->degree) - begin_of(d, p->degree);
        most = n > most ? n : most;
        all = d->degrees && d->start[d->degrees] > all ? d->start[d->degrees] : all;
    }
    tda_index room = BARS / lines > 1 ? BARS / lines : 1;
    bool beside = p->pitch / APART >= (double)(most < BESIDE ? most : BESIDE);
    if (beside)
        room = (tda_index)(p->pitch / APART);
    double step =
        beside ? fmin(7, 0.85 * p->pitch / (double)(most < room ? most : room)) : 0;
    double width = beside ? 0.7 * step : fmax(0.7, fmin(8, 0.7 * p->pitch));
    bool *shown = ARRAY(&tmp, bool, all);
    TRY(tdai_arena_status(ctx, &tmp));
    PUT(pen,
        "<g class=\"bars\" fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\" "
        "stroke-opacity=\"%s\">\n",
        c->tone, width, beside ? "1" : "0.3");
    for (tda_index i = 0; i < lines; i++) {
        const tda_diagram *d = bars_at(p, i);
        TRY(tdai_poll(ctx, "picture", i, lines));
        if (begin_of(d, p->degree) == end_of(d, p->degree))
            continue;
        TRY(tdai_bars_choose(ctx, d, p->degree, room, shown));
        tda_index n = end_of(d, p->degree) - begin_of(d, p->degree), k = 0;
        c->left_out += n > room ? n - room : 0;
        n = n < room ? n : room;
        for (tda_index b = begin_of(d, p->degree); b < end_of(d, p->degree); b++) {
            if (!shown[b])
                continue;
            if (k == 0 || !beside)
                tdai_pen_say(pen, "<path d=\"");
            put_bar(pen, p, place_of(p, i) + step * ((double)k - (double)(n - 1) / 2),
                    d->birth[b], d->death[b]);
            k++;
            if (k == n || !beside)
                tdai_pen_say(pen, "\"/>\n");
        }
    }
    tdai_pen_say(pen, "</g>\n");
done:
    tdai_arena_free(&tmp);
    return st;
}

/* ---- vines ---- */

/* One bar of a vine. */
typedef struct leaf {
    double birth, death;
    tda_index line;
} leaf;

/* A run of leaves on lines next to each other as one band. */
static void put_band(tdai_pen *pen, const field *p, const leaf *at, tda_index n)
{
    double half = n == 1 ? fmin(3, 0.4 * p->pitch) : 0;
    for (tda_index i = 0; i < n; i++)
        for (int side = half > 0 ? -1 : 1; side <= 1; side += 2) {
            tdai_pen_say(pen, i == 0 && (half <= 0 || side < 0) ? "M" : "L");
            tdai_pen_px(pen, place_of(p, at[i].line) + side * half);
            tdai_pen_say(pen, " ");
            tdai_pen_px(pen, height_of(p, at[i].birth));
        }
    for (tda_index i = n - 1; i >= 0; i--)
        for (int side = 1; side >= (half > 0 ? -1 : 1); side -= 2) {
            tdai_pen_say(pen, "L");
            tdai_pen_px(pen, place_of(p, at[i].line) + side * half);
            tdai_pen_say(pen, " ");
            tdai_pen_px(pen, height_of(p, at[i].death));
        }
    tdai_pen_say(pen, "z");
}

static void put_vine(tdai_pen *pen, const field *p, const leaf *at, tda_index n,
                     int colour, tda_index id)
{
    PUT(pen, "<path fill=\"%s\" stroke=\"%s\" d=\"", tdai_tone[colour % TDAI_TONES],
        tdai_tone[colour % TDAI_TONES]);
    for (tda_index i = 0, from = 0; i < n; i++)
        if (i + 1 == n || at[i + 1].line != at[i].line + 1) {
            put_band(pen, p, at + from, i + 1 - from);
            from = i + 1;
        }
    PUT(pen, "\"><title>vine %lld, %lld lines</title></path>\n", (long long)id,
        (long long)n);
}

/* leaf[start[v]] .. are the bars of vine v, line by line. */
static tda_status gather(tda_ctx *ctx, const field *p, tdai_arena *tmp, leaf **out,
                         tda_index **first, tda_index *vines)
{
    tda_status st = TDA_OK;
    const tda_index *vine = p->f->vine[p->panel];
    tda_index n = 0, most = -1, lines = p->f->lines;
    for (tda_index i = 0; i < lines; i++) {
        const tda_diagram *d = bars_at(p, i);
        for (tda_index b = begin_of(d, p->degree); b < end_of(d, p->degree); b++, n++)
            most = vine[n] > most ? vine[n] : most;
    }
    *vines = most + 1;
    leaf *at = ARRAY(tmp, leaf, n);
    tda_index *start = ZEROS(tmp, tda_index, *vines + 2);
    TRY(tdai_arena_status(ctx, tmp));
    for (tda_index i = 0; i < n; i++)
        if (vine[i] < 0)
            FAIL(TDA_EINVAL, "picture: the vine of bar %lld is %lld", (long long)i,
                 (long long)vine[i]);
        else
            start[vine[i] + 2]++;
    for (tda_index v = 0; v < *vines; v++)
        start[v + 2] += start[v + 1];
    n = 0;
    for (tda_index i = 0; i < lines; i++) {
        const tda_diagram *d = bars_at(p, i);
        for (tda_index b = begin_of(d, p->degree); b < end_of(d, p->degree); b++, n++)
            at[start[vine[n] + 1]++] = (leaf){d->birth[b], d->death[b], i};
    }
    *out = at;
    *first = start;
done:
    return st;
}

static tda_status draw_vines(tdai_pen *pen, tdai_chart *c, const field *p)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = pen->ctx;
    tdai_arena tmp = {0};
    leaf *at = NULL;
    tda_index *start = NULL, vines = 0, drawn = 0, corners = 0;
    TRY(gather(ctx, p, &tmp, &at, &start, &vines));
    double *size = ARRAY(&tmp, double, vines);
    tda_index *order = ARRAY(&tmp, tda_index, vines);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index v = 0; v < vines; v++) { /* minus the area of the band */
        size[v] = 0;
        for (tda_index i = start[v]; i < start[v + 1]; i++)
            size[v] -= height_of(p, at[i].birth) - height_of(p, at[i].death);
    }
    TRY(tdai_argsort(ctx, order, size, vines));
    PUT(pen, "<g class=\"vines\" fill-opacity=\"0.2\" stroke-width=\"0.9\" "
             "stroke-opacity=\"0.85\" stroke-linejoin=\"round\">\n");
    for (; drawn < vines; drawn++) {
        tda_index v = order[drawn], n = start[v + 1] - start[v];
        TRY(tdai_poll(ctx, "picture", drawn, vines));
        corners += 2 * n;
        if (n == 0 || corners > CORNERS)
            break;
        put_vine(pen, p, at + start[v], n, (int)(drawn % TDAI_TONES), v);
    }
    for (; drawn < vines; drawn++)
        c->left_out += start[order[drawn] + 1] - start[order[drawn]];
    tdai_pen_say(pen, "</g>\n");
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tdai_fibres_draw(tdai_pen *pen, tdai_chart *c, const tda_fibres *f, int panel)
{
    field p = {.f = f, .panel = panel, .degree = f->degree[panel]};
    double strip = c->endless || c->cut ? TDAI_STRIP + 6 : 0;
    tdai_axis_interval(&p.x, 0, (double)(f->lines - 1));
    tdai_axis_interval(&p.y, c->lo, c->hi);
    p.y.infinite = c->below;
    tdai_axis_place(&p.y, c->bottom, c->top + strip);
    double air = 0.5 * (c->right - c->left) / (double)f->lines;
    tdai_axis_place(&p.x, c->left + fmin(air, 20), c->right - fmin(air, 20));
    p.above = c->top + strip / 2;
    p.below = (p.y.strip[0] + p.y.strip[1]) / 2;
    p.pitch = fabs(place_of(&p, 1) - place_of(&p, 0));
    frame(pen, c, &p);
    return f->vine && f->vine[panel] ? draw_vines(pen, c, &p) : draw_bars(pen, c, &p);
}
