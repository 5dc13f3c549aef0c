/* SPDX-License-Identifier: GPL-3.0-or-later */
/* write_fibres.c - Barcodes along lines as tables and as JSON: one row a bar, led by its line, and
 * with its vine at the end where bars have one. */
#include "io/write.h"
#include <math.h>

static const char *const stage = "writing slices";

/* One bar of the view. */
typedef struct place {
    tda_index line, at, vine;
    const tda_diagram *d;
} place;

/* Call put for the bars of degree number k, line by line. */
static tda_status each(tda_ctx *ctx, tda_bytes *out, const tda_fibres *f, int k,
                       tda_status (*put)(tda_ctx *, tda_bytes *, const tda_fibres *, int,
                                         const place *))
{
    tda_status st = TDA_OK;
    int degree = f->degree[k];
    tda_index n = 0;
    for (tda_index line = 0; line < f->lines; line++) {
        const tda_diagram *d = &f->bars[k * f->lines + line];
        TRY(tdai_poll(ctx, stage, line, f->lines));
        for (tda_index i = degree < d->degrees ? d->start[degree] : 0;
             degree < d->degrees && i < d->start[degree + 1]; i++, n++) {
            place p = {line, i, f->vine ? f->vine[k][n] : -1, d};
            if (isnan(d->birth[i]) || isnan(d->death[i]))
                FAIL(TDA_EINVAL, "slices: a bar of degree %d on line %lld is nan", degree,
                     (long long)line);
            if (put)
                TRY(put(ctx, out, f, degree, &p));
        }
    }
done:
    return st;
}

static tda_index bars_of(const tda_fibres *f)
{
    tda_index n = 0;
    for (int k = 0; k < f->degrees; k++)
        for (tda_index line = 0; line < f->lines; line++) {
            const tda_diagram *d = &f->bars[k * f->lines + line];
            if (f->degree[k] < d->degrees)
                n += d->start[f->degree[k] + 1] - d->start[f->degree[k]];
        }
    return n;
}

static tda_status csv_row(tda_ctx *ctx, tda_bytes *out, const tda_fibres *f, int degree,
                          const place *p)
{
    tda_status st = TDA_OK;
    const tda_diagram *d = p->d;
    TRY(tdai_bytes_index(ctx, out, p->line));
    TRY(tdai_bytes_text(ctx, out, ","));
    TRY(tdai_bytes_index(ctx, out, degree));
    TRY(tdai_bytes_text(ctx, out, ","));
    TRY(tdai_bytes_number(ctx, out, d->birth[p->at]));
    TRY(tdai_bytes_text(ctx, out, ","));
    TRY(tdai_bytes_number(ctx, out, d->death[p->at]));
    TRY(tdai_bytes_text(ctx, out, ","));
    TRY(tdai_bytes_index(ctx, out, d->birth_cell[p->at]));
    TRY(tdai_bytes_text(ctx, out, ","));
    TRY(tdai_bytes_index(ctx, out, d->death_cell[p->at]));
    TRY(tdai_bytes_text(ctx, out, d->cut[p->at] ? ",1" : ",0"));
    if (f->vine) {
        TRY(tdai_bytes_text(ctx, out, ","));
        TRY(tdai_bytes_index(ctx, out, p->vine));
    }
    TRY(tdai_bytes_text(ctx, out, "\n"));
done:
    return st;
}

tda_status tda_fibres_csv(tda_ctx *ctx, tda_bytes *out, const tda_fibres *f)
{
    tda_status st = TDA_OK;
    tda_index before = out->size;
    TRY(tdai_bytes_text(ctx, out, "line,degree,birth,death,birth_cell,death_cell,cut"));
    TRY(tdai_bytes_text(ctx, out, f->vine ? ",vine\n" : "\n"));
    for (int k = 0; k < f->degrees; k++)
        TRY(each(ctx, out, f, k, csv_row));
done:
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}

static tda_status npy_row(tda_ctx *ctx, tda_bytes *out, const tda_fibres *f, int degree,
                          const place *p)
{
    tda_status st = TDA_OK;
    const tda_diagram *d = p->d;
    double row[] = {(double)p->line,
                    degree,
                    d->birth[p->at],
                    d->death[p->at],
                    (double)d->birth_cell[p->at],
                    (double)d->death_cell[p->at],
                    d->cut[p->at],
                    (double)p->vine};
    if ((tda_index)row[4] != d->birth_cell[p->at] ||
        (tda_index)row[5] != d->death_cell[p->at])
        FAIL(TDA_EINVAL,
             "the cells of a bar of degree %d on line %lld are not exact as doubles: "
             "write csv",
             degree, (long long)p->line);
    TRY(tdai_npy_words(ctx, out, row, f->vine ? 8 : 7));
done:
    return st;
}

tda_status tda_fibres_npy(tda_ctx *ctx, tda_bytes *out, const tda_fibres *f)
{
    tda_status st = TDA_OK;
    tda_index before = out->size;
    TRY(tdai_npy_begin(ctx, out, "<f8", 2, (tda_index[]){bars_of(f), f->vine ? 8 : 7}));
    for (int k = 0; k < f->degrees; k++)
        TRY(each(ctx, out, f, k, npy_row));
done:
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}

/* ---- JSON ---- */

static tda_status json_line(tda_ctx *ctx, tda_bytes *out, const char *name,
                            const double *at, int params)
{
    tda_status st = TDA_OK;
    TRY(tdai_bytes_printf(ctx, out, "\"%s\": ", name));
    for (int i = 0; i < params; i++) {
        TRY(tdai_bytes_text(ctx, out, i ? ", " : "["));
        TRY(tdai_json_number(ctx, out, at[i]));
    }
    TRY(tdai_bytes_text(ctx, out, "]"));
done:
    return st;
}

/* The columns of a degree; each is written by a pass of its own. */
enum { LINE, BIRTH, DEATH, BIRTH_CELL, DEATH_CELL, VINE, COLUMNS };
static const char *const column_name[COLUMNS] = {"line",       "birth",      "death",
                                                 "birth_cell", "death_cell", "vine"};

static tda_status json_value(tda_ctx *ctx, tda_bytes *out, const place *p, int column)
{
    switch (column) {
    case LINE: return tdai_bytes_index(ctx, out, p->line);
    case BIRTH: return tdai_json_number(ctx, out, p->d->birth[p->at]);
    case DEATH: return tdai_json_number(ctx, out, p->d->death[p->at]);
    case BIRTH_CELL: return tdai_bytes_index(ctx, out, p->d->birth_cell[p->at]);
    case DEATH_CELL: return tdai_bytes_index(ctx, out, p->d->death_cell[p->at]);
    default: return tdai_bytes_index(ctx, out, p->vine);
    }
}

static tda_status json_degree(tda_ctx *ctx, tda_bytes *out, const tda_fibres *f, int k)
{
    tda_status st = TDA_OK;
    int degree = f->degree[k];
    TRY(tdai_bytes_printf(ctx, out, "{\"degree\": %d", degree));
    for (int column = 0; column < COLUMNS; column++) {
        tda_index n = 0;
        if (column == VINE && !f->vine)
            continue;
        TRY(tdai_bytes_printf(ctx, out, ",\n     \"%s\": [", column_name[column]));
        for (tda_index line = 0; line < f->lines; line++) {
            const tda_diagram *d = &f->bars[k * f->lines + line];
            TRY(tdai_poll(ctx, stage, line, f->lines));
            for (tda_index i = degree < d->degrees ? d->start[degree] : 0;
                 degree < d->degrees && i < d->start[degree + 1]; i++, n++) {
                place p = {line, i, f->vine ? f->vine[k][n] : -1, d};
                if (n)
                    TRY(tdai_bytes_text(ctx, out, ", "));
                TRY(json_value(ctx, out, &p, column));
            }
        }
        TRY(tdai_bytes_text(ctx, out, "]"));
    }
    TRY(tdai_bytes_text(ctx, out, "}"));
done:
    return st;
}

tda_status tda_fibres_json(tda_ctx *ctx, tda_bytes *out, const tda_fibres *f,
                           const tda_complex *complex)
{
    tda_status st = TDA_OK;
    tda_index before = out->size;
    int of_complex = complex ? tda_complex_cells(complex)->params : f->params;
    tda_record r = f->degrees && f->lines ? f->bars[0].record : tdai_record(ctx);
    if (of_complex != f->params)
        FAIL(TDA_EINVAL, "the lines have %d parameters, the complex has %d", f->params,
             of_complex);
    for (int k = 0; k < f->degrees; k++)
        TRY(each(ctx, out, f, k, NULL));
    TRY(tdai_bytes_text(ctx, out, "{\n  \"record\": "));
    TRY(tdai_json_record(ctx, out, &r));
    TRY(tdai_bytes_text(ctx, out, ",\n  \"axes\": "));
    TRY(tdai_json_axes(ctx, out, complex, f->params));
    TRY(tdai_bytes_text(ctx, out, ",\n  \"lines\": ["));
    for (tda_index i = 0; i < f->lines; i++) {
        TRY(tdai_bytes_text(ctx, out, i ? ",\n    {" : "\n    {"));
        TRY(json_line(ctx, out, "base", f->base + i * f->params, f->params));
        TRY(tdai_bytes_text(ctx, out, ", "));
        TRY(json_line(ctx, out, "direction", f->direction + i * f->params, f->params));
        TRY(tdai_bytes_text(ctx, out, "}"));
    }
    TRY(tdai_bytes_text(ctx, out,
                        f->lines ? "\n  ],\n  \"degrees\": [" : "],\n  \"degrees\": ["));
    for (int k = 0; k < f->degrees; k++) {
        TRY(tdai_bytes_text(ctx, out, k ? ",\n    " : "\n    "));
        TRY(json_degree(ctx, out, f, k));
    }
    TRY(tdai_bytes_text(ctx, out, f->degrees ? "\n  ]\n}\n" : "]\n}\n"));
done:
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}
