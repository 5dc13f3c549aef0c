/* SPDX-License-Identifier: GPL-3.0-or-later */
/* function_rips_grid.c - Regular grids of function-Rips bifiltrations: those of a complex that has
 * its least and greatest coordinates alone. */
#include "multiparam/function_rips.h"
#include "multiparam/lune.h"
#include <math.h>

/* The greatest length up to the threshold; 0 where there is none. */
static tda_status longest(tda_ctx *ctx, double *out, const tdai_function_rips *f)
{
    tda_status st = TDA_OK;
    tdai_lune_points p = {0};
    double most = 0, *length = tdai_alloc(f->lengths.size, sizeof *length);
    if (!length)
        FAIL(TDA_ENOMEM, "function-Rips: no memory for %lld lengths",
             (long long)f->lengths.size);
    TRY(tdai_lune_points_new(ctx, &p, &f->lengths, f->function, f->bits));
    for (tda_index e = 0; p.listed && e < p.near.edges; e++)
        most = p.near.value[e] > most ? p.near.value[e] : most;
    for (tda_index i = 0; !p.listed && i < p.size; i++) {
        TRY(tdai_poll(ctx, "lengths", i, p.size));
        tdai_lune_row(&p, i, length);
        for (tda_index j = 0; j < i; j++)
            if (length[j] > most && length[j] <= f->lengths.threshold &&
                length[j] < (double)INFINITY)
                most = length[j];
    }
    *out = most;
done:
    tdai_lune_points_free(&p);
    tdai_free(length);
    return st;
}

static tda_status grid_regular(tda_ctx *ctx, tda_grid *out, const tda_cloud *cloud,
                               const tda_distances *d, const tda_cloud *function,
                               const tda_index *resolution,
                               const tda_function_rips_opts *theirs)
{
    tda_status st = TDA_OK;
    tda_function_rips_opts opts = TDA_FUNCTION_RIPS_OPTS_INIT;
    tdai_function_rips f;
    tda_complex *corners = NULL;
    double grade[4] = {0};
    TRY(tdai_opts(ctx, &opts, sizeof opts, theirs));
    opts.grid = NULL;
    TRY(tdai_function_rips_check(ctx, &f, cloud, d, function, &opts));
    TRY(longest(ctx, &grade[2], &f));
    for (tda_index i = 0; i < f.lengths.size; i++) {
        double y = f.function[i];
        grade[1] = i == 0 || y < grade[1] ? y : grade[1];
        grade[3] = i == 0 || y > grade[3] ? y : grade[3];
    }
    tda_cells two = {
        2,    f.lengths.size ? 2 : 0, (int[]){0, 0}, (tda_index[]){0, 0, 0}, NULL, NULL,
        grade};
    TRY(tda_complex_new(ctx, &corners, &two));
    TRY(tda_complex_grid_regular(ctx, out, corners, resolution));
done:
    tda_complex_free(corners);
    return st;
}

tda_status tda_cloud_function_rips_grid(tda_ctx *ctx, tda_grid *out,
                                        const tda_cloud *cloud, const tda_cloud *function,
                                        const tda_index *resolution,
                                        const tda_function_rips_opts *opts)
{
    return grid_regular(ctx, out, cloud, NULL, function, resolution, opts);
}

tda_status tda_distances_function_rips_grid(tda_ctx *ctx, tda_grid *out,
                                            const tda_distances *d,
                                            const tda_cloud *function,
                                            const tda_index *resolution,
                                            const tda_function_rips_opts *opts)
{
    return grid_regular(ctx, out, NULL, d, function, resolution, opts);
}
