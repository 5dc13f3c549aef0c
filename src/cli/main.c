/* SPDX-License-Identifier: GPL-3.0-or-later */
/* main.c - The table of commands. A new command is a cmd_*.c file and a row here. */
#include "cli/cli.h"
#include <string.h>

const cli_command *const cli_commands[] = {
    &cli_barcode,
    &cli_signed_barcode,
    &cli_presentation,
    &cli_slice,
    &cli_module,
    &cli_features_command,
    &cli_distance,
    &cli_info,
    &cli_convert,
    &cli_help,
    NULL,
};

static int unknown(const char *name)
{
    static const char *const options[] = {"--version", "--help", NULL};
    const char *names[sizeof cli_commands / sizeof *cli_commands] = {NULL};
    for (int i = 0; cli_commands[i]; i++)
        names[i] = cli_commands[i]->name;
    const char *near = cli_nearest(name, name[0] == '-' ? options : names);
    const char *what = name[0] == '-' ? "option" : "command";
    if (near)
        return cli_usage(NULL, "unknown %s '%s', did you mean '%s'?", what, name, near);
    return cli_usage(NULL, "unknown %s '%s'", what, name);
}

static int version(void)
{
    printf("tda %s\n", tda_version());
    return cli_stdout(NULL, "", 0);
}

int main(int argc, char **argv)
{
    cli_expect_closed_pipes();
    if (argc < 2) {
        cli_help_overview(stderr);
        return CLI_USAGE;
    }
    const char *name = argv[1];
    if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0)
        return version();
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
        name = cli_help.name;
    const cli_command *command = NULL;
    for (int i = 0; cli_commands[i]; i++)
        if (strcmp(name, cli_commands[i]->name) == 0)
            command = cli_commands[i];
    if (!command)
        return unknown(name);
    cli_options o;
    int code = cli_options_parse(&o, command, argc - 1, argv + 1);
    if (code != CLI_DONE)
        return code;
    if (o.help) {
        cli_help_command(stdout, command);
        return cli_stdout(command, "", 0);
    }
    return command->run(&o);
}
