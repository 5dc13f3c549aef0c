/* SPDX-License-Identifier: GPL-3.0-or-later */
/* alpha.c - Alpha complexes with lower-star functions.
 *
 * The shim returns the Delaunay simplices of the points without repetitions, by dimension, with
 * squared alpha values. Here they become cells: values change to the unit asked for, those past
 * the threshold are left out (which leaves a complex, as values grow from face to coface), each
 * repeated point is joined to the copy that stands for it, and each cell takes the largest value
 * of each function over its points.
 *
 * Which copy stands for a repeated point: the one with the lexicographically least row of
 * functions, and then the smallest id. With one function it is the first to appear, so at every
 * value of the function the complex is as if the later copies were not there. */
#include "filtration/private.h"
#include "shim/shim.h"
#include <float.h>
#include <stdio.h>

static const char *const stage = "alpha complex";

/* ---- what the caller gives ---- */

static tda_status check(tda_ctx *ctx, const tda_cloud *cloud, const tda_cloud *function,
                        const tda_points_opts *opts)
{
    tda_status st = TDA_OK;
    TRY(tda_cloud_check(ctx, cloud));
    if (cloud->dimension > 15)
        FAIL(TDA_EINVAL, "alpha complex of points in R^%lld: at most R^15 is possible",
             (long long)cloud->dimension);
    if (!(opts->threshold >= 0))
        FAIL(TDA_EINVAL, "threshold %g: give 0 or more", opts->threshold);
    if ((unsigned)opts->scale > TDA_SCALE_RADIUS_SQUARED)
        FAIL(TDA_EINVAL, "scale %d: not one of tda_scale", (int)opts->scale);
    if (!function)
        goto done;
    TRY(tda_cloud_check(ctx, function));
    if (function->size != cloud->size)
        FAIL(TDA_EINVAL, "the function has %lld values for %lld points",
             (long long)function->size, (long long)cloud->size);
    if (function->dimension > INT32_MAX - 1)
        FAIL(TDA_EINVAL, "%lld functions: more parameters than a complex can have",
             (long long)function->dimension);
done:
    return st;
}

/* An estimate of the cells of n points in R^d: the expected number about a point among many
 * uniform ones (measured, rounded up), but never more than the faces of a simplex on them. */
static double cells_expected(double n, tda_index d)
{
    static const double about[] = {1, 2, 6, 28, 200, 1800, 20000};
    double usual = n * (d <= 6 ? about[d] : about[6] * pow(12, (double)d - 6));
    double choose = 1, most = 0;
    for (tda_index k = 1; k <= d + 1 && (double)k <= n; k++)
        most += choose *= (n - (double)(k - 1)) / (double)k;
    return fmin(usual, most);
}

/* Each cell is held twice at the peak, by the shim and as columns. */
static tda_status check_budget(tda_ctx *ctx, const tda_cloud *cloud, tda_index functions)
{
    double width = (double)cloud->dimension;
    double bytes = cells_expected((double)cloud->size, cloud->dimension) *
                   (30 + 12 * width + 8 * (double)functions);
    bytes += (double)cloud->size * (100 + 16 * width);
    return tdai_budget(ctx, bytes < 0x1p62 ? (tda_index)bytes : -1, stage);
}

/* ---- the cells ---- */

typedef struct builder {
    tda_ctx *ctx;
    const tda_cloud *function; /* or NULL */
    tda_points_opts opts;
    int exponent;
    tdai_delaunay d;
    tda_index copies; /* repeated points: one more edge each */
    uint64_t *copy;   /* [copies] their edges, ascending: tail << 32 | head */
    tda_index *place; /* [simplices of the last dimension] their cells, -1: left out */
    tdai_columns c;
    tda_index cells, faces; /* written so far */
} builder;

static double scaled(const builder *b, double squared)
{
    double r = sqrt(squared);
    switch (b->opts.scale) {
    case TDA_SCALE_DIAMETER: r = 2 * ldexp(r, b->exponent); break;
    case TDA_SCALE_RADIUS: r = ldexp(r, b->exponent); break;
    case TDA_SCALE_RADIUS_SQUARED: r = ldexp(squared, 2 * b->exponent); break;
    }
    return fmin(r, DBL_MAX);
}

/* How many simplices of dimension k stay. */
static tda_index kept(const builder *b, int k)
{
    tda_index n = 0;
    for (tda_index s = 0; s < b->d.count[k]; s++)
        n += scaled(b, b->d.value[k][s]) <= b->opts.threshold;
    return n;
}

static tda_status allocate(builder *b, tda_index n)
{
    int params = 1 + (b->function ? (int)b->function->dimension : 0);
    tda_index cells = n + b->copies, faces = 2 * b->copies;
    for (int k = 1; k <= b->d.dimension; k++) {
        tda_index count = kept(b, k);
        cells += count;
        faces += (k + 1) * count;
    }
    return tdai_columns_alloc(b->ctx, &b->c, params, cells, faces, cells, false);
}

/* Write the next cell but for its faces; returns its id. */
static tda_index add_cell(builder *b, int dim, const tda_index *vertex, double value)
{
    int params = b->c.params;
    double *grade = b->c.grade + b->cells * params;
    b->c.dim[b->cells] = dim;
    grade[0] = value;
    for (int j = 1; j < params; j++) {
        grade[j] = -INFINITY;
        for (int i = 0; i <= dim; i++)
            grade[j] = fmax(grade[j], b->function->at[vertex[i] * (params - 1) + j - 1]);
    }
    b->c.start[b->cells + 1] = b->faces;
    return b->cells++;
}

static tda_index add_edge(builder *b, tda_index tail, tda_index head, double value)
{
    b->c.face[b->faces++] = tail;
    b->c.face[b->faces++] = head;
    return add_cell(b, 1, (tda_index[]){tail, head}, value);
}

static void add_copy(builder *b, tda_index i)
{
    add_edge(b, (tda_index)(b->copy[i] >> 32), (tda_index)(b->copy[i] & UINT32_MAX), 0);
}

/* The edges of the triangulation and those to repeated points, in one order. */
static tda_status add_edges(builder *b, tda_index *place)
{
    tda_status st = TDA_OK;
    tda_index next = 0;
    tda_index count = b->d.dimension >= 1 ? b->d.count[1] : 0;
    for (tda_index s = 0; s < count; s++) {
        TRY(tdai_poll(b->ctx, stage, b->cells, b->c.size));
        const tda_index *v = b->d.vertex[1] + 2 * s;
        uint64_t key = (uint64_t)v[0] << 32 | (uint64_t)v[1];
        while (next < b->copies && b->copy[next] < key)
            add_copy(b, next++);
        double value = scaled(b, b->d.value[1][s]);
        place[s] = value <= b->opts.threshold ? add_edge(b, v[0], v[1], value) : -1;
    }
    while (next < b->copies)
        add_copy(b, next++);
done:
    return st;
}

/* place: where the cells of dimension k are put; below: where their facets are. */
static tda_status add_simplices(builder *b, int k, tda_index *place,
                                const tda_index *below)
{
    tda_status st = TDA_OK;
    for (tda_index s = 0; s < b->d.count[k]; s++) {
        TRY(tdai_poll(b->ctx, stage, b->cells, b->c.size));
        double value = scaled(b, b->d.value[k][s]);
        place[s] = -1;
        if (value > b->opts.threshold)
            continue;
        for (int i = k; i >= 0; i--) /* facets ascend as the vertex left out descends */
            b->c.face[b->faces++] = below[b->d.face[k][s * (k + 1) + i]];
        place[s] = add_cell(b, k, b->d.vertex[k] + s * (k + 1), value);
    }
done:
    return st;
}

static tda_status find_copies(builder *b, tda_index n, tdai_arena *tmp)
{
    tda_status st = TDA_OK;
    for (tda_index i = 0; i < n; i++)
        b->copies += b->d.same_as[i] != i;
    uint64_t *key = ARRAY(tmp, uint64_t, b->copies);
    tda_index *order = ARRAY(tmp, tda_index, b->copies);
    b->copy = ARRAY(tmp, uint64_t, b->copies);
    TRY(tdai_arena_status(b->ctx, tmp));
    for (tda_index i = 0, next = 0; i < n; i++) {
        tda_index to = b->d.same_as[i], tail = to < i ? to : i;
        if (to != i)
            key[next++] = (uint64_t)tail << 32 | (uint64_t)(to + i - tail);
    }
    TRY(tdai_argsort_u64(b->ctx, order, key, b->copies));
    for (tda_index i = 0; i < b->copies; i++)
        b->copy[i] = key[order[i]];
done:
    return st;
}

static tda_status build(builder *b, tda_index n)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    TRY(find_copies(b, n, &tmp));
    TRY(allocate(b, n));
    for (tda_index i = 0; i < n; i++)
        add_cell(b, 0, &i, 0);
    tda_index *below = NULL;
    for (int k = 1; k <= b->d.dimension || k == 1; k++) {
        tda_index *place = ARRAY(&tmp, tda_index, b->d.count[k]);
        TRY(tdai_arena_status(b->ctx, &tmp));
        TRY(k == 1 ? add_edges(b, place) : add_simplices(b, k, place, below));
        below = place;
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

/* ---- the call ---- */

static void describe(tda_complex *x, const tda_points_opts *opts)
{
    static const char *const name[] = {"diameter", "radius", "squared radius"};
    static const char *const unit[] = {"units of the input", "units of the input",
                                       "squared units of the input"};
    int params = tda_complex_cells(x)->params;
    tda_record *record = tdai_complex_record(x);
    record->scale = opts->scale;
    record->threshold = opts->threshold;
    snprintf(record->filtration, sizeof record->filtration, "%s",
             params > 1 ? "alpha-lower-star" : "alpha");
    tda_complex_set_axis(x, 0, name[opts->scale], unit[opts->scale]);
    for (int k = 1; k < params; k++) {
        char axis[32];
        snprintf(axis, sizeof axis, "function %d", k);
        tda_complex_set_axis(x, k, axis, "");
    }
}

tda_status tda_cloud_alpha(tda_ctx *ctx, tda_complex **out, const tda_cloud *cloud,
                           const tda_cloud *function, const tda_points_opts *opts)
{
    tda_status st = TDA_OK;
    builder b = {.ctx = ctx, .function = function, .opts = TDA_POINTS_OPTS_INIT};
    double *moved = NULL;
    tda_complex *x = NULL;
    TRY(tdai_opts(ctx, &b.opts, sizeof b.opts, opts));
    TRY(check(ctx, cloud, function, &b.opts));
    TRY(check_budget(ctx, cloud, function ? function->dimension : 0));
    b.exponent = tdai_cloud_exponent(cloud);
    if (b.exponent) {
        tda_index values = cloud->size * cloud->dimension;
        moved = tdai_alloc(values, sizeof *moved);
        if (!moved)
            FAIL(TDA_ENOMEM, "alpha complex: no memory for %lld coordinates",
                 (long long)values);
        for (tda_index i = 0; i < values; i++)
            moved[i] = ldexp(cloud->at[i], -b.exponent);
    }
    TRY(tdai_alpha(ctx, &b.d, cloud->size, (int)cloud->dimension,
                   moved ? moved : cloud->at, function ? (int)function->dimension : 0,
                   function ? function->at : NULL));
    TRY(build(&b, cloud->size));
    TRY(tdai_complex_adopt_valid(ctx, &x, &b.c));
    describe(x, &b.opts);
    *out = x;
done:
    tdai_free(moved);
    tdai_delaunay_clear(&b.d);
    tdai_columns_clear(&b.c);
    return st;
}
