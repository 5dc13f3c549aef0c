/* SPDX-License-Identifier: GPL-3.0-or-later */
/* entries.c - The working column of a level, and the columns it stores. */
#include "persistence/entries.h"
#include <string.h>

enum { SHORT = 64 /* entries */ };

static tda_status grow(tda_ctx *ctx, void **at, tda_index *room, tda_index need,
                       size_t size)
{
    if (need <= *room)
        return TDA_OK;
    tda_index more = *room / 2 + need + 1024;
    tda_status st =
        tdai_budget(ctx, tdai_size_add(0, more, (tda_index)size), "reduced columns");
    if (st)
        return st;
    void *p = tdai_realloc(*at, more, size);
    if (!p)
        return tdai_fail(ctx, TDA_ENOMEM, "no memory for %lld entries of reduced columns",
                         (long long)more);
    *at = p;
    *room = more;
    return TDA_OK;
}

tda_status tdai_run_new(tda_ctx *ctx, tdai_run *out, tda_index rows, tdai_row_map map)
{
    tda_status st = TDA_OK;
    tdai_run w = {.rows = map};
    w.list = ARRAY(&w.memory, tdai_entry, SHORT);
    w.spare = ARRAY(&w.memory, tdai_entry, SHORT);
    TRY(tdai_arena_status(ctx, &w.memory));
    TRY(tdai_column_new(ctx, &w.column, rows));
    *out = w;
    w = (tdai_run){0};
done:
    tdai_run_free(&w);
    return st;
}

void tdai_run_free(tdai_run *w)
{
    tdai_free(w->number);
    tdai_column_free(&w->column);
    tdai_arena_free(&w->memory);
    *w = (tdai_run){0};
}

static tda_status add_to_tree(tda_ctx *ctx, tdai_run *w, const tdai_entry *entry,
                              tda_index n)
{
    void *number = w->number;
    tda_status st = grow(ctx, &number, &w->room, n, sizeof *w->number);
    w->number = number;
    if (st != TDA_OK)
        return st;
    for (tda_index i = 0; i < n; i++)
        w->number[i] = tdai_entry_number(entry[i]);
    tdai_column_add(&w->column, w->number, n);
    return TDA_OK;
}

tda_status tdai_run_load(tda_ctx *ctx, tdai_run *w, const tdai_entry *entry, tda_index n)
{
    tdai_column_empty(&w->column);
    w->tree = n > SHORT;
    w->size = 0;
    if (w->tree)
        return add_to_tree(ctx, w, entry, n);
    if (n)
        memcpy(w->list, entry, (size_t)n * sizeof *entry);
    w->size = n;
    return TDA_OK;
}

/* The symmetric difference of two ascending runs; the length of it. */
static tda_index merge(tdai_entry *restrict out, const tdai_entry *a, tda_index na,
                       const tdai_entry *b, tda_index nb)
{
    tda_index i = 0, j = 0, k = 0;
    while (i < na && j < nb) {
        tdai_entry x = a[i], y = b[j];
        out[k] = x < y ? x : y;
        k += x != y;
        i += x <= y;
        j += y <= x;
    }
    for (; i < na; i++)
        out[k++] = a[i];
    for (; j < nb; j++)
        out[k++] = b[j];
    return k;
}

tda_status tdai_run_add(tda_ctx *ctx, tdai_run *w, const tdai_entry *entry, tda_index n)
{
    tda_status st = TDA_OK;
    if (!w->tree && w->size + n <= SHORT) {
        w->size = merge(w->spare, w->list, w->size, entry, n);
        tdai_entry *swap = w->list;
        w->list = w->spare;
        w->spare = swap;
        return TDA_OK;
    }
    if (!w->tree)
        TRY(add_to_tree(ctx, w, w->list, w->size));
    w->tree = true;
    TRY(add_to_tree(ctx, w, entry, n));
done:
    return st;
}

bool tdai_run_pivot(tdai_run *w, tdai_entry *pivot)
{
    if (!w->tree) {
        *pivot = w->size ? w->list[w->size - 1] : 0;
        return w->size > 0;
    }
    uint32_t number = tdai_column_pivot(&w->column);
    if (number == TDAI_NONE)
        return false;
    *pivot = tdai_entry_of(number, w->rows.at[w->rows.sign * (tda_index)number]);
    return true;
}

/* ---- stored columns ---- */

/* Room for a column more and for n entries. */
static tda_status kept_room(tda_ctx *ctx, tdai_kept *k, tda_index n)
{
    void *entry = k->entry, *start = k->start;
    tda_status st = grow(ctx, &entry, &k->room, k->used + n, sizeof *k->entry);
    k->entry = entry;
    if (st != TDA_OK)
        return st;
    st = grow(ctx, &start, &k->most, k->columns + 2, sizeof *k->start);
    k->start = start;
    return st;
}

/* The n entries past those used are a column. */
static void kept_end(tdai_kept *k, tda_index n)
{
    k->start[k->columns] = k->used;
    k->used += n;
    k->start[++k->columns] = k->used;
}

tda_status tdai_kept_add(tda_ctx *ctx, tdai_kept *k, tdai_run *w)
{
    tda_status st = TDA_OK;
    tda_index n = w->tree ? tdai_column_count(&w->column) : w->size;
    TRY(kept_room(ctx, k, n));
    tdai_entry *to = k->entry + k->used;
    if (w->tree) {
        void *number = w->number;
        st = grow(ctx, &number, &w->room, n, sizeof *w->number);
        w->number = number;
        TRY(st);
        tdai_column_unload(&w->column, w->number);
        for (tda_index i = 0; i < n; i++)
            to[i] = tdai_entry_of(w->number[i],
                                  w->rows.at[w->rows.sign * (tda_index)w->number[i]]);
    } else if (n) {
        memcpy(to, w->list, (size_t)n * sizeof *to);
    }
    w->tree = false;
    w->size = 0;
    kept_end(k, n);
done:
    return st;
}

tda_status tdai_kept_open(tda_ctx *ctx, tdai_kept *k)
{
    tda_status st = kept_room(ctx, k, 0);
    if (st == TDA_OK)
        kept_end(k, 0);
    return st;
}

tda_status tdai_kept_push(tda_ctx *ctx, tdai_kept *k, tdai_entry entry)
{
    tda_status st = kept_room(ctx, k, 1);
    if (st == TDA_OK) {
        k->entry[k->used++] = entry;
        k->start[k->columns] = k->used;
    }
    return st;
}

void tdai_kept_close(tdai_kept *k)
{
    tda_index low = k->start[k->columns - 1], high = k->used;
    for (; low < --high; low++) {
        tdai_entry swap = k->entry[low];
        k->entry[low] = k->entry[high];
        k->entry[high] = swap;
    }
}

tda_status tdai_kept_copy(tda_ctx *ctx, tdai_kept *k, const tdai_kept *from,
                          tda_index column)
{
    tda_index at = from->start[column], n = from->start[column + 1] - at;
    tda_status st = kept_room(ctx, k, n);
    if (st != TDA_OK)
        return st;
    if (n)
        memcpy(k->entry + k->used, from->entry + at, (size_t)n * sizeof *k->entry);
    kept_end(k, n);
    return TDA_OK;
}

void tdai_kept_free(tdai_kept *k)
{
    tdai_free(k->entry);
    tdai_free(k->start);
    *k = (tdai_kept){0};
}
