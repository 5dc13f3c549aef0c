/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_sieve.h - The simplices of a longest edge that are in no apparent pair.
 *
 * The simplices whose longest edge is e = ab are the cliques in its lune: the points joined to
 * both a and b before e. Let u be the least point of a set of candidates. A clique that u is
 * joined to, or that u is in, is in an apparent pair; so only candidates that u is not joined
 * to can bring a critical simplex about, and a branch without one is left at once. Sets are
 * bits: of points, and on lists of places in the lune. */
#include "persistence/rips_lune.h"

typedef struct sieve_job {
    const tdai_ranks *r;
    tda_index words;      /* of a row */
    const uint64_t *bits; /* [n x words] neighbours by edges before e, or .. */
    tdai_rips_lune *lune; /* .. the lune, by lists */
    uint64_t *scratch;    /* [2 x words] for each point still to choose */
    keys *found;          /* keys, ascending */
    bool failed;
} sieve_job;

static inline const uint64_t *sieve_row(const sieve_job *s, tda_index x)
{
    return s->lune ? tdai_rips_lune_row(s->lune, x) : s->bits + x * s->words;
}

static inline tdai_key append_chosen(const sieve_job *s, tdai_key prefix, tda_index x)
{
    return append(s->r, prefix, s->lune ? (tda_index)s->lune->point[x] : x);
}

static inline bool has(const uint64_t *bits, tda_index i)
{
    return bits[i >> 6] >> (i & 63) & 1;
}

static inline void drop(uint64_t *bits, tda_index i)
{
    bits[i >> 6] &= ~((uint64_t)1 << (i & 63));
}

/* out := the candidates that the least of them, *u, is not joined to, from word *from on; false:
 * there are none. */
static bool not_coned(const sieve_job *s, uint64_t *out, const uint64_t *candidates,
                      tda_index *u, tda_index *from)
{
    tda_index words = s->words, k = 0;
    while (k < words && !candidates[k])
        k++;
    if (k == words)
        return false;
    *from = k;
    *u = 64 * k + __builtin_ctzll(candidates[k]);
    const uint64_t *row = sieve_row(s, *u);
    uint64_t any = 0;
    for (tda_index i = k; i < words; i++)
        out[i] = candidates[i] & ~row[i];
    drop(out, *u);
    for (tda_index i = k; i < words; i++)
        any |= out[i];
    return any;
}

/* One point to choose: x is critical if no smaller candidate is joined to it, and one is there. */
static void choose_last(sieve_job *s, const uint64_t *candidates, tdai_key prefix)
{
    tda_index words = s->words, u, from, end = words;
    uint64_t *open = s->scratch;
    if (!not_coned(s, open, candidates, &u, &from))
        return;
    while (!open[end - 1])
        end--;
    for (tda_index k = from; k < end; k++)
        for (uint64_t left = candidates[k]; left; left &= left - 1) {
            tda_index x = 64 * k + __builtin_ctzll(left);
            if (x == u)
                continue;
            if (has(open, x)) {
                s->failed |= !keys_add(s->found, append_chosen(s, prefix, x));
                drop(open, x);
            }
            const uint64_t *row = sieve_row(s, x);
            uint64_t any = 0;
            for (tda_index i = k; i < end; i++)
                any |= open[i] &= ~row[i];
            if (!any)
                return;
        }
}

static void choose(sieve_job *s, const uint64_t *candidates, int points, tdai_key prefix)
{
    if (points == 1) {
        choose_last(s, candidates, prefix);
        return;
    }
    tda_index words = s->words, u, from;
    uint64_t *open = s->scratch, *below = open + words;
    if (!not_coned(s, open, candidates, &u, &from))
        return;
    s->scratch += 2 * words;
    for (tda_index k = 0; k < words; k++)
        below[k] = 0;
    for (tda_index k = from; k < words; k++)
        for (uint64_t left = candidates[k]; left; left &= left - 1) {
            tda_index x = 64 * k + __builtin_ctzll(left);
            if (x == u)
                continue;
            const uint64_t *row = sieve_row(s, x);
            uint64_t any = open[k] >> (x & 63) & 1;
            for (tda_index i = from; i < k; i++) {
                below[i] = candidates[i] & row[i];
                any |= open[i] & row[i];
            }
            below[k] = candidates[k] & row[k] & (((uint64_t)1 << (x & 63)) - 1);
            any |= open[k] & below[k];
            if (any)
                choose(s, below, points - 1, append_chosen(s, prefix, x));
        }
    s->scratch -= 2 * words;
}
