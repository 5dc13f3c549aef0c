/* SPDX-License-Identifier: GPL-3.0-or-later */
/* npz.c - NumPy's npz: a zip archive of npy arrays, stored as they are.
 *
 * Every member carries the same date, the first that zip knows, so that equal results make equal
 * files. Lengths are 32 bits wide, which is enough for eighty million bars. */
#include "io/npz.h"
#include "io/write.h"
#include <stdio.h>
#include <string.h>
#include <zlib.h>

enum { LOCAL = 30, CENTRAL = 46, END = 22 };
#define MOST_BYTES ((tda_index)UINT32_MAX)

tdai_npz tdai_npz_new(tda_ctx *ctx, tda_bytes *out)
{
    return (tdai_npz){.ctx = ctx, .out = out, .begin = out->size};
}

static void put2(char *to, uint32_t value)
{
    to[0] = (char)(value & 255);
    to[1] = (char)(value >> 8 & 255);
}

static void put4(char *to, uint32_t value)
{
    put2(to, value);
    put2(to + 2, value >> 16);
}

/* What the local and the central head have in common: from the version needed to the length of
 * the name. */
static void put_common(char *to, const tdai_npz_member *m)
{
    put2(to, 20);       /* version 2.0 */
    put2(to + 8, 0x21); /* 1 January 1980; flags, method and time are 0 */
    put4(to + 10, m->crc);
    put4(to + 14, m->size);
    put4(to + 18, m->size);
    put2(to + 22, (uint32_t)strlen(m->name));
}

tda_status tdai_npz_add(tdai_npz *a, const char *name, const tda_bytes *bytes)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = a->ctx;
    tda_index at = a->out->size - a->begin;
    if (bytes->size > MOST_BYTES - at - 4096)
        FAIL(TDA_ELIMIT, "npz: the archive passes 4 GB; write it as npy");
    if (a->members == TDAI_NPZ_MEMBERS)
        FAIL(TDA_ELIMIT, "npz: more than %d arrays in one archive", TDAI_NPZ_MEMBERS);
    tdai_npz_member *m = &a->list[a->members++];
    snprintf(m->name, sizeof m->name, "%s", name);
    m->size = (uint32_t)bytes->size;
    m->crc = (uint32_t)crc32_z(0, (const unsigned char *)bytes->at, (size_t)bytes->size);
    m->at = (uint32_t)at;
    char head[LOCAL] = "PK\3\4";
    put_common(head + 4, m);
    TRY(tdai_bytes_add(ctx, a->out, head, LOCAL));
    TRY(tdai_bytes_text(ctx, a->out, m->name));
    TRY(tdai_bytes_add(ctx, a->out, bytes->at, bytes->size));
done:
    return st;
}

tda_status tdai_npz_finish(tdai_npz *a)
{
    tda_status st = TDA_OK;
    uint32_t at = (uint32_t)(a->out->size - a->begin);
    for (int i = 0; i < a->members; i++) {
        char head[CENTRAL] = "PK\1\2";
        put2(head + 4, 20 | 3 << 8); /* made on Unix */
        put_common(head + 6, &a->list[i]);
        put4(head + 38, (uint32_t)0100600 << 16); /* a file that its owner reads */
        put4(head + 42, a->list[i].at);
        TRY(tdai_bytes_add(a->ctx, a->out, head, CENTRAL));
        TRY(tdai_bytes_text(a->ctx, a->out, a->list[i].name));
    }
    char end[END] = "PK\5\6";
    put2(end + 8, (uint32_t)a->members);
    put2(end + 10, (uint32_t)a->members);
    put4(end + 12, (uint32_t)(a->out->size - a->begin) - at);
    put4(end + 16, at);
    TRY(tdai_bytes_add(a->ctx, a->out, end, END));
done:
    return st;
}

tda_status tdai_npz_array(tdai_npz *a, const char *name, const char *descr, int width,
                          int axes, tda_index rows, tda_index columns, const void *values)
{
    tda_status st = TDA_OK;
    tda_bytes npy = {0};
    TRY(tdai_npy_array(a->ctx, &npy, descr, width, axes, (tda_index[]){rows, columns},
                       values));
    TRY(tdai_npz_add(a, name, &npy));
done:
    tda_bytes_clear(&npy);
    return st;
}
