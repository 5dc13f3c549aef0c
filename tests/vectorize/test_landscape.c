/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_landscape.c - Landscapes from three sources: ranks, diagonals and modules. */
#include "brute.h"
#include "tda_check.h"
#include <math.h>
#include <string.h>
#include <tda.h>

enum { LAYERS = 3, NX = 6, NY = 8, SITES = NX * NY };

static bool near(double a, double b, double most)
{
    return a == b || fabs(a - b) <= most; /* both may be infinite */
}

static void random_grid(brute_rng *rng, double *value, const tda_index *start, int params)
{
    for (int k = 0; k < params; k++) {
        double x = brute_below(rng, 4) - 1;
        for (tda_index i = start[k]; i < start[k + 1]; i++) {
            value[i] = x;
            x += 0.25 * (1 + brute_below(rng, 4));
        }
    }
}

/* By definition, from ranks: the largest e on a lattice of eighths for which the rank is more
 * than the layer. Grades are integers and nodes quarters, so that depths are eighths. */
static double by_ranks(const tda_signed_barcode *b, const double *x, int layer)
{
    for (int e = 8 * 12; e > 0; e--) {
        double s[3], t[3];
        for (int k = 0; k < b->params; k++) {
            s[k] = x[k] - (e - 0.5) / 8.0; /* the supremum need not be attained */
            t[k] = x[k] + (e - 0.5) / 8.0;
        }
        if (tda_signed_barcode_rank(b, s, t) > layer)
            return e == 8 * 12 ? INFINITY : e / 8.0;
    }
    return 0;
}

static void three_sources_seed(unsigned seed)
{
    brute_rng rng = brute_seed(300 + seed);
    tda_complex *k = brute_random(seed, 2, 2, seed % 3 == 0);
    tda_index start[] = {0, NX, NX + NY};
    double value[NX + NY];
    static double ranks[LAYERS * SITES], slices[LAYERS * SITES], sums[LAYERS * SITES],
        again[LAYERS * SITES];
    tda_grid grid = {2, start, value};
    random_grid(&rng, value, start, 2);
    for (int degree = 0; degree < 2; degree++) {
        tda_presentation *p = NULL;
        tda_signed_barcode b = {0};
        tda_module m = {0};
        tda_module_opts opts = TDA_MODULE_OPTS_INIT;
        double box[] = {value[0] - 1, value[NX] - 1, value[NX - 1] + 1,
                        value[NX + NY - 1] + 1};
        opts.lines = 20;
        opts.box = box;
        OK(tda_complex_presentation(NULL, &p, k, degree, NULL));
        OK(tda_presentation_rank_barcode(NULL, &b, p, NULL));
        OK(tda_presentation_module(NULL, &m, p, &opts));
        OK(tda_signed_barcode_landscape(NULL, ranks, &b, LAYERS, &grid));
        OK(tda_presentation_landscape(NULL, slices, p, LAYERS, &grid));
        OK(tda_complex_landscape(NULL, again, k, degree, LAYERS, &grid));
        OK(tda_module_landscape(NULL, sums, &m, LAYERS, &grid));
        MUST(memcmp(again, slices, sizeof again) == 0);
        for (int i = 0; i < LAYERS * SITES; i++) {
            int s = i % SITES;
            double x[] = {value[s / NY], value[NX + s % NY]};
            MUST(near(ranks[i], slices[i], 1e-12));
            double reach = INFINITY; /* past the box the module knows nothing */
            for (int c = 0; c < 2; c++)
                reach = fmin(reach, fmin(x[c] - box[c], box[2 + c] - x[c]));
            MUST(near(fmin(ranks[i], reach), fmin(sums[i], reach), m.error + 1e-9));
            MUST(i < SITES || ranks[i] <= ranks[i - SITES]);
            if (ranks[i] < 11)
                MUST(near(ranks[i], by_ranks(&b, x, i / SITES), 1e-12));
        }
        tda_signed_barcode_clear(&b);
        tda_module_clear(&m);
        tda_presentation_free(p);
    }
    tda_complex_free(k);
}
TEN_SEEDS(three_sources)

/* On a coarse grid the ranks are those of a module moved up by a step at most. */
static void coarse_ranks_seed(unsigned seed)
{
    tda_complex *k = brute_random(seed / 4 * 5 + seed % 4, 2, 2, false); /* all finite */
    double value[] = {-1, 1, 3, 5, 7, 9, 11, -1, 1, 3, 5, 7, 9, 11};
    tda_index start[] = {0, 7, 14};
    double fine[LAYERS * 49], coarse[LAYERS * 49];
    tda_grid grid = {2, start, value};
    tda_presentation *p = NULL;
    tda_signed_barcode b = {0};
    OK(tda_complex_presentation(NULL, &p, k, (int)(seed % 2), NULL));
    OK(tda_presentation_rank_barcode(NULL, &b, p, &grid));
    OK(tda_signed_barcode_landscape(NULL, coarse, &b, LAYERS, &grid));
    OK(tda_presentation_landscape(NULL, fine, p, LAYERS, &grid));
    for (int i = 0; i < LAYERS * 49; i++)
        if (!near(coarse[i], fine[i], 2))
            ck_abort_msg("seed %u, value %d: %g, not %g", seed, i, coarse[i], fine[i]);
    tda_signed_barcode_clear(&b);
    tda_presentation_free(p);
    tda_complex_free(k);
}
TEN_SEEDS(coarse_ranks)

static void space_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    tda_complex *k = brute_random(seed, 3, 2, false);
    tda_index start[] = {0, 3, 5, 9};
    double value[9], ranks[LAYERS * 24], slices[LAYERS * 24];
    tda_grid grid = {3, start, value};
    tda_signed_barcode b = {0};
    random_grid(&rng, value, start, 3);
    OK(tda_complex_rank_barcode(NULL, &b, k, 0, NULL));
    OK(tda_signed_barcode_landscape(NULL, ranks, &b, LAYERS, &grid));
    OK(tda_complex_landscape(NULL, slices, k, 0, LAYERS, &grid));
    for (int i = 0; i < LAYERS * 24; i++)
        MUST(near(ranks[i], slices[i], 1e-12));
    tda_signed_barcode_clear(&b);
    tda_complex_free(k);
}
TEN_SEEDS(space)

START_TEST(failures_touch_nothing)
{
    tda_complex *k = brute_random(3, 2, 2, false), *k3 = brute_random(3, 3, 2, false);
    double value[] = {0, 2, 0, 3, 1}, out[8] = {7};
    tda_index start[] = {0, 2, 4, 5};
    tda_grid grid = {2, start, value}, grid3 = {3, start, value};
    tda_presentation *p = NULL;
    tda_signed_barcode b = {0}, hooks = {0};
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    OK(tda_complex_presentation(ctx, &p, k, 0, NULL));
    OK(tda_presentation_rank_barcode(ctx, &b, p, NULL));
#define BOTH(call)                                                                       \
    do {                                                                                 \
        out[0] = 7;                                                                      \
        EACH_OOM(call, out[0] == 7);                                                     \
        out[0] = 7;                                                                      \
        EACH_CANCEL(call, out[0] == 7);                                                  \
        out[0] = 7;                                                                      \
    } while (0)
    BOTH(tda_signed_barcode_landscape(ctx, out, &b, 2, &grid));
    BOTH(tda_presentation_landscape(ctx, out, p, 2, &grid));
    BOTH(tda_complex_landscape(ctx, out, k, 0, 2, &grid));
    BOTH(tda_complex_landscape(ctx, out, k3, 0, 1, &grid3));
#define REFUSED(call, text)                                                              \
    do {                                                                                 \
        ck_assert_int_eq(call, TDA_EINVAL);                                              \
        ck_assert_str_eq(tda_ctx_message(ctx), text);                                    \
        ck_assert_double_eq(out[0], 7);                                                  \
    } while (0)
    OK(tda_signed_barcode_hooks(ctx, &hooks, &b));
    REFUSED(tda_signed_barcode_landscape(ctx, out, &hooks, 1, &grid),
            "landscapes: the bars are hooks; give rectangles");
    REFUSED(tda_presentation_landscape(ctx, out, p, -2, &grid),
            "landscapes: -2 functions");
    REFUSED(tda_complex_landscape(ctx, out, k, -1, 1, &grid),
            "landscapes: there is no degree -1");
    REFUSED(tda_complex_landscape(ctx, out, k, 0, 1, &grid3),
            "grid: 3 axes for 2 parameters");
    OK(tda_presentation_landscape(ctx, out, p, 0, &grid));
    ck_assert_double_eq(out[0], 7);
    tda_ctx_set_max_bytes(ctx, 30);
    ck_assert_int_eq(tda_presentation_landscape(ctx, out, p, 2, &grid), TDA_ELIMIT);
    tda_signed_barcode_clear(&b);
    tda_signed_barcode_clear(&hooks);
    tda_presentation_free(p);
    tda_complex_free(k);
    tda_complex_free(k3);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("landscape", SEEDS(three_sources, 20), SEEDS(coarse_ranks, 10), SEEDS(space, 5),
      TEST(failures_touch_nothing))
