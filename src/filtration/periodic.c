/* SPDX-License-Identifier: GPL-3.0-or-later */
/* periodic.c - Alpha complexes, also weighted ones, of points in a box whose opposite sides are
 * one: the simplices of the triangulation of the torus that count, as rows of their points.
 *
 * Points are rows of their own: without weights all appear at 0, and repeated ones are joined to
 * the copy that is in the triangulation; with weights each has its value, and those that are
 * hidden never appear. */
#include "filtration/periodic.h"

static tda_status check_points(tdai_torus *x, const tda_cloud *cloud,
                               const double *period)
{
    tda_ctx *ctx = x->ctx;
    tda_status st = TDA_OK;
    TRY(tda_cloud_check(ctx, cloud));
    if (cloud->dimension > 3)
        FAIL(TDA_EINVAL, "%s of points in R^%lld: at most R^3 is possible", x->stage,
             (long long)cloud->dimension);
    if (cloud->size > INT32_MAX / 27)
        FAIL(TDA_ELIMIT, "%s: %lld points, at most 79536431 are possible", x->stage,
             (long long)cloud->size);
    for (tda_index c = 0; c < cloud->dimension; c++)
        if (!(period[c] >= 1e-100 && period[c] <= 1e100))
            FAIL(TDA_EINVAL, "period %g of coordinate %lld: give 1e-100 to 1e100",
                 period[c], (long long)c);
done:
    return st;
}

static tda_status check_scale(const tdai_torus *x)
{
    tda_ctx *ctx = x->ctx;
    tda_status st = TDA_OK;
    if (!(x->opts.threshold >= 0))
        FAIL(TDA_EINVAL, "threshold %g: give 0 or more", x->opts.threshold);
    if ((unsigned)x->opts.scale > TDA_SCALE_RADIUS_SQUARED)
        FAIL(TDA_EINVAL, "scale %d: not one of tda_scale", (int)x->opts.scale);
done:
    return st;
}

static tda_status check_weights(const tdai_torus *x, tda_index n)
{
    tda_ctx *ctx = x->ctx;
    tda_status st = TDA_OK;
    if (isnan(x->opts.threshold))
        FAIL(TDA_EINVAL, "threshold nan: give a squared radius");
    if (x->opts.scale != TDA_SCALE_RADIUS_SQUARED)
        FAIL(TDA_EINVAL, "weighted alpha values may be negative: only "
                         "TDA_SCALE_RADIUS_SQUARED is possible");
    for (tda_index i = 0; i < n; i++)
        if (!isfinite(x->weight[i]))
            FAIL(TDA_EINVAL, "weight %lld is %g: give a finite one", (long long)i,
                 x->weight[i]);
done:
    return st;
}

/* ---- the simplices that count ---- */

/* Rows of simplices, counted where there is no room for them yet, else written. */
typedef struct list {
    tda_index size, vertices;
    tda_index *start, *vertex;
    double *grade;
} list;

static void add(list *rows, int k, const tda_index *point, double value)
{
    if (rows->start) {
        rows->start[rows->size] = rows->vertices;
        rows->grade[rows->size] = value;
        for (int j = 0; j <= k; j++)
            rows->vertex[rows->vertices + j] = point[j];
    }
    rows->size++;
    rows->vertices += k + 1;
}

/* A row for each point: which of them are in the triangulation tells its vertices. */
static void list_points(const tdai_torus *x, list *rows)
{
    tda_index point[4];
    for (tda_index i = 0; i < x->n; i++)
        add(rows, 0, &i, x->weight ? INFINITY : 0);
    if (!rows->start || !x->weight || x->t.dimension < 0)
        return;
    for (tda_index s = 0; s < x->t.count[0]; s++)
        if (tdai_torus_counts(x, 0, s, point) && x->t.value[0][s] <= x->opts.threshold)
            rows->grade[point[0]] = x->t.value[0][s];
}

static tda_status list_simplices(const tdai_torus *x, list *rows)
{
    tda_ctx *ctx = x->ctx;
    tda_status st = TDA_OK;
    tda_index point[4];
    for (int k = 1; k <= x->t.dimension; k++)
        for (tda_index s = 0; s < x->t.count[k]; s++) {
            double value = tdai_radius(x->t.value[k][s], x->opts.scale, 0);
            TRY(tdai_poll(ctx, x->stage, s, x->t.count[k]));
            if (!tdai_torus_counts(x, k, s, point) || value > x->opts.threshold)
                continue;
            for (int j = 0; j <= k; j++)
                for (int i = 0; i < j; i++)
                    if (point[i] == point[j])
                        FAIL(TDA_EINVAL,
                             "%s: a simplex meets point %lld twice: add points, or "
                             "repeat the box",
                             x->stage, (long long)point[i]);
            add(rows, k, point, value);
        }
done:
    return st;
}

/* An edge for each repeated point. */
static void list_copies(const tdai_torus *x, list *rows)
{
    for (tda_index i = 0; i < x->n && !x->weight; i++) {
        tda_index edge[2] = {i, x->t.same_as[i]};
        if (edge[1] != i)
            add(rows, 1, edge, 0);
    }
}

/* Each simplex must be one of its own. */
static tda_status collect(const tdai_torus *x, tda_complex **out, tdai_arena *tmp)
{
    tda_ctx *ctx = x->ctx;
    tda_status st = TDA_OK;
    tda_complex *complex = NULL;
    tda_index *cell = NULL;
    list rows = {0};
    for (int write = 0; write < 2; write++) {
        if (write) {
            cell = ARRAY(tmp, tda_index, rows.size);
            rows.start = ARRAY(tmp, tda_index, rows.size + 1);
            rows.vertex = ARRAY(tmp, tda_index, rows.vertices);
            rows.grade = ARRAY(tmp, double, rows.size);
            TRY(tdai_arena_status(ctx, tmp));
            rows.size = rows.vertices = 0;
        }
        list_points(x, &rows);
        TRY(list_simplices(x, &rows));
        list_copies(x, &rows);
    }
    rows.start[rows.size] = rows.vertices;
    tda_simplices all = {.params = 1,
                         .size = rows.size,
                         .start = rows.start,
                         .vertex = rows.vertex,
                         .grade = rows.grade};
    TRY(tda_complex_new_simplicial(ctx, &complex, cell, &all));
    if (tda_complex_cells(complex)->size != rows.size)
        FAIL(TDA_EINVAL,
             "%s: two simplices have the same points: add points, or repeat the box",
             x->stage);
    *out = complex;
    complex = NULL;
done:
    tda_complex_free(complex);
    return st;
}

/* The complex of points that are checked. */
static tda_status build(tdai_torus *x, tda_complex **out, const tda_cloud *cloud,
                        const double *period)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    TRY(tdai_torus_open(x, cloud, period));
    if (x->n > 0)
        TRY(tdai_torus_triangulate(x));
    else
        x->t.dimension = -1;
    TRY(collect(x, out, &tmp));
done:
    tdai_torus_clear(x);
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_cloud_periodic_alpha(tda_ctx *ctx, tda_complex **out,
                                    const tda_cloud *cloud, const double *period,
                                    const tda_points_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_torus x = {
        .ctx = ctx, .stage = "periodic alpha complex", .opts = TDA_POINTS_OPTS_INIT};
    TRY(tdai_opts(ctx, &x.opts, sizeof x.opts, opts));
    TRY(check_points(&x, cloud, period));
    TRY(check_scale(&x));
    TRY(build(&x, out, cloud, period));
    tdai_simplices_describe(*out, "periodic-alpha", &x.opts);
done:
    return st;
}

tda_status tda_cloud_weighted_periodic_alpha(tda_ctx *ctx, tda_complex **out,
                                             const tda_cloud *cloud, const double *weight,
                                             const double *period,
                                             const tda_points_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_torus x = {.ctx = ctx,
                    .stage = "weighted periodic alpha complex",
                    .weight = weight,
                    .opts = TDA_POINTS_OPTS_INIT};
    x.opts.scale = TDA_SCALE_RADIUS_SQUARED;
    TRY(tdai_opts(ctx, &x.opts, sizeof x.opts, opts));
    TRY(check_points(&x, cloud, period));
    TRY(check_weights(&x, cloud->size));
    TRY(build(&x, out, cloud, period));
    tdai_simplices_describe(*out, "weighted-periodic-alpha", &x.opts);
done:
    return st;
}
