/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_forest.c - Link-cut trees against searching a plain list of edges. */
#include "multiparam/forest.h"
#include "tda_check.h"
#include "brute.h"

enum { VERTICES = 60, EDGES = 400 };

typedef struct edge {
    uint32_t u, v;
    uint64_t weight;
    bool in;
} edge;

/* The heaviest edge on the way from u to v, EDGES where they are not connected; TDAI_NONE where
 * all weigh nothing. By depth first search. */
static uint32_t search(const edge *e, uint32_t u, uint32_t v, uint32_t without)
{
    if (u == v)
        return TDAI_NONE;
    for (uint32_t i = 0; i < EDGES; i++) {
        if (!e[i].in || i == without || (e[i].u != u && e[i].v != u))
            continue;
        uint32_t rest = search(e, e[i].u == u ? e[i].v : e[i].u, v, i);
        if (rest == EDGES)
            continue;
        if (rest == TDAI_NONE || e[rest].weight < e[i].weight)
            rest = e[i].weight ? i : rest;
        return rest;
    }
    return EDGES;
}

START_TEST(the_heaviest_edge_of_a_path)
{
    brute_rng rng = brute_seed((unsigned)_i);
    static edge e[EDGES];
    memset(e, 0, sizeof e);
    tdai_forest f = {0};
    OK(tdai_forest_new(NULL, &f, VERTICES, EDGES));
    for (uint32_t i = 0; i < EDGES; i++) {
        uint32_t near = (uint32_t)brute_below(&rng, VERTICES);
        uint32_t u = (uint32_t)brute_below(&rng, VERTICES);
        uint32_t v = i % 3 && u ? u - 1 : near; /* long paths too */
        uint64_t weight =
            brute_below(&rng, 4) ? (uint64_t)brute_below(&rng, 50) << 32 | (i + 1) : 0;
        if (u == v)
            continue;
        uint32_t want = search(e, u, v, EDGES);
        ck_assert_int_eq(tdai_forest_connected(&f, u, v), want != EDGES);
        if (want == EDGES) {
            tdai_forest_link(&f, i, u, v, weight);
            e[i] = (edge){u, v, weight, true};
            continue;
        }
        ck_assert_uint_eq(tdai_forest_heaviest(&f, u, v), want);
        if (want != TDAI_NONE && brute_below(&rng, 2)) {
            tdai_forest_replace(&f, want, i, u, v, weight);
            e[want].in = false;
            e[i] = (edge){u, v, weight, true};
        } else if (want != TDAI_NONE && brute_below(&rng, 3) == 0) {
            e[want].weight = 0;
            tdai_forest_weigh(&f, want, 0);
        }
        for (uint32_t k = 0; k < EDGES; k++)
            MUST(tdai_forest_has(&f, k) == e[k].in);
    }
    tdai_forest_free(&f);
}
END_TEST

/* A path of many vertices, asked from end to end: splay trees as deep as they get. */
START_TEST(a_long_path)
{
    enum { N = 200000 };
    tdai_forest f = {0};
    OK(tdai_forest_new(NULL, &f, N, N));
    for (uint32_t i = 0; i + 1 < N; i++)
        tdai_forest_link(&f, i, i, i + 1, 1 + (uint64_t)i * 7919 % N);
    uint32_t best = 0;
    for (uint32_t i = 0; i + 1 < N; i++)
        if ((uint64_t)i * 7919 % N > (uint64_t)best * 7919 % N)
            best = i;
    ck_assert_uint_eq(tdai_forest_heaviest(&f, 0, N - 1), best);
    ck_assert_uint_eq(tdai_forest_heaviest(&f, N - 1, 0), best);
    ck_assert_int_ge(f.steps, N);
    tdai_forest_free(&f);
}
END_TEST

SUITE("forest", SEEDS(the_heaviest_edge_of_a_path, 300), TEST(a_long_path))
