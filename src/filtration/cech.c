/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cech.c - Cech complexes: every set of points appears with its smallest enclosing ball.
 *
 * A simplex within the threshold has all its facets there, so candidates are those whose facets
 * are. Most have the ball of one of them. */
#include "filtration/levels.h"

static const char *const stage = "Cech complex";

static tda_status check(tda_ctx *ctx, const tda_cloud *cloud, const tda_points_opts *opts)
{
    tda_status st = TDA_OK;
    TRY(tda_cloud_check(ctx, cloud));
    if (cloud->dimension > INT32_MAX)
        FAIL(TDA_ELIMIT, "%s of points in R^%lld: more than 2147483647 coordinates",
             stage, (long long)cloud->dimension);
    if (opts->max_dimension < 0 || opts->max_dimension > TDAI_LEVELS_TOP)
        FAIL(TDA_EINVAL, "max_dimension %d: give 0 to %d", opts->max_dimension,
             TDAI_LEVELS_TOP);
    if (!(opts->threshold >= 0))
        FAIL(TDA_EINVAL, "threshold %g: give 0 or more", opts->threshold);
    if ((unsigned)opts->scale > TDA_SCALE_RADIUS_SQUARED)
        FAIL(TDA_EINVAL, "scale %d: not one of tda_scale", (int)opts->scale);
done:
    return st;
}

/* The length of an edge whose value is the threshold, and a little more: the values decide. */
static double reach(const tda_points_opts *opts)
{
    double t = opts->threshold;
    t = opts->scale == TDA_SCALE_DIAMETER ? t
        : opts->scale == TDA_SCALE_RADIUS ? 2 * t
                                          : 2 * sqrt(t);
    return t * (1 + 1e-12);
}

tda_status tda_cloud_cech(tda_ctx *ctx, tda_complex **out, const tda_cloud *cloud,
                          const tda_points_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_simplices s = {.filtration = "cech", .opts = TDA_POINTS_OPTS_INIT};
    tdai_levels l = {0};
    tda_distances near = {0};
    double *at = NULL;
    TRY(tdai_opts(ctx, &s.opts, sizeof s.opts, opts));
    TRY(check(ctx, cloud, &s.opts));
    s.exponent = tdai_cloud_exponent(cloud);
    at = tdai_alloc(cloud->size * cloud->dimension, sizeof *at);
    if (!at)
        FAIL(TDA_ENOMEM, "%s: no memory for %lld points", stage, (long long)cloud->size);
    for (tda_index i = 0; i < cloud->size * cloud->dimension; i++)
        at[i] = ldexp(cloud->at[i], -s.exponent);
    TRY(tdai_levels_open(&l, ctx, stage, cloud->size));
    if (s.opts.max_dimension > 0 && reach(&s.opts) < INFINITY)
        TRY(tda_cloud_neighbours(ctx, &near, cloud, reach(&s.opts)));
    bool any = true;
    while (any && l.d.dimension < s.opts.max_dimension) {
        TRY(tdai_levels_join(&l, reach(&s.opts) < INFINITY ? &near : NULL, &any));
        int k = l.d.dimension;
        if (!any)
            break;
        TRY(tdai_balls(ctx, l.d.value[k], l.d.count[k], k, l.vertex,
                       (int)cloud->dimension, at));
        tdai_levels_keep(&l, s.opts.threshold, s.opts.scale, s.exponent);
    }
    s.d = l.d;
    l.d = (tdai_delaunay){0};
    TRY(tdai_simplices_complex(ctx, out, &s, cloud->size, stage));
done:
    tdai_free(at);
    tda_distances_clear(&near);
    tdai_levels_clear(&l);
    tdai_delaunay_clear(&s.d);
    return st;
}
