/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagram_scale_space.c - Heat that starts at the bars and is kept at zero on the diagonal, sampled.
 *
 * A Gaussian is a product of a factor of the birth and one of the death; that of the mirrored bar
 * has the same factors, exchanged. So two rows of factors a bar serve all samples, and the array is
 * antisymmetric to the last bit. */
#include "vectorize/diagram.h"
#include <string.h>

typedef struct job {
    tda_index bars, n;
    const double *birth, *death; /* [bars x n] factors */
    double top;
    double *out;
} job;

static tda_diagram_curve_opts curve_of(const tda_diagram_scale_space_opts *o)
{
    tda_diagram_curve_opts c = TDA_DIAGRAM_CURVE_OPTS_INIT;
    c.start = o->start;
    c.stop = o->stop;
    c.resolution = o->resolution;
    c.endless = o->endless;
    c.low = o->low;
    c.high = o->high;
    return c;
}

static double usual_bandwidth(double start, double stop)
{
    double s = (stop - start) * (stop - start) / 400;
    return s > 0 ? s : 1;
}

static tda_status check(tda_ctx *ctx, double bandwidth)
{
    tda_status st = TDA_OK;
    if (!isnan(bandwidth) && !(bandwidth > 0 && isfinite(bandwidth)))
        FAIL(TDA_EINVAL, "scale space: bandwidth %g; it is a positive number", bandwidth);
done:
    return st;
}

tda_status tda_diagrams_fit_scale_space(tda_ctx *ctx, tda_diagram_scale_space_opts *opts,
                                        const tda_diagram *diagrams, tda_index count,
                                        int degree)
{
    tda_status st = TDA_OK;
    tda_diagram_scale_space_opts o = TDA_DIAGRAM_SCALE_SPACE_OPTS_INIT;
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(check(ctx, o.bandwidth));
    tda_diagram_curve_opts c = curve_of(&o);
    TRY(tda_diagrams_fit_curve(ctx, &c, diagrams, count, degree));
    o.start = c.start;
    o.stop = c.stop;
    o.low = c.low;
    o.high = c.high;
    if (isnan(o.bandwidth))
        o.bandwidth = usual_bandwidth(o.start, o.stop);
    o.size = opts->size;
    memcpy(opts, &o, opts->size);
done:
    return st;
}

static tda_status fill(void *arg, tda_index begin, tda_index end)
{
    const job *j = arg;
    tda_index n = j->n;
    for (tda_index r = begin; r < end; r++) {
        double *row = j->out + r * n;
        for (tda_index i = 0; i < j->bars; i++) {
            const double *b = j->birth + i * n, *d = j->death + i * n;
            double of_birth = b[r], of_death = d[r];
            for (tda_index c = 0; c < n; c++)
                row[c] += of_birth * d[c] - of_death * b[c];
        }
        for (tda_index c = 0; c < n; c++)
            row[c] *= j->top;
    }
    return TDA_OK;
}

tda_status tda_diagram_scale_space(tda_ctx *ctx, double *out, const tda_diagram *diagram,
                                   int degree, const tda_diagram_scale_space_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_diagram_scale_space_opts o = TDA_DIAGRAM_SCALE_SPACE_OPTS_INIT;
    tdai_curve x;
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(check(ctx, o.bandwidth));
    if (o.resolution > 0)
        TRY(tdai_budget(ctx,
                        tdai_size_add(0, tdai_size_add(0, o.resolution, o.resolution), 8),
                        "scale space"));
    tda_diagram_curve_opts c = curve_of(&o);
    TRY(tdai_curve_of(ctx, &x, diagram, degree, &c, "scale space", 1, false, false,
                      &tmp));
    tda_index n = x.o.resolution, bars = x.bars.size, nodes = tdai_size_add(0, n, n),
              factors = tdai_size_add(0, bars, n);
    TRY(tdai_budget(ctx, tdai_size_add(tdai_size_add(0, nodes, 8), factors, 16),
                    "scale space"));
    double s = isnan(o.bandwidth) ? usual_bandwidth(x.o.start, x.o.stop) : o.bandwidth;
    double *birth = ARRAY(&tmp, double, factors), *death = ARRAY(&tmp, double, factors),
           *value = ZEROS(&tmp, double, nodes);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < bars; i++) {
        TRY(tdai_poll(ctx, "scale space", i, bars));
        for (tda_index k = 0; k < n; k++) {
            double b = x.at[k] - x.bars.birth[i], d = x.at[k] - x.bars.death[i];
            birth[i * n + k] = exp(-(b * b) / (4 * s));
            death[i * n + k] = exp(-(d * d) / (4 * s));
        }
    }
    job j = {bars, n, birth, death, 1 / (4 * M_PI * s), value};
    TRY(tdai_parallel(ctx, "scale space", n, 1, fill, &j));
    memcpy(out, value, (size_t)nodes * sizeof *out);
done:
    tdai_arena_free(&tmp);
    return st;
}
