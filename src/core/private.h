/* SPDX-License-Identifier: GPL-3.0-or-later */
/* private.h - The error, memory and run-control idioms every other folder uses.
 *
 * A function that can fail takes `tda_ctx *ctx`, has a local `tda_status st = TDA_OK` and one
 * label `done:` where everything it owns is released. It builds aside and commits last, so a
 * failure leaves the outputs untouched. TRY and FAIL are the only macros that jump. */
#ifndef TDA_CORE_PRIVATE_H
#define TDA_CORE_PRIVATE_H
#include <tda/core.h>

TDA_BEGIN

#define TRY(expr)                                                                        \
    do {                                                                                 \
        if ((st = (expr)) != TDA_OK)                                                     \
            goto done;                                                                   \
    } while (0)
#define FAIL(...)                                                                        \
    do {                                                                                 \
        st = tdai_fail(ctx, __VA_ARGS__);                                                \
        goto done;                                                                       \
    } while (0)

/* Store a sentence in ctx (which may be NULL) and return the code. %g and the like print with
 * a decimal point whatever the locale. */
tda_status tdai_fail(tda_ctx *ctx, tda_status code, const char *fmt, ...)
#ifdef __GNUC__
    __attribute__((format(printf, 3, 4)))
#endif
    ;

/* ---- run control (ctx.c) ----
 * Report done/total of a stage; TDA_ECANCEL when asked to stop. A few nanoseconds, so call it
 * in every loop whose turn may take a microsecond. Only on the caller's thread. */
tda_status tdai_poll(tda_ctx *ctx, const char *stage, tda_index done, tda_index total);
/* The same for the body of a parallel loop that takes long: what runs on the caller's thread reports
 * progress, of the body's own stage. */
tda_status tdai_poll_inside(tda_ctx *ctx, const char *stage, tda_index done,
                            tda_index total);
/* For workers: has the context been cancelled? */
bool tdai_cancelled(const tda_ctx *ctx);
/* TDA_ELIMIT with a sentence that gives both numbers when `bytes` pass the limit. `what` says
 * what needs them, such as "function-Rips: 161700 simplices". Negative bytes: overflow. */
tda_status tdai_budget(tda_ctx *ctx, tda_index bytes, const char *what);
void tdai_work(tda_ctx *ctx, tda_work kind, int64_t n);
int tdai_threads(const tda_ctx *ctx);
/* Tests: the n-th poll from now (0: the next) returns TDA_ECANCEL, once. Negative: none. */
void tdai_cancel_after(long n);

/* ---- memory (mem.c) ----
 * All memory of the library's C comes from here. n < 0 and overflow count as failure. */
void *tdai_alloc(tda_index n, size_t size);
void *tdai_calloc(tda_index n, size_t size);
/* On failure the old block stays as it was. */
void *tdai_realloc(void *p, tda_index n, size_t size);
void tdai_free(void *p);
/* Tests: in this thread, fail the n-th allocation from now (0: the next), once. Negative: none. */
void tdai_alloc_fail(long n);

/* Scratch memory with sticky failure: allocate everything, then ask once whether it worked. */
typedef struct tdai_arena {
    struct tdai_block *top;
    bool failed;
} tdai_arena;

void *tdai_arena_alloc(tdai_arena *a, tda_index n, size_t size);
void tdai_arena_free(tdai_arena *a);
tda_status tdai_arena_status(tda_ctx *ctx, const tdai_arena *a);
#define ARRAY(arena, type, n) ((type *)tdai_arena_alloc((arena), (n), sizeof(type)))
/* The same, filled with zeros; usable before the arena is asked. */
void *tdai_arena_zeros(tdai_arena *a, tda_index n, size_t size);
#define ZEROS(arena, type, n) ((type *)tdai_arena_zeros((arena), (n), sizeof(type)))

/* ---- options (opts.c) ----
 * Overlay the caller's options on mine, which hold the defaults. Each struct starts with its
 * own size, so a program built against an older header keeps working; a struct without a size
 * and one from a newer header are refused. */
tda_status tdai_opts(tda_ctx *ctx, void *mine, size_t size, const void *theirs);

/* ---- threads (parallel.c) ----
 * body(arg, begin, end) over 0 .. n-1 cut into chunks of `grain` (the last may be short),
 * handed to the context's pool as workers become free. Where the chunks are cut does not
 * depend on the number of threads, so a body may reduce within a chunk. Bodies write disjoint
 * outputs; they may fail, poll and ask for a budget as ever, but must not count work or start
 * another loop. The status and sentence are those of the first chunk, in order, that failed
 * ("stage: tda_strerror" where it left none); progress is reported under the name `stage`. */
typedef tda_status tdai_body(void *arg, tda_index begin, tda_index end);
tda_status tdai_parallel(tda_ctx *ctx, const char *stage, tda_index n, tda_index grain,
                         tdai_body *body, void *arg);

/* ---- sorting (sort.c) ----
 * order := the permutation of 0 .. n-1 that sorts value stably, by radix. -0 equals 0. No NaN. */
tda_status tdai_argsort(tda_ctx *ctx, tda_index *order, const double *value, tda_index n);
/* order := the permutation that sorts 64-bit keys stably. */
tda_status tdai_argsort_u64(tda_ctx *ctx, tda_index *order, const uint64_t *key,
                            tda_index n);

/* ---- random numbers (random.c): GSL's generators; equal (seed, stream) give equal numbers */
typedef struct tdai_rng tdai_rng;
/* A stream of its own for each (seed of ctx, stream): one of the 2^32 that the generator has,
 * so some among many thousands will be the same one. */
tda_status tdai_rng_new(tda_ctx *ctx, tdai_rng **out, uint64_t stream);
void tdai_rng_free(tdai_rng *rng);
double tdai_rng_uniform(tdai_rng *rng); /* in [0, 1) */
double tdai_rng_gauss(tdai_rng *rng, double sigma);
tda_index tdai_rng_below(tdai_rng *rng, tda_index n); /* 0 .. n-1, n >= 1 */

/* ---- bytes (bytes.c): append, growing. On failure the bytes are as before. */
tda_status tdai_bytes_add(tda_ctx *ctx, tda_bytes *b, const void *at, tda_index size);
tda_status tdai_bytes_text(tda_ctx *ctx, tda_bytes *b, const char *text);
/* printf without locale; for numbers in results use tdai_bytes_number of the shim's room. */
tda_status tdai_bytes_printf(tda_ctx *ctx, tda_bytes *b, const char *fmt, ...)
#ifdef __GNUC__
    __attribute__((format(printf, 3, 4)))
#endif
    ;

TDA_END
#endif
