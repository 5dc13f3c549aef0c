/* SPDX-License-Identifier: GPL-3.0-or-later */
/* signed_barcode.c - From points to a signed barcode: density, alpha complex, Hilbert measure.
 *
 * Ten points on a circle, one in its middle and one outside. By scale alone the point in the
 * middle cuts the loop into small ones; with density as the second parameter the loop is there
 * before that point enters, at every scale from 0.68 on.
 * With an argument, the picture is written to that file. */
#include <stdio.h>
#include <tda.h>

enum { N = 12 };
static const double at[2 * N] = {1.0,  0.0,  0.8,  0.6,   0.3,  0.95, -0.3, 0.95,
                                 -0.8, 0.6,  -1.0, 0.05,  -0.8, -0.6, -0.3, -0.9,
                                 0.3,  -1.0, 0.8,  -0.65, 0.1,  0.2,  1.6,  1.5};

int main(int argc, char **argv)
{
    tda_cloud points = {.size = N, .dimension = 2, .at = at};
    double density[N];
    tda_cloud function = {.size = N, .dimension = 1, .at = density};
    tda_ctx *ctx = NULL;
    tda_complex *complex = NULL;
    tda_measure measure[2] = {{0}};
    tda_bytes picture = {0};
    int failed = 1;
    if (tda_ctx_new(&ctx) != TDA_OK)
        return 1;
    if (tda_cloud_kde(ctx, density, &points, 0.3) != TDA_OK)
        goto done;
    if (tda_cloud_alpha(ctx, &complex, &points, &function, NULL) != TDA_OK)
        goto done;
    if (tda_complex_hilbert_measure(ctx, measure, complex, 0, 1, NULL) != TDA_OK)
        goto done;

    for (int k = 0; k < 2; k++) {
        const tda_measure *m = &measure[k];
        printf("H_%d: diameter, function, weight\n", k);
        for (tda_index i = 0; i < m->size; i++)
            printf("  %.4f  %.4f  %+lld\n", m->at[2 * i], m->at[2 * i + 1],
                   (long long)m->weight[i]);
    }
    if (argc > 1 &&
        (tda_measure_svg(ctx, &picture, measure, 2, complex, NULL) != TDA_OK ||
         tda_bytes_write(ctx, argv[1], &picture) != TDA_OK))
        goto done;
    failed = 0;
done:
    if (failed)
        fprintf(stderr, "%s\n", tda_ctx_message(ctx));
    tda_bytes_clear(&picture);
    tda_measure_clear(&measure[0]);
    tda_measure_clear(&measure[1]);
    tda_complex_free(complex);
    tda_ctx_free(ctx);
    return failed;
}
