/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rows.h - Cells in the order of a file's lines, and the complex made of them (rows.c). */
#ifndef TDA_IO_ROWS_H
#define TDA_IO_ROWS_H
#include "io/private.h"

TDA_BEGIN

/* Starts as {.params = p}. Row i is the i-th cell of the file; its faces are rows too. */
typedef struct tdai_rows {
    int params;
    tda_index size;
    tda_index capacity;
    int *dim;               /* [size] */
    tda_index *start;       /* [size] where its faces begin */
    tda_index *grade_start; /* [size] where its grades begin */
    const char **where;     /* [size] its line in the file, or NULL */
    tda_index *face;
    tda_index faces;
    tda_index face_capacity;
    tdai_values grade; /* params numbers a grade */
} tdai_rows;

void tdai_rows_clear(tdai_rows *rows);
/* Begin a row; faces and grades added from now on are its own. */
tda_status tdai_rows_begin(tda_ctx *ctx, tdai_rows *rows, int dim, const char *where);
tda_status tdai_rows_face(tda_ctx *ctx, tdai_rows *rows, tda_index face);
/* A row without a line that is always present, as cells whose grades a file leaves out. */
tda_status tdai_rows_always(tda_ctx *ctx, tdai_rows *rows, int dim);
/* Read numbers up to the end of the line, or, with `mark`, up to a semicolon that must come:
 * the grades of the row begun last, `most` of them at the most and at least one. */
tda_status tdai_rows_grades(tda_ctx *ctx, tdai_rows *rows, tdai_text *text, bool mark,
                            tda_index most);

/* Set in->complex: its cells are the rows as they stand, or by dimension and then as they
 * stand. What is wrong with the complex is said of the line of the cell.
 * @param reverse  [params] axes to negate. in->label names the axes, with a minus if negated */
tda_status tdai_rows_complex(tda_ctx *ctx, tda_input *in, const tdai_text *text,
                             const tdai_rows *rows, const bool *reverse,
                             bool by_dimension);

TDA_END
#endif
