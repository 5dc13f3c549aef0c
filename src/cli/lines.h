/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lines.h - Barcodes along many lines: what tda slice does with --lines and --sweep. */
#ifndef TDA_CLI_LINES_H
#define TDA_CLI_LINES_H
#include "cli/source.h"

/* The width of a panel with the plane and what stands beside it, and its height. */
enum { CLI_PLANE_WIDTH = 1080, CLI_PLANE_HEIGHT = 480 };

extern const char *const cli_lines_endings[];
/* Compute and write the barcodes of the lines that the options ask for. */
int cli_lines(cli_session *s, const cli_source *src, const tda_complex *complex);

#endif
