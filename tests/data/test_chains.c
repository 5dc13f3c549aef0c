/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_chains.c - Chains built in any order come out in the order of the bars. */
#include "brute.h"
#include "data/private.h"
#include "tda_check.h"

enum { CHAINS = 40, TERMS = 12, WIDTH = 4 };

/* What chain i of a seed consists of. */
static int terms_of(int seed, int i)
{
    brute_rng rng = brute_seed((unsigned)(seed * CHAINS + i));
    return brute_below(&rng, TERMS);
}
static int width_of(int i)
{
    return 1 + i % WIDTH;
}
static tda_index entry_of(int i, int term, int k)
{
    return 1000 * i + 10 * term + k;
}
static int coefficient_of(int i, int term)
{
    return 1 + (i * 7 + term) % 30;
}

static tda_status build(tda_ctx *ctx, tda_chains *out, int seed, const tdai_bar *bar,
                        tda_index bars)
{
    tda_status st = TDA_OK;
    tdai_chains c = {0};
    for (int i = 0; i < CHAINS; i++) {
        tda_index number = -1;
        for (int t = 0; t < terms_of(seed, i); t++) {
            tda_index at[WIDTH];
            for (int k = 0; k < width_of(i); k++)
                at[k] = entry_of(i, t, k);
            TRY(tdai_chains_term(ctx, &c, at, width_of(i), coefficient_of(i, t)));
        }
        TRY(tdai_chains_close(ctx, &c, &number));
        ck_assert_int_eq(number, i);
    }
    TRY(tdai_chains_of_bars(ctx, out, &c, bar, bars));
done:
    tdai_chains_free(&c);
    return st;
}

START_TEST(ordered)
{
    brute_rng rng = brute_seed((unsigned)_i);
    tdai_bar bar[CHAINS];
    tda_chains out = {0};
    int bars = brute_below(&rng, CHAINS + 1);
    for (int b = 0; b < bars; b++)
        bar[b].chain = brute_below(&rng, CHAINS);
    OK(build(NULL, &out, _i, bar, bars));
    ck_assert_int_eq(out.size, bars);
    ck_assert_int_eq(out.start[0], 0);
    ck_assert_int_eq(out.place[0], 0);
    for (int b = 0; b < bars; b++) {
        int i = (int)bar[b].chain, n = terms_of(_i, i), w = width_of(i);
        ck_assert_int_eq(out.start[b + 1] - out.start[b], n);
        ck_assert_int_eq(out.place[b + 1] - out.place[b], n * w);
        for (int t = 0; t < n; t++) {
            MUST(out.coefficient[out.start[b] + t] == coefficient_of(i, t));
            for (int k = 0; k < w; k++)
                MUST(out.at[out.place[b] + t * w + k] == entry_of(i, t, k));
        }
    }
    tda_chains_clear(&out);
    ck_assert_ptr_null(out.start);
    tda_chains_clear(&out);
}
END_TEST

START_TEST(starved)
{
    tdai_bar bar[] = {{.chain = 3}, {.chain = 1}};
    tda_chains out = {0};
    tda_ctx *ctx = NULL;
    EACH_OOM(build(NULL, &out, 1, bar, 2), out.start == NULL);
    tda_chains_clear(&out);
    OK(tda_ctx_new(&ctx));
    tda_ctx_set_max_bytes(ctx, 100);
    ck_assert_int_eq(build(ctx, &out, 1, bar, 2), TDA_ELIMIT);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("chains", SEEDS(ordered, 100), TEST(starved))
