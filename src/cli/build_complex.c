/* SPDX-License-Identifier: GPL-3.0-or-later */
/* build_complex.c - The complex of a source, with its axes named.
 *
 * The first parameter is the scale, the functions follow. Points may do without a function here;
 * commands that need one ask for it. */
#include "cli/source.h"
#include <stdlib.h>
#include <string.h>

static const char *const scale[] = {"diameter", "radius", "squared radius"};
static const char *const unit[] = {"same as input", "same as input", "input squared"};

void cli_name_scale(const cli_session *s, tda_complex *complex)
{
    tda_complex_set_axis(complex, 0, scale[s->o->scale], unit[s->o->scale]);
}

/* A lower-star filtration of as many parameters as functions. */
static bool functions_alone(const cli_session *s, const cli_source *src)
{
    return src->filtration == CLI_LOWER_STAR &&
           (s->o->command->groups & CLI_TAKES_SEVERAL) != 0;
}

static void name_axes(const cli_session *s, const cli_source *src, tda_complex *complex)
{
    const char *label = src->input.label[1]; /* a RIVET file's second axis is its scale */
    const char *name =
        *label && s->o->scale == TDA_SCALE_DIAMETER ? label : scale[s->o->scale];
    bool mesh = src->input.kind == TDA_KIND_COMPLEX || /* then there is no scale */
                functions_alone(s, src);
    if (!mesh)
        tda_complex_set_axis(complex, 0, name, unit[s->o->scale]);
    for (int i = 0; i < src->functions && i + !mesh < tda_complex_cells(complex)->params;
         i++)
        tda_complex_set_axis(complex, i + !mesh, src->label[i], src->unit[i]);
}

int cli_image_pack(const cli_session *s, const tda_image *image, double **out,
                   tda_index *pixels)
{
    tda_index at[TDA_IMAGE_AXES] = {0}, n = 1;
    double *value;
    for (int i = 0; i < image->axes; i++)
        n *= image->shape[i];
    int code =
        cli_alloc(s, &value, n * image->channels, sizeof *value, "a copy of the image");
    if (code != CLI_DONE)
        return code;
    for (tda_index p = 0; p < n; p++) {
        tda_index from = 0;
        for (int i = 0; i < image->axes; i++)
            from += at[i] * image->stride[i];
        for (int c = 0; c < image->channels; c++)
            value[p * image->channels + c] = image->at[from + c * image->channel_stride];
        for (int i = image->axes - 1; i >= 0 && ++at[i] == image->shape[i]; i--)
            at[i] = 0;
    }
    *out = value;
    *pixels = n;
    return CLI_DONE;
}

static int negate_image(cli_session *s, cli_source *src)
{
    tda_image *image = &src->input.image;
    tda_index pixels, stride = image->channels;
    double *value;
    int code = cli_image_pack(s, image, &value, &pixels);
    if (code != CLI_DONE)
        return code;
    for (tda_index i = 0; i < pixels * image->channels; i++)
        value[i] = 0 - value[i];
    src->own[2] = value;
    image->at = value;
    image->channel_stride = 1;
    for (int i = image->axes - 1; i >= 0; i--) {
        image->stride[i] = stride;
        stride *= image->shape[i];
    }
    return CLI_DONE;
}

int cli_source_image(cli_session *s, cli_source *src)
{
    return s->o->reverse ? negate_image(s, src) : CLI_DONE;
}

static int degree_rips(cli_session *s, const cli_source *src, tda_complex **out)
{
    const cli_options *o = s->o;
    tda_points_opts opts = cli_source_points_opts(s, src);
    if (o->ks == 0)
        return cli_usage(o->command, "degree-rips needs its degrees: give --ks, for "
                                     "example --ks 1-10");
    tda_status st = src->input.kind == TDA_KIND_CLOUD
                        ? tda_cloud_degree_rips(s->ctx, out, &src->points, o->k, o->ks,
                                                o->normalised, &opts)
                        : tda_distances_degree_rips(s->ctx, out, &src->input.distances,
                                                    o->k, o->ks, o->normalised, &opts);
    if (st == TDA_OK)
        cli_name_scale(s, *out);
    return cli_check(s, st, src->name);
}

int cli_source_complex(cli_session *s, cli_source *src, tda_complex **out)
{
    bool scale_only = src->filtration == CLI_RIPS || src->filtration == CLI_ALPHA;
    const tda_cloud *function = src->functions > 0 && !scale_only ? &src->function : NULL;
    bool alpha = src->filtration == CLI_ALPHA_LOWER_STAR ||
                 src->filtration == CLI_ALPHA ||
                 (src->filtration == CLI_LOWER_STAR && src->input.kind == TDA_KIND_CLOUD);
    tda_points_opts opts = cli_source_points_opts(s, src);
    tda_input *in = &src->input;
    tda_complex *complex = NULL;
    tda_status st = TDA_OK;
    int code = CLI_DONE;
    switch (src->filtration) {
    case CLI_ALPHA_LOWER_STAR:
    case CLI_ALPHA:
    case CLI_FUNCTION_RIPS:
    case CLI_RIPS:
    case CLI_LOWER_STAR:
        if (in->kind == TDA_KIND_COMPLEX)
            st = tda_complex_lower_star(s->ctx, &complex, in->complex, function);
        else if (alpha)
            st = tda_cloud_alpha(s->ctx, &complex, &src->points, function, &opts);
        else if (in->kind == TDA_KIND_CLOUD)
            st = tda_cloud_function_rips(s->ctx, &complex, &src->points, function, &opts);
        else
            st = tda_distances_function_rips(s->ctx, &complex, &in->distances, function,
                                             &opts);
        if (st == TDA_OK && functions_alone(s, src) && in->kind != TDA_KIND_COMPLEX) {
            tda_complex *scaled = complex;
            st = tda_complex_lower_star(s->ctx, &complex, scaled, function);
            tda_complex_free(scaled);
        }
        break;
    case CLI_FUNCTION_DELAUNAY:
        if (src->functions != 1)
            return cli_usage(s->o->command,
                             "function-delaunay takes one function, not %d",
                             src->functions);
        st = tda_cloud_function_delaunay(s->ctx, &complex, &src->points, function, &opts);
        break;
    case CLI_DEGREE_RIPS: code = degree_rips(s, src, &complex); break;
    case CLI_CUBICAL:
        code = cli_source_image(s, src);
        if (code == CLI_DONE)
            st = tda_image_cubical(s->ctx, &complex, &in->image,
                                   (tda_construction)s->o->construction);
        break;
    case CLI_COMPLEX:
        complex = in->complex;
        in->complex = NULL;
        break;
    case CLI_ZIGZAG:
    case CLI_SPARSE_RIPS: /* has an engine of its own alone */
    case CLI_FILTRATIONS: break;
    case CLI_CECH:
    case CLI_DELAUNAY_CECH:
        code = cli_source_points_complex(s, src, &complex);
        if (code == CLI_DONE)
            name_axes(s, src, complex);
        break;
    case CLI_DELAUNAY_CORE:
    case CLI_MULTICOVER:
    case CLI_WEIGHTED_ALPHA:
    case CLI_WITNESS:
    case CLI_PERIODIC_ALPHA:
    case CLI_WEIGHTED_PERIODIC_ALPHA:
    case CLI_STRONG_WITNESS: code = cli_source_points_complex(s, src, &complex); break;
    }
    if (code != CLI_DONE)
        return code;
    if (st != TDA_OK)
        return cli_fail(s, st, src->name);
    if (src->filtration < CLI_SPARSE_RIPS && src->filtration != CLI_CUBICAL &&
        src->filtration != CLI_COMPLEX && src->filtration != CLI_DEGREE_RIPS &&
        src->filtration != CLI_DELAUNAY_CORE && src->filtration != CLI_MULTICOVER)
        name_axes(s, src, complex);
    cli_say(s, "filtration %s%s: %lld cells, %d parameter%s",
            cli_filtration_name(src->filtration),
            s->o->filtration == CLI_BY_KIND ? " (the default for this input)" : "",
            (long long)tda_complex_cells(complex)->size,
            tda_complex_cells(complex)->params,
            tda_complex_cells(complex)->params == 1 ? "" : "s");
    *out = complex;
    return CLI_DONE;
}

int cli_source_axes(cli_session *s, const cli_source *src, tda_complex **out)
{
    tda_points_opts opts = cli_source_points_opts(s, src);
    const double nothing = 0;
    tda_cloud points = {0, 1, &nothing, NULL},
              function = {0, src->functions, &nothing, NULL};
    bool degrees = src->filtration == CLI_DEGREE_RIPS;
    tda_status st = degrees
                        ? tda_cloud_degree_rips(s->ctx, out, &points, s->o->k, s->o->ks,
                                                s->o->normalised, &opts)
                        : tda_cloud_function_rips(s->ctx, out, &points, &function, &opts);
    if (st != TDA_OK)
        return cli_fail(s, st, src->name);
    if (degrees)
        cli_name_scale(s, *out);
    else
        name_axes(s, src, *out);
    cli_say(s, "filtration %s: no complex is built",
            cli_filtration_name(src->filtration));
    return CLI_DONE;
}

int cli_source_squeeze(cli_session *s, const cli_source *src, tda_complex **complex,
                       tda_grid *out)
{
    int params = tda_complex_cells(*complex)->params;
    tda_index resolution[CLI_AXES];
    tda_complex *coarse = NULL;
    tda_grid grid = {0};
    if (s->o->grid_axes == 0)
        return CLI_DONE;
    if (params > CLI_AXES || (s->o->grid_axes > 1 && s->o->grid_axes != params))
        return cli_usage(s->o->command, "--grid has %d resolutions for %d parameters",
                         s->o->grid_axes, params);
    for (int i = 0; i < params; i++)
        resolution[i] = s->o->grid[s->o->grid_axes == 1 ? 0 : i];
    tda_status st = s->o->grid_kind == CLI_QUANTILE
                        ? tda_complex_grid_quantile(s->ctx, &grid, *complex, resolution)
                    : s->o->grid_kind == CLI_CLOSEST
                        ? tda_complex_grid_closest(s->ctx, &grid, *complex, resolution)
                        : tda_complex_grid_regular(s->ctx, &grid, *complex, resolution);
    if (st == TDA_OK)
        st = tda_complex_squeeze(s->ctx, &coarse, *complex, &grid);
    if (st != TDA_OK || !out)
        tda_grid_clear(&grid);
    if (st != TDA_OK)
        return cli_fail(s, st, src->name);
    if (out)
        *out = grid;
    tda_complex_free(*complex);
    *complex = coarse;
    cli_say(s, "grades moved up to the grid");
    return CLI_DONE;
}
