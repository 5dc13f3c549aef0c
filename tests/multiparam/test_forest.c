/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_forest.c - Spanning forests under insertion against searching a plain list of edges. */
#include "multiparam/forest.h"
#include "tda_check.h"
#include "brute.h"

enum { VERTICES = 40, EDGES = 300, DEPTH = 200000 };

typedef struct edge {
    uint32_t u, v;
    uint64_t key;
    bool in;
} edge;

/* The edge of greatest key on the way from u to v, EDGES where they are not connected. By depth
 * first search. */
static uint32_t search(const edge *e, uint32_t u, uint32_t v, uint32_t without)
{
    for (uint32_t i = 0; i < EDGES; i++) {
        if (!e[i].in || i == without || (e[i].u != u && e[i].v != u))
            continue;
        uint32_t next = e[i].u == u ? e[i].v : e[i].u;
        if (next == v)
            return i;
        uint32_t rest = search(e, next, v, i);
        if (rest != EDGES)
            return e[rest].key < e[i].key ? i : rest;
    }
    return EDGES;
}

static void the_edge_that_leaves_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    static edge e[EDGES];
    memset(e, 0, sizeof e);
    tdai_forest f = {0};
    OK(tdai_forest_new(NULL, &f, VERTICES));
    for (uint32_t i = 0; i < EDGES; i++) {
        uint32_t near = (uint32_t)brute_below(&rng, VERTICES);
        uint32_t u = (uint32_t)brute_below(&rng, VERTICES);
        uint32_t v = i % 3 && u ? u - 1 : near; /* long paths too */
        uint64_t key = (uint64_t)brute_below(&rng, 1 + (int)(seed % 60)) << 32 | i;
        if (seed % 7 == 0)
            key = i % 2
                      ? i
                      : ~(uint64_t)i - 1; /* smaller than all so far, greater than all */
        e[i] = (edge){u, v, key, false};
        if (u == v) {
            MUST(tdai_forest_join(&f, u, v, key) == key);
            continue;
        }
        uint32_t worst = search(e, u, v, EDGES);
        uint64_t gone = tdai_forest_join(&f, u, v, key);
        if (worst == EDGES) {
            MUST(gone == TDAI_NO_KEY);
            e[i].in = true;
        } else if (e[worst].key < key) {
            MUST(gone == key);
        } else {
            MUST(gone == e[worst].key);
            e[worst].in = false;
            e[i].in = true;
        }
    }
    tdai_forest_free(&f);
}
TEN_SEEDS(the_edge_that_leaves)

/* A path of many vertices, closed from end to end: ways must stay short. */
START_TEST(a_long_path)
{
    tdai_forest f = {0};
    uint64_t most = 0;
    OK(tdai_forest_new(NULL, &f, DEPTH));
    for (uint32_t i = 0; i + 1 < DEPTH; i++) {
        uint64_t key = 1 + (uint64_t)i * 7919 % DEPTH;
        most = key > most ? key : most;
        MUST(tdai_forest_join(&f, i, i + 1, key) == TDAI_NO_KEY);
    }
    ck_assert_uint_eq(tdai_forest_join(&f, 0, DEPTH - 1, 0), most);
    ck_assert_int_le(f.steps, 40 * DEPTH);
    tdai_forest_free(&f);
}
END_TEST

START_TEST(no_memory)
{
    tdai_forest f = {.steps = -7};
    EACH_OOM(tdai_forest_new(NULL, &f, 9), f.steps == -7);
    tdai_forest_free(&f);
}
END_TEST

SUITE("forest", SEEDS(the_edge_that_leaves, 40), TEST(a_long_path), TEST(no_memory))
