/* SPDX-License-Identifier: GPL-3.0-or-later */
/* write_diagram.c - Diagrams as tables: csv, npy, GUDHI's text and DIPHA's binary file.
 *
 * Ours say which cells make a bar and whether it was cut. GUDHI's and DIPHA's formats have no
 * place for either, and in DIPHA's a bar that never dies has its degree d written as -d - 1 and
 * the greatest finite value in place of its death, as DIPHA itself does it. */
#include "io/write.h"
#include <math.h>
#include <string.h>

static const char *const stage = "writing a diagram";

tda_status tdai_diagram_check(tda_ctx *ctx, const tda_diagram *d)
{
    tda_status st = TDA_OK;
    for (int k = 0; k < d->degrees; k++)
        for (tda_index i = d->start[k]; i < d->start[k + 1]; i++)
            if (isnan(d->birth[i]) || isnan(d->death[i]))
                FAIL(TDA_EINVAL, "diagram: bar %lld of degree %d has the %s nan",
                     (long long)(i - d->start[k]), k,
                     isnan(d->birth[i]) ? "birth" : "death");
done:
    return st;
}

static tda_status row(tda_ctx *ctx, tda_bytes *out, const tda_diagram *d, int k,
                      tda_index i)
{
    tda_status st = TDA_OK;
    TRY(tdai_bytes_index(ctx, out, k));
    TRY(tdai_bytes_text(ctx, out, ","));
    TRY(tdai_bytes_number(ctx, out, d->birth[i]));
    TRY(tdai_bytes_text(ctx, out, ","));
    TRY(tdai_bytes_number(ctx, out, d->death[i]));
    TRY(tdai_bytes_text(ctx, out, ","));
    TRY(tdai_bytes_index(ctx, out, d->birth_cell[i]));
    TRY(tdai_bytes_text(ctx, out, ","));
    TRY(tdai_bytes_index(ctx, out, d->death_cell[i]));
    TRY(tdai_bytes_text(ctx, out, d->cut[i] ? ",1\n" : ",0\n"));
done:
    return st;
}

/* @param kind  led by these words and a comma, or NULL */
static tda_status table(tda_ctx *ctx, tda_bytes *out, const tda_diagram *d,
                        const char *kind)
{
    tda_status st = TDA_OK;
    TRY(tdai_diagram_check(ctx, d));
    for (int k = 0; k < d->degrees; k++)
        for (tda_index i = d->start[k]; i < d->start[k + 1]; i++) {
            TRY(tdai_poll(ctx, stage, i, d->start[d->degrees]));
            if (kind)
                TRY(tdai_bytes_printf(ctx, out, "%s,", kind));
            TRY(row(ctx, out, d, k, i));
        }
done:
    return st;
}

tda_status tda_diagram_csv(tda_ctx *ctx, tda_bytes *out, const tda_diagram *d)
{
    tda_status st = TDA_OK;
    tda_index before = out->size;
    TRY(tdai_bytes_text(ctx, out, "degree,birth,death,birth_cell,death_cell,cut\n"));
    TRY(table(ctx, out, d, NULL));
done:
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}

tda_status tda_diagrams_csv(tda_ctx *ctx, tda_bytes *out, const tda_diagram *diagrams,
                            const char *const *kind, tda_index count)
{
    tda_status st = TDA_OK;
    tda_index before = out->size;
    TRY(tdai_bytes_text(ctx, out, "kind,degree,birth,death,birth_cell,death_cell,cut\n"));
    for (tda_index i = 0; i < count; i++)
        TRY(table(ctx, out, &diagrams[i], kind[i]));
done:
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}

tda_status tda_diagram_npy(tda_ctx *ctx, tda_bytes *out, const tda_diagram *d)
{
    tda_status st = TDA_OK;
    tda_index before = out->size, bars = d->degrees ? d->start[d->degrees] : 0;
    TRY(tdai_diagram_check(ctx, d));
    TRY(tdai_npy_begin(ctx, out, "<f8", 2, (tda_index[]){bars, 6}));
    for (int k = 0; k < d->degrees; k++)
        for (tda_index i = d->start[k]; i < d->start[k + 1]; i++) {
            TRY(tdai_poll(ctx, stage, i, bars));
            double row[] = {k,
                            d->birth[i],
                            d->death[i],
                            (double)d->birth_cell[i],
                            (double)d->death_cell[i],
                            d->cut[i]};
            if ((tda_index)row[3] != d->birth_cell[i] ||
                (tda_index)row[4] != d->death_cell[i])
                FAIL(TDA_EINVAL,
                     "the cells of bar %lld in degree %d are not exact as doubles: "
                     "write csv or npz",
                     (long long)(i - d->start[k]), k);
            TRY(tdai_npy_words(ctx, out, row, 6));
        }
done:
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}

tda_status tda_diagram_pers(tda_ctx *ctx, tda_bytes *out, const tda_diagram *d)
{
    tda_status st = TDA_OK;
    tda_index before = out->size;
    TRY(tdai_diagram_check(ctx, d));
    for (int k = 0; k < d->degrees; k++)
        for (tda_index i = d->start[k]; i < d->start[k + 1]; i++) {
            TRY(tdai_poll(ctx, stage, i, d->start[d->degrees]));
            TRY(tdai_bytes_index(ctx, out, d->record.field));
            TRY(tdai_bytes_text(ctx, out, "  "));
            TRY(tdai_bytes_index(ctx, out, k));
            TRY(tdai_bytes_text(ctx, out, " "));
            TRY(tdai_bytes_number(ctx, out, d->birth[i]));
            TRY(tdai_bytes_text(ctx, out, " "));
            TRY(tdai_bytes_number(ctx, out, d->death[i]));
            TRY(tdai_bytes_text(ctx, out, " \n"));
        }
done:
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}

tda_status tda_diagram_dipha(tda_ctx *ctx, tda_bytes *out, const tda_diagram *d)
{
    tda_status st = TDA_OK;
    tda_index before = out->size, bars = d->degrees ? d->start[d->degrees] : 0;
    const int64_t head[] = {8067171840, 2, bars};
    double greatest = -INFINITY;
    TRY(tdai_diagram_check(ctx, d));
    for (tda_index i = 0; i < bars; i++) {
        greatest = fmax(greatest, d->birth[i]);
        greatest = d->death[i] < INFINITY ? fmax(greatest, d->death[i]) : greatest;
    }
    TRY(tdai_npy_words(ctx, out, head, 3));
    for (int k = 0; k < d->degrees; k++)
        for (tda_index i = d->start[k]; i < d->start[k + 1]; i++) {
            TRY(tdai_poll(ctx, stage, i, bars));
            bool dies = d->death[i] < INFINITY;
            int64_t degree = dies ? k : -(int64_t)k - 1;
            double ends[] = {d->birth[i], dies ? d->death[i] : greatest};
            TRY(tdai_npy_words(ctx, out, &degree, 1));
            TRY(tdai_npy_words(ctx, out, ends, 2));
        }
done:
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}

/* ---- JSON ---- */

static tda_status json_numbers(tda_ctx *ctx, tda_bytes *out, const double *at,
                               tda_index n)
{
    tda_status st = TDA_OK;
    for (tda_index i = 0; i < n; i++) {
        TRY(tdai_poll(ctx, stage, i, n));
        TRY(tdai_bytes_text(ctx, out, i ? ", " : "["));
        TRY(tdai_json_number(ctx, out, at[i]));
    }
    TRY(tdai_bytes_text(ctx, out, n ? "]" : "[]"));
done:
    return st;
}

static tda_status json_cells(tda_ctx *ctx, tda_bytes *out, const tda_index *at,
                             tda_index n)
{
    tda_status st = TDA_OK;
    for (tda_index i = 0; i < n; i++) {
        TRY(tdai_poll(ctx, stage, i, n));
        TRY(tdai_bytes_text(ctx, out, i ? ", " : "["));
        TRY(tdai_bytes_index(ctx, out, at[i]));
    }
    TRY(tdai_bytes_text(ctx, out, n ? "]" : "[]"));
done:
    return st;
}

tda_status tda_diagram_json(tda_ctx *ctx, tda_bytes *out, const tda_diagram *d)
{
    static const char *const kinds[] = {
        [TDA_CELL_ROW] = "row", [TDA_CELL_PAIR] = "pair", [TDA_CELL_PIXEL] = "pixel"};
    tda_status st = TDA_OK;
    tda_index before = out->size;
    TRY(tdai_diagram_check(ctx, d));
    TRY(tdai_bytes_text(ctx, out, "{\n  \"record\": "));
    TRY(tdai_json_record(ctx, out, &d->record));
    TRY(tdai_bytes_printf(ctx, out, ",\n  \"cells\": \"%s\",\n  \"degrees\": [",
                          kinds[d->cells]));
    for (int k = 0; k < d->degrees; k++) {
        tda_index at = d->start[k], n = d->start[k + 1] - at;
        TRY(tdai_bytes_printf(
            ctx, out, "%s\n    {\"degree\": %d,\n     \"birth\": ", k ? "," : "", k));
        TRY(json_numbers(ctx, out, d->birth + at, n));
        TRY(tdai_bytes_text(ctx, out, ",\n     \"death\": "));
        TRY(json_numbers(ctx, out, d->death + at, n));
        TRY(tdai_bytes_text(ctx, out, ",\n     \"birth_cell\": "));
        TRY(json_cells(ctx, out, d->birth_cell + at, n));
        TRY(tdai_bytes_text(ctx, out, ",\n     \"death_cell\": "));
        TRY(json_cells(ctx, out, d->death_cell + at, n));
        TRY(tdai_bytes_text(ctx, out, ",\n     \"cut\": ["));
        for (tda_index i = at; i < at + n; i++) {
            TRY(tdai_bytes_text(ctx, out, i > at ? ", " : ""));
            TRY(tdai_bytes_text(ctx, out, d->cut[i] ? "true" : "false"));
        }
        TRY(tdai_bytes_text(ctx, out, "]}"));
    }
    TRY(tdai_bytes_text(ctx, out, d->degrees ? "\n  ]\n}\n" : "]\n}\n"));
done:
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}
