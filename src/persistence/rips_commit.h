/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_commit.h - What the threads of a degree share, and how a reduced column becomes part of it.
 *
 * Committing a column makes its bar, counts its work and keeps its sum under its pivot for the
 * columns to come. One thread commits at once; several keep their results, to be committed in
 * the order of one thread. For files that have a tdai_key. */
#include <math.h>
#include <string.h>
#include "persistence/rips_key.h"
#include "persistence/rips_table.h"
#include "persistence/rips_queue.h"
#include "persistence/rips_column.h"
#include "persistence/rips_sieve.h"
#include "persistence/rips_sweep.h"
#include "persistence/rips_chain.h"

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
    uint64_t *bits; /* [n x words] neighbours by the edges before the current one, .. */
    uint64_t *lune; /* .. [words] and the lune of that; NULL on lists, where it is .. */
    tdai_rips_lune near; /* .. this */
    keys critical;       /* simplices of the current edge */
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
    if (w->d && w->d->r->rank)
        tdai_free(w->sieve.scratch); /* on lists it is the lune's */
    tdai_free(w->bits);
    tdai_free(w->lune);
    tdai_rips_lune_free(&w->near);
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
    w->sieve = (sieve_job){.r = r, .words = r->words, .found = &w->critical};
    bool ok;
    if (r->rank) {
        w->bits = tdai_alloc(r->graph->size * r->words, sizeof *w->bits);
        w->lune = tdai_alloc(r->words, sizeof *w->lune);
        w->sieve.bits = w->bits;
        w->sieve.scratch = tdai_alloc(2 * r->max_degree * r->words, sizeof *w->lune);
        ok = w->bits && w->lune && w->sieve.scratch;
    } else {
        ok = tdai_rips_lune_init(&w->near, &r->lists, 2 * r->max_degree);
        w->sieve.lune = &w->near;
    }
    ok = column_init(&w->column, d->ctx, r) && ok;
    if (!ok)
        return tdai_fail(d->ctx, TDA_ENOMEM, "%s: scratch memory ran out", stage);
    return TDA_OK;
}

/* All edges are there, for a degree. */
static void worker_rewind(worker *w)
{
    const tdai_ranks *r = w->d->r;
    const tdai_rips_graph *g = r->graph;
    if (r->rank)
        memset(w->bits, 0, (size_t)(g->size * r->words) * sizeof *w->bits);
    for (tda_index i = 0; r->rank && i < g->edges; i++) {
        uint32_t a = r->tail[i], b = r->head[i];
        w->bits[a * r->words + (b >> 6)] |= (uint64_t)1 << (b & 63);
        w->bits[b * r->words + (a >> 6)] |= (uint64_t)1 << (a & 63);
    }
    w->column.dim = w->d->dim;
    w->column.store = &w->d->store;
    w->column.queue.shift = r->point_bits * w->d->dim + r->coefficient_bits;
}

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
