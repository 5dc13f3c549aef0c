/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_reduce.h - All columns of all degrees: edges in descending order, dealt out to threads.
 *
 * A file that includes this gives the type tdai_key and the name REDUCE. Each thread takes the next
 * few edges, finds the simplices that are in no apparent pair, and reduces their columns against
 * what is in the store at that moment. A column adds only columns that began before it, so however
 * the threads came, what is in the store at the end is one reduction of the matrix, and the pairs
 * of all reductions are the same. So are the bars; not so the work, nor the simplices summed in
 * each column: when these are asked for as cocycles, one thread reduces alone. A thread that takes
 * the pivot of a column that began later reduces that one on, as one that finds its pivot
 * taken by an earlier one does its own. */
#include "persistence/rips_cycles.h"

enum { DEALT_EDGES = 32, POLL_EDGES = 64, GUESS_COLUMNS = 32 };

/* ---- one column ---- */

/* Reduce w->column, whose entries of ranks before `rank` are zero. The bits of the worker hold the
 * edges before rank w->at. */
static tda_status reduce_on(worker *w, uint32_t rank, tdai_key *pivot)
{
    column *c = &w->column;
    c->additions = c->entries = 0;
    bool bits = w->bits && w->d->r->field == 2 && c->dim <= SWEEP_DIM;
    uint32_t left = bits && c->sum.size > SWEEP_EFFORT ? rank : 0;
    tda_status st =
        left ? TDA_OK : reduce(c, rank, bits ? SWEEP_EFFORT : INT64_MAX, pivot, &left);
    if (st == TDA_OK && left)
        st = sweep_reduce(&w->sweep, c, left, w->bits, (uint32_t)w->at, pivot);
    w->additions += c->additions;
    w->entries += c->entries;
    return st;
}

static tda_status add_cocycle(worker *w, const reduced *x)
{
    if (w->size == w->room) {
        tda_index room = w->room ? 2 * w->room : 64;
        const reduced **more = tdai_realloc(w->cocycles, room, sizeof *more);
        if (!more)
            return tdai_fail(w->d->ctx, TDA_ENOMEM, "%s: memory ran out", stage);
        w->cocycles = more;
        w->room = room;
    }
    w->cocycles[w->size++] = x;
    return TDA_OK;
}

/* Put the column of a simplex in the store, and then those that have to give way, one after the
 * other. pivot: what it is reduced to; sum: [size] of simplices. */
static tda_status settle(worker *w, tdai_key simplex, tdai_key pivot, const tdai_key *sum,
                         tda_index size)
{
    tda_status st = TDA_OK;
    degree *d = w->d;
    tda_ctx *ctx = d->ctx;
    column *c = &w->column;
    const reduced *loser = NULL;
    do {
        if (pivot == NO_KEY && !d->out->cocycles)
            size = 0; /* what sums to zero is of no use */
        const reduced *x = pool_column(&w->pool, d->r, simplex, pivot, sum, size);
        if (!x || (pivot != NO_KEY && !store_put(&d->store, x, &loser)))
            FAIL(TDA_ENOMEM, "%s: memory ran out in columns of degree %d", stage, d->dim);
        if (pivot == NO_KEY)
            return add_cocycle(w, x);
        if (loser) {
            simplex = c->simplex = loser->simplex;
            if (!keys_reserve(&c->sum, loser->size))
                FAIL(TDA_ENOMEM, "%s: memory ran out in columns of degree %d", stage,
                     d->dim);
            memcpy(c->sum.at, loser->at, (size_t)loser->size * sizeof *loser->at);
            c->sum.size = loser->size;
            TRY(reduce_on(w, rank_of(d->r, loser->pivot, d->dim + 1), &pivot));
            sum = c->sum.at;
            size = c->sum.size;
        }
    } while (loser);
done:
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
    if (store_get(&w->d->store, key) || apparent_facet(r, key, dim) != NO_KEY)
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
    tda_ctx *ctx = w->d->ctx;
    const tdai_ranks *r = w->d->r;
    column *c = &w->column;
    tdai_key sum = entry_of(r, simplex, 1);
    if (set_has(&w->d->cleared, simplex))
        return TDA_OK;
    tdai_key pivot = w->d->dim > 1 ? emergent(w, simplex) : NO_KEY;
    if (pivot != NO_KEY)
        return settle(w, simplex, pivot, &sum, 1);
    c->simplex = simplex;
    c->sum.size = 0;
    if (!keys_add(&c->sum, sum))
        FAIL(TDA_ENOMEM, "%s: memory ran out in columns of degree %d", stage, w->d->dim);
    TRY(reduce_on(w, rank_of(r, simplex, w->d->dim), &pivot));
    TRY(settle(w, simplex, pivot, c->sum.at, c->sum.size));
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

/* Leave out the edges from a rank on. */
static void go_down(worker *w, tda_index rank)
{
    const tdai_ranks *r = w->d->r;
    if (w->bits)
        leave_edges(r, w->bits, (uint32_t)rank, (uint32_t)w->at);
    w->at = rank;
}

static tda_status work(worker *w)
{
    tda_status st = TDA_OK;
    degree *d = w->d;
    const tdai_ranks *r = d->r;
    tda_index edges = r->graph->edges, top;
    worker_rewind(w);
    while ((top = atomic_fetch_sub(&d->next, DEALT_EDGES)) > 0 &&
           !atomic_load_explicit(&d->failed, memory_order_relaxed)) {
        tda_index end = top > DEALT_EDGES ? top - DEALT_EDGES : 0;
        for (tda_index rank = top; rank > end; rank--) {
            if (rank % POLL_EDGES == 0)
                TRY(tdai_poll_inside(d->ctx, stage, edges - rank, edges));
            go_down(w, rank);
            TRY(take_edge(w, rank, r->tail[rank - 1], r->head[rank - 1]));
        }
    }
done:
    if (st != TDA_OK)
        atomic_store(&d->failed, true);
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

static tda_status run_degree(degree *d)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = d->ctx;
    tda_index edges = d->r->graph->edges;
    atomic_store(&d->next, edges);
    if (!store_open(&d->store, edges / GUESS_COLUMNS))
        FAIL(TDA_ENOMEM, "%s: scratch memory ran out", stage);
    if (d->workers == 1)
        TRY(work(d->worker));
    else
        TRY(tdai_parallel(ctx, stage, d->workers, 1, work_body, d));
    TRY(add_bars(d));
    for (int i = 0; i < d->workers; i++)
        worker_forget(&d->worker[i]);
    store_clear(&d->store);
done:
    return st;
}

tda_status REDUCE(tda_ctx *ctx, tdai_bars *out, const tdai_ranks *r)
{
    tda_status st = TDA_OK;
    degree d = {.ctx = ctx, .r = r, .out = out};
    int threads = out->chains && out->cocycles ? 1 : tdai_threads(ctx);
    d.worker = tdai_calloc(threads, sizeof *d.worker);
    if (!d.worker)
        FAIL(TDA_ENOMEM, "%s: scratch memory ran out", stage);
    for (; d.workers < threads; d.workers++)
        TRY(worker_init(&d.worker[d.workers], &d));
    for (d.dim = 1; d.dim <= r->max_degree; d.dim++) {
        TRY(run_degree(&d));
        if (out->chains && !out->cocycles)
            TRY(find_cycles(&d));
        set_clear(&d.cleared);
        d.cleared = d.deaths;
        d.deaths = (set){0};
    }
done:
    for (int i = 0; i < threads && d.worker; i++)
        worker_clear(&d.worker[i]);
    tdai_free(d.worker);
    set_clear(&d.cleared);
    set_clear(&d.deaths);
    store_clear(&d.store);
    cycles_clear(&d.cycles);
    cycles_clear(&d.below);
    tdai_free(d.debt);
    tdai_free(d.copy.at);
    return st;
}
