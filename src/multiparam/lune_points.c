/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lune_points.c - Points in the order of their function values, their distances, and how far these
 * matter.
 *
 * Lengths come from coordinates, from a triangle of distances, or from a list of edges where
 * there are few. Once every point of rank up to y is within x of one of them, that sublevel set is a
 * cone from x on and has no homology left. So an edge longer than the radii of all sublevel
 * sets that hold it changes nothing, and one longer than all radii is not even looked at. */
#include "core/wide.h"
#include "data/graph_rows.h"
#include "data/kdtree.h"
#include "multiparam/lune.h"
#include <math.h>
#include <string.h>

enum {
    FEW = 8,     /* edges are listed where they are at most one in so many pairs */
    SPARSE = 256 /* lists are smaller and faster than bits up to n^2 / SPARSE edges */
};

static tda_index pair_of(tda_index i, tda_index j)
{
    return i > j ? i * (i - 1) / 2 + j : j * (j - 1) / 2 + i;
}

void tdai_lune_points_free(tdai_lune_points *p)
{
    tdai_graph_clear(&p->near);
    tdai_arena_free(&p->memory);
    *p = (tdai_lune_points){0};
}

/* out [d x stride] by axes, at [n x d] by points: coordinates by rank, scaled into range. */
static void place(tdai_lune_points *p, const tda_cloud *cloud)
{
    tda_index d = cloud->dimension;
    for (tda_index i = 0; i < p->size; i++)
        for (tda_index k = 0; k < d; k++) {
            double x = ldexp(cloud->at[p->id[i] * d + k], -p->exponent);
            p->at[i * d + k] = x;
            p->axis[k * p->stride + i] = x;
        }
}

WIDE static void squares(double *restrict out, const double *restrict axis,
                         tda_index stride, tda_index dimension, tda_index i)
{
    memset(out, 0, (size_t)i * sizeof *out);
    for (tda_index a = 0; a < dimension; a++) {
        const double *restrict x = axis + a * stride;
        double at = x[i];
        for (tda_index j = 0; j < i; j++)
            out[j] += (x[j] - at) * (x[j] - at);
    }
}

/* As tdai_scaled_square(), for all. */
static void lengths_of(double *value, tda_index n, tda_scale scale, int exponent)
{
    if (exponent == 0 && scale == TDA_SCALE_DIAMETER)
        for (tda_index j = 0; j < n; j++)
            value[j] = sqrt(value[j]);
    else
        for (tda_index j = 0; j < n; j++)
            value[j] = tdai_scaled_square(scale, value[j], exponent);
}

void tdai_lune_row(const tdai_lune_points *p, tda_index i, double *length)
{
    const tda_distances *d = p->lengths.d;
    if (p->dimension) {
        squares(length, p->axis, p->stride, p->dimension, i);
        lengths_of(length, i, p->lengths.scale, p->exponent);
        return;
    }
    tda_index at = p->id[i];
    for (tda_index j = 0; j < i; j++)
        length[j] = tdai_scaled(p->lengths.scale, d->lower[pair_of(at, p->id[j])]) +
                    0.0; /* no -0 */
}

/* The length of an edge of the list. */
static double listed_length(const tdai_graph *g, tda_index i, tda_index j)
{
    tda_index low = g->start[i], high = g->start[i + 1], end = high;
    while (low < high) {
        tda_index middle = low + (high - low) / 2;
        if (g->head[middle] < j)
            low = middle + 1;
        else
            high = middle;
    }
    return low < end && g->head[low] == j ? g->value[low] + 0.0 : INFINITY;
}

double tdai_lune_length(const tdai_lune_points *p, tda_index i, tda_index j)
{
    tda_index d = p->dimension;
    if (d) {
        const double *x = p->at + i * d, *y = p->at + j * d;
        double square = 0;
        for (tda_index k = 0; k < d; k++)
            square += (x[k] - y[k]) * (x[k] - y[k]);
        return tdai_scaled_square(p->lengths.scale, square, p->exponent);
    }
    if (!p->lengths.d->lower)
        return i < j ? listed_length(&p->near, i, j) : listed_length(&p->near, j, i);
    return tdai_scaled(p->lengths.scale,
                       p->lengths.d->lower[pair_of(p->id[i], p->id[j])]) +
           0.0;
}

/* List the edges: always for sparse distances, for clouds if there are few; and decide whether
 * neighbours are kept as lists, too. */
static tda_status list_edges(tda_ctx *ctx, tdai_lune_points *p, tda_choice choice)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index n = p->size;
    const tda_cloud *cloud = p->lengths.cloud;
    const tda_distances *d = p->lengths.d;
    tdai_lengths by_rank = p->lengths;
    tda_cloud points;
    tda_distances pairs;
    bool must = choice == TDA_CHOICE_NO || (!cloud && !d->lower);
    if (!must && (cloud ? isinf(p->lengths.threshold) : d->lower != NULL))
        goto done;
    if (d && d->lower) {
        double *lower = ARRAY(&tmp, double, n *(n - 1) / 2);
        TRY(tdai_arena_status(ctx, &tmp));
        for (tda_index i = 0; i < n; i++)
            for (tda_index j = 0; j < i; j++)
                lower[i * (i - 1) / 2 + j] = d->lower[pair_of(p->id[i], p->id[j])];
        pairs = (tda_distances){.size = n, .lower = lower};
        by_rank.d = &pairs;
    } else if (cloud) {
        double *at = ARRAY(&tmp, double, n * cloud->dimension);
        TRY(tdai_arena_status(ctx, &tmp));
        for (tda_index i = 0; i < n; i++)
            memcpy(at + i * cloud->dimension, cloud->at + p->id[i] * cloud->dimension,
                   (size_t)cloud->dimension * sizeof *at);
        points = (tda_cloud){n, cloud->dimension, at, NULL};
        by_rank.cloud = &points;
    } else {
        tda_index *rank = ARRAY(&tmp, tda_index, n);
        tda_index *tail = ARRAY(&tmp, tda_index, d->pairs);
        tda_index *head = ARRAY(&tmp, tda_index, d->pairs);
        TRY(tdai_arena_status(ctx, &tmp));
        for (tda_index i = 0; i < n; i++)
            rank[p->id[i]] = i;
        for (tda_index e = 0; e < d->pairs; e++) {
            tda_index a = rank[d->tail[e]], b = rank[d->head[e]];
            tail[e] = a > b ? a : b;
            head[e] = a > b ? b : a;
        }
        pairs = (tda_distances){
            .size = n, .pairs = d->pairs, .tail = tail, .head = head, .value = d->value};
        by_rank.d = &pairs;
    }
    TRY(tdai_graph_open(ctx, &p->near, &by_rank));
    p->listed = must || p->near.edges < n * (n - 1) / 2 / FEW;
    if (!p->listed)
        goto done;
    TRY(tdai_budget(ctx, tdai_size_add(0, p->near.edges, 32), "function-Rips: edges"));
    TRY(tdai_graph_fill(ctx, &p->near, &by_rank));
    if (choice == TDA_CHOICE_AUTO)
        p->bits = p->near.edges > n * n / SPARSE || p->near.edges >= TDAI_NONE;
    else
        p->bits = choice == TDA_CHOICE_YES;
done:
    tdai_arena_free(&tmp);
    return st;
}

/* The radii of the sublevel sets, and the greatest finite length. */
static tda_status find_cones(tda_ctx *ctx, tdai_lune_points *p, double *longest)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index n = p->size;
    double *length = ARRAY(&tmp, double, n), *farthest = ZEROS(&tmp, double, n);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < n; i++) {
        double mine = 0, radius = INFINITY;
        TRY(tdai_poll(ctx, "radii of sublevel sets", i, n));
        tdai_lune_row(p, i, length);
        for (tda_index j = 0; j < i; j++) {
            double x = length[j];
            farthest[j] = x > farthest[j] ? x : farthest[j];
            radius = farthest[j] < radius ? farthest[j] : radius;
            mine = x > mine ? x : mine;
        }
        if (isinf(mine))
            for (tda_index j = 0; j < i; j++) {
                if (isinf(length[j]) && p->dimension && isinf(p->lengths.threshold))
                    FAIL(TDA_EINVAL,
                         "points %lld and %lld: their distance is past the range of a "
                         "double; scale the points down",
                         (long long)p->id[j], (long long)p->id[i]);
                if (!isinf(length[j]) && length[j] > *longest)
                    *longest = length[j];
            }
        else if (mine > *longest)
            *longest = mine;
        farthest[i] = mine;
        p->cone[i] = mine < radius ? mine : radius;
    }
    for (tda_index i = n - 1; i > 0; i--)
        if (p->cone[i - 1] < p->cone[i])
            p->cone[i - 1] = p->cone[i];
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tdai_lune_points_new(tda_ctx *ctx, tdai_lune_points *out,
                                const tdai_lengths *lengths, const double *function,
                                tda_choice bits)
{
    tda_status st = TDA_OK;
    tda_index n = lengths->size;
    const tda_cloud *cloud = lengths->cloud;
    double longest = 0;
    tdai_lune_points p = {.size = n, .lengths = *lengths, .bits = true};
    p.id = ARRAY(&p.memory, tda_index, n);
    p.height = ARRAY(&p.memory, double, n);
    p.cone = ARRAY(&p.memory, double, n);
    if (cloud) {
        p.dimension = cloud->dimension;
        p.stride = n;
        p.axis = ARRAY(&p.memory, double, n *p.dimension);
        p.at = ARRAY(&p.memory, double, n *p.dimension);
        p.exponent = tdai_cloud_exponent(cloud);
    }
    TRY(tdai_arena_status(ctx, &p.memory));
    TRY(tdai_argsort(ctx, p.id, function, n));
    for (tda_index i = 0; i < n; i++) {
        p.height[i] = function[p.id[i]] + 0.0; /* no -0 */
        p.cone[i] = INFINITY;
    }
    if (cloud)
        place(&p, cloud);
    TRY(list_edges(ctx, &p, bits));
    if (p.listed)
        for (tda_index e = 0; e < p.near.edges; e++)
            longest = p.near.value[e] > longest ? p.near.value[e] : longest;
    else
        TRY(find_cones(ctx, &p, &longest));
    p.threshold = lengths->threshold < longest ? lengths->threshold : longest;
    if (n && p.cone[0] < p.threshold)
        p.threshold = p.cone[0];
    *out = p;
    p = (tdai_lune_points){0};
done:
    tdai_lune_points_free(&p);
    return st;
}
