/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagram_polynomial.c - Symmetric functions of the bars: coefficients of the polynomial that has
 * them as roots, and tropical ones, where sums are maxima and products sums. */
#include "vectorize/diagram.h"

static void root_of(double root[2], double b, double e, tda_polynomial kind)
{
    double a = hypot(b, e), l = e - b;
    double factor = a == 0 ? 0 : l / (a * M_SQRT2);
    switch (kind) {
    case TDA_POLYNOMIAL_R: root[0] = b, root[1] = e; break;
    case TDA_POLYNOMIAL_S: root[0] = factor * b, root[1] = factor * e; break;
    case TDA_POLYNOMIAL_T:
        root[0] = l / 2 * (cos(a) - sin(a));
        root[1] = l / 2 * (cos(a) + sin(a));
    }
}

tda_status tda_diagram_complex_polynomial(tda_ctx *ctx, double *out,
                                          const tda_diagram *diagram, int degree,
                                          const tda_diagram_vector_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_diagram_vector_opts o;
    tdai_bars x;
    TRY(tdai_vector_of(ctx, &o, &x, diagram, degree, opts, "complex polynomial", 0x7,
                       &tmp));
    double *c = ZEROS(&tmp, double, 2 * (o.length + 1)), bad = 0; /* c[0] = 1 leads */
    TRY(tdai_arena_status(ctx, &tmp));
    c[0] = 1;
    for (tda_index i = 0; i < x.size; i++) {
        double z[2] = {0, 0};
        TRY(tdai_poll(ctx, "complex polynomial", i, x.size));
        root_of(z, x.birth[i], x.death[i], o.polynomial);
        for (tda_index k = i + 1 < o.length ? i + 1 : o.length; k > 0; k--) {
            double re = c[2 * k - 2], im = c[2 * k - 1];
            c[2 * k] -= z[0] * re - z[1] * im;
            c[2 * k + 1] -= z[0] * im + z[1] * re;
        }
    }
    for (tda_index k = 0; k < 2 * o.length + 2; k++)
        bad += 0 * c[k]; /* NAN once one is not finite */
    if (bad != 0)
        FAIL(TDA_ENUMERIC,
             "complex polynomial: a coefficient overflows; scale the values "
             "down or ask for fewer");
    for (tda_index k = 0; k < 2 * o.length; k++)
        out[k] = c[k + 2];
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_diagram_tropical(tda_ctx *ctx, double *out, const tda_diagram *diagram,
                                int degree, const tda_diagram_vector_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_diagram_vector_opts o;
    tdai_bars x;
    double best[4] = {0}, sum = 0, bounded = 0, rest = 0, top = -INFINITY;
    TRY(tdai_vector_of(ctx, &o, &x, diagram, degree, opts, "tropical coordinates", 0x1,
                       &tmp));
    for (tda_index i = 0; i < x.size; i++) {
        double l = x.death[i] - x.birth[i], m = fmin(o.slope * l, x.birth[i]), longer = l;
        for (int k = 0; k < 4; k++) {
            double shorter = fmin(best[k], longer);
            best[k] = fmax(best[k], longer);
            longer = shorter;
        }
        sum += l;
        bounded += m;
        top = fmax(top, m + l);
    }
    for (tda_index i = 0; i < x.size; i++) {
        double l = x.death[i] - x.birth[i];
        rest += top - (fmin(o.slope * l, x.birth[i]) + l);
    }
    out[0] = best[0];
    out[1] = best[0] + best[1];
    out[2] = out[1] + best[2];
    out[3] = out[2] + best[3];
    out[4] = sum;
    out[5] = bounded;
    out[6] = rest;
done:
    tdai_arena_free(&tmp);
    return st;
}
