/* SPDX-License-Identifier: GPL-3.0-or-later */
/* present.h - A minimal presentation of the homology of any chain of levels. */
#ifndef TDA_MULTIPARAM_PRESENT_H
#define TDA_MULTIPARAM_PRESENT_H
#include "multiparam/private.h"

typedef struct tdai_present_opts {
    bool chunk, shortcut;
    int degree; /* and record: of the presentation */
    tda_record record;
    const tda_index
        *origin; /* [cells x width] the id of the cell behind each cell, for each
                                parameter where width > 1; NULL: itself */
    int width;
    tda_cell_kind cells; /* what those ids name */
} tdai_present_opts;

/* Present H_dim of a 1-critical complex of 1 or 2 parameters. */
tda_status tdai_present(tda_ctx *ctx, tda_presentation **out, const tda_cells *cells,
                        int dim, const tdai_present_opts *o);

#endif
