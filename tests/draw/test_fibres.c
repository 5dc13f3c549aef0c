/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_fibres.c - Pictures of barcodes along lines: the line and its bars over the plane, many
 * lines side by side, vines. */
#include "data/private.h"
#include "tda_check.h"
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <tda.h>

enum { LINES = 3, MANY = 600 };

/* The square [0, 1) x [0, 1): a generator, two relations, one relation of those. */
static tda_index none[] = {-1, -1, -1, -1};
static double corner[3][4] = {{0, 0}, {0, 1, 1, 0}, {1, 1}};
static int64_t weight[] = {1, 1};
static const double base[] = {0, 0, 0.25, 0, 0.5, 0};
static const double direction[] = {1, 1, 1, 1, 1, 1};
static const int one_degree[] = {1};

static void square(tda_measure *betti)
{
    for (int i = 0; i < 3; i++)
        betti[i] =
            (tda_measure){2, 1, i == 1 ? 2 : 1, corner[i], weight, none, 0, {.field = 2}};
}

static void bars_of_square(tda_diagram *d)
{
    for (int i = 0; i < LINES; i++) {
        tdai_bar bar[] = {{0, 1 - base[2 * i], 0, 1, 1, false, -1}};
        OK(tdai_diagram_new(NULL, &d[i], 2, TDA_CELL_ROW, bar, 1));
        d[i].record = (tda_record){2, 0, INFINITY, 7, "0.1.0", "made up"};
    }
}

static tda_index occurrences(const char *text, const char *what)
{
    tda_index n = 0;
    for (const char *at = text; (at = strstr(at, what)); at += strlen(what))
        n++;
    return n;
}

START_TEST(a_line_has_its_bars_beside_it)
{
    tda_bytes svg = {0};
    tda_measure betti[3];
    tda_diagram d[LINES] = {{0}};
    square(betti);
    bars_of_square(d);
    tda_fibres f = {2, 1, base, direction, 1, one_degree, d, NULL, betti};
    OK(tda_fibres_svg(NULL, &svg, &f, NULL, NULL));
    ck_assert_int_eq(occurrences(svg.at, "<title>Barcode along a line</title>"), 1);
    ck_assert_int_eq(occurrences(svg.at, "The line from (0, 0) by (1, 1). H_1: 1 bar."),
                     1);
    ck_assert_int_eq(occurrences(svg.at, "(0, 0) + t (1, 1)"), 1);
    ck_assert_int_eq(occurrences(svg.at, "class=\"line\""), 1);
    ck_assert_int_eq(occurrences(svg.at, "<path class=\"bars\""), 2); /* edge and bar */
    ck_assert_int_eq(occurrences(svg.at, "class=\"degree\""), 1);
    ck_assert_int_eq(occurrences(svg.at, "\u03b20 = 1"), 1);
    ck_assert_int_eq(occurrences(svg.at, "\u03b21 = 1"), 2);
    ck_assert_int_eq(occurrences(svg.at, ">t along the line</text>"), 1);
    ck_assert_int_eq(occurrences(svg.at, ">1 bar</text>"), 1);
    tda_bytes_clear(&svg);
    f.betti = NULL;
    OK(tda_fibres_svg(NULL, &svg, &f, NULL, NULL));
    ck_assert_int_eq(occurrences(svg.at, "class=\"line\""), 0);
    ck_assert_int_eq(occurrences(svg.at, ">H_1: 1 bar</text>"), 1);
    tda_bytes_clear(&svg);
    for (int i = 0; i < LINES; i++)
        tda_diagram_clear(&d[i]);
}
END_TEST

START_TEST(a_line_may_miss_the_plot)
{
    tda_bytes svg = {0};
    tda_measure betti[3];
    tda_diagram d[LINES] = {{0}};
    const double away[] = {0, 9}, along[] = {1, 0};
    square(betti);
    bars_of_square(d);
    tda_fibres f = {2, 1, away, along, 1, one_degree, d, NULL, betti};
    OK(tda_fibres_svg(NULL, &svg, &f, NULL, NULL));
    ck_assert_int_eq(occurrences(svg.at, "the line passes outside"), 1);
    ck_assert_int_eq(occurrences(svg.at, "class=\"line\""), 0);
    tda_bytes_clear(&svg);
    for (int i = 0; i < LINES; i++)
        tda_diagram_clear(&d[i]);
}
END_TEST

/* Bars that overlap stand in lanes of their own, bars that do not share one. */
START_TEST(bars_are_packed)
{
    tda_bytes svg = {0};
    tda_measure betti[3];
    tda_diagram d = {0};
    tdai_bar bar[] = {{0, 0.3, 0, 1, 1, false, -1},
                      {0.1, 0.8, 0, 1, 1, false, -1},
                      {0.5, 0.9, 0, 1, 1, false, -1}};
    square(betti);
    OK(tdai_diagram_new(NULL, &d, 2, TDA_CELL_ROW, bar, 3));
    tda_fibres f = {2, 1, base, direction, 1, one_degree, &d, NULL, betti};
    OK(tda_fibres_svg(NULL, &svg, &f, NULL, NULL));
    const char *at = strstr(strstr(svg.at, "stroke=\"#7b2d8e\""), "d=\"M") + 3;
    double x[3], y[3], to[2];
    for (int i = 0; i < 3; i++, at++) {
        ck_assert_int_eq(sscanf(at, "M%lf %lfL%lf %lf", &x[i], &y[i], &to[0], &to[1]), 4);
        at = strpbrk(at + 1, "M\"") - 1;
    }
    double slope = (to[1] - y[2]) / (to[0] - x[2]);
    ck_assert_double_lt(fabs(y[2] - y[0] - slope * (x[2] - x[0])), 0.5);
    ck_assert_double_gt(fabs(y[1] - y[0] - slope * (x[1] - x[0])), 4);
    tda_bytes_clear(&svg);
    tda_diagram_clear(&d);
}
END_TEST

START_TEST(many_lines_stand_side_by_side)
{
    tda_bytes svg = {0};
    tda_measure betti[3];
    tda_diagram d[LINES] = {{0}};
    square(betti);
    bars_of_square(d);
    tda_fibres f = {2, LINES, base, direction, 1, one_degree, d, NULL, betti};
    OK(tda_fibres_svg(NULL, &svg, &f, NULL, NULL));
    ck_assert_int_eq(occurrences(svg.at, "<title>Barcodes along lines</title>"), 1);
    ck_assert_int_eq(occurrences(svg.at, "class=\"line\""), 3);
    ck_assert_int_eq(occurrences(svg.at, ">3 bars on 3 lines</text>"), 1);
    ck_assert_int_eq(occurrences(strstr(svg.at, "class=\"bars\""), "<path d=\"M"), 3);
    tda_bytes_clear(&svg);
    const tda_index vine[] = {4, 4, 0}, *const vines[] = {vine};
    f.vine = vines;
    OK(tda_fibres_svg(NULL, &svg, &f, NULL, NULL));
    ck_assert_int_eq(occurrences(svg.at, "<title>Vines</title>"), 1);
    ck_assert_int_eq(occurrences(svg.at, "<title>vine 4, 2 lines</title>"), 1);
    ck_assert_int_eq(occurrences(svg.at, "<title>vine 0, 1 lines</title>"), 1);
    tda_bytes_clear(&svg);
    for (int i = 0; i < LINES; i++)
        tda_diagram_clear(&d[i]);
}
END_TEST

/* Six hundred lines of two hundred bars: what is drawn is bounded, and said. */
START_TEST(pictures_stay_small)
{
    static double many_base[2 * MANY], many_direction[2 * MANY];
    static tda_index vine[200 * MANY];
    tda_bytes svg = {0};
    tda_diagram d[MANY] = {{0}};
    for (int i = 0; i < MANY; i++) {
        tdai_bar bar[200];
        for (int k = 0; k < 200; k++) {
            bar[k] = (tdai_bar){k, k + 1 + (k * 7 + i) % 50, k, k, 0, false, -1};
            vine[200 * i + k] = k;
        }
        many_direction[2 * i] = many_direction[2 * i + 1] = 1;
        OK(tdai_diagram_new(NULL, &d[i], 1, TDA_CELL_ROW, bar, 200));
    }
    const int zero[] = {0};
    const tda_index *const vines[] = {vine};
    tda_fibres f = {2, MANY, many_base, many_direction, 1, zero, d, NULL, NULL};
    OK(tda_fibres_svg(NULL, &svg, &f, NULL, NULL));
    ck_assert_int_lt(svg.size, 2000000);
    ck_assert_ptr_nonnull(strstr(svg.at, "of them too short to be drawn"));
    tda_bytes_clear(&svg);
    f.vine = vines;
    OK(tda_fibres_svg(NULL, &svg, &f, NULL, NULL));
    ck_assert_int_lt(svg.size, 2000000);
    ck_assert_ptr_nonnull(strstr(svg.at, "120000 bars on 600 lines, 90000 of them"));
    tda_bytes_clear(&svg);
    for (int i = 0; i < MANY; i++)
        tda_diagram_clear(&d[i]);
}
END_TEST

START_TEST(refusals)
{
    tda_ctx *ctx = NULL;
    tda_bytes svg = {0};
    tda_measure betti[3];
    tda_diagram d[LINES] = {{0}};
    OK(tda_ctx_new(&ctx));
    square(betti);
    bars_of_square(d);
    tda_fibres f = {2, 0, base, direction, 1, one_degree, d, NULL, betti};
    ck_assert_int_eq(tda_fibres_svg(ctx, &svg, &f, NULL, NULL), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "picture: 0 lines and 1 degrees; at least one line and at most 64 "
                     "degrees can be drawn");
    f.lines = 1, f.params = 3;
    ck_assert_int_eq(tda_fibres_svg(ctx, &svg, &f, NULL, NULL), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "picture: Betti numbers of 2 parameters under "
                                           "lines in 3; both must have 2");
    f.params = 2, f.lines = LINES;
    tda_draw_opts o = TDA_DRAW_OPTS_INIT;
    o.width = 400;
    ck_assert_int_eq(tda_fibres_svg(ctx, &svg, &f, NULL, &o), TDA_EINVAL);
    const tda_index vine[] = {0, -1, 0}, *const vines[] = {vine};
    f.vine = vines;
    ck_assert_int_eq(tda_fibres_svg(ctx, &svg, &f, NULL, NULL), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "picture: the vine of bar 1 is -1");
    ck_assert_int_eq(svg.size, 0);
    for (int i = 0; i < LINES; i++)
        tda_diagram_clear(&d[i]);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(failures_leave_the_bytes)
{
    tda_ctx *ctx = NULL;
    tda_bytes svg = {0};
    tda_measure betti[3];
    tda_diagram d[LINES] = {{0}};
    const tda_index vine[] = {0, 1, 0}, *const vines[] = {vine};
    OK(tda_ctx_new(&ctx));
    square(betti);
    bars_of_square(d);
    for (int lines = 1; lines <= LINES; lines++) {
        tda_fibres f = {2,    lines,      base, direction,
                        1,    one_degree, d,    lines == 3 ? vines : NULL,
                        betti};
        EACH_OOM(tda_fibres_svg(NULL, &svg, &f, NULL, NULL), svg.size == 0);
        tda_bytes_clear(&svg);
        EACH_CANCEL(tda_fibres_svg(ctx, &svg, &f, NULL, NULL), svg.size == 0);
        tda_bytes_clear(&svg);
    }
    for (int i = 0; i < LINES; i++)
        tda_diagram_clear(&d[i]);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("fibres", TEST(a_line_has_its_bars_beside_it), TEST(a_line_may_miss_the_plot),
      TEST(bars_are_packed), TEST(many_lines_stand_side_by_side),
      TEST(pictures_stay_small), TEST(refusals), TEST(failures_leave_the_bytes))
