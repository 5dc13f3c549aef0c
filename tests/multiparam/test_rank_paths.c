/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_rank_paths.c - Ranks of complexes of up to four parameters, as signed barcodes and as tensors,
 * against ranks from their definition. */
#include "brute.h"
#include "multiparam/koszul.h"
#include "tda_check.h"
#include <tda.h>

enum { DEGREES = 2 };

static tda_index nodes_of(const tda_grid *g)
{
    tda_index n = 1;
    for (int k = 0; k < g->params; k++)
        n *= g->start[k + 1] - g->start[k];
    return n;
}

static void node_of(const tda_grid *g, tda_index node, double *z)
{
    for (int k = g->params - 1; k >= 0; k--) {
        tda_index n = g->start[k + 1] - g->start[k];
        z[k] = g->value[g->start[k] + node % n];
        node /= n;
    }
}

/* The ranks of `complex` between pairs of nodes of a grid, by its barcode and by its tensor. */
static void check_ranks(const tda_complex *complex, const tda_signed_barcode *b,
                        const tda_grid *grid, int degree, unsigned seed)
{
    const tda_cells *c = tda_complex_cells(complex);
    brute_rng rng = brute_seed(seed + 5);
    tda_index *tensor = NULL, nodes = nodes_of(grid);
    OK(tda_signed_barcode_rank_tensor(NULL, &tensor, b, grid));
    for (int pair = 0; pair < 150 && nodes > 0; pair++) {
        double s[4], t[4];
        tda_index i = brute_below(&rng, (int)nodes), j = brute_below(&rng, (int)nodes);
        node_of(grid, i, s);
        node_of(grid, j, t);
        bool ordered = brute_below_all(s, t, c->params);
        if (!ordered && pair % 2) { /* more pairs that are */
            for (int k = 0; k < c->params; k++)
                t[k] = fmax(s[k], t[k]);
            j = 0;
            for (int k = 0; k < c->params; k++) {
                tda_index at = grid->start[k];
                while (grid->value[at] < t[k])
                    at++;
                j = j * (grid->start[k + 1] - grid->start[k]) + at - grid->start[k];
            }
            ordered = true;
        }
        tda_index want = ordered ? brute_rank_between(c, s, t, degree) : 0;
        MUST(tensor[i * nodes + j] == want);
        if (ordered)
            MUST(tda_signed_barcode_rank(b, s, t) == want);
    }
    tda_index_free(tensor);
}

static void one_complex(unsigned seed, int params, int dimension, bool several)
{
    tda_complex *k = brute_random(seed, params, dimension, several);
    tda_grid exact = {0}, coarse = {0};
    tda_index resolution[4] = {2, 3, 2, 2};
    OK(tda_complex_grid_exact(NULL, &exact, k));
    OK(tda_complex_grid_regular(NULL, &coarse, k, resolution));
    for (int d = 0; d < DEGREES; d++) {
        tda_signed_barcode b = {0}, on_grid = {0};
        tda_measure hilbert = {0}, mu = {0};
        if (params < 4) {
            OK(tda_complex_rank_barcode(NULL, &b, k, d, NULL));
            MUST(b.params == params && b.degree == d && b.shape == TDA_BAR_RECTANGLE);
            check_ranks(k, &b, &exact, d, seed);
            OK(tda_complex_hilbert_measure(NULL, &hilbert, k, d, d, NULL));
            OK(tda_signed_barcode_hilbert_measure(NULL, &mu, &b));
            MUST(mu.size == hilbert.size);
            for (tda_index i = 0; i < mu.size; i++)
                MUST(mu.weight[i] == hilbert.weight[i]);
            for (tda_index i = 0; i < mu.size * params; i++)
                MUST(mu.at[i] == hilbert.at[i]);
        }
        OK(tda_complex_rank_barcode(NULL, &on_grid, k, d, &coarse));
        check_ranks(k, &on_grid, &coarse, d, seed);
        tda_measure_clear(&hilbert);
        tda_measure_clear(&mu);
        tda_signed_barcode_clear(&b);
        tda_signed_barcode_clear(&on_grid);
    }
    tda_grid_clear(&exact);
    tda_grid_clear(&coarse);
    tda_complex_free(k);
}

static void three_seed(unsigned seed)
{
    one_complex(seed, 3, 2, seed % 3 == 0);
}
TEN_SEEDS(three)

static void four_seed(unsigned seed)
{
    one_complex(seed, 4, 2, seed % 3 == 0);
}
TEN_SEEDS(four)

static void one_and_two_seed(unsigned seed)
{
    one_complex(seed, 1 + (int)(seed % 2), 2, seed % 3 == 0);
}
TEN_SEEDS(one_and_two)

/* Two points at (0, 1, 0) and (1, 0, 0), joined at (1, 1, 2): their quadrants meet from (1, 1, 0) on, where
 * of two classes one lives up to height 2. */
static tda_complex *three_cells(void)
{
    tda_complex *k = NULL;
    tda_cells cells = {3,
                       3,
                       (int[]){0, 0, 1},
                       (tda_index[]){0, 0, 0, 2},
                       (tda_index[]){0, 1},
                       NULL,
                       (double[]){0, 1, 0, 1, 0, 0, 1, 1, 2}};
    OK(tda_complex_new(NULL, &k, &cells));
    return k;
}

START_TEST(an_edge)
{
    tda_complex *k = three_cells();
    tda_signed_barcode b = {0};
    tda_index *tensor = NULL;
    const double birth[] = {0, 1, 0, 1, 0, 0, 1, 1, 0, 1, 1, 0};
    OK(tda_complex_rank_barcode(NULL, &b, k, 0, NULL));
    ck_assert_int_eq(b.size, 4);
    for (int i = 0; i < 12; i++)
        ck_assert(b.birth[i] == birth[i] && b.death[i] == (i == 8 ? 2 : INFINITY));
    ck_assert(b.weight[0] == 1 && b.weight[1] == 1);
    ck_assert(b.weight[2] == 1 && b.weight[3] == -1);
    tda_grid g = {3, (tda_index[]){0, 1, 2, 4}, (double[]){1, 1, 0, 2}};
    OK(tda_signed_barcode_rank_tensor(NULL, &tensor, &b, &g));
    ck_assert(tensor[0] == 2 && tensor[1] == 1 && tensor[2] == 0 && tensor[3] == 1);
    tda_index_free(tensor);
    tda_signed_barcode_clear(&b);
    tda_complex_free(k);
}
END_TEST

#define REFUSED(code, sentence, call)                                                    \
    do {                                                                                 \
        ck_assert_int_eq(call, code);                                                    \
        ck_assert_str_eq(tda_ctx_message(ctx), sentence);                                \
    } while (0)

START_TEST(failures)
{
    tda_ctx *ctx = NULL;
    tda_complex *k = three_cells(), *five = NULL;
    tda_signed_barcode b = {.size = -7}, hooks = {0};
    tda_index *tensor = NULL;
    tda_cells cells = {
        5, 1, (int[]){0}, (tda_index[]){0, 0}, NULL, NULL, (double[]){0, 0, 0, 0, 0}};
    OK(tda_ctx_new(&ctx));
    OK(tda_complex_new(NULL, &five, &cells));
    REFUSED(TDA_EINVAL, "rank barcode: there is no degree -1",
            tda_complex_rank_barcode(ctx, &b, k, -1, NULL));
    REFUSED(TDA_EINVAL, "rank barcode: the complex has 5 parameters, at most 4 can be",
            tda_complex_rank_barcode(ctx, &b, five, 0, NULL));
    tda_grid flat = {2, (tda_index[]){0, 1, 2}, (double[]){0, 0}};
    REFUSED(TDA_EINVAL, "grid: 2 axes for 3 parameters",
            tda_complex_rank_barcode(ctx, &b, k, 0, &flat));
    ck_assert_int_eq(b.size, -7);
    EACH_OOM(tda_complex_rank_barcode(ctx, &b, k, 0, NULL), b.size == -7);
    tda_signed_barcode_clear(&b);
    b.size = -7;
    EACH_CANCEL(tda_complex_rank_barcode(ctx, &b, k, 0, NULL), b.size == -7);
    tda_grid g = {3, (tda_index[]){0, 1, 2, 4}, (double[]){1, 1, 0, 2}};
    EACH_OOM(tda_signed_barcode_rank_tensor(ctx, &tensor, &b, &g), tensor == NULL);
    tda_index_free(tensor);
    tensor = NULL;
    EACH_CANCEL(tda_signed_barcode_rank_tensor(ctx, &tensor, &b, &g), tensor == NULL);
    tda_index_free(tensor);
    tensor = NULL;
    REFUSED(TDA_EINVAL, "grid: 2 axes for 3 parameters",
            tda_signed_barcode_rank_tensor(ctx, &tensor, &b, &flat));
    tda_ctx_set_max_bytes(ctx, 31);
    ck_assert_int_eq(tda_signed_barcode_rank_tensor(ctx, &tensor, &b, &g), TDA_ELIMIT);
    ck_assert_ptr_nonnull(strstr(tda_ctx_message(ctx), "2 nodes"));
    ck_assert_ptr_nonnull(strstr(tda_ctx_message(ctx), "32"));
    hooks = b;
    hooks.shape = TDA_BAR_HOOK;
    REFUSED(TDA_EINVAL, "rank tensor: the bars are hooks; give rectangles",
            tda_signed_barcode_rank_tensor(ctx, &tensor, &hooks, &g));
    ck_assert_ptr_null(tensor);
    tda_signed_barcode_clear(&b);
    tda_complex_free(k);
    tda_complex_free(five);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("ranks by paths", SEEDS(three, 30), SEEDS(four, 30), SEEDS(one_and_two, 30),
      TEST(an_edge), TEST(failures))
