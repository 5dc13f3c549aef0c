/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_binary.c - Ripser's binary distances: float32, little-endian, below the diagonal row by
 * row, and nothing else in the file. */
#include "io/private.h"

tda_status tdai_read_binary(tda_ctx *ctx, tda_input *in, tdai_text *t,
                            const tda_read_opts *opts)
{
    (void)opts;
    tda_index size = t->end - t->begin;
    if (size % 4)
        return tdai_fail(ctx, TDA_EFORMAT,
                         "%s: %lld bytes are no whole number of 4-byte distances",
                         t->name, (long long)size);
    tdai_column c = {t->begin, size / 4, 4, tdai_load_f4};
    return tdai_dense_triangle(ctx, in, t->name, &c, false);
}
