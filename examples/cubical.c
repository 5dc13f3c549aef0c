/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cubical.c - An image with two channels as a cubical complex, as pixels and as vertices.
 *
 * A ring of dark pixels (first channel small) whose right half is out of focus (second channel
 * large): there is a loop only where both channels are let in far enough. One corner of the ring
 * is missing. Squares that touch at a corner are joined, so the loop closes all the same;
 * vertices that are not neighbours are not. */
#include <stdio.h>
#include <tda.h>

enum { SIDE = 5 };
/* darkness, blur; darkness, blur; ... */
static const double pixels[SIDE * SIDE * 2] = {
    9, 0, 9, 0, 9, 1, 9, 2, 9, 2, /**/
    9, 0, 1, 0, 1, 1, 9, 2, 9, 2, /**/
    9, 0, 1, 0, 8, 1, 1, 2, 9, 2, /**/
    9, 0, 1, 0, 1, 1, 1, 2, 9, 2, /**/
    9, 0, 9, 0, 9, 1, 9, 2, 9, 2,
};

static tda_status show(tda_ctx *ctx, const tda_image *image,
                       tda_construction construction)
{
    tda_complex *complex = NULL;
    tda_measure measure[2] = {{0}};
    tda_status st = tda_image_cubical(ctx, &complex, image, construction);
    if (st == TDA_OK)
        st = tda_complex_hilbert_measure(ctx, measure, complex, 0, 1, NULL);
    for (int k = 0; k < 2; k++) {
        for (tda_index i = 0; i < measure[k].size; i++)
            printf("  H_%d  (%g, %g)  %+lld\n", k, measure[k].at[2 * i],
                   measure[k].at[2 * i + 1], (long long)measure[k].weight[i]);
        tda_measure_clear(&measure[k]);
    }
    tda_complex_free(complex);
    return st;
}

int main(void)
{
    tda_image image = {.axes = 2,
                       .channels = 2,
                       .shape = {SIDE, SIDE},
                       .stride = {2 * SIDE, 2},
                       .channel_stride = 1,
                       .at = pixels};
    tda_ctx *ctx = NULL;
    if (tda_ctx_new(&ctx) != TDA_OK)
        return 1;
    printf("pixels are squares (T)\n");
    tda_status st = show(ctx, &image, TDA_CONSTRUCTION_T);
    if (st == TDA_OK) {
        printf("pixels are vertices (V)\n");
        st = show(ctx, &image, TDA_CONSTRUCTION_V);
    }
    if (st != TDA_OK)
        fprintf(stderr, "%s\n", tda_ctx_message(ctx));
    tda_ctx_free(ctx);
    return st != TDA_OK;
}
