/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gauss.c - The sum of exp(-|t - s|^2) over the points s of one box, for all t of another.
 *
 * Write t = T + u and s about the centres of the boxes, T the vector between these. Then
 *
 *     exp(-|T + u - s|^2) = exp(-|T + u|^2) exp(2 T.s - |s|^2) exp(2 u.s),
 *
 * a factor of the target, a factor of the source, and a factor that is a product over the axes
 * of e^z with z = 2 u_k s_k. In boxes with sides of at most 1, |z| <= 1/2, and the Taylor
 * polynomial of degree 15 is within z^16 / 16! (1 + 1/16) <= 8e-19 of e^z >= e^(-1/2): a
 * relative error below 2e-18 an axis. As all terms of the sum are positive, the sum too has
 * this relative error, about a hundredth of a rounding. The polynomial has moderate terms, sum
 * |z|^k / k! <= e |e^z|, so that rounding stays small as well.
 *
 * The moments of the sources about T cost 16^2 products for a source and a pair of boxes, and
 * so does the evaluation for a target, whatever the number of points on the other side. */
#include "filtration/gauss.h"

enum { TERMS = TDAI_GAUSS_TERMS, RUN = 32 };

/* Four doubles added and multiplied at once, in two halves where the machine has no four. */
typedef double four __attribute__((vector_size(32)));

/* Named variables, not arrays: these stay in registers. */
typedef struct sixteen {
    four a, b, c, d;
} sixteen;

ALWAYS_INLINE void load(sixteen *v, const double *x)
{
    memcpy(&v->a, x, sizeof v->a);
    memcpy(&v->b, x + 4, sizeof v->b);
    memcpy(&v->c, x + 8, sizeof v->c);
    memcpy(&v->d, x + 12, sizeof v->d);
}

ALWAYS_INLINE void store(double *x, const sixteen *v)
{
    memcpy(x, &v->a, sizeof v->a);
    memcpy(x + 4, &v->b, sizeof v->b);
    memcpy(x + 8, &v->c, sizeof v->c);
    memcpy(x + 12, &v->d, sizeof v->d);
}

/* power[i] := first x^i */
ALWAYS_INLINE void powers(double power[TERMS], double x, double first)
{
    double x2 = x * x, x4 = x2 * x2;
    double start[4] = {first, first * x, first * x2, first * x * x2};
    four a, b, c, d;
    memcpy(&a, start, sizeof a);
    b = a * x4;
    c = a * (x4 * x4);
    d = b * (x4 * x4);
    memcpy(power, &a, sizeof a);
    memcpy(power + 4, &b, sizeof b);
    memcpy(power + 8, &c, sizeof c);
    memcpy(power + 12, &d, sizeof d);
}

ALWAYS_INLINE void add_product(sixteen *sum, double x, const sixteen *y)
{
    sum->a += x * y->a;
    sum->b += x * y->b;
    sum->c += x * y->c;
    sum->d += x * y->d;
}

/* v := v x + c */
ALWAYS_INLINE void horner(sixteen *v, const sixteen *x, double c)
{
    v->a = v->a * x->a + c;
    v->b = v->b * x->b + c;
    v->c = v->c * x->c + c;
    v->d = v->d * x->d + c;
}

/* term[a .. a+1][.] += sum over l of x[l][a] y[l][.] */
ALWAYS_INLINE void add_rows(double term[TERMS][TERMS], int a, double x[][TERMS],
                            double y[][TERMS], tda_index size)
{
    sixteen p, q, z;
    load(&p, term[a]);
    load(&q, term[a + 1]);
    for (tda_index l = 0; l < size; l++) {
        load(&z, y[l]);
        add_product(&p, x[l][a], &z);
        add_product(&q, x[l][a + 1], &z);
    }
    store(term[a], &p);
    store(term[a + 1], &q);
}

WIDE void tdai_gauss_moments(tdai_gauss *out, const tdai_gauss_box *from,
                             const tdai_gauss_box *to, double unit)
{
    double x[RUN][TERMS], y[RUN][TERMS], u[RUN], v[RUN], weight[RUN];
    memset(out, 0, sizeof *out);
    for (int k = 0; k < 2; k++)
        out->shift[k] = (to->centre[k] - from->centre[k]) * unit;
    for (tda_index begin = 0; begin < from->size; begin += RUN) {
        tda_index size = from->size - begin < RUN ? from->size - begin : RUN;
        for (tda_index l = 0; l < size; l++) {
            u[l] = (from->x[begin + l] - from->centre[0]) * unit;
            v[l] = from->y ? (from->y[begin + l] - from->centre[1]) * unit : 0;
        }
        for (tda_index l = size; l < RUN; l++)
            u[l] = v[l] = 0;
        for (int l = 0; l < RUN; l++)
            weight[l] = exp_core(u[l] * (2 * out->shift[0] - u[l]) +
                                 v[l] * (2 * out->shift[1] - v[l]));
        for (tda_index l = 0; l < size; l++) {
            powers(x[l], u[l], weight[l]);
            powers(y[l], v[l], 1);
        }
        for (int a = 0; a < TERMS; a += 2)
            add_rows(out->term, a, x, y, size);
    }
    double factor[TERMS] = {1}; /* 2^a / a! */
    for (int a = 1; a < TERMS; a++)
        factor[a] = factor[a - 1] * 2 / a;
    for (int a = 0; a < TERMS; a++)
        for (int b = 0; b < TERMS; b++)
            out->term[a][b] *= factor[a] * factor[b];
}

WIDE void tdai_gauss_evaluate(double *out, const tdai_gauss *g, const tdai_gauss_box *to,
                              tda_index i, double unit)
{
    double u[TDAI_LANES], v[TDAI_LANES], sum[TDAI_LANES];
    for (int l = 0; l < TDAI_LANES; l++) {
        u[l] = (to->x[i + l] - to->centre[0]) * unit;
        v[l] = to->y ? (to->y[i + l] - to->centre[1]) * unit : 0;
    }
    sixteen x, y, total = {{0}, {0}, {0}, {0}};
    load(&x, u);
    load(&y, v);
    for (int a = TERMS - 1; a >= 0; a--) {
        sixteen row = {{0}, {0}, {0}, {0}};
        for (int b = TERMS - 1; b >= 0; b--)
            horner(&row, &y, g->term[a][b]);
        total.a = total.a * x.a + row.a;
        total.b = total.b * x.b + row.b;
        total.c = total.c * x.c + row.c;
        total.d = total.d * x.d + row.d;
    }
    store(sum, &total);
    for (int l = 0; l < TDAI_LANES; l++) {
        double p = g->shift[0] + u[l], q = g->shift[1] + v[l];
        out[l] = sum[l] * exp_minus(p * p + q * q);
    }
}
