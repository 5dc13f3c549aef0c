/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagram_curve.c - Where curves of diagrams are sampled, and what of.
 *
 * Options left at NAN are fitted: from the least finite end of a bar to the greatest. GUDHI
 * takes a sample more on each side that it fits, and drops it again. */
#include "vectorize/diagram.h"
#include <string.h>

static tda_status fit(tda_ctx *ctx, tda_diagram_curve_opts *o, const tda_diagram *d,
                      tda_index count, int degree)
{
    tda_status st = TDA_OK;
    tda_diagram_range r;
    TRY(tda_diagrams_range(ctx, &r, d, count, degree));
    /* fmin and fmax pass over a NAN, which stands for no value. */
    double least = fmin(r.birth[0], r.death[0]), most = fmax(r.birth[1], r.death[1]);
    if (isnan(o->start))
        o->start = fmin(isnan(least) ? 0 : least, isnan(o->stop) ? INFINITY : o->stop);
    if (isnan(o->stop))
        o->stop = fmax(isnan(most) ? o->start : most, o->start);
done:
    return st;
}

static tda_status check(tda_ctx *ctx, const tda_diagram_curve_opts *o, const char *what)
{
    tda_status st = TDA_OK;
    if (o->resolution < 1 || o->resolution > INT32_MAX)
        FAIL(TDA_EINVAL, "%s: %lld samples; there are 1 to %d", what,
             (long long)o->resolution, INT32_MAX);
    if (o->layers < 1 || o->layers > INT32_MAX)
        FAIL(TDA_EINVAL, "%s: %lld layers; there are 1 to %d", what, (long long)o->layers,
             INT32_MAX);
    if (!(o->power >= 0) || isinf(o->power))
        FAIL(TDA_EINVAL, "%s: power %g; it is a number from 0 on", what, o->power);
    if (isinf(o->start) || isinf(o->stop) || o->start > o->stop ||
        isinf(o->stop - o->start))
        FAIL(TDA_EINVAL, "%s: from %g to %g; give a finite range, start first", what,
             o->start, o->stop);
done:
    return st;
}

tda_status tda_diagrams_fit_curve(tda_ctx *ctx, tda_diagram_curve_opts *opts,
                                  const tda_diagram *diagrams, tda_index count,
                                  int degree)
{
    tda_status st = TDA_OK;
    tda_diagram_curve_opts o = TDA_DIAGRAM_CURVE_OPTS_INIT;
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(check(ctx, &o, "curve"));
    TRY(fit(ctx, &o, diagrams, count, degree));
    o.low = isnan(o.low) ? o.start : o.low;
    o.high = isnan(o.high) ? o.stop : o.high;
    o.size = opts->size;
    memcpy(opts, &o, opts->size);
done:
    return st;
}

/* n values from start to stop, those numbered skip .. skip + kept - 1 */
static void sample(double *at, double start, double stop, tda_index n, tda_index skip,
                   tda_index kept)
{
    double step = n > 1 ? (stop - start) / (double)(n - 1) : 0;
    for (tda_index k = 0; k < kept; k++)
        at[k] = n > 1 && k + skip == n - 1 ? stop : (double)(k + skip) * step + start;
}

tda_status tdai_curve_of(tda_ctx *ctx, tdai_curve *out, const tda_diagram *d, int degree,
                         const tda_diagram_curve_opts *opts, const char *what,
                         unsigned conventions, bool may_keep, bool keeps,
                         tdai_arena *arena)
{
    tda_status st = TDA_OK;
    tdai_curve c = {.o = TDA_DIAGRAM_CURVE_OPTS_INIT};
    tda_diagram_curve_opts *o = &c.o;
    TRY(tdai_opts(ctx, o, sizeof *o, opts));
    TRY(check(ctx, o, what));
    TRY(tdai_convention_check(ctx, o->convention, conventions, what));
    tdai_ends ends = {what, o->endless, o->low, o->high};
    TRY(tdai_ends_check(ctx, &ends, may_keep));
    if (keeps && ends.endless == TDA_ENDLESS_AUTO)
        ends.endless = TDA_ENDLESS_KEEP;
    bool trims = o->convention == TDA_CONVENTION_GUDHI;
    bool first = trims && isnan(o->start), last = trims && isnan(o->stop);
    if (degree >= 0 && (isnan(o->start) || isnan(o->stop)))
        TRY(fit(ctx, o, d, 1, degree));
    ends.low = isnan(ends.low) ? o->start : ends.low;
    ends.high = isnan(ends.high) ? o->stop : ends.high;
    TRY(tdai_bars_of(ctx, &c.bars, d, degree, &ends, arena));
    c.at = ARRAY(arena, double, o->resolution);
    TRY(tdai_arena_status(ctx, arena));
    sample(c.at, o->start, o->stop, o->resolution + first + last, first, o->resolution);
    *out = c;
done:
    return st;
}
