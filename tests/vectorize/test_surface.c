/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_surface.c - Functions on grids against sums over points, and integrals by hand. */
#include "brute.h"
#include "tda_check.h"
#include <math.h>
#include <string.h>
#include <tda.h>

enum { POINTS = 9, AXIS = 5, NODES = AXIS * AXIS };

/* A grid of 1 .. AXIS integers on each axis, not all the same width. */
static void random_grid(tda_grid *g, brute_rng *rng)
{
    tda_index n = 0;
    for (int k = 0; k < g->params; k++) {
        double x = brute_below(rng, 4);
        g->start[k] = n;
        for (int i = 1 + brute_below(rng, AXIS); i > 0; i--) {
            g->value[n++] = x;
            x += 1 + brute_below(rng, 3);
        }
    }
    g->start[g->params] = n;
}

/* The width of the cell of value i of axis k. */
static double width(const tda_grid *g, int k, tda_index i)
{
    const double *at = g->value + g->start[k];
    tda_index n = g->start[k + 1] - g->start[k];
    return n == 1 ? 1 : i + 1 < n ? at[i + 1] - at[i] : at[i] - at[i - 1];
}

static void measures_are_sums_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    double at[2 * POINTS], axis[2 * AXIS], out[NODES], norm[] = {1, 2, 3.5, INFINITY};
    int64_t weight[POINTS];
    tda_index start[3];
    tda_grid grid = {2, start, axis};
    tda_measure m = {0};
    tda_surface_opts opts = TDA_SURFACE_OPTS_INIT;
    opts.norm = norm[seed % 4];
    for (int i = 0; i < POINTS; i++) {
        at[2 * i] = brute_below(&rng, 8);
        at[2 * i + 1] = brute_below(&rng, 9) ? brute_below(&rng, 8) : -(double)INFINITY;
        weight[i] = brute_below(&rng, 5) - 2;
    }
    random_grid(&grid, &rng);
    OK(tda_measure_new(NULL, &m, 2, POINTS, at, weight, NULL));
    OK(tda_measure_surface(NULL, out, &m, &grid, seed % 4 ? &opts : NULL));
    tda_index ny = start[2] - start[1];
    for (tda_index i = 0; i < start[1]; i++)
        for (tda_index j = 0; j < ny; j++) {
            double sum = 0, volume = width(&grid, 0, i) * width(&grid, 1, j);
            for (int p = 0; p < POINTS; p++)
                if (at[2 * p] <= axis[i] && at[2 * p + 1] <= axis[start[1] + j])
                    sum += (double)weight[p];
            MUST(fabs(out[i * ny + j] - sum * pow(volume, 1 / opts.norm)) <=
                 1e-13 * fabs(out[i * ny + j]));
        }
    tda_measure_clear(&m);
}
TEN_SEEDS(measures_are_sums)

static void ranks_are_weighted_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    double birth[2 * POINTS], death[2 * POINTS], axis[2 * AXIS];
    static double out[NODES * NODES];
    int64_t weight[POINTS];
    tda_index start[3];
    tda_grid grid = {2, start, axis};
    tda_signed_barcode b = {0};
    for (int i = 0; i < 2 * POINTS; i++) {
        birth[i] = brute_below(&rng, 6);
        death[i] = brute_below(&rng, 5) ? birth[i] + brute_below(&rng, 6) : INFINITY;
        weight[i / 2] = brute_below(&rng, 5) - 2;
    }
    random_grid(&grid, &rng);
    OK(tda_signed_barcode_new(NULL, &b, 2, TDA_BAR_RECTANGLE, POINTS, birth, death,
                              weight));
    OK(tda_signed_barcode_surface(NULL, out, &b, &grid, NULL));
    tda_index ny = start[2] - start[1], nodes = start[1] * ny;
    for (tda_index s = 0; s < nodes; s++)
        for (tda_index t = 0; t < nodes; t++) {
            tda_index i[2] = {s / ny, t / ny}, j[2] = {s % ny, t % ny};
            double p[2] = {axis[i[0]], axis[start[1] + j[0]]},
                   q[2] = {axis[i[1]], axis[start[1] + j[1]]}, want = 0;
            if (i[0] <= i[1] && j[0] <= j[1])
                want = (double)tda_signed_barcode_rank(&b, p, q);
            for (int end = 0; end < 2; end++)
                want *= width(&grid, 0, i[end]) * width(&grid, 1, j[end]);
            MUST(out[s * nodes + t] == want);
        }
    tda_signed_barcode_clear(&b);
}
TEN_SEEDS(ranks_are_weighted)

/* One rectangle [0, 2) x [1, 4) has area 6. */
START_TEST(integral_by_hand)
{
    double at[] = {0, 1, 0, 4, 2, 1, 2, 4}, axis[] = {-1, 0, 1.5, 2, 3, 0, 1, 3, 4},
           sum = 0, out[20];
    int64_t weight[] = {1, -1, -1, 1};
    tda_index start[] = {0, 5, 9};
    tda_measure m = {0};
    OK(tda_measure_new(NULL, &m, 2, 4, at, weight, NULL));
    OK(tda_measure_surface(NULL, out, &m, &(tda_grid){2, start, axis}, NULL));
    for (int i = 0; i < 20; i++)
        sum += out[i];
    ck_assert_double_eq(sum, 6);
    tda_measure_clear(&m);
}
END_TEST

START_TEST(refusals)
{
    double at[] = {0, 0}, axis[] = {-1.7e308, 1.7e308, 0}, out[4] = {7};
    int64_t weight[] = {1};
    tda_index start[] = {0, 2, 3};
    tda_grid grid = {2, start, axis};
    tda_measure m = {0};
    tda_surface_opts opts = TDA_SURFACE_OPTS_INIT;
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    OK(tda_measure_new(ctx, &m, 2, 1, at, weight, NULL));
    ck_assert_int_eq(tda_measure_surface(ctx, out, &m, &grid, NULL), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "surface: axis 0 has a cell wider than a double holds");
    opts.norm = NAN;
    ck_assert_int_eq(tda_measure_surface(ctx, out, &m, &grid, &opts), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "surface: norm nan; 1 or more is needed");
    grid.params = 1;
    ck_assert_int_eq(tda_measure_surface(ctx, out, &m, &grid, NULL), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "grid: 1 axes for 2 parameters");
    ck_assert_double_eq(out[0], 7);
    tda_measure_clear(&m);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(failures_touch_nothing)
{
    double at[] = {0, 0}, end[] = {2, 3}, axis[] = {0, 1, 0, 2}, out[16] = {7};
    int64_t weight[] = {2};
    tda_index start[] = {0, 2, 4};
    tda_grid grid = {2, start, axis};
    tda_measure m = {0};
    tda_signed_barcode b = {0};
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    OK(tda_measure_new(ctx, &m, 2, 1, at, weight, NULL));
    OK(tda_signed_barcode_new(ctx, &b, 2, TDA_BAR_RECTANGLE, 1, at, end, weight));
    EACH_OOM(tda_measure_surface(ctx, out, &m, &grid, NULL), out[0] == 7);
    out[0] = 7;
    EACH_CANCEL(tda_measure_surface(ctx, out, &m, &grid, NULL), out[0] == 7);
    out[0] = 7;
    EACH_OOM(tda_signed_barcode_surface(ctx, out, &b, &grid, NULL), out[0] == 7);
    out[0] = 7;
    EACH_CANCEL(tda_signed_barcode_surface(ctx, out, &b, &grid, NULL), out[0] == 7);
    tda_ctx_set_max_bytes(ctx, 50);
    ck_assert_int_eq(tda_measure_surface(ctx, out, &m, &grid, NULL), TDA_ELIMIT);
    tda_measure_clear(&m);
    tda_signed_barcode_clear(&b);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("surface", SEEDS(measures_are_sums, 30), SEEDS(ranks_are_weighted, 10),
      TEST(integral_by_hand), TEST(refusals), TEST(failures_touch_nothing))
