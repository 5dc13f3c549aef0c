/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_rows.h - The inner loops of Rips persistence: several rows of ranks or bits at once.
 *
 * Each has a version in plain C and one for AVX2; they give the same answers. Rows are padded to
 * TDAI_ROW_PAD ranks with TDAI_NO_RANK, and to TDAI_WORD_PAD words with zeros. */
#ifndef TDA_PERSISTENCE_RIPS_ROWS_H
#define TDA_PERSISTENCE_RIPS_ROWS_H
#include "core/private.h"

TDA_BEGIN

enum { TDAI_ROW_PAD = 16, TDAI_WORD_PAD = 4, TDAI_NO_RANK = INT32_MAX };

/* A cochain f over Z/2 of degree 1 or 2, and how far it is a cocycle: see rips_sweep.h. */
typedef struct tdai_rips_front {
    int dim; /* of the simplices that f is on */
    tda_index words, stride, edges;
    const uint32_t *tail, *head, *rank; /* of the graph; the matrix of ranks */
    uint64_t *bits; /* [n x words] neighbours by the edges already passed */
    uint32_t *
        slot; /* dim 1: [n], dim 2: [edges + 1]; the row of a point, or of a rank; 0: zeros */
    uint64_t *pool;    /* rows of `words`, the first being zeros */
    uint64_t *touched; /* dim 2: [n x words] the edges that have a row */
    uint64_t *lune;    /* dim 2: [words] scratch */
} tdai_rips_front;

/* Is the coboundary not zero on a cofacet of an edge that has u and a smaller point? edge: the
 * edge's row; rank_a, rank_b: ranks of the edges of its points. */
typedef bool tdai_rips_clashes(const tdai_rips_front *f, const uint64_t *edge,
                               const uint32_t *rank_a, const uint32_t *rank_b,
                               tda_index u);

/* Of the lune of an edge, *u := the first point from `from` on where it clashes; false: none. Only
 * points that have a row with one of the edge's are looked at, unless the edge has one. */
static inline __attribute__((always_inline)) bool
tdai_rips_clash_in_lune(const tdai_rips_front *f, uint32_t rank, tda_index from,
                        uint32_t *u, tdai_rips_clashes *clashes)
{
    uint32_t a = f->tail[rank - 1], b = f->head[rank - 1];
    const uint64_t *p = f->touched + a * f->words, *q = f->touched + b * f->words;
    uint64_t all = f->slot[rank] ? ~(uint64_t)0 : 0;
    for (tda_index i = from >> 6; i < f->words; i++) {
        uint64_t look = f->lune[i] & (all | p[i] | q[i]);
        if (i == from >> 6)
            look &= ~(((uint64_t)1 << (from & 63)) - 1);
        for (; look; look &= look - 1) {
            tda_index v = 64 * i + __builtin_ctzll(look);
            if (clashes(f, f->pool + f->slot[rank] * f->words, f->rank + a * f->stride,
                        f->rank + b * f->stride, v)) {
                *u = (uint32_t)v;
                return true;
            }
        }
    }
    return false;
}

typedef struct tdai_rips_rows {
    const char *name;
    /* The w for which the greatest of `floor` and row[k][w] lies in low .. high - 1, ascending:
     * to_point[i] := w and to_rank[i] := that greatest; returns how many. */
    int (*window)(uint32_t *to_rank, uint32_t *to_point, const uint32_t *const *row,
                  int rows, tda_index size, uint32_t floor, uint32_t low, uint32_t high);
    /* Is there u < end with row[k][u] < rank for all k? */
    bool (*meets)(const uint32_t *const *row, int rows, tda_index end, uint32_t rank);
    /* out := a and b; is there a bit? */
    bool (*both)(uint64_t *out, const uint64_t *a, const uint64_t *b, tda_index words);
    /* The first bit that all rows have in common, or -1. */
    tda_index (*first_common)(const uint64_t *const *row, int rows, tda_index words);
    /* Pass the edges from a rank on, entering them in `bits`, until the coboundary of f on the
     * cofacets of one is not zero, or `last` is passed; returns the rank that is not passed. For
     * dim 2 only points from *u on are looked at in the first edge; *u := the point of the
     * lune where the coboundary is not zero, 0 where none is. */
    uint32_t (*scan_points)(const tdai_rips_front *f, uint32_t rank, uint32_t *u,
                            uint32_t last);
    uint32_t (*scan_edges)(const tdai_rips_front *f, uint32_t rank, uint32_t *u,
                           uint32_t last);
} tdai_rips_rows;

#if defined(__x86_64__) && defined(__GNUC__)
#define TDAI_ROWS_AVX2 1
#else
#define TDAI_ROWS_AVX2 0
#endif

extern const tdai_rips_rows tdai_rips_rows_plain;
#if TDAI_ROWS_AVX2
extern const tdai_rips_rows tdai_rips_rows_avx2;
#endif
/* The best for this processor; of tests, those they chose. */
const tdai_rips_rows *tdai_rips_rows_here(void);
/* Tests: use these, in this thread; NULL: the best again. */
void tdai_rips_rows_use(const tdai_rips_rows *rows);

TDA_END
#endif
