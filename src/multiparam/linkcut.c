/* SPDX-License-Identifier: GPL-3.0-or-later */
/* linkcut.c - Link-cut trees (Sleator and Tarjan 1985) with splay trees for the paths.
 *
 * Every vertex and every edge of the forest is a node; an edge lies between its ends, so the
 * heaviest edge of a path is the heaviest node of it. A splay tree holds one path in the order of
 * depth; its root points to the node above the path without being a child there. `flip` says that
 * the two sides of a subtree are to be exchanged. */
#include "multiparam/forest.h"

typedef struct link_node {
    uint32_t parent, child[2];
    uint32_t best; /* node of greatest weight in this splay subtree */
    uint64_t weight;
    bool flip;
    bool in; /* an edge that is in the forest */
} node;

tda_status tdai_forest_new(tda_ctx *ctx, tdai_forest *out, tda_index vertices,
                           tda_index edges)
{
    tda_status st = TDA_OK;
    tdai_forest f = {.vertices = vertices};
    if (vertices + edges >= (tda_index)TDAI_NONE)
        FAIL(TDA_ELIMIT, "forest: %lld vertices and edges, it holds at most %lld",
             (long long)(vertices + edges), (long long)TDAI_NONE - 1);
    f.node = ARRAY(&f.memory, node, vertices + edges);
    f.up = ARRAY(&f.memory, uint32_t, vertices);
    TRY(tdai_arena_status(ctx, &f.memory));
    for (tda_index i = 0; i < vertices + edges; i++)
        f.node[i] =
            (node){TDAI_NONE, {TDAI_NONE, TDAI_NONE}, (uint32_t)i, 0, false, false};
    for (tda_index i = 0; i < vertices; i++)
        f.up[i] = (uint32_t)i;
    *out = f;
    f = (tdai_forest){0};
done:
    tdai_arena_free(&f.memory);
    return st;
}

void tdai_forest_free(tdai_forest *f)
{
    tdai_arena_free(&f->memory);
    *f = (tdai_forest){0};
}

static uint32_t root(uint32_t *up, uint32_t v)
{
    while (up[v] != v)
        v = up[v] = up[up[v]]; /* path halving */
    return v;
}

bool tdai_forest_connected(tdai_forest *f, uint32_t u, uint32_t v)
{
    return root(f->up, u) == root(f->up, v);
}

bool tdai_forest_has(const tdai_forest *f, uint32_t e)
{
    return f->node[f->vertices + e].in;
}

static bool is_splay_root(const node *t, uint32_t x)
{
    uint32_t p = t[x].parent;
    return p == TDAI_NONE || (t[p].child[0] != x && t[p].child[1] != x);
}

static void pull(node *t, uint32_t x)
{
    uint32_t best = x;
    for (int s = 0; s < 2; s++) {
        uint32_t c = t[x].child[s];
        if (c != TDAI_NONE && t[t[c].best].weight > t[best].weight)
            best = t[c].best;
    }
    t[x].best = best;
}

static void push(node *t, uint32_t x)
{
    if (!t[x].flip)
        return;
    uint32_t a = t[x].child[0], b = t[x].child[1];
    t[x].child[0] = b;
    t[x].child[1] = a;
    if (a != TDAI_NONE)
        t[a].flip ^= true;
    if (b != TDAI_NONE)
        t[b].flip ^= true;
    t[x].flip = false;
}

static void rotate(node *t, uint32_t x)
{
    uint32_t p = t[x].parent, g = t[p].parent;
    int side = t[p].child[1] == x;
    uint32_t inner = t[x].child[!side];
    if (g != TDAI_NONE) {
        if (t[g].child[0] == p)
            t[g].child[0] = x;
        else if (t[g].child[1] == p)
            t[g].child[1] = x;
    }
    t[x].parent = g;
    t[x].child[!side] = p;
    t[p].parent = x;
    t[p].child[side] = inner;
    if (inner != TDAI_NONE)
        t[inner].parent = p;
    pull(t, p);
}

/* Push the flips down from the splay root to x. The way up is kept in a small buffer, since depth
 * is logarithmic nearly always; a deeper way recurses once for each buffer full. */
static void push_down(node *t, uint32_t x)
{
    enum { DEPTH = 64 };
    uint32_t chain[DEPTH];
    int n = 0;
    uint32_t y = x;
    for (; n < DEPTH; y = t[y].parent) {
        chain[n++] = y;
        if (is_splay_root(t, y))
            break;
    }
    if (!is_splay_root(t, chain[n - 1]))
        push_down(t, t[chain[n - 1]].parent);
    while (n > 0)
        push(t, chain[--n]);
}

static void splay(tdai_forest *f, uint32_t x)
{
    node *t = f->node;
    push_down(t, x);
    for (; !is_splay_root(t, x); f->steps++) {
        uint32_t p = t[x].parent;
        if (!is_splay_root(t, p)) {
            uint32_t g = t[p].parent;
            rotate(t, (t[g].child[0] == p) == (t[p].child[0] == x) ? p : x);
            f->steps++;
        }
        rotate(t, x);
    }
    pull(t, x);
}

/* Make the path from the tree's root to x one splay tree with x at its top. */
static void expose(tdai_forest *f, uint32_t x)
{
    node *t = f->node;
    uint32_t below = TDAI_NONE;
    for (uint32_t y = x; y != TDAI_NONE; y = t[y].parent) {
        splay(f, y);
        t[y].child[1] = below;
        pull(t, y);
        below = y;
    }
    splay(f, x);
}

static void make_root(tdai_forest *f, uint32_t x)
{
    expose(f, x);
    f->node[x].flip ^= true;
    push(f->node, x);
}

/* Hang the tree of u, whose root and splay root u is, below edge e, and e below v. */
static void join(tdai_forest *f, uint32_t e, uint32_t u, uint32_t v, uint64_t weight)
{
    node *t = f->node;
    uint32_t x = (uint32_t)f->vertices + e;
    t[x] = (node){v, {TDAI_NONE, TDAI_NONE}, x, weight, false, true};
    t[u].parent = x;
}

void tdai_forest_link(tdai_forest *f, uint32_t e, uint32_t u, uint32_t v, uint64_t weight)
{
    f->up[root(f->up, u)] = root(f->up, v);
    make_root(f, u);
    join(f, e, u, v, weight);
}

uint32_t tdai_forest_heaviest(tdai_forest *f, uint32_t u, uint32_t v)
{
    make_root(f, u);
    expose(f, v);
    uint32_t best = f->node[v].best;
    return f->node[best].weight ? best - (uint32_t)f->vertices : TDAI_NONE;
}

void tdai_forest_replace(tdai_forest *f, uint32_t old, uint32_t e, uint32_t u, uint32_t v,
                         uint64_t weight)
{
    node *t = f->node;
    uint32_t x = (uint32_t)f->vertices + old;
    splay(f, x); /* the path from u to v is one splay tree: x splits it in two */
    for (int s = 0; s < 2; s++) {
        t[t[x].child[s]].parent = TDAI_NONE;
        t[x].child[s] = TDAI_NONE;
    }
    t[x].in = false;
    splay(f, u); /* still the root of its tree */
    join(f, e, u, v, weight);
}

void tdai_forest_weigh(tdai_forest *f, uint32_t e, uint64_t weight)
{
    uint32_t x = (uint32_t)f->vertices + e;
    splay(f, x);
    f->node[x].weight = weight;
    pull(f->node, x);
}
