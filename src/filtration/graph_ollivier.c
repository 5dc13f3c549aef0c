/* SPDX-License-Identifier: GPL-3.0-or-later */
/* graph_ollivier.c - Ollivier's curvature of the edges of a graph, averaged about each vertex.
 *
 * The curvature of an edge is 1 - W / length, W being the least cost of moving the walk from one
 * end to that from the other. What both walks leave at a vertex need not move, as path lengths
 * are a metric. The rest is a transport problem of as many points as the ends have neighbours,
 * solved by shortest augmenting paths in the residual graph, with potentials that keep costs from
 * going negative. */
#include "filtration/adjacency.h"
#include <math.h>
#include <string.h>

enum { GRAIN = 64 };
static const double RESIDUE = 1e-13; /* of a mass of 1, left by rounding */

typedef struct walks {
    const tdai_adjacency *graph;
    double stay;
    tda_index most; /* greatest degree + 1 */
    double *edge;   /* [arcs] */
} walks;

/* A transport problem with room for most sources and most sinks. */
typedef struct transport {
    tda_index most, sources, sinks;
    double *supply, *demand; /* [most] what is left */
    tda_index *source, *sink;
    double *cost, *flow; /* [most x most] */
    double *u, *v;       /* potentials */
    double *near; /* [most] of a sink: the length of a path in the residual graph */
    double *source_near;
    tda_index *by, *source_by; /* the source before a sink, the sink before a source */
    bool *done;
} transport;

static transport transport_new(tdai_arena *a, tda_index most)
{
    return (transport){
        .most = most,
        .supply = ARRAY(a, double, most),
        .demand = ARRAY(a, double, most),
        .source = ARRAY(a, tda_index, most),
        .sink = ARRAY(a, tda_index, most),
        .cost = ARRAY(a, double, tdai_size_add(0, most, most)),
        .flow = ARRAY(a, double, tdai_size_add(0, most, most)),
        .u = ARRAY(a, double, most),
        .v = ARRAY(a, double, most),
        .near = ARRAY(a, double, most),
        .source_near = ARRAY(a, double, most),
        .by = ARRAY(a, tda_index, most),
        .source_by = ARRAY(a, tda_index, most),
        .done = ARRAY(a, bool, most),
    };
}

/* Lengths at reduced costs from all sources with supply to sinks; the nearest sink with demand, or
 * -1. Sinks are settled in the order of their lengths; a settled one passes on to the sources that
 * send to it, at no cost. */
static tda_index search(transport *t, double *length)
{
    for (tda_index i = 0; i < t->sources; i++) {
        t->source_near[i] = t->supply[i] > RESIDUE ? 0 : INFINITY;
        t->source_by[i] = -1;
    }
    for (tda_index j = 0; j < t->sinks; j++) {
        t->near[j] = INFINITY;
        t->by[j] = -1;
        t->done[j] = false;
    }
    for (tda_index i = 0; i < t->sources; i++)
        for (tda_index j = 0; j < t->sinks && t->source_near[i] == 0; j++) {
            double c = fmax(0, t->cost[i * t->most + j] - t->u[i] - t->v[j]);
            if (c < t->near[j]) {
                t->near[j] = c;
                t->by[j] = i;
            }
        }
    for (;;) {
        tda_index best = -1;
        for (tda_index j = 0; j < t->sinks; j++)
            if (!t->done[j] && t->near[j] < INFINITY &&
                (best < 0 || t->near[j] < t->near[best]))
                best = j;
        if (best < 0)
            return -1;
        t->done[best] = true;
        *length = t->near[best];
        if (t->demand[best] > RESIDUE)
            return best;
        for (tda_index i = 0; i < t->sources; i++) {
            if (!(t->flow[i * t->most + best] > 0) || t->source_near[i] <= *length)
                continue;
            t->source_near[i] = *length;
            t->source_by[i] = best;
            for (tda_index j = 0; j < t->sinks; j++) {
                double c =
                    *length + fmax(0, t->cost[i * t->most + j] - t->u[i] - t->v[j]);
                if (!t->done[j] && c < t->near[j]) {
                    t->near[j] = c;
                    t->by[j] = i;
                }
            }
        }
    }
}

/* Send as much as the path to sink `end` takes. */
static void augment(transport *t, tda_index end, double length)
{
    for (tda_index i = 0; i < t->sources; i++)
        if (t->source_near[i] < length)
            t->u[i] += length - t->source_near[i];
    for (tda_index j = 0; j < t->sinks; j++)
        if (t->near[j] < length)
            t->v[j] -= length - t->near[j];
    double amount = t->demand[end];
    tda_index j = end, i;
    for (; i = t->by[j], t->source_by[i] >= 0; j = t->source_by[i])
        amount = fmin(amount, t->flow[i * t->most + t->source_by[i]]);
    amount = fmin(amount, t->supply[i]);
    t->supply[i] -= amount;
    t->demand[end] -= amount;
    for (j = end; i = t->by[j], t->flow[i * t->most + j] += amount, t->source_by[i] >= 0;
         j = t->source_by[i])
        t->flow[i * t->most + t->source_by[i]] -= amount;
}

static double solve(transport *t)
{
    double length = 0, sum = 0;
    for (tda_index i = 0; i < t->sources; i++) {
        t->u[i] = 0;
        for (tda_index j = 0; j < t->sinks; j++)
            t->flow[i * t->most + j] = t->v[j] = 0;
    }
    for (tda_index end; (end = search(t, &length)) >= 0;)
        augment(t, end, length);
    for (tda_index i = 0; i < t->sources; i++)
        for (tda_index j = 0; j < t->sinks; j++)
            sum += t->flow[i * t->most + j] * t->cost[i * t->most + j];
    return sum;
}

/* What the walk from w leaves at x. */
static double mass(const walks *all, tda_index w, tda_index x, bool neighbour)
{
    double part = (1 - all->stay) / (double)tdai_degree(all->graph, w);
    return x == w ? all->stay : neighbour ? part : 0;
}

static bool adjacent(const tdai_adjacency *g, tda_index w, tda_index x)
{
    tda_index low = g->start[w], high = g->start[w + 1];
    while (low < high) {
        tda_index middle = low + (high - low) / 2;
        if (g->at[middle] == x)
            return true;
        if (g->at[middle] < x)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

/* Where the walk from w leaves more than that from other, and how much more. */
static tda_index surplus(const walks *all, tda_index w, tda_index other, tda_index *at,
                         double *amount)
{
    const tdai_adjacency *g = all->graph;
    tda_index n = 0;
    for (tda_index k = g->start[w]; k <= g->start[w + 1]; k++) {
        tda_index x = k < g->start[w + 1] ? g->at[k] : w;
        double more = mass(all, w, x, true) - mass(all, other, x, adjacent(g, other, x));
        if (more > 0) {
            at[n] = x;
            amount[n++] = more;
        }
    }
    return n;
}

static double curvature(const walks *all, transport *t, tdai_paths *p, tda_index k,
                        tda_index a)
{
    const tdai_adjacency *g = all->graph;
    tda_index b = g->at[k];
    double length = g->length[k], reach = 0;
    t->sources = surplus(all, a, b, t->source, t->supply);
    t->sinks = surplus(all, b, a, t->sink, t->demand);
    for (tda_index e = g->start[b]; e < g->start[b + 1]; e++)
        reach = fmax(reach, g->length[e]);
    for (tda_index i = 0; i < t->sources; i++) {
        double first = 0; /* there is the way by a and b */
        for (tda_index e = g->start[a]; e < g->start[a + 1]; e++)
            first = g->at[e] == t->source[i] ? g->length[e] : first;
        tdai_paths_from(p, t->source[i], (first + length + reach) * (1 + 1e-12));
        for (tda_index j = 0; j < t->sinks; j++)
            t->cost[i * t->most + j] = p->length[t->sink[j]];
    }
    return 1 - solve(t) / length;
}

/* Both directions of an edge share what is computed from its smaller end. */
static tda_status edges(void *arg, tda_index begin, tda_index end)
{
    const walks *all = arg;
    const tdai_adjacency *g = all->graph;
    tdai_arena tmp = {0};
    tdai_paths p = tdai_paths_new(&tmp, g);
    transport t = transport_new(&tmp, all->most);
    tda_status st = tdai_arena_status(NULL, &tmp);
    if (st == TDA_OK)
        tdai_paths_begin(&p);
    for (tda_index a = begin; st == TDA_OK && a < end; a++)
        for (tda_index k = g->start[a]; k < g->start[a + 1]; k++)
            if (g->at[k] > a)
                all->edge[k] = curvature(all, &t, &p, k, a);
    tdai_arena_free(&tmp);
    return st;
}

/* The mean about each vertex; `next` [n] is where the neighbours past a vertex are met. */
static void average(const walks *all, double *out, tda_index *next)
{
    const tdai_adjacency *g = all->graph;
    for (tda_index v = 0; v < g->size; v++) {
        out[v] = 0;
        next[v] = g->start[v];
    }
    /* the arcs to a smaller end come first among those of the greater, in the order met here */
    for (tda_index v = 0; v < g->size; v++)
        for (tda_index k = g->start[v]; k < g->start[v + 1]; k++)
            if (g->at[k] > v)
                all->edge[next[g->at[k]]++] = all->edge[k];
    for (tda_index v = 0; v < g->size; v++) {
        for (tda_index k = g->start[v]; k < g->start[v + 1]; k++)
            out[v] += all->edge[k];
        if (tdai_degree(g, v) > 0)
            out[v] /= (double)tdai_degree(g, v);
    }
}

tda_status tda_distances_ollivier(tda_ctx *ctx, double *out, const tda_distances *d,
                                  double stay)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_adjacency g;
    if (!(stay >= 0 && stay < 1))
        FAIL(TDA_EINVAL,
             "Ollivier curvature: a walk that stays with probability %g; "
             "give 0 or more and less than 1",
             stay);
    TRY(tdai_adjacency_new(ctx, &g, &tmp, d, "Ollivier curvature"));
    walks j = {&g, stay, 1, ARRAY(&tmp, double, g.start[g.size])};
    double *value = ARRAY(&tmp, double, g.size);
    tda_index *next = ARRAY(&tmp, tda_index, g.size);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index v = 0; v < g.size; v++) {
        j.most = tdai_degree(&g, v) >= j.most ? tdai_degree(&g, v) + 1 : j.most;
        for (tda_index k = g.start[v]; k < g.start[v + 1]; k++)
            if (g.length[k] == 0)
                FAIL(TDA_EINVAL,
                     "Ollivier curvature: the edge of %lld and %lld has "
                     "length 0; join its ends",
                     (long long)v, (long long)g.at[k]);
    }
    st = tdai_parallel(ctx, "Ollivier curvature", g.size, GRAIN, edges, &j);
    if (st == TDA_ENOMEM)
        FAIL(TDA_ENOMEM, "Ollivier curvature: scratch memory ran out");
    TRY(st);
    average(&j, value, next);
    if (g.size)
        memcpy(out, value, (size_t)g.size * sizeof *out);
done:
    tdai_arena_free(&tmp);
    return st;
}
