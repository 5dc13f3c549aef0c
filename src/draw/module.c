/* SPDX-License-Identifier: GPL-3.0-or-later */
/* module.c - Modules of intervals: each summand a shaded region, the large ones in colours.
 *
 * A region lies between two staircases that go down to the right. It is drawn column by column
 * between the places where either of them steps, on a lattice of tenths of a pixel. */
#include "draw/private.h"
#include <math.h>
#include <string.h>

enum { REGIONS = 4000, NAMED = 8 };

#define GREY "#516f8e"
static const char *const tone[NAMED] = {"#1a56a8", "#c8391f", "#e3a400", "#2f8f4e",
                                        "#7b2d8e", "#00899b", "#d0578f", "#7a5b2e"};

static tda_status check(tda_ctx *ctx, const tda_module *m, tda_index count,
                        const tda_draw_opts *o)
{
    tda_status st = TDA_OK;
    TRY(tdai_picture_check(ctx, count, "modules", o));
    for (tda_index k = 0; k < count; k++)
        if (m[k].params != 2)
            FAIL(TDA_EINVAL,
                 "picture: module %lld has %d parameters; two can be drawn, so write its "
                 "corners as csv instead",
                 (long long)k, m[k].params);
done:
    return st;
}

/* ---- regions ---- */

/* A column of pixels: its left end, and between which heights the region lies in it. */
typedef struct column {
    double left, low, high; /* low, high in pixels, which grow downwards: low >= high */
} column;

static double tenth(double px)
{
    return round(10 * px) / 10;
}

static double place(const tdai_axis *a, double value)
{
    double from = a->value[0], to = a->value[a->knots - 1];
    return tenth(tdai_axis_pixel(a, value < from ? from : value > to ? to : value));
}

/* The columns of summand i; returns how many. The last begins where the region ends. */
static tda_index columns_of(column *out, const tda_module *m, tda_index i,
                            const tdai_axis *x, const tdai_axis *y)
{
    const double *birth = m->birth + 2 * m->birth_start[i],
                 *death = m->death + 2 * m->death_start[i];
    tda_index births = m->birth_start[i + 1] - m->birth_start[i],
              deaths = m->death_start[i + 1] - m->death_start[i], n = 0;
    double at = birth[0];
    for (tda_index b = 0, d = 0;;) {
        while (b < births && birth[2 * b] <= at)
            b++;
        while (d < deaths && death[2 * d] <= at)
            d++;
        if (d == deaths)
            break;
        column c = {place(x, at), place(y, birth[2 * b - 1]), place(y, death[2 * d + 1])};
        n -= n && out[n - 1].left == c.left;
        out[n++] = c;
        at = b < births && birth[2 * b] < death[2 * d] ? birth[2 * b] : death[2 * d];
    }
    out[n++] = (column){place(x, at), 0, 0};
    return n;
}

/* ---- what is large ---- */

typedef struct panel {
    const tda_module *m;
    column *scratch;  /* room for the columns of any summand */
    double *share;    /* [size] of the plot that each summand covers */
    tda_index *order; /* [size] the largest first; of equal ones the first */
    tda_index shown;  /* the first so many of them are drawn */
} panel;

static tda_status rank(tda_ctx *ctx, panel *p, tdai_arena *memory, const tdai_sheet *s,
                       tda_index most)
{
    tda_status st = TDA_OK;
    const tda_module *m = p->m;
    tda_index columns = 2;
    double plot = (s->right - s->left) * (s->bottom - s->top);
    for (tda_index i = 0; i < m->size; i++) {
        tda_index n = m->birth_start[i + 1] - m->birth_start[i] + m->death_start[i + 1] -
                      m->death_start[i] + 2;
        columns = n > columns ? n : columns;
    }
    p->scratch = ARRAY(memory, column, columns);
    p->share = ARRAY(memory, double, m->size);
    p->order = ARRAY(memory, tda_index, m->size);
    TRY(tdai_arena_status(ctx, memory));
    for (tda_index i = 0; i < m->size; i++) {
        const column *c = p->scratch;
        tda_index n = columns_of(p->scratch, m, i, &s->axis[1][0], &s->axis[1][1]);
        double area = 0;
        TRY(tdai_poll(ctx, "picture", i, m->size));
        for (tda_index k = 0; k + 1 < n; k++)
            area += (c[k + 1].left - c[k].left) * (c[k].low - c[k].high);
        p->share[i] = -area / plot; /* to be sorted by */
    }
    TRY(tdai_argsort(ctx, p->order, p->share, m->size));
    for (tda_index i = 0; i < m->size; i++)
        p->share[i] = -p->share[i];
    p->shown = m->size < most ? m->size : most;
    while (p->shown > 0 && !(p->share[p->order[p->shown - 1]] > 0))
        p->shown--; /* too small to be seen */
done:
    return st;
}

static void go(tdai_pen *pen, char how, double px)
{
    char text[2] = {how, 0};
    tdai_pen_say(pen, text);
    tdai_pen_px(pen, px);
}

/* One closed path for each run of columns that share an edge. */
static void outline(tdai_pen *pen, const column *c, tda_index n)
{
    for (tda_index i = 0, j; i + 1 < n; i = j) {
        j = i + 1;
        if (!(c[i].low > c[i].high) || !(c[j].left > c[i].left))
            continue;
        while (j + 1 < n && c[j].low > c[j].high && c[j].high < c[j - 1].low)
            j++;
        go(pen, 'M', c[i].left);
        go(pen, ' ', c[i].low);
        for (tda_index k = i; k < j; k++) {
            if (k == i || c[k].high != c[k - 1].high)
                go(pen, 'V', c[k].high);
            if (k + 1 == j || c[k + 1].high != c[k].high)
                go(pen, 'H', c[k + 1].left);
        }
        for (tda_index k = j - 1; k >= i; k--) {
            if (k + 1 == j || c[k].low != c[k + 1].low)
                go(pen, 'V', c[k].low);
            if (k > i && c[k - 1].low != c[k].low)
                go(pen, 'H', c[k].left);
        }
        tdai_pen_say(pen, "z");
    }
}

static void put_share(tdai_pen *pen, double share)
{
    if (share < 0.0005)
        PUT(pen, "below 0.1 %%");
    else
        PUT(pen, share < 0.0995 ? "%.1f %%" : "%.0f %%", 100 * share);
}

/* The smallest first, so that the large ones lie on top with their outlines to be seen. The more
 * small ones there are, the fainter is each. */
static tda_status draw_regions(tdai_pen *pen, const panel *p, const tdai_sheet *s)
{
    tda_status st = TDA_OK;
    double others = (double)(p->shown - NAMED);
    PUT(pen, "<g class=\"intervals\" stroke-linejoin=\"round\">\n");
    for (tda_index k = p->shown - 1; k >= 0; k--) {
        TRY(tdai_poll(pen->ctx, "picture", p->shown - k, p->shown));
        tda_index i = p->order[k];
        tda_index n = columns_of(p->scratch, p->m, i, &s->axis[1][0], &s->axis[1][1]);
        if (k < NAMED)
            PUT(pen,
                "<path fill=\"%s\" fill-opacity=\".22\" stroke=\"%s\" "
                "stroke-width=\"1.4\" d=\"",
                tone[k], tone[k]);
        else
            PUT(pen, "<path fill=\"" GREY "\" fill-opacity=\"%.3f\" d=\"",
                fmin(0.16, 0.16 * sqrt(60 / others)));
        outline(pen, p->scratch, n);
        PUT(pen, "\"><title>");
        put_share(pen, p->share[i]);
        PUT(pen, "</title></path>\n");
    }
    PUT(pen, "</g>\n");
done:
    return st;
}

/* ---- what stands around them ---- */

static void legend(tdai_pen *pen, const panel *p, const tdai_sheet *s)
{
    double x = s->right + 18, y = s->top + 9;
    tda_index named = p->shown < NAMED ? p->shown : NAMED;
    if (p->m->size == 0)
        return;
    PUT(pen,
        "<g class=\"legend\" font-size=\"11\" fill=\"" TDAI_FAINT "\">\n"
        "<text x=\"%.1f\" y=\"%.1f\">of the picture</text>\n",
        x, y);
    for (tda_index k = 0; k < named; k++) {
        y += TDAI_ROW;
        PUT(pen,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"13\" height=\"13\" fill=\"%s\" "
            "fill-opacity=\".22\" stroke=\"%s\" stroke-width=\"1.4\"/><text x=\"%.1f\" "
            "y=\"%.1f\">",
            x, y - 10, tone[k], tone[k], x + 21, y + 1);
        put_share(pen, p->share[p->order[k]]);
        PUT(pen, "</text>\n");
    }
    if (p->m->size > named) {
        y += TDAI_ROW;
        PUT(pen,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"13\" height=\"13\" fill=\"" GREY "\" "
            "fill-opacity=\".3\"/><text x=\"%.1f\" y=\"%.1f\">%lld smaller</text>\n",
            x, y - 10, x + 21, y + 1, (long long)(p->m->size - named));
    }
    PUT(pen, "</g>\n");
}

static void panel_title(tdai_pen *pen, const tdai_sheet *s, const tda_module *m)
{
    PUT(pen,
        "<title>H_%d</title>\n<text x=\"%.1f\" y=\"%.1f\" font-size=\"15\" "
        "font-weight=\"bold\">H<tspan dy=\"4\" font-size=\"10.5\">%d</tspan></text>\n"
        "<text x=\"%.1f\" y=\"%.1f\" font-size=\"11\" text-anchor=\"end\" "
        "fill=\"" TDAI_FAINT "\">%lld interval%s",
        m->degree, s->left, s->top - 11, m->degree, s->right, s->top - 11,
        (long long)m->size, m->size == 1 ? "" : "s");
    if (m->error > 0)
        PUT(pen, ", from lines %.3g apart", m->error);
    PUT(pen, "</text>\n");
}

static tda_status draw_panel(tdai_pen *pen, tdai_sheet *s, const tda_module *m,
                             tda_index most)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    panel p = {.m = m};
    TRY(rank(pen->ctx, &p, &tmp, s, most));
    panel_title(pen, s, m);
    TRY(draw_regions(pen, &p, s));
    tdai_frame(pen, s, &s->axis[1][0], &s->axis[1][1], NULL, true);
    legend(pen, &p, s);
    if (m->size == 0)
        tdai_panel_empty(pen, s, "no homology in this degree");
done:
    tdai_arena_free(&tmp);
    return st;
}

/* The axis of the ends of all boxes and of the corners within them. */
static tda_status axis_of(tda_ctx *ctx, tdai_axis *axis, const tda_module *modules,
                          tda_index count, int param)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index n = 2, used = 0;
    double low = count ? (double)INFINITY : 0, high = count ? -(double)INFINITY : 1;
    for (tda_index i = 0; i < count; i++) {
        const tda_module *m = &modules[i];
        low = fmin(low, m->box[param]);
        high = fmax(high, m->box[2 + param]);
        n += m->size ? m->birth_start[m->size] + m->death_start[m->size] : 0;
    }
    double *value = ARRAY(&tmp, double, n);
    TRY(tdai_arena_status(ctx, &tmp));
    value[used++] = low;
    value[used++] = high;
    for (tda_index i = 0; i < count; i++)
        for (int death = 0; death < 2; death++) {
            const tda_module *m = &modules[i];
            const double *at = death ? m->death : m->birth;
            tda_index end =
                m->size ? (death ? m->death_start : m->birth_start)[m->size] : 0;
            for (tda_index k = 0; k < end; k++)
                if (at[2 * k + param] > low && at[2 * k + param] < high)
                    value[used++] = at[2 * k + param];
        }
    TRY(tdai_axis_values(ctx, axis, value, used));
done:
    tdai_arena_free(&tmp);
    return st;
}

static tda_status lay_out(tda_ctx *ctx, tdai_sheet *s, const tda_module *modules,
                          tda_index count)
{
    tda_status st = TDA_OK;
    for (int k = 0; k < 2; k++)
        TRY(axis_of(ctx, &s->axis[1][k], modules, count, k));
    tdai_sheet_place(s, TDAI_SIDE);
done:
    return st;
}

static void heading(tdai_pen *pen, const tda_module *m, tda_index count,
                    const tda_draw_opts *o, int height)
{
    const char *title = o->title ? o->title : "Interval modules";
    tdai_pen_open(pen, o->width, height, title);
    for (tda_index k = 0; k < count; k++)
        PUT(pen, "H_%d: %lld intervals. ", m[k].degree, (long long)m[k].size);
    tdai_pen_heading(pen, o->width, title);
    if (count > 0)
        tdai_pen_record(pen, &m->record);
    else
        PUT(pen, "no modules");
    PUT(pen, "</text>\n");
}

tda_status tda_module_svg(tda_ctx *ctx, tda_bytes *out, const tda_module *modules,
                          tda_index count, const tda_complex *complex,
                          const tda_draw_opts *opts)
{
    tda_status st = TDA_OK;
    tda_draw_opts o = TDA_DRAW_OPTS_INIT;
    tdai_pen pen = {.ctx = ctx};
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(check(ctx, modules, count, &o));
    tdai_sheet sheet = {.complex = complex, .width = o.width, .height = o.height};
    TRY(lay_out(ctx, &sheet, modules, count));
    heading(&pen, modules, count, &o, TDAI_HEAD + (int)count * o.height);
    for (tda_index k = 0; k < count; k++) {
        TRY(tdai_poll(ctx, "picture", k, count));
        tdai_panel_begin(&pen, k, o.height);
        TRY(draw_panel(&pen, &sheet, &modules[k], REGIONS / count));
        PUT(&pen, "</g>\n");
    }
    TRY(tdai_pen_finish(&pen, out));
done:
    tda_bytes_clear(&pen.out);
    return st;
}
