/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reduce.c - Kernel of a bigraded matrix by column reduction.
 *
 * Sweep y upward. In the stage of one y the columns of that y join, and the columns present are
 * kept reduced from left to right, that is by x: a pivot belongs to the leftmost column that
 * has it. A column that meets its pivot taken from the left adds that column; taken from the
 * right, it takes the pivot over and the other is queued again. A column that becomes zero is a
 * generator at its own x and the y of the stage, and never returns. The queue holds only
 * columns that something happened to, so no pass goes over the grid. */
#include "multiparam/column.h"

/* Columns waiting in one stage: the newcomers, in order, and a binary heap of those pushed. */
typedef struct queue {
    const uint32_t *batch;
    tda_index next, end;
    uint32_t *heap;
    tda_index size;
} queue;

static void heap_push(queue *q, uint32_t j)
{
    tda_index i = q->size++;
    for (; i > 0 && q->heap[(i - 1) / 2] > j; i = (i - 1) / 2)
        q->heap[i] = q->heap[(i - 1) / 2];
    q->heap[i] = j;
}

static uint32_t heap_pop(queue *q)
{
    uint32_t top = q->heap[0], last = q->heap[--q->size];
    tda_index i = 0;
    for (tda_index c = 1; c < q->size; c = 2 * i + 1) {
        if (c + 1 < q->size && q->heap[c + 1] < q->heap[c])
            c++;
        if (q->heap[c] >= last)
            break;
        q->heap[i] = q->heap[c];
        i = c;
    }
    q->heap[i] = last;
    return top;
}

static bool pop(queue *q, uint32_t *j)
{
    bool batch = q->next<q->end, heap = q->size> 0;
    if (!batch && !heap)
        return false;
    if (batch && (!heap || q->batch[q->next] < q->heap[0]))
        *j = q->batch[q->next++];
    else
        *j = heap_pop(q);
    return true;
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

typedef struct reduction {
    const tdai_level *d;
    tdai_store store;
    tdai_column work;
    uint32_t *owner; /* [rows] the column with that pivot, or TDAI_NONE */
    tdai_kernel *out;
} reduction;

/* Reduce column j; *pushed := a column that lost its pivot to j, or TDAI_NONE. */
static tda_status reduce_column(tda_ctx *ctx, reduction *r, uint32_t j, uint32_t *pushed,
                                bool *zero)
{
    tdai_store *s = &r->store;
    tdai_effort *effort = &r->out->effort;
    uint32_t n = s->size[j], pivot = n ? tdai_store_column(s, j)[n - 1] : TDAI_NONE;
    bool loaded = false;
    *pushed = TDAI_NONE;
    while (pivot != TDAI_NONE) {
        uint32_t o = r->owner[pivot];
        if (o >= j) { /* free (TDAI_NONE), its own, or held from the right */
            *pushed = o == j ? TDAI_NONE : o;
            r->owner[pivot] = j;
            break;
        }
        if (!loaded)
            tdai_column_load(&r->work, tdai_store_column(s, j), n);
        loaded = true;
        tdai_column_add(&r->work, tdai_store_column(s, o), s->size[o]);
        effort->columns++;
        effort->entries += s->size[o];
        pivot = tdai_column_pivot(&r->work);
    }
    *zero = pivot == TDAI_NONE;
    if (*zero)
        tdai_store_drop(s, j);
    return loaded && !*zero ? tdai_store_put(ctx, s, j, &r->work) : TDA_OK;
}

tda_status tdai_kernel_reduce(tda_ctx *ctx, tdai_kernel *out, const tdai_level *d,
                              tda_index rows, tda_index ys, const char *stage)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_kernel kernel = {0};
    reduction r = {.d = d, .out = &kernel};
    uint32_t *order = ARRAY(&tmp, uint32_t, d->size);
    tda_index *first = ARRAY(&tmp, tda_index, ys + 1);
    queue q = {.batch = order, .heap = ARRAY(&tmp, uint32_t, d->size)};
    r.owner = ARRAY(&tmp, uint32_t, rows);
    TRY(tdai_arena_status(ctx, &tmp));
    kernel.at = tdai_alloc(d->size, sizeof *kernel.at);
    if (!kernel.at)
        FAIL(TDA_ENOMEM, "%s: no memory for %lld generators", stage, (long long)d->size);
    TRY(tdai_store_new(ctx, &r.store, d));
    TRY(tdai_column_new(ctx, &r.work, rows));
    for (tda_index i = 0; i < rows; i++)
        r.owner[i] = TDAI_NONE;
    by_stage(order, first, d, ys);

    for (tda_index y = 0; y < ys; y++) {
        q.next = first[y];
        q.end = first[y + 1];
        uint32_t j, pushed, newcomer = q.next < q.end ? order[q.next] : TDAI_NONE;
        while (pop(&q, &j)) {
            bool zero;
            TRY(tdai_poll(ctx, stage, q.next, d->size));
            TRY(reduce_column(ctx, &r, j, &pushed, &zero));
            if (pushed != TDAI_NONE)
                heap_push(&q, pushed);
            if (zero)
                kernel.at[kernel.size++] = (tdai_generator){d->x[j], (uint32_t)y, j,
                                                            d->y[j] == y ? j : newcomer};
        }
    }
    *out = kernel;
    kernel.at = NULL;
done:
    tdai_column_free(&r.work);
    tdai_store_free(&r.store);
    tdai_free(kernel.at);
    tdai_arena_free(&tmp);
    return st;
}

void tdai_kernel_clear(tdai_kernel *k)
{
    tdai_free(k->at);
    *k = (tdai_kernel){0};
}
