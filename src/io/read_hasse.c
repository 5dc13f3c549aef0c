/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_hasse.c - Filtered complexes given cell by cell, each by the cells of its boundary.
 *
 * GUDHI's Hasse diagrams have lines `dim b1 b2 ... value`; Hera's bifiltrations begin with
 * `bifiltration_phat_like` and the number of cells, and have lines `dim x y b1 b2 ...`. Cells are
 * numbered from 0 in the order of their lines, and those of a boundary stand before it. */
#include "io/private.h"

typedef struct list {
    tdai_columns c;
    tdai_text *t;
    int params;
    tda_index cells, faces; /* read so far */
} list;

/* The grade of the cell being read. */
static tda_status read_grade(tda_ctx *ctx, list *l)
{
    tda_status st = TDA_OK;
    tdai_text *t = l->t;
    for (int p = 0; p < l->params; p++) {
        double *to = &l->c.grade[l->cells * l->params + p];
        tdai_text_done(t);
        const char *where = t->at;
        TRY(tdai_text_number(ctx, t, to, "a value of the cell"));
        TRY(tdai_text_domain(ctx, t, where, *to, TDAI_LEVEL));
    }
done:
    return st;
}

/* The cells of the boundary, up to the value if that comes last. */
static tda_status read_boundary(tda_ctx *ctx, list *l)
{
    tda_status st = TDA_OK;
    tdai_text *t = l->t;
    while (!tdai_text_done(t)) {
        const char *where = t->at;
        tdai_text look = *t;
        tdai_text_word(&look);
        if (l->params == 1 && tdai_text_done(&look))
            break;
        TRY(tdai_text_index(ctx, t, &l->c.face[l->faces], INT64_MAX,
                            "a cell of the boundary"));
        const char *why = tdai_face_fault(&l->c, l->cells, l->faces);
        if (why)
            FAIL_AT(t, where, "cell %lld has the face %lld, which %s",
                    (long long)l->cells, (long long)l->c.face[l->faces], why);
        l->faces++;
    }
done:
    return st;
}

/* A cell that comes before its faces do is refused here, where its line is known. */
static tda_status check_order(tda_ctx *ctx, const list *l, const char *line)
{
    tda_status st = TDA_OK;
    const tdai_columns *c = &l->c;
    for (tda_index f = c->start[l->cells]; f < l->faces; f++)
        for (int p = 0; p < l->params; p++) {
            double own = c->grade[l->cells * l->params + p];
            double face = c->grade[c->face[f] * l->params + p];
            if (face > own)
                FAIL_AT(l->t, line,
                        "cell %lld is to appear at %s, but its face %lld at %s",
                        (long long)l->cells, tdai_digits_of(own).text,
                        (long long)c->face[f], tdai_digits_of(face).text);
        }
done:
    return st;
}

static tda_status read_cell(tda_ctx *ctx, list *l)
{
    tda_status st = TDA_OK;
    tda_index dim;
    tdai_text_done(l->t);
    const char *line = l->t->at;
    TRY(tdai_text_index(ctx, l->t, &dim, INT32_MAX, "the dimension of a cell"));
    l->c.dim[l->cells] = (int)dim;
    if (l->params > 1)
        TRY(read_grade(ctx, l));
    TRY(read_boundary(ctx, l));
    if (l->params == 1)
        TRY(read_grade(ctx, l));
    TRY(check_order(ctx, l, line));
    l->c.start[++l->cells] = l->faces;
done:
    return st;
}

/* The rest of the file: so many cells, -1 being any number. */
static tda_status read_cells(tda_ctx *ctx, tda_input *in, tdai_text *t, int params,
                             tda_index wanted)
{
    tda_status st = TDA_OK;
    list l = {.t = t, .params = params};
    tda_index cells = tdai_text_lines(t), faces = (t->end - t->begin) / 2 + 1, bytes = 0;
    if (wanted >= 0 && wanted != cells)
        FAIL_AT(t, t->begin,
                "%lld cells are announced, but the rest of the file has %lld lines",
                (long long)wanted, (long long)cells);
    if (cells == 0)
        FAIL_AT(t, t->end, "holds no cells; give each a line `dimension boundary value`");
    bytes = tdai_size_add(0, cells, 8 + 8 * params + 4);
    TRY(tdai_budget(ctx, tdai_size_add(bytes, faces, 8), t->name));
    TRY(tdai_columns_alloc(ctx, &l.c, params, cells, faces, cells, false));
    while (tdai_text_line(t)) {
        TRY(tdai_text_poll(ctx, t));
        TRY(read_cell(ctx, &l));
    }
    TRY(tdai_input_complex(ctx, in, t->name, &l.c));
done:
    tdai_columns_clear(&l.c);
    return st;
}

tda_status tdai_read_hasse(tda_ctx *ctx, tda_input *in, tdai_text *t,
                           const tda_read_opts *opts)
{
    (void)opts;
    return read_cells(ctx, in, t, 1, -1);
}

tda_status tdai_read_hera(tda_ctx *ctx, tda_input *in, tdai_text *t,
                          const tda_read_opts *opts)
{
    (void)opts;
    tda_status st = TDA_OK;
    tda_index cells = 0;
    if (!tdai_text_line(t) || !tdai_word_is(tdai_text_word(t), "bifiltration_phat_like"))
        FAIL_AT(t, t->begin, "a file of Hera's begins with `bifiltration_phat_like`");
    TRY(tdai_text_end(ctx, t));
    if (!tdai_text_line(t))
        FAIL_AT(t, t->end, "the file ends before the number of cells");
    TRY(tdai_text_index(ctx, t, &cells, INT64_MAX, "the number of cells"));
    TRY(tdai_text_end(ctx, t));
    TRY(read_cells(ctx, in, t, 2, cells));
done:
    return st;
}
