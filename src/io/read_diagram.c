/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_diagram.c - Diagrams as programs write them: our csv and npy, GUDHI's .pers, a table of
 * births and deaths, DIPHA's file, and what ripser prints.
 *
 * Rows become bars in any order. What would be compared wrongly is refused with its place: a
 * NaN, a bar that dies before it is born, a degree that is none. */
#include "io/npy_head.h"
#include <float.h>
#include <math.h>
#include <string.h>

enum { COLUMNS = 6, MOST_DEGREE = 63 };
enum { DEGREE, BIRTH, DEATH, BIRTH_CELL, DEATH_CELL, CUT };
static const double blank[COLUMNS] = {0, 0, 0, -1, -1, 0};
#define DIPHA_MAGIC 8067171840

/* Rows of COLUMNS numbers. */
typedef struct rows {
    tda_ctx *ctx;
    const char *name;
    tdai_values v;
} rows;

/* Why this is no bar, or NULL. */
static const char *wrong(const double *row)
{
    if (isnan(row[BIRTH]) || isnan(row[DEATH]))
        return "nan is no birth and no death";
    if (row[BIRTH] == (double)INFINITY || row[DEATH] == -(double)INFINITY)
        return "a bar begins before infinity and ends after -infinity";
    if (row[BIRTH] > row[DEATH])
        return "a bar dies before it is born; negate both columns where large values "
               "come first";
    if (!(row[DEGREE] >= 0 && row[DEGREE] <= MOST_DEGREE) ||
        row[DEGREE] != floor(row[DEGREE]))
        return "a degree is a whole number from 0 to 63";
    return NULL;
}

static tda_status push(rows *r, const double *row)
{
    tda_status st = TDA_OK;
    for (int c = 0; c < COLUMNS; c++)
        TRY(tdai_values_push(r->ctx, &r->v, row[c]));
done:
    return st;
}

/* ---- text ---- */

static int column_named(tdai_word w)
{
    static const struct {
        const char *name;
        int column;
    } names[] = {{"degree", DEGREE},         {"dim", DEGREE},  {"dimension", DEGREE},
                 {"birth", BIRTH},           {"death", DEATH}, {"birth_cell", BIRTH_CELL},
                 {"death_cell", DEATH_CELL}, {"cut", CUT}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (tdai_word_is(w, names[i].name))
            return names[i].column;
    return -1;
}

/* column[k] := what the k-th number of a row is, -1: nothing to us. */
static tda_status read_header(tda_ctx *ctx, tdai_text *t, int *column, int *count)
{
    tda_status st = TDA_OK;
    bool seen[COLUMNS] = {0};
    const char *line = t->at;
    int n = 0;
    while (!tdai_text_done(t)) {
        if (tdai_text_mark(t, ',') || tdai_text_mark(t, ';'))
            continue;
        const char *where = t->at;
        int c = column_named(tdai_text_word(t));
        if (n == 16 || (c >= 0 && seen[c]))
            FAIL_AT(t, where, "a column too many, or the same one twice");
        column[n++] = c;
        if (c >= 0)
            seen[c] = true;
    }
    if (!seen[BIRTH] || !seen[DEATH])
        FAIL_AT(t, line, "no columns named birth and death");
    *count = n;
done:
    return st;
}

/* Of rows without a header: `birth death`, GUDHI's `degree birth death` or with the field first. */
static tda_status by_width(tda_ctx *ctx, const tdai_text *t, const char *line,
                           tda_index width, int *column)
{
    static const int columns[][4] = {
        {BIRTH, DEATH}, {DEGREE, BIRTH, DEATH}, {-1, DEGREE, BIRTH, DEATH}};
    tda_status st = TDA_OK;
    if (width < 2 || width > 4)
        FAIL_AT(t, line,
                "%lld numbers in this row; a bar has 2 (birth death), 3 (degree birth "
                "death), 4 (field degree birth death), or a header that names them",
                (long long)width);
    memcpy(column, columns[width - 2], sizeof columns[0]);
done:
    return st;
}

static tda_status read_table(rows *r, tdai_text *t)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = r->ctx;
    tdai_values v = {0};
    int column[16], count = 0;
    while (tdai_text_line(t)) {
        TRY(tdai_text_poll(ctx, t));
        const char *line = t->at;
        tdai_text look = *t;
        tdai_word w = tdai_text_word(&look);
        double number;
        if (count == 0 && !tda_number_read(&number, w.at, w.size) &&
            column_named(w) >= 0) {
            TRY(read_header(ctx, t, column, &count));
            continue;
        }
        double row[COLUMNS];
        v.size = 0;
        TRY(tdai_text_numbers(ctx, t, &v, TDAI_LEVEL));
        if (count == 0) {
            TRY(by_width(ctx, t, line, v.size, column));
            count = (int)v.size;
        }
        if (v.size != count)
            FAIL_AT(t, line, "%lld numbers in this row, but %d are expected",
                    (long long)v.size, count);
        memcpy(row, blank, sizeof row);
        for (int k = 0; k < count; k++)
            if (column[k] >= 0)
                row[column[k]] = v.at[k];
        if (wrong(row))
            FAIL_AT(t, line, "%s", wrong(row));
        TRY(push(r, row));
    }
done:
    tdai_free(v.at);
    return st;
}

/* "persistence intervals in dim 1:", then " [0.5,1)" and " [1, )". */
static tda_status read_ripser(rows *r, tdai_text *t)
{
    static const char section[] = "persistence intervals in dim ";
    tda_status st = TDA_OK;
    tda_ctx *ctx = r->ctx;
    double degree = -1;
    while (tdai_text_label(t)) {
        const char *line = t->at, *stop = t->stop;
        size_t size = (size_t)(stop - line), head = sizeof section - 1;
        double row[COLUMNS];
        memcpy(row, blank, sizeof row);
        if (size > head && !memcmp(line, section, head)) {
            const char *colon = memchr(line, ':', size);
            if (!colon || !tdai_number_read(&degree, line + head, size - head))
                FAIL_AT(t, line, "no dimension after these words");
            continue;
        }
        if (*line != '[' || degree < 0)
            continue;
        const char *comma = memchr(line, ',', size), *close = memchr(line, ')', size);
        if (!comma || !close || close < comma ||
            !tda_number_read(&row[BIRTH], line + 1, (size_t)(comma - line - 1)))
            FAIL_AT(t, line, "an interval is written [birth,death)");
        for (comma++; comma < close && *comma == ' ';)
            comma++;
        row[DEATH] = INFINITY;
        if (comma < close &&
            !tda_number_read(&row[DEATH], comma, (size_t)(close - comma)))
            FAIL_AT(t, comma, "a death is a number, or nothing");
        row[DEGREE] = degree;
        if (wrong(row))
            FAIL_AT(t, line, "%s", wrong(row));
        TRY(push(r, row));
    }
done:
    return st;
}

/* ---- binary ---- */

static tda_status read_dipha(rows *r, const tdai_text *t)
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
        double row[COLUMNS];
        memcpy(row, blank, sizeof row);
        row[BIRTH] = tdai_load_f8(at + 8);
        row[DEATH] = tdai_load_f8(at + 16);
        row[DEGREE] = (double)(degree < 0 ? -(degree + 1) : degree);
        if (degree < 0 || row[DEATH] >= DBL_MAX) /* as CubicalRipser has it */
            row[DEATH] = INFINITY;
        if (wrong(row))
            FAIL(TDA_EFORMAT, "%s: bar %lld: %s", t->name, (long long)i, wrong(row));
        TRY(push(r, row));
    }
done:
    return st;
}

static tda_status read_npy(rows *r, const tdai_text *t)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = r->ctx;
    tdai_npy npy;
    TRY(tdai_npy_head(ctx, &npy, t));
    tda_index n = npy.shape[0], width = npy.axes == 2 ? npy.shape[1] : 0;
    if (width != 2 && width != COLUMNS)
        FAIL(TDA_EFORMAT,
             "%s: an array of diagrams has 2 columns (birth death), or the 6 of "
             "tda_diagram_npy()",
             t->name);
    for (tda_index i = 0; i < n; i++) {
        double row[COLUMNS];
        memcpy(row, blank, sizeof row);
        for (tda_index k = 0; k < width; k++)
            row[width == 2 ? BIRTH + k : k] =
                tdai_column_get(&npy.values, npy.fortran ? k * n + i : i * width + k);
        if (wrong(row))
            FAIL(TDA_EFORMAT, "%s: row %lld (from 0): %s", t->name, (long long)i,
                 wrong(row));
        TRY(push(r, row));
    }
done:
    return st;
}

/* ---- all of them ---- */

static bool starts(const tdai_text *t, const char *magic, size_t size)
{
    return (size_t)(t->end - t->begin) >= size && !memcmp(t->begin, magic, size);
}

static bool printed_by_ripser(const tdai_text *t)
{
    static const char words[] = "persistence intervals in dim";
    for (tdai_text look = *t; tdai_text_label(&look);)
        if ((size_t)(look.stop - look.at) >= sizeof words - 1 &&
            !memcmp(look.at, words, sizeof words - 1))
            return true;
    return false;
}

static tda_status make(rows *r, tda_diagram *out)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = r->ctx;
    tdai_arena tmp = {0};
    tda_index bars = r->v.size / COLUMNS;
    int degrees = 0;
    tdai_bar *bar = ARRAY(&tmp, tdai_bar, bars);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < bars; i++) {
        const double *row = r->v.at + COLUMNS * i;
        bar[i] = (tdai_bar){.birth = row[BIRTH],
                            .death = row[DEATH],
                            .birth_cell = (tda_index)row[BIRTH_CELL],
                            .death_cell = (tda_index)row[DEATH_CELL],
                            .degree = (int)row[DEGREE],
                            .cut = row[CUT] != 0,
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
    rows r = {.ctx = ctx, .name = t.name};
    if (starts(&t, "\0\x46\xd7\xe0\1\0\0\0", 8))
        TRY(read_dipha(&r, &t));
    else if (starts(&t, "\x93NUMPY", 6))
        TRY(read_npy(&r, &t));
    else if (starts(&t, "PK\3\4", 4))
        FAIL(TDA_EFORMAT, "%s: is an npz archive; extract one array of it", t.name);
    else if (printed_by_ripser(&t))
        TRY(read_ripser(&r, &t));
    else
        TRY(read_table(&r, &t));
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
