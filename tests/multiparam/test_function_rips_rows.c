/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_function_rips_rows.c - Measures of function-Rips bifiltrations of degree 2 and above, and on
 * grids, against those of the complex. */
#include "function_rips_case.h"

enum { DEGREES = 4 };

static tda_status measure(frips_case *c, tda_measure *mu, int first, int last)
{
    return c->distances
               ? tda_distances_function_rips_measure(c->p.ctx, mu, case_distances(c),
                                                     &c->function, first, last, &c->opts)
               : tda_cloud_function_rips_measure(c->p.ctx, mu, &c->p.cloud, &c->function,
                                                 first, last, &c->opts);
}

static void clear(tda_measure *mu, int n)
{
    for (int k = 0; k < n; k++)
        tda_measure_clear(&mu[k]);
}

/* Points met in each degree, exact and on grids: the seeds must not be trivial. */
static void all_degrees_seed(unsigned seed)
{
    frips_case c;
    tda_measure slow[DEGREES] = {{0}}, mu[DEGREES] = {{0}}, again[DEGREES] = {{0}};
    case_open(&c, (int)seed, 4 + seed % 11, DEGREES);
    OK(tda_complex_hilbert_measure(c.p.ctx, slow, case_complex(&c), 0, DEGREES - 1,
                                   NULL));
    OK(measure(&c, mu, 0, DEGREES - 1));
    for (int k = 0; k < DEGREES; k++) {
        if (!same_measure(&mu[k], &slow[k], false))
            ck_abort_msg("seed %u degree %d: %lld points, the complex has %lld", seed, k,
                         (long long)mu[k].size, (long long)slow[k].size);
        MUST(mu[k].cells == TDA_CELL_PAIR && mu[k].record.scale == c.opts.scale &&
             mu[k].record.threshold == c.opts.threshold &&
             !strcmp(mu[k].record.filtration, "function-rips"));
        for (tda_index i = 0; i < 2 * mu[k].size; i++)
            MUST(case_names(&c, (int)(i % 2), mu[k].cell[i], mu[k].at[i]));
    }
    tda_ctx_set_threads(c.p.ctx, 1 + (int)seed % 3);
    for (int first = 1; first < DEGREES; first++) { /* any run of degrees */
        OK(measure(&c, again, first, DEGREES - 1));
        for (int k = first; k < DEGREES; k++)
            MUST(same_measure(&mu[k], &again[k - first], true));
        clear(again, DEGREES - first);
    }
    clear(slow, DEGREES);
    clear(mu, DEGREES);
    case_close(&c);
}
TEN_SEEDS(all_degrees)

/* Are there spheres among the cases above? */
START_TEST(spheres_are_met)
{
    tda_index met[2][2] = {{0}};
    for (int seed = 0; seed < 200; seed++) {
        frips_case c;
        tda_measure mu[2] = {{0}};
        case_open(&c, seed, 4 + seed % 11, 0);
        OK(measure(&c, mu, 2, 3));
        met[seed % 2][0] += mu[0].size;
        met[seed % 2][1] += mu[1].size;
        clear(mu, 2);
        case_close(&c);
    }
    ck_assert_int_gt(met[0][0], 50);
    ck_assert_int_gt(met[1][0], 5);
    ck_assert_int_gt(met[0][1], 0);
}
END_TEST

/* An octahedron of side 1 and diagonals 3 whose last corner has value 5: its sphere is there from
 * (1, 5) until (3, 5). */
START_TEST(octahedron)
{
    double lower[15], f[6] = {0, 0, 0, 5, 0, 0};
    for (int i = 0, e = 0; i < 6; i++)
        for (int j = 0; j < i; j++, e++)
            lower[e] = i == j + 3 ? 3 : 1;
    tda_distances d = {.size = 6, .lower = lower};
    tda_cloud function = {6, 1, f, NULL};
    tda_measure mu[1] = {{0}};
    tda_index i, j;
    OK(tda_distances_function_rips_measure(NULL, mu, &d, &function, 2, 2, NULL));
    ck_assert_int_eq(mu[0].size, 2);
    ck_assert(mu[0].at[0] == 1 && mu[0].at[1] == 5 && mu[0].weight[0] == 1);
    ck_assert(mu[0].at[2] == 3 && mu[0].at[3] == 5 && mu[0].weight[1] == -1);
    tda_pair_points(mu[0].cell[1], &i, &j);
    ck_assert(i == 3 && j == 3);
    tda_measure_clear(mu);
    double value[] = {2, 6, 10};
    tda_grid grid = {2, (tda_index[]){0, 2, 3}, value};
    tda_function_rips_opts o = TDA_FUNCTION_RIPS_OPTS_INIT;
    o.grid = &grid; /* to (2, 10) and (6, 10) */
    OK(tda_distances_function_rips_measure(NULL, mu, &d, &function, 2, 2, &o));
    ck_assert_int_eq(mu[0].size, 2);
    ck_assert(mu[0].at[0] == 2 && mu[0].at[1] == 10 && mu[0].weight[0] == 1);
    ck_assert(mu[0].at[2] == 6 && mu[0].at[3] == 10 && mu[0].weight[1] == -1);
    tda_measure_clear(mu);
}
END_TEST

/* The regular grid is that of the complex. */
static void regular_grid_seed(unsigned seed)
{
    frips_case c;
    tda_grid a = {0}, b = {0};
    tda_index resolution[2] = {1 + seed % 7, 1 + seed % 5};
    case_open(&c, (int)seed, seed % 12, 1);
    OK(c.distances ? tda_distances_function_rips_grid(c.p.ctx, &a, case_distances(&c),
                                                      &c.function, resolution, &c.opts)
                   : tda_cloud_function_rips_grid(c.p.ctx, &a, &c.p.cloud, &c.function,
                                                  resolution, &c.opts));
    OK(tda_complex_grid_regular(c.p.ctx, &b, c.complex, resolution));
    MUST(a.params == 2 && !memcmp(a.start, b.start, 3 * sizeof *a.start));
    MUST(a.start[2] == 0 ||
         !memcmp(a.value, b.value, (size_t)a.start[2] * sizeof *a.value));
    tda_grid_clear(&a);
    tda_grid_clear(&b);
    case_close(&c);
}
TEN_SEEDS(regular_grid)

START_TEST(failures)
{
    for (int seed = 9; seed < 12; seed++) { /* a cloud, distances, sparse ones */
        frips_case c;
        tda_measure mu[3] = {{.size = -7}};
        case_open(&c, seed, 11, 0);
        EACH_OOM(measure(&c, mu, 1, 3), mu[0].size == -7);
        clear(mu, 3);
        mu[0].size = -7;
        EACH_CANCEL(measure(&c, mu, 1, 3), mu[0].size == -7);
        clear(mu, 3);
        mu[0].size = -7;
        if (c.distances) {
            tda_ctx_set_max_bytes(c.p.ctx, 100);
            ck_assert_int_eq(measure(&c, mu, 2, 2), TDA_ELIMIT);
            ck_assert_int_eq(mu[0].size, -7);
        }
        case_close(&c);
    }
}
END_TEST

START_TEST(grid_failures)
{
    frips_case c;
    tda_grid g = {.params = -7};
    tda_index resolution[2] = {3, 4}, none[2] = {3, 0};
    for (int seed = 3; seed < 5; seed++) {
        case_open(&c, seed, 9, 1);
        c.opts.grid = NULL;
        EACH_OOM(tda_cloud_function_rips_grid(c.p.ctx, &g, &c.p.cloud, &c.function,
                                              resolution, &c.opts),
                 g.params == -7);
        tda_grid_clear(&g);
        g.params = -7;
        EACH_OOM(tda_distances_function_rips_grid(c.p.ctx, &g, case_distances(&c),
                                                  &c.function, resolution, &c.opts),
                 g.params == -7);
        tda_grid_clear(&g);
        g.params = -7;
        EACH_CANCEL(tda_cloud_function_rips_grid(c.p.ctx, &g, &c.p.cloud, &c.function,
                                                 resolution, &c.opts),
                    g.params == -7);
        tda_grid_clear(&g);
        g.params = -7;
        ck_assert_int_eq(tda_cloud_function_rips_grid(c.p.ctx, &g, &c.p.cloud,
                                                      &c.function, none, &c.opts),
                         TDA_EINVAL);
        ck_assert_str_eq(tda_ctx_message(c.p.ctx),
                         "grid: resolution 0 of axis 1; at least 1 is needed");
        ck_assert_int_eq(g.params, -7);
        double down[] = {1, 2, 1};
        c.grid = (tda_grid){2, (tda_index[]){0, 1, 3}, down};
        c.opts.grid = &c.grid;
        tda_measure mu[1] = {{.size = -7}};
        ck_assert_int_eq(measure(&c, mu, 1, 1), TDA_EINVAL);
        ck_assert_str_eq(tda_ctx_message(c.p.ctx),
                         "grid: axis 1, value 1 is not above the one before");
        ck_assert_int_eq(mu[0].size, -7);
        case_close(&c);
    }
}
END_TEST

SUITE("function-Rips rows", SEEDS(all_degrees, 40), TEST(spheres_are_met),
      TEST(octahedron), SEEDS(regular_grid, 30), TEST(failures), TEST(grid_failures))
