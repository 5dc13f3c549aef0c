/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_euler.c - Euler measures against counting cells, and against Hilbert measures. */
#include "brute.h"
#include "multiparam/boxes.h"
#include "tda_check.h"
#include <tda.h>

static int64_t mass_below(const tda_measure *m, const double *z)
{
    int64_t sum = 0;
    for (tda_index i = 0; i < m->size; i++)
        sum += brute_below_all(m->at + i * m->params, z, m->params) ? m->weight[i] : 0;
    return sum;
}

START_TEST(counts_the_cells_present)
{
    int params = 1 + _i % BRUTE_PARAMS;
    tda_complex *k = brute_random((unsigned)_i, params, 2, _i / BRUTE_PARAMS % 3);
    const tda_cells *c = tda_complex_cells(k);
    tda_measure mu = {0};
    OK(tda_complex_euler_measure(NULL, &mu, k));
    ck_assert_int_eq(mu.degree, -1);
    brute_grid grid = brute_grid_of(c);
    tda_index nodes = brute_nodes(&grid);
    for (tda_index node = 0; node < nodes; node += 1 + nodes / 500) {
        double z[BRUTE_PARAMS];
        brute_node(&grid, node, z);
        ck_assert_int_eq(mass_below(&mu, z), brute_euler(c, z));
    }
    for (tda_index i = 0; i < mu.size * params; i++)
        ck_assert(mu.cell[i] >= 0 && mu.cell[i] < c->size);
    tda_measure_clear(&mu);
    tda_complex_free(k);
}
END_TEST

START_TEST(alternating_sum_of_hilbert_measures)
{
    enum { DEGREES = 4 };
    tda_measure euler = {0}, m[DEGREES] = {{0}}, sum = {0};
    tda_complex *k = brute_random((unsigned)_i, 2, 3, _i % 2);
    OK(tda_complex_euler_measure(NULL, &euler, k));
    OK(tda_complex_hilbert_measure(NULL, m, k, 0, DEGREES - 1, NULL));
    tda_index n = 0;
    for (int d = 0; d < DEGREES; d++)
        n += m[d].size;
    double *at = malloc((size_t)(2 * n + 1) * sizeof *at);
    int64_t *weight = malloc((size_t)(n + 1) * sizeof *weight);
    n = 0;
    for (int d = 0; d < DEGREES; d++)
        for (tda_index i = 0; i < m[d].size; i++, n++) {
            at[2 * n] = m[d].at[2 * i];
            at[2 * n + 1] = m[d].at[2 * i + 1];
            weight[n] = d % 2 ? -m[d].weight[i] : m[d].weight[i];
        }
    OK(tda_measure_new(NULL, &sum, 2, n, at, weight, NULL));
    ck_assert_int_eq(sum.size, euler.size);
    for (tda_index i = 0; i < sum.size; i++) {
        ck_assert(sum.at[2 * i] == euler.at[2 * i] &&
                  sum.at[2 * i + 1] == euler.at[2 * i + 1]);
        ck_assert_int_eq(sum.weight[i], euler.weight[i]);
    }
    free(at);
    free(weight);
    for (int d = 0; d < DEGREES; d++)
        tda_measure_clear(&m[d]);
    tda_measure_clear(&euler);
    tda_measure_clear(&sum);
    tda_complex_free(k);
}
END_TEST

/* The alternating sum of the numbers of larger faces is -6. */
START_TEST(a_simplex_of_seven_parameters)
{
    tda_complex *k = seven_axes();
    tda_measure mu = {0};
    OK(tda_complex_euler_measure(NULL, &mu, k));
    expect_seven_axes(&mu);
    tda_measure_clear(&mu);
    tda_complex_free(k);
}
END_TEST

START_TEST(failures_at_every_point_are_survived)
{
    tda_measure mu = {0};
    tda_complex *k = brute_random((unsigned)(3 + _i), 2 + _i, 2, true);
    EACH_OOM(tda_complex_euler_measure(NULL, &mu, k), !mu.at);
    tda_measure_clear(&mu);
    EACH_CANCEL(tda_complex_euler_measure(NULL, &mu, k), !mu.at);
    tda_measure_clear(&mu);
    tda_complex_free(k);
}
END_TEST

SUITE("euler", SEEDS(counts_the_cells_present, 390),
      SEEDS(alternating_sum_of_hilbert_measures, 300),
      TEST(a_simplex_of_seven_parameters), SEEDS(failures_at_every_point_are_survived, 2))
