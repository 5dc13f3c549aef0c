/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_stable.c - Representations move no more than the module does: bounds on random pairs whose
 * summands are matched, the same bits for modules moved or in other units. */
#include "tda_check.h"
#include "vectorize/intervals.h"
#include <math.h>
#include <string.h>

enum { N = 9, SITES = N * N, LAYERS = 3 };

static tda_index start[] = {0, N, 2 * N};

/* Every finite coordinate moved by at most e, by multiples of e / 8. */
static intervals moved(const intervals *v, brute_rng *rng, double e)
{
    intervals w = *v;
    for (tda_index i = 0; i < v->birth_start[v->size] * v->params; i++)
        w.birth[i] += e * (brute_below(rng, 17) - 8) / 8;
    for (tda_index i = 0; i < v->death_start[v->size] * v->params; i++)
        w.death[i] += e * (brute_below(rng, 17) - 8) / 8;
    return w;
}

static double apart(const double *a, const double *b, int n)
{
    double most = 0;
    for (int i = 0; i < n; i++)
        most = a[i] == b[i] ? most : fmax(most, fabs(a[i] - b[i]));
    return most;
}

static void bounds_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    double e = (1 + brute_below(&rng, 12)) / 8.0,
           delta = (2 + brute_below(&rng, 12)) / 8.0;
    intervals v = iv_random(seed, 2), w = moved(&v, &rng, e);
    tda_module a = iv_module(&v), b = iv_module(&w);
    double value[2 * N], box[] = {-1, -1, 12, 12}, out[2][SITES], total[2] = {0},
                         layer[2][LAYERS * SITES], most = fmin(e, delta) / delta;
    tda_grid grid = {2, start, value};
    tda_representation_opts o = TDA_REPRESENTATION_OPTS_INIT;
    for (int i = 0; i < 2 * N; i++)
        value[i] = 1.25 * (i % N) - 0.5;
    o.bandwidth = delta;
    o.box = box;
    /* the largest value */
    o.power = INFINITY;
    OK(tda_module_representation(NULL, out[0], &a, &grid, &o));
    OK(tda_module_representation(NULL, out[1], &b, &grid, &o));
    MUST(apart(out[0], out[1], SITES) <= most + 1e-12);
    /* all summands alike: what vanished counts as zero */
    o.power = 0;
    o.weight = TDA_WEIGHT_ONE;
    o.op = TDA_OPERATOR_SUM;
    OK(tda_module_representation(NULL, out[0], &a, &grid, &o));
    OK(tda_module_representation(NULL, out[1], &b, &grid, &o));
    MUST(apart(out[0], out[1], SITES) <= (double)v.size * most + 1e-12);
    /* by their lengths */
    o.power = 1;
    o.weight = TDA_WEIGHT_SEGMENT;
    o.op = TDA_OPERATOR_MEAN;
    OK(tda_module_representation(NULL, out[0], &a, &grid, &o));
    OK(tda_module_representation(NULL, out[1], &b, &grid, &o));
    for (int k = 0; k < 2; k++) {
        const tda_module *m = k ? &b : &a;
        for (tda_index i = 0; i < m->size; i++)
            total[k] += iv_weight(m, i, TDA_WEIGHT_SEGMENT, 1, box);
    }
    double larger = fmax(total[0], total[1]);
    if (larger > 0)
        MUST(apart(out[0], out[1], SITES) <=
             e / delta + 4 * e * (double)v.size / larger + 1e-12);
    /* landscapes */
    OK(tda_module_landscape(NULL, layer[0], &a, LAYERS, &grid));
    OK(tda_module_landscape(NULL, layer[1], &b, LAYERS, &grid));
    MUST(apart(layer[0], layer[1], LAYERS * SITES) <= e + 1e-12);
    tda_module_clear(&a);
    tda_module_clear(&b);
}
TEN_SEEDS(bounds)

/* A square that shrinks by e on all sides, seen through a window that holds it. */
START_TEST(bound_is_attained)
{
    tda_index one[] = {0, 1};
    double x[] = {1, 1}, out[2];
    tda_representation_opts o = TDA_REPRESENTATION_OPTS_INIT;
    o.bandwidth = 2;
    o.power = INFINITY;
    for (int k = 0; k < 2; k++) {
        double e = 0.25 * k, birth[] = {e, e}, death[] = {2 - e, 2 - e};
        tda_module m = {0}, in = {.params = 2,
                                  .size = 1,
                                  .birth_start = one,
                                  .birth = birth,
                                  .death_start = one,
                                  .death = death};
        OK(tda_module_new(NULL, &m, &in));
        OK(tda_module_representation_at(NULL, &out[k], &m, 1, x, &o));
        tda_module_clear(&m);
    }
    ck_assert_double_eq(out[0], 0.5);
    ck_assert_double_eq(out[0] - out[1], 0.25 / 2);
}
END_TEST

/* x -> 4 x - 16 keeps all sums exact. */
static void moves_along_seed(unsigned seed)
{
    intervals v = iv_random(seed, 2), w = v;
    double value[2 * N], other[2 * N], out[2][SITES], box[] = {0, 0, 8, 8}, far[4];
    tda_grid grid = {2, start, value}, grid2 = {2, start, other};
    tda_representation_opts o = TDA_REPRESENTATION_OPTS_INIT;
    for (int i = 0; i < IV_ALL * 2; i++) {
        w.birth[i] = 4 * v.birth[i] - 16;
        w.death[i] = 4 * v.death[i] - 16;
    }
    for (int i = 0; i < 2 * N; i++) {
        value[i] = 1.25 * (i % N) - 0.5;
        other[i] = 4 * value[i] - 16;
    }
    for (int i = 0; i < 4; i++)
        far[i] = 4 * box[i] - 16;
    tda_module a = iv_module(&v), b = iv_module(&w);
    for (int f = 0; f < TDA_SUMMAND_CALLBACK; f++) {
        o.function = (tda_summand_function)f;
        o.bandwidth = 0.75;
        o.box = box;
        OK(tda_module_representation(NULL, out[0], &a, &grid, &o));
        o.bandwidth = 3;
        o.box = far;
        OK(tda_module_representation(NULL, out[1], &b, &grid2, &o));
        double factor = f == TDA_SUMMAND_LANDSCAPE ? 4 : 1; /* it has the unit of x */
        for (int i = 0; i < SITES; i++)
            MUST(out[1][i] == factor * out[0][i] ||
                 fabs(out[1][i] - factor * out[0][i]) <= 1e-14);
    }
    tda_module_clear(&a);
    tda_module_clear(&b);
}
TEN_SEEDS(moves_along)

SUITE("stable", SEEDS(bounds, 30), TEST(bound_is_attained), SEEDS(moves_along, 10))
