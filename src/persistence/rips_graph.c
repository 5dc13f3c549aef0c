/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_graph.c - The filtered graph of points: edges under the enclosing radius, in order.
 *
 * The enclosing radius is the least value at which some point is joined to all the others. From
 * there on the complex is a cone, so that later edges change no homology; leaving them out is
 * no loss, and often spares half of them. It is infinite where no point reaches all others. */
#include "persistence/rips.h"
#include <limits.h>
#include <math.h>

void tdai_rips_graph_clear(tdai_rips_graph *g)
{
    tdai_free(g->tail);
    tdai_free(g->head);
    tdai_free(g->value);
    tdai_free(g->cell);
    tdai_free(g->birth);
    *g = (tdai_rips_graph){0};
}

/* A value is set by its edge, or by the point of it that is born last. */
static void delay(tdai_graph *rows, const double *births)
{
    for (tda_index i = 0; i < rows->size; i++)
        for (tda_index e = rows->start[i]; e < rows->start[i + 1]; e++) {
            double late = fmax(births[i], births[rows->head[e]]);
            rows->value[e] = fmax(rows->value[e], late);
        }
}

/* The enclosing radius; farthest and degree: [n] zeros. */
static double enclosing_radius(const tdai_graph *rows, const double *births,
                               double *farthest, tda_index *degree)
{
    tda_index n = rows->size;
    double least = INFINITY;
    for (tda_index i = 0; i < n; i++)
        farthest[i] = births ? births[i] : 0;
    for (tda_index i = 0; i < n; i++)
        for (tda_index e = rows->start[i]; e < rows->start[i + 1]; e++) {
            tda_index j = rows->head[e];
            double value = rows->value[e];
            degree[i]++;
            degree[j]++;
            farthest[i] = value > farthest[i] ? value : farthest[i];
            farthest[j] = value > farthest[j] ? value : farthest[j];
        }
    for (tda_index i = 0; i < n; i++)
        if (degree[i] == n - 1 && farthest[i] < least)
            least = farthest[i];
    return least;
}

/* Drop edges past the threshold. */
static void keep_until(tdai_graph *rows, double threshold)
{
    tda_index kept = 0;
    for (tda_index i = 0, e = 0; i < rows->size; i++) {
        for (; e < rows->start[i + 1]; e++)
            if (rows->value[e] <= threshold) {
                rows->head[kept] = rows->head[e];
                rows->value[kept++] = rows->value[e];
            }
        rows->start[i + 1] = kept;
    }
    rows->edges = kept;
}

/* Is there a pair at a finite distance that the graph has not? */
static bool lacks_pairs(const tdai_graph *rows, const tdai_lengths *l)
{
    tda_index finite = 0, n = l->size;
    if (l->cloud)
        return rows->edges < n * (n - 1) / 2;
    tda_index pairs = l->d->lower ? n * (n - 1) / 2 : l->d->pairs;
    const double *value = l->d->lower ? l->d->lower : l->d->value;
    for (tda_index i = 0; i < pairs; i++)
        finite += !isinf(value[i]);
    return rows->edges < finite;
}

static tda_status allocate(tda_ctx *ctx, tdai_rips_graph *g, bool births)
{
    tda_status st = TDA_OK;
    tda_index m = g->edges;
    g->tail = tdai_alloc(m, sizeof *g->tail);
    g->head = tdai_alloc(m, sizeof *g->head);
    g->value = tdai_alloc(m, sizeof *g->value);
    if (births) {
        g->cell = tdai_alloc(m, sizeof *g->cell);
        g->birth = tdai_alloc(g->size, sizeof *g->birth);
    }
    if (!g->tail || !g->head || !g->value || (births && (!g->cell || !g->birth)))
        FAIL(TDA_ENOMEM, "Rips persistence: memory ran out at %lld edges", (long long)m);
done:
    return st;
}

/* What sets the value of (i, j): the edge, unless a point is born with it. Of two points the
 * smaller. */
static tda_index cell_of(double value, tda_index i, tda_index j, const double *births)
{
    tda_index a = i < j ? i : j, b = i < j ? j : i;
    return births[a] == value   ? tda_pair(a, a)
           : births[b] == value ? tda_pair(b, b)
                                : tda_pair(a, b);
}

enum { AHEAD = 16 }; /* edges to ask memory for */

/* As it is fetched when its turn has come, all at once. */
typedef struct edge {
    double value;
    uint32_t tail, head;
} edge;

/* Points born past the threshold never appear. */
static tda_status sort(tda_ctx *ctx, tdai_rips_graph *g, const tdai_graph *rows,
                       const double *births, double threshold)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index m = g->edges;
    uint32_t *order = ARRAY(&tmp, uint32_t, m);
    edge *all = ARRAY(&tmp, edge, m);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_rips_order(ctx, order, rows->value, m));
    for (tda_index i = 0; i < rows->size; i++)
        for (tda_index e = rows->start[i]; e < rows->start[i + 1]; e++)
            all[e] = (edge){rows->value[e], (uint32_t)rows->head[e], (uint32_t)i};
    for (tda_index r = 0; r < m; r++) {
        const edge *e = &all[order[r]];
        __builtin_prefetch(&all[order[r + AHEAD < m ? r + AHEAD : r]]);
        g->tail[r] = e->tail;
        g->head[r] = e->head;
        g->value[r] = e->value;
        if (births)
            g->cell[r] = cell_of(g->value[r], g->tail[r], g->head[r], births);
    }
    for (tda_index i = 0; births && i < g->size; i++)
        g->birth[i] = births[i] <= threshold ? births[i] : INFINITY;
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tdai_rips_graph_new(tda_ctx *ctx, tdai_rips_graph *out, const tdai_lengths *l,
                               const double *births)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_graph rows = {.cone = !births};
    tdai_rips_graph g = {.size = l->size};
    if (l->size >= INT_MAX)
        FAIL(TDA_ELIMIT, "Rips persistence: %lld points, but ids are kept in 31 bits",
             (long long)l->size);
    TRY(tdai_graph_open(ctx, &rows, l));
    TRY(tdai_budget(ctx, tdai_size_add(0, rows.edges, 80), "Rips persistence: edges"));
    TRY(tdai_graph_fill(ctx, &rows, l));
    if (births)
        delay(&rows, births);
    if (births)
        keep_until(&rows, l->threshold);
    if (isinf(rows.radius)) { /* not left out yet */
        double *farthest = ZEROS(&tmp, double, l->size);
        tda_index *degree = ZEROS(&tmp, tda_index, l->size);
        TRY(tdai_arena_status(ctx, &tmp));
        double radius = enclosing_radius(&rows, births, farthest, degree);
        g.cut = isinf(radius) && !isinf(l->threshold) && lacks_pairs(&rows, l);
        keep_until(&rows, radius);
    }
    if (rows.edges >= INT_MAX)
        FAIL(TDA_ELIMIT,
             "Rips persistence: %lld edges, but ranks are kept in 31 bits; lower the "
             "threshold",
             (long long)rows.edges);
    g.edges = rows.edges;
    TRY(allocate(ctx, &g, births));
    TRY(sort(ctx, &g, &rows, births, l->threshold));
    *out = g;
    g = (tdai_rips_graph){0};
done:
    tdai_graph_clear(&rows);
    tdai_rips_graph_clear(&g);
    tdai_arena_free(&tmp);
    return st;
}
