/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In a program that runs under a locale with a decimal comma, what the library says and writes
 * keeps the point, and the program keeps its comma. */
#include "tda_check.h"
#include <locale.h>
#include <stdio.h>
#include <string.h>

static const char *half(void)
{
    static char text[16];
    snprintf(text, sizeof text, "%.1f", 0.5);
    return text;
}

START_TEST(messages_keep_the_point)
{
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    ck_assert_str_eq(half(), "0,5");
    ck_assert_int_eq(tdai_fail(ctx, TDA_EINVAL, "value %g", 2.5), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "value 2.5");
    tda_ctx_set_max_bytes(ctx, 1500);
    ck_assert_int_eq(tdai_budget(ctx, 2500000, "all"), TDA_ELIMIT);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "all: needs about 2.5 MB, the limit is 1.5 kB");
    ck_assert_str_eq(half(), "0,5");
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(bytes_keep_the_point)
{
    tda_bytes b = {0};
    OK(tdai_bytes_printf(NULL, &b, "%.2f;%600.1f", 1.25, 3.5)); /* short and long */
    ck_assert_ptr_null(strchr(b.at, ','));
    ck_assert_int_eq(strncmp(b.at, "1.25; ", 6), 0);
    ck_assert_str_eq(b.at + b.size - 4, " 3.5");
    ck_assert_str_eq(half(), "0,5");
    tda_bytes_clear(&b);
}
END_TEST

int main(void)
{
    if (!setlocale(LC_ALL, "de_DE.UTF-8") || strcmp(half(), "0,5") != 0) {
        puts("1..0 # SKIP no locale with a decimal comma");
        return 0;
    }
    Suite *s = suite_create("locale");
    TCase *tc = tcase_create("locale");
    TEST(messages_keep_the_point);
    TEST(bytes_keep_the_point);
    suite_add_tcase(s, tc);
    SRunner *sr = srunner_create(s);
    srunner_run_all(sr, CK_ENV);
    int failed = srunner_ntests_failed(sr);
    srunner_free(sr);
    return failed != 0;
}
