/* SPDX-License-Identifier: GPL-3.0-or-later */
/* features_run.c - Workers take inputs one after the other; the thread that started them looks after
 * them.
 *
 * A worker computes with a context of its own, and holds the one lock only to take an input and to
 * append to the journal. So rows do not depend on how many workers there are, nor on their order. The
 * main thread shows progress, passes on Ctrl-C, and stops a worker that takes too long. */
#include "cli/feature.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { MOST_WORKERS = 4096, LOOK_MS = 50 };

typedef struct pool pool;

typedef struct worker {
    pool *pool;
    pthread_t thread;
    tda_ctx *ctx;
    double since; /* when it began its input; 0: it has none */
    bool late;    /* it was told to stop, for the time is up */
    int64_t limit;
} worker;

struct pool {
    cli_features *f;
    bool rows;
    pthread_mutex_t lock;
    pthread_cond_t news;
    tda_index next, finished, failed, made;
    tda_index stop;       /* inputs from here on are not begun */
    int running, trouble; /* an errno of the journal */
};

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static cli_digest key_of(const cli_features *f, const cli_item *item, bool row)
{
    cli_sha sha = cli_sha_new();
    const char *ending = item->path ? cli_ending(item->path) : "";
    int64_t place[2] = {item->batch >= 0, item->place};
    cli_sha_add(&sha, &f->recipe, sizeof f->recipe);
    cli_sha_add(&sha, &item->hash, sizeof item->hash);
    cli_sha_add(&sha, place, sizeof place);
    cli_sha_add(&sha, ending, strlen(ending));
    cli_sha_add(&sha, row ? "row" : "described", row ? 3 : 9);
    if (row)
        cli_sha_add(&sha, &f->fitted, sizeof f->fitted);
    return cli_sha_end(&sha);
}

/* Read the file of the input, if it has one, and tell its hash. */
static int open_item(cli_session *s, cli_features *f, cli_item *item, char **bytes,
                     size_t *size)
{
    if (item->batch >= 0) {
        item->hash = f->items.batch[item->batch].hash;
        item->hashed = true;
        return CLI_DONE;
    }
    int code = cli_file_read(s, item->path, bytes, size);
    if (code != CLI_DONE)
        return code;
    cli_sha sha = cli_sha_new();
    cli_sha_add(&sha, *bytes, *size);
    item->hash = cli_sha_end(&sha);
    item->hashed = true;
    return CLI_DONE;
}

/* Append to the journal. */
static void keep(pool *p, const cli_digest *key, const void *at, int64_t size,
                 int64_t *place)
{
    pthread_mutex_lock(&p->lock);
    int why =
        p->trouble ? p->trouble : cli_journal_add(&p->f->journal, key, at, size, place);
    p->trouble = p->trouble ? p->trouble : why;
    p->made++;
    pthread_mutex_unlock(&p->lock);
}

/* Its row from what is packed, into the journal. */
static int make_row(worker *w, cli_session *s, cli_item *item, const int64_t *packed)
{
    cli_features *f = w->pool->f;
    double *row;
    cli_digest key = key_of(f, item, true);
    int code = cli_alloc(s, &row, f->blocks.columns, sizeof *row, "a row");
    if (code != CLI_DONE)
        return code;
    code = cli_vectorize(s, &f->blocks, item->name, packed, row);
    if (code == CLI_DONE)
        keep(w->pool, &key, row, f->blocks.columns * (int64_t)sizeof *row, &item->row);
    free(row);
    return code;
}

static int describe(worker *w, cli_session *s, cli_item *item, const char *bytes,
                    size_t size)
{
    pool *p = w->pool;
    cli_pack pack = {0};
    cli_digest key = key_of(p->f, item, false);
    int code =
        cli_describe(s, &p->f->blocks, item, p->f->items.batch, bytes, size, &pack);
    if (code == CLI_DONE && p->rows)
        code = make_row(w, s, item, pack.at);
    else if (code == CLI_DONE)
        keep(p, &key, pack.at, pack.size * (int64_t)sizeof *pack.at, &item->described);
    free(pack.at);
    return code;
}

/* A row from the descriptors that stand in the journal. */
static int from_journal(worker *w, cli_session *s, cli_item *item)
{
    int64_t size;
    void *packed = cli_journal_read(&w->pool->f->journal, item->described, &size);
    if (!packed)
        return cli_error(s->o->command, CLI_FAILED, "%s: the journal cannot be read",
                         item->name);
    int code = make_row(w, s, item, packed);
    free(packed);
    return code;
}

static int one(worker *w, cli_item *item)
{
    pool *p = w->pool;
    cli_session s = {.o = p->f->s->o, .ctx = w->ctx, .limit = w->limit};
    char *bytes = NULL;
    size_t size = 0;
    int code = item->hashed ? CLI_DONE : open_item(&s, p->f, item, &bytes, &size);
    if (code == CLI_DONE) {
        cli_digest row = key_of(p->f, item, true), described = key_of(p->f, item, false);
        if (p->rows && item->row < 0)
            item->row = cli_journal_find(&p->f->journal, &row);
        if (item->row < 0 && item->described < 0)
            item->described = cli_journal_find(&p->f->journal, &described);
    }
    bool done = p->rows ? item->row >= 0 : item->described >= 0;
    if (code != CLI_DONE || done) {
        free(bytes);
        return code;
    }
    if (item->described >= 0) {
        code = from_journal(w, &s, item);
    } else {
        if (!bytes && item->batch < 0)
            code = cli_file_read(&s, item->path, &bytes, &size);
        if (code == CLI_DONE)
            code = describe(w, &s, item, bytes, size);
    }
    free(bytes);
    return code;
}

/* What is said of an input names it once. */
static char *failure_of(const cli_item *item, const char *text)
{
    size_t size = strlen(text) + strlen(item->name) + 3;
    char *out = malloc(size);
    bool named = strncmp(text, item->name, strlen(item->name)) == 0;
    if (out)
        snprintf(out, size, "%s%s%s", named ? "" : item->name, named ? "" : ": ", text);
    return out;
}

static void *work(void *arg)
{
    worker *w = arg;
    pool *p = w->pool;
    char said[CLI_MESSAGE];
    cli_capture(said);
    pthread_mutex_lock(&p->lock);
    while (p->next < p->stop && !p->trouble) {
        cli_item *item = &p->f->items.item[p->next++];
        if (item->code != CLI_DONE)
            continue; /* it failed before */
        w->since = seconds();
        pthread_mutex_unlock(&p->lock);
        said[0] = '\0';
        int code = one(w, item);
        pthread_mutex_lock(&p->lock);
        w->since = 0;
        p->finished++;
        if (code != CLI_DONE && w->late) {
            snprintf(said, sizeof said, "took longer than --timeout %g",
                     p->f->s->o->patience);
            code = CLI_LIMIT;
        }
        if (w->late && !cli_interrupted())
            tda_ctx_resume(w->ctx);
        if (code != CLI_DONE && !cli_interrupted()) {
            item->code = code;
            item->failure = failure_of(item, said);
            p->failed++;
            if (!p->f->s->o->keep_going && p->next < p->stop)
                p->stop = p->next; /* those before it are all begun */
        }
        w->late = false;
        pthread_cond_signal(&p->news);
    }
    p->running--;
    pthread_cond_signal(&p->news);
    pthread_mutex_unlock(&p->lock);
    cli_capture(NULL);
    return NULL;
}

/* Wait a little, or until there is news. */
static void doze(pool *p)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    t.tv_nsec += LOOK_MS * 1000000;
    t.tv_sec += t.tv_nsec / 1000000000;
    t.tv_nsec %= 1000000000;
    pthread_cond_timedwait(&p->news, &p->lock, &t);
}

static void report(const pool *p, double began)
{
    char text[96];
    tda_index n = p->f->items.count;
    double took = seconds() - began, rate = took > 0 ? (double)p->finished / took : 0;
    double left = rate > 0 ? (double)(n - p->finished) / rate : 0;
    snprintf(text, sizeof text, "%lld of %lld inputs%s, %.1f a second, %.0f s left",
             (long long)p->finished, (long long)n, p->rows ? "" : " described", rate,
             left);
    cli_progress_show((double)p->finished / (double)n, text);
}

/* Until all workers are done. */
static void look_after(pool *p, worker *w, int workers)
{
    double began = seconds(), patience = p->f->s->o->patience;
    pthread_mutex_lock(&p->lock);
    while (p->running > 0) {
        doze(p);
        double now = seconds();
        for (int i = 0; i < workers; i++) {
            if (cli_interrupted()) {
                p->stop = 0;
                tda_ctx_cancel(w[i].ctx);
            } else if (patience > 0 && w[i].since > 0 && now - w[i].since > patience) {
                w[i].late = true;
                tda_ctx_cancel(w[i].ctx);
            }
        }
        report(p, began);
    }
    pthread_mutex_unlock(&p->lock);
    cli_progress_clear();
}

/* Start the workers; how many there are, at least one unless the message is given. */
static int start(pool *p, worker *w, int wanted, int64_t limit)
{
    int n = 0;
    for (; n < wanted; n++) {
        w[n] = (worker){.pool = p, .limit = limit};
        if (tda_ctx_new(&w[n].ctx) != TDA_OK)
            break;
        tda_ctx_set_seed(w[n].ctx, tda_ctx_seed(p->f->s->ctx));
        tda_ctx_set_max_bytes(w[n].ctx, limit);
        pthread_mutex_lock(&p->lock);
        p->running++;
        pthread_mutex_unlock(&p->lock);
        if (pthread_create(&w[n].thread, NULL, work, &w[n]) != 0) {
            pthread_mutex_lock(&p->lock);
            p->running--;
            pthread_mutex_unlock(&p->lock);
            tda_ctx_free(w[n].ctx);
            break;
        }
    }
    return n;
}

static int run_with(cli_features *f, bool rows, int wanted)
{
    pool p = {.f = f, .rows = rows, .stop = f->items.count};
    worker *w;
    int code = cli_alloc(f->s, &w, wanted, sizeof *w, "workers");
    if (code != CLI_DONE)
        return code;
    pthread_mutex_init(&p.lock, NULL);
    pthread_cond_init(&p.news, NULL);
    int workers = start(&p, w, wanted, f->s->limit / wanted);
    if (workers == 0)
        code = cli_error(f->s->o->command, CLI_LIMIT, "no thread can be started");
    look_after(&p, w, workers);
    for (int i = 0; i < workers; i++) {
        pthread_join(w[i].thread, NULL);
        tda_ctx_free(w[i].ctx);
    }
    pthread_cond_destroy(&p.news);
    pthread_mutex_destroy(&p.lock);
    free(w);
    if (code == CLI_DONE && p.trouble)
        code = cli_error(f->s->o->command, CLI_FAILED, "%s: cannot be written: %s",
                         f->journal.path ? f->journal.path : "a temporary file",
                         strerror(p.trouble));
    if (code == CLI_DONE && cli_interrupted())
        code = cli_error(f->s->o->command, 128 + cli_interrupted(),
                         f->journal.path ? "interrupted; what is finished stands in %s, "
                                           "and the same command goes on from there"
                                         : "interrupted",
                         f->journal.path);
    if (code == CLI_DONE)
        cli_say(f->s, "%s: %lld inputs, %lld made now, %d worker%s",
                rows ? "rows" : "descriptors", (long long)f->items.count,
                (long long)p.made, workers, workers == 1 ? "" : "s");
    return code;
}

/* Inputs that needed more than a worker's share of the memory may have all of it; how many. */
static tda_index forgive(cli_features *f)
{
    tda_index n = 0;
    for (tda_index i = 0; i < f->items.count; i++) {
        cli_item *item = &f->items.item[i];
        if (item->code != CLI_LIMIT || item->told ||
            (item->failure && strstr(item->failure, "--timeout")))
            continue;
        free(item->failure);
        item->failure = NULL;
        item->code = CLI_DONE;
        n++;
    }
    return n;
}

/* Name what failed; the code of the first. */
static int judge(cli_features *f)
{
    const cli_options *o = f->s->o;
    int first = CLI_DONE;
    for (tda_index i = 0; i < f->items.count; i++) {
        cli_item *item = &f->items.item[i];
        if (item->code == CLI_DONE || item->told || (first != CLI_DONE && !o->keep_going))
            continue;
        cli_error(o->command, item->code, "%s",
                  item->failure ? item->failure : "out of memory");
        item->told = true;
        first = first == CLI_DONE ? item->code : first;
    }
    return o->keep_going ? CLI_DONE : first;
}

int cli_features_run(cli_features *f, bool rows)
{
    int wanted = f->s->o->threads;
    if (wanted == 0)
        wanted = (int)sysconf(_SC_NPROCESSORS_ONLN);
    wanted = wanted > f->items.count ? (int)f->items.count : wanted;
    wanted = wanted < 1 ? 1 : wanted > MOST_WORKERS ? MOST_WORKERS : wanted;
    int code = run_with(f, rows, wanted);
    if (code == CLI_DONE && wanted > 1 && forgive(f) > 0)
        code = run_with(f, rows, 1);
    return code == CLI_DONE ? judge(f) : code;
}
