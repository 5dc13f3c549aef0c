/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_barcode.c - tda barcode: the persistence of one parameter of one input.
 *
 * Read, build, reduce; then make every output in memory and only then write the first. */
#include "cli/source.h"
#include <string.h>

/* What the command line alone shows to be wrong. */
static int check(const cli_options *o)
{
    bool picture = false;
    for (int i = 0; i < o->outputs; i++)
        picture |= strcmp(cli_ending(o->output[i]), ".svg") == 0;
    for (int i = 0; i < 2 && !picture; i++) {
        const char *name = i ? "plot" : "title";
        if (cli_given(o, name))
            return cli_usage(o->command, "--%s needs a picture, -o FILE.svg", name);
    }
    if (o->cocycles && !o->cycles)
        return cli_usage(o->command, "--cocycles needs --cycles FILE");
    return CLI_DONE;
}

/* One output, in the format of its path's ending. */
static int render(cli_session *s, const cli_source *src, const tda_diagram *d,
                  const char *path, tda_bytes *out)
{
    static const struct {
        const char *ending;
        tda_status (*write)(tda_ctx *ctx, tda_bytes *out, const tda_diagram *diagram);
    } formats[] = {
        {".npy", tda_diagram_npy},     {".npz", tda_diagram_npz},
        {".json", tda_diagram_json},   {".pers", tda_diagram_pers},
        {".dipha", tda_diagram_dipha},
    };
    const char *ending = path ? cli_ending(path) : "";
    tda_status (*write)(tda_ctx *, tda_bytes *, const tda_diagram *) = tda_diagram_csv;
    tda_status st;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(ending, formats[i].ending) == 0)
            write = formats[i].write;
    if (strcmp(ending, ".svg") == 0) {
        tda_diagram_draw_opts draw = TDA_DIAGRAM_DRAW_OPTS_INIT;
        draw.title = s->o->title;
        draw.plot = (tda_plot)s->o->plot;
        if (strncmp(src->axis, "parameter ", 10) != 0)
            draw.axis = src->axis;
        draw.unit = draw.axis ? src->axis_unit : NULL;
        st = tda_diagram_svg(s->ctx, out, d, &draw);
    } else {
        st = write(s->ctx, out, d);
    }
    return st == TDA_OK ? CLI_DONE : cli_fail(s, st, path ? path : "standard output");
}

int cli_diagram_write(cli_session *s, const cli_source *src, const tda_diagram *d,
                      const tda_chains *chains)
{
    const cli_options *o = s->o;
    int outputs = o->outputs ? o->outputs : 1, code = CLI_DONE;
    tda_bytes bytes[CLI_OUTPUTS] = {{0}}, cycles = {0};
    for (int i = 0; i < outputs && code == CLI_DONE; i++)
        code = render(s, src, d, o->outputs ? o->output[i] : NULL, &bytes[i]);
    if (code == CLI_DONE && o->cycles) {
        tda_status st = tda_chains_csv(s->ctx, &cycles, chains, src->swept);
        code = st == TDA_OK ? CLI_DONE : cli_fail(s, st, o->cycles);
    }
    if (code == CLI_DONE && cli_interrupted())
        code = cli_fail(s, TDA_ECANCEL, src->name);
    for (int i = 0; i < outputs && code == CLI_DONE; i++)
        code = cli_write(s, o->outputs ? o->output[i] : NULL, &bytes[i]);
    if (code == CLI_DONE && o->cycles)
        code = cli_write(s, o->cycles, &cycles);
    for (int i = 0; i < outputs; i++)
        tda_bytes_clear(&bytes[i]);
    tda_bytes_clear(&cycles);
    return code;
}

static int run(cli_session *s, cli_source *src, tda_diagram *diagram, tda_chains *chains)
{
    static const char *const endings[] = {".csv",  ".npy",   ".npz", ".json",
                                          ".pers", ".dipha", ".svg", NULL};
    int code =
        cli_outputs_check(s, endings, ".csv, .npy, .npz, .json, .pers, .dipha or .svg");
    if (code == CLI_DONE)
        code = cli_source_read(s, src);
    if (code == CLI_DONE)
        code = cli_source_diagram(s, src, diagram, chains);
    return code == CLI_DONE ? cli_diagram_write(s, src, diagram, chains) : code;
}

static int barcode(const cli_options *given)
{
    cli_options o = *given;
    cli_session s = {0};
    cli_source src = {0};
    tda_diagram diagram = {0};
    tda_chains chains = {0};
    if (!cli_given(&o, "max-degree"))
        o.last = 1;
    int code = check(&o);
    if (code != CLI_DONE)
        return code;
    code = cli_session_open(&s, &o);
    if (code == CLI_DONE)
        code = run(&s, &src, &diagram, &chains);
    tda_chains_clear(&chains);
    tda_diagram_clear(&diagram);
    cli_source_clear(&src);
    return cli_session_close(&s, code);
}

static const char about[] =
    "Reads points, distances, an image or a filtered complex, lets it grow by one\n"
    "parameter, and writes its barcode: for each connected piece, loop and void when\n"
    "it is born and when it dies. INPUT - is standard input.\n";

static const char after[] =
    "Output columns (csv and npy)\n"
    "  degree,birth,death,birth_cell,death_cell,cut\n"
    "      bars by degree, then by birth. death is inf for what never dies; there cut\n"
    "      is 1 where only the threshold kept it alive. The cells are those that set\n"
    "      birth and death, -1 being none: cells of the complex by number from 0; with\n"
    "      rips pairs of points i >= j as i (i + 1) / 2 + j, i = j being a point; with\n"
    "      cubical pixels, the last axis running fastest.\n"
    "  bar,coefficient,cell,points\n"
    "      with --cycles: a line for each cell (rips: without its number). bar is the\n"
    "      row of the table above, from 0; points are the vertices of the cell.\n"
    "\n"
    "Exit codes\n"
    "  0 done   1 failed, also to write   2 usage   3 bad input   4 memory limit\n"
    "  130 interrupted: nothing is left half written\n"
    "\n"
    "Examples\n"
    "  tda barcode points.csv\n"
    "      pieces, loops and voids of the alpha complex, as csv\n"
    "  tda barcode --filtration rips -d 2 -t 1.5 -o bars.svg -o bars.csv points.csv\n"
    "      the Rips complex up to edges of length 1.5, drawn and as numbers\n"
    "  tda barcode --filtration rips --field 3 points.csv\n"
    "      over Z/3: a projective plane has no loop there that Z/2 sees\n"
    "  tda barcode --format lower distances.txt -o result.npz\n"
    "      for NumPy: dgm, dim, H0, H1, ...\n"
    "  tda barcode --filtration cubical image.npy --plot diagram -o image.svg\n";

const cli_command cli_barcode = {
    .name = "barcode",
    .bit = CLI_BARCODE,
    .usage = "barcode [OPTIONS] INPUT",
    .summary = "persistence barcode of one parameter",
    .about = about,
    .after = after,
    .run = barcode,
};
