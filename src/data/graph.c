/* SPDX-License-Identifier: GPL-3.0-or-later */
/* graph.c - The neighbourhood graph of points: pairs no longer than a threshold, in order.
 *
 * The edges are counted first and laid out second, so that memory is asked for once and a limit
 * refuses before it. Pairs of a cloud are looked at in both passes: cheaper than keeping them,
 * as most pairs are too long where a threshold is given at all. */
#include "data/graph_rows.h"
#include <math.h>
#include <string.h>

enum { RUN = 512 };

double tdai_scaled(tda_scale scale, double distance)
{
    switch (scale) {
    case TDA_SCALE_DIAMETER: break;
    case TDA_SCALE_RADIUS: return distance / 2;
    case TDA_SCALE_RADIUS_SQUARED: return distance / 2 * (distance / 2);
    }
    return distance;
}

/* Rows of dense distances, row by row of the triangle: pair (i, j) with j < i belongs to
 * row j of the graph, whose entries so come in the order of i. Infinite pairs never appear. */
static tda_status dense_rows(tda_ctx *ctx, tdai_rows *j, tda_index *next)
{
    tda_status st = TDA_OK;
    const tdai_lengths *l = j->lengths;
    for (tda_index i = 0; i < l->size; i++) {
        const double *row = l->d->lower + i * (i - 1) / 2;
        TRY(tdai_poll(ctx, "edges", i, l->size));
        for (tda_index k = 0; k < i; k++) {
            double length = tdai_scaled(l->scale, row[k]);
            if (!(length <= j->threshold) || isinf(length))
                continue;
            if (!j->count) {
                j->head[next[k]] = i;
                j->value[next[k]] = length;
            }
            next[k]++;
        }
    }
done:
    return st;
}

/* The same for sparse distances, through the pairs in the order of their larger point. */
static tda_status sparse_rows(tda_ctx *ctx, tdai_rows *j, tda_index *next)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    const tdai_lengths *l = j->lengths;
    const tda_distances *d = l->d;
    tda_index *order = NULL;
    if (!j->count) {
        order = ARRAY(&tmp, tda_index, d->pairs);
        uint64_t *key = ARRAY(&tmp, uint64_t, d->pairs);
        TRY(tdai_arena_status(ctx, &tmp));
        for (tda_index e = 0; e < d->pairs; e++)
            key[e] = (uint64_t)d->tail[e];
        TRY(tdai_argsort_u64(ctx, order, key, d->pairs));
    }
    for (tda_index i = 0; i < d->pairs; i++) {
        tda_index e = order ? order[i] : i, k = d->head[e];
        double length = tdai_scaled(l->scale, d->value[e]);
        if (i % RUN == 0)
            TRY(tdai_poll(ctx, "edges", i, d->pairs));
        if (!(length <= j->threshold) || isinf(length))
            continue;
        if (!j->count) {
            j->head[next[k]] = d->tail[e];
            j->value[next[k]] = length;
        }
        next[k]++;
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

/* Count, or fill, all rows. next: [n] zeros for counting, the starts of the rows for filling. */
static tda_status rows(tda_ctx *ctx, tdai_rows *j, tda_index *next)
{
    if (j->lengths->cloud)
        return tdai_cloud_rows(ctx, j);
    return j->lengths->d->lower ? dense_rows(ctx, j, next) : sparse_rows(ctx, j, next);
}

static bool complete(const tdai_rows *j)
{
    return j->lengths->cloud && isinf(j->threshold);
}

/* The enclosing radius of dense distances. */
static tda_status dense_radius(tda_ctx *ctx, const tdai_lengths *l, double *radius)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index n = l->size;
    double *farthest = ZEROS(&tmp, double, n), least = INFINITY;
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < n; i++) {
        const double *row = l->d->lower + i * (i - 1) / 2;
        double most = 0;
        TRY(tdai_poll(ctx, "enclosing radius", i, n));
        for (tda_index k = 0; k < i; k++) {
            most = row[k] > most ? row[k] : most;
            farthest[k] = row[k] > farthest[k] ? row[k] : farthest[k];
        }
        farthest[i] = most;
    }
    for (tda_index i = 0; i < n; i++)
        least = farthest[i] < least ? farthest[i] : least;
    *radius = tdai_scaled(l->scale, least);
done:
    tdai_arena_free(&tmp);
    return st;
}

/* start [n+1] := where the rows of the graph begin. */
static tda_status find_starts(tda_ctx *ctx, tdai_rows *j, tda_index *start)
{
    tda_status st = TDA_OK;
    tda_index n = j->lengths->size, sum = 0;
    memset(start, 0, (size_t)(n + 1) * sizeof *start);
    if (complete(j)) {
        for (tda_index i = 0; i < n; i++)
            start[i] = n - 1 - i;
    } else {
        j->count = start;
        TRY(rows(ctx, j, start));
        j->count = NULL;
    }
    for (tda_index i = 0; i <= n; i++) {
        tda_index here = start[i];
        start[i] = sum;
        sum += here;
    }
done:
    return st;
}

tda_status tdai_graph_open(tda_ctx *ctx, tdai_graph *graph, const tdai_lengths *lengths)
{
    tda_status st = TDA_OK;
    tda_index n = lengths->size;
    graph->size = n;
    graph->rows = tdai_calloc(1, sizeof *graph->rows);
    graph->start = tdai_alloc(n + 1, sizeof *graph->start);
    if (!graph->start || !graph->rows)
        FAIL(TDA_ENOMEM, "edges: memory ran out");
    graph->rows->lengths = lengths;
    graph->rows->threshold = lengths->threshold;
    graph->rows->cone = graph->cone;
    if (lengths->cloud)
        TRY(tdai_cloud_rows_open(ctx, graph->rows));
    else if (graph->cone && isinf(lengths->threshold) && lengths->d->lower)
        TRY(dense_radius(ctx, lengths, &graph->rows->threshold));
    graph->radius = isinf(lengths->threshold) ? graph->rows->threshold : INFINITY;
    TRY(find_starts(ctx, graph->rows, graph->start));
    graph->edges = graph->start[n];
done:
    return st;
}

static void close_rows(tdai_graph *graph)
{
    if (graph->rows)
        tdai_cloud_rows_close(graph->rows);
    tdai_free(graph->rows);
    graph->rows = NULL;
}

tda_status tdai_graph_fill(tda_ctx *ctx, tdai_graph *graph, const tdai_lengths *lengths)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index n = lengths->size, *next = NULL;
    tdai_rows *j = graph->rows;
    graph->head = tdai_alloc(graph->edges, sizeof *graph->head);
    graph->value = tdai_alloc(graph->edges, sizeof *graph->value);
    if (!graph->head || !graph->value)
        FAIL(TDA_ENOMEM, "edges: memory ran out at %lld of them",
             (long long)graph->edges);
    j->lengths = lengths;
    j->start = graph->start;
    j->head = graph->head;
    j->value = graph->value;
    if (!lengths->cloud) {
        next = ARRAY(&tmp, tda_index, n);
        TRY(tdai_arena_status(ctx, &tmp));
        memcpy(next, graph->start, (size_t)n * sizeof *next);
    }
    TRY(rows(ctx, j, next));
    for (tda_index i = 0; i < n; i++)
        for (tda_index e = graph->start[i]; e < graph->start[i + 1]; e++)
            if (isinf(graph->value[e]))
                FAIL(
                    TDA_EINVAL,
                    "points %lld and %lld: their distance is past the range of a double; "
                    "scale the points down",
                    (long long)i, (long long)graph->head[e]);
    close_rows(graph);
done:
    tdai_arena_free(&tmp);
    return st;
}

void tdai_graph_clear(tdai_graph *graph)
{
    close_rows(graph);
    tdai_free(graph->start);
    tdai_free(graph->head);
    tdai_free(graph->value);
    *graph = (tdai_graph){0};
}
