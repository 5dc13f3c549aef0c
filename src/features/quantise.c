/* SPDX-License-Identifier: GPL-3.0-or-later */
/* quantise.c - Quantized features (ATOL) of diagrams and of signed measures as vectorizers.
 *
 * Everything that the training set holds is kept until it is settled, for the centres depend on all
 * of it; the order does not matter. What is learnt are the centres, coordinate by coordinate, and
 * their radii. */
#include "features/diagrams.h"
#include <stdio.h>
#include <tda/vectorize.h>

#define QUANTISER_KEYS                                                                   \
    {.name = "centres",                                                                  \
     .most = 1,                                                                          \
     .least = 1,                                                                         \
     .greatest = 1e6,                                                                    \
     .whole = true,                                                                      \
     .value = 16,                                                                        \
     .help = "How many centres at most."},                                               \
        {.name = "iterations",                                                           \
         .most = 1,                                                                      \
         .greatest = 1e6,                                                                \
         .whole = true,                                                                  \
         .value = 100,                                                                   \
         .help = "Rounds of k-means at most."},                                          \
        {.name = "centre",                                                               \
         .least = -INFINITY,                                                             \
         .learnt = true,                                                                 \
         .help = "The coordinates of all centres, one centre after the other."},         \
    {                                                                                    \
        .name = "radius", .open = true, .learnt = true, .help = "How far each reaches."  \
    }

static tda_index centres(const tda_vectorizer *v)
{
    return v->set[tdai_key_place(v, "radius")].size;
}

static void column(const tda_vectorizer *v, tda_index i, char text[TDA_COLUMN_CHARS])
{
    tdai_column_at(text, v->row->name, i + 1, NULL, 0);
}

/* What was learnt, or given. */
static tda_status learnt(tda_ctx *ctx, double **centre, double **radius,
                         const tda_vectorizer *v, int params)
{
    tda_status st = TDA_OK;
    const tdai_setting *c = &v->set[tdai_key_place(v, "centre")],
                       *r = &v->set[tdai_key_place(v, "radius")];
    if (c->size != r->size * params)
        FAIL(TDA_EINVAL,
             "%s: %lld coordinates of centres for %lld radii and %d parameters",
             v->row->name, (long long)c->size, (long long)r->size, params);
    *centre = c->at;
    *radius = r->at;
done:
    return st;
}

static tda_status keep(tda_ctx *ctx, tda_vectorizer *v, tda_index size, int params,
                       const double *centre, const double *radius)
{
    tda_status st = TDA_OK;
    if (!tdai_is_set(v, "centre"))
        TRY(tdai_set(ctx, v, tdai_key_place(v, "centre"), centre, size * params));
    if (!tdai_is_set(v, "radius"))
        TRY(tdai_set(ctx, v, tdai_key_place(v, "radius"), radius, size));
done:
    return st;
}

/* ---- diagrams ---- */

static const tdai_key diagram_keys[] = {
    QUANTISER_KEYS,
    TDAI_ENDLESS_KEY(tdai_endless_words),
    TDAI_CLAMP_KEYS,
    {.name = NULL},
};

static tda_quantiser_opts opts_of(const tda_vectorizer *v)
{
    tda_quantiser_opts o = TDA_QUANTISER_OPTS_INIT;
    o.centres = tdai_set_index(v, "centres");
    o.iterations = tdai_set_index(v, "iterations");
    o.endless = tdai_endless_of(v);
    o.low = tdai_clamp_of(v, "low");
    o.high = tdai_clamp_of(v, "high");
    return o;
}

static tda_status see_bars(tda_ctx *ctx, tda_vectorizer *v, const tda_descriptor *d)
{
    tda_status st = TDA_OK;
    tda_index first, last, before = v->points.size;
    tda_diagram_range range; /* refuses bad bars, by their numbers */
    TRY(tda_diagrams_range(ctx, &range, d->diagram, 1, d->degree));
    tdai_descriptor_bars(d, &first, &last);
    for (tda_index i = first; i < last; i++) {
        TRY(tdai_values_push(ctx, &v->points, d->diagram->birth[i]));
        TRY(tdai_values_push(ctx, &v->points, d->diagram->death[i]));
    }
done:
    if (st)
        v->points.size = before;
    return st;
}

static tda_status settle_bars(tda_ctx *ctx, tda_vectorizer *v)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_diagram kept;
    tda_quantiser q = {0};
    tda_quantiser_opts o = opts_of(v);
    TRY(tdai_kept_bars(ctx, &kept, v, &tmp));
    TRY(tda_diagrams_quantiser(ctx, &q, &kept, 1, 0, &o));
    TRY(keep(ctx, v, q.size, 2, q.centre, q.radius));
done:
    tda_quantiser_clear(&q);
    tdai_arena_free(&tmp);
    return st;
}

static tda_status atol_of_bars(tda_ctx *ctx, double *out, const tda_vectorizer *v,
                               const tda_descriptor *d)
{
    tda_status st = TDA_OK;
    tda_quantiser_opts o = opts_of(v);
    tda_quantiser q = {.size = centres(v)};
    TRY(learnt(ctx, &q.centre, &q.radius, v, 2));
    TRY(tda_diagram_atol(ctx, out, d->diagram, d->degree, &q, &o));
done:
    return st;
}

const tdai_vectorizer_row tdai_row_atol = {
    .name = "atol",
    .kind = TDA_DESCRIPTOR_DIAGRAM,
    .key = diagram_keys,
    .help = "Quantized features: how much of a diagram is near each of some centres, "
            "which are learnt by k-means.",
    .see = see_bars,
    .settle = settle_bars,
    .columns = centres,
    .column = column,
    .apply = atol_of_bars,
};

/* ---- measures ---- */

static const tdai_key measure_keys[] = {QUANTISER_KEYS, {.name = NULL}};

/* Coordinates and the weight of each point. */
static tda_status see_points(tda_ctx *ctx, tda_vectorizer *v, const tda_descriptor *d)
{
    tda_status st = TDA_OK;
    const tda_measure *m = d->measure;
    tda_index before = v->points.size;
    for (tda_index i = 0; i < m->size; i++) {
        for (int k = 0; k < m->params; k++)
            TRY(tdai_values_push(ctx, &v->points, m->at[i * m->params + k]));
        TRY(tdai_values_push(ctx, &v->points, (double)m->weight[i]));
    }
done:
    if (st)
        v->points.size = before;
    return st;
}

static tda_status settle_points(tda_ctx *ctx, tda_vectorizer *v)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    int params = v->params ? v->params : 2;
    tda_index n = v->points.size / (params + 1);
    tda_measure_quantiser q = {0};
    tda_measure_quantiser_opts o = TDA_MEASURE_QUANTISER_OPTS_INIT;
    double *at = ARRAY(&tmp, double, n *params);
    int64_t *weight = ARRAY(&tmp, int64_t, n);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < n; i++) {
        const double *point = v->points.at + i * (params + 1);
        for (int k = 0; k < params; k++)
            at[i * params + k] = point[k];
        weight[i] = (int64_t)point[params];
    }
    tda_measure all = {.params = params, .size = n, .at = at, .weight = weight};
    o.centres = tdai_set_index(v, "centres");
    o.iterations = tdai_set_index(v, "iterations");
    TRY(tda_measures_quantiser(ctx, &q, &all, 1, &o));
    TRY(keep(ctx, v, q.size, params, q.centre, q.radius));
done:
    tda_measure_quantiser_clear(&q);
    tdai_arena_free(&tmp);
    return st;
}

static tda_status atol_of_points(tda_ctx *ctx, double *out, const tda_vectorizer *v,
                                 const tda_descriptor *d)
{
    tda_status st = TDA_OK;
    tda_measure_quantiser q = {.params = d->measure->params, .size = centres(v)};
    TRY(learnt(ctx, &q.centre, &q.radius, v, q.params));
    TRY(tda_measure_atol(ctx, out, d->measure, &q));
done:
    return st;
}

const tdai_vectorizer_row tdai_row_measure_atol = {
    .name = "measure-atol",
    .kind = TDA_DESCRIPTOR_MEASURE,
    .key = measure_keys,
    .help = "Quantized features: how much weight of a measure is near each of some "
            "centres, which are learnt by k-means.",
    .see = see_points,
    .settle = settle_points,
    .columns = centres,
    .column = column,
    .apply = atol_of_points,
};
