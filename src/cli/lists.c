/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lists.c - How values with several parts are read, and options that may be repeated. */
#include "cli/option.h"
#include <math.h>
#include <string.h>

const char *cli_set_periodic(cli_options *o, const cli_row *row, const char *text)
{
    bool *axis = o->periodic;
    (void)row;
    for (;; text++) {
        size_t length = strcspn(text, ",");
        int64_t n;
        if (!cli_read_count(&n, text, length, 1, TDA_IMAGE_AXES))
            return "numbers of axes from 1, such as 1,2";
        axis[n - 1] = true;
        text += length;
        if (!*text)
            return NULL;
    }
}

const char *cli_set_degree(cli_options *o, const cli_row *row, const char *text)
{
    int64_t first = 0, last;
    size_t length = strcspn(text, "-");
    bool any = false, good = cli_read_count(&first, text, length, 0, CLI_DEGREES - 1);
    (void)row;
    last = first;
    if (good && text[length])
        good = cli_read_count(&last, text + length + 1, strlen(text + length + 1), first,
                              CLI_DEGREES - 1);
    if (!good)
        return "a degree such as 1, or a range such as 0-2";
    for (int k = 0; k < CLI_DEGREES; k++)
        any |= o->degree[k];
    for (int64_t k = first; k <= last; k++)
        o->degree[k] = true;
    o->first = any && o->first < first ? o->first : (int)first;
    o->last = any && o->last > last ? o->last : (int)last;
    return NULL;
}

const char *cli_set_line(cli_options *o, const cli_row *row, const char *text)
{
    double *line = o->line;
    int n = 0;
    (void)row;
    for (;; text++) {
        size_t length = strcspn(text, ",");
        if (n == 2 * CLI_AXES || !tda_number_read(&line[n], text, length) ||
            !isfinite(line[n]))
            return "numbers B1,B2,V1,V2";
        n++;
        text += length;
        if (!*text)
            break;
    }
    o->line_numbers = n;
    return n % 2 ? "as many numbers for the base as for the direction" : NULL;
}

const char *cli_set_sweep(cli_options *o, const cli_row *row, const char *text)
{
    size_t length = strcspn(text, ",");
    int64_t angles, offsets;
    (void)row;
    if (!cli_read_count(&angles, text, length, 1, 1 << 20) || !text[length] ||
        !cli_read_count(&offsets, text + length + 1, strlen(text + length + 1), 1,
                        1 << 20))
        return "angles and offsets such as 5,20";
    o->sweep[0] = angles;
    o->sweep[1] = offsets;
    return NULL;
}

const char *cli_set_ks(cli_options *o, const cli_row *row, const char *text)
{
    static const char expected[] = "degrees from 0 on, ascending, such as 1,5,10 or 1-30";
    int n = 0;
    (void)row;
    for (;; text++) {
        size_t length = strcspn(text, ","), first = strcspn(text, "-,");
        int64_t k, last;
        if (!cli_read_count(&k, text, first, 0, INT32_MAX))
            return expected;
        last = k;
        if (first < length &&
            !cli_read_count(&last, text + first + 1, length - first - 1, k, INT32_MAX))
            return expected;
        if (n > 0 && k <= o->k[n - 1])
            return expected;
        for (; k <= last; k++) {
            if (n == CLI_KS)
                return "at most a thousand degrees";
            o->k[n++] = k;
        }
        text += length;
        if (!*text)
            break;
    }
    o->ks = n;
    return NULL;
}

const char *cli_set_grid(cli_options *o, const cli_row *row, const char *text)
{
    static const char *const kinds[] = {"regular", "quantile", "closest", NULL};
    size_t name = strcspn(text, ":");
    int axes = 0, kind = text[name] ? cli_choice(text, name, kinds) : CLI_REGULAR;
    (void)row;
    if (strcmp(text, "exact") == 0) {
        o->grid_axes = 0;
        return NULL;
    }
    text += text[name] && kind >= 0 ? name + 1 : 0;
    for (;; text++) {
        size_t length = strcspn(text, ",");
        int64_t n;
        if (axes == CLI_AXES || !cli_read_count(&n, text, length, 1, INT32_MAX))
            return "exact, N or N,M with N and M at least 1, quantile:N[,M] or "
                   "closest:N[,M]";
        o->grid[axes++] = n;
        text += length;
        if (!*text)
            break;
    }
    o->grid_axes = axes;
    o->grid_kind = kind;
    return NULL;
}

/* Store what follows the colon; false if it is not what the kind needs. */
static bool read_function(cli_function *f)
{
    const char *value = f->text;
    size_t size = strlen(value);
    switch (f->kind) {
    case CLI_KDE:
    case CLI_HEAT_KERNEL:
        return cli_read_real(&f->number, value) && f->number > 0 && isfinite(f->number);
    case CLI_DTM:
        return cli_read_real(&f->number, value) && f->number > 0 && f->number <= 1;
    case CLI_KNN: return cli_read_count(&f->count, value, size, 1, INT64_MAX);
    case CLI_ECCENTRICITY: return cli_read_real(&f->number, value) && f->number >= 1;
    case CLI_COLUMN:
        cli_read_count(&f->count, value, size, 1, INT64_MAX);
        return size > 0;
    case CLI_FILE: return size > 0;
    case CLI_OLLIVIER:
        f->number = 0.5;
        return size == 0 ||
               (cli_read_real(&f->number, value) && f->number >= 0 && f->number < 1);
    case CLI_COORDINATE:
    case CLI_DEGREE:
    case CLI_CLOSENESS:
    case CLI_FORMAN:
    case CLI_FIEDLER:
    case CLI_RESISTANCE: return size == 0;
    case CLI_FUNCTION_KINDS: break;
    }
    return false;
}

static const char *add_function(cli_options *o, const char *text)
{
    static const char *const names[] = {
        "kde",      "dtm",         "knn",     "eccentricity", "column",
        "file",     "x",           "degree",  "closeness",    "forman",
        "ollivier", "heat-kernel", "fiedler", "resistance",   NULL};
    static const char *const expected[] = {
        "kde:H with a bandwidth H > 0",
        "dtm:M with a mass M, 0 < M <= 1",
        "knn:K with K at least 1",
        "eccentricity:P with P at least 1, or inf",
        "column:J with a column's number, from 1, or its name",
        "file:PATH",
        "x, y or z alone",
        "degree alone",
        "closeness alone",
        "forman alone",
        "ollivier or ollivier:S, 0 <= S < 1",
        "heat-kernel:T with a time T > 0",
        "fiedler alone",
        "resistance alone",
    };
    size_t length = strcspn(text, ":");
    bool axis = length == 1 && text[0] >= 'x' && text[0] <= 'z';
    int kind = axis ? CLI_COORDINATE : cli_choice(text, length, names);
    if (kind < 0)
        return "kde:H, dtm:M, knn:K, eccentricity:P, column:J, file:PATH, x, y, z, "
               "degree, "
               "closeness, forman, ollivier[:S], heat-kernel:T, fiedler or resistance";
    if (o->functions == CLI_FUNCTIONS)
        return "at most seven functions";
    cli_function f = {(cli_function_kind)kind, 0, axis ? text[0] - 'x' + 1 : 0,
                      text[length] ? text + length + 1 : ""};
    if (!read_function(&f) || (text[length] && !*f.text))
        return expected[kind];
    o->function[o->functions++] = f;
    return NULL;
}

const char *cli_set_function(cli_options *o, const cli_row *row, const char *text)
{
    (void)row;
    return add_function(o, text);
}

const char *cli_set_births(cli_options *o, const cli_row *row, const char *text)
{
    (void)row;
    if (o->births)
        return "one function";
    o->births = true;
    o->diagonal = strcmp(text, "diagonal") == 0;
    return o->diagonal ? NULL : add_function(o, text);
}

const char *cli_set_box(cli_options *o, const cli_row *row, const char *text)
{
    (void)row;
    for (o->box_sides = 0;; text++) {
        double *side = &o->box[o->box_sides];
        size_t length = strcspn(text, ",");
        if (o->box_sides == CLI_AXES || !tda_number_read(side, text, length) ||
            !isfinite(*side) || !(*side > 0))
            return "the sides of a box, such as 1,1,2";
        o->box_sides++;
        text += length;
        if (!*text)
            return NULL;
    }
}

const char *cli_set_output(cli_options *o, const cli_row *row, const char *text)
{
    (void)row;
    if (o->outputs == CLI_OUTPUTS)
        return "at most eight outputs";
    o->output[o->outputs++] = text;
    return NULL;
}
