/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tda_check.h - What every test file needs: Check, a main, running out of memory, being cancelled.
 *
 * SUITE("name", TEST(one), SEEDS(other, 300)) writes the main. A SEEDS test reads its seed from
 * Check's _i; keep it to a second in all, and the seeds below 400. */
#ifndef TDA_CHECK_H
#define TDA_CHECK_H
#include "core/private.h"
#include <check.h>
#include <stdlib.h>

#define TEST(name) tcase_add_test(tc, name)
#define SEEDS(name, n) tcase_add_loop_test(tc, name, 0, n)
#define SUITE(name, ...)                                                                 \
    int main(void)                                                                       \
    {                                                                                    \
        Suite *s = suite_create(name);                                                   \
        TCase *tc = tcase_create(name);                                                  \
        tcase_set_timeout(tc, 60);                                                       \
        __VA_ARGS__;                                                                     \
        suite_add_tcase(s, tc);                                                          \
        SRunner *sr = srunner_create(s);                                                 \
        srunner_run_all(sr, CK_ENV);                                                     \
        int failed = srunner_ntests_failed(sr);                                          \
        srunner_free(sr);                                                                \
        return failed != 0;                                                              \
    }

#define OK(call) ck_assert_int_eq((call), TDA_OK)

/* Run call again and again while hook(n) makes it fail with `code` at its n-th chance, once
 * each, until no chance is left and it succeeds. Once, not for good: a later failure would hide
 * one that nobody checked. `untouched` is asserted after every failure. Leaves the successful
 * result of call in place, for the caller to release. */
#define EACH_FAILURE(hook, code, call, untouched)                                        \
    do {                                                                                 \
        tda_status st_ = (code);                                                         \
        long n_ = 0;                                                                     \
        for (; st_ == (code) && n_ < 100000; n_++) {                                     \
            hook(n_);                                                                    \
            st_ = (call);                                                                \
            hook(-1);                                                                    \
            if (st_ != TDA_OK)                                                           \
                ck_assert_msg((untouched), "output touched at failure %ld", n_);         \
        }                                                                                \
        ck_assert_int_eq(st_, TDA_OK);                                                   \
        ck_assert_msg(n_ > 1, "nothing could fail");                                     \
    } while (0)
#define EACH_OOM(call, untouched)                                                        \
    EACH_FAILURE(tdai_alloc_fail, TDA_ENOMEM, call, untouched)
#define EACH_CANCEL(call, untouched)                                                     \
    EACH_FAILURE(tdai_cancel_after, TDA_ECANCEL, call, untouched)
#endif
