/* SPDX-License-Identifier: GPL-3.0-or-later */
/* forest.c - Pairs of a level that is a graph, by union-find.
 *
 * Where no column has more than two entries the columns are edges between the rows. One that
 * joins two trees ends the class of the younger root. A column of one entry is an edge to a
 * ground older than every row. Where no row has more than two entries the rows are edges between
 * the columns; the same is done from the last row to the first, roots being the last columns.
 *
 * Apparent pairs are steps of a node towards an older one by its first edge, so that all of them
 * can be taken before any other edge is looked at. The edges left are met by id, their ends
 * followed to the roots of that forest, and only they are sorted. */
#include "persistence/matrix.h"
#include <string.h>

enum { POLL_MASK = 1023 };

/* An edge that is no step: its number, and the nodes it joins. */
typedef struct link {
    uint32_t number, end[2];
} link;

typedef struct forest {
    tdai_filtration *s;
    uint32_t *parent; /* by node; the last one is the ground */
    tda_index nodes;
    link *link;
    tda_index links;
    tdai_arena memory;
} forest;

static uint32_t find(uint32_t *parent, uint32_t i, int64_t *steps)
{
    for (; parent[i] != i; ++*steps)
        i = parent[i] = parent[parent[i]];
    return i;
}

/* Is it a cell of dimension k in no pair so far? */
static inline bool is_open(const tdai_filtration *s, int k, tda_index i)
{
    return s->cells->dim[i] == k && s->role[i] == TDAI_OPEN && s->number[i] != TDAI_NONE;
}

/* Nodes, each its own root, and room for a link a cell of dimension k that is in no pair. */
static tda_status plant(forest *g, tdai_filtration *s, tda_index nodes, int k)
{
    tda_index room = 0;
    *g = (forest){.s = s, .nodes = nodes};
    for (tda_index i = 0; i < s->cells->size; i++)
        room += is_open(s, k, i);
    g->parent = ARRAY(&g->memory, uint32_t, nodes + 1);
    g->link = ARRAY(&g->memory, link, room);
    tda_status st = tdai_arena_status(s->ctx, &g->memory);
    for (tda_index i = 0; st == TDA_OK && i <= nodes; i++)
        g->parent[i] = (uint32_t)i;
    return st;
}

/* An edge between nodes, if it joins two trees of the steps. */
static void add_link(forest *g, uint32_t number, uint32_t a, uint32_t b)
{
    a = find(g->parent, a, &g->s->links);
    b = find(g->parent, b, &g->s->links);
    if (a != b)
        g->link[g->links++] = (link){number, {a, b}};
}

/* *order := the links by number, which is below `numbers`: by counting set bits. */
static tda_status sort_links(forest *g, uint32_t **order, tda_index numbers)
{
    tda_status st = TDA_OK;
    tda_index words = numbers / 64 + 1;
    uint32_t n = 0,
             *before = ARRAY(&g->memory, uint32_t, words); /* bits in earlier words */
    uint64_t *bit = ZEROS(&g->memory, uint64_t, words);
    *order = ARRAY(&g->memory, uint32_t, g->links);
    TRY(tdai_arena_status(g->s->ctx, &g->memory));
    for (tda_index i = 0; i < g->links; i++)
        bit[g->link[i].number / 64] |= (uint64_t)1 << g->link[i].number % 64;
    for (tda_index w = 0; w < words; w++) {
        before[w] = n;
        n += (uint32_t)__builtin_popcountll(bit[w]);
    }
    for (tda_index i = 0; i < g->links; i++) {
        uint32_t x = g->link[i].number;
        uint64_t below = bit[x / 64] & (((uint64_t)1 << x % 64) - 1);
        (*order)[before[x / 64] + (uint32_t)__builtin_popcountll(below)] = (uint32_t)i;
    }
done:
    return st;
}

/* ---- columns as edges: node 0 is the ground, number + 1 a row ---- */

static bool columns_are_edges(const tdai_filtration *s, int k)
{
    const tda_cells *c = s->cells;
    for (tda_index i = 0; i < c->size; i++)
        if (c->dim[i] == k && c->start[i + 1] - c->start[i] > 2)
            return false;
    return true;
}

static inline uint32_t row_node(const tdai_filtration *s, tda_index face)
{
    return s->role[face] == TDAI_DEATH ? 0 : s->number[face] + 1;
}

/* Steps, and then the edges left. */
static tda_status walk_columns(forest *g, int k)
{
    tda_status st = TDA_OK;
    const tdai_filtration *s = g->s;
    const tda_cells *c = s->cells;
    for (tda_index i = 0; i < c->size; i++) {
        if (!(i & POLL_MASK))
            TRY(tdai_poll(s->ctx, "components", i, 3 * c->size));
        if (c->dim[i] != k || s->role[i] != TDAI_DEATH)
            continue;
        uint32_t other = 0;
        for (tda_index f = c->start[i]; f < c->start[i + 1]; f++)
            other = c->face[f] == s->partner[i] ? other : row_node(s, c->face[f]);
        g->parent[s->number[s->partner[i]] + 1] = other;
    }
    for (tda_index i = 0; i < c->size; i++) {
        if (!(i & POLL_MASK))
            TRY(tdai_poll(s->ctx, "components", c->size + i, 3 * c->size));
        if (!is_open(s, k, i))
            continue;
        uint32_t end[2] = {0, 0};
        for (tda_index f = c->start[i]; f < c->start[i + 1]; f++)
            end[f - c->start[i]] = row_node(s, c->face[f]);
        add_link(g, s->number[i], end[0], end[1]);
    }
done:
    return st;
}

tda_status tdai_forest(tdai_filtration *s, int k, bool *done)
{
    tda_status st = TDA_OK;
    forest g = {0};
    uint32_t *order;
    *done = columns_are_edges(s, k);
    if (!*done)
        return TDA_OK;
    TRY(plant(&g, s, tdai_filtration_size(s, k - 1), k));
    TRY(walk_columns(&g, k));
    TRY(sort_links(&g, &order, tdai_filtration_size(s, k)));
    for (tda_index n = 0; n < g.links; n++) {
        const link *e = &g.link[order[n]];
        if (!(n & POLL_MASK))
            TRY(tdai_poll(s->ctx, "components", n, g.links));
        uint32_t a = find(g.parent, e->end[0], &s->links);
        uint32_t b = find(g.parent, e->end[1], &s->links);
        if (a == b)
            continue;
        uint32_t old = a < b ? a : b, young = a ^ b ^ old;
        g.parent[young] = old;
        tdai_filtration_pair(s, tdai_filtration_cell(s, k - 1, young - 1),
                             tdai_filtration_cell(s, k, e->number));
    }
done:
    tdai_arena_free(&g.memory);
    return st;
}

/* ---- rows as edges: a node is the number of a column, the last one the ground ---- */

/* coface[id of a row] := the columns it stands in, leaving out those of no account; false where
 * they are more than two. */
static bool find_cofaces(const tdai_filtration *s, int k, uint32_t (*coface)[2])
{
    const tda_cells *c = s->cells;
    memset(coface, 0xff, (size_t)c->size * sizeof *coface);
    for (tda_index i = 0; i < c->size; i++) {
        uint32_t j = s->number[i];
        if (c->dim[i] != k || j == TDAI_NONE || s->role[i] == TDAI_BIRTH)
            continue;
        for (tda_index f = c->start[i]; f < c->start[i + 1]; f++) {
            uint32_t *co = coface[c->face[f]];
            if (co[1] != TDAI_NONE)
                return false;
            co[co[0] != TDAI_NONE] = j;
        }
    }
    return true;
}

static tda_status walk_rows(forest *g, int k, uint32_t (*coface)[2])
{
    tda_status st = TDA_OK;
    const tdai_filtration *s = g->s;
    const tda_cells *c = s->cells;
    uint32_t ground = (uint32_t)g->nodes;
    for (tda_index i = 0; i < c->size; i++) {
        if (!(i & POLL_MASK))
            TRY(tdai_poll(s->ctx, "voids", i, 3 * c->size));
        if (c->dim[i] != k || s->role[i] != TDAI_DEATH)
            continue;
        const uint32_t *co = coface[s->partner[i]];
        uint32_t other = co[co[0] == s->number[i]];
        g->parent[s->number[i]] = other == TDAI_NONE ? ground : other;
    }
    for (tda_index i = 0; i < c->size; i++) {
        if (!(i & POLL_MASK))
            TRY(tdai_poll(s->ctx, "voids", c->size + i, 3 * c->size));
        if (!is_open(s, k - 1, i) || coface[i][0] == TDAI_NONE)
            continue;
        add_link(g, s->number[i], coface[i][0],
                 coface[i][1] == TDAI_NONE ? ground : coface[i][1]);
    }
done:
    return st;
}

tda_status tdai_forest_dual(tdai_filtration *s, int k, bool *done)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    forest g = {0};
    uint32_t *order;
    *done = false;
    uint32_t(*coface)[2] = tdai_arena_alloc(&tmp, s->cells->size, sizeof *coface);
    TRY(tdai_arena_status(s->ctx, &tmp));
    if (!find_cofaces(s, k, coface))
        goto done;
    *done = true;
    TRY(plant(&g, s, tdai_filtration_size(s, k), k - 1));
    TRY(walk_rows(&g, k, coface));
    TRY(sort_links(&g, &order, tdai_filtration_size(s, k - 1)));
    for (tda_index n = g.links; n-- > 0;) {
        const link *e = &g.link[order[n]];
        if (!(n & POLL_MASK))
            TRY(tdai_poll(s->ctx, "voids", g.links - n, g.links));
        uint32_t a = find(g.parent, e->end[0], &s->links);
        uint32_t b = find(g.parent, e->end[1], &s->links);
        if (a == b)
            continue;
        uint32_t young = a < b ? a : b;
        g.parent[young] = a ^ b ^ young;
        tdai_filtration_pair(s, tdai_filtration_cell(s, k - 1, e->number),
                             tdai_filtration_cell(s, k, young));
    }
done:
    tdai_arena_free(&g.memory);
    tdai_arena_free(&tmp);
    return st;
}
