/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagram_betti.c - Betti curves: births up to a sample less deaths up to it, both in order. */
#include "vectorize/diagram.h"

/* How many of value[n], in order, are <= t. */
static tda_index up_to(const double *value, tda_index n, double t)
{
    tda_index low = 0, high = n;
    while (low < high) {
        tda_index middle = low + (high - low) / 2;
        if (value[middle] <= t)
            low = middle + 1;
        else
            high = middle;
    }
    return high;
}

tda_status tda_diagram_betti_curve(tda_ctx *ctx, double *out, const tda_diagram *diagram,
                                   int degree, const tda_diagram_curve_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_curve c;
    TRY(tdai_curve_of(ctx, &c, diagram, degree, opts, "Betti curve", 0x7, true, true,
                      &tmp));
    tda_index n = c.bars.size;
    double *death = ARRAY(&tmp, double, n);
    tda_index *order = ARRAY(&tmp, tda_index, n);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_argsort(ctx, order, c.bars.death, n));
    for (tda_index i = 0; i < n; i++)
        death[i] = c.bars.death[order[i]];
    TRY(tdai_poll(ctx, "Betti curve", n, n));
    for (tda_index k = 0; k < c.o.resolution; k++)
        out[k] = (double)(up_to(c.bars.birth, n, c.at[k]) - up_to(death, n, c.at[k]));
done:
    tdai_arena_free(&tmp);
    return st;
}
