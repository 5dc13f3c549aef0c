/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store.c - Reduced columns in one growing block.
 *
 * A column that shrinks is rewritten in place, one that grows goes to the end and leaves garbage
 * behind. When the block is full and half of it is garbage the live columns are moved together. */
#include "multiparam/column.h"
#include <string.h>

tda_status tdai_store_new(tda_ctx *ctx, tdai_store *out, const tdai_level *input)
{
    tda_status st = TDA_OK;
    tdai_store s = {.input = input};
    s.at = ARRAY(&s.memory, tda_index, input->size);
    s.size = ARRAY(&s.memory, uint32_t, input->size);
    TRY(tdai_arena_status(ctx, &s.memory));
    for (tda_index j = 0; j < input->size; j++) {
        s.at[j] = -1;
        s.size[j] = (uint32_t)(input->start[j + 1] - input->start[j]);
    }
    *out = s;
    s = (tdai_store){0};
done:
    tdai_arena_free(&s.memory);
    return st;
}

void tdai_store_free(tdai_store *s)
{
    tdai_arena_free(&s->memory);
    tdai_free(s->block);
    *s = (tdai_store){0};
}

/* Make room for n more entries, by compaction or by growth. */
static tda_status make_room(tda_ctx *ctx, tdai_store *s, tda_index n)
{
    tda_index live = s->used - s->garbage;
    tda_index capacity = s->garbage > live + n ? s->capacity : 2 * s->capacity;
    while (capacity < live + n || capacity < 1024)
        capacity = capacity < 1024 ? 1024 : 2 * capacity;
    tda_status st =
        tdai_budget(ctx, capacity * (tda_index)sizeof *s->block, "reduced columns");
    if (st)
        return st;
    uint32_t *block = tdai_alloc(capacity, sizeof *block);
    if (!block)
        return tdai_fail(ctx, TDA_ENOMEM, "no memory for %lld entries of reduced columns",
                         (long long)capacity);
    tda_index used = 0;
    for (tda_index j = 0; j < s->input->size; j++)
        if (s->at[j] >= 0) {
            memcpy(block + used, s->block + s->at[j], s->size[j] * sizeof *block);
            s->at[j] = used;
            used += s->size[j];
        }
    tdai_free(s->block);
    s->block = block;
    s->capacity = capacity;
    s->used = used;
    s->garbage = 0;
    return TDA_OK;
}

void tdai_store_drop(tdai_store *s, tda_index j)
{
    if (s->at[j] >= 0)
        s->garbage += s->size[j];
    s->at[j] = -1;
    s->size[j] = 0;
}

tda_status tdai_store_put(tda_ctx *ctx, tdai_store *s, tda_index j, tdai_column *c)
{
    tda_index n = tdai_column_count(c);
    if (s->at[j] >= 0 && n <= s->size[j]) {
        s->garbage += s->size[j] - n;
    } else {
        tdai_store_drop(s, j);
        if (n > s->capacity - s->used) {
            tda_status st = make_room(ctx, s, n);
            if (st)
                return st;
        }
        s->at[j] = s->used;
        s->used += n;
    }
    s->size[j] = (uint32_t)n;
    tdai_column_unload(c, s->block + s->at[j]);
    return TDA_OK;
}
