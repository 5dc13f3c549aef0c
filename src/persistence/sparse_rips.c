/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sparse_rips.c - Few edges whose Rips filtration is near that of all pairs.
 *
 * Points are taken by farthest point sampling: each next one is the farthest from those before,
 * and that distance is its reach. A point stops growing at a scale proportional to its reach,
 * and is taken away some time later, when others cover for it. So an edge appears late if its
 * younger point has stopped by then, and never if that one is gone; what remains is linear in
 * the number of points where the dimension is low.
 *
 * Edges to older points are found as soon as a point is taken, when both reaches are known: one
 * pass over rows of distances. No simplex has to be held back: once a point is gone its
 * neighbours are all joined to another one, so it changes nothing any more. */
#include "data/kdtree.h"
#include "data/private.h"
#include <math.h>
#include <tda/persistence.h>

static const char *const stage = "sparse Rips";

typedef struct sampling {
    tda_ctx *ctx;
    const tda_cloud *cloud; /* or NULL: .. */
    const tda_distances *d; /* .. dense */
    tda_index size;
    double epsilon;
    double *at; /* of the cloud, times 2^-exponent */
    int exponent;
    double *to;       /* [n] distances of the point taken last */
    double *nearest;  /* [n] of each point, to those taken */
    tda_index *order; /* [taken] points, .. */
    double *reach;    /* [taken] .. never increasing */
    tda_index taken;
    bool *is_taken; /* [n] */
    tda_index edges, capacity;
    uint32_t *tail, *head;
    double *value;
} sampling;

static double distance(const sampling *s, tda_index i, tda_index j)
{
    if (s->d)
        return i == j ? 0
                      : s->d->lower[i > j ? i * (i - 1) / 2 + j : j * (j - 1) / 2 + i];
    tda_index n = s->cloud->dimension;
    const double *a = s->at + i * n, *b = s->at + j * n;
    double sum = 0;
    for (tda_index k = 0; k < n; k++)
        sum += (a[k] - b[k]) * (a[k] - b[k]);
    return s->exponent ? ldexp(sqrt(sum), s->exponent) : sqrt(sum);
}

/* When points of these reaches at distance d are joined, the second no greater; INFINITY: never. */
static double value_of(double d, double older, double younger, double epsilon)
{
    if (d * epsilon <= 2 * younger)
        return d;
    if (d * epsilon > older + younger)
        return INFINITY;
    double value = 2 * (d - younger / epsilon);
    return value * (epsilon * (1 - epsilon) / 2) > younger ? INFINITY : value;
}

static tda_status add_edge(sampling *s, tda_index i, tda_index j, double value)
{
    if (s->edges == s->capacity) {
        tda_index capacity = 2 * s->capacity + 1024;
        uint32_t *tail = tdai_realloc(s->tail, capacity, sizeof *tail);
        s->tail = tail ? tail : s->tail;
        uint32_t *head = tail ? tdai_realloc(s->head, capacity, sizeof *head) : NULL;
        s->head = head ? head : s->head;
        double *values = head ? tdai_realloc(s->value, capacity, sizeof *values) : NULL;
        if (!values)
            return tdai_fail(s->ctx, TDA_ENOMEM, "%s: memory ran out at %lld edges",
                             stage, (long long)s->edges);
        s->value = values;
        s->capacity = capacity;
    }
    s->tail[s->edges] = (uint32_t)(i > j ? i : j);
    s->head[s->edges] = (uint32_t)(i > j ? j : i);
    s->value[s->edges++] = value;
    return TDA_OK;
}

/* Take the point, join it to those before, and bring all the others nearer. */
static tda_status take(sampling *s, tda_index point)
{
    tda_status st = TDA_OK;
    double reach = s->taken ? s->nearest[point] : INFINITY;
    for (tda_index x = 0; x < s->size; x++) {
        s->to[x] = distance(s, point, x);
        s->nearest[x] = s->to[x] < s->nearest[x] ? s->to[x] : s->nearest[x];
    }
    for (tda_index k = 0; k < s->taken; k++) {
        tda_index older = s->order[k];
        double d = s->to[older];
        if (isinf(d) && s->d)
            continue;
        if (isinf(d))
            return tdai_fail(
                s->ctx, TDA_EINVAL,
                "points %lld and %lld: their distance is past the range of a "
                "double; scale the points down",
                (long long)(point < older ? point : older),
                (long long)(point < older ? older : point));
        double value = value_of(d, s->reach[k], reach, s->epsilon);
        if (!isinf(value))
            TRY(add_edge(s, point, older, value));
    }
    s->is_taken[point] = true;
    s->order[s->taken] = point;
    s->reach[s->taken++] = reach;
done:
    return st;
}

static tda_status take_all(sampling *s)
{
    tda_status st = TDA_OK;
    for (tda_index next = 0; s->taken < s->size;) {
        TRY(tdai_poll(s->ctx, stage, s->taken, s->size));
        TRY(take(s, next));
        next = -1;
        for (tda_index x = 0; x < s->size; x++)
            if (!s->is_taken[x] && (next < 0 || s->nearest[x] > s->nearest[next]))
                next = x;
    }
done:
    return st;
}

static tda_status sparsify(tda_ctx *ctx, tda_distances *out, const tda_cloud *cloud,
                           const tda_distances *d, double epsilon)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_distances result;
    tda_index *tail = NULL, *head = NULL;
    double *value = NULL;
    sampling s = {.ctx = ctx, .cloud = cloud, .d = d, .epsilon = epsilon};
    TRY(cloud ? tda_cloud_check(ctx, cloud) : tda_distances_check(ctx, d));
    if (!(epsilon > 0 && epsilon < 1))
        FAIL(TDA_EINVAL, "sparse %g: give a number between 0 and 1", epsilon);
    if (d && !d->lower && d->size > 1)
        FAIL(TDA_EINVAL, "%s: needs all distances, but these are sparse", stage);
    tda_index n = s.size = cloud ? cloud->size : d->size;
    if (n >= INT32_MAX)
        FAIL(TDA_ELIMIT, "%s: %lld points, but ids are kept in 31 bits", stage,
             (long long)n);
    s.to = ARRAY(&tmp, double, n);
    s.nearest = ARRAY(&tmp, double, n);
    s.order = ARRAY(&tmp, tda_index, n);
    s.reach = ARRAY(&tmp, double, n);
    s.is_taken = ZEROS(&tmp, bool, n);
    s.at = ARRAY(&tmp, double, cloud ? n * cloud->dimension : 0);
    TRY(tdai_arena_status(ctx, &tmp));
    s.exponent = cloud ? tdai_cloud_exponent(cloud) : 0;
    for (tda_index i = 0; cloud && i < n * cloud->dimension; i++)
        s.at[i] = ldexp(cloud->at[i], -s.exponent);
    for (tda_index x = 0; x < n; x++)
        s.nearest[x] = INFINITY;
    TRY(take_all(&s));
    TRY(tdai_distances_alloc(ctx, &result, &tail, &head, &value, n, s.edges));
    for (tda_index e = 0; e < s.edges; e++) {
        tail[e] = s.tail[e];
        head[e] = s.head[e];
        value[e] = s.value[e];
    }
    *out = result;
done:
    tdai_free(s.tail);
    tdai_free(s.head);
    tdai_free(s.value);
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_cloud_sparsify(tda_ctx *ctx, tda_distances *out, const tda_cloud *cloud,
                              double epsilon)
{
    return sparsify(ctx, out, cloud, NULL, epsilon);
}

tda_status tda_distances_sparsify(tda_ctx *ctx, tda_distances *out,
                                  const tda_distances *in, double epsilon)
{
    return sparsify(ctx, out, NULL, in, epsilon);
}
