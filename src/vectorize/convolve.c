/* SPDX-License-Identifier: GPL-3.0-or-later */
/* convolve.c - Signed measures made smooth: the sum of a kernel about each of their points.
 *
 * A Gaussian along the axes is a product of one factor an axis. On a grid, the factors of a block
 * of points are tabled, and rows of pixels take them in, four at a time, between the pixels where
 * the last factor is not negligible. Every other kernel asks all points at all sites. Points come
 * in their order, whatever the threads. */
#include "core/exp.h"
#include "vectorize/private.h"
#include <math.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { BLOCK = 512, ROWS = 4, LANES = 256, SITES = 16 };

/* The measure and the kernel, ready to be summed. */
typedef struct job {
    int params;
    bool exponential, full; /* full: `form` is triangular, else its diagonal */
    tda_index size;
    double *at;     /* [params x size] coordinate by coordinate, finite */
    double *weight; /* [size] */
    double *form;   /* [params x params] lower triangle F; distances are |F^t z| */
    double top;     /* of the kernel at 0 */
    double reach;   /* past this distance the kernel is left out */
    const tdai_sites *sites;
    double *out;
    /* grids of products */
    tda_index first, count;  /* the points of the block */
    tda_index values;        /* of all axes */
    double *factor;          /* [count x values] */
    tda_index *from, *until; /* [count] pixels of the last axis that are reached */
} job;

/* ---- all points at all sites ---- */

/* value[j] := its root. The function of the standard library may set errno, which keeps a loop
 * over it from becoming vector code. */
static void roots(double *value, tda_index n)
{
    tda_index j = 0;
#ifdef __SSE2__
    for (; j + 2 <= n; j += 2)
        _mm_storeu_pd(value + j, _mm_sqrt_pd(_mm_loadu_pd(value + j)));
#endif
    for (; j < n; j++)
        value[j] = sqrt(value[j]);
}

/* value[j] := e^-(unit value[j]) */
WIDE static void exponentials(double *value, tda_index n, double unit)
{
    for (tda_index j = 0; j < n; j++)
        value[j] = exp_minus(unit * value[j]);
}

/* sum[j] += (form[k] . z)^2 for the k-th column of the form, z = x - at[.][j] */
WIDE static void add_square(double *square, const double *at, tda_index stride,
                            tda_index n, const double *x, const double *form, int params,
                            int k, bool full)
{
    double last = form[k * params + k];
    at += k * stride;
    if (!full) {
        for (tda_index j = 0; j < n; j++) {
            double z = (x[k] - at[j]) * last;
            square[j] += z * z;
        }
        return;
    }
    double along[LANES];
    for (tda_index j = 0; j < n; j++)
        along[j] = (x[k] - at[j]) * last;
    for (int i = k + 1; i < params; i++) {
        const double *other = at + (i - k) * stride;
        double f = form[i * params + k];
        for (tda_index j = 0; j < n; j++)
            along[j] += (x[i] - other[j]) * f;
    }
    for (tda_index j = 0; j < n; j++)
        square[j] += along[j] * along[j];
}

static double sum_at(const job *j, const double *x)
{
    double sum[4] = {0}, value[LANES];
    for (tda_index from = 0; from < j->size; from += LANES) {
        tda_index n = j->size - from < LANES ? j->size - from : LANES, i = 0;
        const double *w = j->weight + from;
        memset(value, 0, sizeof value);
        for (int k = 0; k < j->params; k++)
            add_square(value, j->at + from, j->size, n, x, j->form, j->params, k,
                       j->full);
        if (j->exponential)
            roots(value, n);
        exponentials(value, n, j->exponential ? 1 : 0.5);
        for (; i + 4 <= n; i += 4)
            for (int l = 0; l < 4; l++)
                sum[l] += w[i + l] * value[i + l];
        for (; i < n; i++)
            sum[0] += w[i] * value[i];
    }
    return (sum[0] + sum[1] + (sum[2] + sum[3])) * j->top;
}

static tda_status ask_sites(void *arg, tda_index begin, tda_index end)
{
    const job *j = arg;
    tda_status st = TDA_OK;
    tda_ctx *ctx = NULL;
    double *x = tdai_alloc(j->params, sizeof *x);
    if (!x)
        FAIL(TDA_ENOMEM, "convolution: no memory for a point");
    for (tda_index i = begin; i < end; i++) {
        tdai_site(j->sites, j->params, i, x);
        j->out[i] = sum_at(j, x);
    }
done:
    tdai_free(x);
    return st;
}

/* ---- products of factors on a grid ---- */

/* factor[i] := exp(-((value[i] - x) unit)^2 / 2) */
WIDE static void gauss_row(double *restrict factor, const double *restrict value,
                           tda_index n, double x, double unit)
{
    for (tda_index i = 0; i < n; i++) {
        double z = (value[i] - x) * unit;
        factor[i] = exp_minus(0.5 * (z * z));
    }
}

/* The factors along one axis, 0 past the reach; value[from .. until - 1] are within it. */
static void factors(double *factor, const double *value, tda_index n, double x,
                    double unit, double reach, tda_index *from, tda_index *until)
{
    tda_index i = tdai_grid_ceil(value, n, x - reach / unit), j = i;
    double last = x + reach / unit;
    while (j < n && value[j] <= last)
        j++;
    memset(factor, 0, (size_t)n * sizeof *factor);
    gauss_row(factor + i, value + i, j - i, x, unit);
    *from = i;
    *until = j;
}

static tda_status table(void *arg, tda_index begin, tda_index end)
{
    const job *j = arg;
    const tda_grid *g = j->sites->grid;
    for (tda_index a = begin; a < end; a++)
        for (int k = 0; k < j->params; k++) /* the last axis leaves its range */
            factors(j->factor + a * j->values + g->start[k], g->value + g->start[k],
                    g->start[k + 1] - g->start[k], j->at[k * j->size + j->first + a],
                    j->form[k * j->params + k], j->reach, &j->from[a], &j->until[a]);
    return TDA_OK;
}

WIDE static void add_four(double *restrict out, tda_index stride,
                          const double *restrict factor, tda_index n, const double *by)
{
    double *restrict a = out, *restrict b = out + stride, *restrict c = b + stride,
                     *restrict d = c + stride;
    double p = by[0], q = by[1], r = by[2], s = by[3];
    for (tda_index i = 0; i < n; i++) {
        double f = factor[i];
        a[i] += p * f;
        b[i] += q * f;
        c[i] += r * f;
        d[i] += s * f;
    }
}

WIDE static void add_one(double *restrict out, const double *restrict factor, tda_index n,
                         double by)
{
    for (tda_index i = 0; i < n; i++)
        out[i] += by * factor[i];
}

/* What row r of pixels takes of a point: its weight and the factors of all axes but the last. */
static double share(const job *j, const double *factor, double weight, tda_index r)
{
    const tda_grid *g = j->sites->grid;
    for (int k = j->params - 2; k >= 0; k--) {
        tda_index n = g->start[k + 1] - g->start[k];
        weight *= factor[g->start[k] + r % n];
        r /= n;
    }
    return weight;
}

static tda_status take_rows(void *arg, tda_index begin, tda_index end)
{
    const job *j = arg;
    const tda_grid *g = j->sites->grid;
    tda_index last = g->start[j->params - 1], n = g->start[j->params] - last;
    double *out = j->out + begin * n;
    for (tda_index a = 0; a < j->count; a++) {
        const double *factor = j->factor + a * j->values;
        double by[ROWS] = {0}, any = 0;
        for (tda_index r = begin; r < end; r++) {
            by[r - begin] = share(j, factor, j->weight[j->first + a], r);
            any += fabs(by[r - begin]);
        }
        if (any == 0)
            continue;
        tda_index from = j->from[a], size = j->until[a] - from;
        factor += last + from;
        if (end - begin == ROWS)
            add_four(out + from, n, factor, size, by);
        else
            for (tda_index r = 0; r < end - begin; r++)
                add_one(out + r * n + from, factor, size, by[r]);
    }
    return TDA_OK;
}

static tda_status run_products(tda_ctx *ctx, job *j, tdai_arena *tmp)
{
    tda_status st = TDA_OK;
    const tda_grid *g = j->sites->grid;
    tda_index nodes = tdai_grid_nodes(g),
              n = g->start[j->params] - g->start[j->params - 1];
    if (nodes == 0)
        goto done;
    j->values = g->start[j->params];
    tda_index most = j->size < BLOCK ? j->size : BLOCK;
    TRY(tdai_budget(ctx, tdai_size_add(0, most, 8 * (j->values + 2)), "convolution"));
    j->factor = ARRAY(tmp, double, most * j->values);
    j->from = ARRAY(tmp, tda_index, most);
    j->until = ARRAY(tmp, tda_index, most);
    TRY(tdai_arena_status(ctx, tmp));
    for (j->first = 0; j->first < j->size; j->first += j->count) {
        TRY(tdai_poll(ctx, "convolution", j->first, j->size));
        j->count = j->size - j->first < BLOCK ? j->size - j->first : BLOCK;
        TRY(tdai_parallel(ctx, "convolution", j->count, 32, table, j));
        TRY(tdai_parallel(ctx, "convolution", nodes / n, ROWS, take_rows, j));
    }
    for (tda_index i = 0; i < nodes; i++)
        j->out[i] *= j->top;
done:
    return st;
}

/* ---- the kernel ---- */

/* form := the lower triangle F with F F^t the precision matrix. */
static tda_status factorise(tda_ctx *ctx, double *form, const double *precision, int n)
{
    tda_status st = TDA_OK;
    for (int i = 0; i < n; i++)
        for (int k = 0; k <= i; k++) {
            double sum = precision[i * n + k];
            if (!isfinite(sum) || sum != precision[k * n + i])
                FAIL(TDA_EINVAL,
                     "convolution: the precision matrix has %g and %g in row and column "
                     "%d and %d; give a finite symmetric one",
                     sum, precision[k * n + i], i, k);
            for (int l = 0; l < k; l++)
                sum -= form[i * n + l] * form[k * n + l];
            if (i == k && !(sum > 0))
                FAIL(TDA_EINVAL,
                     "convolution: the precision matrix is not positive "
                     "definite in row %d",
                     i);
            form[i * n + k] = i == k ? sqrt(sum) : sum / form[k * n + k];
        }
done:
    return st;
}

static tda_status make_kernel(tda_ctx *ctx, job *j, const tda_convolution_opts *o)
{
    tda_status st = TDA_OK;
    int n = j->params;
    double top = 1;
    if ((unsigned)o->kernel > TDA_CONVOLUTION_EXPONENTIAL)
        FAIL(TDA_EINVAL, "convolution: there is no kernel %d", (int)o->kernel);
    if (!(o->tolerance > 0 && o->tolerance < 1))
        FAIL(TDA_EINVAL, "convolution: tolerance %g; give one between 0 and 1",
             o->tolerance);
    j->exponential = o->kernel == TDA_CONVOLUTION_EXPONENTIAL;
    j->reach = sqrt(-2 * log(o->tolerance));
    if (o->precision) {
        TRY(factorise(ctx, j->form, o->precision, n));
        for (int i = 0; i < n; i++)
            for (int k = 0; k < i; k++)
                j->full = j->full || j->form[i * n + k] != 0;
    }
    for (int k = 0; k < n && !o->precision; k++) {
        double h = o->bandwidths ? o->bandwidths[k] : o->bandwidth;
        if (!(h > 0 && isfinite(h) && isfinite(1 / h)))
            FAIL(TDA_EINVAL,
                 "convolution: bandwidth %g in parameter %d; give a positive one", h, k);
        j->form[k * n + k] = 1 / h;
    }
    for (int k = 0; k < n; k++)
        top *= j->form[k * n + k];
    if (j->exponential) /* over the integral of exp(-|z|) */
        top *= tgamma(0.5 * n) / (2 * pow(3.14159265358979323846, 0.5 * n) * tgamma(n));
    else
        top *= pow(2 * 3.14159265358979323846, -0.5 * n);
    j->top = o->normalised ? top : 1;
done:
    return st;
}

/* The points that are anywhere, coordinate by coordinate. */
static tda_status gather(tda_ctx *ctx, job *j, const tda_measure *m)
{
    tda_status st = TDA_OK;
    tda_index kept = 0;
    for (int pass = 0; pass < 2; pass++) {
        tda_index n = 0;
        for (tda_index i = 0; i < m->size; i++) {
            bool finite = true;
            for (int k = 0; k < m->params; k++) {
                double x = m->at[i * m->params + k];
                if (!(x < (double)INFINITY))
                    FAIL(TDA_EINVAL, "convolution: point %lld is %g in parameter %d",
                         (long long)i, x, k);
                finite = finite && isfinite(x);
            }
            if (!finite)
                continue;
            for (int k = 0; k < m->params && pass; k++)
                j->at[k * kept + n] = m->at[i * m->params + k];
            if (pass)
                j->weight[n] = (double)m->weight[i];
            n++;
        }
        kept = n;
    }
    j->size = kept;
done:
    return st;
}

static tda_status convolve(tda_ctx *ctx, double *out, const tda_measure *m,
                           const tdai_sites *sites, const tda_convolution_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_convolution_opts o = TDA_CONVOLUTION_OPTS_INIT;
    job j = {.params = m->params, .sites = sites};
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(tdai_sites_check(ctx, sites, m->params, "convolution"));
    tda_index n = sites->grid ? tdai_grid_nodes(sites->grid) : sites->size,
              params = m->params;
    TRY(tdai_budget(ctx,
                    tdai_size_add(tdai_size_add(0, n, sizeof(double)), m->size,
                                  (params + 1) * (tda_index)sizeof(double)),
                    "convolution"));
    j.at = ARRAY(&tmp, double, m->size *params);
    j.weight = ARRAY(&tmp, double, m->size);
    j.form = ZEROS(&tmp, double, params *params);
    j.out = ZEROS(&tmp, double, n);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(make_kernel(ctx, &j, &o));
    TRY(gather(ctx, &j, m));
    if (sites->grid && !j.full && !j.exponential)
        TRY(run_products(ctx, &j, &tmp));
    else
        TRY(tdai_parallel(ctx, "convolution", n, SITES, ask_sites, &j));
    if (n)
        memcpy(out, j.out, (size_t)n * sizeof *out);
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_measure_convolution(tda_ctx *ctx, double *out, const tda_measure *measure,
                                   const tda_grid *grid, const tda_convolution_opts *opts)
{
    return convolve(ctx, out, measure, &(tdai_sites){.grid = grid}, opts);
}

tda_status tda_measure_convolution_at(tda_ctx *ctx, double *out,
                                      const tda_measure *measure, tda_index points,
                                      const double *point,
                                      const tda_convolution_opts *opts)
{
    return convolve(ctx, out, measure, &(tdai_sites){.size = points, .point = point},
                    opts);
}
