/* SPDX-License-Identifier: GPL-3.0-or-later */
/* modules.c - Features of modules on a regular grid: representations by summands, landscapes, images.
 *
 * Weights and lines are taken in the box of the grid, which is the same for all inputs. */
#include "features/grids.h"

/* ---- representations by summands ---- */

static const char *const functions[] = {"segment",     "volume", "box",       "gaussian",
                                        "exponential", "linear", "landscape", NULL};
static const tda_summand_function function_of[] = {
    TDA_SUMMAND_SEGMENT,  TDA_SUMMAND_VOLUME,      TDA_SUMMAND_BOX,
    TDA_SUMMAND_GAUSSIAN, TDA_SUMMAND_EXPONENTIAL, TDA_SUMMAND_LINEAR,
    TDA_SUMMAND_LANDSCAPE};
static const char *const weights[] = {"segment", "volume", "one", NULL};
static const char *const operators[] = {"mean", "sum", "max", "norm", "layer", NULL};
static const tda_summand_operator operator_of[] = {TDA_OPERATOR_MEAN, TDA_OPERATOR_SUM,
                                                   TDA_OPERATOR_MAX, TDA_OPERATOR_NORM,
                                                   TDA_OPERATOR_LAYER};

static const tdai_key cdr_keys[] = {
    TDAI_GRID_KEYS,
    {.name = "bandwidth",
     .most = 1,
     .open = true,
     .learnt = true,
     .help = "Half the width of the window about a node, or the width of the kernel; "
             "learnt as a tenth of the shortest axis."},
    {.name = "function",
     .choice = functions,
     .help = "What a summand says about a node."},
    {.name = "weight", .choice = weights, .help = "How much a summand counts."},
    {.name = "power",
     .most = 1,
     .value = 1,
     .help =
         "The power of weights; inf with mean or sum: the largest value of a summand."},
    {.name = "operator",
     .choice = operators,
     .help = "How the summands are put together; layer: the K-th largest."},
    {.name = "layer",
     .most = 1,
     .least = 1,
     .greatest = 1e6,
     .whole = true,
     .value = 1,
     .help = "K of layer."},
    {.name = "norm", .most = 1, .open = true, .value = 2, .help = "The order of norm."},
    {.name = NULL},
};

static tda_status cdr(tda_ctx *ctx, double *out, const tda_vectorizer *v,
                      const tda_descriptor *d)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_grid grid;
    double box[2 * TDAI_RANGES];
    tda_representation_opts opts = TDA_REPRESENTATION_OPTS_INIT;
    int params = d->module->params;
    opts.function = function_of[tdai_set_index(v, "function")];
    opts.bandwidth = tdai_set_real(v, "bandwidth");
    opts.weight = (tda_summand_weight)tdai_set_index(v, "weight");
    opts.power = tdai_set_real(v, "power");
    opts.op = operator_of[tdai_set_index(v, "operator")];
    opts.layer = tdai_set_index(v, "layer");
    opts.norm = tdai_set_real(v, "norm");
    opts.box = box; /* the grid's, for all inputs the same */
    TRY(tdai_grid_of(ctx, &grid, &tmp, v, params));
    tdai_grid_box(box, v, params);
    TRY(tda_module_representation(ctx, out, d->module, &grid, &opts));
done:
    tdai_arena_free(&tmp);
    return st;
}

const tdai_vectorizer_row tdai_row_cdr = {
    .name = "s-cdr",
    .kind = TDA_DESCRIPTOR_MODULE,
    .key = cdr_keys,
    .help =
        "The stable representation of a candidate decomposition: weighted functions of "
        "its summands at the nodes of a grid.",
    .settle = tdai_grid_settle_bandwidth,
    .columns = tdai_grid_size,
    .column = tdai_grid_column,
    .apply = cdr,
};

/* ---- multiparameter landscapes ---- */

static const tdai_key landscape_keys[] = {
    TDAI_GRID_KEYS,
    {.name = "layers",
     .most = 1,
     .least = 1,
     .greatest = 1e6,
     .whole = true,
     .value = 3,
     .help = "How many layers."},
    {.name = NULL},
};

static tda_index landscape_columns(const tda_vectorizer *v)
{
    return tdai_grid_multiply(tdai_grid_size(v), tdai_set_index(v, "layers"));
}

static void landscape_column(const tda_vectorizer *v, tda_index i,
                             char text[TDA_COLUMN_CHARS])
{
    tdai_grid_layer(v, i / tdai_grid_size(v) + 1, i % tdai_grid_size(v), text);
}

static tda_status landscape(tda_ctx *ctx, double *out, const tda_vectorizer *v,
                            const tda_descriptor *d)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_grid grid;
    TRY(tdai_grid_of(ctx, &grid, &tmp, v, d->module->params));
    TRY(tda_module_landscape(ctx, out, d->module, tdai_set_index(v, "layers"), &grid));
done:
    tdai_arena_free(&tmp);
    return st;
}

const tdai_vectorizer_row tdai_row_mp_landscape = {
    .name = "mp-landscape",
    .kind = TDA_DESCRIPTOR_MODULE,
    .key = landscape_keys,
    .help = "Multiparameter landscapes at the nodes of a grid.",
    .settle = tdai_grid_settle,
    .columns = landscape_columns,
    .column = landscape_column,
    .apply = landscape,
};

/* ---- multiparameter images ---- */

static const tdai_key image_keys[] = {
    TDAI_GRID_KEYS,
    {.name = "bandwidth",
     .most = 1,
     .open = true,
     .learnt = true,
     .help = "Of the Gaussian; learnt as a tenth of the shortest axis."},
    {.name = "power",
     .most = 1,
     .value = 1,
     .help = "A summand weighs its volume to this power."},
    {.name = "lines",
     .most = 1,
     .least = 1,
     .greatest = 1e6,
     .whole = true,
     .value = 50,
     .help = "Diagonals across the grid."},
    {.name = NULL},
};

static tda_status image(tda_ctx *ctx, double *out, const tda_vectorizer *v,
                        const tda_descriptor *d)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_grid grid;
    double box[2 * TDAI_RANGES];
    tda_line_image_opts opts = TDA_LINE_IMAGE_OPTS_INIT;
    TRY(tdai_grid_of(ctx, &grid, &tmp, v, d->module->params));
    tdai_grid_box(box, v, d->module->params);
    opts.bandwidth = tdai_set_real(v, "bandwidth");
    opts.power = tdai_set_real(v, "power");
    opts.lines = tdai_set_index(v, "lines");
    opts.box = box;
    TRY(tda_module_line_image(ctx, out, d->module, &grid, &opts));
done:
    tdai_arena_free(&tmp);
    return st;
}

const tdai_vectorizer_row tdai_row_mp_image = {
    .name = "mp-image",
    .kind = TDA_DESCRIPTOR_MODULE,
    .key = image_keys,
    .help =
        "Multiparameter persistence images: weighted Gaussians of the distance to the "
        "bars of each summand along diagonals, at the nodes of a grid.",
    .settle = tdai_grid_settle_bandwidth,
    .columns = tdai_grid_size,
    .column = tdai_grid_column,
    .apply = image,
};
