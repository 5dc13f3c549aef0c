/* SPDX-License-Identifier: GPL-3.0-or-later */
/* distance_sliced.c - The sliced Wasserstein distance.
 *
 * Each diagram takes the feet on the diagonal of the other's bars along, so that both have as
 * many points. These are projected on directions that divide the half circle equally, where
 * sorting matches them best; the distance is the mean of what that costs. */
#include "persistence/distance.h"

enum { ALONG = 4096 };

typedef struct slices {
    tda_ctx *ctx;
    const tdai_dots *a, *b;
    tda_index directions;
    double *cost; /* [directions] */
} slices;

/* Project the dots of x and the feet of y, and sort. */
static tda_status project(tda_ctx *ctx, double *sorted, double *at, tda_index *order,
                          const tdai_dots *x, const tdai_dots *y, double c, double s)
{
    tda_status st = TDA_OK;
    tda_index n = x->size + y->size;
    for (tda_index i = 0; i < x->size; i++)
        at[i] = c * x->birth[i] + s * x->death[i];
    for (tda_index j = 0; j < y->size; j++) {
        double foot = y->birth[j] / 2 + y->death[j] / 2;
        at[x->size + j] = c * foot + s * foot;
    }
    TRY(tdai_argsort(ctx, order, at, n));
    for (tda_index k = 0; k < n; k++)
        sorted[k] = at[order[k]];
done:
    return st;
}

static tda_status slice(void *arg, tda_index begin, tda_index end)
{
    tda_status st = TDA_OK;
    const slices *x = arg;
    tdai_arena tmp = {0};
    tda_index n = x->a->size + x->b->size;
    double *at = ARRAY(&tmp, double, n), *p = ARRAY(&tmp, double, n);
    double *q = ARRAY(&tmp, double, n);
    tda_index *order = ARRAY(&tmp, tda_index, n);
    TRY(tdai_arena_status(x->ctx, &tmp));
    for (tda_index k = begin; k < end; k++) {
        double angle = (double)k / (double)x->directions * M_PI - M_PI / 2;
        double c = cos(angle), s = sin(angle), sum = 0;
        TRY(project(x->ctx, p, at, order, x->a, x->b, c, s));
        TRY(project(x->ctx, q, at, order, x->b, x->a, c, s));
        for (tda_index i = 0; i < n; i++)
            sum += fabs(p[i] - q[i]);
        x->cost[k] = sum;
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

/* The finite bars of a degree. */
static tda_status of_finite(tda_ctx *ctx, double *out, const tdai_dots *a,
                            const tdai_dots *b, tda_index directions, tdai_arena *tmp)
{
    tda_status st = TDA_OK;
    slices x = {.ctx = ctx, .a = a, .b = b, .directions = directions};
    x.cost = ARRAY(tmp, double, directions);
    TRY(tdai_arena_status(ctx, tmp));
    tda_index size = a->size + b->size + 1;
    TRY(tdai_parallel(ctx, "sliced Wasserstein", directions,
                      size < ALONG ? ALONG / size : 1, slice, &x));
    double sum = 0;
    for (tda_index k = 0; k < directions; k++)
        sum += x.cost[k];
    *out = sum / (double)directions;
done:
    return st;
}

/* Bars with one finite end, as many in a as in b: sorted ends. */
static tda_status endless(tda_ctx *ctx, double *out, const double *p, const double *q,
                          tda_index n, tdai_arena *tmp)
{
    tda_status st = TDA_OK;
    tda_index *op = ARRAY(tmp, tda_index, n), *oq = ARRAY(tmp, tda_index, n);
    TRY(tdai_arena_status(ctx, tmp));
    TRY(tdai_argsort(ctx, op, p, n));
    TRY(tdai_argsort(ctx, oq, q, n));
    for (tda_index k = 0; k < n; k++)
        *out += fabs(p[op[k]] - q[oq[k]]);
done:
    return st;
}

tda_status tda_diagram_sliced_wasserstein(tda_ctx *ctx, double *out, const tda_diagram *a,
                                          const tda_diagram *b,
                                          const tda_distance_opts *opts)
{
    tda_status st = TDA_OK;
    tda_distance_opts o = TDA_DISTANCE_OPTS_INIT;
    tdai_arena tmp = {0};
    double sum = 0, scale;
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(tdai_distance_check(ctx, a, b, &o, &scale));
    int degrees = a->degrees > b->degrees ? a->degrees : b->degrees;
    int first = o.degree < 0 ? 0 : o.degree;
    int last = o.degree < 0 ? degrees - 1 : o.degree;
    for (int k = first; k <= last; k++) {
        tdai_by_ends p, q;
        double part = 0;
        TRY(tdai_dots_of(ctx, &p, a, k, scale, &tmp));
        TRY(tdai_dots_of(ctx, &q, b, k, scale, &tmp));
        if (!tdai_ends_agree(&p, &q)) {
            sum = INFINITY;
            break;
        }
        TRY(of_finite(ctx, &part, &p.dots[0], &q.dots[0], o.directions, &tmp));
        TRY(endless(ctx, &part, p.dots[1].birth, q.dots[1].birth, p.dots[1].size, &tmp));
        TRY(endless(ctx, &part, p.dots[2].death, q.dots[2].death, p.dots[2].size, &tmp));
        sum += part;
    }
    *out = sum / scale;
done:
    tdai_arena_free(&tmp);
    return st;
}
