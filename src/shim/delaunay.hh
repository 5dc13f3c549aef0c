/* SPDX-License-Identifier: GPL-3.0-or-later */
/* delaunay.hh - The stages of an alpha complex: points in order, top cells, their faces, values.
 *
 * All stages but the first know a point by its label: its place along a curve on which near
 * points are near each other, so that what is near in space is near in memory as well. */
#ifndef TDA_SHIM_DELAUNAY_HH
#define TDA_SHIM_DELAUNAY_HH
#include "shim/guard.hh"
#include "shim/shim.h"
#include <cstdint>
#include <vector>

namespace tda
{

using id = std::uint32_t;

/* A tdai_delaunay under construction, with the vertices of its simplices: cleared unless it is
 * handed over. */
struct delaunay : tdai_delaunay {
    id *vertex[16]; /* [count[k] x (k+1)] labels, ascending; NULL for k = 0 */
    id alone =
        UINT32_MAX; /* the vertex of a triangulation of dimension 0, if some are hidden */

    delaunay() : tdai_delaunay{}, vertex{}
    {
        dimension = -1;
    }
    ~delaunay()
    {
        for (id *v : vertex)
            tdai_free(v);
        tdai_delaunay_clear(this);
    }
    delaunay(const delaunay &) = delete;
    delaunay &operator=(const delaunay &) = delete;

    void release(tdai_delaunay *out)
    {
        *out = *this;
        static_cast<tdai_delaunay &>(*this) = tdai_delaunay{};
    }
};

/* Rows of doubles, to be compared. */
struct rows {
    std::size_t width;
    const double *at;

    /* The sign of row a minus row b in lexicographic order. */
    int compare(id a, id b) const
    {
        const double *p = at + a * width, *q = at + b * width;
        for (std::size_t j = 0; j < width; j++)
            if (p[j] != q[j])
                return p[j] < q[j] ? -1 : 1;
        return 0;
    }
};

/* order.cc: the distinct points in the order of their labels; same_as[i] := the one that stands
 * for point i: the copy with the least row of rank, and then the smallest id. */
std::vector<id> label(tda_ctx *ctx, id *same_as, id n, rows point, rows rank);
/* The labels below n in the order in which they are to be inserted: in a few rounds, each an
 * eighth of the next and along the curve, the members of a round chosen at random. Near
 * neighbours follow each other, and no regular pattern makes the early cells long and thin. */
std::vector<id> insertion_order(id n);

/* The cells of a triangulation that are faces of no other: all of one dimension. */
struct top_cells {
    int dimension = -1;
    std::vector<id> vertex; /* [cells x (dimension+1)] */
};

/* The top cells of distinct points: in R^2 and R^3, each point a row of three coordinates; and
 * in any dimension. order.cc: those of points on a line. */
top_cells triangulate_2(const double *at, id n);
top_cells triangulate_3(const double *at, id n);
top_cells triangulate_nd(std::size_t dimension, const double *at, id n);
top_cells path(rows point, id n);
/* The same of weighted points in rows of three coordinates, in the plane and in space; hidden
 * points are in no cell. n is not 0. */
top_cells regular_2(const double *at, const double *weight, id n);
top_cells regular_3(const double *at, const double *weight, id n);

/* faces.cc: all faces of the top cells into dimension, count, vertex and face of d. */
void enumerate(tda_ctx *ctx, delaunay &d, top_cells &&top, id points);

/* values_3.cc, values_nd.cc: all values; the vertices are given up on the way.
 * @param at  [points x 3], [points x dimension] */
void values_3(tda_ctx *ctx, delaunay &d, const double *at);
void values_nd(tda_ctx *ctx, delaunay &d, std::size_t dimension, const double *at);
/* values_nd.cc: those of weighted points in rows of three coordinates, vertices included; one
 * that is in no simplex has +INFINITY. */
void values_weighted(tda_ctx *ctx, delaunay &d, const double *at, const double *weight);
/* ball.cc: the squared radius of the smallest ball about k+1 points, given that of those about
 * the facets. */
double ball(int dimension, int k, const double *const *p, double below);

} // namespace tda
#endif
