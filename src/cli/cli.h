/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli.h - What the files of the command share: commands, options, a session, exit codes.
 *
 * A command gets its options parsed, opens a session (a context with progress, signals and
 * limits), and returns an exit code. Every function here that returns int returns one of those
 * codes, 0 being success, and has already printed its one line when it is another. */
#ifndef TDA_CLI_CLI_H
#define TDA_CLI_CLI_H
#include <stdio.h>
#include <tda.h>

enum {
    CLI_DONE = 0,
    CLI_FAILED = 1,       /* something that is nobody's mistake, or a failed write */
    CLI_USAGE = 2,        /* the command line */
    CLI_INPUT = 3,        /* the input */
    CLI_LIMIT = 4,        /* memory, or the limit on it */
    CLI_INTERRUPTED = 130 /* SIGINT; 143 for SIGTERM */
};

enum {
    CLI_FUNCTIONS = 7,
    CLI_OUTPUTS = 8,
    CLI_DEGREES = 64,
    CLI_AXES = 8,
    CLI_KS = 1000,
    CLI_ROWS = 64, /* options of a command, at most */
    CLI_WORDS = 256,
    CLI_VECTORIZERS = 32,
    CLI_LIST = 400, /* characters of a list of names */
    CLI_MESSAGE = 1024
};

/* ---- commands (main.c) ---- */

struct cli_options;
typedef struct cli_row cli_row; /* of a table of options (option.h) */

typedef struct cli_command {
    const char *name;
    unsigned groups;        /* of shared options that it takes: CLI_TAKES_... */
    const cli_row *options; /* its own options, or NULL */
    const char *usage;      /* what follows "tda " */
    const char *summary;    /* one line for the list of commands */
    const char *about;      /* paragraphs before the options in `tda help COMMAND` */
    const char *after;      /* and after them */
    int (*run)(const struct cli_options *o);
} cli_command;

/* Groups of options, and of filtrations. */
enum {
    CLI_TAKES_HELP = 1,
    CLI_TAKES_RUN = 2,   /* --threads, --max-memory ... */
    CLI_TAKES_INPUT = 4, /* how INPUT is read */
    CLI_TAKES_BUILD = 8, /* what a command that builds a filtration needs beside those */
    CLI_TAKES_ONE = 16,  /* filtrations of one parameter */
    CLI_TAKES_SEVERAL = 32,   /* filtrations of several */
    CLI_TAKES_GRID = 64,      /* --grid */
    CLI_TAKES_COLLAPSE = 256, /* --collapse */
    CLI_TAKES_DIAGRAM = 128   /* a diagram as the result: --output, --plot, --title */
};

extern const cli_command cli_barcode;
extern const cli_command cli_signed_barcode;
extern const cli_command cli_presentation;
extern const cli_command cli_slice;
extern const cli_command cli_module;
extern const cli_command cli_distance;
extern const cli_command cli_features_command;
extern const cli_command cli_info;
extern const cli_command cli_convert;
extern const cli_command cli_help;
/* NULL-terminated. */
extern const cli_command *const cli_commands[];

/* ---- options (options.c, option.h) ---- */

typedef enum cli_filtration {
    CLI_FUNCTION_RIPS,
    CLI_ALPHA_LOWER_STAR,
    CLI_FUNCTION_DELAUNAY,
    CLI_CUBICAL,
    CLI_COMPLEX,
    CLI_DEGREE_RIPS,
    CLI_DELAUNAY_CORE,
    CLI_MULTICOVER,
    CLI_RIPS, /* from here on those of one parameter alone */
    CLI_ALPHA,
    CLI_LOWER_STAR,
    CLI_SPARSE_RIPS,
    CLI_CECH,
    CLI_DELAUNAY_CECH,
    CLI_WEIGHTED_ALPHA,
    CLI_WITNESS,
    CLI_STRONG_WITNESS,
    CLI_PERIODIC_ALPHA,
    CLI_WEIGHTED_PERIODIC_ALPHA,
    CLI_ZIGZAG, /* of a sequence of simplices, whose parameter is its steps */
    CLI_FILTRATIONS,
    CLI_BY_KIND = CLI_FILTRATIONS /* chosen by what the input holds */
} cli_filtration;

typedef enum cli_function_kind {
    CLI_KDE,
    CLI_DTM,
    CLI_KNN,
    CLI_ECCENTRICITY,
    CLI_COLUMN,
    CLI_FILE,
    CLI_COORDINATE,
    CLI_DEGREE, /* from here on those of graphs */
    CLI_CLOSENESS,
    CLI_FORMAN,
    CLI_OLLIVIER,
    CLI_HEAT_KERNEL,
    CLI_FIEDLER,
    CLI_RESISTANCE,
    CLI_FUNCTION_KINDS
} cli_function_kind;

/* One --function: kde, dtm, eccentricity, ollivier and heat-kernel have a number, knn a count,
 * column a count (from 1) or a name (count 0), file a path, x, y and z a count. */
typedef struct cli_function {
    cli_function_kind kind;
    double number;
    tda_index count;
    const char *text; /* as given after the colon */
} cli_function;

typedef enum cli_invariant { CLI_HILBERT, CLI_EULER, CLI_RANK, CLI_HOOK } cli_invariant;
typedef enum cli_grid_kind { CLI_REGULAR, CLI_QUANTILE, CLI_CLOSEST } cli_grid_kind;
typedef enum cli_channels {
    CLI_CHANNELS_NONE,
    CLI_CHANNELS_FIRST,
    CLI_CHANNELS_LAST
} cli_channels;

typedef struct cli_options {
    const cli_command *command;
    int givens;
    const cli_row *given[CLI_ROWS]; /* on the command line */
    int words; /* and as it stands there, blocks and repeats and all */
    struct {
        const cli_row *row;
        const char *text;
    } word[CLI_WORDS];
    bool help;

    int inputs;
    char **input;
    tda_format format;
    tda_kind as; /* TDA_KIND_NONE: by filtration */
    cli_channels channels;
    int channel_count;

    int filtration; /* cli_filtration */
    int functions;
    cli_function function[CLI_FUNCTIONS];
    bool reverse;
    int scale;         /* tda_scale */
    double threshold;  /* INFINITY: none given */
    int max_dimension; /* -1: by degree */
    int ks;            /* degrees of degree-Rips; 0: none given */
    tda_index k[CLI_KS];
    bool normalised;  /* its second parameter */
    double beta;      /* of delaunay-core */
    tda_index cover;  /* greatest, of multicover; 0: none given */
    int construction; /* tda_construction */

    int parameter;           /* of a complex, from 1; 0: not given */
    int plot;                /* tda_plot */
    int field;               /* of the coefficients: a prime */
    double order, norm, gap; /* of distances between diagrams */
    tda_index directions;
    const char *matching; /* where it goes, or NULL */
    int engine;           /* tda_engine */
    double epsilon;       /* of sparse Rips */
    tda_index landmarks;  /* of witness complexes; 0: none given */
    const char *cycles;   /* where they go, or NULL */
    bool cocycles;
    bool births;          /* function 0 tells when the points of rips come */
    bool diagonal;        /* the diagonal of the distances does */
    bool extended;        /* persistence */
    double box[CLI_AXES]; /* sides of the torus of periodic-alpha */
    int box_sides;
    bool periodic[TDA_IMAGE_AXES]; /* which axes of an image close up */

    int invariant; /* cli_invariant */
    bool degree[CLI_DEGREES];
    int first, last; /* least and greatest degree asked for */
    int collapse;    /* tda_choice, of function-rips */
    int grid_axes;   /* 0: exact; 1: one resolution for all; else one for each */
    int grid_kind;   /* cli_grid_kind */
    tda_index grid[CLI_AXES];
    bool dense;
    bool betti;
    double line[2 * CLI_AXES]; /* base, then direction */
    int line_numbers;
    const char *lines;  /* a file of them, or NULL */
    tda_index sweep[2]; /* angles and offsets; 0: none */
    bool vines;
    double module_error; /* 0: as module_lines says */
    tda_index module_lines;
    bool decompose;
    tda_index summand; /* -1: all */

    int outputs;
    const char *output[CLI_OUTPUTS];
    const char *title;

    struct cli_options *before; /* of features: the block that --and ended, for free() */
    int vectorizers;
    const char *vectorizer[CLI_VECTORIZERS];
    const char *list;        /* a file of paths */
    const char *fit, *apply; /* models */
    const char *gram,
        *gram_kernel; /* of features: where the kernels of rows go, and which */
    bool keep_going;
    double patience; /* seconds for one input; 0: no end */

    int threads;
    uint64_t seed;
    int64_t max_memory; /* bytes; 0: four fifths of the machine's */
    bool quiet, verbose;
} cli_options;

/* Parse argv[1..]; argv[0] is the command's name. */
int cli_options_parse(cli_options *o, const cli_command *command, int argc, char **argv);
/* All options at their defaults. */
void cli_options_reset(cli_options *o, const cli_command *command);
/* Was the option --name on the command line? */
bool cli_given(const cli_options *o, const char *name);
/* Refuse options that mean nothing to this filtration. */
int cli_options_fit(const cli_options *o, cli_filtration filtration);
/* Refuse --plot and --title without a picture, and a degree past --max-dimension. */
int cli_options_need_picture(const cli_options *o);
int cli_options_need_dimension(const cli_options *o);
const char *cli_filtration_name(cli_filtration f);
/* Is the filtration one for what a file of this kind holds, and for this command? */
bool cli_filtration_fits(cli_filtration f, tda_kind kind, const cli_command *command);
/* "alpha, rips or lower-star": those that fit the command, and the kind unless that is none. */
const char *cli_filtrations(char text[CLI_LIST], tda_kind kind,
                            const cli_command *command);

/* "a, b or c"; names end with NULL. */
const char *cli_list(char text[CLI_LIST], const char *const *names);
/* The ending of a path with its dot, or "". */
const char *cli_ending(const char *path);

/* The name nearest to `name` by edit distance, or NULL if none is near. NULL-terminated list. */
const char *cli_nearest(const char *name, const char *const *names);

/* ---- help (cmd_help.c) ---- */

void cli_help_overview(FILE *to);
void cli_help_command(FILE *to, const cli_command *command);

/* ---- sessions (session.c, progress.c) ---- */

typedef struct cli_session {
    const cli_options *o;
    tda_ctx *ctx;
    int64_t limit;             /* bytes */
    int64_t start_us, last_us; /* for --verbose */
} cli_session;

int cli_session_open(cli_session *s, const cli_options *o);
/* Ends progress and signals, flushes standard output, frees the context. Gives `code`, or that
 * of a failed flush. */
int cli_session_close(cli_session *s, int code);

/* Progress on a terminal, and SIGINT and SIGTERM that cancel ctx (a second one kills). */
void cli_progress_start(tda_ctx *ctx, bool show);
void cli_progress_stop(void);
/* Show a bar by oneself, where one would be shown. */
void cli_progress_show(double fraction, const char *stage);
/* Erase the bar before other text goes to standard error. */
void cli_progress_clear(void);
/* The signal that asked to stop, or 0. */
int cli_interrupted(void);
/* From now on a write to a closed pipe fails and is noted, and kills nobody. */
void cli_expect_closed_pipes(void);
bool cli_pipe_closed(void);

/* ---- messages (session.c) ---- */

#if defined(__GNUC__)
#define CLI_PRINTF(a, b) __attribute__((format(printf, a, b)))
#else
#define CLI_PRINTF(a, b)
#endif
/* "tda COMMAND: sentence; see `tda help COMMAND`"; gives CLI_USAGE. */
int cli_usage(const cli_command *command, const char *fmt, ...) CLI_PRINTF(2, 3);
/* "tda COMMAND: sentence"; gives `code`. */
int cli_error(const cli_command *command, int code, const char *fmt, ...)
    CLI_PRINTF(3, 4);
/* From now on what this thread has to say goes to text [CLI_MESSAGE], not to standard error, and without
 * the name of the command; NULL: as ever. */
void cli_capture(char *text);
/* CLI_DONE if all went well, else cli_fail(). */
int cli_check(const cli_session *s, tda_status st, const char *place);
/* The context's message after a failed call, led by `place` unless it names it already. */
int cli_fail(const cli_session *s, tda_status st, const char *place);
/* With --verbose, a line and the time since the last one. */
void cli_say(cli_session *s, const char *fmt, ...) CLI_PRINTF(2, 3);
/* "12.3 MB" */
void cli_human(char text[32], double bytes);
/* Write all bytes to standard output; a closed pipe is no error. */
int cli_stdout(const cli_command *command, const char *at, size_t size);

#endif
