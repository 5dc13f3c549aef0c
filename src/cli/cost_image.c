/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cost_image.c - What the diagram of an image takes, its pixels being known.
 *
 * In the plane the bars are counted beforehand, for they may take more than all else: pieces are born
 * at the least of their neighbours, loops end at the greatest, by four neighbours or by eight as the
 * construction has them. Elsewhere the sort of the pixels takes most, whatever the bars are.
 * Bytes a pixel and a bar were measured on noise and on smooth images. */
#include "cli/source.h"

/* Is p, at (y, x), less than its neighbours, or greater? Of equal ones the first counts. */
static bool extreme(const tda_image *image, tda_index y, tda_index x, bool eight,
                    int sign)
{
    tda_index width = image->axes == 1 ? 1 : image->shape[1];
    tda_index step[2] = {image->stride[0], image->axes == 1 ? 0 : image->stride[1]};
    const double *p = image->at + y * step[0] + x * step[1];
    for (int dy = -1; dy <= 1; dy++)
        for (int dx = -1; dx <= 1; dx++) {
            bool before = dy < 0 || (dy == 0 && dx < 0);
            if ((!dy && !dx) || (!eight && dy && dx) || y + dy < 0 ||
                y + dy >= image->shape[0] || x + dx < 0 || x + dx >= width)
                continue;
            double other = sign * p[dy * step[0] + dx * step[1]];
            if (other < sign * *p || (before && other == sign * *p))
                return false;
        }
    return true;
}

/* Bars of an image of one axis or two. */
static double count_bars(const cli_session *s, const tda_image *image)
{
    bool top = s->o->construction == TDA_CONSTRUCTION_T;
    tda_index width = image->axes == 1 ? 1 : image->shape[1];
    double bars = 0;
    for (tda_index y = 0; y < image->shape[0]; y++)
        for (tda_index x = 0; x < width; x++) {
            bars += extreme(image, y, x, top, 1);
            bars += image->axes == 2 && extreme(image, y, x, !top, -1);
        }
    return bars;
}

double cli_image_bytes(const cli_session *s, const tda_image *image)
{
    double pixels = 1, framed = image->axes == 1 ? 3 : 1;
    for (int i = 0; i < image->axes; i++) {
        pixels *= (double)image->shape[i];
        framed *= (double)(image->shape[i] + 2);
    }
    if (image->axes > 3)
        return 40 * pixels + 185 * framed;
    if (image->axes == 3)
        return 44 * pixels + 32 * framed;
    double forests = 8 * pixels + 17 * framed;
    double bars = 8 * pixels + 8 * framed + 175 * count_bars(s, image);
    return forests > bars ? forests : bars;
}
