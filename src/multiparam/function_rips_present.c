/* SPDX-License-Identifier: GPL-3.0-or-later */
/* function_rips_present.c - Presentations of function-Rips bifiltrations without their complexes.
 *
 * The points, the critical edges and the critical triangles, with boundaries written in critical
 * edges, are a complex with the homology of degrees 0 and 1 of all of the bifiltration, as a
 * module: what is left out comes in pairs of one grade, is a sum of what is kept, or belongs to
 * sublevel sets that are cones. It is a few cells for each point, and is presented as any other. */
#include "multiparam/function_rips.h"
#include "multiparam/lune.h"
#include "multiparam/present.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct builder {
    tda_ctx *ctx;
    const tdai_function_rips *f;
    tda_index size, faces, edges;
    tda_index most, most_faces, most_edges; /* room */
    int *dim;
    tda_index *start, *face;
    double *grade;
    tda_index *cell; /* [size x 2] whose coordinates they are */
    tda_index *edge; /* [edges] the cell of a critical edge */
} builder;

static void builder_free(builder *b)
{
    tdai_free(b->dim);
    tdai_free(b->start);
    tdai_free(b->face);
    tdai_free(b->grade);
    tdai_free(b->cell);
    tdai_free(b->edge);
}

/* Room for `count` elements at *at, which now has room for *most. */
static tda_status grow(tda_ctx *ctx, void *at, tda_index *most, tda_index count,
                       size_t size)
{
    void *old;
    tda_index more = 2 * count + 64;
    memcpy(&old, at, sizeof old);
    tda_status st = tdai_budget(ctx, tdai_size_add(0, more, (tda_index)size),
                                "function-Rips: critical simplices");
    void *now = st ? NULL : tdai_realloc(old, more, size);
    if (!now)
        return st ? st
                  : tdai_fail(ctx, TDA_ENOMEM, "function-Rips: no memory for %lld cells",
                              (long long)count);
    memcpy(at, &now, sizeof now);
    *most = more;
    return TDA_OK;
}

/* Append a cell whose faces, so many, are to be filled in at face[faces - n]. */
static tda_status add_cell(builder *b, int dim, tda_index n, double x, tda_index cell_x,
                           double y, tda_index cell_y)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = b->ctx;
    if (b->size + 1 >= b->most) {
        tda_index most = 0;
        TRY(grow(ctx, &b->dim, &most, b->size + 1, sizeof *b->dim));
        TRY(grow(ctx, &b->start, &most, b->size + 1, sizeof *b->start));
        TRY(grow(ctx, &b->grade, &most, b->size + 1, 2 * sizeof *b->grade));
        TRY(grow(ctx, &b->cell, &most, b->size + 1, 2 * sizeof *b->cell));
        b->most = most;
        b->start[0] = 0;
    }
    if (b->faces + n > b->most_faces)
        TRY(grow(ctx, &b->face, &b->most_faces, b->faces + n, sizeof *b->face));
    tdai_function_rips_grade(b->f, b->grade + 2 * b->size, x, y);
    b->cell[2 * b->size] = cell_x;
    b->cell[2 * b->size + 1] = cell_y;
    b->dim[b->size++] = dim;
    b->start[b->size] = b->faces += n;
done:
    return st;
}

static tda_status add_edge(void *to, const tdai_lune_points *points,
                           const tdai_lune_edge *e)
{
    builder *b = to;
    const tda_index *id = points->id;
    tda_status st = TDA_OK;
    if (b->edges == b->most_edges)
        TRY(grow(b->ctx, &b->edge, &b->most_edges, b->edges, sizeof *b->edge));
    TRY(add_cell(b, 1, 2, e->length, tda_pair(id[e->u], id[e->v]), points->height[e->v],
                 tda_pair(id[e->v], id[e->v])));
    b->face[b->faces - 2] = e->u;
    b->face[b->faces - 1] = e->v;
    b->edge[b->edges++] = b->size - 1;
done:
    return st;
}

static tda_status add_triangle(void *to, const tdai_lune_points *points,
                               const tdai_lune_edge *e, uint32_t y,
                               const uint32_t *boundary, uint32_t size)
{
    builder *b = to;
    const tda_index *id = points->id;
    tda_status st = add_cell(b, 2, size, e->length, tda_pair(id[e->u], id[e->v]),
                             points->height[y], tda_pair(id[y], id[y]));
    for (uint32_t i = 0; st == TDA_OK && i < size; i++)
        b->face[b->faces - size + i] = b->edge[boundary[i]];
    return st;
}

/* The points, in the order of the function, as the engine numbers them. */
static tda_status add_points(builder *b)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = b->ctx;
    tda_index n = b->f->lengths.size;
    tda_index *order = tdai_alloc(n, sizeof *order);
    if (!order)
        FAIL(TDA_ENOMEM, "function-Rips: no memory for %lld points", (long long)n);
    TRY(tdai_argsort(ctx, order, b->f->function, n));
    for (tda_index i = 0; i < n; i++) {
        tda_index cell = tda_pair(order[i], order[i]);
        TRY(add_cell(b, 0, 0, 0, cell, b->f->function[order[i]] + 0.0, cell));
    }
done:
    tdai_free(order);
    return st;
}

static tda_status present(tda_ctx *ctx, tda_presentation **out, const tda_cloud *cloud,
                          const tda_distances *d, const tda_cloud *function, int degree,
                          const tda_function_rips_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_function_rips f;
    builder b = {.ctx = ctx, .f = &f};
    tdai_lune_sink sink = {&b, degree, NULL, add_edge, add_triangle};
    TRY(tdai_function_rips_check(ctx, &f, cloud, d, function, opts));
    if (degree < 0 || degree > 1)
        FAIL(TDA_EINVAL,
             "function-Rips presentation: no degree %d; it has 0 and 1, for others build "
             "the complex",
             degree);
    TRY(add_points(&b));
    TRY(tdai_lune_run(ctx, &f.lengths, f.function, f.bits, &sink));
    tda_cells cells = {2, b.size, b.dim, b.start, b.face, NULL, b.grade};
    tdai_present_opts o = {.chunk = true,
                           .shortcut = true,
                           .degree = degree,
                           .record = f.record,
                           .origin = b.cell,
                           .width = 2,
                           .cells = TDA_CELL_PAIR};
    TRY(tdai_present(ctx, out, &cells, degree, &o));
done:
    builder_free(&b);
    return st;
}

tda_status tda_cloud_function_rips_presentation(tda_ctx *ctx, tda_presentation **out,
                                                const tda_cloud *cloud,
                                                const tda_cloud *function, int degree,
                                                const tda_function_rips_opts *opts)
{
    return present(ctx, out, cloud, NULL, function, degree, opts);
}

tda_status tda_distances_function_rips_presentation(tda_ctx *ctx, tda_presentation **out,
                                                    const tda_distances *d,
                                                    const tda_cloud *function, int degree,
                                                    const tda_function_rips_opts *opts)
{
    return present(ctx, out, NULL, d, function, degree, opts);
}
