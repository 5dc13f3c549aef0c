/* SPDX-License-Identifier: GPL-3.0-or-later */
/* function_rips.c - Hilbert measures of the function-Rips bifiltration without its complex: degrees
 * 0 and 1 by lunes (lune_engine.c), the others by rows (function_rips_rows.c).
 *
 * The measure on a grid is the exact one with its points moved up to the grid, since the mass of
 * {p <= z} at a node z stays what it was. */
#include "multiparam/function_rips.h"
#include "multiparam/lune.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

tda_status tdai_function_rips_check(tda_ctx *ctx, tdai_function_rips *out,
                                    const tda_cloud *cloud, const tda_distances *d,
                                    const tda_cloud *function,
                                    const tda_function_rips_opts *theirs)
{
    tda_status st = TDA_OK;
    tda_function_rips_opts opts = TDA_FUNCTION_RIPS_OPTS_INIT;
    TRY(tdai_opts(ctx, &opts, sizeof opts, theirs));
    TRY(cloud ? tda_cloud_check(ctx, cloud) : tda_distances_check(ctx, d));
    TRY(tda_cloud_check(ctx, function));
    tda_index n = cloud ? cloud->size : d->size;
    if (function->dimension != 1)
        FAIL(TDA_EINVAL, "function-Rips: one function, not %lld",
             (long long)function->dimension);
    if (function->size != n)
        FAIL(TDA_EINVAL, "the function has %lld values for %lld points",
             (long long)function->size, (long long)n);
    if (!(opts.threshold >= 0))
        FAIL(TDA_EINVAL, "threshold %g: give 0 or more", opts.threshold);
    if ((unsigned)opts.scale > TDA_SCALE_RADIUS_SQUARED)
        FAIL(TDA_EINVAL, "scale %d: not one of tda_scale", (int)opts.scale);
    if (n > INT32_MAX)
        FAIL(TDA_ELIMIT, "function-Rips: %lld points are more than 32 bits hold",
             (long long)n);
    if (opts.grid)
        TRY(tdai_grid_check(ctx, opts.grid, 2));
    *out = (tdai_function_rips){.lengths = {cloud, d, n, opts.scale, opts.threshold},
                                .function = function->at,
                                .grid = opts.grid,
                                .bits = opts.bits,
                                .record = tdai_record(ctx)};
    const tda_grid *g = opts.grid;
    if (g && g->start[1] > 0 && g->value[g->start[1] - 1] < opts.threshold)
        out->lengths.threshold =
            fmax(0, g->value[g->start[1] - 1]); /* the rest is past it */
    out->record.scale = opts.scale;
    out->record.threshold = opts.threshold;
    snprintf(out->record.filtration, sizeof out->record.filtration, "function-rips");
done:
    return st;
}

void tdai_function_rips_grade(const tdai_function_rips *f, double at[2], double x,
                              double y)
{
    const tda_grid *g = f->grid;
    at[0] = x;
    at[1] = y;
    for (int k = 0; g && k < 2; k++) {
        const double *axis = g->value + g->start[k];
        tda_index n = g->start[k + 1] - g->start[k], i = tdai_grid_ceil(axis, n, at[k]);
        at[k] = i < n ? axis[i] : (double)INFINITY;
    }
}

/* Where the engine puts its point masses. */
typedef struct list {
    tda_ctx *ctx;
    const tdai_function_rips *f;
    tdai_masses *mass[2]; /* NULL: not asked for */
} list;

static tda_status add_mass(void *to, const tdai_lune_points *points, int degree,
                           const tdai_lune_edge *e, uint32_t y, int64_t weight)
{
    list *l = to;
    tdai_masses *m = l->mass[degree];
    const tda_index *id = points->id;
    double at[2];
    if (!m)
        return TDA_OK;
    tda_index before = m->size;
    tdai_function_rips_grade(l->f, at, e->length, points->height[y]);
    tda_status st = tdai_masses_add(l->ctx, m, at, weight, tda_pair(id[y], id[y]));
    if (m->size > before)
        m->cell[2 * before] = tda_pair(id[e->u], id[e->v]);
    return st;
}

static tda_status by_lunes(tda_ctx *ctx, tdai_masses *mass, const tdai_function_rips *f,
                           int first, int last)
{
    list l = {
        ctx,
        f,
        {first == 0 ? mass : NULL, last > 0 && first < 2 ? mass + 1 - first : NULL}};
    tdai_lune_sink sink = {.to = &l, .last = l.mass[1] ? 1 : 0, .mass = add_mass};
    return tdai_lune_run(ctx, &f->lengths, f->function, f->bits, &sink);
}

static tda_status measure(tda_ctx *ctx, tda_measure *out, const tda_cloud *cloud,
                          const tda_distances *d, const tda_cloud *function, int first,
                          int last, const tda_function_rips_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_function_rips f;
    tda_index count = 0;
    tdai_masses *mass = NULL;
    tda_measure *mu = NULL;
    TRY(tdai_function_rips_check(ctx, &f, cloud, d, function, opts));
    if (first < 0 || last < first)
        FAIL(TDA_EINVAL, "function-Rips measure: no degrees %d to %d", first, last);
    count = (tda_index)last - first + 1;
    mass = ZEROS(&tmp, tdai_masses, count);
    mu = ZEROS(&tmp, tda_measure, count);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index k = 0; k < count; k++)
        mass[k].params = 2;
    if (first < 2)
        TRY(by_lunes(ctx, mass, &f, first, last));
    if (last > 1)
        TRY(tdai_function_rips_rows(ctx, mass + (first < 2 ? 2 - first : 0), &f,
                                    first < 2 ? 2 : first, last));
    for (tda_index k = 0; k < count; k++) {
        TRY(tda_measure_new(ctx, &mu[k], 2, mass[k].size, mass[k].at, mass[k].weight,
                            mass[k].cell));
        mu[k].degree = first + (int)k;
        mu[k].cells = TDA_CELL_PAIR;
        mu[k].record = f.record;
    }
    memcpy(out, mu, (size_t)count * sizeof *mu);
    mu = NULL;
done:
    for (tda_index k = 0; k < count; k++) {
        if (mass)
            tdai_masses_clear(&mass[k]);
        if (mu)
            tda_measure_clear(&mu[k]);
    }
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_cloud_function_rips_measure(tda_ctx *ctx, tda_measure *out,
                                           const tda_cloud *cloud,
                                           const tda_cloud *function, int first, int last,
                                           const tda_function_rips_opts *opts)
{
    return measure(ctx, out, cloud, NULL, function, first, last, opts);
}

tda_status tda_distances_function_rips_measure(tda_ctx *ctx, tda_measure *out,
                                               const tda_distances *d,
                                               const tda_cloud *function, int first,
                                               int last,
                                               const tda_function_rips_opts *opts)
{
    return measure(ctx, out, NULL, d, function, first, last, opts);
}
