/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_info.c - tda info: what a file holds, and what a run on it would cost.
 *
 * Everything is a line "name  value". The cost is known exactly or bounded before a complex is
 * built; for Delaunay triangulations only what is usual is known, and the line says so. */
#include "cli/option.h"
#include "cli/results.h"
#include "cli/source.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const cli_row options[] = {
    {.name = "filtration",
     .argument = "NAME",
     .heading = CLI_FILTRATION_HEADING,
     .set = cli_set_filtration,
     .help = "One of those of barcode or signed-barcode. Default: what each would "
             "choose."},
    {.name = "degree",
     .letter = 'd',
     .argument = "K|K-L",
     .heading = CLI_RESULT,
     .set = cli_set_degree,
     .help = "Homology degrees for which the cost is told. Default: 0 and 1."},
    CLI_ROWS_END,
};

typedef struct range {
    double least, most;
    tda_index endless; /* values at infinity, left out of the range */
} range;

static const range nothing = {INFINITY, -INFINITY, 0};

static void widen(range *r, double x)
{
    if (isinf(x)) {
        r->endless++;
        return;
    }
    r->least = x < r->least ? x : r->least;
    r->most = x > r->most ? x : r->most;
}

static void print_range(const range *r)
{
    char least[TDA_NUMBER_CHARS], most[TDA_NUMBER_CHARS];
    tda_number_write(least, r->least);
    tda_number_write(most, r->most);
    if (r->least > r->most)
        printf("none finite");
    else
        printf("[%s, %s]", least, most);
}

static void print_name(const char *name)
{
    printf("%-14s ", name);
}

static void print_count(const char *name, tda_index n)
{
    print_name(name);
    printf("%lld\n", (long long)n);
}

static void print_cloud(const cli_source *src)
{
    const tda_cloud *c = &src->input.cloud;
    print_count("points", c->size);
    print_count("dimension", c->dimension);
    if (src->input.columns) {
        print_name("columns");
        for (tda_index j = 0; j < c->dimension; j++)
            printf("%s%s", j ? ", " : "", src->input.columns[j]);
        putchar('\n');
    }
    print_name("bounding box");
    for (tda_index j = 0; j < c->dimension && j < 10; j++) {
        range r = nothing;
        for (tda_index i = 0; i < c->size; i++)
            widen(&r, c->at[i * c->dimension + j]);
        fputs(j ? " x " : "", stdout);
        print_range(&r);
    }
    puts(c->dimension > 10 ? " x ..." : "");
}

static void print_distances(const tda_distances *d)
{
    tda_index pairs = d->lower ? d->size * (d->size - 1) / 2 : d->pairs;
    range r = nothing;
    for (tda_index i = 0; i < pairs; i++)
        widen(&r, d->lower ? d->lower[i] : d->value[i]);
    print_count("points", d->size);
    print_name("pairs");
    printf("%lld%s\n", (long long)pairs,
           d->lower ? "" : ", the others infinitely far apart");
    print_name("distances");
    print_range(&r);
    putchar('\n');
}

static int print_image(const cli_session *s, const tda_image *image)
{
    tda_index pixels;
    double *value;
    int code = cli_image_pack(s, image, &value, &pixels);
    if (code != CLI_DONE)
        return code;
    print_name("pixels");
    for (int i = 0; i < image->axes; i++)
        printf("%s%lld", i ? " x " : "", (long long)image->shape[i]);
    putchar('\n');
    for (int c = 0; c < image->channels; c++) {
        range r = nothing;
        for (tda_index p = 0; p < pixels; p++)
            widen(&r, value[p * image->channels + c]);
        printf("channel %-6d ", c + 1);
        print_range(&r);
        if (r.endless)
            printf(", %lld at infinity", (long long)r.endless);
        putchar('\n');
    }
    free(value);
    return CLI_DONE;
}

static int print_complex(cli_session *s, const cli_source *src)
{
    const tda_complex *complex = src->input.complex;
    const tda_cells *c = tda_complex_cells(complex);
    tda_index several = 0;
    tda_grid grid = {0};
    tda_status st = tda_complex_grid_exact(s->ctx, &grid, complex);
    if (st != TDA_OK)
        return cli_fail(s, st, src->name);
    print_count("cells", c->size);
    for (int d = 0; d <= tda_complex_dimension(complex); d++) {
        tda_index n = 0;
        for (tda_index i = 0; i < c->size; i++)
            n += c->dim[i] == d;
        printf("  dimension %-2d %lld\n", d, (long long)n);
    }
    for (tda_index i = 0; c->grade_start && i < c->size; i++)
        several += c->grade_start[i + 1] - c->grade_start[i] > 1;
    if (c->grade_start)
        print_count("several grades", several);
    for (int p = 0; p < c->params; p++) {
        tda_index n = grid.start[p + 1] - grid.start[p];
        range r = nothing;
        for (tda_index i = grid.start[p]; i < grid.start[p + 1]; i++)
            widen(&r, grid.value[i]);
        const char *axis = tda_complex_axis_name(complex, p);
        printf("parameter %-4d ", p + 1);
        if (strncmp(axis, "parameter ", 10) != 0)
            printf("%s, ", axis);
        print_range(&r);
        printf(", %lld value%s\n", (long long)n, n == 1 ? "" : "s");
    }
    tda_grid_clear(&grid);
    return CLI_DONE;
}

static void print_zigzag(const cli_source *src)
{
    print_name("file");
    puts(src->name);
    print_name("kind");
    puts("zigzag");
    print_count("steps", src->zigzag.steps);
    print_count("simplices", tda_complex_cells(src->zigzag.complex)->size);
}

static int print_contents(cli_session *s, const cli_source *src)
{
    static const char *const kinds[] = {[TDA_KIND_NONE] = "nothing",
                                        [TDA_KIND_CLOUD] = "points",
                                        [TDA_KIND_DISTANCES] = "distances",
                                        [TDA_KIND_IMAGE] = "image",
                                        [TDA_KIND_COMPLEX] = "filtered complex"};
    const tda_input *in = &src->input;
    if (src->filtration == CLI_ZIGZAG) {
        print_zigzag(src);
        return CLI_DONE;
    }
    print_name("file");
    puts(src->name);
    print_name("kind");
    puts(kinds[in->kind]);
    print_name("format");
    puts(tda_format_name(in->format));
    int code = CLI_DONE;
    switch (in->kind) {
    case TDA_KIND_CLOUD: print_cloud(src); break;
    case TDA_KIND_DISTANCES: print_distances(&in->distances); break;
    case TDA_KIND_IMAGE: code = print_image(s, &in->image); break;
    case TDA_KIND_COMPLEX: code = print_complex(s, src); break;
    case TDA_KIND_NONE: break;
    }
    if (code != CLI_DONE)
        return code;
    if (in->function.size > 0) {
        range r = nothing;
        for (tda_index i = 0; i < in->function.size; i++)
            widen(&r, in->function.at[i]);
        print_name("function");
        if (in->label[0][0])
            printf("%s, ", in->label[0]);
        print_range(&r);
        puts(in->reverse[0] ? ", to be negated" : "");
    }
    if (in->threshold < INFINITY) {
        char text[TDA_NUMBER_CHARS];
        tda_number_write(text, in->threshold);
        print_name("threshold");
        printf("%s, a diameter\n", text);
    }
    return CLI_DONE;
}

/* What the command would cost, if it has the filtration. */
static int print_cost(cli_session *s, const cli_source *src, const cli_command *command)
{
    if (!cli_filtration_fits(src->filtration, src->input.kind, command))
        return CLI_DONE;
    printf("\ntda %s with these options\n", command->name);
    print_name("filtration");
    puts(cli_filtration_name(src->filtration));
    if (src->functions == 0 &&
        (src->filtration < CLI_CUBICAL || src->filtration == CLI_LOWER_STAR)) {
        print_name("function");
        puts("none, --function must be given");
    }
    return cli_cost(s, src, command == &cli_barcode);
}

/* Of the filtration asked for, or of the one that each command would choose. */
static int print_costs(cli_session *s, cli_source *src)
{
    cli_filtration chosen = src->filtration;
    int code = CLI_DONE;
    if (s->o->filtration == CLI_BY_KIND && s->o->functions == 0) {
        if (chosen == CLI_FUNCTION_RIPS)
            src->filtration = CLI_RIPS;
        if (chosen == CLI_ALPHA_LOWER_STAR)
            src->filtration = CLI_ALPHA;
    }
    code = print_cost(s, src, &cli_barcode);
    src->filtration = chosen;
    return code == CLI_DONE ? print_cost(s, src, &cli_signed_barcode) : code;
}

static int print_input(cli_session *s, cli_source *src)
{
    int code = cli_source_read(s, src);
    if (code == CLI_DONE)
        code = cli_source_functions(s, src, false);
    if (code == CLI_DONE)
        code = print_contents(s, src);
    return code == CLI_DONE ? print_costs(s, src) : code;
}

static int info(const cli_options *given)
{
    cli_options o = *given;
    cli_session s = {0};
    cli_source src = {0};
    static cli_results results; /* large */
    if (!cli_given(&o, "degree"))
        o.last = 1;
    int code = cli_session_open(&s, &o);
    if (code == CLI_DONE)
        code = cli_results_read(&s, &results);
    if (code == CLI_DONE && results.held)
        cli_results_print(&s, &results);
    else if (code == CLI_DONE)
        code = print_input(&s, &src);
    cli_progress_clear();
    int written = cli_stdout(o.command, "", 0);
    cli_source_clear(&src);
    cli_results_clear(&results);
    return cli_session_close(&s, code == CLI_DONE ? written : code);
}

static const char about[] =
    "Tells what FILE holds (points, distances, an image or a filtered complex), its\n"
    "sizes and ranges, and how many cells and how much memory tda barcode and tda\n"
    "signed-barcode would need with the same options, without building anything.\n"
    "Of a file that they wrote, a diagram, modules, signed measures or signed\n"
    "barcodes, it tells what is in each degree. FILE - is standard input.\n";

static const char after[] =
    "Examples\n"
    "  tda info points.csv\n"
    "  tda info --filtration function-rips --threshold 0.5 points.csv\n"
    "      how many simplices are left below the scale 0.5\n";

const cli_command cli_info = {
    .name = "info",
    .groups = CLI_TAKES_HELP | CLI_TAKES_RUN | CLI_TAKES_INPUT | CLI_TAKES_ONE |
              CLI_TAKES_SEVERAL,
    .options = options,
    .usage = "info [OPTIONS] FILE",
    .summary = "what a file holds, and what a run on it would cost",
    .about = about,
    .after = after,
    .run = info,
};
