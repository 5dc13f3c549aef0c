/* SPDX-License-Identifier: GPL-3.0-or-later */
/* axis.c - From values to pixels.
 *
 * The range of an axis is that of the data with a little air. When a few values lie so far from
 * all others that these would be squeezed into a corner, the axis is cut: the bulk keeps most of
 * it, and what lies beyond shares a narrow piece, on a logarithmic scale, whose far end is
 * labelled. Differences are taken of halves, so that even the largest doubles have one. */
#include "draw/private.h"
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { STRIP = 22, STRIP_GAP = 6 };
static const double NARROW = 0.09; /* of the axis, for values beyond a cut */
static const double FAR = 4;       /* widths of the bulk at which an axis is cut */

static double clamp(double v)
{
    return fmax(-DBL_MAX, fmin(DBL_MAX, v));
}

static double half(double lo, double hi)
{
    return hi / 2 - lo / 2;
}

static tda_status sort_distinct(tda_ctx *ctx, tdai_arena *tmp, double **out,
                                tda_index *size, const double *value, tda_index n)
{
    tda_status st = TDA_OK;
    double *sorted = ARRAY(tmp, double, n);
    tda_index *order = ARRAY(tmp, tda_index, n);
    TRY(tdai_arena_status(ctx, tmp));
    TRY(tdai_argsort(ctx, order, value, n));
    tda_index m = 0;
    for (tda_index i = 0; i < n; i++)
        if (m == 0 || value[order[i]] != sorted[m - 1])
            sorted[m++] = value[order[i]];
    *out = sorted;
    *size = m;
done:
    return st;
}

/* Sorted distinct finite values of a coordinate of measures with `params` parameters. */
static tda_status distinct(tda_ctx *ctx, tdai_arena *tmp, double **out, tda_index *size,
                           bool *infinite, const tda_measure *measures, tda_index count,
                           int params, int param)
{
    tda_status st = TDA_OK;
    tda_index n = 0;
    for (tda_index k = 0; k < count; k++)
        n += measures[k].params == params ? measures[k].size : 0;
    double *v = ARRAY(tmp, double, n);
    TRY(tdai_arena_status(ctx, tmp));
    n = 0;
    for (tda_index k = 0; k < count; k++)
        for (tda_index i = 0; measures[k].params == params && i < measures[k].size; i++) {
            double z = measures[k].at[i * params + param];
            if (isinf(z))
                *infinite = true;
            else
                v[n++] = z;
        }
    TRY(sort_distinct(ctx, tmp, out, size, v, n));
done:
    return st;
}

/* Labels are plain decimals where those are short, else multiples of a power of ten. */
static int power_of(double lo, double hi)
{
    double most = fmax(fabs(lo), fabs(hi));
    return most == 0 || (most >= 1e-2 && most < 1e6) ? 0 : (int)floor(log10(most));
}

void tdai_axis_interval(tdai_axis *axis, double lo, double hi)
{
    *axis = (tdai_axis){.knots = 2, .least = lo, .greatest = hi};
    double most = fmax(fabs(lo), fabs(hi)), air = 0.03 * 2 * half(lo, hi);
    if (!(half(lo, hi) > 1e-9 * most && half(lo, hi) > 1e-280))
        air = most > 1e-270 ? 0.1 * most : 1;
    axis->value[0] = clamp(lo - air);
    axis->value[1] = clamp(hi + air);
    axis->power = power_of(axis->value[0], axis->value[1]);
}

/* The axis of sorted distinct values, cut where few lie far out. */
static void from_sorted(tdai_axis *axis, const double *v, tda_index n)
{
    tdai_axis a = {0};
    if (n > 0) {
        tda_index k = n < 4        ? 0
                      : n / 50 > 1 ? n / 50
                                   : 1; /* at most so many lie beyond */
        double low = v[k], high = v[n - 1 - k], bulk = half(low, high);
        bool cut_low = bulk > 0 && half(v[0], low) > FAR * bulk;
        bulk = cut_low ? bulk : half(v[0], high);
        bool cut_high = bulk > 0 && half(high, v[n - 1]) > FAR * bulk;
        low = cut_low ? low : v[0];
        high = cut_high ? high : v[n - 1];
        tdai_axis_interval(&a, low, high);
        if (cut_high) {
            a.high = true;
            a.value[a.knots++] = clamp(v[n - 1] + half(high, v[n - 1]));
        }
        if (cut_low) {
            a.low = true;
            memmove(a.value + 1, a.value, (size_t)a.knots++ * sizeof *a.value);
            a.value[0] = clamp(v[0] - half(v[0], low));
        }
        a.least = v[0];
        a.greatest = v[n - 1];
    }
    *axis = a;
}

tda_status tdai_axis_values(tda_ctx *ctx, tdai_axis *axis, const double *value,
                            tda_index n)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    double *v;
    TRY(sort_distinct(ctx, &tmp, &v, &n, value, n));
    from_sorted(axis, v, n);
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tdai_axis_measure(tda_ctx *ctx, tdai_axis *axis, const tda_measure *measures,
                             tda_index count, int params, int param)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    double *v;
    tda_index n;
    bool infinite = false;
    TRY(distinct(ctx, &tmp, &v, &n, &infinite, measures, count, params, param));
    from_sorted(axis, v, n);
    axis->infinite = infinite;
done:
    tdai_arena_free(&tmp);
    return st;
}

void tdai_axis_place(tdai_axis *a, double from, double to)
{
    double way = to > from ? 1 : -1;
    if (a->infinite) {
        a->strip[0] = from;
        a->strip[1] = from + way * STRIP;
        from += way * (STRIP + STRIP_GAP);
    }
    a->span[0] = from;
    a->span[1] = to;
    if (a->knots == 0)
        return;
    double narrow = NARROW * (to - from);
    a->pixel[0] = from;
    a->pixel[a->knots - 1] = to;
    if (a->low)
        a->pixel[1] = from + narrow;
    if (a->high)
        a->pixel[a->knots - 2] = to - narrow;
}

/* log(1 + d / unit), whatever their sizes: beyond a cut values may be of any order. */
static double spread(double d, double unit)
{
    if (d <= 0)
        return 0;
    double ratio = log(d) - log(unit);
    return ratio > 40 ? ratio : log1p(exp(ratio));
}

double tdai_axis_pixel(const tdai_axis *a, double value)
{
    if (value == (double)-INFINITY)
        return (a->strip[0] + a->strip[1]) / 2;
    if (a->knots == 0)
        return (a->span[0] + a->span[1]) / 2;
    int s = 0;
    while (s + 2 < a->knots && value > a->value[s + 1])
        s++;
    double lo = a->value[s], hi = a->value[s + 1], f = half(lo, value) / half(lo, hi);
    double unit = half(a->value[a->low], a->value[a->knots - 1 - a->high]);
    if (a->high && s == a->knots - 2)
        f = spread(half(lo, value), unit) / spread(half(lo, hi), unit);
    else if (a->low && s == 0)
        f = 1 - spread(half(value, hi), unit) / spread(half(lo, hi), unit);
    return a->pixel[s] + fmax(0, fmin(1, f)) * (a->pixel[s + 1] - a->pixel[s]);
}

/* m 10^exponent as a plain decimal, exactly; returns its length in characters. */
static int label(char *out, int64_t m, int exponent)
{
    char digit[24];
    int n = 0, c = 0;
    uint64_t left = m < 0 ? 0 - (uint64_t)m : (uint64_t)m;
    do
        digit[n++] = (char)('0' + left % 10);
    while (left /= 10);
    while (n <= -exponent && n < 20)
        digit[n++] = '0';
    char *to = out;
    if (m < 0) {
        memcpy(to, "\u2212", 3);
        to += 3, c++;
    }
    while (n > 0) {
        *to++ = digit[--n], c++;
        if (n > 0 && n == -exponent)
            *to++ = '.', c++;
    }
    for (; m && exponent > 0 && c < 20; exponent--)
        *to++ = '0', c++;
    *to = '\0';
    return c;
}

/* A value to three digits, counted in 10^power; returns its length in characters. */
static int far_label(char *out, double value, int power)
{
    if (value == 0)
        return label(out, 0, 0);
    double size = fabs(value);
    int e = (int)floor(log10(size));
    double scaled = e > 0      ? size / pow(10, e)
                    : e < -300 ? size * 1e300 * pow(10, -e - 300)
                               : size * pow(10, -e);
    int64_t m = llround(scaled * 100);
    int zeros = 2;
    for (; m % 10 == 0; zeros--)
        m /= 10;
    m = value < 0 ? -m : m;
    e -= power;
    if (e >= -3 && e < 6)
        return label(out, m, e - zeros);
    int c = label(out, m, -zeros);
    return c + snprintf(out + strlen(out), 8, "e%d", e);
}

int tdai_axis_ticks(tdai_axis *a, tdai_tick *tick, double gap, bool integers)
{
    int n = 0;
    a->digits = 1;
    if (a->knots == 0)
        return 0;
    int first = a->low ? 1 : 0, last = a->knots - 1 - (a->high ? 1 : 0);
    double lo = a->value[first], hi = a->value[last];
    double parts = fmax(1, fmin(12, fabs(a->pixel[last] - a->pixel[first]) / gap));
    double raw = hi / parts - lo / parts;
    int e = (int)floor(log10(raw)), m = 1;
    double unit = pow(10, e);
    if (integers && e < 0)
        e = 0, unit = 1;
    else
        m = raw <= unit * (1 + 1e-9)       ? 1
            : raw <= 2 * unit * (1 + 1e-9) ? 2
            : raw <= 5 * unit * (1 + 1e-9) ? 5
                                           : 10;
    if (m == 10)
        m = 1, e++, unit = pow(10, e);
    double begin = ceil(lo / m / unit), end = floor(hi / m / unit);
    if (isnormal(unit) && fabs(begin) < 1e9 && fabs(end) < 1e9)
        for (int64_t i = (int64_t)begin; i <= (int64_t)end && n < TDAI_TICKS - 2; i++) {
            double v = e < 0 ? (double)(i * m) / pow(10, -e) : (double)(i * m) * unit;
            int c = label(tick[n].label, i * m, e - a->power);
            a->digits = c > a->digits ? c : a->digits;
            tick[n++].value = v;
        }
    else { /* the values differ in digits nobody would read: name one of them */
        a->power = 0;
        int c = far_label(tick[n].label, a->least, 0);
        a->digits = c > a->digits ? c : a->digits;
        tick[n++].value = a->least;
    }
    double room = a->high ? tdai_axis_pixel(a, a->greatest) : 0;
    while (a->high && n > 1 &&
           fabs(tdai_axis_pixel(a, tick[n - 1].value) - room) < gap / 2)
        n--;
    int drop = 0;
    room = a->low ? tdai_axis_pixel(a, a->least) : 0;
    while (a->low && drop + 1 < n &&
           fabs(tdai_axis_pixel(a, tick[drop].value) - room) < gap / 2)
        drop++;
    n -= drop;
    memmove(tick, tick + drop, (size_t)n * sizeof *tick);
    const double end_value[2] = {a->least, a->greatest};
    const bool end_cut[2] = {a->low, a->high};
    for (int s = 0; s < 2; s++)
        if (end_cut[s]) {
            int c = far_label(tick[n].label, end_value[s], a->power);
            a->digits = c > a->digits ? c : a->digits;
            tick[n++].value = end_value[s];
        }
    return n;
}

tda_status tdai_axis_nodes(tda_ctx *ctx, const tdai_axis *axis, double *node, int *nodes,
                           const tda_measure *measure, int param, int most)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    double *v;
    tda_index size;
    bool infinite;
    TRY(distinct(ctx, &tmp, &v, &size, &infinite, measure, 1, measure->params, param));
    double stretch = fabs(axis->span[1] - axis->span[0]) / most;
    int n = 0, held = -1;
    node[n++] = axis->knots ? axis->value[0] : 0;
    for (tda_index i = 0; i < size; i++) {
        int at = (int)(fabs(tdai_axis_pixel(axis, v[i]) - axis->span[0]) / stretch);
        at = at < most ? at : most - 1;
        if (at == held)
            n--;
        held = at;
        if (n == 0 || v[i] > node[n - 1])
            node[n++] = v[i];
    }
    *nodes = n;
done:
    tdai_arena_free(&tmp);
    return st;
}
