/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_check.h - Small files written in place: what they hold, or the sentence that refuses them. */
#ifndef TDA_READ_CHECK_H
#define TDA_READ_CHECK_H
#include "tda_check.h"
#include <math.h>
#include <string.h>
#include <tda/io.h>

static inline tda_read_opts in_format(tda_format format)
{
    tda_read_opts o = TDA_READ_OPTS_INIT;
    o.format = format;
    return o;
}

/* Refused with exactly this message, in place of which nothing is handed out. */
static inline void refused_bytes(const char *name, const char *bytes, size_t size,
                                 const tda_read_opts *opts, const char *message)
{
    tda_ctx *ctx;
    tda_input in, before;
    memset(&in, 0x5a, sizeof in);
    before = in;
    OK(tda_ctx_new(&ctx));
    ck_assert_int_eq(tda_input_parse(ctx, &in, name, bytes, size, opts), TDA_EFORMAT);
    ck_assert_str_eq(tda_ctx_message(ctx), message);
    ck_assert_mem_eq(&in, &before, sizeof in);
    tda_ctx_free(ctx);
}

static inline void refused(tda_format format, const char *text, const char *message)
{
    tda_read_opts o = in_format(format);
    refused_bytes("f", text, strlen(text), &o, message);
}

static inline tda_input parsed_bytes(const char *name, const char *bytes, size_t size,
                                     const tda_read_opts *opts)
{
    tda_ctx *ctx;
    tda_input in = {0};
    OK(tda_ctx_new(&ctx));
    tda_status st = tda_input_parse(ctx, &in, name, bytes, size, opts);
    ck_assert_msg(st == TDA_OK, "%s", tda_ctx_message(ctx));
    tda_ctx_free(ctx);
    return in;
}

static inline tda_input parsed(tda_format format, const char *text)
{
    tda_read_opts o = in_format(format);
    tda_input in = parsed_bytes("f", text, strlen(text), &o);
    ck_assert_int_eq(in.format, format);
    return in;
}

/* A text is these points. */
#define IS_CLOUD(format, text, n, d, ...)                                                \
    do {                                                                                 \
        const double want_[] = {__VA_ARGS__};                                            \
        tda_input in_ = parsed(format, text);                                            \
        ck_assert_int_eq(in_.kind, TDA_KIND_CLOUD);                                      \
        ck_assert_int_eq(in_.cloud.size, n);                                             \
        ck_assert_int_eq(in_.cloud.dimension, d);                                        \
        ck_assert_mem_eq(in_.cloud.at, want_, sizeof(double) * (n) * (d));               \
        tda_input_clear(&in_);                                                           \
    } while (0)

/* A text is these dense distances, listed below the diagonal. */
#define IS_DENSE(format, text, n, ...)                                                   \
    do {                                                                                 \
        const double want_[] = {__VA_ARGS__};                                            \
        tda_input in_ = parsed(format, text);                                            \
        ck_assert_int_eq(in_.kind, TDA_KIND_DISTANCES);                                  \
        ck_assert_int_eq(in_.distances.size, n);                                         \
        ck_assert_ptr_nonnull(in_.distances.lower);                                      \
        ck_assert_mem_eq(in_.distances.lower, want_,                                     \
                         sizeof(double) * (n) * ((n)-1) / 2);                            \
        tda_input_clear(&in_);                                                           \
    } while (0)

/* Every allocation and every poll of reading these bytes may fail. */
static inline void survives(const char *bytes, size_t size, const tda_read_opts *opts)
{
    tda_ctx *ctx;
    tda_input in = {0};
    OK(tda_ctx_new(&ctx));
    EACH_OOM(tda_input_parse(ctx, &in, "f", bytes, size, opts), in.kind == TDA_KIND_NONE);
    tda_input_clear(&in);
    EACH_CANCEL(tda_input_parse(ctx, &in, "f", bytes, size, opts),
                in.kind == TDA_KIND_NONE);
    tda_input_clear(&in);
    tda_ctx_free(ctx);
}

/* A file being put together. */
typedef struct bytes {
    char at[1 << 14];
    size_t size;
} bytes;

static inline void put(bytes *b, const void *at, size_t size)
{
    if (size > sizeof b->at - b->size)
        ck_abort_msg("this file is too large");
    memcpy(b->at + b->size, at, size);
    b->size += size;
}

static inline void put_text(bytes *b, const char *text)
{
    put(b, text, strlen(text));
}

static inline void put_number(bytes *b, double value)
{
    char text[TDA_NUMBER_CHARS];
    put(b, text, (size_t)tda_number_write(text, value));
}

/* The lowest `width` bytes, little-endian. */
static inline void put_word(bytes *b, uint64_t bits, int width)
{
    for (int i = 0; i < width; i++, bits >>= 8)
        put(b, &(unsigned char){(unsigned char)bits}, 1);
}

static inline void put_f8(bytes *b, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    put_word(b, bits, 8);
}

static inline void put_f4(bytes *b, double value)
{
    uint32_t bits;
    float f = (float)value;
    memcpy(&bits, &f, sizeof bits);
    put_word(b, bits, 4);
}

#endif
