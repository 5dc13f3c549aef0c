/* SPDX-License-Identifier: GPL-3.0-or-later */
/* delaunay_nd.cc - Delaunay triangulations in R^4 and above, by CGAL's kernel of any dimension,
 * whose predicates are exact. */
#include "shim/delaunay.hh"
#include "shim/silent.hh"
#include <CGAL/Delaunay_triangulation.h>
#include <CGAL/Epick_d.h>
#include <memory>

namespace tda
{
namespace
{

using kernel = CGAL::Epick_d<CGAL::Dynamic_dimension_tag>;
using vertex = CGAL::Triangulation_vertex<kernel, id>;
using cell = CGAL::Triangulation_full_cell<kernel>;
using delaunay_d = CGAL::Delaunay_triangulation<
    kernel,
    CGAL::Triangulation_data_structure<CGAL::Dynamic_dimension_tag, vertex, cell>>;

/* Insert the points, each from where the one before it lies. */
void insert(delaunay_d &t, std::size_t dimension, const double *at, id n)
{
    delaunay_d::Full_cell_handle hint;
    for (id i : insertion_order(n)) {
        const double *p = at + i * dimension;
        auto v = t.insert(kernel::Point_d(static_cast<int>(dimension), p, p + dimension),
                          hint);
        v->data() = i;
        hint = v->full_cell();
    }
}

} // namespace

top_cells triangulate_nd(std::size_t dimension, const double *at, id n)
{
    auto t = std::make_unique<delaunay_d>(static_cast<int>(dimension));
    try {
        insert(*t, dimension, at, n);
    } catch (...) {
        /* A cell for which there was no memory would be freed twice with the others: better
         * to free none of them. */
        static_cast<void>(t.release());
        throw;
    }
    top_cells top;
    top.dimension = t->current_dimension();
    for (auto c = t->finite_full_cells_begin(); c != t->finite_full_cells_end(); ++c)
        for (int i = 0; i <= top.dimension; i++)
            top.vertex.push_back(c->vertex(i)->data());
    return top;
}

} // namespace tda
