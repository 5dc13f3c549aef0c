/* SPDX-License-Identifier: GPL-3.0-or-later */
/* options.c - One table of options, from which command lines are parsed and help is printed.
 *
 * A row says which commands take the option, for which filtrations it means something, how its
 * value is read, and what it is for. getopt_long does the splitting. */
#include "cli/cli.h"
#include <getopt.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    SB = CLI_SIGNED_BARCODE,
    IN = CLI_INFO,
    CV = CLI_CONVERT,
    BC = CLI_BARCODE,
    PR = CLI_PRESENTATION,
    DI = CLI_DISTANCE,
    SL = CLI_SLICE,
    MANY = SB | IN | CV | PR | SL,
    ALL = BC | MANY,
    FUNCTION_RIPS = 1 << CLI_FUNCTION_RIPS,
    RIPS = FUNCTION_RIPS | 1 << CLI_RIPS,
    FUNCTION_ALPHA = 1 << CLI_ALPHA_LOWER_STAR,
    ALPHA = FUNCTION_ALPHA | 1 << CLI_ALPHA,
    STAR = 1 << CLI_LOWER_STAR,
    SPARSE = 1 << CLI_SPARSE_RIPS,
    CECH = 1 << CLI_CECH | 1 << CLI_DELAUNAY_CECH,
    WEIGHTED = 1 << CLI_WEIGHTED_ALPHA,
    WITNESS = 1 << CLI_WITNESS | 1 << CLI_STRONG_WITNESS,
    CUBES = 1 << CLI_CUBICAL,
    GIVEN = 1 << CLI_COMPLEX,
    FUNCTIONS = FUNCTION_RIPS | FUNCTION_ALPHA | STAR,
    ANY = RIPS | ALPHA | STAR | CUBES | GIVEN | SPARSE | CECH | WEIGHTED | WITNESS,
};

typedef struct row {
    const char *name; /* NULL: a heading */
    char letter;
    const char *argument; /* NULL: a flag */
    unsigned commands;
    unsigned filtrations;
    cli_setter *set;
    size_t field;
    const char *help;
} row;

#define AT(member) offsetof(cli_options, member)
#define HEADING(commands, text)                                                          \
    {                                                                                    \
        NULL, 0, NULL, commands, ANY, NULL, 0, text                                      \
    }

static const row rows[] = {
    HEADING(ALL, "Input"),
    {"format", 0, "NAME", ALL, ANY, cli_set_format, AT(format),
     "Read INPUT as this format: points, off, npy, lower, upper, full, sparse, binary, "
     "dipha, "
     "rivet, firep, scc2020 or perseus. Default: auto, by content and then by "
     "extension."},
    {"as", 0, "KIND", ALL, ANY, cli_set_as, AT(as),
     "What a npy array is: points (one row a point), distances (a square matrix) or "
     "image. "
     "Default: image with --filtration cubical or --channels, else points."},
    {"channels", 0, "WHERE[:N]", MANY, CUBES, cli_set_channels, AT(channels),
     "Which axis of a npy image holds its N channels, each of which becomes a parameter: "
     "first, "
     "last or none. N is 2 where it is not given. Default: none, one channel."},
    {"construction", 0, "T|V", ALL, CUBES, cli_set_construction, AT(construction),
     "What the pixels of an image are: T, the top cells, a face appearing with its first "
     "pixel; or V, the vertices, a cube appearing with its last. Default: T."},

    HEADING(ALL, "Filtration"),
    {"filtration", 0, "NAME", BC, ANY, cli_set_filtration, AT(filtration),
     "What grows: rips, all simplices, each with its longest edge; alpha, the Delaunay "
     "triangulation by the balls about its points; lower-star, by the values of a "
     "--function "
     "on the points, the Delaunay triangulation, or with distances the simplices up to "
     "--threshold; sparse-rips, some edges of rips, --epsilon telling how near; cech, "
     "all simplices by the smallest balls about them; delaunay-cech, of these the "
     "Delaunay ones; weighted-alpha, alpha of balls of the squared radii that --function "
     "gives; witness and strong-witness, simplices on --landmarks that the other points "
     "see; cubical, an image by its pixels; complex, the one in INPUT. Default: "
     "by what "
     "INPUT holds: alpha for points in dimension 1 to 3, rips for other points and for "
     "distances, cubical for an image, complex for a complex."},
    {"filtration", 0, "NAME", IN, ANY, cli_set_filtration, AT(filtration),
     "One of those of barcode (rips, alpha, lower-star) or signed-barcode "
     "(function-rips, "
     "alpha-lower-star) or both (cubical, complex). Default: what each would choose."},
    {"filtration", 0, "NAME", SB | CV | PR | SL, ANY, cli_set_filtration, AT(filtration),
     "function-rips, alpha-lower-star, cubical or complex. Default: by what INPUT holds: "
     "alpha-lower-star for points in dimension 1 to 3, function-rips for other points "
     "and for "
     "distances, cubical for an image, complex for a complex."},
    {"function", 0, "FUNCTION", BC, STAR | WEIGHTED, cli_set_function, 0,
     "The function on the points whose values lower-star sweeps: kde:H, dtm:M, knn:K, "
     "eccentricity:P, column:J or file:PATH, as in `tda help signed-barcode`. Default: "
     "the "
     "function that INPUT holds, if it is a RIVET file."},
    {"function", 0, "FUNCTION", MANY, FUNCTIONS, cli_set_function, 0,
     "The function on the points, which gives the second parameter:\n"
     "kde:H - Gaussian density of bandwidth H, negated so that dense points come first;\n"
     "dtm:M - distance to the measure, of mass M, 0 < M <= 1;\n"
     "knn:K - distance to the K-th nearest neighbour, the point itself being the first;\n"
     "eccentricity:P - mean distance of order P, P >= 1 or inf, to all points;\n"
     "column:J - the column J of INPUT, by its number from 1 or by its name in the "
     "header line; "
     "it is then no coordinate;\n"
     "file:PATH - a table with one number for each point.\n"
     "Each further --function adds a parameter. Default: the function that INPUT holds, "
     "if it "
     "is a RIVET file."},
    {"reverse", 'r', NULL, SB | CV | BC | PR | SL, FUNCTIONS | CUBES, cli_set_flag,
     AT(reverse), "Negate the function, or the pixels: large values come first."},
    {"scale", 0, "MEANING", ALL, RIPS | ALPHA | SPARSE | CECH, cli_set_scale, AT(scale),
     "What the first parameter is: diameter, so that an edge of a Rips complex appears "
     "at its "
     "length, radius, half of that, or radius-squared. Default: diameter."},
    {"threshold", 't', "T", MANY, RIPS | ALPHA | STAR, cli_set_number, AT(threshold),
     "Leave out simplices past the scale T, in the units of --scale. Default: keep all; "
     "for a "
     "RIVET file its --maxdist."},
    {"threshold", 't', "T", BC, ANY & ~(unsigned)(CUBES | GIVEN), cli_set_number,
     AT(threshold),
     "Leave out simplices past the scale T, in the units of --scale; for witness "
     "complexes "
     "past the relaxation T, whose default is 0. Default: keep all; for a RIVET file its "
     "--maxdist."},
    {"epsilon", 'e', "E", BC, SPARSE, cli_set_epsilon, AT(epsilon),
     "The bars of sparse-rips are within a factor of 1 / (1 - E) of those of rips, "
     "0 < E < 1. Default: 0.1."},
    {"landmarks", 'l', "K", BC, WITNESS, cli_set_landmarks, AT(landmarks),
     "Take K points of INPUT, each farthest from those before it. Must be given for "
     "witness "
     "complexes."},
    {"periodic", 0, "I[,J...]", BC, CUBES, cli_set_periodic, AT(periodic),
     "The ends of these axes of an image, counted from 1, meet. Default: none do."},
    {"parameter", 0, "P", BC, GIVEN, cli_set_parameter, AT(parameter),
     "Sweep the parameter P, from 1, of a complex that has several, which are then taken "
     "at "
     "their top. Must be given for those."},
    {"max-dimension", 0, "D", MANY, FUNCTION_RIPS, cli_set_dimension, AT(max_dimension),
     "Build simplices up to dimension D. Default: one more than the greatest degree."},

    HEADING(BC | SL, "Result"),
    {"max-degree", 'd', "K", BC, ANY, cli_set_top, AT(last),
     "Homology up to degree K. Default: 1 with rips, sparse-rips, cech and witness, else "
     "all degrees there are."},
    {"line", 'l', "B1,B2,V1,V2", SL, ANY, cli_set_line, AT(line),
     "The line from the grade (B1, B2) by (V1, V2) for each unit: as many numbers for "
     "the "
     "base and for the direction as there are parameters, the direction not negative. "
     "Must "
     "be given."},
    {"max-degree", 'd', "K", SL, ANY, cli_set_top, AT(last),
     "Homology up to degree K. Default: 1."},
    {"field", 0, "P", BC, 1 << CLI_RIPS | SPARSE, cli_set_field, AT(field),
     "Coefficients in Z/P, the field with P elements, P a prime below 32768. Default: "
     "2."},
    {"engine", 0, "NAME", BC, ANY, cli_set_engine, AT(engine),
     "Build the complex and reduce its boundary matrix by twist, cohomology or phat; the "
     "result is the same. Default: auto, without a complex for rips and cubical, else by "
     "its "
     "sizes."},
    {"cycles", 'c', "FILE", BC, ANY, cli_set_text, AT(cycles),
     "Write a cycle for each bar to FILE, - being standard output, as csv: the cells "
     "that "
     "carry it when it is born. For an image builds the complex."},
    {"cocycles", 0, NULL, BC, ANY, cli_set_flag, AT(cocycles),
     "Write cocycles with --cycles instead."},
    {"plot", 0, "KIND", BC | SL, ANY, cli_set_plot, AT(plot),
     "What a picture shows: barcode, a line a bar; or diagram, a point a bar. Default: "
     "barcode."},
    {"output", 'o', "FILE", BC | SL, ANY, cli_set_output, 0,
     "Write to FILE, in the format its ending names: .csv, .npy, .npz, .json, .pers "
     "(GUDHI), "
     ".dipha or .svg. May be repeated. Default: csv on standard output."},
    HEADING(SB, "Result"),
    {"invariant", 'i', "NAME", SB, ANY, cli_set_invariant, AT(invariant),
     "hilbert, the signed barcode of the dimension of homology, degree by degree; euler, "
     "that of the Euler characteristic of the complex as built; rank, that of the rank "
     "invariant, of the ranks between all pairs of grades, by rectangles; hook, the same "
     "by "
     "hooks. hilbert costs one run for each value of the third and later parameters; "
     "rank and "
     "hook are for two, and cost one for each value of the parameter with fewer. "
     "Default: "
     "hilbert."},
    {"degree", 'd', "K|K-L", SB, ANY, cli_set_degree, 0,
     "Homology degree K, or K to L. May be repeated. Default: 0 and 1."},
    {"degree", 'd', "K|K-L", IN, ANY, cli_set_degree, 0,
     "Homology degrees for which the cost is told. Default: 0 and 1."},
    HEADING(CV, "Result"),
    {"degree", 'd', "K", CV, ANY, cli_set_degree, 0,
     "Degree of the homology that a firep file presents. Default: 1."},
    HEADING(PR, "Result"),
    {"degree", 'd', "K|K-L", PR, ANY, cli_set_degree, 0,
     "Homology degree K, or K to L. May be repeated. Default: 1."},
    {"betti", 'b', NULL, PR, ANY, cli_set_flag, AT(betti),
     "Write the bigraded Betti numbers to standard output, not the presentation."},
    {"grid", 'g', "N[,M]|exact", SB | CV | PR, ANY, cli_set_grid, AT(grid_axes),
     "Move grades up to a grid of N by M equally spaced values (N by N if M is not "
     "given): the "
     "result is exact at its nodes. Default: exact, every value that occurs."},
    {"dense", 0, NULL, SB, ANY, cli_set_flag, AT(dense),
     "Write the function itself on every node of the grid instead of its signed barcode: "
     "csv, "
     "or a npy array [degrees x N x M] of integers."},
    {"output", 'o', "FILE", SB, ANY, cli_set_output, 0,
     "Write to FILE, in the format its ending names: .csv, .npy, .json or .svg. May be "
     "repeated. Default: csv on standard output."},
    {"output", 'o', "FILE", CV, ANY, cli_set_output, 0,
     "Write to FILE, in the format its ending names: .scc (scc2020) or .firep for a "
     "complex; "
     ".csv or .npy for points, distances and images. Must be given."},
    {"output", 'o', "FILE", PR, ANY, cli_set_output, 0,
     "Write to FILE, in the format its ending names: .scc (scc2020) or .firep for the "
     "presentation of one degree; .json for presentations and Betti numbers; .csv or "
     ".svg for "
     "Betti numbers. May be repeated. Default: scc2020 on standard output."},
    {"title", 0, "TEXT", BC | SL, ANY, cli_set_text, AT(title),
     "Title of the picture. Default: what the plot is called."},
    {"title", 0, "TEXT", SB | PR, ANY, cli_set_text, AT(title),
     "Title of the picture. Default: the degree and the filtration."},

    HEADING(DI, "Distance"),
    {"degree", 'd', "K", DI, ANY, cli_set_degree, 0,
     "Compare the bars of homology degree K alone. Default: all degrees, each within "
     "itself."},
    {"order", 'q', "Q", DI, ANY, cli_set_exponent, AT(order),
     "The order of wasserstein, from 1 on; inf is bottleneck. Default: 2."},
    {"norm", 'p', "P", DI, ANY, cli_set_exponent, AT(norm),
     "The moves of bottleneck and wasserstein are measured by the P-norm of the changes "
     "of "
     "birth and death, P from 1 on, or inf, the larger of the two. Default: inf."},
    {"gap", 0, "G", DI, ANY, cli_set_number, AT(gap),
     "Be content with a bottleneck distance that is larger than the true one by the "
     "factor "
     "1 + G at most. Default: 0, exact."},
    {"directions", 0, "N", DI, ANY, cli_set_directions, AT(directions),
     "Directions of sliced-wasserstein. Default: 50."},

    HEADING(ALL | DI | CLI_HELP, "Running"),
    {"threads", 'j', "N", ALL | DI, ANY, cli_set_threads, AT(threads),
     "Use N threads, 0 for one a processor. The result does not depend on it. Default: "
     "1."},
    {"seed", 0, "N", SB | CV | BC | PR | SL, ANY, cli_set_seed, AT(seed),
     "Seed of random numbers, kept in the record of the result. Default: 0."},
    {"max-memory", 'm', "SIZE", ALL | DI, ANY, cli_set_size, AT(max_memory),
     "Stop before an estimate passes SIZE bytes, such as 500M or 2G (powers of 1000). "
     "Default: "
     "80% of the machine's memory."},
    {"quiet", 'q', NULL, ALL | DI, ANY, cli_set_flag, AT(quiet),
     "No progress bar. There is none anyway when standard error is no terminal."},
    {"verbose", 'v', NULL, ALL | DI, ANY, cli_set_flag, AT(verbose),
     "Tell on standard error what is chosen and done, with sizes, counts of work and "
     "times."},
    {"help", 'h', NULL, ALL | DI | CLI_HELP, ANY, cli_set_flag, AT(help),
     "Show this text."},
};

enum { ROWS = sizeof rows / sizeof *rows, LONG = 256 };
_Static_assert(ROWS <= 64, "options.given has a bit for each row");

enum { CLOUD = 1 << TDA_KIND_CLOUD, DISTANCES = 1 << TDA_KIND_DISTANCES };

static const struct {
    const char *name;
    unsigned commands, kinds; /* bits */
} filtrations[CLI_FILTRATIONS] = {
    [CLI_FUNCTION_RIPS] = {"function-rips", MANY, CLOUD | DISTANCES},
    [CLI_ALPHA_LOWER_STAR] = {"alpha-lower-star", MANY, CLOUD},
    [CLI_CUBICAL] = {"cubical", ALL, 1 << TDA_KIND_IMAGE},
    [CLI_COMPLEX] = {"complex", ALL, 1 << TDA_KIND_COMPLEX},
    [CLI_RIPS] = {"rips", BC | IN, CLOUD | DISTANCES},
    [CLI_ALPHA] = {"alpha", BC | IN, CLOUD},
    [CLI_LOWER_STAR] = {"lower-star", BC | IN, CLOUD | DISTANCES},
    [CLI_SPARSE_RIPS] = {"sparse-rips", BC, CLOUD | DISTANCES},
    [CLI_CECH] = {"cech", BC, CLOUD},
    [CLI_DELAUNAY_CECH] = {"delaunay-cech", BC, CLOUD},
    [CLI_WEIGHTED_ALPHA] = {"weighted-alpha", BC, CLOUD},
    [CLI_WITNESS] = {"witness", BC, CLOUD},
    [CLI_STRONG_WITNESS] = {"strong-witness", BC, CLOUD},
};

const char *cli_filtration_name(cli_filtration f)
{
    return filtrations[f].name;
}

bool cli_filtration_fits(cli_filtration f, tda_kind kind, const cli_command *command)
{
    return (filtrations[f].commands & command->bit) != 0 &&
           (kind == TDA_KIND_NONE || (filtrations[f].kinds >> kind & 1) != 0);
}

const char *cli_filtrations(char text[200], tda_kind kind, const cli_command *command)
{
    const char *list[CLI_FILTRATIONS];
    int n = 0, length = 0;
    for (int f = 0; f < CLI_FILTRATIONS; f++)
        if (cli_filtration_fits((cli_filtration)f, kind, command))
            list[n++] = filtrations[f].name;
    text[0] = '\0';
    for (int i = 0; i < n; i++)
        length += snprintf(text + length, 200 - (size_t)length, "%s%s",
                           i == 0       ? ""
                           : i == n - 1 ? " or "
                                        : ", ",
                           list[i]);
    return text;
}

static bool takes(const cli_command *command, const row *r)
{
    return (r->commands & command->bit) != 0;
}

static int unknown_option(const cli_command *command, const char *word)
{
    char name[64];
    const char *names[ROWS + 1];
    size_t n = 0, length = strcspn(word, "=");
    snprintf(name, sizeof name, "%.*s", (int)(length < 60 ? length : 60), word);
    for (size_t i = 0; i < ROWS; i++)
        if (rows[i].name && takes(command, &rows[i]))
            names[n++] = rows[i].name;
    names[n] = NULL;
    const char *near = cli_nearest(name + 2, names);
    if (near)
        return cli_usage(command, "unknown option %s, did you mean --%s?", name, near);
    return cli_usage(command, "unknown option %s", name);
}

/* Say what getopt_long stopped at: `c` is ':' or '?'. */
static int refuse(const cli_command *command, int c, char *const *argv)
{
    char name[64] = "";
    if (optopt >= LONG)
        snprintf(name, sizeof name, "--%s", rows[optopt - LONG].name);
    else if (optopt)
        snprintf(name, sizeof name, "-%c", optopt);
    if (c == ':')
        return cli_usage(command, "%s needs a value", name);
    if (optopt >= LONG)
        return cli_usage(command, "%s takes no value", name);
    if (optopt)
        return cli_usage(command, "unknown option %s", name);
    return unknown_option(command, argv[optind - 1]);
}

static const row *row_of(const cli_command *command, int c)
{
    if (c >= LONG)
        return &rows[c - LONG];
    for (size_t i = 0; i < ROWS; i++)
        if (rows[i].name && rows[i].letter == c && takes(command, &rows[i]))
            return &rows[i];
    return NULL;
}

int cli_options_parse(cli_options *o, const cli_command *command, int argc, char **argv)
{
    struct option names[ROWS + 1] = {{NULL, 0, NULL, 0}};
    char letters[2 * ROWS + 2] = ":";
    size_t n = 0, l = 1;
    for (size_t i = 0; i < ROWS; i++) {
        if (!rows[i].name || !takes(command, &rows[i]))
            continue;
        int argument = rows[i].argument ? required_argument : no_argument;
        names[n++] = (struct option){rows[i].name, argument, NULL, LONG + (int)i};
        if (rows[i].letter)
            letters[l++] = rows[i].letter;
        if (rows[i].letter && rows[i].argument)
            letters[l++] = ':';
    }
    *o = (cli_options){.command = command,
                       .filtration = CLI_BY_KIND,
                       .threshold = INFINITY,
                       .max_dimension = -1,
                       .field = 2,
                       .epsilon = 0.1,
                       .order = 2,
                       .norm = INFINITY,
                       .directions = 50,
                       .threads = 1};
    opterr = 0;
    for (int c; (c = getopt_long(argc, argv, letters, names, NULL)) != -1;) {
        const row *r = c == ':' || c == '?' ? NULL : row_of(command, c);
        if (!r)
            return refuse(command, c, argv);
        const char *expected = r->set(o, (char *)o + r->field, optarg);
        if (expected)
            return cli_usage(command, "--%s %s: expected %s", r->name, optarg, expected);
        o->given |= (uint64_t)1 << (r - rows);
    }
    o->input = argv + optind;
    o->inputs = argc - optind;
    return CLI_DONE;
}

bool cli_given(const cli_options *o, const char *name)
{
    for (size_t i = 0; i < ROWS; i++)
        if (rows[i].name && (o->given >> i & 1) && strcmp(rows[i].name, name) == 0)
            return true;
    return false;
}

int cli_options_fit(const cli_options *o, cli_filtration filtration)
{
    for (size_t i = 0; i < ROWS; i++)
        if ((o->given >> i & 1) && !(rows[i].filtrations >> filtration & 1))
            return cli_usage(o->command, "--%s means nothing to the filtration %s",
                             rows[i].name, filtrations[filtration].name);
    return CLI_DONE;
}

enum { INDENT = 6, WIDTH = 80 };

void cli_options_print(FILE *to, const cli_command *command)
{
    for (size_t i = 0; i < ROWS; i++) {
        const row *r = &rows[i];
        if (!takes(command, r))
            continue;
        if (!r->name) {
            fprintf(to, "\n%s\n", r->help);
            continue;
        }
        fprintf(to, r->letter ? "  -%c, " : "  ", r->letter);
        fprintf(to, r->argument ? "--%s %s" : "--%s", r->name, r->argument);
        for (const char *word = r->help; *word;) {
            int column = INDENT;
            fprintf(to, "\n%*s", INDENT - 1, "");
            for (bool same_line = true; same_line && *word;) {
                int length = (int)strcspn(word, " \n");
                if ((column += length + 1) > WIDTH + 1)
                    break;
                fprintf(to, " %.*s", length, word);
                same_line = word[length] != '\n';
                word += length + (word[length] != 0);
            }
        }
        fputc('\n', to);
    }
}
