/* SPDX-License-Identifier: GPL-3.0-or-later */
/* write_module.c - Modules of intervals as a table of corners and as JSON. */
#include "io/write.h"

static tda_status same_params(tda_ctx *ctx, int *params, const tda_module *m,
                              tda_index count)
{
    tda_status st = TDA_OK;
    *params = count > 0 ? m[0].params : 0;
    for (tda_index k = 1; k < count; k++)
        if (m[k].params != *params)
            FAIL(TDA_EINVAL,
                 "module %lld has %d parameters, module 0 has %d: write them apart",
                 (long long)k, m[k].params, *params);
done:
    return st;
}

/* The corners of one side of a summand, a row each. */
static tda_status csv_corners(tda_ctx *ctx, tda_bytes *out, const tda_module *m,
                              tda_index i, bool death)
{
    tda_status st = TDA_OK;
    const tda_index *start = death ? m->death_start : m->birth_start;
    const double *at = death ? m->death : m->birth;
    for (tda_index c = start[i]; c < start[i + 1]; c++) {
        TRY(tdai_bytes_index(ctx, out, m->degree));
        TRY(tdai_bytes_text(ctx, out, ","));
        TRY(tdai_bytes_index(ctx, out, i));
        TRY(tdai_bytes_text(ctx, out, death ? ",death" : ",birth"));
        for (int k = 0; k < m->params; k++) {
            TRY(tdai_bytes_text(ctx, out, ","));
            TRY(tdai_bytes_number(ctx, out, at[c * m->params + k]));
        }
        TRY(tdai_bytes_text(ctx, out, "\n"));
    }
done:
    return st;
}

tda_status tda_module_csv(tda_ctx *ctx, tda_bytes *out, const tda_module *modules,
                          tda_index count)
{
    tda_status st = TDA_OK;
    tda_index before = out->size;
    int params;
    TRY(same_params(ctx, &params, modules, count));
    TRY(tdai_bytes_text(ctx, out, "degree,summand,corner"));
    for (int k = 0; k < params; k++)
        TRY(tdai_bytes_printf(ctx, out, ",x%d", k + 1));
    TRY(tdai_bytes_text(ctx, out, "\n"));
    for (tda_index d = 0; d < count; d++)
        for (tda_index i = 0; i < modules[d].size; i++) {
            TRY(tdai_poll(ctx, "writing summands", i, modules[d].size));
            TRY(csv_corners(ctx, out, &modules[d], i, false));
            TRY(csv_corners(ctx, out, &modules[d], i, true));
        }
done:
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}

/* [[x, y], ...] of points, or of their cells. */
static tda_status json_rows(tda_ctx *ctx, tda_bytes *out, const char *name,
                            const double *at, const tda_index *cell, tda_index begin,
                            tda_index end, int params)
{
    tda_status st = TDA_OK;
    TRY(tdai_bytes_printf(ctx, out, "\"%s\": [", name));
    for (tda_index i = begin; i < end; i++) {
        for (int k = 0; k < params; k++) {
            TRY(tdai_bytes_text(ctx, out, k ? ", " : i > begin ? ", [" : "["));
            if (at)
                TRY(tdai_json_number(ctx, out, at[i * params + k]));
            else
                TRY(tdai_bytes_index(ctx, out, cell[i * params + k]));
        }
        TRY(tdai_bytes_text(ctx, out, "]"));
    }
    TRY(tdai_bytes_text(ctx, out, "]"));
done:
    return st;
}

tda_status tdai_json_interval(tda_ctx *ctx, tda_bytes *out, const tda_module *m,
                              tda_index i)
{
    tda_status st = TDA_OK;
    const tda_index *b = m->birth_start + i, *d = m->death_start + i;
    TRY(json_rows(ctx, out, "births", m->birth, NULL, b[0], b[1], m->params));
    TRY(tdai_bytes_text(ctx, out, ",\n        "));
    TRY(json_rows(ctx, out, "deaths", m->death, NULL, d[0], d[1], m->params));
    TRY(tdai_bytes_text(ctx, out, ",\n        "));
    TRY(json_rows(ctx, out, "birth_cells", NULL, m->birth_cell, b[0], b[1], m->params));
    TRY(tdai_bytes_text(ctx, out, ",\n        "));
    TRY(json_rows(ctx, out, "death_cells", NULL, m->death_cell, d[0], d[1], m->params));
done:
    return st;
}

tda_status tda_module_json(tda_ctx *ctx, tda_bytes *out, const tda_module *modules,
                           tda_index count, const tda_complex *complex)
{
    tda_status st = TDA_OK;
    tda_index before = out->size;
    int params;
    TRY(same_params(ctx, &params, modules, count));
    if (complex && count && tda_complex_cells(complex)->params != params)
        FAIL(TDA_EINVAL, "the modules have %d parameters, the complex has %d", params,
             tda_complex_cells(complex)->params);
    tda_record r = count ? modules[0].record : tdai_record(ctx);
    TRY(tdai_bytes_text(ctx, out, "{\n  \"record\": "));
    TRY(tdai_json_record(ctx, out, &r));
    TRY(tdai_bytes_text(ctx, out, ",\n  \"axes\": "));
    TRY(tdai_json_axes(ctx, out, complex, params));
    TRY(tdai_bytes_text(ctx, out, ",\n  \"modules\": ["));
    for (tda_index d = 0; d < count; d++) {
        const tda_module *m = &modules[d];
        TRY(tdai_bytes_printf(
            ctx, out, "%s\n    {\"degree\": %d, \"error\": ", d ? "," : "", m->degree));
        TRY(tdai_json_number(ctx, out, m->error));
        TRY(tdai_bytes_text(ctx, out, ", "));
        TRY(json_rows(ctx, out, "box", m->box, NULL, 0, 2, params));
        TRY(tdai_bytes_text(ctx, out, ",\n     \"summands\": ["));
        for (tda_index i = 0; i < m->size; i++) {
            TRY(tdai_poll(ctx, "writing summands", i, m->size));
            TRY(tdai_bytes_text(ctx, out, i ? ",\n       {" : "\n       {"));
            TRY(tdai_json_interval(ctx, out, m, i));
            TRY(tdai_bytes_text(ctx, out, "}"));
        }
        TRY(tdai_bytes_text(ctx, out, "]}"));
    }
    TRY(tdai_bytes_text(ctx, out, count ? "\n  ]\n}\n" : "]\n}\n"));
done:
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}
