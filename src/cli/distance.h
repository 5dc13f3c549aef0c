/* SPDX-License-Identifier: GPL-3.0-or-later */
/* distance.h - The distances of tda distance between invariants of several parameters. */
#ifndef TDA_CLI_DISTANCE_H
#define TDA_CLI_DISTANCE_H
#include "cli/source.h"

/* "name," as csv has it, on standard output. */
void cli_print_name(const char *name);

/* matching, signed-measure and integral: compare the files and print (distance_several.c). */
int cli_distance_matching(cli_session *s, char *const *name, int n);
int cli_distance_measures(cli_session *s, char *const *name, int n, bool integral);

#endif
