/* SPDX-License-Identifier: GPL-3.0-or-later */
/* column.h - The store of reduced columns; the column under reduction is that of core. */
#ifndef TDA_MULTIPARAM_COLUMN_H
#define TDA_MULTIPARAM_COLUMN_H
#include "core/column.h"
#include "multiparam/private.h"

/* Columns by number, each living in the input matrix until it is first rewritten, then in one
 * growing block that is compacted when half of it is garbage. */
typedef struct tdai_store {
    const tdai_level *input;
    tda_index *at;  /* [columns] offset in block; -1: still in the input */
    uint32_t *size; /* [columns] entries now */
    uint32_t *block;
    tda_index used, capacity, garbage;
    tdai_arena memory;
} tdai_store;

tda_status tdai_store_new(tda_ctx *ctx, tdai_store *out, const tdai_level *input);
void tdai_store_free(tdai_store *s);
static inline const uint32_t *tdai_store_column(const tdai_store *s, tda_index j)
{
    return s->at[j] < 0 ? s->input->row + s->input->start[j] : s->block + s->at[j];
}
/* Empty c into column j. */
tda_status tdai_store_put(tda_ctx *ctx, tdai_store *s, tda_index j, tdai_column *c);
/* Column j is zero from now on. */
void tdai_store_drop(tdai_store *s, tda_index j);

#endif
