/* SPDX-License-Identifier: GPL-3.0-or-later */
/* filtrations.c - The names of the filtrations, and what each is for. */
#include "cli/cli.h"

enum {
    CLOUD = 1 << TDA_KIND_CLOUD,
    DISTANCES = 1 << TDA_KIND_DISTANCES,
    ONE = CLI_TAKES_ONE,
    SEVERAL = CLI_TAKES_SEVERAL
};

static const struct {
    const char *name;
    unsigned groups, kinds; /* bits: of the commands, of what the input holds */
} filtrations[CLI_FILTRATIONS] = {
    [CLI_FUNCTION_RIPS] = {"function-rips", SEVERAL, CLOUD | DISTANCES},
    [CLI_ALPHA_LOWER_STAR] = {"alpha-lower-star", SEVERAL, CLOUD},
    [CLI_FUNCTION_DELAUNAY] = {"function-delaunay", SEVERAL, CLOUD},
    [CLI_CUBICAL] = {"cubical", ONE | SEVERAL, 1 << TDA_KIND_IMAGE},
    [CLI_COMPLEX] = {"complex", ONE | SEVERAL, 1 << TDA_KIND_COMPLEX},
    [CLI_DEGREE_RIPS] = {"degree-rips", SEVERAL, CLOUD | DISTANCES},
    [CLI_DELAUNAY_CORE] = {"delaunay-core", SEVERAL, CLOUD},
    [CLI_MULTICOVER] = {"multicover", SEVERAL, CLOUD},
    [CLI_RIPS] = {"rips", ONE, CLOUD | DISTANCES},
    [CLI_ALPHA] = {"alpha", ONE, CLOUD},
    [CLI_LOWER_STAR] = {"lower-star", ONE | SEVERAL,
                        CLOUD | DISTANCES | 1 << TDA_KIND_COMPLEX},
    [CLI_SPARSE_RIPS] = {"sparse-rips", ONE, CLOUD | DISTANCES},
    [CLI_CECH] = {"cech", ONE, CLOUD},
    [CLI_DELAUNAY_CECH] = {"delaunay-cech", ONE, CLOUD},
    [CLI_WEIGHTED_ALPHA] = {"weighted-alpha", ONE, CLOUD},
    [CLI_WITNESS] = {"witness", ONE, CLOUD},
    [CLI_STRONG_WITNESS] = {"strong-witness", ONE, CLOUD},
    [CLI_PERIODIC_ALPHA] = {"periodic-alpha", ONE, CLOUD},
    [CLI_WEIGHTED_PERIODIC_ALPHA] = {"weighted-periodic-alpha", ONE, CLOUD},
    [CLI_ZIGZAG] = {"zigzag", ONE, 0},
};

const char *cli_filtration_name(cli_filtration f)
{
    return filtrations[f].name;
}

bool cli_filtration_fits(cli_filtration f, tda_kind kind, const cli_command *command)
{
    return (filtrations[f].groups & command->groups) != 0 &&
           (kind == TDA_KIND_NONE || (filtrations[f].kinds >> kind & 1) != 0);
}

const char *cli_filtrations(char text[CLI_LIST], tda_kind kind,
                            const cli_command *command)
{
    const char *names[CLI_FILTRATIONS + 1];
    int n = 0;
    for (int f = 0; f < CLI_FILTRATIONS; f++)
        if (cli_filtration_fits((cli_filtration)f, kind, command))
            names[n++] = filtrations[f].name;
    names[n] = NULL;
    return cli_list(text, names);
}
