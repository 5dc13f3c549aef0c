/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intervals.h - Random modules of intervals, and what they are by definition: every pair of
 * corners, every cell between corners. */
#ifndef TDA_INTERVALS_H
#define TDA_INTERVALS_H
#include "brute.h"
#include <tda.h>

enum {
    IV_SUMMANDS = 6,
    IV_CORNERS = 12,
    IV_PARAMS = 3,
    IV_ALL = IV_SUMMANDS * IV_CORNERS
};

/* Corners of some summands, as given: not in normal form. */
typedef struct intervals {
    int params;
    tda_index size, birth_start[IV_SUMMANDS + 1], death_start[IV_SUMMANDS + 1];
    double birth[IV_ALL * IV_PARAMS], death[IV_ALL * IV_PARAMS];
} intervals;

/* A coordinate from 0 to `span` on a lattice of halves; ties abound. */
static inline double iv_number(brute_rng *rng, int span)
{
    return brute_below(rng, 2 * span + 1) * 0.5;
}

/* Some summands may be empty. Every third seed has infinite corners. */
static inline intervals iv_random(unsigned seed, int params)
{
    brute_rng rng = brute_seed(seed);
    intervals v = {.params = params};
    v.size = seed % 23 == 22 ? 0 : 1 + brute_below(&rng, IV_SUMMANDS);
    int most = seed % 4 == 3 ? IV_CORNERS : 3, births = 0, deaths = 0;
    for (tda_index i = 0; i < v.size; i++) {
        for (int n = 1 + brute_below(&rng, most); n > 0; n--, births++)
            for (int k = 0; k < params; k++)
                v.birth[births * params + k] = seed % 3 == 2 && brute_below(&rng, 6) == 0
                                                   ? -(double)INFINITY
                                                   : iv_number(&rng, 7);
        for (int n = 1 + brute_below(&rng, most); n > 0; n--, deaths++)
            for (int k = 0; k < params; k++)
                v.death[deaths * params + k] = seed % 3 == 2 && brute_below(&rng, 6) == 0
                                                   ? (double)INFINITY
                                                   : 2 + iv_number(&rng, 8);
        v.birth_start[i + 1] = births;
        v.death_start[i + 1] = deaths;
    }
    return v;
}

static inline tda_module iv_module(const intervals *v)
{
    tda_module m = {0}, in = {.params = v->params,
                              .size = v->size,
                              .birth_start = (tda_index *)v->birth_start,
                              .birth = (double *)v->birth,
                              .death_start = (tda_index *)v->death_start,
                              .death = (double *)v->death};
    ck_assert_int_eq(tda_module_new(NULL, &m, &in), TDA_OK);
    return m;
}

/* The side along parameter k of the box from birth b to death d, within low .. high. */
static inline double iv_side(const tda_module *m, tda_index b, tda_index d, int k,
                             const double *low, const double *high)
{
    return fmin(m->death[d * m->params + k], high[k]) -
           fmax(m->birth[b * m->params + k], low[k]);
}

static inline double iv_segment(const tda_module *m, tda_index i, const double *low,
                                const double *high)
{
    double best = 0;
    for (tda_index b = m->birth_start[i]; b < m->birth_start[i + 1]; b++)
        for (tda_index d = m->death_start[i]; d < m->death_start[i + 1]; d++) {
            double least = INFINITY;
            for (int k = 0; k < m->params; k++)
                least = fmin(least, iv_side(m, b, d, k, low, high));
            best = fmax(best, least);
        }
    return best;
}

static inline double iv_box(const tda_module *m, tda_index i, const double *low,
                            const double *high)
{
    double best = 0;
    for (tda_index b = m->birth_start[i]; b < m->birth_start[i + 1]; b++)
        for (tda_index d = m->death_start[i]; d < m->death_start[i + 1]; d++) {
            double product = 1;
            for (int k = 0; k < m->params; k++)
                product *= fmax(0, iv_side(m, b, d, k, low, high));
            best = fmax(best, product);
        }
    return best;
}

/* By the lattice of halves that corners lie on, when the window is on it too: quarter cells. */
static inline double iv_volume(const tda_module *m, tda_index i, const double *low,
                               const double *high)
{
    double sum = 0, step = 0.25, cell = 1, z[IV_PARAMS];
    tda_index cells = 1, n[IV_PARAMS];
    for (int k = 0; k < m->params; k++) {
        n[k] = (tda_index)((high[k] - low[k]) / step);
        cells *= n[k];
        cell *= step;
    }
    for (tda_index c = 0; c < cells; c++) {
        tda_index rest = c;
        for (int k = 0; k < m->params; k++) {
            z[k] = low[k] + step * (double)(rest % n[k]);
            rest /= n[k];
        }
        bool born = false, alive = false;
        for (tda_index b = m->birth_start[i]; b < m->birth_start[i + 1]; b++)
            born |= brute_below_all(m->birth + b * m->params, z, m->params);
        for (tda_index d = m->death_start[i]; d < m->death_start[i + 1]; d++) {
            bool before = true;
            for (int k = 0; k < m->params; k++)
                before = before && z[k] < m->death[d * m->params + k];
            alive |= before;
        }
        sum += born && alive ? cell : 0;
    }
    return sum;
}

static inline double iv_outside(const tda_module *m, tda_index i, const double *x)
{
    double up = INFINITY, down = INFINITY;
    for (tda_index b = m->birth_start[i]; b < m->birth_start[i + 1]; b++) {
        double most = -(double)INFINITY;
        for (int k = 0; k < m->params; k++)
            most = fmax(most, m->birth[b * m->params + k] - x[k]);
        up = fmin(up, most);
    }
    for (tda_index d = m->death_start[i]; d < m->death_start[i + 1]; d++) {
        double most = -(double)INFINITY;
        for (int k = 0; k < m->params; k++)
            most = fmax(most, x[k] - m->death[d * m->params + k]);
        down = fmin(down, most);
    }
    return fmax(up, down);
}

/* The function of summand i at x. */
static inline double iv_function(const tda_module *m, tda_index i, const double *x,
                                 tda_summand_function f, double delta)
{
    double low[IV_PARAMS], high[IV_PARAMS], all = 1, e = iv_outside(m, i, x);
    for (int k = 0; k < m->params; k++) {
        low[k] = x[k] - delta;
        high[k] = x[k] + delta;
        all *= 2 * delta;
    }
    double d = fmax(0, e) / delta;
    switch (f) {
    case TDA_SUMMAND_SEGMENT: return iv_segment(m, i, low, high) / (2 * delta);
    case TDA_SUMMAND_VOLUME: return iv_volume(m, i, low, high) / all;
    case TDA_SUMMAND_BOX: return iv_box(m, i, low, high) / all;
    case TDA_SUMMAND_LANDSCAPE: return fmax(0, -e);
    case TDA_SUMMAND_GAUSSIAN: return exp(-d * d / 2);
    case TDA_SUMMAND_EXPONENTIAL: return exp(-d);
    case TDA_SUMMAND_LINEAR: return fmax(0, 1 - d);
    case TDA_SUMMAND_CALLBACK: break;
    }
    return 0;
}

static inline double iv_weight(const tda_module *m, tda_index i, tda_summand_weight w,
                               double power, const double *box)
{
    double size = w == TDA_WEIGHT_SEGMENT ? iv_segment(m, i, box, box + m->params)
                                          : iv_volume(m, i, box, box + m->params);
    return w == TDA_WEIGHT_ONE ? 1 : size > 0 ? pow(size, power) : 0;
}

#endif
