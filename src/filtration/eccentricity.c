/* SPDX-License-Identifier: GPL-3.0-or-later */
/* eccentricity.c - The mean distance, of order p, from every point of a cloud to all points.
 *
 * One row of distances at a time, measured in a power of two that keeps squares in range and
 * relative to the greatest of the row, so that no power overflows or vanishes. */
#include "filtration/private.h"
#include "core/wide.h"
#include <math.h>
#include <string.h>

enum { GRAIN = 16 };

typedef struct job {
    const tdai_kdtree *tree; /* a single leaf: the points in their order, axis by axis */
    double p;
    double *out;
} job;

WIDE static void squares(double *restrict row, const tdai_kdtree *t, tda_index i)
{
    memset(row, 0, (size_t)t->size * sizeof *row);
    for (tda_index a = 0; a < t->dimension; a++) {
        const double *restrict axis = t->at + a * t->stride;
        double at = axis[i];
        for (tda_index j = 0; j < t->size; j++)
            row[j] += (axis[j] - at) * (axis[j] - at);
    }
}

double tdai_mean_power(const double *value, tda_index given, tda_index n, double p)
{
    double most = 0, sum = 0, lost = 0;
    for (tda_index i = 0; i < given; i++)
        most = value[i] > most ? value[i] : most;
    if (isinf(p) || most == 0 || isinf(most))
        return most;
    for (tda_index i = 0; i < given; i++) {
        double x = value[i] / most;
        x = p == 1 ? x : p == 2 ? x * x : pow(x, p);
        double more = sum + x; /* with the rounding carried along */
        lost += sum > x ? x - (more - sum) : sum - (more - x);
        sum = more;
    }
    double mean = (sum + lost) / (double)n;
    return most * (p == 1 ? mean : p == 2 ? sqrt(mean) : pow(mean, 1 / p));
}

static tda_status body(void *arg, tda_index begin, tda_index end)
{
    const job *j = arg;
    const tdai_kdtree *t = j->tree;
    double *row = tdai_alloc(t->size, sizeof *row);
    if (!row)
        return TDA_ENOMEM;
    for (tda_index i = begin; i < end; i++) {
        squares(row, t, i);
        for (tda_index k = 0; k < t->size; k++)
            row[k] = sqrt(row[k]);
        j->out[i] = ldexp(tdai_mean_power(row, t->size, t->size, j->p), t->exponent);
    }
    tdai_free(row);
    return TDA_OK;
}

tda_status tda_cloud_eccentricity(tda_ctx *ctx, double *out, const tda_cloud *cloud,
                                  double p)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_kdtree tree = {0};
    TRY(tda_cloud_check(ctx, cloud));
    TRY(tdai_check_exponent(ctx, p));
    tda_index n = cloud->size;
    double *value = ARRAY(&tmp, double, n);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_kdtree_new(ctx, &tree, cloud, n, tdai_cloud_exponent(cloud),
                        "eccentricity"));
    job j = {&tree, p, value};
    st = tdai_parallel(ctx, "eccentricity", n, GRAIN, body, &j);
    if (st == TDA_ENOMEM)
        FAIL(TDA_ENOMEM, "eccentricity: scratch memory ran out");
    TRY(st);
    for (tda_index i = 0; i < n; i++)
        if (isinf(value[i]))
            FAIL(TDA_EINVAL,
                 "eccentricity: infinite at point %lld; scale the points down",
                 (long long)i);
    memcpy(out, value, (size_t)n * sizeof *out);
done:
    tdai_kdtree_clear(&tree);
    tdai_arena_free(&tmp);
    return st;
}
