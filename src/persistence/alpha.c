/* SPDX-License-Identifier: GPL-3.0-or-later */
/* alpha.c - Alpha diagrams straight from the triangulation.
 *
 * The lists of simplices that the shim returns are all that is needed: no complex is made of
 * them. Faces are given up as soon as the degrees they serve are done, and before the bars are
 * gathered. */
#include "persistence/alpha_bars.h"
#include <stdio.h>
#include <tda/persistence.h>

static const char *const stage = "alpha diagram";

static tda_status check(tda_ctx *ctx, const tda_cloud *cloud, const tda_alpha_opts *o)
{
    tda_status st = TDA_OK;
    TRY(tda_cloud_check(ctx, cloud));
    if (cloud->dimension > 3)
        FAIL(TDA_EINVAL,
             "%s of points in R^%lld: at most R^3 is possible, build the complex instead",
             stage, (long long)cloud->dimension);
    if (o->max_degree < 0)
        FAIL(TDA_EINVAL, "%s: max_degree is %d", stage, o->max_degree);
    if (!(o->threshold >= 0))
        FAIL(TDA_EINVAL, "threshold %g: give 0 or more", o->threshold);
    if ((unsigned)o->scale > TDA_SCALE_RADIUS_SQUARED)
        FAIL(TDA_EINVAL, "scale %d: not one of tda_scale", (int)o->scale);
done:
    return st;
}

/* Bytes a point at the peak, as measured on uniform points and rounded up. */
static tda_status check_budget(tda_ctx *ctx, const tda_cloud *cloud)
{
    static const tda_index about[] = {0, 200, 250, 1050};
    return tdai_budget(ctx, tdai_size_add(0, cloud->size, about[cloud->dimension]),
                       stage);
}

/* The values in the unit asked for. */
static tda_status scale_values(tdai_alpha_sweep *a, tda_scale scale, int exponent)
{
    tda_status st = TDA_OK;
    for (int k = 1; k <= a->d.dimension; k++)
        for (tda_index s = 0; s < a->d.count[k]; s++) {
            if (s % 4096 == 0)
                TRY(tdai_poll(a->ctx, stage, s, a->d.count[k]));
            a->d.value[k][s] = tdai_radius(a->d.value[k][s], scale, exponent);
        }
done:
    return st;
}

static void give_up(uint32_t **array)
{
    tdai_free(*array);
    *array = NULL;
}

/* All edges that no sight has paired, in order; in space all, as the loops need their order. */
static tda_status sort_edges(tdai_alpha_sweep *a)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = a->ctx;
    const tda_index n = a->d.dimension > 0 ? a->d.count[1] : 0;
    a->edge = tdai_alloc(n, sizeof *a->edge);
    a->joining = tdai_calloc(n / 64 + 1, sizeof *a->joining);
    if (!a->edge || !a->joining)
        FAIL(TDA_ENOMEM, "%s: no memory for %lld edges", stage, (long long)n);
    for (uint32_t e = 0; e < n; e++)
        if (a->d.dimension == 3 || a->partner[1][e] == TDAI_NONE)
            a->edge[a->edges++] = e;
    TRY(tdai_alpha_sort(ctx, a->edge, a->edges, a->d.value[1]));
done:
    return st;
}

static tda_status find_partners(tdai_alpha_sweep *a, int max_degree)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = a->ctx;
    const int top = a->d.dimension;
    for (int k = 0; k < 3; k++) {
        tda_index n = k == 0 ? a->n : k <= top ? a->d.count[k] : 0;
        a->partner[k] = tdai_alloc(n, sizeof *a->partner[k]);
        if (!a->partner[k])
            FAIL(TDA_ENOMEM, "%s: no memory for %lld cells", stage, (long long)n);
        for (tda_index s = 0; s < n; s++)
            a->partner[k][s] = TDAI_NONE;
    }
    if (max_degree > 0 && top > 1)
        TRY(tdai_alpha_voids(a));
    if (top > 1)
        give_up(&a->d.face[top]);
    if (max_degree > 0 && top > 2)
        TRY(tdai_alpha_clear_loops(a));
    TRY(sort_edges(a));
    TRY(tdai_alpha_components(a));
    give_up(&a->d.face[1]);
    if (max_degree > 0 && top > 2)
        TRY(tdai_alpha_loops(a));
    give_up(&a->edge);
    give_up(&a->d.face[2]);
    tda_index cells = a->n;
    for (int k = 1; k <= top; k++)
        cells += a->d.count[k];
    tdai_work(ctx, TDA_WORK_CELLS, cells);
    tdai_work(ctx, TDA_WORK_COLUMNS, a->columns);
    tdai_work(ctx, TDA_WORK_ENTRIES, a->entries);
    tdai_work(ctx, TDA_WORK_LINKS, a->links);
done:
    return st;
}

tda_status tda_cloud_alpha_diagram(tda_ctx *ctx, tda_diagram *out, const tda_cloud *cloud,
                                   const tda_alpha_opts *opts)
{
    tda_status st = TDA_OK;
    tda_alpha_opts o = TDA_ALPHA_OPTS_INIT;
    tdai_alpha_sweep a = {.ctx = ctx, .n = cloud->size};
    tda_diagram d = {0};
    const double *at;
    double *own = NULL;
    int exponent;
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(check(ctx, cloud, &o));
    TRY(check_budget(ctx, cloud));
    a.threshold = o.threshold;
    TRY(tdai_cloud_moderate(ctx, &at, &own, &exponent, cloud, stage));
    TRY(tdai_alpha(ctx, &a.d, cloud->size, (int)cloud->dimension, at, 0, NULL));
    TRY(scale_values(&a, o.scale, exponent));
    TRY(find_partners(&a, o.max_degree));
    TRY(tdai_alpha_bars(&a, &d, o.max_degree));
    d.record.scale = o.scale;
    d.record.threshold = o.threshold;
    snprintf(d.record.filtration, sizeof d.record.filtration, "alpha");
    *out = d;
done:
    for (int k = 0; k < 3; k++)
        tdai_free(a.partner[k]);
    tdai_free(a.edge);
    tdai_free(a.joining);
    tdai_free(own);
    tdai_delaunay_clear(&a.d);
    return st;
}
