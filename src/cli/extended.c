/* SPDX-License-Identifier: GPL-3.0-or-later */
/* extended.c - tda barcode --extended: what a function on the vertices says going up and, relative
 * to what is above, coming down again.
 *
 * The function is that of lower-star on the complex that lower-star takes; of a complex in INPUT it
 * is the grade of its vertices, and the grades of other cells are not looked at. */
#include "cli/option.h"
#include "cli/source.h"
#include <stdlib.h>
#include <string.h>

/* The first is what standard output gets. */
static const char *const endings[] = {".csv", ".npz", ".json", ".npy", NULL};
enum { NPY = 3 };

/* The least value of each vertex in the parameter p, for free(). */
static int grades_of_vertices(cli_session *s, const tda_complex *complex, int p,
                              double **out)
{
    const tda_cells *c = tda_complex_cells(complex);
    tda_index n = 0;
    double *at;
    int code = cli_alloc(s, &at, c->size, sizeof *at, "the grades of vertices");
    for (tda_index i = 0; code == CLI_DONE && i < c->size; i++) {
        if (c->dim[i] != 0)
            continue;
        tda_index first = c->grade_start ? c->grade_start[i] : i,
                  end = c->grade_start ? c->grade_start[i + 1] : i + 1;
        double least = INFINITY;
        for (tda_index g = first; g < end; g++)
            if (c->grade[g * c->params + p] < least)
                least = c->grade[g * c->params + p];
        at[n++] = least;
    }
    if (code == CLI_DONE)
        *out = at;
    return code;
}

static int render(cli_session *s, const cli_source *src, const void *result,
                  const char *path, tda_bytes *out)
{
    static const char *const kinds[TDA_EXTENSIONS] = {"ordinary", "relative",
                                                      "extended-up", "extended-down"};
    static tda_status (*const writers[])(tda_ctx * ctx, tda_bytes * out,
                                         const tda_diagram *diagrams,
                                         const char *const *kind, tda_index count) = {
        tda_diagrams_csv, tda_diagrams_npz, tda_diagrams_json};
    const char *ending = path ? cli_ending(path) : "";
    int format = cli_choice(ending, strlen(ending), endings);
    (void)src;
    tda_status st = format == NPY ? tda_diagrams_npy(s->ctx, out, result, TDA_EXTENSIONS)
                                  : writers[format < 0 ? 0 : format](
                                        s->ctx, out, result, kinds, TDA_EXTENSIONS);
    return cli_rendered(s, st, path);
}

static int reduce(cli_session *s, cli_source *src, tda_diagram *out)
{
    double *own = NULL;
    int param, code = cli_source_complex(s, src, &src->swept);
    if (code == CLI_DONE)
        code =
            cli_source_parameter(s, src, tda_complex_cells(src->swept)->params, &param);
    if (code == CLI_DONE && src->filtration == CLI_COMPLEX)
        code = grades_of_vertices(s, src->swept, param, &own);
    if (code == CLI_DONE)
        code = cli_check(s,
                         tda_complex_extended_diagram(s->ctx, out, src->swept,
                                                      own ? own : src->function.at),
                         src->name);
    free(own);
    return code;
}

int cli_extended(cli_session *s, cli_source *src)
{
    tda_diagram d[TDA_EXTENSIONS] = {{0}};
    int code = cli_outputs_check(s, endings);
    if (code == CLI_DONE)
        code = cli_source_read(s, src);
    if (code == CLI_DONE)
        code = cli_source_one_function(s, src);
    if (code == CLI_DONE)
        code = reduce(s, src, d);
    if (code == CLI_DONE)
        code = cli_outputs_write(s, src, NULL, render, d);
    for (int i = 0; i < TDA_EXTENSIONS; i++)
        tda_diagram_clear(&d[i]);
    return code;
}
