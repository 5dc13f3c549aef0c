/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_reduce.h - All columns of all degrees: edges in descending order, threads in batches.
 *
 * A file that includes this gives the type tdai_key and the name REDUCE. With several threads a
 * batch of edges is dealt out; each worker reduces its columns against what was committed before
 * the batch. Then the results are committed in the order of one thread, and the few columns
 * whose pivot was taken by another of the batch are reduced again: a column that met only
 * committed pivots, and ends on one that is still free, is what one thread would have made. So
 * the answer, and the work counted, do not depend on the number of threads. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "persistence/rips_key.h"
#include "persistence/rips_table.h"
#include "persistence/rips_queue.h"
#include "persistence/rips_column.h"
#include "persistence/rips_sieve.h"
#include "persistence/rips_sweep.h"
#include "persistence/rips_chain.h"

enum { BATCH_COLUMNS = 1024, MOST_EDGES = 1 << 20, POLL_EDGES = 64 };

static const char *const stage = "Rips persistence";

/* A reduced column that is not yet committed. */
typedef struct result {
    tdai_key simplex, pivot;
    tda_index start, size; /* in sums */
    int64_t additions, entries;
} result;

typedef struct degree degree;

typedef struct worker {
    degree *d;
    int id;
    uint64_t *bits; /* [n x words] neighbours by the edges before the current one */
    uint64_t *lune; /* [words] */
    keys critical;  /* simplices of the current edge */
    column column;
    sweep sweep;
    sieve_job sieve;
    result *result; /* of the batch, in order */
    tda_index results, capacity;
    tda_index next; /* to commit */
    keys sums;
} worker;

/* A bar whose cycle is still to be found. */
typedef struct debt {
    tdai_key simplex, pivot;
    tda_index bar;
} debt;

struct degree {
    tda_ctx *ctx;
    const tdai_ranks *r;
    tdai_bars *out;
    int dim;
    store store;         /* of this degree */
    table cleared;       /* pivots of the degree before */
    store cycles, below; /* of homology, of dimension dim + 1 and dim */
    keys copy;           /* of a column, to be sorted */
    debt *debt;
    tda_index debts, most_debts;
    tda_index from, to; /* the batch: ranks from, from - 1 .. to + 1 */
    worker *worker;
    int workers;
};

static void worker_clear(worker *w)
{
    tdai_free(w->bits);
    tdai_free(w->lune);
    tdai_free(w->sieve.scratch);
    tdai_free(w->critical.at);
    tdai_free(w->result);
    tdai_free(w->sums.at);
    sweep_clear(&w->sweep);
    column_clear(&w->column);
}

static tda_status worker_init(worker *w, degree *d, int id)
{
    const tdai_ranks *r = d->r;
    w->d = d;
    w->id = id;
    w->bits = tdai_alloc(r->graph->size * r->words, sizeof *w->bits);
    w->lune = tdai_alloc(r->words, sizeof *w->lune);
    w->sieve.scratch = tdai_alloc(2 * r->max_degree * r->words, sizeof *w->lune);
    w->sieve.r = r;
    w->sieve.bits = w->bits;
    w->sieve.found = &w->critical;
    bool ok = column_init(&w->column, d->ctx, r);
    if (!ok || !w->bits || !w->lune || !w->sieve.scratch)
        return tdai_fail(d->ctx, TDA_ENOMEM, "%s: scratch memory ran out", stage);
    return TDA_OK;
}

/* All edges are there. */
static void worker_rewind(worker *w)
{
    const tdai_ranks *r = w->d->r;
    const tdai_rips_graph *g = r->graph;
    memset(w->bits, 0, (size_t)(g->size * r->words) * sizeof *w->bits);
    for (tda_index i = 0; i < g->edges; i++) {
        uint32_t a = r->tail[i], b = r->head[i];
        w->bits[a * r->words + (b >> 6)] |= (uint64_t)1 << (b & 63);
        w->bits[b * r->words + (a >> 6)] |= (uint64_t)1 << (a & 63);
    }
    w->column.dim = w->d->dim;
    w->column.store = &w->d->store;
    w->column.queue.shift = r->point_bits * w->d->dim + r->coefficient_bits;
}

/* ---- committing ---- */

/* Note that the bar to be added next wants a cycle. */
static tda_status owe(degree *d, tdai_key simplex, tdai_key pivot)
{
    if (d->debts == d->most_debts) {
        tda_index most = d->most_debts ? 2 * d->most_debts : 64;
        debt *more = tdai_realloc(d->debt, most, sizeof *more);
        if (!more)
            return tdai_fail(d->ctx, TDA_ENOMEM, "%s: memory ran out", stage);
        d->debt = more;
        d->most_debts = most;
    }
    d->debt[d->debts++] = (debt){simplex, pivot, d->out->size};
    return TDA_OK;
}

static tda_status add_bar(degree *d, const result *x, const tdai_key *sum)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = d->ctx;
    const tdai_ranks *r = d->r;
    const tdai_rips_graph *g = r->graph;
    tda_index i = (tda_index)rank_of(r, x->simplex, d->dim) - 1;
    tdai_bar bar = {.birth = g->value[i],
                    .death = INFINITY,
                    .birth_cell = tdai_rips_cell(g, i),
                    .death_cell = -1,
                    .degree = d->dim,
                    .cut = g->cut};
    if (x->pivot != NO_KEY) {
        i = (tda_index)rank_of(r, key_of_entry(r, x->pivot), d->dim + 1) - 1;
        bar.death = g->value[i];
        bar.death_cell = tdai_rips_cell(g, i);
        bar.cut = false;
    }
    if (bar.birth == bar.death)
        return TDA_OK;
    if (d->out->chains && d->out->cocycles) {
        if (!keys_reserve(&d->copy, x->size))
            FAIL(TDA_ENOMEM, "%s: memory ran out", stage);
        memcpy(d->copy.at, sum, (size_t)x->size * sizeof *sum);
        TRY(put_chain(ctx, d->out->chains, r, d->copy.at, x->size, d->dim, true,
                      &bar.chain));
    } else if (d->out->chains) {
        TRY(owe(d, x->simplex, x->pivot == NO_KEY ? NO_KEY : key_of_entry(r, x->pivot)));
    }
    TRY(tdai_bars_add(ctx, d->out, &bar));
done:
    return st;
}

/* sum: scaled here so that the pivot has coefficient 1. */
static tda_status commit(degree *d, const result *x, tdai_key *sum)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = d->ctx;
    const tdai_ranks *r = d->r;
    TRY(add_bar(d, x, sum));
    tdai_work(ctx, TDA_WORK_CELLS, 1);
    tdai_work(ctx, TDA_WORK_COLUMNS, x->additions);
    tdai_work(ctx, TDA_WORK_ENTRIES, x->entries);
    if (x->pivot == NO_KEY)
        return TDA_OK;
    if (r->coefficient_bits) {
        uint32_t factor = inverse(r, coefficient_of(r, x->pivot));
        for (tda_index i = 0; i < x->size; i++)
            sum[i] = entry_of(r, key_of_entry(r, sum[i]),
                              times(r, factor, coefficient_of(r, sum[i])));
    }
    if (!store_add(&d->store, r, key_of_entry(r, x->pivot), x->simplex, sum, x->size))
        FAIL(TDA_ENOMEM, "%s: memory ran out at %lld columns of degree %d", stage,
             (long long)d->store.first.size, d->dim);
done:
    return st;
}

/* Keep a result for later. */
static tda_status defer(worker *w, const result *x, const tdai_key *sum)
{
    if (w->results == w->capacity) {
        tda_index capacity = w->capacity ? 2 * w->capacity : 256;
        result *more = tdai_realloc(w->result, capacity, sizeof *more);
        if (!more)
            return tdai_fail(w->d->ctx, TDA_ENOMEM, "%s: memory ran out", stage);
        w->result = more;
        w->capacity = capacity;
    }
    if (!keys_reserve(&w->sums, w->sums.size + x->size))
        return tdai_fail(w->d->ctx, TDA_ENOMEM, "%s: memory ran out", stage);
    result *to = &w->result[w->results++];
    *to = *x;
    to->start = w->sums.size;
    memcpy(w->sums.at + w->sums.size, sum, (size_t)x->size * sizeof *sum);
    w->sums.size += x->size;
    return TDA_OK;
}

static tda_status settle(worker *w, const result *x, tdai_key *sum)
{
    return w->d->workers > 1 ? defer(w, x, sum) : commit(w->d, x, sum);
}

/* ---- one column ---- */

/* The bits of the worker hold the edges before rank `from`. */
static tda_status reduce_fully(worker *w, tdai_key simplex, uint32_t from, result *x)
{
    column *c = &w->column;
    c->additions = c->entries = 0;
    *x = (result){.simplex = simplex};
    bool bits = w->d->r->field == 2 && c->dim <= SWEEP_DIM;
    uint32_t left;
    tda_status st = reduce(c, simplex, bits ? SWEEP_EFFORT : INT64_MAX, &x->pivot, &left);
    if (st == TDA_OK && left)
        st = sweep_reduce(&w->sweep, c, left, w->bits, from, &x->pivot);
    x->size = c->sum.size;
    x->additions = c->additions;
    x->entries = c->entries;
    return st;
}

/* The first cofacet of a simplex, where it has the same rank and is free: its pivot, without any
 * reduction. NO_KEY: not so. */
static tdai_key emergent(const worker *w, tdai_key simplex)
{
    const tdai_ranks *r = w->d->r;
    const uint64_t *row[TDAI_RIPS_POINTS] = {w->lune};
    int dim = w->d->dim;
    for (int i = 0; i < dim - 1; i++)
        row[i + 1] = w->bits + (tda_index)other(r, simplex, i) * r->words;
    tda_index x = r->rows->first_common(row, dim, r->words);
    if (x < 0)
        return NO_KEY;
    tdai_key own = low_bits(simplex, r->point_bits * (dim - 1));
    tdai_key key = (tdai_key)rank_of(r, simplex, dim) << r->point_bits * dim |
                   insert(r, own, dim - 1, (uint32_t)x);
    bool taken =
        table_get(&w->d->store.pivots, key) >= 0 || apparent_facet(r, key, dim) != NO_KEY;
    if (taken)
        return NO_KEY;
    uint32_t v[TDAI_RIPS_POINTS];
    unpack(r, simplex, dim, v);
    return entry_of(
        r, key,
        negated(r, 1, r->coefficient_bits && odd_before(v, dim + 1, (uint32_t)x)));
}

static tda_status take_column(worker *w, tdai_key simplex)
{
    tda_status st = TDA_OK;
    const tdai_ranks *r = w->d->r;
    result x = {.simplex = simplex, .size = 1};
    tdai_key sum = entry_of(r, simplex, 1);
    if (table_get(&w->d->cleared, simplex) >= 0)
        return TDA_OK;
    x.pivot = w->d->dim > 1 ? emergent(w, simplex) : NO_KEY;
    if (x.pivot != NO_KEY)
        return settle(w, &x, &sum);
    TRY(reduce_fully(w, simplex, rank_of(r, simplex, w->d->dim), &x));
    TRY(settle(w, &x, w->column.sum.at));
done:
    return st;
}

/* ---- edges ---- */

/* The columns of the edge of a rank, from the last. */
static tda_status take_edge(worker *w, tda_index rank, const uint64_t *a,
                            const uint64_t *b)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = w->d->ctx;
    const tdai_ranks *r = w->d->r;
    int dim = w->d->dim;
    if (dim == 1 && has(r->negative, rank - 1))
        return TDA_OK;
    bool any = r->rows->both(w->lune, a, b, r->words);
    if (dim == 1)
        return any ? TDA_OK : take_column(w, (tdai_key)rank);
    if (!any)
        return TDA_OK;
    w->critical.size = 0;
    choose(&w->sieve, w->lune, dim - 1, (tdai_key)rank);
    if (w->sieve.failed)
        FAIL(TDA_ENOMEM, "%s: memory ran out at %lld simplices of one edge", stage,
             (long long)w->critical.size);
    for (tda_index i = w->critical.size; i-- > 0;)
        TRY(take_column(w, w->critical.at[i]));
done:
    return st;
}

static tda_status work(worker *w)
{
    tda_status st = TDA_OK;
    const degree *d = w->d;
    const tdai_ranks *r = d->r;
    tda_index words = r->words, edges = r->graph->edges;
    w->results = w->sums.size = 0;
    for (tda_index rank = d->from; rank > d->to; rank--) {
        uint32_t a = r->tail[rank - 1], b = r->head[rank - 1];
        drop(w->bits + a * words, b);
        drop(w->bits + b * words, a);
        if (rank % POLL_EDGES == 0)
            TRY(tdai_poll(d->ctx, stage, edges - rank, edges));
        if (rank % d->workers == w->id)
            TRY(take_edge(w, rank, w->bits + a * words, w->bits + b * words));
    }
done:
    return st;
}

static tda_status work_body(void *arg, tda_index begin, tda_index end)
{
    tda_status st = TDA_OK;
    degree *d = arg;
    for (tda_index i = begin; i < end; i++)
        TRY(work(&d->worker[i]));
done:
    return st;
}

/* Commit the results of a batch in descending order of their simplices. */
static tda_status merge(degree *d, tda_index *total)
{
    tda_status st = TDA_OK;
    *total = 0;
    for (int i = 0; i < d->workers; i++)
        d->worker[i].next = 0;
    for (;;) {
        worker *best = NULL;
        for (int i = 0; i < d->workers; i++) {
            worker *w = &d->worker[i];
            if (w->next < w->results &&
                (!best || w->result[w->next].simplex > best->result[best->next].simplex))
                best = w;
        }
        if (!best)
            break;
        result x = best->result[best->next++];
        tdai_key *sum = best->sums.at + x.start;
        if (x.pivot != NO_KEY &&
            table_get(&d->store.pivots, key_of_entry(d->r, x.pivot)) >= 0) {
            TRY(reduce_fully(&d->worker[0], x.simplex, (uint32_t)d->to + 1, &x));
            sum = d->worker[0].column.sum.at;
        }
        TRY(commit(d, &x, sum));
        ++*total;
    }
done:
    return st;
}

static tda_status run_degree(degree *d)
{
    tda_status st = TDA_OK;
    tda_index edges = d->r->graph->edges, size = d->workers > 1 ? BATCH_COLUMNS : edges,
              total;
    for (int i = 0; i < d->workers; i++)
        worker_rewind(&d->worker[i]);
    for (d->from = edges; d->from > 0; d->from = d->to) {
        d->to = d->from > size ? d->from - size : 0;
        if (d->workers == 1) {
            TRY(work(&d->worker[0]));
            continue;
        }
        TRY(tdai_parallel(d->ctx, stage, d->workers, 1, work_body, d));
        TRY(merge(d, &total));
        if (total < BATCH_COLUMNS / 2 && size < MOST_EDGES)
            size *= 2;
        else if (total > 2 * BATCH_COLUMNS && size > 64)
            size /= 2;
    }
done:
    return st;
}

/* ---- cycles ---- */

static int by_pivot(const void *a, const void *b)
{
    const debt *x = a, *y = b;
    return x->pivot < y->pivot ? -1 : x->pivot > y->pivot;
}

static tda_status pay(degree *d, const debt *owed, boundary *b)
{
    return put_chain(d->ctx, d->out->chains, d->r, b->sum.at, b->sum.size, d->dim, false,
                     &d->out->at[owed->bar].chain);
}

/* The cycle of a class that does not die. */
static tda_status lasting_cycle(degree *d, boundary *b, const debt *owed)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = d->ctx;
    tdai_key low = NO_KEY;
    b->dim = d->dim;
    if (d->dim > 1)
        TRY(boundary_reduce(b, &d->below, owed->simplex, &low));
    else if (!forest_cycle(b, (uint32_t)owed->simplex))
        FAIL(TDA_ENOMEM, "%s: memory ran out in a cycle", stage);
    TRY(pay(d, owed, b));
done:
    return st;
}

/* Reduce the boundaries of all deaths that are in no apparent pair, in order. */
static tda_status find_cycles(degree *d)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = d->ctx;
    const tdai_ranks *r = d->r;
    boundary b = {.ctx = ctx, .r = r};
    keys death = {0};
    tda_index next = 0;
    const table *pivots = &d->store.pivots;
    for (tda_index i = 0; i < pivots->slots; i++)
        if (pivots->key[i] != NO_KEY && !keys_add(&death, pivots->key[i]))
            FAIL(TDA_ENOMEM, "%s: memory ran out", stage);
    keys_sort(death.at, death.size);
    if (d->debts)
        qsort(d->debt, (size_t)d->debts, sizeof *d->debt, by_pivot); /* pivots differ */
    for (tda_index i = 0; i < death.size; i++) {
        tdai_key low;
        b.dim = d->dim + 1;
        TRY(boundary_reduce(&b, &d->cycles, death.at[i], &low));
        uint32_t factor = inverse(r, coefficient_of(r, low));
        for (tda_index k = 0; k < b.sum.size; k++)
            b.sum.at[k] = entry_of(r, key_of_entry(r, b.sum.at[k]),
                                   times(r, factor, coefficient_of(r, b.sum.at[k])));
        if (!store_add(&d->cycles, r, key_of_entry(r, low), death.at[i], b.sum.at,
                       b.sum.size))
            FAIL(TDA_ENOMEM, "%s: memory ran out at %lld cycles", stage, (long long)i);
        if (next < d->debts && d->debt[next].pivot == death.at[i]) {
            if (!boundary_drain(&b, low))
                FAIL(TDA_ENOMEM, "%s: memory ran out in a cycle", stage);
            TRY(pay(d, &d->debt[next++], &b));
        }
    }
    for (; next < d->debts; next++)
        TRY(lasting_cycle(d, &b, &d->debt[next]));
    d->debts = 0;
    store_clear(&d->below);
    d->below = d->cycles;
    d->cycles = (store){0};
done:
    tdai_free(death.at);
    boundary_clear(&b);
    return st;
}

tda_status REDUCE(tda_ctx *ctx, tdai_bars *out, const tdai_ranks *r)
{
    tda_status st = TDA_OK;
    degree d = {.ctx = ctx, .r = r, .out = out};
    int threads = tdai_threads(ctx);
    d.worker = tdai_calloc(threads, sizeof *d.worker);
    if (!d.worker)
        FAIL(TDA_ENOMEM, "%s: scratch memory ran out", stage);
    for (; d.workers < threads; d.workers++)
        TRY(worker_init(&d.worker[d.workers], &d, d.workers));
    for (d.dim = 1; d.dim <= r->max_degree; d.dim++) {
        TRY(run_degree(&d));
        if (out->chains && !out->cocycles)
            TRY(find_cycles(&d));
        table_clear(&d.cleared);
        d.cleared = d.store.pivots;
        d.store.pivots = (table){0};
        store_clear(&d.store);
    }
done:
    for (int i = 0; i < threads && d.worker; i++)
        worker_clear(&d.worker[i]);
    tdai_free(d.worker);
    table_clear(&d.cleared);
    store_clear(&d.store);
    store_clear(&d.cycles);
    store_clear(&d.below);
    tdai_free(d.debt);
    tdai_free(d.copy.at);
    return st;
}
