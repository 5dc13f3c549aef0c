/* SPDX-License-Identifier: GPL-3.0-or-later */
/* colour.c - Integers to colours, and the bar that explains them.
 *
 * Zero is the white of the paper, so that where something lives shows at a glance. Other values
 * take steps of equal lightness (colours of equal steps in OKLab, tabulated), linear for small
 * ranges. For large ones the steps go by the logarithm: in most functions the values of interest
 * are 1, 2, 3 while a corner holds hundreds, and no value needs to be clipped. */
#include "draw/private.h"
#include <math.h>

enum { STOPS = 9, LINEAR = 10, BAR = 12, ZERO = 16, ONE = 12, NEAR = 13 };

static const uint32_t above[STOPS] = {0xe8eff8, 0xd7e1ed, 0xc6d3e2, 0xb6c6d7, 0xa6b8cc,
                                      0x96abc1, 0x869db6, 0x7790ab, 0x6783a0};
static const uint32_t below[STOPS] = {0xf8ecdf, 0xedddcc, 0xe2ceb9, 0xd7bfa6, 0xcbb193,
                                      0xc0a280, 0xb5946e, 0xaa865c, 0x9f7849};

tdai_scale tdai_scale_of(int64_t lo, int64_t hi)
{
    tdai_scale s = {lo < 0 ? lo : 0, hi > 0 ? hi : 0, false};
    s.logarithmic = s.hi > LINEAR || s.lo < -LINEAR || s.hi - s.lo > LINEAR;
    return s;
}

/* How far a value of size at least 1 is on the way to the strongest colour. */
static double strength(const tdai_scale *s, double size)
{
    double most = fmax((double)s->hi, -(double)s->lo);
    if (s->logarithmic)
        return log(size) / log(most);
    return most < 4 ? (size - 1) / 4 + 0.15 : (size - 1) / (most - 1);
}

uint32_t tdai_scale_colour(const tdai_scale *s, int64_t value)
{
    if (value == 0)
        return 0xffffff;
    const uint32_t *stop = value > 0 ? above : below;
    double t = strength(s, fabs((double)value)) * (STOPS - 1);
    int i = (int)t < STOPS - 2 ? (int)t : STOPS - 2;
    int f = (int)lround((t - i) * 16);
    uint32_t colour = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
        int a = stop[i] >> shift & 255, b = stop[i + 1] >> shift & 255;
        colour |= (uint32_t)(a + (b - a) * f / 16) << shift;
    }
    return colour;
}

static void block(tdai_pen *pen, double x, double top, double height, uint32_t colour)
{
    PUT(pen,
        "<rect x=\"%.0f\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" fill=\"#%06x\"/>\n", x,
        top, BAR, height, (unsigned)colour);
}

static void name(tdai_pen *pen, double x, double y, int64_t value)
{
    PUT(pen, "<text x=\"%.0f\" y=\"%.1f\">", x + BAR + 5, y + 4);
    tdai_pen_integer(pen, value);
    PUT(pen, "</text>\n");
}

/* One block for each integer. */
static void draw_linear(tdai_pen *pen, const tdai_scale *s, double x, double top,
                        double bottom)
{
    double step = fmin(22, (bottom - top) / (double)(s->hi - s->lo + 1));
    bottom = top + step * (double)(s->hi - s->lo + 1);
    for (int64_t v = s->lo; v <= s->hi; v++) {
        double y = bottom - (double)(v - s->lo + 1) * step;
        block(pen, x, y, step, tdai_scale_colour(s, v));
    }
    for (int64_t v = s->lo; v <= s->hi; v++)
        if (step >= NEAR || v == s->lo || v == s->hi || v == 0)
            name(pen, x, bottom - ((double)(v - s->lo) + 0.5) * step, v);
    PUT(pen,
        "<rect x=\"%.0f\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" fill=\"none\" "
        "stroke=\"" TDAI_LINE "\"/>\n",
        x, top, BAR, bottom - top);
}

/* A block for +-1 beside that of zero, which ends at `zero`, then on to the far value at `end`. */
static void draw_side(tdai_pen *pen, const tdai_scale *s, int64_t far, double x,
                      double zero, double end)
{
    if (far == 0)
        return;
    enum { SLICES = 48 };
    double size = fabs((double)far), sign = far > 0 ? 1 : -1,
           one = end > zero ? ONE : -ONE;
    block(pen, x, fmin(zero, zero + one), ONE, tdai_scale_colour(s, far > 0 ? 1 : -1));
    name(pen, x, zero + one / 2, far > 0 ? 1 : -1);
    if (size == 1)
        return;
    double way = end - zero - one;
    zero += one;
    for (int i = 0; i < SLICES; i++) {
        double value = exp(log(size) * (i + 0.5) / SLICES);
        double a = zero + way * i / SLICES, b = zero + way * (i + 1) / SLICES;
        block(pen, x, fmin(a, b), fabs(b - a) + 0.4,
              tdai_scale_colour(s, (int64_t)(sign * round(value))));
    }
    double last = end;
    name(pen, x, end, far);
    for (double decade = pow(10, floor(log10(size))); decade >= 1; decade /= 10)
        for (int m = 5; m >= 1; m -= m == 5 ? 3 : 1) {
            double value = m * decade, y = zero + way * log(value) / log(size);
            if (value >= size || fabs(y - last) < NEAR || fabs(y - zero) < NEAR - ONE / 2)
                continue;
            name(pen, x, y, (int64_t)(sign * value));
            last = y;
        }
}

static void draw_logarithmic(tdai_pen *pen, const tdai_scale *s, double x, double top,
                             double bottom)
{
    double up = s->hi ? strength(s, (double)s->hi) : 0;
    double down = s->lo ? strength(s, -(double)s->lo) : 0;
    double blocks = ZERO + (s->hi ? ONE : 0) + (s->lo ? ONE : 0);
    double zero = bottom - (bottom - top - blocks) * down / (up + down) -
                  (s->lo ? ONE : 0) - ZERO / 2.0;
    draw_side(pen, s, s->hi, x, zero - ZERO / 2.0, top);
    draw_side(pen, s, s->lo, x, zero + ZERO / 2.0, bottom);
    block(pen, x, zero - ZERO / 2.0, ZERO, 0xffffff);
    name(pen, x, zero, 0);
    PUT(pen,
        "<rect x=\"%.0f\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" fill=\"none\" "
        "stroke=\"" TDAI_LINE "\"/>\n",
        x, top, BAR, bottom - top);
}

void tdai_scale_draw(tdai_pen *pen, const tdai_scale *s, double x, double top,
                     double bottom)
{
    if (s->logarithmic)
        draw_logarithmic(pen, s, x, top, bottom);
    else
        draw_linear(pen, s, x, top, bottom);
}
