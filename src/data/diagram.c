/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagram.c - Memory of persistence diagrams: one block, which starts at `start`. */
#include "data/private.h"

tda_status tdai_diagram_alloc(tda_ctx *ctx, tda_diagram *out, int degrees, tda_index bars)
{
    tda_index offsets = (tda_index)degrees + 1;
    tda_index words = tdai_size_add(tdai_size_add(0, offsets, 1), bars, 4);
    tda_index *block = words < 0 ? NULL : tdai_alloc(words, sizeof *block);
    if (!block)
        return tdai_fail(ctx, TDA_ENOMEM, "diagram: no memory for %lld bars",
                         (long long)bars);
    block[0] = 0;
    *out = (tda_diagram){
        .degrees = degrees,
        .start = block,
        .birth = (double *)(block + offsets),
        .death = (double *)(block + offsets) + bars,
        .birth_cell = block + offsets + 2 * bars,
        .death_cell = block + offsets + 3 * bars,
        .record = tdai_record(ctx),
    };
    return TDA_OK;
}

void tda_diagram_clear(tda_diagram *diagram)
{
    tdai_free(diagram->start); /* the start of the one block */
    *diagram = (tda_diagram){0};
}
