/* SPDX-License-Identifier: GPL-3.0-or-later */
/* regular_3.cc - Regular triangulations in space: Delaunay triangulations of weighted points, of
 * which some may be hidden. Predicates are exact, ties are broken by CGAL's symbolic
 * perturbation. Only labels leave CGAL. */
#include "shim/delaunay.hh"
#include "shim/silent.hh"
#include "shim/sound_thread.hh"
#include <CGAL/Exact_predicates_inexact_constructions_kernel.h>
#include <CGAL/Regular_triangulation_3.h>
#include <CGAL/Triangulation_vertex_base_with_info_3.h>

namespace tda
{
namespace
{

using kernel = CGAL::Exact_predicates_inexact_constructions_kernel;
using vertex = CGAL::Triangulation_vertex_base_with_info_3<
    id, kernel, CGAL::Regular_triangulation_vertex_base_3<kernel>>;
using triangulation = CGAL::Regular_triangulation_3<
    kernel, CGAL::Triangulation_data_structure_3<
                vertex, CGAL::Regular_triangulation_cell_base_3<kernel>>>;

top_cells cells(const double *at, const double *weight, id n)
{
    triangulation t;
    triangulation::Vertex_handle hint;
    for (id i : insertion_order(n)) {
        const double *p = at + 3 * std::size_t{i};
        kernel::Weighted_point_3 w({p[0], p[1], p[2]}, weight[i]);
        auto v = t.insert(w, hint);
        if (v == triangulation::Vertex_handle())
            continue; /* hidden */
        v->info() = i;
        hint = v;
    }
    top_cells top;
    top.dimension = t.dimension();
    if (top.dimension == 0)
        top.vertex.push_back(t.finite_vertices_begin()->info());
    if (top.dimension == 1)
        for (auto e : t.finite_edges())
            for (int i : {e.second, e.third})
                top.vertex.push_back(e.first->vertex(i)->info());
    if (top.dimension == 2)
        for (auto f : t.finite_facets())
            for (int i = 0; i < 3; i++)
                top.vertex.push_back(f.first->vertex(i)->info());
    if (top.dimension == 3)
        for (auto c : t.finite_cell_handles())
            for (int i = 0; i < 4; i++)
                top.vertex.push_back(c->vertex(i)->info());
    return top;
}

} // namespace

top_cells regular_3(const double *at, const double *weight, id n)
{
    return on_sound_thread([=] { return cells(at, weight, n); });
}

} // namespace tda
