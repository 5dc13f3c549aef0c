/* SPDX-License-Identifier: GPL-3.0-or-later */
/* forest.h - Minimum spanning forests under insertion of edges. */
#ifndef TDA_MULTIPARAM_FOREST_H
#define TDA_MULTIPARAM_FOREST_H
#include "multiparam/private.h"

#define TDAI_NO_KEY UINT64_MAX

typedef struct tdai_forest_node {
    uint64_t key; /* from which on it is joined to `up` */
    uint32_t up;  /* TDAI_NONE: a root */
} tdai_forest_node;

typedef struct tdai_forest {
    tdai_forest_node *node; /* [vertices] */
    int64_t steps;          /* from a vertex to the one it hangs from: the work count */
    tdai_arena memory;
} tdai_forest;

tda_status tdai_forest_new(tda_ctx *ctx, tdai_forest *out, tda_index vertices);
void tdai_forest_free(tdai_forest *f);
/* Insert an edge between u and v, by which they are joined from `key` on (not TDAI_NO_KEY). Gives
 * the key of the edge that is needed no more, since others join its ends up to there: the greatest
 * of the cycle that the edge closes, which may be its own. TDAI_NO_KEY: there is no cycle. */
uint64_t tdai_forest_join(tdai_forest *f, uint32_t u, uint32_t v, uint64_t key);

#endif
