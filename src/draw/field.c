/* SPDX-License-Identifier: GPL-3.0-or-later */
/* field.c - Functions on grids of two parameters as heat maps: a pixel for each node, coloured by
 * its value.
 *
 * A pixel reaches half way to the next nodes. Zero is the white of the paper. Values take one of
 * LEVELS steps to either side, and pixels of one step that touch along the second axis are one
 * rectangle, all of a step one path. Grids finer than can be seen are averaged in blocks. */
#include "draw/private.h"
#include <math.h>
#include <stdlib.h>

enum { SIDE = 112, MOST_PIXELS = 200, LEVELS = 32, STOPS = 9, BAR = 12 };

static const uint32_t above[STOPS] = {0xffffff, 0xe3ebf5, 0xc9d7e8, 0xacc2db, 0x8facce,
                                      0x7194be, 0x527aa9, 0x325f90, 0x0d4374};
static const uint32_t below[STOPS] = {0xffffff, 0xf7ead9, 0xedd5b5, 0xe1bf91, 0xd2a96f,
                                      0xbf9251, 0xa67a37, 0x896320, 0x6a4c0b};

/* One panel: pixels, their borders, their values. */
typedef struct pixels {
    tda_index n[2];
    double *border[2]; /* [n + 1] values of the axis */
    double *value;     /* [n x n] row-major */
    double most;       /* the largest |value| */
    double lo, hi;     /* lo <= 0 <= hi */
} pixels;

static uint32_t colour_of(int level)
{
    const uint32_t *stop = level > 0 ? above : below;
    double t = abs(level) * (STOPS - 1.0) / LEVELS;
    int i = (int)t < STOPS - 2 ? (int)t : STOPS - 2, f = (int)lround((t - i) * 16);
    uint32_t colour = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
        int a = stop[i] >> shift & 255, b = stop[i + 1] >> shift & 255;
        colour |= (uint32_t)(a + (b - a) * f / 16) << shift;
    }
    return colour;
}

static int level_of(double value, double most)
{
    int level = most > 0 ? (int)ceil(fabs(value) / most * LEVELS) : 0;
    level = level > LEVELS ? LEVELS : level;
    return value < 0 ? -level : level;
}

static tda_status check(tda_ctx *ctx, const tda_field *f, tda_index count,
                        const tda_draw_opts *o)
{
    tda_status st = TDA_OK;
    TRY(tdai_picture_check(ctx, count, "functions", o));
    for (tda_index i = 0; i < count; i++) {
        if (f[i].grid->params != 2)
            FAIL(TDA_EINVAL, "picture: function %lld has %d parameters; two can be drawn",
                 (long long)i, f[i].grid->params);
        const tda_index *start = f[i].grid->start;
        tda_index nodes = (start[1] - start[0]) * (start[2] - start[1]);
        for (tda_index k = 0; k < start[2]; k++)
            if (!isfinite(f[i].grid->value[k]))
                FAIL(TDA_EINVAL, "picture: the grid of function %lld is not finite",
                     (long long)i);
        for (tda_index k = 0; k < nodes; k++)
            if (!isfinite(f[i].value[k]))
                FAIL(TDA_EINVAL, "picture: function %lld is %g at node %lld",
                     (long long)i, f[i].value[k], (long long)k);
    }
done:
    return st;
}

/* The borders of n pixels about the nodes of an axis, each `block` nodes wide. */
static void borders(double *border, tda_index count, const double *node, tda_index n,
                    tda_index block)
{
    double first = n > 1 ? node[1] / 2 - node[0] / 2 : 0.5,
           last = n > 1 ? node[n - 1] / 2 - node[n - 2] / 2 : 0.5;
    border[0] = node[0] - first;
    for (tda_index i = 1; i < count; i++)
        border[i] = node[i * block - 1] / 2 + node[i * block] / 2;
    border[count] = node[n - 1] + last;
}

static tda_status make_pixels(tda_ctx *ctx, pixels *p, const tda_field *f,
                              tdai_arena *tmp)
{
    tda_status st = TDA_OK;
    const tda_grid *g = f->grid;
    tda_index n[2], block[2];
    for (int k = 0; k < 2; k++) {
        n[k] = g->start[k + 1] - g->start[k];
        block[k] = (n[k] + MOST_PIXELS - 1) / MOST_PIXELS;
        block[k] = block[k] ? block[k] : 1;
        p->n[k] = (n[k] + block[k] - 1) / block[k];
        p->border[k] = ARRAY(tmp, double, p->n[k] + 1);
    }
    p->value = ZEROS(tmp, double, p->n[0] * p->n[1]);
    TRY(tdai_arena_status(ctx, tmp));
    if (p->n[0] * p->n[1] == 0)
        goto done;
    for (int k = 0; k < 2; k++)
        borders(p->border[k], p->n[k], g->value + g->start[k], n[k], block[k]);
    for (tda_index i = 0; i < n[0]; i++)
        for (tda_index j = 0; j < n[1]; j++) {
            tda_index r = i / block[0], c = j / block[1];
            tda_index rows = n[0] - r * block[0], columns = n[1] - c * block[1];
            rows = rows < block[0] ? rows : block[0];
            columns = columns < block[1] ? columns : block[1];
            p->value[r * p->n[1] + c] +=
                f->value[i * n[1] + j] / (double)(rows * columns);
        }
    for (tda_index i = 0; i < p->n[0] * p->n[1]; i++) {
        p->lo = fmin(p->lo, p->value[i]);
        p->hi = fmax(p->hi, p->value[i]);
    }
    p->most = fmax(p->hi, -p->lo);
done:
    return st;
}

typedef struct box {
    double x, y, w, h; /* pixels */
    int level;
} box;

/* Pixels of one level that touch along the second axis; returns how many. */
static tda_index merge(box *out, const pixels *p, const tdai_axis *x, const tdai_axis *y)
{
    tda_index n = 0;
    for (tda_index i = 0; i < p->n[0]; i++)
        for (tda_index j = 0, end; j < p->n[1]; j = end) {
            const double *row = p->value + i * p->n[1];
            int level = level_of(row[j], p->most);
            for (end = j + 1; end < p->n[1] && level_of(row[end], p->most) == level;)
                end++;
            if (level == 0)
                continue;
            double left = tdai_axis_pixel(x, p->border[0][i]),
                   right = tdai_axis_pixel(x, p->border[0][i + 1]),
                   bottom = tdai_axis_pixel(y, p->border[1][j]),
                   top = tdai_axis_pixel(y, p->border[1][end]);
            out[n++] = (box){left, top, right - left, bottom - top, level};
        }
    return n;
}

static tda_status draw_pixels(tdai_pen *pen, const pixels *p, const tdai_sheet *s,
                              tdai_arena *tmp)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = pen->ctx;
    tda_index most = p->n[0] * p->n[1];
    box *boxes = ARRAY(tmp, box, most);
    double *key = ARRAY(tmp, double, most);
    tda_index *order = ARRAY(tmp, tda_index, most);
    TRY(tdai_arena_status(ctx, tmp));
    tda_index n = merge(boxes, p, &s->axis[1][0], &s->axis[1][1]);
    for (tda_index i = 0; i < n; i++)
        key[i] = boxes[i].level;
    TRY(tdai_argsort(ctx, order, key, n));
    tdai_pen_say(pen, "<g class=\"field\" shape-rendering=\"crispEdges\">\n");
    for (tda_index i = 0; i < n; i++) {
        const box *b = &boxes[order[i]];
        if (i == 0 || b->level != boxes[order[i - 1]].level)
            PUT(pen, "%s<path fill=\"#%06x\" d=\"", i ? "\"/>\n" : "",
                (unsigned)colour_of(b->level));
        const char *step[] = {"M", " ", "h", "v", "h"};
        const double length[] = {b->x, b->y, b->w, b->h, -b->w};
        for (int k = 0; k < 5; k++) {
            tdai_pen_say(pen, step[k]);
            tdai_pen_px(pen, length[k]);
        }
        tdai_pen_say(pen, "z");
    }
    PUT(pen, "%s</g>\n", n ? "\"/>\n" : "");
done:
    return st;
}

/* The colours from the least to the greatest value, with ticks. */
static void draw_bar(tdai_pen *pen, const pixels *p, const tdai_sheet *s)
{
    double x = s->right + 18, top = s->top + 20, bottom = s->bottom;
    tdai_tick tick[TDAI_TICKS];
    tdai_axis axis;
    if (!(p->most > 0))
        return;
    tdai_axis_interval(&axis, p->lo, p->hi);
    axis.value[0] = p->lo;
    axis.value[1] = p->hi;
    tdai_axis_place(&axis, bottom, top);
    int n = tdai_axis_ticks(&axis, tick, 34, false), lo = level_of(p->lo, p->most),
        hi = level_of(p->hi, p->most);
    PUT(pen, "<g class=\"scale\" font-size=\"11\" fill=\"" TDAI_FAINT "\">\n");
    for (int l = lo; l <= hi; l++) {
        /* level l > 0 holds the values from l - 1 to l parts of the most */
        double from = p->most * (l > 0 ? l - 1 : l) / LEVELS,
               to = p->most * (l > 0 ? l : l + 1) / LEVELS;
        double low = tdai_axis_pixel(&axis, fmax(from, p->lo)),
               high = tdai_axis_pixel(&axis, fmin(to, p->hi));
        if (l == 0 || !(low > high))
            continue;
        PUT(pen,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" "
            "fill=\"#%06x\"/>\n",
            x, high, BAR, low - high, (unsigned)colour_of(l));
    }
    PUT(pen,
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" fill=\"none\" "
        "stroke=\"" TDAI_LINE "\"/>\n",
        x, top, BAR, bottom - top);
    for (int i = 0; i < n; i++)
        PUT(pen, "<text x=\"%.1f\" y=\"%.1f\">%s</text>\n", x + BAR + 6,
            tdai_axis_pixel(&axis, tick[i].value) + 4, tick[i].label);
    if (axis.power) {
        PUT(pen, "<text x=\"%.1f\" y=\"%.1f\">\u00d7 10<tspan dy=\"-4\" font-size=\"9\">",
            x, s->top + 9);
        tdai_pen_integer(pen, axis.power);
        PUT(pen, "</tspan></text>\n");
    }
    PUT(pen, "</g>\n");
}

/* Axes over the pixels of one panel, to their borders. */
static void lay_out(tdai_sheet *s, const pixels *p)
{
    bool any = p->n[0] * p->n[1] > 0;
    for (int k = 0; k < 2; k++) {
        double low = any ? p->border[k][0] : 0, high = any ? p->border[k][p->n[k]] : 1;
        tdai_axis_interval(&s->axis[1][k], low, high);
        if (high - low > 1e-9 * fmax(fabs(low), fabs(high)) && isfinite(high - low)) {
            s->axis[1][k].value[0] = low;
            s->axis[1][k].value[1] = high;
        }
    }
    tdai_sheet_place(s, SIDE);
}

static tda_status draw_panel(tdai_pen *pen, tdai_sheet *s, const tda_field *f)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    pixels p = {0};
    TRY(make_pixels(pen->ctx, &p, f, &tmp));
    lay_out(s, &p);
    PUT(pen, "<text x=\"%.1f\" y=\"%.1f\" font-size=\"15\" font-weight=\"bold\">",
        s->left, s->top - 11);
    tdai_pen_escape(pen, f->name ? f->name : "", (int)((s->right - s->left) / 14));
    PUT(pen,
        "</text>\n<text x=\"%.1f\" y=\"%.1f\" font-size=\"11\" text-anchor=\"end\" "
        "fill=\"" TDAI_FAINT "\">%lld \u00d7 %lld values, %.4g to %.4g</text>\n",
        s->right, s->top - 11, (long long)p.n[0], (long long)p.n[1], p.lo, p.hi);
    TRY(draw_pixels(pen, &p, s, &tmp));
    tdai_frame(pen, s, &s->axis[1][0], &s->axis[1][1], NULL, true);
    draw_bar(pen, &p, s);
    if (!(p.most > 0))
        tdai_panel_empty(pen, s, "zero everywhere");
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_field_svg(tda_ctx *ctx, tda_bytes *out, const tda_field *fields,
                         tda_index count, const tda_complex *complex,
                         const tda_draw_opts *opts)
{
    tda_status st = TDA_OK;
    tda_draw_opts o = TDA_DRAW_OPTS_INIT;
    tdai_pen pen = {.ctx = ctx};
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(check(ctx, fields, count, &o));
    tdai_sheet sheet = {.complex = complex, .width = o.width, .height = o.height};
    const char *title = o.title ? o.title : "Features";
    tdai_pen_open(&pen, o.width, TDAI_HEAD + (int)count * o.height, title);
    PUT(&pen, "Heat maps of %lld functions.", (long long)count);
    tdai_pen_heading(&pen, o.width, title);
    if (complex) {
        tda_record r = tda_complex_record(complex);
        tdai_pen_record(&pen, &r);
    }
    PUT(&pen, "</text>\n");
    for (tda_index k = 0; k < count; k++) {
        TRY(tdai_poll(ctx, "picture", k, count));
        tdai_panel_begin(&pen, k, o.height);
        TRY(draw_panel(&pen, &sheet, &fields[k]));
        PUT(&pen, "</g>\n");
    }
    TRY(tdai_pen_finish(&pen, out));
done:
    tda_bytes_clear(&pen.out);
    return st;
}
