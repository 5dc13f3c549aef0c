/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_slice.c - tda slice: the barcode of a filtration of several parameters along a line. */
#include "cli/option.h"
#include "cli/source.h"

static const cli_row options[] = {
    {.name = "line",
     .letter = 'l',
     .argument = "B1,B2,V1,V2",
     .heading = CLI_RESULT,
     .set = cli_set_line,
     .help = "The line from the grade (B1, B2) by (V1, V2) for each unit: as many "
             "numbers for the base and for the direction as there are parameters, the "
             "direction not negative. Must be given."},
    {.name = "max-degree",
     .letter = 'd',
     .argument = "K",
     .heading = CLI_RESULT,
     .set = cli_set_int,
     .most = CLI_DEGREES - 1,
     .expected = "a degree from 0 to 63",
     .field = AT(last),
     .help = "Homology up to degree K. Default: 1."},
    CLI_ROWS_END,
};

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

static int run(cli_session *s, cli_source *src)
{
    tda_complex *complex = NULL;
    tda_diagram diagram = {0};
    int code = cli_outputs_check(s, cli_diagram_endings);
    if (code == CLI_DONE)
        code = cli_source_prepare(s, src);
    if (code == CLI_DONE)
        code = cli_source_complex(s, src, &complex);
    if (code == CLI_DONE)
        code = slice(s, src, complex, &diagram);
    if (code == CLI_DONE)
        code = cli_diagram_write(s, src, &diagram, NULL);
    tda_diagram_clear(&diagram);
    tda_complex_free(complex);
    return code;
}

static int slice_command(const cli_options *given)
{
    cli_options o = *given;
    if (!cli_given(&o, "max-degree"))
        o.last = 1;
    if (!cli_given(&o, "line"))
        return cli_usage(o.command, "give --line B1,B2,V1,V2");
    int code = cli_options_need_dimension(&o);
    if (code == CLI_DONE)
        code = cli_options_need_picture(&o);
    return code == CLI_DONE ? cli_with_source(&o, run) : code;
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
    .groups = CLI_TAKES_HELP | CLI_TAKES_RUN | CLI_TAKES_INPUT | CLI_TAKES_BUILD |
              CLI_TAKES_SEVERAL | CLI_TAKES_DIAGRAM,
    .options = options,
    .usage = "slice [OPTIONS] --line B1,B2,V1,V2 INPUT",
    .summary = "barcode along a line through a two-parameter filtration",
    .about = about,
    .after = after,
    .run = slice_command,
};
