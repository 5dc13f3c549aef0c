/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_betti.c - Pictures of Betti numbers: every point has its mark, of its kind. */
#include "tda_check.h"
#include <string.h>
#include <tda.h>

static tda_index one[] = {-1, -1};
static double at[3][2] = {{0, 0}, {1, 0}, {1, 1}};
static int64_t weight[] = {2};

static void sample(tda_measure *betti, int params)
{
    for (int i = 0; i < 3; i++)
        betti[i] =
            (tda_measure){params, 1, 1, at[i], weight, one, TDA_CELL_ROW, {.field = 2}};
}

static int count(const char *text, const char *what)
{
    int n = 0;
    for (; (text = strstr(text, what)); text++)
        n++;
    return n;
}

START_TEST(marks_tell_which_number_they_are_of)
{
    tda_bytes b = {0};
    tda_measure betti[3];
    sample(betti, 2);
    OK(tda_betti_svg(NULL, &b, betti, 1, NULL, NULL));
    ck_assert_int_eq(count(b.at, ">Bigraded Betti numbers<"), 2);
    ck_assert_int_eq(count(b.at, "2 generators, 2 relations, 2 relations of those"), 2);
    ck_assert_int_eq(count(b.at, "<title>(0, 0) \u03b20 = 2</title></circle>"), 1);
    ck_assert_int_eq(count(b.at, "<title>(1, 0) \u03b21 = 2</title></path>"), 1);
    ck_assert_int_eq(count(b.at, "<title>(1, 1) \u03b22 = 2</title></circle>"), 1);
    ck_assert_int_eq(count(b.at, "positive"), 0);
    tda_bytes_clear(&b);
    for (int i = 0; i < 3; i++)
        betti[i].size = 0;
    OK(tda_betti_svg(NULL, &b, betti, 1, NULL, NULL));
    ck_assert_int_eq(count(b.at, "no homology in this degree"), 1);
    tda_bytes_clear(&b);
}
END_TEST

/* Generators that all have a relation at their grade: the measure is empty, the marks are not. */
START_TEST(points_that_cancel_are_drawn)
{
    tda_bytes b = {0};
    tda_measure betti[3];
    sample(betti, 2);
    betti[1].at = at[0];
    betti[2].size = 0;
    OK(tda_betti_svg(NULL, &b, betti, 1, NULL, NULL));
    ck_assert_int_eq(count(b.at, "\u03b20 = 2"), 1);
    ck_assert_int_eq(count(b.at, "\u03b21 = 2"), 1);
    tda_bytes_clear(&b);
}
END_TEST

START_TEST(refusals)
{
    tda_ctx *ctx = NULL;
    tda_bytes b = {0};
    tda_measure betti[3];
    OK(tda_ctx_new(&ctx));
    sample(betti, 1);
    ck_assert_int_eq(tda_betti_svg(ctx, &b, betti, 1, NULL, NULL), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "picture: Betti numbers of 1 parameters; those of 2 can be drawn");
    ck_assert_int_eq(tda_betti_svg(ctx, &b, betti, 65, NULL, NULL), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "picture: 65 presentations; at most 64 are drawn in one picture");
    ck_assert_int_eq(b.size, 0);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(failures_leave_the_bytes)
{
    tda_ctx *ctx = NULL;
    tda_bytes b = {0};
    tda_measure betti[3];
    OK(tda_ctx_new(&ctx));
    sample(betti, 2);
    EACH_OOM(tda_betti_svg(NULL, &b, betti, 1, NULL, NULL), b.size == 0);
    tda_bytes_clear(&b);
    EACH_CANCEL(tda_betti_svg(ctx, &b, betti, 1, NULL, NULL), b.size == 0);
    tda_bytes_clear(&b);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("betti", TEST(marks_tell_which_number_they_are_of),
      TEST(points_that_cancel_are_drawn), TEST(refusals), TEST(failures_leave_the_bytes))
