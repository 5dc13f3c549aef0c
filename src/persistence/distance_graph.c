/* SPDX-License-Identifier: GPL-3.0-or-later */
/* distance_graph.c - Which bars of finite length are worth matching with which.
 *
 * Matching two bars pays only where it costs less than sending both to the diagonal. Such a pair
 * overlaps in time, so that the pairs worth a thought are found by a search among intervals; of
 * short bars each has few. */
#include "persistence/distance_graph.h"

static tda_status sort_b(tdai_match_graph *g, tdai_arena *tmp)
{
    tda_status st = TDA_OK;
    const tdai_dots *b = &g->z->b;
    for (g->leaves = 1; g->leaves < b->size;)
        g->leaves *= 2;
    g->by = ARRAY(tmp, tda_index, b->size);
    g->birth = ARRAY(tmp, double, b->size);
    g->latest = ARRAY(tmp, double, 2 * g->leaves);
    TRY(tdai_arena_status(g->z->ctx, tmp));
    TRY(tdai_argsort(g->z->ctx, g->by, b->birth, b->size));
    for (tda_index k = 0; k < g->leaves; k++) {
        bool any = k < b->size;
        g->latest[g->leaves + k] = any ? b->death[g->by[k]] : -INFINITY;
        if (any)
            g->birth[k] = b->birth[g->by[k]];
    }
    for (tda_index v = g->leaves - 1; v > 0; v--)
        g->latest[v] = fmax(g->latest[2 * v], g->latest[2 * v + 1]);
done:
    return st;
}

/* How many bars of b are born before x. */
static tda_index born_before(const tdai_match_graph *g, double x)
{
    tda_index lo = 0, hi = g->z->b.size;
    while (lo < hi) {
        tda_index middle = lo + (hi - lo) / 2;
        if (g->birth[middle] < x)
            lo = middle + 1;
        else
            hi = middle;
    }
    return lo;
}

/* The first of `by` from k on, before `end`, that dies after x; `end` or more if none does. */
static tda_index next_alive(const tdai_match_graph *g, tda_index k, tda_index end,
                            double x)
{
    if (k >= end)
        return end;
    tda_index v = g->leaves + k;
    while (!(g->latest[v] > x)) { /* go right and up */
        while (v & 1) {
            v >>= 1;
            if (v <= 1)
                return end;
        }
        v++;
    }
    while (v < g->leaves) {
        v *= 2;
        v += !(g->latest[v] > x);
    }
    return v - g->leaves;
}

/* The pairs of bar i: how many, and into `to` and `weight` unless these are NULL. */
static tda_index pairs_of(const tdai_match_graph *g, tda_index i, int32_t *to,
                          double *weight)
{
    const tdai_pair_of_dots *z = g->z;
    tda_index n = 0, end = born_before(g, z->a.death[i]);
    double from = z->a.birth[i];
    for (tda_index k = next_alive(g, 0, end, from); k < end;
         k = next_alive(g, k + 1, end, from)) {
        tda_index j = g->by[k];
        double cost = tdai_power(tdai_dot_distance(z, i, j) / g->top, z->order);
        if (!(cost < g->da[i] + g->db[j]))
            continue;
        if (to) {
            to[n] = (int32_t)j;
            weight[n] = cost - g->db[j];
        }
        n++;
    }
    return n;
}

static tda_status find_pairs(tdai_match_graph *g, tdai_arena *tmp)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = g->z->ctx;
    tda_index n = g->z->a.size;
    TRY(sort_b(g, tmp));
    g->start = ARRAY(tmp, tda_index, n + 1);
    TRY(tdai_arena_status(ctx, tmp));
    g->start[0] = 0;
    for (tda_index i = 0; i < n; i++) {
        TRY(tdai_poll(ctx, "matching: pairs", i, n));
        g->start[i + 1] = g->start[i] + pairs_of(g, i, NULL, NULL);
    }
    TRY(tdai_budget(ctx, tdai_size_add(0, g->start[n], 12), "matching of diagrams"));
    g->to = ARRAY(tmp, int32_t, g->start[n]);
    g->weight = ARRAY(tmp, double, g->start[n]);
    TRY(tdai_arena_status(ctx, tmp));
    for (tda_index i = 0; i < n; i++) {
        TRY(tdai_poll(ctx, "matching: pairs", i, n));
        pairs_of(g, i, g->to + g->start[i], g->weight + g->start[i]);
    }
done:
    return st;
}

tda_status tdai_match_graph_new(const tdai_pair_of_dots *z, tdai_match_graph *out,
                                tdai_arena *tmp)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = z->ctx;
    tdai_match_graph g = {.z = z};
    tda_index n = z->a.size, m = z->b.size;
    if (n > INT32_MAX || m > INT32_MAX)
        FAIL(TDA_ELIMIT, "matching: %lld bars, at most 2^31 - 1 are possible",
             (long long)(n > m ? n : m));
    g.da = ARRAY(tmp, double, n);
    g.db = ARRAY(tmp, double, m);
    TRY(tdai_arena_status(ctx, tmp));
    for (tda_index i = 0; i < n; i++)
        g.top = fmax(g.top, g.da[i] = tdai_dot_height(&z->a, i, z->norm));
    for (tda_index j = 0; j < m; j++)
        g.top = fmax(g.top, g.db[j] = tdai_dot_height(&z->b, j, z->norm));
    for (tda_index i = 0; i < n; i++)
        g.da[i] = g.top > 0 ? tdai_power(g.da[i] / g.top, z->order) : 0;
    for (tda_index j = 0; j < m; j++)
        g.db[j] = g.top > 0 ? tdai_power(g.db[j] / g.top, z->order) : 0;
    TRY(find_pairs(&g, tmp));
    *out = g;
done:
    return st;
}
