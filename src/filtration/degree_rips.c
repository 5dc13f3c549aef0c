/* SPDX-License-Identifier: GPL-3.0-or-later */
/* degree_rips.c - The degree-Rips bifiltration as a k-critical complex.
 *
 * The cells are those of the Rips filtration. A simplex is there at degree k from the larger of
 * its diameter and of the values at which its points come to have k neighbours: they grow with
 * k, so its grades are a staircase, of which the steps of no width are left out. */
#include "filtration/private.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct staircase {
    tda_index n; /* points */
    const tda_index *degree;
    tda_index size;
    double *core;  /* [size x n] */
    double *level; /* [size] the second parameter of each */
    const tda_cells *rips;
} staircase;

/* The points of a cell of a Rips complex; returns how many. The first face of a cell lacks its last
 * point, and the last face its first one. */
static int points_of(const tda_cells *c, tda_index cell, tda_index *point)
{
    int n = c->dim[cell] + 1;
    for (int k = n - 1; k > 0; k--) {
        tda_index last = cell;
        while (c->dim[last] > 0)
            last = c->face[c->start[last + 1] - 1];
        point[k] = last;
        cell = c->face[c->start[cell]];
    }
    point[0] = cell;
    return n;
}

/* The grades of a cell, to be written if `to` is not NULL; returns how many, 0 if it never is. */
static tda_index grades_of(const staircase *d, tda_index cell, double *to)
{
    tda_index point[TDAI_RIPS_TOP + 1], count = 0;
    int points = points_of(d->rips, cell, point);
    double after = INFINITY; /* the step of the next higher degree */
    for (tda_index k = d->size - 1; k >= 0; k--) {
        double r = d->rips->grade[cell];
        for (int i = 0; i < points; i++) {
            double core = d->core[k * d->n + point[i]];
            r = core > r ? core : r;
        }
        if (!(r < after)) /* infinite, or a higher degree has it as early */
            continue;
        after = r;
        if (to) {
            to[2 * count] = r;
            to[2 * count + 1] = d->level[k];
        }
        count++;
    }
    return count;
}

static tda_status regrade(tda_ctx *ctx, tdai_columns *to, const staircase *d)
{
    tda_status st = TDA_OK;
    const tda_cells *c = d->rips;
    tda_index rows = 0, faces = c->size ? c->start[c->size] : 0;
    for (tda_index i = 0; i < c->size; i++) {
        if (i % 256 == 0)
            TRY(tdai_poll(ctx, "degree-Rips", i, 2 * c->size));
        tda_index n = grades_of(d, i, NULL);
        rows += n ? n : 1;
    }
    TRY(tdai_columns_alloc(ctx, to, 2, c->size, faces, rows, true));
    memcpy(to->dim, c->dim, (size_t)c->size * sizeof *c->dim);
    memcpy(to->start, c->start, (size_t)(c->size + 1) * sizeof *c->start);
    if (faces)
        memcpy(to->face, c->face, (size_t)faces * sizeof *c->face);
    rows = 0;
    for (tda_index i = 0; i < c->size; i++) {
        if (i % 256 == 0)
            TRY(tdai_poll(ctx, "degree-Rips", c->size + i, 2 * c->size));
        double *grade = to->grade + 2 * rows;
        tda_index n = grades_of(d, i, grade);
        if (n == 0)
            grade[0] = grade[1] = (double)INFINITY;
        rows += n ? n : 1;
        to->grade_start[i + 1] = rows;
    }
done:
    return st;
}

static tda_status degree_rips(tda_ctx *ctx, tda_complex **out, const tda_cloud *cloud,
                              const tda_distances *distances, const tda_index *degree,
                              tda_index count, bool normalised,
                              const tda_points_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_lengths lengths;
    tdai_rips_size size;
    tdai_graph graph = {0};
    tdai_columns columns = {0};
    tda_complex *rips = NULL, *complex = NULL;
    TRY(tdai_rips_open(ctx, &lengths, &size, cloud, distances, NULL, opts));
    TRY(tdai_degrees_check(ctx, degree, count));
    TRY(cloud ? tda_cloud_function_rips(ctx, &rips, cloud, NULL, opts)
              : tda_distances_function_rips(ctx, &rips, distances, NULL, opts));
    TRY(tdai_graph_open(ctx, &graph, &lengths));
    TRY(tdai_graph_fill(ctx, &graph, &lengths));
    staircase d = {.n = lengths.size,
                   .degree = degree,
                   .size = count,
                   .core = ARRAY(&tmp, double, tdai_size_add(0, count, lengths.size)),
                   .level = ARRAY(&tmp, double, count),
                   .rips = tda_complex_cells(rips)};
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_core_distances(ctx, d.core, &graph, degree, count));
    for (tda_index k = 0; k < count; k++)
        d.level[k] = tdai_degree_value(degree[k], d.n, normalised);
    TRY(regrade(ctx, &columns, &d));
    TRY(tdai_complex_adopt_valid(ctx, &complex, &columns));
    tda_record *record = tdai_complex_record(complex);
    *record = tda_complex_record(rips);
    snprintf(record->filtration, sizeof record->filtration, "degree-rips");
    tda_complex_set_axis(complex, 0, tda_complex_axis_name(rips, 0),
                         tda_complex_axis_unit(rips, 0));
    tda_complex_set_axis(complex, 1, "negated degree",
                         normalised ? "share of the other points" : "");
    *out = complex;
done:
    tdai_columns_clear(&columns);
    tda_complex_free(rips);
    tdai_graph_clear(&graph);
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_cloud_degree_rips(tda_ctx *ctx, tda_complex **out, const tda_cloud *cloud,
                                 const tda_index *degree, tda_index degrees,
                                 bool normalised, const tda_points_opts *opts)
{
    return degree_rips(ctx, out, cloud, NULL, degree, degrees, normalised, opts);
}

tda_status tda_distances_degree_rips(tda_ctx *ctx, tda_complex **out,
                                     const tda_distances *d, const tda_index *degree,
                                     tda_index degrees, bool normalised,
                                     const tda_points_opts *opts)
{
    return degree_rips(ctx, out, NULL, d, degree, degrees, normalised, opts);
}
