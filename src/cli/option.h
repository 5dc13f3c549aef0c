/* SPDX-License-Identifier: GPL-3.0-or-later */
/* option.h - A row of an option table, and the readers of its value.
 *
 * A command has the options that it shares with others by taking their group (option_rows.c), and
 * rows of its own beside itself. Of two rows of a name the command's own counts, else the first.
 *
 *     static const cli_row options[] = {
 *         {.name = "betti", .letter = 'b', .heading = CLI_RESULT, .set = cli_set_flag,
 *          .field = AT(betti), .help = "..."},
 *         CLI_ROWS_END
 *     }; */
#ifndef TDA_CLI_OPTION_H
#define TDA_CLI_OPTION_H
#include "cli/cli.h"

typedef enum cli_heading {
    CLI_INPUT_HEADING,
    CLI_FILTRATION_HEADING,
    CLI_RESULT,
    CLI_RUNNING,
    CLI_HEADINGS
} cli_heading;

/* Store the value of the row's option in o, and give NULL; or give what was expected. */
typedef const char *cli_setter(cli_options *o, const cli_row *row, const char *text);

struct cli_row {
    const char *name;
    char letter;
    const char *argument; /* NULL: a flag */
    unsigned groups;      /* of a shared row: the groups that have it */
    unsigned filtrations; /* for which it means something; 0: for any */
    cli_heading heading;
    cli_setter *set;
    size_t field;              /* where in the options, for the setters that need it */
    const char *const *choice; /* for cli_set_choice: NULL-terminated */
    double least, most;        /* for cli_set_count and cli_set_real; most 0: no end */
    bool open;                 /* the ends themselves are not allowed */
    const char *expected;      /* "a prime below 32768"; NULL: the setter knows */
    const char *help;
};

#define AT(member) offsetof(cli_options, member)
#define CLI_ROWS_END                                                                     \
    {                                                                                    \
        .name = NULL                                                                     \
    }

/* Masks of filtrations. */
#define CLI_IS(filtration) (1u << (filtration))
#define CLI_OF_RIPS (CLI_IS(CLI_RIPS) | CLI_IS(CLI_SPARSE_RIPS))
#define CLI_OF_ALPHA (CLI_IS(CLI_ALPHA) | CLI_IS(CLI_ALPHA_LOWER_STAR))
#define CLI_OF_CECH                                                                      \
    (CLI_IS(CLI_CECH) | CLI_IS(CLI_DELAUNAY_CECH) | CLI_IS(CLI_FUNCTION_DELAUNAY))
#define CLI_OF_WITNESS (CLI_IS(CLI_WITNESS) | CLI_IS(CLI_STRONG_WITNESS))
/* Those of points and distances, with a scale or a function. */
#define CLI_OF_POINTS (~(CLI_IS(CLI_CUBICAL) | CLI_IS(CLI_COMPLEX) | CLI_IS(CLI_ZIGZAG)))
/* Those that a function gives a parameter or a value to. */
#define CLI_OF_FUNCTION                                                                  \
    (CLI_IS(CLI_FUNCTION_RIPS) | CLI_IS(CLI_ALPHA_LOWER_STAR) | CLI_IS(CLI_LOWER_STAR) | \
     CLI_IS(CLI_WEIGHTED_ALPHA) | CLI_IS(CLI_WEIGHTED_PERIODIC_ALPHA) |                  \
     CLI_IS(CLI_FUNCTION_DELAUNAY))

/* Shared rows (option_rows.c). */
extern const cli_row cli_shared_rows[];
/* The i-th row of a command, NULL past the last. */
const cli_row *cli_row_at(const cli_command *command, int i);

/* ---- values.c: flags, text, numbers ---- */

cli_setter cli_set_flag, cli_set_text, cli_set_threads, cli_set_seed, cli_set_size,
    cli_set_field;
/* A whole number in [least, most], into an int or a tda_index. */
cli_setter cli_set_int, cli_set_index;
/* A number in [least, most], or between these. */
cli_setter cli_set_real;

bool cli_read_real(double *out, const char *text);
/* A whole number in [least, most] that fills text [size]. */
bool cli_read_count(int64_t *out, const char *text, size_t size, int64_t least,
                    int64_t most);

/* ---- choices.c: one name of several ---- */

/* Into an int, the place of the name among the row's. */
cli_setter cli_set_choice;
cli_setter cli_set_format, cli_set_as, cli_set_channels, cli_set_filtration;
/* The index of text [size] in a NULL-terminated list, or -1. */
int cli_choice(const char *text, size_t size, const char *const *names);

/* ---- lists.c: values with parts, and options that may be repeated ---- */

cli_setter cli_set_ks, cli_set_births, cli_set_box, cli_set_periodic, cli_set_degree,
    cli_set_line, cli_set_sweep, cli_set_grid, cli_set_function, cli_set_output;

#endif
