/* SPDX-License-Identifier: GPL-3.0-or-later */
/* periodic.c - Alpha complexes of points in a box whose opposite sides are one.
 *
 * The points and their translates near the box are triangulated in the plane or in space. What
 * touches the box is as if all of space were filled, if the balls about its cells do not reach
 * past the translates and none of its facets is on the rim; otherwise translates farther away
 * are taken. Of the translates of a simplex the one counts whose smallest point lies in the box.
 * Coordinates are brought to multiples of 2^-50 of the side, so that translates are exact and
 * ties are broken in all of them alike. */
#include "filtration/simplices.h"

static const char *const stage = "periodic alpha complex";

typedef struct torus {
    tda_ctx *ctx;
    tda_index n, d;
    double period[3], margin[3];
    double *at; /* [n x d] in the box */
    double *tiled;
    uint32_t *
        origin; /* [tiles] the point that each is a translate of; the first n in the box */
    tda_index tiles;
    tdai_delaunay t;
    uint32_t *vertex[4]; /* [count x (k+1)] labels, ascending */
    tda_points_opts opts;
} torus;

static tda_status check(torus *x, const tda_cloud *cloud, const double *period)
{
    tda_ctx *ctx = x->ctx;
    tda_status st = TDA_OK;
    TRY(tda_cloud_check(ctx, cloud));
    if (cloud->dimension > 3)
        FAIL(TDA_EINVAL, "%s of points in R^%lld: at most R^3 is possible", stage,
             (long long)cloud->dimension);
    if (cloud->size > INT32_MAX / 27)
        FAIL(TDA_ELIMIT, "%s: %lld points, at most 79536431 are possible", stage,
             (long long)cloud->size);
    for (tda_index c = 0; c < cloud->dimension; c++)
        if (!(period[c] >= 1e-100 && period[c] <= 1e100))
            FAIL(TDA_EINVAL, "period %g of coordinate %lld: give 1e-100 to 1e100",
                 period[c], (long long)c);
    if (!(x->opts.threshold >= 0))
        FAIL(TDA_EINVAL, "threshold %g: give 0 or more", x->opts.threshold);
    if ((unsigned)x->opts.scale > TDA_SCALE_RADIUS_SQUARED)
        FAIL(TDA_EINVAL, "scale %d: not one of tda_scale", (int)x->opts.scale);
done:
    return st;
}

static tda_status open(torus *x, const tda_cloud *cloud, const double *period)
{
    tda_ctx *ctx = x->ctx;
    tda_status st = TDA_OK;
    x->n = cloud->size;
    x->d = cloud->dimension;
    x->at = tdai_alloc(x->n * x->d, sizeof *x->at);
    if (!x->at)
        FAIL(TDA_ENOMEM, "%s: no memory for %lld points", stage, (long long)x->n);
    for (tda_index c = 0; c < x->d; c++) {
        int exponent;
        frexp(period[c], &exponent);
        double unit = ldexp(1, exponent - 50), side = rint(period[c] / unit) * unit;
        x->period[c] = side;
        for (tda_index i = 0; i < x->n; i++) {
            double r = fmod(cloud->at[i * x->d + c], period[c]);
            r = rint((r < 0 ? r + period[c] : r) / unit) * unit;
            x->at[i * x->d + c] = r >= side ? 0 : r + 0.0;
        }
    }
done:
    return st;
}

/* ---- translates ---- */

/* Is the translate by `by` periods within the margins? Then its coordinates. */
static bool translate(const torus *x, tda_index i, const int *by, double *to)
{
    for (tda_index c = 0; c < x->d; c++) {
        to[c] = x->at[i * x->d + c] + by[c] * x->period[c];
        if (by[c] && (to[c] < -x->margin[c] || to[c] > x->period[c] + x->margin[c]))
            return false;
    }
    return true;
}

/* Count the tiles, or write them where there is room for them. */
static tda_status visit(torus *x)
{
    tda_status st = TDA_OK;
    int all = x->d == 1 ? 3 : x->d == 2 ? 9 : 27;
    x->tiles = 0;
    for (int tile = 0; tile < all; tile++) {
        /* digits 0, 1, 2 stand for 0, 1, -1: the box comes first */
        const int digit[3] = {tile % 3, tile / 3 % 3, tile / 9};
        int by[3];
        for (int c = 0; c < 3; c++)
            by[c] = digit[c] == 2 ? -1 : digit[c];
        TRY(tdai_poll(x->ctx, stage, tile, all));
        for (tda_index i = 0; i < x->n; i++) {
            double to[3];
            if (!translate(x, i, by, to))
                continue;
            for (tda_index c = 0; x->tiled && c < x->d; c++)
                x->tiled[x->tiles * x->d + c] = to[c];
            if (x->tiled)
                x->origin[x->tiles] = (uint32_t)i;
            x->tiles++;
        }
    }
done:
    return st;
}

static void forget(torus *x)
{
    for (int k = 0; k < 4; k++) {
        tdai_free(x->vertex[k]);
        x->vertex[k] = NULL;
    }
    tdai_free(x->tiled);
    tdai_free(x->origin);
    x->tiled = NULL;
    x->origin = NULL;
    tdai_delaunay_clear(&x->t);
}

/* The labels of the vertices of all simplices: the first of the last facet, those of the first. */
static tda_status find_vertices(torus *x)
{
    tda_ctx *ctx = x->ctx;
    tda_status st = TDA_OK;
    for (int k = 0; k <= x->t.dimension; k++) {
        uint32_t *v = x->vertex[k] = tdai_alloc(x->t.count[k] * (k + 1), sizeof *v);
        if (!v)
            FAIL(TDA_ENOMEM, "%s: no memory for %lld simplices", stage,
                 (long long)x->t.count[k]);
        for (tda_index s = 0; s < x->t.count[k]; s++) {
            const uint32_t *face = x->t.face[k] + s * (k + 1);
            v[s * (k + 1)] = k ? x->vertex[k - 1][(tda_index)face[k] * k] : (uint32_t)s;
            for (int j = 0; j < k; j++)
                v[s * (k + 1) + 1 + j] = x->vertex[k - 1][(tda_index)face[0] * k + j];
        }
    }
done:
    return st;
}

static tda_status tile(torus *x)
{
    tda_ctx *ctx = x->ctx;
    tda_status st = TDA_OK;
    forget(x);
    TRY(visit(x));
    TRY(tdai_budget(ctx, x->tiles * 1200, stage));
    x->origin = tdai_alloc(x->tiles, sizeof *x->origin);
    x->tiled = tdai_alloc(x->tiles * x->d, sizeof *x->tiled);
    if (!x->origin || !x->tiled)
        FAIL(TDA_ENOMEM, "%s: no memory for %lld translates", stage, (long long)x->tiles);
    TRY(visit(x));
    TRY(tdai_alpha(ctx, &x->t, x->tiles, (int)x->d, x->tiled, 0, NULL));
    TRY(find_vertices(x));
done:
    return st;
}

/* ---- simplices ---- */

/* The points of a simplex to point [k+1]. Is it the translate that counts? */
static bool counts(const torus *x, int k, tda_index s, tda_index *point)
{
    tda_index least = 0;
    bool inside = false;
    for (int j = 0; j <= k; j++) {
        tda_index tile = x->t.point[x->vertex[k][s * (k + 1) + j]];
        point[j] = x->origin[tile];
        if (j == 0 || point[j] < least || (point[j] == least && tile < x->n)) {
            least = point[j];
            inside = tile < x->n;
        }
    }
    return inside;
}

/* The longest diameter of the ball of a cell that touches the box; INFINITY where a facet of one
 * is on the rim. */
static double reach(const torus *x)
{
    const int d = (int)x->d;
    double most = 0;
    tda_index cells = 0, facets = 0, point[4];
    if (x->t.dimension < d)
        return INFINITY;
    for (tda_index s = 0; s < x->t.count[d]; s++) {
        bool touches = false;
        for (int j = 0; j <= d; j++)
            touches = touches || x->t.point[x->vertex[d][s * (d + 1) + j]] < x->n;
        most = touches ? fmax(most, 2 * sqrt(x->t.value[d][s])) : most;
        cells += counts(x, d, s, point);
    }
    for (tda_index s = 0; s < x->t.count[d - 1]; s++)
        facets += counts(x, d - 1, s, point);
    return 2 * facets == (d + 1) * cells ? most : INFINITY;
}

/* Triangulate, with as few translates as will do. */
static tda_status triangulate(torus *x)
{
    tda_ctx *ctx = x->ctx;
    tda_status st = TDA_OK;
    double volume = 1, width = 0;
    for (tda_index c = 0; c < x->d; c++)
        volume *= x->period[c] / x->period[0];
    width = 4 * x->period[0] * pow(volume / (double)x->n, 1 / (double)x->d);
    for (bool all = false; !all; width *= 2) {
        all = true;
        for (tda_index c = 0; c < x->d; c++) {
            x->margin[c] = fmin(width, x->period[c]);
            all = all && x->margin[c] == x->period[c];
        }
        TRY(tile(x));
        double r = reach(x);
        bool enough = true;
        for (tda_index c = 0; c < x->d; c++)
            enough = enough && r <= x->margin[c];
        if (enough)
            goto done;
        width = r < INFINITY ? fmax(width, r) : width;
    }
    FAIL(
        TDA_EINVAL,
        "%s: the points are too few or too far apart for the box, whose triangulation is "
        "not a simplicial complex: add points, or repeat the box",
        stage);
done:
    return st;
}

static double value_of(const torus *x, int k, tda_index s)
{
    return k ? tdai_radius(x->t.value[k][s], x->opts.scale, 0) : 0;
}

/* All simplices that count, within the threshold, as rows; each must be one of its own. */
static tda_status collect(torus *x, tda_complex **out, tdai_arena *tmp)
{
    tda_ctx *ctx = x->ctx;
    tda_status st = TDA_OK;
    tda_index size = 0, vertices = 0, point[4];
    tda_complex *complex = NULL;
    for (int write = 0; write < 2; write++) {
        tda_index *start = write ? ARRAY(tmp, tda_index, size + 1) : NULL;
        tda_index *vertex = write ? ARRAY(tmp, tda_index, vertices) : NULL;
        tda_index *cell = write ? ARRAY(tmp, tda_index, size) : NULL;
        double *grade = write ? ARRAY(tmp, double, size) : NULL;
        TRY(tdai_arena_status(ctx, tmp));
        size = vertices = 0;
        for (int k = 0; k <= x->t.dimension; k++)
            for (tda_index s = 0; s < x->t.count[k]; s++) {
                if (!counts(x, k, s, point) || value_of(x, k, s) > x->opts.threshold)
                    continue;
                if (write) {
                    start[size] = vertices;
                    grade[size] = value_of(x, k, s);
                    for (int j = 0; j <= k; j++)
                        vertex[vertices + j] = point[j];
                    for (int j = 0; j <= k; j++)
                        for (int i = 0; i < j; i++)
                            if (point[i] == point[j])
                                FAIL(TDA_EINVAL,
                                     "%s: a simplex meets point %lld twice: add points, "
                                     "or "
                                     "repeat the box",
                                     stage, (long long)point[i]);
                }
                size++;
                vertices += k + 1;
            }
        for (tda_index i = 0; i < x->n; i++) { /* copies: an edge */
            tda_index to = x->t.same_as[i];
            if (to == i)
                continue;
            for (int k = 0; k < 2; k++) {
                if (write) {
                    start[size] = vertices;
                    grade[size] = 0;
                    vertex[vertices] = i;
                    vertex[vertices + k] = k ? to : i;
                }
                size++;
                vertices += k + 1;
            }
        }
        if (!write)
            continue;
        start[size] = vertices;
        tda_simplices rows = {
            .params = 1, .size = size, .start = start, .vertex = vertex, .grade = grade};
        TRY(tda_complex_new_simplicial(ctx, &complex, cell, &rows));
        if (tda_complex_cells(complex)->size != size)
            FAIL(TDA_EINVAL,
                 "%s: two simplices have the same points: add points, or repeat the box",
                 stage);
    }
    *out = complex;
    complex = NULL;
done:
    tda_complex_free(complex);
    return st;
}

tda_status tda_cloud_periodic_alpha(tda_ctx *ctx, tda_complex **out,
                                    const tda_cloud *cloud, const double *period,
                                    const tda_points_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    torus x = {.ctx = ctx, .opts = TDA_POINTS_OPTS_INIT};
    tda_complex *complex = NULL;
    TRY(tdai_opts(ctx, &x.opts, sizeof x.opts, opts));
    TRY(check(&x, cloud, period));
    TRY(open(&x, cloud, period));
    if (x.n > 0)
        TRY(triangulate(&x));
    else
        x.t.dimension = -1;
    TRY(collect(&x, &complex, &tmp));
    tdai_simplices_describe(complex, "periodic-alpha", &x.opts);
    *out = complex;
done:
    forget(&x);
    tdai_free(x.at);
    tdai_arena_free(&tmp);
    return st;
}
