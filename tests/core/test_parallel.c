/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pool: the same answer and the same failure for every number of threads, and a cancel from
 * anywhere. Timing decides only who does which chunk, so nothing here waits for a clock. */
#include "tda_check.h"
#include <math.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/time.h>

enum { MOST = 5000 };

static tda_ctx *ctx_with(int threads)
{
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    tda_ctx_set_threads(ctx, threads);
    return ctx;
}

/* ---- answers ---- */

typedef struct sums {
    tda_index grain;
    double *part;      /* one a chunk */
    atomic_uchar *hit; /* times element i was visited */
} sums;

static tda_status add_up(void *arg, tda_index begin, tda_index end)
{
    sums *s = arg;
    double sum = 0;
    for (tda_index i = begin; i < end; i++) {
        sum += 1 / (double)(i + 1); /* rounding shows where the cuts are */
        atomic_fetch_add(&s->hit[i], 1);
    }
    s->part[begin / s->grain] = sum;
    return TDA_OK;
}

START_TEST(answers_do_not_depend_on_threads)
{
    static double one[MOST], many[MOST];
    static atomic_uchar hit[MOST];
    tda_index n = _i < 3 ? _i : (_i * 7919) % MOST + 1,
              grain = _i % 4 ? _i * 13 % 97 + 1 : 1;
    tda_index chunks = (n + grain - 1) / grain;
    sums s = {grain, one, hit};
    OK(tdai_parallel(NULL, "sum", n, grain, add_up, &s));
    for (int threads = 1; threads <= 8; threads++) {
        tda_ctx *ctx = ctx_with(threads);
        for (int again = 0; again < 3; again++) { /* the pool is used again */
            memset(many, 0xff, sizeof many);
            memset(hit, 0, sizeof hit);
            s.part = many;
            OK(tdai_parallel(ctx, "sum", n, grain, add_up, &s));
            ck_assert_mem_eq(one, many, (size_t)chunks * sizeof *one);
            tda_index once = 0;
            for (tda_index i = 0; i < n; i++)
                once += hit[i] == 1;
            ck_assert_int_eq(once, n);
        }
        tda_ctx_free(ctx);
    }
}
END_TEST

/* ---- failures ---- */

typedef struct failures {
    tda_index at[4]; /* elements at which the body fails, each with a status of its own */
    atomic_int ran;
} failures;

static tda_status fail_at(void *arg, tda_index begin, tda_index end)
{
    static const tda_status code[4] = {TDA_EINVAL, TDA_ENUMERIC, TDA_ELIMIT,
                                       TDA_EBACKEND};
    failures *f = arg;
    atomic_fetch_add(&f->ran, 1);
    for (tda_index i = begin; i < end; i++)
        for (int k = 0; k < 4; k++)
            if (f->at[k] == i)
                return code[k];
    return TDA_OK;
}

START_TEST(the_first_chunk_that_fails_tells_the_status)
{
    enum { N = 300 };
    failures f = {.at = {_i * 37 % N, _i * 91 % N, _i * 53 % N, (_i * 11 + 5) % N}};
    tda_index grain = _i % 5 + 1;
    tda_status want = tdai_parallel(NULL, "work", N, grain, fail_at, &f);
    ck_assert_int_ne(want, TDA_OK);
    for (int threads = 2; threads <= 8; threads += 3) {
        tda_ctx *ctx = ctx_with(threads);
        char message[64];
        snprintf(message, sizeof message, "work: %s", tda_strerror(want));
        for (int again = 0; again < 5; again++) {
            ck_assert_int_eq(tdai_parallel(ctx, "work", N, grain, fail_at, &f), want);
            ck_assert_str_eq(tda_ctx_message(ctx), message);
        }
        tda_ctx_free(ctx);
    }
}
END_TEST

/* Says what is wrong by way of the context, as the functions that bodies call do. */
typedef struct speakers {
    tda_ctx *ctx;
    failures fail;
} speakers;

static tda_status speak_at(void *arg, tda_index begin, tda_index end)
{
    speakers *s = arg;
    tda_status st = fail_at(&s->fail, begin, end);
    tdai_poll(s->ctx, "inside", begin, end);
    return st ? tdai_fail(s->ctx, st, "chunk %d", (int)begin) : TDA_OK;
}

START_TEST(the_first_chunk_that_fails_is_heard)
{
    enum { N = 200 };
    speakers s = {
        .fail = {.at = {_i * 37 % N, _i * 91 % N, _i * 53 % N, (_i * 11 + 5) % N}}};
    tda_index first = N;
    char message[64];
    for (int k = 0; k < 4; k++)
        first = s.fail.at[k] < first ? s.fail.at[k] : first;
    snprintf(message, sizeof message, "chunk %d", (int)first);
    for (int threads = 1; threads <= 8; threads += 3) {
        s.ctx = ctx_with(threads);
        for (int again = 0; again < 5; again++) {
            ck_assert_int_ne(tdai_parallel(s.ctx, "work", N, 1, speak_at, &s), TDA_OK);
            ck_assert_str_eq(tda_ctx_message(s.ctx), message);
        }
        tda_ctx_free(s.ctx);
    }
}
END_TEST

/* Chunk 0 fails after chunk 1, on another thread. */
static tda_status fail_late(void *arg, tda_index begin, tda_index end)
{
    atomic_bool *failed = arg;
    (void)end;
    if (begin == 1) {
        atomic_store(failed, true);
        return TDA_EINVAL;
    }
    while (!atomic_load(failed))
        sched_yield();
    for (int i = 0; i < 200; i++)
        sched_yield(); /* until it is noted, most of the time */
    return TDA_ENUMERIC;
}

START_TEST(first_means_in_order_not_in_time)
{
    tda_ctx *ctx = ctx_with(2);
    atomic_bool failed = false;
    ck_assert_int_eq(tdai_parallel(ctx, "work", 2, 1, fail_late, &failed), TDA_ENUMERIC);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(a_failure_ends_the_loop)
{
    failures f = {.at = {2, -1, -1, -1}};
    ck_assert_int_eq(tdai_parallel(NULL, "work", MOST, 1, fail_at, &f), TDA_EINVAL);
    ck_assert_int_eq(f.ran, 3);
}
END_TEST

START_TEST(no_memory_for_a_pool_means_one_thread)
{
    static double part[8];
    static atomic_uchar hit[8];
    sums s = {1, part, hit};
    tda_ctx *ctx = ctx_with(4);
    tdai_alloc_fail(0);
    OK(tdai_parallel(ctx, "sum", 8, 1, add_up, &s));
    tdai_alloc_fail(-1);
    for (int i = 0; i < 8; i++)
        ck_assert_double_eq(part[i], 1 / (double)(i + 1));
    tda_ctx_free(ctx);
}
END_TEST

/* ---- cancelling ---- */

/* Goes on for as long as nobody cancels. */
static tda_status until_cancelled(void *arg, tda_index begin, tda_index end)
{
    (void)begin, (void)end;
    while (!tdai_cancelled(arg))
        sched_yield();
    return TDA_OK;
}

static void *canceller(void *ctx)
{
    tda_ctx_cancel(ctx);
    return NULL;
}

START_TEST(another_thread_can_cancel)
{
    tda_ctx *ctx = ctx_with(_i + 1);
    pthread_t other;
    ck_assert_int_eq(pthread_create(&other, NULL, canceller, ctx), 0);
    ck_assert_int_eq(tdai_parallel(ctx, "wait", 50, 1, until_cancelled, ctx),
                     TDA_ECANCEL);
    pthread_join(other, NULL);
    ck_assert_str_eq(tda_ctx_message(ctx), "wait: cancelled");
    /* Sticky, until it is taken back. */
    ck_assert_int_eq(tdai_parallel(ctx, "wait", 50, 1, until_cancelled, ctx),
                     TDA_ECANCEL);
    ck_assert_int_eq(tdai_poll(ctx, "poll", 0, 1), TDA_ECANCEL);
    tda_ctx_resume(ctx);
    OK(tdai_poll(ctx, "poll", 0, 1));
    tda_ctx_free(ctx);
}
END_TEST

/* Both threads meet in it, one chunk each; the worker tells what it blocks. */
typedef struct meeting {
    pthread_t caller;
    atomic_int there;
    sigset_t blocked;
} meeting;

static tda_status meet(void *arg, tda_index begin, tda_index end)
{
    meeting *m = arg;
    (void)begin, (void)end;
    atomic_fetch_add(&m->there, 1);
    while (atomic_load(&m->there) < 2)
        sched_yield();
    if (!pthread_equal(pthread_self(), m->caller))
        pthread_sigmask(SIG_BLOCK, NULL, &m->blocked);
    return TDA_OK;
}

START_TEST(workers_leave_signals_to_the_host)
{
    meeting m = {.caller = pthread_self()};
    tda_ctx *ctx = ctx_with(2);
    sigset_t mine;
    sigemptyset(&m.blocked);
    OK(tdai_parallel(ctx, "meet", 2, 1, meet, &m));
    ck_assert(sigismember(&m.blocked, SIGINT) && sigismember(&m.blocked, SIGALRM));
    ck_assert(!sigismember(&m.blocked, SIGSEGV));
    pthread_sigmask(SIG_BLOCK, NULL, &mine);
    ck_assert(!sigismember(&mine, SIGINT));
    tda_ctx_free(ctx);
}
END_TEST

static tda_ctx *signalled;

static void on_alarm(int sig)
{
    (void)sig;
    tda_ctx_cancel(signalled);
}

START_TEST(a_signal_handler_can_cancel)
{
    struct itimerval soon = {.it_value = {0, 20000}};
    struct sigaction act = {.sa_handler = on_alarm};
    signalled = ctx_with(_i + 1);
    sigaction(SIGALRM, &act, NULL);
    setitimer(ITIMER_REAL, &soon, NULL);
    ck_assert_int_eq(tdai_parallel(signalled, "wait", 50, 1, until_cancelled, signalled),
                     TDA_ECANCEL);
    tda_ctx_free(signalled);
}
END_TEST

static tda_status blink(void *arg, tda_index begin, tda_index end)
{
    (void)end;
    if (begin == 3)
        tda_ctx_cancel(arg);
    if (begin == 3 && tdai_threads(arg) > 1)
        for (int i = 0; i < 100; i++)
            sched_yield(); /* let the others see it */
    if (begin == 3)
        tda_ctx_resume(arg);
    return TDA_OK;
}

static tda_status count(void *arg, tda_index begin, tda_index end)
{
    (void)begin, (void)end;
    atomic_fetch_add((atomic_int *)arg, 1);
    return TDA_OK;
}

/* A cancel that is taken back at once is either seen or not; never half: after TDA_OK every
 * chunk has run. */
typedef struct pair {
    tda_ctx *ctx;
    atomic_int ran;
} pair;

static tda_status blink_and_count(void *arg, tda_index begin, tda_index end)
{
    pair *p = arg;
    tda_status st = blink(p->ctx, begin, end);
    return st ? st : count(&p->ran, begin, end);
}

START_TEST(a_cancel_taken_back_is_never_half_seen)
{
    pair p = {.ctx = ctx_with(4)};
    for (int again = 0; again < 50; again++) {
        atomic_store(&p.ran, 0);
        tda_status st = tdai_parallel(p.ctx, "blink", 64, 1, blink_and_count, &p);
        ck_assert(st == TDA_ECANCEL || (st == TDA_OK && p.ran == 64));
    }
    tda_ctx_free(p.ctx);
}
END_TEST

START_TEST(every_poll_can_cancel)
{
    atomic_int ran = 0;
    tda_ctx *ctx = ctx_with(1);
    EACH_CANCEL(tdai_parallel(ctx, "count", 20, 3, count, &ran), ran < 1000);
    tda_ctx_free(ctx);
}
END_TEST

/* ---- progress ---- */

typedef struct seen {
    pthread_t caller;
    int calls, wrong;
    int stop_after; /* calls; negative: never */
} seen;

static bool watch(double fraction, const char *stage, void *user)
{
    seen *s = user;
    s->calls++;
    s->wrong += !pthread_equal(pthread_self(), s->caller) || !(fraction >= 0) ||
                fraction > 1 || strcmp(stage, "count") != 0;
    return s->stop_after < 0 || s->calls <= s->stop_after;
}

START_TEST(progress_comes_on_the_callers_thread)
{
    seen s = {pthread_self(), 0, 0, -1};
    atomic_int ran = 0;
    tda_ctx *ctx = ctx_with(4);
    tda_ctx_set_progress(ctx, watch, &s);
    OK(tdai_parallel(ctx, "count", MOST, 1, count, &ran));
    ck_assert_int_eq(ran, MOST);
    ck_assert_int_ge(s.calls, 1);
    ck_assert_int_eq(s.wrong, 0);
    s.stop_after = s.calls;
    tda_ctx_set_progress(ctx, watch, &s); /* the next poll reports again */
    ck_assert_int_eq(tdai_parallel(ctx, "count", MOST, 1, count, &ran), TDA_ECANCEL);
    tda_ctx_set_progress(ctx, NULL, NULL);
    OK(tdai_parallel(ctx, "count", MOST, 1, count, &ran));
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(the_number_of_threads_is_bounded)
{
    tda_ctx *ctx = ctx_with(3);
    ck_assert_int_eq(tdai_threads(ctx), 3);
    ck_assert_int_eq(tdai_threads(NULL), 1);
    tda_ctx_set_threads(ctx, 0);
    ck_assert_int_ge(tdai_threads(ctx), 1);
    tda_ctx_set_threads(ctx, 1 << 30);
    ck_assert_int_eq(tdai_threads(ctx), 256);
    tda_ctx_set_threads(NULL, 2);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("parallel", TEST(workers_leave_signals_to_the_host),
      SEEDS(first_means_in_order_not_in_time, 20), TEST(a_failure_ends_the_loop),
      TEST(no_memory_for_a_pool_means_one_thread),
      TEST(a_cancel_taken_back_is_never_half_seen), TEST(every_poll_can_cancel),
      TEST(progress_comes_on_the_callers_thread), TEST(the_number_of_threads_is_bounded),
      SEEDS(answers_do_not_depend_on_threads, 40),
      SEEDS(the_first_chunk_that_fails_tells_the_status, 40),
      SEEDS(the_first_chunk_that_fails_is_heard, 40), SEEDS(another_thread_can_cancel, 8),
      SEEDS(a_signal_handler_can_cancel, 4))
