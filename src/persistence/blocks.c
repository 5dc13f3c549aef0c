/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blocks.c - Sparse rows of ranks by blocks, and names that fill the blocks.
 *
 * Neighbours are listed twice: by rank for the naming, which wants the shortest edges first, and
 * by name for the rows. Neither needs sorting: going through the edges by rank, or through the
 * points by name, and dealing each to the points it meets leaves every list in order. */
#include "persistence/blocks.h"

enum { POLL = 4096 };

/* Neighbours of each point, in the order of the edges. */
typedef struct neighbours {
    tda_index *start; /* [n + 1] */
    uint32_t *point;  /* [2 edges] */
    uint32_t *rank;   /* [2 edges] */
} neighbours;

static tda_status find_neighbours(tda_ctx *ctx, tdai_arena *tmp, neighbours *out,
                                  const tdai_edge_list *l)
{
    tda_status st = TDA_OK;
    tda_index *start = out->start = ZEROS(tmp, tda_index, l->size + 2);
    out->point = ARRAY(tmp, uint32_t, 2 * l->edges);
    out->rank = ARRAY(tmp, uint32_t, 2 * l->edges);
    TRY(tdai_arena_status(ctx, tmp));
    for (tda_index e = 0; e < l->edges; e++) {
        start[l->tail[e] + 2]++;
        start[l->head[e] + 2]++;
    }
    for (tda_index v = 2; v <= l->size; v++)
        start[v] += start[v - 1];
    for (tda_index e = 0; e < l->edges; e++) { /* start[v + 1] moves to the end of v */
        if (e % POLL == 0)
            TRY(tdai_poll(ctx, "neighbours", e, l->edges));
        for (int side = 0; side < 2; side++) {
            uint32_t v = side ? l->head[e] : l->tail[e];
            tda_index at = start[v + 1]++;
            out->point[at] = side ? l->tail[e] : l->head[e];
            out->rank[at] = (uint32_t)e + 1;
        }
    }
done:
    return st;
}

/* ---- names ---- */

typedef struct naming {
    neighbours near;
    uint32_t *to, *order; /* order [named] the points that have names */
    tda_index *next;      /* [n] first neighbour that may be without a name */
    tda_index named;
} naming;

static void name(naming *g, uint32_t v)
{
    g->to[v] = (uint32_t)g->named;
    g->order[g->named++] = v;
}

/* Name the nearest neighbour of v that has no name. */
static bool name_neighbour(naming *g, uint32_t v)
{
    while (g->next[v] < g->near.start[v + 1]) {
        uint32_t w = g->near.point[g->next[v]++];
        if (g->to[w] == UINT32_MAX) {
            name(g, w);
            return true;
        }
    }
    return false;
}

tda_status tdai_block_names(tda_ctx *ctx, uint32_t *to, const tdai_edge_list *l)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index n = l->size, unnamed = 0, oldest = 0;
    naming g = {.to = to};
    g.order = ARRAY(&tmp, uint32_t, n);
    g.next = ARRAY(&tmp, tda_index, n);
    TRY(find_neighbours(ctx, &tmp, &g.near, l));
    for (tda_index v = 0; v < n; v++) {
        to[v] = UINT32_MAX;
        g.next[v] = g.near.start[v];
    }
    while (g.named <
           n) { /* a new block, or one that has stuck, begins beside the oldest .. */
        tda_index at = g.named;
        TRY(tdai_poll(ctx, "naming points", at, n));
        while (oldest < at && !name_neighbour(&g, g.order[oldest]))
            oldest++;
        while (g.named == at && to[unnamed] != UINT32_MAX)
            unnamed++;
        if (g.named == at)
            name(&g, (uint32_t)unnamed);
        while (g.named % TDAI_BLOCK &&
               at < g.named) /* .. and grows from its first points */
            at += !name_neighbour(&g, g.order[at]);
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

/* ---- rows ---- */

/* Put rank at (row, point), the points of a row coming in ascending order; with no `out`, only
 * count the blocks. */
static void put(tdai_blocks *out, tda_index *end, uint32_t *last, uint32_t row,
                uint32_t point, uint32_t rank)
{
    uint32_t id = point / TDAI_BLOCK;
    if (last[row] != id) {
        last[row] = id;
        if (out) {
            uint32_t *lane = out->rank + end[row] * TDAI_BLOCK;
            for (int l = 0; l < TDAI_BLOCK; l++)
                lane[l] = TDAI_NO_EDGE;
            out->id[end[row]] = id;
        }
        end[row]++;
    }
    if (out)
        out->rank[(end[row] - 1) * TDAI_BLOCK + point % TDAI_BLOCK] = rank;
}

static void deal(tdai_blocks *out, tda_index *end, uint32_t *last, const neighbours *near,
                 tda_index n, uint32_t diagonal)
{
    for (tda_index v = 0; v < n; v++)
        last[v] = UINT32_MAX;
    for (uint32_t w = 0; w < n; w++) {
        for (tda_index i = near->start[w]; i < near->start[w + 1]; i++)
            put(out, end, last, near->point[i], w, near->rank[i]);
        if (diagonal != TDAI_NO_EDGE)
            put(out, end, last, w, w, diagonal);
    }
}

tda_status tdai_blocks_new(tda_ctx *ctx, tdai_blocks *out, const tdai_edge_list *l,
                           uint32_t diagonal, const char *what)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_blocks b = {.size = l->size};
    neighbours near;
    tda_index n = l->size;
    TRY(find_neighbours(ctx, &tmp, &near, l));
    tda_index *end = ZEROS(&tmp, tda_index, n);
    uint32_t *last = ARRAY(&tmp, uint32_t, n);
    TRY(tdai_arena_status(ctx, &tmp));
    deal(NULL, end, last, &near, n, diagonal);
    b.start = tdai_alloc(n + 1, sizeof *b.start);
    if (!b.start)
        FAIL(TDA_ENOMEM, "%s: memory ran out", what);
    b.start[0] = 0;
    for (tda_index v = 0; v < n; v++) {
        b.start[v + 1] = b.start[v] + end[v];
        end[v] = b.start[v];
    }
    tda_index blocks = b.start[n];
    TRY(tdai_budget(ctx, tdai_size_add(0, blocks, 4 * (TDAI_BLOCK + 1)), what));
    b.id = tdai_alloc(blocks, sizeof *b.id);
    b.rank = tdai_alloc(blocks, TDAI_BLOCK * sizeof *b.rank);
    if (!b.id || !b.rank)
        FAIL(TDA_ENOMEM, "%s: memory ran out", what);
    deal(&b, end, last, &near, n, diagonal);
    *out = b;
    b = (tdai_blocks){0};
done:
    tdai_blocks_clear(&b);
    tdai_arena_free(&tmp);
    return st;
}

void tdai_blocks_clear(tdai_blocks *b)
{
    tdai_free(b->start);
    tdai_free(b->id);
    tdai_free(b->rank);
    *b = (tdai_blocks){0};
}
