/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The expansion of the Gaussian kernel against its definition, at its worst: box corners. */
#include "filtration/gauss.h"
#include "tda_check.h"
#include <math.h>

START_TEST(corners)
{
    double sx[4 + TDAI_LANES] = {0}, sy[4 + TDAI_LANES] = {0};
    double tx[4 + TDAI_LANES] = {0}, ty[4 + TDAI_LANES] = {0}, out[TDAI_LANES];
    double dx = 0.7 * (_i % 10), dy = 0.7 * (_i / 10);
    for (int i = 0; i < 4; i++) {
        sx[i] = i % 2 - 0.5, sy[i] = i / 2 - 0.5;
        tx[i] = dx + sx[i], ty[i] = dy + sy[i];
    }
    for (int source = 0; source < 4; source++) {
        tdai_gauss_box from = {{0, 0}, sx + source, sy + source, 1},
                       to = {{dx, dy}, tx, ty, 4};
        tdai_gauss g;
        tdai_gauss_moments(&g, &from, &to, 1);
        tdai_gauss_evaluate(out, &g, &to, 0, 1);
        for (int i = 0; i < 4; i++) {
            long double x = (long double)tx[i] - sx[source],
                        y = (long double)ty[i] - sy[source];
            long double truth = expl(-(x * x + y * y));
            /* each factor is an exponential of a rounded argument */
            long double bound = (8 + 2 * (dx * dx + dy * dy)) * 0x1p-53L * truth;
            ck_assert(fabsl(out[i] - truth) <= bound);
        }
    }
}
END_TEST

SUITE("gauss", SEEDS(corners, 100))
