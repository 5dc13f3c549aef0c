/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_module.c - Pictures of modules: a region for each summand, bounded by its corners. */
#include "tda_check.h"
#include <math.h>
#include <string.h>
#include <tda.h>

static tda_index births[] = {0, 1, 3}, deaths[] = {0, 1, 2};
static double birth[] = {0, 0, 0, 3, 2, 1}, death[] = {4, 4, INFINITY, INFINITY};

static void sample(tda_module *m)
{
    tda_module view = {.params = 2,
                       .degree = 1,
                       .size = 2,
                       .birth_start = births,
                       .birth = birth,
                       .death_start = deaths,
                       .death = death};
    OK(tda_module_new(NULL, m, &view));
}

static int count(const char *text, const char *what)
{
    int n = 0;
    for (; (text = strstr(text, what)); text++)
        n++;
    return n;
}

START_TEST(regions_have_the_corners)
{
    tda_bytes b = {0};
    tda_module m = {0};
    sample(&m);
    OK(tda_module_svg(NULL, &b, &m, 1, NULL, NULL));
    ck_assert_int_eq(count(b.at, ">Interval modules<"), 2);
    ck_assert_int_eq(count(b.at, "2 intervals"), 2);
    ck_assert_int_eq(count(b.at, "fill-opacity=\".22\""),
                     4); /* two regions, two swatches */
    ck_assert_int_eq(count(b.at, "smaller"), 0);
    /* a square of 4 x 4 in a plot of 4.24 x 4.24, and a staircase */
    ck_assert_int_eq(count(b.at, "<title>89 %</title>"), 1);
    ck_assert_int_eq(count(b.at, "<title>49 %</title>"), 1);
    ck_assert_int_eq(count(b.at, "z\""), 2);
    tda_bytes_clear(&b);
    m.error = 0.5;
    OK(tda_module_svg(NULL, &b, &m, 1, NULL, NULL));
    ck_assert_int_eq(count(b.at, "2 intervals, from lines 0.5 apart"), 1);
    tda_bytes_clear(&b);
    m.size = 0;
    OK(tda_module_svg(NULL, &b, &m, 1, NULL, NULL));
    ck_assert_int_eq(count(b.at, "no homology in this degree"), 1);
    tda_bytes_clear(&b);
    OK(tda_module_svg(NULL, &b, NULL, 0, NULL, NULL));
    ck_assert_int_eq(count(b.at, "no modules"), 1);
    tda_bytes_clear(&b);
    tda_module_clear(&m);
}
END_TEST

/* Twenty squares: eight have colours, the rest are grey and counted. */
START_TEST(small_ones_are_grey)
{
    enum { N = 20 };
    tda_index start[N + 1];
    double from[N][2], to[N][2];
    for (int i = 0; i <= N; i++)
        start[i] = i;
    for (int i = 0; i < N; i++) {
        from[i][0] = from[i][1] = i;
        to[i][0] = to[i][1] = i + 1 + i / 10.0;
    }
    tda_module m = {0}, view = {.params = 2,
                                .size = N,
                                .birth_start = start,
                                .birth = from[0],
                                .death_start = start,
                                .death = to[0]};
    tda_bytes b = {0};
    OK(tda_module_new(NULL, &m, &view));
    OK(tda_module_svg(NULL, &b, &m, 1, NULL, NULL));
    ck_assert_int_eq(count(b.at, ">12 smaller<"), 1);
    ck_assert_int_eq(count(b.at, "fill-opacity=\"0.160\""), 12);
    ck_assert_int_eq(count(b.at, "z\""), N);
    tda_bytes_clear(&b);
    tda_module_clear(&m);
}
END_TEST

START_TEST(bad_inputs)
{
    tda_ctx *ctx = NULL;
    tda_bytes b = {0};
    tda_module m = {0};
    tda_draw_opts o = TDA_DRAW_OPTS_INIT;
    OK(tda_ctx_new(&ctx));
    sample(&m);
    m.params = 3;
    ck_assert_int_eq(tda_module_svg(ctx, &b, &m, 1, NULL, NULL), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "picture: module 0 has 3 parameters; two can be drawn, so write its "
                     "corners as csv instead");
    ck_assert_int_eq(tda_module_svg(ctx, &b, &m, 65, NULL, NULL), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "picture: 65 modules; at most 64 are drawn in one picture");
    o.width = 3;
    ck_assert_int_eq(tda_module_svg(ctx, &b, &m, 1, NULL, &o), TDA_EINVAL);
    ck_assert_str_eq(
        tda_ctx_message(ctx),
        "picture: 3 x 540 pixels; a panel is 320 to 10000 wide and 240 to 10000 high");
    ck_assert(b.at == NULL);
    tda_module_clear(&m);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(memory_and_cancel)
{
    tda_ctx *ctx = NULL;
    tda_bytes b = {0};
    tda_module m = {0};
    OK(tda_ctx_new(&ctx));
    sample(&m);
    EACH_OOM(tda_module_svg(ctx, &b, &m, 1, NULL, NULL), b.at == NULL);
    tda_bytes_clear(&b);
    EACH_CANCEL(tda_module_svg(ctx, &b, &m, 1, NULL, NULL), b.at == NULL);
    tda_bytes_clear(&b);
    tda_module_clear(&m);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("module pictures", TEST(regions_have_the_corners), TEST(small_ones_are_grey),
      TEST(bad_inputs), TEST(memory_and_cancel))
