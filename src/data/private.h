/* SPDX-License-Identifier: GPL-3.0-or-later */
/* private.h - What is inside a complex, and how builders make one without copying. */
#ifndef TDA_DATA_PRIVATE_H
#define TDA_DATA_PRIVATE_H
#include "core/private.h"
#include <tda/data.h>

TDA_BEGIN

/* The columns of tda_cells while they are being built: every pointer from tdai_alloc. */
typedef struct tdai_columns {
    int params;
    tda_index size;
    int *dim;
    tda_index *start;
    tda_index *face;
    tda_index *grade_start; /* NULL: 1-critical */
    double *grade;
} tdai_columns;

void tdai_columns_clear(tdai_columns *c);

/* Room for `size` cells, `faces` boundary entries and `grades` grades (grade_start only when
 * k_critical). start[0] and grade_start[0] are set to 0, the rest is not. */
tda_status tdai_columns_alloc(tda_ctx *ctx, tdai_columns *c, int params, tda_index size,
                              tda_index faces, tda_index grades, bool k_critical);

/* Make a complex of the columns, checking all that tda_complex_new() promises and bringing
 * k-critical grades into normal form. On success the columns are taken over and *c is {0};
 * on failure they stay the caller's. Builders that guarantee a valid complex call
 * tdai_complex_adopt_valid(), which checks only in builds with assertions. */
tda_status tdai_complex_adopt(tda_ctx *ctx, tda_complex **out, tdai_columns *c);
tda_status tdai_complex_adopt_valid(tda_ctx *ctx, tda_complex **out, tdai_columns *c);

/* The record of a complex while it is built; a new one has field 2, threshold INFINITY, the
 * seed of ctx and the version. */
tda_record *tdai_complex_record(tda_complex *complex);
tda_record tdai_record(const tda_ctx *ctx);

/* Sort [grades x params] and drop what is dominated or repeated; returns how many are left,
 * which stand first, in lexicographic order. */
tda_index tdai_grades_minimal(double *grade, tda_index grades, int params);

TDA_END
#endif
