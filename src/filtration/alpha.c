/* SPDX-License-Identifier: GPL-3.0-or-later */
/* alpha.c - Alpha complexes with lower-star functions.
 *
 * The shim returns the Delaunay simplices of the points without repetitions, by dimension, with
 * squared alpha values. Here they become cells: values change to the unit asked for, those past
 * the threshold are left out (which leaves a complex, as values grow from face to coface), each
 * repeated point is joined to the copy that stands for it, and each cell takes the largest value
 * of each function over its facets, and so over its points.
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
    tda_index kept[16]; /* simplices of each dimension within the threshold */
    tda_index copies;   /* repeated points: one more edge each */
    tdai_columns c;
    tda_index cells, faces; /* written so far */
} builder;

static double scaled(const builder *b, double squared)
{
    double r = sqrt(squared);
    switch (b->opts.scale) {
    case TDA_SCALE_DIAMETER: r *= 2; break;
    case TDA_SCALE_RADIUS: break;
    case TDA_SCALE_RADIUS_SQUARED: r = squared; break;
    }
    if (b->exponent)
        r = ldexp(r, b->opts.scale == TDA_SCALE_RADIUS_SQUARED ? 2 * b->exponent
                                                               : b->exponent);
    return fmin(r, DBL_MAX);
}

/* Bring the values to the scale and count what stays. */
static tda_status scale_values(builder *b, tda_index n)
{
    tda_status st = TDA_OK;
    for (int k = 1; k <= b->d.dimension; k++)
        for (tda_index s = 0; s < b->d.count[k]; s++) {
            double *value = &b->d.value[k][s];
            *value = scaled(b, *value);
            b->kept[k] += *value <= b->opts.threshold;
            if (s % 4096 == 0)
                TRY(tdai_poll(b->ctx, stage, s, b->d.count[k]));
        }
    for (tda_index i = 0; i < n; i++)
        b->copies += b->d.same_as[i] != i;
done:
    return st;
}

static tda_status allocate(builder *b, tda_index n)
{
    int params = 1 + (b->function ? (int)b->function->dimension : 0);
    tda_index cells = n + b->copies, faces = 2 * b->copies;
    for (int k = 1; k <= b->d.dimension; k++) {
        cells += b->kept[k];
        faces += (k + 1) * b->kept[k];
    }
    return tdai_columns_alloc(b->ctx, &b->c, params, cells, faces, cells, false);
}

/* Finish the next cell, whose faces have been written; returns its id. */
static tda_index add_cell(builder *b, int dim, double value)
{
    const tda_index params = b->c.params, *face = b->c.face;
    double *grade = b->c.grade + b->cells * params;
    b->c.dim[b->cells] = dim;
    grade[0] = value;
    for (tda_index j = 1; j < params; j++) {
        grade[j] = -INFINITY;
        for (tda_index f = b->c.start[b->cells]; f < b->faces; f++)
            grade[j] = fmax(grade[j], b->c.grade[face[f] * params + j]);
    }
    b->c.start[b->cells + 1] = b->faces;
    return b->cells++;
}

static void add_points(builder *b, tda_index n)
{
    for (tda_index i = 0; i < n; i++) {
        double *grade = b->c.grade + i * b->c.params;
        add_cell(b, 0, 0);
        for (int j = 1; j < b->c.params; j++)
            grade[j] = b->function->at[i * (b->c.params - 1) + j - 1];
    }
}

static void add_edge(builder *b, tda_index p, tda_index q, double value)
{
    b->c.face[b->faces++] = p < q ? p : q;
    b->c.face[b->faces++] = p < q ? q : p;
    add_cell(b, 1, value);
}

/* place: where the edges are put. */
static tda_status add_edges(builder *b, tda_index n, uint32_t *place)
{
    tda_status st = TDA_OK;
    tda_index count = b->d.dimension >= 1 ? b->d.count[1] : 0;
    for (tda_index s = 0; s < count; s++) {
        const uint32_t *v = b->d.face[1] + 2 * s;
        TRY(tdai_poll(b->ctx, stage, b->cells, b->c.size));
        place[s] = (uint32_t)b->cells;
        if (b->d.value[1][s] <= b->opts.threshold)
            add_edge(b, b->d.point[v[0]], b->d.point[v[1]], b->d.value[1][s]);
    }
    for (tda_index i = 0; i < n; i++)
        if (b->d.same_as[i] != i)
            add_edge(b, i, b->d.same_as[i], 0);
done:
    return st;
}

/* place: where the cells of dimension k are put; below: where their facets are, all of which
 * stay if the cell does. */
static tda_status add_simplices(builder *b, int k, uint32_t *place, const uint32_t *below)
{
    tda_status st = TDA_OK;
    for (tda_index s = 0; s < b->d.count[k]; s++) {
        TRY(tdai_poll(b->ctx, stage, b->cells, b->c.size));
        const uint32_t *face = b->d.face[k] + s * (k + 1);
        place[s] = (uint32_t)b->cells;
        if (b->d.value[k][s] > b->opts.threshold)
            continue;
        for (int i = k; i >= 0; i--) /* facets ascend as the vertex left out descends */
            b->c.face[b->faces++] = below[face[i]];
        add_cell(b, k, b->d.value[k][s]);
    }
done:
    return st;
}

static void release(uint32_t **face, double **value)
{
    tdai_free(*face);
    tdai_free(*value);
    *face = NULL;
    *value = NULL;
}

/* Write all cells, giving up the simplices on the way. */
static tda_status build(builder *b, tda_index n)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = b->ctx;
    uint32_t *below = NULL, *place = NULL;
    TRY(scale_values(b, n));
    TRY(allocate(b, n));
    if (b->c.size > UINT32_MAX)
        FAIL(TDA_ELIMIT, "%s: %lld cells, at most 4294967295 are possible", stage,
             (long long)b->c.size);
    add_points(b, n);
    for (int k = 1; k <= b->d.dimension || k == 1; k++) {
        place = tdai_alloc(b->d.count[k], sizeof *place);
        if (!place)
            FAIL(TDA_ENOMEM, "%s: no memory for the places of %lld cells", stage,
                 (long long)b->d.count[k]);
        TRY(k == 1 ? add_edges(b, n, place) : add_simplices(b, k, place, below));
        release(&b->d.face[k], &b->d.value[k]);
        tdai_free(below);
        below = place;
        place = NULL;
    }
done:
    tdai_free(place);
    tdai_free(below);
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
