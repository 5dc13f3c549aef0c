/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_features.c - tda features: many inputs to one table of numbers, for machine learning. */
#include "cli/feature.h"
#include "cli/option.h"
#include <stdlib.h>
#include <string.h>

/* End a block: what follows is the next, with the input, the outputs and the run kept as they are. */
static const char *set_and(cli_options *o, const cli_row *row, const char *text)
{
    cli_options *block = malloc(sizeof *block), next;
    (void)row;
    (void)text;
    if (!block)
        return "less of them: memory ran out";
    *block = *o;
    cli_options_reset(&next, o->command);
    next.before = block;
    memcpy(next.word, o->word, sizeof o->word);
    next.words = o->words;
    next.format = o->format;
    next.as = o->as;
    memcpy(next.output, o->output, sizeof o->output);
    next.outputs = o->outputs;
    next.list = o->list;
    next.fit = o->fit;
    next.apply = o->apply;
    next.gram = o->gram;
    next.gram_kernel = o->gram_kernel;
    next.keep_going = o->keep_going;
    next.patience = o->patience;
    next.threads = o->threads;
    next.seed = o->seed;
    next.max_memory = o->max_memory;
    next.quiet = o->quiet;
    next.verbose = o->verbose;
    next.help = o->help;
    *o = next;
    return NULL;
}

static const char *set_vectorizer(cli_options *o, const cli_row *row, const char *text)
{
    (void)row;
    if (o->vectorizers == CLI_VECTORIZERS)
        return "at most 32 vectorizers in one block";
    o->vectorizer[o->vectorizers++] = text;
    return NULL;
}

static const cli_row options[] = {
    {.name = "list",
     .argument = "FILE",
     .heading = CLI_INPUT_HEADING,
     .set = cli_set_text,
     .field = AT(list),
     .help = "More inputs, one path a line; - is standard input."},
    {.name = "filtration",
     .argument = "NAME",
     .heading = CLI_FILTRATION_HEADING,
     .set = cli_set_filtration,
     .help = "As in `tda help barcode` for vectorizers of diagrams, and as in `tda help "
             "signed-barcode` for those of signed measures and of modules. Default: by "
             "what each input holds."},
    {.name = "and",
     .heading = CLI_FILTRATION_HEADING,
     .set = set_and,
     .help = "End one block of options and begin another, with a filtration, functions, "
             "degrees and vectorizers of its own, whose columns stand to the right."},
    {.name = "degree",
     .letter = 'd',
     .argument = "K|K-L",
     .heading = CLI_RESULT,
     .set = cli_set_degree,
     .help = "Homology degree K, or K to L. May be repeated. Default: 1."},
    {.name = "vectorizer",
     .letter = 'V',
     .argument = "NAME[:KEY=VALUE,...]",
     .heading = CLI_RESULT,
     .set = set_vectorizer,
     .help =
         "How bars, signed measures or modules become numbers; `tda features -V help` "
         "lists all, with their keys. May be repeated; every degree gets each."},
    {.name = "lines",
     .argument = "N",
     .heading = CLI_RESULT,
     .set = cli_set_index,
     .least = 1,
     .most = 1e9,
     .expected = "a number of lines, at least 1",
     .field = AT(module_lines),
     .help = "Modules are found along N parallel lines, as in `tda help module`. "
             "Default: 557."},
    {.name = "error",
     .argument = "E",
     .heading = CLI_RESULT,
     .set = cli_set_real,
     .open = true,
     .expected = "a step greater than 0",
     .field = AT(module_error),
     .help = "As many lines as make their step at most E. Default: as --lines says."},
    {.name = "fit",
     .argument = "FILE",
     .heading = CLI_RESULT,
     .set = cli_set_text,
     .field = AT(fit),
     .help = "Write the options, and what the vectorizers learnt from these inputs, to "
             "FILE as json. The json beside the output serves as well."},
    {.name = "apply",
     .argument = "FILE",
     .heading = CLI_RESULT,
     .set = cli_set_text,
     .field = AT(apply),
     .help = "Take filtrations, vectorizers and what they learnt from FILE: the same "
             "columns of other inputs."},
    {.name = "output",
     .letter = 'o',
     .argument = "FILE",
     .heading = CLI_RESULT,
     .set = cli_set_output,
     .help = "Write the table to FILE, in the format its ending names: .npy, .npz or "
             ".csv, and beside it, with the ending .json, the names of columns and "
             "inputs and all that it takes to make it again; or that alone. May be "
             "repeated. Default: csv on standard output."},
    {.name = "gram",
     .argument = "FILE",
     .heading = CLI_RESULT,
     .set = cli_set_text,
     .field = AT(gram),
     .help =
         "Write the kernel of every row with every row, too: a symmetric table, .npy, or "
         "else csv."},
    {.name = "kernel",
     .argument = "NAME[:H]",
     .heading = CLI_RESULT,
     .set = cli_set_text,
     .field = AT(gram_kernel),
     .help =
         "Of --gram: linear, the sum of products; laplace:H, exp(-d / (2 H^2)), d the "
         "sum of absolute differences, which is the sliced Wasserstein kernel of rows "
         "of sliced-wasserstein; gauss:H, exp(-d^2 / (2 H^2)), d the Euclidean "
         "distance. Default: linear."},
    {.name = "keep-going",
     .letter = 'k',
     .heading = CLI_RUNNING,
     .set = cli_set_flag,
     .field = AT(keep_going),
     .help = "Name inputs that fail, leave their rows nan, and go on; the exit code is 3 "
             "then. Default: stop at the first."},
    {.name = "timeout",
     .argument = "SECONDS",
     .heading = CLI_RUNNING,
     .set = cli_set_real,
     .open = true,
     .expected = "seconds, more than 0",
     .field = AT(patience),
     .help = "An input that takes longer has failed. Default: no limit."},
    CLI_ROWS_END,
};

/* What all rows depend on beside their input. */
static int recipe(cli_features *f)
{
    cli_session *s = f->s;
    cli_sha sha = cli_sha_new();
    uint64_t seed = tda_ctx_seed(s->ctx);
    int code = CLI_DONE;
    cli_sha_add(&sha, tda_version(), strlen(tda_version()) + 1);
    cli_sha_add(&sha, &seed, sizeof seed);
    for (tda_index i = 0; i < f->blocks.model.words; i++)
        cli_sha_add(&sha, f->blocks.model.word[i], strlen(f->blocks.model.word[i]) + 1);
    for (int b = 0; b < f->blocks.count; b++) {
        const cli_options *o = &f->blocks.block[b];
        for (int i = 0; i < o->functions && code == CLI_DONE; i++) {
            char *bytes;
            size_t size;
            if (o->function[i].kind != CLI_FILE)
                continue;
            code = cli_file_read(s, o->function[i].text, &bytes, &size);
            if (code == CLI_DONE) {
                cli_sha_add(&sha, bytes, size);
                free(bytes);
            }
        }
    }
    f->recipe = cli_sha_end(&sha);
    return code;
}

/* The model is settled: count columns, tell what was learnt, and write it where that is asked for. */
static int settle(cli_features *f)
{
    cli_session *s = f->s;
    tda_bytes json = {0};
    cli_blocks_count(&f->blocks);
    tda_status st = tda_feature_model_json(s->ctx, &json, &f->blocks.model);
    int code = cli_check(s, st, "the model");
    if (code == CLI_DONE) {
        cli_sha sha = cli_sha_new();
        cli_sha_add(&sha, json.at, (size_t)json.size);
        f->fitted = cli_sha_end(&sha);
    }
    if (code == CLI_DONE && s->o->fit)
        code = cli_write(s, s->o->fit, &json);
    tda_bytes_clear(&json);
    return code;
}

/* The first output that is a file, beside which the journal stands. */
static const char *first_file(const cli_options *o)
{
    for (int i = 0; i < o->outputs; i++)
        if (strcmp(o->output[i], "-") != 0)
            return o->output[i];
    return NULL;
}

static int run(cli_session *s, cli_features *f)
{
    static const char *const endings[] = {".csv", ".npy", ".npz", ".json", NULL};
    int code = cli_outputs_check(s, endings);
    if (code == CLI_DONE)
        code = cli_blocks_make(s, &f->blocks);
    if (code == CLI_DONE)
        code = cli_items_make(s, &f->blocks.block[0], &f->items);
    if (code == CLI_DONE)
        code = recipe(f);
    if (code == CLI_DONE)
        code = cli_journal_open(s, &f->journal, first_file(s->o));
    if (code == CLI_DONE && !cli_blocks_settled(&f->blocks)) {
        code = cli_features_run(f, false);
        if (code == CLI_DONE)
            code = cli_features_learn(f);
    }
    if (code == CLI_DONE)
        code = settle(f);
    if (code == CLI_DONE)
        code = cli_features_run(f, true);
    if (code == CLI_DONE)
        code = cli_features_write(f);
    cli_journal_close(&f->journal, code == CLI_DONE);
    return code;
}

static int failures(const cli_features *f)
{
    tda_index n = 0;
    for (tda_index i = 0; i < f->items.count; i++)
        n += f->items.item[i].code != CLI_DONE;
    if (n == 0)
        return CLI_DONE;
    return cli_error(f->s->o->command, CLI_INPUT,
                     "%lld of %lld inputs failed; their rows are nan", (long long)n,
                     (long long)f->items.count);
}

/* What there is to --vectorizer. */
static int list_vectorizers(const cli_session *s)
{
    tda_bytes text = {0};
    tda_status st = TDA_OK;
    for (tda_index i = 0; tda_vectorizer_name(i) && st == TDA_OK; i++)
        st = tda_vectorizer_help(s->ctx, &text, tda_vectorizer_name(i));
    int code = cli_check(s, st, "--vectorizer help");
    if (code == CLI_DONE)
        code = cli_stdout(s->o->command, text.at, (size_t)text.size);
    tda_bytes_clear(&text);
    return code;
}

static int features(const cli_options *given)
{
    static cli_features f; /* large: several sets of options */
    cli_session s = {0};
    f.journal.fd = -1;
    f.s = &s;
    if (given->fit && given->apply)
        return cli_usage(given->command, "give --fit or --apply, not both");
    if (cli_features_gram_check(given) != CLI_DONE)
        return CLI_USAGE;
    int code = cli_session_open(&s, given);
    bool help = given->vectorizers == 1 && strcmp(given->vectorizer[0], "help") == 0;
    if (code == CLI_DONE)
        code = help ? list_vectorizers(&s) : run(&s, &f);
    if (code == CLI_DONE)
        code = failures(&f);
    cli_items_clear(&f.items);
    cli_blocks_clear(&f.blocks);
    for (cli_options *o = given->before; o;) {
        cli_options *before = o->before;
        free(o);
        o = before;
    }
    return cli_session_close(&s, code);
}

static const char about[] =
    "Reads many inputs, computes for each the descriptors that barcode, signed-barcode\n"
    "and module compute, and writes one row of numbers for each. INPUT is a file, a\n"
    "folder, all files of which are meant, or a npy array of three axes, a batch of\n"
    "clouds. What the vectorizers leave open, such as the range of a grid, they learn\n"
    "from all these inputs; --apply then gives other inputs the same columns.\n"
    "\n"
    "What is finished stands in a journal beside the output, OUTPUT.journal, until that\n"
    "is written. After Ctrl-C or a crash the same command goes on from there.\n";

const cli_command cli_features_command = {
    .name = "features",
    .groups = CLI_TAKES_HELP | CLI_TAKES_RUN | CLI_TAKES_INPUT | CLI_TAKES_BUILD |
              CLI_TAKES_ONE | CLI_TAKES_SEVERAL | CLI_TAKES_GRID,
    .options = options,
    .usage = "features [OPTIONS] --vectorizer NAME[:KEY=VALUE,...] INPUT...",
    .summary = "many inputs to one table of numbers, for machine learning",
    .about = about,
    .after =
        "Output\n"
        "  a row for each INPUT in the order given, a column for each number; its\n"
        "  name says the block (where there are several), the filtration (where one\n"
        "  is asked for), the degree and the vectorizer\n"
        "\n"
        "Exit codes\n"
        "  0 done   1 failed   2 usage   3 bad input, also with --keep-going\n"
        "  4 memory limit   130 interrupted: the journal keeps finished rows\n"
        "\n"
        "Examples\n"
        "  tda features --filtration alpha -d 0-1 -V counts -o train.npy train/\n"
        "      a table of the files in a folder, train.json telling about it\n"
        "  tda features --apply train.json -o test.npy test/\n"
        "      the same columns of other files\n"
        "  tda features -V counts --and --function kde:0.2 -V mass -V summands \\\n"
        "      -j 0 -o both.npz clouds.npy\n"
        "      one and two parameters side by side, on all processors\n",
    .run = features,
};
