/* SPDX-License-Identifier: GPL-3.0-or-later */
/* forest.h - A forest under insertion and exchange of weighted edges that finds the heaviest
 * edge between two vertices: link-cut trees with edges as nodes. */
#ifndef TDA_MULTIPARAM_FOREST_H
#define TDA_MULTIPARAM_FOREST_H
#include "multiparam/private.h"

typedef struct tdai_forest {
    tda_index vertices;
    struct link_node *node; /* [vertices + edges], vertices first */
    uint32_t *up;           /* [vertices] union-find: which are connected never shrinks */
    int64_t steps;          /* rotations done: the work count */
    tdai_arena memory;
} tdai_forest;

tda_status tdai_forest_new(tda_ctx *ctx, tdai_forest *out, tda_index vertices,
                           tda_index edges);
void tdai_forest_free(tdai_forest *f);
bool tdai_forest_connected(tdai_forest *f, uint32_t u, uint32_t v);
/* Insert edge e between vertices in different trees. Weight 0 means: never the heaviest. */
void tdai_forest_link(tdai_forest *f, uint32_t e, uint32_t u, uint32_t v,
                      uint64_t weight);
/* The edge of greatest weight between two connected vertices; TDAI_NONE where all weigh 0. */
uint32_t tdai_forest_heaviest(tdai_forest *f, uint32_t u, uint32_t v);
/* Right after tdai_forest_heaviest(u, v): take out that edge, `old`, and put in e from u to v. */
void tdai_forest_replace(tdai_forest *f, uint32_t old, uint32_t e, uint32_t u, uint32_t v,
                         uint64_t weight);
bool tdai_forest_has(const tdai_forest *f, uint32_t e);
/* Change the weight of an edge of the forest. */
void tdai_forest_weigh(tdai_forest *f, uint32_t e, uint64_t weight);

#endif
