/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_distance.c - tda distance: how far diagrams are apart, each pair of those given. */
#include "cli/distance.h"
#include "cli/option.h"
#include "cli/source.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef enum kind { BOTTLENECK, WASSERSTEIN, SLICED, MATCHING, TRANSPORT, INTEGRAL } kind;

static const cli_row options[] = {
    {.name = "degree",
     .letter = 'd',
     .argument = "K",
     .heading = CLI_RESULT,
     .set = cli_set_degree,
     .help = "Compare the bars of homology degree K alone. Default: all degrees, each "
             "within itself."},
    {.name = "order",
     .letter = 'q',
     .argument = "Q",
     .heading = CLI_RESULT,
     .set = cli_set_real,
     .least = 1,
     .expected = "a number from 1 on, or inf",
     .field = AT(order),
     .help = "The order of wasserstein, from 1 on, inf being bottleneck; default 2. The "
             "power of integral; default 1."},
    {.name = "norm",
     .letter = 'p',
     .argument = "P",
     .heading = CLI_RESULT,
     .set = cli_set_real,
     .least = 1,
     .expected = "a number from 1 on, or inf",
     .field = AT(norm),
     .help = "The moves of bottleneck and wasserstein are measured by the P-norm of the "
             "changes of birth and death, P from 1 on, or inf, the larger of the two. "
             "Default: inf. The ways of signed-measure: 1, the default, 2 or inf."},
    {.name = "gap",
     .argument = "G",
     .heading = CLI_RESULT,
     .set = cli_set_real,
     .expected = "a number that is not negative",
     .field = AT(gap),
     .help =
         "Be content with a bottleneck or wasserstein distance that is proved to be "
         "larger than the true one by the factor 1 + G at most. Default: 0, exact. Of "
         "matching the upper bound is to be so near to the lower; default 0.01."},
    {.name = "directions",
     .argument = "N",
     .heading = CLI_RESULT,
     .set = cli_set_index,
     .least = 1,
     .most = 1000000,
     .expected = "a number from 1 to 1000000",
     .field = AT(directions),
     .help = "Directions of sliced-wasserstein. Default: 50."},
    {.name = "matching",
     .argument = "FILE",
     .heading = CLI_RESULT,
     .set = cli_set_text,
     .field = AT(matching),
     .help =
         "Write who is matched with whom to FILE, - being standard output, as csv: of "
         "two diagrams, for bottleneck and wasserstein."},
    CLI_ROWS_END,
};

static tda_status measure(const cli_session *s, kind k, double *out,
                          tda_matching *matching, const tda_diagram *a,
                          const tda_diagram *b)
{
    const cli_options *o = s->o;
    tda_distance_opts opts = TDA_DISTANCE_OPTS_INIT;
    opts.degree = cli_given(o, "degree") ? o->first : -1;
    opts.order = o->order;
    opts.norm = o->norm;
    opts.gap = o->gap;
    opts.directions = o->directions;
    switch (k) {
    case BOTTLENECK: return tda_diagram_bottleneck(s->ctx, out, matching, a, b, &opts);
    case WASSERSTEIN: return tda_diagram_wasserstein(s->ctx, out, matching, a, b, &opts);
    default: break;
    }
    return tda_diagram_sliced_wasserstein(s->ctx, out, a, b, &opts);
}

void cli_print_name(const char *name)
{
    bool quote = strpbrk(name, ",\"\r\n") != NULL;
    if (quote)
        putchar('"');
    for (; *name; name++) {
        if (*name == '"')
            putchar('"');
        putchar(*name);
    }
    fputs(quote ? "\"," : ",", stdout);
}

/* Rows a,b,length: the rows of the two diagrams, -1 being the diagonal. */
static int write_matching(cli_session *s, const tda_matching *m)
{
    static const char *const columns[] = {"a", "b", "length"};
    tda_bytes bytes = {0};
    double *at;
    int code = cli_alloc(s, &at, m->size, 3 * sizeof *at, "the matching");
    if (code != CLI_DONE)
        return code;
    for (tda_index k = 0; k < m->size; k++) {
        at[3 * k] = (double)m->a[k];
        at[3 * k + 1] = (double)m->b[k];
        at[3 * k + 2] = m->length[k];
    }
    tda_cloud table = {m->size, 3, at, NULL};
    code = cli_check(s, tda_cloud_csv(s->ctx, &bytes, &table, columns), s->o->matching);
    if (code == CLI_DONE)
        code = cli_write(s, s->o->matching, &bytes);
    tda_bytes_clear(&bytes);
    free(at);
    return code;
}

static int compare(cli_session *s, kind k, tda_diagram *d, int n, char *const *name)
{
    double *value;
    tda_matching matching = {0};
    int code =
        cli_alloc(s, &value, (tda_index)n * n, sizeof *value, "a table of distances");
    for (int i = 0; i < n && code == CLI_DONE; i++)
        for (int j = i + 1; j < n && code == CLI_DONE; j++) {
            tda_matching *wanted = s->o->matching ? &matching : NULL;
            tda_status st = measure(s, k, &value[i * n + j], wanted, &d[i], &d[j]);
            if (st != TDA_OK)
                code = cli_fail(s, st, name[j]);
        }
    if (code == CLI_DONE && s->o->matching)
        code = write_matching(s, &matching);
    tda_matching_clear(&matching);
    if (code != CLI_DONE || (s->o->matching && strcmp(s->o->matching, "-") == 0)) {
        free(value);
        return code;
    }
    cli_progress_clear();
    puts("a,b,distance");
    for (int i = 0; i < n; i++)
        for (int j = i + 1; j < n; j++) {
            char text[TDA_NUMBER_CHARS];
            tda_number_write(text, value[i * n + j]);
            cli_print_name(name[i]);
            cli_print_name(name[j]);
            puts(text);
        }
    free(value);
    return cli_stdout(s->o->command, "", 0);
}

static int run(cli_session *s, kind k, char *const *name, int n)
{
    tda_diagram *d;
    int code = cli_alloc(s, &d, n, sizeof *d, "the diagrams"), have = 0;
    if (code != CLI_DONE)
        return code;
    for (; have < n && code == CLI_DONE; have++) {
        d[have] = (tda_diagram){0};
        tda_status st = tda_diagram_read(s->ctx, &d[have], name[have]);
        code = st == TDA_OK ? CLI_DONE : cli_fail(s, st, name[have]);
        if (code == CLI_DONE)
            cli_say(s, "read %s: %lld bars", name[have],
                    (long long)(d[have].degrees ? d[have].start[d[have].degrees] : 0));
    }
    if (code == CLI_DONE)
        code = compare(s, k, d, n, name);
    for (int i = 0; i < have; i++)
        tda_diagram_clear(&d[i]);
    free(d);
    return code;
}

static int distance(const cli_options *o)
{
    static const char *const names[] = {
        "bottleneck", "wasserstein", "sliced-wasserstein", "matching", "signed-measure",
        "integral",   NULL};
    cli_session s = {0};
    int k = 0;
    if (o->inputs == 0)
        return cli_usage(o->command,
                         "give bottleneck, wasserstein, sliced-wasserstein, matching, "
                         "signed-measure or integral, then FILEs");
    while (names[k] && strcmp(names[k], o->input[0]) != 0)
        k++;
    if (!names[k])
        return cli_usage(o->command,
                         "no distance '%s': bottleneck, wasserstein, "
                         "sliced-wasserstein, matching, signed-measure and integral are "
                         "there",
                         o->input[0]);
    if (cli_given(o, "order") && k != WASSERSTEIN && k != INTEGRAL)
        return cli_usage(o->command, "--order means nothing to %s", names[k]);
    if (cli_given(o, "norm") && k != BOTTLENECK && k != WASSERSTEIN && k != TRANSPORT)
        return cli_usage(o->command, "--norm means nothing to %s", names[k]);
    if (cli_given(o, "gap") && (k == SLICED || k >= TRANSPORT))
        return cli_usage(o->command, "--gap means nothing to %s", names[k]);
    if (cli_given(o, "directions") && k != SLICED)
        return cli_usage(o->command, "--directions means nothing to %s", names[k]);
    if (o->matching && k >= SLICED)
        return cli_usage(o->command, "--matching means nothing to %s", names[k]);
    if (o->matching && o->inputs != 3)
        return cli_usage(o->command, "--matching is of two FILEs");
    if (cli_given(o, "degree") && o->first != o->last)
        return cli_usage(o->command, "one --degree at a time");
    if (o->inputs < 3)
        return cli_usage(o->command, "two FILEs at least are compared, not %d",
                         o->inputs - 1);
    int code = cli_session_open(&s, o);
    if (code == CLI_DONE)
        code = k == MATCHING ? cli_distance_matching(&s, o->input + 1, o->inputs - 1)
               : k > MATCHING
                   ? cli_distance_measures(&s, o->input + 1, o->inputs - 1, k == INTEGRAL)
                   : run(&s, (kind)k, o->input + 1, o->inputs - 1);
    return cli_session_close(&s, code);
}

static const char about[] =
    "Reads diagrams and prints how far each is from each later one. bottleneck is\n"
    "the least t such that bars can be matched, with each other or with the\n"
    "diagonal, and none moves farther than t; wasserstein the least sum of such\n"
    "moves, each to the power Q, and the Q-th root of that; sliced-wasserstein the\n"
    "mean over projections on lines. All are exact unless --gap is given. Bars are "
    "matched within their\n"
    "degree; those that never die, or were cut, by birth. Where their numbers differ\n"
    "the distance is inf.\n"
    "\n"
    "Of several parameters: matching is the greatest bottleneck distance of two\n"
    "modules along a line, each times the least coordinate of the line's direction,\n"
    "between bounds; its FILEs are complexes or presentations (scc2020, firep).\n"
    "signed-measure is the least work, mass times way, that turns one measure into\n"
    "the other; where masses differ all are cut off at a corner past them. integral\n"
    "is the L^Q distance of the functions that the measures add up to, or of rank\n"
    "functions, in the box of both. Their FILEs end in .csv and are what tda\n"
    "signed-barcode writes, or are complexes, of which Hilbert measures are taken.\n"
    "Without --degree a table has rows of one degree, and of a complex degree 0 is\n"
    "taken.\n"
    "\n"
    "For the others FILE is what tda barcode writes (csv, npy, npz, json, .pers,\n"
    ".dipha), a table of birth and death, a npz archive of arrays H0, H1 ..., or what\n"
    "ripser prints.\n";

static const char after[] =
    "Output columns (csv)\n"
    "  a,b,distance\n"
    "  a,b,length      with --matching: the rows of the bars in the two diagrams, from\n"
    "                  0, -1 being the diagonal; with --matching - instead of the\n"
    "                  distance\n"
    "  a,b,distance,lower,upper,base1,base2,direction1,direction2\n"
    "                  of matching: distance is the lower bound, which the bars reach\n"
    "                  along the line from the base by the direction\n"
    "\n"
    "Examples\n"
    "  tda distance bottleneck -d 1 monday.csv tuesday.csv\n"
    "      of loops alone\n"
    "  tda distance wasserstein -q 1 --norm 2 *.pers\n"
    "      all pairs, as the Euclidean length of all moves together\n"
    "  tda distance wasserstein --gap 0.01 long.npz longer.npz\n"
    "      at most a hundredth too large, and sooner done\n"
    "  tda distance bottleneck --matching pairs.csv monday.csv tuesday.csv\n"
    "      who is matched with whom, as well\n";

const cli_command cli_distance = {
    .name = "distance",
    .groups = CLI_TAKES_HELP | CLI_TAKES_RUN,
    .options = options,
    .usage = "distance [OPTIONS] bottleneck|wasserstein|sliced-wasserstein|matching|"
             "signed-measure|integral FILE FILE...",
    .summary = "how far diagrams, modules or signed measures are apart",
    .about = about,
    .after = after,
    .run = distance,
};
