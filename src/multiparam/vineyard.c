/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vineyard.c - The moves of a vineyard: find the sums whose last row or column is another one now,
 * and add up those that meet. */
#include "multiparam/vineyard.h"
#include <string.h>

static const char stage[] = "vineyard";

void tdai_vineyard_free(tdai_vineyard *v)
{
    tdai_lists_free(&v->r);
    tdai_lists_free(&v->v);
    tdai_arena_free(&v->memory);
    *v = (tdai_vineyard){0};
}

void tdai_vineyard_forget(tdai_vineyard *v)
{
    for (tda_index i = 0; i < v->touches; i++)
        v->is_touched[v->touched[i]] = 0;
    v->touches = 0;
}

static void touch(tdai_vineyard *v, uint32_t j)
{
    if (!v->is_touched[j])
        v->touched[v->touches++] = j;
    v->is_touched[j] = 1;
}

/* The last of a list in an order. */
static uint32_t last(const tdai_lists *l, uint32_t j, const tdai_order *o)
{
    const uint32_t *at = tdai_list(l, j);
    uint32_t n = l->size[j], best = n ? at[0] : TDAI_NONE;
    for (uint32_t i = 1; i < n; i++)
        if (tdai_order_less(o, best, at[i]))
            best = at[i];
    return best;
}

static tda_status add(tda_ctx *ctx, tdai_vineyard *v, uint32_t to, uint32_t from)
{
    tda_status st = TDA_OK;
    v->effort.columns++;
    v->effort.entries += v->r.size[from] + v->v.size[from];
    TRY(tdai_lists_add(ctx, &v->r, to, from));
    TRY(tdai_lists_add(ctx, &v->v, to, from));
    touch(v, to);
done:
    return st;
}

/* Give sum j its last row, adding up sums until none shares it. */
static tda_status settle_row(tda_ctx *ctx, tdai_vineyard *v, uint32_t j)
{
    tda_status st = TDA_OK;
    while (v->low[j] != TDAI_NONE) {
        uint32_t *owner = &v->by_low[v->low[j]], from = *owner;
        if (from == TDAI_NONE) {
            *owner = j;
            break;
        }
        if (tdai_order_less(&v->column_order, v->lead[j], v->lead[from])) {
            uint32_t later = from;
            *owner = from = j;
            j = later;
        }
        TRY(add(ctx, v, j, from));
        v->low[j] = last(&v->r, j, &v->row_order);
    }
done:
    return st;
}

/* Does the last row of sum a come before that of b? Zero comes before all. */
static bool lower(const tdai_vineyard *v, uint32_t a, uint32_t b)
{
    uint32_t p = v->low[a], q = v->low[b];
    return p == TDAI_NONE || q == TDAI_NONE ? p == TDAI_NONE && (q != TDAI_NONE || a < b)
                                            : tdai_order_less(&v->row_order, p, q);
}

static tda_status settle_column(tda_ctx *ctx, tdai_vineyard *v, uint32_t j)
{
    tda_status st = TDA_OK;
    for (;;) {
        uint32_t *owner = &v->by_lead[v->lead[j]], from = *owner;
        if (from == TDAI_NONE) {
            *owner = j;
            break;
        }
        if (lower(v, j, from)) {
            uint32_t higher = from;
            *owner = from = j;
            j = higher;
        }
        TRY(add(ctx, v, j, from));
        v->lead[j] = last(&v->v, j, &v->column_order);
    }
done:
    return st;
}

tda_status tdai_vineyard_rows(tda_ctx *ctx, tdai_vineyard *v, const tdai_order *order,
                              const uint32_t *which, tda_index count)
{
    tda_status st = TDA_OK;
    tda_index moved = 0, n = which ? count : v->columns;
    v->row_order = *order;
    for (tda_index i = 0; i < n; i++) {
        uint32_t j = which ? which[i] : (uint32_t)i, low = last(&v->r, j, order);
        if (low == v->low[j])
            continue;
        if (v->by_low[v->low[j]] == j)
            v->by_low[v->low[j]] = TDAI_NONE;
        v->low[j] = low;
        v->moved[moved++] = j;
        touch(v, j);
    }
    for (tda_index i = 0; i < moved; i++) {
        TRY(tdai_poll(ctx, stage, i, moved));
        TRY(settle_row(ctx, v, v->moved[i]));
    }
done:
    return st;
}

tda_status tdai_vineyard_columns(tda_ctx *ctx, tdai_vineyard *v, const tdai_order *order,
                                 const uint32_t *which, tda_index count)
{
    tda_status st = TDA_OK;
    tda_index moved = 0, n = which ? count : v->columns;
    v->column_order = *order;
    for (tda_index i = 0; i < n; i++) {
        uint32_t j = which ? which[i] : (uint32_t)i, lead = last(&v->v, j, order);
        if (lead == v->lead[j])
            continue;
        if (v->by_lead[v->lead[j]] == j)
            v->by_lead[v->lead[j]] = TDAI_NONE;
        v->lead[j] = lead;
        v->moved[moved++] = j;
        touch(v, j);
    }
    for (tda_index i = 0; i < moved; i++) {
        TRY(tdai_poll(ctx, stage, i, moved));
        TRY(settle_column(ctx, v, v->moved[i]));
    }
done:
    return st;
}

/* position := the columns in their order, so that the first reduction adds as little as it can. */
static tda_status sort_columns(tda_ctx *ctx, tda_index *position, double *value,
                               tda_index n, const tdai_order *o)
{
    for (tda_index j = 0; j < n; j++)
        value[j] = o->rank ? o->rank[j] : tdai_order_reach(o, (uint32_t)j);
    return tdai_argsort(ctx, position, value, n);
}

tda_status tdai_vineyard_new(tda_ctx *ctx, tdai_vineyard *out, tda_index rows,
                             tda_index columns, const tda_index *start,
                             const uint32_t *row, const tdai_order *row_order,
                             const tdai_order *column_order)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_vineyard v = {.rows = rows,
                       .columns = columns,
                       .row_order = *row_order,
                       .column_order = *column_order};
    if (rows >= (tda_index)TDAI_NONE || columns >= (tda_index)TDAI_NONE)
        FAIL(TDA_ELIMIT, "vineyard: %lld rows and %lld columns, at most %lld fit",
             (long long)rows, (long long)columns, (long long)TDAI_NONE - 1);
    tda_index *position = ARRAY(&tmp, tda_index, columns);
    double *value = ARRAY(&tmp, double, columns);
    v.low = ARRAY(&v.memory, uint32_t, columns);
    v.lead = ARRAY(&v.memory, uint32_t, columns);
    v.by_lead = ARRAY(&v.memory, uint32_t, columns);
    v.by_low = ARRAY(&v.memory, uint32_t, rows);
    v.touched = ARRAY(&v.memory, uint32_t, columns);
    v.moved = ARRAY(&v.memory, uint32_t, columns);
    v.is_touched = ZEROS(&v.memory, uint8_t, columns);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_arena_status(ctx, &v.memory));
    TRY(tdai_lists_new(ctx, &v.r, columns, columns ? start[columns] : 0));
    TRY(tdai_lists_new(ctx, &v.v, columns, columns));
    for (tda_index i = 0; i < rows; i++)
        v.by_low[i] = TDAI_NONE;
    for (tda_index i = 0; i < columns; i++) {
        uint32_t j = (uint32_t)i;
        tdai_lists_put(&v.r, j, row + start[i], (uint32_t)(start[i + 1] - start[i]));
        tdai_lists_put(&v.v, j, &j, 1);
        v.low[i] = last(&v.r, j, row_order);
        v.lead[i] = v.by_lead[i] = j;
    }
    TRY(sort_columns(ctx, position, value, columns, column_order));
    for (tda_index i = 0; i < columns; i++) {
        TRY(tdai_poll(ctx, stage, i, columns));
        TRY(settle_row(ctx, &v, (uint32_t)position[i]));
    }
    tdai_vineyard_forget(&v);
    *out = v;
    v = (tdai_vineyard){0};
done:
    tdai_vineyard_free(&v);
    tdai_arena_free(&tmp);
    return st;
}

tda_status tdai_vineyard_endless(tda_ctx *ctx, uint32_t *endless, tda_index *count,
                                 tda_index rows, tda_index columns,
                                 const tda_index *start, const uint32_t *row)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_vineyard v = {0};
    uint32_t *rank = ARRAY(&tmp, uint32_t, rows > columns ? rows : columns);
    tda_index n = 0;
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < (rows > columns ? rows : columns); i++)
        rank[i] = (uint32_t)i;
    tdai_order by_number = {.rank = rank};
    TRY(tdai_vineyard_new(ctx, &v, rows, columns, start, row, &by_number, &by_number));
    for (tda_index i = 0; i < rows; i++)
        if (v.by_low[i] == TDAI_NONE)
            endless[n++] = (uint32_t)i;
    *count = n;
done:
    tdai_vineyard_free(&v);
    tdai_arena_free(&tmp);
    return st;
}
