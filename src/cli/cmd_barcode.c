/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_barcode.c - tda barcode: the persistence of one parameter of one input. */
#include "cli/option.h"
#include "cli/source.h"

static const char *const engines[] = {"auto", "twist", "cohomology",
                                      "phat", "chunk", NULL};

static const cli_row options[] = {
    {.name = "filtration",
     .argument = "NAME",
     .heading = CLI_FILTRATION_HEADING,
     .set = cli_set_filtration,
     .help =
         "What grows: rips, all simplices, each with its longest edge; alpha, the "
         "Delaunay triangulation by the balls about its points; lower-star, by the "
         "values of a --function on the points, the Delaunay triangulation, or with "
         "distances the simplices up to --threshold, or a mesh or other complex; "
         "sparse-rips, some edges of rips, "
         "--epsilon telling how near; cech, all simplices by the smallest balls about "
         "them; delaunay-cech, of these the Delaunay ones; weighted-alpha, alpha of "
         "balls of the squared radii that --function gives; witness and "
         "strong-witness, simplices on --landmarks that the other points see; "
         "periodic-alpha, alpha on a torus, the --box whose opposite sides are one, and "
         "weighted-periodic-alpha, the same of such balls; "
         "cubical, an image by its pixels; complex, the one in INPUT; zigzag, the "
         "sequence "
         "of simplices that INPUT inserts and removes. Default: by what "
         "INPUT holds: alpha for points in dimension 1 to 3, rips for other points and "
         "for distances, cubical for an image, complex for a complex."},
    {.name = "function",
     .argument = "FUNCTION",
     .filtrations = CLI_IS(CLI_LOWER_STAR) | CLI_IS(CLI_WEIGHTED_ALPHA) |
                    CLI_IS(CLI_WEIGHTED_PERIODIC_ALPHA),
     .heading = CLI_FILTRATION_HEADING,
     .set = cli_set_function,
     .help = "The function on the points whose values lower-star sweeps: kde:H, dtm:M, "
             "knn:K, eccentricity:P, column:J or file:PATH, as in `tda help "
             "signed-barcode`. Default: the function that INPUT holds, if it is a RIVET "
             "file."},
    {.name = "parameter",
     .argument = "P",
     .filtrations = CLI_IS(CLI_COMPLEX),
     .heading = CLI_FILTRATION_HEADING,
     .set = cli_set_int,
     .least = 1,
     .expected = "the number of a parameter, from 1",
     .field = AT(parameter),
     .help = "Sweep the parameter P, from 1, of a complex that has several, which are "
             "then taken at their top. Must be given for those."},
    {.name = "max-degree",
     .letter = 'd',
     .argument = "K",
     .filtrations = ~CLI_IS(CLI_ZIGZAG),
     .heading = CLI_RESULT,
     .set = cli_set_int,
     .most = CLI_DEGREES - 1,
     .expected = "a degree from 0 to 63",
     .field = AT(last),
     .help = "Homology up to degree K. Default: 1 with rips, sparse-rips, cech and "
             "witness, else all degrees there are."},
    {.name = "extended",
     .filtrations = CLI_IS(CLI_LOWER_STAR) | CLI_IS(CLI_COMPLEX),
     .heading = CLI_RESULT,
     .set = cli_set_flag,
     .field = AT(extended),
     .help =
         "Extended persistence of the function of lower-star, or of the grades of the "
         "vertices of a complex: first the sublevels grow, then the superlevels are "
         "divided out. Written as csv, npy, npz or json, with a kind for each bar: "
         "ordinary, relative, extended-up or extended-down, in arrays 0 to 3."},
    {.name = "field",
     .argument = "P",
     .filtrations = CLI_OF_RIPS,
     .heading = CLI_RESULT,
     .set = cli_set_field,
     .field = AT(field),
     .help = "Coefficients in Z/P, the field with P elements, P a prime below 32768. "
             "Default: 2."},
    {.name = "engine",
     .argument = "NAME",
     .filtrations = ~CLI_IS(CLI_ZIGZAG),
     .heading = CLI_RESULT,
     .set = cli_set_choice,
     .choice = engines,
     .field = AT(engine),
     .help =
         "Build the complex and reduce its boundary matrix by twist, "
         "cohomology, phat or chunk; the result is the same. Default: auto, without a "
         "complex for rips, cubical and alpha in dimension 1 to 3, else by its sizes."},
    {.name = "cycles",
     .letter = 'c',
     .argument = "FILE",
     .filtrations = ~CLI_IS(CLI_ZIGZAG),
     .heading = CLI_RESULT,
     .set = cli_set_text,
     .field = AT(cycles),
     .help = "Write a cycle for each bar to FILE, - being standard output, as csv: the "
             "cells that carry it when it is born. For an image builds the complex."},
    {.name = "cocycles",
     .heading = CLI_RESULT,
     .set = cli_set_flag,
     .field = AT(cocycles),
     .help = "Write cocycles with --cycles instead."},
    CLI_ROWS_END,
};

static int run(cli_session *s, cli_source *src)
{
    tda_diagram diagram = {0};
    tda_chains chains = {0};
    if (s->o->extended)
        return cli_extended(s, src);
    int code = cli_outputs_check(s, cli_diagram_endings);
    if (code == CLI_DONE)
        code = cli_source_read(s, src);
    if (code == CLI_DONE)
        code = cli_source_diagram(s, src, &diagram, &chains);
    if (code == CLI_DONE)
        code = cli_diagram_write(s, src, &diagram, &chains);
    tda_chains_clear(&chains);
    tda_diagram_clear(&diagram);
    return code;
}

static int barcode(const cli_options *given)
{
    cli_options o = *given;
    if (!cli_given(&o, "max-degree"))
        o.last = 1;
    if (o.cocycles && !o.cycles)
        return cli_usage(o.command, "--cocycles needs --cycles FILE");
    static const char *const ordinary[] = {"max-degree", "engine", "cycles", "plot"};
    for (int i = 0; i < 4 && o.extended; i++)
        if (cli_given(&o, ordinary[i]))
            return cli_usage(o.command, "--%s and --extended do not go together",
                             ordinary[i]);
    int code = cli_options_need_picture(&o);
    return code == CLI_DONE ? cli_with_source(&o, run) : code;
}

static const char about[] =
    "Reads points, distances, an image or a filtered complex, lets it grow by one\n"
    "parameter, and writes its barcode: for each connected piece, loop and void when\n"
    "it is born and when it dies. INPUT - is standard input.\n";

static const char after[] =
    "Output columns (csv and npy)\n"
    "  degree,birth,death,birth_cell,death_cell,cut\n"
    "      bars by degree, then by birth. death is inf for what never dies; there cut\n"
    "      is 1 where only the threshold kept it alive. The cells are those that set\n"
    "      birth and death, -1 being none: cells of the complex by number from 0; with\n"
    "      rips pairs of points i >= j as i (i + 1) / 2 + j, i = j being a point; with\n"
    "      cubical pixels, the last axis running fastest.\n"
    "      With a zigzag births and deaths are steps, from 1.\n"
    "  kind,degree,birth,death,birth_cell,death_cell,cut\n"
    "      with --extended: kind is ordinary, relative, extended-up or extended-down,\n"
    "      and the cells are vertices. Relative and extended-down bars die below\n"
    "      their birth.\n"
    "  bar,coefficient,cell,points\n"
    "      with --cycles: a line for each cell (rips: without its number). bar is the\n"
    "      row of the table above, from 0; points are the vertices of the cell.\n"
    "\n"
    "Exit codes\n"
    "  0 done   1 failed, also to write   2 usage   3 bad input   4 memory limit\n"
    "  130 interrupted: nothing is left half written\n"
    "\n"
    "Examples\n"
    "  tda barcode points.csv\n"
    "      pieces, loops and voids of the alpha complex, as csv\n"
    "  tda barcode --filtration rips -d 2 -t 1.5 -o bars.svg -o bars.csv points.csv\n"
    "      the Rips complex up to edges of length 1.5, drawn and as numbers\n"
    "  tda barcode --filtration rips --field 3 points.csv\n"
    "      over Z/3: a projective plane has no loop there that Z/2 sees\n"
    "  tda barcode --format lower distances.txt -o result.npz\n"
    "      for NumPy: dgm, dim, H0, H1, ...\n"
    "  tda barcode --filtration cubical image.npy --plot diagram -o image.svg\n"
    "  tda barcode --filtration weighted-alpha --function column:r2 atoms.csv\n"
    "      balls whose squared radii are a column of the table\n"
    "  tda barcode --filtration periodic-alpha --box 1,1,1 crystal.csv\n"
    "      points in a box whose opposite sides are one\n"
    "  tda barcode --filtration witness --landmarks 50 -t 0.1 points.csv\n"
    "  tda barcode --filtration sparse-rips --epsilon 0.3 -d 2 points.csv\n"
    "  tda barcode --births diagonal --format full matrix.txt\n"
    "      a point appears at the value that the diagonal has for it\n"
    "  tda barcode --as mesh --function column:3 --extended surface.off\n"
    "      extended persistence of the height on a mesh\n"
    "  tda barcode steps.zigzag\n"
    "      a line `i 0 1` inserts the edge of the points 0 and 1, `d 0 1` removes it\n"
    "  tda barcode --filtration rips -c loops.csv --cocycles points.csv\n"
    "      a cocycle for each bar\n";

const cli_command cli_barcode = {
    .name = "barcode",
    .groups = CLI_TAKES_HELP | CLI_TAKES_RUN | CLI_TAKES_INPUT | CLI_TAKES_BUILD |
              CLI_TAKES_ONE | CLI_TAKES_DIAGRAM,
    .options = options,
    .usage = "barcode [OPTIONS] INPUT",
    .summary = "persistence barcode of one parameter",
    .about = about,
    .after = after,
    .run = barcode,
};
