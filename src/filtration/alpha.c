/* SPDX-License-Identifier: GPL-3.0-or-later */
/* alpha.c - Alpha complexes with lower-star functions, with weights; Delaunay-Cech complexes.
 *
 * The shim returns the simplices of the points without repetitions, by dimension, with squared
 * radii; simplices.c makes a complex of them. Coordinates whose squares would leave the range of
 * a double are brought into it first.
 *
 * Which copy stands for a repeated point: the one with the lexicographically least row of
 * functions, and then the smallest id. With one function it is the first to appear, so at every
 * value of the function the complex is as if the later copies were not there. */
#include "filtration/simplices.h"

static const char *const stage = "alpha complex";

/* ---- what the caller gives ---- */

static tda_status check(tda_ctx *ctx, const tda_cloud *cloud, const tda_cloud *function,
                        const tda_points_opts *opts)
{
    tda_status st = TDA_OK;
    TRY(tda_cloud_check(ctx, cloud));
    if (cloud->dimension > 15)
        FAIL(TDA_EINVAL, "alpha complex of points in R^%lld: at most R^15 is possible",
             (long long)cloud->dimension);
    if (!(opts->threshold >= 0))
        FAIL(TDA_EINVAL, "threshold %g: give 0 or more", opts->threshold);
    if ((unsigned)opts->scale > TDA_SCALE_RADIUS_SQUARED)
        FAIL(TDA_EINVAL, "scale %d: not one of tda_scale", (int)opts->scale);
    if (!function)
        goto done;
    TRY(tda_cloud_check(ctx, function));
    if (function->size != cloud->size)
        FAIL(TDA_EINVAL, "the function has %lld values for %lld points",
             (long long)function->size, (long long)cloud->size);
    if (function->dimension > INT32_MAX - 1)
        FAIL(TDA_EINVAL, "%lld functions: more parameters than a complex can have",
             (long long)function->dimension);
done:
    return st;
}

static tda_status check_weighted(tda_ctx *ctx, const tda_cloud *cloud,
                                 const double *weight, const tda_points_opts *opts)
{
    tda_status st = TDA_OK;
    TRY(tda_cloud_check(ctx, cloud));
    if (cloud->dimension > 3)
        FAIL(TDA_EINVAL,
             "weighted alpha complex of points in R^%lld: at most R^3 is possible",
             (long long)cloud->dimension);
    if (isnan(opts->threshold))
        FAIL(TDA_EINVAL, "threshold nan: give a squared radius");
    if (opts->scale != TDA_SCALE_RADIUS_SQUARED)
        FAIL(TDA_EINVAL, "weighted alpha values may be negative: only "
                         "TDA_SCALE_RADIUS_SQUARED is possible");
    for (tda_index i = 0; i < cloud->size; i++)
        if (!isfinite(weight[i]))
            FAIL(TDA_EINVAL, "weight %lld is %g: give a finite one", (long long)i,
                 weight[i]);
done:
    return st;
}

/* An estimate of the cells of n points in R^d: the expected number about a point among many
 * uniform ones (measured, rounded up), but never more than the faces of a simplex on them. */
static double cells_expected(double n, tda_index d)
{
    static const double about[] = {1, 2, 6, 28, 200, 1800, 20000};
    double usual = n * (d <= 6 ? about[d] : about[6] * pow(12, (double)d - 6));
    double choose = 1, most = 0;
    for (tda_index k = 1; k <= d + 1 && (double)k <= n; k++)
        most += choose *= (n - (double)(k - 1)) / (double)k;
    return fmin(usual, most);
}

/* Each cell is held twice at the peak, by the shim and as columns. */
static tda_status check_budget(tda_ctx *ctx, const tda_cloud *cloud, tda_index functions)
{
    double width = (double)cloud->dimension;
    double bytes = cells_expected((double)cloud->size, cloud->dimension) *
                   (30 + 12 * width + 8 * (double)functions);
    bytes += (double)cloud->size * (100 + 16 * width);
    return tdai_budget(ctx, bytes < 0x1p62 ? (tda_index)bytes : -1, stage);
}

tda_status tda_cloud_alpha(tda_ctx *ctx, tda_complex **out, const tda_cloud *cloud,
                           const tda_cloud *function, const tda_points_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_simplices s = {.function = function, .opts = TDA_POINTS_OPTS_INIT};
    const double *at;
    double *own = NULL;
    TRY(tdai_opts(ctx, &s.opts, sizeof s.opts, opts));
    TRY(check(ctx, cloud, function, &s.opts));
    TRY(check_budget(ctx, cloud, function ? function->dimension : 0));
    TRY(tdai_cloud_moderate(ctx, &at, &own, &s.exponent, cloud, stage));
    TRY(tdai_alpha(ctx, &s.d, cloud->size, (int)cloud->dimension, at,
                   function ? (int)function->dimension : 0,
                   function ? function->at : NULL));
    s.filtration = function ? "alpha-lower-star" : "alpha";
    TRY(tdai_simplices_complex(ctx, out, &s, cloud->size, stage));
done:
    tdai_free(own);
    tdai_delaunay_clear(&s.d);
    return st;
}

tda_status tda_cloud_delaunay_cech(tda_ctx *ctx, tda_complex **out,
                                   const tda_cloud *cloud, const tda_points_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_simplices s = {.filtration = "delaunay-cech", .opts = TDA_POINTS_OPTS_INIT};
    const double *at;
    double *own = NULL;
    TRY(tdai_opts(ctx, &s.opts, sizeof s.opts, opts));
    TRY(check(ctx, cloud, NULL, &s.opts));
    TRY(check_budget(ctx, cloud, 0));
    TRY(tdai_cloud_moderate(ctx, &at, &own, &s.exponent, cloud, stage));
    TRY(tdai_delaunay_cech(ctx, &s.d, cloud->size, (int)cloud->dimension, at));
    TRY(tdai_simplices_complex(ctx, out, &s, cloud->size, "Delaunay-Cech complex"));
done:
    tdai_free(own);
    tdai_delaunay_clear(&s.d);
    return st;
}

tda_status tda_cloud_weighted_alpha(tda_ctx *ctx, tda_complex **out,
                                    const tda_cloud *cloud, const double *weight,
                                    const tda_points_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_simplices s = {.filtration = "weighted-alpha", .opts = TDA_POINTS_OPTS_INIT};
    const double *at;
    double *own = NULL, *w = NULL;
    s.opts.scale = TDA_SCALE_RADIUS_SQUARED;
    TRY(tdai_opts(ctx, &s.opts, sizeof s.opts, opts));
    TRY(check_weighted(ctx, cloud, weight, &s.opts));
    TRY(check_budget(ctx, cloud, 0));
    TRY(tdai_cloud_moderate(ctx, &at, &own, &s.exponent, cloud, stage));
    w = tdai_alloc(cloud->size, sizeof *w);
    if (!w)
        FAIL(TDA_ENOMEM, "%s: no memory for %lld weights", stage, (long long)cloud->size);
    for (tda_index i = 0; i < cloud->size; i++)
        w[i] = ldexp(weight[i], -2 * s.exponent);
    TRY(tdai_weighted_alpha(ctx, &s.d, cloud->size, (int)cloud->dimension, at, w));
    TRY(tdai_simplices_complex(ctx, out, &s, cloud->size, "weighted alpha complex"));
done:
    tdai_free(w);
    tdai_free(own);
    tdai_delaunay_clear(&s.d);
    return st;
}
