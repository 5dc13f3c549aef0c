/* SPDX-License-Identifier: GPL-3.0-or-later */
/* image.c - Images: a sound shape, and no NaN in any channel of any pixel. */
#include "data/private.h"
#include <math.h>
#include <stdio.h>

/* "(3, 1)" */
static void write_pixel(char *text, size_t size, const tda_index *at, int axes)
{
    size_t used = 0;
    for (int k = 0; k < axes; k++)
        used += (size_t)snprintf(text + used, size - used, "%s%lld", k ? ", " : "(",
                                 (long long)at[k]);
    snprintf(text + used, size - used, ")");
}

static tda_status check_shape(tda_ctx *ctx, const tda_image *image, tda_index *pixels)
{
    tda_status st = TDA_OK;
    tda_index values;
    if (image->axes < 1 || image->axes > TDA_IMAGE_AXES)
        FAIL(TDA_EINVAL, "image: %d axes; 1 to %d are possible", image->axes,
             TDA_IMAGE_AXES);
    if (image->channels < 1)
        FAIL(TDA_EINVAL, "image: %d channels; at least 1 is needed", image->channels);
    *pixels = 1;
    for (int k = 0; k < image->axes; k++) {
        if (image->shape[k] < 1)
            FAIL(TDA_EINVAL, "image: axis %d has %lld pixels; at least 1 is needed", k,
                 (long long)image->shape[k]);
        *pixels = tdai_size_add(0, *pixels, image->shape[k]);
    }
    values = tdai_size_add(0, *pixels, image->channels);
    if (tdai_size_add(0, values, sizeof *image->at) < 0)
        FAIL(TDA_ELIMIT, "image: the number of pixels overflows an index");
    if (!image->at)
        FAIL(TDA_EINVAL, "image: the array is NULL");
done:
    return st;
}

/* Is there a NaN among n values? */
static bool any_nan(const double *at, tda_index n, tda_index stride)
{
    bool found = false;
    for (tda_index i = 0; i < n; i++)
        found |= isnan(at[i * stride]) != 0;
    return found;
}

tda_status tda_image_check(tda_ctx *ctx, const tda_image *image)
{
    tda_status st = TDA_OK;
    tda_index pixels = 0, at[TDA_IMAGE_AXES] = {0};
    char text[24 * TDA_IMAGE_AXES];
    TRY(check_shape(ctx, image, &pixels));
    int last = image->axes - 1;
    tda_index width = image->shape[last];
    for (tda_index n = 0; n < pixels; n += width) { /* a row along the last axis */
        const double *row = image->at;
        bool found = false;
        TRY(tdai_poll(ctx, "checking an image", n, pixels));
        for (int k = 0; k < last; k++)
            row += at[k] * image->stride[k];
        for (int c = 0; c < image->channels; c++)
            found |= any_nan(row + c * image->channel_stride, width, image->stride[last]);
        for (at[last] = 0; found && at[last] < width; at[last]++)
            for (int c = 0; c < image->channels; c++)
                if (isnan(row[at[last] * image->stride[last] +
                              c * image->channel_stride])) {
                    write_pixel(text, sizeof text, at, image->axes);
                    FAIL(TDA_EINVAL, "image: pixel %s, channel %d is NaN", text, c);
                }
        at[last] = 0;
        for (int k = last - 1; k >= 0 && ++at[k] == image->shape[k]; k--)
            at[k] = 0; /* on to the next row */
    }
done:
    return st;
}

void tda_image_clear(tda_image *image)
{
    tdai_free(image->own);
    *image = (tda_image){0};
}
