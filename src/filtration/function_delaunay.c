/* SPDX-License-Identifier: GPL-3.0-or-later */
/* function_delaunay.c - The Delaunay bifiltration of a function on points.
 *
 * Points are inserted into a Delaunay triangulation by ascending value. The complex has every
 * simplex that is ever in it, and where a point changes the triangulation also the simplices that
 * join it to what it changes: through them the old triangulation and the new one are each a
 * deformation retract of their union. A simplex appears with the smallest ball about its points
 * and with the last of them. At every value of the function the simplices so far have at every
 * radius the homology of the union of balls. A repeated point is joined by an edge to the copy
 * that comes first. */
#include "filtration/growth.h"
#include "filtration/simplices.h"

static const char *const stage = "function-Delaunay complex";

typedef struct builder {
    tda_ctx *ctx;
    const tda_cloud *cloud, *function;
    const tda_points_opts *opts;
    int exponent;
    tdai_growth growth;
    tdai_grown g;
    double *at; /* [points x dimension] by number */
    double
        *value[17]; /* of each dimension, squared radii and then in the unit asked for */
    tdai_columns c;
    tda_index cells, faces;
} builder;

static tda_status check(tda_ctx *ctx, const tda_cloud *cloud, const tda_cloud *function,
                        const tda_points_opts *opts)
{
    tda_status st = TDA_OK;
    TRY(tda_cloud_check(ctx, cloud));
    TRY(tda_cloud_check(ctx, function));
    if (cloud->dimension > 15)
        FAIL(TDA_EINVAL, "%s of points in R^%lld: at most R^15 is possible", stage,
             (long long)cloud->dimension);
    if (function->size != cloud->size)
        FAIL(TDA_EINVAL, "the function has %lld values for %lld points",
             (long long)function->size, (long long)cloud->size);
    if (function->dimension != 1)
        FAIL(TDA_EINVAL, "%s: %lld functions, it takes one", stage,
             (long long)function->dimension);
    if (!(opts->threshold >= 0))
        FAIL(TDA_EINVAL, "threshold %g: give 0 or more", opts->threshold);
    if ((unsigned)opts->scale > TDA_SCALE_RADIUS_SQUARED)
        FAIL(TDA_EINVAL, "scale %d: not one of tda_scale", (int)opts->scale);
done:
    return st;
}

/* ---- radii ---- */

typedef struct balls {
    const builder *b;
    int k;
} balls;

/* Each starts with the largest of its facets, which is all for a simplex with more points than
 * the dimension needs. */
static tda_status find_balls(void *arg, tda_index begin, tda_index end)
{
    const balls *job = arg;
    const builder *b = job->b;
    const int k = job->k;
    double *value = b->value[k];
    for (tda_index s = begin; s < end; s++) {
        value[s] = 0;
        for (int i = 0; i <= k && k > 1; i++)
            value[s] = fmax(value[s], b->value[k - 1][b->g.face[k][s * (k + 1) + i]]);
    }
    if (k > b->cloud->dimension)
        return TDA_OK;
    return tdai_balls(b->ctx, value + begin, end - begin, k,
                      b->g.vertex[k] + begin * (k + 1), (int)b->cloud->dimension, b->at);
}

static tda_status find_values(builder *b)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = b->ctx;
    for (int k = 1; k <= b->g.dimension; k++) {
        balls job = {b, k};
        b->value[k] = tdai_alloc(b->g.count[k], sizeof *b->value[k]);
        if (!b->value[k])
            FAIL(TDA_ENOMEM, "%s: no memory for %lld radii", stage,
                 (long long)b->g.count[k]);
        TRY(tdai_parallel(ctx, stage, b->g.count[k], 4096, find_balls, &job));
    }
    for (int k = 1; k <= b->g.dimension; k++)
        for (tda_index s = 0; s < b->g.count[k]; s++)
            b->value[k][s] = tdai_radius(b->value[k][s], b->opts->scale, b->exponent);
done:
    return st;
}

/* ---- cells ---- */

/* Finish the next cell, whose faces have been written. */
static void add_cell(builder *b, int dim, double radius, double value)
{
    b->c.dim[b->cells] = dim;
    b->c.grade[2 * b->cells] = radius;
    b->c.grade[2 * b->cells + 1] = value;
    b->c.start[++b->cells] = b->faces;
}

static void add_edge(builder *b, tda_index p, tda_index q, double radius)
{
    const double *f = b->function->at;
    b->c.face[b->faces++] = p < q ? p : q;
    b->c.face[b->faces++] = p < q ? q : p;
    add_cell(b, 1, radius, fmax(f[p], f[q]));
}

/* place: where those of this dimension are put; below: where their facets are, all of which stay
 * if the simplex does. */
static tda_status add_simplices(builder *b, int k, uint32_t *place, const uint32_t *below)
{
    tda_status st = TDA_OK;
    const uint32_t *point = b->growth.point;
    for (tda_index s = 0; s < b->g.count[k]; s++) {
        const uint32_t *row = b->g.vertex[k] + s * (k + 1);
        if (s % 1024 == 0)
            TRY(tdai_poll(b->ctx, stage, b->cells, b->c.size));
        place[s] = (uint32_t)b->cells;
        if (!(b->value[k][s] <= b->opts->threshold))
            continue;
        if (k == 1) {
            add_edge(b, point[row[0]], point[row[1]], b->value[k][s]);
            continue;
        }
        for (int i = 0; i <= k; i++)
            b->c.face[b->faces++] = below[b->g.face[k][s * (k + 1) + i]];
        add_cell(b, k, b->value[k][s], b->function->at[point[row[0]]]);
    }
done:
    return st;
}

static tda_status allocate(builder *b)
{
    tda_ctx *ctx = b->ctx;
    tda_status st = TDA_OK;
    tda_index copies = b->cloud->size - b->growth.count;
    tda_index cells = b->cloud->size + copies, faces = 2 * copies;
    for (int k = 1; k <= b->g.dimension; k++)
        for (tda_index s = 0; s < b->g.count[k]; s++)
            if (b->value[k][s] <= b->opts->threshold) {
                cells++;
                faces += k + 1;
            }
    if (cells > UINT32_MAX)
        FAIL(TDA_ELIMIT, "%s: %lld cells, at most 4294967295 are possible", stage,
             (long long)cells);
    TRY(tdai_budget(ctx, tdai_size_add(0, cells, 56) + 8 * faces, stage));
    TRY(tdai_columns_alloc(ctx, &b->c, 2, cells, faces, cells, false));
done:
    return st;
}

static tda_status build(builder *b)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = b->ctx;
    uint32_t *below = NULL, *place = NULL;
    TRY(allocate(b));
    for (tda_index i = 0; i < b->cloud->size; i++)
        add_cell(b, 0, 0, b->function->at[i]);
    for (int k = 1; k <= b->g.dimension || k == 1; k++) {
        place = tdai_alloc(b->g.count[k], sizeof *place);
        if (!place)
            FAIL(TDA_ENOMEM, "%s: no memory for the places of %lld cells", stage,
                 (long long)b->g.count[k]);
        TRY(add_simplices(b, k, place, below));
        for (tda_index i = 0; i < b->cloud->size && k == 1; i++)
            if (b->growth.same_as[i] != i)
                add_edge(b, i, b->growth.same_as[i], 0);
        tdai_free(below);
        below = place;
        place = NULL;
    }
done:
    tdai_free(below);
    tdai_free(place);
    return st;
}

/* The coordinates by number. */
static tda_status gather(builder *b, const double *at)
{
    const tda_index d = b->cloud->dimension;
    b->at = tdai_alloc(b->growth.count * d, sizeof *b->at);
    if (!b->at)
        return tdai_fail(b->ctx, TDA_ENOMEM, "%s: no memory for %lld points", stage,
                         (long long)b->growth.count);
    for (tda_index i = 0; i < b->growth.count; i++)
        for (tda_index c = 0; c < d; c++)
            b->at[i * d + c] = at[b->growth.point[i] * d + c];
    return TDA_OK;
}

static void release(builder *b)
{
    tdai_growth_clear(&b->growth);
    tdai_grown_clear(&b->g);
    tdai_free(b->at);
    for (int k = 0; k < 17; k++)
        tdai_free(b->value[k]);
    tdai_columns_clear(&b->c);
}

tda_status tda_cloud_function_delaunay(tda_ctx *ctx, tda_complex **out,
                                       const tda_cloud *cloud, const tda_cloud *function,
                                       const tda_points_opts *opts)
{
    tda_status st = TDA_OK;
    tda_points_opts o = TDA_POINTS_OPTS_INIT;
    builder b = {.ctx = ctx, .cloud = cloud, .function = function, .opts = &o};
    tda_complex *x = NULL;
    const double *at;
    double *own = NULL;
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(check(ctx, cloud, function, &o));
    TRY(tdai_budget(ctx, tdai_size_add(0, cloud->size, 500 * cloud->dimension), stage));
    TRY(tdai_cloud_moderate(ctx, &at, &own, &b.exponent, cloud, stage));
    TRY(tdai_grow(ctx, &b.growth, cloud->size, (int)cloud->dimension, at, function->at));
    TRY(tdai_grown_new(ctx, &b.g, &b.growth));
    TRY(gather(&b, at));
    TRY(find_values(&b));
    TRY(build(&b));
    TRY(tdai_complex_adopt_valid(ctx, &x, &b.c));
    tdai_simplices_describe(x, "function-delaunay", &o);
    *out = x;
done:
    tdai_free(own);
    release(&b);
    return st;
}
