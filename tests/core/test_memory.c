/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Allocation, arenas, bytes that grow, and options structs of other versions. */
#include "tda_check.h"
#include <stdalign.h>
#include <stdio.h>
#include <string.h>

START_TEST(sizes_that_overflow_are_refused)
{
    ck_assert_ptr_null(tdai_alloc(-1, 1));
    ck_assert_ptr_null(tdai_alloc(INT64_MAX, 2));
    ck_assert_ptr_null(tdai_calloc(INT64_MAX / 8, 16));
    ck_assert_ptr_null(tdai_alloc(INT64_MIN, 0));
    char *p = tdai_alloc(4, 1);
    ck_assert_ptr_nonnull(p);
    memcpy(p, "abc", 4);
    ck_assert_ptr_null(tdai_realloc(p, INT64_MAX, 8));
    ck_assert_str_eq(p, "abc"); /* the old block stays */
    p = tdai_realloc(p, 100, 1);
    ck_assert_str_eq(p, "abc");
    tdai_free(p);
    tdai_free(NULL);
}
END_TEST

START_TEST(nothing_is_still_a_block)
{
    void *a = tdai_alloc(0, 8), *b = tdai_calloc(8, 0);
    ck_assert_ptr_nonnull(a);
    ck_assert_ptr_nonnull(b);
    tdai_free(a);
    tdai_free(b);
}
END_TEST

START_TEST(the_chosen_allocation_fails_once)
{
    tdai_alloc_fail(1);
    void *first = tdai_alloc(1, 1), *second = tdai_alloc(1, 1), *third = tdai_alloc(1, 1);
    ck_assert_ptr_nonnull(first);
    ck_assert_ptr_null(second);
    ck_assert_ptr_nonnull(third);
    tdai_free(first);
    tdai_free(third);
}
END_TEST

START_TEST(an_arena_fails_once_for_all)
{
    tda_ctx *ctx;
    tdai_arena a = {0};
    OK(tda_ctx_new(&ctx));
    double *x = ARRAY(&a, double, 5);
    long double *y = ARRAY(&a, long double, 3);
    ck_assert_ptr_nonnull(x);
    ck_assert_uint_eq((uintptr_t)y % alignof(max_align_t), 0);
    for (int i = 0; i < 5; i++)
        x[i] = i;
    OK(tdai_arena_status(ctx, &a));
    ck_assert_ptr_null(ARRAY(&a, double, INT64_MAX / 8)); /* fits an index, not a block */
    ck_assert_ptr_null(ARRAY(&a, double, -1));
    ck_assert_ptr_nonnull(ARRAY(&a, double, 0));
    ck_assert_int_eq(tdai_arena_status(ctx, &a), TDA_ENOMEM); /* sticky */
    ck_assert_str_eq(tda_ctx_message(ctx), "scratch memory ran out");
    ck_assert_double_eq(x[4], 4);
    tdai_arena_free(&a);
    OK(tdai_arena_status(ctx, &a));
    tdai_arena_free(&a);
    tda_ctx_free(ctx);
}
END_TEST

/* ---- bytes ---- */

START_TEST(bytes_grow_as_they_are_told)
{
    tda_bytes b = {0};
    char want[4000];
    tda_index n = 0;
    for (int i = 0; i < 900; i++) {
        char piece[8];
        int k = snprintf(piece, sizeof piece, "%d", (i * 7919 + _i) % 1000);
        memcpy(want + n, piece, (size_t)k);
        n += k;
        if (i % 3 == 0)
            OK(tdai_bytes_add(NULL, &b, piece, k));
        else if (i % 3 == 1)
            OK(tdai_bytes_text(NULL, &b, piece));
        else
            OK(tdai_bytes_printf(NULL, &b, "%s", piece));
        ck_assert_int_eq(b.size, n);
        ck_assert_int_gt(b.capacity, b.size);
        ck_assert_int_eq(b.at[b.size], 0);
    }
    ck_assert_mem_eq(b.at, want, (size_t)n);
    tda_bytes_clear(&b);
    ck_assert_ptr_null(b.at);
    ck_assert_int_eq(b.size + b.capacity, 0);
    tda_bytes_clear(&b);
}
END_TEST

START_TEST(long_text_is_printed_whole)
{
    for (int length = 505; length < 520;
         length++) { /* about the size of the small buffer */
        tda_bytes b = {0};
        OK(tdai_bytes_printf(NULL, &b, "%*d", length, 7));
        ck_assert_int_eq(b.size, length);
        ck_assert_uint_eq(strlen(b.at), (size_t)length);
        ck_assert_int_eq(b.at[length - 1], '7');
        tda_bytes_clear(&b);
    }
}
END_TEST

static bool is_abc(const tda_bytes *b)
{
    return b->size == 3 && memcmp(b->at, "abc", 4) == 0;
}

START_TEST(bytes_survive_a_failure)
{
    static char big[5000];
    tda_ctx *ctx;
    tda_bytes b = {0};
    OK(tda_ctx_new(&ctx));
    OK(tdai_bytes_add(ctx, &b, "", 0));
    ck_assert_str_eq(b.at, "");
    OK(tdai_bytes_text(ctx, &b, "abc"));
    memset(big, 'x', sizeof big - 1);
    EACH_OOM(tdai_bytes_add(ctx, &b, big, 300), is_abc(&b));
    b.size = 3, b.at[3] = '\0';
    tdai_alloc_fail(0);
    ck_assert_int_eq(tdai_bytes_printf(ctx, &b, "%s", big), TDA_ENOMEM);
    tdai_alloc_fail(-1);
    ck_assert_str_eq(tda_ctx_message(ctx), "no memory for 5003 bytes of output");
    ck_assert(is_abc(&b));
    ck_assert_int_eq(tdai_bytes_add(ctx, &b, big, -1), TDA_ELIMIT);
    ck_assert_int_eq(tdai_bytes_add(ctx, &b, big, INT64_MAX - 3), TDA_ELIMIT);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "output: 9223372036854775804 bytes more overflow an index");
    ck_assert(is_abc(&b));
    tda_bytes_clear(&b);
    tda_ctx_free(ctx);
}
END_TEST

/* ---- options ---- */

typedef struct old_opts {
    size_t size;
    int a;
} old_opts;

typedef struct opts {
    size_t size;
    int a;
    double b;
} opts;

typedef struct new_opts {
    size_t size;
    int a;
    double b;
    double c;
} new_opts;

START_TEST(options_of_other_versions)
{
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    opts o = {sizeof o, 1, 2.5};
    OK(tdai_opts(ctx, &o, sizeof o, NULL)); /* none: the defaults stay */
    ck_assert_int_eq(o.a, 1);
    OK(tdai_opts(ctx, &o, sizeof o, &(old_opts){sizeof(old_opts), 7}));
    ck_assert_int_eq(o.a, 7);
    ck_assert_double_eq(o.b, 2.5); /* unknown to the older program */
    OK(tdai_opts(ctx, &o, sizeof o, &(opts){sizeof(opts), 8, 9}));
    ck_assert_int_eq(o.a, 8);
    ck_assert_double_eq(o.b, 9);
    ck_assert_int_eq(tdai_opts(ctx, &o, sizeof o, &(new_opts){sizeof(new_opts), 0, 0, 0}),
                     TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "options: the program expects a newer libtda");
    ck_assert_int_eq(tdai_opts(ctx, &o, sizeof o, &(opts){0}), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "options: start from the _INIT macro");
    ck_assert_int_eq(o.a, 8); /* untouched */
    tda_ctx_free(ctx);
}
END_TEST

SUITE("memory", TEST(sizes_that_overflow_are_refused), TEST(nothing_is_still_a_block),
      TEST(the_chosen_allocation_fails_once), TEST(an_arena_fails_once_for_all),
      SEEDS(bytes_grow_as_they_are_told, 20), TEST(long_text_is_printed_whole),
      TEST(bytes_survive_a_failure), TEST(options_of_other_versions))
