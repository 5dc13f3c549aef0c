/* SPDX-License-Identifier: GPL-3.0-or-later */
/* function_rips.c - A distance matrix with a function on its points: the function-Rips
 * bifiltration, what it will cost, and its signed barcode.
 *
 * Four towns on a ring road, 1 hour from each neighbour and 2 from the one across; the function
 * is the year in which each joined. The loop lives from 1 hour, when the ring closes, up to 2
 * hours, but only from the year in which the last town joined. */
#include <stdio.h>
#include <tda.h>

int main(void)
{
    const double hours[] = {1, 2, 1, 1, 2, 1}; /* (1,0) (2,0) (2,1) (3,0) (3,1) (3,2) */
    const double joined[] = {1901, 1905, 1905, 1910};
    tda_distances towns = {.size = 4, .lower = hours};
    tda_cloud year = {.size = 4, .dimension = 1, .at = joined};
    tda_points_opts opts = TDA_POINTS_OPTS_INIT;
    opts.threshold = 3;
    tda_ctx *ctx = NULL;
    tda_estimate cost;
    tda_complex *complex = NULL;
    tda_measure measure[2] = {{0}};
    int failed = 1;
    if (tda_ctx_new(&ctx) != TDA_OK)
        return 1;
    tda_ctx_set_max_bytes(ctx, 100 * 1000 * 1000);
    if (tda_distances_function_rips_estimate(ctx, &cost, &towns, &opts) != TDA_OK)
        goto done;
    printf("%lld cells to come\n", (long long)cost.cells);
    if (tda_distances_function_rips(ctx, &complex, &towns, &year, &opts) != TDA_OK)
        goto done;
    tda_complex_set_axis(complex, 0, "travel time", "h");
    tda_complex_set_axis(complex, 1, "joined", "year");
    if (tda_complex_hilbert_measure(ctx, measure, complex, 0, 1, NULL) != TDA_OK)
        goto done;
    for (int k = 0; k < 2; k++) {
        const tda_measure *m = &measure[k];
        printf("H_%d: %s (%s), %s (%s), weight\n", k, tda_complex_axis_name(complex, 0),
               tda_complex_axis_unit(complex, 0), tda_complex_axis_name(complex, 1),
               tda_complex_axis_unit(complex, 1));
        for (tda_index i = 0; i < m->size; i++)
            printf("  %g  %g  %+lld\n", m->at[2 * i], m->at[2 * i + 1],
                   (long long)m->weight[i]);
    }
    failed = 0;
done:
    if (failed)
        fprintf(stderr, "%s\n", tda_ctx_message(ctx));
    tda_measure_clear(&measure[0]);
    tda_measure_clear(&measure[1]);
    tda_complex_free(complex);
    tda_ctx_free(ctx);
    return failed;
}
