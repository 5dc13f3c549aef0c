/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dominated.c - Edges of a filtered graph of any number of parameters that its flag complexes can do
 * without.
 *
 * An edge uv is strongly dominated by a common neighbour w if, from the grade of uv on, w is joined
 * to u and v, and to every other common neighbour a of theirs as soon as the triangle uva is
 * there. Then at every grade the link of uv is a cone from w, and taking uv away with all cliques on
 * it changes no homotopy type. Edges are asked from the last in lexicographic order to the first, and
 * asked again whenever an edge at one of their ends has left since. A point that spoke against one
 * candidate is likely to speak against the next, so it is asked first. */
#include "data/graph.h"
#include <string.h>

enum { MATRIX_BYTES = 1 << 28, SPARSE = 32, POLL = 64 };

static const char *const stage = "edge collapse";

typedef struct collapse {
    const tdai_graph *graph;
    int params;
    tda_index edges;
    uint32_t *grade; /* [edges x params] ranks among the values of each parameter */
    uint32_t
        *matrix; /* [n x n] the number of each edge, plus 1; 0: none, or it has left */
    tda_index *start; /* [n+1] all neighbours of each point, without a matrix .. */
    uint32_t *near;   /* .. ascending */
    uint32_t *number; /* and the edges to them */
    const bool *gone;
    tda_index common; /* common neighbours of the edge at hand .. */
    uint32_t *at;     /* .. which */
    uint32_t *from;   /* [common x params] from which grade on */
    tda_index *left;  /* [n] when an edge at this point left last */
    tda_index *asked; /* [edges] when an edge was asked last, -1: never */
    int64_t lookups;
} collapse;

static tda_status rank_grades(tda_ctx *ctx, collapse *c, const double *grade)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index m = c->edges, p = c->params;
    double *value = ARRAY(&tmp, double, m);
    tda_index *order = ARRAY(&tmp, tda_index, m);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index k = 0; k < p; k++) {
        uint32_t rank = 0;
        for (tda_index e = 0; e < m; e++)
            value[e] = grade[e * p + k];
        TRY(tdai_argsort(ctx, order, value, m));
        for (tda_index i = 0; i < m; i++) {
            rank += i && value[order[i]] > value[order[i - 1]];
            c->grade[order[i] * p + k] = rank;
        }
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

/* Neighbours on both sides of each point, as a matrix or as lists. */
static tda_status lay_out(tda_ctx *ctx, collapse *c, tdai_arena *memory)
{
    tda_status st = TDA_OK;
    const tdai_graph *g = c->graph;
    tda_index n = g->size;
    if (n <= (MATRIX_BYTES / 4) / (n ? n : 1) && c->edges > n * n / SPARSE / 2) {
        c->matrix = ZEROS(memory, uint32_t, n * n);
        TRY(tdai_arena_status(ctx, memory));
        for (tda_index i = 0; i < n; i++)
            for (tda_index e = g->start[i]; e < g->start[i + 1]; e++)
                c->matrix[i * n + g->head[e]] = c->matrix[g->head[e] * n + i] =
                    (uint32_t)e + 1;
        return TDA_OK;
    }
    c->start = ZEROS(memory, tda_index, n + 2);
    c->near = ARRAY(memory, uint32_t, 2 * c->edges);
    c->number = ARRAY(memory, uint32_t, 2 * c->edges);
    TRY(tdai_arena_status(ctx, memory));
    for (tda_index i = 0; i < n; i++)
        for (tda_index e = g->start[i]; e < g->start[i + 1]; e++) {
            c->start[i + 2]++;
            c->start[g->head[e] + 2]++;
        }
    for (tda_index i = 0; i < n; i++)
        c->start[i + 2] += c->start[i + 1];
    for (int below = 1; below >= 0; below--) /* smaller neighbours, then larger ones */
        for (tda_index i = 0; i < n; i++)
            for (tda_index e = g->start[i]; e < g->start[i + 1]; e++) {
                tda_index at = below ? g->head[e] : i, to = c->start[at + 1]++;
                c->near[to] = (uint32_t)(below ? i : g->head[e]);
                c->number[to] = (uint32_t)e;
            }
done:
    return st;
}

/* The edge between two points, plus 1, or 0. */
static uint32_t edge_of(const collapse *c, uint32_t u, uint32_t v)
{
    if (c->matrix)
        return c->matrix[(tda_index)u * c->graph->size + v];
    tda_index low = c->start[u], high = c->start[u + 1];
    while (low < high) {
        tda_index middle = low + (high - low) / 2;
        if (c->near[middle] < v)
            low = middle + 1;
        else
            high = middle;
    }
    return low < c->start[u + 1] && c->near[low] == v && !c->gone[c->number[low]]
               ? c->number[low] + 1
               : 0;
}

static bool below(const collapse *c, const uint32_t *a, const uint32_t *b)
{
    bool is = true;
    for (int k = 0; k < c->params; k++)
        is &= a[k] <= b[k];
    return is;
}

/* Note the common neighbour a of the edge e, joined by f and h to its ends. */
static void meet(collapse *c, tda_index e, uint32_t a, tda_index f, tda_index h)
{
    tda_index p = c->params;
    for (tda_index k = 0; k < p; k++) {
        uint32_t x = c->grade[e * p + k], y = c->grade[f * p + k],
                 z = c->grade[h * p + k];
        x = y > x ? y : x;
        c->from[c->common * p + k] = z > x ? z : x;
    }
    c->at[c->common++] = a;
}

static void find_common(collapse *c, tda_index e, uint32_t u, uint32_t v)
{
    c->common = 0;
    if (c->matrix) {
        tda_index n = c->graph->size;
        const uint32_t *a = c->matrix + u * n, *b = c->matrix + v * n;
        for (tda_index w = 0; w < n; w++)
            if (a[w] && b[w])
                meet(c, e, (uint32_t)w, (tda_index)a[w] - 1, (tda_index)b[w] - 1);
        return;
    }
    tda_index i = c->start[u], j = c->start[v];
    while (i < c->start[u + 1] && j < c->start[v + 1]) {
        uint32_t x = c->near[i], y = c->near[j];
        if (x == y && !c->gone[c->number[i]] && !c->gone[c->number[j]])
            meet(c, e, x, c->number[i], c->number[j]);
        i += x <= y;
        j += y <= x;
    }
}

static void swap(collapse *c, tda_index i, tda_index j)
{
    uint32_t *a = c->from + i * c->params, *b = c->from + j * c->params;
    uint32_t point = c->at[i];
    c->at[i] = c->at[j];
    c->at[j] = point;
    for (int k = 0; k < c->params; k++) {
        uint32_t x = a[k];
        a[k] = b[k];
        b[k] = x;
    }
}

/* Is w not joined in time to the i-th common neighbour? */
static bool objects(collapse *c, uint32_t w, tda_index i)
{
    if (c->at[i] == w)
        return false;
    uint32_t f = edge_of(c, w, c->at[i]);
    c->lookups++;
    return !f ||
           !below(c, c->grade + (tda_index)(f - 1) * c->params, c->from + i * c->params);
}

/* Does some common neighbour dominate the edge? */
static bool dominated(collapse *c, tda_index e, uint32_t u, uint32_t v)
{
    tda_index p = c->params, candidates = 0;
    find_common(c, e, u, v);
    for (tda_index i = 0; i < c->common;
         i++) /* those there from the grade of e on first */
        if (below(c, c->from + i * p, c->grade + e * p))
            swap(c, i, candidates++);
    for (tda_index last = 0;
         candidates > 0;) { /* last: who spoke against the one before */
        uint32_t w = c->at[--candidates];
        if (objects(c, w, last))
            continue;
        tda_index i = 0;
        while (i < c->common && !objects(c, w, i))
            i++;
        if (i == c->common)
            return true;
        last = i;
    }
    return false;
}

static uint64_t key_of(const collapse *c, tda_index e, int k)
{
    return c->grade[e * c->params + k];
}

/* order := the edges in lexicographic order of their grades. */
static tda_status sort_edges(tda_ctx *ctx, const collapse *c, tda_index *order)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index m = c->edges;
    uint64_t *key = ARRAY(&tmp, uint64_t, m);
    tda_index *by = ARRAY(&tmp, tda_index, m), *next = ARRAY(&tmp, tda_index, m);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < m; i++)
        order[i] = i;
    for (int k = c->params - 1; k >= 0; k--) {
        for (tda_index i = 0; i < m; i++)
            key[i] = key_of(c, order[i], k);
        TRY(tdai_argsort_u64(ctx, by, key, m));
        for (tda_index i = 0; i < m; i++)
            next[i] = order[by[i]];
        memcpy(order, next, (size_t)m * sizeof *order);
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tdai_graph_dominated(tda_ctx *ctx, bool *gone, const tdai_graph *graph,
                                int params, const double *grade)
{
    tda_status st = TDA_OK;
    tdai_arena memory = {0};
    tda_index n = graph->size, m = n ? graph->start[n] : 0, now = 0, before = -1;
    collapse c = {.graph = graph, .params = params, .edges = m, .gone = gone};
    if (m >= (tda_index)UINT32_MAX || n >= (tda_index)UINT32_MAX)
        FAIL(TDA_ELIMIT, "edge collapse: %lld edges, at most 4294967294 are possible",
             (long long)m);
    TRY(tdai_budget(ctx, tdai_size_add(0, m, 40 + 4 * (tda_index)params), stage));
    c.grade = ARRAY(&memory, uint32_t, m * params);
    c.at = ARRAY(&memory, uint32_t, n);
    c.from = ARRAY(&memory, uint32_t, n * params);
    c.left = ZEROS(&memory, tda_index, n);
    c.asked = ARRAY(&memory, tda_index, m);
    tda_index *order = ARRAY(&memory, tda_index, m);
    uint32_t *tail = ARRAY(&memory, uint32_t, m);
    TRY(tdai_arena_status(ctx, &memory));
    memset(gone, 0, (size_t)m * sizeof *gone);
    for (tda_index i = 0; i < n; i++)
        for (tda_index e = graph->start[i]; e < graph->start[i + 1]; e++) {
            tail[e] = (uint32_t)i;
            c.asked[e] = -1;
        }
    TRY(rank_grades(ctx, &c, grade));
    TRY(lay_out(ctx, &c, &memory));
    TRY(sort_edges(ctx, &c, order));
    while (before != now) {
        before = now; /* edges that have left */
        for (tda_index i = m - 1; i >= 0; i--) {
            tda_index e = order[i];
            uint32_t u = tail[e], v = (uint32_t)graph->head[e];
            if (i % POLL == 0)
                TRY(tdai_poll(ctx, stage, m - i, m));
            if (gone[e] || (c.asked[e] >= c.left[u] && c.asked[e] >= c.left[v]))
                continue;
            c.asked[e] = now;
            if (!dominated(&c, e, u, v))
                continue;
            gone[e] = true;
            if (c.matrix)
                c.matrix[u * n + v] = c.matrix[v * n + u] = 0;
            c.left[u] = c.left[v] = ++now;
        }
    }
    tdai_work(ctx, TDA_WORK_DOMINATIONS, c.lookups);
done:
    tdai_arena_free(&memory);
    return st;
}
