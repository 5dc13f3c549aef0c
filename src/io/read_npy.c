/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_npy.c - A NumPy array as points, as distances or as an image; which, the caller says. */
#include "io/npy_head.h"
#include <math.h>
#include <stdio.h>

/* "(3, 4)" */
typedef struct shape_text {
    char text[32 * TDAI_NPY_AXES];
} shape_text;

static shape_text describe(const tdai_npy *npy)
{
    shape_text s = {"("};
    size_t used = 1;
    for (int k = 0; k < npy->axes; k++)
        used += (size_t)snprintf(s.text + used, sizeof s.text - used, "%lld%s",
                                 (long long)npy->shape[k],
                                 k + 1 < npy->axes ? ", "
                                 : npy->axes == 1  ? ","
                                                   : "");
    snprintf(s.text + used, sizeof s.text - used, ")");
    return s;
}

static tda_status read_cloud(tda_ctx *ctx, tda_input *in, const tdai_text *t,
                             const tdai_npy *npy)
{
    tda_status st = TDA_OK;
    double *at = NULL;
    if (npy->axes != 2)
        FAIL(TDA_EFORMAT,
             "%s: an array of shape %s is no cloud; points are rows of an array (n, d)",
             t->name, describe(npy).text);
    tda_index n = npy->shape[0], d = npy->shape[1];
    if (!d)
        FAIL(TDA_EFORMAT, "%s: points without coordinates: the shape is %s", t->name,
             describe(npy).text);
    TRY(tdai_budget(ctx, 8 * npy->values.size, t->name));
    at = tdai_alloc(npy->values.size, sizeof *at);
    if (!at)
        FAIL(TDA_ENOMEM, "%s: no memory for %lld points", t->name, (long long)n);
    for (tda_index i = 0; i < n; i++) {
        TRY(tdai_poll(ctx, "reading", i, n));
        for (tda_index k = 0; k < d; k++) {
            double x =
                tdai_column_get(&npy->values, npy->fortran ? k * n + i : i * d + k);
            if (!isfinite(x))
                FAIL(TDA_EFORMAT,
                     "%s: %s in row %lld, column %lld (from 0); coordinates are finite: "
                     "leave "
                     "the point out, or fill it in",
                     t->name, tdai_digits_of(x).text, (long long)i, (long long)k);
            at[i * d + k] = x;
        }
    }
    in->cloud = (tda_cloud){n, d, at, at};
    in->kind = TDA_KIND_CLOUD;
    at = NULL;
done:
    tdai_free(at);
    return st;
}

static tda_status read_distances(tda_ctx *ctx, tda_input *in, const tdai_text *t,
                                 const tdai_npy *npy, bool diagonal)
{
    if (npy->axes == 1)
        return tdai_dense_triangle(ctx, in, t->name, &npy->values, true);
    if (npy->axes == 2 && npy->shape[0] == npy->shape[1] && npy->shape[0])
        return tdai_dense_square(ctx, in, t->name, &npy->values, npy->shape[0], diagonal);
    return tdai_fail(ctx, TDA_EFORMAT,
                     "%s: an array of shape %s holds no distances; they are (n, n), or "
                     "condensed (n (n - 1) / 2,)",
                     t->name, describe(npy).text);
}

/* Split the axes into those of the image and that of the channels. */
static tda_status shape_image(tda_ctx *ctx, tda_image *image, const tdai_text *t,
                              const tdai_npy *npy, const tda_read_opts *opts)
{
    tda_status st = TDA_OK;
    int channel_axis = !opts->channels ? -1 : opts->channels_first ? 0 : npy->axes - 1;
    image->channels = opts->channels ? opts->channels : 1;
    image->channel_stride = 1;
    image->axes = npy->axes - (opts->channels ? 1 : 0);
    if (image->axes < 1 || image->axes > TDA_IMAGE_AXES)
        FAIL(TDA_EFORMAT, "%s: an array of shape %s is no image of 1 to %d axes%s",
             t->name, describe(npy).text, TDA_IMAGE_AXES,
             opts->channels ? " and channels" : "");
    tda_index stride = npy->fortran ? 1 : npy->values.size;
    for (int k = 0, axis = 0; k < npy->axes; k++) {
        if (!npy->shape[k])
            FAIL(TDA_EFORMAT, "%s: an image without pixels: the shape is %s", t->name,
                 describe(npy).text);
        tda_index here = npy->fortran ? stride : (stride /= npy->shape[k]);
        stride *= npy->fortran ? npy->shape[k] : 1;
        if (k != channel_axis) {
            image->shape[axis] = npy->shape[k];
            image->stride[axis++] = here;
        } else if (npy->shape[k] != opts->channels) {
            FAIL(TDA_EFORMAT,
                 "%s: %d channels are asked for, but the %s axis of %s has %lld", t->name,
                 opts->channels, opts->channels_first ? "first" : "last",
                 describe(npy).text, (long long)npy->shape[k]);
        } else {
            image->channel_stride = here;
        }
    }
done:
    return st;
}

static tda_status read_image(tda_ctx *ctx, tda_input *in, const tdai_text *t,
                             const tdai_npy *npy, const tda_read_opts *opts)
{
    tda_status st = TDA_OK;
    tda_image image = {0};
    TRY(shape_image(ctx, &image, t, npy, opts));
    TRY(tdai_input_image(ctx, in, t->name, &image, &npy->values));
done:
    return st;
}

tda_status tdai_read_npy(tda_ctx *ctx, tda_input *in, tdai_text *t,
                         const tda_read_opts *opts)
{
    tdai_npy npy;
    tda_status st = tdai_npy_head(ctx, &npy, t);
    if (st != TDA_OK)
        return st;
    if (opts->as == TDA_KIND_IMAGE)
        return read_image(ctx, in, t, &npy, opts);
    if (opts->as == TDA_KIND_DISTANCES)
        return read_distances(ctx, in, t, &npy, opts->diagonal);
    return read_cloud(ctx, in, t, &npy);
}
