/* SPDX-License-Identifier: GPL-3.0-or-later */
/* degree_rips_measure.c - Hilbert measures of degree-Rips bifiltrations, one slice for each degree.
 *
 * At a fixed degree k the bifiltration is a Rips filtration whose points are born when they
 * have k neighbours, and its barcode is the row of the Hilbert function at -k. The measure is
 * the difference of each row to the one of the next higher degree. */
#include "persistence/rips.h"
#include <math.h>
#include <stdio.h>

/* Points of the measure of one degree while they are found. */
typedef struct atoms {
    tda_index size, room;
    double *at;      /* [room x 2] */
    int64_t *weight; /* [room] */
    tda_index *cell; /* [room x 2] */
} atoms;

typedef struct rows {
    tda_index n, degrees;
    const tda_index *degree;
    bool normalised;
    double *core; /* [degrees x n] */
    double limit; /* no edge past it is there */
    int first, last;
    atoms *atoms; /* [last - first + 1] */
} rows;

static void *grown(void *at, tda_index n, size_t size, bool *good)
{
    void *more = *good ? tdai_realloc(at, n, size) : NULL;
    *good = more;
    return more ? more : at;
}

static tda_status add(tda_ctx *ctx, atoms *a, double x, double y, int64_t weight,
                      tda_index cell)
{
    bool good = true;
    if (isinf(x))
        return TDA_OK;
    if (a->size == a->room) {
        tda_index room = 2 * a->room + 64;
        a->at = grown(a->at, 2 * room, sizeof *a->at, &good);
        a->weight = grown(a->weight, room, sizeof *a->weight, &good);
        a->cell = grown(a->cell, 2 * room, sizeof *a->cell, &good);
        if (!good)
            return tdai_fail(ctx, TDA_ENOMEM, "degree-Rips: no memory for %lld points",
                             (long long)room);
        a->room = room;
    }
    a->at[2 * a->size] = x;
    a->at[2 * a->size + 1] = y;
    a->cell[2 * a->size] = cell;
    a->cell[2 * a->size + 1] = -1;
    a->weight[a->size++] = weight;
    return TDA_OK;
}

/* The bars of a row, and their negatives in the next row, where there is one. */
static tda_status add_row(tda_ctx *ctx, const rows *r, tda_index k,
                          const tda_diagram *bars)
{
    tda_status st = TDA_OK;
    double here = tdai_degree_value(r->degree[k], r->n, r->normalised);
    for (int degree = r->first; degree <= r->last; degree++)
        for (tda_index b = bars->start[degree]; b < bars->start[degree + 1]; b++) {
            atoms *a = &r->atoms[degree - r->first];
            if (bars->birth[b] > r->limit) /* a point that never has k neighbours */
                continue;
            TRY(add(ctx, a, bars->birth[b], here, 1, bars->birth_cell[b]));
            TRY(add(ctx, a, bars->death[b], here, -1, bars->death_cell[b]));
            if (k == 0)
                continue;
            double next = tdai_degree_value(r->degree[k - 1], r->n, r->normalised);
            TRY(add(ctx, a, bars->birth[b], next, -1, bars->birth_cell[b]));
            TRY(add(ctx, a, bars->death[b], next, 1, bars->death_cell[b]));
        }
done:
    return st;
}

/* The barcode at degree k. Points that never have k neighbours are born past all edges. */
static tda_status row(tda_ctx *ctx, const rows *r, tda_index k, const tda_cloud *cloud,
                      const tda_distances *d, const tda_rips_opts *theirs)
{
    tda_status st = TDA_OK;
    tda_diagram bars = {0};
    tda_rips_opts o = *theirs;
    double *core = r->core + k * r->n;
    bool any = false;
    o.max_degree = r->last;
    o.births = core;
    o.threshold = r->limit;
    for (tda_index i = 0; i < r->n; i++) {
        any |= core[i] < INFINITY;
        if (isinf(core[i]))
            core[i] = nextafter(r->limit, INFINITY);
    }
    if (!any)
        goto done;
    TRY(cloud ? tda_cloud_rips_diagram(ctx, &bars, NULL, cloud, &o)
              : tda_distances_rips_diagram(ctx, &bars, NULL, d, &o));
    TRY(add_row(ctx, r, k, &bars));
done:
    tda_diagram_clear(&bars);
    return st;
}

static tda_status core_distances(tda_ctx *ctx, rows *r, const tdai_lengths *lengths)
{
    tda_status st = TDA_OK;
    tdai_graph graph = {0};
    TRY(tdai_graph_open(ctx, &graph, lengths));
    TRY(tdai_graph_fill(ctx, &graph, lengths));
    TRY(tdai_core_distances(ctx, r->core, &graph, r->degree, r->degrees));
    r->limit = 0;
    for (tda_index e = 0; e < graph.edges; e++)
        r->limit = graph.value[e] > r->limit ? graph.value[e] : r->limit;
    if (isinf(nextafter(r->limit, INFINITY)))
        FAIL(TDA_EINVAL, "degree-Rips: a distance is the largest double; scale it down");
done:
    tdai_graph_clear(&graph);
    return st;
}

static tda_status measures(tda_ctx *ctx, tda_measure *out, const tda_cloud *cloud,
                           const tda_distances *d, const tda_index *degree,
                           tda_index degrees, bool normalised, int first, int last,
                           const tda_rips_opts *theirs)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_rips_opts o = TDA_RIPS_OPTS_INIT;
    tda_measure *mu = NULL;
    rows r = {0};
    TRY(tdai_opts(ctx, &o, sizeof o, theirs));
    TRY(cloud ? tda_cloud_check(ctx, cloud) : tda_distances_check(ctx, d));
    TRY(tdai_degrees_check(ctx, degree, degrees));
    tda_index n = cloud ? cloud->size : d->size;
    if (first < 0 || last < first || last > 62)
        FAIL(TDA_EINVAL, "degree-Rips: no degrees %d to %d of homology", first, last);
    if (o.births || o.sparse != 0 || o.field != 2)
        FAIL(TDA_EINVAL, "degree-Rips: neither births nor sparse nor another field");
    if (!(o.threshold >= 0))
        FAIL(TDA_EINVAL, "threshold %g: give 0 or more", o.threshold);
    if ((unsigned)o.scale > TDA_SCALE_RADIUS_SQUARED)
        FAIL(TDA_EINVAL, "scale %d: not one of tda_scale", (int)o.scale);
    tdai_lengths lengths = {cloud, d, n, o.scale, o.threshold};
    r = (rows){.n = n,
               .degrees = degrees,
               .degree = degree,
               .normalised = normalised,
               .core = ARRAY(&tmp, double, tdai_size_add(0, n, degrees)),
               .first = first,
               .last = last,
               .atoms = ZEROS(&tmp, atoms, last - first + 1)};
    mu = ZEROS(&tmp, tda_measure, last - first + 1);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(core_distances(ctx, &r, &lengths));
    for (tda_index k = degrees - 1; k >= 0; k--)
        TRY(row(ctx, &r, k, cloud, d, &o));
    for (int homology = first; homology <= last; homology++) {
        atoms *a = &r.atoms[homology - first];
        tda_measure *m = &mu[homology - first];
        TRY(tda_measure_new(ctx, m, 2, a->size, a->at, a->weight, a->cell));
        m->degree = homology;
        m->cells = TDA_CELL_PAIR;
        m->record.scale = o.scale;
        m->record.threshold = o.threshold;
        snprintf(m->record.filtration, sizeof m->record.filtration, "degree-rips");
    }
    for (int i = 0; i <= last - first; i++) {
        out[i] = mu[i];
        mu[i] = (tda_measure){0};
    }
done:
    for (int i = 0; r.atoms && mu && i <= last - first; i++) {
        tdai_free(r.atoms[i].at);
        tdai_free(r.atoms[i].weight);
        tdai_free(r.atoms[i].cell);
        tda_measure_clear(&mu[i]);
    }
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_cloud_degree_rips_measure(tda_ctx *ctx, tda_measure *out,
                                         const tda_cloud *cloud, const tda_index *degree,
                                         tda_index degrees, bool normalised, int first,
                                         int last, const tda_rips_opts *opts)
{
    return measures(ctx, out, cloud, NULL, degree, degrees, normalised, first, last,
                    opts);
}

tda_status tda_distances_degree_rips_measure(tda_ctx *ctx, tda_measure *out,
                                             const tda_distances *d,
                                             const tda_index *degree, tda_index degrees,
                                             bool normalised, int first, int last,
                                             const tda_rips_opts *opts)
{
    return measures(ctx, out, NULL, d, degree, degrees, normalised, first, last, opts);
}
