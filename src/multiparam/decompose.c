/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decompose.c - Decomposition of a presentation into indecomposable summands.
 *
 * The batches one after the other (decompose_batch.c) leave blocks, which are the summands
 * (decompose_write.c). */
#include "multiparam/decompose.h"

static void decomposing_free(tdai_decomposing *d)
{
    tdai_homs_free(&d->homs);
    tdai_rows_free(&d->rows);
    tdai_blocks_free(&d->blocks);
    tdai_graded_free(&d->graded);
    tdai_arena_free(&d->memory);
}

static tda_status decompose(tda_ctx *ctx, tdai_decomposing *d, const tda_presentation *p)
{
    tda_status st = TDA_OK;
    TRY(tdai_graded_new(ctx, &d->graded, tdai_presentation_cells(p), 0, 1));
    const tdai_level *gens = &d->graded.level[0], *rels = &d->graded.level[1];
    d->mark = ARRAY(&d->memory, uint32_t, gens->size);
    TRY(tdai_arena_status(ctx, &d->memory));
    for (tda_index i = 0; i < gens->size; i++)
        d->mark[i] = TDAI_NONE;
    TRY(tdai_blocks_new(ctx, &d->blocks, gens, rels));
    TRY(tdai_rows_new(ctx, &d->rows, gens->size, rels));
    TRY(tdai_homs_new(ctx, &d->homs, &d->blocks));
    for (uint32_t first = 0, last; first < rels->size; first = last) {
        TRY(tdai_poll(ctx, "decomposition", first, rels->size));
        for (last = first + 1; last < rels->size && rels->x[last] == rels->x[first] &&
                               rels->y[last] == rels->y[first];
             last++)
            ;
        TRY(tdai_decompose_batch(ctx, d, first, last));
    }
    tdai_work(ctx, TDA_WORK_COLUMNS, d->homs.columns);
    tdai_work(ctx, TDA_WORK_ENTRIES, d->homs.entries);
done:
    return st;
}

tda_status tda_presentation_decompose(tda_ctx *ctx, tda_decomposition *out,
                                      const tda_presentation *p)
{
    tda_status st = TDA_OK;
    tdai_decomposing d = {0};
    tda_presentation *minimal = NULL;
    if (!tdai_presentation_is_minimal(p)) {
        TRY(tda_presentation_minimise(ctx, &minimal, p));
        p = minimal;
    }
    TRY(decompose(ctx, &d, p));
    TRY(tdai_decompose_write(ctx, out, &d, p));
done:
    decomposing_free(&d);
    tda_presentation_free(minimal);
    return st;
}
