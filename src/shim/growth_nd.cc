/* SPDX-License-Identifier: GPL-3.0-or-later */
/* growth_nd.cc - Delaunay triangulations in R^4 and above that grow in a given order, by CGAL's
 * kernel of any dimension, whose predicates are exact. */
#include "shim/growth.hh"
#include "shim/silent.hh"
#include <CGAL/Delaunay_triangulation.h>
#include <CGAL/Epick_d.h>
#include <iterator>
#include <memory>

namespace tda
{
namespace
{

using kernel = CGAL::Epick_d<CGAL::Dynamic_dimension_tag>;
using vertex = CGAL::Triangulation_vertex<kernel, id>;
using full_cell = CGAL::Triangulation_full_cell<kernel>;
using delaunay_d = CGAL::Delaunay_triangulation<
    kernel,
    CGAL::Triangulation_data_structure<CGAL::Dynamic_dimension_tag, vertex, full_cell>>;
using cell = delaunay_d::Full_cell_handle;

id name(delaunay_d::Vertex_handle v)
{
    return v->data();
}

/* What a point located at `at` falls on. */
void find_zone(zones &out, delaunay_d &t, const kernel::Point_d &p,
               delaunay_d::Locate_type type, cell at, std::vector<cell> &hit)
{
    const auto infinite = t.infinite_vertex();
    const int dimension = t.current_dimension();
    auto back = std::back_inserter(hit);
    hit.clear();
    if (dimension < 0)
        return;
    if (type == delaunay_d::OUTSIDE_AFFINE_HULL)
        for (auto c = t.finite_full_cells_begin(); c != t.finite_full_cells_end(); ++c)
            hit.push_back(c.base());
    else if (dimension == 1)
        hit.push_back(at);
    else
        t.compute_conflict_zone(p, at, back);
    for (cell c : hit)
        out.add_cell(c, dimension + 1, infinite, name);
}

zones grow(delaunay_d &t, std::size_t dimension, const double *at, id n, const id *near)
{
    zones out(dimension + 1);
    std::vector<delaunay_d::Vertex_handle> handle;
    std::vector<cell> hit;
    for (id i = 0; i < n; i++) {
        const double *x = at + i * dimension;
        const kernel::Point_d p(static_cast<int>(dimension), x, x + dimension);
        delaunay_d::Locate_type type;
        delaunay_d::Face face(t.maximal_dimension());
        delaunay_d::Facet facet;
        cell c =
            t.locate(p, type, face, facet, i ? handle[near[i]]->full_cell() : cell());
        find_zone(out, t, p, type, c, hit);
        out.close();
        handle.push_back(t.insert(p, type, face, facet, c));
        handle.back()->data() = i;
    }
    return out;
}

} // namespace

zones grow_nd(std::size_t dimension, const double *at, id n, const id *near)
{
    auto t = std::make_unique<delaunay_d>(static_cast<int>(dimension));
    try {
        return grow(*t, dimension, at, n, near);
    } catch (...) {
        /* A cell for which there was no memory would be freed twice with the others. */
        static_cast<void>(t.release());
        throw;
    }
}

} // namespace tda
