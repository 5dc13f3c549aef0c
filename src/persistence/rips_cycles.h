/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_cycles.h - Cycles of the bars of a degree, by homology of the simplices that kill.
 *
 * Cohomology has found which simplices kill and which bars are owed a cycle. The boundaries of
 * those killers that are in no apparent pair are reduced in order; what is left of the one that
 * kills a class is a cycle of it. A class that never dies has the cycle that its own simplex
 * closes. For files that have a tdai_key. */
#include <stdlib.h>
#include "persistence/rips_commit.h"

static void cycles_clear(cycles *c)
{
    store_clear(&c->store);
    pool_clear(&c->pool);
}

/* Classes that never die have one pivot, and go by bar. */
static int by_pivot(const void *a, const void *b)
{
    const debt *x = a, *y = b;
    if (x->pivot != y->pivot)
        return x->pivot < y->pivot ? -1 : 1;
    return x->bar < y->bar ? -1 : x->bar > y->bar;
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
        TRY(boundary_reduce(b, &d->below.store, owed->simplex, &low));
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
    if (!store_open(&d->cycles.store, d->deaths.used))
        FAIL(TDA_ENOMEM, "%s: memory ran out", stage);
    for (tda_index i = 0; i < d->deaths.slots; i++)
        if (d->deaths.key[i] != NO_KEY && !keys_add(&death, d->deaths.key[i]))
            FAIL(TDA_ENOMEM, "%s: memory ran out", stage);
    keys_sort(death.at, death.size);
    if (d->debts)
        qsort(d->debt, (size_t)d->debts, sizeof *d->debt, by_pivot);
    for (tda_index i = 0; i < death.size; i++) {
        tdai_key low;
        b.dim = d->dim + 1;
        TRY(boundary_reduce(&b, &d->cycles.store, death.at[i], &low));
        const reduced *loser,
            *x = pool_column(&d->cycles.pool, r, death.at[i], low, b.sum.at, b.sum.size);
        if (!x || !store_put(&d->cycles.store, x, &loser))
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
    cycles_clear(&d->below);
    d->below = d->cycles;
    d->cycles = (cycles){0};
done:
    tdai_free(death.at);
    boundary_clear(&b);
    return st;
}
