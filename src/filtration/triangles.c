/* SPDX-License-Identifier: GPL-3.0-or-later */
/* triangles.c - How many triangles each edge of a graph opens.
 *
 * The triangles on edge (i, j) with a vertex past j are the common entries of rows i and j. In
 * a dense graph rows are bitsets, met 64 points at a time; they then take less memory than the
 * edges themselves. In a sparse one the sorted rows are merged. */
#include "filtration/private.h"
#include "core/wide.h"
#include <string.h>

enum { GRAIN = 16 };

typedef struct counter {
    const tdai_graph *graph;
    const uint64_t *bits; /* [n x words], or NULL: merge */
    tda_index words;
    tda_index *count; /* [edges] or NULL */
    tda_index *row;   /* [n] triangles whose first vertex is the row */
} counter;

WIDE static tda_index common_bits(const counter *job, tda_index i, tda_index j)
{
    const uint64_t *a = job->bits + i * job->words, *b = job->bits + j * job->words;
    tda_index sum = 0;
    for (tda_index w = j / 64; w < job->words; w++)
        sum += __builtin_popcountll(a[w] & b[w]);
    return sum;
}

static tda_index common_entries(const tdai_graph *g, tda_index e, tda_index i,
                                tda_index j)
{
    const tda_index *a = g->head + e + 1, *a_end = g->head + g->start[i + 1];
    const tda_index *b = g->head + g->start[j], *b_end = g->head + g->start[j + 1];
    tda_index sum = 0;
    while (a < a_end && b < b_end) {
        tda_index x = *a, y = *b;
        sum += x == y;
        a += x <= y;
        b += y <= x;
    }
    return sum;
}

static tda_status body(void *arg, tda_index begin, tda_index end)
{
    const counter *job = arg;
    const tdai_graph *g = job->graph;
    for (tda_index i = begin; i < end; i++) {
        tda_index sum = 0;
        for (tda_index e = g->start[i]; e < g->start[i + 1]; e++) {
            tda_index j = g->head[e];
            tda_index here =
                job->bits ? common_bits(job, i, j) : common_entries(g, e, i, j);
            if (job->count)
                job->count[e] = here;
            sum += here;
        }
        job->row[i] = sum;
    }
    return TDA_OK;
}

tda_status tdai_graph_triangles(tda_ctx *ctx, tda_index *total, tda_index *count,
                                tda_index *row, const tdai_graph *graph)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index n = graph->size, sum = 0;
    counter job = {.graph = graph, .words = (n + 63) / 64, .count = count};
    job.row = row ? row : ARRAY(&tmp, tda_index, n);
    if (graph->edges / 64 >=
        n / 64 * (n / 64)) { /* so the bits take at most 8 bytes an edge */
        uint64_t *bits = ARRAY(&tmp, uint64_t, n * job.words);
        TRY(tdai_arena_status(ctx, &tmp));
        memset(bits, 0, (size_t)(n * job.words) * sizeof *bits);
        for (tda_index i = 0; i < n; i++)
            for (tda_index e = graph->start[i]; e < graph->start[i + 1]; e++)
                bits[i * job.words + graph->head[e] / 64] |= (uint64_t)1
                                                             << graph->head[e] % 64;
        job.bits = bits;
    }
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_parallel(ctx, "triangles", n, GRAIN, body, &job));
    for (tda_index i = 0; i < n; i++)
        if (__builtin_add_overflow(sum, job.row[i], &sum))
            sum = INT64_MAX;
    *total = sum;
done:
    tdai_arena_free(&tmp);
    return st;
}
