/* SPDX-License-Identifier: GPL-3.0-or-later */
/* surface.c - Integer functions on grids as features.
 *
 * Between nodes the functions of measures and barcodes are constant on half-open cells, each with
 * the value of its lower corner. So a sum over nodes of value times volume is an integral, and
 * arrays on grids of different widths are comparable. */
#include "vectorize/private.h"
#include <math.h>
#include <tda/multiparam.h>

tda_index tdai_grid_nodes(const tda_grid *grid)
{
    tda_index nodes = 1;
    for (int k = 0; k < grid->params; k++)
        nodes = tdai_size_add(0, nodes, grid->start[k + 1] - grid->start[k]);
    return nodes;
}

/* width[i] := that of the cell of value i of the grid, to the power 1 / norm. */
static tda_status widths(tda_ctx *ctx, double *width, const tda_grid *grid, double norm)
{
    tda_status st = TDA_OK;
    for (int k = 0; k < grid->params; k++) {
        tda_index begin = grid->start[k], end = grid->start[k + 1];
        for (tda_index i = begin; i < end; i++) {
            tda_index from = i + 1 < end ? i : i - 1;
            double w = from < begin ? 1 : grid->value[from + 1] - grid->value[from];
            if (!isfinite(w))
                FAIL(TDA_EINVAL, "surface: axis %d has a cell wider than a double holds",
                     k);
            width[i] = norm == 1 ? w : norm < (double)INFINITY ? pow(w, 1 / norm) : 1;
        }
    }
done:
    return st;
}

/* volume[node] := the product of the widths of its cell. */
static void volumes(double *volume, const double *width, const tda_grid *grid)
{
    tda_index nodes = tdai_grid_nodes(grid);
    for (tda_index node = 0; node < nodes; node++) {
        double v = 1;
        tda_index rest = node;
        for (int k = grid->params - 1; k >= 0; k--) {
            tda_index n = grid->start[k + 1] - grid->start[k];
            v *= width[grid->start[k] + rest % n];
            rest /= n;
        }
        volume[node] = v;
    }
}

/* The volumes of the cells of a grid, in memory of the arena. */
static tda_status measure_cells(tda_ctx *ctx, double **volume, tdai_arena *tmp,
                                const tda_grid *grid, int params,
                                const tda_surface_opts *opts)
{
    tda_status st = TDA_OK;
    tda_surface_opts o = TDA_SURFACE_OPTS_INIT;
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    if (!(o.norm >= 1))
        FAIL(TDA_EINVAL, "surface: norm %g; 1 or more is needed", o.norm);
    TRY(tdai_grid_check(ctx, grid, params));
    TRY(tdai_budget(ctx, tdai_size_add(0, tdai_grid_nodes(grid), 2 * sizeof(double)),
                    "surface"));
    double *width = ARRAY(tmp, double, grid->start[params]);
    *volume = ARRAY(tmp, double, tdai_grid_nodes(grid));
    TRY(tdai_arena_status(ctx, tmp));
    TRY(widths(ctx, width, grid, o.norm));
    volumes(*volume, width, grid);
done:
    return st;
}

tda_status tda_measure_surface(tda_ctx *ctx, double *out, const tda_measure *measure,
                               const tda_grid *grid, const tda_surface_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    double *volume;
    TRY(measure_cells(ctx, &volume, &tmp, grid, measure->params, opts));
    tda_index nodes = tdai_grid_nodes(grid);
    int64_t *value = ARRAY(&tmp, int64_t, nodes);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tda_measure_evaluate(ctx, value, measure, grid));
    for (tda_index i = 0; i < nodes; i++)
        out[i] = (double)value[i] * volume[i];
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_signed_barcode_surface(tda_ctx *ctx, double *out,
                                      const tda_signed_barcode *barcode,
                                      const tda_grid *grid, const tda_surface_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index *rank = NULL;
    double *volume;
    TRY(measure_cells(ctx, &volume, &tmp, grid, barcode->params, opts));
    TRY(tda_signed_barcode_rank_tensor(ctx, &rank, barcode, grid));
    tda_index nodes = tdai_grid_nodes(grid);
    for (tda_index s = 0; s < nodes; s++)
        for (tda_index t = 0; t < nodes; t++)
            out[s * nodes + t] = (double)rank[s * nodes + t] * (volume[s] * volume[t]);
done:
    tda_index_free(rank);
    tdai_arena_free(&tmp);
    return st;
}
