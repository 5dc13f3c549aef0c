/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagrams.h - Diagrams for tests of features: filled by hand, or random with ties, bars of
 * length zero, infinite ends and none at all. Degree 1 is the one looked at; degree 0 has two bars
 * that must not matter. */
#ifndef TDA_TEST_DIAGRAMS_H
#define TDA_TEST_DIAGRAMS_H
#include "brute.h"
#include "data/private.h"
#include "tda_check.h"
#include <math.h>
#include <tda/vectorize_diagram.h>

enum { OTHERS = 2, BARS = 24 };

typedef struct sample {
    tda_index start[3];
    double birth[OTHERS + BARS], death[OTHERS + BARS];
    bool cut[OTHERS + BARS];
    tda_index size;          /* of degree 1 */
    double b[BARS], e[BARS]; /* finite bars of positive length, in any order */
    tda_index finite;
    tda_diagram d;
} sample;

/* s->d: the bars of degree 1 from pairs (birth, death). */
static inline void sample_fill(sample *s, const double *bar, tda_index bars)
{
    *s = (sample){.start = {0, OTHERS, OTHERS + bars},
                  .birth = {-100, 1},
                  .death = {(double)INFINITY, 200},
                  .size = bars};
    for (tda_index i = 0; i < bars; i++) {
        double b = bar[2 * i], e = bar[2 * i + 1];
        s->birth[OTHERS + i] = b;
        s->death[OTHERS + i] = e;
        if (isfinite(b) && isfinite(e) && b < e) {
            s->b[s->finite] = b;
            s->e[s->finite++] = e;
        }
    }
    s->d = (tda_diagram){.degrees = 2,
                         .start = s->start,
                         .birth = s->birth,
                         .death = s->death,
                         .cut = s->cut};
}

/* Integers from a small range have many ties; every third seed takes halves, every fifth has
 * infinite ends where `endless`. */
static inline void sample_random(sample *s, unsigned seed, bool endless)
{
    brute_rng rng = brute_seed(seed);
    double bar[2 * BARS], unit = seed % 3 == 1 ? 0.37 : 1;
    int n = seed % 11 == 10 ? 0 : 1 + brute_below(&rng, BARS);
    bool line = seed % 4 == 3; /* all born at once */
    for (int i = 0; i < n; i++) {
        double b = line ? 1 : unit * (brute_below(&rng, 12) - 4);
        double e = b + unit * brute_below(&rng, 1 + brute_below(&rng, 10));
        if (endless && seed % 5 == 0 && brute_below(&rng, 4) == 0)
            e = INFINITY;
        if (endless && seed % 10 == 0 && brute_below(&rng, 4) == 0)
            b = -INFINITY;
        bar[2 * i] = b;
        bar[2 * i + 1] = e;
    }
    sample_fill(s, bar, n);
}

/* The same bars in another order; a birth of zero becomes -0. */
static inline void sample_shuffle(sample *s, unsigned seed)
{
    brute_rng rng = brute_seed(seed + 77);
    for (int i = (int)s->size - 1; i > 0; i--) {
        int j = brute_below(&rng, i + 1);
        double *b = s->birth + OTHERS, *e = s->death + OTHERS, x = b[i], y = e[i];
        b[i] = b[j], e[i] = e[j];
        b[j] = x, e[j] = y;
    }
    for (tda_index i = 0; i < s->size; i++)
        if (s->birth[OTHERS + i] == 0)
            s->birth[OTHERS + i] = -0.0;
}

static inline bool near(double x, double y, double scale)
{
    return fabs(x - y) <= 1e-12 * fmax(scale, fabs(y));
}
#endif
