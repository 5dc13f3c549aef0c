/* SPDX-License-Identifier: GPL-3.0-or-later */
/* private.h - Bigraded boundary matrices in grade indices, and the kernels of them.
 *
 * A complex of one or two parameters becomes a chain of levels, one a dimension. Within a
 * level the cells stand in lexicographic order of (x, y, id), x and y being positions among the
 * distinct coordinates, so that grades compare as integers and a column's pivot (its last
 * row) has the largest grade. The kernel of each boundary matrix is a free module; what the
 * invariants need of it are the grades of its generators and the cells that set them. */
#ifndef TDA_MULTIPARAM_PRIVATE_H
#define TDA_MULTIPARAM_PRIVATE_H
#include "core/column.h"
#include "data/private.h"
#include <tda/multiparam.h>

TDA_BEGIN

/* The cells of one dimension and their boundaries: a graded matrix in compressed columns. */
typedef struct tdai_level {
    tda_index size;
    uint32_t *x, *y;  /* [size] grade indices */
    uint32_t *cell;   /* [size] id in the complex */
    tda_index *start; /* [size+1] */
    uint32_t *row;    /* positions in the level below, ascending within a column */
} tdai_level;

/* Consecutive levels of a complex. Cells that never appear are left out. */
typedef struct tdai_graded {
    int first;         /* dimension of level[0]; its boundaries are left out (0 rows) */
    int levels;        /* at least 1; a level past the complex's dimension is empty */
    tdai_level *level; /* [levels] */
    tda_index xs, ys;  /* distinct coordinates on each axis */
    double *x, *y;     /* [xs], [ys] ascending; one parameter: ys = 1 */
    tdai_arena memory; /* of everything above */
} tdai_graded;

/* The levels of dimension first .. last of a 1-critical complex of one or two parameters. */
tda_status tdai_graded_new(tda_ctx *ctx, tdai_graded *out, const tda_cells *cells,
                           int first, int last);
void tdai_graded_free(tdai_graded *g);
static inline const tdai_level *tdai_graded_level(const tdai_graded *g, int dim)
{
    return &g->level[dim - g->first];
}

/* Remove pairs of cells of equal grade: replaces the levels by a smaller quasi-isomorphic
 * chain of levels on a subset of the cells. */
tda_status tdai_graded_chunk(tda_ctx *ctx, tdai_graded *g);

/* A generator of a kernel: its grade, and the columns whose grade it takes each from. */
typedef struct tdai_generator {
    uint32_t x, y;
    uint32_t by_x,
        by_y; /* equal exactly when the generator has the grade of that column */
} tdai_generator;

/* How much work a kernel took; workers fill it and the caller adds it to the context. */
typedef struct tdai_effort {
    int64_t columns, entries, links;
} tdai_effort;

typedef struct tdai_kernel {
    tda_index size;
    tdai_generator *at; /* [size] tdai_alloc'd; freed by tdai_kernel_clear */
    tdai_effort effort;
} tdai_kernel;

void tdai_kernel_clear(tdai_kernel *k);

/* Four ways to the generators of ker D, D the boundary matrix of `d` with `rows` rows. Each is
 * exact where it applies; poll under the name `stage`. All leave the first for the rest.
 *
 * Any matrix: bigraded column reduction (Lesnick & Wright 2022, algorithm 3). */
tda_status tdai_kernel_reduce(tda_ctx *ctx, tdai_kernel *out, const tdai_level *d,
                              tda_index rows, tda_index ys, const char *stage);
/* At most two entries a column: cycles of a graph, by a minimum spanning forest under insertion. */
bool tdai_columns_are_edges(const tdai_level *d);
tda_status tdai_kernel_forest(tda_ctx *ctx, tdai_kernel *out, const tdai_level *d,
                              tda_index rows, tda_index ys, const char *stage);
/* At most two entries a row: unions of components of the dual graph. */
/* end [2 rows] := the columns with an entry in each row, TDAI_NONE standing for fewer than two. */
bool tdai_rows_are_edges(const tdai_level *d, tda_index rows, uint32_t *end);
tda_status tdai_kernel_components(tda_ctx *ctx, tdai_kernel *out, const tdai_level *d,
                                  tda_index rows, const uint32_t *end);
/* ker D where the matrix above, `up`, has at most two entries a row and reaches all of ker D
 * (no homology of that degree at infinity): cuts of the dual graph, by a maximum
 * spanning forest. end [2 d->size] from tdai_rows_are_edges(up). */
tda_status tdai_kernel_cuts(tda_ctx *ctx, tdai_kernel *out, const tdai_level *d,
                            const tdai_level *up, const uint32_t *end, tda_index ys,
                            const char *stage);
/* Do elementary collapses show that ker D = im up over the whole complex? false: not shown. */
tda_status tdai_exact_by_collapses(tda_ctx *ctx, bool *exact, const tdai_level *d,
                                   const tdai_level *up, tda_index rows,
                                   const uint32_t *end);

TDA_END
#endif
