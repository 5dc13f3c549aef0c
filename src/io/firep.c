/* SPDX-License-Identifier: GPL-3.0-or-later */
/* firep.c - RIVET's free implicit representations: a chain complex C_2 -> C_1 -> C_0 of free
 * modules, whose homology in the middle is meant.
 *
 * After `t s r` come t lines and then s lines, a grade, a semicolon and the positions of the
 * faces among the s and among the r. They become cells of dimensions 2 and 1, and the r cells
 * of dimension 0, which the file gives no grades, are there always, at -inf: so what the file
 * stands for is the homology of degree 1. Cells are numbered upwards in dimension, in each as
 * in the file. */
#include "io/rivet.h"
#include "io/rows.h"

enum { MOST_UNLISTED = 1 << 20 };

static tda_status sizes(tda_ctx *ctx, tdai_text *t, tda_index size[3])
{
    tda_status st = TDA_OK;
    static const char *const what[] = {"the number of lines of the first block",
                                       "the number of lines of the second block",
                                       "the number of rows of the second block"};
    tda_index bytes = t->end - t->begin;
    if (!tdai_text_line(t))
        FAIL_AT(t, t->at, "the file ends before the three numbers of generators");
    for (int k = 0; k < 3; k++) {
        /* a listed cell takes bytes; the last ones are not listed */
        tda_index most = k == 2 && bytes < MOST_UNLISTED ? MOST_UNLISTED : bytes;
        TRY(tdai_text_index(ctx, t, &size[k], most, what[k]));
    }
    TRY(tdai_text_end(ctx, t));
done:
    return st;
}

static tda_status cell(tda_ctx *ctx, tdai_rows *rows, tdai_text *t, int dim,
                       tda_index first, tda_index count)
{
    tda_status st = TDA_OK;
    TRY(tdai_rows_begin(ctx, rows, dim, t->at));
    TRY(tdai_rows_grades(ctx, rows, t, true, 1));
    while (count && !tdai_text_done(t)) {
        tda_index face = 0;
        TRY(tdai_text_index(ctx, t, &face, count - 1, "a face"));
        TRY(tdai_rows_face(ctx, rows, first + face));
    }
    TRY(tdai_text_end(ctx, t));
done:
    return st;
}

tda_status tdai_rivet_firep(tda_ctx *ctx, tda_input *in, tdai_text *t)
{
    tda_status st = TDA_OK;
    tdai_rows rows = {.params = 2};
    tda_index size[3] = {0};
    TRY(sizes(ctx, t, size));
    for (int k = 0; k < 2; k++)
        for (tda_index i = 0; i < size[k]; i++) {
            TRY(tdai_text_poll(ctx, t));
            if (!tdai_text_line(t))
                FAIL_AT(t, t->at,
                        "the file ends after %lld of the %lld lines of the %s block",
                        (long long)i, (long long)size[k], k ? "second" : "first");
            TRY(cell(ctx, &rows, t, 2 - k, size[0] + (k ? size[1] : 0), size[k + 1]));
        }
    if (tdai_text_line(t))
        FAIL_AT(t, t->at,
                "one line more than the first block and the second have together");
    for (tda_index i = 0; i < size[2]; i++)
        TRY(tdai_rows_always(ctx, &rows, 0));
    TRY(tdai_rows_complex(ctx, in, t, &rows, in->reverse, true));
done:
    tdai_rows_clear(&rows);
    return st;
}

tda_status tdai_read_firep(tda_ctx *ctx, tda_input *in, tdai_text *text,
                           const tda_read_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_rivet head = {0};
    (void)opts;
    TRY(tdai_rivet_head(ctx, in, &head, text));
    if (head.type != TDAI_RIVET_FIREP)
        FAIL_AT(text, head.typed, "this is no firep; use the format rivet or auto");
    TRY(tdai_rivet_firep(ctx, in, text));
done:
    tdai_free(head.values.at);
    return st;
}
