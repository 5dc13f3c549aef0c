/* SPDX-License-Identifier: GPL-3.0-or-later */
/* graph.c - The neighbourhood graph of points: pairs no longer than a threshold, in order.
 *
 * The edges are counted first and laid out second, so that memory is asked for once and a limit
 * refuses before it. Lengths of a cloud are computed in both passes: cheaper than keeping them,
 * as most pairs are too long where a threshold is given at all. */
#include "filtration/private.h"
#include "filtration/wide.h"
#include <float.h>
#include <math.h>
#include <string.h>

enum { GRAIN = 16, RUN = 512 };

typedef struct job {
    const tdai_lengths *lengths;
    const tdai_kdtree *points; /* a single leaf: the cloud axis by axis */
    double limit;     /* no pair with a larger squared distance passes the threshold */
    tda_index *count; /* [n], or NULL: fill */
    const tda_index *start;
    tda_index *head;
    double *value;
} job;

/* A length in the scale, from a distance. */
static double scaled(tda_scale scale, double distance)
{
    switch (scale) {
    case TDA_SCALE_DIAMETER: break;
    case TDA_SCALE_RADIUS: return distance / 2;
    case TDA_SCALE_RADIUS_SQUARED: return distance / 2 * (distance / 2);
    }
    return distance;
}

/* A length in the scale, from a squared distance times 4^-exponent. */
static double scaled_square(tda_scale scale, double square, int exponent)
{
    if (scale == TDA_SCALE_RADIUS_SQUARED)
        return ldexp(square, 2 * exponent - 2);
    double distance = sqrt(square);
    return scaled(scale, exponent ? ldexp(distance, exponent) : distance);
}

/* A squared distance, times 4^-exponent, past which scaled_square() passes the threshold. */
static double square_limit(const tdai_lengths *l, int exponent)
{
    const double margin = 1 + 0x1p-40; /* much more than the rounding of either way */
    double t = l->threshold;
    if (isinf(t))
        return INFINITY;
    if (l->scale == TDA_SCALE_RADIUS_SQUARED)
        return ldexp(t, 2 - 2 * exponent) * margin + DBL_MIN;
    t = ldexp(l->scale == TDA_SCALE_RADIUS ? 2 * t : t, -exponent);
    return t * t * margin + DBL_MIN;
}

WIDE static void squares(double *restrict out, const tdai_kdtree *t, tda_index i,
                         tda_index begin, tda_index size)
{
    memset(out, 0, (size_t)size * sizeof *out);
    for (tda_index a = 0; a < t->dimension; a++) {
        const double *restrict axis = t->at + a * t->stride + begin;
        double at = t->at[a * t->stride + i];
        for (tda_index j = 0; j < size; j++)
            out[j] += (axis[j] - at) * (axis[j] - at);
    }
}

/* Rows begin .. end of a cloud's graph: counted or filled. */
static tda_status cloud_rows(void *arg, tda_index begin, tda_index end)
{
    const job *j = arg;
    const tdai_lengths *l = j->lengths;
    double square[RUN];
    for (tda_index i = begin; i < end; i++) {
        tda_index at = j->count ? 0 : j->start[i];
        for (tda_index first = i + 1; first < l->size; first += RUN) {
            tda_index size = l->size - first < RUN ? l->size - first : RUN;
            squares(square, j->points, i, first, size);
            for (tda_index k = 0; k < size; k++) {
                if (square[k] > j->limit)
                    continue;
                double length = scaled_square(l->scale, square[k], j->points->exponent);
                if (!(length <= l->threshold))
                    continue;
                if (!j->count) {
                    j->head[at] = first + k;
                    j->value[at] = length;
                }
                at++;
            }
        }
        if (j->count)
            j->count[i] = at;
    }
    return TDA_OK;
}

/* The same for dense distances, row by row of the triangle: pair (i, j) with j < i belongs to
 * row j of the graph, whose entries so come in the order of i. Infinite pairs never appear. */
static tda_status dense_rows(tda_ctx *ctx, job *j, tda_index *next)
{
    tda_status st = TDA_OK;
    const tdai_lengths *l = j->lengths;
    for (tda_index i = 0; i < l->size; i++) {
        const double *row = l->d->lower + i * (i - 1) / 2;
        TRY(tdai_poll(ctx, "edges", i, l->size));
        for (tda_index k = 0; k < i; k++) {
            double length = scaled(l->scale, row[k]);
            if (!(length <= l->threshold) || isinf(length))
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
static tda_status sparse_rows(tda_ctx *ctx, job *j, tda_index *next)
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
        double length = scaled(l->scale, d->value[e]);
        if (i % RUN == 0)
            TRY(tdai_poll(ctx, "edges", i, d->pairs));
        if (!(length <= l->threshold) || isinf(length))
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
static tda_status rows(tda_ctx *ctx, job *j, tda_index *next)
{
    if (j->lengths->cloud)
        return tdai_parallel(ctx, "edges", j->lengths->size, GRAIN, cloud_rows, j);
    return j->lengths->d->lower ? dense_rows(ctx, j, next) : sparse_rows(ctx, j, next);
}

static bool complete(const tdai_lengths *l)
{
    return l->cloud && isinf(l->threshold);
}

/* start [n+1] := where the rows of the graph begin. */
static tda_status find_starts(tda_ctx *ctx, job *j, tda_index *start)
{
    tda_status st = TDA_OK;
    tda_index n = j->lengths->size, sum = 0;
    memset(start, 0, (size_t)(n + 1) * sizeof *start);
    if (complete(j->lengths)) {
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

static tda_status open_points(tda_ctx *ctx, job *j, tdai_kdtree *points)
{
    const tdai_lengths *l = j->lengths;
    if (!l->cloud)
        return TDA_OK;
    int exponent = tdai_cloud_exponent(l->cloud);
    tda_status st = tdai_kdtree_new(ctx, points, l->cloud, l->size, exponent, "edges");
    j->points = points;
    j->limit = square_limit(l, exponent);
    return st;
}

tda_status tdai_graph_open(tda_ctx *ctx, tdai_graph *graph, const tdai_lengths *lengths)
{
    tda_status st = TDA_OK;
    tdai_kdtree points = {0};
    tda_index n = lengths->size;
    job j = {.lengths = lengths};
    graph->size = n;
    graph->start = tdai_alloc(n + 1, sizeof *graph->start);
    if (!graph->start)
        FAIL(TDA_ENOMEM, "edges: memory ran out");
    TRY(open_points(ctx, &j, &points));
    TRY(find_starts(ctx, &j, graph->start));
    graph->edges = graph->start[n];
done:
    tdai_kdtree_clear(&points);
    return st;
}

tda_status tdai_graph_fill(tda_ctx *ctx, tdai_graph *graph, const tdai_lengths *lengths)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_kdtree points = {0};
    tda_index n = lengths->size, *next = NULL;
    job j = {.lengths = lengths, .start = graph->start};
    graph->head = tdai_alloc(graph->edges, sizeof *graph->head);
    graph->value = tdai_alloc(graph->edges, sizeof *graph->value);
    if (!graph->head || !graph->value)
        FAIL(TDA_ENOMEM, "edges: memory ran out at %lld of them",
             (long long)graph->edges);
    j.head = graph->head;
    j.value = graph->value;
    if (!lengths->cloud) {
        next = ARRAY(&tmp, tda_index, n);
        TRY(tdai_arena_status(ctx, &tmp));
        memcpy(next, graph->start, (size_t)n * sizeof *next);
    }
    TRY(open_points(ctx, &j, &points));
    TRY(rows(ctx, &j, next));
    for (tda_index i = 0; i < n; i++)
        for (tda_index e = graph->start[i]; e < graph->start[i + 1]; e++)
            if (isinf(graph->value[e]))
                FAIL(
                    TDA_EINVAL,
                    "points %lld and %lld: their distance is past the range of a double; "
                    "scale the points down",
                    (long long)i, (long long)graph->head[e]);
done:
    tdai_kdtree_clear(&points);
    tdai_arena_free(&tmp);
    return st;
}

void tdai_graph_clear(tdai_graph *graph)
{
    tdai_free(graph->start);
    tdai_free(graph->head);
    tdai_free(graph->value);
    *graph = (tdai_graph){0};
}
