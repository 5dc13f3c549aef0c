/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sweep.c - Bigraded column reduction (Lesnick and Wright 2022), one stage at a time.
 *
 * Sweep y upward. In the stage of one y the columns of that y join, and the columns present are
 * kept reduced from left to right, that is by x: a pivot belongs to the leftmost column that
 * has it. A column that meets its pivot taken from the left adds that column; taken from the
 * right, it takes the pivot over and the other is queued again. A column that becomes zero
 * never returns. The queue holds only columns that something happened to, so no pass goes over
 * the grid. */
#include "multiparam/sweep.h"

static void heap_push(tdai_sweep *s, uint32_t j)
{
    tda_index i = s->waiting++;
    for (; i > 0 && s->heap[(i - 1) / 2] > j; i = (i - 1) / 2)
        s->heap[i] = s->heap[(i - 1) / 2];
    s->heap[i] = j;
}

static uint32_t heap_pop(tdai_sweep *s)
{
    uint32_t top = s->heap[0], last = s->heap[--s->waiting];
    tda_index i = 0;
    for (tda_index c = 1; c < s->waiting; c = 2 * i + 1) {
        if (c + 1 < s->waiting && s->heap[c + 1] < s->heap[c])
            c++;
        if (s->heap[c] >= last)
            break;
        s->heap[i] = s->heap[c];
        i = c;
    }
    s->heap[i] = last;
    return top;
}

/* order := the columns by (y, position); first [ys+1] := where each y begins. */
static void by_stage(uint32_t *order, tda_index *first, const tdai_level *d, tda_index ys)
{
    for (tda_index y = 0; y <= ys; y++)
        first[y] = 0;
    for (tda_index j = 0; j < d->size; j++)
        first[d->y[j] + 1]++;
    for (tda_index y = 0; y < ys; y++)
        first[y + 1] += first[y];
    for (tda_index j = 0; j < d->size; j++)
        order[first[d->y[j]]++] = (uint32_t)j;
    for (tda_index y = ys; y > 0; y--)
        first[y] = first[y - 1];
    first[0] = 0;
}

tda_status tdai_sweep_new(tda_ctx *ctx, tdai_sweep *out, const tdai_level *d,
                          tda_index rows, tda_index ys, uint32_t floor)
{
    tda_status st = TDA_OK;
    tdai_sweep s = {.d = d, .floor = floor};
    s.owner = ARRAY(&s.memory, uint32_t, rows);
    s.order = ARRAY(&s.memory, uint32_t, d->size);
    s.first = ARRAY(&s.memory, tda_index, ys + 1);
    s.heap = ARRAY(&s.memory, uint32_t, d->size);
    s.dead = ARRAY(&s.memory, uint32_t, d->size);
    TRY(tdai_arena_status(ctx, &s.memory));
    TRY(tdai_store_new(ctx, &s.store, d));
    TRY(tdai_column_new(ctx, &s.work, rows));
    for (tda_index i = 0; i < rows; i++)
        s.owner[i] = TDAI_NONE;
    by_stage(s.order, s.first, d, ys);
    *out = s;
    s = (tdai_sweep){0};
done:
    tdai_sweep_free(&s);
    return st;
}

tda_status tdai_sweep_watch(tda_ctx *ctx, tdai_sweep *s, tda_index rows)
{
    s->moved = ARRAY(&s->memory, uint32_t, rows);
    s->seen = ZEROS(&s->memory, uint32_t, rows);
    return tdai_arena_status(ctx, &s->memory);
}

void tdai_sweep_free(tdai_sweep *s)
{
    tdai_column_free(&s->work);
    tdai_store_free(&s->store);
    tdai_arena_free(&s->memory);
    *s = (tdai_sweep){0};
}

/* Reduce column j; *pushed := a column that lost its pivot to j, or TDAI_NONE. */
static tda_status reduce_column(tda_ctx *ctx, tdai_sweep *r, uint32_t j, uint32_t *pushed)
{
    tdai_store *s = &r->store;
    uint32_t n = s->size[j], pivot = n ? tdai_store_column(s, j)[n - 1] : TDAI_NONE;
    bool loaded = false;
    *pushed = TDAI_NONE;
    while (pivot != TDAI_NONE && pivot >= r->floor) {
        uint32_t o = r->owner[pivot];
        if (o >= j) { /* free (TDAI_NONE), its own, or held from the right */
            *pushed = o == j ? TDAI_NONE : o;
            if (r->moved && r->seen[pivot] != (uint32_t)r->stage + 1) {
                r->seen[pivot] = (uint32_t)r->stage + 1;
                r->moved[r->moves++] = pivot;
            }
            r->owner[pivot] = j;
            break;
        }
        if (!loaded)
            tdai_column_load(&r->work, tdai_store_column(s, j), n);
        loaded = true;
        tdai_column_add(&r->work, tdai_store_column(s, o), s->size[o]);
        r->effort.columns++;
        r->effort.entries += s->size[o];
        pivot = tdai_column_pivot(&r->work);
    }
    if (pivot == TDAI_NONE || pivot < r->floor)
        r->dead[r->deads++] = j;
    if (pivot == TDAI_NONE)
        tdai_store_drop(s, j);
    return loaded && pivot != TDAI_NONE ? tdai_store_put(ctx, s, j, &r->work) : TDA_OK;
}

tda_status tdai_sweep_stage(tda_ctx *ctx, tdai_sweep *s, tda_index y, const char *stage)
{
    tda_status st = TDA_OK;
    tda_index next = s->first[y], end = s->first[y + 1];
    s->stage = y;
    s->moves = 0;
    while (next < end || s->waiting > 0) {
        uint32_t pushed;
        bool fresh = s->waiting == 0 || (next < end && s->order[next] < s->heap[0]);
        uint32_t j = fresh ? s->order[next++] : heap_pop(s);
        TRY(tdai_poll(ctx, stage, next, s->d->size));
        TRY(reduce_column(ctx, s, j, &pushed));
        if (pushed != TDAI_NONE)
            heap_push(s, pushed);
    }
done:
    return st;
}
