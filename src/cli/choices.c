/* SPDX-License-Identifier: GPL-3.0-or-later */
/* choices.c - How an option that is one name of several is read. */
#include "cli/option.h"
#include <string.h>

int cli_choice(const char *text, size_t size, const char *const *names)
{
    for (int i = 0; names[i]; i++)
        if (strlen(names[i]) == size && memcmp(names[i], text, size) == 0)
            return i;
    return -1;
}

const char *cli_list(char text[CLI_LIST], const char *const *names)
{
    size_t length = 0;
    text[0] = '\0';
    for (int i = 0; names[i] && length < CLI_LIST; i++) {
        const char *before = i == 0 ? "" : names[i + 1] ? ", " : " or ";
        length +=
            (size_t)snprintf(text + length, CLI_LIST - length, "%s%s", before, names[i]);
    }
    return text;
}

const char *cli_set_choice(cli_options *o, const cli_row *row, const char *text)
{
    static char expected[CLI_LIST];
    int i = cli_choice(text, strlen(text), row->choice);
    if (i < 0)
        return cli_list(expected, row->choice);
    *(int *)((char *)o + row->field) = i;
    return NULL;
}

const char *cli_set_format(cli_options *o, const cli_row *row, const char *text)
{
    static char expected[CLI_LIST];
    const char *names[TDA_FORMATS + 1] = {NULL};
    (void)row;
    if (tda_format_named(&o->format, text))
        return NULL;
    for (int i = 0; i < TDA_FORMATS; i++)
        names[i] = tda_format_name((tda_format)i);
    return cli_list(expected, names);
}

const char *cli_set_as(cli_options *o, const cli_row *row, const char *text)
{
    static const tda_kind kinds[] = {TDA_KIND_CLOUD, TDA_KIND_DISTANCES, TDA_KIND_IMAGE,
                                     TDA_KIND_COMPLEX};
    static const char *const names[] = {"points", "distances", "image", "mesh", NULL};
    int i = cli_choice(text, strlen(text), names);
    (void)row;
    if (i < 0)
        return "points, distances, image or mesh";
    o->as = kinds[i];
    return NULL;
}

const char *cli_set_channels(cli_options *o, const cli_row *row, const char *text)
{
    static const char *const names[] = {"none", "first", "last", NULL};
    size_t length = strcspn(text, ":");
    int i = cli_choice(text, length, names);
    int64_t n = i == CLI_CHANNELS_NONE ? 1 : 2;
    (void)row;
    if (i < 0 || (text[length] && i == CLI_CHANNELS_NONE) ||
        (text[length] && !cli_read_count(&n, text + length + 1, strlen(text + length + 1),
                                         1, CLI_FUNCTIONS + 1)))
        return "none, first, last, first:N or last:N with N from 1 to 8";
    o->channels = (cli_channels)i;
    o->channel_count = (int)n;
    return NULL;
}

const char *cli_set_filtration(cli_options *o, const cli_row *row, const char *text)
{
    static char expected[CLI_LIST];
    (void)row;
    for (int f = 0; f < CLI_FILTRATIONS; f++)
        if (cli_filtration_fits((cli_filtration)f, TDA_KIND_NONE, o->command) &&
            strcmp(cli_filtration_name((cli_filtration)f), text) == 0) {
            o->filtration = f;
            return NULL;
        }
    return cli_filtrations(expected, TDA_KIND_NONE, o->command);
}
