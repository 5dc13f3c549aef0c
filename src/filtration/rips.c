/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips.c - The function-Rips multifiltration, by expansion of the neighbourhood graph.
 *
 * Simplices are kept as a prefix tree: the children of (v0 .. vk) are the simplices
 * (v0 .. vk, w) with w > vk. In lexicographic order the children of a simplex are consecutive,
 * and so are the children of consecutive simplices: one level of the tree is one dimension of
 * the complex, and a list of offsets is the tree.
 *
 * The children of c = (v0 .. vk) are the w that are both a later sibling of c, that is
 * (v0 .. v(k-1), w) exists, and a child of (v1 .. vk), two sorted lists to merge. The facets of
 * the child are then c itself, that sibling, and the children w of the facets of c, each found
 * by a pointer that moves along a sorted list as w grows. Each level is counted, laid out, and
 * filled, the cells of a level independently of each other. */
#include "filtration/private.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { GRAIN = 256 };

typedef struct rips {
    tda_ctx *ctx;
    tdai_lengths lengths;
    tdai_rips_size size;
    const tda_cloud *function;
    bool collapse;
    tdai_graph graph;
    tdai_columns c;
    int level;               /* the dimension whose simplices are expanded */
    tda_index above, below;  /* first cells of dimension level and level + 1 */
    tda_index faces;         /* where the boundaries of the next level begin */
    tda_index *parent_start; /* children of level - 1, counted within their level .. */
    tda_index *start;        /* children of level */
    tda_index *last; /* .. and the last vertex of each: those of the graph in level 1 */
    tda_index *child_last; /* of the next level, if that will be expanded */
} rips;

/* A list of cells of the level, by offset in the level, in the order of their last vertices. */
typedef struct run {
    tda_index at, end;
} run;

static run children(const rips *r, tda_index cell, tda_index first)
{
    return (run){r->parent_start[cell - first], r->parent_start[cell - first + 1]};
}

/* The later siblings of cell i of the level, and the children of its last facet. */
static void lists(const rips *r, tda_index i, run *sibling, run *opposite)
{
    const tda_index *face = r->c.face + r->c.start[r->above + i];
    tda_index first = r->above - (tda_index)r->size.cells[r->level - 1];
    *sibling = children(r, face[0], first);
    sibling->at = i + 1;
    *opposite = children(r, face[r->level], first);
}

/* Move both to the next common last vertex; false at the end. */
static bool meet(const rips *r, run *a, run *b)
{
    const tda_index *last = r->last;
    while (a->at < a->end && b->at < b->end) {
        tda_index x = last[a->at], y = last[b->at];
        if (x == y)
            return true;
        a->at += x < y;
        b->at += y < x;
    }
    return false;
}

static tda_status count_body(void *arg, tda_index begin, tda_index end)
{
    const rips *r = arg;
    for (tda_index i = begin; i < end; i++) {
        run sibling, opposite;
        tda_index count = 0;
        lists(r, i, &sibling, &opposite);
        for (; meet(r, &sibling, &opposite); sibling.at++, opposite.at++)
            count++;
        r->start[i] = count;
    }
    return TDA_OK;
}

static double larger(double a, double b)
{
    return a > b ? a : b;
}

/* Cell `id`: the child w of `cell`, its faces known. */
static void set_cell(const rips *r, tda_index id, tda_index cell, tda_index w)
{
    int p = r->c.params, dim = r->level + 1;
    const tda_index *face = r->c.face + r->c.start[id];
    double *grade = r->c.grade + id * p;
    const double *base = r->c.grade + cell * p;
    r->c.dim[id] = dim;
    /* every edge lies in the facet without w, or without the vertex before it, or without v0 */
    grade[0] =
        larger(base[0], larger(r->c.grade[face[1] * p], r->c.grade[face[dim] * p]));
    for (int f = 1; f < p; f++)
        grade[f] = larger(base[f], r->function->at[w * (p - 1) + f - 1]);
}

static tda_status fill_body(void *arg, tda_index begin, tda_index end)
{
    const rips *r = arg;
    int k = r->level;
    tda_index first = r->above - (tda_index)r->size.cells[k - 1];
    tda_index faces = r->faces;
    for (tda_index i = begin; i < end; i++) {
        run sibling, opposite, middle[TDAI_RIPS_TOP];
        const tda_index *mine = r->c.face + r->c.start[r->above + i];
        lists(r, i, &sibling, &opposite);
        for (int m = 1; m < k; m++)
            middle[m] = children(r, mine[m], first);
        tda_index child = r->start[i];
        for (; meet(r, &sibling, &opposite); sibling.at++, opposite.at++, child++) {
            tda_index w = r->last[sibling.at], id = r->below + child;
            tda_index *face = r->c.face + faces + child * (k + 2);
            r->c.start[id] = faces + child * (k + 2);
            *face++ = r->above + i;
            *face++ = r->above + sibling.at;
            for (int m = 1; m < k; m++) {
                while (r->last[middle[m].at] < w)
                    middle[m].at++;
                *face++ = r->above + middle[m].at;
            }
            *face = r->above + opposite.at;
            set_cell(r, id, r->above + i, w);
            if (r->child_last)
                r->child_last[child] = w;
        }
    }
    return TDA_OK;
}

/* Vertices and edges. */
static void fill_graph(rips *r)
{
    tda_index n = r->lengths.size, p = r->c.params;
    const tdai_graph *g = &r->graph;
    for (tda_index i = 0; i < n; i++) {
        r->c.dim[i] = 0;
        r->c.start[i] = 0;
        r->c.grade[i * p] = 0;
        for (tda_index f = 1; f < p; f++)
            r->c.grade[i * p + f] = r->function->at[i * (p - 1) + f - 1];
    }
    for (tda_index i = 0; i < n && r->size.top > 0; i++)
        for (tda_index e = g->start[i]; e < g->start[i + 1]; e++) {
            tda_index id = n + e, j = g->head[e];
            const double *a = r->c.grade + i * p, *b = r->c.grade + j * p;
            double *grade = r->c.grade + id * p;
            r->c.dim[id] = 1;
            r->c.start[id] = 2 * e;
            r->c.face[2 * e] = i;
            r->c.face[2 * e + 1] = j;
            grade[0] = g->value[e];
            for (tda_index f = 1; f < p; f++)
                grade[f] = larger(a[f], b[f]);
        }
    r->c.start[r->c.size] = 2 * (r->c.size - n);
}

/* Turn counts [n] into offsets [n+1]; returns the sum. */
static tda_index to_offsets(tda_index *count, tda_index n)
{
    tda_index sum = 0;
    for (tda_index i = 0; i <= n; i++) {
        tda_index here = i < n ? count[i] : 0;
        count[i] = sum;
        sum += here;
    }
    return sum;
}

static bool grow(void **array, tda_index n, size_t size)
{
    void *more = tdai_realloc(*array, n, size);
    if (more)
        *array = more;
    return more;
}

/* Room for `more` cells of dimension `dim` behind the others. */
static bool make_room(tdai_columns *c, tda_index more, int dim)
{
    tda_index size = c->size + more, old = c->start[c->size];
    if (!(grow((void **)&c->dim, size, sizeof *c->dim) &&
          grow((void **)&c->start, size + 1, sizeof *c->start) &&
          grow((void **)&c->face, old + more * (dim + 1), sizeof *c->face) &&
          grow((void **)&c->grade, size * c->params, sizeof *c->grade)))
        return false;
    c->size = size;
    c->start[size] = old + more * (dim + 1);
    return true;
}

/* The simplices of dimension level + 1. */
static tda_status expand(rips *r)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = r->ctx;
    int k = r->level;
    tda_index cells = r->size.cells[k];
    r->start = tdai_alloc(cells + 1, sizeof *r->start);
    if (!r->start)
        FAIL(TDA_ENOMEM, "function-Rips: memory ran out at dimension %d", k + 1);
    if (k == 1)
        TRY(tdai_graph_triangles(ctx, &r->size.cells[2], r->start, NULL, &r->graph));
    else
        TRY(tdai_parallel(ctx, "simplices", cells, GRAIN, count_body, r));
    tda_index more = to_offsets(r->start, cells);
    r->size.cells[k + 1] = more;
    TRY(tdai_rips_budget(ctx, &r->size, k + 1, r->c.params));
    r->faces = r->c.start[r->c.size];
    if (!make_room(&r->c, more, k + 1))
        FAIL(TDA_ENOMEM,
             "function-Rips: memory ran out at %lld simplices of dimension %d",
             (long long)more, k + 1);
    r->c.start[r->below] = r->faces; /* for a level without cells */
    if (k + 1 < r->size.top) {
        r->child_last = tdai_alloc(more, sizeof *r->child_last);
        if (!r->child_last)
            FAIL(TDA_ENOMEM, "function-Rips: memory ran out at dimension %d", k + 1);
    }
    TRY(tdai_parallel(ctx, "simplices", cells, GRAIN, fill_body, r));
done:
    return st;
}

static void free_level(rips *r)
{
    if (r->parent_start != r->graph.start) {
        tdai_free(r->parent_start);
        tdai_free(r->last);
    }
    r->parent_start = r->last = NULL;
}

/* The children of this level become the level. */
static void descend(rips *r)
{
    free_level(r);
    r->parent_start = r->start;
    r->last = r->child_last;
    r->start = r->child_last = NULL;
    r->level++;
    r->above = r->below;
    r->below = r->c.size;
}

/* Take the edges away that a collapse finds, before anything is expanded. */
static tda_status thin_out(rips *r, int params)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = r->ctx;
    tdai_arena tmp = {0};
    tdai_graph *g = &r->graph;
    tda_index n = g->size, left = 0, functions = params - 1;
    bool *gone = ARRAY(&tmp, bool, g->edges);
    double *grade = ARRAY(&tmp, double, g->edges *params);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < n; i++)
        for (tda_index e = g->start[i]; e < g->start[i + 1]; e++) {
            grade[e * params] = g->value[e];
            for (tda_index f = 0; f < functions; f++)
                grade[e * params + f + 1] =
                    larger(r->function->at[i * functions + f],
                           r->function->at[g->head[e] * functions + f]);
        }
    TRY(tdai_graph_dominated(ctx, gone, g, params, grade));
    for (tda_index i = 0, e = 0; i < n; i++) {
        tda_index end = g->start[i + 1];
        for (; e < end; e++)
            if (!gone[e]) {
                g->head[left] = g->head[e];
                g->value[left++] = g->value[e];
            }
        g->start[i + 1] = left;
    }
    g->edges = r->size.cells[1] = left;
done:
    tdai_arena_free(&tmp);
    return st;
}

static tda_status build(rips *r)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = r->ctx;
    tda_index n = r->lengths.size;
    int params = r->function ? (int)r->function->dimension + 1 : 1;
    r->size.cells[0] = n;
    TRY(tdai_rips_budget(ctx, &r->size, 0, params));
    if (r->lengths.cloud && !r->collapse &&
        isinf(r->lengths.threshold)) { /* refuse at once what is known */
        for (int k = 1; k <= r->size.top; k++)
            r->size.cells[k] = tdai_binomial(n, k + 1);
        TRY(tdai_rips_budget(ctx, &r->size, r->size.top, params));
    }
    if (r->size.top > 0) {
        TRY(tdai_graph_open(ctx, &r->graph, &r->lengths));
        r->size.cells[1] = r->graph.edges;
        TRY(tdai_rips_budget(ctx, &r->size, 1, params));
        TRY(tdai_graph_fill(ctx, &r->graph, &r->lengths));
        if (r->collapse)
            TRY(thin_out(r, params));
    }
    tda_index edges = r->graph.edges;
    TRY(tdai_columns_alloc(ctx, &r->c, params, n + edges, 2 * edges, n + edges, false));
    fill_graph(r);
    r->level = 1;
    r->above = n;
    r->below = n + edges;
    r->parent_start = r->graph.start;
    r->last = r->graph.head;
    while (r->level < r->size.top && r->size.cells[r->level] > 0) {
        TRY(expand(r));
        descend(r);
    }
done:
    return st;
}

static tda_status function_rips(tda_ctx *ctx, tda_complex **out, const tda_cloud *cloud,
                                const tda_distances *d, const tda_cloud *function,
                                const tda_points_opts *opts)
{
    tda_status st = TDA_OK;
    static const char *const name[] = {"diameter", "radius", "squared radius"};
    static const char *const unit[] = {"units of the input", "units of the input",
                                       "squared units of the input"};
    rips r = {.ctx = ctx, .function = function};
    tda_complex *complex = NULL;
    tda_points_opts o = TDA_POINTS_OPTS_INIT;
    TRY(tdai_rips_open(ctx, &r.lengths, &r.size, cloud, d, function, opts));
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    r.collapse = o.collapse;
    TRY(build(&r));
    TRY(tdai_complex_adopt_valid(ctx, &complex, &r.c));
    tda_record *record = tdai_complex_record(complex);
    record->scale = r.lengths.scale;
    record->threshold = r.lengths.threshold;
    snprintf(record->filtration, sizeof record->filtration, "%s",
             function ? "function-rips" : "rips");
    tda_complex_set_axis(complex, 0, name[r.lengths.scale], unit[r.lengths.scale]);
    for (int f = 1; function && f <= function->dimension; f++) {
        char text[32];
        snprintf(text, sizeof text, "function %d", f);
        tda_complex_set_axis(complex, f, text, "");
    }
    *out = complex;
done:
    tdai_columns_clear(&r.c);
    free_level(&r);
    tdai_graph_clear(&r.graph);
    tdai_free(r.start);
    tdai_free(r.child_last);
    return st;
}

tda_status tda_cloud_function_rips(tda_ctx *ctx, tda_complex **out,
                                   const tda_cloud *cloud, const tda_cloud *function,
                                   const tda_points_opts *opts)
{
    return function_rips(ctx, out, cloud, NULL, function, opts);
}

tda_status tda_distances_function_rips(tda_ctx *ctx, tda_complex **out,
                                       const tda_distances *d, const tda_cloud *function,
                                       const tda_points_opts *opts)
{
    return function_rips(ctx, out, NULL, d, function, opts);
}
