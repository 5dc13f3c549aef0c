/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_fsc.c - Filtered simplicial complexes as GUDHI writes them: lines `dim v0 ... vdim value`; also
 * with the value first, and as Perseus has them, behind a line `1`.
 *
 * Faces that have no line appear with the first simplex that they are in. A line whose simplex
 * would have to appear before its own value is refused: programs differ in which they believe. */
#include "io/private.h"
#include <string.h>

typedef struct lines {
    tdai_text *t;
    bool value_first;
    tda_index head; /* lines before those of simplices */
    tda_index size, vertices;
    tda_index *start, *vertex;
    double *grade;
} lines;

/* Where the given line (from 0) of those that hold anything begins. */
static tdai_text line_at(const tdai_text *file, tda_index k)
{
    tdai_text t =
        tdai_text_new(file->name, file->begin, (size_t)(file->end - file->begin));
    while (tdai_text_line(&t) && k-- > 0)
        ;
    return t;
}

static tda_status read_value(tda_ctx *ctx, lines *l)
{
    tda_status st = TDA_OK;
    tdai_text *t = l->t;
    tdai_text_done(t);
    const char *where = t->at;
    TRY(tdai_text_number(ctx, t, &l->grade[l->size], "the value of the simplex"));
    TRY(tdai_text_domain(ctx, t, where, l->grade[l->size], TDAI_LEVEL));
done:
    return st;
}

static tda_status read_line(tda_ctx *ctx, lines *l)
{
    tda_status st = TDA_OK;
    tdai_text *t = l->t;
    tda_index dim, *v = l->vertex + l->vertices;
    if (l->value_first)
        TRY(read_value(ctx, l));
    tdai_text_done(t);
    const char *where = t->at;
    TRY(tdai_text_index(ctx, t, &dim, TDAI_MOST_ID, "the dimension of a simplex"));
    if (dim >= (t->stop - t->at) / 2) /* a blank and a digit each */
        FAIL_AT(t, where,
                "a simplex of dimension %lld has %lld points, more than stand here",
                (long long)dim, (long long)dim + 1);
    for (tda_index j = 0; j <= dim; j++) {
        tdai_text_done(t);
        where = t->at;
        TRY(tdai_text_index(ctx, t, &v[j], TDAI_MOST_ID, "the id of a point"));
        for (tda_index i = 0; i < j; i++)
            if (v[i] == v[j])
                FAIL_AT(t, where, "point %lld stands twice in this simplex",
                        (long long)v[j]);
    }
    if (!l->value_first)
        TRY(read_value(ctx, l));
    TRY(tdai_text_end(ctx, t));
    l->start[l->size++] = l->vertices;
    l->vertices += dim + 1;
done:
    return st;
}

/* Does each simplex appear where its line says? */
static tda_status check_values(tda_ctx *ctx, const lines *l, const tda_complex *x,
                               const tda_index *cell)
{
    tda_status st = TDA_OK;
    const double *grade = tda_complex_cells(x)->grade;
    for (tda_index i = 0; i < l->size; i++) {
        TRY(tdai_poll(ctx, "reading", i, l->size));
        if (grade[cell[i]] == l->grade[i])
            continue;
        tdai_text t = line_at(l->t, i + l->head);
        FAIL_AT(l->t, t.at,
                "this simplex is to appear at %s, but another line has it, or a simplex "
                "that it is a face of, at %s",
                tdai_digits_of(l->grade[i]).text, tdai_digits_of(grade[cell[i]]).text);
    }
done:
    return st;
}

static tda_status read_simplices(tda_ctx *ctx, tda_input *in, tdai_text *t,
                                 bool value_first, tda_index head)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_complex *x = NULL;
    tda_index rows = tdai_text_lines(t), words = (t->end - t->begin) / 2 + 1, bytes = 0;
    lines l = {.t = t, .value_first = value_first, .head = head};
    bytes = tdai_size_add(bytes, rows, 8 * 3);
    bytes = tdai_size_add(bytes, words, 8);
    TRY(tdai_budget(ctx, bytes, t->name));
    l.start = ARRAY(&tmp, tda_index, rows + 1);
    l.vertex = ARRAY(&tmp, tda_index, words);
    l.grade = ARRAY(&tmp, double, rows);
    tda_index *cell = ARRAY(&tmp, tda_index, rows);
    TRY(tdai_arena_status(ctx, &tmp));
    while (tdai_text_line(t)) {
        TRY(tdai_text_poll(ctx, t));
        TRY(read_line(ctx, &l));
    }
    if (!l.size)
        FAIL_AT(t, t->end, "holds no simplices; give each a line `%sdimension points%s`",
                value_first ? "value " : "", value_first ? "" : " value");
    l.start[l.size] = l.vertices;
    tda_simplices all = {.params = 1,
                         .size = l.size,
                         .start = l.start,
                         .vertex = l.vertex,
                         .grade = l.grade};
    TRY(tda_complex_new_simplicial(ctx, &x, cell, &all));
    TRY(check_values(ctx, &l, x, cell));
    in->complex = x;
    in->kind = TDA_KIND_COMPLEX;
    x = NULL;
done:
    tda_complex_free(x);
    tdai_arena_free(&tmp);
    return st;
}

tda_status tdai_read_fsc(tda_ctx *ctx, tda_input *in, tdai_text *t,
                         const tda_read_opts *opts)
{
    (void)opts;
    return read_simplices(ctx, in, t, false, 0);
}

tda_status tdai_read_value_first(tda_ctx *ctx, tda_input *in, tdai_text *t,
                                 const tda_read_opts *opts)
{
    (void)opts;
    return read_simplices(ctx, in, t, true, 0);
}

tda_status tdai_read_nmfsimtop(tda_ctx *ctx, tda_input *in, tdai_text *t,
                               const tda_read_opts *opts)
{
    (void)opts;
    tda_status st = TDA_OK;
    tda_index coordinates = 0;
    if (!tdai_text_line(t))
        FAIL_AT(t, t->end, "the file ends before the line `1`");
    const char *where = t->at;
    TRY(tdai_text_index(ctx, t, &coordinates, INT64_MAX,
                        "the numbers that name a point"));
    TRY(tdai_text_end(ctx, t));
    if (coordinates != 1)
        FAIL_AT(t, where,
                "points named by %lld numbers are not read: number them and begin with 1",
                (long long)coordinates);
    TRY(read_simplices(ctx, in, t, false, 1));
done:
    return st;
}
