/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mem.c - The one door to malloc, and arenas on top of it. */
#include "core/private.h"
#include <stdlib.h>
#include <string.h>

static _Thread_local long until_failure = -1;

void tdai_alloc_fail(long n)
{
    until_failure = n;
}

/* The bytes of n items, or -1 where they overflow or this allocation is to fail. */
static ptrdiff_t bytes_of(tda_index n, size_t size)
{
    if (n < 0 || (size && (uint64_t)n > PTRDIFF_MAX / size))
        return -1;
    if (until_failure >= 0 && until_failure-- == 0)
        return -1;
    return n && size ? (ptrdiff_t)((size_t)n * size) : 1;
}

void *tdai_alloc(tda_index n, size_t size)
{
    ptrdiff_t bytes = bytes_of(n, size);
    return bytes < 0 ? NULL : malloc((size_t)bytes);
}

void *tdai_calloc(tda_index n, size_t size)
{
    ptrdiff_t bytes = bytes_of(n, size);
    return bytes < 0 ? NULL : calloc(1, (size_t)bytes);
}

void *tdai_realloc(void *p, tda_index n, size_t size)
{
    ptrdiff_t bytes = bytes_of(n, size);
    return bytes < 0 ? NULL : realloc(p, (size_t)bytes);
}

void tdai_free(void *p)
{
    free(p);
}

/* Each piece is a block of its own: simple, and sanitizers see every bound. The pieces of this
 * library are whole columns, few and large, so carving them from pages would gain nothing. */
struct tdai_block {
    struct tdai_block *next;
    max_align_t data[];
};

void *tdai_arena_alloc(tdai_arena *a, tda_index n, size_t size)
{
    struct tdai_block *b = NULL;
    if (n >= 0 && (!size || (uint64_t)n <= (PTRDIFF_MAX - sizeof *b) / size))
        b = tdai_alloc(1, sizeof *b + (size_t)n * size);
    if (!b) {
        a->failed = true;
        return NULL;
    }
    b->next = a->top;
    a->top = b;
    return b->data;
}

void *tdai_arena_zeros(tdai_arena *a, tda_index n, size_t size)
{
    void *p = tdai_arena_alloc(a, n, size);
    if (p)
        memset(p, 0, (size_t)n * size);
    return p;
}

void tdai_arena_free(tdai_arena *a)
{
    while (a->top) {
        struct tdai_block *b = a->top;
        a->top = b->next;
        tdai_free(b);
    }
    a->failed = false;
}

tda_status tdai_arena_status(tda_ctx *ctx, const tdai_arena *a)
{
    return a->failed ? tdai_fail(ctx, TDA_ENOMEM, "scratch memory ran out") : TDA_OK;
}
