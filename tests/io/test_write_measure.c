/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signed measures and clouds as csv, JSON and npy. */
#include "tda_check.h"
#include <math.h>
#include <string.h>
#include <tda.h>

static double at0[] = {0, 1, 1, 0, 1, 1}, at1[] = {-INFINITY, 0.1};
static int64_t weight0[] = {1, 1, -1}, weight1[] = {INT64_C(9007199254740993)};
static tda_index cell0[] = {0, 0, 1, 1, 2, -1};

static tda_measure first(void)
{
    tda_measure m = {2, 0, 3, at0, weight0, cell0, TDA_CELL_ROW, {0}};
    m.record = (tda_record){2, TDA_SCALE_DIAMETER, INFINITY, 7, "0.1.0", "function-rips"};
    return m;
}

static tda_measure second(void)
{
    tda_measure m = first();
    m.degree = 1;
    m.size = 1;
    m.at = at1;
    m.weight = weight1;
    m.cell = NULL;
    return m;
}

START_TEST(csv_has_a_row_for_each_point)
{
    tda_bytes b = {0};
    tda_measure m[] = {first(), second()};
    OK(tda_measure_csv(NULL, &b, m, 2));
    ck_assert_str_eq(b.at, "degree,x1,x2,weight\n"
                           "0,0,1,1\n"
                           "0,1,0,1\n"
                           "0,1,1,-1\n"
                           "1,-inf,0.1,9007199254740993\n");
    tda_bytes_clear(&b);
    m[0].size = 0;
    OK(tda_measure_csv(NULL, &b, m, 1));
    OK(tda_measure_csv(NULL, &b, NULL, 0));
    ck_assert_str_eq(b.at, "degree,x1,x2,weight\ndegree,weight\n");
    tda_bytes_clear(&b);
}
END_TEST

START_TEST(json_tells_how_the_measures_came_to_be)
{
    tda_bytes b = {0};
    tda_measure m[] = {first(), second()};
    OK(tda_measure_json(NULL, &b, m, 2, NULL));
    ck_assert_str_eq(
        b.at,
        "{\n"
        "  \"record\": {\"field\": 2, \"scale\": \"diameter\", \"threshold\": \"inf\", "
        "\"seed\": 7, \"version\": \"0.1.0\", \"filtration\": \"function-rips\"},\n"
        "  \"axes\": [{\"name\": \"parameter 1\", \"unit\": \"\"}, "
        "{\"name\": \"parameter 2\", \"unit\": \"\"}],\n"
        "  \"measures\": [\n"
        "    {\"degree\": 0,\n"
        "     \"points\": [[0, 1], [1, 0], [1, 1]],\n"
        "     \"weights\": [1, 1, -1],\n"
        "     \"cells\": [[0, 0], [1, 1], [2, -1]],\n"
        "     \"cell_kind\": \"row\"},\n"
        "    {\"degree\": 1,\n"
        "     \"points\": [[\"-inf\", 0.1]],\n"
        "     \"weights\": [9007199254740993],\n"
        "     \"cells\": [[-1, -1]],\n"
        "     \"cell_kind\": \"row\"}\n"
        "  ]\n"
        "}\n");
    tda_bytes_clear(&b);
}
END_TEST

static tda_complex *point(int params)
{
    const int dim[] = {0};
    const tda_index start[] = {0, 0};
    const double grade[3] = {0};
    tda_complex *x = NULL;
    OK(tda_complex_new(NULL, &x, &(tda_cells){params, 1, dim, start, NULL, NULL, grade}));
    return x;
}

START_TEST(json_takes_axes_from_the_complex_and_stays_well_formed)
{
    tda_bytes b = {0};
    tda_complex *x = point(2);
    tda_measure m = first();
    m.size = 0;
    m.record.scale = TDA_SCALE_RADIUS_SQUARED;
    m.record.threshold = 0.5;
    tda_complex_set_axis(x, 0, "a \"b\\\t\x7f\xc3\xa9",
                         "\xc3(\xff\xed\xa0\x80\xf0\x9f\x98\x80");
    OK(tda_measure_json(NULL, &b, &m, 1, x));
    ck_assert_ptr_nonnull(
        strstr(b.at, "\"scale\": \"radius_squared\", \"threshold\": 0.5,"));
    ck_assert_ptr_nonnull(strstr(
        b.at, "[{\"name\": \"a \\\"b\\\\\\u0009\\u007f\xc3\xa9\", \"unit\": \"\\ufffd("
              "\\ufffd\\ufffd\\ufffd\\ufffd\xf0\x9f\x98\x80\"}, {"));
    ck_assert_ptr_nonnull(
        strstr(b.at, "\"points\": [],\n     \"weights\": [],\n     \"cells\": [],"));
    tda_bytes_clear(&b);
    OK(tda_measure_json(NULL, &b, NULL, 0, x));
    ck_assert_ptr_nonnull(strstr(b.at, "\"measures\": []\n}\n"));
    tda_bytes_clear(&b);
    tda_complex_free(x);
}
END_TEST

START_TEST(npy_has_degree_point_and_weight_in_a_row)
{
    tda_bytes b = {0};
    tda_measure m[] = {first(), first()};
    m[1].degree = -1;
    m[1].size = 1;
    OK(tda_measure_npy(NULL, &b, m, 2));
    ck_assert_int_eq(b.size, 128 + 4 * 4 * 8);
    ck_assert_mem_eq(b.at + 10,
                     "{'descr': '<f8', 'fortran_order': False, 'shape': (4, 4), }", 59);
    const double expected[] = {0, 0, 1, 1, 0, 1, 0, 1, 0, 1, 1, -1, -1, 0, 1, 1};
    ck_assert_mem_eq(b.at + 128, expected, sizeof expected);
    tda_bytes_clear(&b);
}
END_TEST

START_TEST(what_does_not_fit_together_is_refused)
{
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    tda_bytes b = {0};
    tda_measure m[] = {first(), second()};
    ck_assert_int_eq(tda_measure_npy(ctx, &b, m, 2), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "weight 9007199254740993 of point 0 in degree 1 is "
                     "not exact as a double: write csv");
    m[1].params = 1;
    ck_assert_int_eq(tda_measure_csv(ctx, &b, m, 2), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "measure 1 has 1 parameters, measure 0 has 2: write them apart");
    ck_assert_int_eq(tda_measure_json(ctx, &b, m, 2, NULL), TDA_EINVAL);
    ck_assert_int_eq(tda_measure_npy(ctx, &b, m, -1), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "measures: a negative number of them, -1");
    m[1] = second();
    m[1].record.seed = 8;
    ck_assert_int_eq(tda_measure_json(ctx, &b, m, 2, NULL), TDA_EINVAL);
    ck_assert_str_eq(
        tda_ctx_message(ctx),
        "measure 1 was made in another way than measure 0: write them apart");
    tda_complex *x = point(3);
    ck_assert_int_eq(tda_measure_json(ctx, &b, m, 1, x), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "the measures have 2 parameters, the complex has 3");
    ck_assert_int_eq(b.size, 0);
    tda_bytes_clear(&b);
    tda_complex_free(x);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(clouds_are_tables)
{
    tda_bytes b = {0};
    const double at[] = {1, -0.25, 1e-7, 2e22};
    tda_cloud cloud = {2, 2, at, NULL};
    OK(tda_cloud_csv(NULL, &b, &cloud, NULL));
    OK(tda_cloud_csv(NULL, &b, &cloud, (const char *const[]){"x", "a \"b\", c"}));
    ck_assert_str_eq(b.at, "1,-0.25\n1e-07,2e+22\n"
                           "x,\"a \"\"b\"\", c\"\n1,-0.25\n1e-07,2e+22\n");
    tda_bytes_clear(&b);
}
END_TEST

START_TEST(failures_leave_the_output_as_it_was)
{
    tda_bytes b = {0};
    tda_measure m = first();
    const double at[600] = {0};
    tda_cloud cloud = {300, 2, at, NULL};
    tda_complex *x = point(2);
#define UNTOUCHED (b.size == 0 && (!b.at || !b.at[0]))
#define EACH(call)                                                                       \
    do {                                                                                 \
        EACH_OOM(call, UNTOUCHED);                                                       \
        ck_assert_int_gt(b.size, 0);                                                     \
        tda_bytes_clear(&b);                                                             \
        EACH_CANCEL(call, UNTOUCHED);                                                    \
        tda_bytes_clear(&b);                                                             \
    } while (0)
    EACH(tda_measure_csv(NULL, &b, &m, 1));
    EACH(tda_measure_npy(NULL, &b, &m, 1));
    EACH(tda_measure_json(NULL, &b, &m, 1, x));
    EACH(tda_cloud_csv(NULL, &b, &cloud, NULL));
    tda_complex_free(x);
}
END_TEST

SUITE("write_measure", TEST(csv_has_a_row_for_each_point),
      TEST(json_tells_how_the_measures_came_to_be),
      TEST(json_takes_axes_from_the_complex_and_stays_well_formed),
      TEST(npy_has_degree_point_and_weight_in_a_row),
      TEST(what_does_not_fit_together_is_refused), TEST(clouds_are_tables),
      TEST(failures_leave_the_output_as_it_was))
