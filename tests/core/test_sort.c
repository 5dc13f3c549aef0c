/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The radix sorts against insertion by (key, index), on keys with many ties and on the edges. */
#include "tda_check.h"
#include <float.h>
#include <math.h>
#include <string.h>

enum { MOST = 700 };

static uint64_t next(uint64_t *state)
{
    *state ^= *state << 13, *state ^= *state >> 7, *state ^= *state << 17;
    return *state;
}

static double nasty(uint64_t *state)
{
    static const double edge[] = {0.0,      -0.0,      INFINITY, -INFINITY, DBL_MAX,
                                  -DBL_MAX, DBL_MIN,   5e-324,   -5e-324,   1.0,
                                  -1.0,     1 + 2e-16, -DBL_MIN, 1 - 1e-16};
    uint64_t r = next(state);
    double any;
    switch (r % 4) {
    case 0: return edge[r / 4 % (sizeof edge / sizeof *edge)];
    case 1: return (double)(r / 4 % 7) - 3;
    case 2: return ldexp((double)(int64_t)next(state), -60);
    }
    r = next(state); /* any bits at all */
    memcpy(&any, &r, sizeof any);
    return isnan(any) ? 0.5 : any;
}

/* The permutation that sorts stably, one element at a time. */
static void slow(tda_index *order, const double *value, const uint64_t *key, tda_index n)
{
    for (tda_index i = 0; i < n; i++) {
        tda_index j = i;
        for (; j > 0; j--) {
            tda_index p = order[j - 1];
            if (value ? value[p] <= value[i] : key[p] <= key[i])
                break;
            order[j] = p;
        }
        order[j] = i;
    }
}

static tda_index size_for(int seed, uint64_t *state)
{
    static const tda_index edge[] = {0, 1, 2, 23, 24, 25, 50, MOST};
    return seed < 8 ? edge[seed] : (tda_index)(next(state) % (seed % 3 ? 120 : MOST));
}

START_TEST(doubles_sort_as_by_insertion)
{
    uint64_t state = (uint64_t)_i * 0x9e3779b97f4a7c15u + 1;
    static double value[MOST];
    static tda_index got[MOST], want[MOST];
    tda_index n = size_for(_i, &state);
    for (tda_index i = 0; i < n; i++)
        value[i] = _i % 5 ? nasty(&state) : 3.25; /* all equal: no pass at all */
    slow(want, value, NULL, n);
    OK(tdai_argsort(NULL, got, value, n));
    ck_assert(memcmp(got, want, (size_t)n * sizeof *got) == 0);
}
END_TEST

START_TEST(keys_sort_as_by_insertion)
{
    uint64_t state = (uint64_t)_i * 0x9e3779b97f4a7c15u + 2;
    static uint64_t key[MOST];
    static tda_index got[MOST], want[MOST];
    tda_index n = size_for(_i, &state);
    uint64_t mask = _i % 4 == 0 ? 3 : _i % 4 == 1 ? (uint64_t)0xf << 60 : UINT64_MAX;
    for (tda_index i = 0; i < n; i++)
        key[i] = next(&state) & mask;
    slow(want, NULL, key, n);
    OK(tdai_argsort_u64(NULL, got, key, n));
    ck_assert(memcmp(got, want, (size_t)n * sizeof *got) == 0);
}
END_TEST

START_TEST(edges_stand_in_order)
{
    const double value[] = {INFINITY, 0.0,     -0.0, -INFINITY,
                            5e-324,   -5e-324, 0.0,  -DBL_MAX};
    const tda_index want[] = {3, 7, 5, 1, 2, 6, 4, 0}; /* the zeros keep their order */
    tda_index got[8];
    OK(tdai_argsort(NULL, got, value, 8));
    ck_assert_mem_eq(got, want, sizeof want);
}
END_TEST

START_TEST(no_memory_at_any_point_is_survived)
{
    static double value[MOST];
    static tda_index order[MOST];
    uint64_t key[3] = {2, 0, 1};
    order[0] = -7;
    for (int i = 0; i < MOST; i++)
        value[i] = MOST - i;
    EACH_OOM(tdai_argsort(NULL, order, value, MOST), order[0] == -7);
    ck_assert_int_eq(order[0], MOST - 1);
    order[0] = -7;
    EACH_OOM(tdai_argsort_u64(NULL, order, key, 3), order[0] == -7);
    ck_assert_int_eq(order[0], 1);
}
END_TEST

START_TEST(sizes_that_overflow_are_refused)
{
    tda_ctx *ctx;
    tda_index order = -7;
    double value = 0;
    OK(tda_ctx_new(&ctx));
    ck_assert_int_eq(tdai_argsort(ctx, &order, &value, INT64_MAX / 2), TDA_ENOMEM);
    ck_assert_str_eq(tda_ctx_message(ctx), "scratch memory ran out");
    ck_assert_int_eq(tdai_argsort(ctx, &order, &value, -1), TDA_ENOMEM);
    ck_assert_int_eq(order, -7);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("sort", TEST(edges_stand_in_order), TEST(no_memory_at_any_point_is_survived),
      TEST(sizes_that_overflow_are_refused), SEEDS(doubles_sort_as_by_insertion, 300),
      SEEDS(keys_sort_as_by_insertion, 300))
