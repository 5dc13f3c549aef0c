/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of diagrams: barcodes and points. */
#include "data/private.h"
#include "tda_check.h"
#include <math.h>
#include <string.h>
#include <tda.h>

enum { MANY = 100000 };

static tda_diagram make(tdai_bar *bar, tda_index bars, int degrees)
{
    tda_diagram d = {0};
    OK(tdai_diagram_new(NULL, &d, degrees, TDA_CELL_ROW, bar, bars));
    d.record = (tda_record){2, TDA_SCALE_RADIUS, INFINITY, 7, "0.1.0", "rips"};
    return d;
}

static tda_diagram small(void)
{
    tdai_bar bar[] = {{0, INFINITY, 0, -1, 0, false, -1},
                      {0, 0.5, 1, 4, 0, false, -1},
                      {0, 0.5, 2, 5, 0, false, -1},
                      {0.5, INFINITY, 9, -1, 1, true, -1},
                      {-INFINITY, 0.25, 3, 8, 2, false, -1}};
    tda_diagram d = make(bar, 5, 3);
    d.record.threshold = 0.75;
    return d;
}

static tda_index occurrences(const char *text, const char *what)
{
    tda_index n = 0;
    for (const char *at = text; (at = strstr(at, what)); at += strlen(what))
        n++;
    return n;
}

static const tda_diagram_draw_opts as_points = {sizeof as_points, 720,  540, NULL,
                                                TDA_PLOT_DIAGRAM, NULL, NULL};

START_TEST(a_barcode_has_a_line_for_each_bar)
{
    tda_bytes svg = {0};
    tda_diagram d = small();
    OK(tda_diagram_svg(NULL, &svg, &d, NULL));
    ck_assert_int_eq(occurrences(svg.at, "class=\"degree\""), 3);
    ck_assert_ptr_nonnull(strstr(svg.at, "<title>Barcode</title>"));
    ck_assert_ptr_nonnull(
        strstr(svg.at, "H_0: 3 bars, 1 of them never dies. H_1: 1 bar, 1 alive at the "
                       "threshold. H_2: 1 bar. Coefficients Z/2"));
    ck_assert_ptr_nonnull(strstr(svg.at, ">radius (same as input)</text>"));
    ck_assert_ptr_nonnull(strstr(svg.at, ", 3 bars</tspan>"));
    ck_assert_ptr_nonnull(strstr(svg.at, "never dies</text>"));
    ck_assert_ptr_nonnull(strstr(svg.at, "alive at threshold</text>"));
    ck_assert_ptr_nonnull(strstr(svg.at, "-inf</text>"));
    ck_assert_ptr_null(strstr(svg.at, "not drawn"));
    tda_bytes_clear(&svg);
    tda_diagram_draw_opts o = TDA_DIAGRAM_DRAW_OPTS_INIT;
    o.title = "a < b", o.axis = "height", o.unit = "m";
    OK(tda_diagram_svg(NULL, &svg, &d, &o));
    ck_assert_ptr_nonnull(strstr(svg.at, "<title>a &lt; b</title>"));
    ck_assert_ptr_nonnull(strstr(svg.at, ">height (m)</text>"));
    tda_bytes_clear(&svg);
    tda_diagram_clear(&d);
}
END_TEST

START_TEST(a_diagram_has_a_mark_for_each_place)
{
    tda_bytes svg = {0};
    tda_diagram d = small();
    OK(tda_diagram_svg(NULL, &svg, &d, &as_points));
    ck_assert_ptr_nonnull(strstr(svg.at, "<title>Persistence diagram</title>"));
    ck_assert_ptr_nonnull(strstr(svg.at, "<title>H_0 (0, 0.5), 2 bars</title></circle>"));
    ck_assert_ptr_nonnull(strstr(svg.at, "<title>H_0 (0, inf)</title></circle>"));
    ck_assert_ptr_nonnull(strstr(svg.at, "<title>H_1 (0.5, inf)</title></path>"));
    ck_assert_ptr_nonnull(strstr(svg.at, "<title>H_2 (-inf, 0.25)</title></rect>"));
    ck_assert_ptr_nonnull(strstr(svg.at, ">birth: radius (same as input)</text>"));
    ck_assert_ptr_nonnull(strstr(svg.at, ">death: radius (same as input)</text>"));
    tda_bytes_clear(&svg);
    tda_diagram_clear(&d);
}
END_TEST

/* Nothing, one bar, one bar for ever, the largest and the least numbers. */
START_TEST(odd_diagrams_are_drawn)
{
    static const double ends[][2] = {
        {0, 1},      {3, INFINITY},           {-INFINITY, INFINITY}, {-1.7e308, 1.7e308},
        {0, 5e-324}, {1, 1.0000000000000002}, {1e9, 1e9 + 1},        {-1e-7, 0}};
    for (int plot = 0; plot < 2; plot++) {
        tda_diagram_draw_opts o = TDA_DIAGRAM_DRAW_OPTS_INIT;
        tda_bytes svg = {0};
        o.plot = (tda_plot)plot;
        OK(tda_diagram_svg(NULL, &svg, &(tda_diagram){0}, &o));
        ck_assert_ptr_nonnull(strstr(svg.at, "no bars"));
        tda_bytes_clear(&svg);
        for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
            for (int cut = 0; cut < 2; cut++) {
                tdai_bar bar = {ends[i][0], ends[i][1], 0, 1, 9, cut, -1};
                tda_diagram d = make(&bar, 1, 10);
                OK(tda_diagram_svg(NULL, &svg, &d, &o));
                ck_assert_ptr_null(strstr(svg.at, "\"nan"));
                ck_assert_ptr_null(strstr(svg.at, "\"inf"));
                ck_assert_ptr_null(strstr(svg.at, "Mnan"));
                ck_assert_ptr_nonnull(strstr(svg.at, ", 1 bar</tspan>"));
                tda_bytes_clear(&svg);
                tda_diagram_clear(&d);
            }
    }
}
END_TEST

START_TEST(what_cannot_be_drawn_is_named)
{
    tda_ctx *ctx;
    tda_bytes svg = {0};
    tda_diagram d = small();
    tda_diagram_draw_opts o = TDA_DIAGRAM_DRAW_OPTS_INIT;
    OK(tda_ctx_new(&ctx));
    o.width = 100;
    ck_assert_int_eq(tda_diagram_svg(ctx, &svg, &d, &o), TDA_EINVAL);
    ck_assert_str_eq(
        tda_ctx_message(ctx),
        "picture: 100 x 540 pixels; a plot is 320 to 10000 wide and 240 to 10000 high");
    o.width = 500;
    o.plot = (tda_plot)2;
    ck_assert_int_eq(tda_diagram_svg(ctx, &svg, &d, &o), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "picture: plot 2 is neither a barcode nor a diagram");
    d.birth[1] = NAN;
    ck_assert_int_eq(tda_diagram_svg(ctx, &svg, &d, NULL), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "picture: bar 1 of degree 0 goes from nan to 0.5");
    ck_assert_ptr_null(svg.at);
    tda_diagram_clear(&d);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(failures_leave_the_output_as_it_was)
{
    tda_ctx *ctx;
    tda_diagram d = small();
    OK(tda_ctx_new(&ctx));
    for (int plot = 0; plot < 2; plot++) {
        tda_diagram_draw_opts o = TDA_DIAGRAM_DRAW_OPTS_INIT;
        tda_bytes svg = {0};
        o.plot = (tda_plot)plot;
        OK(tdai_bytes_text(NULL, &svg, "before"));
        EACH_OOM(tda_diagram_svg(NULL, &svg, &d, &o),
                 svg.size == 6 && strcmp(svg.at, "before") == 0);
        ck_assert_ptr_nonnull(strstr(svg.at, "before<svg"));
        tda_bytes_clear(&svg);
        EACH_CANCEL(tda_diagram_svg(ctx, &svg, &d, &o), svg.at == NULL);
        tda_bytes_clear(&svg);
    }
    tda_diagram_clear(&d);
    tda_ctx_free(ctx);
}
END_TEST

/* A barcode keeps the longest bars and says what it leaves out. */
START_TEST(a_picture_of_many_bars_is_bounded)
{
    tdai_bar *bar = malloc(MANY * sizeof *bar);
    srand(5);
    for (int i = 0; i < MANY; i++) {
        double birth = rand() % 100000, length = 1 + rand() % 100000;
        bar[i] = (tdai_bar){birth, birth + length, i, i, i < 7 ? 2 : i % 2, false, -1};
    }
    bar[0] = (tdai_bar){-5000, 900000, 0, 0, 1, false, -1};
    tda_diagram d = make(bar, MANY, 3);
    tda_bytes svg = {0};
    OK(tda_diagram_svg(NULL, &svg, &d, NULL));
    ck_assert_ptr_nonnull(strstr(svg.at, "shorter ones"));
    ck_assert_int_lt(svg.size, 100000);
    ck_assert_ptr_nonnull(strstr(svg.at, ", 6 bars</tspan>"));
    tda_bytes_clear(&svg);
    OK(tda_diagram_svg(NULL, &svg, &d, &as_points));
    ck_assert_int_lt(svg.size, 2000000);
    tda_bytes_clear(&svg);
    tda_diagram_clear(&d);
    free(bar);
}
END_TEST

SUITE("diagram", TEST(a_barcode_has_a_line_for_each_bar),
      TEST(a_diagram_has_a_mark_for_each_place), TEST(odd_diagrams_are_drawn),
      TEST(what_cannot_be_drawn_is_named), TEST(failures_leave_the_output_as_it_was),
      TEST(a_picture_of_many_bars_is_bounded))
