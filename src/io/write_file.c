/* SPDX-License-Identifier: GPL-3.0-or-later */
/* write_file.c - Bytes to a file, whole or not at all.
 *
 * The bytes go to a temporary file in the same folder, whose rename onto the path is atomic.
 * A symbolic link keeps pointing where it did: the file behind it is replaced. A replaced file
 * keeps its permission bits. What is no regular file, such as a pipe or /dev/null, cannot be
 * replaced and is written to directly. */
#include "io/write.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAMES = 1000 };

static bool put(int fd, const char *at, tda_index size)
{
    while (size > 0) {
        ssize_t n = write(fd, at, size > (1 << 30) ? 1 << 30 : (size_t)size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        at += n;
        size -= n;
    }
    return true;
}

/* Write and close; false with errno set when either fails. */
static bool fill(int fd, const tda_bytes *bytes)
{
    bool ok = put(fd, bytes->at, bytes->size);
    int why = errno;
    if (close(fd) != 0 && ok) /* a full disk may show only here */
        return false;
    errno = why;
    return ok;
}

/* A new file beside `path`, its name in text [size]; -1 with errno set. */
static int create_beside(char *text, size_t size, const char *path, mode_t mode)
{
    const char *slash = strrchr(path, '/');
    size_t folder = slash ? (size_t)(slash - path) + 1 : 0;
    tda_bytes tail = {text + folder, 0, (tda_index)(size - folder)};
    memcpy(text, path, folder);
    errno = EEXIST;
    int fd = -1;
    for (int i = 0; i < NAMES && fd < 0 && errno == EEXIST; i++) {
        tail.size = 0;
        if (tdai_bytes_printf(NULL, &tail, ".tda-%ld-%d.tmp", (long)getpid(), i) !=
            TDA_OK)
            break;
        fd = open(text, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    }
    return fd;
}

/* Write a new file and rename it onto `target`; `old` describes the one replaced, or is NULL.
 * `beside` is room for its name. 0, or the errno of what failed, and then nothing is left. */
static int replace(const char *target, const struct stat *old, const tda_bytes *bytes,
                   char *beside, size_t size)
{
    int fd = create_beside(beside, size, target, old ? old->st_mode & 0777 : 0666);
    if (fd < 0)
        return errno;
    if (old)
        (void)!fchmod(fd, old->st_mode & 0777); /* the umask may have taken bits away */
    if (fill(fd, bytes) && rename(beside, target) == 0)
        return 0;
    int why = errno;
    unlink(beside);
    return why;
}

static int write_through(const char *path, const tda_bytes *bytes)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    return fd >= 0 && fill(fd, bytes) ? 0 : errno;
}

tda_status tda_bytes_write(tda_ctx *ctx, const char *path, const tda_bytes *bytes)
{
    tda_status st = TDA_OK;
    char *beside = NULL, real[PATH_MAX];
    struct stat old;
    int why = 0;
    bool exists = stat(path, &old) == 0;
    if (exists && S_ISDIR(old.st_mode)) {
        why = EISDIR;
    } else if (exists && !S_ISREG(old.st_mode)) {
        why = write_through(path, bytes);
    } else {
        const char *target = exists && realpath(path, real) ? real : path;
        size_t size = strlen(target) + 64;
        if (!(beside = tdai_alloc((tda_index)size, 1)))
            FAIL(TDA_ENOMEM, "%s: no memory to write it", path);
        why = replace(target, exists ? &old : NULL, bytes, beside, size);
    }
    if (why)
        FAIL(TDA_EIO, "%s: cannot be written: %s", path, strerror(why));
done:
    tdai_free(beside);
    return st;
}
