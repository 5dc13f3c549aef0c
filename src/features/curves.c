/* SPDX-License-Identifier: GPL-3.0-or-later */
/* curves.c - Curves of diagrams, from landscapes to entropy, as vectorizers.
 *
 * All are sampled from start to stop, which are learnt as tda_diagrams_fit_curve() fits them to the
 * diagrams of the training set. */
#include "features/diagrams.h"

#define SAMPLE_KEYS                                                                      \
    {.name = "resolution",                                                               \
     .most = 1,                                                                          \
     .least = 1,                                                                         \
     .greatest = 1e6,                                                                    \
     .whole = true,                                                                      \
     .value = 100,                                                                       \
     .help = "How many samples."},                                                       \
        {.name = "start",                                                                \
         .most = 1,                                                                      \
         .least = -INFINITY,                                                             \
         .learnt = true,                                                                 \
         .help = "The first sample; learnt as the least finite end of a bar."},          \
    {                                                                                    \
        .name = "stop", .most = 1, .least = -INFINITY, .learnt = true,                   \
        .help = "The last sample; learnt as the greatest finite end of a bar."           \
    }
/* As options have it, clamped ends go to start and stop. */
#define CLAMP_KEYS                                                                       \
    {.name = "low",                                                                      \
     .most = 1,                                                                          \
     .least = -INFINITY,                                                                 \
     .learnt = true,                                                                     \
     .help = "Where clamped births go; learnt as start."},                               \
    {                                                                                    \
        .name = "high", .most = 1, .least = -INFINITY, .learnt = true,                   \
        .help = "Where clamped deaths go; learnt as stop."                               \
    }

/* Open ones are NAN, as fitting has it. */
static tda_diagram_curve_opts opts_of(const tda_vectorizer *v)
{
    tda_diagram_curve_opts o = TDA_DIAGRAM_CURVE_OPTS_INIT;
    o.start = tdai_number_of(v, "start", NAN);
    o.stop = tdai_number_of(v, "stop", NAN);
    o.resolution = tdai_set_index(v, "resolution");
    o.layers = (tda_index)tdai_number_of(v, "layers", 1);
    o.power = tdai_number_of(v, "power", 1);
    o.endless = tdai_endless_of(v);
    o.low = tdai_number_of(v, "low", NAN);
    o.high = tdai_number_of(v, "high", NAN);
    o.convention = tdai_convention_of(v);
    return o;
}

/* Fitting to one diagram refuses, by its number, each bar that fitting to all would refuse. */
static tda_status see(tda_ctx *ctx, tda_vectorizer *v, const tda_descriptor *d)
{
    tda_status st = TDA_OK;
    tda_diagram_curve_opts o = opts_of(v);
    TRY(tda_diagrams_fit_curve(ctx, &o, d->diagram, 1, d->degree));
    TRY(tdai_keep_bars(ctx, v, d));
done:
    return st;
}

static tda_status settle(tda_ctx *ctx, tda_vectorizer *v)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_diagram kept;
    tda_diagram_curve_opts o = opts_of(v);
    TRY(tdai_kept_bars(ctx, &kept, v, &tmp));
    TRY(tda_diagrams_fit_curve(ctx, &o, &kept, 1, 0));
    TRY(tdai_settle_one(ctx, v, "start", o.start));
    TRY(tdai_settle_one(ctx, v, "stop", o.stop));
    TRY(tdai_settle_one(ctx, v, "low", o.low));
    TRY(tdai_settle_one(ctx, v, "high", o.high));
done:
    tdai_arena_free(&tmp);
    return st;
}

static tda_index samples(const tda_vectorizer *v)
{
    return tdai_set_index(v, "resolution");
}

static void column(const tda_vectorizer *v, tda_index i, char text[TDA_COLUMN_CHARS])
{
    tdai_column_at(text, v->row->name, -1, &i, 1);
}

/* ---- landscapes ---- */

static const tdai_key landscape_keys[] = {
    SAMPLE_KEYS,
    {.name = "layers",
     .most = 1,
     .least = 1,
     .greatest = 1e6,
     .whole = true,
     .value = 5,
     .help = "How many layers."},
    TDAI_ENDLESS_KEY(tdai_endless_words_keep),
    CLAMP_KEYS,
    TDAI_CONVENTION_KEY(tdai_conventions4),
    {.name = NULL},
};

static tda_index landscape_columns(const tda_vectorizer *v)
{
    return samples(v) * tdai_set_index(v, "layers");
}

static void landscape_column(const tda_vectorizer *v, tda_index i,
                             char text[TDA_COLUMN_CHARS])
{
    tda_index at = i % samples(v);
    tdai_column_at(text, v->row->name, i / samples(v) + 1, &at, 1);
}

static tda_status landscape(tda_ctx *ctx, double *out, const tda_vectorizer *v,
                            const tda_descriptor *d)
{
    tda_diagram_curve_opts o = opts_of(v);
    return tda_diagram_landscape(ctx, out, d->diagram, d->degree, &o);
}

const tdai_vectorizer_row tdai_row_landscape = {
    .name = "landscape",
    .kind = TDA_DESCRIPTOR_DIAGRAM,
    .key = landscape_keys,
    .help = "The persistence landscape: layer k at t is the k-th greatest of "
            "max(0, min(t - birth, death - t)).",
    .see = see,
    .settle = settle,
    .columns = landscape_columns,
    .column = landscape_column,
    .apply = landscape,
};

/* ---- silhouettes ---- */

static const tdai_key silhouette_keys[] = {
    SAMPLE_KEYS,
    {.name = "power",
     .most = 1,
     .value = 1,
     .help = "A bar weighs its length to this power."},
    TDAI_ENDLESS_KEY(tdai_endless_words),
    CLAMP_KEYS,
    TDAI_CONVENTION_KEY(tdai_conventions3),
    {.name = NULL},
};

static tda_status silhouette(tda_ctx *ctx, double *out, const tda_vectorizer *v,
                             const tda_descriptor *d)
{
    tda_diagram_curve_opts o = opts_of(v);
    return tda_diagram_silhouette(ctx, out, d->diagram, d->degree, &o);
}

const tdai_vectorizer_row tdai_row_silhouette = {
    .name = "silhouette",
    .kind = TDA_DESCRIPTOR_DIAGRAM,
    .key = silhouette_keys,
    .help = "The silhouette: the weighted mean of max(0, min(t - birth, death - t)).",
    .see = see,
    .settle = settle,
    .columns = samples,
    .column = column,
    .apply = silhouette,
};

/* ---- Betti, lifespan and entropy curves ---- */

static const tdai_key betti_keys[] = {
    SAMPLE_KEYS,    TDAI_ENDLESS_KEY(tdai_endless_words_keep),
    CLAMP_KEYS,     TDAI_CONVENTION_KEY(tdai_conventions3),
    {.name = NULL},
};

static tda_status betti(tda_ctx *ctx, double *out, const tda_vectorizer *v,
                        const tda_descriptor *d)
{
    tda_diagram_curve_opts o = opts_of(v);
    return tda_diagram_betti_curve(ctx, out, d->diagram, d->degree, &o);
}

const tdai_vectorizer_row tdai_row_betti_curve = {
    .name = "betti-curve",
    .kind = TDA_DESCRIPTOR_DIAGRAM,
    .key = betti_keys,
    .help = "The Betti curve: how many bars have birth <= t < death.",
    .see = see,
    .settle = settle,
    .columns = samples,
    .column = column,
    .apply = betti,
};

static const tdai_key lifespan_keys[] = {
    SAMPLE_KEYS,
    TDAI_ENDLESS_KEY(tdai_endless_words),
    CLAMP_KEYS,
    {.name = NULL},
};

static tda_status lifespan(tda_ctx *ctx, double *out, const tda_vectorizer *v,
                           const tda_descriptor *d)
{
    tda_diagram_curve_opts o = opts_of(v);
    return tda_diagram_lifespan_curve(ctx, out, d->diagram, d->degree, &o);
}

const tdai_vectorizer_row tdai_row_lifespan_curve = {
    .name = "lifespan-curve",
    .kind = TDA_DESCRIPTOR_DIAGRAM,
    .key = lifespan_keys,
    .help = "The lifespan curve: the sum of the lengths of the bars with "
            "birth <= t < death.",
    .see = see,
    .settle = settle,
    .columns = samples,
    .column = column,
    .apply = lifespan,
};

static const tdai_key entropy_keys[] = {
    SAMPLE_KEYS,    TDAI_ENDLESS_KEY(tdai_endless_words),
    CLAMP_KEYS,     TDAI_CONVENTION_KEY(tdai_conventions2),
    {.name = NULL},
};

static tda_status entropy(tda_ctx *ctx, double *out, const tda_vectorizer *v,
                          const tda_descriptor *d)
{
    tda_diagram_curve_opts o = opts_of(v);
    return tda_diagram_entropy_curve(ctx, out, d->diagram, d->degree, &o);
}

const tdai_vectorizer_row tdai_row_entropy_curve = {
    .name = "entropy-curve",
    .kind = TDA_DESCRIPTOR_DIAGRAM,
    .key = entropy_keys,
    .help = "The entropy curve: the sum of -p log p over the bars with "
            "birth <= t < death, p the share of a bar in the sum of all lengths.",
    .see = see,
    .settle = settle,
    .columns = samples,
    .column = column,
    .apply = entropy,
};
