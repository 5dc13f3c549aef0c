/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/private.h"
#include "tda_check.h"
#include <math.h>
#include <string.h>

static tda_measure plane, line;

static void setup_measures(void)
{
    double at[] = {0, 0, 1, 2, 2, 1, -INFINITY, 3};
    int64_t weight[] = {1, -1, -4, 2};
    OK(tda_measure_new(NULL, &plane, 2, 4, at, weight, NULL));
    OK(tda_measure_new(NULL, &line, 1, 4, at, weight, NULL));
}

static void clear_measures(void)
{
    tda_measure_clear(&plane);
    tda_measure_clear(&line);
}

static tda_index occurrences(const char *text, const char *what)
{
    tda_index n = 0;
    for (const char *at = text; (at = strstr(at, what)); at += strlen(what))
        n++;
    return n;
}

START_TEST(a_panel_for_each_measure)
{
    setup_measures();
    tda_measure both[] = {plane, plane, line};
    both[0].degree = 0, both[1].degree = -1, both[2].degree = 3;
    tda_bytes svg = {0};
    OK(tda_measure_svg(NULL, &svg, both, 3, NULL, NULL));
    ck_assert_int_eq(occurrences(svg.at, "class=\"panel\""), 3);
    ck_assert_ptr_nonnull(strstr(svg.at, "<title>H_0</title>"));
    ck_assert_ptr_nonnull(strstr(svg.at, "<title>Euler characteristic</title>"));
    ck_assert_ptr_nonnull(strstr(svg.at, "<title>H_3</title>"));
    ck_assert_ptr_nonnull(strstr(svg.at, "width=\"720\" height=\"1678\""));
    ck_assert_ptr_nonnull(strstr(svg.at, "parameter 1</text>"));
    ck_assert_ptr_nonnull(strstr(svg.at, "parameter 2</text>"));
    tda_index size = svg.size;
    OK(tda_measure_svg(NULL, &svg, both, 0, NULL, NULL));
    ck_assert_ptr_nonnull(strstr(svg.at + size, "no measures"));
    tda_bytes_clear(&svg);
    clear_measures();
}
END_TEST

START_TEST(what_cannot_be_drawn_is_named)
{
    tda_ctx *ctx;
    tda_bytes svg = {0};
    OK(tda_ctx_new(&ctx));
    setup_measures();
    tda_measure three = {.params = 3, .degree = -1};
    ck_assert_int_eq(tda_measure_svg(ctx, &svg, &three, 1, NULL, NULL), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "picture: measure 0 has 3 parameters; one or two can be "
                     "drawn, so write its points as csv instead");
    ck_assert_int_eq(tda_measure_svg(ctx, &svg, &plane, -1, NULL, NULL), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "picture: -1 measures; at most 64 are drawn in one picture");
    tda_draw_opts narrow = TDA_DRAW_OPTS_INIT;
    narrow.width = 100;
    ck_assert_int_eq(tda_measure_svg(ctx, &svg, &plane, 1, NULL, &narrow), TDA_EINVAL);
    ck_assert_str_eq(
        tda_ctx_message(ctx),
        "picture: 100 x 540 pixels; a panel is 320 to 10000 wide and 240 to 10000 high");
    plane.at[5] = NAN;
    ck_assert_int_eq(tda_measure_svg(ctx, &svg, &plane, 1, NULL, NULL), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "picture: measure 0, point 2: coordinate 1 is nan");
    ck_assert_ptr_null(svg.at);
    clear_measures();
    tda_ctx_free(ctx);
}
END_TEST

static tda_status both(tda_ctx *ctx, tda_bytes *svg)
{
    tda_measure two[] = {plane, line};
    return tda_measure_svg(ctx, svg, two, 2, NULL, NULL);
}

START_TEST(no_memory_at_any_point_is_survived)
{
    setup_measures();
    tda_bytes svg = {0};
    OK(tdai_bytes_text(NULL, &svg, "before"));
    EACH_OOM(both(NULL, &svg), svg.size == 6 && strcmp(svg.at, "before") == 0);
    ck_assert_ptr_nonnull(strstr(svg.at, "before<svg"));
    tda_bytes_clear(&svg);
    clear_measures();
}
END_TEST

START_TEST(the_caller_can_cancel)
{
    setup_measures();
    tda_ctx *ctx;
    tda_bytes svg = {0};
    OK(tda_ctx_new(&ctx));
    EACH_CANCEL(both(ctx, &svg), svg.at == NULL);
    tda_bytes_clear(&svg);
    tda_ctx_free(ctx);
    clear_measures();
}
END_TEST

/* 10^5 points anywhere, in one and two parameters: under two megabytes. */
START_TEST(a_picture_of_many_points_is_bounded)
{
    enum { N = 100000 };
    double *at = malloc(2 * N * sizeof *at);
    int64_t *weight = malloc(N * sizeof *weight);
    srand(5);
    for (int i = 0; i < N; i++) {
        at[2 * i] = rand(), at[2 * i + 1] = rand();
        weight[i] = (rand() % 2 ? 1 : -1) * (1 + rand() % (_i ? 1000 : 1));
    }
    for (int params = 1; params <= 2; params++) {
        tda_measure m[3] = {{0}};
        tda_bytes svg = {0};
        OK(tda_measure_new(NULL, m, params, N, at, weight, NULL));
        m[1] = m[2] = m[0];
        OK(tda_measure_svg(NULL, &svg, m, 1, NULL, NULL));
        ck_assert_int_lt(svg.size, 2000000);
        tda_bytes_clear(&svg);
        OK(tda_measure_svg(NULL, &svg, m, 3, NULL, NULL));
        ck_assert_int_lt(svg.size, 2000000);
        tda_bytes_clear(&svg);
        tda_measure_clear(m);
    }
    free(at);
    free(weight);
}
END_TEST

/* Points too close to tell apart share a mark that tells their number and their weights' sum;
 * signs are never mixed. */
START_TEST(points_on_a_pixel_are_merged)
{
    double at[] = {0, 0, 1e-9, 0, 2e-9, 0, 3e-9, 0, 1, 1, 0.5, 1};
    int64_t weight[] = {1, 2, -5, 4, 1, 1};
    tda_measure m = {0};
    tda_bytes svg = {0};
    OK(tda_measure_new(NULL, &m, 2, 6, at, weight, NULL));
    OK(tda_measure_svg(NULL, &svg, &m, 1, NULL, NULL));
    ck_assert_ptr_nonnull(strstr(svg.at, "(0, 0) weight +7, 3 points"));
    ck_assert_ptr_nonnull(strstr(svg.at, "(2e-09, 0) weight -5<"));
    ck_assert_ptr_nonnull(strstr(svg.at, "(1, 1) weight +1<"));
    tda_bytes_clear(&svg);
    tda_measure_clear(&m);
}
END_TEST

START_TEST(text_is_escaped)
{
    static const struct {
        const char *in, *out;
        int most;
    } cases[] = {
        {"a < b & c > \"d\"", "a &lt; b &amp; c &gt; &quot;d&quot;", 0},
        {"tab\tline\n", "tab line ", 0},
        {"\x1b[0m", "\ufffd[0m", 0},
        {"\xc3\xa9\xe2\x82\xac\xf0\x9f\x8d\xa9", "\xc3\xa9\xe2\x82\xac\xf0\x9f\x8d\xa9",
         0},
        {"\xc0\xaf", "\ufffd\ufffd", 0}, /* overlong */
        {"\xe0\x80\xaf", "\ufffd\ufffd\ufffd", 0},
        {"\xed\xa0\x80", "\ufffd\ufffd\ufffd", 0}, /* a surrogate */
        {"\xf4\x90\x80\x80", "\ufffd\ufffd\ufffd\ufffd", 0},
        {"\xe2\x82", "\ufffd\ufffd", 0},           /* cut short */
        {"\xef\xbf\xbe", "\ufffd\ufffd\ufffd", 0}, /* no character */
        {"\xc2\x85", "\ufffd\ufffd", 0},           /* a control of Latin-1 */
        {"abcd", "abcd", 4},
        {"abcde", "abc\u2026", 4},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tdai_pen pen = {0};
        tdai_pen_escape(&pen, cases[i].in, cases[i].most);
        OK(pen.st);
        ck_assert_str_eq(pen.out.at, cases[i].out);
        tda_bytes_clear(&pen.out);
    }
}
END_TEST

SUITE("picture", TEST(a_panel_for_each_measure), TEST(what_cannot_be_drawn_is_named),
      TEST(no_memory_at_any_point_is_survived), TEST(the_caller_can_cancel),
      SEEDS(a_picture_of_many_points_is_bounded, 2), TEST(points_on_a_pixel_are_merged),
      TEST(text_is_escaped))
