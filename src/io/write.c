/* SPDX-License-Identifier: GPL-3.0-or-later */
/* write.c - What the writers share: undoing, whole numbers, and how wide a table of measures is. */
#include "io/write.h"

void tdai_bytes_cut(tda_bytes *b, tda_index size)
{
    if (b->size <= size)
        return;
    b->size = size;
    b->at[size] = '\0';
}

tda_status tdai_bytes_index(tda_ctx *ctx, tda_bytes *b, int64_t value)
{
    char text[20], *end = text + sizeof text, *at = end;
    uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
    do {
        *--at = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (value < 0)
        *--at = '-';
    return tdai_bytes_add(ctx, b, at, end - at);
}

tda_status tdai_measures_params(tda_ctx *ctx, int *params, const tda_measure *measures,
                                tda_index count)
{
    if (count < 0)
        return tdai_fail(ctx, TDA_EINVAL, "measures: a negative number of them, %lld",
                         (long long)count);
    for (tda_index i = 1; i < count; i++)
        if (measures[i].params != measures[0].params)
            return tdai_fail(
                ctx, TDA_EINVAL,
                "measure %lld has %d parameters, measure 0 has %d: write them apart",
                (long long)i, measures[i].params, measures[0].params);
    *params = count ? measures[0].params : 0;
    return TDA_OK;
}
