/* SPDX-License-Identifier: GPL-3.0-or-later */
/* marks.c - Points of a measure: discs where it is positive, triangles where it is negative.
 *
 * A mark has an area in proportion to its weight, so that equal ink means equal mass, down to a
 * size that can still be seen. Points of one sign that fall on the same half pixel become one
 * mark of their weights' sum. A few hundred marks are elements that tell their coordinates when
 * pointed at; more are written as dots of a few thick paths, largest first. */
#include "draw/private.h"
#include <math.h>

enum { NAMED = 400, SIZES = 10 };
static const double LARGEST = 11; /* radius in pixels */

typedef struct mark {
    double x, y, weight;
    tda_index points, first;
} mark;

void tdai_marks_size(tdai_marks *marks, const tda_measure *measures, tda_index count,
                     int params, double area)
{
    tda_index most = 1;
    double heaviest = 1;
    for (tda_index k = 0; k < count; k++) {
        const tda_measure *m = &measures[k];
        if (m->params != params)
            continue;
        most = m->size > most ? m->size : most;
        for (tda_index i = 0; i < m->size; i++)
            heaviest = fmax(heaviest, fabs((double)m->weight[i]));
    }
    double dense = sqrt(0.06 * area / (3.14159 * (double)most));
    marks->heaviest = heaviest;
    marks->factor = fmin(fmax(1.5, fmin(4.6, dense)), LARGEST / sqrt(heaviest));
    marks->least = fmin(1.3, marks->factor > 1.3 ? 1.3 : fmax(1.1, marks->factor));
}

double tdai_marks_radius(const tdai_marks *marks, double weight)
{
    return fmin(LARGEST, fmax(marks->least, marks->factor * sqrt(fabs(weight))));
}

/* Is the mark a disc, and of which colour? */
static const char *look(const tdai_marks *style, double weight, bool *disc)
{
    static const char *const colour[] = {TDAI_POSITIVE, TDAI_NEGATIVE, TDAI_THIRD};
    int shape = style->distinct ? style->shape : weight < 0;
    *disc = shape != 1;
    return colour[shape];
}

/* A disc or a triangle of the same area about a point. */
void tdai_mark(tdai_pen *pen, bool positive, double x, double y, double r)
{
    if (positive) {
        tdai_pen_say(pen, "<circle cx=\"");
        tdai_pen_px(pen, x);
        tdai_pen_say(pen, "\" cy=\"");
        tdai_pen_px(pen, y);
        tdai_pen_say(pen, "\" r=\"");
        tdai_pen_px(pen, r);
        tdai_pen_say(pen, "\"");
    } else {
        double a = 1.347 * r; /* half the side: sqrt(3) a^2 = pi r^2 */
        tdai_pen_say(pen, "<path d=\"M");
        tdai_pen_px(pen, x - a);
        tdai_pen_say(pen, " ");
        tdai_pen_px(pen, y - 0.577 * a);
        tdai_pen_say(pen, "h");
        tdai_pen_px(pen, 2 * a);
        tdai_pen_say(pen, "l");
        tdai_pen_px(pen, -a);
        tdai_pen_say(pen, " ");
        tdai_pen_px(pen, 1.732 * a);
        tdai_pen_say(pen, "z\"");
    }
}

/* Points by (x, y, sign) on a lattice of `pitch` pixels, equal ones added up. */
static tda_status collect(tda_ctx *ctx, mark *out, tda_index *marks, const tda_measure *m,
                          const tdai_axis *x, const tdai_axis *y, double pitch,
                          uint64_t *key, tda_index *order)
{
    tda_status st = TDA_OK;
    for (tda_index i = 0; i < m->size; i++) {
        if (i % 4096 == 0)
            TRY(tdai_poll(ctx, "picture", i, m->size));
        uint64_t a = (uint64_t)llround(tdai_axis_pixel(x, m->at[2 * i]) / pitch),
                 b = (uint64_t)llround(tdai_axis_pixel(y, m->at[2 * i + 1]) / pitch);
        key[i] = a << 32 | b << 1 | (m->weight[i] < 0);
    }
    TRY(tdai_argsort_u64(ctx, order, key, m->size));
    tda_index n = 0;
    for (tda_index i = 0; i < m->size; i++) {
        tda_index p = order[i];
        if (i == 0 || key[p] != key[order[i - 1]])
            out[n++] = (mark){(double)(key[p] >> 32) * pitch,
                              (double)(key[p] >> 1 & 0x7fffffff) * pitch, 0, 0, p};
        out[n - 1].weight += (double)m->weight[p];
        out[n - 1].points++;
    }
    *marks = n;
done:
    return st;
}

static void put_value(tdai_pen *pen, double v)
{
    PUT(pen, "%.6g", v);
}

static void draw_named(tdai_pen *pen, const tdai_marks *style, const tda_measure *m,
                       const mark *at, const tda_index *order, tda_index n)
{
    for (tda_index i = n - 1; i >= 0; i--) {
        const mark *k = &at[order[i]];
        bool disc;
        const char *colour = look(style, k->weight, &disc);
        tdai_mark(pen, disc, k->x, k->y, tdai_marks_radius(style, k->weight));
        PUT(pen, " fill=\"%s\"><title>(", colour);
        put_value(pen, m->at[2 * k->first]);
        tdai_pen_say(pen, ", ");
        put_value(pen, m->at[2 * k->first + 1]);
        if (style->distinct)
            PUT(pen, ") \u03b2%d = %.0f", style->shape, k->weight);
        else
            PUT(pen, ") weight %+.0f", k->weight);
        if (k->points > 1)
            PUT(pen, ", %lld points", (long long)k->points);
        PUT(pen, "</title></%s>\n", disc ? "circle" : "path");
    }
}

/* Dots of a thick round line of no length; triangles as one path. By size, largest first. */
static void draw_many(tdai_pen *pen, const tdai_marks *style, const mark *at,
                      const tda_index *order, tda_index n)
{
    double top = tdai_marks_radius(style, style->heaviest), least = style->least;
    double ratio = top > least ? pow(top / least, 1.0 / SIZES) : 1;
    for (tda_index i = n - 1; i >= 0;) {
        double r = tdai_marks_radius(style, at[order[i]].weight);
        tda_index end = i;
        while (end >= 0 && tdai_marks_radius(style, at[order[end]].weight) >= r / ratio)
            end--;
        if (end == i)
            end--;
        for (int positive = 1; positive >= 0; positive--) {
            bool open = false, disc;
            const char *colour = look(style, positive ? 1 : -1, &disc);
            for (tda_index k = i; k > end; k--) {
                const mark *p = &at[order[k]];
                if ((p->weight > 0) != (positive == 1))
                    continue;
                double a = 1.347 * r;
                if (!open && disc)
                    PUT(pen,
                        "<path fill=\"none\" stroke=\"%s\" stroke-linecap=\"round\" "
                        "stroke-width=\"%.1f\" d=\"",
                        colour, 2 * r);
                if (!open && !disc)
                    PUT(pen, "<path fill=\"%s\" stroke=\"none\" d=\"", colour);
                open = true;
                tdai_pen_say(pen, "M");
                tdai_pen_px(pen, p->x - (disc ? 0 : a));
                tdai_pen_say(pen, " ");
                tdai_pen_px(pen, p->y - (disc ? 0 : 0.577 * a));
                if (disc) {
                    tdai_pen_say(pen, "h0");
                    continue;
                }
                tdai_pen_say(pen, "h");
                tdai_pen_px(pen, 2 * a);
                tdai_pen_say(pen, "l");
                tdai_pen_px(pen, -a);
                tdai_pen_say(pen, " ");
                tdai_pen_px(pen, 1.732 * a);
                tdai_pen_say(pen, "z");
            }
            if (open)
                tdai_pen_say(pen, "\"/>\n");
        }
        i = end;
    }
}

tda_status tdai_marks_draw(tdai_pen *pen, tdai_marks *style, const tda_measure *m,
                           const tdai_axis *x, const tdai_axis *y, tda_index most)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = pen->ctx;
    tdai_arena tmp = {0};
    mark *at = ARRAY(&tmp, mark, m->size);
    uint64_t *key = ARRAY(&tmp, uint64_t, m->size);
    double *size = ARRAY(&tmp, double, m->size);
    tda_index *order = ARRAY(&tmp, tda_index, m->size);
    TRY(tdai_arena_status(ctx, &tmp));

    tda_index n = most + 1;
    for (double pitch = 0.5; n > most; pitch *= 2)
        TRY(collect(ctx, at, &n, m, x, y, pitch, key, order));
    style->merged = m->size - n;
    for (tda_index i = 0; i < n; i++)
        size[i] = fabs(at[i].weight);
    TRY(tdai_argsort(ctx, order, size, n));
    PUT(pen,
        "<g class=\"points\" stroke=\"#fff\" stroke-width=\"0.7\" "
        "stroke-linejoin=\"round\"%s>\n",
        n > 2000 ? " opacity=\"0.8\"" : "");
    if (n <= NAMED)
        draw_named(pen, style, m, at, order, n);
    else
        draw_many(pen, style, at, order, n);
    tdai_pen_say(pen, "</g>\n");
done:
    tdai_arena_free(&tmp);
    return st;
}
