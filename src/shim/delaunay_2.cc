/* SPDX-License-Identifier: GPL-3.0-or-later */
/* delaunay_2.cc - Delaunay triangulations in the plane, by CGAL's kernel of exact predicates.
 * Its symbolic perturbation makes the triangulation of points on a common circle unique. Only
 * the labels of the triangles leave CGAL. */
#include "shim/delaunay.hh"
#include "shim/silent.hh"
#include <CGAL/Delaunay_triangulation_2.h>
#include <CGAL/Exact_predicates_inexact_constructions_kernel.h>
#include <CGAL/Triangulation_vertex_base_with_info_2.h>

namespace tda
{
namespace
{

using kernel = CGAL::Exact_predicates_inexact_constructions_kernel;
using vertex = CGAL::Triangulation_vertex_base_with_info_2<id, kernel>;
using triangulation =
    CGAL::Delaunay_triangulation_2<kernel, CGAL::Triangulation_data_structure_2<vertex>>;

} // namespace

top_cells triangulate_2(const double *at, id n)
{
    triangulation t;
    triangulation::Face_handle hint;
    for (id i : insertion_order(n)) {
        const double *p = at + 3 * std::size_t{i};
        auto v = t.insert({p[0], p[1]}, hint);
        v->info() = i;
        hint = v->face();
    }
    if (t.dimension() < 2)
        return path({3, at}, n);
    top_cells top;
    top.dimension = 2;
    top.vertex.reserve(3 * t.number_of_faces());
    for (auto f : t.finite_face_handles())
        for (int i = 0; i < 3; i++)
            top.vertex.push_back(f->vertex(i)->info());
    return top;
}

} // namespace tda
