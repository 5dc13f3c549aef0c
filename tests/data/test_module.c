/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_module.c - Direct sums of intervals: normal form, and what they say, against the definition. */
#include "brute.h"
#include "tda_check.h"
#include <math.h>
#include <string.h>
#include <tda.h>

enum { PARAMS = 3, CORNERS = 6, SUMMANDS = 4 };

/* Corners in any order, with repeats and ones that do not count. */
typedef struct lists {
    tda_index birth_start[SUMMANDS + 1], death_start[SUMMANDS + 1];
    double birth[SUMMANDS * CORNERS * PARAMS], death[SUMMANDS * CORNERS * PARAMS];
    tda_module view;
} lists;

static void random_lists(lists *l, brute_rng *rng, int params)
{
    memset(l, 0, sizeof *l);
    l->view = (tda_module){.params = params,
                           .degree = brute_below(rng, 3),
                           .size = brute_below(rng, SUMMANDS + 1),
                           .birth_start = l->birth_start,
                           .birth = l->birth,
                           .death_start = l->death_start,
                           .death = l->death};
    for (tda_index i = 0; i < l->view.size; i++) {
        l->birth_start[i + 1] = l->birth_start[i] + brute_below(rng, CORNERS + 1);
        l->death_start[i + 1] = l->death_start[i] + brute_below(rng, CORNERS + 1);
    }
    for (tda_index i = 0; i < l->birth_start[l->view.size] * params; i++)
        l->birth[i] = brute_below(rng, 12) ? brute_below(rng, 6) : -(double)INFINITY;
    for (tda_index i = 0; i < l->death_start[l->view.size] * params; i++)
        l->death[i] = brute_below(rng, 12) ? 1 + brute_below(rng, 7) : (double)INFINITY;
}

static bool holds(const tda_module *m, tda_index i, const double *z)
{
    bool born = false, alive = false;
    for (tda_index b = m->birth_start[i]; b < m->birth_start[i + 1]; b++) {
        bool all = true;
        for (int k = 0; k < m->params; k++)
            all &= m->birth[b * m->params + k] <= z[k];
        born |= all;
    }
    for (tda_index d = m->death_start[i]; d < m->death_start[i + 1]; d++) {
        bool all = true;
        for (int k = 0; k < m->params; k++)
            all &= z[k] < m->death[d * m->params + k];
        alive |= all;
    }
    return born && alive;
}

static int rank(const tda_module *m, const double *s, const double *t)
{
    int n = 0;
    for (tda_index i = 0; i < m->size; i++)
        n += holds(m, i, s) && holds(m, i, t);
    return n;
}

START_TEST(ranks_are_those_of_the_lists)
{
    brute_rng rng = brute_seed((unsigned)_i);
    int params = 1 + _i % PARAMS;
    lists l;
    tda_module m = {0};
    random_lists(&l, &rng, params);
    OK(tda_module_new(NULL, &m, &l.view));
    MUST(m.params == params && m.degree == l.view.degree && m.error == 0);
    for (int n = 0; n < 60; n++) {
        double s[PARAMS], t[PARAMS];
        for (int k = 0; k < params; k++) {
            s[k] = brute_below(&rng, 17) / 2.0 - 0.5;
            t[k] = s[k] + brute_below(&rng, 6) / 2.0;
        }
        MUST(tda_module_rank(&m, s, t) == rank(&l.view, s, t));
        MUST(tda_module_rank(&m, s, s) == rank(&l.view, s, s));
    }
    tda_module_clear(&m);
}
END_TEST

/* Antichains in order, nothing that does not count, summands in order, and the same again. */
START_TEST(normal_form)
{
    brute_rng rng = brute_seed(1000 + (unsigned)_i);
    int params = 1 + _i % PARAMS;
    lists l, turned;
    tda_module m = {0}, again = {0};
    random_lists(&l, &rng, params);
    OK(tda_module_new(NULL, &m, &l.view));
    for (tda_index i = 0; i < m.size; i++) {
        tda_index b0 = m.birth_start[i], b1 = m.birth_start[i + 1], d0 = m.death_start[i],
                  d1 = m.death_start[i + 1];
        MUST(b0 < b1 && d0 < d1);
        for (tda_index a = b0; a < b1; a++)
            for (tda_index b = b0; b < b1; b++)
                MUST(a == b || !brute_below_all(m.birth + a * params,
                                                m.birth + b * params, params));
        for (tda_index a = d0; a < d1; a++)
            for (tda_index b = d0; b < d1; b++)
                MUST(a == b || !brute_below_all(m.death + a * params,
                                                m.death + b * params, params));
        for (tda_index b = b0; b < b1; b++) {
            bool some = false;
            for (tda_index d = d0; d < d1; d++) {
                bool all = true;
                for (int k = 0; k < params; k++)
                    all &= m.birth[b * params + k] < m.death[d * params + k];
                some |= all;
            }
            MUST(some);
        }
    }
    /* the lists turned round, each first corner twice */
    turned = l;
    turned.view.birth_start = turned.birth_start;
    turned.view.birth = turned.birth;
    turned.view.death_start = turned.death_start;
    turned.view.death = turned.death;
    for (tda_index i = 0, b = 0, d = 0; i < l.view.size; i++) {
        tda_index from = l.view.size - 1 - i;
        for (tda_index k = l.birth_start[from + 1] - 1; k >= l.birth_start[from];
             k--, b++)
            memcpy(turned.birth + b * params, l.birth + k * params,
                   sizeof(double) * (size_t)params);
        for (tda_index k = l.death_start[from + 1] - 1; k >= l.death_start[from];
             k--, d++)
            memcpy(turned.death + d * params, l.death + k * params,
                   sizeof(double) * (size_t)params);
        turned.birth_start[i + 1] = b;
        turned.death_start[i + 1] = d;
    }
    for (int pass = 0; pass < 2; pass++) {
        OK(tda_module_new(NULL, &again, pass ? &m : &turned.view));
        MUST(again.size == m.size);
        size_t n = (size_t)m.size + 1;
        MUST(memcmp(again.birth_start, m.birth_start, n * sizeof *m.birth_start) == 0);
        MUST(memcmp(again.death_start, m.death_start, n * sizeof *m.death_start) == 0);
        n = (size_t)(m.birth_start[m.size] * params);
        MUST(n == 0 || memcmp(again.birth, m.birth, n * sizeof *m.birth) == 0);
        n = (size_t)(m.death_start[m.size] * params);
        MUST(n == 0 || memcmp(again.death, m.death, n * sizeof *m.death) == 0);
        tda_module_clear(&again);
    }
    tda_module_clear(&m);
}
END_TEST

/* Along a line a summand is there between the bar's ends and nowhere else. */
START_TEST(slices)
{
    brute_rng rng = brute_seed(2000 + (unsigned)_i);
    int params = 1 + _i % PARAMS;
    lists l;
    tda_module m = {0};
    random_lists(&l, &rng, params);
    OK(tda_module_new(NULL, &m, &l.view));
    for (int n = 0; n < 10; n++) {
        double base[PARAMS], to[PARAMS], s[PARAMS], t[PARAMS];
        tda_diagram d = {0};
        for (int k = 0; k < params; k++) {
            base[k] = brute_below(&rng, 9) - 2;
            to[k] = (double[]){0, 1, 2, 0.5}[brute_below(&rng, 4)];
        }
        to[0] += to[0] == 0;
        OK(tda_module_slice(NULL, &d, &m, base, to));
        MUST(d.degrees == m.degree + 1 && d.start[m.degree] == 0);
        for (int pair = 0; pair < 12; pair++) {
            double a = brute_below(&rng, 30) / 4.0 - 1,
                   b = a + brute_below(&rng, 12) / 4.0;
            int alive = 0;
            for (int k = 0; k < params; k++) {
                s[k] = base[k] + a * to[k];
                t[k] = base[k] + b * to[k];
            }
            for (tda_index i = 0; i < d.start[d.degrees]; i++)
                alive += d.birth[i] <= a && b < d.death[i];
            MUST(alive == rank(&m, s, t));
        }
        tda_diagram_clear(&d);
    }
    tda_module_clear(&m);
}
END_TEST

START_TEST(hilbert_measures)
{
    brute_rng rng = brute_seed(3000 + (unsigned)_i);
    int params = 1 + _i % 2;
    lists l;
    tda_module m = {0};
    tda_measure mu = {0};
    random_lists(&l, &rng, params);
    OK(tda_module_new(NULL, &m, &l.view));
    OK(tda_module_hilbert_measure(NULL, &mu, &m));
    MUST(mu.degree == m.degree);
    for (int n = 0; n < 60; n++) {
        double z[2] = {brute_below(&rng, 18) / 2.0 - 0.5,
                       brute_below(&rng, 18) / 2.0 - 0.5};
        int64_t sum = 0;
        for (tda_index i = 0; i < mu.size; i++)
            sum += brute_below_all(mu.at + i * params, z, params) ? mu.weight[i] : 0;
        MUST(sum == rank(&m, z, z));
    }
    tda_measure_clear(&mu);
    tda_module_clear(&m);
}
END_TEST

/* The largest e with rank(x - e, x + e) at least k, looked for among halves and quarters. */
START_TEST(landscapes)
{
    enum { LAYERS = 3 };
    brute_rng rng = brute_seed(4000 + (unsigned)_i);
    int params = 1 + _i % PARAMS;
    lists l;
    tda_module m = {0};
    random_lists(&l, &rng, params);
    OK(tda_module_new(NULL, &m, &l.view));
    for (int n = 0; n < 8; n++) {
        double x[PARAMS], lambda[LAYERS], s[PARAMS], t[PARAMS];
        for (int k = 0; k < params; k++)
            x[k] = brute_below(&rng, 18) / 2.0;
        OK(tda_module_landscapes(NULL, lambda, &m, LAYERS, 1, x));
        for (int k = 0; k < LAYERS; k++) {
            double best = 0;
            for (double e = 0.125; e < 20; e += 0.25) { /* ends are multiples of a half */
                for (int c = 0; c < params; c++) {
                    s[c] = x[c] - e;
                    t[c] = x[c] + e;
                }
                if (rank(&m, s, t) > k)
                    best = e + 0.125;
            }
            MUST(best > 19 ? lambda[k] > 19 : lambda[k] == best);
            MUST(k == 0 || lambda[k] <= lambda[k - 1]);
        }
    }
    tda_module_clear(&m);
}
END_TEST

static void refuse(const tda_module *view, const char *sentence)
{
    tda_ctx *ctx = NULL;
    tda_module m = {0};
    OK(tda_ctx_new(&ctx));
    ck_assert_int_eq(tda_module_new(ctx, &m, view), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), sentence);
    ck_assert(m.birth == NULL);
    tda_ctx_free(ctx);
}

START_TEST(bad_inputs)
{
    tda_index start[] = {0, 1, 1}, off[] = {1, 1, 1}, back[] = {0, 2, 1};
    double good[] = {0, 1, 2, 3}, nan[] = {0, NAN}, high[] = {0, INFINITY},
           low[] = {-INFINITY, 0};
    tda_module v = {.params = 2,
                    .size = 2,
                    .birth_start = start,
                    .birth = good,
                    .death_start = start,
                    .death = good + 2},
               bad;
    bad = v, bad.params = 0;
    refuse(&bad, "module: 2 summands of 0 parameters");
    bad = v, bad.degree = -1;
    refuse(&bad, "module: there is no degree -1");
    bad = v, bad.birth_start = off;
    refuse(&bad, "module: the births of summand 0 start at 1, not 0");
    bad = v, bad.death_start = back;
    refuse(&bad, "module: the deaths of summand 1 start at 2 and end at 1");
    bad = v, bad.birth = nan;
    refuse(&bad, "module: birth 0 is nan in parameter 1");
    bad = v, bad.birth = high;
    refuse(&bad, "module: birth 0 is inf in parameter 1");
    bad = v, bad.death = low;
    refuse(&bad, "module: death 0 is -inf in parameter 0");
    tda_ctx *ctx = NULL;
    tda_module m = {0};
    tda_diagram d = {0};
    tda_measure mu = {0};
    double x[3] = {0, NAN, 0}, zero[3] = {0}, out;
    OK(tda_ctx_new(&ctx));
    OK(tda_module_new(ctx, &m, &v));
    ck_assert_int_eq(tda_module_landscapes(ctx, &out, &m, 1, 1, x), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "landscapes: point 0 is nan in parameter 1");
    ck_assert_int_eq(tda_module_landscapes(ctx, &out, &m, -1, 1, zero), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "landscapes: -1 functions at 1 points");
    ck_assert_int_eq(tda_module_slice(ctx, &d, &m, zero, zero), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "line: its direction is 0 in every parameter");
    m.params = 3;
    ck_assert_int_eq(tda_module_hilbert_measure(ctx, &mu, &m), TDA_EINVAL);
    ck_assert_str_eq(
        tda_ctx_message(ctx),
        "Hilbert measure: the module has 3 parameters; it is made from 1 or 2");
    tda_module_clear(&m);
    tda_module_clear(&m);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(memory_and_cancel)
{
    brute_rng rng = brute_seed(8);
    lists l;
    tda_ctx *ctx = NULL;
    OK(tda_ctx_new(&ctx));
    do
        random_lists(&l, &rng, 2);
    while (l.view.size < 3);
    tda_module m = {0};
    tda_diagram d = {0};
    tda_measure mu = {0};
    double x[2] = {1, 1}, to[2] = {1, 1}, lambda = -1;
    EACH_OOM(tda_module_new(ctx, &m, &l.view), m.birth == NULL);
    tda_module_clear(&m);
    EACH_CANCEL(tda_module_new(ctx, &m, &l.view), m.birth == NULL);
    ck_assert_int_gt(m.size, 0);
    EACH_OOM(tda_module_slice(ctx, &d, &m, x, to), d.start == NULL);
    tda_diagram_clear(&d);
    EACH_CANCEL(tda_module_slice(ctx, &d, &m, x, to), d.start == NULL);
    tda_diagram_clear(&d);
    EACH_OOM(tda_module_hilbert_measure(ctx, &mu, &m), mu.at == NULL);
    tda_measure_clear(&mu);
    EACH_CANCEL(tda_module_hilbert_measure(ctx, &mu, &m), mu.at == NULL);
    tda_measure_clear(&mu);
    EACH_OOM(tda_module_landscapes(ctx, &lambda, &m, 1, 1, x), lambda == -1);
    lambda = -1;
    EACH_CANCEL(tda_module_landscapes(ctx, &lambda, &m, 1, 1, x), lambda == -1);
    tda_module_clear(&m);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("module noun", SEEDS(ranks_are_those_of_the_lists, 300), SEEDS(normal_form, 300),
      SEEDS(slices, 300), SEEDS(hilbert_measures, 300), SEEDS(landscapes, 300),
      TEST(bad_inputs), TEST(memory_and_cancel))
