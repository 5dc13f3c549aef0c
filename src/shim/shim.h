/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shim.h - All that C sees of C++. Plain arrays in, plain arrays out; no exception crosses. */
#ifndef TDA_SHIM_H
#define TDA_SHIM_H
#include "core/private.h"
TDA_BEGIN

/* ---- number.cc: the standard library's locale-free conversions (correctly rounded) ---- */

enum { TDAI_NUMBER_CHARS = 32 };
/* Shortest decimal that reads back as value, NUL-terminated; its length. */
int tdai_number_write(char *text, double value);
/* Read a number at text [size], as far as it goes; the characters used, 0 if there is none.
 * Accepts a leading +, "inf", "infinity", "nan" in any case. Out of range: 0 characters. */
size_t tdai_number_read(double *out, const char *text, size_t size);
tda_status tdai_bytes_number(tda_ctx *ctx, tda_bytes *b, double value);

/* ---- alpha.cc: Delaunay triangulations with squared alpha values ---- */

/* The simplices of a Delaunay triangulation, by dimension, in lexicographic order of their
 * vertices, which are numbered 0 .. count[0]-1 along a curve: near ones have near numbers.
 * Simplex s of dimension k has the facet face[k][s (k+1) + i] opposite to its i-th vertex in
 * ascending order, and the squared alpha value value[k][s]; values never decrease from a face
 * to a coface, and what overflows is DBL_MAX. The facets of an edge are vertices, which have
 * the value 0: face[0] and value[0] are NULL. Arrays from tdai_alloc. */
typedef struct tdai_delaunay {
    int dimension; /* of the triangulation: less than the points' when they are flat; -1: no
                      point */
    tda_index count[16];
    uint32_t *face[16];
    double *value[16];
    uint32_t *point;   /* [count[0]] the point that a vertex is */
    uint32_t *same_as; /* [n] the copy of a point that is a vertex */
} tdai_delaunay;

void tdai_delaunay_clear(tdai_delaunay *d);
/* Of the copies of a point the one with the lexicographically least row of `rank` is a vertex,
 * and of these the one with the smallest id.
 * @param at [n x dimension] row-major, at most 2^400 in magnitude; dimension 1 .. 15
 * @param rank [n x ranks] no NaN; ranks may be 0
 * Depends on the arguments alone. Polls, but not while CGAL triangulates. */
tda_status tdai_alpha(tda_ctx *ctx, tdai_delaunay *out, tda_index n, int dimension,
                      const double *at, int ranks, const double *rank);

/* Weighted points in R^1 to R^3: the regular triangulation, with the least squared radius, which
 * may be negative, of a sphere orthogonal to those of the vertices (about p_i, of squared radius
 * weight[i]) and nearer than orthogonal to no other; value[0] is given, +INFINITY for the hidden
 * points. Of copies the heaviest is a vertex. */
tda_status tdai_weighted_alpha(tda_ctx *ctx, tdai_delaunay *out, tda_index n,
                               int dimension, const double *at, const double *weight);

/* The Delaunay triangulation of points in R^1 to R^15 with the squared radius of the smallest
 * ball about each simplex in place of the alpha value. */
tda_status tdai_delaunay_cech(tda_ctx *ctx, tdai_delaunay *out, tda_index n,
                              int dimension, const double *at);

/* ---- growth.cc: a Delaunay triangulation that grows ---- */

/* Distinct points are inserted by ascending value; ties: by id. What each of them falls on is a
 * part of the triangulation of those before it: the cells with the point in their
 * circumsphere, and the faces of the rim that it sees from outside; all cells where it is the
 * first outside of their flat. Simplices of the zone of the i-th point: rows
 * start[i] .. start[i+1]-1 of `vertex`, numbers below i, after the last of them UINT32_MAX. */
typedef struct tdai_growth {
    tda_index count; /* distinct points */
    int width;       /* of a row: dimension + 1, at least 3 */
    tda_index *start;
    uint32_t *vertex;
    uint32_t *point;   /* [count] the point that is inserted */
    uint32_t *same_as; /* [n] the copy of a point that is inserted: the first by value */
} tdai_growth;

void tdai_growth_clear(tdai_growth *g);
/* @param at [n x dimension] as for tdai_alpha(); value [n] no NaN */
tda_status tdai_grow(tda_ctx *ctx, tdai_growth *out, tda_index n, int dimension,
                     const double *at, const double *value);

/* ---- ball.cc ---- */

/* value[s], the largest of the facets of simplex s, becomes that of the simplex: the squared
 * radius of the smallest ball about its points. k at most 15.
 * @param vertex [n x (k+1)] rows of at [.. x dimension], which are at most 2^400 in magnitude */
tda_status tdai_balls(tda_ctx *ctx, double *value, tda_index n, int k,
                      const uint32_t *vertex, int dimension, const double *at);

/* ---- phat.cc ---- */

/* Reduce a boundary matrix in compressed columns over Z/2 with PHAT, columns in filtration
 * order, rows of a column in any order. partner[j] := the cell paired with j, or -1. */
tda_status tdai_phat_pairs(tda_ctx *ctx, tda_index *partner, tda_index cells,
                           const int *dim, const tda_index *col, const tda_index *row);

/* For tests: throw out of C++ in the given way (0: bad_alloc, 1: length_error, 2:
 * overflow_error, 3: runtime_error, 4: a failed precondition of CGAL, 5: an int, other: no
 * throw) and report what C would see. */
tda_status tdai_shim_throw(tda_ctx *ctx, int how);
TDA_END
#endif
