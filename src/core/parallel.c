/* SPDX-License-Identifier: GPL-3.0-or-later */
/* parallel.c - A pool of workers that take chunks of a loop as they become free.
 *
 * The pool is made at the first loop that can use it and lives as long as its context. Each
 * loop is a new generation: workers wake, take chunk numbers from one atomic counter until none
 * is left, and sleep again. The caller takes chunks too, and polls between them. */
#include "core/ctx.h"
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

enum { MOST = 256 };

typedef struct loop {
    tdai_body *body;
    void *arg;
    tda_index n, grain, chunks;
    tda_ctx *ctx;
    _Atomic tda_index next;  /* first chunk not yet taken */
    _Atomic tda_index first; /* first chunk that failed, or chunks */
    tda_status failure;      /* its status and its sentence; under the lock */
    char message[MESSAGE_CHARS];
    atomic_bool skipped; /* a chunk was left out because of a cancel */
} loop;

struct tdai_pool {
    pthread_mutex_t lock;
    pthread_cond_t wake, idle;
    pthread_t id[MOST];
    int workers;
    int busy;            /* workers in the current generation that have not finished */
    uint64_t generation; /* of the current loop */
    loop *job;
    bool quit;
};

void tda_ctx_set_threads(tda_ctx *ctx, int n)
{
    if (!ctx)
        return;
    if (n < 1)
        n = (int)sysconf(_SC_NPROCESSORS_ONLN);
    n = n < 1 ? 1 : n > MOST ? MOST : n;
    if (n != ctx->threads) {
        tdai_pool_free(ctx->pool);
        ctx->pool = NULL;
    }
    ctx->threads = n;
}

int tdai_threads(const tda_ctx *ctx)
{
    return ctx ? ctx->threads : 1;
}

static void note_failure(struct tdai_pool *pool, loop *l, tda_index chunk, tda_status st,
                         const char *message)
{
    if (pool)
        pthread_mutex_lock(&pool->lock);
    if (chunk < atomic_load(&l->first)) {
        atomic_store(&l->first, chunk);
        l->failure = st;
        memcpy(l->message, message, sizeof l->message);
    }
    if (pool)
        pthread_mutex_unlock(&pool->lock);
}

/* Take and run one chunk; false when none is left. Chunks are handed out in order, so when one
 * fails all the earlier ones have been taken, and their failures still count. */
static bool step(struct tdai_pool *pool, loop *l)
{
    tda_index chunk = atomic_fetch_add(&l->next, 1);
    if (chunk >= l->chunks || chunk > atomic_load(&l->first))
        return false;
    if (tdai_cancelled(l->ctx)) {
        atomic_store(&l->skipped, true);
        return false;
    }
    tda_index begin = chunk * l->grain;
    tda_index end = l->n - begin < l->grain ? l->n : begin + l->grain;
    char message[MESSAGE_CHARS] = "";
    tdai_body_message = message;
    tda_status st = l->body(l->arg, begin, end);
    tdai_body_message = NULL;
    if (st != TDA_OK)
        note_failure(pool, l, chunk, st, message);
    return true;
}

static void *worker(void *p)
{
    struct tdai_pool *pool = p;
    uint64_t seen = 0;
    tdai_in_pool = true;
    pthread_mutex_lock(&pool->lock);
    for (;;) {
        while (!pool->quit && pool->generation == seen)
            pthread_cond_wait(&pool->wake, &pool->lock);
        if (pool->quit)
            break;
        seen = pool->generation;
        loop *l = pool->job;
        pthread_mutex_unlock(&pool->lock);
        while (step(pool, l))
            continue;
        pthread_mutex_lock(&pool->lock);
        if (--pool->busy == 0)
            pthread_cond_signal(&pool->idle);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

/* Raised by the thread's own code, so each thread keeps them. */
static const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT};

/* A pool of `workers`, or of as many as could be started; NULL when none could. */
static struct tdai_pool *pool_new(int workers)
{
    struct tdai_pool *pool = tdai_calloc(1, sizeof *pool);
    if (!pool)
        return NULL;
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->wake, NULL);
    pthread_cond_init(&pool->idle, NULL);
    /* Signals are the host's business: its handlers run on its own threads. */
    sigset_t ours, before;
    sigfillset(&ours);
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        sigdelset(&ours, faults[i]);
    pthread_sigmask(SIG_SETMASK, &ours, &before);
    while (pool->workers < workers &&
           pthread_create(&pool->id[pool->workers], NULL, worker, pool) == 0)
        pool->workers++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return pool;
}

void tdai_pool_free(struct tdai_pool *pool)
{
    if (!pool)
        return;
    pthread_mutex_lock(&pool->lock);
    pool->quit = true;
    pthread_cond_broadcast(&pool->wake);
    pthread_mutex_unlock(&pool->lock);
    for (int i = 0; i < pool->workers; i++)
        pthread_join(pool->id[i], NULL);
    pthread_cond_destroy(&pool->idle);
    pthread_cond_destroy(&pool->wake);
    pthread_mutex_destroy(&pool->lock);
    tdai_free(pool);
}

tda_status tdai_parallel(tda_ctx *ctx, const char *stage, tda_index n, tda_index grain,
                         tdai_body *body, void *arg)
{
    tda_status st = TDA_OK;
    if (n <= 0)
        return TDA_OK;
    grain = grain < 1 ? 1 : grain;
    loop l = {.body = body, .arg = arg, .n = n, .grain = grain, .ctx = ctx};
    l.chunks = (n - 1) / grain + 1;
    atomic_init(&l.next, 0);
    atomic_init(&l.first, l.chunks);
    atomic_init(&l.skipped, false);
    struct tdai_pool *pool = NULL;
    if (ctx && ctx->threads > 1 && l.chunks > 1) {
        if (!ctx->pool)
            ctx->pool = pool_new(ctx->threads - 1);
        pool = ctx->pool; /* without memory for one, the caller does the work alone */
    }
    if (pool) {
        pthread_mutex_lock(&pool->lock);
        pool->job = &l;
        pool->generation++;
        pool->busy = pool->workers;
        pthread_cond_broadcast(&pool->wake);
        pthread_mutex_unlock(&pool->lock);
    }
    bool more = true;
    while (more && st == TDA_OK) {
        st = tdai_poll(ctx, stage, atomic_load(&l.next), l.chunks);
        more = st == TDA_OK && step(pool, &l);
    }
    if (pool) {
        atomic_store(&l.next, l.chunks); /* after a cancel: hand out no more */
        pthread_mutex_lock(&pool->lock);
        while (pool->busy)
            pthread_cond_wait(&pool->idle, &pool->lock);
        pthread_mutex_unlock(&pool->lock);
    }
    if (st == TDA_OK && l.failure != TDA_OK)
        st = l.message[0]
                 ? tdai_fail(ctx, l.failure, "%s", l.message)
                 : tdai_fail(ctx, l.failure, "%s: %s", stage, tda_strerror(l.failure));
    if (st == TDA_OK && (atomic_load(&l.skipped) || tdai_cancelled(ctx)))
        st = tdai_fail(ctx, TDA_ECANCEL, "%s: cancelled", stage);
    return st;
}
