/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_rips_lune.c - Lunes of edges against their definition, and the bytes foretold for them against
 * those that they take. */
#include "brute.h"
#include "data/private.h"
#include "persistence/rips_lune.h"
#include "tda_check.h"

enum { POINTS = 150, EDGES = POINTS * (POINTS - 1) / 2 };

typedef struct graph {
    tda_index n, edges;
    uint32_t tail[EDGES], head[EDGES];
    uint32_t rank[POINTS][POINTS]; /* 0: not joined */
    tdai_arena memory;
    tdai_rips_lists lists;
} graph;

/* Every third seed all points are joined; ranks are shuffled. */
static void random_graph(graph *g, unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    int keep = seed % 3 ? 1 + brute_below(&rng, 10) : 10;
    g->n = 2 + brute_below(&rng, POINTS - 2);
    g->edges = 0;
    memset(g->rank, 0, sizeof g->rank);
    for (uint32_t i = 0; i < g->n; i++)
        for (uint32_t j = 0; j < i; j++)
            if (brute_below(&rng, 10) < keep) {
                tda_index at = brute_below(&rng, (int)g->edges + 1);
                g->tail[g->edges] = g->tail[at];
                g->head[g->edges] = g->head[at];
                g->tail[at] = i;
                g->head[at] = j;
                g->edges++;
            }
    for (tda_index e = 0; e < g->edges; e++)
        g->rank[g->tail[e]][g->head[e]] = g->rank[g->head[e]][g->tail[e]] =
            (uint32_t)e + 1;
    g->memory = (tdai_arena){0};
    OK(tdai_rips_lists_new(NULL, &g->memory, &g->lists, g->n, g->tail, g->head,
                           g->edges));
}

static bool joined_before(const graph *g, tda_index a, tda_index b, uint32_t rank)
{
    return g->rank[a][b] && g->rank[a][b] < rank;
}

static void check_lune(const graph *g, tdai_rips_lune *l, uint32_t a, uint32_t b,
                       uint32_t rank)
{
    tda_index size = 0;
    for (tda_index w = 0; w < g->n; w++)
        if (joined_before(g, a, w, rank) && joined_before(g, b, w, rank)) {
            MUST(size < l->size && l->point[size] == w);
            size++;
        }
    MUST(size == l->size);
    for (tda_index x = 0; x < size; x++) {
        const uint64_t *row = tdai_rips_lune_row(l, x);
        for (tda_index y = 0; y < size; y++)
            MUST((row[y >> 6] >> (y & 63) & 1) ==
                 joined_before(g, l->point[x], l->point[y], rank));
    }
}

/* The most that any lune takes is what is foretold, or less; and what is foretold is no more than a
 * lune of all neighbours of a point would take. */
START_TEST(bytes_are_foretold)
{
    static graph g;
    random_graph(&g, (unsigned)_i);
    tda_index extra = _i % 5, longest = g.lists.longest, most = 0;
    tda_index foretold = tdai_rips_lune_bytes(&g.lists, g.tail, g.head, g.edges, extra);
    for (tda_index e = g.edges - 1; e >= 0; e -= 1 + g.edges / 20) {
        tdai_rips_lune l;
        ck_assert(tdai_rips_lune_init(&l, &g.lists, extra));
        ck_assert(tdai_rips_lune_open(&l, g.tail[e], g.head[e], (uint32_t)e + 1));
        check_lune(&g, &l, g.tail[e], g.head[e], (uint32_t)e + 1);
        MUST(l.spare + extra * l.words <= l.made + l.room);
        most = l.room > most ? l.room : most;
        tdai_rips_lune_free(&l);
    }
    tda_index fixed = 4 * longest + 4 * g.n;
    ck_assert_int_le(fixed + 8 * most, foretold);
    ck_assert_int_le(foretold, fixed + 16 * (2 + longest + extra) * (longest / 64 + 1));
    if (_i % 3 == 0) { /* all are joined: the last edge has a lune of all others */
        tda_index others = g.n - 2;
        ck_assert_int_eq(8 * most, 16 * (2 + others + extra) * (others / 64 + 1));
    }
    tdai_arena_free(&g.memory);
}
END_TEST

SUITE("rips_lune", SEEDS(bytes_are_foretold, 90))
