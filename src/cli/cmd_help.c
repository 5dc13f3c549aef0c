/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_help.c - tda help: what the program is for, and the page of each command. */
#include "cli/cli.h"
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

void cli_help_command(FILE *to, const cli_command *command)
{
    fprintf(to, "usage: tda %s\n\n%s", command->usage, command->about);
    cli_options_print(to, command);
    if (command->after)
        fprintf(to, "\n%s", command->after);
}

static int help(const cli_options *o)
{
    const char *names[16] = {NULL};
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
    .bit = CLI_HELP,
    .usage = "help [COMMAND]",
    .summary = "this text, or the page of one command",
    .about = "Tells what tda is for, or documents one command: its options with their\n"
             "defaults, what it writes, and examples.\n",
    .run = help,
};
