/* SPDX-License-Identifier: GPL-3.0-or-later */
/* write.c - A table of features as csv and npz, and what is known of it as JSON. */
#include "io/write.h"
#include "features/private.h"
#include "io/npz.h"
#include <string.h>

tda_status tda_features_csv(tda_ctx *ctx, tda_bytes *out, const tda_feature_table *t)
{
    tda_status st = TDA_OK;
    tda_index before = out->size;
    for (tda_index c = 0; c < t->columns; c++) {
        TRY(tdai_bytes_text(ctx, out, c ? "," : ""));
        TRY(tdai_bytes_text(ctx, out, t->column[c]));
    }
    TRY(tdai_bytes_text(ctx, out, "\n"));
    for (tda_index r = 0; r < t->rows; r++) {
        TRY(tdai_poll(ctx, "writing features", r, t->rows));
        for (tda_index c = 0; c < t->columns; c++) {
            TRY(tdai_bytes_text(ctx, out, c ? "," : ""));
            TRY(tdai_bytes_number(ctx, out, t->value[r * t->columns + c]));
        }
        TRY(tdai_bytes_text(ctx, out, "\n"));
    }
done:
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}

static tda_status write_input(tda_ctx *ctx, tda_bytes *out, const tda_feature_table *t,
                              tda_index r)
{
    tda_status st = TDA_OK;
    TRY(tdai_bytes_text(ctx, out, "{\"name\": "));
    TRY(tdai_json_string(ctx, out, t->input[r]));
    if (t->hash && t->hash[r]) {
        TRY(tdai_bytes_text(ctx, out, ", \"sha256\": "));
        TRY(tdai_json_string(ctx, out, t->hash[r]));
    }
    if (t->failure && t->failure[r]) {
        TRY(tdai_bytes_text(ctx, out, ", \"failure\": "));
        TRY(tdai_json_string(ctx, out, t->failure[r]));
    }
    TRY(tdai_bytes_text(ctx, out, "}"));
done:
    return st;
}

tda_status tda_features_json(tda_ctx *ctx, tda_bytes *out, const tda_feature_table *t,
                             const tda_feature_model *model)
{
    tda_status st = TDA_OK;
    tda_index before = out->size;
    TRY(tda_feature_model_json(ctx, out, model));
    tdai_bytes_cut(out, out->size - 2); /* the brace at its end */
    TRY(tdai_bytes_printf(ctx, out, ",\n  \"seed\": %llu,\n  \"columns\": [",
                          (unsigned long long)tda_ctx_seed(ctx)));
    for (tda_index c = 0; c < t->columns; c++) {
        TRY(tdai_bytes_text(ctx, out, c ? ",\n    " : "\n    "));
        TRY(tdai_json_string(ctx, out, t->column[c]));
    }
    TRY(tdai_bytes_text(ctx, out, "],\n  \"inputs\": ["));
    for (tda_index r = 0; r < t->rows; r++) {
        TRY(tdai_poll(ctx, "writing features", r, t->rows));
        TRY(tdai_bytes_text(ctx, out, r ? ",\n    " : "\n    "));
        TRY(write_input(ctx, out, t, r));
    }
    TRY(tdai_bytes_text(ctx, out, "]}\n"));
done:
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}

tda_status tda_features_npz(tda_ctx *ctx, tda_bytes *out, const tda_feature_table *t,
                            const tda_feature_model *model)
{
    tda_status st = TDA_OK;
    tda_index before = out->size;
    tdai_npz a = tdai_npz_new(ctx, out);
    tda_bytes json = {0};
    TRY(tda_features_json(ctx, &json, t, model));
    TRY(tdai_npz_array(&a, "X.npy", "<f8", 8, 2, t->rows, t->columns, t->value));
    TRY(tdai_npz_add(&a, "meta.json", &json));
    TRY(tdai_npz_finish(&a));
done:
    tda_bytes_clear(&json);
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}
