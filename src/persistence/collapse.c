/* SPDX-License-Identifier: GPL-3.0-or-later */
/* collapse.c - Edge collapse of a filtered graph: edges leave or wait, the homology stays.
 *
 * Where many pairs are joined the graph becomes a matrix of ranks, and the edges are taken from the
 * last to the first; where few are, it becomes sparse rows of bits, and they are taken in bands
 * (collapse_bands.c). Both leave the same edges at the same times when a band is one edge. */
#include "persistence/collapse_dense.h"
#include <string.h>

enum { BATCH = 256, DENSE_BYTES = 1 << 28, DENSE_FILL = 8, MANY = 1 << 20, BANDS = 256 };

static tda_index padded(tda_index n, tda_index to)
{
    return (n + to - 1) / to * to;
}

static tda_status open_matrix(tda_ctx *ctx, tdai_arena *tmp, tdai_collapsing *c)
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

tda_status tdai_collapse_dense(tda_ctx *ctx, uint32_t *time, const tdai_edge_list *list,
                               tdai_collapse_edges *edges)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_collapsing c = {.list = list, .time = time};
    tda_index blocks = list->size / TDAI_BLOCK + 1;
    c.id = ARRAY(&tmp, uint32_t, blocks);
    c.chosen = ARRAY(&tmp, uint32_t, blocks);
    c.late = ARRAY(&tmp, uint32_t, blocks * TDAI_BLOCK);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(open_matrix(ctx, &tmp, &c));
    for (tda_index high = list->edges, low; high > 0; high = low) {
        low = high > BATCH ? high - BATCH : 0;
        TRY(tdai_poll(ctx, "edge collapse", list->edges - high, list->edges));
        edges(&c, high, low);
    }
    tdai_work(ctx, TDA_WORK_DOMINATIONS, c.tests);
done:
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

/* Is a whole matrix the better one? */
static bool is_dense(const tdai_edge_list *l)
{
    double n = (double)l->size, bytes = 4 * n * n;
    return bytes <= DENSE_BYTES && 2 * (double)l->edges * DENSE_FILL >= n * n;
}

tda_status tdai_collapse(tda_ctx *ctx, uint32_t *time, const tdai_edge_list *list)
{
    if (is_dense(list))
        return tdai_collapse_dense(ctx, time, list, tdai_collapse_here());
    return tdai_collapse_bands(ctx, time, list,
                               list->edges < MANY ? 1 : list->edges / BANDS);
}
