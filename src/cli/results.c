/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results.c - Which results a file holds, by how it begins, and reading them.
 *
 * Tables are known by the names of their columns, JSON by its members, and diagrams also by being
 * archives, or by GUDHI's and DIPHA's own formats. All degrees of a file are read. */
#include "cli/results.h"
#include "cli/feature.h"
#include "cli/option.h"
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A file in memory, with a 0 after it. */
typedef struct text {
    char *at;
    size_t size;
} text;

static bool begins(const text *t, const char *with)
{
    size_t n = strlen(with);
    return t->size >= n && memcmp(t->at, with, n) == 0;
}

/* The first line with a header's name in it, without its end: of tables. */
static cli_held held_by_table(const text *t)
{
    size_t line = strcspn(t->at, "\r\n");
    bool weight = line > 7 && strncmp(t->at + line - 7, ",weight", 7) == 0;
    if (begins(t, "degree,birth,death"))
        return CLI_HELD_DIAGRAM;
    if (begins(t, "degree,x1,") && weight)
        return CLI_HELD_MEASURES;
    return begins(t, "degree,a1,") && weight ? CLI_HELD_BARS : CLI_NO_RESULT;
}

static cli_held held_by(const char *name, const text *t)
{
    static const char dipha[] = "\x00\x46\xd7\xe0\x01\0\0\0\2\0\0\0\0\0\0";
    size_t blank = 0;
    while (blank < t->size && isspace((unsigned char)t->at[blank]))
        blank++;
    if (t->at[blank] == '{') {
        if (strstr(t->at, "\"modules\""))
            return CLI_HELD_MODULES;
        return strstr(t->at, "\"degrees\"") && strstr(t->at, "\"birth\"")
                   ? CLI_HELD_DIAGRAM
                   : CLI_NO_RESULT;
    }
    if (begins(t, "PK\3\4") || strcmp(cli_ending(name), ".pers") == 0)
        return CLI_HELD_DIAGRAM;
    if (t->size >= sizeof dipha && memcmp(t->at, dipha, sizeof dipha) == 0)
        return CLI_HELD_DIAGRAM;
    return held_by_table(t);
}

/* has[k + 1] for each degree k that the file names: in the first column of its rows, or in the
 * members "degree" of its modules. */
static void find_degrees(const text *t, cli_held held, bool *has)
{
    const char *at = t->at;
    for (;;) {
        at = held == CLI_HELD_MODULES ? strstr(at, "\"degree\"") : strchr(at, '\n');
        if (!at)
            return;
        at += held == CLI_HELD_MODULES ? 8 : 1;
        while (isspace((unsigned char)*at) || (held == CLI_HELD_MODULES && *at == ':'))
            at++;
        if (!isdigit((unsigned char)*at) && *at != '-')
            continue;
        long k = strtol(at, NULL, 10);
        if (k >= -1 && k < CLI_DEGREES)
            has[k + 1] = true;
    }
}

static tda_status read_degree(cli_session *s, cli_results *r, const char *name,
                              const text *t, int degree)
{
    tda_index i = r->count;
    switch (r->held) {
    case CLI_HELD_MODULES:
        return tda_module_parse(s->ctx, &r->module[i], name, t->at, t->size, degree);
    case CLI_HELD_MEASURES: return tda_measure_read(s->ctx, &r->measure[i], name, degree);
    case CLI_HELD_BARS: return tda_signed_barcode_read(s->ctx, &r->bars[i], name, degree);
    case CLI_NO_RESULT:
    case CLI_HELD_DIAGRAM: break;
    }
    return TDA_OK;
}

static int read_held(cli_session *s, cli_results *r, const char *name, const text *t)
{
    bool has[CLI_DEGREES + 1] = {false};
    tda_status st = TDA_OK;
    if (r->held == CLI_HELD_DIAGRAM)
        return cli_check(s, tda_diagram_parse(s->ctx, &r->diagram, name, t->at, t->size),
                         name);
    find_degrees(t, r->held, has);
    for (int k = -1; k < CLI_DEGREES && st == TDA_OK; k++) {
        if (!has[k + 1])
            continue;
        st = read_degree(s, r, name, t, k);
        r->count += st == TDA_OK;
    }
    return cli_check(s, st, name);
}

int cli_results_read(cli_session *s, cli_results *r)
{
    const cli_options *o = s->o;
    const char *name = o->input[0];
    text t = {0};
    if (strcmp(name, "-") == 0 || cli_given(o, "format"))
        return CLI_DONE;
    int code = cli_file_read(s, name, &t.at, &t.size);
    char *whole = code == CLI_DONE ? realloc(t.at, t.size + 1) : NULL;
    if (code == CLI_DONE && !whole)
        code = cli_error(o->command, CLI_LIMIT, "%s: out of memory", name);
    t.at = whole ? whole : t.at;
    if (code == CLI_DONE) {
        t.at[t.size] = '\0';
        r->held = held_by(name, &t);
    }
    if (code == CLI_DONE && r->held != CLI_NO_RESULT)
        code = read_held(s, r, name, &t);
    free(t.at);
    return code;
}

void cli_results_clear(cli_results *r)
{
    tda_diagram_clear(&r->diagram);
    for (tda_index i = 0; i < r->count; i++) {
        tda_module_clear(&r->module[i]);
        tda_measure_clear(&r->measure[i]);
        tda_signed_barcode_clear(&r->bars[i]);
    }
}

/* ---- tda info ---- */

static void print_counts(int degree, tda_index n, const char *one, const char *many)
{
    printf("degree %-7d %lld %s", degree, (long long)n, n == 1 ? one : many);
}

static void print_bars(const tda_diagram *d)
{
    for (int k = 0; k < d->degrees; k++) {
        tda_index n = d->start[k + 1] - d->start[k], endless = 0;
        for (tda_index i = d->start[k]; i < d->start[k + 1]; i++)
            endless += isinf(d->death[i]) != 0;
        print_counts(k, n, "bar", "bars");
        printf(", %lld without an end\n", (long long)endless);
    }
}

static void print_one(const cli_results *r, tda_index i)
{
    char step[TDA_NUMBER_CHARS];
    const tda_module *m = &r->module[i];
    switch (r->held) {
    case CLI_HELD_MODULES:
        print_counts(m->degree, m->size, "summand", "summands");
        printf(", corners %lld of birth, %lld of death",
               (long long)m->birth_start[m->size], (long long)m->death_start[m->size]);
        tda_number_write(step, m->error);
        if (m->error > 0)
            printf(", from lines %s apart", step);
        break;
    case CLI_HELD_MEASURES:
        print_counts(r->measure[i].degree, r->measure[i].size, "point", "points");
        break;
    case CLI_HELD_BARS:
        print_counts(r->bars[i].degree, r->bars[i].size, "bar", "bars");
        break;
    case CLI_NO_RESULT:
    case CLI_HELD_DIAGRAM: break;
    }
    putchar('\n');
}

void cli_results_print(const cli_session *s, const cli_results *r)
{
    static const char *const kinds[] = {
        [CLI_NO_RESULT] = "",
        [CLI_HELD_DIAGRAM] = "persistence diagram",
        [CLI_HELD_MODULES] = "modules of intervals",
        [CLI_HELD_MEASURES] = "signed measures",
        [CLI_HELD_BARS] = "signed barcodes by rectangles",
    };
    printf("%-14s %s\n%-14s %s\n", "file", s->o->input[0], "kind", kinds[r->held]);
    if (r->held == CLI_HELD_DIAGRAM) {
        print_bars(&r->diagram);
        return;
    }
    if (r->count)
        printf("%-14s %d\n", "parameters",
               r->held == CLI_HELD_MODULES    ? r->module[0].params
               : r->held == CLI_HELD_MEASURES ? r->measure[0].params
                                              : r->bars[0].params);
    for (tda_index i = 0; i < r->count; i++)
        print_one(r, i);
}

/* ---- tda convert ---- */

static tda_status write_several(cli_session *s, const cli_results *r, const char *ending,
                                tda_bytes *out)
{
    tda_draw_opts draw = TDA_DRAW_OPTS_INIT;
    bool json = strcmp(ending, ".json") == 0, svg = strcmp(ending, ".svg") == 0,
         npz = strcmp(ending, ".npz") == 0, npy = strcmp(ending, ".npy") == 0;
    if (r->held == CLI_HELD_MODULES)
        return json  ? tda_module_json(s->ctx, out, r->module, r->count, NULL)
               : svg ? tda_module_svg(s->ctx, out, r->module, r->count, NULL, &draw)
               : npz ? tda_module_npz(s->ctx, out, r->module, r->count)
                     : tda_module_csv(s->ctx, out, r->module, r->count);
    if (r->held == CLI_HELD_MEASURES)
        return json  ? tda_measure_json(s->ctx, out, r->measure, r->count, NULL)
               : svg ? tda_measure_svg(s->ctx, out, r->measure, r->count, NULL, &draw)
               : npy ? tda_measure_npy(s->ctx, out, r->measure, r->count)
                     : tda_measure_csv(s->ctx, out, r->measure, r->count);
    return json  ? tda_signed_barcode_json(s->ctx, out, r->bars, r->count, NULL)
           : svg ? tda_signed_barcode_svg(s->ctx, out, r->bars, r->count, NULL, &draw)
           : npy ? tda_signed_barcode_npy(s->ctx, out, r->bars, r->count)
           : npz ? tda_signed_barcode_npz(s->ctx, out, r->bars, r->count)
                 : tda_signed_barcode_csv(s->ctx, out, r->bars, r->count);
}

static int render(cli_session *s, const cli_source *src, const void *result,
                  const char *path, tda_bytes *out)
{
    const cli_results *r = result;
    if (r->held == CLI_HELD_DIAGRAM)
        return cli_diagram_render(s, src, &r->diagram, path, out);
    return cli_rendered(s, write_several(s, r, cli_ending(path), out), path);
}

/* Options that say how a complex is to be made of INPUT. */
static int refuse_options(const cli_session *s)
{
    static const char *const of_inputs[] = {
        "as",    "channels",  "construction",  "filtration", "function", "reverse",
        "scale", "threshold", "max-dimension", "degree",     "grid"};
    for (size_t i = 0; i < sizeof of_inputs / sizeof *of_inputs; i++)
        if (cli_given(s->o, of_inputs[i]))
            return cli_usage(s->o->command,
                             "--%s is for inputs, and %s holds what was computed of one",
                             of_inputs[i], s->o->input[0]);
    return CLI_DONE;
}

int cli_results_convert(cli_session *s, const cli_results *r)
{
    static const char *const modules[] = {".csv", ".npz", ".json", ".svg", NULL};
    static const char *const measures[] = {".csv", ".npy", ".json", ".svg", NULL};
    static const char *const bars[] = {".csv", ".npy", ".npz", ".json", ".svg", NULL};
    const cli_source src = {.name = s->o->input[0], .axis = "value"};
    const char *const *endings = r->held == CLI_HELD_DIAGRAM    ? cli_diagram_endings
                                 : r->held == CLI_HELD_MODULES  ? modules
                                 : r->held == CLI_HELD_MEASURES ? measures
                                                                : bars;
    int code = refuse_options(s);
    if (code == CLI_DONE)
        code = cli_outputs_check(s, endings);
    return code == CLI_DONE ? cli_outputs_write(s, &src, NULL, render, r) : code;
}
