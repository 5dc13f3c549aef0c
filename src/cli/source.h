/* SPDX-License-Identifier: GPL-3.0-or-later */
/* source.h - From INPUT and the options to a complex: the part every command shares.
 *
 *     cli_source_read       the file, and which filtration it calls for
 *     cli_source_functions  the functions on its points, and the coordinates left
 *     cli_source_complex    the complex with its axes named */
#ifndef TDA_CLI_SOURCE_H
#define TDA_CLI_SOURCE_H
#include "cli/cli.h"

typedef struct cli_source {
    const char *name; /* for messages */
    tda_input input;
    tda_zigzag zigzag; /* in place of input, for that filtration */
    cli_filtration filtration;
    double threshold;   /* in the units of --scale; INFINITY: none */
    tda_cloud points;   /* the input's cloud without the columns that are functions */
    tda_cloud function; /* [n x k], k possibly 0 */
    int functions;      /* k, also where they were only counted */
    char label[CLI_FUNCTIONS][64];
    const char *unit[CLI_FUNCTIONS];
    char axis[64], axis_unit[64]; /* of the parameter that barcode swept */
    tda_complex *swept;           /* the complex that it reduced, if it built one */
    tda_grid grid;                /* of --grid, if there is one */
    bool collapse;                /* edges may leave that change no homology */
    bool straight;                /* there is no complex, only points (straight.c) */
    double *own[3];               /* what points, function and image borrow */
} cli_source;

int cli_source_read(cli_session *s, cli_source *src);
/* How INPUT is to be read, by the options. */
tda_read_opts cli_read_opts(const cli_options *o);
/* The same with what has been read already, which is taken over, from `name`. */
int cli_source_adopt(cli_session *s, cli_source *src, const char *name, tda_input *input);
/* @param values  false: take columns away and count functions, but compute none */
int cli_source_functions(cli_session *s, cli_source *src, bool values);
/* Refuse points and distances without a function: they would give one parameter. */
int cli_source_two(const cli_session *s, const cli_source *src);
/* The three above: all that a command needs before it builds a filtration of several parameters. */
int cli_source_prepare(cli_session *s, cli_source *src);
int cli_source_complex(cli_session *s, cli_source *src, tda_complex **out);
/* A function-Rips complex of no points, for the names of its axes. */
int cli_source_axes(cli_session *s, const cli_source *src, tda_complex **out);
/* Move *complex up to the grid of --grid, if there is one. @param out  the grid, or NULL */
int cli_source_squeeze(cli_session *s, const cli_source *src, tda_complex **complex,
                       tda_grid *out);
/* The complex on the grid of --grid; or only its axes, where `points` do for what is asked and the
 * filtration is one that needs no complex. (straight.c) */
int cli_source_build(cli_session *s, cli_source *src, bool points, tda_complex **out);
/* Of what was built: Hilbert measures of degrees first .. last, and a minimal presentation. */
tda_status cli_source_hilbert(cli_session *s, const cli_source *src,
                              const tda_complex *complex, tda_measure *out, int first,
                              int last);
tda_status cli_source_presentation(cli_session *s, const cli_source *src,
                                   const tda_complex *complex, tda_presentation **out,
                                   int degree);
/* Near homology of one degree, as a sum of intervals. */
tda_status cli_source_module(cli_session *s, const cli_source *src,
                             const tda_complex *complex, tda_module *out, int degree,
                             const tda_module_opts *opts);
/* The diagram of one parameter, its functions being computed first where it needs them. */
int cli_source_diagram(cli_session *s, cli_source *src, tda_diagram *out,
                       tda_chains *chains);
/* Compute the functions, and refuse to do with none, or several, where one is needed. */
int cli_source_one_function(cli_session *s, cli_source *src);
/* Which parameter of a complex is swept? */
int cli_source_parameter(const cli_session *s, const cli_source *src, int params,
                         int *param);
/* Extended persistence, from the functions on: compute and write it. (extended.c) */
int cli_extended(cli_session *s, cli_source *src);
/* A Cech, Delaunay-Cech, weighted alpha or witness complex. (points_complex.c) */
int cli_source_points_complex(cli_session *s, const cli_source *src, tda_complex **out);
/* Name the axis of a complex of scale alone. */
void cli_name_scale(const cli_session *s, tda_complex *complex);
/* The image, its pixels negated where --reverse says so. */
int cli_source_image(cli_session *s, cli_source *src);
/* The options of the builders from points. */
tda_points_opts cli_source_points_opts(const cli_session *s, const cli_source *src);
void cli_source_clear(cli_source *src);

/* malloc of n * size bytes with the message and the code for its failure. */
int cli_alloc(const cli_session *s, void *out, tda_index n, size_t size,
              const char *what);

/* The values of an image in C order with the channels last, for free(). */
int cli_image_pack(const cli_session *s, const tda_image *image, double **out,
                   tda_index *pixels);

/* Everything that is on standard input. */
int cli_stdin(const cli_session *s, char **out, size_t *size);

/* Print the cells or edges, and the bytes, of a run. @param one  of one parameter (cost.c) */
int cli_cost(cli_session *s, const cli_source *src, bool one);

/* Bytes at the peak of the diagram of an image (cost_image.c). */
double cli_image_bytes(const cli_session *s, const tda_image *image);

/* Open a session, do the work, release everything: what most commands run. */
int cli_with_source(const cli_options *o, int (*work)(cli_session *s, cli_source *src));

/* ---- output (output.c) ---- */

/* Before a long run: can each --output be written, and is none of them the input? */
int cli_outputs_check(const cli_session *s, const char *const *endings);
/* Make one output of a result in the format of its path's ending. NULL: standard output. */
typedef int cli_render(cli_session *s, const cli_source *src, const void *result,
                       const char *path, tda_bytes *out);
/* Make every --output in memory, and only then write the first. @param extra  a path that another
 * option names, or NULL */
int cli_outputs_write(cli_session *s, const cli_source *src, const char *extra,
                      cli_render *render, const void *result);
/* What a renderer returns: the code for a writer's status. */
int cli_rendered(const cli_session *s, tda_status st, const char *path);
/* Write to a file by way of a temporary one, or to standard output when path is NULL or "-". */
int cli_write(cli_session *s, const char *path, const tda_bytes *bytes);

/* ---- diagrams (diagram_write.c) ---- */

/* The endings that diagrams are written to. */
extern const char *const cli_diagram_endings[];
/* Make one output of a diagram alone. */
int cli_diagram_render(cli_session *s, const cli_source *src, const tda_diagram *d,
                       const char *path, tda_bytes *out);
/* Make every output of a diagram, then write them. */
int cli_diagram_write(cli_session *s, const cli_source *src, const tda_diagram *d,
                      const tda_chains *chains);

#endif
