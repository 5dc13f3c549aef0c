/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results.h - Files that hold results: what commands have computed, to be told of or written anew. */
#ifndef TDA_CLI_RESULTS_H
#define TDA_CLI_RESULTS_H
#include "cli/source.h"

typedef enum cli_held {
    CLI_NO_RESULT, /* an input, or nothing that is known */
    CLI_HELD_DIAGRAM,
    CLI_HELD_MODULES,
    CLI_HELD_MEASURES,
    CLI_HELD_BARS
} cli_held;

typedef struct cli_results {
    cli_held held;
    tda_diagram diagram;
    tda_index count; /* of the others, a degree each */
    tda_module module[CLI_DEGREES + 1];
    tda_measure measure[CLI_DEGREES + 1];
    tda_signed_barcode bars[CLI_DEGREES + 1];
} cli_results;

/* Read INPUT if it is a file of results; else held is CLI_NO_RESULT. Standard input is never
 * one, nor is a file with --format. */
int cli_results_read(cli_session *s, cli_results *r);
void cli_results_clear(cli_results *r);
/* What tda info says of them. */
void cli_results_print(const cli_session *s, const cli_results *r);
/* Write them to --output. */
int cli_results_convert(cli_session *s, const cli_results *r);

#endif
