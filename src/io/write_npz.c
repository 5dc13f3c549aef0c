/* SPDX-License-Identifier: GPL-3.0-or-later */
/* write_npz.c - A diagram or signed barcodes as NumPy's npz. */
#include "io/npz.h"
#include "io/write.h"
#include <stdio.h>

static tda_status add_meta(tdai_npz *a, const tda_diagram *d)
{
    static const char *const kinds[] = {
        [TDA_CELL_ROW] = "row", [TDA_CELL_PAIR] = "pair", [TDA_CELL_PIXEL] = "pixel"};
    tda_status st = TDA_OK;
    tda_bytes json = {0};
    TRY(tdai_bytes_text(a->ctx, &json, "{\"record\": "));
    TRY(tdai_json_record(a->ctx, &json, &d->record));
    TRY(tdai_bytes_printf(a->ctx, &json, ", \"cells\": \"%s\"}\n", kinds[d->cells]));
    TRY(tdai_npz_add(a, "meta.json", &json));
done:
    tda_bytes_clear(&json);
    return st;
}

static tda_status add_all(tdai_npz *a, const tda_diagram *d, const double *pairs,
                          const int64_t *degree)
{
    tda_status st = TDA_OK;
    tda_index bars = d->degrees ? d->start[d->degrees] : 0;
    TRY(tdai_npz_array(a, "dgm.npy", "<f8", 8, 2, bars, 2, pairs));
    TRY(tdai_npz_array(a, "dim.npy", "<i8", 8, 1, bars, 1, degree));
    TRY(tdai_npz_array(a, "birth_cell.npy", "<i8", 8, 1, bars, 1, d->birth_cell));
    TRY(tdai_npz_array(a, "death_cell.npy", "<i8", 8, 1, bars, 1, d->death_cell));
    TRY(tdai_npz_array(a, "cut.npy", "|b1", 1, 1, bars, 1, d->cut));
    for (int k = 0; k < d->degrees && k < 64; k++) {
        char name[TDAI_NPZ_NAME];
        snprintf(name, sizeof name, "H%d.npy", k);
        TRY(tdai_npz_array(a, name, "<f8", 8, 2, d->start[k + 1] - d->start[k], 2,
                           pairs + 2 * d->start[k]));
    }
    TRY(add_meta(a, d));
    TRY(tdai_npz_finish(a));
done:
    return st;
}

tda_status tda_diagram_npz(tda_ctx *ctx, tda_bytes *out, const tda_diagram *d)
{
    tda_status st = TDA_OK;
    tda_index before = out->size, bars = d->degrees ? d->start[d->degrees] : 0;
    tdai_arena tmp = {0};
    tdai_npz a = tdai_npz_new(ctx, out);
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

static tda_status bars_meta(tdai_npz *a, const tda_signed_barcode *b)
{
    tda_status st = TDA_OK;
    tda_bytes json = {0};
    TRY(tdai_bytes_text(a->ctx, &json, "{\"record\": "));
    TRY(tdai_json_record(a->ctx, &json, &b->record));
    TRY(tdai_bytes_printf(a->ctx, &json, ", \"bars\": \"%s\"}\n",
                          b->shape == TDA_BAR_HOOK ? "hooks" : "rectangles"));
    TRY(tdai_npz_add(a, "meta.json", &json));
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
    tdai_npz a = tdai_npz_new(ctx, out);
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
    TRY(tdai_npz_array(&a, "degree.npy", "<i8", 8, 1, bars, 1, degree));
    TRY(tdai_npz_array(&a, "birth.npy", "<f8", 8, 2, bars, all.params, birth));
    TRY(tdai_npz_array(&a, "death.npy", "<f8", 8, 2, bars, all.params, death));
    TRY(tdai_npz_array(&a, "weight.npy", "<i8", 8, 1, bars, 1, weight));
    TRY(bars_meta(&a, &all));
    TRY(tdai_npz_finish(&a));
done:
    tdai_arena_free(&tmp);
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}
