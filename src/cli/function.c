/* SPDX-License-Identifier: GPL-3.0-or-later */
/* function.c - The functions on the points: computed, taken out of the table, or read.
 *
 * Columns that are functions leave the coordinates before anything is computed from these. The
 * functions fill a table [n x k], one column after the other, with a name and a unit each. */
#include "cli/source.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The column (from 0) that a column:J means, or -1 after a message. */
static tda_index column_of(cli_session *s, const cli_source *src, const cli_function *f)
{
    const tda_cloud *cloud = &src->input.cloud;
    char **names = src->input.columns;
    if (f->count > 0 && f->count <= cloud->dimension)
        return f->count - 1;
    for (tda_index j = 0; names && j < cloud->dimension; j++)
        if (strcmp(names[j], f->text) == 0)
            return j;
    cli_usage(s->o->command, "%s has %lld columns%s and none that is '%s'", src->name,
              (long long)cloud->dimension, names ? "" : ", without names,", f->text);
    return -1;
}

/* src->points := the cloud without the columns marked in `taken`. */
static int drop_columns(cli_session *s, cli_source *src, const bool *taken)
{
    const tda_cloud *cloud = &src->input.cloud;
    tda_index left = 0, k = 0;
    for (tda_index j = 0; j < cloud->dimension; j++)
        left += !taken[j];
    src->points = *cloud;
    src->points.own = NULL;
    if (left == cloud->dimension)
        return CLI_DONE;
    if (left == 0)
        return cli_usage(s->o->command,
                         "every column of %s is a function, no coordinate is left",
                         src->name);
    double *at;
    int code = cli_alloc(s, &at, cloud->size * left, sizeof *at, "a copy of the points");
    if (code != CLI_DONE)
        return code;
    for (tda_index i = 0; i < cloud->size; i++)
        for (tda_index j = 0; j < cloud->dimension; j++)
            if (!taken[j])
                at[k++] = cloud->at[i * cloud->dimension + j];
    src->own[0] = at;
    src->points.at = at;
    src->points.dimension = left;
    return CLI_DONE;
}

static int take_columns(cli_session *s, cli_source *src, tda_index *column)
{
    const cli_options *o = s->o;
    bool any = false, *taken;
    bool mesh = src->input.kind == TDA_KIND_COMPLEX && src->input.cloud.size > 0;
    if (src->input.kind != TDA_KIND_CLOUD && !mesh)
        return cli_usage(o->command,
                         "--function column:J needs a table of points, and %s is none",
                         src->name);
    int code = cli_alloc(s, &taken, src->input.cloud.dimension, sizeof *taken,
                         "a list of columns");
    if (code != CLI_DONE)
        return code;
    memset(taken, 0, (size_t)src->input.cloud.dimension * sizeof *taken);
    for (int i = 0; i < o->functions && code == CLI_DONE; i++) {
        if (o->function[i].kind != CLI_COLUMN)
            continue;
        column[i] = column_of(s, src, &o->function[i]);
        if (column[i] < 0)
            code = CLI_USAGE;
        else
            taken[column[i]] = any = true;
    }
    if (code == CLI_DONE && any && !mesh)
        code = drop_columns(s, src, taken);
    free(taken);
    return code;
}

/* The numbers of a table or of a npy array, for free(), and how many rows of how many. */
static int read_numbers(cli_session *s, const char *path, double **out, tda_index *rows,
                        tda_index *width)
{
    tda_input in = {0};
    tda_read_opts opts = TDA_READ_OPTS_INIT;
    bool npy = strcmp(cli_ending(path), ".npy") == 0;
    opts.format = npy ? TDA_FORMAT_NPY : TDA_FORMAT_POINTS;
    opts.as = npy ? TDA_KIND_IMAGE : TDA_KIND_CLOUD; /* an image may have one axis */
    tda_status st = tda_input_read(s->ctx, &in, path, &opts);
    if (st != TDA_OK)
        return cli_fail(s, st, path);
    tda_index size = in.cloud.size * in.cloud.dimension;
    int code = npy ? cli_image_pack(s, &in.image, out, &size)
                   : cli_alloc(s, out, size, sizeof **out, "the function");
    if (code == CLI_DONE && !npy)
        memcpy(*out, in.cloud.at, (size_t)size * sizeof **out);
    *rows = npy ? in.image.shape[0] : in.cloud.size;
    *width = *rows ? size / *rows : 0;
    tda_input_clear(&in);
    return code;
}

/* Read a file of function values: a row for each of n points, or all n in one row. */
static int read_values(cli_session *s, const cli_source *src, const char *path,
                       tda_index n, double *out)
{
    tda_index rows = 0, width = 0;
    double *at = NULL;
    int code = read_numbers(s, path, &at, &rows, &width);
    if (code != CLI_DONE)
        return code;
    if ((rows == n && width == 1) || (rows == 1 && width == n))
        memcpy(out, at, (size_t)n * sizeof *out);
    else
        code = cli_error(
            s->o->command, CLI_INPUT,
            "%s: %lld row%s of %lld number%s, where %s needs one number for each of "
            "its %lld points",
            path, (long long)rows, rows == 1 ? "" : "s", (long long)width,
            width == 1 ? "" : "s", src->name, (long long)n);
    free(at);
    return code;
}

static tda_status compute_cloud(tda_ctx *ctx, double *out, const tda_cloud *x,
                                const cli_function *f)
{
    switch (f->kind) {
    case CLI_KDE: return tda_cloud_kde(ctx, out, x, f->number);
    case CLI_DTM: return tda_cloud_dtm(ctx, out, x, f->number);
    case CLI_KNN: return tda_cloud_knn(ctx, out, x, f->count);
    default: return tda_cloud_eccentricity(ctx, out, x, f->number);
    }
}

static tda_status compute_distances(tda_ctx *ctx, double *out, const tda_distances *d,
                                    const cli_function *f)
{
    switch (f->kind) {
    case CLI_KDE: return tda_distances_kde(ctx, out, d, f->number);
    case CLI_DTM: return tda_distances_dtm(ctx, out, d, f->number);
    case CLI_KNN: return tda_distances_knn(ctx, out, d, f->count);
    default: return tda_distances_eccentricity(ctx, out, d, f->number);
    }
}

static tda_status compute_graph(tda_ctx *ctx, double *out, const tda_distances *d,
                                const cli_function *f)
{
    switch ((int)f->kind) {
    case CLI_DEGREE: return tda_distances_degree(ctx, out, d);
    case CLI_CLOSENESS: return tda_distances_closeness(ctx, out, d);
    case CLI_FORMAN: return tda_distances_forman(ctx, out, d);
    case CLI_OLLIVIER: return tda_distances_ollivier(ctx, out, d, f->number);
    case CLI_HEAT_KERNEL: return tda_distances_heat_kernel(ctx, out, d, f->number);
    case CLI_FIEDLER: return tda_distances_fiedler(ctx, out, d);
    default: return tda_distances_resistance(ctx, out, d);
    }
}

/* A function on the graph of the distances, or on the edges of the mesh or complex. */
static int graph_values(cli_session *s, cli_source *src, const cli_function *f,
                        double *out)
{
    const tda_input *in = &src->input;
    tda_distances edges = {0};
    tda_status st = TDA_OK;
    if (in->kind == TDA_KIND_CLOUD)
        return cli_usage(s->o->command,
                         "%s holds points alone: functions of graphs are for distances "
                         "and meshes",
                         src->name);
    if (in->kind == TDA_KIND_COMPLEX)
        st = tda_complex_edges(s->ctx, &edges, in->complex,
                               in->cloud.size ? &in->cloud : NULL);
    if (st == TDA_OK)
        st = compute_graph(s->ctx, out,
                           in->kind == TDA_KIND_COMPLEX ? &edges : &in->distances, f);
    tda_distances_clear(&edges);
    return cli_check(s, st, src->name);
}

/* One function into out [n]. */
static int values_of(cli_session *s, cli_source *src, const cli_function *f,
                     tda_index column, tda_index n, double *out)
{
    const tda_cloud *cloud = &src->input.cloud;
    tda_status st = TDA_OK;
    if (f->kind == CLI_FILE)
        return read_values(s, src, f->text, n, out);
    if (f->kind >= CLI_DEGREE)
        return graph_values(s, src, f, out);
    if (f->kind == CLI_COORDINATE &&
        (f->count > src->points.dimension || !src->points.size))
        return cli_usage(s->o->command, "%s has no coordinate %c", src->name,
                         (int)('x' + f->count - 1));
    if (f->kind == CLI_COORDINATE)
        for (tda_index i = 0; i < n; i++)
            out[i] = src->points.at[i * src->points.dimension + f->count - 1];
    else if (f->kind == CLI_COLUMN)
        for (tda_index i = 0; i < n; i++)
            out[i] = cloud->at[i * cloud->dimension + column];
    else if (src->input.kind != TDA_KIND_DISTANCES)
        st = compute_cloud(s->ctx, out, &src->points, f);
    else
        st = compute_distances(s->ctx, out, &src->input.distances, f);
    return cli_check(s, st, src->name);
}

/* How the axis of a function is called: what it is, and its parameter. */
static void name_function(const cli_options *o, const cli_source *src,
                          const cli_function *f, tda_index column, char label[64],
                          const char **unit)
{
    static const char *const graph[] = {"degree",
                                        "closeness",
                                        "Forman curvature",
                                        "Ollivier curvature",
                                        "heat-kernel signature",
                                        "Fiedler vector",
                                        "resistance"};
    const char *minus = o->reverse ? "negated " : "", *slash = strrchr(f->text, '/');
    *unit = "";
    switch (f->kind) {
    case CLI_KDE:
        snprintf(label, 64, "%sdensity (kde, h = %.20s)", o->reverse ? "" : "co",
                 f->text);
        break;
    case CLI_DTM:
        snprintf(label, 64, "%sdistance to measure (mass %.20s)", minus, f->text);
        *unit = "same as input";
        break;
    case CLI_KNN:
        snprintf(label, 64, "%sdistance to neighbour %.20s", minus, f->text);
        *unit = "same as input";
        break;
    case CLI_ECCENTRICITY:
        snprintf(label, 64, "%seccentricity (p = %.20s)", minus, f->text);
        *unit = "same as input";
        break;
    case CLI_COLUMN:
        if (src->input.columns)
            snprintf(label, 64, "%s%.50s", minus, src->input.columns[column]);
        else
            snprintf(label, 64, "%scolumn %lld", minus, (long long)column + 1);
        break;
    case CLI_FILE:
        snprintf(label, 64, "%s%.50s", minus, slash ? slash + 1 : f->text);
        break;
    case CLI_COORDINATE:
        snprintf(label, 64, "%s%c", minus, (int)('x' + f->count - 1));
        *unit = "same as input";
        break;
    case CLI_FUNCTION_KINDS: break;
    default:
        snprintf(label, 64, "%s%s%s%.20s", minus, graph[f->kind - CLI_DEGREE],
                 f->kind == CLI_HEAT_KERNEL ? " at " : "",
                 f->kind == CLI_HEAT_KERNEL ? f->text : "");
    }
}

/* The function that the input brings along, where no --function is given. */
static int own_function(cli_session *s, cli_source *src)
{
    const tda_input *in = &src->input;
    const tda_cloud *f = &in->function;
    bool negate = in->reverse[0] != s->o->reverse;
    double *at;
    src->functions = (int)f->dimension;
    int code = cli_alloc(s, &at, f->size, sizeof *at, "the function");
    if (code != CLI_DONE)
        return code;
    for (tda_index i = 0; i < f->size; i++)
        at[i] = negate ? 0 - f->at[i] : f->at[i];
    src->own[1] = at;
    src->function = (tda_cloud){f->size, 1, at, NULL};
    snprintf(src->label[0], sizeof src->label[0], "%s%.50s", negate ? "negated " : "",
             in->label[0][0] ? in->label[0] : "function");
    src->unit[0] = "";
    cli_say(s, "function: that of the file, '%s'", src->label[0]);
    return CLI_DONE;
}

/* How many points or vertices there are. */
static tda_index count_points(const cli_source *src)
{
    tda_index n = 0;
    if (src->input.kind == TDA_KIND_DISTANCES)
        return src->input.distances.size;
    if (src->input.kind != TDA_KIND_COMPLEX)
        return src->input.cloud.size;
    const tda_cells *c = tda_complex_cells(src->input.complex);
    for (tda_index i = 0; i < c->size; i++)
        n += c->dim[i] == 0;
    return n;
}

int cli_source_functions(cli_session *s, cli_source *src, bool values)
{
    const cli_options *o = s->o;
    tda_index column[CLI_FUNCTIONS] = {0};
    tda_index n = count_points(src);
    bool columns = false;
    double *at = NULL, *one = NULL;
    int k = o->functions, code = CLI_DONE;
    src->points = src->input.cloud;
    src->points.own = NULL;
    if (k == 0 && src->input.function.size > 0)
        return own_function(s, src);
    for (int i = 0; i < k; i++)
        columns |= o->function[i].kind == CLI_COLUMN;
    if (columns)
        code = take_columns(s, src, column);
    src->functions = k;
    if (code != CLI_DONE || k == 0 || !values)
        return code;
    code = cli_alloc(s, &at, n * k, sizeof *at, "the functions");
    if (code == CLI_DONE)
        code = cli_alloc(s, &one, n, sizeof *one, "a function");
    src->own[1] = at;
    for (int i = 0; i < k && code == CLI_DONE; i++) {
        code = values_of(s, src, &o->function[i], column[i], n, one);
        for (tda_index j = 0; j < n && code == CLI_DONE; j++)
            at[j * k + i] = o->reverse ? 0 - one[j] : one[j];
        name_function(o, src, &o->function[i], column[i], src->label[i], &src->unit[i]);
        if (code == CLI_DONE)
            cli_say(s, "function %d: %s", i + 1, src->label[i]);
    }
    src->function = (tda_cloud){n, k, at, NULL};
    free(one);
    return code;
}
