/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_presentation.c - tda presentation: minimal presentations and bigraded Betti numbers. */
#include "cli/option.h"
#include "cli/source.h"
#include <string.h>

static const cli_row options[] = {
    {.name = "degree",
     .letter = 'd',
     .argument = "K|K-L",
     .heading = CLI_RESULT,
     .set = cli_set_degree,
     .help = "Homology degree K, or K to L. May be repeated. Default: 1."},
    {.name = "betti",
     .letter = 'b',
     .heading = CLI_RESULT,
     .set = cli_set_flag,
     .field = AT(betti),
     .help = "Write the bigraded Betti numbers to standard output, not the "
             "presentation."},
    {.name = "output",
     .letter = 'o',
     .argument = "FILE",
     .heading = CLI_RESULT,
     .set = cli_set_output,
     .help = "Write to FILE, in the format its ending names: .scc (scc2020) or .firep "
             "for the presentation of one degree; .json for presentations and Betti "
             "numbers; .csv or .svg for Betti numbers. May be repeated. Default: scc2020 "
             "on standard output."},
    {.name = "title",
     .argument = "TEXT",
     .heading = CLI_RESULT,
     .set = cli_set_text,
     .field = AT(title),
     .help = "Title of the picture. Default: the degree and the filtration."},
    CLI_ROWS_END,
};

typedef struct result {
    const tda_complex *complex;
    tda_presentation *presentation[CLI_DEGREES];
    tda_measure betti[3 * CLI_DEGREES];
    tda_index count;
} result;

static void result_clear(result *r)
{
    for (tda_index i = 0; i < r->count; i++)
        tda_presentation_free(r->presentation[i]);
    for (tda_index i = 0; i < 3 * r->count; i++)
        tda_measure_clear(&r->betti[i]);
}

static bool is_matrix(const char *ending)
{
    return strcmp(ending, ".scc") == 0 || strcmp(ending, ".scc2020") == 0 ||
           strcmp(ending, ".firep") == 0;
}

/* What the command line alone shows to be wrong. The degree gets its default here. */
static int check(cli_options *o)
{
    bool matrix = o->outputs == 0 && !o->betti;
    if (!cli_given(o, "degree")) {
        o->degree[1] = true;
        o->first = o->last = 1;
    }
    for (int i = 0; i < o->outputs; i++)
        matrix |= is_matrix(cli_ending(o->output[i])) ||
                  (!o->betti && strcmp(o->output[i], "-") == 0);
    if (matrix && o->first != o->last)
        return cli_usage(o->command,
                         "a file holds the presentation of one degree, not %d "
                         "to %d: write .json, or --betti",
                         o->first, o->last);
    int code = cli_options_need_dimension(o);
    return code == CLI_DONE ? cli_options_need_picture(o) : code;
}

static int present(cli_session *s, const cli_source *src, const tda_complex *complex,
                   result *r)
{
    const cli_options *o = s->o;
    for (int k = o->first; k <= o->last; k++) {
        if (!o->degree[k])
            continue;
        tda_presentation *p = NULL;
        tda_status st = cli_source_presentation(s, src, complex, &p, k);
        if (st == TDA_OK)
            st = tda_presentation_betti(s->ctx, &r->betti[3 * r->count], p);
        if (st != TDA_OK) {
            tda_presentation_free(p);
            return cli_fail(s, st, src->name);
        }
        r->presentation[r->count++] = p;
        const tda_matrix *m = tda_presentation_matrix(p);
        cli_say(s, "degree %d: %lld generators, %lld relations, %lld entries", k,
                (long long)m->rows, (long long)m->columns,
                (long long)m->start[m->columns]);
    }
    return CLI_DONE;
}

static int render(cli_session *s, const cli_source *src, const void *arg,
                  const char *path, tda_bytes *out)
{
    const result *r = arg;
    const tda_presentation *const *p = (const tda_presentation *const *)r->presentation;
    const char *ending = path ? cli_ending(path) : "";
    tda_draw_opts draw = TDA_DRAW_OPTS_INIT;
    tda_status st;
    (void)src;
    draw.title = s->o->title;
    if (strcmp(ending, ".svg") == 0)
        st = tda_betti_svg(s->ctx, out, r->betti, r->count, r->complex, &draw);
    else if (strcmp(ending, ".json") == 0)
        st = tda_presentation_json(s->ctx, out, p, r->betti, r->count, r->complex);
    else if (strcmp(ending, ".csv") == 0 || (s->o->betti && !is_matrix(ending)))
        st = tda_betti_csv(s->ctx, out, r->betti, r->count);
    else if (strcmp(ending, ".firep") == 0)
        st = tda_presentation_firep(s->ctx, out, p[0]);
    else
        st = tda_presentation_scc2020(s->ctx, out, p[0]);
    return cli_rendered(s, st, path);
}

static int run(cli_session *s, cli_source *src)
{
    static const char *const endings[] = {".scc",  ".scc2020", ".firep", ".csv",
                                          ".json", ".svg",     NULL};
    static result r;
    tda_complex *complex = NULL;
    int code = cli_outputs_check(s, endings);
    if (code == CLI_DONE)
        code = cli_source_prepare(s, src);
    if (code == CLI_DONE)
        code = cli_source_build(s, src, s->o->last <= 1, &complex);
    r.complex = complex;
    if (code == CLI_DONE)
        code = present(s, src, complex, &r);
    if (code == CLI_DONE)
        code = cli_outputs_write(s, src, NULL, render, &r);
    result_clear(&r);
    tda_complex_free(complex);
    return code;
}

static int presentation(const cli_options *given)
{
    cli_options o = *given;
    int code = check(&o);
    return code == CLI_DONE ? cli_with_source(&o, run) : code;
}

static const char about[] =
    "Reads what signed-barcode reads, builds the same filtration of two parameters\n"
    "and writes a minimal presentation of its homology: as few generators as can\n"
    "be, each at its grade, and as few relations between them. It is exact, over the\n"
    "field with two elements. The file of a presentation is read again as degree 1.\n";

static const char after[] =
    "Output\n"
    "  .scc, .firep                  relations, then generators, in colexicographic "
    "order,\n"
    "                                as programs that decompose modules want them\n"
    "  degree,betti,x1,x2,count      csv: betti 0 counts generators, 1 relations, 2 the\n"
    "                                relations of those\n"
    "\n"
    "Examples\n"
    "  tda presentation --function kde:0.3 -o circle.scc points.csv\n"
    "      the module H1 of a density-filtered alpha complex, for other programs\n"
    "  tda presentation --betti --degree 0-1 -o betti.svg --function knn:5 points.csv\n"
    "      a picture of the Betti numbers over the Hilbert function\n"
    "  tda presentation --grid 100 complex.scc -o coarse.json\n";

const cli_command cli_presentation = {
    .name = "presentation",
    .groups = CLI_TAKES_HELP | CLI_TAKES_RUN | CLI_TAKES_INPUT | CLI_TAKES_BUILD |
              CLI_TAKES_SEVERAL | CLI_TAKES_COLLAPSE | CLI_TAKES_GRID,
    .options = options,
    .usage = "presentation [OPTIONS] INPUT",
    .summary = "minimal presentation and Betti numbers of homology",
    .about = about,
    .after = after,
    .run = presentation,
};
