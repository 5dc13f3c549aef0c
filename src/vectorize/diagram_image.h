/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagram_image.h - The parts of persistence images: ranges, and a quick error function. */
#ifndef TDA_VECTORIZE_DIAGRAM_IMAGE_H
#define TDA_VECTORIZE_DIAGRAM_IMAGE_H
#include "vectorize/diagram.h"

TDA_BEGIN

/* ---- options (diagram_image_fit.c) ---- */

/* Refuse what is out of range; NAN stands for what is to be fitted. */
tda_status tdai_image_check(tda_ctx *ctx, const tda_diagram_image_opts *o);
/* Fit what is NAN to `sets` sets of bars without infinite ends. */
void tdai_image_fit(tda_diagram_image_opts *o, const tdai_bars *bars, tda_index sets);

/* ---- images as giotto-tda makes them (diagram_giotto.c); options fitted and checked ---- */
tda_status tdai_image_giotto(tda_ctx *ctx, double *out, const tdai_bars *bars,
                             const tda_diagram_image_opts *o);

/* ---- the error function (diagram_erf.c): Taylor polynomials about nodes 1/16 apart ---- */

enum { TDAI_ERF_NODES = 97, TDAI_ERF_TERMS = 11 };

typedef struct tdai_erf {
    double term[TDAI_ERF_NODES][TDAI_ERF_TERMS];
} tdai_erf;

void tdai_erf_new(tdai_erf *table);

/* erf(x), within 2^-52 or so. */
static inline double tdai_erf_at(const tdai_erf *table, double x)
{
    double z = fabs(x);
    if (!(z < 6))
        return x < 0 ? -1 : 1;
    int node = (int)(16 * z + 0.5);
    double d = z - node / 16.0;
    const double *c = table->term[node];
    double d2 = d * d, d4 = d2 * d2;
    double low = (c[0] + c[1] * d) + (c[2] + c[3] * d) * d2;
    double high = (c[4] + c[5] * d) + (c[6] + c[7] * d) * d2;
    double value = low + d4 * (high + d4 * (c[8] + c[9] * d + c[10] * d2));
    return x < 0 ? -value : value;
}

TDA_END
#endif
