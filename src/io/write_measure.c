/* SPDX-License-Identifier: GPL-3.0-or-later */
/* write_measure.c - Signed measures as tables: one row a point mass, its degree in front and
 * its weight at the end. */
#include "io/write.h"

static tda_status csv_rows(tda_ctx *ctx, tda_bytes *out, const tda_measure *m)
{
    tda_status st = TDA_OK;
    for (tda_index i = 0; i < m->size; i++) {
        TRY(tdai_poll(ctx, "writing a measure", i, m->size));
        TRY(tdai_bytes_index(ctx, out, m->degree));
        for (int p = 0; p < m->params; p++) {
            TRY(tdai_bytes_text(ctx, out, ","));
            TRY(tdai_bytes_number(ctx, out, m->at[i * m->params + p]));
        }
        TRY(tdai_bytes_text(ctx, out, ","));
        TRY(tdai_bytes_index(ctx, out, m->weight[i]));
        TRY(tdai_bytes_text(ctx, out, "\n"));
    }
done:
    return st;
}

tda_status tda_measure_csv(tda_ctx *ctx, tda_bytes *out, const tda_measure *measures,
                           tda_index count)
{
    tda_status st = TDA_OK;
    tda_index before = out->size;
    int params;
    TRY(tdai_measures_params(ctx, &params, measures, count));
    TRY(tdai_bytes_text(ctx, out, "degree"));
    for (int p = 0; p < params; p++)
        TRY(tdai_bytes_printf(ctx, out, ",x%d", p + 1));
    TRY(tdai_bytes_text(ctx, out, ",weight\n"));
    for (tda_index i = 0; i < count; i++)
        TRY(csv_rows(ctx, out, &measures[i]));
done:
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}

static tda_status npy_rows(tda_ctx *ctx, tda_bytes *out, const tda_measure *m)
{
    tda_status st = TDA_OK;
    const int64_t exact = (int64_t)1 << 53;
    for (tda_index i = 0; i < m->size; i++) {
        TRY(tdai_poll(ctx, "writing a measure", i, m->size));
        double degree = m->degree, weight = (double)m->weight[i];
        if (m->weight[i] > exact || m->weight[i] < -exact)
            FAIL(TDA_EINVAL,
                 "weight %lld of point %lld in degree %d is not exact as a double: write "
                 "csv",
                 (long long)m->weight[i], (long long)i, m->degree);
        TRY(tdai_npy_words(ctx, out, &degree, 1));
        TRY(tdai_npy_words(ctx, out, m->at + i * m->params, m->params));
        TRY(tdai_npy_words(ctx, out, &weight, 1));
    }
done:
    return st;
}

tda_status tda_measure_npy(tda_ctx *ctx, tda_bytes *out, const tda_measure *measures,
                           tda_index count)
{
    tda_status st = TDA_OK;
    tda_index before = out->size, atoms = 0;
    int params;
    TRY(tdai_measures_params(ctx, &params, measures, count));
    for (tda_index i = 0; i < count; i++)
        atoms += measures[i].size;
    TRY(tdai_npy_begin(ctx, out, "<f8", 2, (tda_index[]){atoms, params + 2}));
    for (tda_index i = 0; i < count; i++)
        TRY(npy_rows(ctx, out, &measures[i]));
done:
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}
