/* SPDX-License-Identifier: GPL-3.0-or-later */
/* regular_2.cc - Regular triangulations in the plane and on a line: Delaunay triangulations of
 * weighted points, of which some may be hidden. Predicates are exact, ties are broken by CGAL's
 * symbolic perturbation. Only labels leave CGAL. */
#include "shim/delaunay.hh"
#include "shim/silent.hh"
#include <CGAL/Exact_predicates_inexact_constructions_kernel.h>
#include <CGAL/Regular_triangulation_2.h>
#include <CGAL/Triangulation_vertex_base_with_info_2.h>

namespace tda
{
namespace
{

using kernel = CGAL::Exact_predicates_inexact_constructions_kernel;
using vertex = CGAL::Triangulation_vertex_base_with_info_2<
    id, kernel, CGAL::Regular_triangulation_vertex_base_2<kernel>>;
using triangulation = CGAL::Regular_triangulation_2<
    kernel, CGAL::Triangulation_data_structure_2<
                vertex, CGAL::Regular_triangulation_face_base_2<kernel>>>;

} // namespace

top_cells regular_2(const double *at, const double *weight, id n)
{
    triangulation t;
    triangulation::Face_handle hint;
    for (id i : insertion_order(n)) {
        const double *p = at + 3 * std::size_t{i};
        auto v = t.insert(kernel::Weighted_point_2({p[0], p[1]}, weight[i]), hint);
        v->info() = i;
        hint = v->face();
    }
    top_cells top;
    top.dimension = t.dimension();
    if (top.dimension == 0)
        top.vertex.push_back(t.finite_vertices_begin()->info());
    if (top.dimension == 1)
        for (auto e : t.finite_edges())
            for (int i = 0; i < 2; i++)
                top.vertex.push_back(e.first->vertex(i)->info());
    if (top.dimension == 2)
        for (auto f : t.finite_face_handles())
            for (int i = 0; i < 3; i++)
                top.vertex.push_back(f->vertex(i)->info());
    return top;
}

} // namespace tda
