/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_signed.c - Pictures of signed barcodes: a region and a segment for each bar, by sign. */
#include "tda_check.h"
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <tda.h>

enum { MANY = 20000 };

static tda_signed_barcode make(tda_bar_shape shape)
{
    tda_signed_barcode b = {0};
    const double from[] = {0, 0, 1, 1, 2, -INFINITY},
                 to[] = {2, 2, INFINITY, 3, 4, INFINITY};
    OK(tda_signed_barcode_new(NULL, &b, 2, shape, 3, from, to, (int64_t[]){1, -1, 4}));
    b.degree = 1;
    b.record = (tda_record){2, 0, INFINITY, 7, "0.1.0", "made up"};
    return b;
}

static tda_index occurrences(const char *text, const char *what)
{
    tda_index n = 0;
    for (const char *at = text; (at = strstr(at, what)); at += strlen(what))
        n++;
    return n;
}

START_TEST(each_bar_is_drawn_in_the_colour_of_its_sign)
{
    for (int hook = 0; hook < 2; hook++) {
        tda_bytes svg = {0};
        tda_signed_barcode b = make(hook ? TDA_BAR_HOOK : TDA_BAR_RECTANGLE);
        OK(tda_signed_barcode_svg(NULL, &svg, &b, 1, NULL, NULL));
        ck_assert_int_eq(
            occurrences(svg.at, hook ? "Signed barcode of ranks, by hooks"
                                     : "Signed barcode of ranks, by rectangles"),
            2);
        ck_assert_int_eq(occurrences(svg.at, hook ? "2 positive, 1 negative hooks"
                                                  : "2 positive, 1 negative rectangles"),
                         1);
        ck_assert_int_eq(occurrences(svg.at, "<g fill=\"#1a56a8\""), 2);
        ck_assert_int_eq(occurrences(svg.at, "<g fill=\"#c8391f\""), 1);
        ck_assert_int_eq(occurrences(svg.at, "(0, 0) to (2, 2) weight +1"), 1);
        ck_assert_int_eq(occurrences(svg.at, "(1, 1) to (\u221e, 3) weight -1"), 1);
        ck_assert_int_eq(
            occurrences(svg.at, "(2, \u2212\u221e) to (4, \u221e) weight +4"), 1);
        ck_assert_int_eq(occurrences(svg.at, "-inf</text>"), 1);
        tda_bytes_clear(&svg);
        tda_signed_barcode_clear(&b);
    }
}
END_TEST

/* The rectangle with an end is drawn to its end, the endless ones to the frame. */
START_TEST(bars_without_end_run_to_the_frame)
{
    tda_bytes svg = {0};
    tda_signed_barcode b = make(TDA_BAR_RECTANGLE);
    tda_draw_opts o = TDA_DRAW_OPTS_INIT;
    OK(tda_signed_barcode_svg(NULL, &svg, &b, 1, NULL, &o));
    double x0, y0, x1, y1, frame_x = 720 - 132, frame_y = 36;
    int ended = 0, right = 0, top = 0;
    const char *at = strstr(svg.at, "class=\"bars\"");
    while ((at = strstr(at, " d=\"M"))) {
        if (sscanf(at, " d=\"M%lf %lfH%lfV%lf", &x0, &y0, &x1, &y1) == 4) {
            ck_assert_double_lt(x0, x1);
            ck_assert_double_gt(y0, y1);
            right += fabs(x1 - frame_x) < 0.1;
            top += fabs(y1 - frame_y) < 0.1;
            ended += x1 < frame_x - 10 && y1 > frame_y + 10;
        }
        at++;
    }
    ck_assert_int_eq(right, 1);
    ck_assert_int_eq(top, 1);
    ck_assert_int_eq(ended, 1);
    tda_bytes_clear(&svg);
    tda_signed_barcode_clear(&b);
}
END_TEST

START_TEST(an_empty_barcode_says_so)
{
    tda_bytes svg = {0};
    tda_signed_barcode b = {0};
    OK(tda_signed_barcode_new(NULL, &b, 2, TDA_BAR_RECTANGLE, 0, NULL, NULL, NULL));
    OK(tda_signed_barcode_svg(NULL, &svg, &b, 1, NULL, NULL));
    ck_assert_int_eq(occurrences(svg.at, "no homology in this degree"), 1);
    tda_bytes_clear(&svg);
    OK(tda_signed_barcode_svg(NULL, &svg, &b, 0, NULL, NULL));
    ck_assert_int_eq(occurrences(svg.at, "no signed barcodes"), 1);
    tda_bytes_clear(&svg);
    tda_signed_barcode_clear(&b);
}
END_TEST

START_TEST(of_very_many_bars_the_largest_are_drawn)
{
    static double from[2 * MANY], to[2 * MANY];
    static int64_t weight[MANY];
    tda_bytes svg = {0};
    tda_signed_barcode b = {0};
    for (int i = 0; i < MANY; i++) {
        from[2 * i] = i % 100, from[2 * i + 1] = i / 100;
        to[2 * i] = from[2 * i] + 1 + i % 7, to[2 * i + 1] = from[2 * i + 1] + 1 + i % 5;
        weight[i] = i % 3 ? 1 : -1;
    }
    OK(tda_signed_barcode_new(NULL, &b, 2, TDA_BAR_RECTANGLE, MANY, from, to, weight));
    OK(tda_signed_barcode_svg(NULL, &svg, &b, 1, NULL, NULL));
    ck_assert_int_lt(svg.size, 2000000);
    ck_assert_int_eq(occurrences(svg.at, ", the 14000 smallest not drawn"), 1);
    tda_bytes_clear(&svg);
    tda_signed_barcode_clear(&b);
}
END_TEST

START_TEST(refusals)
{
    tda_ctx *ctx = NULL;
    tda_bytes svg = {0};
    tda_signed_barcode b = make(TDA_BAR_RECTANGLE);
    OK(tda_ctx_new(&ctx));
    b.params = 1;
    ck_assert_int_eq(tda_signed_barcode_svg(ctx, &svg, &b, 1, NULL, NULL), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "picture: signed barcode 0 has 1 parameters; two can be drawn, so "
                     "write its bars as csv instead");
    b.params = 2;
    b.death[1] = NAN;
    ck_assert_int_eq(tda_signed_barcode_svg(ctx, &svg, &b, 1, NULL, NULL), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "picture: signed barcode 0, bar 0 is NaN");
    ck_assert_int_eq(tda_signed_barcode_svg(ctx, &svg, &b, 65, NULL, NULL), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "picture: 65 signed barcodes; at most 64 are drawn in one picture");
    tda_draw_opts o = TDA_DRAW_OPTS_INIT;
    o.height = 10;
    ck_assert_int_eq(tda_signed_barcode_svg(ctx, &svg, &b, 1, NULL, &o), TDA_EINVAL);
    ck_assert_int_eq(svg.size, 0);
    tda_signed_barcode_clear(&b);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(failures_leave_the_bytes)
{
    tda_ctx *ctx = NULL;
    tda_bytes svg = {0};
    tda_signed_barcode b = make(TDA_BAR_HOOK);
    OK(tda_ctx_new(&ctx));
    EACH_OOM(tda_signed_barcode_svg(NULL, &svg, &b, 1, NULL, NULL), svg.size == 0);
    tda_bytes_clear(&svg);
    EACH_CANCEL(tda_signed_barcode_svg(ctx, &svg, &b, 1, NULL, NULL), svg.size == 0);
    tda_bytes_clear(&svg);
    tda_signed_barcode_clear(&b);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("signed", TEST(each_bar_is_drawn_in_the_colour_of_its_sign),
      TEST(bars_without_end_run_to_the_frame), TEST(an_empty_barcode_says_so),
      TEST(of_very_many_bars_the_largest_are_drawn), TEST(refusals),
      TEST(failures_leave_the_bytes))
