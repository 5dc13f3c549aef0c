/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lines.c - tda slice along many lines: which they are, their barcodes, and how these are written.
 *
 * One or two parameters: a presentation of each degree, and all lines through it. More: the
 * complex is moved onto each line and reduced. */
#include "cli/lines.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const cli_lines_endings[] = {".csv", ".npy", ".json", ".svg", NULL};

typedef struct result {
    const tda_complex *complex;
    int params, degrees;
    int degree[CLI_DEGREES];
    tda_index lines;
    double *base, *direction;                    /* [lines x params] */
    tda_presentation *presentation[CLI_DEGREES]; /* NULL with more than two parameters */
    tda_diagram
        *bars; /* [degrees x lines]; with more than two parameters all degrees share those
                          of the first */
    tda_index *vine[CLI_DEGREES];
} result;

static void result_clear(result *r)
{
    for (int k = 0; k < r->degrees; k++) {
        tda_presentation_free(r->presentation[k]);
        tda_index_free(r->vine[k]);
    }
    for (tda_index i = 0; r->bars && i < (r->params > 2 ? 1 : r->degrees) * r->lines; i++)
        tda_diagram_clear(&r->bars[i]);
    free(r->base);
    free(r->direction);
    free(r->bars);
}

/* ---- lines ---- */

/* A line of two parameters by its angle in degrees and how far it passes above the origin. */
static int by_angle(const cli_session *s, const char *path, tda_index row,
                    const double *at, double *base, double *direction)
{
    double angle = at[0] * 1.57079632679489661923 / 90;
    if (!(at[0] >= 0 && at[0] <= 90))
        return cli_error(s->o->command, CLI_INPUT,
                         "%s: line %lld has the angle %g; it must be from 0 to 90", path,
                         (long long)row, at[0]);
    direction[0] = at[0] < 90 ? cos(angle) : 0;
    direction[1] = at[0] > 0 ? sin(angle) : 0;
    base[0] = -at[1] * direction[1];
    base[1] = at[1] * direction[0];
    return CLI_DONE;
}

static int lines_of_file(cli_session *s, result *r)
{
    const char *path = s->o->lines;
    tda_input in = {0};
    tda_read_opts opts = TDA_READ_OPTS_INIT;
    opts.format = TDA_FORMAT_POINTS;
    tda_status st = tda_input_read(s->ctx, &in, path, &opts);
    if (st != TDA_OK)
        return cli_fail(s, st, path);
    tda_index p = r->params, width = in.cloud.dimension;
    int code = CLI_DONE;
    r->lines = in.cloud.size;
    if (width != 2 * p && !(p == 2 && width == 2))
        code = cli_error(s->o->command, CLI_INPUT,
                         "%s: %lld numbers a line; %lld for base and direction%s", path,
                         (long long)width, (long long)(2 * p),
                         p == 2 ? ", or 2 for angle and offset" : "");
    else if (r->lines == 0)
        code = cli_error(s->o->command, CLI_INPUT, "%s: no line", path);
    if (code == CLI_DONE)
        code = cli_alloc(s, &r->base, r->lines * p, sizeof *r->base, "the lines");
    if (code == CLI_DONE)
        code =
            cli_alloc(s, &r->direction, r->lines * p, sizeof *r->direction, "the lines");
    for (tda_index i = 0; code == CLI_DONE && i < r->lines; i++) {
        const double *at = in.cloud.at + i * width;
        if (width == 2 && p == 2)
            code = by_angle(s, path, i + 1, at, r->base + i * p, r->direction + i * p);
        else {
            memcpy(r->base + i * p, at, (size_t)p * sizeof *at);
            memcpy(r->direction + i * p, at + p, (size_t)p * sizeof *at);
        }
    }
    tda_input_clear(&in);
    return code;
}

/* Widen the box of two parameters to hold n grades. */
static void widen(double *low, double *high, const double *grade, tda_index n)
{
    for (tda_index i = 0; i < 2 * n; i++)
        if (isfinite(grade[i])) {
            low[i % 2] = fmin(low[i % 2], grade[i]);
            high[i % 2] = fmax(high[i % 2], grade[i]);
        }
}

static int lines_of_sweep(cli_session *s, result *r)
{
    const tda_index *sweep = s->o->sweep;
    double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
    if (r->params != 2)
        return cli_usage(s->o->command, "--sweep is for two parameters, not %d",
                         r->params);
    for (int k = 0; k < r->degrees; k++) {
        const tda_matrix *m = tda_presentation_matrix(r->presentation[k]);
        widen(low, high, m->row_grade, m->rows);
        widen(low, high, m->column_grade, m->columns);
    }
    for (int k = 0; k < 2; k++)
        if (!(low[k] < high[k])) { /* any width serves */
            low[k] = isfinite(low[k]) ? low[k] - 0.5 : 0;
            high[k] = low[k] + 1;
        }
    r->lines = sweep[0] * sweep[1];
    int code = cli_alloc(s, &r->base, 2 * r->lines, sizeof *r->base, "the lines");
    if (code == CLI_DONE)
        code =
            cli_alloc(s, &r->direction, 2 * r->lines, sizeof *r->direction, "the lines");
    if (code != CLI_DONE)
        return code;
    tda_status st =
        tda_lines_sweep(s->ctx, r->base, r->direction, low, high, sweep[0], sweep[1]);
    return st == TDA_OK ? CLI_DONE : cli_fail(s, st, "--sweep");
}

/* ---- barcodes ---- */

/* Move the complex onto each line; the degrees share the diagram of a line. */
static tda_status push_all(cli_session *s, result *r)
{
    tda_status st = TDA_OK;
    tda_reduction_opts opts = TDA_REDUCTION_OPTS_INIT;
    opts.max_degree = s->o->last;
    for (tda_index i = 0; st == TDA_OK && i < r->lines; i++) {
        tda_complex *pushed = NULL;
        st = tda_complex_push(s->ctx, &pushed, r->complex, r->base + i * r->params,
                              r->direction + i * r->params);
        if (st == TDA_OK)
            st = tda_complex_diagram(s->ctx, &r->bars[i], NULL, pushed, 0, &opts);
        tda_complex_free(pushed);
        for (int k = 1; k < r->degrees; k++)
            r->bars[k * r->lines + i] = r->bars[i];
    }
    return st;
}

static int compute(cli_session *s, const cli_source *src, result *r)
{
    tda_status st = TDA_OK;
    tda_index all = r->degrees * r->lines;
    int code = cli_alloc(s, &r->bars, all, sizeof *r->bars, "the barcodes");
    if (code != CLI_DONE)
        return code;
    memset(r->bars, 0, (size_t)all * sizeof *r->bars);
    if (r->params > 2)
        st = push_all(s, r);
    for (int k = 0; r->params <= 2 && st == TDA_OK && k < r->degrees; k++) {
        tda_diagram *out = r->bars + k * r->lines;
        const tda_presentation *p = r->presentation[k];
        st = s->o->vines ? tda_presentation_vineyard(s->ctx, out, &r->vine[k], p,
                                                     r->lines, r->base, r->direction)
                         : tda_presentation_slices(s->ctx, out, p, r->lines, r->base,
                                                   r->direction);
    }
    if (st != TDA_OK)
        return cli_fail(s, st, src->name);
    tda_index bars = 0;
    for (int k = 0; k < r->degrees; k++)
        for (tda_index i = 0; i < r->lines; i++) {
            const tda_diagram *d = &r->bars[k * r->lines + i];
            bars += k < d->degrees ? d->start[k + 1] - d->start[k] : 0;
        }
    cli_say(s, "%lld bars on %lld lines", (long long)bars, (long long)r->lines);
    return CLI_DONE;
}

/* ---- output ---- */

static tda_status draw(cli_session *s, const result *r, tda_fibres *f, tda_bytes *out)
{
    tda_measure betti[3 * CLI_DEGREES] = {{0}};
    tda_status st = TDA_OK;
    tda_draw_opts opts = TDA_DRAW_OPTS_INIT;
    opts.width = CLI_PLANE_WIDTH;
    opts.height = CLI_PLANE_HEIGHT;
    opts.title = s->o->title;
    for (int k = 0; st == TDA_OK && r->params == 2 && k < r->degrees; k++)
        st = tda_presentation_betti(s->ctx, &betti[3 * k], r->presentation[k]);
    f->betti = r->params == 2 ? betti : NULL;
    if (st == TDA_OK)
        st = tda_fibres_svg(s->ctx, out, f, r->complex, &opts);
    for (int k = 0; k < 3 * r->degrees; k++)
        tda_measure_clear(&betti[k]);
    return st;
}

static int render(cli_session *s, const cli_source *src, const void *arg,
                  const char *path, tda_bytes *out)
{
    const result *r = arg;
    const char *ending = path ? cli_ending(path) : "";
    tda_fibres f = {.params = r->params,
                    .lines = r->lines,
                    .base = r->base,
                    .direction = r->direction,
                    .degrees = r->degrees,
                    .degree = r->degree,
                    .bars = r->bars,
                    .vine = s->o->vines ? (const tda_index *const *)r->vine : NULL};
    tda_status st = strcmp(ending, ".svg") == 0 ? draw(s, r, &f, out)
                    : strcmp(ending, ".json") == 0
                        ? tda_fibres_json(s->ctx, out, &f, r->complex)
                    : strcmp(ending, ".npy") == 0 ? tda_fibres_npy(s->ctx, out, &f)
                                                  : tda_fibres_csv(s->ctx, out, &f);
    (void)src;
    return cli_rendered(s, st, path);
}

int cli_lines(cli_session *s, const cli_source *src, const tda_complex *complex)
{
    static result r;
    const cli_options *o = s->o;
    int code = CLI_DONE;
    r = (result){.complex = complex,
                 .params = tda_complex_cells(complex)->params,
                 .degrees = o->last + 1};
    if (o->vines && r.params > 2)
        return cli_usage(o->command, "--vines is for two parameters, not %d", r.params);
    for (int k = 0; k < r.degrees && code == CLI_DONE; k++) {
        r.degree[k] = k;
        if (r.params > 2)
            continue;
        tda_status st = cli_source_presentation(s, src, complex, &r.presentation[k], k);
        if (st != TDA_OK)
            code = cli_fail(s, st, src->name);
    }
    if (code == CLI_DONE)
        code = o->lines ? lines_of_file(s, &r) : lines_of_sweep(s, &r);
    if (code == CLI_DONE)
        code = compute(s, src, &r);
    if (code == CLI_DONE)
        code = cli_outputs_write(s, src, NULL, render, &r);
    result_clear(&r);
    return code;
}
