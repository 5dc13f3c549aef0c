/* SPDX-License-Identifier: GPL-3.0-or-later */
/* metric.c - Vertex functions on distances: each is a function of the row of distances of a point.
 *
 * Rows are put together for a block of points at a time: below the diagonal a row is a run of
 * the triangle, and right of it a column, which a block reads in runs too. Of sparse distances
 * a row holds the pairs given; the others are infinite, which a density does not feel and the
 * other functions refuse where it reaches them. */
#include "core/exp.h"
#include "filtration/private.h"
#include <math.h>
#include <string.h>

enum { BLOCK = 64 };

typedef enum function { KDE, DTM, KNN, ECCENTRICITY } function;

static const char *const name_of[] = {"kernel density", "distance to measure",
                                      "distance to the k-th neighbour", "eccentricity"};

typedef struct job {
    const tda_distances *d;
    function f;
    double parameter; /* 1 / (sqrt(2) h) or p */
    tda_index k;
    const tda_index
        *start; /* sparse: [n+1] the values of each row, the point itself left out */
    const double *value;
    double *out;
} job;

tda_status tdai_check_bandwidth(tda_ctx *ctx, double bandwidth)
{
    if (!(bandwidth > 0) || isinf(bandwidth))
        return tdai_fail(ctx, TDA_EINVAL, "bandwidth %g: give a positive number",
                         bandwidth);
    if (bandwidth < 1e-300 || bandwidth > 1e300)
        return tdai_fail(ctx, TDA_EINVAL,
                         "bandwidth %g: rescale the points, so that it lies "
                         "between 1e-300 and 1e300",
                         bandwidth);
    return TDA_OK;
}

tda_status tdai_check_neighbours(tda_ctx *ctx, tda_index k, tda_index n)
{
    if (k < 1 || (n > 0 && k > n))
        return tdai_fail(ctx, TDA_EINVAL, "neighbour %lld of %lld points: give 1 to %lld",
                         (long long)k, (long long)n, (long long)n);
    return TDA_OK;
}

tda_status tdai_check_mass(tda_ctx *ctx, tda_index *k, double mass, tda_index n)
{
    if (!(mass > 0 && mass <= 1))
        return tdai_fail(ctx, TDA_EINVAL, "mass %g: give a number above 0 and at most 1",
                         mass);
    tda_index least = (tda_index)(mass * (double)n);
    while (least > 1 && (double)(least - 1) / (double)n >= mass)
        least--;
    while (least < 1 || (least < n && (double)least / (double)n < mass))
        least++;
    *k = least;
    return TDA_OK;
}

tda_status tdai_check_exponent(tda_ctx *ctx, double p)
{
    if (!(p >= 1))
        return tdai_fail(ctx, TDA_EINVAL, "exponent %g: give a number of at least 1", p);
    return TDA_OK;
}

/* -(1/n) sum exp(-(unit d)^2), in runs of lanes, the rounding of the runs carried along. */
WIDE static double density(const double *row, tda_index given, tda_index n, double unit)
{
    enum { RUN = 256 };
    double total = 0, lost = 0;
    for (tda_index begin = 0; begin < given; begin += RUN) {
        double lane[TDAI_LANES] = {0}, sum = 0;
        tda_index end = begin + RUN < given ? begin + RUN : given, j = begin;
        for (; j + TDAI_LANES <= end; j += TDAI_LANES)
            for (int l = 0; l < TDAI_LANES; l++) {
                double x = row[j + l] * unit;
                lane[l] += exp_minus(x * x);
            }
        for (int l = 0; l < TDAI_LANES; l++)
            sum += lane[l];
        for (; j < end; j++)
            sum += exp_minus(row[j] * unit * (row[j] * unit));
        double more = total + sum;
        lost += total > sum ? sum - (more - total) : total - (more - sum);
        total = more;
    }
    return -(total + lost) / (double)n;
}

/* The value at a point from its row, which is used up. `given` of n entries are finite. */
static double value_of(const job *j, double *row, tda_index given)
{
    tda_index n = j->d->size;
    switch (j->f) {
    case KDE: return density(row, given, n, j->parameter);
    case DTM:
        if (given < j->k)
            return INFINITY;
        tdai_select(row, given, j->k);
        return tdai_mean_power(row, j->k, j->k, 2);
    case KNN:
        if (given < j->k)
            return INFINITY;
        tdai_select(row, given, j->k);
        return row[j->k - 1];
    case ECCENTRICITY: break;
    }
    return given < n ? INFINITY : tdai_mean_power(row, n, n, j->parameter);
}

/* row[i - begin] := the distances of point i, for i in begin .. end. */
static void dense_rows(double *rows, const tda_distances *d, tda_index begin,
                       tda_index end)
{
    tda_index n = d->size;
    for (tda_index j = 0; j < n; j++) {
        const double *row = d->lower + j * (j - 1) / 2;
        if (j >= begin && j < end) {
            double *mine = rows + (j - begin) * n;
            memcpy(mine, row, (size_t)j * sizeof *row);
            mine[j] = 0;
        }
        for (tda_index i = begin; i < end && i < j; i++)
            rows[(i - begin) * n + j] = row[i];
    }
}

static tda_status body(void *arg, tda_index begin, tda_index end)
{
    const job *j = arg;
    tda_index n = j->d->size;
    double *rows = tdai_alloc((j->start ? 1 : end - begin) * n, sizeof *rows);
    if (!rows)
        return TDA_ENOMEM;
    if (!j->start)
        dense_rows(rows, j->d, begin, end);
    for (tda_index i = begin; i < end; i++) {
        tda_index given = n;
        if (j->start) {
            given = j->start[i + 1] - j->start[i];
            memcpy(rows, j->value + j->start[i], (size_t)given * sizeof *rows);
            rows[given++] = 0;
        }
        j->out[i] = value_of(j, j->start ? rows : rows + (i - begin) * n, given);
    }
    tdai_free(rows);
    return TDA_OK;
}

/* The rows of sparse distances: infinite values are left out, as missing pairs are. */
static tda_status sparse_rows(tda_ctx *ctx, tdai_arena *tmp, job *j)
{
    tda_status st = TDA_OK;
    const tda_distances *d = j->d;
    tda_index n = d->size, *start = ARRAY(tmp, tda_index, n + 1);
    double *value = ARRAY(tmp, double, 2 * d->pairs);
    TRY(tdai_arena_status(ctx, tmp));
    memset(start, 0, (size_t)(n + 1) * sizeof *start);
    for (tda_index e = 0; e < d->pairs; e++)
        if (!isinf(d->value[e])) {
            start[d->tail[e]]++;
            start[d->head[e]]++;
        }
    tda_index sum = 0;
    for (tda_index i = 0; i <= n; i++) { /* each start[i] is now the end of row i .. */
        sum += start[i];
        start[i] = sum;
    }
    for (tda_index e = d->pairs; e-- > 0;) /* .. and becomes its beginning */
        if (!isinf(d->value[e])) {
            value[--start[d->tail[e]]] = d->value[e];
            value[--start[d->head[e]]] = d->value[e];
        }
    j->start = start;
    j->value = value;
done:
    return st;
}

static tda_status evaluate(tda_ctx *ctx, double *out, job *j)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    const char *name = name_of[j->f];
    tda_index n = j->d->size;
    j->out = ARRAY(&tmp, double, n);
    TRY(tdai_arena_status(ctx, &tmp));
    if (!j->d->lower)
        TRY(sparse_rows(ctx, &tmp, j));
    st = tdai_parallel(ctx, name, n, BLOCK, body, j);
    if (st == TDA_ENOMEM)
        FAIL(TDA_ENOMEM, "%s: scratch memory ran out", name);
    TRY(st);
    for (tda_index i = 0; i < n; i++)
        if (isinf(j->out[i]))
            FAIL(TDA_EINVAL,
                 "%s: infinite at point %lld, which is not at a finite distance "
                 "from enough points",
                 name, (long long)i);
    memcpy(out, j->out, (size_t)n * sizeof *out);
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_distances_kde(tda_ctx *ctx, double *out, const tda_distances *d,
                             double bandwidth)
{
    tda_status st = TDA_OK;
    TRY(tda_distances_check(ctx, d));
    TRY(tdai_check_bandwidth(ctx, bandwidth));
    TRY(evaluate(ctx, out,
                 &(job){.d = d, .f = KDE, .parameter = 1 / bandwidth / sqrt(2)}));
done:
    return st;
}

tda_status tda_distances_dtm(tda_ctx *ctx, double *out, const tda_distances *d,
                             double mass)
{
    tda_status st = TDA_OK;
    job j = {.d = d, .f = DTM};
    TRY(tda_distances_check(ctx, d));
    TRY(tdai_check_mass(ctx, &j.k, mass, d->size));
    TRY(evaluate(ctx, out, &j));
done:
    return st;
}

tda_status tda_distances_knn(tda_ctx *ctx, double *out, const tda_distances *d,
                             tda_index k)
{
    tda_status st = TDA_OK;
    TRY(tda_distances_check(ctx, d));
    TRY(tdai_check_neighbours(ctx, k, d->size));
    TRY(evaluate(ctx, out, &(job){.d = d, .f = KNN, .k = k}));
done:
    return st;
}

tda_status tda_distances_eccentricity(tda_ctx *ctx, double *out, const tda_distances *d,
                                      double p)
{
    tda_status st = TDA_OK;
    TRY(tda_distances_check(ctx, d));
    TRY(tdai_check_exponent(ctx, p));
    TRY(evaluate(ctx, out, &(job){.d = d, .f = ECCENTRICITY, .parameter = p}));
done:
    return st;
}
