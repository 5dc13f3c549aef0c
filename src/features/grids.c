/* SPDX-License-Identifier: GPL-3.0-or-later */
/* grids.c - Features of several parameters: functions of a measure or of a module on a regular grid.
 *
 * All share the keys resolution, from and to, one number for each parameter; the ends of the grid are
 * learnt as the least and the greatest coordinates of the training set. */
#include "features/rows.h"
#include <math.h>
#include <stdio.h>
#include <tda/vectorize.h>

#define GRID_KEYS                                                                        \
    {.name = "resolution",                                                               \
     .most = TDAI_RANGES,                                                                \
     .least = 1,                                                                         \
     .greatest = 1e6,                                                                    \
     .whole = true,                                                                      \
     .value = 32,                                                                        \
     .help = "Nodes along each axis, one number for all or one for each."},              \
        {.name = "from",                                                                 \
         .most = TDAI_RANGES,                                                            \
         .least = -INFINITY,                                                             \
         .learnt = true,                                                                 \
         .help = "The first node of each axis."},                                        \
    {                                                                                    \
        .name = "to", .most = TDAI_RANGES, .least = -INFINITY, .learnt = true,           \
        .help = "The last node of each axis."                                            \
    }

/* A vectorizer has as many parameters as what it saw, or else as its ends have numbers. */
static int params_of(const tda_vectorizer *v)
{
    const tdai_setting *from = &v->set[tdai_key_place(v, "from")];
    return v->params ? v->params : (int)from->size;
}

static tda_index nodes_of(const tda_vectorizer *v, int axis)
{
    return (tda_index)tdai_set_nth(v, "resolution", axis);
}

static double node_at(const tda_vectorizer *v, int axis, tda_index i)
{
    double from = tdai_set_nth(v, "from", axis), to = tdai_set_nth(v, "to", axis);
    tda_index n = nodes_of(v, axis);
    return i == 0       ? from
           : i + 1 == n ? to
                        : from + (to - from) * (double)i / (double)(n - 1);
}

/* The product, or -1 where it overflows, which no allocation grants. */
static tda_index multiply(tda_index a, tda_index b)
{
    tda_index out;
    return a < 0 || __builtin_mul_overflow(a, b, &out) ? -1 : out;
}

static tda_index nodes(const tda_vectorizer *v)
{
    tda_index n = 1;
    for (int k = 0; k < params_of(v); k++)
        n = multiply(n, nodes_of(v, k));
    return n;
}

/* An axis whose ends meet is one wide. */
static tda_status settle_grid(tda_ctx *ctx, tda_vectorizer *v)
{
    tda_status st = TDA_OK;
    int params = v->params ? v->params : 2;
    for (int k = 0; k < params; k++)
        if (!(v->low[k] < v->high[k]) && isfinite(v->low[k]))
            v->high[k] = v->low[k] + 1;
    TRY(tdai_settle_low(ctx, v, "from", 0, params));
    TRY(tdai_settle_high(ctx, v, "to", 0, params));
done:
    return st;
}

static void name_node(const tda_vectorizer *v, const char *name, tda_index layer,
                      tda_index node, char text[TDA_COLUMN_CHARS])
{
    tda_index at[TDAI_RANGES];
    int params = params_of(v);
    for (int k = params - 1; k >= 0; k--) {
        at[k] = node % nodes_of(v, k);
        node /= nodes_of(v, k);
    }
    tdai_column_at(text, name, layer, at, params);
}

/* The grid of the settings for descriptors of so many parameters; its arrays are of the arena. */
static tda_status grid_of(tda_ctx *ctx, tda_grid *out, tdai_arena *tmp,
                          const tda_vectorizer *v, int params)
{
    tda_status st = TDA_OK;
    tda_index size = 0;
    if (params != params_of(v))
        FAIL(TDA_EINVAL, "%s has a grid of %d axes for %d parameters", v->row->name,
             params_of(v), params);
    for (int k = 0; k < params; k++) {
        size += nodes_of(v, k);
        if (nodes_of(v, k) > 1 &&
            !(tdai_set_nth(v, "from", k) < tdai_set_nth(v, "to", k)))
            FAIL(TDA_EINVAL, "%s: on axis %d the grid does not go up", v->row->name,
                 k + 1);
    }
    *out =
        (tda_grid){params, ARRAY(tmp, tda_index, params + 1), ARRAY(tmp, double, size)};
    TRY(tdai_arena_status(ctx, tmp));
    out->start[0] = 0;
    for (int k = 0; k < params; k++) {
        tda_index n = nodes_of(v, k);
        out->start[k + 1] = out->start[k] + n;
        for (tda_index i = 0; i < n; i++)
            out->value[out->start[k] + i] = node_at(v, k, i);
    }
done:
    return st;
}

/* ---- the Hilbert function ---- */

static const tdai_key hilbert_keys[] = {
    GRID_KEYS,
    {.name = "norm",
     .most = 1,
     .least = 1,
     .value = INFINITY,
     .help =
         "Values are multiplied by (volume of a cell)^(1 / norm), so that this norm of "
         "rows is that of functions; inf: values as they are."},
    {.name = NULL},
};

static void hilbert_column(const tda_vectorizer *v, tda_index i,
                           char text[TDA_COLUMN_CHARS])
{
    name_node(v, "hilbert", -1, i, text);
}

static tda_status hilbert(tda_ctx *ctx, double *out, const tda_vectorizer *v,
                          const tda_descriptor *d)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_grid grid;
    tda_surface_opts opts = TDA_SURFACE_OPTS_INIT;
    opts.norm = tdai_set_real(v, "norm");
    TRY(grid_of(ctx, &grid, &tmp, v, d->measure->params));
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
    .settle = settle_grid,
    .columns = nodes,
    .column = hilbert_column,
    .apply = hilbert,
};

/* ---- representations by summands ---- */

static const char *const functions[] = {"segment",     "volume", "box", "gaussian",
                                        "exponential", "linear", NULL};
static const tda_summand_function function_of[] = {
    TDA_SUMMAND_SEGMENT,  TDA_SUMMAND_VOLUME,      TDA_SUMMAND_BOX,
    TDA_SUMMAND_GAUSSIAN, TDA_SUMMAND_EXPONENTIAL, TDA_SUMMAND_LINEAR};
static const char *const weights[] = {"segment", "volume", "one", NULL};
static const char *const operators[] = {"mean", "sum", "max", "norm", NULL};
static const tda_summand_operator operator_of[] = {TDA_OPERATOR_MEAN, TDA_OPERATOR_SUM,
                                                   TDA_OPERATOR_MAX, TDA_OPERATOR_NORM};

static const tdai_key cdr_keys[] = {
    GRID_KEYS,
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
    {.name = "power", .most = 1, .value = 1, .help = "The power of weights."},
    {.name = "operator",
     .choice = operators,
     .help = "How the summands are put together."},
    {.name = NULL},
};

static tda_status settle_cdr(tda_ctx *ctx, tda_vectorizer *v)
{
    tda_status st = TDA_OK;
    double least = INFINITY;
    TRY(settle_grid(ctx, v));
    for (int k = 0; k < params_of(v); k++)
        least = fmin(least, tdai_set_nth(v, "to", k) - tdai_set_nth(v, "from", k));
    if (!tdai_is_set(v, "bandwidth"))
        TRY(tdai_set_one(ctx, v, "bandwidth", least > 0 ? least / 10 : 1));
done:
    return st;
}

static void cdr_column(const tda_vectorizer *v, tda_index i, char text[TDA_COLUMN_CHARS])
{
    name_node(v, "s-cdr", -1, i, text);
}

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
    opts.box = box; /* the grid's, for all inputs the same */
    TRY(grid_of(ctx, &grid, &tmp, v, params));
    for (int k = 0; k < params; k++) {
        box[k] = tdai_set_nth(v, "from", k);
        box[params + k] = tdai_set_nth(v, "to", k);
    }
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
    .settle = settle_cdr,
    .columns = nodes,
    .column = cdr_column,
    .apply = cdr,
};

/* ---- multiparameter landscapes ---- */

static const tdai_key landscape_keys[] = {
    GRID_KEYS,
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
    return multiply(nodes(v), tdai_set_index(v, "layers"));
}

static void landscape_column(const tda_vectorizer *v, tda_index i,
                             char text[TDA_COLUMN_CHARS])
{
    name_node(v, "mp-landscape", i / nodes(v) + 1, i % nodes(v), text);
}

static tda_status landscape(tda_ctx *ctx, double *out, const tda_vectorizer *v,
                            const tda_descriptor *d)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_grid grid;
    TRY(grid_of(ctx, &grid, &tmp, v, d->module->params));
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
    .settle = settle_grid,
    .columns = landscape_columns,
    .column = landscape_column,
    .apply = landscape,
};
