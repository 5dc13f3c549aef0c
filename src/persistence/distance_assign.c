/* SPDX-License-Identifier: GPL-3.0-or-later */
/* distance_assign.c - The matching with the least sum of q-th powers, exactly.
 *
 * On the sparse graph of pairs worth a thought the bars of a are inserted one after the other
 * along shortest augmenting paths, with prices that keep every matching so far the least. A path
 * ends at a bar of b that is free, or where sending a bar of a to the diagonal is cheaper. Where a
 * gap is allowed an auction is held first. */
#include "persistence/distance_graph.h"
#include <string.h>

/* ---- a queue of bars of b by their distance, each at most once ---- */

typedef struct queue {
    double *key;    /* [b] */
    int32_t *at;    /* [b] heap */
    int32_t *place; /* [b] in the heap, -1: not there */
    int32_t size;
} queue;

/* Ties break by number. */
static bool sooner(const queue *q, int32_t a, int32_t b)
{
    return q->key[a] != q->key[b] ? q->key[a] < q->key[b] : a < b;
}

static void put(queue *q, int32_t slot, int32_t j)
{
    q->at[slot] = j;
    q->place[j] = slot;
}

static void rise(queue *q, int32_t j)
{
    int32_t slot = q->place[j];
    for (; slot > 0 && sooner(q, j, q->at[(slot - 1) / 2]); slot = (slot - 1) / 2)
        put(q, slot, q->at[(slot - 1) / 2]);
    put(q, slot, j);
}

static void push(queue *q, int32_t j, double key)
{
    q->key[j] = key;
    if (q->place[j] < 0)
        put(q, q->size++, j);
    rise(q, j);
}

static int32_t pop(queue *q)
{
    int32_t top = q->at[0], last = q->at[--q->size], slot = 0;
    q->place[top] = -1;
    while (q->size > 0) {
        int32_t child = 2 * slot + 1;
        if (child >= q->size)
            break;
        child += child + 1 < q->size && sooner(q, q->at[child + 1], q->at[child]);
        if (!sooner(q, q->at[child], last))
            break;
        put(q, slot, q->at[child]);
        slot = child;
    }
    if (q->size > 0)
        put(q, slot, last);
    return top;
}

/* ---- shortest augmenting paths ---- */

typedef struct prices {
    const tdai_match_graph *g;
    double *u, *v;   /* [a], [b]: u + v <= weight, u <= diagonal, v <= 0 */
    tda_index *mate; /* [a] bar of b, -1: the diagonal */
    int32_t *owner;  /* [b] bar of a, -1: free */
    int32_t *from;   /* [b] the bar of a from which it was reached */
    queue queue;
    int32_t *seen;    /* [b] taken out of the queue by this search */
    int32_t *touched; /* [b] ever put into it */
    bool *closed;     /* [b] */
    tda_index seen_size, touched_size, steps;
} prices;

/* Put what can be reached from bar i, itself at distance h, into the queue. */
static void reach(prices *p, tda_index i, double h)
{
    const tdai_match_graph *g = p->g;
    for (tda_index e = g->start[i]; e < g->start[i + 1]; e++) {
        int32_t j = g->to[e];
        double far = h + fmax(0, g->weight[e] - p->u[i] - p->v[j]);
        if (p->closed[j] || (p->queue.place[j] >= 0 && far >= p->queue.key[j]))
            continue;
        if (p->queue.place[j] < 0)
            p->touched[p->touched_size++] = j;
        p->from[j] = (int32_t)i;
        push(&p->queue, j, far);
    }
    p->steps += g->start[i + 1] - g->start[i];
}

/* Bar j of b goes to the bar of a that reached it, whose own goes on in the same way. */
static void reassign(prices *p, tda_index source, tda_index j)
{
    for (;;) {
        tda_index i = p->from[j], next = p->mate[i];
        p->mate[i] = j;
        p->owner[j] = (int32_t)i;
        if (i == source)
            return;
        j = next;
    }
}

static void insert(prices *p, tda_index source)
{
    const tdai_match_graph *g = p->g;
    double u = g->da[source], least = INFINITY, h = 0;
    tda_index ends = -1, i = source, free_one = -1;
    for (tda_index e = g->start[source]; e < g->start[source + 1]; e++)
        u = fmin(u, g->weight[e] - p->v[g->to[e]]);
    p->u[source] = u;
    p->seen_size = p->touched_size = 0;
    for (;;) {
        double out = h + fmax(0, g->da[i] - p->u[i]);
        if (out < least) {
            least = out;
            ends = i;
        }
        reach(p, i, h);
        if (p->queue.size == 0 || p->queue.key[p->queue.at[0]] >= least)
            break;
        int32_t j = pop(&p->queue);
        p->seen[p->seen_size++] = j;
        p->closed[j] = true;
        h = p->queue.key[j];
        if (p->owner[j] < 0) {
            free_one = j;
            least = h;
            break;
        }
        i = p->owner[j];
    }
    p->u[source] += least;
    for (tda_index k = 0; k < p->seen_size; k++) {
        int32_t j = p->seen[k];
        double rise_by = least - p->queue.key[j];
        p->v[j] -= rise_by;
        if (p->owner[j] >= 0)
            p->u[p->owner[j]] += rise_by;
        p->closed[j] = false;
    }
    for (tda_index k = 0; k < p->touched_size; k++)
        p->queue.place[p->touched[k]] = -1;
    p->queue.size = 0;
    if (free_one >= 0) {
        reassign(p, source, free_one);
    } else {
        tda_index j = p->mate[ends];
        p->mate[ends] = -1;
        if (ends != source)
            reassign(p, source, j);
    }
}

static tda_status assign(prices *p, tdai_arena *tmp)
{
    tda_status st = TDA_OK;
    const tdai_pair_of_dots *z = p->g->z;
    tda_index n = z->a.size, m = z->b.size;
    p->u = ZEROS(tmp, double, n);
    p->v = ZEROS(tmp, double, m);
    p->owner = ARRAY(tmp, int32_t, m);
    p->from = ARRAY(tmp, int32_t, m);
    p->seen = ARRAY(tmp, int32_t, m);
    p->touched = ARRAY(tmp, int32_t, m);
    p->closed = ZEROS(tmp, bool, m);
    p->queue.key = ARRAY(tmp, double, m);
    p->queue.at = ARRAY(tmp, int32_t, m);
    p->queue.place = ARRAY(tmp, int32_t, m);
    TRY(tdai_arena_status(z->ctx, tmp));
    memset(p->owner, -1, (size_t)m * sizeof *p->owner);
    memset(p->queue.place, -1, (size_t)m * sizeof *p->queue.place);
    memset(p->mate, -1, (size_t)n * sizeof *p->mate);
    for (tda_index i = 0; i < n; i++) {
        TRY(tdai_poll(z->ctx, "matching", i, n));
        insert(p, i);
    }
    tdai_work(z->ctx, TDA_WORK_LINKS, p->steps);
done:
    return st;
}

tda_status tdai_match_least(const tdai_pair_of_dots *z, tda_index *mate)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_match_graph g;
    prices p = {.g = &g, .mate = mate};
    bool proved = false;
    TRY(tdai_match_graph_new(z, &g, &tmp));
    if (z->gap > 0)
        TRY(tdai_match_auction(&g, mate, &proved, &tmp));
    if (!proved)
        TRY(assign(&p, &tmp));
done:
    tdai_arena_free(&tmp);
    return st;
}
