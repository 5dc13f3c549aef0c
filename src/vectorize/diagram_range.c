/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagram_range.c - Ranges over many diagrams, so that features of all have the same axes. */
#include "vectorize/diagram.h"
#include <stdio.h>

/* fmin and fmax pass over the NAN that stands for no value yet. */
static void widen(double range[2], double x)
{
    range[0] = fmin(range[0], x);
    range[1] = fmax(range[1], x);
}

tda_status tda_diagrams_range(tda_ctx *ctx, tda_diagram_range *out,
                              const tda_diagram *diagrams, tda_index count, int degree)
{
    tda_status st = TDA_OK;
    tda_diagram_range r = {{NAN, NAN}, {NAN, NAN}, {NAN, NAN}, 0, 0, 0};
    if (degree < 0)
        FAIL(TDA_EINVAL, "range: degree %d; a homology degree is 0 or more", degree);
    if (count < 0)
        FAIL(TDA_EINVAL, "range: %lld diagrams", (long long)count);
    for (tda_index k = 0; k < count; k++) {
        const tda_diagram *d = &diagrams[k];
        tda_index here = 0;
        char where[40];
        TRY(tdai_poll(ctx, "range of diagrams", k, count));
        snprintf(where, sizeof where, " of diagram %lld", (long long)k);
        for (tda_index i = degree < d->degrees ? d->start[degree] : 0;
             degree < d->degrees && i < d->start[degree + 1]; i++) {
            double b = d->birth[i] + 0.0, e = d->death[i] + 0.0;
            TRY(tdai_bar_check(ctx, d, degree, i, "range", where));
            if (b == e)
                continue;
            here++;
            r.endless += isinf(b) || isinf(e);
            if (isfinite(b))
                widen(r.birth, b);
            if (isfinite(e))
                widen(r.death, e);
            if (isfinite(b) && isfinite(e))
                widen(r.length, e - b);
        }
        r.bars += here;
        r.most = here > r.most ? here : r.most;
    }
    *out = r;
done:
    return st;
}
