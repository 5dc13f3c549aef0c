/* SPDX-License-Identifier: GPL-3.0-or-later */
/* matrix.c - The whole matrix of one level, or its transpose, in compressed columns.
 *
 * Cells are gone through by id, as neighbours in the complex mostly have ids close by, and each
 * column is written to where it stands in the order: one jump in memory a column, where
 * gathering the columns in order would take one for each of its faces. */
#include "persistence/matrix.h"

enum { AHEAD = 16 }; /* columns, of what memory is asked for before it is used */

/* start [columns+1] and widest. Columns of one width need no look at where each stands. */
static tda_status find_starts(const tdai_filtration *s, tdai_boundary *m)
{
    tda_status st = TDA_OK;
    const tda_cells *c = s->cells;
    tda_index least = INT64_MAX;
    m->start = ARRAY(&m->memory, tda_index, m->columns + 1);
    TRY(tdai_arena_status(s->ctx, &m->memory));
    for (tda_index i = 0; i < c->size; i++) {
        tda_index n = c->start[i + 1] - c->start[i];
        if (c->dim[i] != m->k || s->number[i] == TDAI_NONE)
            continue;
        m->widest = n > m->widest ? n : m->widest;
        least = n < least ? n : least;
    }
    for (tda_index j = 0; j <= m->columns; j++)
        m->start[j] = j * m->widest;
    if (m->widest == least || m->columns == 0)
        return TDA_OK;
    for (tda_index i = 0; i < c->size; i++)
        if (c->dim[i] == m->k && s->number[i] != TDAI_NONE)
            m->start[s->number[i] + 1] = c->start[i + 1] - c->start[i];
    for (tda_index j = 0; j < m->columns; j++)
        m->start[j + 1] += m->start[j];
done:
    return st;
}

/* Columns as the cells have their faces. */
static tda_status fill(const tdai_filtration *s, tdai_boundary *m)
{
    tda_status st = TDA_OK;
    const tda_cells *c = s->cells;
    TRY(find_starts(s, m));
    m->row = ARRAY(&m->memory, uint32_t, m->start[m->columns]);
    TRY(tdai_arena_status(s->ctx, &m->memory));
    for (tda_index i = 0; i < c->size; i++) {
        TRY(tdai_poll(s->ctx, "boundary matrix", i, c->size));
        if (i + AHEAD < c->size && c->dim[i + AHEAD] == m->k &&
            s->number[i + AHEAD] != TDAI_NONE)
            __builtin_prefetch(m->row + m->start[s->number[i + AHEAD]], 1);
        if (c->dim[i] != m->k || s->number[i] == TDAI_NONE)
            continue;
        uint32_t *to = m->row + m->start[s->number[i]];
        for (tda_index f = c->start[i]; f < c->start[i + 1]; f++)
            *to++ = s->number[c->face[f]];
    }
done:
    return st;
}

/* The rows of m, which is of boundaries, as columns from the last to the first. */
static tda_status transpose(const tdai_filtration *s, const tdai_boundary *m,
                            tdai_boundary *out)
{
    tda_status st = TDA_OK;
    tda_index n = m->rows, last = m->columns - 1;
    out->start = ZEROS(&out->memory, tda_index, n + 2);
    TRY(tdai_arena_status(s->ctx, &out->memory));
    tda_index *next = out->start + 1; /* shifted by one until filled */
    for (tda_index f = 0; f < m->start[m->columns]; f++)
        next[n - m->row[f]]++;
    for (tda_index i = 0; i < n; i++) {
        out->widest = next[i + 1] > out->widest ? next[i + 1] : out->widest;
        next[i + 1] += next[i];
    }
    out->row = ARRAY(&out->memory, uint32_t, next[n]);
    TRY(tdai_arena_status(s->ctx, &out->memory));
    for (tda_index j = last; j >= 0; j--) {
        TRY(tdai_poll(s->ctx, "coboundary matrix", last - j, m->columns));
        for (tda_index f = m->start[j]; f < m->start[j + 1]; f++)
            out->row[next[n - 1 - m->row[f]]++] = (uint32_t)(last - j);
    }
done:
    return st;
}

tda_status tdai_boundary_new(tdai_boundary *out, const tdai_filtration *s, int k,
                             bool dual)
{
    tda_status st = TDA_OK;
    tda_index columns = tdai_filtration_size(s, k), rows = tdai_filtration_size(s, k - 1);
    tdai_boundary m = {.k = k, .columns = columns, .rows = rows};
    tdai_boundary t = {.k = k, .dual = true, .columns = rows, .rows = columns};
    TRY(fill(s, &m));
    if (dual)
        TRY(transpose(s, &m, &t));
    *out = dual ? t : m;
    *(dual ? &t : &m) = (tdai_boundary){0};
done:
    tdai_boundary_free(&m);
    tdai_boundary_free(&t);
    return st;
}

void tdai_boundary_free(tdai_boundary *m)
{
    tdai_arena_free(&m->memory);
    *m = (tdai_boundary){0};
}
