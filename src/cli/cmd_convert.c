/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_convert.c - tda convert: the same data in another format.
 *
 * The ending of --output tells what is wanted. A complex is what the filtration of the input
 * makes of it; a table or an array is the input itself, with functions as further columns. A file of
 * results is read and written by results.c. */
#include "cli/option.h"
#include "cli/results.h"
#include "cli/source.h"
#include <stdlib.h>
#include <string.h>

static const cli_row options[] = {
    {.name = "degree",
     .letter = 'd',
     .argument = "K",
     .heading = CLI_RESULT,
     .set = cli_set_degree,
     .help = "Degree of the homology that a firep file presents. Default: 1."},
    {.name = "output",
     .letter = 'o',
     .argument = "FILE",
     .heading = CLI_RESULT,
     .set = cli_set_output,
     .help = "Write to FILE, in the format its ending names: .scc (scc2020) or .firep "
             "for a complex; .csv or .npy for points, distances and images; those below "
             "for results. Must be given."},
    CLI_ROWS_END,
};

/* Points, then functions, as one table. */
static int table_of_points(cli_session *s, const cli_source *src, bool npy,
                           tda_bytes *out)
{
    const tda_cloud *x = &src->points;
    tda_index n = x->size, d = x->dimension, k = src->functions, width = d + k;
    const char **names = NULL;
    char(*number)[32] = NULL;
    double *at = NULL;
    int code = cli_alloc(s, &at, n * width, sizeof *at, "the table");
    if (code == CLI_DONE)
        code = cli_alloc(s, &names, width, sizeof *names, "the names of columns");
    if (code == CLI_DONE)
        code = cli_alloc(s, &number, d, sizeof *number, "the names of columns");
    for (tda_index i = 0; i < n && code == CLI_DONE; i++) {
        for (tda_index j = 0; j < width; j++)
            at[i * width + j] =
                j < d ? x->at[i * d + j] : src->function.at[i * k + j - d];
    }
    bool named = src->input.columns && d == src->input.cloud.dimension;
    for (tda_index j = 0; j < width && code == CLI_DONE; j++) {
        if (j < d && !named)
            snprintf(number[j], sizeof number[j], "x%lld", (long long)j + 1);
        names[j] = j >= d ? src->label[j - d] : named ? src->input.columns[j] : number[j];
    }
    if (code == CLI_DONE) {
        tda_cloud table = {n, width, at, NULL};
        tda_index shape[2] = {n, width};
        tda_status st =
            npy ? tda_npy_f8(s->ctx, out, 2, shape, at)
                : tda_cloud_csv(s->ctx, out, &table, k || named ? names : NULL);
        code = cli_check(s, st, src->name);
    }
    free(at);
    free(names);
    free(number);
    return code;
}

/* Dense: the condensed array (npy) or the square matrix (csv). Sparse: rows i, j, distance. */
static int table_of_distances(cli_session *s, const cli_source *src, bool npy,
                              tda_bytes *out)
{
    const tda_distances *d = &src->input.distances;
    tda_index n = d->size, k = 0, pairs = d->lower ? n * (n - 1) / 2 : d->pairs;
    tda_index rows = d->lower ? n : pairs, width = d->lower ? n : 3;
    double *at;
    if (npy && !d->lower)
        return cli_usage(s->o->command, "sparse distances are written as .csv, not .npy");
    int code = cli_alloc(s, &at, npy ? pairs : rows,
                         (size_t)(npy ? 1 : width + 1) * sizeof *at, "the distances");
    if (code != CLI_DONE)
        return code;
    for (tda_index i = 0; npy && i < n; i++)
        for (tda_index j = i + 1; j < n; j++)
            at[k++] = d->lower[j * (j - 1) / 2 + i];
    for (tda_index i = 0; !npy && d->lower && i < n; i++)
        for (tda_index j = 0; j < n; j++)
            at[k++] = i == j  ? 0
                      : i > j ? d->lower[i * (i - 1) / 2 + j]
                              : d->lower[j * (j - 1) / 2 + i];
    for (tda_index i = 0; !d->lower && i < pairs; i++) {
        at[k++] = (double)d->tail[i];
        at[k++] = (double)d->head[i];
        at[k++] = d->value[i];
    }
    tda_cloud table = {rows, width, at, NULL};
    tda_status st = npy ? tda_npy_f8(s->ctx, out, 1, &pairs, at)
                        : tda_cloud_csv(s->ctx, out, &table, NULL);
    free(at);
    return cli_check(s, st, src->name);
}

/* A npy array, channels on the last axis. */
static int array_of_image(cli_session *s, const cli_source *src, bool npy, tda_bytes *out)
{
    const tda_image *image = &src->input.image;
    tda_index shape[TDA_IMAGE_AXES + 1], pixels;
    double *value;
    if (!npy)
        return cli_usage(s->o->command, "an image is written as .npy, not .csv");
    for (int i = 0; i < image->axes; i++)
        shape[i] = image->shape[i];
    shape[image->axes] = image->channels;
    int code = cli_image_pack(s, image, &value, &pixels);
    if (code != CLI_DONE)
        return code;
    tda_status st =
        tda_npy_f8(s->ctx, out, image->axes + (image->channels > 1), shape, value);
    free(value);
    return cli_check(s, st, src->name);
}

static int complex_file(cli_session *s, cli_source *src, bool firep, tda_bytes *out)
{
    tda_complex *complex = NULL;
    int code = cli_source_complex(s, src, &complex);
    if (code == CLI_DONE)
        code = cli_source_squeeze(s, src, &complex, NULL);
    if (code == CLI_DONE) {
        tda_status st = firep ? tda_complex_firep(s->ctx, out, complex, s->o->first)
                              : tda_complex_scc2020(s->ctx, out, complex);
        code = cli_check(s, st, src->name);
    }
    tda_complex_free(complex);
    return code;
}

static int table(cli_session *s, const cli_source *src, bool npy, tda_bytes *out)
{
    static const char *const only_complex[] = {"filtration",    "scale",  "threshold",
                                               "max-dimension", "degree", "grid",
                                               "construction"};
    for (size_t i = 0; i < sizeof only_complex / sizeof *only_complex; i++)
        if (cli_given(s->o, only_complex[i]))
            return cli_usage(s->o->command,
                             "--%s needs a complex to be written, .scc or .firep",
                             only_complex[i]);
    switch (src->input.kind) {
    case TDA_KIND_CLOUD: return table_of_points(s, src, npy, out);
    case TDA_KIND_DISTANCES:
        if (src->functions == 0)
            return table_of_distances(s, src, npy, out);
        return cli_usage(
            s->o->command,
            "a table of distances has no place for a function, write a complex, .scc "
            "or .firep");
    case TDA_KIND_IMAGE: return array_of_image(s, src, npy, out);
    case TDA_KIND_COMPLEX:
    case TDA_KIND_NONE: break;
    }
    return cli_usage(s->o->command,
                     "%s holds a complex, which is written as .scc or .firep", src->name);
}

static int run(cli_session *s, cli_source *src)
{
    static const char *const endings[] = {".scc", ".scc2020", ".firep",
                                          ".csv", ".npy",     NULL};
    const char *ending = cli_ending(s->o->output[0]);
    tda_bytes out = {0};
    bool npy = strcmp(ending, ".npy") == 0;
    int code = cli_outputs_check(s, endings);
    if (code == CLI_DONE)
        code = cli_source_read(s, src);
    if (code == CLI_DONE)
        code = cli_source_functions(s, src, true);
    if (code != CLI_DONE)
        return code;
    if (npy || strcmp(ending, ".csv") == 0)
        code = table(s, src, npy, &out);
    else
        code = complex_file(s, src, strcmp(ending, ".firep") == 0, &out);
    if (code == CLI_DONE)
        code = cli_write(s, s->o->output[0], &out);
    tda_bytes_clear(&out);
    return code;
}

/* Results are written anew, else INPUT is one. */
static int convert_either(const cli_options *o)
{
    static cli_results results; /* large */
    cli_session s = {0};
    int code = cli_session_open(&s, o);
    if (code == CLI_DONE)
        code = cli_results_read(&s, &results);
    bool held = results.held != CLI_NO_RESULT;
    if (code == CLI_DONE && held)
        code = cli_results_convert(&s, &results);
    cli_results_clear(&results);
    cli_progress_clear();
    code = cli_session_close(&s, code);
    return code == CLI_DONE && !held ? cli_with_source(o, run) : code;
}

static int convert(const cli_options *given)
{
    cli_options o = *given;
    if (o.outputs != 1 || strcmp(o.output[0], "-") == 0)
        return cli_usage(o.command,
                         "give one --output FILE, whose ending names the format");
    if (!cli_given(&o, "degree"))
        o.first = o.last = 1;
    if (o.first != o.last)
        return cli_usage(o.command, "a firep file presents one degree, not %d to %d",
                         o.first, o.last);
    return convert_either(&o);
}

static const char about[] =
    "Writes INPUT in the format that the ending of FILE names. Points and distances\n"
    "become complexes by the filtration that signed-barcode would use; points,\n"
    "distances and images also go to tables and arrays. INPUT - is standard input.\n"
    "\n"
    "  INPUT              .scc   .firep   .csv                   .npy\n"
    "  points             yes    yes      yes, with functions    yes, with functions\n"
    "  distances          yes    yes      matrix, or i,j,d rows  condensed\n"
    "  image              yes    yes      no                     yes\n"
    "  filtered complex   yes    yes      no                     no\n"
    "\n"
    "A firep file holds two parameters, one grade a cell, and the homology of one\n"
    "degree, which every reader takes for degree 1.\n"
    "\n"
    "What the other commands wrote is converted too, with all degrees:\n"
    "\n"
    "  INPUT                           to\n"
    "  diagram: .csv .json .npz .pers  .csv .npy .npz .json .pers .dipha .svg\n"
    "  modules: .json                  .csv .npz .json .svg\n"
    "  signed measures: .csv           .csv .npy .json .svg\n"
    "  signed barcodes: .csv           .csv .npy .npz .json .svg\n";

static const char after[] =
    "Examples\n"
    "  tda convert --function knn:5 points.csv -o points.scc\n"
    "      the alpha complex with its grades, for other programs\n"
    "  tda convert --function column:4 --degree 0 table.csv -o h0.firep\n"
    "  tda convert distances.lower -o distances.npy\n"
    "  tda convert diagram.npz -o diagram.svg\n";

const cli_command cli_convert = {
    .name = "convert",
    .groups = CLI_TAKES_HELP | CLI_TAKES_RUN | CLI_TAKES_INPUT | CLI_TAKES_BUILD |
              CLI_TAKES_SEVERAL | CLI_TAKES_GRID,
    .options = options,
    .usage = "convert [OPTIONS] INPUT -o FILE",
    .summary = "the same data in another format",
    .about = about,
    .after = after,
    .run = convert,
};
