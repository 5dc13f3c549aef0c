/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_perseus.c - Perseus bitmaps: the number of axes, their sizes, then the values with the
 * first axis running fastest. Axis i of the image is the i-th one listed; one of negative size is
 * periodic, as in GUDHI.
 *
 * In Perseus's own files values are whole numbers from 1 on and -1 marks a pixel that never
 * appears; GUDHI reads -1 as a value and marks with inf. A file that may be either is refused. */
#include "io/private.h"

/* The next number of the file, wherever its line ends. */
static tda_status next(tda_ctx *ctx, tdai_text *t, const char *what)
{
    tda_status st = TDA_OK;
    tdai_text_mark(t, ',');
    if (tdai_text_done(t)) {
        TRY(tdai_text_poll(ctx, t));
        if (!tdai_text_line(t))
            FAIL_AT(t, t->end, "the file ends before %s", what);
    }
done:
    return st;
}

static tda_status read_shape(tda_ctx *ctx, tdai_text *t, tda_image *image, bool *periodic,
                             tda_index *pixels)
{
    tda_status st = TDA_OK;
    tda_index axes;
    *pixels = 1;
    TRY(next(ctx, t, "the number of axes"));
    const char *where = t->at;
    TRY(tdai_text_index(ctx, t, &axes, TDA_IMAGE_AXES, "the number of axes"));
    if (!axes)
        FAIL_AT(t, where, "an image has at least one axis");
    for (tda_index k = 0; k < axes; k++) {
        TRY(next(ctx, t, "the sizes of all axes"));
        where = t->at;
        if (t->at < t->stop && *where == '-') {
            t->at++;
            periodic[k] = true;
        }
        TRY(tdai_text_index(ctx, t, &image->shape[k], INT64_MAX, "the size of an axis"));
        if (!image->shape[k])
            FAIL_AT(t, where, "an axis has at least one pixel");
        image->stride[k] = *pixels;
        if (__builtin_mul_overflow(*pixels, image->shape[k], pixels))
            *pixels = INT64_MAX;
    }
    image->axes = (int)axes;
    image->channels = 1;
    image->channel_stride = 1;
    tda_index most = (t->end - t->next + 1) / 2; /* a digit and a break each */
    if (*pixels > most)
        FAIL_AT(t, where,
                "the sizes make %s%lld pixels, but the rest of the file holds at most "
                "%lld",
                *pixels == INT64_MAX ? "more than " : "", (long long)*pixels,
                (long long)most);
done:
    return st;
}

tda_status tdai_read_perseus(tda_ctx *ctx, tda_input *in, tdai_text *t,
                             const tda_read_opts *opts)
{
    (void)opts;
    tda_status st = TDA_OK;
    tda_image image = {0};
    tda_index pixels;
    double *at = NULL;
    const char *absent = NULL; /* where the first -1 stands */
    bool whole = true;         /* all other values are whole numbers from 1 on */
    TRY(read_shape(ctx, t, &image, in->periodic, &pixels));
    at = tdai_alloc(pixels, sizeof *at);
    if (!at)
        FAIL(TDA_ENOMEM, "%s: no memory for %lld pixels", t->name, (long long)pixels);
    for (tda_index i = 0; i < pixels; i++) {
        tda_index n;
        TRY(next(ctx, t, "all pixels are there"));
        tdai_text look = *t;
        tdai_word w = tdai_text_word(&look);
        TRY(tdai_text_number(ctx, t, &at[i], "a pixel"));
        TRY(tdai_text_domain(ctx, t, w.at, at[i], TDAI_LEVEL));
        if (tdai_word_is(w, "-1"))
            absent = absent ? absent : w.at;
        else
            whole = whole && tdai_word_index(w, &n) && n > 0;
    }
    if (absent && whole)
        FAIL_AT(t, absent,
                "-1 marks an absent pixel for some programs and is a value for others; "
                "write inf, or -1.0 for the value");
    TRY(tdai_text_end(ctx, t));
    if (tdai_text_line(t))
        FAIL_AT(t, t->at, "the file goes on after all %lld pixels", (long long)pixels);
    image.at = at;
    image.own = at;
    in->image = image;
    in->kind = TDA_KIND_IMAGE;
    at = NULL;
done:
    tdai_free(at);
    return st;
}
