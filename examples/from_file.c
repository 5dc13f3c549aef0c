/* SPDX-License-Identifier: GPL-3.0-or-later */
/* from_file.c - Read points from a file, and ask for the Hilbert function at a few places.
 *
 * from_file FILE BANDWIDTH: how many components and loops are there at some diameters and
 * densities? Try it on datasets/quakes/quakes.csv with bandwidth 100. */
#include <stdio.h>
#include <stdlib.h>
#include <tda.h>

static void print(const tda_grid *grid, const int64_t *value, int degree)
{
    const double *x = grid->value, *y = grid->value + grid->start[1];
    tda_index nx = grid->start[1], ny = grid->start[2] - nx;
    printf("dimension of H_%d\n%10s", degree, "diameter");
    for (tda_index i = 0; i < nx; i++)
        printf("%8g", x[i]);
    printf("\n");
    for (tda_index j = ny - 1; j >= 0; j--) {
        printf("%10g", y[j]);
        for (tda_index i = 0; i < nx; i++)
            printf("%8lld", (long long)value[i * ny + j]);
        printf("\n");
    }
}

int main(int argc, char **argv)
{
    double nodes[] = {50, 100, 200, 500, -0.08, -0.05, -0.03, -0.01, 0};
    tda_index axes[] = {0, 4, 9};
    tda_grid grid = {.params = 2, .start = axes, .value = nodes};
    int64_t value[4 * 5];
    tda_ctx *ctx = NULL;
    tda_input input = {0};
    double *density = NULL;
    tda_complex *complex = NULL;
    tda_measure measure[2] = {{0}};
    int failed = 1;
    if (argc != 3) {
        fprintf(stderr, "usage: from_file FILE BANDWIDTH\n");
        return 2;
    }
    if (tda_ctx_new(&ctx) != TDA_OK ||
        tda_input_read(ctx, &input, argv[1], NULL) != TDA_OK)
        goto done;
    if (input.kind != TDA_KIND_CLOUD) {
        fprintf(stderr, "%s holds no points\n", argv[1]);
        goto done;
    }
    printf("%lld points in dimension %lld:", (long long)input.cloud.size,
           (long long)input.cloud.dimension);
    for (tda_index j = 0; input.columns && j < input.cloud.dimension; j++)
        printf(" %s", input.columns[j]);
    printf("\n");

    density = malloc((size_t)input.cloud.size * sizeof *density);
    tda_cloud function = {.size = input.cloud.size, .dimension = 1, .at = density};
    if (!density || tda_cloud_kde(ctx, density, &input.cloud, atof(argv[2])) != TDA_OK ||
        tda_cloud_alpha(ctx, &complex, &input.cloud, &function, NULL) != TDA_OK ||
        tda_complex_hilbert_measure(ctx, measure, complex, 0, 1, NULL) != TDA_OK)
        goto done;
    for (int k = 0; k < 2; k++) {
        if (tda_measure_evaluate(ctx, value, &measure[k], &grid) != TDA_OK)
            goto done;
        print(&grid, value, k);
    }
    failed = 0;
done:
    if (failed)
        fprintf(stderr, "%s\n", tda_ctx_message(ctx));
    tda_measure_clear(&measure[0]);
    tda_measure_clear(&measure[1]);
    tda_complex_free(complex);
    tda_input_clear(&input);
    free(density);
    tda_ctx_free(ctx);
    return failed;
}
