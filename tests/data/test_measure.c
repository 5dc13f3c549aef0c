/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_measure.c - Canonical form against a naive sum, evaluation against direct counting. */
#include "brute.h"
#include "data/private.h"
#include "tda_check.h"

enum { MOST = 200, PARAMS = 3 };

typedef struct points {
    int params;
    tda_index size, cell[MOST * PARAMS];
    double at[MOST * PARAMS];
    int64_t weight[MOST];
} points;

/* Few distinct values, so that points repeat and weights cancel. */
static void points_random(points *p, unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    p->params = 1 + (int)(seed % PARAMS);
    p->size = brute_below(&rng, seed % 8 ? 40 : MOST);
    for (tda_index i = 0; i < p->size; i++) {
        p->weight[i] = brute_below(&rng, 5) - 2;
        for (int k = 0; k < p->params; k++) {
            static const double value[] = {-0.0, 0, 1, -1, 2.5, -INFINITY, 1e300};
            p->at[i * p->params + k] = value[brute_below(&rng, 7)];
            p->cell[i * p->params + k] = brute_below(&rng, 1000);
        }
    }
}

static bool same(const double *a, const double *b, int params)
{
    return brute_below_all(a, b, params) && brute_below_all(b, a, params);
}

/* The sum at point i, and the first of its equals with the sign of the sum. */
static int64_t naive(const points *p, tda_index i, tda_index *keeper)
{
    int64_t sum = 0;
    const double *at = p->at + i * p->params;
    for (tda_index j = 0; j < p->size; j++)
        sum += same(at, p->at + j * p->params, p->params) ? p->weight[j] : 0;
    *keeper = -1;
    for (tda_index j = p->size - 1; j >= 0; j--)
        if (same(at, p->at + j * p->params, p->params) && p->weight[j] != 0 &&
            (p->weight[j] < 0) == (sum < 0))
            *keeper = j;
    return sum;
}

static void canonical_form_seed(unsigned seed)
{
    static points p;
    tda_measure m;
    points_random(&p, seed);
    size_t row = (size_t)p.params * sizeof(double);
    OK(tda_measure_new(NULL, &m, p.params, p.size, p.at, p.weight, p.cell));
    ck_assert_int_eq(m.params, p.params);
    for (tda_index a = 1; a < m.size; a++) {
        int k = 0;
        while (m.at[a * p.params + k] == m.at[(a - 1) * p.params + k])
            k++;
        MUST(k < p.params);
        MUST(m.at[a * p.params + k] > m.at[(a - 1) * p.params + k]);
    }
    for (tda_index i = 0; i < p.size; i++) {
        tda_index keeper, found = -1;
        int64_t sum = naive(&p, i, &keeper);
        for (tda_index a = 0; a < m.size; a++)
            found = same(m.at + a * p.params, p.at + i * p.params, p.params) ? a : found;
        MUST((found >= 0) == (sum != 0));
        if (sum == 0)
            continue;
        MUST(m.weight[found] == sum);
        ck_assert_mem_eq(m.cell + found * p.params, p.cell + keeper * p.params, row);
    }
    for (tda_index a = 0; a < m.size * p.params; a++)
        MUST(m.at[a] != 0 || !signbit(m.at[a]));
    /* every atom is one of the points, so the counts agree as well */
    for (tda_index a = 0; a < m.size; a++) {
        bool found = false;
        for (tda_index i = 0; i < p.size; i++)
            found = found || same(m.at + a * p.params, p.at + i * p.params, p.params);
        MUST(found);
    }
    tda_measure_clear(&m);
}
TEN_SEEDS(canonical_form)

/* The order of the list does not matter, but for the cells. */
static void equal_measures_have_equal_bytes_seed(unsigned seed)
{
    static points p, q;
    tda_measure a, b;
    points_random(&p, seed);
    q = p;
    for (tda_index i = 0; i < p.size; i++) {
        q.weight[i] = p.weight[p.size - 1 - i];
        memcpy(q.at + i * p.params, p.at + (p.size - 1 - i) * p.params,
               (size_t)p.params * sizeof *p.at);
    }
    OK(tda_measure_new(NULL, &a, p.params, p.size, p.at, p.weight, NULL));
    OK(tda_measure_new(NULL, &b, q.params, q.size, q.at, q.weight, NULL));
    ck_assert_int_eq(a.size, b.size);
    ck_assert_mem_eq(a.at, b.at, (size_t)(a.size * a.params) * sizeof *a.at);
    ck_assert_mem_eq(a.weight, b.weight, (size_t)a.size * sizeof *a.weight);
    for (tda_index i = 0; i < a.size * a.params; i++)
        MUST(a.cell[i] == -1);
    tda_measure_clear(&a);
    tda_measure_clear(&b);
    tda_measure_clear(&b);
}
TEN_SEEDS(equal_measures_have_equal_bytes)

/* Axes from a set of values that includes some of the points' and some between. */
static void evaluation_counts_seed(unsigned seed)
{
    static points p;
    static const double pool[] = {-2, -1, -0.5, 0, 0.5, 1, 2, 2.5, 3, 1e300, 1.5e300};
    brute_rng rng = brute_seed(1000 + seed);
    tda_measure m;
    double value[PARAMS * 11];
    tda_index start[PARAMS + 1] = {0}, n = 0, nodes = 1;
    points_random(&p, seed);
    for (int k = 0; k < p.params; k++) {
        for (int i = 0; i < 11; i++)
            if (brute_below(&rng, 3) == 0)
                value[n++] = pool[i];
        start[k + 1] = n;
        nodes *= start[k + 1] - start[k];
    }
    tda_grid grid = {p.params, start, value};
    int64_t out[11 * 11 * 11 + 1];
    memset(out, 0x55, sizeof out);
    OK(tda_measure_new(NULL, &m, p.params, p.size, p.at, p.weight, NULL));
    OK(tda_measure_evaluate(NULL, out, &m, &grid));
    for (tda_index node = 0; node < nodes; node++) {
        double z[PARAMS];
        int64_t mass = 0;
        tda_index rest = node;
        for (int k = p.params - 1; k >= 0; k--) {
            z[k] = value[start[k] + rest % (start[k + 1] - start[k])];
            rest /= start[k + 1] - start[k];
        }
        for (tda_index i = 0; i < p.size; i++)
            mass += brute_below_all(p.at + i * p.params, z, p.params) ? p.weight[i] : 0;
        MUST(out[node] == mass);
    }
    ck_assert_int_eq(out[nodes], 0x5555555555555555); /* and not a node more */
    tda_measure_clear(&m);
}
TEN_SEEDS(evaluation_counts)

START_TEST(the_empty_measure)
{
    tda_measure m;
    tda_index start[] = {0, 2, 3};
    double value[] = {0, 1, 0};
    tda_grid grid = {2, start, value};
    int64_t out[2] = {7, 7};
    OK(tda_measure_new(NULL, &m, 2, 0, NULL, NULL, NULL));
    ck_assert_int_eq(m.size, 0);
    ck_assert_int_eq(m.record.field, 2);
    OK(tda_measure_evaluate(NULL, out, &m, &grid));
    ck_assert_int_eq(out[0], 0);
    ck_assert_int_eq(out[1], 0);
    tda_measure_clear(&m);
}
END_TEST

/* A point that no z reaches weighs nothing; sums pass through 2^64 and come back. */
START_TEST(extreme_points_and_weights)
{
    double at[] = {1, INFINITY, 2, 0, 2, 0, 2, 0, 3, 0, 3, 0};
    int64_t weight[] = {5, INT64_MAX, INT64_MAX, -INT64_MAX, INT64_MIN, 1};
    tda_measure m;
    OK(tda_measure_new(NULL, &m, 2, 6, at, weight, NULL));
    ck_assert_int_eq(m.size, 2);
    ck_assert_int_eq(m.weight[0], INT64_MAX);
    ck_assert_int_eq(m.weight[1], -INT64_MAX);
    tda_index start[] = {0, 2, 3};
    double value[] = {2, 3, 0};
    tda_grid grid = {2, start, value};
    int64_t out[2];
    OK(tda_measure_evaluate(NULL, out, &m, &grid));
    ck_assert_int_eq(out[0], INT64_MAX);
    ck_assert_int_eq(out[1], 0);
    tda_measure_clear(&m);
}
END_TEST

START_TEST(refuses)
{
    tda_ctx *ctx;
    tda_measure m = {.size = -7}, ok;
    double at[] = {0, 1, 2, NAN};
    double twice[] = {0, 0, 0, 0};
    int64_t weight[] = {INT64_MAX, 1};
    OK(tda_ctx_new(&ctx));
    ck_assert_int_eq(tda_measure_new(ctx, &m, 2, 2, at, weight, NULL), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "measure: point 1, coordinate 1 is NaN");
    ck_assert_int_eq(tda_measure_new(ctx, &m, 2, 2, twice, weight, NULL), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "measure: the weights of points equal to point 0 overflow");
    weight[0] = INT64_MIN;
    weight[1] = -1;
    ck_assert_int_eq(tda_measure_new(ctx, &m, 2, 2, twice, weight, NULL), TDA_EINVAL);
    weight[0] = INT64_MAX;
    ck_assert_int_eq(tda_measure_new(ctx, &m, 0, 2, at, weight, NULL), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "measure: 0 parameters; at least 1 is needed");
    ck_assert_int_eq(tda_measure_new(ctx, &m, 2, -1, at, weight, NULL), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "measure: a negative number of points, -1");
    ck_assert_int_eq(m.size, -7);

    OK(tda_measure_new(ctx, &ok, 2, 1, at, weight, NULL));
    tda_index start[] = {0, 2, 3, 4};
    double value[] = {0, 0, 1, 2};
    tda_grid grid = {2, start, value};
    int64_t out[4];
    ck_assert_int_eq(tda_measure_evaluate(ctx, out, &ok, &grid), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "grid: axis 0, value 1 is not above the one before");
    value[1] = NAN;
    ck_assert_int_eq(tda_measure_evaluate(ctx, out, &ok, &grid), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "grid: axis 0, value 1 is not finite");
    value[1] = 1;
    start[2] = 1;
    ck_assert_int_eq(tda_measure_evaluate(ctx, out, &ok, &grid), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "grid: axis 1 starts at 2 and ends at 1");
    start[2] = 3;
    grid.params = 3;
    ck_assert_int_eq(tda_measure_evaluate(ctx, out, &ok, &grid), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "grid: 3 axes for 2 parameters");
    grid.params = 2;
    tda_ctx_set_max_bytes(ctx, 15);
    ck_assert_int_eq(tda_measure_evaluate(ctx, out, &ok, &grid), TDA_ELIMIT);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "measure on a grid: needs about 16 B, the limit is 15 B");
    tda_ctx_set_max_bytes(ctx, 127);
    ck_assert_int_eq(tda_measure_new(ctx, &m, 2, 2, twice, weight, NULL), TDA_ELIMIT);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "sorting a measure: needs about 128 B, the limit is 127 B");
    ck_assert_int_eq(m.size, -7);
    ok.at[1] = NAN;
    tda_ctx_set_max_bytes(ctx, 0);
    ck_assert_int_eq(tda_measure_evaluate(ctx, out, &ok, &grid), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "measure: point 0, coordinate 1 is NaN");
    tda_measure_clear(&ok);
    tda_ctx_free(ctx);
}
END_TEST

/* 2^13 values on each of five axes: 2^65 nodes. */
START_TEST(refuses_a_grid_past_all_indices)
{
    enum { AXES = 5, N = 8192 };
    static double value[AXES * N];
    tda_index start[AXES + 1] = {0};
    for (int k = 0; k < AXES; k++) {
        start[k + 1] = start[k] + N;
        for (int i = 0; i < N; i++)
            value[start[k] + i] = i;
    }
    tda_grid grid = {AXES, start, value};
    tda_measure m = {.params = AXES};
    int64_t out[1];
    ck_assert_int_eq(tda_measure_evaluate(NULL, out, &m, &grid), TDA_ELIMIT);
}
END_TEST

static const double some_at[] = {1, 2, 1, 2, 0, 5, 3, 1};
static const int64_t some_weight[] = {1, 2, -1, 1};

START_TEST(out_of_memory)
{
    tda_measure m = {.size = -7};
    tda_index start[] = {0, 2, 3};
    double value[] = {1, 3, 2};
    tda_grid grid = {2, start, value};
    int64_t out[2] = {-7, -7};
    EACH_OOM(tda_measure_new(NULL, &m, 2, 4, some_at, some_weight, NULL), m.size == -7);
    EACH_OOM(tda_measure_evaluate(NULL, out, &m, &grid), out[0] == -7 && out[1] == -7);
    ck_assert_int_eq(out[0], 3);
    ck_assert_int_eq(out[1], 4);
    tda_measure_clear(&m);
}
END_TEST

START_TEST(cancelled)
{
    tda_measure m = {.size = -7};
    tda_index start[] = {0, 2, 3};
    double value[] = {1, 3, 2};
    tda_grid grid = {2, start, value};
    int64_t out[2] = {-7, -7};
    EACH_CANCEL(tda_measure_new(NULL, &m, 2, 4, some_at, some_weight, NULL),
                m.size == -7);
    EACH_CANCEL(tda_measure_evaluate(NULL, out, &m, &grid), out[0] == -7 && out[1] == -7);
    tda_measure_clear(&m);
}
END_TEST

/* The mass below each node: that of the measure where the node is below the corner, else 0. */
static void zeroed_out_seed(unsigned seed)
{
    static points p;
    tda_measure m, cut;
    double value[] = {-1, 0, 0.5, 1, 2.5, 3, 1e300}, values[PARAMS * 7];
    tda_index start[] = {0, 7, 14, 21};
    int64_t all[343], kept[343];
    brute_rng rng = brute_seed(seed + 1);
    points_random(&p, seed);
    for (int i = 0; i < PARAMS * 7; i++)
        values[i] = value[i % 7];
    double corner[PARAMS];
    for (int k = 0; k < PARAMS; k++)
        corner[k] = value[brute_below(&rng, 7)];
    tda_grid grid = {p.params, start, values};
    OK(tda_measure_new(NULL, &m, p.params, p.size, p.at, p.weight, p.cell));
    OK(tda_measure_zero_out(NULL, &cut, &m, corner));
    OK(tda_measure_evaluate(NULL, all, &m, &grid));
    OK(tda_measure_evaluate(NULL, kept, &cut, &grid));
    tda_index nodes = p.params == 1 ? 7 : p.params == 2 ? 49 : 343;
    for (tda_index n = 0; n < nodes; n++) {
        bool inside = true;
        tda_index rest = n;
        for (int k = p.params - 1; k >= 0; k--, rest /= 7)
            inside = inside && value[rest % 7] < corner[k];
        MUST(kept[n] == (inside ? all[n] : 0));
    }
    for (tda_index i = 0; i < cut.size * p.params; i++)
        MUST((cut.cell[i] == -1) == (cut.at[i] == corner[i % p.params]));
    tda_measure_clear(&m);
    tda_measure_clear(&cut);
}

TEN_SEEDS(zeroed_out)

/* The circle of a hollow triangle at (1, 1), cut off at (4, 6). */
START_TEST(a_class_cut_off_at_a_corner)
{
    tda_measure m, cut = {0};
    const double at[] = {1, 1}, corner[] = {4, 6}, bad[] = {4, INFINITY},
                 expected[] = {1, 1, 1, 6, 4, 1, 4, 6};
    const int64_t one[] = {1}, least[] = {INT64_MIN}, weight[] = {1, -1, -1, 1};
    OK(tda_measure_new(NULL, &m, 2, 1, at, one, (tda_index[]){5, 7}));
    m.degree = 1;
    ck_assert_int_eq(tda_measure_zero_out(NULL, &cut, &m, bad), TDA_EINVAL);
    ck_assert_ptr_null(cut.at);
    EACH_OOM(tda_measure_zero_out(NULL, &cut, &m, corner), cut.at == NULL);
    tda_measure_clear(&cut);
    EACH_CANCEL(tda_measure_zero_out(NULL, &cut, &m, corner), cut.at == NULL);
    ck_assert_int_eq(cut.size, 4);
    ck_assert_int_eq(cut.degree, 1);
    ck_assert_mem_eq(cut.at, expected, sizeof expected);
    ck_assert_mem_eq(cut.weight, weight, sizeof weight);
    ck_assert_int_eq(cut.cell[2], 5);
    ck_assert_int_eq(cut.cell[3], -1);
    tda_measure_clear(&m);
    tda_measure_clear(&cut);
    OK(tda_measure_new(NULL, &m, 2, 1, at, least, NULL));
    ck_assert_int_eq(tda_measure_zero_out(NULL, &cut, &m, corner), TDA_EINVAL);
    tda_measure_clear(&m);
}
END_TEST

SUITE("measure", SEEDS(canonical_form, 30), SEEDS(equal_measures_have_equal_bytes, 10),
      SEEDS(evaluation_counts, 30), SEEDS(zeroed_out, 30),
      TEST(a_class_cut_off_at_a_corner), TEST(the_empty_measure),
      TEST(extreme_points_and_weights), TEST(refuses),
      TEST(refuses_a_grid_past_all_indices), TEST(out_of_memory), TEST(cancelled))
