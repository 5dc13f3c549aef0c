/* SPDX-License-Identifier: GPL-3.0-or-later */
/* delaunay.hh - The stages of an alpha complex: top cells, their faces, values. */
#ifndef TDA_SHIM_DELAUNAY_HH
#define TDA_SHIM_DELAUNAY_HH
#include "shim/guard.hh"
#include "shim/shim.h"
#include <cstdint>
#include <vector>

namespace tda
{

using id = std::uint32_t;

/* A tdai_delaunay under construction: cleared unless it is handed over. */
struct delaunay : tdai_delaunay {
    delaunay() : tdai_delaunay{}
    {
        dimension = -1;
    }
    ~delaunay()
    {
        tdai_delaunay_clear(this);
    }
    delaunay(const delaunay &) = delete;
    delaunay &operator=(const delaunay &) = delete;
};

/* The cells of a triangulation that are faces of no other: all of one dimension. */
struct top_cells {
    int dimension = -1;
    std::vector<id> vertex; /* [cells x (dimension+1)] */
};

/* faces.cc: all faces of the top cells into dimension, count, vertex and face of d; the
 * vertices are `distinct`, ascending. Values are allocated, those of vertices set to 0. */
void enumerate(tda_ctx *ctx, delaunay &d, top_cells &&top,
               const std::vector<id> &distinct);

/* delaunay_nd.cc: the top cells of points in any dimension. @param at [n x dimension] */
top_cells triangulate_nd(std::size_t dimension, const double *at,
                         const std::vector<id> &distinct);

/* values_3.cc, values_nd.cc: all values. @param at [n x 3], [n x dimension] */
void values_3(tda_ctx *ctx, delaunay &d, const double *at);
void values_nd(tda_ctx *ctx, delaunay &d, std::size_t dimension, const double *at);

} // namespace tda
#endif
