/* SPDX-License-Identifier: GPL-3.0-or-later */
/* graph_counts.c - Functions on the vertices of a graph by counting and by shortest paths: degree,
 * Forman curvature, closeness. */
#include "filtration/adjacency.h"
#include <math.h>
#include <string.h>

enum { GRAIN = 64 };

typedef struct job {
    const tdai_adjacency *graph;
    double *out;
} job;

/* Neighbours that a and b have in common. */
static tda_index common(const tdai_adjacency *g, tda_index a, tda_index b)
{
    tda_index i = g->start[a], j = g->start[b], n = 0;
    while (i < g->start[a + 1] && j < g->start[b + 1]) {
        tda_index x = g->at[i], y = g->at[j];
        n += x == y;
        i += x <= y;
        j += y <= x;
    }
    return n;
}

static tda_status degrees(void *arg, tda_index begin, tda_index end)
{
    const job *j = arg;
    for (tda_index v = begin; v < end; v++)
        j->out[v] = (double)tdai_degree(j->graph, v);
    return TDA_OK;
}

static tda_status forman(void *arg, tda_index begin, tda_index end)
{
    const job *j = arg;
    const tdai_adjacency *g = j->graph;
    for (tda_index v = begin; v < end; v++) {
        tda_index sum = 0, n = tdai_degree(g, v);
        for (tda_index k = g->start[v]; k < g->start[v + 1]; k++)
            sum += 4 - n - tdai_degree(g, g->at[k]) + 3 * common(g, v, g->at[k]);
        j->out[v] = n ? (double)sum / (double)n : 0;
    }
    return TDA_OK;
}

static tda_status closeness(void *arg, tda_index begin, tda_index end)
{
    const job *j = arg;
    tdai_arena tmp = {0};
    tdai_paths p = tdai_paths_new(&tmp, j->graph);
    tda_status st = tdai_arena_status(NULL, &tmp);
    if (st == TDA_OK)
        tdai_paths_begin(&p);
    for (tda_index v = begin; st == TDA_OK && v < end; v++) {
        double sum = 0, others;
        tdai_paths_from(&p, v, INFINITY);
        for (tda_index k = 0; k < p.size; k++)
            sum += p.length[p.reached[k]];
        others = (double)(p.size - 1);
        j->out[v] =
            p.size > 1 ? others / sum * (others / (double)(j->graph->size - 1)) : 0;
    }
    tdai_arena_free(&tmp);
    return st;
}

/* Make the graph and run over its vertices; out is written when all of them are known. */
static tda_status over_vertices(tda_ctx *ctx, double *out, const tda_distances *d,
                                const char *what, tdai_body *body)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_adjacency g;
    TRY(tdai_adjacency_new(ctx, &g, &tmp, d, what));
    job j = {&g, ARRAY(&tmp, double, g.size)};
    TRY(tdai_arena_status(ctx, &tmp));
    st = tdai_parallel(ctx, what, g.size, GRAIN, body, &j);
    if (st == TDA_ENOMEM)
        FAIL(TDA_ENOMEM, "%s: scratch memory ran out", what);
    TRY(st);
    for (tda_index v = 0; v < g.size; v++)
        if (!isfinite(j.out[v]))
            FAIL(TDA_EINVAL,
                 "%s: vertex %lld is at distance 0 or past the range of a double from "
                 "all others it reaches",
                 what, (long long)v);
    if (g.size)
        memcpy(out, j.out, (size_t)g.size * sizeof *out);
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_distances_degree(tda_ctx *ctx, double *out, const tda_distances *d)
{
    return over_vertices(ctx, out, d, "degree", degrees);
}

tda_status tda_distances_forman(tda_ctx *ctx, double *out, const tda_distances *d)
{
    return over_vertices(ctx, out, d, "Forman curvature", forman);
}

tda_status tda_distances_closeness(tda_ctx *ctx, double *out, const tda_distances *d)
{
    return over_vertices(ctx, out, d, "closeness", closeness);
}
