/* SPDX-License-Identifier: GPL-3.0-or-later */
/* column.h - A column of a matrix over Z/2 while it is reduced.
 *
 * Short columns are sorted arrays added by merging. One that grows past a few dozen entries
 * moves into a 64-ary bit tree over the rows: an entry toggles in constant time, the pivot is
 * found from the top in one word a level. Over few rows the tree is a plain run of bits, and
 * the cheaper for every length. */
#ifndef TDA_CORE_COLUMN_H
#define TDA_CORE_COLUMN_H
#include "core/private.h"

#define TDAI_NONE UINT32_MAX

enum { TDAI_TREE_LEVELS = 6 };

typedef struct tdai_column {
    uint32_t *list, *spare; /* array mode: entries ascending, and room to merge into */
    tda_index size;         /* of list */
    bool tree;              /* mode */
    int height;             /* levels of the tree */
    uint64_t
        *word[TDAI_TREE_LEVELS]; /* word[0]: a bit a row; above: a bit a nonzero word */
    tda_index words[TDAI_TREE_LEVELS];
    tda_index high; /* no word of the top level after this one is nonzero */
    tdai_arena memory;
} tdai_column;

tda_status tdai_column_new(tda_ctx *ctx, tdai_column *out, tda_index rows);
void tdai_column_free(tdai_column *c);
/* c := rows [n], ascending. */
void tdai_column_load(tdai_column *c, const uint32_t *row, tda_index n);
/* c += rows [n], ascending. */
void tdai_column_add(tdai_column *c, const uint32_t *row, tda_index n);
/* c += one row. */
void tdai_column_toggle(tdai_column *c, uint32_t row);
/* The largest row, TDAI_NONE when the column is zero. */
uint32_t tdai_column_pivot(tdai_column *c);
/* Number of entries (counts them in tree mode). */
tda_index tdai_column_count(const tdai_column *c);
/* Write the entries, ascending, to row [tdai_column_count] and empty the column. */
void tdai_column_unload(tdai_column *c, uint32_t *row);
void tdai_column_empty(tdai_column *c);

#endif
