/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagram.c - From a source to its diagram, by the engine for its filtration: Rips complexes and
 * images by their own, all else as a complex that is built and reduced. */
#include "cli/source.h"
#include <string.h>

/* Which parameter of the complex is swept? */
static int choose_parameter(const cli_session *s, const cli_source *src, int params,
                            int *param)
{
    int wanted = s->o->parameter;
    *param = src->filtration == CLI_LOWER_STAR ? 1 : wanted ? wanted - 1 : 0;
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
    if (src->filtration != CLI_LOWER_STAR || src->functions == 1)
        return CLI_DONE;
    if (src->functions)
        return cli_usage(s->o->command, "lower-star sweeps one function, not %d",
                         src->functions);
    return cli_usage(s->o->command,
                     "lower-star sweeps a function, and %s has none: give --function",
                     src->name);
}

/* Rips complexes are never built. */
static int reduce_rips(cli_session *s, cli_source *src, tda_diagram *out)
{
    static const char *const scale[] = {"diameter", "radius", "squared radius"};
    static const char *const unit[] = {"same as input", "same as input", "input squared"};
    const cli_options *o = s->o;
    tda_rips_opts opts = TDA_RIPS_OPTS_INIT;
    tda_status st;
    opts.max_degree = o->last;
    opts.field = o->field;
    opts.threshold = src->threshold;
    opts.scale = (tda_scale)o->scale;
    snprintf(src->axis, sizeof src->axis, "%s", scale[o->scale]);
    snprintf(src->axis_unit, sizeof src->axis_unit, "%s", unit[o->scale]);
    if (src->input.kind == TDA_KIND_CLOUD)
        st = tda_cloud_rips_diagram(s->ctx, out, &src->points, &opts);
    else
        st = tda_distances_rips_diagram(s->ctx, out, &src->input.distances, &opts);
    return st == TDA_OK ? CLI_DONE : cli_fail(s, st, src->name);
}

static int reduce(cli_session *s, cli_source *src, tda_diagram *out)
{
    tda_complex *complex = NULL;
    int param, code = cli_source_complex(s, src, &complex);
    if (code == CLI_DONE)
        code = choose_parameter(s, src, tda_complex_cells(complex)->params, &param);
    if (code == CLI_DONE) {
        tda_status st = tda_complex_diagram(s->ctx, out, NULL, complex, param, NULL);
        code = st == TDA_OK ? CLI_DONE : cli_fail(s, st, src->name);
    }
    if (code == CLI_DONE) {
        snprintf(src->axis, sizeof src->axis, "%s",
                 tda_complex_axis_name(complex, param));
        snprintf(src->axis_unit, sizeof src->axis_unit, "%s",
                 tda_complex_axis_unit(complex, param));
    }
    tda_complex_free(complex);
    return code;
}

/* Leave out the degrees past the last one asked for. */
static void cut_degrees(const cli_session *s, tda_diagram *d)
{
    if (cli_given(s->o, "max-degree") && d->degrees > s->o->last + 1)
        d->degrees = s->o->last + 1;
}

int cli_source_diagram(cli_session *s, cli_source *src, tda_diagram *out)
{
    int code = cli_source_functions(s, src, true);
    if (code == CLI_DONE)
        code = need_function(s, src);
    if (code == CLI_DONE)
        code =
            src->filtration == CLI_RIPS ? reduce_rips(s, src, out) : reduce(s, src, out);
    if (code != CLI_DONE)
        return code;
    cut_degrees(s, out);
    char sizes[256] = "no bars";
    for (int k = 0, length = 0; k < out->degrees && length < 200; k++)
        length += snprintf(sizes + length, sizeof sizes - (size_t)length,
                           "%sdegree %d: %lld bars", k ? ", " : "", k,
                           (long long)(out->start[k + 1] - out->start[k]));
    cli_say(s, "diagram, %s", sizes);
    return CLI_DONE;
}
