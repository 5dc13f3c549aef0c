/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Barcodes along lines as csv, npy and JSON. */
#include "tda_check.h"
#include <math.h>
#include <string.h>
#include <tda.h>

static tda_index two[] = {0, 0, 2}, none[] = {0, 0, 0}, born[] = {3, 4}, died[] = {5, -1};
static double birth[] = {0, 0.5}, death[] = {1, INFINITY};
static bool cut[] = {false, true};
static const double base[] = {0, 0, 0, 0.5}, direction[] = {1, 1, 1, 2};
static const int degree[] = {1};
static const tda_index numbers[] = {7, 2}, *const vine[] = {numbers};

/* Two bars on the first line, none on the second. */
static tda_fibres sample(tda_diagram *d, bool vines)
{
    tda_record r = {2, TDA_SCALE_DIAMETER, INFINITY, 7, "0.1.0", "made up"};
    d[0] = (tda_diagram){2, two, birth, death, born, died, cut, 0, r};
    d[1] = (tda_diagram){2, none, birth, death, born, died, cut, 0, r};
    return (tda_fibres){2, 2, base, direction, 1, degree, d, vines ? vine : NULL, NULL};
}

START_TEST(csv_has_a_row_for_each_bar)
{
    tda_bytes out = {0};
    tda_diagram d[2];
    tda_fibres f = sample(d, false);
    OK(tda_fibres_csv(NULL, &out, &f));
    ck_assert_str_eq(out.at, "line,degree,birth,death,birth_cell,death_cell,cut\n"
                             "0,1,0,1,3,5,0\n"
                             "0,1,0.5,inf,4,-1,1\n");
    tda_bytes_clear(&out);
    f.vine = vine;
    OK(tda_fibres_csv(NULL, &out, &f));
    ck_assert_str_eq(out.at, "line,degree,birth,death,birth_cell,death_cell,cut,vine\n"
                             "0,1,0,1,3,5,0,7\n"
                             "0,1,0.5,inf,4,-1,1,2\n");
    tda_bytes_clear(&out);
}
END_TEST

START_TEST(npy_has_the_columns_of_csv)
{
    tda_bytes out = {0};
    tda_diagram d[2];
    tda_fibres f = sample(d, true);
    OK(tda_fibres_npy(NULL, &out, &f));
    const double rows[] = {0, 1, 0, 1, 3, 5, 0, 7, 0, 1, 0.5, INFINITY, 4, -1, 1, 2};
    ck_assert_ptr_nonnull(strstr(out.at + 10, "'shape': (2, 8)"));
    ck_assert_mem_eq(out.at + out.size - (tda_index)sizeof rows, rows, sizeof rows);
    tda_bytes_clear(&out);
    f.vine = NULL;
    OK(tda_fibres_npy(NULL, &out, &f));
    ck_assert_ptr_nonnull(strstr(out.at + 10, "'shape': (2, 7)"));
    tda_bytes_clear(&out);
}
END_TEST

START_TEST(json_has_lines_and_columns)
{
    tda_bytes out = {0};
    tda_diagram d[2];
    tda_fibres f = sample(d, true);
    OK(tda_fibres_json(NULL, &out, &f, NULL));
    ck_assert_ptr_nonnull(
        strstr(out.at, "  \"lines\": [\n    {\"base\": [0, 0], \"direction\": [1, 1]},\n"
                       "    {\"base\": [0, 0.5], \"direction\": [1, 2]}\n  ],\n"
                       "  \"degrees\": [\n    {\"degree\": 1,\n     \"line\": [0, 0],\n"
                       "     \"birth\": [0, 0.5],\n     \"death\": [1, \"inf\"],\n"
                       "     \"birth_cell\": [3, 4],\n     \"death_cell\": [5, -1],\n"
                       "     \"vine\": [7, 2]}\n  ]\n}\n"));
    tda_bytes_clear(&out);
}
END_TEST

START_TEST(what_cannot_be_written_is_refused)
{
    tda_ctx *ctx = NULL;
    tda_bytes out = {0};
    tda_diagram d[2];
    tda_fibres f = sample(d, false);
    double bad[] = {NAN, 1};
    tda_index big[] = {((tda_index)1 << 53) + 1, 0};
    OK(tda_ctx_new(&ctx));
    d[0].birth = bad;
    ck_assert_int_eq(tda_fibres_csv(ctx, &out, &f), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "slices: a bar of degree 1 on line 0 is nan");
    ck_assert_int_eq(tda_fibres_npy(ctx, &out, &f), TDA_EINVAL);
    ck_assert_int_eq(tda_fibres_json(ctx, &out, &f, NULL), TDA_EINVAL);
    d[0].birth = birth;
    d[0].birth_cell = big;
    ck_assert_int_eq(tda_fibres_npy(ctx, &out, &f), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "the cells of a bar of degree 1 on line 0 are "
                                           "not exact as doubles: write csv");
    double grade = 0;
    int dim = 0;
    tda_index start[] = {0, 0}, face = 0;
    tda_complex *k = NULL;
    OK(tda_complex_new(ctx, &k, &(tda_cells){1, 1, &dim, start, &face, NULL, &grade}));
    ck_assert_int_eq(tda_fibres_json(ctx, &out, &f, k), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "the lines have 2 parameters, the complex has 1");
    ck_assert_int_eq(out.size, 0);
    tda_bytes_clear(&out);
    tda_complex_free(k);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(failures_leave_the_bytes)
{
    tda_ctx *ctx = NULL;
    tda_bytes out = {0};
    tda_diagram d[2];
    tda_fibres f = sample(d, true);
    OK(tda_ctx_new(&ctx));
    EACH_OOM(tda_fibres_csv(NULL, &out, &f), out.size == 0);
    tda_bytes_clear(&out);
    EACH_CANCEL(tda_fibres_csv(ctx, &out, &f), out.size == 0);
    tda_bytes_clear(&out);
    EACH_CANCEL(tda_fibres_npy(ctx, &out, &f), out.size == 0);
    tda_bytes_clear(&out);
    EACH_OOM(tda_fibres_npy(NULL, &out, &f), out.size == 0);
    tda_bytes_clear(&out);
    EACH_OOM(tda_fibres_json(NULL, &out, &f, NULL), out.size == 0);
    tda_bytes_clear(&out);
    EACH_CANCEL(tda_fibres_json(ctx, &out, &f, NULL), out.size == 0);
    tda_bytes_clear(&out);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("write_fibres", TEST(csv_has_a_row_for_each_bar), TEST(npy_has_the_columns_of_csv),
      TEST(json_has_lines_and_columns), TEST(what_cannot_be_written_is_refused),
      TEST(failures_leave_the_bytes))
