/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read.h - Any bytes in any format: either they are refused with a sentence, or what they hold
 * passes the checks of its noun. */
#ifndef TDA_FUZZ_READ_H
#define TDA_FUZZ_READ_H
#include <stdlib.h>
#include <string.h>
#include <tda.h>

#define HOLDS(condition)                                                                 \
    do {                                                                                 \
        if (!(condition))                                                                \
            abort();                                                                     \
    } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void read_holds(const tda_input *in, tda_ctx *ctx)
{
    switch (in->kind) {
    case TDA_KIND_CLOUD: HOLDS(tda_cloud_check(ctx, &in->cloud) == TDA_OK); break;
    case TDA_KIND_DISTANCES:
        HOLDS(in->distances.size > 0);
        HOLDS(tda_distances_check(ctx, &in->distances) == TDA_OK);
        break;
    case TDA_KIND_IMAGE: HOLDS(tda_image_check(ctx, &in->image) == TDA_OK); break;
    case TDA_KIND_COMPLEX: HOLDS(tda_complex_cells(in->complex)->params > 0); break;
    case TDA_KIND_NONE: abort();
    }
    if (in->function.size)
        HOLDS(tda_cloud_check(ctx, &in->function) == TDA_OK);
}

static inline void read_bytes(const uint8_t *data, size_t size, const tda_read_opts *opts)
{
    tda_ctx *ctx;
    tda_input in = {.kind = TDA_KIND_NONE};
    HOLDS(tda_ctx_new(&ctx) == TDA_OK);
    tda_ctx_set_max_bytes(ctx, (int64_t)1 << 28);
    tda_status st = tda_input_parse(ctx, &in, "fuzz", (const char *)data, size, opts);
    if (st == TDA_OK)
        read_holds(&in, ctx);
    else
        HOLDS(in.kind == TDA_KIND_NONE && tda_ctx_message(ctx)[0]);
    if (st == TDA_EFORMAT)
        HOLDS(!strncmp(tda_ctx_message(ctx), "fuzz:", 5));
    tda_input_clear(&in);
    tda_ctx_free(ctx);
}

#endif
