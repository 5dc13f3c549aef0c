/* SPDX-License-Identifier: GPL-3.0-or-later */
/* write_signed_barcode.c - Signed barcodes as tables and as JSON: one row a bar, where it begins,
 * where it ends and its weight. */
#include "io/write.h"
#include <math.h>

static tda_status same_params(tda_ctx *ctx, int *params, const tda_signed_barcode *b,
                              tda_index count)
{
    tda_status st = TDA_OK;
    *params = count > 0 ? b[0].params : 0;
    for (tda_index k = 1; k < count; k++)
        if (b[k].params != *params || b[k].shape != b[0].shape)
            FAIL(TDA_EINVAL,
                 "signed barcode %lld has other parameters or bars than barcode 0: write "
                 "them apart",
                 (long long)k);
done:
    return st;
}

/* The 2 params numbers of a bar, each after a comma. */
static tda_status csv_bar(tda_ctx *ctx, tda_bytes *out, const tda_signed_barcode *b,
                          tda_index i)
{
    tda_status st = TDA_OK;
    for (int k = 0; k < 2 * b->params; k++) {
        const double *from = k < b->params ? b->birth : b->death;
        TRY(tdai_bytes_text(ctx, out, ","));
        TRY(tdai_bytes_number(ctx, out, from[i * b->params + k % b->params]));
    }
done:
    return st;
}

tda_status tda_signed_barcode_csv(tda_ctx *ctx, tda_bytes *out,
                                  const tda_signed_barcode *barcodes, tda_index count)
{
    tda_status st = TDA_OK;
    tda_index before = out->size;
    int params;
    TRY(same_params(ctx, &params, barcodes, count));
    TRY(tdai_bytes_text(ctx, out, "degree"));
    for (int k = 0; k < 2 * params; k++)
        TRY(tdai_bytes_printf(ctx, out, ",%c%d", k < params ? 'a' : 'b', k % params + 1));
    TRY(tdai_bytes_text(ctx, out, ",weight\n"));
    for (tda_index d = 0; d < count; d++)
        for (tda_index i = 0; i < barcodes[d].size; i++) {
            TRY(tdai_poll(ctx, "writing bars", i, barcodes[d].size));
            TRY(tdai_bytes_index(ctx, out, barcodes[d].degree));
            TRY(csv_bar(ctx, out, &barcodes[d], i));
            TRY(tdai_bytes_text(ctx, out, ","));
            TRY(tdai_bytes_index(ctx, out, barcodes[d].weight[i]));
            TRY(tdai_bytes_text(ctx, out, "\n"));
        }
done:
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}

tda_status tda_signed_barcode_npy(tda_ctx *ctx, tda_bytes *out,
                                  const tda_signed_barcode *barcodes, tda_index count)
{
    tda_status st = TDA_OK;
    tda_index before = out->size, bars = 0;
    const int64_t exact = (int64_t)1 << 53;
    int params;
    TRY(same_params(ctx, &params, barcodes, count));
    for (tda_index d = 0; d < count; d++)
        bars += barcodes[d].size;
    TRY(tdai_npy_begin(ctx, out, "<f8", 2, (tda_index[]){bars, 2 * params + 2}));
    for (tda_index d = 0; d < count; d++)
        for (tda_index i = 0; i < barcodes[d].size; i++) {
            const tda_signed_barcode *b = &barcodes[d];
            double degree = b->degree, weight = (double)b->weight[i];
            TRY(tdai_poll(ctx, "writing bars", i, b->size));
            if (b->weight[i] > exact || b->weight[i] < -exact)
                FAIL(TDA_EINVAL,
                     "weight %lld of bar %lld in degree %d is not exact as a double: "
                     "write "
                     "csv",
                     (long long)b->weight[i], (long long)i, b->degree);
            TRY(tdai_npy_words(ctx, out, &degree, 1));
            TRY(tdai_npy_words(ctx, out, b->birth + i * params, params));
            TRY(tdai_npy_words(ctx, out, b->death + i * params, params));
            TRY(tdai_npy_words(ctx, out, &weight, 1));
        }
done:
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}

static tda_status json_points(tda_ctx *ctx, tda_bytes *out, const char *name,
                              const double *at, tda_index n, int params)
{
    tda_status st = TDA_OK;
    TRY(tdai_bytes_printf(ctx, out, ",\n     \"%s\": [", name));
    for (tda_index i = 0; i < n; i++) {
        TRY(tdai_poll(ctx, "writing bars", i, n));
        for (int k = 0; k < params; k++) {
            TRY(tdai_bytes_text(ctx, out, k ? ", " : i ? ", [" : "["));
            TRY(tdai_json_number(ctx, out, at[i * params + k]));
        }
        TRY(tdai_bytes_text(ctx, out, "]"));
    }
    TRY(tdai_bytes_text(ctx, out, "]"));
done:
    return st;
}

tda_status tda_signed_barcode_json(tda_ctx *ctx, tda_bytes *out,
                                   const tda_signed_barcode *barcodes, tda_index count,
                                   const tda_complex *complex)
{
    tda_status st = TDA_OK;
    tda_index before = out->size;
    int params;
    TRY(same_params(ctx, &params, barcodes, count));
    if (complex && count && tda_complex_cells(complex)->params != params)
        FAIL(TDA_EINVAL, "the signed barcodes have %d parameters, the complex has %d",
             params, tda_complex_cells(complex)->params);
    tda_record r = count ? barcodes[0].record : tdai_record(ctx);
    TRY(tdai_bytes_text(ctx, out, "{\n  \"record\": "));
    TRY(tdai_json_record(ctx, out, &r));
    TRY(tdai_bytes_text(ctx, out, ",\n  \"axes\": "));
    TRY(tdai_json_axes(ctx, out, complex, params));
    TRY(tdai_bytes_text(ctx, out, ",\n  \"signed_barcodes\": ["));
    for (tda_index d = 0; d < count; d++) {
        const tda_signed_barcode *b = &barcodes[d];
        TRY(tdai_bytes_printf(ctx, out, "%s\n    {\"degree\": %d, \"bars\": \"%s\"",
                              d ? "," : "", b->degree,
                              b->shape == TDA_BAR_HOOK ? "hooks" : "rectangles"));
        TRY(json_points(ctx, out, "births", b->birth, b->size, params));
        TRY(json_points(ctx, out, "deaths", b->death, b->size, params));
        TRY(tdai_bytes_text(ctx, out, ",\n     \"weights\": ["));
        for (tda_index i = 0; i < b->size; i++) {
            TRY(tdai_bytes_text(ctx, out, i ? ", " : ""));
            TRY(tdai_bytes_index(ctx, out, b->weight[i]));
        }
        TRY(tdai_bytes_text(ctx, out, "]}"));
    }
    TRY(tdai_bytes_text(ctx, out, count ? "\n  ]\n}\n" : "]\n}\n"));
done:
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}
