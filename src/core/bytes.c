/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bytes.c - A growing run of bytes. */
#include "core/ctx.h"
#include <string.h>

void tda_bytes_clear(tda_bytes *bytes)
{
    tdai_free(bytes->at);
    *bytes = (tda_bytes){0};
}

static tda_status reserve(tda_ctx *ctx, tda_bytes *b, tda_index more)
{
    if (more < 0 || more > INT64_MAX - 1 - b->size)
        return tdai_fail(ctx, TDA_ELIMIT, "output: %lld bytes more overflow an index",
                         (long long)more);
    tda_index need = b->size + more + 1;
    if (need <= b->capacity)
        return TDA_OK;
    tda_index capacity = b->capacity > INT64_MAX / 2 ? need : 2 * b->capacity;
    capacity = capacity < need ? need : capacity;
    capacity = capacity < 256 ? 256 : capacity;
    char *at = tdai_realloc(b->at, capacity, 1);
    if (!at)
        return tdai_fail(ctx, TDA_ENOMEM, "no memory for %lld bytes of output",
                         (long long)capacity);
    b->at = at;
    b->capacity = capacity;
    return TDA_OK;
}

tda_status tdai_bytes_add(tda_ctx *ctx, tda_bytes *b, const void *at, tda_index size)
{
    tda_status st = reserve(ctx, b, size);
    if (st)
        return st;
    if (size)
        memcpy(b->at + b->size, at, (size_t)size);
    b->size += size;
    b->at[b->size] = '\0';
    return TDA_OK;
}

tda_status tdai_bytes_text(tda_ctx *ctx, tda_bytes *b, const char *text)
{
    return tdai_bytes_add(ctx, b, text, (tda_index)strlen(text));
}

tda_status tdai_bytes_printf(tda_ctx *ctx, tda_bytes *b, const char *fmt, ...)
{
    char small[512];
    va_list args;
    va_start(args, fmt);
    int length = tdai_vformat(small, sizeof small, fmt, args);
    va_end(args);
    if (length < 0)
        return tdai_fail(ctx, TDA_EINVAL, "output: cannot be formatted");
    if ((size_t)length < sizeof small)
        return tdai_bytes_add(ctx, b, small, length);
    tda_status st = reserve(ctx, b, length);
    if (st)
        return st;
    va_start(args, fmt);
    tdai_vformat(b->at + b->size, (size_t)length + 1, fmt, args);
    va_end(args);
    b->size += length;
    return TDA_OK;
}
