/* SPDX-License-Identifier: GPL-3.0-or-later */
/* write_json.c - Signed measures as one JSON object that says how they came to be. */
#include "io/write.h"
#include <string.h>

static bool same_record(const tda_record *a, const tda_record *b)
{
    return a->field == b->field && a->scale == b->scale && a->threshold == b->threshold &&
           a->seed == b->seed && strcmp(a->version, b->version) == 0 &&
           strcmp(a->filtration, b->filtration) == 0;
}

tda_status tdai_json_axes(tda_ctx *ctx, tda_bytes *out, const tda_complex *complex,
                          int params)
{
    tda_status st = TDA_OK;
    TRY(tdai_bytes_text(ctx, out, "["));
    for (int p = 0; p < params; p++) {
        TRY(tdai_bytes_text(ctx, out, p ? ", {\"name\": " : "{\"name\": "));
        if (complex)
            TRY(tdai_json_string(ctx, out, tda_complex_axis_name(complex, p)));
        else
            TRY(tdai_bytes_printf(ctx, out, "\"parameter %d\"", p + 1));
        TRY(tdai_bytes_text(ctx, out, ", \"unit\": "));
        TRY(tdai_json_string(ctx, out, complex ? tda_complex_axis_unit(complex, p) : ""));
        TRY(tdai_bytes_text(ctx, out, "}"));
    }
    TRY(tdai_bytes_text(ctx, out, "]"));
done:
    return st;
}

tda_status tdai_json_measure(tda_ctx *ctx, tda_bytes *out, const tda_measure *m)
{
    static const char *const kind[] = {
        [TDA_CELL_ROW] = "row", [TDA_CELL_PAIR] = "pair", [TDA_CELL_PIXEL] = "pixel"};
    tda_status st = TDA_OK;
    int params = m->params;
    TRY(tdai_bytes_printf(ctx, out, "{\"degree\": %d,\n     \"points\": [", m->degree));
    for (tda_index i = 0; i < m->size; i++) {
        TRY(tdai_poll(ctx, "writing a measure", i, m->size));
        for (int p = 0; p < params; p++) {
            TRY(tdai_bytes_text(ctx, out, p ? ", " : i ? ", [" : "["));
            TRY(tdai_json_number(ctx, out, m->at[i * params + p]));
        }
        TRY(tdai_bytes_text(ctx, out, "]"));
    }
    TRY(tdai_bytes_text(ctx, out, "],\n     \"weights\": ["));
    for (tda_index i = 0; i < m->size; i++) {
        TRY(tdai_bytes_text(ctx, out, i ? ", " : ""));
        TRY(tdai_bytes_index(ctx, out, m->weight[i]));
    }
    TRY(tdai_bytes_text(ctx, out, "],\n     \"cells\": ["));
    for (tda_index i = 0; i < m->size; i++) {
        for (int p = 0; p < params; p++) {
            TRY(tdai_bytes_text(ctx, out, p ? ", " : i ? ", [" : "["));
            TRY(tdai_bytes_index(ctx, out, m->cell ? m->cell[i * params + p] : -1));
        }
        TRY(tdai_bytes_text(ctx, out, "]"));
    }
    TRY(tdai_bytes_printf(ctx, out, "],\n     \"cell_kind\": \"%s\"}", kind[m->cells]));
done:
    return st;
}

tda_status tda_measure_json(tda_ctx *ctx, tda_bytes *out, const tda_measure *measures,
                            tda_index count, const tda_complex *complex)
{
    tda_status st = TDA_OK;
    tda_index before = out->size;
    int params;
    TRY(tdai_measures_params(ctx, &params, measures, count));
    int of_complex = complex ? tda_complex_cells(complex)->params : params;
    if (count && of_complex != params)
        FAIL(TDA_EINVAL, "the measures have %d parameters, the complex has %d", params,
             of_complex);
    for (tda_index i = 1; i < count; i++)
        if (!same_record(&measures[i].record, &measures[0].record))
            FAIL(TDA_EINVAL,
                 "measure %lld was made in another way than measure 0: write them apart",
                 (long long)i);
    tda_record r = count     ? measures[0].record
                   : complex ? tda_complex_record(complex)
                             : tdai_record(ctx);

    TRY(tdai_bytes_text(ctx, out, "{\n  \"record\": "));
    TRY(tdai_json_record(ctx, out, &r));
    TRY(tdai_bytes_text(ctx, out, ",\n  \"axes\": "));
    TRY(tdai_json_axes(ctx, out, complex, of_complex));
    TRY(tdai_bytes_text(ctx, out, ",\n  \"measures\": ["));
    for (tda_index i = 0; i < count; i++) {
        TRY(tdai_bytes_text(ctx, out, i ? ",\n    " : "\n    "));
        TRY(tdai_json_measure(ctx, out, &measures[i]));
    }
    TRY(tdai_bytes_text(ctx, out, count ? "\n  ]\n}\n" : "]\n}\n"));
done:
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}
