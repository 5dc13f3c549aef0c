/* SPDX-License-Identifier: GPL-3.0-or-later */
/* delaunay_core.c - The Delaunay core bifiltration: an alpha complex whose points wait until they
 * have neighbours.
 *
 * The alpha complex at a scale has the homotopy type of the union of balls about its points; here a
 * ball about a point appears only at the scale, times beta, at which it holds k points. Each
 * simplex appears with the last of its points, at each k of a list. */
#include "filtration/core_grades.h"
#include "filtration/simplices.h"
#include <math.h>

static const char *const stage = "Delaunay core";

static tda_status check(tda_ctx *ctx, const tda_cloud *cloud, const tda_index *k,
                        tda_index ks, double beta)
{
    tda_status st = TDA_OK;
    TRY(tda_cloud_check(ctx, cloud));
    if (ks < 1)
        FAIL(TDA_EINVAL, "%s: a list of %lld numbers of neighbours; give at least one",
             stage, (long long)ks);
    for (tda_index i = 0; i < ks; i++)
        if (k[i] < 1 || (i > 0 && k[i] <= k[i - 1]))
            FAIL(
                TDA_EINVAL,
                "%s: number %lld of the list is %lld; give numbers from 1 on, each above "
                "the one before",
                stage, (long long)i, (long long)k[i]);
    if (!(beta >= 0) || isinf(beta))
        FAIL(TDA_EINVAL, "%s: beta is %g; give a finite number that is not negative",
             stage, beta);
done:
    return st;
}

/* core [ks x n]: when the ball about each point holds k points, in the unit of the scale. */
static tda_status find_core(tda_ctx *ctx, double *core, const tda_cloud *cloud,
                            const tda_index *k, tda_index ks, double beta,
                            tda_scale scale)
{
    tda_status st = TDA_OK;
    const tda_index n = cloud->size;
    for (tda_index i = 0; i < ks; i++) {
        double *row = core + i * n;
        if (k[i] <= n)
            TRY(tda_cloud_knn(ctx, row, cloud, k[i]));
        for (tda_index p = 0; p < n; p++) {
            double r = k[i] <= n ? beta * row[p] : INFINITY;
            row[p] = scale == TDA_SCALE_DIAMETER ? 2 * r
                     : scale == TDA_SCALE_RADIUS ? r
                                                 : r * r;
        }
    }
done:
    return st;
}

tda_status tda_cloud_delaunay_core(tda_ctx *ctx, tda_complex **out,
                                   const tda_cloud *cloud, const tda_index *k,
                                   tda_index ks, double beta, const tda_points_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_points_opts o = TDA_POINTS_OPTS_INIT;
    tdai_columns columns = {0};
    tda_complex *alpha = NULL, *x = NULL;
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(check(ctx, cloud, k, ks, beta));
    TRY(tda_cloud_alpha(ctx, &alpha, cloud, NULL, &o));
    double *core = ARRAY(&tmp, double, tdai_size_add(0, ks, cloud->size));
    double *level = ARRAY(&tmp, double, ks);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(find_core(ctx, core, cloud, k, ks, beta, o.scale));
    for (tda_index i = 0; i < ks; i++)
        level[i] = 0 - (double)k[i];
    tdai_core cores = {.stage = stage,
                       .cells = tda_complex_cells(alpha),
                       .points = cloud->size,
                       .levels = ks,
                       .core = core,
                       .level = level,
                       .threshold = o.threshold};
    TRY(tdai_core_columns(ctx, &columns, &cores));
    TRY(tdai_complex_adopt_valid(ctx, &x, &columns));
    tdai_simplices_describe(x, "delaunay-core", &o);
    tda_complex_set_axis(x, 1, "negated neighbours", "");
    *out = x;
done:
    tdai_columns_clear(&columns);
    tda_complex_free(alpha);
    tdai_arena_free(&tmp);
    return st;
}
