/* SPDX-License-Identifier: GPL-3.0-or-later */
/* entries.h - Columns of rows that know their cells.
 *
 * An entry is the number of a row above the id of its cell. Short columns are ascending runs of
 * entries, added by merging; one that grows past a few dozen goes into a bit tree of numbers, and
 * a map leads back from these to cells. */
#ifndef TDA_PERSISTENCE_ENTRIES_H
#define TDA_PERSISTENCE_ENTRIES_H
#include "core/column.h"
#include "data/private.h"

TDA_BEGIN

typedef uint64_t tdai_entry;

static inline tdai_entry tdai_entry_of(uint32_t number, uint32_t cell)
{
    return (tdai_entry)number << 32 | cell;
}

static inline uint32_t tdai_entry_cell(tdai_entry e)
{
    return (uint32_t)e;
}

static inline uint32_t tdai_entry_number(tdai_entry e)
{
    return (uint32_t)(e >> 32);
}

/* The cells of the rows: number n has at[0] + sign n. */
typedef struct tdai_row_map {
    const uint32_t *at;
    int sign;
} tdai_row_map;

/* A column while it is reduced. */
typedef struct tdai_run {
    tdai_row_map rows;
    tdai_entry *list, *spare;
    tda_index size; /* of list */
    bool tree;      /* instead */
    uint32_t *number;
    tda_index room; /* of number */
    tdai_column column;
    tdai_arena memory;
} tdai_run;

/* Columns that were reduced, one after the other. */
typedef struct tdai_kept {
    tdai_entry *entry;
    tda_index used, room;
    tda_index *start; /* [columns + 1] */
    tda_index columns, most;
} tdai_kept;

tda_status tdai_run_new(tda_ctx *ctx, tdai_run *out, tda_index rows, tdai_row_map map);
void tdai_run_free(tdai_run *w);
/* w := entries [n], ascending. */
tda_status tdai_run_load(tda_ctx *ctx, tdai_run *w, const tdai_entry *entry, tda_index n);
/* w += entries [n], ascending. */
tda_status tdai_run_add(tda_ctx *ctx, tdai_run *w, const tdai_entry *entry, tda_index n);
/* Its greatest entry; false: it is zero. */
bool tdai_run_pivot(tdai_run *w, tdai_entry *pivot);

/* Store a working column, and empty it. */
tda_status tdai_kept_add(tda_ctx *ctx, tdai_kept *k, tdai_run *w);
/* Store a column entry by entry, from the greatest down. */
tda_status tdai_kept_open(tda_ctx *ctx, tdai_kept *k);
tda_status tdai_kept_push(tda_ctx *ctx, tdai_kept *k, tdai_entry entry);
void tdai_kept_close(tdai_kept *k);
/* Store a column of other ones. */
tda_status tdai_kept_copy(tda_ctx *ctx, tdai_kept *k, const tdai_kept *from,
                          tda_index column);
void tdai_kept_free(tdai_kept *k);

TDA_END
#endif
