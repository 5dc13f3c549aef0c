/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_slice.c - tda slice: the barcode of a filtration of several parameters along a line. */
#include "cli/source.h"
#include <string.h>

/* What the command line alone shows to be wrong. */
static int check(const cli_options *o)
{
    bool picture = false;
    if (!cli_given(o, "line"))
        return cli_usage(o->command, "give --line B1,B2,V1,V2");
    if (o->max_dimension >= 0 && o->max_dimension <= o->last)
        return cli_usage(o->command, "degree %d needs --max-dimension %d at least",
                         o->last, o->last + 1);
    for (int i = 0; i < o->outputs; i++)
        picture |= strcmp(cli_ending(o->output[i]), ".svg") == 0;
    for (int i = 0; i < 2 && !picture; i++) {
        const char *name = i ? "plot" : "title";
        if (cli_given(o, name))
            return cli_usage(o->command, "--%s needs a picture, -o FILE.svg", name);
    }
    return CLI_DONE;
}

/* Move the complex onto the line and reduce it. */
static int slice(cli_session *s, cli_source *src, const tda_complex *complex,
                 tda_diagram *out)
{
    const cli_options *o = s->o;
    tda_complex *pushed = NULL;
    tda_reduction_opts opts = TDA_REDUCTION_OPTS_INIT;
    int params = tda_complex_cells(complex)->params;
    if (o->line_numbers != 2 * params)
        return cli_usage(o->command, "--line has %d numbers; %s has %d parameters, so %d",
                         o->line_numbers, src->name, params, 2 * params);
    opts.max_degree = o->last;
    tda_status st = tda_complex_push(s->ctx, &pushed, complex, o->line, o->line + params);
    if (st == TDA_OK)
        st = tda_complex_diagram(s->ctx, out, NULL, pushed, 0, &opts);
    tda_complex_free(pushed);
    if (st != TDA_OK)
        return cli_fail(s, st, src->name);
    snprintf(src->axis, sizeof src->axis, "along the line");
    src->axis_unit[0] = '\0';
    cli_say(s, "%lld bars along the line", (long long)out->start[out->degrees]);
    return CLI_DONE;
}

static int run(cli_session *s, cli_source *src, tda_complex **complex,
               tda_diagram *diagram)
{
    static const char *const endings[] = {".csv",  ".npy",   ".npz", ".json",
                                          ".pers", ".dipha", ".svg", NULL};
    int code =
        cli_outputs_check(s, endings, ".csv, .npy, .npz, .json, .pers, .dipha or .svg");
    if (code == CLI_DONE)
        code = cli_source_prepare(s, src);
    if (code == CLI_DONE)
        code = cli_source_complex(s, src, complex);
    if (code == CLI_DONE)
        code = slice(s, src, *complex, diagram);
    return code == CLI_DONE ? cli_diagram_write(s, src, diagram, NULL) : code;
}

static int slice_command(const cli_options *given)
{
    cli_options o = *given;
    cli_session s = {0};
    cli_source src = {0};
    tda_complex *complex = NULL;
    tda_diagram diagram = {0};
    if (!cli_given(&o, "max-degree"))
        o.last = 1;
    int code = check(&o);
    if (code != CLI_DONE)
        return code;
    code = cli_session_open(&s, &o);
    if (code == CLI_DONE)
        code = run(&s, &src, &complex, &diagram);
    tda_diagram_clear(&diagram);
    tda_complex_free(complex);
    cli_source_clear(&src);
    return cli_session_close(&s, code);
}

static const char about[] =
    "Reads what signed-barcode reads, builds the same filtration, and writes its\n"
    "barcode along a line that goes up: births and deaths are counted in multiples\n"
    "of the direction from the base. INPUT - is standard input.\n";

static const char after[] =
    "Output columns (csv and npy)\n"
    "  degree,birth,death,birth_cell,death_cell,cut\n"
    "      as in `tda help barcode`\n"
    "\n"
    "Examples\n"
    "  tda slice --line 0,0,1,1 complex.scc\n"
    "      along the diagonal\n"
    "  tda slice --function kde:0.3 --line 0,-0.1,1,0 -o row.svg points.csv\n"
    "      a picture, of the points with a density of 0.1 at least\n";

const cli_command cli_slice = {
    .name = "slice",
    .bit = CLI_SLICE,
    .usage = "slice [OPTIONS] --line B1,B2,V1,V2 INPUT",
    .summary = "barcode along a line through a two-parameter filtration",
    .about = about,
    .after = after,
    .run = slice_command,
};
