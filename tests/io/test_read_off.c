/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read_check.h"

#define O TDA_FORMAT_OFF

START_TEST(off_and_noff_are_read)
{
    IS_CLOUD(O, "OFF\n2 0 0\n0 0 0\n1 0.5 -1e3\n", 2, 3, 0, 0, 0, 1, 0.5, -1000);
    IS_CLOUD(O, "nOFF\n2 4 0 0\n0 0\n1 0\n1 1\n0 1\n", 4, 2, 0, 0, 1, 0, 1, 1, 0, 1);
    IS_CLOUD(O, "nOFF\n2\n1 0 0\n3 4\n", 1, 2, 3, 4);
    IS_CLOUD(O, "nOFF 1 2 0 0\n3\n4\n", 2, 1, 3, 4);
    IS_CLOUD(O, "# made\r\n\r\nOFF 1 0 0 # head\r\n1\t2 3\r\n", 1, 3, 1, 2, 3);
}
END_TEST

START_TEST(faces_are_counted_and_left_out)
{
    IS_CLOUD(O, "OFF\n3 1 3\n0 0 0\n1 0 0\n0 1 0\n3 0 1 2\n", 3, 3, 0, 0, 0, 1, 0, 0, 0,
             1, 0);
    IS_CLOUD(O, "OFF\n1 1 0\n0 0 1\n", 1, 3, 0, 0, 1);
    refused(O, "OFF\n2 1 0\n0 0 0\n",
            "f:3:1: 1 lines follow, but the head speaks of 2 vertices and 1 faces");
    refused(O, "OFF\n1 0 0\n0 0 0\n1 0 0\n",
            "f:3:1: 2 lines follow, but the head speaks of 1 vertices and 0 faces");
}
END_TEST

/* Colours and normals follow the coordinates and are none. */
START_TEST(only_the_coordinates_are_coordinates)
{
    IS_CLOUD(O, "COFF\n2 0 0\n0 0 1 255 0 0 255\n1 0 0 9 9 9\n", 2, 3, 0, 0, 1, 1, 0, 0);
    IS_CLOUD(O, "NOFF\n1 0 0\n0 0 1 0 1 0\n", 1, 3, 0, 0, 1);
    IS_CLOUD(O, "STCNnOFF\n1 1 0 0\n7 1 1 1 x\n", 1, 1, 7);
    refused(O, "OFF\n1 0 0\n0 0 1 255 0 0\n",
            "f:3:7: more numbers than the 3 coordinates of a point; write nOFF and the "
            "dimension "
            "for more coordinates, COFF for colours");
    refused(O, "OFF\n2 0 0\n0 0 0\n1 0\n",
            "f:4:1: 2 numbers in this line, but points have 3 coordinates");
}
END_TEST

START_TEST(no_vertex_is_a_cloud)
{
    tda_input in = parsed(O, "nOFF\n7 0 0 0\n");
    ck_assert_int_eq(in.kind, TDA_KIND_CLOUD);
    ck_assert_int_eq(in.cloud.size, 0);
    ck_assert_int_eq(in.cloud.dimension, 7);
    tda_input_clear(&in);
}
END_TEST

START_TEST(other_heads_are_refused)
{
    refused(O, "", "f:1:1: the file ends before the keyword OFF");
    refused(O, "1 2 3\n", "f:1:1: '1' is not a keyword such as OFF or nOFF");
    refused(O, "OFF490 518 0\n", "f:1:1: 'OFF490' is not a keyword such as OFF or nOFF");
    refused(O, "OFF BINARY\n", "f:1:5: binary OFF is not read; convert it to ascii");
    refused(O, "4OFF\n1 0 0\n0 0 0 1\n",
            "f:1:1: homogeneous coordinates are not read; divide by the last one and "
            "write OFF "
            "or nOFF");
    refused(O, "nOFF\n0 1 0 0\n", "f:2:1: points need at least one coordinate");
    refused(O, "OFF\n1 0\n0 0 0\n", "f:2:4: the number of edges is missing");
    refused(O, "OFF\n1 0 0 0\n0 0 0\n", "f:2:7: '0' is more than this line should hold");
    refused(O, "OFF\n-1 0 0\n",
            "f:2:1: '-1' is not a whole number from 0 on; expected the "
            "number of vertices");
    refused(O, "OFF\n",
            "f:2:1: the file ends before the numbers of vertices, faces and edges");
}
END_TEST

START_TEST(counts_are_believed_as_far_as_lines_follow)
{
    refused(O, "OFF\n1000000000000000000 0 0\n0 0 0\n",
            "f:3:1: 1 lines follow, but the head speaks of 1000000000000000000 vertices "
            "and 0 "
            "faces");
    IS_CLOUD(O, "OFF\n1 9223372036854775807 0\n0 0 0\n", 1, 3, 0, 0, 0);
    refused(
        O, "OFF\n9223372036854775807 9223372036854775807 0\n0 0 0\n",
        "f:3:1: 1 lines follow, but the head speaks of 9223372036854775807 vertices and "
        "9223372036854775807 faces");
    refused(O, "nOFF\n2000000000 1 0 0\n0 0 0\n",
            "f:3:1: 3 numbers in this line, but points have 2000000000 coordinates");
    refused(O, "nOFF\n9223372036854775808 1 0 0\n0 0 0\n",
            "f:2:1: '9223372036854775808' is not a whole number from 0 on; expected the "
            "dimension");
}
END_TEST

START_TEST(what_is_no_coordinate_is_refused)
{
    refused(
        O, "OFF\n1 0 0\n0 nan 0\n",
        "f:3:3: 'nan' is not a finite coordinate; leave the point out, or fill it in");
    refused(O, "OFF\n1 0 0\n0 x 0\n",
            "f:3:3: 'x' is not a number; expected a coordinate");
    refused(O, "OFF\n1 0 0\n0,0,0\n", "f:3:2: a coordinate is missing");
}
END_TEST

START_TEST(survives_failures)
{
    bytes b = {.size = 0};
    tda_read_opts o = in_format(O);
    put_text(&b, "OFF\n100 0 0\n");
    for (int i = 0; i < 100; i++)
        put_text(&b, "1 2 3\n");
    survives(b.at, b.size, &o);
}
END_TEST

SUITE("read_off", TEST(off_and_noff_are_read), TEST(faces_are_counted_and_left_out),
      TEST(only_the_coordinates_are_coordinates), TEST(no_vertex_is_a_cloud),
      TEST(other_heads_are_refused), TEST(counts_are_believed_as_far_as_lines_follow),
      TEST(what_is_no_coordinate_is_refused), TEST(survives_failures))
