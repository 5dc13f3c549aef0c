/* SPDX-License-Identifier: GPL-3.0-or-later */
/* multicover.c - The multicover bifiltration of points, as a bifiltration of the rhomboid tiling.
 *
 * A rhomboid with i points inside its spheres and m on them reaches from depth i to depth i + m, and
 * is there at depths k up to i, from the radius of its smallest sphere on: what is there at radius r
 * and depth k has the homotopy type of the set covered k times by balls of radius r. To stop at a
 * greatest depth, rhomboids are cut there: kept is the part before the cut, and, as a cell of its own,
 * the cut, which appears at that depth. Cut and part collapse onto what was there at lesser depths, so
 * nothing changes up to it. */
#include "filtration/simplices.h"
#include "filtration/tiling.h"
#include <math.h>

static const char *const stage = "multicover";
#define NONE UINT32_MAX

typedef struct builder {
    tda_ctx *ctx;
    tdai_tiling t;
    tda_index order;
    double threshold;
    uint32_t *rhomb[TDAI_RHOMBOIDS],
        *cut[TDAI_RHOMBOIDS]; /* the cells that they become */
    tdai_columns c;
    tda_index cells, faces;
} builder;

static tda_status check(tda_ctx *ctx, const tda_cloud *cloud, tda_index order,
                        const tda_points_opts *opts)
{
    tda_status st = TDA_OK;
    TRY(tda_cloud_check(ctx, cloud));
    if (cloud->dimension > 3)
        FAIL(TDA_EINVAL, "%s of points in R^%lld: at most R^3 is possible", stage,
             (long long)cloud->dimension);
    if (order < 1)
        FAIL(TDA_EINVAL, "%s up to order %lld: give 1 or more", stage, (long long)order);
    if (!(opts->threshold >= 0))
        FAIL(TDA_EINVAL, "threshold %g: give 0 or more", opts->threshold);
    if ((unsigned)opts->scale > TDA_SCALE_RADIUS_SQUARED)
        FAIL(TDA_EINVAL, "scale %d: not one of tda_scale", (int)opts->scale);
done:
    return st;
}

static tda_index inside(const tdai_rhombs *r, tda_index c)
{
    return r->start[c + 1] - r->start[c];
}

static bool is_cut(const builder *b, int m, tda_index c)
{
    tda_index i = inside(&b->t.of[m], c);
    return i < b->order && b->order < i + m;
}

/* Number the cells by dimension, a rhomboid before the cuts of the same dimension. */
static tda_status number(builder *b)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = b->ctx;
    tda_index cells = 0, faces = 0;
    for (int m = 0; m <= b->t.dimension; m++) {
        const tdai_rhombs *r = &b->t.of[m];
        b->rhomb[m] = tdai_alloc(r->count, sizeof **b->rhomb);
        b->cut[m] = tdai_alloc(r->count, sizeof **b->cut);
        if (!b->rhomb[m] || !b->cut[m])
            FAIL(TDA_ENOMEM, "%s: no memory for the numbers of %lld cells", stage,
                 (long long)r->count);
    }
    for (int m = 0; m <= b->t.dimension; m++) {
        const tdai_rhombs *r = &b->t.of[m];
        for (tda_index c = 0; c < r->count; c++) {
            bool in = inside(r, c) > 0 && r->value[c] <= b->threshold;
            b->rhomb[m][c] = in ? (uint32_t)cells++ : NONE;
            faces += in ? 2 * m + 1 : 0;
        }
        for (tda_index c = 0; m < b->t.dimension && c < b->t.of[m + 1].count; c++) {
            bool in = is_cut(b, m + 1, c) && b->t.of[m + 1].value[c] <= b->threshold;
            b->cut[m + 1][c] = in ? (uint32_t)cells++ : NONE;
            faces += in ? 2 * m + 2 : 0;
        }
        if (cells >= NONE / 2)
            FAIL(TDA_ELIMIT, "%s: more than 2147483646 cells", stage);
    }
    TRY(tdai_budget(ctx, tdai_size_add(tdai_size_add(0, cells, 28), faces, 8), stage));
    TRY(tdai_columns_alloc(ctx, &b->c, 2, cells, faces, cells, false));
done:
    return st;
}

static void add_face(builder *b, uint32_t cell)
{
    tda_index at = b->faces++, first = b->c.start[b->cells];
    for (; at > first && b->c.face[at - 1] > cell; at--)
        b->c.face[at] = b->c.face[at - 1];
    b->c.face[at] = cell;
}

static void close_cell(builder *b, int dim, double value, tda_index depth)
{
    b->c.dim[b->cells] = dim;
    b->c.grade[2 * b->cells] = value;
    b->c.grade[2 * b->cells + 1] = 0 - (double)depth;
    b->c.start[++b->cells] = b->faces;
}

static void add_rhomb(builder *b, int m, tda_index c)
{
    const tdai_rhombs *r = &b->t.of[m];
    const uint32_t *face = r->face + c * 2 * m;
    for (int i = 0; i < 2 * m; i++)
        if (face[i] != NONE)
            add_face(b, b->rhomb[m - 1][face[i]]);
    if (is_cut(b, m, c))
        add_face(b, b->cut[m][c]);
    close_cell(b, m, r->value[c], inside(r, c));
}

/* The cut through a rhomboid of dimension m, at least 2. */
static void add_cut(builder *b, int m, tda_index c)
{
    const tdai_rhombs *r = &b->t.of[m], *below = &b->t.of[m - 1];
    const uint32_t *face = r->face + c * 2 * m;
    for (int i = 0; i < 2 * m; i++) {
        if (face[i] == NONE)
            continue;
        if (m == 2 && i < m) /* its upper end */
            add_face(b, b->rhomb[0][below->face[2 * face[i] + 1]]);
        else if (m > 2 && b->cut[m - 1][face[i]] != NONE)
            add_face(b, b->cut[m - 1][face[i]]);
    }
    close_cell(b, m - 1, r->value[c], b->order);
}

static tda_status build(builder *b)
{
    tda_status st = TDA_OK;
    TRY(number(b));
    for (int m = 0; m <= b->t.dimension; m++) {
        for (tda_index c = 0; c < b->t.of[m].count; c++) {
            TRY(tdai_poll(b->ctx, stage, b->cells, b->c.size));
            if (b->rhomb[m][c] != NONE)
                add_rhomb(b, m, c);
        }
        for (tda_index c = 0; m < b->t.dimension && c < b->t.of[m + 1].count; c++) {
            TRY(tdai_poll(b->ctx, stage, b->cells, b->c.size));
            if (b->cut[m + 1][c] != NONE)
                add_cut(b, m + 1, c);
        }
    }
done:
    return st;
}

static void release(builder *b)
{
    tdai_tiling_clear(&b->t);
    for (int m = 0; m < TDAI_RHOMBOIDS; m++) {
        tdai_free(b->rhomb[m]);
        tdai_free(b->cut[m]);
    }
    tdai_columns_clear(&b->c);
}

tda_status tda_cloud_multicover(tda_ctx *ctx, tda_complex **out, const tda_cloud *cloud,
                                tda_index order, const tda_points_opts *opts)
{
    tda_status st = TDA_OK;
    tda_points_opts o = TDA_POINTS_OPTS_INIT;
    builder b = {.ctx = ctx};
    tda_complex *x = NULL;
    const double *at;
    double *own = NULL;
    int exponent;
    b.t.dimension = -1;
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(check(ctx, cloud, order, &o));
    b.order = order < cloud->size ? order : cloud->size;
    b.threshold = o.threshold;
    TRY(tdai_budget(ctx, tdai_size_add(0, cloud->size, 500), stage));
    TRY(tdai_cloud_moderate(ctx, &at, &own, &exponent, cloud, stage));
    TRY(tdai_tiling_new(ctx, &b.t, cloud->size, (int)cloud->dimension, at, b.order));
    for (int m = 0; m <= b.t.dimension; m++)
        for (tda_index c = 0; c < b.t.of[m].count; c++)
            b.t.of[m].value[c] = tdai_radius(b.t.of[m].value[c], o.scale, exponent);
    TRY(build(&b));
    TRY(tdai_complex_adopt_valid(ctx, &x, &b.c));
    tdai_simplices_describe(x, "multicover", &o);
    tda_complex_set_axis(x, 1, "negated cover", "");
    *out = x;
done:
    tdai_free(own);
    release(&b);
    return st;
}
