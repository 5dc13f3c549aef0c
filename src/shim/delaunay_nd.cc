/* SPDX-License-Identifier: GPL-3.0-or-later */
/* delaunay_nd.cc - Delaunay triangulations in R^4 and above, by CGAL's kernel of any dimension,
 * whose predicates are exact. */
#include "shim/delaunay.hh"
#include "shim/silent.hh"
#include <CGAL/Delaunay_triangulation.h>
#include <CGAL/Epick_d.h>
#include <CGAL/Spatial_sort_traits_adapter_d.h>
#include <CGAL/property_map.h>
#include <CGAL/spatial_sort.h>
#include <memory>
#include <numeric>

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

/* Insert the points in an order in which each is near the one before. */
void insert(delaunay_d &t, std::vector<kernel::Point_d> &points,
            const std::vector<id> &ids)
{
    using map = CGAL::Pointer_property_map<kernel::Point_d>::type;
    std::vector<std::size_t> order(points.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    CGAL::spatial_sort(order.begin(), order.end(),
                       CGAL::Spatial_sort_traits_adapter_d<kernel, map>(
                           CGAL::make_property_map(points)));
    delaunay_d::Full_cell_handle hint;
    for (std::size_t i : order) {
        auto v = t.insert(points[i], hint);
        v->data() = ids[i];
        hint = v->full_cell();
    }
}

} // namespace

top_cells triangulate_nd(std::size_t dimension, const double *at,
                         const std::vector<id> &distinct)
{
    const int width = static_cast<int>(dimension);
    std::vector<kernel::Point_d> points;
    points.reserve(distinct.size());
    for (id i : distinct)
        points.emplace_back(width, at + i * dimension, at + (i + 1) * dimension);
    auto t = std::make_unique<delaunay_d>(width);
    try {
        insert(*t, points, distinct);
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
