/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagram_image_fit.c - The ranges and the bandwidth of persistence images.
 *
 * All births of degree 0 of a Rips filtration are equal, so a range of the births alone would
 * have pixels without area; a margin of three bandwidths also holds nearly all of the mass.
 * GUDHI and giotto-tda take places, not pixels, and no margin. */
#include "vectorize/diagram_image.h"
#include <string.h>

static bool upside_down(double start, double stop)
{
    return isinf(start) || isinf(stop) || start > stop || isinf(stop - start);
}

tda_status tdai_image_check(tda_ctx *ctx, const tda_diagram_image_opts *o)
{
    tda_status st = TDA_OK;
    tdai_ends ends = {"persistence image", o->endless, o->low, o->high};
    TRY(tdai_convention_check(ctx, o->convention, 0xf, "persistence image"));
    TRY(tdai_ends_check(ctx, &ends, false));
    if (o->columns < 1 || o->rows < 1 || o->columns > INT32_MAX || o->rows > INT32_MAX)
        FAIL(TDA_EINVAL, "persistence image: %lld x %lld pixels; each side has 1 to %d",
             (long long)o->columns, (long long)o->rows, INT32_MAX);
    if (o->bandwidth <= 0 || isinf(o->bandwidth))
        FAIL(TDA_EINVAL, "persistence image: bandwidth %g; it is a positive number",
             o->bandwidth);
    if (!(o->power >= 0) || isinf(o->power))
        FAIL(TDA_EINVAL, "persistence image: power %g; it is a number from 0 on",
             o->power);
    if (upside_down(o->birth_start, o->birth_stop))
        FAIL(TDA_EINVAL,
             "persistence image: births from %g to %g; give a finite range, start first",
             o->birth_start, o->birth_stop);
    if (upside_down(o->length_start, o->length_stop))
        FAIL(TDA_EINVAL,
             "persistence image: lengths from %g to %g; give a finite range, start first",
             o->length_start, o->length_stop);
done:
    return st;
}

static void or_else(double *value, double otherwise)
{
    if (isnan(*value))
        *value = otherwise;
}

void tdai_image_fit(tda_diagram_image_opts *o, const tdai_bars *bars, tda_index sets)
{
    double birth[2] = {NAN, NAN}, length[2] = {NAN, NAN};
    for (tda_index k = 0; k < sets; k++)
        for (tda_index i = 0; i < bars[k].size; i++) {
            double b = bars[k].birth[i], l = bars[k].death[i] - b;
            birth[0] = fmin(birth[0], b);
            birth[1] = fmax(birth[1], b);
            length[0] = fmin(length[0], l);
            length[1] = fmax(length[1], l);
        }
    bool any = !isnan(birth[0]), squared = o->convention == TDA_CONVENTION_PERSIM;
    bool bare =
        o->convention == TDA_CONVENTION_GUDHI || o->convention == TDA_CONVENTION_GIOTTO;
    double usual = any ? length[1] / 20 : 1;
    or_else(&o->bandwidth, squared ? usual * usual : usual);
    double margin = bare ? 0 : 3 * (squared ? sqrt(o->bandwidth) : o->bandwidth);
    double low = any ? birth[0] - margin : 0, high = any ? birth[1] + margin : 1;
    or_else(&o->birth_start, isnan(o->birth_stop) ? low : fmin(low, o->birth_stop));
    or_else(&o->birth_stop, fmax(high, o->birth_start));
    low = bare && any ? length[0] : 0;
    high = any ? length[1] + margin : 1;
    or_else(&o->length_start, isnan(o->length_stop) ? low : fmin(low, o->length_stop));
    or_else(&o->length_stop, fmax(high, o->length_start));
}

tda_status tda_diagrams_fit_image(tda_ctx *ctx, tda_diagram_image_opts *opts,
                                  const tda_diagram *diagrams, tda_index count,
                                  int degree)
{
    tda_status st = TDA_OK;
    tda_diagram_image_opts o = TDA_DIAGRAM_IMAGE_OPTS_INIT;
    tdai_arena tmp = {0};
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(tdai_image_check(ctx, &o));
    if (count < 0)
        FAIL(TDA_EINVAL, "persistence image: %lld diagrams", (long long)count);
    tdai_bars *bars = ARRAY(&tmp, tdai_bars, count);
    tdai_ends ends = {"persistence image", o.endless, o.low, o.high};
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index k = 0; k < count; k++)
        TRY(tdai_bars_of(ctx, &bars[k], &diagrams[k], degree, &ends, &tmp));
    tdai_image_fit(&o, bars, count);
    TRY(tdai_image_check(ctx, &o));
    o.size = opts->size;
    memcpy(opts, &o, opts->size);
done:
    tdai_arena_free(&tmp);
    return st;
}
