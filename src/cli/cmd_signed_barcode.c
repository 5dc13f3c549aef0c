/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_signed_barcode.c - tda signed-barcode: the Hilbert or Euler signed measure of one input, or the
 * signed barcode of its ranks (rank.c).
 *
 * Read, build, squeeze onto the grid if one is asked for, measure, write. */
#include "cli/option.h"
#include "cli/result.h"
#include <stdlib.h>
#include <string.h>

static const char *const invariants[] = {"hilbert", "euler", "rank", "hook", NULL};

static const cli_row options[] = {
    {.name = "invariant",
     .letter = 'i',
     .argument = "NAME",
     .heading = CLI_RESULT,
     .set = cli_set_choice,
     .choice = invariants,
     .field = AT(invariant),
     .help = "hilbert, the signed barcode of the dimension of homology, degree by "
             "degree; euler, that of the Euler characteristic of the complex as built; "
             "rank, that of the rank invariant, of the ranks between all pairs of "
             "grades, by rectangles; hook, the same by hooks. hilbert costs one run for "
             "each value of the third and later parameters; rank and hook are for two, "
             "and cost one for each value of the parameter with fewer. Default: "
             "hilbert."},
    {.name = "degree",
     .letter = 'd',
     .argument = "K|K-L",
     .heading = CLI_RESULT,
     .set = cli_set_degree,
     .help = "Homology degree K, or K to L. May be repeated. Default: 0 and 1."},
    {.name = "dense",
     .heading = CLI_RESULT,
     .set = cli_set_flag,
     .field = AT(dense),
     .help = "Write the function itself on every node of the grid instead of its signed "
             "barcode: csv, or a npy array [degrees x N x M] of integers."},
    {.name = "output",
     .letter = 'o',
     .argument = "FILE",
     .heading = CLI_RESULT,
     .set = cli_set_output,
     .help = "Write to FILE, in the format its ending names: .csv, .npy, .json or .svg, "
             "for rank and hook also .npz. May be repeated. Default: csv on standard "
             "output."},
    {.name = "title",
     .argument = "TEXT",
     .heading = CLI_RESULT,
     .set = cli_set_text,
     .field = AT(title),
     .help = "Title of the picture. Default: the degree and the filtration."},
    CLI_ROWS_END,
};

static void result_clear(cli_result *r)
{
    for (tda_index i = 0; i < r->count; i++)
        tda_measure_clear(&r->measure[i]);
    *r = (cli_result){0};
}

/* What the command line alone shows to be wrong. Degrees get their default here. */
static int check(cli_options *o)
{
    bool ranks = o->invariant == CLI_RANK || o->invariant == CLI_HOOK;
    int code = CLI_DONE;
    if (o->invariant == CLI_EULER && cli_given(o, "degree"))
        return cli_usage(o->command, "--degree means nothing to --invariant euler");
    if (!cli_given(o, "degree")) {
        o->degree[0] = o->degree[1] = true;
        o->last = 1;
    }
    if (o->invariant != CLI_EULER)
        code = cli_options_need_dimension(o);
    if (code == CLI_DONE)
        code = cli_options_need_picture(o);
    if (code != CLI_DONE)
        return code;
    if (ranks && o->dense)
        return cli_usage(o->command,
                         "--dense means nothing to --invariant rank and hook");
    for (int i = 0; i < o->outputs && o->dense; i++)
        if (strcmp(cli_ending(o->output[i]), ".json") == 0)
            return cli_usage(o->command, "--dense is written as csv or npy, not json");
    return CLI_DONE;
}

/* Do points do, where the filtration needs no complex? Not where the grid is that of a complex, or
 * the ranks are of a degree that has no presentation without one. */
static bool points_do(const cli_options *o)
{
    if (o->invariant == CLI_HILBERT)
        return o->grid_axes > 0 || !o->dense;
    return o->invariant != CLI_EULER && o->last <= 1;
}

/* The measures of the degrees asked for, run by run. */
static int measure(cli_session *s, const cli_source *src, const tda_complex *complex,
                   cli_result *r)
{
    const cli_options *o = s->o;
    tda_status st = TDA_OK;
    if (o->invariant == CLI_EULER) {
        st = tda_complex_euler_measure(s->ctx, &r->measure[0], complex);
        r->count = st == TDA_OK;
    }
    for (int k = o->first; o->invariant == CLI_HILBERT && st == TDA_OK && k <= o->last;
         k++) {
        int first = k;
        if (!o->degree[k])
            continue;
        while (k < o->last && o->degree[k + 1])
            k++;
        st = cli_source_hilbert(s, src, complex, &r->measure[r->count], first, k);
        r->count += st == TDA_OK ? k - first + 1 : 0;
    }
    if (st != TDA_OK)
        return cli_fail(s, st, src->name);
    char sizes[256] = "";
    for (tda_index i = 0, length = 0; i < r->count && length < 200; i++)
        length += snprintf(sizes + length, sizeof sizes - (size_t)length,
                           "%sdegree %d: %lld points", i ? ", " : "",
                           r->measure[i].degree, (long long)r->measure[i].size);
    cli_say(s, "%s measure, %s", o->invariant == CLI_EULER ? "Euler" : "Hilbert", sizes);
    return CLI_DONE;
}

typedef struct result {
    const cli_result *r;
    const tda_complex *complex;
    int64_t *dense; /* [shape], or NULL */
    tda_index shape[CLI_AXES + 1];
} result;

static int render(cli_session *s, const cli_source *src, const void *arg,
                  const char *path, tda_bytes *out)
{
    const result *of = arg;
    const cli_result *r = of->r;
    const char *ending = path ? cli_ending(path) : "";
    tda_draw_opts draw = TDA_DRAW_OPTS_INIT;
    tda_status st;
    draw.title = s->o->title;
    if (strcmp(ending, ".svg") == 0)
        st = tda_measure_svg(s->ctx, out, r->measure, r->count, of->complex, &draw);
    else if (strcmp(ending, ".json") == 0)
        st = tda_measure_json(s->ctx, out, r->measure, r->count, of->complex);
    else if (strcmp(ending, ".npy") == 0 && of->dense)
        st = tda_npy_i8(s->ctx, out, src->grid.params + 1, of->shape, of->dense);
    else if (strcmp(ending, ".npy") == 0)
        st = tda_measure_npy(s->ctx, out, r->measure, r->count);
    else if (of->dense)
        return cli_dense_csv(s, src, r, of->dense, out);
    else
        st = tda_measure_csv(s->ctx, out, r->measure, r->count);
    return cli_rendered(s, st, path);
}

static int write_all(cli_session *s, const cli_source *src, const tda_complex *complex,
                     const cli_result *r)
{
    result of = {.r = r, .complex = complex};
    int code = CLI_DONE;
    if (s->o->dense)
        code = cli_dense(s, src, r, &of.dense, of.shape);
    if (code == CLI_DONE)
        code = cli_outputs_write(s, src, NULL, render, &of);
    free(of.dense);
    return code;
}

static int compute(cli_session *s, cli_source *src, tda_complex **complex, cli_result *r)
{
    static const char *const measures[] = {".csv", ".npy", ".json", ".svg", NULL};
    static const char *const bars[] = {".csv", ".npy", ".npz", ".json", ".svg", NULL};
    bool ranks = s->o->invariant == CLI_RANK || s->o->invariant == CLI_HOOK;
    int code = cli_outputs_check(s, ranks ? bars : measures);
    if (code == CLI_DONE)
        code = cli_source_prepare(s, src);
    if (code == CLI_DONE)
        code = cli_source_build(s, src, points_do(s->o), complex);
    if (code == CLI_DONE && ranks)
        return cli_rank(s, src, *complex);
    if (code == CLI_DONE)
        code = measure(s, src, *complex, r);
    if (code == CLI_DONE && s->o->dense && s->o->grid_axes == 0)
        code =
            cli_check(s, tda_complex_grid_exact(s->ctx, &src->grid, *complex), src->name);
    return code == CLI_DONE ? write_all(s, src, *complex, r) : code;
}

static int run(cli_session *s, cli_source *src)
{
    tda_complex *complex = NULL;
    cli_result r = {0};
    int code = compute(s, src, &complex, &r);
    result_clear(&r);
    tda_complex_free(complex);
    return code;
}

static int signed_barcode(const cli_options *given)
{
    cli_options o = *given;
    int code = check(&o);
    return code == CLI_DONE ? cli_with_source(&o, run) : code;
}

static const char about[] =
    "Reads points, distances, an image or a filtered complex, builds the filtration\n"
    "and writes its signed barcode: the finite set of points with integer weights\n"
    "such that the dimension of homology at z is the sum of the weights of the\n"
    "points p <= z. It is exact, over the field with two elements. The first\n"
    "parameter is the scale, the second the function. INPUT - is standard input.\n";

static const char after[] =
    "Output columns (csv and npy)\n"
    "  degree,x1,x2,weight      with --invariant euler degree is -1\n"
    "  degree,x1,x2,value       with --dense, csv\n"
    "  degree,a1,a2,b1,b2,weight  with --invariant rank or hook: bars from a to b.\n"
    "                           The rank from s to t is the weight of the bars that\n"
    "                           hold both. A rectangle holds a <= z < b in both\n"
    "                           coordinates, a hook all z >= a but those >= b\n"
    "\n"
    "Exit codes\n"
    "  0 done   1 failed, also to write   2 usage   3 bad input   4 memory limit\n"
    "  130 interrupted: nothing is left half written\n"
    "\n"
    "Examples\n"
    "  tda signed-barcode --function kde:0.3 -o circle.svg points.csv\n"
    "      a picture, of a density-filtered alpha complex for points in the plane\n"
    "  tda signed-barcode --function column:density -r -o b.csv -o b.svg table.csv\n"
    "      the column called density as the function, large values first\n"
    "  tda signed-barcode -i euler --channels last:3 image.npy\n"
    "      the Euler characteristic of an image with three channels\n"
    "  tda signed-barcode -i rank --grid 50 -d 1 --function knn:5 points.csv\n"
    "      the rank invariant of H1 on a grid of 50 by 50, by rectangles\n"
    "  tda signed-barcode --filtration degree-rips --ks 1-30 points.csv\n"
    "      dense points first, without a bandwidth\n"
    "  tda signed-barcode --as mesh --function z --function forman surface.off\n"
    "      height and curvature on the vertices of a mesh\n"
    "  tda signed-barcode --grid 50 --dense -o hilbert.npy complex.scc\n"
    "      the Hilbert function on a grid of 50 by 50, as an array of integers\n";

const cli_command cli_signed_barcode = {
    .name = "signed-barcode",
    .groups = CLI_TAKES_HELP | CLI_TAKES_RUN | CLI_TAKES_INPUT | CLI_TAKES_BUILD |
              CLI_TAKES_SEVERAL | CLI_TAKES_COLLAPSE | CLI_TAKES_GRID,
    .options = options,
    .usage = "signed-barcode [OPTIONS] INPUT",
    .summary = "exact signed barcode of a two-parameter filtration",
    .about = about,
    .after = after,
    .run = signed_barcode,
};
