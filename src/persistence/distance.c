/* SPDX-License-Identifier: GPL-3.0-or-later */
/* distance.c - Bottleneck and Wasserstein distances between diagrams.
 *
 * Bars are matched within their degree and with bars that have the same infinite ends. Of bars
 * with one infinite end the other ends lie on a line, where matching in order is the least; bars
 * of finite length go to the methods of distance.h. What a matching costs is added up from its
 * lengths in units of the longest, so that no power over- or underflows.
 *
 * Where coordinates are so large that differences could overflow, all are first brought down by
 * a power of two, which rounds nothing. */
#include "persistence/distance.h"
#include <float.h>

typedef struct matcher {
    tda_ctx *ctx;
    tdai_pair_of_dots z; /* of the bars at hand */
    double scale;        /* what coordinates are multiplied by */
    bool apart;          /* some number of infinite bars differs */
    tdai_arena *tmp;
    tda_matching m; /* room for all, in the arena; lengths in units of scale */
} matcher;

static tda_status check_diagram(tda_ctx *ctx, const tda_diagram *d, const char *name,
                                double *largest)
{
    tda_status st = TDA_OK;
    for (int k = 0; k < d->degrees; k++)
        for (tda_index i = d->start[k]; i < d->start[k + 1]; i++) {
            double b = d->birth[i], e = d->death[i];
            if (!(b <= e) || b == (double)INFINITY || e == -(double)INFINITY)
                FAIL(TDA_EINVAL,
                     "distance: bar %lld of degree %d in diagram %s goes from %g to %g",
                     (long long)(i - d->start[k]), k, name, b, e);
            *largest = isfinite(b) ? fmax(*largest, fabs(b)) : *largest;
            *largest = isfinite(e) ? fmax(*largest, fabs(e)) : *largest;
        }
done:
    return st;
}

tda_status tdai_distance_check(tda_ctx *ctx, const tda_diagram *a, const tda_diagram *b,
                               const tda_distance_opts *o, double *scale)
{
    tda_status st = TDA_OK;
    double largest = 0;
    if (!(o->order >= 1))
        FAIL(TDA_EINVAL, "distance: order %g; it is a number from 1 on, or infinity",
             o->order);
    if (!(o->norm >= 1))
        FAIL(TDA_EINVAL,
             "distance: ground norm %g; it is a number from 1 on, or infinity", o->norm);
    if (!(o->gap >= 0) || isinf(o->gap))
        FAIL(TDA_EINVAL, "distance: gap %g; it is a finite number from 0 on", o->gap);
    if (o->degree < -1)
        FAIL(TDA_EINVAL, "distance: degree %d; give -1 for all degrees", o->degree);
    if (o->directions < 1)
        FAIL(TDA_EINVAL, "distance: %lld directions; there is at least one",
             (long long)o->directions);
    TRY(check_diagram(ctx, a, "a", &largest));
    TRY(check_diagram(ctx, b, "b", &largest));
    *scale = largest > DBL_MAX / 16 ? 1.0 / 64 : 1;
done:
    return st;
}

/* ---- bars by their ends ---- */

static int ends_of(const tda_diagram *d, tda_index i)
{
    return (isinf(d->death[i]) ? 1 : 0) + (isinf(d->birth[i]) ? 2 : 0);
}

tda_status tdai_dots_of(tda_ctx *ctx, tdai_by_ends *out, const tda_diagram *d, int degree,
                        double scale, tdai_arena *arena)
{
    tda_status st = TDA_OK;
    tdai_by_ends by = {0};
    tda_index begin = degree < d->degrees ? d->start[degree] : 0;
    tda_index end = degree < d->degrees ? d->start[degree + 1] : 0;
    for (tda_index i = begin; i < end; i++)
        by.dots[ends_of(d, i)].size++;
    for (int k = 0; k < TDAI_ENDS; k++) {
        tdai_dots *x = &by.dots[k];
        x->birth = ARRAY(arena, double, x->size);
        x->death = ARRAY(arena, double, x->size);
        x->id = ARRAY(arena, tda_index, x->size);
        x->size = 0;
    }
    TRY(tdai_arena_status(ctx, arena));
    for (tda_index i = begin; i < end; i++) {
        tdai_dots *x = &by.dots[ends_of(d, i)];
        x->birth[x->size] = scale * d->birth[i];
        x->death[x->size] = scale * d->death[i];
        x->id[x->size++] = i;
    }
    *out = by;
done:
    return st;
}

bool tdai_ends_agree(const tdai_by_ends *a, const tdai_by_ends *b)
{
    bool agree = true;
    for (int k = 1; k < TDAI_ENDS; k++)
        agree &= a->dots[k].size == b->dots[k].size;
    return agree;
}

/* ---- the matching ---- */

static void add(matcher *x, tda_index a, tda_index b, double length)
{
    x->m.a[x->m.size] = a;
    x->m.b[x->m.size] = b;
    x->m.length[x->m.size++] = length;
}

/* Bars with one finite end, in order; what is left over has no partner. */
static tda_status match_ends(matcher *x, const tdai_dots *a, const tdai_dots *b, int ends)
{
    tda_status st = TDA_OK;
    const double *p = ends == 1 ? a->birth : a->death;
    const double *q = ends == 1 ? b->birth : b->death;
    tda_index most = a->size > b->size ? a->size : b->size;
    tda_index *oa = ARRAY(x->tmp, tda_index, a->size);
    tda_index *ob = ARRAY(x->tmp, tda_index, b->size);
    TRY(tdai_arena_status(x->ctx, x->tmp));
    TRY(tdai_argsort(x->ctx, oa, p, a->size));
    TRY(tdai_argsort(x->ctx, ob, q, b->size));
    for (tda_index k = 0; k < most; k++)
        if (k >= a->size || k >= b->size)
            add(x, k < a->size ? a->id[oa[k]] : -1, k < b->size ? b->id[ob[k]] : -1,
                INFINITY);
        else
            add(x, a->id[oa[k]], b->id[ob[k]], ends == 3 ? 0 : fabs(p[oa[k]] - q[ob[k]]));
    x->apart |= a->size != b->size;
done:
    return st;
}

static tda_status match_finite(matcher *x, const tdai_dots *a, const tdai_dots *b)
{
    tda_status st = TDA_OK;
    tda_index *mate = ARRAY(x->tmp, tda_index, a->size);
    bool *taken = ZEROS(x->tmp, bool, b->size);
    TRY(tdai_arena_status(x->ctx, x->tmp));
    x->z.a = *a;
    x->z.b = *b;
    if (isinf(x->z.order))
        TRY(tdai_match_bottleneck(&x->z, mate));
    else if (tdai_on_a_line(&x->z))
        TRY(tdai_match_line(&x->z, mate));
    else
        TRY(tdai_match_least(&x->z, mate));
    for (tda_index i = 0; i < a->size; i++)
        if (mate[i] >= 0) {
            add(x, a->id[i], b->id[mate[i]], tdai_dot_distance(&x->z, i, mate[i]));
            taken[mate[i]] = true;
        } else {
            add(x, a->id[i], -1, tdai_dot_height(a, i, x->z.norm));
        }
    for (tda_index j = 0; j < b->size; j++)
        if (!taken[j])
            add(x, -1, b->id[j], tdai_dot_height(b, j, x->z.norm));
done:
    return st;
}

static tda_status match_degree(matcher *x, const tda_diagram *a, const tda_diagram *b,
                               int degree)
{
    tda_status st = TDA_OK;
    tdai_by_ends p, q;
    TRY(tdai_dots_of(x->ctx, &p, a, degree, x->scale, x->tmp));
    TRY(tdai_dots_of(x->ctx, &q, b, degree, x->scale, x->tmp));
    TRY(match_finite(x, &p.dots[0], &q.dots[0]));
    for (int ends = 1; ends < TDAI_ENDS; ends++)
        TRY(match_ends(x, &p.dots[ends], &q.dots[ends], ends));
done:
    return st;
}

/* (sum of q-th powers)^(1/q), or the longest. */
static double total(const matcher *x)
{
    double longest = 0, sum = 0, q = x->z.order;
    if (x->apart)
        return INFINITY;
    for (tda_index k = 0; k < x->m.size; k++)
        longest = fmax(longest, x->m.length[k]);
    if (longest == 0 || isinf(q))
        return longest / x->scale;
    for (tda_index k = 0; k < x->m.size; k++)
        sum += tdai_power(x->m.length[k] / longest, q);
    return longest * (q == 1 ? sum : q == 2 ? sqrt(sum) : pow(sum, 1 / q)) / x->scale;
}

static tda_status hand_over(const matcher *x, tda_matching *out)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = x->ctx;
    tda_index n = x->m.size, *block = tdai_alloc(n, 3 * sizeof *block);
    if (!block)
        FAIL(TDA_ENOMEM, "matching: no memory for %lld pairs", (long long)n);
    *out = (tda_matching){n, block, block + n, (double *)(block + 2 * n)};
    for (tda_index k = 0; k < n; k++) {
        out->a[k] = x->m.a[k];
        out->b[k] = x->m.b[k];
        out->length[k] = x->m.length[k] / x->scale;
    }
done:
    return st;
}

static tda_status distance(tda_ctx *ctx, double *out, tda_matching *matching,
                           const tda_diagram *a, const tda_diagram *b,
                           const tda_distance_opts *o)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    matcher x = {.ctx = ctx, .tmp = &tmp};
    x.z = (tdai_pair_of_dots){
        .ctx = ctx, .norm = o->norm, .order = o->order, .gap = o->gap};
    TRY(tdai_distance_check(ctx, a, b, o, &x.scale));
    int degrees = a->degrees > b->degrees ? a->degrees : b->degrees;
    int first = o->degree < 0 ? 0 : o->degree;
    int last = o->degree < 0 ? degrees - 1 : o->degree;
    tda_index room =
        (a->degrees ? a->start[a->degrees] : 0) + (b->degrees ? b->start[b->degrees] : 0);
    x.m.a = ARRAY(&tmp, tda_index, room);
    x.m.b = ARRAY(&tmp, tda_index, room);
    x.m.length = ARRAY(&tmp, double, room);
    TRY(tdai_arena_status(ctx, &tmp));
    for (int k = first; k <= last; k++)
        TRY(match_degree(&x, a, b, k));
    double value = total(&x);
    if (matching)
        TRY(hand_over(&x, matching));
    *out = value;
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_diagram_wasserstein(tda_ctx *ctx, double *out, tda_matching *matching,
                                   const tda_diagram *a, const tda_diagram *b,
                                   const tda_distance_opts *opts)
{
    tda_distance_opts o = TDA_DISTANCE_OPTS_INIT;
    tda_status st = tdai_opts(ctx, &o, sizeof o, opts);
    return st == TDA_OK ? distance(ctx, out, matching, a, b, &o) : st;
}

tda_status tda_diagram_bottleneck(tda_ctx *ctx, double *out, tda_matching *matching,
                                  const tda_diagram *a, const tda_diagram *b,
                                  const tda_distance_opts *opts)
{
    tda_distance_opts o = TDA_DISTANCE_OPTS_INIT;
    tda_status st = tdai_opts(ctx, &o, sizeof o, opts);
    o.order = INFINITY;
    return st == TDA_OK ? distance(ctx, out, matching, a, b, &o) : st;
}

void tda_matching_clear(tda_matching *matching)
{
    tdai_free(matching->a); /* the start of the one block */
    *matching = (tda_matching){0};
}
