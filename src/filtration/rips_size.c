/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_size.c - How large a Rips complex will be, before it is built.
 *
 * Without a threshold the numbers are binomial. With one, edges and triangles are counted; of
 * the simplices of dimension k > 2 with first vertex i we know that they are the cliques of k
 * points in a graph with t_i edges, t_i the triangles with first vertex i, and such a graph has
 * at most C(x, k) of them for the least x with C(x, 2) >= t_i (Kruskal and Katona). */
#include "filtration/private.h"
#include <math.h>
#include <stdio.h>

tda_index tdai_binomial(tda_index n, tda_index k)
{
    tda_index c = 1;
    if (k < 0 || k > n)
        return 0;
    k = k < n - k ? k : n - k;
    for (tda_index i = 1; i <= k;
         i++) { /* c := c (n - k + i) / i, which is a whole number */
        tda_index factor = n - k + i, whole, rest;
        if (__builtin_mul_overflow(c / i, factor, &whole) ||
            __builtin_mul_overflow(c % i, factor, &rest) ||
            __builtin_add_overflow(whole, rest / i, &c))
            return INT64_MAX;
    }
    return c;
}

static tda_index add(tda_index a, tda_index b)
{
    return a > INT64_MAX - b ? INT64_MAX : a + b;
}

tda_status tdai_rips_open(tda_ctx *ctx, tdai_lengths *lengths, tdai_rips_size *size,
                          const tda_cloud *cloud, const tda_distances *d,
                          const tda_cloud *function, const tda_points_opts *theirs)
{
    tda_status st = TDA_OK;
    tda_points_opts opts = TDA_POINTS_OPTS_INIT;
    TRY(tdai_opts(ctx, &opts, sizeof opts, theirs));
    TRY(cloud ? tda_cloud_check(ctx, cloud) : tda_distances_check(ctx, d));
    tda_index n = cloud ? cloud->size : d->size;
    if (opts.max_dimension < 0)
        FAIL(TDA_EINVAL, "max_dimension %d: give 0 or more", opts.max_dimension);
    if (!(opts.threshold >= 0))
        FAIL(TDA_EINVAL, "threshold %g: give 0 or more", opts.threshold);
    if ((unsigned)opts.scale > TDA_SCALE_RADIUS_SQUARED)
        FAIL(TDA_EINVAL, "scale %d: not one of tda_scale", (int)opts.scale);
    if (function) {
        TRY(tda_cloud_check(ctx, function));
        if (function->size != n)
            FAIL(TDA_EINVAL, "the function has %lld values for %lld points",
                 (long long)function->size, (long long)n);
        if (function->dimension > INT32_MAX - 1)
            FAIL(TDA_EINVAL, "%lld functions: more parameters than a complex can have",
                 (long long)function->dimension);
    }
    tda_index top = opts.max_dimension < n - 1 ? opts.max_dimension : n - 1;
    top = top < TDAI_RIPS_TOP ? top : TDAI_RIPS_TOP;
    *lengths = (tdai_lengths){cloud, d, n, opts.scale, opts.threshold};
    *size = (tdai_rips_size){.top = (int)top};
done:
    return st;
}

tda_estimate tdai_rips_estimate(const tdai_rips_size *size, int top, int params)
{
    tda_index cells = 0;
    double bytes = 0;
    for (int k = 0; k <= top; k++) {
        double columns = sizeof(int) + 8.0 * (1 + (k ? k + 1 : 0) + params);
        /* the columns and the prefix tree; a copy to reduce, with a few numbers a cell */
        bytes += (double)size->cells[k] * (2 * columns + 16 + 32);
        cells = add(cells, size->cells[k]);
    }
    bool fits = cells < INT64_MAX && bytes < 9e18;
    return (tda_estimate){cells, fits ? (tda_index)bytes : INT64_MAX};
}

tda_status tdai_rips_budget(tda_ctx *ctx, const tdai_rips_size *size, int top, int params)
{
    char what[160], why[400];
    tda_estimate e = tdai_rips_estimate(size, top, params);
    snprintf(what, sizeof what, "function-Rips: %s%lld simplices up to dimension %d",
             e.cells == INT64_MAX ? "more than " : "", (long long)e.cells, top);
    tda_status st = tdai_budget(ctx, e.bytes == INT64_MAX ? -1 : e.bytes, what);
    if (st != TDA_ELIMIT || !ctx)
        return st;
    snprintf(why, sizeof why, "%s", tda_ctx_message(ctx));
    return tdai_fail(ctx, TDA_ELIMIT,
                     "%s; lower the threshold or the dimension, or take fewer points",
                     why);
}

/* Bound the simplices of dimension 3 .. top by the triangles of each row. */
static void bound_rest(tdai_rips_size *size, const tda_index *row, tda_index n)
{
    for (tda_index i = 0; i < n; i++) {
        tda_index x = (tda_index)sqrt(2 * (double)row[i]);
        while (x > 0 && tdai_binomial(x - 1, 2) >= row[i])
            x--;
        while (tdai_binomial(x, 2) < row[i])
            x++;
        for (int k = 3; k <= size->top; k++)
            size->cells[k] = add(size->cells[k], tdai_binomial(x, k));
    }
}

static tda_status estimate(tda_ctx *ctx, tda_estimate *out, const tda_cloud *cloud,
                           const tda_distances *d, const tda_points_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_graph graph = {0};
    tdai_lengths lengths;
    tdai_rips_size size;
    TRY(tdai_rips_open(ctx, &lengths, &size, cloud, d, NULL, opts));
    tda_index n = lengths.size;
    size.cells[0] = n;
    if (cloud && isinf(lengths.threshold)) {
        for (int k = 1; k <= size.top; k++)
            size.cells[k] = tdai_binomial(n, k + 1);
    } else if (size.top == 1) {
        TRY(tdai_graph_open(ctx, &graph, &lengths));
        size.cells[1] = graph.edges;
    } else if (size.top > 1) {
        tda_index *row = ARRAY(&tmp, tda_index, n);
        TRY(tdai_arena_status(ctx, &tmp));
        TRY(tdai_graph_open(ctx, &graph, &lengths));
        TRY(tdai_graph_fill(ctx, &graph, &lengths));
        size.cells[1] = graph.edges;
        TRY(tdai_graph_triangles(ctx, &size.cells[2], NULL, row, &graph));
        bound_rest(&size, row, n);
    }
    *out = tdai_rips_estimate(&size, size.top, 2);
done:
    tdai_graph_clear(&graph);
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_cloud_function_rips_estimate(tda_ctx *ctx, tda_estimate *out,
                                            const tda_cloud *cloud,
                                            const tda_points_opts *opts)
{
    return estimate(ctx, out, cloud, NULL, opts);
}

tda_status tda_distances_function_rips_estimate(tda_ctx *ctx, tda_estimate *out,
                                                const tda_distances *d,
                                                const tda_points_opts *opts)
{
    return estimate(ctx, out, NULL, d, opts);
}
