/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_diagram.c - Diagrams as programs write them, told apart by their first bytes.
 *
 * Rows become bars in any order. What would be compared wrongly is refused with its place: a
 * NaN, a bar that dies before it is born, a degree that is none. */
#include "io/bars.h"
#include <math.h>
#include <string.h>

enum { MOST_DEGREE = 63 };

void tdai_bar_blank(double row[TDAI_BAR_COLUMNS])
{
    static const double blank[TDAI_BAR_COLUMNS] = {0, 0, 0, -1, -1, 0};
    memcpy(row, blank, sizeof blank);
}

/* Why this is no bar, or NULL. */
const char *tdai_bar_wrong(const double row[TDAI_BAR_COLUMNS])
{
    if (isnan(row[BAR_BIRTH]) || isnan(row[BAR_DEATH]))
        return "nan is no birth and no death";
    if (row[BAR_BIRTH] == (double)INFINITY || row[BAR_DEATH] == -(double)INFINITY)
        return "a bar begins before infinity and ends after -infinity";
    if (row[BAR_BIRTH] > row[BAR_DEATH])
        return "a bar dies before it is born; negate both columns where large values "
               "come first";
    if (!(row[BAR_DEGREE] >= 0 && row[BAR_DEGREE] <= MOST_DEGREE) ||
        row[BAR_DEGREE] != floor(row[BAR_DEGREE]))
        return "a degree is a whole number from 0 to 63";
    return NULL;
}

tda_status tdai_bar_push(tdai_bar_rows *r, const double row[TDAI_BAR_COLUMNS])
{
    tda_status st = TDA_OK;
    for (int c = 0; c < TDAI_BAR_COLUMNS; c++)
        TRY(tdai_values_push(r->ctx, &r->v, row[c]));
done:
    return st;
}

static bool starts(const tdai_text *t, const char *magic, size_t size)
{
    return (size_t)(t->end - t->begin) >= size && !memcmp(t->begin, magic, size);
}

/* Does the text open an object? */
static bool is_json(const tdai_text *t)
{
    const char *at = t->begin;
    while (at < t->end && strchr(" \t\r\n", *at) && *at)
        at++;
    return at < t->end && *at == '{';
}

static tdai_bar_reader *reader_of(const tdai_text *t)
{
    if (starts(t, "\0\x46\xd7\xe0\1\0\0\0", 8))
        return tdai_bars_dipha;
    if (starts(t, "\x93NUMPY", 6))
        return tdai_bars_npy;
    if (starts(t, "PK\3\4", 4) || starts(t, "PK\5\6", 4))
        return tdai_bars_npz;
    if (is_json(t))
        return tdai_bars_json;
    return tdai_bars_by_ripser(t) ? tdai_bars_ripser : tdai_bars_table;
}

static tda_status make(tdai_bar_rows *r, tda_diagram *out)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = r->ctx;
    tdai_arena tmp = {0};
    tda_index bars = r->v.size / TDAI_BAR_COLUMNS;
    int degrees = 0;
    tdai_bar *bar = ARRAY(&tmp, tdai_bar, bars);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < bars; i++) {
        const double *row = r->v.at + TDAI_BAR_COLUMNS * i;
        bar[i] = (tdai_bar){.birth = row[BAR_BIRTH],
                            .death = row[BAR_DEATH],
                            .birth_cell = (tda_index)row[BAR_BIRTH_CELL],
                            .death_cell = (tda_index)row[BAR_DEATH_CELL],
                            .degree = (int)row[BAR_DEGREE],
                            .cut = row[BAR_CUT] != 0,
                            .chain = -1};
        degrees = bar[i].degree >= degrees ? bar[i].degree + 1 : degrees;
    }
    TRY(tdai_diagram_new(ctx, out, degrees, TDA_CELL_ROW, bar, bars));
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_diagram_parse(tda_ctx *ctx, tda_diagram *out, const char *name,
                             const char *bytes, size_t size)
{
    tda_status st = TDA_OK;
    tdai_text t = tdai_text_new(name ? name : "diagram", size ? bytes : "", size);
    tdai_bar_rows r = {.ctx = ctx};
    TRY(reader_of(&t)(&r, &t));
    TRY(make(&r, out));
done:
    tdai_free(r.v.at);
    return st;
}

tda_status tda_diagram_read(tda_ctx *ctx, tda_diagram *out, const char *path)
{
    tda_status st = TDA_OK;
    tda_bytes b = {0};
    TRY(tdai_read_all(ctx, &b, path));
    TRY(tda_diagram_parse(ctx, out, path, b.at, (size_t)b.size));
done:
    tda_bytes_clear(&b);
    return st;
}
