/* SPDX-License-Identifier: GPL-3.0-or-later */
/* image.c - Persistence images as a vectorizer.
 *
 * The window and the bandwidth are learnt as tda_diagrams_fit_image() fits them to the diagrams of
 * the training set. */
#include "features/diagrams.h"

#define WINDOW_KEY(NAME, TEXT)                                                           \
    {                                                                                    \
        .name = NAME, .most = 1, .least = -INFINITY, .learnt = true, .help = TEXT        \
    }
#define PIXEL_KEY(NAME, TEXT)                                                            \
    {                                                                                    \
        .name = NAME, .most = 1, .least = 1, .greatest = 1e6, .whole = true,             \
        .value = 32, .help = TEXT                                                        \
    }

static const tdai_key keys[] = {
    WINDOW_KEY("birth-start",
               "The left end; learnt as the least birth less 3 bandwidths."),
    WINDOW_KEY("birth-stop",
               "The right end; learnt as the greatest birth and 3 bandwidths."),
    WINDOW_KEY("length-start", "The lower end; learnt as 0."),
    WINDOW_KEY("length-stop",
               "The upper end; learnt as the greatest length and 3 bandwidths."),
    PIXEL_KEY("columns", "Pixels along births."),
    PIXEL_KEY("rows", "Pixels along lengths."),
    {.name = "bandwidth",
     .most = 1,
     .open = true,
     .learnt = true,
     .help = "Standard deviation of the Gaussian; learnt as a twentieth of the greatest "
             "length."},
    {.name = "power",
     .most = 1,
     .value = 1,
     .help = "A bar weighs its length to this power."},
    TDAI_ENDLESS_KEY(tdai_endless_words),
    TDAI_CLAMP_KEYS,
    TDAI_CONVENTION_KEY(tdai_conventions4),
    {.name = NULL},
};

/* Open ones are NAN, as fitting has it. */
static tda_diagram_image_opts opts_of(const tda_vectorizer *v)
{
    tda_diagram_image_opts o = TDA_DIAGRAM_IMAGE_OPTS_INIT;
    o.birth_start = tdai_number_of(v, "birth-start", NAN);
    o.birth_stop = tdai_number_of(v, "birth-stop", NAN);
    o.length_start = tdai_number_of(v, "length-start", NAN);
    o.length_stop = tdai_number_of(v, "length-stop", NAN);
    o.columns = tdai_set_index(v, "columns");
    o.rows = tdai_set_index(v, "rows");
    o.bandwidth = tdai_number_of(v, "bandwidth", NAN);
    o.power = tdai_set_real(v, "power");
    o.endless = tdai_endless_of(v);
    o.low = tdai_clamp_of(v, "low");
    o.high = tdai_clamp_of(v, "high");
    o.convention = tdai_convention_of(v);
    return o;
}

/* Fitting to one diagram refuses, by its number, each bar that fitting to all would refuse. */
static tda_status see(tda_ctx *ctx, tda_vectorizer *v, const tda_descriptor *d)
{
    tda_status st = TDA_OK;
    tda_diagram_image_opts o = opts_of(v);
    TRY(tda_diagrams_fit_image(ctx, &o, d->diagram, 1, d->degree));
    TRY(tdai_keep_bars(ctx, v, d));
done:
    return st;
}

static tda_status settle(tda_ctx *ctx, tda_vectorizer *v)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_diagram kept;
    tda_diagram_image_opts o = opts_of(v);
    TRY(tdai_kept_bars(ctx, &kept, v, &tmp));
    TRY(tda_diagrams_fit_image(ctx, &o, &kept, 1, 0));
    TRY(tdai_settle_one(ctx, v, "birth-start", o.birth_start));
    TRY(tdai_settle_one(ctx, v, "birth-stop", o.birth_stop));
    TRY(tdai_settle_one(ctx, v, "length-start", o.length_start));
    TRY(tdai_settle_one(ctx, v, "length-stop", o.length_stop));
    TRY(tdai_settle_one(ctx, v, "bandwidth", o.bandwidth));
done:
    tdai_arena_free(&tmp);
    return st;
}

static tda_index pixels(const tda_vectorizer *v)
{
    return tdai_set_index(v, "rows") * tdai_set_index(v, "columns");
}

static void column(const tda_vectorizer *v, tda_index i, char text[TDA_COLUMN_CHARS])
{
    tda_index columns = tdai_set_index(v, "columns"), at[2] = {i / columns, i % columns};
    tdai_column_at(text, "image", -1, at, 2);
}

static tda_status apply(tda_ctx *ctx, double *out, const tda_vectorizer *v,
                        const tda_descriptor *d)
{
    tda_diagram_image_opts o = opts_of(v);
    return tda_diagram_image(ctx, out, d->diagram, d->degree, &o);
}

const tdai_vectorizer_row tdai_row_image = {
    .name = "image",
    .kind = TDA_DESCRIPTOR_DIAGRAM,
    .key = keys,
    .help = "The persistence image: weighted Gaussians about (birth, length), integrated "
            "over each pixel.",
    .see = see,
    .settle = settle,
    .columns = pixels,
    .column = column,
    .apply = apply,
};
