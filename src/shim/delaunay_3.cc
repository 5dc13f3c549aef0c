/* SPDX-License-Identifier: GPL-3.0-or-later */
/* delaunay_3.cc - Delaunay triangulations in space, by CGAL's kernel of exact predicates. Its
 * symbolic perturbation makes the triangulation of points on a common sphere unique. Only the
 * labels of the tetrahedra leave CGAL. */
#include "shim/delaunay.hh"
#include "shim/silent.hh"
#include "shim/sound_thread.hh"
#include <CGAL/Delaunay_triangulation_3.h>
#include <CGAL/Exact_predicates_inexact_constructions_kernel.h>
#include <CGAL/Triangulation_vertex_base_with_info_3.h>

namespace tda
{
namespace
{

using kernel = CGAL::Exact_predicates_inexact_constructions_kernel;
using vertex = CGAL::Triangulation_vertex_base_with_info_3<id, kernel>;
using cell = CGAL::Delaunay_triangulation_cell_base_3<kernel>;
using triangulation =
    CGAL::Delaunay_triangulation_3<kernel,
                                   CGAL::Triangulation_data_structure_3<vertex, cell>>;

top_cells cells(const double *at, id n)
{
    triangulation t;
    triangulation::Vertex_handle hint;
    for (id i : insertion_order(n)) {
        const double *p = at + 3 * std::size_t{i};
        hint = t.insert({p[0], p[1], p[2]}, hint);
        hint->info() = i;
    }
    if (t.dimension() < 2)
        return path({3, at}, n);
    top_cells top;
    top.dimension = t.dimension();
    if (t.dimension() == 3) {
        top.vertex.reserve(4 * t.number_of_finite_cells());
        for (auto c : t.finite_cell_handles())
            for (int i = 0; i < 4; i++)
                top.vertex.push_back(c->vertex(i)->info());
    } else { /* all in one plane: CGAL's cells are triangles */
        top.vertex.reserve(3 * t.number_of_finite_facets());
        for (auto f : t.finite_facets())
            for (int i = 0; i < 3; i++)
                top.vertex.push_back(f.first->vertex(i)->info());
    }
    return top;
}

} // namespace

top_cells triangulate_3(const double *at, id n)
{
    return on_sound_thread([=] { return cells(at, n); });
}

} // namespace tda
