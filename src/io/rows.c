/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rows.c - Cells in the order of a file's lines, and the complex made of them.
 *
 * Formats that list a complex line by line differ in how a line is written and in how it names
 * its faces. All else is here: columns that grow, grades, the order of the cells, reversed
 * axes, and saying of a line what the check of the complex says of a cell. */
#include "io/rows.h"
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FEW = 64 };

void tdai_rows_clear(tdai_rows *rows)
{
    tdai_free(rows->dim);
    tdai_free(rows->start);
    tdai_free(rows->grade_start);
    tdai_free(rows->where);
    tdai_free(rows->face);
    tdai_free(rows->grade.at);
    *rows = (tdai_rows){0};
}

/* Columns that have grown already keep their size when a later one fails. */
static bool grow(tdai_rows *rows)
{
    tda_index capacity = rows->capacity ? 2 * rows->capacity : FEW;
    int *dim = tdai_realloc(rows->dim, capacity, sizeof *dim);
    rows->dim = dim ? dim : rows->dim;
    tda_index *start = tdai_realloc(rows->start, capacity, sizeof *start);
    rows->start = start ? start : rows->start;
    tda_index *grades = tdai_realloc(rows->grade_start, capacity, sizeof *grades);
    rows->grade_start = grades ? grades : rows->grade_start;
    const char **where = tdai_realloc(rows->where, capacity, sizeof *where);
    rows->where = where ? where : rows->where;
    if (!dim || !start || !grades || !where)
        return false;
    rows->capacity = capacity;
    return true;
}

tda_status tdai_rows_begin(tda_ctx *ctx, tdai_rows *rows, int dim, const char *where)
{
    if (rows->size == rows->capacity && !grow(rows))
        return tdai_fail(ctx, TDA_ENOMEM, "no memory for %lld cells and more",
                         (long long)rows->size);
    tda_index i = rows->size++;
    rows->dim[i] = dim;
    rows->start[i] = rows->faces;
    rows->grade_start[i] = rows->grade.size / rows->params;
    rows->where[i] = where;
    return TDA_OK;
}

tda_status tdai_rows_face(tda_ctx *ctx, tdai_rows *rows, tda_index face)
{
    if (rows->faces == rows->face_capacity) {
        tda_index capacity = rows->face_capacity ? 2 * rows->face_capacity : FEW;
        tda_index *at = tdai_realloc(rows->face, capacity, sizeof *at);
        if (!at)
            return tdai_fail(ctx, TDA_ENOMEM, "no memory for %lld faces",
                             (long long)capacity);
        rows->face = at;
        rows->face_capacity = capacity;
    }
    rows->face[rows->faces++] = face;
    return TDA_OK;
}

tda_status tdai_rows_always(tda_ctx *ctx, tdai_rows *rows, int dim)
{
    tda_status st = TDA_OK;
    TRY(tdai_rows_begin(ctx, rows, dim, NULL));
    for (int p = 0; p < rows->params; p++)
        TRY(tdai_values_push(ctx, &rows->grade, -(double)INFINITY));
done:
    return st;
}

tda_status tdai_rows_grades(tda_ctx *ctx, tdai_rows *rows, tdai_text *text, bool mark,
                            tda_index most)
{
    tda_status st = TDA_OK;
    tda_index n = 0;
    const char *at;
    for (;; n++) {
        bool done = tdai_text_done(text);
        at = text->at;
        if (mark ? tdai_text_mark(text, ';') : done)
            break;
        double value;
        TRY(tdai_text_number(ctx, text, &value, mark && done ? "';'" : "a grade"));
        TRY(tdai_text_domain(ctx, text, at, value, TDAI_LEVEL));
        TRY(tdai_values_push(ctx, &rows->grade, value));
    }
    if (n == 0)
        FAIL_AT(text, at, "a grade is missing");
    if (n % rows->params)
        FAIL_AT(text, at, "a grade has %d numbers, but here are %lld", rows->params,
                (long long)n);
    if (n / rows->params > most)
        FAIL_AT(text, at, "a cell has one grade of %d numbers here, but here are %lld",
                rows->params, (long long)n);
done:
    return st;
}

/* ---- the complex ---- */

/* What is at `at` past the row's end, where the next row begins. */
static tda_index row_end(const tdai_rows *rows, const tda_index *start, tda_index all,
                         tda_index i)
{
    return i + 1 < rows->size ? start[i + 1] : all;
}

/* order[cell] := row. */
static tda_status sort_rows(tda_ctx *ctx, tda_index *order, const tdai_rows *rows,
                            bool by_dimension)
{
    tda_status st = TDA_OK;
    tda_index *at = NULL;
    int top = -1;
    for (tda_index i = 0; i < rows->size; i++) {
        order[i] = i;
        top = rows->dim[i] > top ? rows->dim[i] : top;
    }
    if (!by_dimension)
        return st;
    if (!(at = tdai_calloc((tda_index)top + 2, sizeof *at)))
        FAIL(TDA_ENOMEM, "no memory to sort cells by dimension");
    for (tda_index i = 0; i < rows->size; i++)
        at[rows->dim[i] + 1]++;
    for (int k = 1; k <= top; k++)
        at[k] += at[k - 1];
    for (tda_index i = 0; i < rows->size; i++)
        order[at[rows->dim[i]]++] = i;
done:
    tdai_free(at);
    return st;
}

static tda_status fill(tda_ctx *ctx, tdai_columns *c, const tdai_rows *rows,
                       const tda_index *order, const tda_index *cell, const bool *reverse)
{
    tda_status st = TDA_OK;
    int params = rows->params;
    tda_index grades = rows->grade.size / params;
    TRY(tdai_columns_alloc(ctx, c, params, rows->size, rows->faces, grades,
                           grades != rows->size));
    for (tda_index i = 0; i < rows->size; i++) {
        TRY(tdai_poll(ctx, "reading", i, rows->size));
        tda_index r = order[i], to = c->start[i];
        c->dim[i] = rows->dim[r];
        bool always = !rows->where[r]; /* -inf, whichever way an axis runs */
        for (tda_index f = rows->start[r]; f < row_end(rows, rows->start, rows->faces, r);
             f++)
            c->face[to++] = cell[rows->face[f]];
        c->start[i + 1] = to;
        tda_index begin = rows->grade_start[r];
        tda_index n = row_end(rows, rows->grade_start, grades, r) - begin;
        tda_index g = c->grade_start ? c->grade_start[i] : i;
        for (tda_index k = 0; k < n * params; k++) {
            double value = rows->grade.at[begin * params + k];
            c->grade[g * params + k] = reverse[k % params] && !always ? -value : value;
        }
        if (c->grade_start)
            c->grade_start[i + 1] = g + n;
    }
done:
    return st;
}

/* Say of lines what `said` says of cells: after each "cell N" and "face N" the line, and the
 * first of them in front. */
static tda_status blame(tda_ctx *ctx, const tdai_text *text, const tdai_rows *rows,
                        const tda_index *order, const char *said)
{
    static const char head[] = "complex: ";
    char line[512];
    size_t n = 0;
    const char *first = NULL;
    said += strncmp(said, head, sizeof head - 1) == 0 ? sizeof head - 1 : 0;
    while (*said && n + 1 < sizeof line) {
        bool of_cell =
            (strncmp(said, "cell ", 5) == 0 || strncmp(said, "face ", 5) == 0) &&
            isdigit((unsigned char)said[5]);
        line[n++] = *said++;
        if (!of_cell)
            continue;
        char *end;
        long long i = strtoll(said + 4, &end, 10);
        const char *where = i < rows->size ? rows->where[order[i]] : NULL;
        int used = snprintf(line + n, sizeof line - n, "%.*s", (int)(end - said), said);
        if (where)
            used =
                snprintf(line + n, sizeof line - n, "%.*s (line %lld)", (int)(end - said),
                         said, (long long)tdai_text_row(text, where));
        n += (size_t)used < sizeof line - n ? (size_t)used : sizeof line - n - 1;
        said = end;
        first = first ? first : where;
    }
    line[n] = '\0';
    if (first)
        return tdai_text_fail(ctx, text, first, "%s", line);
    return tdai_fail(ctx, TDA_EFORMAT, "%s: %s", text->name, line);
}

static void name_axes(tda_input *in, int params, const bool *reverse)
{
    char name[80];
    for (int p = 0; p < params; p++) {
        const char *label = p < 2 && in->label[p][0]
                                ? in->label[p]
                                : tda_complex_axis_name(in->complex, p);
        snprintf(name, sizeof name, "%s%s", reverse[p] ? "-" : "", label);
        tda_complex_set_axis(in->complex, p, name, "");
    }
}

tda_status tdai_rows_complex(tda_ctx *ctx, tda_input *in, const tdai_text *text,
                             const tdai_rows *rows, const bool *reverse,
                             bool by_dimension)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_columns columns = {0};
    tda_index *order = ARRAY(&tmp, tda_index, rows->size);
    tda_index *cell = ARRAY(&tmp, tda_index, rows->size);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(sort_rows(ctx, order, rows, by_dimension));
    for (tda_index i = 0; i < rows->size; i++)
        cell[order[i]] = i;
    TRY(fill(ctx, &columns, rows, order, cell, reverse));
    st = tdai_complex_adopt(ctx, &in->complex, &columns);
    if (st == TDA_EINVAL) {
        char said[512] = "the complex is not valid";
        if (ctx)
            snprintf(said, sizeof said, "%s", tda_ctx_message(ctx));
        st = blame(ctx, text, rows, order, said);
    }
    TRY(st);
    in->kind = TDA_KIND_COMPLEX;
    name_axes(in, rows->params, reverse);
done:
    tdai_columns_clear(&columns);
    tdai_arena_free(&tmp);
    return st;
}
