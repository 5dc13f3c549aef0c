/* SPDX-License-Identifier: GPL-3.0-or-later */
/* degree_rips.c - The degree-Rips bifiltration as a k-critical complex.
 *
 * The cells are those of the Rips filtration. A simplex is there at degree k from the larger of
 * its diameter and of the values at which its points come to have k neighbours. */
#include "filtration/core_grades.h"
#include <math.h>
#include <stdio.h>

static tda_status degree_rips(tda_ctx *ctx, tda_complex **out, const tda_cloud *cloud,
                              const tda_distances *distances, const tda_index *degree,
                              tda_index count, bool normalised,
                              const tda_points_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_lengths lengths;
    tdai_rips_size size;
    tdai_graph graph = {0};
    tdai_columns columns = {0};
    tda_complex *rips = NULL, *complex = NULL;
    TRY(tdai_rips_open(ctx, &lengths, &size, cloud, distances, NULL, opts));
    TRY(tdai_degrees_check(ctx, degree, count));
    TRY(cloud ? tda_cloud_function_rips(ctx, &rips, cloud, NULL, opts)
              : tda_distances_function_rips(ctx, &rips, distances, NULL, opts));
    TRY(tdai_graph_open(ctx, &graph, &lengths));
    TRY(tdai_graph_fill(ctx, &graph, &lengths));
    double *core = ARRAY(&tmp, double, tdai_size_add(0, count, lengths.size));
    double *level = ARRAY(&tmp, double, count);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_core_distances(ctx, core, &graph, degree, count));
    for (tda_index k = 0; k < count; k++)
        level[k] = tdai_degree_value(degree[k], lengths.size, normalised);
    tdai_core cores = {.stage = "degree-Rips",
                       .cells = tda_complex_cells(rips),
                       .points = lengths.size,
                       .levels = count,
                       .core = core,
                       .level = level,
                       .threshold = INFINITY};
    TRY(tdai_core_columns(ctx, &columns, &cores));
    TRY(tdai_complex_adopt_valid(ctx, &complex, &columns));
    tda_record *record = tdai_complex_record(complex);
    *record = tda_complex_record(rips);
    snprintf(record->filtration, sizeof record->filtration, "degree-rips");
    tda_complex_set_axis(complex, 0, tda_complex_axis_name(rips, 0),
                         tda_complex_axis_unit(rips, 0));
    tda_complex_set_axis(complex, 1, "negated degree",
                         normalised ? "share of the other points" : "");
    *out = complex;
done:
    tdai_columns_clear(&columns);
    tda_complex_free(rips);
    tdai_graph_clear(&graph);
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_cloud_degree_rips(tda_ctx *ctx, tda_complex **out, const tda_cloud *cloud,
                                 const tda_index *degree, tda_index degrees,
                                 bool normalised, const tda_points_opts *opts)
{
    return degree_rips(ctx, out, cloud, NULL, degree, degrees, normalised, opts);
}

tda_status tda_distances_degree_rips(tda_ctx *ctx, tda_complex **out,
                                     const tda_distances *d, const tda_index *degree,
                                     tda_index degrees, bool normalised,
                                     const tda_points_opts *opts)
{
    return degree_rips(ctx, out, NULL, d, degree, degrees, normalised, opts);
}
