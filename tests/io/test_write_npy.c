/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Arrays as npy: the expected heads are those np.save of NumPy 1.24 writes. */
#include "tda_check.h"
#include <string.h>
#include <tda.h>

/* A head of 128 bytes that says `dict`. */
static void expect_head(const tda_bytes *b, tda_index at, const char *dict)
{
    char head[128] = "\x93NUMPY\x01\x00v";
    memset(head + 10, ' ', 117);
    memcpy(head + 10, dict, strlen(dict));
    head[127] = '\n';
    ck_assert_int_ge(b->size - at, 128);
    ck_assert_mem_eq(b->at + at, head, 128);
}

START_TEST(doubles_are_as_numpy_saves_them)
{
    tda_bytes b = {0};
    const double value[] = {0, -1.5, 2, 1e300, INFINITY, -0.0};
    OK(tda_npy_f8(NULL, &b, 2, (tda_index[]){2, 3}, value));
    expect_head(&b, 0, "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }");
    ck_assert_int_eq(b.size, 128 + 48);
    static const unsigned char words[] = {0, 0, 0, 0, 0, 0, 0,    0,
                                          0, 0, 0, 0, 0, 0, 0xf8, 0xbf};
    ck_assert_mem_eq(b.at + 128, words, sizeof words);
    ck_assert_mem_eq(b.at + 128 + 32, "\0\0\0\0\0\0\xf0\x7f\0\0\0\0\0\0\0\x80", 16);
    tda_bytes_clear(&b);
}
END_TEST

START_TEST(shapes_are_written_as_python_tuples)
{
    tda_bytes b = {0};
    const int64_t value[] = {1, -2, 3};
    OK(tda_npy_i8(NULL, &b, 1, (tda_index[]){3}, value));
    expect_head(&b, 0, "{'descr': '<i8', 'fortran_order': False, 'shape': (3,), }");
    ck_assert_mem_eq(b.at + 128, "\1\0\0\0\0\0\0\0\xfe\xff\xff\xff\xff\xff\xff\xff\3",
                     17);
    tda_index before = b.size;
    OK(tda_npy_i8(NULL, &b, 0, NULL, value)); /* appended after the first */
    expect_head(&b, before, "{'descr': '<i8', 'fortran_order': False, 'shape': (), }");
    ck_assert_int_eq(b.size, before + 128 + 8);
    before = b.size;
    OK(tda_npy_f8(NULL, &b, 2, (tda_index[]){0, 4}, NULL));
    expect_head(&b, before,
                "{'descr': '<f8', 'fortran_order': False, 'shape': (0, 4), }");
    ck_assert_int_eq(b.size, before + 128);
    tda_bytes_clear(&b);
}
END_TEST

/* NumPy leaves room for the first length to grow to 21 digits, and adds 1 to 64 blanks: a head
 * that would just fit gets another line. Lengths of heads from np.lib.format. */
START_TEST(long_heads_are_padded_to_64)
{
    static const struct {
        int axes;
        int size;
    } of_ones[] = {{8, 128}, {14, 128}, {15, 192}, {21, 192}};
    tda_index one[32];
    double value = 7;
    for (int i = 0; i < 32; i++)
        one[i] = 1;
    for (size_t i = 0; i < sizeof of_ones / sizeof *of_ones; i++) {
        tda_bytes b = {0};
        OK(tda_npy_f8(NULL, &b, of_ones[i].axes, one, &value));
        ck_assert_int_eq(b.size - 8, of_ones[i].size);
        ck_assert_int_eq(b.at[of_ones[i].size - 1], '\n');
        ck_assert_int_eq((unsigned char)b.at[8], of_ones[i].size - 10);
        tda_bytes_clear(&b);
    }
}
END_TEST

START_TEST(wrong_shapes_are_refused)
{
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    tda_bytes b = {0};
    double value = 1;
    tda_index shape[40] = {0};
    ck_assert_int_eq(tda_npy_f8(ctx, &b, 2, (tda_index[]){3, -1}, &value), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "npy: axis 1 has the negative length -1");
    ck_assert_int_eq(tda_npy_f8(ctx, &b, 40, shape, &value), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "npy: 40 axes, where 0 to 32 are possible");
    ck_assert_int_eq(tda_npy_i8(ctx, &b, 2, (tda_index[]){INT64_MAX, 3}, NULL),
                     TDA_ELIMIT);
    ck_assert_str_eq(tda_ctx_message(ctx), "npy: the array overflows an index");
    ck_assert_int_eq(tda_npy_i8(ctx, &b, 1, (tda_index[]){INT64_MAX / 4}, NULL),
                     TDA_ELIMIT);
    ck_assert_int_eq(b.size, 0);
    tda_bytes_clear(&b);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(no_memory_leaves_the_output_as_it_was)
{
    tda_bytes b = {0};
    double value[100] = {0};
    OK(tda_npy_f8(NULL, &b, 0, NULL, value));
    EACH_OOM(tda_npy_f8(NULL, &b, 1, (tda_index[]){100}, value),
             b.size == 136 && b.at[136] == '\0');
    ck_assert_int_eq(b.size, 136 + 128 + 800);
    tda_bytes_clear(&b);
    EACH_OOM(tda_npy_i8(NULL, &b, 1, (tda_index[]){100}, (int64_t[100]){0}), b.size == 0);
    ck_assert_int_eq(b.size, 128 + 800);
    tda_bytes_clear(&b);
}
END_TEST

SUITE("write_npy", TEST(doubles_are_as_numpy_saves_them),
      TEST(shapes_are_written_as_python_tuples), TEST(long_heads_are_padded_to_64),
      TEST(wrong_shapes_are_refused), TEST(no_memory_leaves_the_output_as_it_was))
