/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_store.h - Reduced columns, found by their pivots, by any number of threads without a lock.
 *
 * A column that is in the store never changes, and none is freed before the degree is done, so
 * that a thread may read one as long as it likes. A slot of the table holds a column or nothing,
 * and is filled by compare and swap. The one thing that can happen to a column is that another one
 * of the same pivot, that began with an earlier simplex, takes its slot: the loser is handed to
 * the thread that did it, to be reduced on. What others added of the loser meanwhile stays right.
 *
 * A table that is half full is followed by one four times as large. A key that is not in the first
 * may be put in the next only after the empty slot where a search for it ended has been sealed;
 * so whoever finds an empty slot knows that the key is nowhere, and two threads cannot put the
 * same key in different tables. For files that have a tdai_key. */
#include <stdatomic.h>

enum { PAGE_BYTES = 1 << 16, TABLE_GROWTH = 4, LEAST_SLOTS = 256 };

/* A column of the coboundary (boundary) matrix, reduced. */
typedef struct reduced {
    tdai_key pivot;   /* whose coefficient is 1; NO_KEY: none */
    tdai_key simplex; /* that the column began with */
    tda_index size;
    tdai_key at[]; /* [size] entries: the simplices whose columns sum to it */
} reduced;

/* ---- memory: one thread's ---- */

typedef struct page {
    struct page *next;
    size_t used, size;
    _Alignas(16) unsigned char data[];
} page;

typedef struct pool {
    page *top;
} pool;

static void pool_clear(pool *p)
{
    while (p->top) {
        page *next = p->top->next;
        tdai_free(p->top);
        p->top = next;
    }
}

static void *pool_take(pool *p, size_t bytes)
{
    bytes = (bytes + 15) / 16 * 16;
    page *top = p->top;
    if (!top || top->size - top->used < bytes) {
        bool own = top && bytes > PAGE_BYTES / 4; /* the rest of the top one serves on */
        size_t size = bytes > PAGE_BYTES / 4 ? bytes : PAGE_BYTES;
        page *fresh = tdai_alloc(1, sizeof *fresh + size);
        if (!fresh)
            return NULL;
        fresh->size = size;
        fresh->used = 0;
        fresh->next = own ? top->next : top;
        *(own ? &top->next : &p->top) = fresh;
        top = fresh;
    }
    void *at = top->data + top->used;
    top->used += bytes;
    return at;
}

/* A column with the entries of a sum, scaled; pivot: an entry, or NO_KEY. */
static reduced *pool_column(pool *p, const tdai_ranks *r, tdai_key simplex,
                            tdai_key pivot, const tdai_key *sum, tda_index size)
{
    reduced *x = pool_take(p, sizeof *x + (size_t)size * sizeof *sum);
    if (!x)
        return NULL;
    x->simplex = simplex;
    x->pivot = pivot == NO_KEY ? NO_KEY : key_of_entry(r, pivot);
    x->size = size;
    bool scaled = r->coefficient_bits && pivot != NO_KEY;
    uint32_t factor = scaled ? inverse(r, coefficient_of(r, pivot)) : 1;
    for (tda_index i = 0; i < size; i++)
        x->at[i] = scaled ? entry_of(r, key_of_entry(r, sum[i]),
                                     times(r, factor, coefficient_of(r, sum[i])))
                          : sum[i];
    return x;
}

/* ---- the table ---- */

typedef struct slots {
    struct slots *_Atomic next;
    tda_index size; /* a power of two */
    _Atomic tda_index
        taken; /* slots that columns may have claimed, at most half of them */
    const reduced *_Atomic at[];
} slots;

typedef struct store {
    slots *first;
} store;

static const reduced sealed_slot;

static slots *slots_new(tda_index size)
{
    slots *s = tdai_calloc(1, sizeof *s + (size_t)size * sizeof s->at[0]);
    if (s)
        s->size = size;
    return s;
}

/* guess: how many columns there may be. */
static bool store_open(store *s, tda_index guess)
{
    tda_index size = LEAST_SLOTS;
    while (size < 2 * guess)
        size *= 2;
    s->first = slots_new(size);
    return s->first;
}

static void store_clear(store *s)
{
    while (s->first) {
        slots *next = atomic_load_explicit(&s->first->next, memory_order_relaxed);
        tdai_free(s->first);
        s->first = next;
    }
}

/* The column whose pivot is `key`, or NULL. */
static const reduced *store_get(const store *s, tdai_key key)
{
    tda_index hash = (tda_index)(hash_of(key) >> 1);
    for (slots *t = s->first; t;
         t = atomic_load_explicit(&t->next, memory_order_acquire)) {
        tda_index mask = t->size - 1, i = hash & mask;
        const reduced *x;
        while ((x = atomic_load_explicit(&t->at[i], memory_order_acquire)) !=
               &sealed_slot) {
            if (!x || x->pivot == key)
                return x;
            i = (i + 1) & mask;
        }
    }
    return NULL;
}

/* May one more column be put in a table? */
static bool claim(slots *t)
{
    return !atomic_load_explicit(&t->next, memory_order_acquire) &&
           atomic_fetch_add_explicit(&t->taken, 1, memory_order_relaxed) < t->size / 2;
}

/* The table after one, made if it is not there; NULL: memory ran out. */
static slots *next_slots(slots *t)
{
    slots *next = atomic_load_explicit(&t->next, memory_order_acquire);
    if (next)
        return next;
    slots *fresh = slots_new(TABLE_GROWTH * t->size);
    if (!fresh)
        return NULL;
    if (atomic_compare_exchange_strong(&t->next, &next, fresh))
        return fresh;
    tdai_free(fresh);
    return next;
}

/* Put a column where its pivot belongs. *loser := the one of two with this pivot that began later,
 * x or another, and has no slot now; NULL: there is none. False: memory ran out. Columns begin in
 * descending order. */
static bool store_put(store *s, const reduced *x, const reduced **loser)
{
    tda_index hash = (tda_index)(hash_of(x->pivot) >> 1);
    for (slots *t = s->first; t; t = next_slots(t)) {
        tda_index mask = t->size - 1, i = hash & mask;
        bool claimed = false;
        for (;;) {
            const reduced *old = atomic_load_explicit(&t->at[i], memory_order_acquire);
            if (old == &sealed_slot)
                break;
            if (old && old->pivot != x->pivot) {
                i = (i + 1) & mask;
                continue;
            }
            *loser = old;
            if (old && old->simplex > x->simplex) {
                *loser = x;
                return true;
            }
            if (old || claimed || (claimed = claim(t))) {
                if (atomic_compare_exchange_strong(&t->at[i], &old, x))
                    return true;
            } else if (!next_slots(t)) {
                return false;
            } else if (atomic_compare_exchange_strong(&t->at[i], &old, &sealed_slot)) {
                break;
            }
        }
    }
    return false;
}

/* Go through all columns, when no thread puts any. Begin with t = s->first and i = 0. */
static const reduced *store_next(slots **t, tda_index *i)
{
    while (*t) {
        while (*i < (*t)->size) {
            const reduced *x =
                atomic_load_explicit(&(*t)->at[(*i)++], memory_order_relaxed);
            if (x && x != &sealed_slot)
                return x;
        }
        *t = atomic_load_explicit(&(*t)->next, memory_order_relaxed);
        *i = 0;
    }
    return NULL;
}
