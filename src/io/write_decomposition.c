/* SPDX-License-Identifier: GPL-3.0-or-later */
/* write_decomposition.c - Decompositions as JSON: each summand as a presentation, intervals also by
 * their corners. */
#include "io/write.h"

static tda_status one(tda_ctx *ctx, tda_bytes *out, const tda_decomposition *d)
{
    tda_status st = TDA_OK;
    TRY(tdai_bytes_printf(ctx, out,
                          "{\"degree\": %d, \"intervals\": %lld, \"others\": %lld",
                          d->intervals.degree, (long long)d->intervals.size,
                          (long long)(d->size - d->intervals.size)));
    TRY(tdai_bytes_text(ctx, out, ",\n   \"summands\": ["));
    for (tda_index i = 0; i < d->size; i++) {
        TRY(tdai_poll(ctx, "writing summands", i, d->size));
        TRY(tdai_bytes_text(ctx, out, i ? ",\n    {" : "\n    {"));
        TRY(tdai_json_presentation(ctx, out, d->summand[i]));
        if (i < d->intervals.size) {
            TRY(tdai_bytes_text(ctx, out, ",\n     "));
            TRY(tdai_json_interval(ctx, out, &d->intervals, i));
        }
        TRY(tdai_bytes_text(ctx, out, "}"));
    }
    TRY(tdai_bytes_text(ctx, out, "]}"));
done:
    return st;
}

tda_status tda_decomposition_json(tda_ctx *ctx, tda_bytes *out,
                                  const tda_decomposition *decompositions,
                                  tda_index count, const tda_complex *complex)
{
    tda_status st = TDA_OK;
    tda_index before = out->size;
    int params = count ? decompositions[0].intervals.params : 0;
    for (tda_index k = 1; k < count; k++)
        if (decompositions[k].intervals.params != params)
            FAIL(TDA_EINVAL,
                 "decomposition %lld has %d parameters, decomposition 0 has %d: write "
                 "them "
                 "apart",
                 (long long)k, decompositions[k].intervals.params, params);
    if (complex && count && tda_complex_cells(complex)->params != params)
        FAIL(TDA_EINVAL, "the decompositions have %d parameters, the complex has %d",
             params, tda_complex_cells(complex)->params);
    tda_record r = count ? decompositions[0].intervals.record : tdai_record(ctx);
    TRY(tdai_bytes_text(ctx, out, "{\n  \"record\": "));
    TRY(tdai_json_record(ctx, out, &r));
    TRY(tdai_bytes_text(ctx, out, ",\n  \"axes\": "));
    TRY(tdai_json_axes(ctx, out, complex, params));
    TRY(tdai_bytes_text(ctx, out, ",\n  \"decompositions\": ["));
    for (tda_index k = 0; k < count; k++) {
        TRY(tdai_bytes_text(ctx, out, k ? ",\n  " : "\n  "));
        TRY(one(ctx, out, &decompositions[k]));
    }
    TRY(tdai_bytes_text(ctx, out, count ? "\n  ]\n}\n" : "]\n}\n"));
done:
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}
