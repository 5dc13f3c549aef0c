/* SPDX-License-Identifier: GPL-3.0-or-later */
/* options.c - From the rows of a command to its command line, parsed by getopt_long. */
#include "cli/option.h"
#include <getopt.h>
#include <math.h>
#include <string.h>

/* getopt_long answers a long option by LONG plus the place of its row. */
enum { ROWS = CLI_ROWS, LONG = 256 };

static bool shadowed(const cli_command *command, const cli_row *row)
{
    for (const cli_row *r = command->options; r && r->name; r++)
        if (strcmp(r->name, row->name) == 0)
            return true;
    for (const cli_row *r = cli_shared_rows; r != row; r++)
        if ((r->groups & command->groups) && strcmp(r->name, row->name) == 0)
            return true;
    return false;
}

const cli_row *cli_row_at(const cli_command *command, int i)
{
    for (const cli_row *r = command->options; r && r->name; r++)
        if (i-- == 0)
            return r;
    for (const cli_row *r = cli_shared_rows; r->name; r++)
        if ((r->groups & command->groups) && !shadowed(command, r) && i-- == 0)
            return r;
    return NULL;
}

static int unknown_option(const cli_command *command, const char *word)
{
    char name[64];
    const char *names[ROWS + 1];
    int n = 0;
    size_t length = strcspn(word, "=");
    snprintf(name, sizeof name, "%.*s", (int)(length < 60 ? length : 60), word);
    for (const cli_row *r; (r = cli_row_at(command, n)); n++)
        names[n] = r->name;
    names[n] = NULL;
    const char *near = cli_nearest(name + 2, names);
    if (near)
        return cli_usage(command, "unknown option %s, did you mean --%s?", name, near);
    return cli_usage(command, "unknown option %s", name);
}

/* Say what getopt_long stopped at: `c` is ':' or '?'. */
static int refuse(const cli_command *command, int c, char *const *argv)
{
    char name[64] = "";
    if (optopt >= LONG)
        snprintf(name, sizeof name, "--%s", cli_row_at(command, optopt - LONG)->name);
    else if (optopt)
        snprintf(name, sizeof name, "-%c", optopt);
    if (c == ':')
        return cli_usage(command, "%s needs a value", name);
    if (optopt >= LONG)
        return cli_usage(command, "%s takes no value", name);
    if (optopt)
        return cli_usage(command, "unknown option %s", name);
    return unknown_option(command, argv[optind - 1]);
}

static const cli_row *row_of(const cli_command *command, int c)
{
    const cli_row *r;
    if (c >= LONG)
        return cli_row_at(command, c - LONG);
    for (int i = 0; (r = cli_row_at(command, i)); i++)
        if (r->letter == c)
            return r;
    return NULL;
}

/* What getopt_long wants to know; a command has at most ROWS. */
static void names_of(const cli_command *command, struct option *names, char *letters)
{
    const cli_row *r;
    int n = 0;
    *letters++ = ':';
    for (; n < ROWS && (r = cli_row_at(command, n)); n++) {
        names[n] = (struct option){r->name, r->argument ? required_argument : no_argument,
                                   NULL, LONG + n};
        if (r->letter)
            *letters++ = r->letter;
        if (r->letter && r->argument)
            *letters++ = ':';
    }
    names[n] = (struct option){NULL, 0, NULL, 0};
    *letters = '\0';
}

void cli_options_reset(cli_options *o, const cli_command *command)
{
    *o = (cli_options){.command = command,
                       .filtration = CLI_BY_KIND,
                       .threshold = INFINITY,
                       .max_dimension = -1,
                       .field = 2,
                       .epsilon = 0.1,
                       .order = 2,
                       .norm = INFINITY,
                       .directions = 50,
                       .module_lines = 557,
                       .summand = -1,
                       .threads = 1};
}

int cli_options_parse(cli_options *o, const cli_command *command, int argc, char **argv)
{
    struct option names[ROWS + 1];
    char letters[2 * ROWS + 2];
    names_of(command, names, letters);
    cli_options_reset(o, command);
    opterr = 0;
    optind = 0; /* a model brings a second command line */
    for (int c; (c = getopt_long(argc, argv, letters, names, NULL)) != -1;) {
        const cli_row *r = c == ':' || c == '?' ? NULL : row_of(command, c);
        if (!r)
            return refuse(command, c, argv);
        const char *expected = r->set(o, r, optarg);
        if (expected)
            return cli_usage(command, "--%s %s: expected %s", r->name, optarg, expected);
        if (!cli_given(o, r->name))
            o->given[o->givens++] = r;
        if (o->words == CLI_WORDS)
            return cli_usage(command, "more than %d options", CLI_WORDS);
        o->word[o->words].row = r;
        o->word[o->words++].text = optarg;
    }
    o->input = argv + optind;
    o->inputs = argc - optind;
    return CLI_DONE;
}

bool cli_given(const cli_options *o, const char *name)
{
    for (int i = 0; i < o->givens; i++)
        if (strcmp(o->given[i]->name, name) == 0)
            return true;
    return false;
}

int cli_options_fit(const cli_options *o, cli_filtration filtration)
{
    for (int i = 0; i < o->givens; i++)
        if (o->given[i]->filtrations && !(o->given[i]->filtrations >> filtration & 1))
            return cli_usage(o->command, "--%s means nothing to the filtration %s",
                             o->given[i]->name, cli_filtration_name(filtration));
    return CLI_DONE;
}

int cli_options_need_picture(const cli_options *o)
{
    static const char *const names[] = {"plot", "title"};
    for (int i = 0; i < o->outputs; i++)
        if (strcmp(cli_ending(o->output[i]), ".svg") == 0)
            return CLI_DONE;
    for (int i = 0; i < 2; i++)
        if (cli_given(o, names[i]))
            return cli_usage(o->command, "--%s needs a picture, -o FILE.svg", names[i]);
    return CLI_DONE;
}

int cli_options_need_dimension(const cli_options *o)
{
    if (o->max_dimension < 0 || o->max_dimension > o->last)
        return CLI_DONE;
    return cli_usage(o->command, "degree %d needs --max-dimension %d at least", o->last,
                     o->last + 1);
}
