/* SPDX-License-Identifier: GPL-3.0-or-later */
/* npy_head.c - The head of a NumPy file: versions 1.0, 2.0 and 3.0, and of Python's notation
 * just the dictionary that NumPy writes, its three keys once each in any order. */
#include "io/npy_head.h"
#include <string.h>

typedef struct cursor {
    const char *at, *end;
} cursor;

static void blanks(cursor *c)
{
    while (c->at < c->end && (*c->at == ' ' || *c->at == '\n' || *c->at == '\t'))
        c->at++;
}

static bool take(cursor *c, const char *text)
{
    size_t size = strlen(text);
    blanks(c);
    if ((size_t)(c->end - c->at) < size || memcmp(c->at, text, size))
        return false;
    c->at += size;
    return true;
}

/* 'text' or "text", without escapes. */
static bool take_string(cursor *c, tdai_word *out)
{
    blanks(c);
    if (c->at == c->end || (*c->at != '\'' && *c->at != '"'))
        return false;
    const char *close = memchr(c->at + 1, *c->at, (size_t)(c->end - c->at - 1));
    if (!close)
        return false;
    *out = (tdai_word){c->at + 1, (size_t)(close - c->at - 1)};
    c->at = close + 1;
    return true;
}

/* (), (3,) or (3, 4); sizes may end in the L of Python 2. */
static bool take_shape(cursor *c, tdai_npy *npy)
{
    if (!take(c, "("))
        return false;
    while (!take(c, ")")) {
        tdai_word w = {c->at, 0};
        while (c->at < c->end && *c->at >= '0' && *c->at <= '9')
            c->at++;
        w.size = (size_t)(c->at - w.at);
        if (npy->axes == TDAI_NPY_AXES || !tdai_word_index(w, &npy->shape[npy->axes++]))
            return false;
        take(c, "L");
        bool more = take(c, ",");
        blanks(c);
        if (!more && (npy->axes == 1 || c->at == c->end || *c->at != ')'))
            return false;
    }
    return true;
}

static bool take_dict(cursor *c, tdai_npy *npy, tdai_word *type)
{
    unsigned seen = 0;
    if (!take(c, "{"))
        return false;
    while (!take(c, "}")) {
        tdai_word key;
        unsigned bit;
        if (!take_string(c, &key) || !take(c, ":"))
            return false;
        if (tdai_word_is(key, "descr")) {
            bit = 1;
            if (!take_string(c, type))
                return false;
        } else if (tdai_word_is(key, "fortran_order")) {
            bit = 2;
            npy->fortran = take(c, "True");
            if (!npy->fortran && !take(c, "False"))
                return false;
        } else if (tdai_word_is(key, "shape")) {
            bit = 4;
            if (seen & bit || !take_shape(c, npy))
                return false;
        } else {
            return false;
        }
        if (seen & bit)
            return false;
        seen |= bit;
        if (!take(c, ",") && (blanks(c), c->at == c->end || *c->at != '}'))
            return false;
    }
    blanks(c);
    return seen == 7 && c->at == c->end;
}

static double load_i8(const char *at)
{
    return (double)tdai_load_i8(at);
}

static double load_i4(const char *at)
{
    return (double)tdai_load_i4(at);
}

static double load_u1(const char *at)
{
    return (double)*(const unsigned char *)at;
}

static bool set_type(tdai_column *c, tdai_word type)
{
    static const struct {
        const char *name;
        int width;
        tdai_load *load;
    } types[] = {{"<f8", 8, tdai_load_f8}, {"<f4", 4, tdai_load_f4}, {"<i8", 8, load_i8},
                 {"<i4", 4, load_i4},      {"|u1", 1, load_u1},      {"|b1", 1, load_u1},
                 {"<u1", 1, load_u1}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (tdai_word_is(type, types[i].name)) {
            c->width = types[i].width;
            c->load = types[i].load;
            return true;
        }
    return false;
}

/* Doubles hold whole numbers up to 2^53; past that, different ones would become equal. */
static tda_status check_i8(tda_ctx *ctx, const tdai_text *t, const tdai_column *c)
{
    tda_status st = TDA_OK;
    for (tda_index i = 0; c->load == load_i8 && i < c->size; i++) {
        int64_t value = tdai_load_i8(c->at + 8 * i);
        if (value > (int64_t)1 << 53 || value < -((int64_t)1 << 53))
            FAIL(TDA_EFORMAT,
                 "%s: the integer %lld, value %lld of the file, is past 2^53 and would "
                 "be rounded",
                 t->name, (long long)value, (long long)i);
    }
done:
    return st;
}

tda_status tdai_npy_head(tda_ctx *ctx, tdai_npy *out, const tdai_text *t)
{
    tda_status st = TDA_OK;
    tdai_npy npy = {0};
    tda_index size = t->end - t->begin;
    if (size < 10 || memcmp(t->begin, "\x93NUMPY", 6))
        FAIL(TDA_EFORMAT, "%s: does not begin as a npy file does", t->name);
    int major = (unsigned char)t->begin[6], minor = (unsigned char)t->begin[7];
    if (major < 1 || major > 3 || minor != 0)
        FAIL(TDA_EFORMAT, "%s: npy version %d.%d is not known; 1.0, 2.0 and 3.0 are",
             t->name, major, minor);
    tda_index head = major == 1 ? 10 : 12, length = 0;
    for (tda_index i = 8; i < head && i < size; i++)
        length |= (tda_index)(unsigned char)t->begin[i] << 8 * (i - 8);
    if (size < head || length > size - head)
        FAIL(TDA_EFORMAT, "%s: a head of %lld bytes is announced, but %lld bytes follow",
             t->name, (long long)length, (long long)(size < head ? 0 : size - head));

    tdai_word type;
    cursor c = {t->begin + head, t->begin + head + length};
    if (!take_dict(&c, &npy, &type))
        FAIL(
            TDA_EFORMAT,
            "%s: byte %lld: the head is not the dictionary of descr, fortran_order and a "
            "shape of at most %d axes that npy files have",
            t->name, (long long)(c.at - t->begin), TDAI_NPY_AXES);
    if (!set_type(&npy.values, type))
        FAIL(TDA_EFORMAT,
             "%s: values of type %s are not read; convert with numpy to <f8, <f4, <i8, "
             "<i4 or |u1",
             t->name, tdai_word_quote(type).text);

    tda_index follow = size - head - length, count = 1, bytes = 0;
    for (int k = 0; k < npy.axes; k++)
        if (npy.shape[k] && __builtin_mul_overflow(count, npy.shape[k], &count))
            FAIL(TDA_EFORMAT, "%s: the shape has more values than %lld bytes can hold",
                 t->name, (long long)follow);
    for (int k = 0; k < npy.axes; k++)
        count = npy.shape[k] ? count : 0;
    if (__builtin_mul_overflow(count, npy.values.width, &bytes) || bytes != follow)
        FAIL(TDA_EFORMAT,
             "%s: the shape asks for %lld values of %d bytes, but %lld bytes follow",
             t->name, (long long)count, npy.values.width, (long long)follow);
    npy.values.at = t->begin + head + length;
    npy.values.size = count;
    TRY(check_i8(ctx, t, &npy.values));
    *out = npy;
done:
    return st;
}
