/* SPDX-License-Identifier: GPL-3.0-or-later */
/* values.c - How a flag, a text or a number on the command line is read.
 *
 * A setter stores the value and gives NULL, or gives the words that follow "expected". What can
 * be told from the command line alone is refused here, before any file is opened. */
#include "cli/option.h"
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void *field_of(cli_options *o, const cli_row *row)
{
    return (char *)o + row->field;
}

bool cli_read_real(double *out, const char *text)
{
    return tda_number_read(out, text, strlen(text)) && !isnan(*out);
}

bool cli_read_count(int64_t *out, const char *text, size_t size, int64_t least,
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

const char *cli_set_flag(cli_options *o, const cli_row *row, const char *text)
{
    (void)text;
    *(bool *)field_of(o, row) = true;
    return NULL;
}

const char *cli_set_text(cli_options *o, const cli_row *row, const char *text)
{
    *(const char **)field_of(o, row) = text;
    return NULL;
}

static const char *expected_number(const cli_row *row)
{
    static char words[80];
    if (row->expected)
        return row->expected;
    if (row->most == 0)
        snprintf(words, sizeof words, "a number from %.17g on", row->least);
    else
        snprintf(words, sizeof words,
                 row->open ? "a number above %.17g and below %.17g"
                           : "a number from %.17g to %.17g",
                 row->least, row->most);
    return words;
}

const char *cli_set_index(cli_options *o, const cli_row *row, const char *text)
{
    int64_t n;
    if (!cli_read_count(&n, text, strlen(text), (int64_t)row->least,
                        row->most > 0 ? (int64_t)row->most : INT64_MAX))
        return expected_number(row);
    *(tda_index *)field_of(o, row) = n;
    return NULL;
}

const char *cli_set_int(cli_options *o, const cli_row *row, const char *text)
{
    int64_t n;
    if (!cli_read_count(&n, text, strlen(text), (int64_t)row->least,
                        row->most > 0 ? (int64_t)row->most : INT32_MAX))
        return expected_number(row);
    *(int *)field_of(o, row) = (int)n;
    return NULL;
}

const char *cli_set_real(cli_options *o, const cli_row *row, const char *text)
{
    double value, most = row->most > 0 ? row->most : INFINITY;
    if (!cli_read_real(&value, text) || value < row->least || value > most ||
        (row->open && (value == row->least || value == most)))
        return expected_number(row);
    *(double *)field_of(o, row) = value;
    return NULL;
}

const char *cli_set_threads(cli_options *o, const cli_row *row, const char *text)
{
    int64_t n;
    if (!cli_read_count(&n, text, strlen(text), 0, 4096))
        return "a number of threads from 0 to 4096";
    *(int *)field_of(o, row) = (int)n;
    return NULL;
}

const char *cli_set_seed(cli_options *o, const cli_row *row, const char *text)
{
    char *end;
    errno = 0;
    unsigned long long seed = strtoull(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end || errno)
        return "a whole number below 2^64";
    *(uint64_t *)field_of(o, row) = seed;
    return NULL;
}

const char *cli_set_size(cli_options *o, const cli_row *row, const char *text)
{
    static const char units[] = "KMGT";
    size_t length = strlen(text);
    double value, unit = 1;
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
    *(int64_t *)field_of(o, row) = (int64_t)(value * unit);
    return NULL;
}

const char *cli_set_field(cli_options *o, const cli_row *row, const char *text)
{
    int64_t p;
    bool prime = cli_read_count(&p, text, strlen(text), 2, 32767);
    for (int64_t d = 2; prime && d * d <= p; d++)
        prime = p % d != 0;
    if (!prime)
        return "a prime below 32768";
    *(int *)field_of(o, row) = (int)p;
    return NULL;
}
