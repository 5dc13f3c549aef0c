/* SPDX-License-Identifier: GPL-3.0-or-later */
/* collapse_graph.c - Edge collapse from graph to graph and from distances to distances.
 *
 * The collapse works on ranks, so an edge that waits is moved to the rank of another. It takes
 * that edge's value, and its cell as well: at every rank the homology is what it was, so each bar
 * is born and dies with the same edges of the old graph. */
#include "persistence/collapse.h"
#include "persistence/rips.h"
#include <stdio.h>
#include <string.h>

enum { FULL = 4 };

/* start [edges + 1] := how many edges have a lesser time, for the kept ones. */
static tda_index count_times(tda_index *start, const uint32_t *time, tda_index edges)
{
    tda_index sum = 0;
    memset(start, 0, (size_t)(edges + 1) * sizeof *start);
    for (tda_index e = 0; e < edges; e++)
        start[time[e]] += time[e] > 0;
    for (tda_index t = 0; t <= edges; t++) {
        tda_index here = start[t];
        start[t] = sum;
        sum += here;
    }
    return sum;
}

/* A collapse takes a microsecond or two an edge, whatever the degree. Up to degree 1 the engine
 * hardly takes longer; in degree 2 it is in graphs with few edges that many of them go and that
 * the engine, whose rows are long, takes long over each; from degree 3 on simplices outnumber
 * edges by so much that a collapse which changes nothing is no loss. bench/README.md has figures. */
bool tdai_rips_collapse_pays(const tdai_rips_graph *g, int max_degree)
{
    double pairs = (double)g->size * (double)(g->size - 1) / 2;
    return max_degree >= 3 || (max_degree == 2 && (double)g->edges * FULL < pairs);
}

tda_status tdai_rips_collapse(tda_ctx *ctx, tdai_rips_graph *graph)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_rips_graph g = {.size = graph->size, .cut = graph->cut};
    tda_index m = graph->edges;
    char what[96];
    snprintf(what, sizeof what, "edge collapse: %lld edges", (long long)m);
    TRY(tdai_budget(ctx, tdai_size_add(0, m, 48), what));
    uint32_t *time = ARRAY(&tmp, uint32_t, m);
    tda_index *next = ARRAY(&tmp, tda_index, m + 1);
    TRY(tdai_arena_status(ctx, &tmp));
    tdai_edge_list list = {graph->size, m, graph->tail, graph->head};
    TRY(tdai_collapse(ctx, time, &list));
    g.edges = count_times(next, time, m);
    g.tail = tdai_alloc(g.edges, sizeof *g.tail);
    g.head = tdai_alloc(g.edges, sizeof *g.head);
    g.value = tdai_alloc(g.edges, sizeof *g.value);
    g.cell = tdai_alloc(g.edges, sizeof *g.cell);
    if (!g.tail || !g.head || !g.value || !g.cell)
        FAIL(TDA_ENOMEM, "%s: memory ran out", what);
    for (tda_index e = 0; e < m; e++) {
        if (!time[e])
            continue;
        tda_index to = next[time[e]]++;
        g.tail[to] = graph->tail[e];
        g.head[to] = graph->head[e];
        g.value[to] = graph->value[time[e] - 1];
        g.cell[to] = tdai_rips_cell(graph, time[e] - 1);
    }
    g.birth = graph->birth;
    graph->birth = NULL;
    tdai_rips_graph_clear(graph);
    *graph = g;
    g = (tdai_rips_graph){0};
done:
    tdai_rips_graph_clear(&g);
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_distances_collapse(tda_ctx *ctx, tda_distances *out,
                                  const tda_distances *in, double threshold)
{
    tda_status st = TDA_OK;
    tdai_rips_graph g = {0};
    tda_distances d;
    tda_index *tail = NULL, *head = NULL;
    double *value = NULL;
    TRY(tda_distances_check(ctx, in));
    if (!(threshold >= 0))
        FAIL(TDA_EINVAL, "threshold %g: give 0 or more", threshold);
    tdai_lengths lengths = {.d = in, .size = in->size, .threshold = threshold};
    TRY(tdai_rips_graph_new(ctx, &g, &lengths, NULL));
    TRY(tdai_rips_collapse(ctx, &g));
    TRY(tdai_distances_alloc(ctx, &d, &tail, &head, &value, g.size, g.edges));
    for (tda_index e = 0; e < g.edges; e++) {
        tail[e] = g.tail[e];
        head[e] = g.head[e];
        value[e] = g.value[e];
    }
    *out = d;
done:
    tdai_rips_graph_clear(&g);
    return st;
}
