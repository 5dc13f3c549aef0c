/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_engine.c - Rips persistence by implicit cohomology on a matrix of ranks, or on lists.
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
#include "persistence/rips_lune.h"
#include "persistence/rips_ranks.h"

static int bits_of(tda_index n)
{
    int bits = 0;
    while (n >> bits)
        bits++;
    return bits;
}

enum { AHEAD = 16 }; /* edges to ask memory for */

static tda_status fill_ranks(tda_ctx *ctx, const tdai_ranks *r)
{
    tda_status st = TDA_OK;
    const tdai_rips_graph *g = r->graph;
    for (tda_index i = 0; i < g->size * r->stride; i++)
        r->rank[i] = TDAI_NO_RANK;
    for (tda_index i = 0; i < g->edges; i++) {
        if (i % 4096 == 0)
            TRY(tdai_poll(ctx, "ranks", i, g->edges));
        tda_index next = i + AHEAD < g->edges ? i + AHEAD : i;
        __builtin_prefetch(r->rank + r->tail[next] * r->stride + r->head[next], 1);
        __builtin_prefetch(r->rank + r->head[next] * r->stride + r->tail[next], 1);
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

/* What every worker and all of them share, by edges: places of the queue, ends of edges. */
static tda_index common_bytes(const tdai_rips_graph *g, int threads)
{
    return tdai_size_add(0, g->edges, 8 + 4 * threads);
}

/* The matrix, and for each worker its rows of bits; once more those of a cochain on edges. */
static tda_index matrix_bytes(const tdai_rips_graph *g, int max_degree, int threads)
{
    tda_index n = g->size, row = 8 * padded((n + 63) / 64, TDAI_WORD_PAD);
    tda_index bytes =
        tdai_size_add(common_bytes(g, threads), n, 4 * padded(n, TDAI_ROW_PAD));
    bytes = tdai_size_add(bytes, n, row * threads);
    if (max_degree >= 2)
        bytes =
            tdai_size_add(tdai_size_add(bytes, n, row * threads), g->edges, 4 * threads);
    return bytes;
}

/* The lists, and while they are made as much again. */
static tda_index lists_bytes(const tdai_rips_graph *g, int threads)
{
    return tdai_size_add(common_bytes(g, threads), g->edges, 32);
}

/* Rows of a matrix are read by vectors, a list an edge at a time. */
static bool lists_are_better(const tdai_rips_job *job)
{
    enum { FEW = 512, SPARSE = 48 };
    const tdai_rips_graph *g = job->graph;
    double n = (double)g->size, degree = 2 * (double)g->edges / n;
    return n > FEW && degree * SPARSE < n;
}

/* The longest keys, in bits; refused where they are too long. */
static tda_status count_bits(tda_ctx *ctx, int *out, const tdai_ranks *r)
{
    tda_status st = TDA_OK;
    const tdai_rips_graph *g = r->graph;
    int bits = bits_of(g->edges) + r->coefficient_bits;
    if ((127 - bits) / r->point_bits < r->max_degree)
        FAIL(TDA_ELIMIT,
             "Rips persistence: degree %d of %lld points and %lld edges needs keys of "
             "more than "
             "127 bits; ask for degree %d at most",
             r->max_degree, (long long)g->size, (long long)g->edges,
             (127 - bits) / r->point_bits);
    *out = bits + r->max_degree * r->point_bits;
done:
    return st;
}

static tda_status open_matrix(tda_ctx *ctx, tdai_arena *tmp, tdai_ranks *r)
{
    tda_status st = TDA_OK;
    tda_index n = r->graph->size;
    r->stride = padded(n, TDAI_ROW_PAD);
    r->words = padded((n + 63) / 64, TDAI_WORD_PAD);
    TRY(tdai_budget(ctx, matrix_bytes(r->graph, r->max_degree, tdai_threads(ctx)),
                    "Rips persistence: the matrix of ranks"));
    r->rank = ARRAY(tmp, uint32_t, n * r->stride);
    TRY(tdai_arena_status(ctx, tmp));
    TRY(fill_ranks(ctx, r));
done:
    return st;
}

static tda_status open_lists(tda_ctx *ctx, tdai_arena *tmp, tdai_ranks *r)
{
    tda_status st = TDA_OK;
    const tdai_rips_graph *g = r->graph;
    tda_index bytes = lists_bytes(g, tdai_threads(ctx));
    TRY(tdai_budget(ctx, bytes, "Rips persistence: lists of neighbours"));
    TRY(tdai_rips_lists_new(ctx, tmp, &r->lists, g->size, r->tail, r->head, g->edges));
    r->stride = r->lists.longest;
    bytes = tdai_size_add(
        bytes, tdai_threads(ctx),
        tdai_rips_lune_bytes(&r->lists, r->tail, r->head, g->edges, 2 * r->max_degree));
    TRY(tdai_budget(ctx, bytes, "Rips persistence: common neighbours"));
done:
    return st;
}

static tda_status run(tda_ctx *ctx, tdai_bars *out, const tdai_rips_job *job, bool lists)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    const tdai_rips_graph *g = job->graph;
    tda_index n = g->size;
    int bits = 0;
    tdai_ranks r = {.graph = g,
                    .rows = tdai_rips_rows_here(),
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
    TRY(count_bits(ctx, &bits, &r));
    uint64_t *negative = ARRAY(&tmp, uint64_t, g->edges / 64 + 1);
    r.tail = ARRAY(&tmp, uint32_t, g->edges);
    r.head = ARRAY(&tmp, uint32_t, g->edges);
    r.point = ARRAY(&tmp, uint32_t, n);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_rips_forest(ctx, out, g, negative));
    r.negative = negative;
    TRY(number_points(ctx, &r));
    TRY(lists ? open_lists(ctx, &tmp, &r) : open_matrix(ctx, &tmp, &r));
    TRY(bits <= 63 ? tdai_rips_reduce64(ctx, out, &r)
                   : tdai_rips_reduce128(ctx, out, &r));
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tdai_rips_dense(tda_ctx *ctx, tdai_bars *out, const tdai_rips_job *job)
{
    return run(ctx, out, job, false);
}

tda_status tdai_rips_sparse(tda_ctx *ctx, tdai_bars *out, const tdai_rips_job *job)
{
    return run(ctx, out, job, true);
}

tda_status tdai_rips_bars(tda_ctx *ctx, tdai_bars *out, const tdai_rips_job *job)
{
    return run(ctx, out, job, lists_are_better(job));
}
