/* SPDX-License-Identifier: GPL-3.0-or-later */
/* delaunay_nd.cc - Delaunay triangulations in R^4 and above, by CGAL's kernel of any dimension,
 * whose predicates are exact. */
#include "shim/delaunay.hh"
#include <CGAL/Delaunay_triangulation.h>
#include <CGAL/Epick_d.h>
#include <CGAL/Spatial_sort_traits_adapter_d.h>
#include <CGAL/property_map.h>
#include <CGAL/spatial_sort.h>
#include <numeric>

namespace tda
{
namespace
{

/* @param Dimension CGAL's tag of a dimension, fixed or dynamic */
template <class Dimension>
top_cells cells_nd(std::size_t dimension, const double *at,
                   const std::vector<id> &distinct)
{
    using kernel = CGAL::Epick_d<Dimension>;
    using vertex = CGAL::Triangulation_vertex<kernel, id>;
    using cell = CGAL::Triangulation_full_cell<kernel>;
    using delaunay = CGAL::Delaunay_triangulation<
        kernel, CGAL::Triangulation_data_structure<Dimension, vertex, cell>>;
    using point = typename kernel::Point_d;
    using map = typename CGAL::Pointer_property_map<point>::type;

    const int width = static_cast<int>(dimension);
    std::vector<point> points;
    points.reserve(distinct.size());
    for (id i : distinct)
        points.emplace_back(width, at + i * dimension, at + (i + 1) * dimension);
    std::vector<std::size_t> order(points.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    CGAL::spatial_sort(order.begin(), order.end(),
                       CGAL::Spatial_sort_traits_adapter_d<kernel, map>(
                           CGAL::make_property_map(points)));
    delaunay t(width);
    typename delaunay::Full_cell_handle hint;
    for (std::size_t i : order) {
        auto v = t.insert(points[i], hint);
        v->data() = distinct[i];
        hint = v->full_cell();
    }
    top_cells top;
    top.dimension = t.current_dimension();
    for (auto c = t.finite_full_cells_begin(); c != t.finite_full_cells_end(); ++c)
        for (int i = 0; i <= top.dimension; i++)
            top.vertex.push_back(c->vertex(i)->data());
    return top;
}

} // namespace

top_cells triangulate_nd(std::size_t dimension, const double *at,
                         const std::vector<id> &distinct)
{
    switch (dimension) { /* a fixed dimension is faster */
    case 4: return cells_nd<CGAL::Dimension_tag<4>>(dimension, at, distinct);
    case 5: return cells_nd<CGAL::Dimension_tag<5>>(dimension, at, distinct);
    case 6: return cells_nd<CGAL::Dimension_tag<6>>(dimension, at, distinct);
    default: return cells_nd<CGAL::Dynamic_dimension_tag>(dimension, at, distinct);
    }
}

} // namespace tda
