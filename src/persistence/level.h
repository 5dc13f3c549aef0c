/* SPDX-License-Identifier: GPL-3.0-or-later */
/* level.h - Columns of one level, made up from the complex when they are met.
 *
 * A column that nothing was added to is the cell's faces (its cofaces, in the transpose): it is
 * gathered from the complex, not stored. Only columns that were reduced are. An entry is a row's
 * number in the order, in the transpose from the last to the first, above its id, so that the
 * pivot is the greatest and what is known of its cell is at hand; rows that can hold no pivot
 * are left out. The pivot of a column is the row that it is paired with. */
#ifndef TDA_PERSISTENCE_LEVEL_H
#define TDA_PERSISTENCE_LEVEL_H
#include "persistence/entries.h"
#include "persistence/matrix.h"

TDA_BEGIN

typedef struct tdai_level {
    tdai_filtration *s;
    int k;
    bool dual;
    tda_index rows, widest;
    uint32_t *slot; /* [cells] the number of the stored column of a cell; TDAI_NONE: the
                       cell's own entries */
    tda_index *coface_start; /* dual: [cells + 1] */
    uint32_t *coface;        /* their ids, in any order */
    tdai_arena memory;
} tdai_level;

tda_status tdai_level_new(tdai_level *out, tdai_filtration *s, int k, bool dual);
void tdai_level_free(tdai_level *l);

/* Is it the cell of a column that may have a pivot that is not known? */
static inline bool tdai_level_has(const tdai_level *l, tda_index cell)
{
    const tdai_filtration *s = l->s;
    return s->cells->dim[cell] == (l->dual ? l->k - 1 : l->k) &&
           s->number[cell] != TDAI_NONE && s->role[cell] == TDAI_OPEN;
}

/* From the numbers of rows to their cells. */
static inline tdai_row_map tdai_level_rows(const tdai_level *l)
{
    const tdai_filtration *s = l->s;
    return l->dual ? (tdai_row_map){s->cell + s->first[l->k + 1] - 1, -1}
                   : (tdai_row_map){s->cell + s->first[l->k - 1], 1};
}

/* Does the column of a come before that of b? */
static inline bool tdai_level_before(const tdai_level *l, uint32_t a, uint32_t b)
{
    return (l->s->number[a] < l->s->number[b]) != l->dual;
}

/* entry [widest] := the column of a cell, ascending; returns how many. */
tda_index tdai_level_gather(const tdai_level *l, uint32_t cell, tdai_entry *entry);

/* A pivot and the cell of its column are a pair. */
static inline void tdai_level_pair(const tdai_level *l, uint32_t row, uint32_t cell)
{
    tdai_filtration_pair(l->s, l->dual ? cell : row, l->dual ? row : cell);
}

/* Columns of a level, reduced one after the other in any order. */
typedef struct tdai_reduction {
    tdai_level *l;
    tdai_run work;
    tdai_kept kept;
    tdai_entry *entry; /* [widest] */
    int64_t columns, entries;
} tdai_reduction;

tda_status tdai_reduction_new(tdai_reduction *out, tdai_level *l);
void tdai_reduction_free(tdai_reduction *r);
/* The column of a cell as it is now, till the next call; returns how many entries. */
tda_index tdai_reduction_entries(tdai_reduction *r, uint32_t cell,
                                 const tdai_entry **entry);
/* Find the pivot of the column of a cell, and pair them. */
tda_status tdai_reduction_column(tdai_reduction *r, uint32_t cell);

TDA_END
#endif
