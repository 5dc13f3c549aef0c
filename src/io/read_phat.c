/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_phat.c - Boundary matrices as PHAT has them: cells in the order in which they appear, each
 * with its dimension and its boundary, and no values. Cell i, from 0, appears at i.
 *
 * As text a line a cell, `dim b1 b2 ...`; in binary the number of cells, and for each of them
 * its dimension, how many cells are in its boundary, and these, in words of 8 bytes. */
#include "io/private.h"

typedef struct matrix {
    tdai_columns c;
    tda_index cells, faces; /* read so far */
} matrix;

static tda_status allocate(tda_ctx *ctx, matrix *m, const char *name, tda_index cells,
                           tda_index faces)
{
    tda_status st = TDA_OK;
    tda_index bytes = tdai_size_add(0, cells, 8 + 8 + 4);
    TRY(tdai_budget(ctx, tdai_size_add(bytes, faces, 8), name));
    TRY(tdai_columns_alloc(ctx, &m->c, 1, cells, faces, cells, false));
done:
    return st;
}

const char *tdai_face_fault(const tdai_columns *c, tda_index cell, tda_index at)
{
    tda_index face = c->face[at];
    if (face < 0 || face >= cell)
        return "is not one of the cells before it";
    if (c->dim[face] != c->dim[cell] - 1)
        return "is not one dimension lower";
    for (tda_index f = c->start[cell]; f < at; f++)
        if (c->face[f] == face)
            return "stands twice in its boundary";
    return NULL;
}

static void end_cell(matrix *m)
{
    m->c.grade[m->cells] = (double)m->cells;
    m->c.start[++m->cells] = m->faces;
}

static tda_status read_line(tda_ctx *ctx, tdai_text *t, matrix *m)
{
    tda_status st = TDA_OK;
    tda_index dim;
    TRY(tdai_text_index(ctx, t, &dim, INT32_MAX, "the dimension of a cell"));
    m->c.dim[m->cells] = (int)dim;
    while (!tdai_text_done(t)) {
        const char *where = t->at;
        TRY(tdai_text_index(ctx, t, &m->c.face[m->faces], INT64_MAX,
                            "a cell of the boundary"));
        const char *why = tdai_face_fault(&m->c, m->cells, m->faces);
        if (why)
            FAIL_AT(t, where, "cell %lld has the face %lld, which %s",
                    (long long)m->cells, (long long)m->c.face[m->faces], why);
        m->faces++;
    }
    end_cell(m);
done:
    return st;
}

static tda_status read_text(tda_ctx *ctx, tdai_text *t, matrix *m)
{
    tda_status st = TDA_OK;
    tda_index cells = tdai_text_lines(t);
    if (cells == 0)
        FAIL_AT(t, t->end, "holds no cells; give each a line `dimension faces`");
    TRY(allocate(ctx, m, t->name, cells, (t->end - t->begin) / 2 + 1));
    while (tdai_text_line(t)) {
        TRY(tdai_text_poll(ctx, t));
        TRY(read_line(ctx, t, m));
    }
done:
    return st;
}

static tda_status read_words(tda_ctx *ctx, tdai_text *t, matrix *m)
{
    tda_status st = TDA_OK;
    const char *at = t->begin + 8;
    tda_index words = (t->end - t->begin) / 8 - 1, cells = tdai_load_i8(t->begin);
    if ((t->end - t->begin) % 8)
        FAIL(TDA_EFORMAT,
             "%s: %lld bytes are no whole number of 8-byte words; is it truncated?",
             t->name, (long long)(t->end - t->begin));
    if (cells < 0 || cells > words / 2)
        FAIL(TDA_EFORMAT,
             "%s: byte 0: %lld cells, but the rest of the file holds at most %lld",
             t->name, (long long)cells, (long long)(words / 2));
    TRY(allocate(ctx, m, t->name, cells, words - 2 * cells));
    while (m->cells < cells) {
        TRY(tdai_poll(ctx, "reading", m->cells, cells));
        tda_index left = (t->end - at) / 8;
        tda_index dim = left < 2 ? 0 : tdai_load_i8(at);
        tda_index faces = left < 2 ? 0 : tdai_load_i8(at + 8);
        if (left < 2 || faces > left - 2)
            FAIL(TDA_EFORMAT, "%s: byte %lld: the file ends within cell %lld", t->name,
                 (long long)(at - t->begin), (long long)m->cells);
        if (dim < 0 || dim > INT32_MAX || faces < 0 ||
            m->faces + faces > words - 2 * cells)
            FAIL(TDA_EFORMAT,
                 "%s: byte %lld: cell %lld of dimension %lld with %lld faces", t->name,
                 (long long)(at - t->begin), (long long)m->cells, (long long)dim,
                 (long long)faces);
        m->c.dim[m->cells] = (int)dim;
        at += 16;
        for (tda_index end = m->faces + faces; m->faces < end; m->faces++, at += 8) {
            m->c.face[m->faces] = tdai_load_i8(at);
            const char *why = tdai_face_fault(&m->c, m->cells, m->faces);
            if (why)
                FAIL(TDA_EFORMAT, "%s: byte %lld: cell %lld has the face %lld, which %s",
                     t->name, (long long)(at - t->begin), (long long)m->cells,
                     (long long)m->c.face[m->faces], why);
        }
        end_cell(m);
    }
    if (at < t->end)
        FAIL(TDA_EFORMAT, "%s: byte %lld: the file goes on after all %lld cells", t->name,
             (long long)(at - t->begin), (long long)cells);
done:
    return st;
}

/* A number of cells below 2^56 has a zero for its highest byte, and text has none. */
static bool is_binary(const tdai_text *t)
{
    return t->end - t->begin >= 8 && t->begin[7] == '\0';
}

tda_status tdai_read_phat(tda_ctx *ctx, tda_input *in, tdai_text *t,
                          const tda_read_opts *opts)
{
    (void)opts;
    tda_status st = TDA_OK;
    matrix m = {.cells = 0};
    TRY(is_binary(t) ? read_words(ctx, t, &m) : read_text(ctx, t, &m));
    TRY(tdai_input_complex(ctx, in, t->name, &m.c));
done:
    tdai_columns_clear(&m.c);
    return st;
}
