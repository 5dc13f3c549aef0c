/* SPDX-License-Identifier: GPL-3.0-or-later */
/* adjacency.c - The graph of finite distances and shortest paths in it.
 *
 * The heap is lazy: a point may wait in it several times, and counts when it comes out first. */
#include "filtration/adjacency.h"
#include <math.h>

/* Put both directions of a pair in; room says where those of each point go on. */
static void put(tdai_adjacency *g, tda_index *room, tda_index i, tda_index j,
                double length)
{
    g->at[room[i]] = j;
    g->length[room[i]++] = length;
}

/* The pair e of the distances, dense ones row by row; false: it has no edge. */
static bool pair(const tda_distances *d, tda_index e, tda_index *i, tda_index *j,
                 double *length)
{
    if (d->lower) {
        if (++*j >= *i) {
            ++*i;
            *j = 0;
        }
        *length = d->lower[e];
    } else {
        *i = d->tail[e];
        *j = d->head[e];
        *length = d->value[e];
    }
    return *length < INFINITY;
}

static void sort_neighbours(tdai_adjacency *g, const tda_index *order, tda_index *scratch,
                            double *lengths)
{
    for (tda_index k = 0; k < g->start[g->size]; k++) {
        scratch[k] = g->at[order[k]];
        lengths[k] = g->length[order[k]];
    }
}

tda_status tdai_adjacency_new(tda_ctx *ctx, tdai_adjacency *out, tdai_arena *arena,
                              const tda_distances *d, const char *what)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    TRY(tda_distances_check(ctx, d));
    tda_index n = d->size, i = 0, j = 0, edges = 0;
    tda_index pairs = d->lower ? n * (n - 1) / 2 : d->pairs;
    double length;
    tdai_adjacency g = {n, tdai_arena_zeros(arena, n + 1, sizeof(tda_index)), NULL, NULL};
    tda_index *room = ARRAY(&tmp, tda_index, n);
    TRY(tdai_arena_status(ctx, arena));
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index e = 0; e < pairs; e++)
        if (pair(d, e, &i, &j, &length)) {
            g.start[i + 1]++;
            g.start[j + 1]++;
            edges++;
        }
    for (tda_index v = 0; v < n; v++) {
        g.start[v + 1] += g.start[v];
        room[v] = g.start[v];
    }
    tda_index bytes = tdai_size_add(0, edges, 12 * sizeof(tda_index));
    TRY(tdai_budget(ctx, bytes, what));
    g.at = ARRAY(&tmp, tda_index, 2 * edges);
    g.length = ARRAY(&tmp, double, 2 * edges);
    uint64_t *key = ARRAY(&tmp, uint64_t, 2 * edges);
    tda_index *order = ARRAY(&tmp, tda_index, 2 * edges), *first = NULL;
    TRY(tdai_arena_status(ctx, &tmp));
    i = j = 0;
    for (tda_index e = 0; e < pairs; e++)
        if (pair(d, e, &i, &j, &length)) {
            put(&g, room, i, j, length);
            put(&g, room, j, i, length);
        }
    for (tda_index v = 0; v < n; v++)
        for (tda_index k = g.start[v]; k < g.start[v + 1]; k++)
            key[k] = (uint64_t)g.at[k];
    /* by neighbour, then stably by point */
    first = ARRAY(&tmp, tda_index, 2 * edges);
    tda_index *owner = ARRAY(&tmp, tda_index, 2 * edges);
    tda_index *at = ARRAY(arena, tda_index, 2 * edges);
    double *lengths = ARRAY(arena, double, 2 * edges);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_arena_status(ctx, arena));
    for (tda_index v = 0; v < n; v++)
        for (tda_index k = g.start[v]; k < g.start[v + 1]; k++)
            owner[k] = v;
    TRY(tdai_argsort_u64(ctx, first, key, 2 * edges));
    for (tda_index v = 0; v < n; v++)
        room[v] = g.start[v];
    for (tda_index k = 0; k < 2 * edges; k++)
        order[room[owner[first[k]]]++] = first[k];
    sort_neighbours(&g, order, at, lengths);
    *out = (tdai_adjacency){n, g.start, at, lengths};
done:
    tdai_arena_free(&tmp);
    return st;
}

tdai_paths tdai_paths_new(tdai_arena *arena, const tdai_adjacency *g)
{
    return (tdai_paths){.graph = g,
                        .length = ARRAY(arena, double, g->size),
                        .reached = ARRAY(arena, tda_index, g->size),
                        .heap = ARRAY(arena, tdai_step, g->start[g->size] + 1)};
}

void tdai_paths_begin(tdai_paths *p)
{
    for (tda_index v = 0; v < p->graph->size; v++)
        p->length[v] = INFINITY;
}

static bool before(tdai_step a, tdai_step b)
{
    return a.length < b.length || (a.length == b.length && a.to < b.to);
}

static void push(tdai_paths *p, tdai_step s)
{
    tda_index i = p->waiting++;
    for (; i > 0 && before(s, p->heap[(i - 1) / 2]); i = (i - 1) / 2)
        p->heap[i] = p->heap[(i - 1) / 2];
    p->heap[i] = s;
}

static tdai_step pop(tdai_paths *p)
{
    tdai_step top = p->heap[0], last = p->heap[--p->waiting];
    tda_index i = 0;
    for (tda_index k; (k = 2 * i + 1) < p->waiting; i = k) {
        k += k + 1 < p->waiting && before(p->heap[k + 1], p->heap[k]);
        if (!before(p->heap[k], last))
            break;
        p->heap[i] = p->heap[k];
    }
    p->heap[i] = last;
    return top;
}

void tdai_paths_from(tdai_paths *p, tda_index from, double bound)
{
    const tdai_adjacency *g = p->graph;
    while (p->size > 0)
        p->length[p->reached[--p->size]] = INFINITY;
    push(p, (tdai_step){0, from});
    while (p->waiting > 0) {
        tdai_step s = pop(p);
        if (p->length[s.to] <= s.length)
            continue;
        p->length[s.to] = s.length;
        p->reached[p->size++] = s.to;
        for (tda_index k = g->start[s.to]; k < g->start[s.to + 1]; k++) {
            double length = s.length + g->length[k];
            if (length <= bound && length < p->length[g->at[k]])
                push(p, (tdai_step){length, g->at[k]});
        }
    }
}
