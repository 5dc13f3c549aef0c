/* SPDX-License-Identifier: GPL-3.0-or-later */
/* distance_assign.c - The matching with the least sum of q-th powers, exactly.
 *
 * Matching two bars pays only where it costs less than sending both to the diagonal. Such a pair
 * overlaps in time, so that the pairs worth a thought are found by a search among intervals; of
 * short bars each has few. On this sparse graph the bars of a are inserted one after the other
 * along shortest augmenting paths, with prices that keep every matching so far the least. A path
 * ends at a bar of b that is free, or where sending a bar of a to the diagonal is cheaper.
 *
 * In units of the highest bar, sending all of b to the diagonal is where the cost starts from;
 * an edge then has the weight c(i, j) - d(j), which may be negative, and the diagonal d(i). */
#include "persistence/distance.h"
#include <string.h>

/* ---- pairs worth a thought ---- */

typedef struct graph {
    const tdai_pair_of_dots *z;
    double top;       /* the highest bar */
    double *da, *db;  /* [a], [b] costs of the diagonal */
    tda_index *by;    /* [b] bars of b by birth */
    double *birth;    /* [b] their births, increasing */
    double *latest;   /* [2 leaves] a heap-shaped tree of their latest deaths */
    tda_index leaves; /* a power of two */
    tda_index *start; /* [a+1] */
    int32_t *to;      /* [edges] bars of b */
    double *weight;   /* [edges] */
} graph;

static tda_status sort_b(graph *g, tdai_arena *tmp)
{
    tda_status st = TDA_OK;
    const tdai_dots *b = &g->z->b;
    for (g->leaves = 1; g->leaves < b->size;)
        g->leaves *= 2;
    g->by = ARRAY(tmp, tda_index, b->size);
    g->birth = ARRAY(tmp, double, b->size);
    g->latest = ARRAY(tmp, double, 2 * g->leaves);
    TRY(tdai_arena_status(g->z->ctx, tmp));
    TRY(tdai_argsort(g->z->ctx, g->by, b->birth, b->size));
    for (tda_index k = 0; k < g->leaves; k++) {
        bool any = k < b->size;
        g->latest[g->leaves + k] = any ? b->death[g->by[k]] : -INFINITY;
        if (any)
            g->birth[k] = b->birth[g->by[k]];
    }
    for (tda_index v = g->leaves - 1; v > 0; v--)
        g->latest[v] = fmax(g->latest[2 * v], g->latest[2 * v + 1]);
done:
    return st;
}

/* How many bars of b are born before x. */
static tda_index born_before(const graph *g, double x)
{
    tda_index lo = 0, hi = g->z->b.size;
    while (lo < hi) {
        tda_index middle = lo + (hi - lo) / 2;
        if (g->birth[middle] < x)
            lo = middle + 1;
        else
            hi = middle;
    }
    return lo;
}

/* The first of `by` from k on, before `end`, that dies after x; `end` or more if none does. */
static tda_index next_alive(const graph *g, tda_index k, tda_index end, double x)
{
    if (k >= end)
        return end;
    tda_index v = g->leaves + k;
    while (!(g->latest[v] > x)) { /* go right and up */
        while (v & 1) {
            v >>= 1;
            if (v <= 1)
                return end;
        }
        v++;
    }
    while (v < g->leaves) {
        v *= 2;
        v += !(g->latest[v] > x);
    }
    return v - g->leaves;
}

/* The pairs of bar i: how many, and into `to` and `weight` unless these are NULL. */
static tda_index pairs_of(const graph *g, tda_index i, int32_t *to, double *weight)
{
    const tdai_pair_of_dots *z = g->z;
    tda_index n = 0, end = born_before(g, z->a.death[i]);
    double from = z->a.birth[i];
    for (tda_index k = next_alive(g, 0, end, from); k < end;
         k = next_alive(g, k + 1, end, from)) {
        tda_index j = g->by[k];
        double cost = tdai_power(tdai_dot_distance(z, i, j) / g->top, z->order);
        if (!(cost < g->da[i] + g->db[j]))
            continue;
        if (to) {
            to[n] = (int32_t)j;
            weight[n] = cost - g->db[j];
        }
        n++;
    }
    return n;
}

static tda_status find_pairs(graph *g, tdai_arena *tmp)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = g->z->ctx;
    tda_index n = g->z->a.size;
    TRY(sort_b(g, tmp));
    g->start = ARRAY(tmp, tda_index, n + 1);
    TRY(tdai_arena_status(ctx, tmp));
    g->start[0] = 0;
    for (tda_index i = 0; i < n; i++) {
        TRY(tdai_poll(ctx, "matching: pairs", i, n));
        g->start[i + 1] = g->start[i] + pairs_of(g, i, NULL, NULL);
    }
    TRY(tdai_budget(ctx, tdai_size_add(0, g->start[n], 12), "matching of diagrams"));
    g->to = ARRAY(tmp, int32_t, g->start[n]);
    g->weight = ARRAY(tmp, double, g->start[n]);
    TRY(tdai_arena_status(ctx, tmp));
    for (tda_index i = 0; i < n; i++) {
        TRY(tdai_poll(ctx, "matching: pairs", i, n));
        pairs_of(g, i, g->to + g->start[i], g->weight + g->start[i]);
    }
done:
    return st;
}

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
    graph *g;
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
    const graph *g = p->g;
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
    const graph *g = p->g;
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
    tda_ctx *ctx = z->ctx;
    tdai_arena tmp = {0};
    graph g = {.z = z};
    prices p = {.g = &g, .mate = mate};
    tda_index n = z->a.size, m = z->b.size;
    if (n > INT32_MAX || m > INT32_MAX)
        FAIL(TDA_ELIMIT, "matching: %lld bars, at most 2^31 - 1 are possible",
             (long long)(n > m ? n : m));
    g.da = ARRAY(&tmp, double, n);
    g.db = ARRAY(&tmp, double, m);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < n; i++)
        g.top = fmax(g.top, g.da[i] = tdai_dot_height(&z->a, i, z->norm));
    for (tda_index j = 0; j < m; j++)
        g.top = fmax(g.top, g.db[j] = tdai_dot_height(&z->b, j, z->norm));
    for (tda_index i = 0; i < n; i++)
        g.da[i] = g.top > 0 ? tdai_power(g.da[i] / g.top, z->order) : 0;
    for (tda_index j = 0; j < m; j++)
        g.db[j] = g.top > 0 ? tdai_power(g.db[j] / g.top, z->order) : 0;
    TRY(find_pairs(&g, &tmp));
    TRY(assign(&p, &tmp));
done:
    tdai_arena_free(&tmp);
    return st;
}
