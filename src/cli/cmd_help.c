/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_help.c - tda help: what the program is for, and the page of each command. */
#include "cli/option.h"
#include <string.h>

static const char overview[] =
    "tda finds the shape of data: it computes barcodes, which tell at what scale "
    "pieces,\n"
    "loops and voids appear and vanish, and exact signed barcodes of two-parameter\n"
    "filtrations, which tell at every scale and every density (or other function) how\n"
    "many there are, as numbers and as a picture.\n"
    "\n"
    "usage: tda COMMAND [OPTIONS] INPUT\n"
    "\n"
    "Commands\n";

static const char next[] =
    "\n"
    "A first run, in the source tree\n"
    "  tda signed-barcode --function kde:0.2 -o loop.svg datasets/annulus/annulus.csv\n"
    "draws the loop of a circle among uniform noise, which no scale alone shows.\n"
    "With -o loop.csv, or without -o, the same result comes as numbers.\n"
    "\n"
    "Next\n"
    "  tda info FILE            what a file holds, and what a run on it would cost\n"
    "  tda help signed-barcode  every option, the columns of output, more examples\n"
    "  tda --version            the version\n";

void cli_help_overview(FILE *to)
{
    fputs(overview, to);
    for (int i = 0; cli_commands[i]; i++)
        fprintf(to, "  %-16s %s\n", cli_commands[i]->name, cli_commands[i]->summary);
    fputs(next, to);
}

enum { INDENT = 6, WIDTH = 80 };

static void print_row(FILE *to, const cli_row *r)
{
    fprintf(to, r->letter ? "  -%c, " : "  ", r->letter);
    fprintf(to, r->argument ? "--%s %s" : "--%s", r->name, r->argument);
    for (const char *word = r->help; *word;) {
        int column = INDENT;
        fprintf(to, "\n%*s", INDENT - 1, "");
        for (bool same_line = true; same_line && *word;) {
            int length = (int)strcspn(word, " \n");
            if ((column += length + 1) > WIDTH + 1)
                break;
            fprintf(to, " %.*s", length, word);
            same_line = word[length] != '\n';
            word += length + (word[length] != 0);
        }
    }
    fputc('\n', to);
}

static void print_options(FILE *to, const cli_command *command)
{
    static const char *const headings[CLI_HEADINGS] = {"Input", "Filtration", "Result",
                                                       "Running"};
    for (int h = 0; h < CLI_HEADINGS; h++) {
        bool first = true;
        const cli_row *r;
        for (int i = 0; (r = cli_row_at(command, i)); i++) {
            if ((int)r->heading != h)
                continue;
            if (first)
                fprintf(to, "\n%s\n", headings[h]);
            first = false;
            print_row(to, r);
        }
    }
}

void cli_help_command(FILE *to, const cli_command *command)
{
    fprintf(to, "usage: tda %s\n\n%s", command->usage, command->about);
    print_options(to, command);
    if (command->after)
        fprintf(to, "\n%s", command->after);
}

static int help(const cli_options *o)
{
    const char *names[CLI_ROWS] = {NULL};
    if (o->inputs == 0) {
        cli_help_overview(stdout);
        return cli_stdout(o->command, "", 0);
    }
    if (o->inputs > 1)
        return cli_usage(o->command, "one COMMAND at a time, not %d", o->inputs);
    for (int i = 0; cli_commands[i]; i++) {
        names[i] = cli_commands[i]->name;
        if (strcmp(names[i], o->input[0]) == 0) {
            cli_help_command(stdout, cli_commands[i]);
            return cli_stdout(o->command, "", 0);
        }
    }
    const char *near = cli_nearest(o->input[0], names);
    if (near)
        return cli_usage(NULL, "no command '%s', did you mean '%s'?", o->input[0], near);
    return cli_usage(NULL, "no command '%s'", o->input[0]);
}

const cli_command cli_help = {
    .name = "help",
    .groups = CLI_TAKES_HELP,
    .usage = "help [COMMAND]",
    .summary = "this text, or the page of one command",
    .about = "Tells what tda is for, or documents one command: its options with their\n"
             "defaults, what it writes, and examples.\n",
    .run = help,
};
