/* SPDX-License-Identifier: GPL-3.0-or-later */
/* trace.c - Representatives as the reduction finds them. */
#include "persistence/matrix.h"

tda_status tdai_trace_chain(tda_ctx *ctx, tdai_trace *t, uint32_t cell,
                            const uint32_t *number, tda_index n, const uint32_t *id)
{
    tda_status st = TDA_OK;
    for (tda_index i = 0; i < n; i++) {
        tda_index at = id[number[i]];
        TRY(tdai_chains_term(ctx, &t->chains, &at, 1, 1));
    }
    TRY(tdai_chains_close(ctx, &t->chains, &t->chain[cell]));
done:
    return st;
}
