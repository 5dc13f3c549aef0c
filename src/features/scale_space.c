/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scale_space.c - The heat of a diagram, sampled, as a vectorizer. */
#include "features/diagrams.h"

static const tdai_key keys[] = {
    {.name = "resolution",
     .most = 1,
     .least = 1,
     .greatest = 1e6,
     .whole = true,
     .value = 32,
     .help = "Samples of births, and of deaths."},
    {.name = "start",
     .most = 1,
     .least = -INFINITY,
     .learnt = true,
     .help = "The first sample; learnt as the least finite end of a bar."},
    {.name = "stop",
     .most = 1,
     .least = -INFINITY,
     .learnt = true,
     .help = "The last sample; learnt as the greatest finite end of a bar."},
    {.name = "bandwidth",
     .most = 1,
     .open = true,
     .learnt = true,
     .help = "For how long heat flows; learnt as (stop - start)^2 / 400."},
    TDAI_ENDLESS_KEY(tdai_endless_words),
    {.name = "low",
     .most = 1,
     .least = -INFINITY,
     .learnt = true,
     .help = "Where clamped births go; learnt as start."},
    {.name = "high",
     .most = 1,
     .least = -INFINITY,
     .learnt = true,
     .help = "Where clamped deaths go; learnt as stop."},
    {.name = NULL},
};

/* Open ones are NAN, as fitting has it. */
static tda_diagram_scale_space_opts opts_of(const tda_vectorizer *v)
{
    tda_diagram_scale_space_opts o = TDA_DIAGRAM_SCALE_SPACE_OPTS_INIT;
    o.start = tdai_number_of(v, "start", NAN);
    o.stop = tdai_number_of(v, "stop", NAN);
    o.resolution = tdai_set_index(v, "resolution");
    o.bandwidth = tdai_number_of(v, "bandwidth", NAN);
    o.endless = tdai_endless_of(v);
    o.low = tdai_number_of(v, "low", NAN);
    o.high = tdai_number_of(v, "high", NAN);
    return o;
}

static tda_status see(tda_ctx *ctx, tda_vectorizer *v, const tda_descriptor *d)
{
    tda_status st = TDA_OK;
    tda_diagram_scale_space_opts o = opts_of(v);
    TRY(tda_diagrams_fit_scale_space(ctx, &o, d->diagram, 1, d->degree));
    TRY(tdai_keep_bars(ctx, v, d));
done:
    return st;
}

static tda_status settle(tda_ctx *ctx, tda_vectorizer *v)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_diagram kept;
    tda_diagram_scale_space_opts o = opts_of(v);
    TRY(tdai_kept_bars(ctx, &kept, v, &tmp));
    TRY(tda_diagrams_fit_scale_space(ctx, &o, &kept, 1, 0));
    TRY(tdai_settle_one(ctx, v, "start", o.start));
    TRY(tdai_settle_one(ctx, v, "stop", o.stop));
    TRY(tdai_settle_one(ctx, v, "bandwidth", o.bandwidth));
    TRY(tdai_settle_one(ctx, v, "low", o.low));
    TRY(tdai_settle_one(ctx, v, "high", o.high));
done:
    tdai_arena_free(&tmp);
    return st;
}

static tda_index samples(const tda_vectorizer *v)
{
    return tdai_set_index(v, "resolution") * tdai_set_index(v, "resolution");
}

static void column(const tda_vectorizer *v, tda_index i, char text[TDA_COLUMN_CHARS])
{
    tda_index n = tdai_set_index(v, "resolution"), at[2] = {i / n, i % n};
    tdai_column_at(text, v->row->name, -1, at, 2);
}

static tda_status apply(tda_ctx *ctx, double *out, const tda_vectorizer *v,
                        const tda_descriptor *d)
{
    tda_diagram_scale_space_opts o = opts_of(v);
    return tda_diagram_scale_space(ctx, out, d->diagram, d->degree, &o);
}

const tdai_vectorizer_row tdai_row_scale_space = {
    .name = "scale-space",
    .kind = TDA_DESCRIPTOR_DIAGRAM,
    .key = keys,
    .help = "The heat that flows from the bars, the diagonal being kept cold.",
    .see = see,
    .settle = settle,
    .columns = samples,
    .column = column,
    .apply = apply,
};
