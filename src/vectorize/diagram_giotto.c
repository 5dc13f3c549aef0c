/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagram_giotto.c - Persistence images as giotto-tda makes them.
 *
 * Bars are counted at the places of a grid and weighed by the row they fall in, and the array
 * goes through a discrete Gaussian filter, one axis after the other, with nothing outside. The
 * numbers differ from integrals by what bars move to get to their place. */
#include "vectorize/diagram_image.h"

typedef struct places {
    double start, stop, step;
    tda_index n;
} places;

static places places_of(double start, double stop, tda_index n)
{
    return (places){start, stop, n > 1 ? (stop - start) / (double)(n - 1) : 0, n};
}

static tda_index place(const places *p, double x)
{
    x = fmin(fmax(x, p->start), p->stop);
    tda_index k = (tda_index)((x - p->start) / p->step);
    return k < p->n ? k : p->n - 1;
}

/* to[n], `stride` apart, := the filter applied to from; weight[0 .. radius] by distance */
static void filter(double *to, const double *from, tda_index n, tda_index stride,
                   const double *weight, tda_index radius)
{
    for (tda_index k = 0; k < n; k++) {
        double sum = from[k * stride] * weight[0];
        for (tda_index d = 1; d <= radius; d++) {
            double low = k >= d ? from[(k - d) * stride] : 0;
            double high = k + d < n ? from[(k + d) * stride] : 0;
            sum += (low + high) * weight[d];
        }
        to[k * stride] = sum;
    }
}

/* weight[0 .. radius], radius returned, at most n - 1: what is farther meets nothing. Past
 * `most` terms the sum hardly changes the weights of those near. */
static tda_index gaussian(double *weight, tda_index n, double deviation)
{
    double reach = floor(4 * deviation + 0.5), sum = 1;
    tda_index all = reach > 1e6 ? 1000000 : (tda_index)reach;
    for (tda_index d = 0; d <= all; d++) {
        double w = exp(-0.5 / (deviation * deviation) * (double)d * (double)d);
        sum += d > 0 ? 2 * w : 0;
        if (d < n)
            weight[d] = w;
    }
    tda_index radius = all < n - 1 ? all : n - 1;
    for (tda_index d = 0; d <= radius; d++)
        weight[d] /= sum;
    return radius;
}

tda_status tdai_image_giotto(tda_ctx *ctx, double *out, const tdai_bars *bars,
                             const tda_diagram_image_opts *o)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index columns = o->columns, rows = o->rows, pixels = columns * rows;
    tda_index longest = columns > rows ? columns : rows;
    places x = places_of(o->birth_start, o->birth_stop, columns);
    places y = places_of(o->length_start, o->length_stop, rows);
    TRY(tdai_budget(ctx, tdai_size_add(0, pixels, 16), "persistence image"));
    double *image = ZEROS(&tmp, double, pixels), *aside = ARRAY(&tmp, double, pixels);
    double *weight = ARRAY(&tmp, double, longest);
    TRY(tdai_arena_status(ctx, &tmp));
    if (x.step > 0 && y.step > 0) {
        for (tda_index i = 0; i < bars->size; i++)
            image[place(&y, bars->death[i] - bars->birth[i]) * columns +
                  place(&x, bars->birth[i])] += 1;
        for (tda_index r = 0; r < rows; r++) {
            double w = pow(fabs((double)r * y.step + y.start), o->power);
            for (tda_index c = 0; c < columns; c++)
                image[r * columns + c] *= w;
        }
        tda_index radius = gaussian(weight, columns, o->bandwidth / x.step);
        for (tda_index r = 0; r < rows; r++) {
            TRY(tdai_poll(ctx, "persistence image", r, rows + columns));
            filter(aside + r * columns, image + r * columns, columns, 1, weight, radius);
        }
        radius = gaussian(weight, rows, o->bandwidth / y.step);
        for (tda_index c = 0; c < columns; c++) {
            TRY(tdai_poll(ctx, "persistence image", rows + c, rows + columns));
            filter(image + c, aside + c, rows, columns, weight, radius);
        }
        for (tda_index p = 0; p < pixels; p++)
            image[p] /= x.step * y.step;
    }
    for (tda_index p = 0; p < pixels; p++)
        out[p] = image[p];
done:
    tdai_arena_free(&tmp);
    return st;
}
