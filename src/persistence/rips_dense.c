/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_dense.c - Rips persistence by implicit cohomology on a matrix of ranks.
 *
 * No simplex is stored but those that take part in a reduction. Distances are replaced by the
 * ranks of the edges, so that all work is on integers, and a simplex is named by a key whose
 * order is that of the filtration: the rank of its longest edge, then its other points,
 * descending. Keys of 64 bits serve where they are long enough, else those of 128.
 *
 * Points are numbered anew, those whose edges come early first. A simplex is in an apparent pair
 * where a point with a small number is joined to all of it early enough, and central points are
 * joined to most: that leaves fewer critical simplices, by a thousand times on some inputs. The
 * bars do not depend on the numbers, as these only break ties between simplices of one edge. */
#include "persistence/rips_dense.h"

static int bits_of(tda_index n)
{
    int bits = 0;
    while (n >> bits)
        bits++;
    return bits;
}

static tda_status fill_ranks(tda_ctx *ctx, const tdai_ranks *r)
{
    tda_status st = TDA_OK;
    const tdai_rips_graph *g = r->graph;
    for (tda_index i = 0; i < g->size * r->stride; i++)
        r->rank[i] = TDAI_NO_RANK;
    for (tda_index i = 0; i < g->edges; i++) {
        if (i % 4096 == 0)
            TRY(tdai_poll(ctx, "ranks", i, g->edges));
        uint32_t a = r->tail[i], b = r->head[i], rank = (uint32_t)i + 1;
        r->rank[a * r->stride + b] = r->rank[b * r->stride + a] = rank;
    }
done:
    return st;
}

/* Number the points by the sum of the ranks of their edges, a missing one past all others. */
static tda_status number_points(tda_ctx *ctx, const tdai_ranks *r)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    const tdai_rips_graph *g = r->graph;
    tda_index n = g->size, *order = ARRAY(&tmp, tda_index, n);
    uint64_t *sum = ARRAY(&tmp, uint64_t, n);
    uint32_t *number = ARRAY(&tmp, uint32_t, n);
    TRY(tdai_arena_status(ctx, &tmp));
    uint64_t missing = (uint64_t)g->edges + 1; /* n edges of it: fewer than 2^62 */
    for (tda_index v = 0; v < n; v++)
        sum[v] = missing * (uint64_t)n;
    for (tda_index i = 0; i < g->edges; i++) {
        sum[g->tail[i]] -= missing - (uint64_t)i;
        sum[g->head[i]] -= missing - (uint64_t)i;
    }
    TRY(tdai_argsort_u64(ctx, order, sum, n));
    for (tda_index v = 0; v < n; v++) {
        r->point[v] = (uint32_t)order[v];
        number[order[v]] = (uint32_t)v;
    }
    for (tda_index i = 0; i < g->edges; i++) {
        uint32_t a = number[g->tail[i]], b = number[g->head[i]];
        r->tail[i] = a > b ? a : b;
        r->head[i] = a > b ? b : a;
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

static tda_index padded(tda_index n, tda_index to)
{
    return (n + to - 1) / to * to;
}

tda_status tdai_rips_dense(tda_ctx *ctx, tdai_bars *out, const tdai_rips_job *job)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    const tdai_rips_graph *g = job->graph;
    tda_index n = g->size;
    tdai_ranks r = {.graph = g,
                    .rows = tdai_rips_rows_here(),
                    .stride = padded(n, TDAI_ROW_PAD),
                    .words = padded((n + 63) / 64, TDAI_WORD_PAD),
                    .point_bits = n > 2 ? bits_of(n - 1) : 1,
                    .coefficient_bits = job->field > 2 ? bits_of(job->field - 1) : 0,
                    .max_degree = job->max_degree,
                    .field = job->field};
    if (n == 0)
        goto done;
    if (job->max_degree == 0 || g->edges == 0) {
        TRY(tdai_rips_forest(ctx, out, g, NULL));
        goto done;
    }
    int bits = bits_of(g->edges) + r.coefficient_bits;
    if ((127 - bits) / r.point_bits < job->max_degree)
        FAIL(TDA_ELIMIT,
             "Rips persistence: degree %d of %lld points and %lld edges needs keys of "
             "more than "
             "127 bits; ask for degree %d at most",
             job->max_degree, (long long)n, (long long)g->edges,
             (127 - bits) / r.point_bits);
    bits += job->max_degree * r.point_bits;
    tda_index bytes = tdai_size_add(0, n, (tda_index)sizeof *r.rank * r.stride);
    bytes = tdai_size_add(bytes, n, 8 * r.words * tdai_threads(ctx));
    bytes = tdai_size_add(bytes, g->edges, 8 + 4 * tdai_threads(ctx));
    TRY(tdai_budget(ctx, bytes, "Rips persistence: the matrix of ranks"));
    uint64_t *negative = ARRAY(&tmp, uint64_t, g->edges / 64 + 1);
    r.rank = ARRAY(&tmp, uint32_t, n * r.stride);
    r.tail = ARRAY(&tmp, uint32_t, g->edges);
    r.head = ARRAY(&tmp, uint32_t, g->edges);
    r.point = ARRAY(&tmp, uint32_t, n);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_rips_forest(ctx, out, g, negative));
    r.negative = negative;
    TRY(number_points(ctx, &r));
    TRY(fill_ranks(ctx, &r));
    TRY(bits <= 63 ? tdai_rips_reduce64(ctx, out, &r)
                   : tdai_rips_reduce128(ctx, out, &r));
done:
    tdai_arena_free(&tmp);
    return st;
}
