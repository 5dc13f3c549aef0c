/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_reduce.h - All columns of all degrees: edges in descending order, threads in batches.
 *
 * A file that includes this gives the type tdai_key and the name REDUCE. With several threads a
 * batch of edges is dealt out; each worker reduces its columns against what was committed before
 * the batch. Then the results are committed in the order of one thread, and the few columns
 * whose pivot was taken by another of the batch are reduced again: a column that met only
 * committed pivots, and ends on one that is still free, is what one thread would have made. So
 * the answer, and the work counted, do not depend on the number of threads. */
#include "persistence/rips_cycles.h"

enum { BATCH_COLUMNS = 1024, MOST_EDGES = 1 << 20, POLL_EDGES = 64 };

/* ---- one column ---- */

/* The bits of the worker hold the edges before rank `from`. */
static tda_status reduce_fully(worker *w, tdai_key simplex, uint32_t from, result *x)
{
    column *c = &w->column;
    c->additions = c->entries = 0;
    *x = (result){.simplex = simplex};
    bool bits = w->bits && w->d->r->field == 2 && c->dim <= SWEEP_DIM;
    uint32_t left;
    tda_status st = reduce(c, simplex, bits ? SWEEP_EFFORT : INT64_MAX, &x->pivot, &left);
    if (st == TDA_OK && left)
        st = sweep_reduce(&w->sweep, c, left, w->bits, from, &x->pivot);
    x->size = c->sum.size;
    x->additions = c->additions;
    x->entries = c->entries;
    return st;
}

/* The first point that makes a cofacet of the same rank with a simplex of the edge at hand, or -1. */
static tda_index first_cofacet_point(worker *w, tdai_key simplex)
{
    const tdai_ranks *r = w->d->r;
    const uint64_t *row[TDAI_RIPS_POINTS] = {w->lune};
    uint32_t v[TDAI_RIPS_POINTS];
    int dim = w->d->dim;
    for (int i = 0; i < dim - 1; i++) {
        v[i] = other(r, simplex, i);
        row[i + 1] = w->bits ? w->bits + (tda_index)v[i] * r->words : NULL;
    }
    return w->bits ? r->rows->first_common(row, dim, r->words)
                   : tdai_rips_lune_first(&w->near, v, dim - 1);
}

/* The first cofacet of a simplex, where it has the same rank and is free: its pivot, without any
 * reduction. NO_KEY: not so. */
static tdai_key emergent(worker *w, tdai_key simplex)
{
    const tdai_ranks *r = w->d->r;
    int dim = w->d->dim;
    tda_index x = first_cofacet_point(w, simplex);
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

/* Find the lune of the edge ab of a rank; *any: it is not empty. In degree 1 that is all that is
 * wanted. */
static tda_status find_lune(worker *w, uint32_t rank, uint32_t a, uint32_t b, bool *any)
{
    const tdai_ranks *r = w->d->r;
    const uint32_t v[2] = {a, b};
    if (w->bits) {
        *any = r->rows->both(w->lune, w->bits + a * r->words, w->bits + b * r->words,
                             r->words);
        return TDA_OK;
    }
    if (w->d->dim == 1) {
        *any = tdai_lists_first(&r->lists, v, 2, r->graph->size, rank) >= 0;
        return TDA_OK;
    }
    if (!tdai_rips_lune_open(&w->near, a, b, rank))
        return tdai_fail(w->d->ctx, TDA_ENOMEM, "%s: scratch memory ran out", stage);
    w->sieve.words = w->near.words;
    w->sieve.scratch = w->near.spare;
    *any = w->near.size > 0;
    return TDA_OK;
}

/* The columns of the edge ab of a rank, from the last. */
static tda_status take_edge(worker *w, tda_index rank, uint32_t a, uint32_t b)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = w->d->ctx;
    const tdai_ranks *r = w->d->r;
    int dim = w->d->dim;
    bool any = false;
    if (dim == 1 && has(r->negative, rank - 1))
        return TDA_OK;
    TRY(find_lune(w, (uint32_t)rank, a, b, &any));
    if (dim == 1)
        return any ? TDA_OK : take_column(w, (tdai_key)rank);
    if (!any)
        return TDA_OK;
    w->critical.size = 0;
    choose(&w->sieve, w->bits ? w->lune : w->near.all, dim - 1, (tdai_key)rank);
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
        if (w->bits) {
            drop(w->bits + a * words, b);
            drop(w->bits + b * words, a);
        }
        if (rank % POLL_EDGES == 0)
            TRY(tdai_poll(d->ctx, stage, edges - rank, edges));
        if (rank % d->workers == w->id)
            TRY(take_edge(w, rank, a, b));
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
