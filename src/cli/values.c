/* SPDX-License-Identifier: GPL-3.0-or-later */
/* values.c - How the value of each kind of option is read.
 *
 * A setter stores the value and gives NULL, or gives the words that follow "expected". What can
 * be told from the command line alone is refused here, before any file is opened. */
#include "cli/cli.h"
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool read_number(double *out, const char *text)
{
    return tda_number_read(out, text, strlen(text)) && !isnan(*out);
}

/* A whole number in [least, most] that fills text [size]. */
static bool read_count(int64_t *out, const char *text, size_t size, int64_t least,
                       int64_t most)
{
    int64_t n = 0;
    if (size == 0 || size > 18)
        return false;
    for (size_t i = 0; i < size; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        n = 10 * n + (text[i] - '0');
    }
    if (n < least || n > most)
        return false;
    *out = n;
    return true;
}

/* The index of text [size] in a NULL-terminated list, or -1. */
static int choice(const char *text, size_t size, const char *const *names)
{
    for (int i = 0; names[i]; i++)
        if (strlen(names[i]) == size && memcmp(names[i], text, size) == 0)
            return i;
    return -1;
}

static const char *set_choice(int *field, const char *text, const char *const *names,
                              const char *expected)
{
    int i = choice(text, strlen(text), names);
    if (i < 0)
        return expected;
    *field = i;
    return NULL;
}

const char *cli_set_flag(cli_options *o, void *field, const char *text)
{
    (void)o, (void)text;
    *(bool *)field = true;
    return NULL;
}

const char *cli_set_text(cli_options *o, void *field, const char *text)
{
    (void)o;
    *(const char **)field = text;
    return NULL;
}

const char *cli_set_number(cli_options *o, void *field, const char *text)
{
    double value;
    (void)o;
    if (!read_number(&value, text) || value < 0)
        return "a number that is not negative";
    *(double *)field = value;
    return NULL;
}

const char *cli_set_threads(cli_options *o, void *field, const char *text)
{
    int64_t n;
    (void)o;
    if (!read_count(&n, text, strlen(text), 0, 4096))
        return "a number of threads from 0 to 4096";
    *(int *)field = (int)n;
    return NULL;
}

const char *cli_set_seed(cli_options *o, void *field, const char *text)
{
    char *end;
    (void)o;
    errno = 0;
    unsigned long long seed = strtoull(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end || errno)
        return "a whole number below 2^64";
    *(uint64_t *)field = seed;
    return NULL;
}

const char *cli_set_size(cli_options *o, void *field, const char *text)
{
    static const char units[] = "KMGT";
    size_t length = strlen(text);
    double value, unit = 1;
    (void)o;
    if (length > 1 && text[length - 1] == 'B')
        length--;
    const char *found = length > 1 ? strchr(units, text[length - 1] & ~0x20) : NULL;
    if (found) {
        length--;
        for (const char *u = units; u <= found; u++)
            unit *= 1000;
    }
    if (!tda_number_read(&value, text, length) || !(value * unit >= 1) ||
        value * unit > 9e18)
        return "a size such as 500M or 2G";
    *(int64_t *)field = (int64_t)(value * unit);
    return NULL;
}

const char *cli_set_dimension(cli_options *o, void *field, const char *text)
{
    int64_t n;
    (void)o;
    if (!read_count(&n, text, strlen(text), 0, CLI_DEGREES))
        return "a dimension from 0 to 64";
    *(int *)field = (int)n;
    return NULL;
}

const char *cli_set_format(cli_options *o, void *field, const char *text)
{
    (void)o;
    if (!tda_format_named(field, text))
        return "auto, points, off, npy, lower, upper, full, sparse, binary, dipha, "
               "rivet, firep, "
               "scc2020 or perseus";
    return NULL;
}

const char *cli_set_as(cli_options *o, void *field, const char *text)
{
    static const char *const names[] = {"points", "distances", "image", NULL};
    static const tda_kind kinds[] = {TDA_KIND_CLOUD, TDA_KIND_DISTANCES, TDA_KIND_IMAGE};
    int i = choice(text, strlen(text), names);
    (void)o;
    if (i < 0)
        return "points, distances or image";
    *(tda_kind *)field = kinds[i];
    return NULL;
}

const char *cli_set_channels(cli_options *o, void *field, const char *text)
{
    static const char *const names[] = {"none", "first", "last", NULL};
    size_t length = strcspn(text, ":");
    int i = choice(text, length, names);
    int64_t n = i == CLI_CHANNELS_NONE ? 1 : 2;
    if (i < 0 || (text[length] && i == CLI_CHANNELS_NONE) ||
        (text[length] && !read_count(&n, text + length + 1, strlen(text + length + 1), 1,
                                     CLI_FUNCTIONS + 1)))
        return "none, first, last, first:N or last:N with N from 1 to 8";
    *(cli_channels *)field = (cli_channels)i;
    o->channel_count = (int)n;
    return NULL;
}

const char *cli_set_filtration(cli_options *o, void *field, const char *text)
{
    static char expected[200];
    for (int f = 0; f < CLI_FILTRATIONS; f++)
        if (cli_filtration_fits((cli_filtration)f, TDA_KIND_NONE, o->command) &&
            strcmp(cli_filtration_name((cli_filtration)f), text) == 0) {
            *(int *)field = f;
            return NULL;
        }
    return cli_filtrations(expected, TDA_KIND_NONE, o->command);
}

const char *cli_set_top(cli_options *o, void *field, const char *text)
{
    int64_t n;
    (void)o;
    if (!read_count(&n, text, strlen(text), 0, CLI_DEGREES - 1))
        return "a degree from 0 to 63";
    *(int *)field = (int)n;
    return NULL;
}

const char *cli_set_parameter(cli_options *o, void *field, const char *text)
{
    int64_t n;
    (void)o;
    if (!read_count(&n, text, strlen(text), 1, INT32_MAX))
        return "the number of a parameter, from 1";
    *(int *)field = (int)n;
    return NULL;
}

const char *cli_set_field(cli_options *o, void *field, const char *text)
{
    int64_t p;
    (void)o;
    bool prime = read_count(&p, text, strlen(text), 2, 32767);
    for (int64_t d = 2; prime && d * d <= p; d++)
        prime = p % d != 0;
    if (!prime)
        return "a prime below 32768";
    *(int *)field = (int)p;
    return NULL;
}

const char *cli_set_engine(cli_options *o, void *field, const char *text)
{
    static const char *const names[] = {"auto", "twist", "cohomology", "phat", NULL};
    (void)o;
    return set_choice(field, text, names, "auto, twist, cohomology or phat");
}

const char *cli_set_periodic(cli_options *o, void *field, const char *text)
{
    bool *axis = field;
    (void)o;
    for (;; text++) {
        size_t length = strcspn(text, ",");
        int64_t n;
        if (!read_count(&n, text, length, 1, TDA_IMAGE_AXES))
            return "numbers of axes from 1, such as 1,2";
        axis[n - 1] = true;
        text += length;
        if (!*text)
            return NULL;
    }
}

const char *cli_set_exponent(cli_options *o, void *field, const char *text)
{
    double value;
    (void)o;
    if (!read_number(&value, text) || !(value >= 1))
        return "a number from 1 on, or inf";
    *(double *)field = value;
    return NULL;
}

const char *cli_set_directions(cli_options *o, void *field, const char *text)
{
    int64_t n;
    (void)o;
    if (!read_count(&n, text, strlen(text), 1, 1000000))
        return "a number from 1 to 1000000";
    *(tda_index *)field = n;
    return NULL;
}

const char *cli_set_epsilon(cli_options *o, void *field, const char *text)
{
    double value;
    (void)o;
    if (!read_number(&value, text) || !(value > 0 && value < 1))
        return "a number above 0 and below 1";
    *(double *)field = value;
    return NULL;
}

const char *cli_set_landmarks(cli_options *o, void *field, const char *text)
{
    int64_t n;
    (void)o;
    if (!read_count(&n, text, strlen(text), 1, INT32_MAX))
        return "a number of landmarks, at least 1";
    *(tda_index *)field = n;
    return NULL;
}

const char *cli_set_plot(cli_options *o, void *field, const char *text)
{
    static const char *const names[] = {"barcode", "diagram", NULL};
    (void)o;
    return set_choice(field, text, names, "barcode or diagram");
}

const char *cli_set_scale(cli_options *o, void *field, const char *text)
{
    static const char *const names[] = {"diameter", "radius", "radius-squared", NULL};
    (void)o;
    return set_choice(field, text, names, "diameter, radius or radius-squared");
}

const char *cli_set_construction(cli_options *o, void *field, const char *text)
{
    static const char *const names[] = {"T", "V", NULL};
    (void)o;
    return set_choice(field, text, names, "T or V");
}

const char *cli_set_invariant(cli_options *o, void *field, const char *text)
{
    static const char *const names[] = {"hilbert", "euler", "rank", "hook", NULL};
    (void)o;
    return set_choice(field, text, names, "hilbert, euler, rank or hook");
}

const char *cli_set_degree(cli_options *o, void *field, const char *text)
{
    int64_t first = 0, last;
    size_t length = strcspn(text, "-");
    bool any = false, good = read_count(&first, text, length, 0, CLI_DEGREES - 1);
    (void)field;
    last = first;
    if (good && text[length])
        good = read_count(&last, text + length + 1, strlen(text + length + 1), first,
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

const char *cli_set_line(cli_options *o, void *field, const char *text)
{
    double *line = field;
    int n = 0;
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

const char *cli_set_grid(cli_options *o, void *field, const char *text)
{
    int axes = 0;
    if (strcmp(text, "exact") == 0) {
        *(int *)field = 0;
        return NULL;
    }
    for (;; text++) {
        size_t length = strcspn(text, ",");
        int64_t n;
        if (axes == CLI_AXES || !read_count(&n, text, length, 1, INT32_MAX))
            return "exact, N or N,M with N and M at least 1";
        o->grid[axes++] = n;
        text += length;
        if (!*text)
            break;
    }
    *(int *)field = axes;
    return NULL;
}

const char *cli_set_function(cli_options *o, void *field, const char *text)
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
    int kind = choice(text, length, names);
    (void)field;
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
        good = read_number(&f.number, value) && f.number > 0 && isfinite(f.number);
        break;
    case CLI_DTM:
        good = read_number(&f.number, value) && f.number > 0 && f.number <= 1;
        break;
    case CLI_KNN: good = read_count(&f.count, value, size, 1, INT64_MAX); break;
    case CLI_ECCENTRICITY: good = read_number(&f.number, value) && f.number >= 1; break;
    case CLI_COLUMN: read_count(&f.count, value, size, 1, INT64_MAX); break;
    case CLI_FILE:
    case CLI_FUNCTION_KINDS: break;
    }
    if (!good)
        return expected[kind];
    o->function[o->functions++] = f;
    return NULL;
}

const char *cli_set_output(cli_options *o, void *field, const char *text)
{
    (void)field;
    if (o->outputs == CLI_OUTPUTS)
        return "at most eight outputs";
    o->output[o->outputs++] = text;
    return NULL;
}
