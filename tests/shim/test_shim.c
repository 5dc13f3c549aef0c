/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_shim.c - No exception crosses into C; PHAT on a matrix done by hand. */
#include "shim/shim.h"
#include "tda_check.h"
#include <stdio.h>
#include <unistd.h>

START_TEST(exceptions)
{
    static const struct {
        tda_status status;
        const char *message;
    } expected[] = {
        {TDA_ENOMEM, "test: out of memory"},
        {TDA_ELIMIT, "test: too long"},
        {TDA_ELIMIT, "test: too large"},
        {TDA_EBACKEND, "test: it broke"},
        {TDA_EBACKEND,
         "test: CGAL ERROR: precondition violation!\nExpr: a == b\nFile: file"
         "\nLine: 1\nExplanation: they must agree"},
        {TDA_EBACKEND, "test: unknown exception"},
        {TDA_OK, ""},
    };
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    fflush(stderr);
    char name[] = "/tmp/tda-stderr-XXXXXX";
    int file = mkstemp(name), before = dup(STDERR_FILENO);
    ck_assert_int_ge(file, 0);
    dup2(file, STDERR_FILENO);
    for (int how = 0; how < 7; how++) {
        ck_assert_int_eq(tdai_shim_throw(NULL, how), expected[how].status);
        ck_assert_int_eq(tdai_shim_throw(ctx, how), expected[how].status);
        if (how < 6)
            ck_assert_str_eq(tda_ctx_message(ctx), expected[how].message);
    }
    dup2(before, STDERR_FILENO);
    ck_assert_int_eq(lseek(file, 0, SEEK_END), 0); /* nothing was printed */
    close(file);
    unlink(name);
    tda_ctx_free(ctx);
}
END_TEST

/* A filled triangle 0 1 2 with the edges 01 02 12, and a fourth point alone. */
START_TEST(phat_pairs)
{
    static const int dim[] = {0, 0, 0, 1, 1, 1, 2, 0};
    static const tda_index col[] = {0, 0, 0, 0, 2, 4, 6, 9, 9};
    static const tda_index row[] = {1, 0, 0, 2, 2, 1, 5, 3, 4};
    static const tda_index expected[] = {-1, 3, 4, 1, 2, 6, 5, -1};
    tda_index partner[8];
    OK(tdai_phat_pairs(NULL, partner, 8, dim, col, row));
    ck_assert_mem_eq(partner, expected, sizeof expected);
    OK(tdai_phat_pairs(NULL, partner, 0, dim, col, row));
}
END_TEST

START_TEST(phat_limits)
{
    tda_ctx *ctx;
    tda_index partner[1];
    OK(tda_ctx_new(&ctx));
    ck_assert_int_eq(
        tdai_phat_pairs(ctx, partner, 1, (int[]){128}, (tda_index[]){0, 0}, NULL),
        TDA_ELIMIT);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "PHAT: a cell has dimension 128, at most 127 is possible");
    EACH_CANCEL(tdai_phat_pairs(ctx, partner, 1, (int[]){0}, (tda_index[]){0, 0}, NULL),
                true);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("shim", TEST(exceptions); TEST(phat_pairs); TEST(phat_limits))
