/* SPDX-License-Identifier: GPL-3.0-or-later */
/* features_journal.c - What is finished, kept beside the output until that is written.
 *
 * A record has a key, which stands for everything that its payload was computed from, so records of
 * other options or of inputs that changed are simply never found. It is appended by one write; what
 * a crash tore off at the end fails its check and is cut away. Two runs cannot share a journal. */
#include "cli/feature.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct head {
    char magic[8];
    cli_digest key;
    int64_t size;
    uint64_t check;
} head;

static const char magic[8] = "tda-jnl1";

/* Enough to tell a torn record from a whole one. */
static uint64_t check_of(const head *h, const void *at, int64_t size)
{
    const unsigned char *byte = at;
    uint64_t sum = 0xcbf29ce484222325u ^ (uint64_t)size;
    for (int i = 0; i < CLI_DIGEST; i++)
        sum = (sum ^ h->key.byte[i]) * 0x100000001b3u;
    for (int64_t i = 0; i < size; i++)
        sum = (sum ^ byte[i]) * 0x100000001b3u;
    return sum;
}

static bool read_at(int fd, void *out, int64_t size, int64_t at)
{
    char *to = out;
    while (size > 0) {
        ssize_t got = pread(fd, to, (size_t)size, (off_t)at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        to += got;
        at += got;
        size -= got;
    }
    return true;
}

/* The record at `at`: its head and its payload, for free(); NULL: there is none. */
static void *record_at(int fd, int64_t at, int64_t limit, head *h)
{
    if (!read_at(fd, h, sizeof *h, at) || memcmp(h->magic, magic, sizeof magic) != 0 ||
        h->size < 0 || h->size > limit - at - (int64_t)sizeof *h)
        return NULL;
    void *payload = malloc((size_t)h->size + 1);
    if (payload && read_at(fd, payload, h->size, at + (int64_t)sizeof *h) &&
        check_of(h, payload, h->size) == h->check)
        return payload;
    free(payload);
    return NULL;
}

static int by_key(const void *a, const void *b)
{
    const cli_entry *x = a, *y = b;
    int order = memcmp(&x->key, &y->key, sizeof x->key);
    return order ? order : (x->at > y->at) - (x->at < y->at);
}

/* Find the whole records, and cut off what follows them. */
static int scan(cli_session *s, cli_journal *j)
{
    struct stat about;
    tda_index room = 0;
    if (fstat(j->fd, &about) != 0)
        return cli_error(s->o->command, CLI_FAILED, "%s: %s", j->path, strerror(errno));
    for (;;) {
        head h;
        void *payload = record_at(j->fd, j->end, about.st_size, &h);
        if (!payload)
            break;
        free(payload);
        if (j->entries == room) {
            room = room ? 2 * room : 256;
            cli_entry *more = realloc(j->entry, (size_t)room * sizeof *more);
            if (!more)
                return cli_error(s->o->command, CLI_LIMIT, "out of memory");
            j->entry = more;
        }
        j->entry[j->entries++] = (cli_entry){h.key, j->end, h.size};
        j->end += (int64_t)sizeof h + h.size;
    }
    if (j->entries)
        qsort(j->entry, (size_t)j->entries, sizeof *j->entry, by_key);
    if (ftruncate(j->fd, (off_t)j->end) != 0)
        return cli_error(s->o->command, CLI_FAILED, "%s: %s", j->path, strerror(errno));
    return CLI_DONE;
}

/* A file without a name. */
static int open_nameless(void)
{
    const char *folder = getenv("TMPDIR");
    char path[4096];
    snprintf(path, sizeof path, "%s/tda-XXXXXX", folder && *folder ? folder : "/tmp");
    int fd = mkstemp(path);
    if (fd >= 0)
        unlink(path);
    return fd;
}

int cli_journal_open(cli_session *s, cli_journal *j, const char *path)
{
    *j = (cli_journal){.fd = -1};
    if (!path) {
        j->fd = open_nameless();
        return j->fd >= 0
                   ? CLI_DONE
                   : cli_error(s->o->command, CLI_FAILED,
                               "no temporary file can be made: %s", strerror(errno));
    }
    size_t size = strlen(path) + 16;
    int code = cli_alloc(s, &j->path, (tda_index)size, 1, "a path");
    if (code != CLI_DONE)
        return code;
    snprintf(j->path, size, "%s.journal", path);
    j->fd = open(j->path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (j->fd < 0)
        return cli_error(s->o->command, CLI_FAILED, "%s: %s", j->path, strerror(errno));
    if (flock(j->fd, LOCK_EX | LOCK_NB) != 0) {
        code = cli_error(s->o->command, CLI_FAILED, "%s: another run is writing it",
                         j->path);
        free(j->path); /* which is not ours to remove */
        j->path = NULL;
        return code;
    }
    code = scan(s, j);
    if (code == CLI_DONE && j->entries)
        cli_say(s, "%s has %lld finished pieces", j->path, (long long)j->entries);
    return code;
}

int64_t cli_journal_find(const cli_journal *j, const cli_digest *key)
{
    tda_index low = 0, high = j->entries;
    while (low < high) {
        tda_index middle = low + (high - low) / 2;
        if (memcmp(&j->entry[middle].key, key, sizeof *key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < j->entries && memcmp(&j->entry[low].key, key, sizeof *key) == 0;
    return found ? j->entry[low].at : -1;
}

int cli_journal_add(cli_journal *j, const cli_digest *key, const void *at, int64_t size,
                    int64_t *place)
{
    head h = {.key = *key, .size = size};
    memcpy(h.magic, magic, sizeof magic);
    h.check = check_of(&h, at, size);
    char *whole = malloc(sizeof h + (size_t)size);
    if (!whole)
        return ENOMEM;
    memcpy(whole, &h, sizeof h);
    memcpy(whole + sizeof h, at, (size_t)size);
    int64_t done = 0, total = (int64_t)sizeof h + size;
    int why = 0;
    while (done < total && !why) {
        ssize_t put =
            pwrite(j->fd, whole + done, (size_t)(total - done), (off_t)(j->end + done));
        if (put < 0 && errno != EINTR)
            why = errno;
        done += put > 0 ? put : 0;
    }
    free(whole);
    if (why)
        return why;
    *place = j->end;
    j->end += total;
    return 0;
}

void *cli_journal_read(const cli_journal *j, int64_t place, int64_t *size)
{
    head h;
    void *payload = record_at(j->fd, place, INT64_MAX, &h);
    if (payload)
        *size = h.size;
    return payload;
}

void cli_journal_close(cli_journal *j, bool served)
{
    if (j->path && j->fd >= 0 && (served || j->end == 0))
        unlink(j->path);
    if (j->fd >= 0)
        close(j->fd);
    free(j->path);
    free(j->entry);
    *j = (cli_journal){.fd = -1};
}
