/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagram_kernel.c - Kernels between diagrams, for all pairs of two lists.
 *
 * Three of them are sums of Gaussians over pairs of bars. The sliced Wasserstein kernel takes one
 * direction after the other: on a line the distance of two diagrams, each with the other's feet, is
 * the area between the counts of a signed set, projected bars less projected feet; so each
 * diagram is projected and sorted once for a direction, and a pair is merged. */
#include "vectorize/diagram.h"
#include <stdio.h>
#include <string.h>

/* A diagram, and its signed set on the direction at hand. */
typedef struct side {
    tdai_bars bars;
    double *at;     /* [2 size] ascending; allocated for sliced Wasserstein only */
    int8_t *sign;   /* [2 size] */
    double *weight; /* [size] for the weighted Gaussian only */
} side;

typedef struct job {
    tda_ctx *ctx;
    const tda_diagram_kernel_opts *o;
    side *side; /* [rows + columns], or [rows] where both lists are one */
    tda_index rows, columns, first; /* side[first + j] is that of column j */
    bool symmetric;
    double cosine, sine; /* of the direction at hand */
    double *value;       /* [rows x columns] */
} job;

/* ---- sliced Wasserstein ---- */

static tda_status project(void *arg, tda_index begin, tda_index end)
{
    const job *j = arg;
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    for (tda_index s = begin; s < end; s++) {
        side *x = &j->side[s];
        tda_index n = x->bars.size, *order = ARRAY(&tmp, tda_index, 2 * n);
        double *at = ARRAY(&tmp, double, 2 * n);
        TRY(tdai_arena_status(j->ctx, &tmp));
        for (tda_index i = 0; i < n; i++) {
            double foot = x->bars.birth[i] / 2 + x->bars.death[i] / 2;
            at[i] = j->cosine * x->bars.birth[i] + j->sine * x->bars.death[i];
            at[n + i] = j->cosine * foot + j->sine * foot;
        }
        TRY(tdai_argsort(j->ctx, order, at, 2 * n));
        for (tda_index k = 0; k < 2 * n; k++) {
            x->at[k] = at[order[k]];
            x->sign[k] = order[k] < n ? 1 : -1;
        }
        tdai_arena_free(&tmp);
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

/* The area between the counts of x and of y. */
static double area(const side *x, const side *y)
{
    tda_index n = 2 * x->bars.size, m = 2 * y->bars.size, i = 0, k = 0, level = 0;
    double before = 0, sum = 0;
    while (i < n || k < m) {
        bool first = k == m || (i < n && x->at[i] <= y->at[k]);
        double here = first ? x->at[i] : y->at[k];
        sum += level ? (double)(level > 0 ? level : -level) * (here - before) : 0;
        level += first ? x->sign[i++] : -y->sign[k++];
        before = here;
    }
    return sum;
}

/* ---- sums of Gaussians ---- */

static double gaussian(double db, double de, double factor)
{
    return exp(-(db * db + de * de) * factor);
}

static double scale_space(const tdai_bars *x, const tdai_bars *y, double factor)
{
    double sum = 0;
    for (tda_index i = 0; i < x->size; i++)
        for (tda_index k = 0; k < y->size; k++)
            sum +=
                gaussian(x->birth[i] - y->birth[k], x->death[i] - y->death[k], factor) -
                gaussian(x->birth[i] - y->death[k], x->death[i] - y->birth[k], factor);
    return sum;
}

static double weighted(const side *x, const side *y, double factor)
{
    double sum = 0;
    for (tda_index i = 0; i < x->bars.size; i++)
        for (tda_index k = 0; k < y->bars.size; k++)
            sum += x->weight[i] * y->weight[k] *
                   gaussian(x->bars.birth[i] - y->bars.birth[k],
                            x->bars.death[i] - y->bars.death[k], factor);
    return sum;
}

/* The density at (b, e) of the bars of x and the feet of y. */
static double density(const tdai_bars *x, const tdai_bars *y, double b, double e,
                      double factor)
{
    double sum = 0;
    for (tda_index i = 0; i < x->size; i++)
        sum += gaussian(b - x->birth[i], e - x->death[i], factor);
    for (tda_index i = 0; i < y->size; i++) {
        double foot = y->birth[i] / 2 + y->death[i] / 2;
        sum += gaussian(b - foot, e - foot, factor);
    }
    return sum;
}

/* The angle between the square roots of two densities, at all bars and feet. */
static double fisher(const tdai_bars *x, const tdai_bars *y, double factor)
{
    double of_x = 0, of_y = 0, both = 0;
    for (int set = 0; set < 2; set++) {
        const tdai_bars *z = set ? y : x;
        for (tda_index i = 0; i < 2 * z->size; i++) {
            tda_index bar = i / 2;
            double foot = z->birth[bar] / 2 + z->death[bar] / 2;
            double b = i % 2 ? foot : z->birth[bar], e = i % 2 ? foot : z->death[bar];
            double p = density(x, y, b, e, factor), q = density(y, x, b, e, factor);
            of_x += p;
            of_y += q;
            both += sqrt(p * q);
        }
    }
    if (!(of_x > 0 && of_y > 0))
        return 0; /* no bars at all */
    return acos(fmin(both / sqrt(of_x * of_y), 1));
}

/* ---- all pairs ---- */

static double pair(const job *j, const side *x, const side *y)
{
    const tda_diagram_kernel_opts *o = j->o;
    bool gudhi = o->convention == TDA_CONVENTION_GUDHI;
    double h = o->bandwidth, factor = 1 / (2 * h * h);
    double scale = gudhi ? 1 / (h * sqrt(2 * M_PI)) : 1;
    switch (o->kernel) {
    case TDA_KERNEL_SLICED_WASSERSTEIN: return area(x, y);
    case TDA_KERNEL_SCALE_SPACE:
        return gudhi ? scale * scale_space(&x->bars, &y->bars, factor)
                     : scale_space(&x->bars, &y->bars, 1 / (8 * h)) / (8 * M_PI * h);
    case TDA_KERNEL_WEIGHTED_GAUSSIAN: return scale * weighted(x, y, factor);
    case TDA_KERNEL_FISHER: break;
    }
    double rate = gudhi ? 1 / o->rate : o->rate;
    return exp(-rate * fisher(&x->bars, &y->bars, factor));
}

static tda_status some_rows(void *arg, tda_index begin, tda_index end)
{
    const job *j = arg;
    for (tda_index r = begin; r < end; r++)
        for (tda_index c = j->symmetric ? r : 0; c < j->columns; c++) {
            if (tdai_cancelled(j->ctx))
                return TDA_ECANCEL;
            j->value[r * j->columns + c] += pair(j, &j->side[r], &j->side[j->first + c]);
        }
    return TDA_OK;
}

static tda_status all_directions(job *j, tda_index sides)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = j->ctx;
    double h = j->o->bandwidth, n = (double)j->o->directions;
    double factor = j->o->convention == TDA_CONVENTION_GUDHI ? 1 / h : 1 / (2 * h * h);
    for (tda_index k = 0; k < j->o->directions; k++) {
        double angle = (double)k / n * M_PI - M_PI / 2;
        j->cosine = cos(angle);
        j->sine = sin(angle);
        TRY(tdai_parallel(ctx, "projections", sides, 1, project, j));
        TRY(tdai_parallel(ctx, "sliced Wasserstein kernel", j->rows, 1, some_rows, j));
    }
    for (tda_index p = 0; p < j->rows * j->columns; p++)
        j->value[p] = exp(-factor * (j->value[p] / n));
done:
    return st;
}

static tda_status check(tda_ctx *ctx, const tda_diagram_kernel_opts *o)
{
    tda_status st = TDA_OK;
    const struct {
        const char *name;
        double value;
    } positive[] = {
        {"bandwidth", o->bandwidth}, {"weight", o->weight}, {"rate", o->rate}};
    if (o->kernel < TDA_KERNEL_SLICED_WASSERSTEIN || o->kernel > TDA_KERNEL_FISHER)
        FAIL(TDA_EINVAL, "kernel: there is no kernel %d", (int)o->kernel);
    for (int k = 0; k < 3; k++)
        if (!(positive[k].value > 0) || isinf(positive[k].value))
            FAIL(TDA_EINVAL, "kernel: %s %g; it is a positive number", positive[k].name,
                 positive[k].value);
    if (!(o->power >= 0) || isinf(o->power))
        FAIL(TDA_EINVAL, "kernel: power %g; it is a number from 0 on", o->power);
    if (o->directions < 1)
        FAIL(TDA_EINVAL, "kernel: %lld directions; there is at least one",
             (long long)o->directions);
    TRY(tdai_convention_check(ctx, o->convention, 0x3, "kernel"));
    tdai_ends ends = {"kernel", o->endless, o->low, o->high};
    TRY(tdai_ends_check(ctx, &ends, false));
done:
    return st;
}

/* Bars of a list, and the room that the kernel takes. */
static tda_status take(tda_ctx *ctx, side *to, const tda_diagram *d, tda_index count,
                       int degree, const tda_diagram_kernel_opts *o, const char *list,
                       tdai_arena *arena)
{
    tda_status st = TDA_OK;
    bool sliced = o->kernel == TDA_KERNEL_SLICED_WASSERSTEIN;
    bool weighs = o->kernel == TDA_KERNEL_WEIGHTED_GAUSSIAN;
    for (tda_index k = 0; k < count; k++) {
        char what[48];
        snprintf(what, sizeof what, "kernel, diagram %lld of %s", (long long)k, list);
        tdai_ends ends = {what, o->endless, o->low, o->high};
        TRY(tdai_bars_of(ctx, &to[k].bars, &d[k], degree, &ends, arena));
        tda_index n = to[k].bars.size;
        to[k].at = ARRAY(arena, double, sliced ? 2 * n : 0);
        to[k].sign = ARRAY(arena, int8_t, sliced ? 2 * n : 0);
        to[k].weight = ARRAY(arena, double, weighs ? n : 0);
        TRY(tdai_arena_status(ctx, arena));
        for (tda_index i = 0; weighs && i < n; i++)
            to[k].weight[i] = atan(
                o->weight * pow(to[k].bars.death[i] - to[k].bars.birth[i], o->power));
    }
done:
    return st;
}

tda_status tda_diagrams_kernel(tda_ctx *ctx, double *out, const tda_diagram *a,
                               tda_index a_count, const tda_diagram *b, tda_index b_count,
                               int degree, const tda_diagram_kernel_opts *opts)
{
    tda_status st = TDA_OK;
    tda_diagram_kernel_opts o = TDA_DIAGRAM_KERNEL_OPTS_INIT;
    tdai_arena tmp = {0};
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(check(ctx, &o));
    if (a_count < 0 || (b && b_count < 0) || a_count > INT32_MAX || b_count > INT32_MAX)
        FAIL(TDA_EINVAL, "kernel: %lld and %lld diagrams", (long long)a_count,
             (long long)b_count);
    tda_index columns = b ? b_count : a_count, sides = a_count + (b ? b_count : 0);
    tda_index pairs = a_count * columns;
    TRY(tdai_budget(ctx, tdai_size_add(0, pairs, 8), "kernel matrix"));
    job j = {.ctx = ctx, .o = &o, .rows = a_count, .columns = columns};
    j.symmetric = !b;
    j.first = b ? a_count : 0;
    j.side = ZEROS(&tmp, side, sides);
    j.value = ZEROS(&tmp, double, pairs);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(take(ctx, j.side, a, a_count, degree, &o, "the first list", &tmp));
    if (b)
        TRY(take(ctx, j.side + a_count, b, b_count, degree, &o, "the second list", &tmp));
    if (o.kernel == TDA_KERNEL_SLICED_WASSERSTEIN)
        TRY(all_directions(&j, sides));
    else
        TRY(tdai_parallel(ctx, "kernel", a_count, 1, some_rows, &j));
    for (tda_index r = 0; r < a_count; r++)
        for (tda_index c = 0; c < columns; c++)
            out[r * columns + c] =
                j.value[j.symmetric && c < r ? c * columns + r : r * columns + c];
done:
    tdai_arena_free(&tmp);
    return st;
}
