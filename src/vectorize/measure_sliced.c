/* SPDX-License-Identifier: GPL-3.0-or-later */
/* measure_sliced.c - Signed measures seen along directions: the mass up to t, integrated over cells.
 *
 * Integrals over cells, not samples: then the sum of the absolute differences of two rows is never
 * above the area between the two functions, and equal to it where they cross at no inner point. */
#include "vectorize/sliced.h"
#include <math.h>
#include <string.h>

tda_status tdai_directions(tda_ctx *ctx, double *direction, tda_index count, int params,
                           const double *units)
{
    tda_status st = TDA_OK;
    tdai_rng *rng = NULL;
    if (params > 2)
        TRY(tdai_rng_new(ctx, &rng, 0));
    for (tda_index i = 0; i < count; i++) {
        double *d = direction + i * params, angle = (double)i / (double)count * M_PI,
               square = 0;
        if (params == 1)
            d[0] = 1;
        if (params == 2) {
            d[0] = cos(angle);
            d[1] = sin(angle);
        }
        while (params > 2 && !(square > 1e-12)) {
            square = 0;
            for (int k = 0; k < params; k++) {
                d[k] = tdai_rng_gauss(rng, 1);
                square += d[k] * d[k];
            }
        }
        for (int k = 0; k < params; k++) {
            if (params > 2)
                d[k] /= sqrt(square);
            if (units)
                d[k] /= units[k];
        }
    }
done:
    tdai_rng_free(rng);
    return st;
}

tda_status tdai_units_check(tda_ctx *ctx, const double *units, int params,
                            const char *what)
{
    tda_status st = TDA_OK;
    for (int k = 0; k < params && units; k++)
        if (!(units[k] > 0 && isfinite(units[k]) && isfinite(1 / units[k])))
            FAIL(TDA_EINVAL, "%s: unit %g of parameter %d; give a positive one", what,
                 units[k], k);
done:
    return st;
}

static tda_status check(tda_ctx *ctx, const tda_sliced_opts *o, int params)
{
    tda_status st = TDA_OK;
    if (o->directions < 1 || o->directions > INT32_MAX)
        FAIL(TDA_EINVAL, "projections: %lld directions; there are 1 to %d",
             (long long)o->directions, INT32_MAX);
    if (o->resolution < 1 || o->resolution > INT32_MAX)
        FAIL(TDA_EINVAL, "projections: %lld cells; there are 1 to %d",
             (long long)o->resolution, INT32_MAX);
    if (!o->box)
        FAIL(TDA_EINVAL, "projections: no box; give the corners of what is to be seen");
    for (int k = 0; k < params; k++)
        if (!isfinite(o->box[k]) || !isfinite(o->box[params + k]) ||
            o->box[k] > o->box[params + k])
            FAIL(TDA_EINVAL,
                 "projections: the box goes from %g to %g in parameter %d; give one that "
                 "is finite and goes up",
                 o->box[k], o->box[params + k], k);
    TRY(tdai_units_check(ctx, o->units, params, "projections"));
done:
    return st;
}

/* row[c] += weight times how much of cell c is past x. */
static void add_point(double *row, tda_index cells, double low, double width, double x,
                      double weight)
{
    for (tda_index c = 0; c < cells; c++) {
        double from = low + width * (double)c, until = low + width * (double)(c + 1);
        if (x < until)
            row[c] += weight * (x <= from ? until - from : until - x);
    }
}

tda_status tda_measure_sliced(tda_ctx *ctx, double *out, const tda_measure *m,
                              const tda_sliced_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_sliced_opts o = TDA_SLICED_OPTS_INIT;
    int params = m->params;
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(check(ctx, &o, params));
    tda_index size = tdai_size_add(0, o.directions, o.resolution);
    TRY(tdai_budget(ctx, tdai_size_add(0, tdai_size_add(size, o.directions, params), 8),
                    "projections"));
    double *row = ZEROS(&tmp, double, size),
           *direction = ARRAY(&tmp, double, o.directions *params);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_directions(ctx, direction, o.directions, params, o.units));
    for (tda_index i = 0; i < o.directions; i++) {
        const double *d = direction + i * params;
        double low = 0, high = 0;
        TRY(tdai_poll(ctx, "projections", i, o.directions));
        for (int k = 0; k < params; k++) {
            double a = d[k] * o.box[k], b = d[k] * o.box[params + k];
            low += tdai_lesser(a, b);
            high += tdai_greater(a, b);
        }
        double width = (high - low) / (double)o.resolution;
        for (tda_index p = 0; p < m->size; p++) {
            double x = 0;
            for (int k = 0; k < params; k++)
                x += d[k] * m->at[p * params + k];
            if (isfinite(x))
                add_point(row + i * o.resolution, o.resolution, low, width, x,
                          (double)m->weight[p] / (double)o.directions);
        }
    }
    memcpy(out, row, (size_t)size * sizeof *out);
done:
    tdai_arena_free(&tmp);
    return st;
}
