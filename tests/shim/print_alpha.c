/* SPDX-License-Identifier: GPL-3.0-or-later */
/* print_alpha.c - Points on standard input ("n d", then coordinates), the alpha complex on
 * standard output: one simplex a line, its squared value and then its vertices. With an argument
 * n weights follow the points, and it is the weighted alpha complex. For comparing with other
 * programs: see peers_alpha.py. */
#include "simplices.h"
#include <math.h>
#include <stdio.h>

static double value_of(const tdai_delaunay *t, int k, tda_index s)
{
    return t->value[k] ? t->value[k][s] : 0;
}

int main(int argc, char **argv)
{
    long n = 0;
    int d = 0;
    double *at = NULL;
    const bool weighted = argc > 1 && argv[1];
    tdai_delaunay t = {0};
    int failed = 1;
    if (scanf("%ld %d", &n, &d) != 2 || n < 0 || d < 1 || d > 15)
        return 1;
    long numbers = n * (d + weighted);
    at = tdai_alloc(numbers, sizeof *at);
    for (long i = 0; at && i < numbers; i++)
        if (scanf("%lf", at + i) != 1)
            goto done;
    if (!at || (weighted ? tdai_weighted_alpha(NULL, &t, n, d, at, at + n * d)
                         : tdai_alpha(NULL, &t, n, d, at, 0, NULL)) != TDA_OK)
        goto done;
    for (int k = 0; k <= t.dimension; k++)
        for (tda_index s = 0; s < t.count[k]; s++) {
            tda_index vertex[16];
            if (value_of(&t, k, s) == INFINITY)
                continue; /* hidden */
            simplex_points(&t, k, s, vertex);
            printf("%.17g", value_of(&t, k, s));
            for (int j = 0; j <= k; j++)
                printf(" %lld", (long long)vertex[j]);
            putchar('\n');
        }
    failed = 0;
done:
    tdai_free(at);
    tdai_delaunay_clear(&t);
    return failed;
}
