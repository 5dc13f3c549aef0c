/* SPDX-License-Identifier: GPL-3.0-or-later */
/* measures.c - Features of signed measures: their functions on a grid, made smooth on a grid, and their
 * masses along directions. */
#include "features/grids.h"
#include <stdio.h>

/* ---- the Hilbert function ---- */

static const tdai_key hilbert_keys[] = {
    TDAI_GRID_KEYS,
    {.name = "norm",
     .most = 1,
     .least = 1,
     .value = INFINITY,
     .help =
         "Values are multiplied by (volume of a cell)^(1 / norm), so that this norm of "
         "rows is that of functions; inf: values as they are."},
    {.name = NULL},
};

static tda_status hilbert(tda_ctx *ctx, double *out, const tda_vectorizer *v,
                          const tda_descriptor *d)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_grid grid;
    tda_surface_opts opts = TDA_SURFACE_OPTS_INIT;
    opts.norm = tdai_set_real(v, "norm");
    TRY(tdai_grid_of(ctx, &grid, &tmp, v, d->measure->params));
    TRY(tda_measure_surface(ctx, out, d->measure, &grid, &opts));
done:
    tdai_arena_free(&tmp);
    return st;
}

const tdai_vectorizer_row tdai_row_hilbert = {
    .name = "hilbert",
    .kind = TDA_DESCRIPTOR_MEASURE,
    .key = hilbert_keys,
    .help = "The Hilbert function, the dimension of homology, at the nodes of a grid.",
    .settle = tdai_grid_settle,
    .columns = tdai_grid_size,
    .column = tdai_grid_column,
    .apply = hilbert,
};

/* ---- convolution ---- */

static const char *const kernels[] = {"gaussian", "exponential", NULL};
static const char *const yes_no[] = {"yes", "no", NULL};

static const tdai_key convolution_keys[] = {
    TDAI_GRID_KEYS,
    {.name = "bandwidth",
     .most = TDAI_RANGES,
     .open = true,
     .learnt = true,
     .help = "Of the kernel, one number for all parameters or one for each; learnt as a "
             "tenth of each axis."},
    {.name = "kernel", .choice = kernels, .help = "What is put about each point."},
    {.name = "precision",
     .most = TDAI_RANGES * TDAI_RANGES,
     .least = -INFINITY,
     .help = "A symmetric matrix, row by row, in place of the bandwidths: r^2 is z^t "
             "precision z; 0: by the bandwidths."},
    {.name = "normalised",
     .choice = yes_no,
     .help = "Has the kernel integral 1, or else the value 1 at 0?"},
    {.name = NULL},
};

/* A tenth of each axis. */
static tda_status settle_convolution(tda_ctx *ctx, tda_vectorizer *v)
{
    tda_status st = TDA_OK;
    double h[TDAI_RANGES];
    TRY(tdai_grid_settle(ctx, v));
    for (int k = 0; k < tdai_grid_params(v); k++) {
        double wide = tdai_set_nth(v, "to", k) - tdai_set_nth(v, "from", k);
        h[k] = wide > 0 ? wide / 10 : 1;
    }
    if (!tdai_is_set(v, "bandwidth"))
        TRY(tdai_set(ctx, v, tdai_key_place(v, "bandwidth"), h, tdai_grid_params(v)));
done:
    return st;
}

static tda_status convolution(tda_ctx *ctx, double *out, const tda_vectorizer *v,
                              const tda_descriptor *d)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_grid grid;
    double h[TDAI_RANGES];
    tda_convolution_opts opts = TDA_CONVOLUTION_OPTS_INIT;
    int params = d->measure->params;
    const tdai_setting *precision = &v->set[tdai_key_place(v, "precision")];
    TRY(tdai_grid_of(ctx, &grid, &tmp, v, params));
    for (int k = 0; k < params; k++)
        h[k] = tdai_set_nth(v, "bandwidth", k);
    opts.bandwidths = h;
    opts.kernel = (tda_convolution_kernel)tdai_set_index(v, "kernel");
    opts.normalised = tdai_set_index(v, "normalised") == 0;
    if (precision->size > 1 || precision->at[0] != 0) {
        if (precision->size != params * params)
            FAIL(TDA_EINVAL, "convolution: precision has %lld numbers; %d are needed",
                 (long long)precision->size, params * params);
        opts.precision = precision->at;
    }
    TRY(tda_measure_convolution(ctx, out, d->measure, &grid, &opts));
done:
    tdai_arena_free(&tmp);
    return st;
}

const tdai_vectorizer_row tdai_row_convolution = {
    .name = "convolution",
    .kind = TDA_DESCRIPTOR_MEASURE,
    .key = convolution_keys,
    .help = "The measure made smooth by a kernel, at the nodes of a grid.",
    .settle = settle_convolution,
    .columns = tdai_grid_size,
    .column = tdai_grid_column,
    .apply = convolution,
};

/* ---- masses along directions ---- */

static const tdai_key sliced_keys[] = {
    {.name = "directions",
     .most = 1,
     .least = 1,
     .greatest = 1e6,
     .whole = true,
     .value = 20,
     .help = "How many directions."},
    {.name = "resolution",
     .most = 1,
     .least = 1,
     .greatest = 1e6,
     .whole = true,
     .value = 32,
     .help = "Cells along each direction."},
    {.name = "from",
     .most = TDAI_RANGES,
     .least = -INFINITY,
     .learnt = true,
     .help = "The least corner of what is seen."},
    {.name = "to",
     .most = TDAI_RANGES,
     .least = -INFINITY,
     .learnt = true,
     .help = "The greatest corner."},
    {.name = "units",
     .most = TDAI_RANGES,
     .open = true,
     .value = 1,
     .help = "Coordinates are divided by these first, one number for all or one for "
             "each."},
    {.name = NULL},
};

static tda_index sliced_columns(const tda_vectorizer *v)
{
    return tdai_grid_multiply(tdai_set_index(v, "directions"),
                              tdai_set_index(v, "resolution"));
}

static void sliced_column(const tda_vectorizer *v, tda_index i,
                          char text[TDA_COLUMN_CHARS])
{
    tda_index n = tdai_set_index(v, "resolution"), at = i % n;
    tdai_column_at(text, v->row->name, i / n + 1, &at, 1);
}

static tda_status sliced(tda_ctx *ctx, double *out, const tda_vectorizer *v,
                         const tda_descriptor *d)
{
    tda_status st = TDA_OK;
    double box[2 * TDAI_RANGES], units[TDAI_RANGES];
    tda_sliced_opts opts = TDA_SLICED_OPTS_INIT;
    int params = d->measure->params;
    if (params != tdai_grid_params(v))
        FAIL(TDA_EINVAL, "%s has corners of %d numbers for %d parameters", v->row->name,
             tdai_grid_params(v), params);
    tdai_grid_box(box, v, params);
    for (int k = 0; k < params; k++)
        units[k] = tdai_set_nth(v, "units", k);
    opts.directions = tdai_set_index(v, "directions");
    opts.resolution = tdai_set_index(v, "resolution");
    opts.box = box;
    opts.units = units;
    TRY(tda_measure_sliced(ctx, out, d->measure, &opts));
done:
    return st;
}

const tdai_vectorizer_row tdai_row_sliced = {
    .name = "sliced-wasserstein",
    .kind = TDA_DESCRIPTOR_MEASURE,
    .key = sliced_keys,
    .help = "The mass up to t along directions, integrated over cells: the sum of "
            "absolute differences of rows is the sliced Wasserstein distance.",
    .settle = tdai_grid_settle,
    .columns = sliced_columns,
    .column = sliced_column,
    .apply = sliced,
};
