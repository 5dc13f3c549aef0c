/* SPDX-License-Identifier: GPL-3.0-or-later */
/* collapse_edges.h - Can an edge wait, and how long? Included once for each kind of vectors.
 *
 * Edge uv of rank t is dominated at time s >= t by c if c and every common neighbour of u and v
 * at s are joined at s, c to itself as well: then without uv the flag complex of time s has the
 * same homotopy type. The edge may appear as late as the first time it is not dominated. Edges
 * are taken from the last; those taken already count with the time they were moved to.
 *
 * With late(w) = the time when w becomes a common neighbour, c is found wanting at the least
 * late(w) > s for which w is joined to c only after it. If that w is a common neighbour now, it
 * is a witness against c, and likely against others: all that it is not joined to are struck
 * off. So either a candidate holds on to a later time, where the search goes on among what is
 * joined to the newcomer, or the candidates are soon used up.
 *
 * Common neighbours are held in blocks of lanes: CODE says how functions are compiled, `lanes`
 * and the functions on it what they are compiled to. */
#include "persistence/collapse_dense.h"

#define INLINE static inline __attribute__((always_inline)) CODE

enum { FIRST_STRIKES = 12, NEVER = TDAI_NO_EDGE };

INLINE const uint32_t *row_of(const tdai_collapsing *c, uint32_t v)
{
    return c->rank + v * c->stride;
}

/* ---- common neighbours ---- */

INLINE void add_common(tdai_collapsing *c, tda_index *size, uint32_t id,
                       const uint32_t *u, const uint32_t *v, uint32_t time, bool *now)
{
    lanes late = lanes_max(lanes_load(u), lanes_load(v));
    if (!lanes_over(lanes_all(NEVER), late))
        return;
    c->id[*size] = id;
    lanes_store(c->late + *size * TDAI_BLOCK, late);
    c->chosen[*size] = 0xffff & ~lanes_over(late, lanes_all(time));
    *now = *now || c->chosen[*size];
    ++*size;
}

/* Fill id, late, and in chosen the common neighbours at `time`; returns the number of blocks, 0
 * where there is no common neighbour at that time. */
INLINE tda_index find_common(tdai_collapsing *c, uint32_t u, uint32_t v, uint32_t time)
{
    tda_index size = 0;
    bool now = false;
    const uint32_t *a = row_of(c, u), *b = row_of(c, v);
    for (tda_index i = 0; i < c->stride; i += TDAI_BLOCK)
        add_common(c, &size, (uint32_t)(i / TDAI_BLOCK), a + i, b + i, time, &now);
    return now ? size : 0;
}

/* Strike off the candidates that w is not joined to at `time`. */
INLINE void strike(tdai_collapsing *c, tda_index size, uint32_t w, uint32_t time)
{
    const uint32_t *row = row_of(c, w);
    lanes now = lanes_all(time);
    for (tda_index i = 0; i < size; i++) {
        if (!c->chosen[i])
            continue;
        const uint32_t *at = row + c->id[i] * TDAI_BLOCK;
        c->chosen[i] &= 0xffff & ~lanes_over(lanes_load(at), now);
    }
}

/* When `candidate`, a common neighbour at `time`, first ceases to dominate: a later time, NEVER,
 * or `time` itself, and then *witness is a common neighbour it is not joined to. */
INLINE uint32_t holds_until(tdai_collapsing *c, tda_index size, uint32_t candidate,
                            uint32_t time, uint32_t *witness)
{
    const uint32_t *row = row_of(c, candidate);
    lanes now = lanes_all(time), never = lanes_all(NEVER), least = never;
    c->tests++;
    for (tda_index i = 0; i < size; i++) {
        lanes joined = lanes_load(row + c->id[i] * TDAI_BLOCK);
        lanes late = lanes_load(c->late + i * TDAI_BLOCK), from = lanes_max(late, now);
        unsigned bad = lanes_over(joined, from);
        if (!bad)
            continue;
        bad &= ~lanes_over(late, now);
        if (bad) {
            *witness = c->id[i] * TDAI_BLOCK + (uint32_t)__builtin_ctz(bad);
            return time;
        }
        least = lanes_min(least, lanes_where_over(joined, from, late, never));
    }
    return lanes_least(least);
}

/* Among the candidates find one that holds past `time`; returns until when, or `time`. */
INLINE uint32_t best_until(tdai_collapsing *c, tda_index size, uint32_t time)
{
    for (tda_index i = 0; i < size; i++)
        while (c->chosen[i]) {
            uint32_t candidate =
                c->id[i] * TDAI_BLOCK + (uint32_t)__builtin_ctz(c->chosen[i]);
            uint32_t witness = candidate;
            uint32_t until = holds_until(c, size, candidate, time, &witness);
            if (until > time)
                return until;
            strike(c, size, witness, time);
        }
    return time;
}

/* The candidates at `time`: joined by then to all who become common neighbours just then. */
INLINE void choose_again(tdai_collapsing *c, tda_index size, uint32_t time)
{
    lanes now = lanes_all(time), before = lanes_all(time - 1);
    for (tda_index i = 0; i < size; i++)
        c->chosen[i] = 0xffff & ~lanes_over(lanes_load(c->late + i * TDAI_BLOCK), now);
    for (tda_index i = 0; i < size; i++) {
        unsigned fresh = c->chosen[i]
                             ? lanes_over(lanes_load(c->late + i * TDAI_BLOCK), before) &
                                   ~lanes_over(lanes_load(c->late + i * TDAI_BLOCK), now)
                             : 0;
        if (fresh) {
            strike(c, size, c->id[i] * TDAI_BLOCK + (uint32_t)__builtin_ctz(fresh), time);
            return;
        }
    }
}

/* ---- bits: a quick no for dense graphs ---- */

/* Can some common neighbour dominate uv at its own time? `some` := those that a few others do
 * not speak against. */
INLINE bool may_be_dominated(tdai_collapsing *c, uint32_t u, uint32_t v)
{
    const uint64_t *a = c->bits + u * c->words, *b = c->bits + v * c->words;
    uint64_t any = 0;
    int strikes = 0;
    for (tda_index k = 0; k < c->words; k++)
        any |= c->some[k] = c->common[k] = a[k] & b[k];
    for (tda_index k = 0; k < c->words && any; k++)
        for (uint64_t left = c->common[k]; left && any && strikes < FIRST_STRIKES;
             left &= left - 1, strikes++) {
            const uint64_t *row = c->bits + (64 * k + __builtin_ctzll(left)) * c->words;
            any = 0;
            for (tda_index i = 0; i < c->words; i++)
                any |= c->some[i] &= row[i];
        }
    for (tda_index k = 0; k < c->words && any; k++)
        for (uint64_t left = c->some[k]; left; left &= left - 1) {
            const uint64_t *row = c->bits + (64 * k + __builtin_ctzll(left)) * c->words;
            uint64_t outside = 0;
            for (tda_index i = 0; i < c->words && !outside; i++)
                outside = c->common[i] & ~row[i];
            if (!outside)
                return true;
            c->some[k] &= ~(left & -left);
        }
    return false;
}

INLINE void drop_bit(tdai_collapsing *c, uint32_t u, uint32_t v)
{
    c->bits[u * c->words + v / 64] &= ~((uint64_t)1 << v % 64);
    c->bits[v * c->words + u / 64] &= ~((uint64_t)1 << u % 64);
}

/* Keep of the candidates in blocks those that the bits have left. */
INLINE void choose_some(tdai_collapsing *c, tda_index size)
{
    for (tda_index i = 0; i < size; i++)
        c->chosen[i] &= (uint32_t)(c->some[c->id[i] / 4] >> c->id[i] % 4 * TDAI_BLOCK);
}

/* ---- an edge ---- */

INLINE uint32_t time_of(tdai_collapsing *c, uint32_t u, uint32_t v, uint32_t time)
{
    tda_index size = find_common(c, u, v, time);
    if (size == 0)
        return time;
    choose_some(c, size);
    for (;;) {
        uint32_t until = best_until(c, size, time);
        if (until == time || until == NEVER)
            return until;
        time = until;
        choose_again(c, size, time);
    }
}

CODE void COLLAPSE(tdai_collapsing *c, tda_index high, tda_index low)
{
    for (tda_index r = high; r > low; r--) {
        uint32_t u = c->list->tail[r - 1], v = c->list->head[r - 1], time = (uint32_t)r;
        drop_bit(c, u, v);
        if (!may_be_dominated(c, u, v)) {
            c->time[r - 1] = time;
            continue;
        }
        uint32_t *there = c->rank + u * c->stride + v,
                 *back = c->rank + v * c->stride + u;
        *there = *back = NEVER; /* so that neither end is a common neighbour */
        time = time_of(c, u, v, time);
        *there = *back = time;
        c->time[r - 1] = time == NEVER ? 0 : time;
    }
}
