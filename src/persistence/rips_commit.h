/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_commit.h - What the threads of a degree share, what each has, and how bars come of it.
 *
 * Threads share the store of reduced columns. When all are in it, each column and its pivot are
 * a pair: bars are made in descending order of the simplices that the columns began with, as one
 * thread meets them, whichever thread came when. For files that have a tdai_key. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "persistence/rips_key.h"
#include "persistence/rips_set.h"
#include "persistence/rips_store.h"
#include "persistence/rips_queue.h"
#include "persistence/rips_column.h"
#include "persistence/rips_sieve.h"
#include "persistence/rips_sweep.h"
#include "persistence/rips_chain.h"

static const char *const stage = "Rips persistence";

typedef struct degree degree;

typedef struct worker {
    degree *d;
    uint64_t *bits; /* [n x words] neighbours by the edges before rank `at`, .. */
    uint64_t
        *lune; /* .. [words] and the lune of an edge; NULL on lists, where it is .. */
    tdai_rips_lune near; /* .. this */
    tda_index at;        /* the edges from here on are done, or another's */
    keys critical;       /* simplices of the current edge */
    column column;
    sweep sweep;
    sieve_job sieve;
    pool pool;                /* of columns */
    const reduced **cocycles; /* columns that are reduced to zero */
    tda_index size, room;     /* of these */
    int64_t additions, entries;
} worker;

/* A bar whose cycle is still to be found. */
typedef struct debt {
    tdai_key simplex, pivot;
    tda_index bar;
} debt;

/* Reduced columns of homology. */
typedef struct cycles {
    store store;
    pool pool;
} cycles;

struct degree {
    tda_ctx *ctx;
    const tdai_ranks *r;
    tdai_bars *out;
    int dim;
    store store;          /* of this degree */
    set deaths, cleared;  /* pivots of this degree, and of the one before */
    cycles cycles, below; /* of homology, of dimension dim + 1 and dim */
    keys copy;            /* of a column, to be sorted */
    debt *debt;
    tda_index debts, most_debts;
    _Atomic tda_index next; /* the edges up to this rank are to be dealt out */
    atomic_bool failed;     /* a worker has */
    worker *worker;
    int workers;
};

/* What the columns of a worker take, which the others may still read. */
static void worker_forget(worker *w)
{
    pool_clear(&w->pool);
    w->size = 0;
    w->additions = w->entries = 0;
}

static void worker_clear(worker *w)
{
    if (w->d && w->d->r->rank)
        tdai_free(w->sieve.scratch); /* on lists it is the lune's */
    tdai_free(w->bits);
    tdai_free(w->lune);
    tdai_rips_lune_free(&w->near);
    tdai_free(w->critical.at);
    worker_forget(w);
    tdai_free(w->cocycles);
    sweep_clear(&w->sweep);
    column_clear(&w->column);
}

static tda_status worker_init(worker *w, degree *d)
{
    const tdai_ranks *r = d->r;
    w->d = d;
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
    w->at = g->edges + 1;
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

/* The bar of a column; false: it has no length. */
static bool bar_of(const degree *d, const reduced *x, tdai_bar *bar)
{
    const tdai_ranks *r = d->r;
    const tdai_rips_graph *g = r->graph;
    tda_index i = (tda_index)rank_of(r, x->simplex, d->dim) - 1;
    *bar = (tdai_bar){.birth = g->value[i],
                      .death = INFINITY,
                      .birth_cell = tdai_rips_cell(g, i),
                      .death_cell = -1,
                      .degree = d->dim,
                      .cut = g->cut};
    if (x->pivot != NO_KEY) {
        i = (tda_index)rank_of(r, x->pivot, d->dim + 1) - 1;
        bar->death = g->value[i];
        bar->death_cell = tdai_rips_cell(g, i);
        bar->cut = false;
    }
    return bar->birth != bar->death;
}

static tda_status add_bar(degree *d, const reduced *x)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = d->ctx;
    tdai_bar bar;
    bar_of(d, x, &bar);
    if (d->out->chains && d->out->cocycles) {
        if (!keys_reserve(&d->copy, x->size))
            FAIL(TDA_ENOMEM, "%s: memory ran out", stage);
        memcpy(d->copy.at, x->at, (size_t)x->size * sizeof *x->at);
        TRY(put_chain(ctx, d->out->chains, d->r, d->copy.at, x->size, d->dim, true,
                      &bar.chain));
    } else if (d->out->chains) {
        TRY(owe(d, x->simplex, x->pivot));
    }
    TRY(tdai_bars_add(ctx, d->out, &bar));
done:
    return st;
}

static int descending(const void *a, const void *b)
{
    const reduced *x = *(const reduced *const *)a, *y = *(const reduced *const *)b;
    return x->simplex > y->simplex ? -1 : x->simplex < y->simplex;
}

/* The bars of all columns, and d->deaths. */
static tda_status add_bars(degree *d)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = d->ctx;
    tdai_arena tmp = {0};
    tdai_bar bar;
    tda_index pairs = 0, all, bars = 0, i = 0;
    slots *t = d->store.first;
    while (store_next(&t, &i))
        pairs++;
    all = pairs;
    for (int k = 0; k < d->workers; k++) {
        worker *w = &d->worker[k];
        all += w->size;
        tdai_work(ctx, TDA_WORK_COLUMNS, w->additions);
        tdai_work(ctx, TDA_WORK_ENTRIES, w->entries);
    }
    tdai_work(ctx, TDA_WORK_CELLS, all);
    const reduced *x, **order = ARRAY(&tmp, const reduced *, all);
    TRY(tdai_arena_status(ctx, &tmp));
    if (!set_open(&d->deaths, pairs))
        FAIL(TDA_ENOMEM, "%s: memory ran out at %lld columns of degree %d", stage,
             (long long)pairs, d->dim);
    for (t = d->store.first, i = 0; (x = store_next(&t, &i));) {
        set_put(&d->deaths, x->pivot);
        if (bar_of(d, x, &bar))
            order[bars++] = x;
    }
    for (int k = 0; k < d->workers; k++)
        for (i = 0; i < d->worker[k].size; i++)
            order[bars++] = d->worker[k].cocycles[i];
    if (bars)
        qsort(order, (size_t)bars, sizeof(const reduced *), descending);
    for (i = 0; i < bars; i++)
        TRY(add_bar(d, order[i]));
done:
    tdai_arena_free(&tmp);
    return st;
}
