/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lune_lists.c - Who is joined to whom, as a list of neighbours for each point.
 *
 * For few edges among many points. The lists hold all edges from the start, each with its place in
 * the order, so that what was there before an edge is a comparison away. Lists ascend by
 * neighbour, and a lune is what two of them have in common. */
#include "multiparam/lune.h"

/* Put the neighbours that u and v have in common, joined to both before `at`, in r->common; in
 * steps without a branch to guess. */
static void intersect(tdai_lune_rows *r, uint32_t u, uint32_t v, uint32_t at)
{
    const uint32_t *near = r->near, *when = r->when;
    tda_index i = r->start[u], j = r->start[v], found = 0;
    tda_index i_end = r->start[u + 1], j_end = r->start[v + 1];
    uint32_t *out = r->common;
    while (i < i_end && j < j_end) {
        uint32_t x = near[i], y = near[j];
        out[found] = x;
        found += (x == y) & (when[i] < at) & (when[j] < at);
        i += x <= y;
        j += y <= x;
    }
    r->commons = found;
}

tda_status tdai_lune_lists_new(tda_ctx *ctx, tdai_lune_rows *r,
                               const tdai_lune_edge *edge, tda_index edges)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index n = r->size;
    TRY(tdai_budget(ctx, tdai_size_add(0, edges, 32),
                    "function-Rips: lists of neighbours"));
    r->start = ZEROS(&r->memory, tda_index, n + 2);
    r->near = ARRAY(&r->memory, uint32_t, 2 * edges);
    r->when = ARRAY(&r->memory, uint32_t, 2 * edges);
    uint32_t *near = ARRAY(&tmp, uint32_t, 2 * edges);
    uint32_t *when = ARRAY(&tmp, uint32_t, 2 * edges);
    tda_index *next = ARRAY(&tmp, tda_index, n + 1);
    r->common = ARRAY(&r->memory, uint32_t, n);
    TRY(tdai_arena_status(ctx, &r->memory));
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index e = 0; e < edges; e++) {
        r->start[edge[e].u + 1]++;
        r->start[edge[e].v + 1]++;
    }
    for (tda_index i = 0; i < n; i++) {
        next[i] = r->start[i];
        r->start[i + 1] += r->start[i];
    }
    for (tda_index e = 0; e < edges; e++)
        for (int end = 0; end < 2; end++) { /* in the order of the edges .. */
            tda_index to = next[end ? edge[e].v : edge[e].u]++;
            near[to] = end ? edge[e].u : edge[e].v;
            when[to] = (uint32_t)e;
        }
    for (tda_index i = 0; i < n; i++)
        next[i] = r->start[i];
    for (tda_index i = 0; i < n; i++) /* .. and from there in that of the neighbours */
        for (tda_index k = r->start[i]; k < r->start[i + 1]; k++) {
            tda_index to = next[near[k]]++;
            r->near[to] = (uint32_t)i;
            r->when[to] = when[k];
        }
done:
    tdai_arena_free(&tmp);
    return st;
}

uint32_t tdai_lune_lists_first(tdai_lune_rows *r, uint32_t u, uint32_t v, uint32_t at)
{
    intersect(r, u, v, at);
    return r->commons ? r->common[0] : TDAI_NONE;
}

/* Is w joined to a point of the lune below it? */
static bool has_earlier(const tdai_lune_rows *r, uint32_t w, uint32_t at)
{
    tda_index i = 0, j = r->start[w], end = r->start[w + 1];
    while (r->common[i] < w && j < end) { /* w itself is there */
        uint32_t x = r->common[i], y = r->near[j];
        if (x == y && r->when[j] < at)
            return true;
        i += x <= y;
        j += y <= x;
    }
    return false;
}

tda_index tdai_lune_lists_others(const tdai_lune_rows *r, uint32_t at, uint32_t last,
                                 uint32_t *out)
{
    const uint32_t *near = r->near, *when = r->when, *common = r->common;
    uint32_t first = common[0];
    tda_index i = 1, j = r->start[first], end = r->start[first + 1], found = 0, kept = 0;
    while (i < r->commons && j < end) { /* those not joined to the first */
        uint32_t x = common[i], y = near[j];
        out[found] = x;
        found += (x < y) | ((x == y) & (when[j] >= at));
        i += x <= y;
        j += y <= x;
    }
    for (; i < r->commons; i++)
        out[found++] = common[i];
    for (i = 0; i < found && out[i] <= last; i++)
        if (!has_earlier(r, out[i], at))
            out[kept++] = out[i];
    return kept;
}

uint32_t tdai_lune_lists_first_before(const tdai_lune_rows *r, uint32_t u, uint32_t v)
{
    const uint32_t *near = r->near, *when = r->when;
    tda_index low = r->start[u], high = r->start[u + 1];
    while (low < high) { /* the edge is there */
        tda_index middle = low + (high - low) / 2;
        if (near[middle] < v)
            low = middle + 1;
        else
            high = middle;
    }
    uint32_t at = when[low];
    tda_index i = r->start[u], j = r->start[v];
    while (i < r->start[u + 1] && j < r->start[v + 1]) {
        uint32_t x = near[i], y = near[j];
        if (x == y && when[i] < at && when[j] < at)
            return x;
        i += x <= y;
        j += y <= x;
    }
    return TDAI_NONE;
}
