/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_diagram_binary.c - Diagrams as DIPHA's file and as one npy array. */
#include "io/bars.h"
#include "io/npy_head.h"
#include <float.h>
#include <math.h>

tda_status tdai_bars_dipha(tdai_bar_rows *r, tdai_text *t)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = r->ctx;
    tda_index size = t->end - t->begin;
    tda_index bars = size >= 24 ? tdai_load_i8(t->begin + 16) : -1;
    if (size >= 16 && tdai_load_i8(t->begin + 8) != 2)
        FAIL(TDA_EFORMAT, "%s: DIPHA type %lld is no diagram; 2 is", t->name,
             (long long)tdai_load_i8(t->begin + 8));
    if (bars < 0 || bars > size / 24 || 24 * (bars + 1) != size)
        FAIL(TDA_EFORMAT,
             "%s: %lld bars of 24 bytes are announced, but %lld bytes follow", t->name,
             (long long)bars, (long long)(size - 24));
    for (tda_index i = 0; i < bars; i++) {
        const char *at = t->begin + 24 * (i + 1);
        int64_t degree = tdai_load_i8(at);
        double row[TDAI_BAR_COLUMNS];
        tdai_bar_blank(row);
        row[BAR_BIRTH] = tdai_load_f8(at + 8);
        row[BAR_DEATH] = tdai_load_f8(at + 16);
        row[BAR_DEGREE] = (double)(degree < 0 ? -(degree + 1) : degree);
        if (degree < 0 || row[BAR_DEATH] >= DBL_MAX) /* as CubicalRipser has it */
            row[BAR_DEATH] = INFINITY;
        if (tdai_bar_wrong(row))
            FAIL(TDA_EFORMAT, "%s: bar %lld: %s", t->name, (long long)i,
                 tdai_bar_wrong(row));
        TRY(tdai_bar_push(r, row));
    }
done:
    return st;
}

tda_status tdai_bars_npy(tdai_bar_rows *r, tdai_text *t)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = r->ctx;
    tdai_npy npy;
    TRY(tdai_npy_head(ctx, &npy, t));
    tda_index n = npy.shape[0], width = npy.axes == 2 ? npy.shape[1] : 0;
    if (width != 2 && width != TDAI_BAR_COLUMNS)
        FAIL(TDA_EFORMAT,
             "%s: an array of diagrams has 2 columns (birth death), or the 6 of "
             "tda_diagram_npy()",
             t->name);
    for (tda_index i = 0; i < n; i++) {
        double row[TDAI_BAR_COLUMNS];
        tdai_bar_blank(row);
        for (tda_index k = 0; k < width; k++)
            row[width == 2 ? BAR_BIRTH + k : k] =
                tdai_column_get(&npy.values, npy.fortran ? k * n + i : i * width + k);
        if (tdai_bar_wrong(row))
            FAIL(TDA_EFORMAT, "%s: row %lld (from 0): %s", t->name, (long long)i,
                 tdai_bar_wrong(row));
        TRY(tdai_bar_push(r, row));
    }
done:
    return st;
}
