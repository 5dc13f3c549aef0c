/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file core.h  Status codes, contexts, bytes, and the types every other header uses.
 *
 * Conventions that hold for the whole library:
 *  - `tda_<noun>_<verb>(ctx, out..., inputs..., opts)`; fallible calls return a tda_status.
 *  - `ctx` may be NULL: defaults, no message. `opts` may be NULL: defaults.
 *  - On failure every output is untouched.
 *  - Views borrow the caller's arrays for the length of the call. Results are plain structs
 *    that start as `{0}` and are released by their `_clear`; handles by their `_free`.
 *  - No call prints, exits, installs a signal handler or reads the locale. */
#ifndef TDA_CORE_H
#define TDA_CORE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define TDA_BEGIN extern "C" {
#define TDA_END }
#else
#define TDA_BEGIN
#define TDA_END
#endif
#if defined(__GNUC__)
#define TDA_API __attribute__((visibility("default")))
#define TDA_CHECKED __attribute__((warn_unused_result))
#else
#define TDA_API
#define TDA_CHECKED
#endif

TDA_BEGIN

/** Counts, offsets and ids. Signed, so that -1 can mean "none". */
typedef int64_t tda_index;

/** An option that the library decides unless told. */
typedef enum tda_choice {
    TDA_CHOICE_AUTO = 0, /**< what an estimate finds the faster */
    TDA_CHOICE_NO,
    TDA_CHOICE_YES,
} tda_choice;

/** Result of every call that can fail: zero, or one of these negative codes. */
typedef enum tda_status {
    TDA_OK = 0,
    TDA_EINVAL = -1,   /**< an argument, or the data in it, breaks the contract */
    TDA_ENOMEM = -2,   /**< memory ran out */
    TDA_ELIMIT = -3,   /**< over the byte limit, or past what an index holds */
    TDA_ECANCEL = -4,  /**< stopped by tda_ctx_cancel() or by the progress callback */
    TDA_EIO = -5,      /**< a file could not be opened, read or written */
    TDA_EFORMAT = -6,  /**< a file is not in the format it claims */
    TDA_ENUMERIC = -7, /**< an iteration did not converge */
    TDA_EBACKEND = -8, /**< GUDHI, CGAL, PHAT or GSL reported a failure */
} tda_status;

/** One line of English for a code. Static storage; never NULL. */
TDA_API const char *tda_strerror(tda_status st);

/** The version of the library that runs, such as "0.1.0". Static storage. */
TDA_API const char *tda_version(void);

/** Run control: threads, seed, byte limit, progress, cancellation, the last message and
 *  counts of work. One for each calling thread; not shared between concurrent calls. */
typedef struct tda_ctx tda_ctx;

/** Called now and then from the calling thread, never from a worker.
 *  @param fraction  of the stage that is done, in [0, 1]
 *  @param stage     a few words such as "kernel of degree 1"; valid during the call
 *  @return false to cancel: the running call returns TDA_ECANCEL */
typedef bool tda_progress_fn(double fraction, const char *stage, void *user);

/** @param[out] out  release with tda_ctx_free() */
TDA_API tda_status tda_ctx_new(tda_ctx **out) TDA_CHECKED;
/** Joins the context's worker threads and frees it. NULL is allowed. */
TDA_API void tda_ctx_free(tda_ctx *ctx);
/** At most @p n threads, the caller's included; at first 1. Below 1 means one for each
 *  processor. Answers never depend on it. */
TDA_API void tda_ctx_set_threads(tda_ctx *ctx, int n);
/** Seed of every random stream drawn under @p ctx; at first 0. */
TDA_API void tda_ctx_set_seed(tda_ctx *ctx, uint64_t seed);
TDA_API uint64_t tda_ctx_seed(const tda_ctx *ctx);
/** Refuse with TDA_ELIMIT, before allocating, work whose estimate passes @p bytes. At first,
 *  and for 0 or less: no limit. */
TDA_API void tda_ctx_set_max_bytes(tda_ctx *ctx, int64_t bytes);
TDA_API void tda_ctx_set_progress(tda_ctx *ctx, tda_progress_fn *fn, void *user);
/** Ask the call running under @p ctx to return TDA_ECANCEL soon. One atomic store: allowed
 *  from any thread and from a signal handler. Sticky until tda_ctx_resume(). */
TDA_API void tda_ctx_cancel(tda_ctx *ctx);
TDA_API void tda_ctx_resume(tda_ctx *ctx);
/** What went wrong in the last failed call, one sentence that names the place. Valid until
 *  the next call on @p ctx; empty when nothing failed. */
TDA_API const char *tda_ctx_message(const tda_ctx *ctx);

/** Counts of the work done under a context: the same on every machine and for every number of
 *  threads, but for Rips persistence, where threads that meet may reduce a column twice. Benchmarks
 *  and `--verbose` report them. */
typedef enum tda_work {
    TDA_WORK_CELLS,       /**< cells that entered a reduction */
    TDA_WORK_LOCAL_PAIRS, /**< pairs of cells of equal grade removed before it */
    TDA_WORK_COLUMNS,     /**< column additions */
    TDA_WORK_ENTRIES,     /**< matrix entries added up in them */
    TDA_WORK_LINKS,       /**< steps of the dynamic forests */
    TDA_WORK_DOMINATIONS, /**< points asked, by an edge collapse, whether they dominate an edge */
    TDA_WORK_KINDS
} tda_work;
/** The count since the context was made or tda_ctx_reset_work() was called. */
TDA_API int64_t tda_ctx_work(const tda_ctx *ctx, tda_work kind);
TDA_API void tda_ctx_reset_work(tda_ctx *ctx);

/** A growing run of bytes: what writers fill. Starts as {0}; the bytes are followed by one
 *  NUL that is not counted. */
typedef struct tda_bytes {
    char *at;
    tda_index size;
    tda_index capacity;
} tda_bytes;

/** Free and reset to {0}. Safe twice. */
TDA_API void tda_bytes_clear(tda_bytes *bytes);

TDA_END
#endif
