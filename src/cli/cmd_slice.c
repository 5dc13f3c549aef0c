/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_slice.c - tda slice: the barcode of a filtration of several parameters along a line; of
 * many lines, lines.c. */
#include "cli/lines.h"
#include "cli/option.h"
#include "cli/source.h"
#include <stdlib.h>
#include <string.h>

static const char *const plots[] = {"barcode", "diagram", NULL};

static const cli_row options[] = {
    {.name = "line",
     .letter = 'l',
     .argument = "B1,B2,V1,V2",
     .heading = CLI_RESULT,
     .set = cli_set_line,
     .help = "The line from the grade (B1, B2) by (V1, V2) for each unit: as many "
             "numbers for the base and for the direction as there are parameters, the "
             "direction not negative. Must be given, or one of the next two."},
    {.name = "lines",
     .argument = "FILE",
     .heading = CLI_RESULT,
     .set = cli_set_text,
     .field = AT(lines),
     .help = "Slice along many lines, one a row of a table: base and direction as with "
             "--line, or for two parameters angle and offset as RIVET has them, the "
             "angle from 0 to 90 degrees, the offset how far the line passes above the "
             "origin or, negative, below."},
    {.name = "sweep",
     .argument = "N,M",
     .heading = CLI_RESULT,
     .set = cli_set_sweep,
     .help = "Slice along lines of N angles and for each M offsets, equally spaced "
             "across the box of all grades and in units of it, there and back."},
    {.name = "vines",
     .heading = CLI_RESULT,
     .set = cli_set_flag,
     .field = AT(vines),
     .help = "Tell which bars of the lines are the same, followed from each line to the "
             "next: one more column, and a band for each in pictures."},
    {.name = "max-degree",
     .letter = 'd',
     .argument = "K",
     .heading = CLI_RESULT,
     .set = cli_set_int,
     .most = CLI_DEGREES - 1,
     .expected = "a degree from 0 to 63",
     .field = AT(last),
     .help = "Homology up to degree K. Default: 1."},
    {.name = "plot",
     .argument = "KIND",
     .heading = CLI_RESULT,
     .set = cli_set_choice,
     .choice = plots,
     .field = AT(plot),
     .help = "Draw the bars alone: barcode, a line a bar; or diagram, a point a bar. "
             "Default: with two parameters the line and its bars over the Hilbert "
             "function and the Betti numbers, degree by degree, and the barcode beside "
             "it."},
    CLI_ROWS_END,
};

typedef struct result {
    const tda_complex *complex;
    tda_presentation *presentation[CLI_DEGREES]; /* NULL where none was needed yet */
    tda_diagram part[CLI_DEGREES]; /* of each presentation: only the bars of its degree */
    tda_diagram diagram;           /* all degrees */
    tda_index *columns; /* of the diagram, where it was put together of parts */
} result;

static void result_clear(result *r)
{
    for (int k = 0; k < CLI_DEGREES; k++) {
        tda_presentation_free(r->presentation[k]);
        tda_diagram_clear(&r->part[k]);
    }
    if (!r->columns)
        tda_diagram_clear(&r->diagram);
    free(r->columns);
}

/* Move the complex onto the line and reduce it. */
static tda_status by_complex(cli_session *s, result *r)
{
    const cli_options *o = s->o;
    tda_complex *pushed = NULL;
    tda_reduction_opts opts = TDA_REDUCTION_OPTS_INIT;
    int params = tda_complex_cells(r->complex)->params;
    opts.max_degree = o->last;
    tda_status st =
        tda_complex_push(s->ctx, &pushed, r->complex, o->line, o->line + params);
    if (st == TDA_OK)
        st = tda_complex_diagram(s->ctx, &r->diagram, NULL, pushed, 0, &opts);
    tda_complex_free(pushed);
    return st;
}

static tda_status present(cli_session *s, const cli_source *src, result *r, int k)
{
    return r->presentation[k]
               ? TDA_OK
               : cli_source_presentation(s, src, r->complex, &r->presentation[k], k);
}

/* One diagram of the bars of all degrees, each from the part that has it. */
static int put_together(cli_session *s, result *r)
{
    int degrees = s->o->last + 1;
    tda_index bars = 0;
    for (int k = 0; k < degrees; k++)
        bars += r->part[k].start[k + 1] - r->part[k].start[k];
    int code =
        cli_alloc(s, &r->columns, degrees + 1 + 5 * bars, sizeof *r->columns, "the bars");
    if (code != CLI_DONE)
        return code;
    tda_index *at = r->columns + degrees + 1;
    tda_diagram d = {.degrees = degrees,
                     .start = r->columns,
                     .birth = (double *)at,
                     .death = (double *)(at + bars),
                     .birth_cell = at + 2 * bars,
                     .death_cell = at + 3 * bars,
                     .cut = (bool *)(at + 4 * bars),
                     .cells = r->part[0].cells,
                     .record = r->part[0].record};
    d.start[0] = 0;
    for (int k = 0; k < degrees; k++) {
        const tda_diagram *p = &r->part[k];
        tda_index from = p->start[k], n = p->start[k + 1] - from, to = d.start[k];
        for (tda_index i = 0; i < n; i++) {
            d.birth[to + i] = p->birth[from + i];
            d.death[to + i] = p->death[from + i];
            d.birth_cell[to + i] = p->birth_cell[from + i];
            d.death_cell[to + i] = p->death_cell[from + i];
            d.cut[to + i] = p->cut[from + i];
        }
        d.start[k + 1] = to + n;
    }
    r->diagram = d;
    return CLI_DONE;
}

static int slice(cli_session *s, cli_source *src, result *r)
{
    const cli_options *o = s->o;
    int params = tda_complex_cells(r->complex)->params, code = CLI_DONE;
    tda_status st = TDA_OK;
    if (o->line_numbers != 2 * params)
        return cli_usage(o->command, "--line has %d numbers; %s has %d parameters, so %d",
                         o->line_numbers, src->name, params, 2 * params);
    if (!src->straight)
        st = by_complex(s, r);
    for (int k = 0; src->straight && st == TDA_OK && k <= o->last; k++) {
        st = present(s, src, r, k);
        if (st == TDA_OK)
            st = tda_presentation_slices(s->ctx, &r->part[k], r->presentation[k], 1,
                                         o->line, o->line + params);
    }
    if (st != TDA_OK)
        return cli_fail(s, st, src->name);
    if (src->straight)
        code = put_together(s, r);
    if (code != CLI_DONE)
        return code;
    snprintf(src->axis, sizeof src->axis, "along the line");
    src->axis_unit[0] = '\0';
    cli_say(s, "%lld bars along the line",
            (long long)r->diagram.start[r->diagram.degrees]);
    return CLI_DONE;
}

/* The picture of the plane with the line and its bars, degree by degree. */
static tda_status draw_plane(cli_session *s, const cli_source *src, result *r,
                             tda_bytes *out)
{
    const cli_options *o = s->o;
    int degrees = o->last + 1, degree[CLI_DEGREES];
    tda_measure betti[3 * CLI_DEGREES] = {{0}};
    tda_diagram bars[CLI_DEGREES];
    tda_status st = TDA_OK;
    for (int k = 0; k < degrees && st == TDA_OK; k++) {
        degree[k] = k;
        bars[k] = r->diagram;
        st = present(s, src, r, k);
        if (st == TDA_OK)
            st = tda_presentation_betti(s->ctx, &betti[3 * k], r->presentation[k]);
    }
    tda_fibres f = {2, 1, o->line, o->line + 2, degrees, degree, bars, NULL, betti};
    tda_draw_opts draw = TDA_DRAW_OPTS_INIT;
    draw.width = CLI_PLANE_WIDTH;
    draw.height = CLI_PLANE_HEIGHT;
    draw.title = o->title;
    if (st == TDA_OK)
        st = tda_fibres_svg(s->ctx, out, &f, r->complex, &draw);
    for (int k = 0; k < 3 * degrees; k++)
        tda_measure_clear(&betti[k]);
    return st;
}

static int render(cli_session *s, const cli_source *src, const void *arg,
                  const char *path, tda_bytes *out)
{
    result *r = *(result *const *)arg;
    bool plane = path && strcmp(cli_ending(path), ".svg") == 0 &&
                 !cli_given(s->o, "plot") && tda_complex_cells(r->complex)->params == 2;
    return plane ? cli_rendered(s, draw_plane(s, src, r, out), path)
                 : cli_diagram_render(s, src, &r->diagram, path, out);
}

static int run(cli_session *s, cli_source *src)
{
    static result r;
    result *keep = &r; /* pictures ask for presentations when they are drawn */
    tda_complex *complex = NULL;
    bool many = !cli_given(s->o, "line");
    int code = cli_outputs_check(s, many ? cli_lines_endings : cli_diagram_endings);
    if (code == CLI_DONE)
        code = cli_source_prepare(s, src);
    if (code == CLI_DONE)
        code = cli_source_build(s, src, s->o->last <= 1, &complex);
    r.complex = complex;
    if (code == CLI_DONE)
        code = many ? cli_lines(s, src, complex) : slice(s, src, &r);
    if (code == CLI_DONE && !many)
        code = cli_outputs_write(s, src, NULL, render, &keep);
    result_clear(&r);
    tda_complex_free(complex);
    return code;
}

static int slice_command(const cli_options *given)
{
    cli_options o = *given;
    if (!cli_given(&o, "max-degree"))
        o.last = 1;
    int families =
        cli_given(&o, "line") + cli_given(&o, "lines") + cli_given(&o, "sweep");
    if (families != 1)
        return cli_usage(o.command, families ? "give one of --line, --lines and --sweep"
                                             : "give --line B1,B2,V1,V2");
    if (cli_given(&o, "line") && o.vines)
        return cli_usage(o.command,
                         "--vines follows bars from line to line: give --lines "
                         "or --sweep");
    if (!cli_given(&o, "line") && cli_given(&o, "plot"))
        return cli_usage(o.command, "--plot is for a single --line");
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
    "  line,degree,birth,death,birth_cell,death_cell,cut\n"
    "      with --lines and --sweep, lines from 0; one more column, vine, with --vines\n"
    "\n"
    "Examples\n"
    "  tda slice --line 0,0,1,1 complex.scc\n"
    "      along the diagonal\n"
    "  tda slice --function kde:0.3 --line 0,-0.1,1,0 -o row.svg points.csv\n"
    "      a picture, of the points with a density of 0.1 at least\n"
    "  tda slice --function knn:5 --sweep 1,100 --vines -o vines.svg points.csv\n"
    "      a hundred parallel lines, and how the bars move from one to the next\n";

const cli_command cli_slice = {
    .name = "slice",
    .groups = CLI_TAKES_HELP | CLI_TAKES_RUN | CLI_TAKES_INPUT | CLI_TAKES_BUILD |
              CLI_TAKES_SEVERAL | CLI_TAKES_COLLAPSE | CLI_TAKES_DIAGRAM,
    .options = options,
    .usage = "slice [OPTIONS] --line B1,B2,V1,V2 INPUT",
    .summary = "barcodes along lines through a two-parameter filtration",
    .about = about,
    .after = after,
    .run = slice_command,
};
