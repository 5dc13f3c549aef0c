/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ctx.h - What a context holds; only src/core looks inside. */
#ifndef TDA_CORE_CTX_H
#define TDA_CORE_CTX_H
#include "core/private.h"
#include <stdarg.h>
#include <stdatomic.h>

struct tdai_pool;

enum { MESSAGE_CHARS = 512 };

/* While a thread runs the body of a parallel loop: where tdai_fail() puts its sentence instead of
 * in the context, which the threads share. NULL at all other times. */
extern _Thread_local char *tdai_body_message;
/* Is this a thread of a pool? */
extern _Thread_local bool tdai_in_pool;

struct tda_ctx {
    atomic_int cancelled;
    int threads;
    uint64_t seed;
    int64_t max_bytes; /* 0: no limit */
    tda_progress_fn *progress;
    void *user;
    int64_t last_report_ms;
    struct tdai_pool *pool; /* made at first use */
    int64_t work[TDA_WORK_KINDS];
    char message[MESSAGE_CHARS];
};

/* Join the workers and free the pool. NULL is allowed. */
void tdai_pool_free(struct tdai_pool *pool);

/* vsnprintf with a decimal point whatever the locale of the host. */
int tdai_vformat(char *text, size_t size, const char *fmt, va_list args);

#endif
