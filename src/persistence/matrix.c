/* SPDX-License-Identifier: GPL-3.0-or-later */
/* matrix.c - The matrix of one level, without what is known to be of no account.
 *
 * Columns of cells that classes are born with reduce to zero, rows of cells that classes die
 * with never hold a pivot and change no other: both are left out, and the rows that stay are
 * numbered without gaps. The columns of the boundary are not written down, but gathered one by
 * one when they are reduced, as most are needed only once; those of the transpose have to be. */
#include "persistence/matrix.h"

/* A level's cells whose role is not `out`, forwards or backwards; their numbers are left in
 * s->number, TDAI_NONE for the others. */
static tda_index select_cells(tdai_filtration *s, uint32_t *to, int k, bool backwards,
                              tdai_role out)
{
    const uint32_t *cell = s->cell + s->first[k];
    tda_index size = s->first[k + 1] - s->first[k], n = 0;
    for (tda_index i = 0; i < size; i++) {
        uint32_t id = cell[backwards ? size - 1 - i : i];
        bool in = s->role[id] != out;
        s->number[id] = in ? (uint32_t)n : TDAI_NONE;
        if (in)
            to[n++] = id;
    }
    return n;
}

/* The coboundaries, given the numbers of both levels. */
static tda_status transpose(tdai_filtration *s, tdai_boundary *m)
{
    tda_status st = TDA_OK;
    const tda_cells *c = s->cells;
    m->start = ZEROS(&m->memory, tda_index, m->columns + 2);
    TRY(tdai_arena_status(s->ctx, &m->memory));
    tda_index *next = m->start + 1; /* shifted by one until filled */
    for (tda_index r = 0; r < m->rows; r++)
        for (tda_index f = c->start[m->row_cell[r]]; f < c->start[m->row_cell[r] + 1];
             f++)
            if (s->number[c->face[f]] != TDAI_NONE)
                next[s->number[c->face[f]] + 1]++;
    for (tda_index j = 0; j < m->columns; j++) {
        m->longest = next[j + 1] > m->longest ? next[j + 1] : m->longest;
        next[j + 1] += next[j];
    }
    m->row = ARRAY(&m->memory, uint32_t, next[m->columns]);
    TRY(tdai_arena_status(s->ctx, &m->memory));
    for (tda_index r = 0; r < m->rows; r++) {
        TRY(tdai_poll(s->ctx, "coboundaries", r, m->rows));
        for (tda_index f = c->start[m->row_cell[r]]; f < c->start[m->row_cell[r] + 1];
             f++) {
            uint32_t j = s->number[c->face[f]];
            if (j != TDAI_NONE)
                m->row[next[j]++] = (uint32_t)r;
        }
    }
done:
    return st;
}

tda_status tdai_boundary_new(tdai_boundary *out, tdai_filtration *s, int k, bool dual,
                             bool all)
{
    tda_status st = TDA_OK;
    tdai_boundary m = {.k = k, .dual = dual};
    const tda_index *start = s->cells->start;
    int of_columns = dual ? k - 1 : k, of_rows = dual ? k : k - 1;
    m.column_cell =
        ARRAY(&m.memory, uint32_t, s->first[of_columns + 1] - s->first[of_columns]);
    m.row_cell = ARRAY(&m.memory, uint32_t, s->first[of_rows + 1] - s->first[of_rows]);
    TRY(tdai_arena_status(s->ctx, &m.memory));
    tdai_role no_row = all ? TDAI_ABSENT : dual ? TDAI_BIRTH : TDAI_DEATH;
    m.rows = select_cells(s, m.row_cell, of_rows, dual, no_row);
    m.columns =
        select_cells(s, m.column_cell, of_columns, dual, dual ? TDAI_DEATH : TDAI_BIRTH);
    if (dual)
        TRY(transpose(s, &m));
    for (tda_index j = 0; !dual && j < m.columns; j++) {
        uint32_t id = m.column_cell[j];
        tda_index n = start[id + 1] - start[id];
        m.longest = n > m.longest ? n : m.longest;
    }
    *out = m;
    m = (tdai_boundary){0};
done:
    tdai_boundary_free(&m);
    return st;
}

void tdai_boundary_free(tdai_boundary *m)
{
    tdai_arena_free(&m->memory);
    *m = (tdai_boundary){0};
}

tda_index tdai_boundary_gather(const tdai_filtration *s, const tdai_boundary *m,
                               tda_index j, uint32_t *row)
{
    const tda_cells *c = s->cells;
    uint32_t id = m->column_cell[j];
    tda_index n = 0;
    for (tda_index f = c->start[id]; f < c->start[id + 1]; f++) {
        uint32_t r = s->number[c->face[f]];
        if (r == TDAI_NONE)
            continue;
        tda_index at = n++;
        for (; at > 0 && row[at - 1] > r; at--)
            row[at] = row[at - 1];
        row[at] = r;
    }
    return n;
}
