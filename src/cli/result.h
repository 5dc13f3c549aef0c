/* SPDX-License-Identifier: GPL-3.0-or-later */
/* result.h - What signed-barcode computes, and its dense form. */
#ifndef TDA_CLI_RESULT_H
#define TDA_CLI_RESULT_H
#include "cli/source.h"

typedef struct cli_result {
    tda_measure measure[CLI_DEGREES];
    tda_index count;
} cli_result;

/* ---- rank.c ---- */

/* Compute and write the signed barcodes of the rank invariant. */
int cli_rank(cli_session *s, const cli_source *src, const tda_complex *complex);

/* ---- dense.c ---- */

/* The values [measures x n_1 x .. x n_p] for free(), and that shape [1 + CLI_AXES]. */
int cli_dense(cli_session *s, const cli_source *src, const cli_result *r, int64_t **out,
              tda_index *shape);
/* Rows degree, x1 .. xp, value. */
int cli_dense_csv(cli_session *s, const cli_source *src, const cli_result *r,
                  const int64_t *value, tda_bytes *out);

#endif
