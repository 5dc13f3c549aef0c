/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read_check.h"

static bytes head(int type)
{
    bytes b = {.size = 0};
    put_word(&b, 8067171840, 8);
    put_word(&b, (uint64_t)type, 8);
    return b;
}

static void put_ints(bytes *b, int n, const int64_t *value)
{
    for (int i = 0; i < n; i++)
        put_word(b, (uint64_t)value[i], 8);
}

static void put_doubles(bytes *b, int n, const double *value)
{
    for (int i = 0; i < n; i++)
        put_f8(b, value[i]);
}

#define INTS(b, ...)                                                                     \
    put_ints(b, sizeof((int64_t[]){__VA_ARGS__}) / 8, (int64_t[]){__VA_ARGS__})
#define DOUBLES(b, ...)                                                                  \
    put_doubles(b, sizeof((double[]){__VA_ARGS__}) / 8, (double[]){__VA_ARGS__})

static tda_input read_it(const bytes *b)
{
    tda_input in = parsed_bytes("f", b->at, b->size, NULL);
    ck_assert_int_eq(in.format, TDA_FORMAT_DIPHA);
    return in;
}

static void no(const bytes *b, const char *message)
{
    refused_bytes("f", b->at, b->size, NULL, message);
}

START_TEST(distances_are_a_full_matrix)
{
    static const double lower[] = {1, 2, 3};
    bytes b = head(7);
    INTS(&b, 3);
    DOUBLES(&b, 0, 1, 2, 1, 0, 3, 2, 3, 0);
    tda_input in = read_it(&b);
    ck_assert_int_eq(in.kind, TDA_KIND_DISTANCES);
    ck_assert_int_eq(in.distances.size, 3);
    ck_assert_mem_eq(in.distances.lower, lower, sizeof lower);
    OK(tda_distances_check(NULL, &in.distances));
    tda_input_clear(&in);
    b.size -= 8;
    no(&b, "f: byte 24: 9 distances of 8 bytes are announced, but 64 bytes follow");
    b.size += 8;
    INTS(&b, 0);
    no(&b, "f: byte 96: the file goes on for 8 bytes after its data");
    b = head(7);
    INTS(&b, 2);
    DOUBLES(&b, 0, 1, 2, 0);
    no(&b, "f: the distance of points 1 and 0 is 2, and back it is 1; make the matrix "
           "symmetric");
}
END_TEST

START_TEST(sizes_are_believed_as_far_as_bytes_follow)
{
    bytes b = head(7);
    no(&b,
       "f: byte 16: 1 numbers of points of 8 bytes are announced, but 0 bytes follow");
    INTS(&b, 3037000500);
    no(&b, "f: byte 16: a matrix of 3037000500 points");
    b = head(7);
    INTS(&b, 1000000000);
    no(&b,
       "f: byte 24: 1000000000000000000 distances of 8 bytes are announced, but 0 bytes "
       "follow");
    b = head(7);
    INTS(&b, 0);
    no(&b, "f: byte 16: a matrix of 0 points");
    b = head(8);
    INTS(&b, 1000000);
    no(&b,
       "f: byte 24: 1000000 numbers of neighbours of 8 bytes are announced, but 0 bytes "
       "follow");
    b = head(8);
    INTS(&b, 2147483648);
    no(&b, "f: byte 16: distances of 2147483648 points");
    b = head(8);
    INTS(&b, 2, 1, INT64_MAX);
    no(&b, "f: point 0 is to have 1 neighbours, but the file has 40 bytes");
    b = head(8);
    INTS(&b, 2, 0, -1, 0, 0);
    no(&b, "f: point 1 is to have -1 neighbours, but the file has 56 bytes");
    b = head(0);
    INTS(&b, 0, INT64_MAX, 1);
    no(&b,
       "f: byte 40: 9223372036854775807 dimensions of 8 bytes are announced, but 0 bytes "
       "follow");
    b = head(0);
    INTS(&b, 0, -1, 1);
    no(&b, "f: byte 40: -1 dimensions of 8 bytes are announced, but 0 bytes follow");
    b = head(1);
    INTS(&b, 1, 2, INT64_MAX, 2);
    no(&b, "f: byte 40: an axis of 2 pixels");
    b = head(1);
    INTS(&b, INT64_MAX, 1, INT64_MAX);
    no(&b, "f: byte 40: 9223372036854775807 pixels of 8 bytes are announced, but 0 bytes "
           "follow");
}
END_TEST

START_TEST(other_files_are_refused)
{
    tda_read_opts o = in_format(TDA_FORMAT_DIPHA);
    bytes b = head(2);
    INTS(&b, 0);
    no(&b, "f: is a persistence diagram, a result");
    b = head(3);
    no(&b, "f: byte 8: DIPHA type 3 is not read; 0, 1, 7 and 8 are");
    put_text(&b, "abc");
    no(&b, "f: 19 bytes are no whole number of 8-byte words; is it truncated?");
    refused_bytes("f", b.at, 15, &o, "f: does not begin as a DIPHA file does");
    refused_bytes("f", "0123456789abcdef", 16, &o,
                  "f: does not begin as a DIPHA file does");
}
END_TEST

/* The unit square, without and with its diagonals. */
START_TEST(sparse_distances_stand_in_both_directions)
{
    bytes b = head(8);
    INTS(&b, 5, 2, 2, 3, 2, 0, 1, 3, 0, 2, 1, 3, 2, 0, 2);
    DOUBLES(&b, 1, 4, 1, 2, 2, 3, 0, 4, 3);
    tda_input in = read_it(&b);
    ck_assert_int_eq(in.distances.size, 5);
    ck_assert_int_eq(in.distances.pairs, 4);
    static const tda_index tail[] = {1, 2, 3, 3}, ahead[] = {0, 1, 0, 2};
    static const double value[] = {1, 2, 4, 3};
    ck_assert_mem_eq(in.distances.tail, tail, sizeof tail);
    ck_assert_mem_eq(in.distances.head, ahead, sizeof ahead);
    ck_assert_mem_eq(in.distances.value, value, sizeof value);
    OK(tda_distances_check(NULL, &in.distances));
    tda_input_clear(&in);
}
END_TEST

START_TEST(odd_sparse_distances_are_refused)
{
    bytes b = head(8);
    INTS(&b, 2, 1, 0, 1);
    DOUBLES(&b, 1);
    no(&b, "f: the distance of points 0 and 1 is given in one direction only");
    b = head(8);
    INTS(&b, 2, 1, 1, 1, 0);
    DOUBLES(&b, 1, 1.5);
    no(&b, "f: the distance of points 0 and 1 is given as 1 and as 1.5");
    b = head(8);
    INTS(&b, 2, 1, 0, 2);
    DOUBLES(&b, 1);
    no(&b, "f: point 0 has the neighbour 2, but points are 0 to 1");
    b = head(8);
    INTS(&b, 2, 1, 1, 1, 0);
    DOUBLES(&b, NAN, NAN);
    no(&b, "f: the distance of points 0 and 1 is nan; distances are numbers from 0 on");
    b = head(8);
    INTS(&b, 1, 1, 0);
    DOUBLES(&b, 1);
    no(&b,
       "f: the distance of points 0 and 0 is 1; a point is at distance 0 from itself");
}
END_TEST

/* 1 4 6 / 8 20 4: x is the first axis and runs fastest. */
START_TEST(images_run_along_their_first_axis)
{
    bytes b = head(1);
    INTS(&b, 6, 2, 3, 2);
    DOUBLES(&b, 1, 4, 6, 8, 20, INFINITY);
    tda_input in = read_it(&b);
    ck_assert_int_eq(in.kind, TDA_KIND_IMAGE);
    ck_assert_int_eq(in.image.axes, 2);
    ck_assert_int_eq(in.image.channels, 1);
    ck_assert_int_eq(in.image.shape[0], 3);
    ck_assert_int_eq(in.image.shape[1], 2);
    ck_assert_double_eq(in.image.at[2 * in.image.stride[0]], 6);
    ck_assert_double_eq(in.image.at[in.image.stride[0] + in.image.stride[1]], 20);
    OK(tda_image_check(NULL, &in.image));
    tda_input_clear(&in);
}
END_TEST

START_TEST(odd_images_are_refused)
{
    bytes b = head(1);
    INTS(&b, 5, 2, 3, 2);
    DOUBLES(&b, 1, 4, 6, 8, 20, 4);
    no(&b, "f: the sizes make 6 pixels, but the file speaks of 5");
    b = head(1);
    INTS(&b, 1, 9, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    no(&b, "f: byte 24: an image of 9 axes; 1 to 8 are read");
    b = head(1);
    INTS(&b, 0, 1, 0);
    no(&b, "f: byte 32: an axis of 0 pixels");
    b = head(1);
    INTS(&b, 2, 1, 2);
    DOUBLES(&b, 0, NAN);
    no(&b, "f: value 1 of the file (from 0) is nan; write inf for a pixel that never "
           "appears");
}
END_TEST

/* A filled triangle: 0 1 2 / 01 02 12 / 012. */
static bytes triangle(void)
{
    bytes b = head(0);
    INTS(&b, 0, 7, 2, 0, 0, 0, 1, 1, 1, 2);
    DOUBLES(&b, 0, 0, 1, 1, 2, 2, 3);
    INTS(&b, 0, 0, 0, 0, 2, 4, 6, 9, 0, 1, 0, 2, 1, 2, 3, 4, 5);
    return b;
}

START_TEST(a_boundary_matrix_is_a_complex)
{
    bytes b = triangle();
    tda_input in = read_it(&b);
    ck_assert_int_eq(in.kind, TDA_KIND_COMPLEX);
    const tda_cells *c = tda_complex_cells(in.complex);
    static const int dim[] = {0, 0, 0, 1, 1, 1, 2};
    static const tda_index start[] = {0, 0, 0, 0, 2, 4, 6, 9},
                           face[] = {0, 1, 0, 2, 1, 2, 3, 4, 5};
    static const double grade[] = {0, 0, 1, 1, 2, 2, 3};
    ck_assert_int_eq(c->params, 1);
    ck_assert_int_eq(c->size, 7);
    ck_assert_mem_eq(c->dim, dim, sizeof dim);
    ck_assert_mem_eq(c->start, start, sizeof start);
    ck_assert_mem_eq(c->face, face, sizeof face);
    ck_assert_mem_eq(c->grade, grade, sizeof grade);
    tda_input_clear(&in);
    b = head(0);
    INTS(&b, 0, 0, 0, 0);
    in = read_it(&b);
    ck_assert_int_eq(tda_complex_cells(in.complex)->size, 0);
    tda_input_clear(&in);
}
END_TEST

/* Word k of a triangle is spoiled. */
static void spoiled(int k, int64_t value, const char *message)
{
    bytes b = triangle(), w = {.size = 0};
    put_word(&w, (uint64_t)value, 8);
    memcpy(b.at + 8 * k, w.at, 8);
    no(&b, message);
}

START_TEST(odd_boundary_matrices_are_refused)
{
    spoiled(2, 1,
            "f: byte 16: a coboundary matrix is not read; give the boundary matrix");
    spoiled(4, -1, "f: byte 32: cells of dimension -1");
    spoiled(4, 1, "f: cell 6 has dimension 2, but the largest is to be 1");
    spoiled(5, -1, "f: cell 0 has dimension -1, but the largest is to be 2");
    spoiled(19, 1, "f: the boundary of cell 0 begins at entry 1, out of order");
    spoiled(23, -1, "f: the boundary of cell 4 begins at entry -1, out of order");
    spoiled(24, 1, "f: the boundary of cell 5 begins at entry 1, out of order");
    spoiled(25, 10, "f: the boundary of cell 6 begins at entry 10, out of order");
    spoiled(26, 10,
            "f: byte 216: 10 entries of 8 bytes are announced, but 72 bytes follow");
    spoiled(26, 8, "f: byte 280: the file goes on for 8 bytes after its data");
    spoiled(35, 7, "f: complex: cell 6 has face 7, but cells are 0 to 6");
    spoiled(18, 0, "f: complex: cell 6 appears at (0), before its face 3");
    spoiled(12, 0x7ff8000000000000,
            "f: complex: a grade of cell 0 is NaN at parameter 0");
    bytes b = head(0);
    INTS(&b, 0, 0, 0, 1, 0);
    no(&b, "f: 1 entries of no cells");
}
END_TEST

START_TEST(survives_failures)
{
    bytes b = triangle();
    survives(b.at, b.size, NULL);
    b = head(1);
    INTS(&b, 1, 1, 1);
    DOUBLES(&b, 5);
    survives(b.at, b.size, NULL);
    b = head(7);
    INTS(&b, 2);
    DOUBLES(&b, 0, 1, 1, 0);
    survives(b.at, b.size, NULL);
    b = head(8);
    INTS(&b, 2, 1, 1, 1, 0);
    DOUBLES(&b, 1, 1);
    survives(b.at, b.size, NULL);
}
END_TEST

SUITE("read_dipha", TEST(distances_are_a_full_matrix),
      TEST(sizes_are_believed_as_far_as_bytes_follow), TEST(other_files_are_refused),
      TEST(sparse_distances_stand_in_both_directions),
      TEST(odd_sparse_distances_are_refused), TEST(images_run_along_their_first_axis),
      TEST(odd_images_are_refused), TEST(a_boundary_matrix_is_a_complex),
      TEST(odd_boundary_matrices_are_refused), TEST(survives_failures))
