/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_forest.c - Degree 0 of a filtered graph, by union and find.
 *
 * When an edge joins two components, the one that was born later dies; of two born together,
 * the one with the larger first point. Edges come in order, so this is Kruskal's forest. */
#include "persistence/rips.h"
#include <math.h>
#include <string.h>

static uint32_t find(uint32_t *up, uint32_t v)
{
    while (up[v] != v) {
        up[v] = up[up[v]];
        v = up[v];
    }
    return v;
}

/* Is the component of root a older than that of root b? Roots are the eldest points. */
static bool elder(const tdai_rips_graph *g, uint32_t a, uint32_t b)
{
    double x = g->birth ? g->birth[a] : 0, y = g->birth ? g->birth[b] : 0;
    return x != y ? x < y : a < b;
}

/* Points in rings, one a component, and what is put down of them. */
typedef struct rings {
    uint32_t *next; /* NULL: not wanted */
    tdai_bars *out;
} rings;

/* The representative of a bar that begins with point v: all points of its component for a
 * cocycle; for a cycle v itself, less the point that it dies with. */
static tda_status put_chain(tda_ctx *ctx, const rings *r, tdai_bar *bar, uint32_t v,
                            tda_index older)
{
    tda_status st = TDA_OK;
    tdai_bars *out = r->out;
    if (!out->chains || bar->birth == bar->death)
        return TDA_OK;
    uint32_t w = v;
    do {
        tda_index at = w;
        TRY(tdai_chains_term(ctx, out->chains, &at, 1, 1));
        w = r->next[w];
    } while (out->cocycles && w != v);
    if (!out->cocycles && older >= 0)
        TRY(tdai_chains_term(ctx, out->chains, &older, 1, out->field - 1));
    TRY(tdai_chains_close(ctx, out->chains, &bar->chain));
done:
    return st;
}

static tdai_bar born(const tdai_rips_graph *g, uint32_t v)
{
    return (tdai_bar){.birth = g->birth ? g->birth[v] : 0,
                      .death = INFINITY,
                      .birth_cell = tda_pair(v, v),
                      .death_cell = -1};
}

tda_status tdai_rips_forest(tda_ctx *ctx, tdai_bars *out, const tdai_rips_graph *g,
                            uint64_t *negative)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    uint32_t *up = ARRAY(&tmp, uint32_t, g->size);
    rings ring = {.out = out};
    if (out->chains)
        ring.next = ARRAY(&tmp, uint32_t, g->size);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index v = 0; v < g->size; v++) {
        up[v] = (uint32_t)v;
        if (ring.next)
            ring.next[v] = (uint32_t)v;
    }
    if (negative)
        memset(negative, 0, (size_t)(g->edges / 64 + 1) * sizeof *negative);
    tda_index components = g->size;
    for (tda_index i = 0; i < g->edges && components > 1; i++) {
        if (i % 1024 == 0)
            TRY(tdai_poll(ctx, "components", i, g->edges));
        uint32_t a = find(up, g->tail[i]), b = find(up, g->head[i]);
        if (a == b)
            continue;
        uint32_t older = elder(g, a, b) ? a : b, younger = older == a ? b : a;
        tdai_bar bar = born(g, younger);
        bar.death = g->value[i];
        bar.death_cell = tdai_rips_cell(g, i);
        TRY(put_chain(ctx, &ring, &bar, younger, older));
        TRY(tdai_bars_add(ctx, out, &bar));
        if (ring.next) { /* two rings become one */
            uint32_t swap = ring.next[younger];
            ring.next[younger] = ring.next[older];
            ring.next[older] = swap;
        }
        up[younger] = older;
        components--;
        if (negative)
            negative[i / 64] |= (uint64_t)1 << i % 64;
    }
    uint32_t first = 0;
    for (tda_index v = 1; v < g->size; v++)
        first = elder(g, (uint32_t)v, first) ? (uint32_t)v : first;
    for (tda_index v = 0; v < g->size; v++)
        if (up[v] == v) {
            tdai_bar bar = born(g, (uint32_t)v);
            bar.cut = g->cut && v != first;
            TRY(put_chain(ctx, &ring, &bar, (uint32_t)v, -1));
            TRY(tdai_bars_add(ctx, out, &bar));
        }
done:
    tdai_arena_free(&tmp);
    return st;
}
