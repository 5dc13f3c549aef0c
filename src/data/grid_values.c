/* SPDX-License-Identifier: GPL-3.0-or-later */
/* grid_values.c - Grids of as many values as asked for, all of which occur in the complex: what
 * stands on them still depends on grades of cells. */
#include "data/private.h"
#include <math.h>
#include <string.h>

static tda_status check_resolution(tda_ctx *ctx, const tda_index *resolution, int params)
{
    for (int k = 0; k < params; k++)
        if (resolution[k] < 1)
            return tdai_fail(ctx, TDA_EINVAL,
                             "grid: resolution %lld of axis %d; at least 1 is needed",
                             (long long)resolution[k], k);
    return TDA_OK;
}

/* The rank, from 0, of the i-th of n quantiles of `size` values: the least that has a share of
 * i / (n - 1) at or below it; of one quantile, the last. */
static tda_index quantile(tda_index i, tda_index n, tda_index size)
{
    if (i == n - 1)
        return size - 1;
    tda_index whole = size / (n - 1), rest = size % (n - 1);
    /* ceil(i size / (n - 1)); a product of two remainders may not fit */
    double part = ceil((double)rest * (double)i / (double)(n - 1));
    tda_index rank = i * whole + (tda_index)part;
    return rank < 1 ? 0 : rank - 1;
}

tda_status tda_complex_grid_quantile(tda_ctx *ctx, tda_grid *out,
                                     const tda_complex *complex,
                                     const tda_index *resolution)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_grid grid = {0};
    const tda_cells *c = tda_complex_cells(complex);
    tda_index rows = c->grade_start ? c->grade_start[c->size] : c->size, begin = 0, n = 0;
    TRY(check_resolution(ctx, resolution, c->params));
    TRY(tda_complex_grid_exact(ctx, &grid, complex));
    double *value = ARRAY(&tmp, double, rows);
    tda_index *order = ARRAY(&tmp, tda_index, rows);
    TRY(tdai_arena_status(ctx, &tmp));
    for (int k = 0; k < c->params;
         k++) { /* fewer values than the exact grid: in its place */
        tda_index distinct = grid.start[k + 1] - begin, size = 0;
        begin = grid.start[k + 1];
        TRY(tdai_poll(ctx, "quantiles", k, c->params));
        for (tda_index r = 0; r < rows; r++)
            if (isfinite(c->grade[r * c->params + k]))
                value[size++] = c->grade[r * c->params + k];
        TRY(tdai_argsort(ctx, order, value, size));
        tda_index steps = size ? resolution[k] : 0, first = n;
        for (tda_index i = 0; i < steps && n - first < distinct; i++) {
            double x = value[order[quantile(i, steps, size)]];
            if (i % 4096 == 0)
                TRY(tdai_poll(ctx, "quantiles", i, steps));
            if (n == first || x > grid.value[n - 1])
                grid.value[n++] = x + 0.0; /* no -0 */
        }
        grid.start[k + 1] = n;
    }
    *out = grid;
    grid = (tda_grid){0};
done:
    tda_grid_clear(&grid);
    tdai_arena_free(&tmp);
    return st;
}

/* The nearest of value [n], ascending, to x; the smaller of two. */
static double nearest(const double *value, tda_index n, double x)
{
    tda_index i = tdai_grid_ceil(value, n, x);
    if (i == n || (i > 0 && x - value[i - 1] <= value[i] - x))
        i--;
    return value[i];
}

tda_status tda_complex_grid_closest(tda_ctx *ctx, tda_grid *out,
                                    const tda_complex *complex,
                                    const tda_index *resolution)
{
    tda_status st = TDA_OK;
    tda_grid regular = {0}, exact = {0};
    tda_index n = 0, begin = 0;
    TRY(tda_complex_grid_regular(ctx, &regular, complex, resolution));
    TRY(tda_complex_grid_exact(ctx, &exact, complex));
    for (int k = 0; k < regular.params; k++) {
        tda_index first = n, end = regular.start[k + 1];
        const double *value = exact.value + exact.start[k];
        tda_index values = exact.start[k + 1] - exact.start[k];
        for (tda_index i = begin; i < end; i++) {
            double x = nearest(value, values, regular.value[i]);
            if (n == first || x > regular.value[n - 1])
                regular.value[n++] = x;
        }
        begin = end;
        regular.start[k + 1] = n;
    }
    *out = regular;
    regular = (tda_grid){0};
done:
    tda_grid_clear(&regular);
    tda_grid_clear(&exact);
    return st;
}
