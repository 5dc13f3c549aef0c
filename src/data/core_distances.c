/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core_distances.c - When each point comes to have k neighbours, for the k of a list.
 *
 * From the edges of the neighbourhood graph, so that each value is that of an edge to the last
 * bit, and a point appears together with the edge that gives it its k-th neighbour. */
#include "data/graph.h"
#include <math.h>

tda_status tdai_degrees_check(tda_ctx *ctx, const tda_index *degree, tda_index degrees)
{
    tda_status st = TDA_OK;
    if (degrees < 1)
        FAIL(TDA_EINVAL, "degree-Rips: a list of %lld degrees; give at least one",
             (long long)degrees);
    for (tda_index k = 0; k < degrees; k++)
        if (degree[k] < 0 || (k > 0 && degree[k] <= degree[k - 1]))
            FAIL(TDA_EINVAL,
                 "degree-Rips: degree %lld of the list is %lld; give numbers from 0 on, "
                 "each above the one before",
                 (long long)k, (long long)degree[k]);
done:
    return st;
}

double tdai_degree_value(tda_index degree, tda_index n, bool normalised)
{
    return 0 - (normalised && n > 1 ? (double)degree / (double)(n - 1) : (double)degree);
}

/* The edges at each point, from both of their ends: value [2 edges] by start [n+1]. */
static void gather(const tdai_graph *g, tda_index *start, tda_index *next, double *value)
{
    for (tda_index i = 0; i < g->size; i++)
        for (tda_index e = g->start[i]; e < g->start[i + 1]; e++) {
            start[i + 1]++;
            start[g->head[e] + 1]++;
        }
    for (tda_index i = 0; i < g->size; i++) {
        start[i + 1] += start[i];
        next[i] = start[i];
    }
    for (tda_index i = 0; i < g->size; i++)
        for (tda_index e = g->start[i]; e < g->start[i + 1]; e++) {
            value[next[i]++] = g->value[e];
            value[next[g->head[e]]++] = g->value[e];
        }
}

static void sift(double *heap, tda_index n, tda_index i)
{
    double x = heap[i];
    for (tda_index k; (k = 2 * i + 1) < n; i = k) {
        k += k + 1 < n && heap[k + 1] < heap[k];
        if (!(heap[k] < x))
            break;
        heap[i] = heap[k];
    }
    heap[i] = x;
}

tda_status tdai_core_distances(tda_ctx *ctx, double *core, const tdai_graph *g,
                               const tda_index *degree, tda_index degrees)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index n = g->size;
    tda_index bytes = tdai_size_add(tdai_size_add(0, g->edges, 16), n, 16);
    TRY(tdai_budget(ctx, bytes, "core distances"));
    tda_index *start = ZEROS(&tmp, tda_index, n + 1), *next = ARRAY(&tmp, tda_index, n);
    double *value = ARRAY(&tmp, double, 2 * g->edges);
    TRY(tdai_arena_status(ctx, &tmp));
    gather(g, start, next, value);
    for (tda_index i = 0; i < n; i++) {
        double *heap = value + start[i];
        tda_index left = start[i + 1] - start[i], taken = 0;
        TRY(tdai_poll(ctx, "core distances", i, n));
        for (tda_index k = left / 2 - 1; k >= 0; k--)
            sift(heap, left, k);
        for (tda_index k = 0; k < degrees; k++) {
            double last = 0; /* no neighbour is waited for */
            for (; taken < degree[k] && left > 0; taken++) {
                last = heap[0];
                heap[0] = heap[--left];
                sift(heap, left, 0);
            }
            if (taken < degree[k])
                last = INFINITY;
            core[k * n + i] = last;
        }
    }
done:
    tdai_arena_free(&tmp);
    return st;
}
