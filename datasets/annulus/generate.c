/* SPDX-License-Identifier: GPL-3.0-or-later */
/* generate.c - Write annulus.csv to standard output.
 *
 * 500 points of the plane: 350 about the unit circle (uniform angle, Gaussian noise of standard
 * deviation 0.06 in each coordinate) and 150 uniform in the square [-1.5, 1.5]^2. Six decimals:
 * far coarser than what mathematical libraries differ by, so the file is the same everywhere. */
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdio.h>

enum { CIRCLE = 350, NOISE = 150, SEED = 1 };

int main(void)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    if (!r)
        return 1;
    gsl_rng_set(r, SEED);
    puts("x,y");
    for (int i = 0; i < CIRCLE; i++) {
        double angle = 2 * M_PI * gsl_rng_uniform(r);
        double dx = gsl_ran_gaussian(r, 0.06), dy = gsl_ran_gaussian(r, 0.06);
        printf("%.6f,%.6f\n", cos(angle) + dx, sin(angle) + dy);
    }
    for (int i = 0; i < NOISE; i++) {
        double x = 3 * gsl_rng_uniform(r) - 1.5, y = 3 * gsl_rng_uniform(r) - 1.5;
        printf("%.6f,%.6f\n", x, y);
    }
    gsl_rng_free(r);
    return fflush(stdout) != 0;
}
