/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_scubtop.c - Perseus's sparse bitmaps: the number of axes, then a line for each cube, its
 * whole coordinates and the value at which it appears.
 *
 * They become the image of the box about them, in which the other cubes never appear. A box of
 * mostly nothing is refused: the image would be far larger than the file. */
#include "io/private.h"
#include <math.h>

enum { SPARSEST = 4096, SMALL = 1 << 20 };

typedef struct cubes {
    tdai_text *t;
    int axes;
    tda_index size;
    double *row; /* [size x (axes + 1)]: coordinates and the value */
    double least[TDA_IMAGE_AXES], most[TDA_IMAGE_AXES];
} cubes;

static tda_status read_cube(tda_ctx *ctx, cubes *c)
{
    tda_status st = TDA_OK;
    tdai_text *t = c->t;
    double *row = c->row + c->size * (c->axes + 1);
    for (int a = 0; a <= c->axes; a++) {
        tdai_text_done(t);
        const char *where = t->at;
        bool last = a == c->axes;
        TRY(tdai_text_number(ctx, t, &row[a],
                             last ? "the value of a cube" : "a coordinate"));
        if (last)
            TRY(tdai_text_domain(ctx, t, where, row[a], TDAI_LEVEL));
        else if (!(fabs(row[a]) <= 0x1p52) || row[a] != rint(row[a]))
            FAIL_AT(t, where, "the coordinate %s is not a whole number",
                    tdai_digits_of(row[a]).text);
    }
    TRY(tdai_text_end(ctx, t));
    for (int a = 0; a < c->axes; a++) {
        c->least[a] = fmin(c->least[a], row[a]);
        c->most[a] = fmax(c->most[a], row[a]);
    }
    c->size++;
done:
    return st;
}

static tda_status read_cubes(tda_ctx *ctx, cubes *c, tdai_arena *tmp)
{
    tda_status st = TDA_OK;
    tdai_text *t = c->t;
    tda_index axes = 0;
    if (!tdai_text_line(t))
        FAIL_AT(t, t->end, "the file ends before the number of axes");
    const char *where = t->at;
    TRY(tdai_text_index(ctx, t, &axes, TDA_IMAGE_AXES, "the number of axes"));
    if (!axes)
        FAIL_AT(t, where, "an image has at least one axis");
    TRY(tdai_text_end(ctx, t));
    tda_index lines = tdai_text_lines(t);
    if (!lines)
        FAIL_AT(t, t->end, "holds no cubes; give each a line `coordinates value`");
    c->axes = (int)axes;
    TRY(tdai_budget(ctx, tdai_size_add(0, lines, 8 * (axes + 1)), t->name));
    c->row = ARRAY(tmp, double, lines *(axes + 1));
    TRY(tdai_arena_status(ctx, tmp));
    for (int a = 0; a < c->axes; a++) {
        c->least[a] = INFINITY;
        c->most[a] = -INFINITY;
    }
    while (tdai_text_line(t)) {
        TRY(tdai_text_poll(ctx, t));
        TRY(read_cube(ctx, c));
    }
done:
    return st;
}

/* The box about them, the first axis running fastest. */
static tda_status measure(tda_ctx *ctx, const cubes *c, tda_image *image,
                          tda_index *pixels)
{
    tda_status st = TDA_OK;
    double all = 1;
    *pixels = 1;
    for (int a = 0; a < c->axes; a++) {
        double side = c->most[a] - c->least[a] + 1;
        all *= side;
        if (all > SMALL && all / SPARSEST > (double)c->size)
            FAIL(
                TDA_EFORMAT,
                "%s: the box about the %lld cubes has more than %d pixels for each: give "
                "them as a complex",
                c->t->name, (long long)c->size, (int)SPARSEST);
        image->shape[a] = (tda_index)side;
        image->stride[a] = *pixels;
        *pixels *= image->shape[a];
    }
    image->axes = c->axes;
    image->channels = 1;
    image->channel_stride = 1;
done:
    return st;
}

/* Values to their places, NaN standing where there is none yet. */
static tda_status place(tda_ctx *ctx, const cubes *c, const tda_image *image, double *at,
                        tda_index pixels)
{
    tda_status st = TDA_OK;
    for (tda_index p = 0; p < pixels; p++)
        at[p] = NAN;
    for (tda_index i = 0; i < c->size; i++) {
        const double *row = c->row + i * (c->axes + 1);
        tda_index p = 0;
        TRY(tdai_poll(ctx, "reading", i, c->size));
        for (int a = 0; a < c->axes; a++)
            p += (tda_index)(row[a] - c->least[a]) * image->stride[a];
        if (!isnan(at[p])) {
            tdai_text t =
                tdai_text_new(c->t->name, c->t->begin, (size_t)(c->t->end - c->t->begin));
            for (tda_index k = 0; k <= i + 1; k++) /* past the head */
                tdai_text_line(&t);
            FAIL_AT(&t, t.at, "this cube stands in a line before");
        }
        at[p] = row[c->axes] + 0.0;
    }
    for (tda_index p = 0; p < pixels; p++)
        at[p] = isnan(at[p]) ? INFINITY : at[p];
done:
    return st;
}

tda_status tdai_read_scubtop(tda_ctx *ctx, tda_input *in, tdai_text *t,
                             const tda_read_opts *opts)
{
    (void)opts;
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    cubes c = {.t = t};
    tda_image image = {0};
    tda_index pixels;
    double *at = NULL;
    TRY(read_cubes(ctx, &c, &tmp));
    TRY(measure(ctx, &c, &image, &pixels));
    TRY(tdai_budget(ctx, tdai_size_add(0, pixels, 8), t->name));
    at = tdai_alloc(pixels, sizeof *at);
    if (!at)
        FAIL(TDA_ENOMEM, "%s: no memory for %lld pixels", t->name, (long long)pixels);
    TRY(place(ctx, &c, &image, at, pixels));
    image.at = at;
    image.own = at;
    in->image = image;
    in->kind = TDA_KIND_IMAGE;
    at = NULL;
done:
    tdai_free(at);
    tdai_arena_free(&tmp);
    return st;
}
