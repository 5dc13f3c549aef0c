/* SPDX-License-Identifier: GPL-3.0-or-later */
/* euler.c - The Euler signed measure, for any number of parameters.
 *
 * The Euler characteristic of K_z is the sum over the cells of (-1)^dim times the indicator that
 * the cell is present at z. A cell of one grade g has the indicator of {z >= g}, a point mass at
 * g. A cell of several has that of a union, built up one grade at a time: the measure of U
 * joined with {z >= g} is that of U, plus a mass at g, less the measure of the overlap, which is
 * that of U with every point p moved to the join of p and g. */
#include "multiparam/masses.h"
#include <math.h>
#include <string.h>

/* m := m + weight (mass at g - m moved to the joins with g), and add up equal points. */
static tda_status join_grade(tda_ctx *ctx, tdai_masses *m, const double *g,
                             tda_index cell)
{
    tda_status st = TDA_OK;
    tda_measure sum = {0};
    int p = m->params;
    tda_index n = m->size;
    TRY(tdai_masses_reserve(ctx, m, 2 * n + 1));
    for (tda_index i = 0; i < n; i++) {
        for (int k = 0; k < p; k++)
            m->at[(n + i) * p + k] = fmax(m->at[i * p + k], g[k]);
        m->weight[n + i] = -m->weight[i];
    }
    m->size = 2 * n;
    TRY(tdai_masses_add(ctx, m, g, 1, cell));
    TRY(tda_measure_new(ctx, &sum, p, m->size, m->at, m->weight, NULL));
    m->size = sum.size;
    memcpy(m->at, sum.at, (size_t)(sum.size * p) * sizeof *m->at);
    memcpy(m->weight, sum.weight, (size_t)sum.size * sizeof *m->weight);
done:
    tda_measure_clear(&sum);
    return st;
}

/* The Moebius inverse of a k-critical cell, in `one`. */
static tda_status one_cell(tda_ctx *ctx, tdai_masses *one, const double *grade,
                           tda_index grades, tda_index cell)
{
    tda_status st = TDA_OK;
    int p = one->params;
    double at[2];
    one->size = 0;
    if (p == 2) { /* a staircase: its corners, less the joins between neighbours */
        for (tda_index i = 0; st == TDA_OK && i < grades; i++) {
            st = tdai_masses_add(ctx, one, grade + 2 * i, 1, cell);
            if (i == 0 || st)
                continue;
            at[0] = fmax(grade[2 * i - 2], grade[2 * i]);
            at[1] = fmax(grade[2 * i - 1], grade[2 * i + 1]);
            st = tdai_masses_add(ctx, one, at, -1, cell);
        }
        return st;
    }
    for (tda_index i = 0; st == TDA_OK && i < grades; i++)
        st = join_grade(ctx, one, grade + i * p, cell);
    return st;
}

tda_status tda_complex_euler_measure(tda_ctx *ctx, tda_measure *out,
                                     const tda_complex *complex)
{
    tda_status st = TDA_OK;
    const tda_cells *c = tda_complex_cells(complex);
    tdai_masses all = {.params = c->params}, one = {.params = c->params};
    tda_measure mu = {0};
    TRY(tdai_masses_reserve(ctx, &all, c->size));
    for (tda_index i = 0; i < c->size; i++) {
        TRY(tdai_poll(ctx, "Euler measure", i, c->size));
        tda_index begin = c->grade_start ? c->grade_start[i] : i;
        tda_index end = c->grade_start ? c->grade_start[i + 1] : i + 1;
        int64_t sign = c->dim[i] % 2 ? -1 : 1;
        if (end - begin == 1) {
            TRY(tdai_masses_add(ctx, &all, c->grade + begin * c->params, sign, i));
            continue;
        }
        TRY(one_cell(ctx, &one, c->grade + begin * c->params, end - begin, i));
        for (tda_index k = 0; k < one.size; k++)
            TRY(tdai_masses_add(ctx, &all, one.at + k * c->params, sign * one.weight[k],
                                i));
    }
    TRY(tda_measure_new(ctx, &mu, c->params, all.size, all.at, all.weight, all.cell));
    mu.degree = -1;
    mu.record = tda_complex_record(complex);
    *out = mu;
done:
    tdai_masses_clear(&one);
    tdai_masses_clear(&all);
    return st;
}
