/* SPDX-License-Identifier: GPL-3.0-or-later */
/* integral.c - How far two functions that are constant on boxes are apart, in L^p.
 *
 * The difference of two Hilbert functions is the mass of a signed measure below each point; that of
 * two rank functions the mass of one in twice as many coordinates, those of deaths running
 * backwards. A sweep along the first axis keeps the masses at the nodes of the others, adds up what
 * is below each of them, and adds the power of that times the volume of its cell. Of a rank
 * function only the part with s <= t counts: a cell whose two intervals are the same one has half. */
#include "data/private.h"
#include <math.h>
#include <string.h>
#include <tda/multiparam.h>

/* One axis of the sweep: intervals, of which intervals paired with those of the axis before. */
typedef struct axis {
    tda_index size;      /* intervals */
    const double *value; /* [size+1] their ends, ascending */
    bool backwards;      /* the i-th interval is the one before last, ... */
    bool paired;         /* above the interval of the axis before it */
} axis;

typedef struct sweep {
    tda_ctx *ctx;
    int axes;
    const axis *axis;
    double order;
    int64_t *mass;  /* [nodes of the later axes] at the place of the sweep */
    int64_t *below; /* what is below each */
    double sum;
} sweep;

static tda_index interval(const axis *a, tda_index i)
{
    return a->backwards ? a->size - 1 - i : i;
}

/* The share of node i of an axis, given that of the axis before. */
static double share(const axis *a, tda_index i, tda_index before)
{
    tda_index k = interval(a, i);
    double width = a->value[k + 1] - a->value[k];
    return !a->paired || k > before ? width : k == before ? width / 2 : 0;
}

static double power(double x, double order)
{
    return order == 1 ? x : order == 2 ? x * x : pow(x, order);
}

/* Add the nodes of axis k and later ones, whose block begins at `at`. */
static void add_up(sweep *s, int k, tda_index at, tda_index before, double volume)
{
    if (k == s->axes) {
        double x = fabs((double)s->below[at]);
        if (isinf(s->order))
            s->sum = x > s->sum ? x : s->sum;
        else
            s->sum += volume * power(x, s->order);
        return;
    }
    const axis *a = &s->axis[k];
    for (tda_index i = 0; i < a->size; i++) {
        double part = volume * share(a, i, before);
        if (part > 0)
            add_up(s, k + 1, at * a->size + i, interval(a, i), part);
    }
}

/* below := the sums of mass along every axis but the first. */
static void sum_below(sweep *s, tda_index nodes)
{
    tda_index stride = 1;
    memcpy(s->below, s->mass, (size_t)nodes * sizeof *s->below);
    for (int k = s->axes - 1; k > 0; k--) {
        tda_index n = s->axis[k].size;
        for (tda_index i = 0; i < nodes; i++)
            if (i / stride % n > 0)
                s->below[i] += s->below[i - stride];
        stride *= n;
    }
}

/* place [points x axes], sorted by the first: the node of each point, or a size: out of reach. */
static tda_status run(sweep *s, tda_index points, const tda_index *place,
                      const int64_t *weight)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = s->ctx;
    tdai_arena tmp = {0};
    tda_index nodes = 1, next = 0;
    for (int k = 0; k < s->axes; k++) {
        tda_index n = s->axis[k].size;
        nodes = k == 0 ? 1 : n > 0 && nodes > INT64_MAX / 32 / n ? -1 : nodes * n;
        if (nodes < 0 || n == 0)
            break;
    }
    for (int k = 0; k < s->axes; k++)
        if (s->axis[k].size == 0)
            goto done; /* a box without volume */
    TRY(tdai_budget(ctx, nodes < 0 ? -1 : tdai_size_add(0, nodes, 16),
                    "integral distance: two numbers for each node of all axes but one"));
    s->mass = ZEROS(&tmp, int64_t, nodes);
    s->below = ARRAY(&tmp, int64_t, nodes);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < s->axis[0].size; i++) {
        TRY(tdai_poll(ctx, "integral distance", i, s->axis[0].size));
        bool moved = i == 0;
        for (; next < points && place[next * s->axes] == i; next++) {
            tda_index at = 0;
            bool in = true;
            for (int k = 1; k < s->axes; k++) {
                in = in && place[next * s->axes + k] < s->axis[k].size;
                at = at * s->axis[k].size + place[next * s->axes + k];
            }
            if (in)
                s->mass[at] += weight[next];
            moved = true;
        }
        if (moved)
            sum_below(s, nodes);
        add_up(s, 1, 0, interval(&s->axis[0], i), share(&s->axis[0], i, 0));
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

/* ---- the box and its axes ---- */

static tda_status check(tda_ctx *ctx, const tda_integral_opts *o, int params)
{
    tda_status st = TDA_OK;
    if (!(o->order >= 1))
        FAIL(TDA_EINVAL,
             "integral distance: order %g; it is a number from 1 on, or infinity",
             o->order);
    for (int k = 0; o->box && k < params; k++)
        if (!isfinite(o->box[k]) || !isfinite(o->box[params + k]) ||
            !(o->box[k] <= o->box[params + k]))
            FAIL(TDA_EINVAL,
                 "integral distance: the box goes from %g to %g in parameter %d",
                 o->box[k], o->box[params + k], k);
done:
    return st;
}

/* value [n + 2] := the distinct finite ones of x [n] (step apart) in the box, and its two ends;
 * *size := the intervals between them. */
static tda_status make_axis(tda_ctx *ctx, tdai_arena *memory, axis *out, const double *x,
                            tda_index n, tda_index step, const double *x2, tda_index n2,
                            const tda_integral_opts *o, int params, int k)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    double lo = INFINITY, hi = -INFINITY;
    double *value = ARRAY(memory, double, n + n2 + 2),
           *all = ARRAY(&tmp, double, n + n2 + 2);
    tda_index *order = ARRAY(&tmp, tda_index, n + n2 + 2), count = 0, size = 0;
    TRY(tdai_arena_status(ctx, memory));
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < n + n2; i++) {
        double v = i < n ? x[i * step] : x2[(i - n) * step];
        if (isfinite(v)) {
            all[count++] = v;
            lo = fmin(lo, v);
            hi = fmax(hi, v);
        }
    }
    if (o->box) {
        lo = o->box[k];
        hi = o->box[params + k];
        all[count++] = lo;
        all[count++] = hi;
    }
    TRY(tdai_argsort(ctx, order, all, count));
    for (tda_index i = 0; i < count; i++) {
        double v = all[order[i]];
        if (v >= lo && v <= hi && (size == 0 || value[size - 1] < v))
            value[size++] = v;
    }
    if (size == 0)
        value[0] = 0;
    *out = (axis){.size = size > 0 ? size - 1 : 0, .value = value};
done:
    tdai_arena_free(&tmp);
    return st;
}

/* The interval from which on z >= x holds; the axis's size: none. */
static tda_index from(const axis *a, double x)
{
    tda_index i = tdai_grid_ceil(a->value, a->size + 1, x);
    return i < a->size ? i : a->size;
}

/* Backwards, the first of the intervals that end by x; the axis's size: none does. */
static tda_index until(const axis *a, double x)
{
    tda_index lo = 0, hi = a->size + 1; /* how many values are <= x */
    while (lo < hi) {
        tda_index mid = (lo + hi) / 2;
        if (a->value[mid] <= x)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo > 1 ? a->size - (lo - 1) : a->size;
}

static double finish(const sweep *s)
{
    return isinf(s->order) || s->order == 1 ? s->sum : pow(s->sum, 1 / s->order);
}

tda_status tda_measure_integral_distance(tda_ctx *ctx, double *out, const tda_measure *a,
                                         const tda_measure *b,
                                         const tda_integral_opts *opts)
{
    tda_status st = TDA_OK;
    tda_integral_opts o = TDA_INTEGRAL_OPTS_INIT;
    tdai_arena tmp = {0};
    tda_measure m = {0};
    int params = a->params;
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(check(ctx, &o, params));
    TRY(tdai_measure_minus(ctx, &m, a, b, NULL));
    axis *axes = ARRAY(&tmp, axis, params);
    tda_index *place = ARRAY(&tmp, tda_index, m.size * params);
    TRY(tdai_arena_status(ctx, &tmp));
    for (int k = 0; k < params; k++)
        TRY(make_axis(ctx, &tmp, &axes[k], a->at + k, a->size, params, b->at + k, b->size,
                      &o, params, k));
    for (tda_index i = 0; i < m.size * params; i++)
        place[i] = from(&axes[i % params], m.at[i]);
    sweep s = {.ctx = ctx, .axes = params, .axis = axes, .order = o.order};
    TRY(run(&s, m.size, place, m.weight));
    *out = finish(&s);
done:
    tda_measure_clear(&m);
    tdai_arena_free(&tmp);
    return st;
}

/* The bars of both, those of b with the opposite weight, by their first interval. */
static tda_status bars_of(tda_ctx *ctx, tdai_arena *tmp, const tda_signed_barcode *a,
                          const tda_signed_barcode *b, const axis *axes,
                          tda_index **place, int64_t **weight)
{
    tda_status st = TDA_OK;
    int params = a->params;
    tda_index n = a->size + b->size, at = 0;
    const tda_signed_barcode *both[2] = {a, b};
    tda_index *raw = ARRAY(tmp, tda_index, n * 2 * params),
              *order = ARRAY(tmp, tda_index, n);
    int64_t *mass = ARRAY(tmp, int64_t, n);
    uint64_t *key = ARRAY(tmp, uint64_t, n);
    *place = ARRAY(tmp, tda_index, n * 2 * params);
    *weight = ARRAY(tmp, int64_t, n);
    TRY(tdai_arena_status(ctx, tmp));
    for (int side = 0; side < 2; side++)
        for (tda_index i = 0; i < both[side]->size; i++, at++) {
            for (int k = 0; k < params; k++) {
                tda_index *to = raw + (at * params + k) * 2;
                to[0] = from(&axes[2 * k], both[side]->birth[i * params + k]);
                to[1] = until(&axes[2 * k + 1], both[side]->death[i * params + k]);
            }
            if (both[side]->weight[i] == INT64_MIN)
                FAIL(TDA_EINVAL,
                     "integral distance: the weight of bar %lld has no "
                     "negative",
                     (long long)i);
            mass[at] = side ? -both[side]->weight[i] : both[side]->weight[i];
            key[at] = (uint64_t)raw[at * 2 * params];
        }
    TRY(tdai_argsort_u64(ctx, order, key, n));
    for (tda_index i = 0; i < n; i++) {
        memcpy(*place + i * 2 * params, raw + order[i] * 2 * params,
               (size_t)(2 * params) * sizeof **place);
        (*weight)[i] = mass[order[i]];
    }
done:
    return st;
}

tda_status tda_signed_barcode_integral_distance(tda_ctx *ctx, double *out,
                                                const tda_signed_barcode *a,
                                                const tda_signed_barcode *b,
                                                const tda_integral_opts *opts)
{
    tda_status st = TDA_OK;
    tda_integral_opts o = TDA_INTEGRAL_OPTS_INIT;
    tdai_arena tmp = {0};
    int params = a->params;
    tda_index *place;
    int64_t *weight;
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(check(ctx, &o, params));
    if (b->params != params)
        FAIL(TDA_EINVAL, "distance: the signed barcodes have %d and %d parameters",
             params, b->params);
    if (a->shape != TDA_BAR_RECTANGLE || b->shape != TDA_BAR_RECTANGLE)
        FAIL(TDA_EINVAL, "integral distance: of rectangles; these bars are hooks");
    axis *axes = ARRAY(&tmp, axis, 2 * params);
    tda_index n[2] = {2 * a->size, 2 * b->size};
    double *x = ARRAY(&tmp, double, n[0]), *y = ARRAY(&tmp, double, n[1]);
    TRY(tdai_arena_status(ctx, &tmp));
    for (int k = 0; k < params; k++) {
        for (tda_index i = 0; i < n[0]; i++)
            x[i] = (i % 2 ? a->death : a->birth)[i / 2 * params + k];
        for (tda_index i = 0; i < n[1]; i++)
            y[i] = (i % 2 ? b->death : b->birth)[i / 2 * params + k];
        TRY(make_axis(ctx, &tmp, &axes[2 * k], x, n[0], 1, y, n[1], &o, params, k));
        axes[2 * k + 1] = axes[2 * k];
        axes[2 * k + 1].backwards = axes[2 * k + 1].paired = true;
    }
    TRY(bars_of(ctx, &tmp, a, b, axes, &place, &weight));
    sweep s = {.ctx = ctx, .axes = 2 * params, .axis = axes, .order = o.order};
    TRY(run(&s, a->size + b->size, place, weight));
    *out = finish(&s);
done:
    tdai_arena_free(&tmp);
    return st;
}
