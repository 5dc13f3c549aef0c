/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read_check.h"

#define P TDA_FORMAT_PERSEUS

/* 1 4 6 / 8 20 inf: the first axis has 3 pixels and runs fastest. */
static void is_two_by_three(const char *text)
{
    tda_input in = parsed(P, text);
    ck_assert_int_eq(in.kind, TDA_KIND_IMAGE);
    ck_assert_int_eq(in.image.axes, 2);
    ck_assert_int_eq(in.image.channels, 1);
    ck_assert_int_eq(in.image.shape[0], 3);
    ck_assert_int_eq(in.image.shape[1], 2);
    static const double want[2][3] = {{1, 4, 6}, {8, 20, INFINITY}};
    for (int y = 0; y < 2; y++)
        for (int x = 0; x < 3; x++)
            ck_assert_double_eq(
                in.image.at[x * in.image.stride[0] + y * in.image.stride[1]], want[y][x]);
    OK(tda_image_check(NULL, &in.image));
    tda_input_clear(&in);
}

START_TEST(the_first_axis_runs_fastest)
{
    is_two_by_three("2\n3\n2\n1\n4\n6\n8\n20\ninf\n");
    is_two_by_three("# d\r\n2\r\n3 2\r\n1 4 6\r\n8 20\r\n\r\nInf");
}
END_TEST

START_TEST(any_double_is_a_value)
{
    tda_input in = parsed(P, "1\n4\n-2\n-1\n0.5\n-inf\n");
    static const double want[] = {-2, -1, 0.5, -INFINITY};
    ck_assert_mem_eq(in.image.at, want, sizeof want);
    tda_input_clear(&in);
}
END_TEST

START_TEST(minus_one_among_positive_whole_numbers_is_refused)
{
    const char *why =
        "f:4:1: -1 marks an absent pixel for some programs and is a value for "
        "others; write inf, or -1.0 for the value";
    refused(P, "1\n3\n2\n-1\n-1\n", why);
    refused(P, "1\n2\n5\n-1\n", why);
    static const char *const clear[] = {"1\n3\n2\n-1\n0\n", "1\n3\n2\n-1\n1.5\n",
                                        "1\n3\n2\n-1\n-2\n", "1\n3\n2\n-1.0\n1\n"};
    for (int k = 0; k < 4; k++) {
        tda_input in = parsed(P, clear[k]);
        ck_assert_double_eq(in.image.at[1], -1);
        tda_input_clear(&in);
    }
}
END_TEST

START_TEST(a_negative_size_is_a_periodic_axis)
{
    tda_input in = parsed(P, "2\n1\n-5\n0\n5\n1\n5\n2\n");
    ck_assert_int_eq(in.image.shape[1], 5);
    ck_assert(!in.periodic[0] && in.periodic[1] && !in.periodic[2]);
    tda_input_clear(&in);
    refused(P, "1\n-0\n", "f:2:1: an axis has at least one pixel");
    refused(P, "1\n--2\n1\n1\n",
            "f:2:2: '-2' is not a whole number from 0 on; expected the size of an axis");
}
END_TEST

START_TEST(sizes_are_believed_as_far_as_the_file_goes)
{
    refused(P, "2\n1000000000\n1000000000\n1\n",
            "f:3:1: the sizes make 1000000000000000000 pixels, but the rest of the file "
            "holds at "
            "most 1");
    refused(
        P, "2\n4294967296\n4294967296\n1\n",
        "f:3:1: the sizes make more than 9223372036854775807 pixels, but the rest of the "
        "file holds at most 1");
    refused(P, "1\n3\n10\n20\n", "f:5:1: the file ends before all pixels are there");
    refused(P, "1\n1\n10\n20\n", "f:4:1: the file goes on after all 1 pixels");
    refused(P, "1\n1\n10 20\n", "f:3:4: '20' is more than this line should hold");
}
END_TEST

START_TEST(other_heads_and_values_are_refused)
{
    refused(P, "", "f:1:1: the file ends before the number of axes");
    refused(P, "0\n", "f:1:1: an image has at least one axis");
    refused(P, "9\n1\n",
            "f:1:1: the number of axes is 9, more than the largest possible, 8");
    refused(P, "2\n3\n", "f:3:1: the file ends before the sizes of all axes");
    refused(P, "1\n0\n", "f:2:1: an axis has at least one pixel");
    refused(P, "1\n1\nnan\n",
            "f:3:1: 'nan' is not a value; write inf for what never appears");
    refused(P, "1\n1\nx\n", "f:3:1: 'x' is not a number; expected a pixel");
    refused(P, "1\n1\n;1\n", "f:3:1: a pixel is missing");
}
END_TEST

START_TEST(survives_failures)
{
    const char *text = "2\n3\n2\n1\n4\n6\n8\n20\ninf\n";
    tda_read_opts o = in_format(P);
    survives(text, strlen(text), &o);
}
END_TEST

SUITE("read_perseus", TEST(the_first_axis_runs_fastest), TEST(any_double_is_a_value),
      TEST(minus_one_among_positive_whole_numbers_is_refused),
      TEST(a_negative_size_is_a_periodic_axis),
      TEST(sizes_are_believed_as_far_as_the_file_goes),
      TEST(other_heads_and_values_are_refused), TEST(survives_failures))
