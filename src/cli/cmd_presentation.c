/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_presentation.c - tda presentation: minimal presentations and bigraded Betti numbers. */
#include "cli/source.h"
#include <string.h>

typedef struct result {
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
    bool picture = false, matrix = o->outputs == 0 && !o->betti;
    if (!cli_given(o, "degree")) {
        o->degree[1] = true;
        o->first = o->last = 1;
    }
    if (o->max_dimension >= 0 && o->max_dimension <= o->last)
        return cli_usage(o->command, "degree %d needs --max-dimension %d at least",
                         o->last, o->last + 1);
    for (int i = 0; i < o->outputs; i++) {
        picture |= strcmp(cli_ending(o->output[i]), ".svg") == 0;
        matrix |= is_matrix(cli_ending(o->output[i])) ||
                  (!o->betti && strcmp(o->output[i], "-") == 0);
    }
    if (o->title && !picture)
        return cli_usage(o->command, "--title needs a picture, -o FILE.svg");
    if (matrix && o->first != o->last)
        return cli_usage(o->command,
                         "a file holds the presentation of one degree, not %d "
                         "to %d: write .json, or --betti",
                         o->first, o->last);
    return CLI_DONE;
}

static int present(cli_session *s, const cli_source *src, const tda_complex *complex,
                   result *r)
{
    const cli_options *o = s->o;
    for (int k = o->first; k <= o->last; k++) {
        if (!o->degree[k])
            continue;
        tda_presentation *p = NULL;
        tda_status st = tda_complex_presentation(s->ctx, &p, complex, k, NULL);
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

/* One output, in the format of its path's ending. */
static int render(cli_session *s, const tda_complex *complex, const result *r,
                  const char *path, tda_bytes *out)
{
    const char *ending = path ? cli_ending(path) : "";
    tda_draw_opts draw = TDA_DRAW_OPTS_INIT;
    tda_status st;
    draw.title = s->o->title;
    if (strcmp(ending, ".svg") == 0)
        st = tda_betti_svg(s->ctx, out, r->betti, r->count, complex, &draw);
    else if (strcmp(ending, ".json") == 0)
        st = tda_presentation_json(s->ctx, out,
                                   (const tda_presentation *const *)r->presentation,
                                   r->betti, r->count, complex);
    else if (strcmp(ending, ".csv") == 0 || (s->o->betti && !is_matrix(ending)))
        st = tda_betti_csv(s->ctx, out, r->betti, r->count);
    else if (strcmp(ending, ".firep") == 0)
        st = tda_presentation_firep(s->ctx, out, r->presentation[0]);
    else
        st = tda_presentation_scc2020(s->ctx, out, r->presentation[0]);
    return st == TDA_OK ? CLI_DONE : cli_fail(s, st, path ? path : "standard output");
}

static int write_all(cli_session *s, const cli_source *src, const tda_complex *complex,
                     const result *r)
{
    const cli_options *o = s->o;
    int outputs = o->outputs ? o->outputs : 1, code = CLI_DONE;
    tda_bytes bytes[CLI_OUTPUTS] = {{0}};
    for (int i = 0; i < outputs && code == CLI_DONE; i++)
        code = render(s, complex, r, o->outputs ? o->output[i] : NULL, &bytes[i]);
    if (code == CLI_DONE && cli_interrupted())
        code = cli_fail(s, TDA_ECANCEL, src->name);
    for (int i = 0; i < outputs && code == CLI_DONE; i++)
        code = cli_write(s, o->outputs ? o->output[i] : NULL, &bytes[i]);
    for (int i = 0; i < outputs; i++)
        tda_bytes_clear(&bytes[i]);
    return code;
}

static int run(cli_session *s, cli_source *src, tda_complex **complex, result *r)
{
    static const char *const endings[] = {".scc",  ".scc2020", ".firep", ".csv",
                                          ".json", ".svg",     NULL};
    int code = cli_outputs_check(s, endings, ".scc, .firep, .csv, .json or .svg");
    if (code == CLI_DONE)
        code = cli_source_prepare(s, src);
    if (code == CLI_DONE)
        code = cli_source_complex(s, src, complex);
    if (code == CLI_DONE)
        code = cli_source_squeeze(s, src, complex, NULL);
    if (code == CLI_DONE)
        code = present(s, src, *complex, r);
    return code == CLI_DONE ? write_all(s, src, *complex, r) : code;
}

static int presentation(const cli_options *given)
{
    cli_options o = *given;
    cli_session s = {0};
    cli_source src = {0};
    tda_complex *complex = NULL;
    static result r;
    int code = check(&o);
    if (code != CLI_DONE)
        return code;
    code = cli_session_open(&s, &o);
    if (code == CLI_DONE)
        code = run(&s, &src, &complex, &r);
    result_clear(&r);
    tda_complex_free(complex);
    cli_source_clear(&src);
    return cli_session_close(&s, code);
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
    .bit = CLI_PRESENTATION,
    .usage = "presentation [OPTIONS] INPUT",
    .summary = "minimal presentation and Betti numbers of homology",
    .about = about,
    .after = after,
    .run = presentation,
};
