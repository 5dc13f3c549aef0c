/* SPDX-License-Identifier: GPL-3.0-or-later */
/* measure_kernel.c - Sliced Wasserstein distances and kernels of signed measures, for all pairs of two
 * lists.
 *
 * On a line the distance of two measures of one mass is the area between their masses up to t. So
 * each measure is projected and sorted once for a direction, and a pair is merged; weights are whole
 * numbers, and masses exact. The product of two measures made smooth by Gaussians is a sum of
 * Gaussians of twice the variance over pairs of points. */
#include "vectorize/sliced.h"
#include <math.h>
#include <string.h>

/* A measure, and its points on the direction at hand. */
typedef struct side {
    tda_index size;
    const double *point; /* [size x params] */
    const int64_t *weight;
    double *at;     /* [size] ascending, for distances alone */
    int64_t *along; /* [size] their weights */
} side;

typedef struct job {
    tda_ctx *ctx;
    const tda_measure_kernel_opts *o;
    int params;
    side *side; /* [rows + columns], or [rows] where both lists are one */
    tda_index rows, columns, first; /* side[first + j] is that of column j */
    bool symmetric, distances;
    const double *direction; /* the one at hand */
    double *value;           /* [rows x columns] */
} job;

static tda_status project(void *arg, tda_index begin, tda_index end)
{
    const job *j = arg;
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    for (tda_index s = begin; s < end; s++) {
        side *x = &j->side[s];
        tda_index *order = ARRAY(&tmp, tda_index, x->size);
        double *at = ARRAY(&tmp, double, x->size);
        TRY(tdai_arena_status(j->ctx, &tmp));
        for (tda_index i = 0; i < x->size; i++) {
            at[i] = 0;
            for (int k = 0; k < j->params; k++)
                at[i] += j->direction[k] * x->point[i * j->params + k];
        }
        TRY(tdai_argsort(j->ctx, order, at, x->size));
        for (tda_index i = 0; i < x->size; i++) {
            x->at[i] = at[order[i]];
            x->along[i] = x->weight[order[i]];
        }
        tdai_arena_free(&tmp);
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

/* The area between the masses of x and y up to t. */
static double area(const side *x, const side *y)
{
    tda_index i = 0, k = 0;
    int64_t level = 0;
    double before = 0, sum = 0;
    while (i < x->size || k < y->size) {
        bool first = k == y->size || (i < x->size && x->at[i] <= y->at[k]);
        double here = first ? x->at[i] : y->at[k];
        sum += level ? fabs((double)level) * (here - before) : 0;
        level += first ? x->along[i++] : -y->along[k++];
        before = here;
    }
    return sum;
}

/* The product of two measures made smooth. */
static double product(const job *j, const side *x, const side *y)
{
    double h = j->o->bandwidth, unit = 1 / (4 * h * h), sum = 0;
    for (tda_index i = 0; i < x->size; i++)
        for (tda_index k = 0; k < y->size; k++) {
            double square = 0;
            for (int p = 0; p < j->params; p++) {
                double z = x->point[i * j->params + p] - y->point[k * j->params + p];
                z = j->o->units ? z / j->o->units[p] : z;
                square += z * z;
            }
            sum += (double)x->weight[i] * (double)y->weight[k] * exp(-square * unit);
        }
    return sum * pow(4 * M_PI * h * h, -0.5 * j->params);
}

static tda_status some_rows(void *arg, tda_index begin, tda_index end)
{
    const job *j = arg;
    for (tda_index r = begin; r < end; r++)
        for (tda_index c = j->symmetric ? r : 0; c < j->columns; c++) {
            const side *x = &j->side[r], *y = &j->side[j->first + c];
            if (tdai_cancelled(j->ctx))
                return TDA_ECANCEL;
            j->value[r * j->columns + c] += j->distances ? area(x, y) : product(j, x, y);
        }
    return TDA_OK;
}

static tda_status all_directions(job *j, tda_index sides, tdai_arena *tmp)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = j->ctx;
    tda_index n = j->o->directions;
    double *direction = ARRAY(tmp, double, n * j->params);
    TRY(tdai_arena_status(ctx, tmp));
    TRY(tdai_directions(ctx, direction, n, j->params, j->o->units));
    for (tda_index i = 0; i < n; i++) {
        TRY(tdai_poll(ctx, "sliced Wasserstein distances", i, n));
        j->direction = direction + i * j->params;
        TRY(tdai_parallel(ctx, "projections", sides, 1, project, j));
        TRY(tdai_parallel(ctx, "sliced Wasserstein distances", j->rows, 1, some_rows, j));
    }
    for (tda_index p = 0; p < j->rows * j->columns; p++)
        j->value[p] /= (double)n;
done:
    return st;
}

static tda_status check(tda_ctx *ctx, const tda_measure_kernel_opts *o, int params)
{
    tda_status st = TDA_OK;
    if ((unsigned)o->kernel > TDA_MEASURE_KERNEL_CONVOLUTION)
        FAIL(TDA_EINVAL, "kernel: there is no kernel %d", (int)o->kernel);
    if (!(o->bandwidth > 0 && isfinite(o->bandwidth)))
        FAIL(TDA_EINVAL, "kernel: bandwidth %g; it is a positive number", o->bandwidth);
    if (o->directions < 1 || o->directions > INT32_MAX)
        FAIL(TDA_EINVAL, "kernel: %lld directions; there are 1 to %d",
             (long long)o->directions, INT32_MAX);
    TRY(tdai_units_check(ctx, o->units, params, "kernel"));
done:
    return st;
}

/* The measures of a list as sides, zeroed out where there is a corner; `own` keeps what that makes.
 * All have the mass of the first, where distances are asked for. */
static tda_status take(job *j, side *to, tda_measure *own, const tda_measure *m,
                       tda_index count, const char *list, int64_t *mass, tdai_arena *tmp)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = j->ctx;
    for (tda_index i = 0; i < count; i++) {
        const tda_measure *x = &m[i];
        int64_t sum = 0;
        if (x->params != j->params)
            FAIL(TDA_EINVAL,
                 "kernel: measure %lld of the %s list has %d parameters, not %d",
                 (long long)i, list, x->params, j->params);
        if (j->o->corner) {
            TRY(tda_measure_zero_out(ctx, &own[i], x, j->o->corner));
            x = &own[i];
        }
        for (tda_index p = 0; p < x->size; p++) {
            for (int k = 0; k < x->params; k++)
                if (!isfinite(x->at[p * x->params + k]))
                    FAIL(TDA_EINVAL,
                         "kernel: point %lld of measure %lld of the %s list is not "
                         "finite",
                         (long long)p, (long long)i, list);
            sum += x->weight[p];
        }
        if (*mass == INT64_MIN)
            *mass = sum;
        if (j->distances && sum != *mass)
            FAIL(TDA_EINVAL,
                 "kernel: measure %lld of the %s list has mass %lld, and the first %lld; "
                 "give a corner",
                 (long long)i, list, (long long)sum, (long long)*mass);
        to[i] = (side){x->size, x->at, x->weight,
                       ARRAY(tmp, double, j->distances ? x->size : 0),
                       ARRAY(tmp, int64_t, j->distances ? x->size : 0)};
        TRY(tdai_arena_status(ctx, tmp));
    }
done:
    return st;
}

static tda_status all_pairs(tda_ctx *ctx, double *out, const tda_measure *a,
                            tda_index a_count, const tda_measure *b, tda_index b_count,
                            const tda_measure_kernel_opts *opts, bool distances)
{
    tda_status st = TDA_OK;
    tda_measure_kernel_opts o = TDA_MEASURE_KERNEL_OPTS_INIT;
    tdai_arena tmp = {0};
    int64_t mass = INT64_MIN;
    tda_measure *own = NULL;
    tda_index sides = 0;
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    if (a_count < 0 || (b && b_count < 0) || a_count > INT32_MAX || b_count > INT32_MAX)
        FAIL(TDA_EINVAL, "kernel: %lld and %lld measures", (long long)a_count,
             (long long)b_count);
    int params = a_count ? a->params : b && b_count ? b->params : 1;
    TRY(check(ctx, &o, params));
    sides = a_count + (b ? b_count : 0);
    tda_index columns = b ? b_count : a_count, pairs = a_count * columns;
    TRY(tdai_budget(ctx, tdai_size_add(0, pairs, 8), "kernel matrix"));
    job j = {.ctx = ctx, .o = &o, .params = params, .rows = a_count, .columns = columns};
    j.symmetric = !b;
    j.first = b ? a_count : 0;
    j.distances = distances || o.kernel == TDA_MEASURE_KERNEL_SLICED;
    j.side = ZEROS(&tmp, side, sides);
    j.value = ZEROS(&tmp, double, pairs);
    own = ZEROS(&tmp, tda_measure, sides);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(take(&j, j.side, own, a, a_count, "first", &mass, &tmp));
    if (b)
        TRY(take(&j, j.side + a_count, own + a_count, b, b_count, "second", &mass, &tmp));
    if (j.distances)
        TRY(all_directions(&j, sides, &tmp));
    else
        TRY(tdai_parallel(ctx, "kernel", a_count, 1, some_rows, &j));
    for (tda_index r = 0; r < a_count; r++)
        for (tda_index c = 0; c < columns; c++) {
            double v = j.value[j.symmetric && c < r ? c * columns + r : r * columns + c];
            out[r * columns + c] =
                j.distances && !distances ? exp(-v / (2 * o.bandwidth * o.bandwidth)) : v;
        }
done:
    for (tda_index i = 0; own && i < sides; i++)
        tda_measure_clear(&own[i]);
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_measures_sliced_wasserstein(tda_ctx *ctx, double *out,
                                           const tda_measure *a, tda_index a_count,
                                           const tda_measure *b, tda_index b_count,
                                           const tda_measure_kernel_opts *opts)
{
    return all_pairs(ctx, out, a, a_count, b, b_count, opts, true);
}

tda_status tda_measures_kernel(tda_ctx *ctx, double *out, const tda_measure *a,
                               tda_index a_count, const tda_measure *b, tda_index b_count,
                               const tda_measure_kernel_opts *opts)
{
    return all_pairs(ctx, out, a, a_count, b, b_count, opts, false);
}
