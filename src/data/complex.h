/* SPDX-License-Identifier: GPL-3.0-or-later */
/* complex.h - The inside of a complex; only src/data looks. */
#ifndef TDA_DATA_COMPLEX_H
#define TDA_DATA_COMPLEX_H
#include "data/private.h"

enum { AXIS_CHARS = 64 };

typedef struct axis {
    char name[AXIS_CHARS];
    char unit[AXIS_CHARS];
} axis;

struct tda_complex {
    tdai_columns columns; /* owns what `cells` shows */
    tda_cells cells;
    int dimension;
    tda_record record;
    axis axes[]; /* [params] */
};

/* complex.c: columns of one's own from a view whose offsets are sound. */
tda_status tdai_columns_copy(tda_ctx *ctx, tdai_columns *out, const tda_cells *cells);

/* check.c: that offsets, dimensions, faces and numbers are sound, each by itself ... */
tda_status tdai_check_offsets(tda_ctx *ctx, const tda_cells *c);
tda_status tdai_check_cells(tda_ctx *ctx, const tda_cells *c);
/* ... and together: a chain complex, and a filtration. Needs the two before, and grades in
 * normal form. */
tda_status tdai_check_complex(tda_ctx *ctx, const tda_cells *c);

/* grades.c: bring the grades of every cell into normal form. No NaN. */
tda_status tdai_grades_normalize(tda_ctx *ctx, tdai_columns *c);

#endif
