/* SPDX-License-Identifier: GPL-3.0-or-later */
/* features_inputs.c - The list of inputs: files, the files of a folder, the lines of a list, the clouds
 * of a batch.
 *
 * A npy array of three axes is a batch of clouds, unless arrays are images here. All else is one
 * input, and is opened only when its turn comes. */
#include "cli/feature.h"
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int cli_file_read(const cli_session *s, const char *path, char **out, size_t *size)
{
    FILE *f = fopen(path, "rb");
    size_t room = 1 << 14, n = 0;
    char *at = f ? malloc(room) : NULL;
    while (at && !cli_interrupted()) {
        size_t got = fread(at + n, 1, room - n, f);
        n += got;
        if (got == 0)
            break;
        if (n < room)
            continue;
        char *more = realloc(at, 2 * room);
        if (!more) {
            free(at);
            at = NULL;
        } else {
            at = more;
            room *= 2;
        }
    }
    int why = errno;
    bool bad = f && ferror(f);
    if (f)
        fclose(f);
    if (f && !at)
        return cli_error(s->o->command, CLI_LIMIT, "%s: out of memory", path);
    if (!f || bad) {
        free(at);
        return cli_error(s->o->command, CLI_INPUT, "%s: cannot be read: %s", path,
                         strerror(why));
    }
    *out = at;
    *size = n;
    return CLI_DONE;
}

static int add(cli_session *s, cli_items *items, const char *name, bool file,
               tda_index place)
{
    if (items->count == items->room) {
        tda_index room = items->room ? 2 * items->room : 256;
        cli_item *more = realloc(items->item, (size_t)room * sizeof *more);
        if (!more)
            return cli_error(s->o->command, CLI_LIMIT, "out of memory");
        items->item = more;
        items->room = room;
    }
    cli_item item = {.batch = file ? -1 : items->batches - 1,
                     .place = place,
                     .described = -1,
                     .row = -1};
    item.name = strdup(name);
    item.path = file ? strdup(name) : NULL;
    items->item[items->count++] = item;
    return item.name && (item.path || !file)
               ? CLI_DONE
               : cli_error(s->o->command, CLI_LIMIT, "out of memory");
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* The files of a folder by name; folders in it, and names that begin with a dot, are passed over. */
static int add_folder(cli_session *s, cli_items *items, const char *path)
{
    struct dirent **entry;
    int n = scandir(path, &entry, visible, by_name), code = CLI_DONE;
    tda_index before = items->count;
    if (n < 0)
        return cli_error(s->o->command, CLI_INPUT, "%s: %s", path, strerror(errno));
    for (int i = 0; i < n; i++) {
        size_t size = strlen(path) + strlen(entry[i]->d_name) + 2;
        bool slash = path[strlen(path) - 1] == '/';
        char *name = malloc(size);
        struct stat about;
        if (code == CLI_DONE && !name)
            code = cli_error(s->o->command, CLI_LIMIT, "out of memory");
        if (name)
            snprintf(name, size, "%s%s%s", path, slash ? "" : "/", entry[i]->d_name);
        if (code == CLI_DONE && stat(name, &about) == 0 && S_ISREG(about.st_mode))
            code = add(s, items, name, true, 0);
        free(name);
        free(entry[i]);
    }
    free(entry);
    if (code == CLI_DONE && items->count == before)
        return cli_error(s->o->command, CLI_INPUT, "%s: no file in this folder", path);
    return code;
}

/* Read an array of three axes; *is := whether the file is one. */
static int add_batch(cli_session *s, cli_items *items, const char *path, bool *is)
{
    char *bytes;
    size_t size;
    cli_batch batch = {0};
    tda_index count = 0;
    int code = cli_file_read(s, path, &bytes, &size);
    if (code != CLI_DONE)
        return code;
    *is = tda_npy_axes(bytes, size) == 3;
    if (*is) {
        cli_sha sha = cli_sha_new();
        cli_sha_add(&sha, bytes, size);
        batch.hash = cli_sha_end(&sha);
        code = cli_check(
            s, tda_batch_parse(s->ctx, &batch.first, &count, path, bytes, size), path);
    }
    free(bytes);
    if (code != CLI_DONE || !*is)
        return code;
    cli_batch *more = realloc(items->batch, (size_t)(items->batches + 1) * sizeof *more);
    char *name = malloc(strlen(path) + 32);
    if (more)
        items->batch = more;
    if (!more || !name) {
        tda_cloud_clear(&batch.first);
        free(name);
        return cli_error(s->o->command, CLI_LIMIT, "out of memory");
    }
    items->batch[items->batches++] = batch;
    for (tda_index i = 0; i < count && code == CLI_DONE; i++) {
        snprintf(name, strlen(path) + 32, "%s[%lld]", path, (long long)i);
        code = add(s, items, name, false, i);
    }
    free(name);
    return code;
}

static int add_path(cli_session *s, const cli_options *block, cli_items *items,
                    const char *path)
{
    struct stat about;
    bool batch = false, array = strcmp(cli_ending(path), ".npy") == 0 &&
                                cli_read_opts(block).as == TDA_KIND_CLOUD;
    int code = CLI_DONE;
    if (strcmp(path, "-") == 0)
        return cli_usage(s->o->command, "features reads files, not standard input; "
                                        "--list - reads their names there");
    if (stat(path, &about) == 0 && S_ISDIR(about.st_mode))
        return add_folder(s, items, path);
    if (array && stat(path, &about) == 0)
        code = add_batch(s, items, path, &batch);
    return code != CLI_DONE || batch ? code : add(s, items, path, true, 0);
}

/* The paths that stand in a file, one a line. */
static int add_list(cli_session *s, const cli_options *block, cli_items *items,
                    const char *list)
{
    bool standard = strcmp(list, "-") == 0;
    char *bytes;
    size_t size;
    int code =
        standard ? cli_stdin(s, &bytes, &size) : cli_file_read(s, list, &bytes, &size);
    if (code != CLI_DONE)
        return code;
    for (char *at = bytes, *end = bytes + size; at < end && code == CLI_DONE;) {
        char *stop = memchr(at, '\n', (size_t)(end - at)), *next = stop ? stop + 1 : end;
        stop = stop ? stop : end;
        while (stop > at && (stop[-1] == '\r' || stop[-1] == ' '))
            stop--;
        char *path = stop > at ? strndup(at, (size_t)(stop - at)) : NULL;
        if (stop > at && !path)
            code = cli_error(s->o->command, CLI_LIMIT, "out of memory");
        if (path)
            code = add_path(s, block, items, path);
        free(path);
        at = next;
    }
    free(bytes);
    return code;
}

int cli_items_make(cli_session *s, const cli_options *block, cli_items *items)
{
    const cli_options *o = s->o;
    int code = CLI_DONE;
    *items = (cli_items){0};
    for (int i = 0; i < o->inputs && code == CLI_DONE; i++)
        code = add_path(s, block, items, o->input[i]);
    if (code == CLI_DONE && o->list)
        code = add_list(s, block, items, o->list);
    if (code == CLI_DONE && items->count == 0)
        code = cli_usage(o->command, o->inputs || o->list ? "the list of inputs is empty"
                                                          : "no INPUT given");
    return code;
}

void cli_items_clear(cli_items *items)
{
    for (tda_index i = 0; i < items->count; i++) {
        free(items->item[i].name);
        free(items->item[i].path);
        free(items->item[i].failure);
    }
    for (tda_index i = 0; i < items->batches; i++)
        tda_cloud_clear(&items->batch[i].first);
    free(items->item);
    free(items->batch);
    *items = (cli_items){0};
}
