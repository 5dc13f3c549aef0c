/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signed barcodes as csv, npy and JSON. */
#include "tda_check.h"
#include <math.h>
#include <string.h>
#include <tda.h>

static double birth[] = {0, -INFINITY, 1, 2}, death[] = {0.1, INFINITY, 3, 4};
static int64_t weight[] = {1, -2};

static tda_signed_barcode sample(tda_bar_shape shape)
{
    tda_signed_barcode b = {2, 1, shape, 2, birth, death, weight, {0}};
    b.record = (tda_record){2, TDA_SCALE_DIAMETER, INFINITY, 7, "0.1.0", "function-rips"};
    return b;
}

START_TEST(csv_has_a_row_for_each_bar)
{
    tda_bytes out = {0};
    tda_signed_barcode b = sample(TDA_BAR_RECTANGLE);
    OK(tda_signed_barcode_csv(NULL, &out, &b, 1));
    OK(tda_signed_barcode_csv(NULL, &out, NULL, 0));
    ck_assert_str_eq(out.at, "degree,a1,a2,b1,b2,weight\n"
                             "1,0,-inf,0.1,inf,1\n"
                             "1,1,2,3,4,-2\n"
                             "degree,weight\n");
    tda_bytes_clear(&out);
}
END_TEST

START_TEST(npy_has_the_columns_of_csv)
{
    tda_bytes out = {0};
    tda_signed_barcode b = sample(TDA_BAR_RECTANGLE);
    OK(tda_signed_barcode_npy(NULL, &out, &b, 1));
    const double rows[] = {1, 0, -INFINITY, 0.1, INFINITY, 1, 1, 1, 2, 3, 4, -2};
    ck_assert_ptr_nonnull(strstr(out.at + 10, "'shape': (2, 6)"));
    ck_assert_mem_eq(out.at + out.size - (tda_index)sizeof rows, rows, sizeof rows);
    tda_bytes_clear(&out);
}
END_TEST

static bool holds(const tda_bytes *b, const void *what, size_t n)
{
    for (tda_index i = 0; i + (tda_index)n <= b->size; i++)
        if (memcmp(b->at + i, what, n) == 0)
            return true;
    return false;
}

START_TEST(npz_holds_the_columns)
{
    tda_ctx *ctx = NULL;
    tda_bytes out = {0};
    tda_signed_barcode b = sample(TDA_BAR_HOOK), two[2] = {b, b};
    OK(tda_ctx_new(&ctx));
    OK(tda_signed_barcode_npz(NULL, &out, &b, 1));
    static const char *const members[] = {"degree.npy", "birth.npy", "death.npy",
                                          "weight.npy", "meta.json"};
    for (int i = 0; i < 5; i++)
        ck_assert(holds(&out, members[i], strlen(members[i])));
    ck_assert(holds(&out, birth, sizeof birth));
    ck_assert(holds(&out, death, sizeof death));
    ck_assert(holds(&out, weight, sizeof weight));
    ck_assert(holds(&out, "\"bars\": \"hooks\"}", 16));
    tda_bytes_clear(&out);
    two[1].shape = TDA_BAR_RECTANGLE;
    ck_assert_int_eq(tda_signed_barcode_npz(ctx, &out, two, 2), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "signed barcode 1 has other parameters or bars than barcode 0: "
                     "write them apart");
    EACH_OOM(tda_signed_barcode_npz(NULL, &out, &b, 1), out.size == 0);
    tda_bytes_clear(&out);
    EACH_CANCEL(tda_signed_barcode_npz(ctx, &out, &b, 1), out.size == 0);
    tda_bytes_clear(&out);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(json_says_what_the_bars_are)
{
    tda_bytes out = {0};
    tda_signed_barcode b = sample(TDA_BAR_HOOK);
    OK(tda_signed_barcode_json(NULL, &out, &b, 1, NULL));
    ck_assert_str_eq(
        out.at,
        "{\n"
        "  \"record\": {\"field\": 2, \"scale\": \"diameter\", \"threshold\": \"inf\", "
        "\"seed\": 7, \"version\": \"0.1.0\", \"filtration\": \"function-rips\"},\n"
        "  \"axes\": [{\"name\": \"parameter 1\", \"unit\": \"\"}, "
        "{\"name\": \"parameter 2\", \"unit\": \"\"}],\n"
        "  \"signed_barcodes\": [\n"
        "    {\"degree\": 1, \"bars\": \"hooks\",\n"
        "     \"births\": [[0, \"-inf\"], [1, 2]],\n"
        "     \"deaths\": [[0.1, \"inf\"], [3, 4]],\n"
        "     \"weights\": [1, -2]}\n"
        "  ]\n"
        "}\n");
    tda_bytes_clear(&out);
}
END_TEST

START_TEST(what_does_not_fit_is_refused)
{
    tda_ctx *ctx = NULL;
    tda_bytes out = {0};
    tda_complex *line = NULL;
    tda_signed_barcode b[] = {sample(TDA_BAR_RECTANGLE), sample(TDA_BAR_HOOK)};
    int64_t heavy[] = {1, INT64_C(9007199254740993)};
    const char *mixed = "signed barcode 1 has other parameters or bars than barcode 0: "
                        "write them apart";
    OK(tda_ctx_new(&ctx));
    OK(tda_complex_new(ctx, &line,
                       &(tda_cells){1, 0, NULL, (tda_index[]){0}, NULL, NULL, NULL}));
    ck_assert_int_eq(tda_signed_barcode_csv(ctx, &out, b, 2), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), mixed);
    ck_assert_int_eq(tda_signed_barcode_json(ctx, &out, b, 2, NULL), TDA_EINVAL);
    ck_assert_int_eq(tda_signed_barcode_json(ctx, &out, b, 1, line), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "the signed barcodes have 2 parameters, the complex has 1");
    b[0].weight = heavy;
    ck_assert_int_eq(tda_signed_barcode_npy(ctx, &out, b, 1), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "weight 9007199254740993 of bar 1 in degree 1 is "
                     "not exact as a double: write csv");
    ck_assert_int_eq(out.size, 0);
    tda_bytes_clear(&out);
    tda_complex_free(line);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(failures_leave_the_bytes)
{
    tda_ctx *ctx = NULL;
    tda_bytes out = {0};
    tda_signed_barcode b = sample(TDA_BAR_RECTANGLE);
    OK(tda_ctx_new(&ctx));
    EACH_OOM(tda_signed_barcode_csv(NULL, &out, &b, 1), out.size == 0);
    tda_bytes_clear(&out);
    EACH_OOM(tda_signed_barcode_json(NULL, &out, &b, 1, NULL), out.size == 0);
    tda_bytes_clear(&out);
    EACH_OOM(tda_signed_barcode_npy(NULL, &out, &b, 1), out.size == 0);
    tda_bytes_clear(&out);
    EACH_CANCEL(tda_signed_barcode_csv(ctx, &out, &b, 1), out.size == 0);
    tda_bytes_clear(&out);
    EACH_CANCEL(tda_signed_barcode_json(ctx, &out, &b, 1, NULL), out.size == 0);
    tda_bytes_clear(&out);
    EACH_CANCEL(tda_signed_barcode_npy(ctx, &out, &b, 1), out.size == 0);
    tda_bytes_clear(&out);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("write_signed_barcode", TEST(npz_holds_the_columns),
      TEST(csv_has_a_row_for_each_bar), TEST(npy_has_the_columns_of_csv),
      TEST(json_says_what_the_bars_are), TEST(what_does_not_fit_is_refused),
      TEST(failures_leave_the_bytes))
