/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cubical.c - Persistence diagrams of images, straight from the pixels.
 *
 * Checks what is asked, lays the image out on a padded grid, and hands it to the engine for its
 * number of axes: each knows the cubes about a pixel without ever listing all of them. */
#include "persistence/cubical.h"
#include <stdio.h>

/* What a bar takes while bars are sorted into a diagram: of this many pages are in use. */
enum { BAR_BYTES = 175 };

static tda_status check(tda_ctx *ctx, const tda_image *image,
                        const tda_image_diagram_opts *o)
{
    tda_status st = TDA_OK;
    TRY(tda_image_check(ctx, image));
    if (o->construction != TDA_CONSTRUCTION_T && o->construction != TDA_CONSTRUCTION_V)
        FAIL(TDA_EINVAL, "construction %d: neither T nor V", (int)o->construction);
    if (o->channel < 0 || o->channel >= image->channels)
        FAIL(TDA_EINVAL, "image diagram: no channel %d, the image has %d", o->channel,
             image->channels);
    if (o->max_degree < 0)
        FAIL(TDA_EINVAL, "image diagram: no degree %d; the first is 0", o->max_degree);
done:
    return st;
}

tda_status tda_image_diagram(tda_ctx *ctx, tda_diagram *out, const tda_image *image,
                             const tda_image_diagram_opts *opts)
{
    tda_status st = TDA_OK;
    tda_image_diagram_opts o = TDA_IMAGE_DIAGRAM_OPTS_INIT;
    tdai_cubes c = {0};
    tda_diagram diagram = {0};
    tdai_bar *bar = NULL;
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(check(ctx, image, &o));
    int degrees =
        image->axes + 1; /* a class of the last degree needs all axes to close */
    for (int a = image->axes - 1; a >= 0; a--)
        degrees = o.periodic[a] ? degrees : image->axes;
    if (degrees > o.max_degree)
        degrees = o.max_degree + 1;
    TRY(tdai_cubes_new(ctx, &c, image, &o));
    c.last_degree = degrees - 1;
    TRY(c.axes == 2   ? tdai_cubes_plane(ctx, &c)
        : c.axes == 3 ? tdai_cubes_space(ctx, &c)
                      : tdai_cubes_any(ctx, &c));
    tda_index bars = c.pairs;
    TRY(tdai_budget(ctx, tdai_size_add(tdai_size_add(0, c.size, 16), bars, BAR_BYTES),
                    "image diagram: bars"));
    bar = tdai_alloc(bars, sizeof *bar);
    if (!bar)
        FAIL(TDA_ENOMEM, "image diagram: no memory for %lld bars", (long long)bars);
    tdai_cubes_bars(&c, bar);
    tdai_cubes_clear(&c);
    TRY(tdai_diagram_new(ctx, &diagram, degrees, TDA_CELL_PIXEL, bar, bars));
    snprintf(diagram.record.filtration, sizeof diagram.record.filtration, "cubical-%c",
             o.construction == TDA_CONSTRUCTION_T ? 't' : 'v');
    *out = diagram;
done:
    tdai_free(bar);
    tdai_cubes_clear(&c);
    return st;
}
