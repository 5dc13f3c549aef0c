/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ctx.c - Contexts: settings, messages, progress, cancellation, counts of work. */
#include "core/ctx.h"
#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { PROGRESS_PERIOD_MS = 50 };

static _Thread_local long until_cancel = -1;
_Thread_local char *tdai_body_message = NULL;
_Thread_local bool tdai_in_pool = false;

void tdai_cancel_after(long n)
{
    until_cancel = n;
}

const char *tda_strerror(tda_status st)
{
    switch (st) {
    case TDA_OK: return "success";
    case TDA_EINVAL: return "invalid argument or data";
    case TDA_ENOMEM: return "out of memory";
    case TDA_ELIMIT: return "limit exceeded";
    case TDA_ECANCEL: return "cancelled";
    case TDA_EIO: return "input or output failed";
    case TDA_EFORMAT: return "malformed file";
    case TDA_ENUMERIC: return "no convergence";
    case TDA_EBACKEND: return "a backend failed";
    }
    return "unknown status";
}

const char *tda_version(void)
{
    return TDA_VERSION;
}

tda_status tda_ctx_new(tda_ctx **out)
{
    tda_ctx *ctx = tdai_calloc(1, sizeof *ctx);
    if (!ctx)
        return TDA_ENOMEM;
    ctx->threads = 1;
    atomic_init(&ctx->cancelled, 0);
    *out = ctx;
    return TDA_OK;
}

void tda_ctx_free(tda_ctx *ctx)
{
    if (!ctx)
        return;
    tdai_pool_free(ctx->pool);
    tdai_free(ctx);
}

void tda_ctx_set_seed(tda_ctx *ctx, uint64_t seed)
{
    if (ctx)
        ctx->seed = seed;
}

uint64_t tda_ctx_seed(const tda_ctx *ctx)
{
    return ctx ? ctx->seed : 0;
}

void tda_ctx_set_max_bytes(tda_ctx *ctx, int64_t bytes)
{
    if (ctx)
        ctx->max_bytes = bytes > 0 ? bytes : 0;
}

void tda_ctx_set_progress(tda_ctx *ctx, tda_progress_fn *fn, void *user)
{
    if (!ctx)
        return;
    ctx->progress = fn;
    ctx->user = user;
    ctx->last_report_ms = 0;
}

void tda_ctx_cancel(tda_ctx *ctx)
{
    if (ctx)
        atomic_store(&ctx->cancelled, 1);
}

void tda_ctx_resume(tda_ctx *ctx)
{
    if (ctx)
        atomic_store(&ctx->cancelled, 0);
}

bool tdai_cancelled(const tda_ctx *ctx)
{
    return ctx && atomic_load_explicit(&ctx->cancelled, memory_order_relaxed);
}

const char *tda_ctx_message(const tda_ctx *ctx)
{
    return ctx ? ctx->message : "";
}

int64_t tda_ctx_work(const tda_ctx *ctx, tda_work kind)
{
    return ctx && (unsigned)kind < TDA_WORK_KINDS ? ctx->work[kind] : 0;
}

void tda_ctx_reset_work(tda_ctx *ctx)
{
    if (ctx)
        memset(ctx->work, 0, sizeof ctx->work);
}

void tdai_work(tda_ctx *ctx, tda_work kind, int64_t n)
{
    if (ctx)
        ctx->work[kind] += n;
}

tda_status tdai_fail(tda_ctx *ctx, tda_status code, const char *fmt, ...)
{
    char *message = tdai_body_message ? tdai_body_message : ctx ? ctx->message : NULL;
    if (message) {
        char text[MESSAGE_CHARS]; /* aside: arguments may point into the message */
        va_list args;
        va_start(args, fmt);
        tdai_vformat(text, sizeof text, fmt, args);
        va_end(args);
        memcpy(message, text, sizeof text);
    }
    return code;
}

int tdai_vformat(char *text, size_t size, const char *fmt, va_list args)
{
    locale_t plain = newlocale(LC_NUMERIC_MASK, "C", (locale_t)0);
    locale_t before = plain ? uselocale(plain) : (locale_t)0;
    int length = vsnprintf(text, size, fmt, args);
    if (plain) {
        uselocale(before);
        freelocale(plain);
    }
    return length;
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

tda_status tdai_poll(tda_ctx *ctx, const char *stage, tda_index done, tda_index total)
{
    if (until_cancel >= 0 && until_cancel-- == 0)
        return tdai_fail(ctx, TDA_ECANCEL, "%s: cancelled", stage);
    if (!ctx)
        return TDA_OK;
    if (tdai_cancelled(ctx))
        return tdai_fail(ctx, TDA_ECANCEL, "%s: cancelled", stage);
    if (!ctx->progress || tdai_body_message)
        return TDA_OK;
    int64_t ms = now_ms();
    if (ctx->last_report_ms && ms - ctx->last_report_ms < PROGRESS_PERIOD_MS)
        return TDA_OK;
    ctx->last_report_ms = ms;
    double fraction = total > 0 ? (double)done / (double)total : 1;
    if (ctx->progress(fraction > 1 ? 1 : fraction, stage, ctx->user))
        return TDA_OK;
    return tdai_fail(ctx, TDA_ECANCEL, "%s: cancelled", stage);
}

tda_status tdai_poll_inside(tda_ctx *ctx, const char *stage, tda_index done,
                            tda_index total)
{
    char *message = tdai_body_message;
    if (!tdai_in_pool)
        tdai_body_message = NULL;
    tda_status st = tdai_poll(ctx, stage, done, total);
    tdai_body_message = message;
    return st;
}

/* snprintf with a decimal point whatever the locale. */
static void plain(char *text, size_t size, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    tdai_vformat(text, size, fmt, args);
    va_end(args);
}

/* "12.3 MB", for people. */
static void human(char text[32], double bytes)
{
    static const char *const unit[] = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
    int u = 0;
    for (; bytes >= (u ? 999.5 : 1000) && u < 6; u++) /* 999.5 would round to 1e+03 */
        bytes /= 1000;
    plain(text, 32, "%.3g %s", bytes, unit[u]);
}

tda_status tdai_budget(tda_ctx *ctx, tda_index bytes, const char *what)
{
    char need[32], most[32];
    if (bytes < 0)
        return tdai_fail(ctx, TDA_ELIMIT, "%s: the size overflows an index", what);
    if (!ctx || !ctx->max_bytes || bytes <= ctx->max_bytes)
        return TDA_OK;
    human(need, (double)bytes);
    human(most, (double)ctx->max_bytes);
    if (strcmp(need, most) == 0) /* they differ in later digits: show all */
        return tdai_fail(ctx, TDA_ELIMIT, "%s: needs %lld bytes, the limit is %lld", what,
                         (long long)bytes, (long long)ctx->max_bytes);
    return tdai_fail(ctx, TDA_ELIMIT, "%s: needs about %s, the limit is %s", what, need,
                     most);
}
