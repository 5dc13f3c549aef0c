/* SPDX-License-Identifier: GPL-3.0-or-later */
/* alpha_forest.c - The lowest and the highest degree of an alpha diagram, by union-find.
 *
 * Edges in order join components, of which the one with the smaller point stays. Seen from above,
 * facets in reverse order join top cells, of which the later one stays, all that is outside of
 * the triangulation being one cell later than any other. A top cell whose latest facet is also
 * earliest with it joins the cell behind that facet whenever the facet's turn comes: this is done
 * at once, and only the other facets are sorted. */
#include "persistence/alpha.h"

enum { AHEAD = 8, OFTEN = 4095 };

static uint32_t find(uint32_t *parent, uint32_t i, int64_t *steps)
{
    for (; parent[i] != i; ++*steps)
        i = parent[i] = parent[parent[i]];
    return i;
}

/* ---- the highest degree ---- */

typedef struct outside_in {
    tdai_alpha_sweep *a;
    int top;
    uint32_t ground;
    uint32_t (*coface)[2]; /* [facets] top cells, TDAI_NONE for the outside */
    uint32_t *parent;      /* [top cells + 1] */
    uint32_t *rest;        /* [facets] */
    tda_index rests;
} outside_in;

static tda_status find_cofaces(outside_in *o)
{
    tda_status st = TDA_OK;
    const tdai_delaunay *d = &o->a->d;
    const uint32_t *face = d->face[o->top];
    for (tda_index f = 0; f < d->count[o->top - 1]; f++)
        o->coface[f][0] = o->coface[f][1] = TDAI_NONE;
    for (uint32_t c = 0; c < d->count[o->top]; c++) {
        if (!(c & OFTEN))
            TRY(tdai_poll(o->a->ctx, "cofaces", c, d->count[o->top]));
        for (int i = 0; i <= o->top; i++, face++)
            o->coface[*face][o->coface[*face][0] != TDAI_NONE] = c;
    }
done:
    return st;
}

/* The pairs known at sight; then rest := the other facets. */
static void pair_at_sight(outside_in *o)
{
    const tdai_delaunay *d = &o->a->d;
    uint32_t *partner = o->a->partner[o->top - 1];
    for (uint32_t c = 0; c < d->count[o->top]; c++) {
        uint32_t f = tdai_alpha_latest(d, o->top, c);
        uint32_t other = o->coface[f][o->coface[f][0] == c];
        bool first = other == TDAI_NONE || tdai_alpha_earlier(d->value[o->top], c, other);
        o->parent[c] = !first ? c : other == TDAI_NONE ? o->ground : other;
        if (first)
            partner[f] = c;
    }
    o->parent[o->ground] = o->ground;
    for (uint32_t f = 0; f < d->count[o->top - 1]; f++)
        if (partner[f] == TDAI_NONE)
            o->rest[o->rests++] = f;
}

static uint32_t behind(const outside_in *o, uint32_t facet, int side)
{
    uint32_t c = o->coface[facet][side];
    return c == TDAI_NONE ? o->ground : c;
}

static bool stays(const outside_in *o, uint32_t a, uint32_t b)
{
    return a == o->ground ||
           (b != o->ground && tdai_alpha_earlier(o->a->d.value[o->top], b, a));
}

static tda_status sweep_down(outside_in *o)
{
    tda_status st = TDA_OK;
    tdai_alpha_sweep *a = o->a;
    for (tda_index i = o->rests; i-- > 0;) {
        uint32_t f = o->rest[i];
        if (!(i & OFTEN))
            TRY(tdai_poll(a->ctx, "voids", o->rests - i, o->rests));
        if (i >= 2 * AHEAD) {
            __builtin_prefetch(o->coface[o->rest[i - 2 * AHEAD]]);
            __builtin_prefetch(o->parent + behind(o, o->rest[i - AHEAD], 0));
            __builtin_prefetch(o->parent + behind(o, o->rest[i - AHEAD], 1));
        }
        uint32_t c = find(o->parent, behind(o, f, 0), &a->links);
        uint32_t e = find(o->parent, behind(o, f, 1), &a->links);
        if (c == e)
            continue;
        uint32_t old = stays(o, c, e) ? c : e, young = c ^ e ^ old;
        o->parent[young] = old;
        a->partner[o->top - 1][f] = young;
    }
done:
    return st;
}

tda_status tdai_alpha_voids(tdai_alpha_sweep *a)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    const int top = a->d.dimension;
    const tda_index facets = a->d.count[top - 1], cells = a->d.count[top];
    outside_in o = {.a = a, .top = top, .ground = (uint32_t)cells};
    o.coface = tdai_arena_alloc(&tmp, facets, sizeof *o.coface);
    o.parent = ARRAY(&tmp, uint32_t, cells + 1);
    o.rest = ARRAY(&tmp, uint32_t, facets);
    TRY(tdai_arena_status(a->ctx, &tmp));
    TRY(find_cofaces(&o));
    pair_at_sight(&o);
    TRY(tdai_alpha_sort(a->ctx, o.rest, o.rests, a->d.value[top - 1]));
    TRY(sweep_down(&o));
done:
    tdai_arena_free(&tmp);
    return st;
}

/* ---- degree 0 ---- */

/* The smallest id among the copies of each vertex to least [count[0]]. */
static tda_status find_least(tdai_alpha_sweep *a, uint32_t *least)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = a->ctx;
    const tdai_delaunay *d = &a->d;
    uint32_t *vertex = tdai_alloc(a->n, sizeof *vertex);
    if (!vertex)
        FAIL(TDA_ENOMEM, "alpha diagram: no memory for %lld points", (long long)a->n);
    for (uint32_t v = 0; v < d->count[0]; v++) {
        vertex[d->point[v]] = v;
        least[v] = d->point[v];
    }
    for (uint32_t i = 0; i < a->n; i++) {
        uint32_t v = vertex[d->same_as[i]];
        least[v] = least[v] < i ? least[v] : i;
    }
done:
    tdai_free(vertex);
    return st;
}

static tda_status sweep_up(tdai_alpha_sweep *a, uint32_t *parent, const uint32_t *least)
{
    tda_status st = TDA_OK;
    const uint32_t *end = a->d.face[1];
    for (tda_index i = 0; i < a->edges; i++) {
        uint32_t e = a->edge[i];
        if (!(i & OFTEN))
            TRY(tdai_poll(a->ctx, "components", i, a->edges));
        if (i + 2 * AHEAD < a->edges) {
            uint32_t soon = a->edge[i + AHEAD];
            __builtin_prefetch(end + 2 * (size_t)a->edge[i + 2 * AHEAD]);
            __builtin_prefetch(parent + end[2 * (size_t)soon]);
            __builtin_prefetch(parent + end[2 * (size_t)soon + 1]);
        }
        if (a->partner[1][e] != TDAI_NONE)
            continue;
        uint32_t v = find(parent, end[2 * (size_t)e], &a->links);
        uint32_t w = find(parent, end[2 * (size_t)e + 1], &a->links);
        if (v == w)
            continue;
        uint32_t old = least[v] < least[w] ? v : w, young = v ^ w ^ old;
        parent[young] = old;
        a->partner[0][least[young]] = e;
        a->joining[e >> 6] |= (uint64_t)1 << (e & 63);
    }
done:
    return st;
}

tda_status tdai_alpha_components(tdai_alpha_sweep *a)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    const tda_index vertices = a->d.count[0];
    uint32_t *parent = ARRAY(&tmp, uint32_t, vertices);
    uint32_t *least = ARRAY(&tmp, uint32_t, vertices);
    TRY(tdai_arena_status(a->ctx, &tmp));
    TRY(find_least(a, least));
    for (uint32_t v = 0; v < vertices; v++) {
        parent[v] = v;
        a->partner[0][least[v]] = TDAI_ENDLESS;
    }
    TRY(sweep_up(a, parent, least));
done:
    tdai_arena_free(&tmp);
    return st;
}
