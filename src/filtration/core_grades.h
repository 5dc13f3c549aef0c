/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core_grades.h - From a complex of scale alone to one that asks for neighbours as well. */
#ifndef TDA_FILTRATION_CORE_GRADES_H
#define TDA_FILTRATION_CORE_GRADES_H
#include "filtration/private.h"

TDA_BEGIN

/* A simplicial complex of one parameter whose cell i < points is point i, and when each point
 * comes to have the numbers of neighbours of a list. */
typedef struct tdai_core {
    const char *stage;
    const tda_cells *cells;
    tda_index points, levels;
    const double *core;  /* [levels x points] never less at a later level */
    const double *level; /* [levels] the second parameter of each, decreasing */
    double threshold;    /* grades past it are left out */
} tdai_core;

/* The same cells, each with the grade (max(its own value, the greatest of its points), level) for
 * each level, but for those that a later one makes superfluous. O(levels faces).
 * @param[out] to  {0}; to be cleared, also on failure */
tda_status tdai_core_columns(tda_ctx *ctx, tdai_columns *to, const tdai_core *core);

TDA_END
#endif
