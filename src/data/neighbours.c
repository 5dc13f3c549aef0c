/* SPDX-License-Identifier: GPL-3.0-or-later */
/* neighbours.c - The pairs of a cloud that are no farther apart than a threshold, as distances.
 *
 * The rows of the neighbourhood graph, laid out as pairs in one block. */
#include "data/graph.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

tda_status tdai_distances_alloc(tda_ctx *ctx, tda_distances *out, tda_index **tail,
                                tda_index **head, double **value, tda_index size,
                                tda_index pairs)
{
    tda_index *block = tdai_alloc(pairs, 3 * 8);
    if (!block)
        return tdai_fail(ctx, TDA_ENOMEM, "distances: no memory for %lld pairs",
                         (long long)pairs);
    *tail = block;
    *head = block + pairs;
    *value = (double *)(block + 2 * pairs);
    *out = (tda_distances){size, NULL, pairs, *tail, *head, *value, block};
    return TDA_OK;
}

tda_status tda_cloud_neighbours(tda_ctx *ctx, tda_distances *out, const tda_cloud *cloud,
                                double threshold)
{
    tda_status st = TDA_OK;
    tdai_graph graph = {0};
    tda_distances d;
    tda_index *tail = NULL, *head = NULL;
    double *value = NULL;
    char what[96];
    TRY(tda_cloud_check(ctx, cloud));
    if (!(threshold >= 0))
        FAIL(TDA_EINVAL, "threshold %g: give 0 or more", threshold);
    tdai_lengths lengths = {.cloud = cloud, .size = cloud->size, .threshold = threshold};
    TRY(tdai_graph_open(ctx, &graph, &lengths));
    snprintf(what, sizeof what, "neighbours: %lld pairs", (long long)graph.edges);
    TRY(tdai_budget(ctx, tdai_size_add(0, graph.edges, 16 + 24), what));
    TRY(tdai_graph_fill(ctx, &graph, &lengths));
    TRY(tdai_distances_alloc(ctx, &d, &tail, &head, &value, graph.size, graph.edges));
    for (tda_index i = 0; i < graph.size; i++)
        for (tda_index e = graph.start[i]; e < graph.start[i + 1]; e++) {
            tail[e] = graph.head[e];
            head[e] = i;
            value[e] = graph.value[e];
        }
    *out = d;
done:
    tdai_graph_clear(&graph);
    return st;
}
