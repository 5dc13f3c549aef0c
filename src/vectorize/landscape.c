/* SPDX-License-Identifier: GPL-3.0-or-later */
/* landscape.c - Multiparameter landscapes without a module: from the bars of a rank invariant, and
 * from barcodes along diagonals.
 *
 * A rectangle holds both x - e and x + e for e up to the depth of x in it. So the rank between
 * them, as e grows, goes down by the weights of rectangles in the order of their depths, and layer
 * k is the largest depth down to which those of at least that depth weigh k + 1. On a diagonal the
 * layers are the tents of its bars; sites that share one share its barcode. */
#include "vectorize/private.h"
#include <math.h>
#include <string.h>
#include <tda/multiparam.h>
#include <tda/persistence.h>

enum { SITES = 16, MOST_PARAMS = 64 };

static tda_status check(tda_ctx *ctx, tda_index count, const tda_grid *grid, int params)
{
    tda_status st = TDA_OK;
    if (count < 0)
        FAIL(TDA_EINVAL, "landscapes: %lld functions", (long long)count);
    if (params > MOST_PARAMS)
        FAIL(TDA_EINVAL, "landscapes: %d parameters; %d are the most", params,
             MOST_PARAMS);
    TRY(tdai_grid_check(ctx, grid, params));
    TRY(tdai_budget(
        ctx,
        tdai_size_add(0, tdai_size_add(0, tdai_grid_nodes(grid), count), sizeof(double)),
        "landscapes"));
done:
    return st;
}

/* ---- ranks ---- */

typedef struct rank_job {
    const tda_signed_barcode *b;
    const tdai_sites *sites;
    tda_index count, nodes;
    double *out;
} rank_job;

static double depth(const tda_signed_barcode *b, tda_index bar, const double *x)
{
    double least = INFINITY;
    for (int k = 0; k < b->params; k++)
        least = tdai_lesser(least, tdai_lesser(x[k] - b->birth[bar * b->params + k],
                                               b->death[bar * b->params + k] - x[k]));
    return least;
}

static tda_status rank_sites(void *arg, tda_index begin, tda_index end)
{
    const rank_job *j = arg;
    const tda_signed_barcode *b = j->b;
    tda_ctx *ctx = NULL;
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    double *at = ARRAY(&tmp, double, b->size), x[MOST_PARAMS];
    int64_t *weight = ARRAY(&tmp, int64_t, b->size);
    tda_index *order = ARRAY(&tmp, tda_index, b->size);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = begin; i < end; i++) {
        tda_index n = 0, layer = 0;
        int64_t sum = 0;
        tdai_site(j->sites, b->params, i, x);
        for (tda_index bar = 0; bar < b->size; bar++) {
            double e = depth(b, bar, x);
            if (!(e > 0))
                continue;
            at[n] = -e; /* the deepest first */
            weight[n++] = b->weight[bar];
        }
        TRY(tdai_argsort(ctx, order, at, n));
        for (tda_index k = 0; k < n && layer < j->count; k++) {
            sum += weight[order[k]];
            if (k + 1 < n && at[order[k + 1]] == at[order[k]])
                continue;
            while (layer < j->count && sum > layer)
                j->out[layer++ * j->nodes + i] = -at[order[k]];
        }
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_signed_barcode_landscape(tda_ctx *ctx, double *out,
                                        const tda_signed_barcode *barcode,
                                        tda_index count, const tda_grid *grid)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_sites sites = {.grid = grid};
    TRY(check(ctx, count, grid, barcode->params));
    if (barcode->shape != TDA_BAR_RECTANGLE)
        FAIL(TDA_EINVAL, "landscapes: the bars are hooks; give rectangles");
    tda_index nodes = tdai_grid_nodes(grid);
    double *value = ZEROS(&tmp, double, nodes *count);
    TRY(tdai_arena_status(ctx, &tmp));
    rank_job j = {barcode, &sites, count, nodes, value};
    TRY(tdai_parallel(ctx, "landscapes", nodes, SITES, rank_sites, &j));
    if (nodes > 0 && count > 0)
        memcpy(out, value, (size_t)(nodes * count) * sizeof *out);
done:
    tdai_arena_free(&tmp);
    return st;
}

/* ---- slices ---- */

/* Sites by the diagonals that they lie on: those of line l are site[start[l]] .. */
typedef struct diagonals {
    tda_index lines;
    tda_index *start, *site;
    double *base, *direction; /* [lines x params] */
} diagonals;

/* A diagonal is told by the differences of the coordinates to the first; those that rounding keeps
 * apart are two lines. One difference after the other is sorted by, stably. */
static tda_status find_diagonals(tda_ctx *ctx, diagonals *d, tdai_arena *tmp,
                                 const tdai_sites *sites, int params, tda_index nodes)
{
    tda_status st = TDA_OK;
    double *away = ARRAY(tmp, double, nodes *params), *key = ARRAY(tmp, double, nodes),
           x[MOST_PARAMS];
    tda_index *order = ARRAY(tmp, tda_index, nodes), *next = ARRAY(tmp, tda_index, nodes);
    d->site = ARRAY(tmp, tda_index, nodes);
    d->start = ARRAY(tmp, tda_index, nodes + 1);
    TRY(tdai_arena_status(ctx, tmp));
    for (tda_index i = 0; i < nodes; i++) {
        tdai_site(sites, params, i, x);
        for (int k = 0; k < params; k++)
            away[i * params + k] = x[k] - x[0] + 0.0; /* no -0 */
        d->site[i] = i;
    }
    for (int k = params - 1; k > 0; k--) {
        for (tda_index i = 0; i < nodes; i++)
            key[i] = away[d->site[i] * params + k];
        TRY(tdai_argsort(ctx, order, key, nodes));
        for (tda_index i = 0; i < nodes; i++)
            next[i] = d->site[order[i]];
        memcpy(d->site, next, (size_t)nodes * sizeof *next);
    }
    for (tda_index i = 0; i < nodes; i++)
        if (i == 0 || memcmp(away + d->site[i] * params, away + d->site[i - 1] * params,
                             (size_t)params * sizeof *away) != 0)
            d->start[d->lines++] = i;
    d->start[d->lines] = nodes;
    d->base = ARRAY(tmp, double, d->lines *params);
    d->direction = ARRAY(tmp, double, d->lines *params);
    TRY(tdai_arena_status(ctx, tmp));
    for (tda_index l = 0; l < d->lines; l++)
        for (int k = 0; k < params; k++) {
            d->base[l * params + k] = away[d->site[d->start[l]] * params + k];
            d->direction[l * params + k] = 1;
        }
done:
    return st;
}

/* The layers at the sites of a line, whose first coordinates are where they stand on it. */
static void tents(double *out, const diagonals *d, tda_index line,
                  const tda_diagram *bars, int degree, const tdai_sites *sites,
                  int params, tda_index count, tda_index nodes)
{
    double x[MOST_PARAMS];
    if (degree >= bars->degrees)
        return;
    for (tda_index i = d->start[line]; i < d->start[line + 1]; i++) {
        double *best = out + d->site[i];
        tdai_site(sites, params, d->site[i], x);
        for (tda_index b = bars->start[degree]; b < bars->start[degree + 1]; b++) {
            double e = tdai_lesser(x[0] - bars->birth[b], bars->death[b] - x[0]);
            tda_index k = count;
            for (; k > 0 && best[(k - 1) * nodes] < e; k--)
                if (k < count)
                    best[k * nodes] = best[(k - 1) * nodes];
            if (k < count)
                best[k * nodes] = e;
        }
    }
}

tda_status tda_presentation_landscape(tda_ctx *ctx, double *out,
                                      const tda_presentation *p, tda_index count,
                                      const tda_grid *grid)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_sites sites = {.grid = grid};
    diagonals d = {0};
    tda_diagram *bars = NULL;
    int params = tda_presentation_matrix(p)->params, degree = tda_presentation_degree(p);
    TRY(check(ctx, count, grid, params));
    tda_index nodes = tdai_grid_nodes(grid);
    double *value = ZEROS(&tmp, double, nodes *count);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(find_diagonals(ctx, &d, &tmp, &sites, params, nodes));
    bars = ZEROS(&tmp, tda_diagram, d.lines);
    TRY(tdai_arena_status(ctx, &tmp));
    if (d.lines > 0)
        TRY(tda_presentation_slices(ctx, bars, p, d.lines, d.base, d.direction));
    for (tda_index l = 0; l < d.lines; l++) {
        TRY(tdai_poll(ctx, "landscapes", l, d.lines));
        tents(value, &d, l, &bars[l], degree, &sites, params, count, nodes);
    }
    if (nodes > 0 && count > 0)
        memcpy(out, value, (size_t)(nodes * count) * sizeof *out);
done:
    for (tda_index l = 0; bars && l < d.lines; l++)
        tda_diagram_clear(&bars[l]);
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_complex_landscape(tda_ctx *ctx, double *out, const tda_complex *complex,
                                 int degree, tda_index count, const tda_grid *grid)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_sites sites = {.grid = grid};
    diagonals d = {0};
    tda_complex *line = NULL;
    tda_presentation *p = NULL;
    tda_diagram bars = {0};
    int params = tda_complex_cells(complex)->params;
    if (degree < 0)
        FAIL(TDA_EINVAL, "landscapes: there is no degree %d", degree);
    TRY(check(ctx, count, grid, params));
    if (params <= 2) {
        TRY(tda_complex_presentation(ctx, &p, complex, degree, NULL));
        TRY(tda_presentation_landscape(ctx, out, p, count, grid));
        goto done;
    }
    tda_index nodes = tdai_grid_nodes(grid);
    double *value = ZEROS(&tmp, double, nodes *count);
    tda_reduction_opts o = TDA_REDUCTION_OPTS_INIT;
    o.max_degree = degree;
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(find_diagonals(ctx, &d, &tmp, &sites, params, nodes));
    for (tda_index l = 0; l < d.lines; l++) {
        TRY(tdai_poll(ctx, "landscapes", l, d.lines));
        TRY(tda_complex_push(ctx, &line, complex, d.base + l * params,
                             d.direction + l * params));
        TRY(tda_complex_diagram(ctx, &bars, NULL, line, 0, &o));
        tents(value, &d, l, &bars, degree, &sites, params, count, nodes);
        tda_diagram_clear(&bars);
        tda_complex_free(line);
        line = NULL;
    }
    if (nodes > 0 && count > 0)
        memcpy(out, value, (size_t)(nodes * count) * sizeof *out);
done:
    tda_diagram_clear(&bars);
    tda_complex_free(line);
    tda_presentation_free(p);
    tdai_arena_free(&tmp);
    return st;
}
