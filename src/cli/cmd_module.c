/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_module.c - tda module: homology as a direct sum of intervals. */
#include "cli/option.h"
#include "cli/source.h"
#include <math.h>
#include <string.h>

/* The least corner of the box, then the greatest, in the place of a line. */
static const char *set_box(cli_options *o, const cli_row *row, const char *text)
{
    const char *wrong = cli_set_line(o, row, text);
    int params = o->line_numbers / 2;
    for (int k = 0; !wrong && k < params; k++)
        if (o->line[k] > o->line[params + k])
            wrong = "a box";
    return wrong ? "the least corner of a box, then the greatest, such as 0,0,1,1" : NULL;
}

static const cli_row options[] = {
    {.name = "degree",
     .letter = 'd',
     .argument = "K|K-L",
     .heading = CLI_RESULT,
     .set = cli_set_degree,
     .help = "Homology degree K, or K to L. May be repeated. Default: 1."},
    {.name = "lines",
     .letter = 'l',
     .argument = "N",
     .heading = CLI_RESULT,
     .set = cli_set_index,
     .least = 1,
     .most = 1e9,
     .expected = "a number of lines, at least 1",
     .field = AT(module_lines),
     .help = "Follow bars along N parallel diagonal lines through the box; along about "
             "as many with three parameters or more. Default: 557."},
    {.name = "error",
     .letter = 'e',
     .argument = "E",
     .heading = CLI_RESULT,
     .set = cli_set_real,
     .open = true,
     .expected = "a step greater than 0",
     .field = AT(module_error),
     .help = "As many lines as make their step at most E, which bounds how far "
             "landscapes are off. Default: as --lines says."},
    {.name = "box",
     .argument = "L1,L2,U1,U2",
     .heading = CLI_RESULT,
     .set = set_box,
     .help = "The box that the lines cover, from its least corner (L1, L2) to its "
             "greatest (U1, U2): past it intervals have no end. Default: that of all "
             "grades."},
    {.name = "decompose",
     .heading = CLI_RESULT,
     .set = cli_set_flag,
     .field = AT(decompose),
     .help = "Decompose exactly, over the field with two elements: intervals, and other "
             "indecomposable summands, which json has as presentations. Of two "
             "parameters at most."},
    {.name = "summand",
     .argument = "N",
     .heading = CLI_RESULT,
     .set = cli_set_index,
     .most = 1e15,
     .expected = "the number of a summand, from 0 on",
     .field = AT(summand),
     .help =
         "With --decompose: write the presentation of summand N alone, numbered as "
         "in json, as .scc (scc2020) or .firep. Default: scc2020 on standard output."},
    {.name = "output",
     .letter = 'o',
     .argument = "FILE",
     .heading = CLI_RESULT,
     .set = cli_set_output,
     .help =
         "Write to FILE, in the format its ending names: .json, .csv, .npz or .svg. May "
         "be repeated. Default: csv on standard output."},
    {.name = "title",
     .argument = "TEXT",
     .heading = CLI_RESULT,
     .set = cli_set_text,
     .field = AT(title),
     .help = "Title of the picture. Default: Interval modules."},
    CLI_ROWS_END,
};

typedef struct result {
    const tda_complex *complex;
    tda_module module[CLI_DEGREES]; /* --decompose: views of the intervals */
    tda_decomposition decomposition[CLI_DEGREES];
    tda_index count;
} result;

static int decompositions(cli_session *s, const cli_source *src, result *r)
{
    const cli_options *o = s->o;
    for (int k = o->first; k <= o->last; k++) {
        if (!o->degree[k])
            continue;
        tda_presentation *p = NULL;
        tda_decomposition *d = &r->decomposition[r->count];
        tda_status st = cli_source_presentation(s, src, r->complex, &p, k);
        if (st == TDA_OK)
            st = tda_presentation_decompose(s->ctx, d, p);
        tda_presentation_free(p);
        if (st != TDA_OK)
            return cli_fail(s, st, src->name);
        r->module[r->count++] = d->intervals;
        cli_say(s, "degree %d: %lld summands, %lld intervals and %lld others", k,
                (long long)d->size, (long long)d->intervals.size,
                (long long)(d->size - d->intervals.size));
        if (o->summand >= d->size)
            return cli_usage(o->command, "--summand %lld: %s has %lld summands",
                             (long long)o->summand, src->name, (long long)d->size);
    }
    return CLI_DONE;
}

static int modules(cli_session *s, const cli_source *src, result *r)
{
    const cli_options *o = s->o;
    int params = tda_complex_cells(r->complex)->params;
    tda_module_opts opts = TDA_MODULE_OPTS_INIT;
    opts.lines = o->module_lines;
    opts.error = o->module_error;
    if (o->line_numbers) {
        if (o->line_numbers != 2 * params)
            return cli_usage(o->command,
                             "--box has %d numbers; %s has %d parameters, so %d",
                             o->line_numbers, src->name, params, 2 * params);
        opts.box = o->line;
    }
    for (int k = o->first; k <= o->last; k++) {
        if (!o->degree[k])
            continue;
        tda_module *m = &r->module[r->count];
        tda_status st = cli_source_module(s, src, r->complex, m, k, &opts);
        if (st != TDA_OK)
            return cli_fail(s, st, src->name);
        r->count++;
        cli_say(s, "degree %d: %lld intervals, lines %g apart", k, (long long)m->size,
                m->error);
    }
    return CLI_DONE;
}

static int render(cli_session *s, const cli_source *src, const void *arg,
                  const char *path, tda_bytes *out)
{
    const result *r = arg;
    const char *ending = path ? cli_ending(path) : "";
    tda_draw_opts draw = TDA_DRAW_OPTS_INIT;
    tda_status st;
    (void)src;
    draw.title = s->o->title;
    if (s->o->summand >= 0 && strcmp(ending, ".firep") == 0)
        st = tda_presentation_firep(s->ctx, out,
                                    r->decomposition[0].summand[s->o->summand]);
    else if (s->o->summand >= 0)
        st = tda_presentation_scc2020(s->ctx, out,
                                      r->decomposition[0].summand[s->o->summand]);
    else if (strcmp(ending, ".svg") == 0)
        st = tda_module_svg(s->ctx, out, r->module, r->count, r->complex, &draw);
    else if (strcmp(ending, ".json") == 0 && s->o->decompose)
        st = tda_decomposition_json(s->ctx, out, r->decomposition, r->count, r->complex);
    else if (strcmp(ending, ".json") == 0)
        st = tda_module_json(s->ctx, out, r->module, r->count, r->complex);
    else if (strcmp(ending, ".npz") == 0)
        st = tda_module_npz(s->ctx, out, r->module, r->count);
    else
        st = tda_module_csv(s->ctx, out, r->module, r->count);
    return cli_rendered(s, st, path);
}

static int run(cli_session *s, cli_source *src)
{
    static const char *const endings[] = {".csv", ".npz", ".json", ".svg", NULL};
    static const char *const matrices[] = {".scc", ".scc2020", ".firep", NULL};
    static result r;
    tda_complex *complex = NULL;
    int code = cli_outputs_check(s, s->o->summand >= 0 ? matrices : endings);
    if (code == CLI_DONE)
        code = cli_source_prepare(s, src);
    if (code == CLI_DONE)
        code = cli_source_build(s, src, s->o->last <= 1, &complex);
    r.complex = complex;
    if (code == CLI_DONE)
        code = s->o->decompose ? decompositions(s, src, &r) : modules(s, src, &r);
    if (code == CLI_DONE)
        code = cli_outputs_write(s, src, NULL, render, &r);
    for (tda_index i = 0; i < r.count; i++) {
        if (!s->o->decompose)
            tda_module_clear(&r.module[i]);
        tda_decomposition_clear(&r.decomposition[i]);
    }
    tda_complex_free(complex);
    return code;
}

static int module(const cli_options *given)
{
    cli_options o = *given;
    if (!cli_given(&o, "degree")) {
        o.degree[1] = true;
        o.first = o.last = 1;
    }
    if (cli_given(&o, "lines") && cli_given(&o, "error"))
        return cli_usage(o.command, "give --lines or --error, not both");
    if (o.decompose &&
        (cli_given(&o, "lines") || cli_given(&o, "error") || cli_given(&o, "box")))
        return cli_usage(o.command,
                         "--decompose is exact and takes no --lines, --error or --box");
    if (cli_given(&o, "summand") && !o.decompose)
        return cli_usage(o.command, "--summand is of --decompose");
    if (cli_given(&o, "summand") && o.first != o.last)
        return cli_usage(o.command,
                         "--summand writes one summand of one degree, not %d to %d",
                         o.first, o.last);
    int code = cli_options_need_dimension(&o);
    if (code == CLI_DONE)
        code = cli_options_need_picture(&o);
    return code == CLI_DONE ? cli_with_source(&o, run) : code;
}

static const char about[] =
    "Reads what signed-barcode reads, builds the same filtration of several\n"
    "parameters and writes its homology as a direct sum of intervals: regions\n"
    "between corners of birth and corners of death. Bars are followed along many\n"
    "parallel lines, so on each of them the barcode is exact, and between them\n"
    "landscapes are off by no more than the step between lines. With --decompose the\n"
    "summands are those of the module itself, of which some may be no intervals.\n";

static const char after[] =
    "Output columns (csv)\n"
    "  degree,summand,corner,x1,x2   corner is birth or death. A summand holds what is\n"
    "                                at or above one of its births in every coordinate\n"
    "                                and below one of its deaths in every coordinate\n"
    "\n"
    "Examples\n"
    "  tda module --function kde:0.3 -o circle.svg points.csv\n"
    "      a picture of H1 of a density-filtered alpha complex\n"
    "  tda module --degree 0-1 --error 0.01 -o both.json complex.scc\n"
    "  tda module --box 0,0,1,1 --function knn:5 points.csv\n"
    "  tda module --decompose -v -o summands.json complex.scc\n"
    "      all indecomposable summands, and how many are intervals\n"
    "  tda module --decompose --summand 0 complex.scc | tda presentation --betti -\n";

const cli_command cli_module = {
    .name = "module",
    .groups = CLI_TAKES_HELP | CLI_TAKES_RUN | CLI_TAKES_INPUT | CLI_TAKES_BUILD |
              CLI_TAKES_SEVERAL | CLI_TAKES_COLLAPSE | CLI_TAKES_GRID,
    .options = options,
    .usage = "module [OPTIONS] INPUT",
    .summary = "homology of several parameters as a sum of intervals",
    .about = about,
    .after = after,
    .run = module,
};
