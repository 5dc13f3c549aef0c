/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagram.c - From a source to its diagram, by the engine for its filtration: Rips complexes and
 * images by their own, all else as a complex that is built and reduced. */
#include "cli/source.h"
#include <string.h>

int cli_source_parameter(const cli_session *s, const cli_source *src, int params,
                         int *param)
{
    int wanted = s->o->parameter;
    bool mesh =
        src->input.kind == TDA_KIND_COMPLEX; /* whose functions are all there is */
    *param = src->filtration == CLI_LOWER_STAR ? !mesh : wanted ? wanted - 1 : 0;
    if (src->filtration != CLI_COMPLEX || (params == 1 && wanted <= 1))
        return CLI_DONE;
    if (wanted > params)
        return cli_usage(s->o->command, "%s has %d parameter%s, and no parameter %d",
                         src->name, params, params == 1 ? "" : "s", wanted);
    if (!wanted)
        return cli_usage(
            s->o->command,
            "%s has %d parameters: give --parameter to sweep one of them, or "
            "use tda signed-barcode",
            src->name, params);
    return CLI_DONE;
}

static int need_function(const cli_session *s, const cli_source *src)
{
    const char *name = cli_filtration_name(src->filtration);
    bool needs = src->filtration == CLI_LOWER_STAR ||
                 src->filtration == CLI_WEIGHTED_ALPHA ||
                 src->filtration == CLI_WEIGHTED_PERIODIC_ALPHA;
    if (!needs || src->functions == 1)
        return CLI_DONE;
    if (src->functions)
        return cli_usage(s->o->command, "%s takes one function, not %d", name,
                         src->functions);
    return cli_usage(s->o->command,
                     "%s takes a function, and %s has none: give --function", name,
                     src->name);
}

int cli_source_one_function(cli_session *s, cli_source *src)
{
    int code = cli_source_functions(s, src, true);
    return code == CLI_DONE ? need_function(s, src) : code;
}

static void name_scale(const cli_session *s, cli_source *src)
{
    static const char *const scale[] = {"diameter", "radius", "squared radius"};
    static const char *const unit[] = {"same as input", "same as input", "input squared"};
    snprintf(src->axis, sizeof src->axis, "%s", scale[s->o->scale]);
    snprintf(src->axis_unit, sizeof src->axis_unit, "%s", unit[s->o->scale]);
}

/* A Rips complex is not built. */
static int reduce_rips(cli_session *s, cli_source *src, tda_diagram *out,
                       tda_chains *chains)
{
    const cli_options *o = s->o;
    tda_rips_opts opts = TDA_RIPS_OPTS_INIT;
    tda_status st;
    opts.max_degree = o->last;
    opts.field = o->field;
    opts.threshold = src->threshold;
    opts.scale = (tda_scale)o->scale;
    opts.cocycles = o->cocycles;
    name_scale(s, src);
    if (src->filtration == CLI_SPARSE_RIPS)
        opts.sparse = o->epsilon;
    if (o->births && src->functions != 1)
        return cli_usage(o->command, "%s has no diagonal to take births from", src->name);
    if (o->births)
        opts.births = src->function.at;
    st = src->input.kind == TDA_KIND_CLOUD
             ? tda_cloud_rips_diagram(s->ctx, out, chains, &src->points, &opts)
             : tda_distances_rips_diagram(s->ctx, out, chains, &src->input.distances,
                                          &opts);
    return cli_check(s, st, src->name);
}

/* Points in three dimensions at most: no complex is made of the triangulation. */
static int reduce_alpha(cli_session *s, cli_source *src, tda_diagram *out)
{
    const cli_options *o = s->o;
    tda_alpha_opts opts = TDA_ALPHA_OPTS_INIT;
    opts.threshold = src->threshold;
    opts.scale = (tda_scale)o->scale;
    if (cli_given(o, "max-degree"))
        opts.max_degree = o->last;
    name_scale(s, src);
    tda_status st = tda_cloud_alpha_diagram(s->ctx, out, &src->points, &opts);
    return cli_check(s, st, src->name);
}

/* An image, straight from its pixels. */
static int reduce_image(cli_session *s, cli_source *src, tda_diagram *out)
{
    const cli_options *o = s->o;
    tda_image_diagram_opts opts = TDA_IMAGE_DIAGRAM_OPTS_INIT;
    int code = cli_source_image(s, src);
    if (code != CLI_DONE)
        return code;
    opts.construction = (tda_construction)o->construction;
    if (cli_given(o, "max-degree"))
        opts.max_degree = o->last < TDA_IMAGE_AXES ? o->last : TDA_IMAGE_AXES;
    for (int i = 0; i < TDA_IMAGE_AXES; i++) {
        opts.periodic[i] = o->periodic[i] || src->input.periodic[i];
        if (o->periodic[i] && i >= src->input.image.axes)
            return cli_usage(o->command, "%s has %d axes, and no axis %d", src->name,
                             src->input.image.axes, i + 1);
    }
    tda_status st = tda_image_diagram(s->ctx, out, &src->input.image, &opts);
    return cli_check(s, st, src->name);
}

/* The bars of a sequence; of a long one each degree that there is. */
static int reduce_zigzag(cli_session *s, cli_source *src, tda_diagram *out)
{
    const tda_zigzag *z = &src->zigzag;
    snprintf(src->axis, sizeof src->axis, "step");
    tda_status st = tda_complex_zigzag_diagram(s->ctx, out, z->complex, z->steps, z->cell,
                                               z->removal);
    return cli_check(s, st, src->name);
}

static int reduce(cli_session *s, cli_source *src, tda_diagram *out, tda_chains *chains)
{
    tda_reduction_opts opts = TDA_REDUCTION_OPTS_INIT;
    int param, code = cli_source_complex(s, src, &src->swept);
    const tda_complex *complex = src->swept;
    if (code == CLI_DONE)
        code = cli_source_parameter(s, src, tda_complex_cells(complex)->params, &param);
    if (code != CLI_DONE)
        return code;
    opts.engine = (tda_engine)s->o->engine;
    opts.cocycles = s->o->cocycles;
    bool cut_off = src->filtration == CLI_RIPS || src->filtration == CLI_CECH ||
                   src->filtration == CLI_WITNESS ||
                   src->filtration == CLI_STRONG_WITNESS;
    if (cli_given(s->o, "max-degree") || cut_off)
        opts.max_degree = s->o->last;
    tda_status st = tda_complex_diagram(s->ctx, out, chains, complex, param, &opts);
    if (st != TDA_OK)
        return cli_fail(s, st, src->name);
    snprintf(src->axis, sizeof src->axis, "%s", tda_complex_axis_name(complex, param));
    snprintf(src->axis_unit, sizeof src->axis_unit, "%s",
             tda_complex_axis_unit(complex, param));
    return CLI_DONE;
}

/* By the engine that needs no complex, unless it has no answer to what is asked. */
static int by_filtration(cli_session *s, cli_source *src, tda_diagram *out,
                         tda_chains *chains)
{
    const cli_options *o = s->o;
    bool direct = o->engine == TDA_ENGINE_AUTO;
    if (src->filtration == CLI_ZIGZAG)
        return reduce_zigzag(s, src, out);
    if (src->filtration == CLI_RIPS && direct)
        return reduce_rips(s, src, out, chains);
    if (src->filtration == CLI_SPARSE_RIPS && direct)
        return reduce_rips(s, src, out, chains);
    if (src->filtration == CLI_ALPHA && direct && !chains && src->points.dimension <= 3)
        return reduce_alpha(s, src, out);
    if (src->filtration == CLI_CUBICAL && direct && !chains)
        return reduce_image(s, src, out);
    for (int i = 0; i < TDA_IMAGE_AXES; i++)
        if (src->input.periodic[i])
            return cli_usage(o->command, "%s has periodic axes, which --%s cannot take",
                             src->name, chains ? "cycles" : "engine");
    if (src->filtration == CLI_SPARSE_RIPS)
        return cli_usage(o->command, "sparse-rips and --engine do not go together");
    if (o->births)
        return cli_usage(o->command, "--births and --engine do not go together");
    if (o->field != 2)
        return cli_usage(o->command, "--field %d and --engine do not go together",
                         o->field);
    if (cli_given(o, "periodic"))
        return cli_usage(o->command, "--periodic and --%s do not go together",
                         chains ? "cycles" : "engine");
    return reduce(s, src, out, chains);
}

int cli_source_diagram(cli_session *s, cli_source *src, tda_diagram *out,
                       tda_chains *chains)
{
    int code = cli_source_one_function(s, src);
    if (code == CLI_DONE)
        code = by_filtration(s, src, out, s->o->cycles ? chains : NULL);
    if (code != CLI_DONE)
        return code;
    char sizes[256] = "no bars";
    for (int k = 0, length = 0; k < out->degrees && length < 200; k++)
        length += snprintf(sizes + length, sizeof sizes - (size_t)length,
                           "%sdegree %d: %lld bars", k ? ", " : "", k,
                           (long long)(out->start[k + 1] - out->start[k]));
    cli_say(s, "diagram, %s", sizes);
    return CLI_DONE;
}
