/* SPDX-License-Identifier: GPL-3.0-or-later */
/* input.c - From a path to what the file holds: read all of it, tell its format, call the one
 * reader of that format. */
#include "io/private.h"
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK = 1 << 22 };

static const struct {
    const char *name;
    tdai_reader *read;
} formats[TDA_FORMATS] = {
    [TDA_FORMAT_AUTO] = {"auto", NULL},
    [TDA_FORMAT_POINTS] = {"points", tdai_read_points},
    [TDA_FORMAT_OFF] = {"off", tdai_read_off},
    [TDA_FORMAT_NPY] = {"npy", tdai_read_npy},
    [TDA_FORMAT_LOWER] = {"lower", tdai_read_lower},
    [TDA_FORMAT_UPPER] = {"upper", tdai_read_upper},
    [TDA_FORMAT_FULL] = {"full", tdai_read_full},
    [TDA_FORMAT_SPARSE] = {"sparse", tdai_read_sparse},
    [TDA_FORMAT_BINARY] = {"binary", tdai_read_binary},
    [TDA_FORMAT_DIPHA] = {"dipha", tdai_read_dipha},
    [TDA_FORMAT_RIVET] = {"rivet", tdai_read_rivet},
    [TDA_FORMAT_FIREP] = {"firep", tdai_read_firep},
    [TDA_FORMAT_SCC2020] = {"scc2020", tdai_read_scc2020},
    [TDA_FORMAT_PERSEUS] = {"perseus", tdai_read_perseus},
    [TDA_FORMAT_FSC] = {"fsc", tdai_read_fsc},
    [TDA_FORMAT_PHAT] = {"phat", tdai_read_phat},
    [TDA_FORMAT_VALUE_FIRST] = {"value-first", tdai_read_value_first},
    [TDA_FORMAT_NMFSIMTOP] = {"nmfsimtop", tdai_read_nmfsimtop},
    [TDA_FORMAT_HASSE] = {"hasse", tdai_read_hasse},
    [TDA_FORMAT_HERA] = {"hera", tdai_read_hera},
    [TDA_FORMAT_SCUBTOP] = {"scubtop", tdai_read_scubtop},
};

const char *tda_format_name(tda_format format)
{
    return (unsigned)format < TDA_FORMATS ? formats[format].name : "unknown";
}

bool tda_format_named(tda_format *out, const char *name)
{
    for (int f = 0; f < TDA_FORMATS; f++)
        if (!strcmp(formats[f].name, name)) {
            *out = (tda_format)f;
            return true;
        }
    return false;
}

void tda_input_clear(tda_input *input)
{
    tda_cloud_clear(&input->cloud);
    tda_distances_clear(&input->distances);
    tda_image_clear(&input->image);
    tda_complex_free(input->complex);
    tda_cloud_clear(&input->function);
    tdai_free(input->columns);
    *input = (tda_input){0};
}

tda_status tdai_input_complex(tda_ctx *ctx, tda_input *in, const char *name,
                              tdai_columns *columns)
{
    tda_status st = tdai_complex_adopt(ctx, &in->complex, columns);
    if (st == TDA_OK)
        in->kind = TDA_KIND_COMPLEX;
    if (st != TDA_EINVAL)
        return st;
    char why[512] = "";
    if (ctx)
        strncpy(why, tda_ctx_message(ctx), sizeof why - 1);
    return tdai_fail(ctx, TDA_EFORMAT, "%s: %s", name, why);
}

tda_status tdai_input_image(tda_ctx *ctx, tda_input *in, const char *name,
                            const tda_image *image, const tdai_column *pixels)
{
    tda_status st = TDA_OK;
    double *at = NULL;
    TRY(tdai_budget(ctx, (8 + pixels->width) * pixels->size, name)); /* with the file */
    at = tdai_alloc(pixels->size, sizeof *at);
    if (!at)
        FAIL(TDA_ENOMEM, "%s: no memory for %lld pixels", name, (long long)pixels->size);
    for (tda_index i = 0; i < pixels->size; i++) {
        if (i % 4096 == 0)
            TRY(tdai_poll(ctx, "reading", i, pixels->size));
        at[i] = tdai_column_get(pixels, i);
        if (isnan(at[i]))
            FAIL(TDA_EFORMAT,
                 "%s: value %lld of the file (from 0) is nan; write inf for a pixel "
                 "that never appears",
                 name, (long long)i);
    }
    in->image = *image;
    in->image.at = at;
    in->image.own = at;
    in->kind = TDA_KIND_IMAGE;
    at = NULL;
done:
    tdai_free(at);
    return st;
}

void tdai_input_cloud(tda_cloud *out, tdai_values *v, tda_index dimension)
{
    tda_index size = v->size / dimension;
    double *at = tdai_values_fit(v);
    *out = (tda_cloud){size, dimension, at, at};
}

tda_status tda_input_parse(tda_ctx *ctx, tda_input *out, const char *name,
                           const char *bytes, size_t size, const tda_read_opts *opts)
{
    tda_status st = TDA_OK;
    tda_read_opts o = TDA_READ_OPTS_INIT;
    tda_input in = {.threshold = INFINITY};
    tdai_text text = tdai_text_new(name ? name : "input", size ? bytes : "", size);
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    if ((unsigned)o.format >= TDA_FORMATS)
        FAIL(TDA_EINVAL, "reading options: there is no format %d", (int)o.format);
    if (o.as <= TDA_KIND_NONE || o.as > TDA_KIND_COMPLEX)
        FAIL(TDA_EINVAL,
             "reading options: an array is read as a cloud, as distances or as an "
             "image");
    if (o.channels < 0)
        FAIL(TDA_EINVAL, "reading options: %d channels", o.channels);

    if (o.format == TDA_FORMAT_AUTO)
        TRY(tdai_sniff(ctx, &o.format, &text));
    in.format = o.format;
    TRY(formats[o.format].read(ctx, &in, &text, &o));

    *out = in;
    in = (tda_input){0};
done:
    tda_input_clear(&in);
    return st;
}

static const char *reason(int error)
{
    switch (error) {
    case ENOENT: return "no such file";
    case ENOTDIR: return "a part of the path is not a directory";
    case EACCES: return "permission denied";
    case EISDIR: return "it is a directory, not a file";
    case ELOOP: return "too many symbolic links";
    case EMFILE: return "too many open files";
    case ENFILE: return "too many open files";
    case ENAMETOOLONG: return "the path is too long";
    case EIO: return "the device failed";
    }
    return "the system refuses";
}

tda_status tdai_read_all(tda_ctx *ctx, tda_bytes *out, const char *path)
{
    tda_status st = TDA_OK;
    tda_bytes b = {0};
    struct stat about = {0};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        FAIL(TDA_EIO, "%s: cannot be opened: %s", path, reason(errno));
    if (fstat(fd, &about) || S_ISDIR(about.st_mode))
        FAIL(TDA_EIO, "%s: cannot be read: %s", path,
             reason(S_ISDIR(about.st_mode) ? EISDIR : errno));
    b.capacity = S_ISREG(about.st_mode) && about.st_size < INT64_MAX - 1
                     ? (tda_index)about.st_size + 1
                     : CHUNK;
    TRY(tdai_budget(ctx, b.capacity, path));
    b.at = tdai_alloc(b.capacity, 1);
    if (!b.at)
        FAIL(TDA_ENOMEM, "%s: no memory for its %lld bytes", path, (long long)b.capacity);
    for (;;) {
        TRY(tdai_poll(ctx, "reading", b.size, b.capacity));
        if (b.size == b.capacity) {
            tda_index more = b.capacity > INT64_MAX / 2 ? -1 : 2 * b.capacity;
            TRY(tdai_budget(ctx, more, path));
            char *at = tdai_realloc(b.at, more, 1);
            if (!at)
                FAIL(TDA_ENOMEM, "%s: no memory for %lld bytes", path, (long long)more);
            b.at = at;
            b.capacity = more;
        }
        tda_index room = b.capacity - b.size;
        ssize_t got = read(fd, b.at + b.size, (size_t)(room < CHUNK ? room : CHUNK));
        if (got < 0 && errno != EINTR)
            FAIL(TDA_EIO, "%s: cannot be read: %s", path, reason(errno));
        if (got == 0)
            break;
        b.size += got > 0 ? got : 0;
    }
    *out = b;
    b = (tda_bytes){0};
done:
    if (fd >= 0)
        close(fd);
    tda_bytes_clear(&b);
    return st;
}

tda_status tda_input_read(tda_ctx *ctx, tda_input *out, const char *path,
                          const tda_read_opts *opts)
{
    tda_status st = TDA_OK;
    tda_bytes b = {0};
    TRY(tdai_read_all(ctx, &b, path));
    TRY(tda_input_parse(ctx, out, path, b.at, (size_t)b.size, opts));
done:
    tda_bytes_clear(&b);
    return st;
}
