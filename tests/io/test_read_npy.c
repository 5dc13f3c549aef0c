/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read_check.h"
#include <math.h>
#include <stdio.h>

static void put_head(bytes *b, int major, const char *dict)
{
    size_t length = strlen(dict), pad = 63 - ((major == 1 ? 10 : 12) + length) % 64;
    put(b, "\x93NUMPY", 6);
    put_word(b, (uint64_t)major, 2);
    put_word(b, length + pad + 1, major == 1 ? 2 : 4);
    put_text(b, dict);
    for (size_t i = 0; i < pad; i++)
        put_text(b, " ");
    put_text(b, "\n");
}

static const char *dict(const char *type, bool fortran, const char *shape)
{
    static char text[256];
    snprintf(text, sizeof text, "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }",
             type, fortran ? "True" : "False", shape);
    return text;
}

static tda_read_opts as(tda_kind kind)
{
    tda_read_opts o = TDA_READ_OPTS_INIT;
    o.as = kind;
    return o;
}

static bytes doubles(bool fortran, const char *shape, int n, const double *value)
{
    bytes b = {.size = 0};
    put_head(&b, 1, dict("<f8", fortran, shape));
    for (int i = 0; i < n; i++)
        put_f8(&b, value[i]);
    return b;
}

static void is_cloud(const bytes *b, tda_index n, tda_index d, const double *want)
{
    tda_input in = parsed_bytes("f", b->at, b->size, NULL);
    ck_assert_int_eq(in.kind, TDA_KIND_CLOUD);
    ck_assert_int_eq(in.format, TDA_FORMAT_NPY);
    ck_assert_int_eq(in.cloud.size, n);
    ck_assert_int_eq(in.cloud.dimension, d);
    ck_assert_mem_eq(in.cloud.at, want, sizeof(double) * (size_t)(n * d));
    tda_input_clear(&in);
}

static void no_cloud(const bytes *b, const char *message)
{
    tda_read_opts o = in_format(TDA_FORMAT_NPY);
    refused_bytes("f", b->at, b->size, &o, message);
}

START_TEST(every_type_and_version_is_read)
{
    static const double want[] = {1, 2, 3, 4, 5, 250};
    static const struct {
        const char *type;
        int width;
    } types[] = {{"<f8", 8}, {"<f4", 4}, {"<i8", 8}, {"<i4", 4}, {"|u1", 1}, {"<u1", 1}};
    for (int major = 1; major <= 3; major++)
        for (int k = 0; k < 6; k++) {
            bytes b = {.size = 0};
            put_head(&b, major, dict(types[k].type, false, "(3, 2)"));
            for (int i = 0; i < 6; i++)
                if (k == 0)
                    put_f8(&b, want[i]);
                else if (k == 1)
                    put_f4(&b, want[i]);
                else
                    put_word(&b, (uint64_t)want[i], types[k].width);
            is_cloud(&b, 3, 2, want);
        }
    bytes b = {.size = 0};
    put_head(&b, 1, dict("<i4", false, "(1, 2)"));
    put_word(&b, (uint64_t)-7, 4);
    put_word(&b, 1u << 31, 4);
    is_cloud(&b, 1, 2, (double[]){-7, -2147483648.0});
}
END_TEST

START_TEST(fortran_order_is_turned)
{
    static const double want[] = {1, 2, 3, 4, 5, 6}, columns[] = {1, 3, 5, 2, 4, 6};
    bytes b = doubles(true, "(3, 2)", 6, columns);
    is_cloud(&b, 3, 2, want);
    b = doubles(false, "(0, 3)", 0, NULL);
    is_cloud(&b, 0, 3, NULL);
}
END_TEST

START_TEST(the_keys_stand_in_any_order_and_spacing)
{
    static const char *const heads[] = {
        "{'shape':(1,2),'fortran_order':False,'descr':'<f8'}",
        "{\"fortran_order\": False , \"descr\": \"<f8\" , \"shape\": ( 1 , 2 , ) , }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1L, 2L), }",
    };
    for (int k = 0; k < 3; k++) {
        bytes b = {.size = 0};
        put_head(&b, 1, heads[k]);
        put_f8(&b, 5);
        put_f8(&b, 6);
        is_cloud(&b, 1, 2, (double[]){5, 6});
    }
}
END_TEST

START_TEST(other_dictionaries_are_refused_at_their_byte)
{
    static const struct {
        const char *dict;
        int byte;
    } heads[] = {
        {"", 64},
        {"{}", 64},
        {"{'descr': '<f8', 'fortran_order': False}", 64},
        {"{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (1, 1)}", 41},
        {"{'descr': '<f8', 'fortran_order': 0, 'shape': (1, 1)}", 44},
        {"{'descr': '<f8', 'fortran_order': False, 'shape': (1)}", 62},
        {"{'descr': '<f8', 'fortran_order': False, 'shape': (-1, 1)}", 61},
        {"{'descr': '<f8', 'fortran_order': False, 'shape': (1 1)}", 63},
        {"{'descr': '<f8', 'fortran_order': False, 'shape': [1, 1]}", 60},
        {"{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (1,)}", 20},
        {"{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1)} 7", 68},
        {"{'descr': '<f8' 'fortran_order': False, 'shape': (1, 1)}", 26},
        {"{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1), 'more': 1}", 75},
        {"{'descr: 1}", 11},
        {"{'descr': '<f8', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,1,1,1)}", 80},
        {"{'descr': '<f8', 'fortran_order': False, 'shape': (9223372036854775808, 1)}",
         80},
    };
    for (size_t k = 0; k < sizeof heads / sizeof *heads; k++) {
        bytes b = {.size = 0};
        char message[256];
        put_head(&b, 1, heads[k].dict);
        snprintf(message, sizeof message,
                 "f: byte %d: the head is not the dictionary of descr, fortran_order and "
                 "a shape "
                 "of at most 9 axes that npy files have",
                 heads[k].byte);
        no_cloud(&b, message);
    }
}
END_TEST

START_TEST(other_types_are_refused)
{
    static const char *const types[] = {">f8",  "<f2", "<U3", "|S1",
                                        "<c16", "<i2", "|O",  ""};
    for (int k = 0; k < 8; k++) {
        bytes b = {.size = 0};
        char message[128];
        put_head(&b, 1, dict(types[k], false, "(1, 1)"));
        put_f8(&b, 1);
        snprintf(message, sizeof message,
                 "f: values of type '%s' are not read; convert with numpy to <f8, <f4, "
                 "<i8, <i4 "
                 "or |u1",
                 types[k]);
        no_cloud(&b, message);
    }
}
END_TEST

START_TEST(sizes_are_believed_as_far_as_bytes_follow)
{
    bytes b = doubles(false, "(2, 2)", 3, (double[]){1, 2, 3});
    no_cloud(&b, "f: the shape asks for 4 values of 8 bytes, but 24 bytes follow");
    b = doubles(false, "(2, 1)", 3, (double[]){1, 2, 3});
    no_cloud(&b, "f: the shape asks for 2 values of 8 bytes, but 24 bytes follow");
    b = doubles(false, "(1000000000000000000, 1)", 1, (double[]){1});
    no_cloud(&b,
             "f: the shape asks for 1000000000000000000 values of 8 bytes, but 8 bytes "
             "follow");
    b = doubles(false, "(4611686018427387904, 2)", 1, (double[]){1});
    no_cloud(&b, "f: the shape has more values than 8 bytes can hold");
    b = doubles(false, "(4611686018427387904, 0, 4)", 1, (double[]){1});
    no_cloud(&b, "f: the shape has more values than 8 bytes can hold");
    b = doubles(false, "(1, 1)", 1, (double[]){1});
    b.at[8] = b.at[9] = '\xff';
    no_cloud(&b, "f: a head of 65535 bytes is announced, but 126 bytes follow");
    b.size = 10;
    no_cloud(&b, "f: a head of 65535 bytes is announced, but 0 bytes follow");
    b.at[6] = 2;
    no_cloud(&b, "f: a head of 65535 bytes is announced, but 0 bytes follow");
    b.at[7] = 1;
    no_cloud(&b, "f: npy version 2.1 is not known; 1.0, 2.0 and 3.0 are");
    b.at[6] = 4, b.at[7] = 0;
    no_cloud(&b, "f: npy version 4.0 is not known; 1.0, 2.0 and 3.0 are");
    b.size = 9;
    no_cloud(&b, "f: does not begin as a npy file does");
}
END_TEST

START_TEST(a_cloud_is_a_table_of_finite_numbers)
{
    bytes b = doubles(false, "(3,)", 3, (double[]){1, 2, 3});
    no_cloud(&b,
             "f: an array of shape (3,) is no cloud; points are rows of an array (n, d)");
    b = doubles(false, "()", 1, (double[]){1});
    no_cloud(&b,
             "f: an array of shape () is no cloud; points are rows of an array (n, d)");
    b = doubles(false, "(1, 2, 1)", 2, (double[]){1, 2});
    no_cloud(
        &b, "f: an array of shape (1, 2, 1) is no cloud; points are rows of an array (n, "
            "d)");
    b = doubles(false, "(2, 0)", 0, NULL);
    no_cloud(&b, "f: points without coordinates: the shape is (2, 0)");
    b = doubles(true, "(3, 2)", 6, (double[]){1, 2, 3, 4, 5, NAN});
    no_cloud(
        &b, "f: nan in row 2, column 1 (from 0); coordinates are finite: leave the point "
            "out, or fill it in");
    b.size = 0;
    put_head(&b, 1, dict("<i8", false, "(1, 2)"));
    put_word(&b, 1ull << 53, 8);
    put_word(&b, (1ull << 53) + 1, 8);
    no_cloud(
        &b,
        "f: the integer 9007199254740993, value 1 of the file, is past 2^53 and would "
        "be rounded");
}
END_TEST

static void is_dense(const bytes *b, tda_index n, const double *lower)
{
    tda_read_opts o = as(TDA_KIND_DISTANCES);
    tda_input in = parsed_bytes("f", b->at, b->size, &o);
    ck_assert_int_eq(in.kind, TDA_KIND_DISTANCES);
    ck_assert_int_eq(in.distances.size, n);
    ck_assert_mem_eq(in.distances.lower, lower,
                     sizeof(double) * (size_t)(n * (n - 1) / 2));
    tda_input_clear(&in);
}

static void no_distances(const bytes *b, const char *message)
{
    tda_read_opts o = as(TDA_KIND_DISTANCES);
    refused_bytes("f", b->at, b->size, &o, message);
}

START_TEST(distances_are_square_or_condensed)
{
    static const double lower[] = {1, 2, 4, 3, 5, 6};
    bytes b = doubles(false, "(6,)", 6, (double[]){1, 2, 3, 4, 5, 6});
    is_dense(&b, 4, lower);
    b = doubles(false, "(4, 4)", 16,
                (double[]){0, 1, 2, 3, 1, 0, 4, 5, 2, 4, 0, 6, 3, 5, 6, 0});
    is_dense(&b, 4, lower);
    b = doubles(true, "(1, 1)", 1, (double[]){-0.0});
    is_dense(&b, 1, lower);
    b = doubles(false, "(1,)", 1, (double[]){INFINITY});
    is_dense(&b, 2, (double[]){INFINITY});
}
END_TEST

START_TEST(what_is_no_metric_is_refused)
{
    bytes b = doubles(false, "(2,)", 2, (double[]){1, 2});
    no_distances(
        &b, "f: 2 numbers are not the pairs of any number of points: n points have n (n "
            "- 1) / 2");
    b = doubles(false, "(0,)", 0, NULL);
    no_distances(
        &b, "f: 0 numbers are not the pairs of any number of points: n points have n (n "
            "- 1) / 2");
    b = doubles(false, "(1, 2)", 2, (double[]){1, 2});
    no_distances(&b,
                 "f: an array of shape (1, 2) holds no distances; they are (n, n), or "
                 "condensed (n (n - 1) / 2,)");
    b = doubles(false, "(2, 2)", 4, (double[]){0, 1, 2, 0});
    no_distances(
        &b, "f: the distance of points 1 and 0 is 2, and back it is 1; make the matrix "
            "symmetric");
    b = doubles(false, "(2, 2)", 4, (double[]){0, NAN, 1, 0});
    no_distances(
        &b, "f: the distance of points 0 and 1 is nan; write inf for points that are "
            "never joined");
    b = doubles(false, "(2, 2)", 4, (double[]){0, -1, -1, 0});
    no_distances(&b, "f: the distance of points 1 and 0 is -1; distances start at 0");
    b = doubles(false, "(2, 2)", 4, (double[]){0, 1, 1, NAN});
    no_distances(
        &b, "f: the distance of point 1 from itself is nan, not 0; clear the diagonal");
}
END_TEST

static double pixel(const tda_image *m, int c, tda_index i, tda_index j)
{
    return m->at[i * m->stride[0] + j * m->stride[1] + c * m->channel_stride];
}

/* One array of two axes and two channels, in either order of memory and of axes. */
START_TEST(images_have_channels_first_last_or_none)
{
    for (int first = 0; first < 2; first++)
        for (int fortran = 0; fortran < 2; fortran++) {
            static const tda_index shape[2][3] = {{2, 3, 2}, {2, 2, 3}};
            bytes b = {.size = 0};
            put_head(&b, 2, dict("<f8", fortran, first ? "(2, 2, 3)" : "(2, 3, 2)"));
            const tda_index *s = shape[first];
            for (int k = 0; k < 12; k++) {
                tda_index z = fortran ? k % s[0] : k / (s[1] * s[2]);
                tda_index y = fortran ? k / s[0] % s[1] : k / s[2] % s[1];
                tda_index x = fortran ? k / (s[0] * s[1]) : k % s[2];
                put_f8(&b, first ? (double)(10 * y + x + 100 * z)
                                 : (double)(10 * z + y + 100 * x));
            }
            tda_read_opts o = as(TDA_KIND_IMAGE);
            o.channels = 2;
            o.channels_first = first;
            tda_input in = parsed_bytes("f", b.at, b.size, &o);
            ck_assert_int_eq(in.kind, TDA_KIND_IMAGE);
            ck_assert_int_eq(in.image.axes, 2);
            ck_assert_int_eq(in.image.channels, 2);
            ck_assert_int_eq(in.image.shape[0], 2);
            ck_assert_int_eq(in.image.shape[1], 3);
            for (int c = 0; c < 2; c++)
                for (int i = 0; i < 2; i++)
                    for (int j = 0; j < 3; j++)
                        ck_assert_double_eq(pixel(&in.image, c, i, j),
                                            100 * c + 10 * i + j);
            OK(tda_image_check(NULL, &in.image));
            tda_input_clear(&in);
        }
    bytes b = {.size = 0};
    tda_read_opts o = as(TDA_KIND_IMAGE);
    put_head(&b, 1, dict("|u1", false, "(2, 3)"));
    put_text(&b, "\1\2\3\4\5\6");
    tda_input in = parsed_bytes("f", b.at, b.size, &o);
    ck_assert_int_eq(in.image.axes, 2);
    ck_assert_int_eq(in.image.channels, 1);
    ck_assert_double_eq(pixel(&in.image, 0, 1, 0), 4);
    OK(tda_image_check(NULL, &in.image));
    tda_input_clear(&in);
}
END_TEST

START_TEST(what_is_no_image_is_refused)
{
    tda_read_opts o = as(TDA_KIND_IMAGE);
    bytes b = doubles(false, "(2, 1)", 2, (double[]){INFINITY, NAN});
    refused_bytes("f", b.at, b.size, &o,
                  "f: value 1 of the file (from 0) is nan; write inf for a "
                  "pixel that never appears");
    b = doubles(false, "(2, 0)", 0, NULL);
    refused_bytes("f", b.at, b.size, &o,
                  "f: an image without pixels: the shape is (2, 0)");
    b = doubles(false, "()", 1, (double[]){1});
    refused_bytes("f", b.at, b.size, &o,
                  "f: an array of shape () is no image of 1 to 8 axes");
    b = doubles(false, "(1,1,1,1,1,1,1,1,1)", 1, (double[]){1});
    refused_bytes(
        "f", b.at, b.size, &o,
        "f: an array of shape (1, 1, 1, 1, 1, 1, 1, 1, 1) is no image of 1 to 8 axes");
    o.channels = 3;
    b = doubles(false, "(3,)", 3, (double[]){1, 2, 3});
    refused_bytes("f", b.at, b.size, &o,
                  "f: an array of shape (3,) is no image of 1 to 8 axes and channels");
    b = doubles(false, "(3, 1)", 3, (double[]){1, 2, 3});
    refused_bytes("f", b.at, b.size, &o,
                  "f: 3 channels are asked for, but the last axis of (3, 1) has 1");
    o.channels_first = true;
    b = doubles(false, "(1, 3)", 3, (double[]){1, 2, 3});
    refused_bytes("f", b.at, b.size, &o,
                  "f: 3 channels are asked for, but the first axis of (1, 3) has 1");
}
END_TEST

START_TEST(survives_failures)
{
    bytes b = doubles(false, "(2, 2)", 4, (double[]){0, 1, 1, 0});
    for (tda_kind kind = TDA_KIND_CLOUD; kind <= TDA_KIND_IMAGE; kind++) {
        tda_read_opts o = as(kind);
        survives(b.at, b.size, &o);
    }
}
END_TEST

START_TEST(a_batch_of_clouds)
{
    static const double c[] = {1, 2, 3, 4, 5, NAN, 7, 8, 9, 10, 11, 12},
                        fortran[] = {1, 7, 3, 9, 5, 11, 2, 8, 4, 10, NAN, 12};
    tda_cloud out = {0};
    tda_index count = 0;
    for (int f = 0; f < 2; f++) {
        bytes b = doubles(f, "(2, 3, 2)", 12, f ? fortran : c);
        ck_assert_int_eq(tda_npy_axes(b.at, b.size), 3);
        EACH_OOM(tda_batch_parse(NULL, &out, &count, "f", b.at, b.size), !out.at);
        ck_assert_int_eq(count, 2);
        ck_assert(out.size == 3 && out.dimension == 2);
        for (int i = 0; i < 12; i++)
            ck_assert(out.at[i] == c[i] || (isnan(out.at[i]) && isnan(c[i])));
        tda_cloud_clear(&out);
    }
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    bytes flat = doubles(false, "(4, 3)", 12, c);
    ck_assert_int_eq(tda_npy_axes(flat.at, flat.size), 2);
    ck_assert_int_eq(tda_npy_axes("no npy", 6), -1);
    ck_assert_int_eq(tda_batch_parse(ctx, &out, &count, "f", flat.at, flat.size),
                     TDA_EFORMAT);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "f: an array of 2 axes is no batch of clouds; those are (m, n, d)");
    tda_ctx_free(ctx);
}
END_TEST

SUITE("read_npy", TEST(a_batch_of_clouds), TEST(every_type_and_version_is_read),
      TEST(fortran_order_is_turned), TEST(the_keys_stand_in_any_order_and_spacing),
      TEST(other_dictionaries_are_refused_at_their_byte), TEST(other_types_are_refused),
      TEST(sizes_are_believed_as_far_as_bytes_follow),
      TEST(a_cloud_is_a_table_of_finite_numbers), TEST(distances_are_square_or_condensed),
      TEST(what_is_no_metric_is_refused), TEST(images_have_channels_first_last_or_none),
      TEST(what_is_no_image_is_refused), TEST(survives_failures))
