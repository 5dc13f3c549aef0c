/* SPDX-License-Identifier: GPL-3.0-or-later */
/* option_rows.c - The options that several commands share, by groups that a command takes. */
#include "cli/option.h"

static const char *const constructions[] = {"T", "V", NULL};
static const char *const scales[] = {"diameter", "radius", "radius-squared", NULL};
static const char *const choices[] = {"auto", "no", "yes", NULL}; /* as tda_choice */
static const char *const plots[] = {"barcode", "diagram", NULL};

const cli_row cli_shared_rows[] = {
    /* input */
    {.name = "format",
     .argument = "NAME",
     .groups = CLI_TAKES_INPUT,
     .heading = CLI_INPUT_HEADING,
     .set = cli_set_format,
     .help =
         "Read INPUT as this format: points, off, npy, lower, upper, full, sparse, "
         "binary, dipha, rivet, firep, scc2020, hera, perseus, scubtop, nmfsimtop, fsc, "
         "value-first, hasse or phat. Default: auto, by content and then by "
         "extension."},
    {.name = "as",
     .argument = "KIND",
     .groups = CLI_TAKES_INPUT,
     .heading = CLI_INPUT_HEADING,
     .set = cli_set_as,
     .help = "What a npy array is: points (one row a point), distances (a square matrix) "
             "or image; or that an OFF file is a mesh. Default: image with --filtration "
             "cubical or --channels, else points."},
    {.name = "channels",
     .argument = "WHERE[:N]",
     .groups = CLI_TAKES_SEVERAL,
     .filtrations = CLI_IS(CLI_CUBICAL),
     .heading = CLI_INPUT_HEADING,
     .set = cli_set_channels,
     .help = "Which axis of a npy image holds its N channels, each of which becomes a "
             "parameter: first, last or none. N is 2 where it is not given. Default: "
             "none, one channel."},
    {.name = "construction",
     .argument = "T|V",
     .groups = CLI_TAKES_INPUT,
     .filtrations = CLI_IS(CLI_CUBICAL),
     .heading = CLI_INPUT_HEADING,
     .set = cli_set_choice,
     .choice = constructions,
     .field = AT(construction),
     .help = "What the pixels of an image are: T, the top cells, a face appearing with "
             "its first pixel; or V, the vertices, a cube appearing with its last. "
             "Default: T."},

    /* filtration */
    {.name = "filtration",
     .argument = "NAME",
     .groups = CLI_TAKES_SEVERAL,
     .heading = CLI_FILTRATION_HEADING,
     .set = cli_set_filtration,
     .help =
         "function-rips, alpha-lower-star, function-delaunay, degree-rips, at a "
         "scale and a degree of --ks the points with so many neighbours, delaunay-core, "
         "the same in an alpha complex, multicover, what "
         "many balls cover, lower-star, by --functions "
         "alone, one a parameter, cubical or complex. Default: by what INPUT holds: "
         "alpha-lower-star for points in dimension 1 to 3, function-rips for other "
         "points and for distances, cubical for an image, lower-star for a complex "
         "with --function, complex for one without."},
    {.name = "ks",
     .argument = "K[,K...]",
     .groups = CLI_TAKES_SEVERAL,
     .filtrations = CLI_IS(CLI_DEGREE_RIPS) | CLI_IS(CLI_DELAUNAY_CORE),
     .heading = CLI_FILTRATION_HEADING,
     .set = cli_set_ks,
     .help =
         "The degrees of degree-rips, ascending, K-L being all from K to L: its second "
         "parameter is -K. Likewise the neighbours of delaunay-core, of which a point "
         "is its own first. Must be given for these."},
    {.name = "beta",
     .argument = "B",
     .groups = CLI_TAKES_SEVERAL,
     .filtrations = CLI_IS(CLI_DELAUNAY_CORE),
     .heading = CLI_FILTRATION_HEADING,
     .set = cli_set_real,
     .expected = "a number that is not negative",
     .field = AT(beta),
     .help = "A point of delaunay-core appears at the radius that is B times its "
             "distance to its K-th neighbour. Default: 1."},
    {.name = "cover",
     .argument = "K",
     .groups = CLI_TAKES_SEVERAL,
     .filtrations = CLI_IS(CLI_MULTICOVER),
     .heading = CLI_FILTRATION_HEADING,
     .set = cli_set_index,
     .least = 1,
     .most = INT32_MAX,
     .expected = "a number of balls, at least 1",
     .field = AT(cover),
     .help = "multicover goes up to what K balls cover: its second parameter is -1 .. "
             "-K. Must be given for it."},
    {.name = "normalised",
     .groups = CLI_TAKES_SEVERAL,
     .filtrations = CLI_IS(CLI_DEGREE_RIPS),
     .heading = CLI_FILTRATION_HEADING,
     .set = cli_set_flag,
     .field = AT(normalised),
     .help = "The second parameter of degree-rips is -K / (n - 1), for n points."},
    {.name = "function",
     .argument = "FUNCTION",
     .groups = CLI_TAKES_SEVERAL,
     .filtrations = CLI_OF_FUNCTION,
     .heading = CLI_FILTRATION_HEADING,
     .set = cli_set_function,
     .help =
         "The function on the points, which gives the second parameter:\n"
         "kde:H - Gaussian density of bandwidth H, negated so that dense points come "
         "first;\n"
         "dtm:M - distance to the measure, of mass M, 0 < M <= 1;\n"
         "knn:K - distance to the K-th nearest neighbour, the point itself being the "
         "first;\n"
         "eccentricity:P - mean distance of order P, P >= 1 or inf, to all points;\n"
         "column:J - the column J of INPUT, by its number from 1 or by its name in the "
         "header line; it is then no coordinate;\n"
         "file:PATH - a table with one number for each point;\n"
         "x, y, z - a coordinate, which stays one;\n"
         "degree, closeness, forman, ollivier[:S], heat-kernel:T, fiedler, resistance - "
         "functions on the vertices of a mesh or of the graph of the pairs at finite "
         "distance: neighbours, nearness to all others, mean curvatures of the edges "
         "(S: how likely a walk stays, 0.5), heat left after time T, the eigenvector "
         "of the second eigenvalue of the Laplacian, mean resistance to all others.\n"
         "Each further --function adds a parameter. Default: the function that INPUT "
         "holds, if it is a RIVET file."},
    {.name = "reverse",
     .letter = 'r',
     .groups = CLI_TAKES_BUILD,
     .filtrations = CLI_OF_FUNCTION | CLI_IS(CLI_CUBICAL),
     .heading = CLI_FILTRATION_HEADING,
     .set = cli_set_flag,
     .field = AT(reverse),
     .help = "Negate the function, or the pixels: large values come first."},
    {.name = "scale",
     .argument = "MEANING",
     .groups = CLI_TAKES_INPUT,
     .filtrations = CLI_IS(CLI_FUNCTION_RIPS) | CLI_IS(CLI_DEGREE_RIPS) |
                    CLI_IS(CLI_DELAUNAY_CORE) | CLI_IS(CLI_MULTICOVER) | CLI_OF_RIPS |
                    CLI_OF_ALPHA | CLI_OF_CECH | CLI_IS(CLI_PERIODIC_ALPHA),
     .heading = CLI_FILTRATION_HEADING,
     .set = cli_set_choice,
     .choice = scales,
     .field = AT(scale),
     .help = "What the first parameter is: diameter, so that an edge of a Rips complex "
             "appears at its length, radius, half of that, or radius-squared. Default: "
             "diameter."},
    {.name = "threshold",
     .letter = 't',
     .argument = "T",
     .groups = CLI_TAKES_ONE,
     .filtrations = CLI_OF_POINTS,
     .heading = CLI_FILTRATION_HEADING,
     .set = cli_set_real,
     .expected = "a number that is not negative",
     .field = AT(threshold),
     .help = "Leave out simplices past the scale T, in the units of --scale; for witness "
             "complexes past the relaxation T, whose default is 0. Default: keep all; "
             "for a RIVET file its --maxdist."},
    {.name = "threshold",
     .letter = 't',
     .argument = "T",
     .groups = CLI_TAKES_SEVERAL,
     .filtrations = CLI_OF_POINTS,
     .heading = CLI_FILTRATION_HEADING,
     .set = cli_set_real,
     .expected = "a number that is not negative",
     .field = AT(threshold),
     .help = "Leave out simplices past the scale T, in the units of --scale. Default: "
             "keep all; for a RIVET file its --maxdist."},
    {.name = "epsilon",
     .letter = 'e',
     .argument = "E",
     .groups = CLI_TAKES_ONE,
     .filtrations = CLI_IS(CLI_SPARSE_RIPS),
     .heading = CLI_FILTRATION_HEADING,
     .set = cli_set_real,
     .least = 0,
     .most = 1,
     .open = true,
     .field = AT(epsilon),
     .help = "The bars of sparse-rips are within a factor of 1 / (1 - E) of those of "
             "rips, 0 < E < 1. Default: 0.1."},
    {.name = "landmarks",
     .letter = 'l',
     .argument = "K",
     .groups = CLI_TAKES_ONE,
     .filtrations = CLI_OF_WITNESS,
     .heading = CLI_FILTRATION_HEADING,
     .set = cli_set_index,
     .least = 1,
     .most = INT32_MAX,
     .expected = "a number of landmarks, at least 1",
     .field = AT(landmarks),
     .help = "Take K points of INPUT, each farthest from those before it. Must be given "
             "for witness complexes."},
    {.name = "box",
     .letter = 'b',
     .argument = "L1[,L2,L3]",
     .groups = CLI_TAKES_ONE,
     .filtrations = CLI_IS(CLI_PERIODIC_ALPHA) | CLI_IS(CLI_WEIGHTED_PERIODIC_ALPHA),
     .heading = CLI_FILTRATION_HEADING,
     .set = cli_set_box,
     .help =
         "The sides of the box whose opposite sides are one, one for each coordinate. "
         "Must be given for periodic-alpha and weighted-periodic-alpha."},
    {.name = "births",
     .argument = "FUNCTION",
     .groups = CLI_TAKES_ONE,
     .filtrations = CLI_IS(CLI_RIPS),
     .heading = CLI_FILTRATION_HEADING,
     .set = cli_set_births,
     .help =
         "When each point of rips appears, an edge coming no earlier than its points: "
         "as --function, in the units of --scale, such as column:J or file:PATH; or "
         "diagonal, the diagonal of a square matrix of distances. Default: all at 0."},
    {.name = "periodic",
     .argument = "I[,J...]",
     .groups = CLI_TAKES_ONE,
     .filtrations = CLI_IS(CLI_CUBICAL),
     .heading = CLI_FILTRATION_HEADING,
     .set = cli_set_periodic,
     .help = "The ends of these axes of an image, counted from 1, meet. Default: none "
             "do."},
    {.name = "max-dimension",
     .argument = "D",
     .groups = CLI_TAKES_SEVERAL,
     .filtrations = CLI_IS(CLI_FUNCTION_RIPS) | CLI_IS(CLI_DEGREE_RIPS),
     .heading = CLI_FILTRATION_HEADING,
     .set = cli_set_int,
     .most = CLI_DEGREES,
     .expected = "a dimension from 0 to 64",
     .field = AT(max_dimension),
     .help = "Build simplices up to dimension D. Default: one more than the greatest "
             "degree."},

    /* result */
    {.name = "collapse",
     .argument = "auto|yes|no",
     .groups = CLI_TAKES_COLLAPSE,
     .filtrations = CLI_IS(CLI_FUNCTION_RIPS),
     .heading = CLI_FILTRATION_HEADING,
     .set = cli_set_choice,
     .choice = choices,
     .field = AT(collapse),
     .help = "Take edges away before simplices are made of them that change no homology "
             "at any grade. No bar, Betti number or rank depends on it; never done for "
             "Euler measures nor with --grid. Default: auto, for degrees from 1 on."},
    {.name = "grid",
     .letter = 'g',
     .argument = "[KIND:]N[,M]|exact",
     .groups = CLI_TAKES_GRID,
     .heading = CLI_RESULT,
     .set = cli_set_grid,
     .help = "Move grades up to a grid of N by M equally spaced values (N by N if M is "
             "not given): the result is exact at its nodes. KIND quantile takes values "
             "that occur, as many grades between each two; closest the ones that occur "
             "next to equally spaced ones. Default: exact, every value that occurs."},
    {.name = "plot",
     .argument = "KIND",
     .groups = CLI_TAKES_DIAGRAM,
     .heading = CLI_RESULT,
     .set = cli_set_choice,
     .choice = plots,
     .field = AT(plot),
     .help = "What a picture shows: barcode, a line a bar; or diagram, a point a bar. "
             "Default: barcode."},
    {.name = "output",
     .letter = 'o',
     .argument = "FILE",
     .groups = CLI_TAKES_DIAGRAM,
     .heading = CLI_RESULT,
     .set = cli_set_output,
     .help = "Write to FILE, in the format its ending names: .csv, .npy, .npz, .json, "
             ".pers (GUDHI), .dipha or .svg. May be repeated. Default: csv on standard "
             "output."},
    {.name = "title",
     .argument = "TEXT",
     .groups = CLI_TAKES_DIAGRAM,
     .heading = CLI_RESULT,
     .set = cli_set_text,
     .field = AT(title),
     .help = "Title of the picture. Default: what the plot is called."},

    /* running */
    {.name = "threads",
     .letter = 'j',
     .argument = "N",
     .groups = CLI_TAKES_RUN,
     .heading = CLI_RUNNING,
     .set = cli_set_threads,
     .field = AT(threads),
     .help = "Use N threads, 0 for one a processor. The result does not depend on it. "
             "Default: 1."},
    {.name = "seed",
     .argument = "N",
     .groups = CLI_TAKES_BUILD,
     .heading = CLI_RUNNING,
     .set = cli_set_seed,
     .field = AT(seed),
     .help = "Seed of random numbers, kept in the record of the result. Default: 0."},
    {.name = "max-memory",
     .letter = 'm',
     .argument = "SIZE",
     .groups = CLI_TAKES_RUN,
     .heading = CLI_RUNNING,
     .set = cli_set_size,
     .field = AT(max_memory),
     .help = "Stop before an estimate passes SIZE bytes, such as 500M or 2G (powers of "
             "1000). Default: 80% of the machine's memory."},
    {.name = "quiet",
     .letter = 'q',
     .groups = CLI_TAKES_RUN,
     .heading = CLI_RUNNING,
     .set = cli_set_flag,
     .field = AT(quiet),
     .help = "No progress bar. There is none anyway when standard error is no terminal."},
    {.name = "verbose",
     .letter = 'v',
     .groups = CLI_TAKES_RUN,
     .heading = CLI_RUNNING,
     .set = cli_set_flag,
     .field = AT(verbose),
     .help = "Tell on standard error what is chosen and done, with sizes, counts of work "
             "and times."},
    {.name = "help",
     .letter = 'h',
     .groups = CLI_TAKES_HELP,
     .heading = CLI_RUNNING,
     .set = cli_set_flag,
     .field = AT(help),
     .help = "Show this text."},
    CLI_ROWS_END,
};
