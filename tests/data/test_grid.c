/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_grid.c - Exact and regular grids, and that squeezing to one changes none of its nodes. */
#include "brute.h"
#include "data/private.h"
#include "tda_check.h"

/* Vertices alone, at the given grades. */
static tda_complex *vertices(int params, tda_index size, const double *grade)
{
    int *dim = calloc((size_t)size + 1, sizeof *dim);
    tda_index *start = calloc((size_t)size + 1, sizeof *start);
    tda_cells cells = {params, size, dim, start, NULL, NULL, grade};
    tda_complex *x = NULL;
    OK(tda_complex_new(NULL, &x, &cells));
    free(dim);
    free(start);
    return x;
}

static void exact_grid_seed(unsigned seed)
{
    int params = 1 + (int)(seed % 4);
    tda_complex *x = brute_random(seed, params, 2, seed % 3 == 0);
    brute_grid b = brute_grid_of(tda_complex_cells(x));
    tda_grid g;
    OK(tda_complex_grid_exact(NULL, &g, x));
    ck_assert_int_eq(g.params, params);
    ck_assert_int_eq(g.start[0], 0);
    for (int k = 0; k < params; k++) { /* b has one value below all others */
        tda_index n = g.start[k + 1] - g.start[k];
        ck_assert_int_eq(n, b.size[k] - 1);
        if (n > 0)
            ck_assert_mem_eq(g.value + g.start[k], b.value[k] + 1,
                             (size_t)n * sizeof *g.value);
    }
    OK(tdai_grid_check(NULL, &g, params));
    tda_grid_clear(&g);
    tda_grid_clear(&g);
    tda_complex_free(x);
}
TEN_SEEDS(exact_grid)

START_TEST(regular_grid)
{
    double grade[] = {0, 7, -INFINITY, 10, 7, 1, 3, 7, INFINITY, 1, 7, 0};
    tda_complex *x = vertices(3, 4, grade);
    tda_grid g;
    OK(tda_complex_grid_regular(NULL, &g, x, (tda_index[]){11, 5, 3}));
    ck_assert_int_eq(g.start[1], 11);
    for (int i = 0; i <= 10;
         i++) /* the cell at infinity is out; integers come out exact */
        ck_assert(g.value[i] == i);
    ck_assert_int_eq(g.start[2], 12);
    ck_assert(g.value[11] == 7);
    ck_assert_int_eq(g.start[3], 15);
    ck_assert(g.value[12] == 0 && g.value[13] == 0.5 && g.value[14] == 1);
    tda_grid_clear(&g);
    OK(tda_complex_grid_regular(NULL, &g, x, (tda_index[]){1, 1, 1}));
    ck_assert_int_eq(g.start[3], 3);
    ck_assert(g.value[0] == 10 && g.value[1] == 7 && g.value[2] == 1);
    tda_grid_clear(&g);
    tda_complex_free(x);
}
END_TEST

/* Ends that only just differ, ends whose difference overflows, and no ends at all. */
START_TEST(regular_grid_at_the_limits)
{
    double next = nextafter(1, 2);
    double grade[] = {1, -1.7e308, INFINITY, next, 1.7e308, INFINITY};
    tda_complex *x = vertices(2, 3, grade);
    tda_grid g;
    OK(tda_complex_grid_regular(NULL, &g, x, (tda_index[]){9, 5}));
    tda_complex_free(x);
    x = vertices(2, 2, (double[]){1, -1.7e308, next, 1.7e308});
    tda_grid_clear(&g);
    OK(tda_complex_grid_regular(NULL, &g, x, (tda_index[]){9, 5}));
    ck_assert_int_eq(g.start[1], 2);
    ck_assert(g.value[0] == 1 && g.value[1] == next);
    OK(tdai_grid_check(NULL, &g, 2));
    ck_assert_int_eq(g.start[2], 7);
    ck_assert(g.value[2] == -1.7e308 && g.value[4] == 0 && g.value[6] == 1.7e308);
    tda_grid_clear(&g);
    tda_complex_free(x);
    x = vertices(1, 1, (double[]){-INFINITY});
    OK(tda_complex_grid_regular(NULL, &g, x, (tda_index[]){3}));
    ck_assert_int_eq(g.start[1], 0);
    tda_grid_clear(&g);
    tda_complex_free(x);
}
END_TEST

static void regular_grid_increases_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    double grade[2] = {brute_below(&rng, 1000) / 7.0, brute_below(&rng, 1000) * 1e-9};
    tda_index n = 1 + brute_below(&rng, 500);
    tda_complex *x = vertices(1, 2, grade);
    tda_grid g;
    OK(tda_complex_grid_regular(NULL, &g, x, &n));
    OK(tdai_grid_check(NULL, &g, 1));
    double low = fmin(grade[0], grade[1]), high = fmax(grade[0], grade[1]);
    ck_assert(g.value[g.start[1] - 1] == high);
    ck_assert(n == 1 || g.value[0] == low);
    if (low < high) {
        ck_assert_int_eq(g.start[1], n);
        for (tda_index i = 0; i < n && n > 1; i++) {
            double x_i = low + (high - low) / (double)(n - 1) * (double)i;
            MUST(fabs(g.value[i] - x_i) < 1e-12);
        }
    }
    tda_grid_clear(&g);
    tda_complex_free(x);
}
TEN_SEEDS(regular_grid_increases)

/* Values of one axis, ascending, with repetitions; returns how many. */
static tda_index coordinates(const tda_cells *c, int k, double *to)
{
    tda_index n = 0;
    for (tda_index r = 0; r < brute_grades_begin(c, c->size); r++) {
        double x = c->grade[r * c->params + k];
        tda_index i = n;
        if (isinf(x))
            continue;
        for (; i > 0 && to[i - 1] > x; i--)
            to[i] = to[i - 1];
        to[i] = x;
        n++;
    }
    return n;
}

static void grids_of_values_seed(unsigned seed)
{
    enum { ROOM = BRUTE_SIMPLICES * BRUTE_GRADES };
    static double value[ROOM];
    brute_rng rng = brute_seed(seed);
    int params = 1 + (int)(seed % 3);
    tda_complex *x = brute_random(seed, params, 2, seed % 2 == 0);
    const tda_cells *c = tda_complex_cells(x);
    tda_index resolution[3];
    for (int k = 0; k < 3; k++)
        resolution[k] = 1 + brute_below(&rng, k == 0 ? 4 : 40);
    tda_grid q, near, regular;
    OK(tda_complex_grid_quantile(NULL, &q, x, resolution));
    OK(tda_complex_grid_closest(NULL, &near, x, resolution));
    OK(tda_complex_grid_regular(NULL, &regular, x, resolution));
    for (int k = 0; k < params; k++) {
        tda_index n = c->size ? coordinates(c, k, value) : 0, at = q.start[k];
        for (tda_index j = 0; j < resolution[k] && n; j++) {
            double want = value[n - 1]; /* the least with enough at or below it */
            for (tda_index i = n - 1; i >= 0; i--)
                if ((i + 1) * (resolution[k] - 1) >= j * n && resolution[k] > 1)
                    want = value[i];
            if (at == q.start[k] || q.value[at - 1] != want)
                MUST(q.value[at++] == want);
        }
        MUST(at == q.start[k + 1]);
        at = near.start[k];
        for (tda_index r = regular.start[k]; r < regular.start[k + 1]; r++) {
            double want = value[0];
            for (tda_index i = 1; i < n; i++)
                if (fabs(value[i] - regular.value[r]) < fabs(want - regular.value[r]))
                    want = value[i];
            if (at == near.start[k] || near.value[at - 1] != want)
                MUST(near.value[at++] == want);
        }
        MUST(at == near.start[k + 1]);
    }
    OK(tdai_grid_check(NULL, &q, params));
    OK(tdai_grid_check(NULL, &near, params));
    tda_grid_clear(&q);
    tda_grid_clear(&near);
    tda_grid_clear(&regular);
    tda_complex_free(x);
}
TEN_SEEDS(grids_of_values)

START_TEST(grids_of_values_by_hand)
{
    tda_complex *x = vertices(1, 8, (double[]){0, 0, 0, 0, 1, 7, 9, 10});
    tda_grid g = {0};
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    OK(tda_complex_grid_quantile(NULL, &g, x, (tda_index[]){5}));
    ck_assert_int_eq(g.start[1], 3);
    ck_assert(g.value[0] == 0 && g.value[1] == 7 && g.value[2] == 10);
    tda_grid_clear(&g);
    OK(tda_complex_grid_closest(NULL, &g, x, (tda_index[]){5}));
    ck_assert_int_eq(g.start[1], 4); /* 0, 2.5, 5, 7.5, 10 */
    ck_assert(g.value[0] == 0 && g.value[1] == 1 && g.value[2] == 7 && g.value[3] == 10);
    tda_grid_clear(&g);
    ck_assert_int_eq(tda_complex_grid_quantile(ctx, &g, x, (tda_index[]){0}), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "grid: resolution 0 of axis 0; at least 1 is needed");
    ck_assert_int_eq(tda_complex_grid_closest(ctx, &g, x, (tda_index[]){0}), TDA_EINVAL);
    ck_assert_ptr_null(g.start);
    tda_index two = 2;
    EACH_OOM(tda_complex_grid_quantile(ctx, &g, x, &two), !g.start);
    tda_grid_clear(&g);
    EACH_CANCEL(tda_complex_grid_quantile(ctx, &g, x, &two), !g.start);
    tda_grid_clear(&g);
    EACH_OOM(tda_complex_grid_closest(ctx, &g, x, &two), !g.start);
    tda_grid_clear(&g);
    EACH_CANCEL(tda_complex_grid_closest(ctx, &g, x, &two), !g.start);
    tda_grid_clear(&g);
    tda_complex_free(x);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(refuses_resolutions)
{
    tda_ctx *ctx;
    tda_grid g = {.params = -7};
    tda_complex *x = vertices(2, 1, (double[]){0, 0});
    OK(tda_ctx_new(&ctx));
    ck_assert_int_eq(tda_complex_grid_regular(ctx, &g, x, (tda_index[]){4, 0}),
                     TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "grid: resolution 0 of axis 1; at least 1 is needed");
    ck_assert_int_eq(
        tda_complex_grid_regular(ctx, &g, x, (tda_index[]){INT64_MAX, INT64_MAX}),
        TDA_ELIMIT);
    ck_assert_str_eq(tda_ctx_message(ctx), "grid: the size overflows an index");
    ck_assert_int_eq(g.params, -7);
    tda_complex_free(x);
    tda_ctx_free(ctx);
}
END_TEST

/* ---- squeeze ---- */

/* Some values of the exact grid and some between, by chance. */
static void some_grid(tda_grid *g, const brute_grid *exact, brute_rng *rng,
                      tda_index *start, double *value)
{
    tda_index n = start[0] = 0;
    for (int k = 0; k < exact->params; k++) {
        for (tda_index i = 0; i < exact->size[k]; i++) {
            if (brute_below(rng, 2))
                value[n++] = exact->value[k][i];
            if (brute_below(rng, 4) == 0)
                value[n++] = exact->value[k][i] + 0.25;
        }
        start[k + 1] = n;
    }
    *g = (tda_grid){exact->params, start, value};
}

static void squeezing_changes_no_node_seed(unsigned seed)
{
    int params = 1 + (int)(seed % 3);
    brute_rng rng = brute_seed(5000 + seed);
    tda_complex *x = brute_random(seed, params, 3, seed % 2), *y = NULL;
    const tda_cells *a = tda_complex_cells(x), *b;
    brute_grid exact = brute_grid_of(a);
    tda_index start[BRUTE_PARAMS + 1];
    static double value[2 * BRUTE_PARAMS * BRUTE_VALUES];
    tda_grid grid;
    some_grid(&grid, &exact, &rng, start, value);
    OK(tda_complex_squeeze(NULL, &y, x, &grid));
    b = tda_complex_cells(y);
    ck_assert_int_eq(b->size, a->size);
    ck_assert_mem_eq(b->dim, a->dim, (size_t)a->size * sizeof *a->dim);
    ck_assert_mem_eq(b->start, a->start, (size_t)(a->size + 1) * sizeof *a->start);
    ck_assert_mem_eq(b->face, a->face, (size_t)a->start[a->size] * sizeof *a->face);
    brute_grid nodes = {.params = params};
    for (int k = 0; k < params; k++)
        for (tda_index i = start[k]; i < start[k + 1]; i++)
            brute_grid_add(&nodes, k, value[i]);
    for (tda_index n = 0; n < brute_nodes(&nodes); n++) {
        double z[BRUTE_PARAMS];
        brute_node(&nodes, n, z);
        for (tda_index i = 0; i < a->size; i++)
            MUST(brute_present(a, i, z) == brute_present(b, i, z));
    }
    /* and every grade is on the grid, or never reached */
    tda_index rows = b->grade_start ? b->grade_start[b->size] : b->size;
    for (tda_index r = 0; r < rows * params; r++) {
        bool found = b->grade[r] == INFINITY;
        int k = (int)(r % params);
        for (tda_index i = start[k]; i < start[k + 1]; i++)
            found = found || b->grade[r] == value[i];
        MUST(found);
    }
    tda_complex *again = NULL; /* still a complex in normal form */
    OK(tda_complex_new(NULL, &again, b));
    ck_assert_mem_eq(tda_complex_cells(again)->grade, b->grade,
                     (size_t)(rows * params) * sizeof *b->grade);
    tda_complex_free(again);
    tda_complex_free(x);
    tda_complex_free(y);
}
TEN_SEEDS(squeezing_changes_no_node)

static void squeezing_to_the_exact_grid_changes_nothing_seed(unsigned seed)
{
    tda_complex *x = brute_random(seed, 2, 3, seed % 2), *y = NULL;
    const tda_cells *a = tda_complex_cells(x), *b;
    tda_grid grid;
    OK(tda_complex_grid_exact(NULL, &grid, x));
    OK(tda_complex_squeeze(NULL, &y, x, &grid));
    b = tda_complex_cells(y);
    tda_index rows = a->grade_start ? a->grade_start[a->size] : a->size;
    if (seed % 5 != 4) /* -INFINITY moves up to the first value */
        ck_assert_mem_eq(a->grade, b->grade, (size_t)(2 * rows) * sizeof *a->grade);
    tda_grid_clear(&grid);
    tda_complex_free(x);
    tda_complex_free(y);
}
TEN_SEEDS(squeezing_to_the_exact_grid_changes_nothing)

/* By hand: 2.5 up to 3, -infinity up to 0, past the last value never; axes and record stay. */
START_TEST(squeeze_by_hand)
{
    double grade[] = {2.5, 0, /**/ -INFINITY, 4, 1,   1, /**/ 5, 0,
                      0,   5, /**/ 2.25,      1, 2.5, 0};
    tda_index start[5] = {0}, grade_start[] = {0, 1, 3, 5, 7};
    int dim[4] = {0};
    tda_cells cells = {2, 4, dim, start, NULL, grade_start, grade};
    tda_complex *x = NULL, *y = NULL;
    tda_index axis[] = {0, 4, 6};
    double value[] = {0, 1, 2, 3, 1, 4};
    tda_grid grid = {2, axis, value};
    OK(tda_complex_new(NULL, &x, &cells));
    tda_complex_set_axis(x, 0, "diameter", "m");
    tdai_complex_record(x)->threshold = 9;
    OK(tda_complex_squeeze(NULL, &y, x, &grid));
    double up[] = {3, 1, /**/ 0, 4, 1, 1, /**/ INFINITY, INFINITY, /**/ 3, 1};
    tda_index up_start[] = {0, 1, 3, 4, 5};
    ck_assert_mem_eq(tda_complex_cells(y)->grade, up, sizeof up);
    ck_assert_mem_eq(tda_complex_cells(y)->grade_start, up_start, sizeof up_start);
    ck_assert_str_eq(tda_complex_axis_name(y, 0), "diameter");
    ck_assert_str_eq(tda_complex_axis_unit(y, 0), "m");
    ck_assert(tda_complex_record(y).threshold == 9);
    tda_complex_free(x);
    tda_complex_free(y);
}
END_TEST

START_TEST(squeeze_refuses)
{
    tda_ctx *ctx;
    tda_complex *x = vertices(2, 1, (double[]){0, 0}), *y = NULL;
    tda_index axis[] = {0, 1};
    double value[] = {0};
    tda_grid grid = {1, axis, value};
    OK(tda_ctx_new(&ctx));
    ck_assert_int_eq(tda_complex_squeeze(ctx, &y, x, &grid), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "grid: 1 axes for 2 parameters");
    ck_assert_ptr_null(y);
    tda_complex_free(x);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(out_of_memory)
{
    tda_complex *x = brute_random(3, 2, 2, true), *y = NULL;
    tda_grid g = {0}, h = {0};
    tda_index n[] = {3, 3};
    EACH_OOM(tda_complex_grid_exact(NULL, &g, x), g.start == NULL);
    EACH_OOM(tda_complex_grid_regular(NULL, &h, x, n), h.start == NULL);
    EACH_OOM(tda_complex_squeeze(NULL, &y, x, &h), y == NULL);
    tda_complex_free(x);
    tda_complex_free(y);
    tda_grid_clear(&g);
    tda_grid_clear(&h);
}
END_TEST

START_TEST(cancelled)
{
    tda_complex *x = brute_random(3, 2, 2, true), *y = NULL;
    tda_grid g = {0}, h = {0};
    tda_index n[] = {3, 3};
    EACH_CANCEL(tda_complex_grid_exact(NULL, &g, x), g.start == NULL);
    EACH_CANCEL(tda_complex_grid_regular(NULL, &h, x, n), h.start == NULL);
    EACH_CANCEL(tda_complex_squeeze(NULL, &y, x, &h), y == NULL);
    tda_complex_free(x);
    tda_complex_free(y);
    tda_grid_clear(&g);
    tda_grid_clear(&h);
}
END_TEST

START_TEST(regular_grid_of_a_box)
{
    const double low[] = {0, -1, 3}, high[] = {1, 2, 3}, below[] = {0, 2, 3},
                 never[] = {0, -1, INFINITY};
    const tda_index n[] = {5, 4, 7}, bad[] = {5, 0, 7};
    tda_grid g = {0};
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    EACH_OOM(tda_grid_regular(ctx, &g, 3, low, high, n), g.start == NULL);
    ck_assert_int_eq(g.start[1], 5);
    ck_assert_int_eq(g.start[2], 9);
    ck_assert_int_eq(g.start[3], 10); /* an axis of one value */
    const double want[] = {0, 0.25, 0.5, 0.75, 1, -1, 0, 1, 2, 3};
    ck_assert_mem_eq(g.value, want, sizeof want);
    tda_grid_clear(&g);
    EACH_CANCEL(tda_grid_regular(ctx, &g, 3, low, high, n), g.start == NULL);
    tda_grid_clear(&g);
    ck_assert_int_eq(tda_grid_regular(ctx, &g, 3, below, high, bad), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "grid: resolution 0 of axis 1; at least 1 is needed");
    ck_assert_int_eq(tda_grid_regular(ctx, &g, 3, high, low, n), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "grid: axis 0 goes from 1 to 0");
    ck_assert_int_eq(tda_grid_regular(ctx, &g, 3, low, never, n), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "grid: axis 2 goes from 3 to inf");
    ck_assert_int_eq(tda_grid_regular(ctx, &g, 0, low, high, n), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "grid: 0 parameters");
    ck_assert_ptr_null(g.start);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("grid", TEST(regular_grid_of_a_box), SEEDS(exact_grid, 30), TEST(regular_grid),
      TEST(regular_grid_at_the_limits), SEEDS(regular_grid_increases, 10),
      SEEDS(grids_of_values, 30), TEST(grids_of_values_by_hand),
      TEST(refuses_resolutions), SEEDS(squeezing_changes_no_node, 30),
      SEEDS(squeezing_to_the_exact_grid_changes_nothing, 10), TEST(squeeze_by_hand),
      TEST(squeeze_refuses), TEST(out_of_memory), TEST(cancelled))
