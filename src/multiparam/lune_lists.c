/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lune_lists.c - Who is joined to whom, as a list of neighbours for each point.
 *
 * For few edges among many points. The lists hold all edges from the start, each with its place in
 * the order, so that what was there before an edge is a comparison away. Lists ascend by
 * neighbour, and a lune is what two of them have in common. */
#include "multiparam/lune.h"

/* A place in the list of a point. */
typedef struct reader {
    tda_index at, end;
} reader;

static reader list_of(const tdai_lune_rows *r, uint32_t u)
{
    return (reader){r->start[u], r->start[u + 1]};
}

/* Move to the first neighbour from w on that was joined before `at`; TDAI_NONE at the end. */
static uint32_t seek(const tdai_lune_rows *r, reader *l, uint32_t w, uint32_t at)
{
    while (l->at < l->end && (r->near[l->at] < w || r->when[l->at] >= at))
        l->at++;
    return l->at < l->end ? r->near[l->at] : TDAI_NONE;
}

/* The first point from w on in both lists; TDAI_NONE for none. */
static uint32_t meet(const tdai_lune_rows *r, reader *a, reader *b, uint32_t w,
                     uint32_t at)
{
    for (;;) {
        uint32_t x = seek(r, a, w, at), y = x == TDAI_NONE ? x : seek(r, b, x, at);
        if (x == y || y == TDAI_NONE)
            return y;
        w = y;
    }
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

uint32_t tdai_lune_lists_first(const tdai_lune_rows *r, uint32_t u, uint32_t v,
                               uint32_t at)
{
    reader a = list_of(r, u), b = list_of(r, v);
    return meet(r, &a, &b, 0, at);
}

/* Is w joined to a point of the lune below it? */
static bool has_earlier(const tdai_lune_rows *r, uint32_t u, uint32_t v, uint32_t w,
                        uint32_t at)
{
    reader a = list_of(r, u), b = list_of(r, v), c = list_of(r, w);
    for (uint32_t x = 0;;) {
        uint32_t y = meet(r, &a, &b, x, at);
        x = y >= w ? y : seek(r, &c, y, at);
        if (x >= w)
            return false;
        if (x == y)
            return true;
    }
}

tda_index tdai_lune_lists_others(const tdai_lune_rows *r, uint32_t u, uint32_t v,
                                 uint32_t at, uint32_t first, uint32_t last,
                                 uint32_t *out)
{
    reader a = list_of(r, u), b = list_of(r, v), c = list_of(r, first);
    tda_index found = 0;
    for (uint32_t w = first + 1; (w = meet(r, &a, &b, w, at)) <= last; w++)
        if (seek(r, &c, w, at) != w && !has_earlier(r, u, v, w, at))
            out[found++] = w;
    return found;
}

uint32_t tdai_lune_lists_first_before(const tdai_lune_rows *r, uint32_t u, uint32_t v)
{
    tda_index low = r->start[u], high = r->start[u + 1];
    while (low < high) { /* the edge is there */
        tda_index middle = low + (high - low) / 2;
        if (r->near[middle] < v)
            low = middle + 1;
        else
            high = middle;
    }
    return tdai_lune_lists_first(r, u, v, r->when[low]);
}
