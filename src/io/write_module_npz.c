/* SPDX-License-Identifier: GPL-3.0-or-later */
/* write_module_npz.c - Modules of intervals as NumPy's npz: the corners of all summands one after
 * another, and where those of each begin. */
#include "io/npz.h"
#include "io/write.h"
#include <string.h>

/* All modules in one, and what they do not share. */
typedef struct columns {
    int params;
    tda_index summands, corners[2];
    int64_t *degree;    /* [summands] */
    int64_t *start[2];  /* [summands + 1] */
    double *at[2];      /* [corners x params] */
    tda_index *cell[2]; /* likewise */
    tdai_arena memory;
} columns;

static tda_status measure(tda_ctx *ctx, columns *c, const tda_module *m, tda_index count)
{
    tda_status st = TDA_OK;
    c->params = count > 0 ? m[0].params : 0;
    for (tda_index d = 0; d < count; d++) {
        if (m[d].params != c->params)
            FAIL(TDA_EINVAL,
                 "module %lld has %d parameters, module 0 has %d: write them apart",
                 (long long)d, m[d].params, c->params);
        c->summands += m[d].size;
        c->corners[0] += m[d].size ? m[d].birth_start[m[d].size] : 0;
        c->corners[1] += m[d].size ? m[d].death_start[m[d].size] : 0;
    }
    c->degree = ARRAY(&c->memory, int64_t, c->summands);
    for (int k = 0; k < 2; k++) {
        c->start[k] = ZEROS(&c->memory, int64_t, c->summands + 1);
        c->at[k] = ARRAY(&c->memory, double, c->corners[k] * c->params);
        c->cell[k] = ARRAY(&c->memory, tda_index, c->corners[k] * c->params);
    }
    TRY(tdai_arena_status(ctx, &c->memory));
done:
    return st;
}

static tda_status fill(tda_ctx *ctx, columns *c, const tda_module *m, tda_index count)
{
    tda_status st = TDA_OK;
    tda_index n = 0, used[2] = {0};
    for (tda_index d = 0; d < count; d++) {
        for (int k = 0; k < 2 && m[d].size; k++) {
            const tda_index *start = k ? m[d].death_start : m[d].birth_start;
            size_t numbers = (size_t)start[m[d].size] * (size_t)c->params;
            tda_index to = used[k] * c->params;
            for (tda_index i = 0; i < m[d].size; i++)
                c->start[k][n + i + 1] = used[k] + start[i + 1];
            memcpy(c->at[k] + to, k ? m[d].death : m[d].birth, numbers * sizeof(double));
            memcpy(c->cell[k] + to, k ? m[d].death_cell : m[d].birth_cell,
                   numbers * sizeof(tda_index));
            used[k] += start[m[d].size];
        }
        for (tda_index i = 0; i < m[d].size; i++, n++) {
            TRY(tdai_poll(ctx, "writing summands", i, m[d].size));
            c->degree[n] = m[d].degree;
        }
    }
done:
    return st;
}

/* {"record": ..., "modules": [{"degree": 1, "error": 0.5, "box": [0, 0, 1, 1]}, ...]} */
static tda_status add_meta(tdai_npz *a, const tda_module *m, tda_index count)
{
    tda_status st = TDA_OK;
    tda_bytes json = {0};
    tda_record r = count ? m[0].record : tdai_record(a->ctx);
    TRY(tdai_bytes_text(a->ctx, &json, "{\"record\": "));
    TRY(tdai_json_record(a->ctx, &json, &r));
    TRY(tdai_bytes_text(a->ctx, &json, ", \"modules\": ["));
    for (tda_index d = 0; d < count; d++) {
        TRY(tdai_bytes_printf(
            a->ctx, &json, "%s{\"degree\": %d, \"error\": ", d ? ", " : "", m[d].degree));
        TRY(tdai_json_number(a->ctx, &json, m[d].error));
        TRY(tdai_bytes_text(a->ctx, &json, ", \"box\": ["));
        for (int k = 0; k < 2 * m[d].params; k++) {
            TRY(tdai_bytes_text(a->ctx, &json, k ? ", " : ""));
            TRY(tdai_json_number(a->ctx, &json, m[d].box[k]));
        }
        TRY(tdai_bytes_text(a->ctx, &json, "]}"));
    }
    TRY(tdai_bytes_text(a->ctx, &json, "]}\n"));
    TRY(tdai_npz_add(a, "meta.json", &json));
done:
    tda_bytes_clear(&json);
    return st;
}

tda_status tda_module_npz(tda_ctx *ctx, tda_bytes *out, const tda_module *modules,
                          tda_index count)
{
    static const char *const names[2][3] = {
        {"birth.npy", "birth_start.npy", "birth_cell.npy"},
        {"death.npy", "death_start.npy", "death_cell.npy"}};
    tda_status st = TDA_OK;
    tda_index before = out->size;
    columns c = {0};
    tdai_npz a = tdai_npz_new(ctx, out);
    TRY(measure(ctx, &c, modules, count));
    TRY(fill(ctx, &c, modules, count));
    TRY(tdai_npz_array(&a, "degree.npy", "<i8", 8, 1, c.summands, 1, c.degree));
    for (int k = 0; k < 2; k++) {
        const char *const *name = names[k];
        TRY(tdai_npz_array(&a, name[0], "<f8", 8, 2, c.corners[k], c.params, c.at[k]));
        TRY(tdai_npz_array(&a, name[1], "<i8", 8, 1, c.summands + 1, 1, c.start[k]));
        TRY(tdai_npz_array(&a, name[2], "<i8", 8, 2, c.corners[k], c.params, c.cell[k]));
    }
    TRY(add_meta(&a, modules, count));
    TRY(tdai_npz_finish(&a));
done:
    tdai_arena_free(&c.memory);
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}
