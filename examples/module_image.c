/* SPDX-License-Identifier: GPL-3.0-or-later */
/* module_image.c - From points to an array of features, and a picture of it.
 *
 * module_image FILE BANDWIDTH [IMAGE.svg]: the loops of the points, by their diameter and among the
 * points of at least each density, as a stable image of 8 x 8 values. Of all intervals of the
 * module the longest count most. Lengths are taken along the diagonal, which mixes both units, so
 * the density is scaled to a range like that of the diameter. Try it on
 * datasets/quakes/quakes.csv with bandwidth 100. */
#include <stdio.h>
#include <stdlib.h>
#include <tda.h>

enum { SIDE = 8 };

static int write_picture(tda_ctx *ctx, const char *path, const tda_field *field,
                         const tda_complex *complex)
{
    tda_bytes svg = {0};
    FILE *file = NULL;
    int good = tda_field_svg(ctx, &svg, field, 1, complex, NULL) == TDA_OK &&
               (file = fopen(path, "wb")) != NULL &&
               fwrite(svg.at, 1, (size_t)svg.size, file) == (size_t)svg.size;
    if (file && fclose(file) != 0)
        good = 0;
    tda_bytes_clear(&svg);
    return good;
}

int main(int argc, char **argv)
{
    double image[SIDE * SIDE];
    const tda_index resolution[] = {SIDE, SIDE};
    tda_representation_opts opts = TDA_REPRESENTATION_OPTS_INIT;
    tda_ctx *ctx = NULL;
    tda_input input = {0};
    double *density = NULL;
    tda_complex *complex = NULL;
    tda_module module = {0};
    tda_grid grid = {0};
    int failed = 1;
    if (argc < 3) {
        fprintf(stderr, "usage: module_image FILE BANDWIDTH [IMAGE.svg]\n");
        return 2;
    }
    if (tda_ctx_new(&ctx) != TDA_OK ||
        tda_input_read(ctx, &input, argv[1], NULL) != TDA_OK)
        goto done;
    if (input.kind != TDA_KIND_CLOUD) {
        fprintf(stderr, "%s holds no points\n", argv[1]);
        goto done;
    }
    density = malloc((size_t)input.cloud.size * sizeof *density);
    tda_cloud function = {.size = input.cloud.size, .dimension = 1, .at = density};
    if (!density || tda_cloud_kde(ctx, density, &input.cloud, atof(argv[2])) != TDA_OK)
        goto done;
    for (tda_index i = 0; i < input.cloud.size; i++)
        density[i] *= 10000;
    if (tda_cloud_function_delaunay(ctx, &complex, &input.cloud, &function, NULL) !=
            TDA_OK ||
        tda_complex_module(ctx, &module, complex, 1, NULL) != TDA_OK)
        goto done;
    tda_complex_set_axis(complex, 1, "minus density", "1/10000");

    /* the window is a twentieth of the box along its longer side */
    double wide = module.box[2] - module.box[0], high = module.box[3] - module.box[1];
    opts.bandwidth = (wide > high ? wide : high) / 20;
    if (tda_grid_regular(ctx, &grid, 2, module.box, module.box + 2, resolution) !=
            TDA_OK ||
        tda_module_representation(ctx, image, &module, &grid, &opts) != TDA_OK)
        goto done;
    printf("%lld intervals; the image, densest points below:\n", (long long)module.size);
    for (int j = SIDE - 1; j >= 0; j--) {
        for (int i = 0; i < SIDE; i++)
            printf(" %6.4f", image[i * SIDE + j]);
        printf("\n");
    }
    tda_field field = {&grid, image, "loops"};
    if (argc > 3 && !write_picture(ctx, argv[3], &field, complex))
        goto done;
    failed = 0;
done:
    if (failed)
        fprintf(stderr, "%s\n", tda_ctx_message(ctx));
    tda_grid_clear(&grid);
    tda_module_clear(&module);
    tda_complex_free(complex);
    tda_input_clear(&input);
    free(density);
    tda_ctx_free(ctx);
    return failed;
}
