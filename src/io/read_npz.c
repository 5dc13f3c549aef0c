/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_npz.c - A diagram out of NumPy's npz, a zip archive of npy arrays, stored or deflated.
 *
 * The list at the end of the archive tells where its members are. Those of our own archives are
 * dgm, the births and deaths, with dim, birth_cell, death_cell and cut beside it; else the arrays
 * H0, H1 ... of births and deaths are read, as people save them. Other members are passed over. */
#include "io/bars.h"
#include "io/npy_head.h"
#include <stdio.h>
#include <string.h>
#include <zlib.h>

enum { LOCAL = 30, CENTRAL = 46, END = 22, MOST_MEMBERS = 4096, MOST_DEGREES = 64 };
enum { STORED = 0, DEFLATED = 8 };
/* More than deflate can make of a byte. */
enum { MOST_RATIO = 1040 };

/* The arrays that matter. */
enum { DGM, DIM, BIRTH_OF, DEATH_OF, CUT_OF, COLUMNS_OF };

typedef struct array {
    bool there;
    tda_bytes bytes; /* of the member, if it was deflated */
    tdai_npy npy;
} array;

typedef struct archive {
    array of[COLUMNS_OF];
    array degree[MOST_DEGREES];
} archive;

static uint32_t get2(const char *at)
{
    return (unsigned char)at[0] | (uint32_t)(unsigned char)at[1] << 8;
}

static uint32_t get4(const char *at)
{
    return get2(at) | get2(at + 2) << 16;
}

/* Where the member's name sends it, or NULL. */
static array *place_of(archive *a, const char *name, uint32_t length)
{
    static const char *const names[] = {"dgm.npy", "dim.npy", "birth_cell.npy",
                                        "death_cell.npy", "cut.npy"};
    char text[32];
    int k, used = 0;
    if (length >= sizeof text)
        return NULL;
    memcpy(text, name, length);
    text[length] = '\0';
    for (int i = 0; i < COLUMNS_OF; i++)
        if (strcmp(text, names[i]) == 0)
            return &a->of[i];
    if (sscanf(text, "H%2d.npy%n", &k, &used) == 1 && used == (int)length && k >= 0 &&
        k < MOST_DEGREES)
        return &a->degree[k];
    return NULL;
}

static tda_status inflate_member(tda_ctx *ctx, const tdai_text *t, const char *at,
                                 uint32_t packed, uint32_t size, tda_bytes *out)
{
    tda_status st = TDA_OK;
    z_stream z = {0};
    if (size / MOST_RATIO > packed)
        FAIL(TDA_EFORMAT, "%s: %u bytes cannot unpack to %u", t->name, packed, size);
    TRY(tdai_budget(ctx, size, "an array of a npz archive"));
    out->at = tdai_alloc(size, 1);
    if (!out->at || inflateInit2(&z, -MAX_WBITS) != Z_OK)
        FAIL(TDA_ENOMEM, "%s: no memory to unpack %u bytes", t->name, size);
    out->capacity = out->size = size;
    z.next_in = (z_const Bytef *)at;
    z.avail_in = packed;
    z.next_out = (Bytef *)out->at;
    z.avail_out = size;
    int end = inflate(&z, Z_FINISH);
    bool whole = end == Z_STREAM_END && z.avail_out == 0;
    inflateEnd(&z);
    if (!whole)
        FAIL(TDA_EFORMAT, "%s: an array of this archive is damaged", t->name);
done:
    return st;
}

/* Unpack the member that this entry of the list describes. */
static tda_status read_member(tda_ctx *ctx, const tdai_text *t, const char *entry,
                              array *out)
{
    tda_status st = TDA_OK;
    tda_index size = t->end - t->begin, at = get4(entry + 42);
    uint32_t method = get2(entry + 10), packed = get4(entry + 20),
             length = get4(entry + 24);
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)get2(entry + 28), entry + CENTRAL);
    if (at > size - LOCAL || memcmp(t->begin + at, "PK\3\4", 4))
        FAIL(TDA_EFORMAT, "%s: %s is not where the archive lists it", t->name, name);
    at += LOCAL + get2(t->begin + at + 26) + get2(t->begin + at + 28);
    if (packed > size || at > size - packed)
        FAIL(TDA_EFORMAT, "%s: %s ends past the archive", t->name, name);
    if (get2(entry + 8) & 1 || (method != STORED && method != DEFLATED) ||
        (method == STORED && packed != length))
        FAIL(TDA_EFORMAT, "%s: %s is not packed as NumPy packs arrays", t->name, name);
    tdai_text member = {.name = t->name};
    if (method == DEFLATED)
        TRY(inflate_member(ctx, t, t->begin + at, packed, length, &out->bytes));
    member.begin = method == DEFLATED ? out->bytes.at : t->begin + at;
    member.end = member.begin + length;
    if (crc32_z(0, (const unsigned char *)member.begin, length) != get4(entry + 16))
        FAIL(TDA_EFORMAT, "%s: %s is damaged: its checksum differs", t->name, name);
    if (out->there)
        FAIL(TDA_EFORMAT, "%s: %s stands twice in the archive", t->name, name);
    TRY(tdai_npy_head(ctx, &out->npy, &member));
    out->there = true;
done:
    return st;
}

/* The list of members: before the record that ends the archive, a comment perhaps following. */
static tda_status read_list(tda_ctx *ctx, const tdai_text *t, archive *a)
{
    tda_status st = TDA_OK;
    tda_index size = t->end - t->begin, end = size - END;
    while (end >= 0 && size - end < 0x10000 + END && memcmp(t->begin + end, "PK\5\6", 4))
        end--;
    if (end < 0 || size - end >= 0x10000 + END)
        FAIL(TDA_EFORMAT, "%s: the archive ends before its list of members", t->name);
    uint32_t members = get2(t->begin + end + 10);
    tda_index at = get4(t->begin + end + 16);
    if (members > MOST_MEMBERS)
        FAIL(TDA_EFORMAT, "%s: %u members, more than an archive of a diagram has",
             t->name, members);
    for (uint32_t i = 0; i < members; i++) {
        const char *entry = t->begin + at;
        TRY(tdai_poll(ctx, "reading", i, members));
        if (at > end - CENTRAL || memcmp(entry, "PK\1\2", 4) ||
            at + CENTRAL + get2(entry + 28) > end)
            FAIL(TDA_EFORMAT, "%s: the list of members is damaged", t->name);
        array *to = place_of(a, entry + CENTRAL, get2(entry + 28));
        if (to)
            TRY(read_member(ctx, t, entry, to));
        at += CENTRAL + get2(entry + 28) + get2(entry + 30) + get2(entry + 32);
    }
done:
    return st;
}

static double get(const tdai_npy *npy, tda_index i, int k)
{
    tda_index n = npy->shape[0];
    return tdai_column_get(&npy->values, npy->axes < 2  ? i
                                         : npy->fortran ? k * n + i
                                                        : 2 * i + k);
}

/* Add the bars of an array of births and deaths, all of degree k or as dim says (k = -1). */
static tda_status push_all(tdai_bar_rows *r, const tdai_text *t, const archive *a,
                           const array *pairs, int k)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = r->ctx;
    const tdai_npy *npy = &pairs->npy;
    if (npy->axes != 2 || npy->shape[1] != 2)
        FAIL(TDA_EFORMAT, "%s: an array of births and deaths has 2 columns", t->name);
    for (int c = DIM; k < 0 && c < COLUMNS_OF; c++)
        if (a->of[c].there &&
            (a->of[c].npy.axes != 1 || a->of[c].npy.shape[0] != npy->shape[0]))
            FAIL(TDA_EFORMAT, "%s: the arrays of the archive differ in length", t->name);
    for (tda_index i = 0; i < npy->shape[0]; i++) {
        static const int column[COLUMNS_OF] = {0, BAR_DEGREE, BAR_BIRTH_CELL,
                                               BAR_DEATH_CELL, BAR_CUT};
        double row[TDAI_BAR_COLUMNS];
        tdai_bar_blank(row);
        row[BAR_BIRTH] = get(npy, i, 0);
        row[BAR_DEATH] = get(npy, i, 1);
        row[BAR_DEGREE] = k < 0 ? 0 : k;
        for (int c = DIM; k < 0 && c < COLUMNS_OF; c++)
            if (a->of[c].there)
                row[column[c]] = get(&a->of[c].npy, i, 0);
        if (tdai_bar_wrong(row))
            FAIL(TDA_EFORMAT, "%s: row %lld (from 0): %s", t->name, (long long)i,
                 tdai_bar_wrong(row));
        TRY(tdai_bar_push(r, row));
    }
done:
    return st;
}

tda_status tdai_bars_npz(tdai_bar_rows *r, tdai_text *t)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = r->ctx;
    archive a = {0};
    bool any = false;
    TRY(read_list(ctx, t, &a));
    for (int k = 0; k < MOST_DEGREES; k++)
        any |= a.degree[k].there;
    if (!a.of[DGM].there && !any)
        FAIL(TDA_EFORMAT, "%s: this npz archive has no array dgm, and none named H0, H1",
             t->name);
    if (a.of[DGM].there)
        TRY(push_all(r, t, &a, &a.of[DGM], -1));
    for (int k = 0; k < MOST_DEGREES && !a.of[DGM].there; k++)
        if (a.degree[k].there)
            TRY(push_all(r, t, &a, &a.degree[k], k));
done:
    for (int i = 0; i < COLUMNS_OF; i++)
        tda_bytes_clear(&a.of[i].bytes);
    for (int k = 0; k < MOST_DEGREES; k++)
        tda_bytes_clear(&a.degree[k].bytes);
    return st;
}
