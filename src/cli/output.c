/* SPDX-License-Identifier: GPL-3.0-or-later */
/* output.c - Where results go: files by way of a temporary one, or standard output.
 *
 * Everything that can be known to fail at the end of a long run is checked before it starts. */
#include "cli/option.h"
#include "cli/source.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *cli_ending(const char *path)
{
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    const char *dot = strrchr(base, '.');
    return dot && dot > base ? dot : "";
}

static bool same_file(const char *a, const char *b)
{
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev &&
           x.st_ino == y.st_ino;
}

/* Can a file be made in the folder of path? */
static int folder_check(const cli_session *s, const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t length = slash ? (size_t)(slash - path) : 0;
    char *folder;
    struct stat info;
    int code = cli_alloc(s, &folder, (tda_index)length + 2, 1, "a path");
    if (code != CLI_DONE)
        return code;
    memcpy(folder, path, length);
    folder[length] = 0;
    const char *name = !slash ? "." : length == 0 ? "/" : folder;
    if (access(name, W_OK | X_OK) != 0)
        code = cli_error(s->o->command, CLI_FAILED, "%s: cannot write there: %s", path,
                         strerror(errno));
    else if (stat(path, &info) == 0 && S_ISDIR(info.st_mode))
        code = cli_error(s->o->command, CLI_FAILED, "%s: is a folder", path);
    free(folder);
    return code;
}

int cli_outputs_check(const cli_session *s, const char *const *endings)
{
    const cli_options *o = s->o;
    char possible[CLI_LIST];
    for (int i = 0; i < o->outputs; i++) {
        const char *path = o->output[i], *ending = cli_ending(path);
        if (strcmp(path, "-") != 0 && cli_choice(ending, strlen(ending), endings) < 0)
            return cli_usage(o->command, "--output %s: the ending names the format, %s",
                             path, cli_list(possible, endings));
        for (int j = 0; j < i; j++)
            if (strcmp(path, o->output[j]) == 0)
                return cli_usage(o->command, "--output %s is given twice", path);
        if (strcmp(path, "-") == 0)
            continue;
        if (o->inputs == 1 && same_file(path, o->input[0]))
            return cli_usage(o->command, "--output %s is the input itself", path);
        int code = folder_check(s, path);
        if (code != CLI_DONE)
            return code;
    }
    return CLI_DONE;
}

int cli_write(cli_session *s, const char *path, const tda_bytes *bytes)
{
    if (!path || strcmp(path, "-") == 0) {
        cli_progress_clear();
        return cli_stdout(s->o->command, bytes->at ? bytes->at : "", (size_t)bytes->size);
    }
    tda_status st = tda_bytes_write(s->ctx, path, bytes);
    if (st != TDA_OK) {
        int code = cli_fail(s, st, path);
        return st == TDA_EIO ? CLI_FAILED : code;
    }
    cli_say(s, "wrote %s: %lld bytes", path, (long long)bytes->size);
    return CLI_DONE;
}

int cli_outputs_write(cli_session *s, const cli_source *src, const char *extra,
                      cli_render *render, const void *result)
{
    const cli_options *o = s->o;
    const char *path[CLI_OUTPUTS + 1] = {NULL}; /* standard output, unless told */
    tda_bytes bytes[CLI_OUTPUTS + 1] = {{0}};
    int n = o->outputs ? o->outputs : 1, code = CLI_DONE;
    for (int i = 0; i < o->outputs; i++)
        path[i] = o->output[i];
    if (extra)
        path[n++] = extra;
    for (int i = 0; i < n && code == CLI_DONE; i++)
        code = render(s, src, result, path[i], &bytes[i]);
    if (code == CLI_DONE && cli_interrupted())
        code = cli_fail(s, TDA_ECANCEL, src->name);
    for (int i = 0; i < n && code == CLI_DONE; i++)
        code = cli_write(s, path[i], &bytes[i]);
    for (int i = 0; i < n; i++)
        tda_bytes_clear(&bytes[i]);
    return code;
}

int cli_rendered(const cli_session *s, tda_status st, const char *path)
{
    return cli_check(s, st, path ? path : "standard output");
}
