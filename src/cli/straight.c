/* SPDX-License-Identifier: GPL-3.0-or-later */
/* straight.c - Function-Rips and degree-Rips straight from the points: no complex is ever built.
 *
 * What is computed is the same, but for the numbers of points that no complex could hold. Where the
 * points do not do, these functions go by the complex, so that commands need not ask which it is. */
#include "cli/source.h"

static tda_function_rips_opts straight_opts(const cli_session *s, const cli_source *src)
{
    tda_function_rips_opts opts = TDA_FUNCTION_RIPS_OPTS_INIT;
    opts.threshold = src->threshold;
    opts.scale = (tda_scale)s->o->scale;
    opts.grid = s->o->grid_axes ? &src->grid : NULL;
    return opts;
}

/* The regular grid of --grid. */
static int straight_grid(cli_session *s, cli_source *src)
{
    const cli_options *o = s->o;
    tda_function_rips_opts opts = straight_opts(s, src);
    tda_index resolution[2];
    if (o->grid_axes == 0)
        return CLI_DONE;
    if (o->grid_axes > 2)
        return cli_usage(o->command, "--grid has %d resolutions for 2 parameters",
                         o->grid_axes);
    for (int i = 0; i < 2; i++)
        resolution[i] = o->grid[o->grid_axes == 1 ? 0 : i];
    opts.grid = NULL;
    tda_status st =
        src->input.kind == TDA_KIND_CLOUD
            ? tda_cloud_function_rips_grid(s->ctx, &src->grid, &src->points,
                                           &src->function, resolution, &opts)
            : tda_distances_function_rips_grid(s->ctx, &src->grid, &src->input.distances,
                                               &src->function, resolution, &opts);
    return cli_check(s, st, src->name);
}

/* Do slices by degree do, for degree-Rips? They give Hilbert measures on all grades alone. */
static bool slices_do(const cli_session *s, const cli_source *src)
{
    const cli_options *o = s->o;
    return src->filtration == CLI_DEGREE_RIPS && o->ks > 0 && o->grid_axes == 0 &&
           o->command == &cli_signed_barcode && o->invariant == CLI_HILBERT;
}

static tda_status degree_rips(cli_session *s, const cli_source *src, tda_measure *out,
                              int first, int last)
{
    const cli_options *o = s->o;
    tda_rips_opts opts = TDA_RIPS_OPTS_INIT;
    opts.threshold = src->threshold;
    opts.scale = (tda_scale)o->scale;
    return src->input.kind == TDA_KIND_CLOUD
               ? tda_cloud_degree_rips_measure(s->ctx, out, &src->points, o->k, o->ks,
                                               o->normalised, first, last, &opts)
               : tda_distances_degree_rips_measure(s->ctx, out, &src->input.distances,
                                                   o->k, o->ks, o->normalised, first,
                                                   last, &opts);
}

/* May edges leave the complex, and is that worth while? Grids and boxes are of all grades, and Euler
 * measures count all cells; expanding what a collapse leaves takes no longer than to expand everything, from
 * triangles on. */
static bool collapse_does(const cli_session *s, const cli_source *src)
{
    const cli_options *o = s->o;
    bool euler = o->command == &cli_signed_barcode && o->invariant == CLI_EULER;
    return src->filtration == CLI_FUNCTION_RIPS && o->collapse != TDA_CHOICE_NO &&
           o->grid_axes == 0 && !euler &&
           !(o->command == &cli_module && src->functions > 1) &&
           cli_source_points_opts(s, src).max_dimension > o->last &&
           (o->last > 0 || o->collapse == TDA_CHOICE_YES);
}

int cli_source_build(cli_session *s, cli_source *src, bool points, tda_complex **out)
{
    int code;
    bool regular = s->o->grid_axes == 0 || s->o->grid_kind == CLI_REGULAR;
    src->straight =
        points &&
        ((src->filtration == CLI_FUNCTION_RIPS && regular && src->functions == 1) ||
         slices_do(s, src));
    if (src->straight) {
        code = cli_source_axes(s, src, out);
        return code == CLI_DONE ? straight_grid(s, src) : code;
    }
    src->collapse = collapse_does(s, src);
    code = cli_source_complex(s, src, out);
    return code == CLI_DONE ? cli_source_squeeze(s, src, out, &src->grid) : code;
}

tda_status cli_source_hilbert(cli_session *s, const cli_source *src,
                              const tda_complex *complex, tda_measure *out, int first,
                              int last)
{
    tda_function_rips_opts opts = straight_opts(s, src);
    if (!src->straight)
        return tda_complex_hilbert_measure(s->ctx, out, complex, first, last, NULL);
    if (src->filtration == CLI_DEGREE_RIPS)
        return degree_rips(s, src, out, first, last);
    return src->input.kind == TDA_KIND_CLOUD
               ? tda_cloud_function_rips_measure(s->ctx, out, &src->points,
                                                 &src->function, first, last, &opts)
               : tda_distances_function_rips_measure(s->ctx, out, &src->input.distances,
                                                     &src->function, first, last, &opts);
}

tda_status cli_source_presentation(cli_session *s, const cli_source *src,
                                   const tda_complex *complex, tda_presentation **out,
                                   int degree)
{
    tda_function_rips_opts opts = straight_opts(s, src);
    if (!src->straight)
        return tda_complex_presentation(s->ctx, out, complex, degree, NULL);
    return src->input.kind == TDA_KIND_CLOUD
               ? tda_cloud_function_rips_presentation(s->ctx, out, &src->points,
                                                      &src->function, degree, &opts)
               : tda_distances_function_rips_presentation(
                     s->ctx, out, &src->input.distances, &src->function, degree, &opts);
}

tda_status cli_source_module(cli_session *s, const cli_source *src,
                             const tda_complex *complex, tda_module *out, int degree,
                             const tda_module_opts *opts)
{
    tda_presentation *p = NULL;
    if (tda_complex_cells(complex)->params > 2)
        return tda_complex_module(s->ctx, out, complex, degree, opts);
    tda_status st = cli_source_presentation(s, src, complex, &p, degree);
    if (st == TDA_OK)
        st = tda_presentation_module(s->ctx, out, p, opts);
    tda_presentation_free(p);
    return st;
}
