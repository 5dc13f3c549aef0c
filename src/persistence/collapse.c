/* SPDX-License-Identifier: GPL-3.0-or-later */
/* collapse.c - Edge collapse of a filtered graph: edges leave or wait, the homology stays.
 *
 * The graph becomes a matrix of ranks, whole where it is small or well filled, by blocks where
 * most points are far apart; the edges are then taken from the last to the first. */
#include "persistence/collapse.h"
#include <string.h>

enum { BATCH = 256, DENSE_BYTES = 1 << 25, DENSE_FILL = 8 };

static tda_index padded(tda_index n, tda_index to)
{
    return (n + to - 1) / to * to;
}

static tda_status open_dense(tda_ctx *ctx, tdai_arena *tmp, tdai_collapsing *c)
{
    tda_status st = TDA_OK;
    const tdai_edge_list *l = c->list;
    tda_index n = l->size;
    c->stride = padded(n, TDAI_BLOCK);
    c->words = padded(n, 256) / 64;
    tda_index bytes = tdai_size_add(0, n, 4 * c->stride + 8 * c->words);
    TRY(tdai_budget(ctx, bytes, "edge collapse: the matrix of ranks"));
    c->rank = ARRAY(tmp, uint32_t, n * c->stride);
    c->bits = ZEROS(tmp, uint64_t, n * c->words);
    c->common = ARRAY(tmp, uint64_t, c->words);
    c->some = ARRAY(tmp, uint64_t, c->words);
    TRY(tdai_arena_status(ctx, tmp));
    for (tda_index i = 0; i < n * c->stride; i++)
        c->rank[i] = TDAI_NO_EDGE;
    for (tda_index v = 0; v < n; v++) {
        c->rank[v * c->stride + v] = 0;
        c->bits[v * c->words + v / 64] |= (uint64_t)1 << v % 64;
    }
    for (tda_index e = 0; e < l->edges; e++) {
        uint32_t u = l->tail[e], v = l->head[e];
        c->rank[u * c->stride + v] = c->rank[v * c->stride + u] = (uint32_t)e + 1;
        c->bits[u * c->words + v / 64] |= (uint64_t)1 << v % 64;
        c->bits[v * c->words + u / 64] |= (uint64_t)1 << u % 64;
    }
done:
    return st;
}

/* Put the edges into names that fill blocks, and make the blocks. */
static tda_status open_sparse(tda_ctx *ctx, tdai_arena *tmp, tdai_collapsing *c,
                              tdai_edge_list *named)
{
    tda_status st = TDA_OK;
    const tdai_edge_list *l = c->list;
    uint32_t *to = ARRAY(tmp, uint32_t, l->size);
    uint32_t *tail = ARRAY(tmp, uint32_t, l->edges),
             *head = ARRAY(tmp, uint32_t, l->edges);
    TRY(tdai_arena_status(ctx, tmp));
    TRY(tdai_block_names(ctx, to, l));
    for (tda_index e = 0; e < l->edges; e++) {
        tail[e] = to[l->tail[e]];
        head[e] = to[l->head[e]];
    }
    *named = (tdai_edge_list){l->size, l->edges, tail, head};
    c->list = named;
    TRY(tdai_blocks_new(ctx, &c->blocks, named, 0, "edge collapse: the ranks"));
done:
    return st;
}

/* Is a whole matrix the better one? */
static bool is_dense(const tdai_edge_list *l)
{
    double n = (double)l->size, bytes = 4 * n * n;
    return bytes <= DENSE_BYTES && 2 * (double)l->edges * DENSE_FILL >= n * n;
}

tda_status tdai_collapse_as(tda_ctx *ctx, uint32_t *time, const tdai_edge_list *list,
                            bool dense, tdai_collapse_edges *edges)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_edge_list named;
    tdai_collapsing c = {.list = list, .time = time};
    tda_index blocks = list->size / TDAI_BLOCK + 1;
    c.id = ARRAY(&tmp, uint32_t, blocks);
    c.chosen = ARRAY(&tmp, uint32_t, blocks);
    c.late = ARRAY(&tmp, uint32_t, blocks * TDAI_BLOCK);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(dense ? open_dense(ctx, &tmp, &c) : open_sparse(ctx, &tmp, &c, &named));
    for (tda_index high = list->edges; high > 0; high -= BATCH) {
        TRY(tdai_poll(ctx, "edge collapse", list->edges - high, list->edges));
        edges(&c, high, high > BATCH ? high - BATCH : 0);
        if (high <= BATCH)
            break;
    }
    tdai_work(ctx, TDA_WORK_DOMINATIONS, c.tests);
done:
    tdai_blocks_clear(&c.blocks);
    tdai_arena_free(&tmp);
    return st;
}

tdai_collapse_edges *tdai_collapse_here(void)
{
#ifdef __x86_64__
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2"))
        return tdai_collapse_avx2;
#endif
    return tdai_collapse_plain;
}

tda_status tdai_collapse(tda_ctx *ctx, uint32_t *time, const tdai_edge_list *list)
{
    return tdai_collapse_as(ctx, time, list, is_dense(list), tdai_collapse_here());
}
