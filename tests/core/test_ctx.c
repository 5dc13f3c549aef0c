/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contexts: messages, the byte limit, counts of work, progress, and what NULL means. */
#include "tda_check.h"
#include <math.h>
#include <string.h>

static tda_ctx *ctx;

static void open_ctx(void)
{
    OK(tda_ctx_new(&ctx));
}

START_TEST(every_status_has_a_line)
{
    for (int st = TDA_EBACKEND; st <= TDA_OK; st++) {
        ck_assert_str_ne(tda_strerror((tda_status)st), "unknown status");
        for (int other = TDA_EBACKEND; other < st; other++)
            ck_assert_str_ne(tda_strerror((tda_status)st),
                             tda_strerror((tda_status)other));
    }
    ck_assert_str_eq(tda_strerror((tda_status)1), "unknown status");
    ck_assert_str_eq(tda_strerror((tda_status)(TDA_EBACKEND - 1)), "unknown status");
}
END_TEST

START_TEST(the_version_is_that_of_the_file)
{
    ck_assert_str_eq(tda_version(), getenv("TDA_VERSION_FILE"));
    ck_assert_uint_lt(strlen(tda_version()), 16); /* fits tda_record */
}
END_TEST

START_TEST(messages_are_kept_and_cut)
{
    open_ctx();
    ck_assert_str_eq(tda_ctx_message(ctx), "");
    ck_assert_int_eq(tdai_fail(ctx, TDA_EIO, "%s: line %d", "a.txt", 3), TDA_EIO);
    ck_assert_str_eq(tda_ctx_message(ctx), "a.txt: line 3");
    /* The message before may be part of the new one. */
    ck_assert_int_eq(tdai_fail(ctx, TDA_EFORMAT, "b: %s", tda_ctx_message(ctx)),
                     TDA_EFORMAT);
    ck_assert_str_eq(tda_ctx_message(ctx), "b: a.txt: line 3");
    char longer[2000];
    memset(longer, 'x', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    ck_assert_int_eq(tdai_fail(ctx, TDA_EINVAL, "%s", longer), TDA_EINVAL);
    ck_assert_uint_eq(strlen(tda_ctx_message(ctx)), 511);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(null_is_a_context_of_defaults)
{
    ck_assert_int_eq(tdai_fail(NULL, TDA_EIO, "nobody hears"), TDA_EIO);
    ck_assert_str_eq(tda_ctx_message(NULL), "");
    ck_assert_uint_eq(tda_ctx_seed(NULL), 0);
    ck_assert_int_eq(tda_ctx_work(NULL, TDA_WORK_CELLS), 0);
    OK(tdai_poll(NULL, "stage", 0, 0));
    OK(tdai_budget(NULL, INT64_MAX, "all of it"));
    ck_assert(!tdai_cancelled(NULL));
    tdai_work(NULL, TDA_WORK_CELLS, 1);
    tda_ctx_set_seed(NULL, 1);
    tda_ctx_set_max_bytes(NULL, 1);
    tda_ctx_set_progress(NULL, NULL, NULL);
    tda_ctx_cancel(NULL);
    tda_ctx_resume(NULL);
    tda_ctx_reset_work(NULL);
    tda_ctx_free(NULL);
}
END_TEST

START_TEST(settings_are_kept)
{
    open_ctx();
    ck_assert_uint_eq(tda_ctx_seed(ctx), 0);
    tda_ctx_set_seed(ctx, UINT64_MAX);
    ck_assert_uint_eq(tda_ctx_seed(ctx), UINT64_MAX);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(work_is_counted_by_kind)
{
    open_ctx();
    for (int k = 0; k < TDA_WORK_KINDS; k++) {
        tdai_work(ctx, (tda_work)k, 10);
        tdai_work(ctx, (tda_work)k, k);
    }
    for (int k = 0; k < TDA_WORK_KINDS; k++)
        ck_assert_int_eq(tda_ctx_work(ctx, (tda_work)k), 10 + k);
    ck_assert_int_eq(tda_ctx_work(ctx, TDA_WORK_KINDS), 0);
    ck_assert_int_eq(tda_ctx_work(ctx, (tda_work)-1), 0);
    tda_ctx_reset_work(ctx);
    for (int k = 0; k < TDA_WORK_KINDS; k++)
        ck_assert_int_eq(tda_ctx_work(ctx, (tda_work)k), 0);
    tda_ctx_free(ctx);
}
END_TEST

static const char *budget(int64_t most, tda_index bytes)
{
    tda_ctx_set_max_bytes(ctx, most);
    tda_status st = tdai_budget(ctx, bytes, "Rips: 7 simplices");
    ck_assert_int_eq(st, TDA_ELIMIT);
    return tda_ctx_message(ctx);
}

START_TEST(the_budget_sentence_gives_both_numbers)
{
    open_ctx();
    OK(tdai_budget(ctx, INT64_MAX, "no limit at first"));
    tda_ctx_set_max_bytes(ctx, 1000);
    OK(tdai_budget(ctx, 1000, "just fits"));
    ck_assert_str_eq(budget(999, 1234567),
                     "Rips: 7 simplices: needs about 1.23 MB, the limit is 999 B");
    ck_assert_str_eq(budget(1000, 999499),
                     "Rips: 7 simplices: needs about 999 kB, the limit is 1 kB");
    ck_assert_str_eq(budget(2500000, 999999999),
                     "Rips: 7 simplices: needs about 1 GB, the limit is 2.5 MB");
    ck_assert_str_eq(budget(1, INT64_MAX),
                     "Rips: 7 simplices: needs about 9.22 EB, the limit is 1 B");
    ck_assert_str_eq(budget(1000000, 1000001),
                     "Rips: 7 simplices: needs 1000001 bytes, the limit is 1000000");
    ck_assert_str_eq(budget(5, -1), "Rips: 7 simplices: the size overflows an index");
    tda_ctx_set_max_bytes(ctx, -3);
    OK(tdai_budget(ctx, INT64_MAX, "no limit again"));
    tda_ctx_free(ctx);
}
END_TEST

static double last_fraction;

static bool note(double fraction, const char *stage, void *user)
{
    (void)stage;
    last_fraction = fraction;
    return user == NULL;
}

START_TEST(the_callback_sees_a_fraction_and_can_cancel)
{
    open_ctx();
    const struct {
        tda_index done, total;
        double want;
    } row[] = {{1, 4, 0.25}, {9, 4, 1}, {0, 0, 1}, {0, 3, 0}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        tda_ctx_set_progress(ctx, note, NULL); /* the first poll always reports */
        OK(tdai_poll(ctx, "stage", row[i].done, row[i].total));
        ck_assert_double_eq(last_fraction, row[i].want);
    }
    tda_ctx_set_progress(ctx, note, ctx);
    ck_assert_int_eq(tdai_poll(ctx, "kernel", 1, 2), TDA_ECANCEL);
    ck_assert_str_eq(tda_ctx_message(ctx), "kernel: cancelled");
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(no_memory_for_a_context)
{
    tda_ctx *out = NULL;
    EACH_OOM(tda_ctx_new(&out), out == NULL);
    tda_ctx_free(out);
}
END_TEST

SUITE("ctx", TEST(every_status_has_a_line), TEST(the_version_is_that_of_the_file),
      TEST(messages_are_kept_and_cut), TEST(null_is_a_context_of_defaults),
      TEST(settings_are_kept), TEST(work_is_counted_by_kind),
      TEST(the_budget_sentence_gives_both_numbers),
      TEST(the_callback_sees_a_fraction_and_can_cancel), TEST(no_memory_for_a_context))
