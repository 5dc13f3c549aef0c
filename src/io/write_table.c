/* SPDX-License-Identifier: GPL-3.0-or-later */
/* write_table.c - Clouds as csv: one row a point, a header line on request. */
#include "io/write.h"
#include <string.h>

/* A name in quotes where it holds a comma, a quote or a line break, as RFC 4180 has it. */
static tda_status name(tda_ctx *ctx, tda_bytes *out, const char *text)
{
    tda_status st = TDA_OK;
    if (!strpbrk(text, ",\"\r\n"))
        return tdai_bytes_text(ctx, out, text);
    TRY(tdai_bytes_text(ctx, out, "\""));
    for (; *text; text++)
        TRY(tdai_bytes_add(ctx, out, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1));
    TRY(tdai_bytes_text(ctx, out, "\""));
done:
    return st;
}

tda_status tda_cloud_csv(tda_ctx *ctx, tda_bytes *out, const tda_cloud *cloud,
                         const char *const *columns)
{
    tda_status st = TDA_OK;
    tda_index before = out->size, d = cloud->dimension;
    for (tda_index j = 0; columns && j < d; j++) {
        TRY(name(ctx, out, columns[j]));
        TRY(tdai_bytes_text(ctx, out, j + 1 < d ? "," : "\n"));
    }
    for (tda_index i = 0; i < cloud->size; i++) {
        TRY(tdai_poll(ctx, "writing points", i, cloud->size));
        for (tda_index j = 0; j < d; j++) {
            TRY(tdai_bytes_number(ctx, out, cloud->at[i * d + j]));
            TRY(tdai_bytes_text(ctx, out, j + 1 < d ? "," : "\n"));
        }
    }
done:
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}
