/* SPDX-License-Identifier: GPL-3.0-or-later */
/* periodic_tiles.c - The triangulation of a torus, out of one of the plane or of space.
 *
 * The points and their translates near the box are triangulated. What touches the box is as if
 * all of space were filled, if no translate that was left out can be in the balls about its
 * cells and none of its facets is on the rim; otherwise translates farther away are taken. Of the
 * translates of a simplex the one counts whose smallest point lies in the box. Coordinates are
 * brought to multiples of 2^-50 of the side, so that translates are exact and ties are broken
 * in all of them alike.
 *
 * With weights, the ball of a cell about c, of squared radius r, is orthogonal to the spheres of
 * its points p: |c - p|^2 = r + w(p). A point q spoils it if |c - q|^2 < r + w(q), and is then
 * within sqrt(r + w(p)) + sqrt(r + w(q)) of p. Without weights that is the diameter. */
#include "filtration/periodic.h"

tda_status tdai_torus_open(tdai_torus *x, const tda_cloud *cloud, const double *period)
{
    tda_ctx *ctx = x->ctx;
    tda_status st = TDA_OK;
    x->n = cloud->size;
    x->d = cloud->dimension;
    x->at = tdai_alloc(x->n * x->d, sizeof *x->at);
    if (!x->at)
        FAIL(TDA_ENOMEM, "%s: no memory for %lld points", x->stage, (long long)x->n);
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
static bool translate(const tdai_torus *x, tda_index i, const int *by, double *to)
{
    for (tda_index c = 0; c < x->d; c++) {
        to[c] = x->at[i * x->d + c] + by[c] * x->period[c];
        if (by[c] && (to[c] < -x->margin[c] || to[c] > x->period[c] + x->margin[c]))
            return false;
    }
    return true;
}

/* Count the tiles, or write them where there is room for them. */
static tda_status visit(tdai_torus *x)
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
        TRY(tdai_poll(x->ctx, x->stage, tile, all));
        for (tda_index i = 0; i < x->n; i++) {
            double to[3];
            if (!translate(x, i, by, to))
                continue;
            for (tda_index c = 0; x->tiled && c < x->d; c++)
                x->tiled[x->tiles * x->d + c] = to[c];
            if (x->tiled)
                x->origin[x->tiles] = (uint32_t)i;
            if (x->heavy)
                x->heavy[x->tiles] = x->weight[i];
            x->tiles++;
        }
    }
done:
    return st;
}

static void forget(tdai_torus *x)
{
    for (int k = 0; k < 4; k++) {
        tdai_free(x->vertex[k]);
        x->vertex[k] = NULL;
    }
    tdai_free(x->tiled);
    tdai_free(x->heavy);
    tdai_free(x->origin);
    x->tiled = NULL;
    x->heavy = NULL;
    x->origin = NULL;
    tdai_delaunay_clear(&x->t);
}

/* The labels of the vertices of all simplices: the first of the last facet, those of the first. */
static tda_status find_vertices(tdai_torus *x)
{
    tda_ctx *ctx = x->ctx;
    tda_status st = TDA_OK;
    for (int k = 0; k <= x->t.dimension; k++) {
        uint32_t *v = x->vertex[k] = tdai_alloc(x->t.count[k] * (k + 1), sizeof *v);
        if (!v)
            FAIL(TDA_ENOMEM, "%s: no memory for %lld simplices", x->stage,
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

static tda_status tile(tdai_torus *x)
{
    tda_ctx *ctx = x->ctx;
    tda_status st = TDA_OK;
    forget(x);
    TRY(visit(x));
    TRY(tdai_budget(ctx, x->tiles * 1200, x->stage));
    x->origin = tdai_alloc(x->tiles, sizeof *x->origin);
    x->tiled = tdai_alloc(x->tiles * x->d, sizeof *x->tiled);
    if (x->weight)
        x->heavy = tdai_alloc(x->tiles, sizeof *x->heavy);
    if (!x->origin || !x->tiled || (x->weight && !x->heavy))
        FAIL(TDA_ENOMEM, "%s: no memory for %lld translates", x->stage,
             (long long)x->tiles);
    TRY(visit(x));
    TRY(x->weight
            ? tdai_weighted_alpha(ctx, &x->t, x->tiles, (int)x->d, x->tiled, x->heavy)
            : tdai_alpha(ctx, &x->t, x->tiles, (int)x->d, x->tiled, 0, NULL));
    TRY(find_vertices(x));
done:
    return st;
}

/* ---- simplices ---- */

bool tdai_torus_counts(const tdai_torus *x, int k, tda_index s, tda_index *point)
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

/* Is it a simplex, and not a hidden point? */
static bool exists(const tdai_torus *x, int k, tda_index s)
{
    return k > 0 || !x->weight || x->t.value[0][s] < INFINITY;
}

/* How far from its points in the box a point may be that spoils a cell; 0: no point in the box. */
static double reach_of_cell(const tdai_torus *x, tda_index s, double heaviest)
{
    const int d = (int)x->d;
    double squared = x->t.value[d][s], most = 0;
    for (int j = 0; j <= d; j++) {
        tda_index tile = x->t.point[x->vertex[d][s * (d + 1) + j]];
        double own = x->weight ? x->heavy[tile] : 0;
        if (tile < x->n && squared + heaviest > 0)
            most = fmax(most, sqrt(fmax(squared + own, 0)) + sqrt(squared + heaviest));
    }
    return most;
}

/* The same of all cells; INFINITY where a facet of one is on the rim. */
static double reach(const tdai_torus *x)
{
    const int d = (int)x->d;
    double most = 0, heaviest = x->weight ? -INFINITY : 0;
    tda_index cells = 0, facets = 0, point[4];
    if (x->t.dimension < d)
        return INFINITY;
    for (tda_index i = 0; i < x->n && x->weight; i++)
        heaviest = fmax(heaviest, x->weight[i]);
    for (tda_index s = 0; s < x->t.count[d]; s++) {
        most = fmax(most, reach_of_cell(x, s, heaviest));
        cells += tdai_torus_counts(x, d, s, point);
    }
    for (tda_index s = 0; s < x->t.count[d - 1]; s++)
        facets += exists(x, d - 1, s) && tdai_torus_counts(x, d - 1, s, point);
    return 2 * facets == (d + 1) * cells ? most : INFINITY;
}

tda_status tdai_torus_triangulate(tdai_torus *x)
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
        x->stage);
done:
    return st;
}

void tdai_torus_clear(tdai_torus *x)
{
    forget(x);
    tdai_free(x->at);
    x->at = NULL;
}
