/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_model.c - Any bytes are a model of features: either they are refused with a sentence that names
 * the file, or what was read is written, read again, and written the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <tda.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int ok)
{
    if (!ok)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tda_ctx *ctx;
    tda_feature_model model = {0}, again = {0};
    tda_bytes first = {0}, second = {0};
    check(tda_ctx_new(&ctx) == TDA_OK);
    tda_status st =
        tda_feature_model_parse(ctx, &model, "fuzz", (const char *)data, size);
    if (st != TDA_OK) {
        check(tda_ctx_message(ctx)[0] && !model.size && !model.words);
    } else {
        check(tda_feature_model_json(ctx, &first, &model) == TDA_OK);
        check(tda_feature_model_parse(ctx, &again, "fuzz", first.at,
                                      (size_t)first.size) == TDA_OK);
        check(again.size == model.size && again.words == model.words);
        check(tda_feature_model_json(ctx, &second, &again) == TDA_OK);
        check(first.size == second.size &&
              memcmp(first.at, second.at, (size_t)first.size) == 0);
        for (tda_index i = 0; i < model.size; i++)
            check(tda_vectorizer_columns(model.vectorizer[i]) ==
                  tda_vectorizer_columns(again.vectorizer[i]));
    }
    tda_feature_model_clear(&model);
    tda_feature_model_clear(&again);
    tda_bytes_clear(&first);
    tda_bytes_clear(&second);
    tda_ctx_free(ctx);
    return 0;
}
