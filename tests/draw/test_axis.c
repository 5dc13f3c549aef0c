/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/private.h"
#include "tda_check.h"
#include <float.h>
#include <math.h>
#include <string.h>

static tdai_axis axis_of(const double *value, tda_index n, double from, double to)
{
    tdai_axis a;
    OK(tdai_axis_values(NULL, &a, value, n));
    tdai_axis_place(&a, from, to);
    return a;
}

START_TEST(ticks_are_one_two_five)
{
    static const struct {
        double lo, hi;
        const char *labels;
    } cases[] = {
        {0, 10, "0 2 4 6 8 10"},
        {0, 1, "0.0 0.2 0.4 0.6 0.8 1.0"},
        {-1, 1, "\u22121.0 \u22120.5 0.0 0.5 1.0"},
        {0, 0.04, "0.00 0.01 0.02 0.03 0.04"},
        {0, 4000, "0 1000 2000 3000 4000"},
        {0, 4e7, "0 1 2 3 4"},
        {1e-9, 4e-9, "1.0 1.5 2.0 2.5 3.0 3.5 4.0"},
        {5, 5, "4.6 4.8 5.0 5.2 5.4"},
        {0, 0, "\u22121.0 \u22120.5 0.0 0.5 1.0"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tdai_axis a;
        tdai_tick tick[TDAI_TICKS];
        char all[400] = "";
        tdai_axis_interval(&a, cases[i].lo, cases[i].hi);
        tdai_axis_place(&a, 0, 400);
        int n = tdai_axis_ticks(&a, tick, 60, false);
        for (int k = 0; k < n; k++) {
            strcat(all, k ? " " : "");
            strcat(all, tick[k].label);
        }
        ck_assert_str_eq(all, cases[i].labels);
    }
}
END_TEST

START_TEST(integer_ticks_have_no_fractions)
{
    tdai_axis a;
    tdai_tick tick[TDAI_TICKS];
    tdai_axis_interval(&a, 0, 2);
    tdai_axis_place(&a, 0, 400);
    ck_assert_int_eq(tdai_axis_ticks(&a, tick, 40, true), 3);
    ck_assert_str_eq(tick[2].label, "2");
}
END_TEST

START_TEST(far_values_get_a_piece_of_their_own)
{
    double v[] = {0, 1, 2, 3, 1e6};
    tdai_axis a = axis_of(v, 5, 0, 100);
    ck_assert(a.high && !a.low);
    ck_assert_double_gt(tdai_axis_pixel(&a, 3), 80);
    ck_assert_double_gt(tdai_axis_pixel(&a, 1e6), tdai_axis_pixel(&a, 3) + 5);
    tdai_tick tick[TDAI_TICKS];
    int n = tdai_axis_ticks(&a, tick, 20, false);
    ck_assert_str_eq(tick[n - 1].label, "1e6");
    v[4] = 12;
    a = axis_of(v, 5, 0, 100);
    ck_assert(!a.high && !a.low);
    double w[] = {-1234567, 1, 2, 3, 4.5};
    a = axis_of(w, 5, 0, 100);
    ck_assert(a.low && !a.high);
    n = tdai_axis_ticks(&a, tick, 20, false);
    ck_assert_str_eq(tick[n - 1].label, "\u22121.23e6");
}
END_TEST

/* Values of every size: pixels stay within the axis, keep the order, and ticks are few. */
static void pixels_in_order(unsigned seed)
{
    double v[12];
    srand(seed);
    int n = 1 + rand() % 12, spread = rand() % 3;
    for (int i = 0; i < n; i++) {
        v[i] = rand() % 7 - 3;
        if (spread)
            v[i] = ldexp(v[i], spread == 1 ? rand() % 40 : rand() % 2040 - 1060);
    }
    double from = rand() % 2 ? 10 : 500;
    tdai_axis a = axis_of(v, n, from, 510 - from);
    for (int i = 0; i < n; i++) {
        double p = tdai_axis_pixel(&a, v[i]);
        ck_assert_msg(p >= 10 - 1e-9 && p <= 500 + 1e-9, "%g at pixel %g", v[i], p);
        for (int j = 0; j < n; j++)
            if (v[i] < v[j])
                ck_assert_double_le(
                    (p - tdai_axis_pixel(&a, v[j])) * (from > 100 ? -1 : 1), 1e-9);
    }
    tdai_tick tick[TDAI_TICKS];
    int ticks = tdai_axis_ticks(&a, tick, 40, false);
    ck_assert_int_ge(ticks, 1);
    ck_assert_int_le(ticks, 16);
    for (int i = 0; i < ticks; i++) {
        ck_assert_int_lt((int)strlen(tick[i].label), 20);
        ck_assert(isfinite(tick[i].value));
    }
}

START_TEST(pixels_keep_the_order)
{
    for (int k = 0; k < 30; k++)
        pixels_in_order((unsigned)(30 * _i + k));
}
END_TEST

START_TEST(colours_darken_with_size)
{
    static const int64_t far[] = {1, 2, 7, 10, 11, 300, INT64_MAX};
    for (size_t i = 0; i < sizeof far / sizeof *far; i++)
        for (int sign = -1; sign <= 1; sign += 2) {
            tdai_scale s =
                sign > 0 ? tdai_scale_of(0, far[i]) : tdai_scale_of(-far[i], 0);
            uint32_t last = tdai_scale_colour(&s, 0);
            ck_assert_uint_eq(last, 0xffffff);
            for (int64_t v = 1; v <= far[i] && v <= 12; v++) {
                uint32_t c = tdai_scale_colour(&s, sign * v);
                ck_assert_uint_le(c >> 16, last >> 16);
                if (far[i] <= 10 || v == 1)
                    ck_assert_uint_ne(c, last);
                last = c;
            }
            ck_assert_uint_le(tdai_scale_colour(&s, sign * far[i]) >> 16, last >> 16);
        }
}
END_TEST

SUITE("axis", TEST(ticks_are_one_two_five), TEST(integer_ticks_have_no_fractions),
      TEST(far_values_get_a_piece_of_their_own), SEEDS(pixels_keep_the_order, 10),
      TEST(colours_darken_with_size))
