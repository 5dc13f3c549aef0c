/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_diagram_text.c - Diagrams as text: tables of bars with or without names of columns, and
 * what ripser prints. */
#include "io/bars.h"
#include <math.h>
#include <string.h>

static int column_named(tdai_word w)
{
    static const struct {
        const char *name;
        int column;
    } names[] = {{"degree", BAR_DEGREE},         {"dim", BAR_DEGREE},
                 {"dimension", BAR_DEGREE},      {"birth", BAR_BIRTH},
                 {"death", BAR_DEATH},           {"birth_cell", BAR_BIRTH_CELL},
                 {"death_cell", BAR_DEATH_CELL}, {"cut", BAR_CUT}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (tdai_word_is(w, names[i].name))
            return names[i].column;
    return -1;
}

/* column[k] := what the k-th number of a row is, -1: nothing to us. */
static tda_status read_header(tda_ctx *ctx, tdai_text *t, int *column, int *count)
{
    tda_status st = TDA_OK;
    bool seen[TDAI_BAR_COLUMNS] = {0};
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
    if (!seen[BAR_BIRTH] || !seen[BAR_DEATH])
        FAIL_AT(t, line, "no columns named birth and death");
    *count = n;
done:
    return st;
}

/* Of rows without a header: `birth death`, GUDHI's `degree birth death` or with the field first. */
static tda_status by_width(tda_ctx *ctx, const tdai_text *t, const char *line,
                           tda_index width, int *column)
{
    static const int columns[][4] = {{BAR_BIRTH, BAR_DEATH},
                                     {BAR_DEGREE, BAR_BIRTH, BAR_DEATH},
                                     {-1, BAR_DEGREE, BAR_BIRTH, BAR_DEATH}};
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

tda_status tdai_bars_table(tdai_bar_rows *r, tdai_text *t)
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
        double row[TDAI_BAR_COLUMNS];
        v.size = 0;
        TRY(tdai_text_numbers(ctx, t, &v, TDAI_LEVEL));
        if (count == 0) {
            TRY(by_width(ctx, t, line, v.size, column));
            count = (int)v.size;
        }
        if (v.size != count)
            FAIL_AT(t, line, "%lld numbers in this row, but %d are expected",
                    (long long)v.size, count);
        tdai_bar_blank(row);
        for (int k = 0; k < count; k++)
            if (column[k] >= 0)
                row[column[k]] = v.at[k];
        if (tdai_bar_wrong(row))
            FAIL_AT(t, line, "%s", tdai_bar_wrong(row));
        TRY(tdai_bar_push(r, row));
    }
done:
    tdai_free(v.at);
    return st;
}

/* "persistence intervals in dim 1:", then " [0.5,1)" and " [1, )". */
tda_status tdai_bars_ripser(tdai_bar_rows *r, tdai_text *t)
{
    static const char section[] = "persistence intervals in dim ";
    tda_status st = TDA_OK;
    tda_ctx *ctx = r->ctx;
    double degree = -1;
    while (tdai_text_label(t)) {
        const char *line = t->at, *stop = t->stop;
        size_t size = (size_t)(stop - line), head = sizeof section - 1;
        double row[TDAI_BAR_COLUMNS];
        tdai_bar_blank(row);
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
            !tda_number_read(&row[BAR_BIRTH], line + 1, (size_t)(comma - line - 1)))
            FAIL_AT(t, line, "an interval is written [birth,death)");
        for (comma++; comma < close && *comma == ' ';)
            comma++;
        row[BAR_DEATH] = INFINITY;
        if (comma < close &&
            !tda_number_read(&row[BAR_DEATH], comma, (size_t)(close - comma)))
            FAIL_AT(t, comma, "a death is a number, or nothing");
        row[BAR_DEGREE] = degree;
        if (tdai_bar_wrong(row))
            FAIL_AT(t, line, "%s", tdai_bar_wrong(row));
        TRY(tdai_bar_push(r, row));
    }
done:
    return st;
}

bool tdai_bars_by_ripser(const tdai_text *t)
{
    static const char words[] = "persistence intervals in dim";
    for (tdai_text look = *t; tdai_text_label(&look);)
        if ((size_t)(look.stop - look.at) >= sizeof words - 1 &&
            !memcmp(look.at, words, sizeof words - 1))
            return true;
    return false;
}
