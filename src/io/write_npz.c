/* SPDX-License-Identifier: GPL-3.0-or-later */
/* write_npz.c - A diagram or signed barcodes as NumPy's npz: a zip archive of npy arrays, stored as they are.
 *
 * Every member carries the same date, the first that zip knows, so that equal diagrams make equal
 * files. Lengths are 32 bits wide, which is enough for eighty million bars. */
#include "io/write.h"
#include <stdio.h>
#include <string.h>
#include <zlib.h>

enum { NAME = 32, MEMBERS = 64 + 8, LOCAL = 30, CENTRAL = 46, END = 22 };
#define MOST_BYTES ((tda_index)UINT32_MAX)

typedef struct member {
    char name[NAME];
    uint32_t crc, size, at;
} member;

typedef struct archive {
    tda_ctx *ctx;
    tda_bytes *out;
    tda_index begin; /* where it starts in out */
    member list[MEMBERS];
    int members;
} archive;

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
static void put_common(char *to, const member *m)
{
    put2(to, 20);       /* version 2.0 */
    put2(to + 8, 0x21); /* 1 January 1980; flags, method and time are 0 */
    put4(to + 10, m->crc);
    put4(to + 14, m->size);
    put4(to + 18, m->size);
    put2(to + 22, (uint32_t)strlen(m->name));
}

/* Put what stands past `begin` in *bytes into the archive. */
static tda_status add(archive *a, const char *name, const tda_bytes *bytes)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = a->ctx;
    tda_index at = a->out->size - a->begin;
    if (bytes->size > MOST_BYTES - at - 4096)
        FAIL(TDA_ELIMIT, "npz: the diagram passes 4 GB; write it as npy");
    member *m = &a->list[a->members++];
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

static tda_status finish(archive *a)
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

static tda_status add_array(archive *a, const char *name, const char *descr, int width,
                            int axes, tda_index rows, tda_index columns,
                            const void *values)
{
    tda_status st = TDA_OK;
    tda_bytes npy = {0};
    TRY(tdai_npy_array(a->ctx, &npy, descr, width, axes, (tda_index[]){rows, columns},
                       values));
    TRY(add(a, name, &npy));
done:
    tda_bytes_clear(&npy);
    return st;
}

static tda_status add_meta(archive *a, const tda_diagram *d)
{
    static const char *const kinds[] = {
        [TDA_CELL_ROW] = "row", [TDA_CELL_PAIR] = "pair", [TDA_CELL_PIXEL] = "pixel"};
    tda_status st = TDA_OK;
    tda_bytes json = {0};
    TRY(tdai_bytes_text(a->ctx, &json, "{\"record\": "));
    TRY(tdai_json_record(a->ctx, &json, &d->record));
    TRY(tdai_bytes_printf(a->ctx, &json, ", \"cells\": \"%s\"}\n", kinds[d->cells]));
    TRY(add(a, "meta.json", &json));
done:
    tda_bytes_clear(&json);
    return st;
}

static tda_status add_all(archive *a, const tda_diagram *d, const double *pairs,
                          const int64_t *degree)
{
    tda_status st = TDA_OK;
    tda_index bars = d->degrees ? d->start[d->degrees] : 0;
    TRY(add_array(a, "dgm.npy", "<f8", 8, 2, bars, 2, pairs));
    TRY(add_array(a, "dim.npy", "<i8", 8, 1, bars, 1, degree));
    TRY(add_array(a, "birth_cell.npy", "<i8", 8, 1, bars, 1, d->birth_cell));
    TRY(add_array(a, "death_cell.npy", "<i8", 8, 1, bars, 1, d->death_cell));
    TRY(add_array(a, "cut.npy", "|b1", 1, 1, bars, 1, d->cut));
    for (int k = 0; k < d->degrees && k < 64; k++) {
        char name[NAME];
        snprintf(name, sizeof name, "H%d.npy", k);
        TRY(add_array(a, name, "<f8", 8, 2, d->start[k + 1] - d->start[k], 2,
                      pairs + 2 * d->start[k]));
    }
    TRY(add_meta(a, d));
    TRY(finish(a));
done:
    return st;
}

tda_status tda_diagram_npz(tda_ctx *ctx, tda_bytes *out, const tda_diagram *d)
{
    tda_status st = TDA_OK;
    tda_index before = out->size, bars = d->degrees ? d->start[d->degrees] : 0;
    tdai_arena tmp = {0};
    archive a = {.ctx = ctx, .out = out, .begin = before};
    TRY(tdai_diagram_check(ctx, d));
    double *pairs = ARRAY(&tmp, double, 2 * bars);
    int64_t *degree = ARRAY(&tmp, int64_t, bars);
    TRY(tdai_arena_status(ctx, &tmp));
    for (int k = 0; k < d->degrees; k++)
        for (tda_index i = d->start[k]; i < d->start[k + 1]; i++) {
            TRY(tdai_poll(ctx, "writing a diagram", i, bars));
            pairs[2 * i] = d->birth[i];
            pairs[2 * i + 1] = d->death[i];
            degree[i] = k;
        }
    TRY(add_all(&a, d, pairs, degree));
done:
    tdai_arena_free(&tmp);
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}

static tda_status bars_meta(archive *a, const tda_signed_barcode *b)
{
    tda_status st = TDA_OK;
    tda_bytes json = {0};
    TRY(tdai_bytes_text(a->ctx, &json, "{\"record\": "));
    TRY(tdai_json_record(a->ctx, &json, &b->record));
    TRY(tdai_bytes_printf(a->ctx, &json, ", \"bars\": \"%s\"}\n",
                          b->shape == TDA_BAR_HOOK ? "hooks" : "rectangles"));
    TRY(add(a, "meta.json", &json));
done:
    tda_bytes_clear(&json);
    return st;
}

tda_status tda_signed_barcode_npz(tda_ctx *ctx, tda_bytes *out,
                                  const tda_signed_barcode *barcodes, tda_index count)
{
    tda_status st = TDA_OK;
    tda_index before = out->size, bars = 0, n = 0;
    tdai_arena tmp = {0};
    archive a = {.ctx = ctx, .out = out, .begin = before};
    tda_signed_barcode all = {.record = tdai_record(ctx)};
    if (count > 0)
        all = barcodes[0];
    for (tda_index d = 0; d < count; d++) {
        bars += barcodes[d].size;
        if (barcodes[d].params != all.params || barcodes[d].shape != all.shape)
            FAIL(TDA_EINVAL,
                 "signed barcode %lld has other parameters or bars than barcode 0: write "
                 "them apart",
                 (long long)d);
    }
    double *birth = ARRAY(&tmp, double, bars *all.params),
           *death = ARRAY(&tmp, double, bars *all.params);
    int64_t *weight = ARRAY(&tmp, int64_t, bars), *degree = ARRAY(&tmp, int64_t, bars);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index d = 0; d < count; d++)
        for (tda_index i = 0; i < barcodes[d].size; i++, n++) {
            TRY(tdai_poll(ctx, "writing bars", n, bars));
            degree[n] = barcodes[d].degree;
            weight[n] = barcodes[d].weight[i];
            for (int k = 0; k < all.params; k++) {
                birth[n * all.params + k] = barcodes[d].birth[i * all.params + k];
                death[n * all.params + k] = barcodes[d].death[i * all.params + k];
            }
        }
    TRY(add_array(&a, "degree.npy", "<i8", 8, 1, bars, 1, degree));
    TRY(add_array(&a, "birth.npy", "<f8", 8, 2, bars, all.params, birth));
    TRY(add_array(&a, "death.npy", "<f8", 8, 2, bars, all.params, death));
    TRY(add_array(&a, "weight.npy", "<i8", 8, 1, bars, 1, weight));
    TRY(bars_meta(&a, &all));
    TRY(finish(&a));
done:
    tdai_arena_free(&tmp);
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}
