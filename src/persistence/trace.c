/* SPDX-License-Identifier: GPL-3.0-or-later */
/* trace.c - Representatives as the reduction finds them. */
#include "persistence/matrix.h"

tda_status tdai_trace_chain(const tdai_filtration *s, tdai_trace *t, uint32_t birth,
                            const uint32_t *number, tda_index n, tdai_side side)
{
    tda_status st = TDA_OK;
    for (tda_index i = 0; i < n; i++) {
        tda_index at = tdai_side_cell(s, side, number[i]);
        TRY(tdai_chains_term(s->ctx, &t->chains, &at, 1, 1));
    }
    TRY(tdai_chains_close(s->ctx, &t->chains, &t->chain[birth]));
done:
    return st;
}
