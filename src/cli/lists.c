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

const char *cli_set_grid(cli_options *o, const cli_row *row, const char *text)
{
    int axes = 0;
    (void)row;
    if (strcmp(text, "exact") == 0) {
        o->grid_axes = 0;
        return NULL;
    }
    for (;; text++) {
        size_t length = strcspn(text, ",");
        int64_t n;
        if (axes == CLI_AXES || !cli_read_count(&n, text, length, 1, INT32_MAX))
            return "exact, N or N,M with N and M at least 1";
        o->grid[axes++] = n;
        text += length;
        if (!*text)
            break;
    }
    o->grid_axes = axes;
    return NULL;
}

/* Add one to the functions of o. */
static const char *add_function(cli_options *o, const char *text)
{
    static const char *const names[] = {"kde",    "dtm",  "knn", "eccentricity",
                                        "column", "file", NULL};
    static const char *const expected[] = {
        "kde:H with a bandwidth H > 0",
        "dtm:M with a mass M, 0 < M <= 1",
        "knn:K with K at least 1",
        "eccentricity:P with P at least 1, or inf",
        "column:J with a column's number, from 1, or its name",
        "file:PATH",
    };
    size_t length = strcspn(text, ":");
    int kind = cli_choice(text, length, names);
    if (kind < 0)
        return "kde:H, dtm:M, knn:K, eccentricity:P, column:J or file:PATH";
    if (o->functions == CLI_FUNCTIONS)
        return "at most seven functions";
    const char *value = text[length] ? text + length + 1 : "";
    cli_function f = {(cli_function_kind)kind, 0, 0, value};
    size_t size = strlen(value);
    bool good = size > 0;
    switch (f.kind) {
    case CLI_KDE:
        good = cli_read_real(&f.number, value) && f.number > 0 && isfinite(f.number);
        break;
    case CLI_DTM:
        good = cli_read_real(&f.number, value) && f.number > 0 && f.number <= 1;
        break;
    case CLI_KNN: good = cli_read_count(&f.count, value, size, 1, INT64_MAX); break;
    case CLI_ECCENTRICITY: good = cli_read_real(&f.number, value) && f.number >= 1; break;
    case CLI_COLUMN: cli_read_count(&f.count, value, size, 1, INT64_MAX); break;
    case CLI_FILE:
    case CLI_FUNCTION_KINDS: break;
    }
    if (!good)
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
