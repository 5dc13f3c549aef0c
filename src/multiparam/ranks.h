/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ranks.h - A growing list of rectangles in grade indices, with weights. */
#ifndef TDA_MULTIPARAM_RANKS_H
#define TDA_MULTIPARAM_RANKS_H
#include "multiparam/private.h"

typedef struct tdai_rectangle {
    uint64_t birth, death; /* the first index above the second */
    int64_t weight;
} tdai_rectangle;

typedef struct tdai_rectangles {
    tdai_rectangle *at;
    tda_index size, capacity, summed; /* the first `summed` are sorted and distinct */
} tdai_rectangles;

void tdai_rectangles_clear(tdai_rectangles *r);
/* Add the one from (x, y) to (to_x, to_y), or with both pairs exchanged where `swapped`. */
tda_status tdai_rectangles_add(tda_ctx *ctx, tdai_rectangles *r, bool swapped,
                               tda_index x, tda_index y, tda_index to_x, tda_index to_y,
                               int64_t weight);
/* Add one whose corners are packed in any other way that keeps their order. */
tda_status tdai_rectangles_put(tda_ctx *ctx, tdai_rectangles *r, uint64_t birth,
                               uint64_t death, int64_t weight);
tda_status tdai_rectangles_append(tda_ctx *ctx, tdai_rectangles *r,
                                  const tdai_rectangles *other);
/* Sort by (birth, death), add up equal ones and drop zeros. */
tda_status tdai_rectangles_add_up(tda_ctx *ctx, tdai_rectangles *r);

#endif
