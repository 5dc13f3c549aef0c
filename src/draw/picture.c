/* SPDX-License-Identifier: GPL-3.0-or-later */
/* picture.c - tda_measure_svg: a heading, and one panel below another for each measure; and
 * tda_betti_svg, where the points of a panel are those of three measures.
 *
 * Panels of as many parameters share their axes and the size of their marks, so that they can be
 * compared by eye. The number of shapes is bounded for the picture as a whole. */
#include "draw/private.h"
#include <math.h>
#include <string.h>

enum { MARGIN = 30, RECTANGLES = 48000, POINTS = 36000, LEAST_SHAPES = 200 };

static tda_status check(tda_ctx *ctx, const tda_measure *measures, tda_index count,
                        const tda_draw_opts *o)
{
    tda_status st = TDA_OK;
    TRY(tdai_picture_check(ctx, count, "measures", o));
    for (tda_index k = 0; k < count; k++) {
        const tda_measure *m = &measures[k];
        if (m->params != 1 && m->params != 2)
            FAIL(TDA_EINVAL,
                 "picture: measure %lld has %d parameters; one or two can be drawn, so "
                 "write "
                 "its points as csv instead",
                 (long long)k, m->params);
        for (tda_index i = 0; i < m->size * m->params; i++)
            if (isnan(m->at[i]) || m->at[i] == (double)INFINITY)
                FAIL(TDA_EINVAL, "picture: measure %lld, point %lld: coordinate %d is %g",
                     (long long)k, (long long)(i / m->params), (int)(i % m->params),
                     m->at[i]);
    }
done:
    return st;
}

static const char *default_title(const tda_measure *measures, const tda_measure *betti,
                                 tda_index count)
{
    tda_index euler = 0;
    if (betti)
        return "Bigraded Betti numbers";
    for (tda_index k = 0; k < count; k++)
        euler += measures[k].degree < 0;
    return euler == count && count > 0 ? "Euler signed measure"
           : euler == 0                ? "Hilbert signed measure"
                                       : "Signed measures";
}

static void put_degree(tdai_pen *pen, const tda_measure *m)
{
    if (m->degree < 0)
        PUT(pen, "Euler characteristic");
    else
        PUT(pen, "H_%d", m->degree);
}

static void count_points(const tda_measure *m, tda_index *positive, tda_index *negative)
{
    *positive = *negative = 0;
    for (tda_index i = 0; i < m->size; i++)
        *(m->weight[i] > 0 ? positive : negative) += 1;
}

static void put_betti(tdai_pen *pen, const tda_measure *betti)
{
    static const char *const what[] = {"generators", "relations", "relations of those"};
    for (int i = 0; i < 3; i++) {
        int64_t sum = 0;
        for (tda_index k = 0; k < betti[i].size; k++)
            sum += betti[i].weight[k];
        PUT(pen, "%s%lld %s", i ? ", " : "", (long long)sum, what[i]);
    }
}

/* One sentence a panel, for those who cannot see the picture. */
static void put_description(tdai_pen *pen, const tda_measure *measures,
                            const tda_measure *betti, tda_index count)
{
    for (tda_index k = 0; k < count; k++) {
        tda_index positive, negative;
        count_points(&measures[k], &positive, &negative);
        put_degree(pen, &measures[k]);
        if (betti) {
            PUT(pen, ": ");
            put_betti(pen, betti + 3 * k);
            PUT(pen, ". ");
            continue;
        }
        PUT(pen, ": %lld positive and %lld negative points. ", (long long)positive,
            (long long)negative);
    }
    if (count > 0 && *measures->record.version)
        PUT(pen, "Coefficients Z/%d, seed %llu, libtda %s.", measures->record.field,
            (unsigned long long)measures->record.seed, measures->record.version);
}

static void heading(tdai_pen *pen, const tda_measure *measures, const tda_measure *betti,
                    tda_index count, const tda_draw_opts *o, int height)
{
    const char *title = o->title ? o->title : default_title(measures, betti, count);
    tdai_pen_open(pen, o->width, height, title);
    put_description(pen, measures, betti, count);
    tdai_pen_heading(pen, o->width, title);
    if (count > 0)
        tdai_pen_record(pen, &measures->record);
    else
        PUT(pen, "no measures");
    PUT(pen, "</text>\n");
}

void tdai_panel_title(tdai_pen *pen, const tdai_sheet *s, const tda_measure *m)
{
    tda_index positive, negative;
    count_points(m, &positive, &negative);
    PUT(pen, "<title>");
    put_degree(pen, m);
    PUT(pen,
        "</title>\n<text x=\"%.1f\" y=\"%.1f\" font-size=\"15\" font-weight=\"bold\">",
        s->left, s->top - 11);
    if (m->degree < 0)
        PUT(pen, "Euler characteristic</text>\n");
    else
        PUT(pen, "H<tspan dy=\"4\" font-size=\"10.5\">%d</tspan></text>\n", m->degree);
    if (s->betti) {
        PUT(pen,
            "<text x=\"%.1f\" y=\"%.1f\" font-size=\"11\" text-anchor=\"end\" "
            "fill=\"" TDAI_FAINT "\">",
            s->right, s->top - 11);
        put_betti(pen, s->betti);
        PUT(pen, "</text>\n");
    } else if (m->size > 0)
        PUT(pen,
            "<text x=\"%.1f\" y=\"%.1f\" font-size=\"11\" text-anchor=\"end\" "
            "fill=\"" TDAI_FAINT "\">%lld positive, %lld negative points</text>\n",
            m->params == 2 ? s->right : s->far_right, s->top - 11, (long long)positive,
            (long long)negative);
}

tda_status tdai_sheet_lay_out(tda_ctx *ctx, tdai_sheet *s, const tda_measure *measures,
                              tda_index count)
{
    tda_status st = TDA_OK;
    for (int params = 1; params <= 2; params++)
        for (int p = 0; p < params; p++)
            TRY(tdai_axis_measure(ctx, &s->axis[params - 1][p], measures, count, params,
                                  p));
    tdai_sheet_place(s, TDAI_SIDE);
    s->far_right = s->width - MARGIN;
    tdai_axis_place(&s->axis[0][0], s->left, s->far_right);
    tdai_marks_size(&s->marks, measures, count, 2,
                    (s->right - s->left) * (s->bottom - s->top));
    tda_index share = count > 1 ? count : 1;
    s->rectangles = RECTANGLES / share > LEAST_SHAPES ? RECTANGLES / share : LEAST_SHAPES;
    s->points = POINTS / share > LEAST_SHAPES ? POINTS / share : LEAST_SHAPES;
done:
    return st;
}

/* A panel for each measure; betti NULL, or [3 x count] the points to draw in them. */
static tda_status draw(tda_ctx *ctx, tda_bytes *out, const tda_measure *measures,
                       const tda_measure *betti, tda_index count,
                       const tda_complex *complex, const tda_draw_opts *opts)
{
    tda_status st = TDA_OK;
    tda_draw_opts o = TDA_DRAW_OPTS_INIT;
    tdai_pen pen = {.ctx = ctx};
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(check(ctx, measures, count, &o));

    tdai_sheet sheet = {.complex = complex, .width = o.width, .height = o.height};
    TRY(tdai_sheet_lay_out(ctx, &sheet, betti ? betti : measures,
                           betti ? 3 * count : count));
    heading(&pen, measures, betti, count, &o, TDAI_HEAD + (int)count * o.height);
    for (tda_index k = 0; k < count; k++) {
        TRY(tdai_poll(ctx, "picture", k, count));
        sheet.betti = betti ? betti + 3 * k : NULL;
        tdai_panel_begin(&pen, k, o.height);
        tdai_panel_title(&pen, &sheet, &measures[k]);
        TRY(measures[k].params == 2 ? tdai_panel_plane(&pen, &sheet, &measures[k])
                                    : tdai_panel_line(&pen, &sheet, &measures[k]));
        PUT(&pen, "</g>\n");
    }
    TRY(tdai_pen_finish(&pen, out));
done:
    tda_bytes_clear(&pen.out);
    return st;
}

tda_status tda_measure_svg(tda_ctx *ctx, tda_bytes *out, const tda_measure *measures,
                           tda_index count, const tda_complex *complex,
                           const tda_draw_opts *opts)
{
    return draw(ctx, out, measures, NULL, count, complex, opts);
}

tda_status tdai_betti_hilbert(tda_ctx *ctx, tda_measure *out, const tda_measure *betti)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index n = betti[0].size + betti[1].size + betti[2].size, at = 0;
    double *point = ARRAY(&tmp, double, 2 * n);
    int64_t *weight = ARRAY(&tmp, int64_t, n);
    TRY(tdai_arena_status(ctx, &tmp));
    for (int i = 0; i < 3; i++)
        for (tda_index k = 0; k < betti[i].size; k++) {
            point[2 * at] = betti[i].at[2 * k];
            point[2 * at + 1] = betti[i].at[2 * k + 1];
            weight[at++] = i == 1 ? -betti[i].weight[k] : betti[i].weight[k];
        }
    TRY(tda_measure_new(ctx, out, 2, n, point, weight, NULL));
    out->degree = betti->degree;
    out->record = betti->record;
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_betti_svg(tda_ctx *ctx, tda_bytes *out, const tda_measure *betti,
                         tda_index count, const tda_complex *complex,
                         const tda_draw_opts *opts)
{
    tda_status st = TDA_OK;
    tda_measure mu[TDAI_PANELS] = {{0}};
    if (count < 0 || count > TDAI_PANELS)
        FAIL(TDA_EINVAL,
             "picture: %lld presentations; at most %d are drawn in one picture",
             (long long)count, TDAI_PANELS);
    for (tda_index k = 0; k < 3 * count; k++)
        if (betti[k].params != 2)
            FAIL(TDA_EINVAL,
                 "picture: Betti numbers of %d parameters; those of 2 can be drawn",
                 betti[k].params);
    for (tda_index k = 0; k < count; k++)
        TRY(tdai_betti_hilbert(ctx, &mu[k], betti + 3 * k));
    TRY(draw(ctx, out, mu, betti, count, complex, opts));
done:
    for (int k = 0; k < TDAI_PANELS; k++)
        tda_measure_clear(&mu[k]);
    return st;
}
