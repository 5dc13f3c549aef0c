/* SPDX-License-Identifier: GPL-3.0-or-later */
/* torus.h - Random points in boxes whose opposite sides are one, for the tests of complexes on
 * them. */
#ifndef TDA_TEST_TORUS_H
#define TDA_TEST_TORUS_H
#include "brute.h"
#include "data/private.h"
#include "tda_check.h"
#include <tda/filtration.h>

static inline tda_cloud points(tda_index n, int d, const double *at)
{
    return (tda_cloud){.size = n, .dimension = d, .at = at};
}

enum { MOST = 400 };

typedef struct box {
    int n, d;
    bool tame; /* surely dense enough */
    double at[3 * MOST], period[3];
} box;

/* Points near those of a grid, or anywhere; multiples of 2^-20, so that shifts are exact. */
static inline box random_box(unsigned seed, int d, int side)
{
    brute_rng rng = brute_seed(seed);
    box b = {.d = d, .n = 1};
    int spread = 1 + brute_below(&rng, 4), spacing = 1 << 17;
    b.tame = spread == 1;
    for (int c = 0; c < d; c++) {
        int along = side + brute_below(&rng, 2);
        b.period[c] = along * .125;
        for (int i = b.n; i < b.n * along; i++)
            for (int e = 0; e < c; e++)
                b.at[3 * i + e] = b.at[3 * (i % b.n) + e];
        for (int i = 0; i < b.n * along; i++)
            b.at[3 * i + c] = (i / b.n) * .125;
        b.n *= along;
    }
    ck_assert_int_le(b.n, MOST);
    for (int i = 0; i < b.n; i++)
        for (int c = 0; c < d; c++)
            b.at[d * i + c] =
                b.at[3 * i + c] + brute_below(&rng, spread * spacing / 4) * 0x1p-20;
    for (int i = 0; i < b.n * d; i++)
        b.at[i] = b.at[i] < b.period[i % d] ? b.at[i] : b.at[i] - b.period[i % d];
    return b;
}

/* The points of a cell, ascending. */
static inline int members(const tda_cells *c, tda_index cell, tda_index *point)
{
    int n = 0;
    if (c->dim[cell] == 0) {
        point[0] = cell;
        return 1;
    }
    for (tda_index f = c->start[cell]; f < c->start[cell + 1]; f++) {
        tda_index more[4];
        int m = members(c, c->face[f], more);
        for (int i = 0; i < m; i++) {
            int at = n;
            for (; at > 0 && point[at - 1] > more[i]; at--)
                ;
            if (at > 0 && point[at - 1] == more[i])
                continue;
            for (int j = n++; j > at; j--)
                point[j] = point[j - 1];
            point[at] = more[i];
        }
    }
    return n;
}

static inline void refused(tda_ctx *ctx, tda_status status, const char *message)
{
    ck_assert_int_eq(status, TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), message);
}

#endif
