/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lune_engine.c - The critical edges and triangles of a function-Rips bifiltration, found without its
 * complex.
 *
 * Edges come one by one in the order of length. An edge uv whose lune has a point of smaller
 * function value than u or v is paired with the triangle on the first such point and changes
 * nothing. The other edges are critical: all boundaries are written in them. Of the triangles
 * uvw with w in the lune only those are needed whose w is joined to no earlier point w' of the
 * lune: else the tetrahedron uvww' makes uvw a sum of uvw' and of triangles with shorter edges.
 * Of these in turn only those for which the sublevel set of the grade of uvw still has a class of
 * degree 1, as the sum of uvw and an earlier triangle on uv is a cycle there. So at every moment
 * the boundaries of all sublevel sets are reduced, their dimensions are known, and a generator
 * of a kernel is read off as it appears:
 *
 *     measure of degree 0 = points - critical edges + cycles
 *     measure of degree 1 = cycles - critical triangles + their columns that became zero */
#include "multiparam/forest.h"
#include "multiparam/lune.h"
#include <math.h>
#include <string.h>

enum { POLL = 256 };

typedef struct engine {
    tda_ctx *ctx;
    tdai_lune_points points;
    tdai_lune_edges edges;
    tdai_lune_rows rows;
    tdai_lune_sieve sieve; /* with several threads */
    tdai_lune_flow flow;
    tdai_forest tree;      /* keys are ranks: components of all sublevel sets */
    tdai_lune_count alive; /* dimension of H_1 of each sublevel set at this scale */
    uint32_t last;         /* the last rank with a class, TDAI_NONE for none */
    tdai_lune_columns columns;
    uint32_t critical; /* edges so far */
    uint32_t *other;   /* [n] points of a lune */
    const tdai_lune_sink *sink;
    uint32_t
        *boundary; /* [boundaries] of the triangle at hand, where the sink wants it */
    tda_index boundaries;
    int64_t triangles;
    tdai_arena memory;
} engine;

/* A point mass in degree k at the length of e and the height of rank y. */
static tda_status add_mass(const engine *g, int k, const tdai_lune_edge *e, uint32_t y,
                           int64_t weight)
{
    return g->sink->mass ? g->sink->mass(g->sink->to, &g->points, k, e, y, weight)
                         : TDA_OK;
}

/* H_1 of the sublevel sets from rank y on grows by `change`. */
static void grow(engine *g, uint32_t y, int change)
{
    tdai_lune_count_add(&g->alive, y, change);
    g->last = tdai_lune_count_last(&g->alive);
}

static tda_status critical_edge(engine *g, const tdai_lune_edge *e)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = g->ctx;
    if (g->critical == TDAI_NONE - 1)
        FAIL(TDA_ELIMIT, "function-Rips: more critical edges than 32 bits can count");
    if (g->sink->edge)
        TRY(g->sink->edge(g->sink->to, &g->points, e));
    uint32_t cycle = (uint32_t)tdai_forest_join(&g->tree, e->u, e->v, e->v);
    TRY(tdai_lune_columns_room(ctx, &g->columns, (tda_index)g->critical + 1));
    TRY(tdai_lune_flow_critical(ctx, &g->flow, e->u, e->v, g->critical++));
    if (cycle != e->v)
        TRY(add_mass(g, 0, e, e->v, -1));
    if (cycle == TDAI_NONE)
        goto done;
    if (cycle != e->v)
        TRY(add_mass(g, 0, e, cycle, 1));
    TRY(add_mass(g, 1, e, cycle, 1));
    if (g->sink->last > 0)
        grow(g, cycle, 1);
done:
    return st;
}

/* Note the column at hand, before it is reduced. */
static tda_status note_boundary(engine *g, uint32_t *size)
{
    tda_index room = (tda_index)g->critical + 1;
    if (room > g->boundaries) {
        uint32_t *more = tdai_realloc(g->boundary, 2 * room, sizeof *more);
        if (!more)
            return tdai_fail(g->ctx, TDA_ENOMEM, "function-Rips: no memory for columns");
        g->boundary = more;
        g->boundaries = 2 * room;
    }
    *size = tdai_lune_columns_list(&g->columns, g->boundary);
    return TDA_OK;
}

/* The triangle on e and w: a column of rank y. */
static tda_status triangle(engine *g, const tdai_lune_edge *e, uint32_t w)
{
    tda_status st = TDA_OK;
    uint32_t y = w > e->v ? w : e->v, dead, boundary = 0;
    if (g->last == TDAI_NONE || y > g->last || !tdai_lune_count_at(&g->alive, y))
        goto done;
    for (int side = 0; side < 3; side++) {
        const uint32_t *entry;
        uint32_t size;
        TRY(tdai_lune_flow_of(g->ctx, &g->flow, side == 2 ? e->v : e->u,
                              side == 0 ? e->v : w, &entry, &size));
        tdai_lune_columns_toggle(&g->columns, entry, size);
    }
    g->triangles++;
    if (g->sink->triangle)
        TRY(note_boundary(g, &boundary));
    TRY(tdai_lune_columns_reduce(g->ctx, &g->columns, y, &dead));
    if (dead == y)
        goto done; /* what appears dies at once */
    if (g->sink->triangle)
        TRY(g->sink->triangle(g->sink->to, &g->points, e, y, g->boundary, boundary));
    TRY(add_mass(g, 1, e, y, -1));
    grow(g, y, -1);
    if (dead == TDAI_NONE)
        goto done;
    TRY(add_mass(g, 1, e, dead, 1));
    grow(g, dead, 1);
done:
    return st;
}

/* The edge at this place of the band. */
static tda_status edge(engine *g, const tdai_lune_edge *e, uint32_t at)
{
    tda_status st = TDA_OK;
    if (e->length > g->points.cone[e->v])
        goto done; /* every sublevel set that holds it is a cone */
    uint32_t first = tdai_lune_first(&g->rows, e->u, e->v, at);
    bool paired = first != TDAI_NONE && first < e->v;
    if (!paired)
        TRY(critical_edge(g, e));
    if (!paired && first != TDAI_NONE)
        TRY(triangle(g, e, first));
    if (first == TDAI_NONE || g->last == TDAI_NONE || g->last < e->v)
        goto done; /* no sublevel set that holds e has a class left */
    tda_index others =
        tdai_lune_others(&g->rows, e->u, e->v, at, first, g->last, g->other);
    for (tda_index i = 0; i < others; i++)
        TRY(triangle(g, e, g->other[i]));
done:
    if (st == TDA_OK)
        tdai_lune_rows_join(&g->rows, e->u, e->v);
    return st;
}

/* Edges begin .. begin + size of the band, no more than a batch. */
static tda_status batch(engine *g, const tdai_lune_edge *e, tda_index begin,
                        tda_index size)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = g->ctx;
    const unsigned char *verdict = g->sieve.verdict; /* NULL: one thread */
    e += begin;
    if (verdict)
        TRY(tdai_lune_sieve_run(ctx, &g->sieve, &g->rows, e, size, (uint32_t)begin,
                                g->last));
    for (tda_index i = 0; i < size; i++) {
        if (i % POLL == 0)
            TRY(tdai_poll(ctx, "lunes", g->edges.done + begin + i, g->edges.edges));
        bool none = g->last == TDAI_NONE || g->last < e[i].v;
        if (verdict &&
            (verdict[i] == TDAI_LUNE_IDLE || (verdict[i] == TDAI_LUNE_PAIRED && none)))
            tdai_lune_rows_join(&g->rows, e[i].u, e[i].v);
        else
            TRY(edge(g, &e[i], (uint32_t)(begin + i)));
    }
done:
    return st;
}

static tda_status sweep(engine *g)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = g->ctx;
    for (;;) {
        const tdai_lune_edge *e;
        tda_index size;
        TRY(tdai_lune_edges_next(ctx, &g->edges, &e, &size));
        if (size == 0)
            goto done;
        if (!g->points.bits)
            TRY(tdai_lune_rows_new(ctx, &g->rows, &g->points, e, size));
        for (tda_index begin = 0; begin < size; begin += TDAI_LUNE_BATCH)
            TRY(batch(g, e, begin,
                      size - begin < TDAI_LUNE_BATCH ? size - begin : TDAI_LUNE_BATCH));
    }
done:
    return st;
}

static tda_status engine_new(engine *g, const tdai_lengths *lengths,
                             const double *function, tda_choice bits)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = g->ctx;
    tda_index n = lengths->size;
    TRY(tdai_lune_points_new(ctx, &g->points, lengths, function, bits));
    TRY(tdai_lune_edges_new(ctx, &g->edges, &g->points));
    if (g->points.bits)
        TRY(tdai_lune_rows_new(ctx, &g->rows, &g->points, NULL, 0));
    if (tdai_threads(ctx) > 1)
        TRY(tdai_lune_sieve_new(ctx, &g->sieve, n));
    g->flow.rows = &g->rows;
    g->columns.loops = tdai_lune_loops_here();
    g->last = TDAI_NONE;
    g->other = ARRAY(&g->memory, uint32_t, n);
    tdai_lune_count_new(&g->alive, n, &g->memory);
    TRY(tdai_arena_status(ctx, &g->memory));
    TRY(tdai_forest_new(ctx, &g->tree, n));
    for (uint32_t i = 0; i < n; i++)
        TRY(add_mass(g, 0, &(tdai_lune_edge){0, i, i}, i, 1));
done:
    return st;
}

static void engine_free(engine *g)
{
    tdai_free(g->boundary);
    tdai_lune_columns_free(&g->columns);
    tdai_lune_flow_free(&g->flow);
    tdai_lune_sieve_free(&g->sieve);
    tdai_lune_rows_free(&g->rows);
    tdai_lune_edges_free(&g->edges);
    tdai_forest_free(&g->tree);
    tdai_lune_points_free(&g->points);
    tdai_arena_free(&g->memory);
}

tda_status tdai_lune_run(tda_ctx *ctx, const tdai_lengths *lengths,
                         const double *function, tda_choice bits,
                         const tdai_lune_sink *sink)
{
    tda_status st = TDA_OK;
    engine g = {.ctx = ctx, .sink = sink};
    TRY(engine_new(&g, lengths, function, bits));
    TRY(sweep(&g));
    tdai_work(ctx, TDA_WORK_CELLS, lengths->size + g.critical + g.triangles);
    tdai_work(ctx, TDA_WORK_COLUMNS, g.columns.effort.columns);
    tdai_work(ctx, TDA_WORK_ENTRIES, g.columns.effort.entries);
done:
    engine_free(&g);
    return st;
}
