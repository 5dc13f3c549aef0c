/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_dipha.c - DIPHA's binary files: distances, sparse distances, an image, a complex.
 *
 * All numbers are 8 bytes, little-endian: two words that say what the file is, then counts and
 * the arrays they count. No count is used before the bytes it stands for are known to follow. */
#include "io/private.h"
#include <math.h>

enum { BOUNDARY = 0, IMAGE = 1, DIAGRAM = 2, DISTANCES = 7, SPARSE = 8 };
#define MAGIC 8067171840

/* What is left of the file, in words. */
typedef struct words {
    tda_ctx *ctx;
    const tdai_text *t;
    const char *at;
    tda_index left;
} words;

/* Take `count` words away for an array of `what`. */
static tda_status take(words *w, const char **out, tda_index count, const char *what)
{
    if (count < 0 || count > w->left)
        return tdai_fail(
            w->ctx, TDA_EFORMAT,
            "%s: byte %lld: %lld %s of 8 bytes are announced, but %lld bytes follow",
            w->t->name, (long long)(w->at - w->t->begin), (long long)count, what,
            (long long)(8 * w->left));
    *out = w->at;
    w->at += 8 * count;
    w->left -= count;
    return TDA_OK;
}

static tda_status take_count(words *w, tda_index *out, const char *what)
{
    const char *at = NULL;
    tda_status st = take(w, &at, 1, what);
    if (st == TDA_OK)
        *out = tdai_load_i8(at);
    return st;
}

static tda_status take_end(const words *w)
{
    if (w->left)
        return tdai_fail(w->ctx, TDA_EFORMAT,
                         "%s: byte %lld: the file goes on for %lld bytes after its data",
                         w->t->name, (long long)(w->at - w->t->begin),
                         (long long)(8 * w->left));
    return TDA_OK;
}

static tda_status read_distances(words *w, tda_input *in, bool diagonal)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = w->ctx;
    tda_index n, entries;
    const char *at = NULL;
    TRY(take_count(w, &n, "numbers of points"));
    if (n < 1 || __builtin_mul_overflow(n, n, &entries))
        FAIL(TDA_EFORMAT, "%s: byte 16: a matrix of %lld points", w->t->name,
             (long long)n);
    TRY(take(w, &at, entries, "distances"));
    TRY(take_end(w));
    tdai_column c = {at, entries, 8, tdai_load_f8};
    TRY(tdai_dense_square(ctx, in, w->t->name, &c, n, diagonal));
done:
    return st;
}

/* Both directions of a pair stand in the file, a point's neighbours one after the other. */
static tda_status gather(words *w, tdai_pairs *p, const char *degree, tda_index n,
                         const char *id, const char *value)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = w->ctx;
    p->points = n;
    for (tda_index i = 0, k = 0; i < n; i++) {
        TRY(tdai_poll(ctx, "reading", i, n));
        for (tda_index end = k + tdai_load_i8(degree + 8 * i); k < end; k++) {
            tda_index j = tdai_load_i8(id + 8 * k);
            double d = tdai_load_f8(value + 8 * k);
            if (j < 0 || j >= n)
                FAIL(TDA_EFORMAT,
                     "%s: point %lld has the neighbour %lld, but points are 0 to %lld",
                     w->t->name, (long long)i, (long long)j, (long long)n - 1);
            if (!(d >= 0) || (i == j && d != 0))
                FAIL(TDA_EFORMAT, "%s: the distance of points %lld and %lld is %s; %s",
                     w->t->name, (long long)i, (long long)j, tdai_digits_of(d).text,
                     i == j ? "a point is at distance 0 from itself"
                            : "distances are numbers from 0 on");
            tdai_pairs_push(p, i, j, d + 0.0);
        }
    }
done:
    return st;
}

static tda_status read_sparse(words *w, tda_input *in)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = w->ctx;
    tdai_pairs p = {0};
    tda_index n, entries = 0, clash[2];
    const char *degree = NULL, *id = NULL, *value = NULL;
    TRY(take_count(w, &n, "numbers of points"));
    if (n < 1 || n > TDAI_MOST_ID)
        FAIL(TDA_EFORMAT, "%s: byte 16: distances of %lld points", w->t->name,
             (long long)n);
    TRY(take(w, &degree, n, "numbers of neighbours"));
    for (tda_index i = 0; i < n; i++) {
        tda_index k = tdai_load_i8(degree + 8 * i);
        if (k < 0 || k > w->left - entries)
            FAIL(TDA_EFORMAT,
                 "%s: point %lld is to have %lld neighbours, but the file has %lld bytes",
                 w->t->name, (long long)i, (long long)k,
                 (long long)(w->t->end - w->t->begin));
        entries += k;
    }
    TRY(take(w, &id, entries, "neighbours"));
    TRY(take(w, &value, entries, "distances"));
    TRY(take_end(w));
    TRY(tdai_pairs_alloc(ctx, &p, entries, w->t->name));
    TRY(gather(w, &p, degree, n, id, value));
    TRY(tdai_input_sparse(ctx, in, &p, true, clash));
    if (clash[0] >= 0) {
        long long head = (long long)(p.key[clash[0]] & UINT32_MAX);
        long long tail = (long long)(p.key[clash[0]] >> 32);
        if (clash[1] < 0)
            FAIL(TDA_EFORMAT,
                 "%s: the distance of points %lld and %lld is given in one "
                 "direction only",
                 w->t->name, head, tail);
        FAIL(TDA_EFORMAT,
             "%s: the distance of points %lld and %lld is given as %s and as %s",
             w->t->name, head, tail, tdai_digits_of(p.value[clash[0]]).text,
             tdai_digits_of(p.value[clash[1]]).text);
    }
done:
    tdai_pairs_clear(&p);
    return st;
}

/* The first size listed runs fastest in the file; axis i of the image is the i-th listed. */
static tda_status read_image(words *w, tda_input *in)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = w->ctx;
    tda_image image = {.channels = 1, .channel_stride = 1};
    tda_index count, axes, pixels = 1;
    const char *shape = NULL, *at = NULL;
    TRY(take_count(w, &count, "numbers of pixels"));
    TRY(take_count(w, &axes, "numbers of axes"));
    if (axes < 1 || axes > TDA_IMAGE_AXES)
        FAIL(TDA_EFORMAT, "%s: byte 24: an image of %lld axes; 1 to %d are read",
             w->t->name, (long long)axes, TDA_IMAGE_AXES);
    TRY(take(w, &shape, axes, "sizes"));
    for (int k = 0; k < (int)axes; k++) {
        image.shape[k] = tdai_load_i8(shape + 8 * k);
        image.stride[k] = pixels;
        if (image.shape[k] < 1 || __builtin_mul_overflow(pixels, image.shape[k], &pixels))
            FAIL(TDA_EFORMAT, "%s: byte %d: an axis of %lld pixels", w->t->name,
                 32 + 8 * k, (long long)image.shape[k]);
    }
    if (pixels != count)
        FAIL(TDA_EFORMAT, "%s: the sizes make %lld pixels, but the file speaks of %lld",
             w->t->name, (long long)pixels, (long long)count);
    image.axes = (int)axes;
    TRY(take(w, &at, pixels, "pixels"));
    TRY(take_end(w));
    TRY(tdai_input_image(ctx, in, w->t->name, &image,
                         &(tdai_column){at, pixels, 8, tdai_load_f8}));
done:
    return st;
}

/* The boundary of cell i is entry[offset[i]] .. entry[offset[i+1]-1]. */
static tda_status fill(words *w, tdai_columns *c, tda_index top, const char *dim,
                       const char *value, const char *offset, const char *entry,
                       tda_index m)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = w->ctx;
    for (tda_index i = 0; i < c->size; i++) {
        TRY(tdai_poll(ctx, "reading", i, c->size));
        tda_index k = tdai_load_i8(dim + 8 * i), begin = tdai_load_i8(offset + 8 * i);
        if (k < 0 || k > top)
            FAIL(TDA_EFORMAT,
                 "%s: cell %lld has dimension %lld, but the largest is to be %lld",
                 w->t->name, (long long)i, (long long)k, (long long)top);
        if (begin < (i ? c->start[i - 1] : 0) || begin > m || (i == 0 && begin > 0))
            FAIL(TDA_EFORMAT,
                 "%s: the boundary of cell %lld begins at entry %lld, out of order",
                 w->t->name, (long long)i, (long long)begin);
        c->dim[i] = (int)k;
        c->start[i] = begin;
        c->grade[i] = tdai_load_f8(value + 8 * i);
    }
    c->start[c->size] = m;
    for (tda_index k = 0; k < m; k++)
        c->face[k] = tdai_load_i8(entry + 8 * k);
done:
    return st;
}

static tda_status read_complex(words *w, tda_input *in)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = w->ctx;
    tdai_columns c = {0};
    tda_index dual, n, top, m;
    const char *dim = NULL, *value = NULL, *offset = NULL, *entry = NULL;
    TRY(take_count(w, &dual, "flags"));
    TRY(take_count(w, &n, "numbers of cells"));
    TRY(take_count(w, &top, "dimensions"));
    if (dual)
        FAIL(TDA_EFORMAT,
             "%s: byte 16: a coboundary matrix is not read; give the boundary matrix",
             w->t->name);
    if (top < 0 || top > INT32_MAX)
        FAIL(TDA_EFORMAT, "%s: byte 32: cells of dimension %lld", w->t->name,
             (long long)top);
    TRY(take(w, &dim, n, "dimensions"));
    TRY(take(w, &value, n, "values"));
    TRY(take(w, &offset, n, "offsets"));
    TRY(take_count(w, &m, "numbers of entries"));
    TRY(take(w, &entry, m, "entries"));
    TRY(take_end(w));
    if (n == 0 && m > 0)
        FAIL(TDA_EFORMAT, "%s: %lld entries of no cells", w->t->name, (long long)m);
    TRY(tdai_columns_alloc(ctx, &c, 1, n, m, n, false));
    TRY(fill(w, &c, top, dim, value, offset, entry, m));
    TRY(tdai_input_complex(ctx, in, w->t->name, &c));
done:
    tdai_columns_clear(&c);
    return st;
}

tda_status tdai_read_dipha(tda_ctx *ctx, tda_input *in, tdai_text *t,
                           const tda_read_opts *opts)
{
    tda_index size = t->end - t->begin;
    words w = {ctx, t, t->begin + 16, size / 8 - 2};
    if (size < 16 || tdai_load_i8(t->begin) != MAGIC)
        return tdai_fail(ctx, TDA_EFORMAT, "%s: does not begin as a DIPHA file does",
                         t->name);
    if (size % 8)
        return tdai_fail(
            ctx, TDA_EFORMAT,
            "%s: %lld bytes are no whole number of 8-byte words; is it truncated?",
            t->name, (long long)size);
    int64_t type = tdai_load_i8(t->begin + 8);
    switch (type) {
    case BOUNDARY: return read_complex(&w, in);
    case IMAGE: return read_image(&w, in);
    case DIAGRAM:
        return tdai_fail(ctx, TDA_EFORMAT, "%s: is a persistence diagram, a result",
                         t->name);
    case DISTANCES: return read_distances(&w, in, opts->diagonal);
    case SPARSE: return read_sparse(&w, in);
    default:
        return tdai_fail(ctx, TDA_EFORMAT,
                         "%s: byte 8: DIPHA type %lld is not read; 0, 1, 7 and 8 are",
                         t->name, (long long)type);
    }
}
