/* SPDX-License-Identifier: GPL-3.0-or-later */
/* patches.h - A sparse symmetric matrix of bits, stored by patches of 64 points.
 *
 * Points are named so that near ones are in one patch, and the row of a point lists the patches
 * that have a neighbour of it, with a word of bits for each: a few words for hundreds of
 * neighbours. */
#ifndef TDA_PERSISTENCE_PATCHES_H
#define TDA_PERSISTENCE_PATCHES_H
#include "data/private.h"

TDA_BEGIN

enum { TDAI_PATCH = 64 };

/* Edges by rank: that of rank r joins tail[r - 1] and head[r - 1]; each pair once. */
typedef struct tdai_edge_list {
    tda_index size, edges; /* both below 2^31 - 1 */
    const uint32_t *tail, *head;
} tdai_edge_list;

/* to [n] := new names for the points, near points in one patch: a patch grows from a point along
 * edges of small rank. O(edges). */
tda_status tdai_patch_names(tda_ctx *ctx, uint32_t *to, const tdai_edge_list *list);

typedef struct tdai_patch_row {
    tda_index start; /* in words */
    uint32_t size;   /* patches */
} tdai_patch_row;

/* Three matrices at once, the bits of each among those of the next. A row is one run of memory:
 * the ids of its patches, of points 64 id .., ascending; their words of the first matrix; those of
 * the second; those of the third. */
typedef struct tdai_patches {
    tda_index size;
    tdai_patch_row *row; /* [n] */
    uint64_t *word;
} tdai_patches;

static inline uint32_t *tdai_patch_ids(const tdai_patches *p, tda_index v)
{
    return (uint32_t *)(p->word + p->row[v].start);
}

static inline uint64_t *tdai_patch_words(const tdai_patches *p, tda_index v, int matrix)
{
    uint32_t size = p->row[v].size;
    return p->word + p->row[v].start + (size + 1) / 2 + (tda_index)matrix * size;
}

/* All matrices have all edges, and each point is joined to itself. Room for the rows is asked of the
 * budget under the name `what`. */
tda_status tdai_patches_new(tda_ctx *ctx, tdai_patches *out, const tdai_edge_list *list,
                            const char *what);
void tdai_patches_clear(tdai_patches *patches);

TDA_END
#endif
