/* SPDX-License-Identifier: GPL-3.0-or-later */
/* first.c - Four corners of a square, one of which comes later: pieces and loops by scale and time. */
#include <stdio.h>
#include <tda.h>

int main(void)
{
    const double corners[] = {0, 0, 1, 0, 0, 1, 1, 1}, times[] = {0, 0, 0, 5};
    const tda_cloud square = {.size = 4, .dimension = 2, .at = corners};
    const tda_cloud time = {.size = 4, .dimension = 1, .at = times};
    tda_ctx *ctx = NULL;
    tda_complex *complex = NULL;
    tda_measure barcode[2] = {{0}}; /* degrees 0 and 1 */

    tda_status st = tda_ctx_new(&ctx);
    if (st == TDA_OK)
        st = tda_cloud_function_rips(ctx, &complex, &square, &time, NULL);
    if (st == TDA_OK)
        st = tda_complex_hilbert_measure(ctx, barcode, complex, 0, 1, NULL);
    if (st != TDA_OK)
        fprintf(stderr, "%s\n", tda_ctx_message(ctx));
    for (int k = 0; k <= 1; k++)
        for (tda_index i = 0; i < barcode[k].size; i++)
            printf("degree %d: %+d at scale %g, time %g\n", k, (int)barcode[k].weight[i],
                   barcode[k].at[2 * i], barcode[k].at[2 * i + 1]);

    tda_measure_clear(&barcode[0]);
    tda_measure_clear(&barcode[1]);
    tda_complex_free(complex);
    tda_ctx_free(ctx);
    return st != TDA_OK;
}
