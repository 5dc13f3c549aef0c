/* SPDX-License-Identifier: GPL-3.0-or-later */
/* grid.c - Grids of parameter values, exact or regular, taken from the grades of a complex.
 *
 * A grid is one block of memory, which starts at `start`: offsets, then values. */
#include "data/private.h"
#include <math.h>
#include <string.h>

tda_index tdai_grid_ceil(const double *value, tda_index n, double x)
{
    tda_index low = 0, high = n;
    while (low < high) {
        tda_index middle = low + (high - low) / 2;
        if (value[middle] < x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

tda_status tdai_grid_check(tda_ctx *ctx, const tda_grid *grid, int params)
{
    tda_status st = TDA_OK;
    if (grid->params != params)
        FAIL(TDA_EINVAL, "grid: %d axes for %d parameters", grid->params, params);
    for (int k = 0; k < params; k++) {
        tda_index begin = grid->start[k], end = grid->start[k + 1];
        if (begin < 0 || end < begin)
            FAIL(TDA_EINVAL, "grid: axis %d starts at %lld and ends at %lld", k,
                 (long long)begin, (long long)end);
        for (tda_index i = begin; i < end; i++) {
            if (!isfinite(grid->value[i]))
                FAIL(TDA_EINVAL, "grid: axis %d, value %lld is not finite", k,
                     (long long)(i - begin));
            if (i > begin && grid->value[i] <= grid->value[i - 1])
                FAIL(TDA_EINVAL, "grid: axis %d, value %lld is not above the one before",
                     k, (long long)(i - begin));
        }
    }
done:
    return st;
}

/* Make a grid of `size` values in all; start[0] is set. */
static tda_status grid_alloc(tda_ctx *ctx, tda_grid *grid, int params, tda_index size)
{
    tda_status st = TDA_OK;
    tda_index bytes = tdai_size_add(0, (tda_index)params + 1, sizeof *grid->start);
    bytes = tdai_size_add(bytes, size, sizeof *grid->value);
    TRY(tdai_budget(ctx, bytes, "grid"));
    tda_index *block = tdai_alloc(bytes, 1);
    if (!block)
        FAIL(TDA_ENOMEM, "grid: no memory for %lld bytes", (long long)bytes);
    block[0] = 0;
    *grid = (tda_grid){params, block, (double *)(block + params + 1)};
done:
    return st;
}

void tda_grid_clear(tda_grid *grid)
{
    tdai_free(grid->start); /* the start of the one block */
    *grid = (tda_grid){0};
}

static tda_index grades(const tda_cells *c)
{
    return c->grade_start ? c->grade_start[c->size] : c->size;
}

/* Gather the finite coordinates of parameter k; returns how many. */
static tda_index gather(double *to, const tda_cells *c, int k)
{
    tda_index n = 0, rows = grades(c);
    for (tda_index r = 0; r < rows; r++)
        if (isfinite(c->grade[r * c->params + k]))
            to[n++] = c->grade[r * c->params + k];
    return n;
}

tda_status tda_complex_grid_exact(tda_ctx *ctx, tda_grid *out, const tda_complex *complex)
{
    const tda_cells *c = tda_complex_cells(complex);
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index rows = grades(c);
    tda_grid grid;
    double *value = ARRAY(&tmp, double, rows);
    double *distinct = ARRAY(&tmp, double, rows * c->params);
    tda_index *order = ARRAY(&tmp, tda_index, rows);
    tda_index *end = ARRAY(&tmp, tda_index, c->params);
    TRY(tdai_arena_status(ctx, &tmp));
    tda_index size = 0;
    for (int k = 0; k < c->params; k++) {
        TRY(tdai_poll(ctx, "collecting grid values", k, c->params));
        tda_index n = gather(value, c, k);
        TRY(tdai_argsort(ctx, order, value, n));
        for (tda_index i = 0; i < n; i++)
            if (i == 0 || value[order[i]] != value[order[i - 1]])
                distinct[size++] = value[order[i]];
        end[k] = size;
    }
    TRY(grid_alloc(ctx, &grid, c->params, size));
    memcpy(grid.start + 1, end, (size_t)c->params * sizeof *end);
    memcpy(grid.value, distinct, (size_t)size * sizeof *distinct);
    *out = grid;
done:
    tdai_arena_free(&tmp);
    return st;
}

/* Value i of n from low to high. Spread integers stay integers; no overflow. */
static double spaced(double low, double high, tda_index i, tda_index n)
{
    double steps = (double)(n - 1), at = (high - low) * (double)i;
    if (i == n - 1)
        return high;
    return isfinite(at) ? low + at / steps
                        : low * (1 - (double)i / steps) + high * ((double)i / steps);
}

/* The least and the greatest finite coordinate of parameter k; false: there is none. */
static bool range(double *low, double *high, const tda_cells *c, int k)
{
    tda_index rows = grades(c);
    *low = INFINITY;
    *high = -INFINITY;
    for (tda_index r = 0; r < rows; r++) {
        double x = c->grade[r * c->params + k];
        if (isfinite(x)) {
            *low = x < *low ? x : *low;
            *high = x > *high ? x : *high;
        }
    }
    return *low <= *high;
}

/* Append the values of one axis; neighbours that rounding makes equal are one, the ends too. */
static tda_status space_out(tda_ctx *ctx, tda_grid *grid, int k, double low, double high,
                            tda_index steps)
{
    tda_status st = TDA_OK;
    tda_index n = grid->start[k];
    for (tda_index i = 0; i < steps; i++) {
        TRY(tdai_poll(ctx, "spacing grid values", i, steps));
        double x = spaced(low, high, i, steps);
        if (i < steps - 1 && x >= high)
            continue;
        if (n == grid->start[k] || x > grid->value[n - 1])
            grid->value[n++] = x;
    }
    grid->start[k + 1] = n;
done:
    return st;
}

/* Room for axes of that many values, each at least one. */
static tda_status alloc_regular(tda_ctx *ctx, tda_grid *grid, int params,
                                const tda_index *resolution)
{
    tda_status st = TDA_OK;
    tda_index size = 0;
    for (int k = 0; k < params; k++) {
        if (resolution[k] < 1)
            FAIL(TDA_EINVAL, "grid: resolution %lld of axis %d; at least 1 is needed",
                 (long long)resolution[k], k);
        size = tdai_size_add(size, resolution[k], 1);
    }
    TRY(size < 0 ? tdai_budget(ctx, -1, "grid") : grid_alloc(ctx, grid, params, size));
done:
    return st;
}

tda_status tda_grid_regular(tda_ctx *ctx, tda_grid *out, int params, const double *low,
                            const double *high, const tda_index *resolution)
{
    tda_status st = TDA_OK;
    tda_grid grid = {0};
    if (params < 1)
        FAIL(TDA_EINVAL, "grid: %d parameters", params);
    for (int k = 0; k < params; k++)
        if (!isfinite(low[k]) || !isfinite(high[k]) || low[k] > high[k])
            FAIL(TDA_EINVAL, "grid: axis %d goes from %g to %g", k, low[k], high[k]);
    TRY(alloc_regular(ctx, &grid, params, resolution));
    for (int k = 0; k < params; k++)
        TRY(space_out(ctx, &grid, k, low[k], high[k], resolution[k]));
    *out = grid;
    grid = (tda_grid){0};
done:
    tda_grid_clear(&grid);
    return st;
}

tda_status tda_complex_grid_regular(tda_ctx *ctx, tda_grid *out,
                                    const tda_complex *complex,
                                    const tda_index *resolution)
{
    const tda_cells *c = tda_complex_cells(complex);
    tda_status st = TDA_OK;
    tda_grid grid = {0};
    TRY(alloc_regular(ctx, &grid, c->params, resolution));
    for (int k = 0; k < c->params; k++) {
        double low, high;
        tda_index steps = range(&low, &high, c, k) ? resolution[k] : 0;
        TRY(space_out(ctx, &grid, k, low, high, steps));
    }
    *out = grid;
    grid = (tda_grid){0};
done:
    tda_grid_clear(&grid);
    return st;
}
