/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decompose_rows.c - The relations to come, as rows of the matrix, in queues by their first one. */
#include "multiparam/decompose.h"

static void leave(tdai_rows *r, uint32_t row)
{
    uint32_t prev = r->prev[row], next = r->next[row];
    if (prev == row)
        return;
    if (prev == TDAI_NONE)
        r->head[r->row[row].at[r->done[row]]] = next;
    else
        r->next[prev] = next;
    if (next != TDAI_NONE)
        r->prev[next] = prev;
    r->prev[row] = row;
}

static void enter(tdai_rows *r, uint32_t row)
{
    if (r->done[row] == r->row[row].size)
        return;
    uint32_t *head = &r->head[r->row[row].at[r->done[row]]];
    r->prev[row] = TDAI_NONE;
    r->next[row] = *head;
    if (*head != TDAI_NONE)
        r->prev[*head] = row;
    *head = row;
}

tda_status tdai_rows_new(tda_ctx *ctx, tdai_rows *out, tda_index rows,
                         const tdai_level *columns)
{
    tda_status st = TDA_OK;
    tdai_rows r = {.rows = rows};
    r.row = ZEROS(&r.memory, tdai_list, rows);
    r.done = ZEROS(&r.memory, tda_index, rows);
    r.head = ARRAY(&r.memory, uint32_t, columns->size);
    r.next = ARRAY(&r.memory, uint32_t, rows);
    r.prev = ARRAY(&r.memory, uint32_t, rows);
    TRY(tdai_arena_status(ctx, &r.memory));
    for (tda_index j = 0; j < columns->size; j++)
        r.head[j] = TDAI_NONE;
    for (uint32_t i = 0; i < rows; i++)
        r.prev[i] = i;
    for (uint32_t j = 0; j < columns->size; j++)
        for (tda_index i = columns->start[j]; i < columns->start[j + 1]; i++)
            TRY(tdai_list_push(ctx, &r.row[columns->row[i]], j));
    for (uint32_t i = 0; i < rows; i++)
        enter(&r, i);
    *out = r;
    r = (tdai_rows){0};
done:
    tdai_rows_free(&r);
    return st;
}

void tdai_rows_free(tdai_rows *r)
{
    for (tda_index i = 0; r->row && i < r->rows; i++)
        tdai_list_free(&r->row[i]);
    tdai_arena_free(&r->memory);
    *r = (tdai_rows){0};
}

tda_status tdai_rows_take(tda_ctx *ctx, tdai_rows *r, uint32_t j, tdai_list *column)
{
    tda_status st = TDA_OK;
    while (r->head[j] != TDAI_NONE) {
        uint32_t row = r->head[j];
        leave(r, row);
        r->done[row]++;
        enter(r, row);
        TRY(tdai_list_push(ctx, column, row));
    }
done:
    return st;
}

tda_status tdai_rows_add(tda_ctx *ctx, tdai_rows *r, uint32_t to, const uint32_t *at,
                         tda_index n)
{
    tdai_list *l = &r->row[to];
    leave(r, to);
    if (r->done[to] > 0) { /* forget those handled, so that sums stay short */
        tda_index n_left = l->size - r->done[to];
        for (tda_index i = 0; i < n_left; i++)
            l->at[i] = l->at[r->done[to] + i];
        l->size = n_left;
        r->done[to] = 0;
    }
    tda_status st = tdai_list_add(ctx, l, at, n);
    enter(r, to);
    return st;
}
