/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_field.c - Heat maps: each pixel has the colour of its value, where it belongs. */
#include "brute.h"
#include "tda_check.h"
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <tda.h>

enum { W = 720, H = 540, PANEL = 58 };
static uint32_t raster[W][H];

static int count(const char *text, const char *what)
{
    int n = 0;
    for (; (text = strstr(text, what)); text++)
        n++;
    return n;
}

/* Paint the rectangles of the first field; returns how many there are. */
static int paint(const char *svg)
{
    int boxes = 0;
    memset(raster, 255, sizeof raster); /* 0xffffffff: nothing */
    const char *path = strstr(svg, "class=\"field\""), *end = strstr(path, "</g>");
    while ((path = strstr(path, "<path fill=\"#")) && path < end) {
        unsigned colour;
        double x, y, w, h, back;
        ck_assert_int_eq(sscanf(path, "<path fill=\"#%6x\" d=\"", &colour), 1);
        path = strstr(path, " d=\"") + 4;
        while (*path == 'M') {
            int n = 0;
            ck_assert_int_eq(
                sscanf(path, "M%lf %lfh%lfv%lfh%lfz%n", &x, &y, &w, &h, &back, &n), 5);
            ck_assert_double_eq(back, -w);
            for (int i = (int)round(x); i < (int)round(x + w); i++)
                for (int j = (int)round(y); j < (int)round(y + h); j++) {
                    MUST(i >= 0 && i < W && j >= 0 && j < H);
                    MUST(raster[i][j] == 0xffffffff);
                    raster[i][j] = colour;
                }
            path += n;
            boxes++;
        }
    }
    return boxes;
}

/* A darker colour for each greater value; blue where positive, ochre where negative. */
START_TEST(pixels_have_colours)
{
    double node[] = {0, 1, 3, 0, 2}, value[] = {1, 2, 0, -2, 4, -4};
    tda_index start[] = {0, 3, 5};
    tda_grid grid = {2, start, node};
    tda_field f = {&grid, value, "one & two"};
    tda_bytes b = {0};
    OK(tda_field_svg(NULL, &b, &f, 1, NULL, NULL));
    ck_assert_int_eq(paint(b.at), 5);
    ck_assert_int_eq(count(b.at, "one &amp; two"), 1);
    ck_assert_int_eq(count(b.at, "3 \u00d7 2 values, -4 to 4"), 1);
    /* the plot: borders at -0.5, 0.5, 2, 4 and -1, 1, 3 */
    double left = 36 + 6.6 * 4, right = W - 112, top = 36, bottom = H - 52;
    const double x[] = {0, 1, 3}, y[] = {0, 2};
    uint32_t colour[6];
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 2; j++) {
            int px = (int)(left + (right - left) * (x[i] + 0.5) / 4.5),
                py = (int)(bottom - (bottom - top) * (y[j] + 1) / 4);
            colour[2 * i + j] = raster[px][py];
        }
    ck_assert_uint_eq(colour[2], 0xffffffff);
    ck_assert_uint_eq(colour[4], 0x0d4374);
    ck_assert_uint_eq(colour[5], 0x6a4c0b);
    ck_assert_uint_gt(colour[0], colour[1]); /* lighter */
    ck_assert_uint_gt(colour[1], colour[4]);
    ck_assert_uint_gt(colour[0] & 255, colour[0] >> 16);
    ck_assert_uint_lt(colour[3] & 255, colour[3] >> 16);
    /* nothing but the plot is painted, and where the borders are */
    int edge = (int)round(left + (right - left) / 4.5), middle = (int)(bottom - top) / 4;
    ck_assert_uint_eq(raster[edge - 1][(int)bottom - middle / 2], colour[0]);
    ck_assert_uint_ne(raster[edge + 1][(int)bottom - middle / 2], colour[0]);
    ck_assert_uint_eq(raster[(int)left - 2][200], 0xffffffff);
    tda_bytes_clear(&b);
}
END_TEST

/* Fine grids are averaged: a checkerboard of 0 and 2 is 1 everywhere. */
START_TEST(fine_grids_are_averaged)
{
    enum { N = 400 };
    static double node[2 * N], value[N * N];
    tda_index start[] = {0, N, 2 * N};
    tda_grid grid = {2, start, node};
    tda_field f = {&grid, value, NULL};
    tda_bytes b = {0};
    for (int i = 0; i < 2 * N; i++)
        node[i] = i % N;
    for (int i = 0; i < N * N; i++)
        value[i] = (i / N + i % N) % 2 * 2;
    OK(tda_field_svg(NULL, &b, &f, 1, NULL, NULL));
    ck_assert_int_eq(paint(b.at),
                     200); /* one rectangle for each value of the first axis */
    ck_assert_int_eq(count(b.at, "200 \u00d7 200 values, 0 to 1"), 1);
    tda_bytes_clear(&b);
}
END_TEST

START_TEST(odd_fields)
{
    double node[] = {5, 7}, zero[] = {0}, huge[] = {1e308};
    tda_index start[] = {0, 1, 2}, none[] = {0, 0, 1};
    tda_grid grid = {2, start, node}, empty = {2, none, node};
    tda_field f[] = {{&grid, zero, NULL}, {&grid, huge, NULL}, {&empty, zero, NULL}};
    tda_bytes b = {0};
    tda_draw_opts o = TDA_DRAW_OPTS_INIT;
    o.title = "three";
    OK(tda_field_svg(NULL, &b, f, 3, NULL, &o));
    ck_assert_int_eq(count(b.at, "zero everywhere"), 2);
    ck_assert_int_eq(count(b.at, "class=\"panel\""), 3);
    ck_assert_int_eq(count(b.at, ">three<"), 2);
    ck_assert_int_eq(count(b.at, "nan") + count(b.at, "inf"), 0);
    tda_bytes_clear(&b);
    OK(tda_field_svg(NULL, &b, NULL, 0, NULL, NULL));
    tda_bytes_clear(&b);
}
END_TEST

START_TEST(refusals_and_failures)
{
    double node[] = {0, 1, 0}, value[] = {1, INFINITY};
    tda_index start[] = {0, 2, 3};
    tda_grid grid = {2, start, node}, line = {1, start, node};
    tda_field f = {&grid, value, "f"};
    tda_bytes b = {0};
    tda_draw_opts o = TDA_DRAW_OPTS_INIT;
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
#define REFUSED(call, text)                                                              \
    do {                                                                                 \
        ck_assert_int_eq(call, TDA_EINVAL);                                              \
        ck_assert_str_eq(tda_ctx_message(ctx), text);                                    \
        ck_assert_ptr_null(b.at);                                                        \
    } while (0)
    REFUSED(tda_field_svg(ctx, &b, &f, 1, NULL, NULL),
            "picture: function 0 is inf at node 1");
    value[1] = -1;
    f.grid = &line;
    REFUSED(tda_field_svg(ctx, &b, &f, 1, NULL, NULL),
            "picture: function 0 has 1 parameters; two can be drawn");
    f.grid = &grid;
    node[1] = NAN;
    REFUSED(tda_field_svg(ctx, &b, &f, 1, NULL, NULL),
            "picture: the grid of function 0 is not finite");
    node[1] = 1;
    REFUSED(tda_field_svg(ctx, &b, &f, 65, NULL, NULL),
            "picture: 65 functions; at most 64 are drawn in one picture");
    o.width = 10;
    REFUSED(
        tda_field_svg(ctx, &b, &f, 1, NULL, &o),
        "picture: 10 x 540 pixels; a panel is 320 to 10000 wide and 240 to 10000 high");
    EACH_OOM(tda_field_svg(ctx, &b, &f, 1, NULL, NULL), b.at == NULL);
    tda_bytes_clear(&b);
    EACH_CANCEL(tda_field_svg(ctx, &b, &f, 1, NULL, NULL), b.at == NULL);
    tda_bytes_clear(&b);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("field", TEST(pixels_have_colours), TEST(fine_grids_are_averaged), TEST(odd_fields),
      TEST(refusals_and_failures))
