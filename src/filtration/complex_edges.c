/* SPDX-License-Identifier: GPL-3.0-or-later */
/* complex_edges.c - The edges of a complex as sparse distances between its vertices. */
#include "filtration/private.h"
#include <math.h>

/* number [cells]: of a vertex among the vertices, -1 of other cells; returns how many there are. */
static tda_index number_vertices(const tda_cells *c, tda_index *number)
{
    tda_index n = 0;
    for (tda_index i = 0; i < c->size; i++)
        number[i] = c->dim[i] == 0 ? n++ : -1;
    return n;
}

/* The ends of edges as head << 32 | tail; returns how many. */
static tda_index gather(const tda_cells *c, const tda_index *number, uint64_t *key)
{
    tda_index n = 0;
    for (tda_index i = 0; i < c->size; i++) {
        if (c->dim[i] != 1 || c->start[i + 1] - c->start[i] != 2)
            continue;
        tda_index a = number[c->face[c->start[i]]], b = number[c->face[c->start[i] + 1]];
        key[n++] =
            a < b ? (uint64_t)a << 32 | (uint64_t)b : (uint64_t)b << 32 | (uint64_t)a;
    }
    return n;
}

/* Coordinates are measured in 2^exponent, which keeps squares in range. */
static double length(const tda_cloud *cloud, int exponent, tda_index i, tda_index j)
{
    tda_index d = cloud->dimension;
    double sum = 0;
    for (tda_index k = 0; k < d; k++) {
        double x = ldexp(cloud->at[i * d + k], -exponent) -
                   ldexp(cloud->at[j * d + k], -exponent);
        sum += x * x;
    }
    return ldexp(sqrt(sum), exponent);
}

tda_status tda_complex_edges(tda_ctx *ctx, tda_distances *out, const tda_complex *complex,
                             const tda_cloud *cloud)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_distances d = {0};
    const tda_cells *c = tda_complex_cells(complex);
    tda_index *number = ARRAY(&tmp, tda_index, c->size), *order, *tail, *head;
    uint64_t *key = ARRAY(&tmp, uint64_t, c->size);
    double *value;
    TRY(tdai_arena_status(ctx, &tmp));
    tda_index n = number_vertices(c, number), pairs = 0, edges;
    if (cloud)
        TRY(tda_cloud_check(ctx, cloud));
    if (cloud && cloud->size != n)
        FAIL(TDA_EINVAL, "edges of a complex: %lld points for %lld vertices",
             (long long)cloud->size, (long long)n);
    if (n > UINT32_MAX)
        FAIL(TDA_ELIMIT, "edges of a complex: %lld vertices", (long long)n);
    int exponent = cloud ? tdai_cloud_exponent(cloud) : 0;
    edges = gather(c, number, key);
    order = ARRAY(&tmp, tda_index, edges);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_argsort_u64(ctx, order, key, edges));
    for (tda_index k = 0; k < edges; k++)
        pairs += k == 0 || key[order[k]] != key[order[k - 1]];
    TRY(tdai_distances_alloc(ctx, &d, &tail, &head, &value, n, pairs));
    pairs = 0;
    for (tda_index k = 0; k < edges; k++) {
        if (k % 1024 == 0)
            TRY(tdai_poll(ctx, "edges of a complex", k, edges));
        if (k > 0 && key[order[k]] == key[order[k - 1]])
            continue;
        head[pairs] = (tda_index)(key[order[k]] >> 32);
        tail[pairs] = (tda_index)(key[order[k]] & UINT32_MAX);
        value[pairs] = cloud ? length(cloud, exponent, tail[pairs], head[pairs]) : 1;
        if (isinf(value[pairs]))
            FAIL(TDA_EINVAL,
                 "points %lld and %lld: their distance is past the range of a double; "
                 "scale the points down",
                 (long long)head[pairs], (long long)tail[pairs]);
        pairs++;
    }
    *out = d;
    d = (tda_distances){0};
done:
    tda_distances_clear(&d);
    tdai_arena_free(&tmp);
    return st;
}
