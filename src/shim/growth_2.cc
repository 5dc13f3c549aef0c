/* SPDX-License-Identifier: GPL-3.0-or-later */
/* growth_2.cc - Delaunay triangulations in the plane that grow in a given order, by CGAL's kernel
 * of exact predicates. */
#include "shim/growth.hh"
#include "shim/silent.hh"
#include <CGAL/Delaunay_triangulation_2.h>
#include <CGAL/Exact_predicates_inexact_constructions_kernel.h>
#include <CGAL/Triangulation_vertex_base_with_info_2.h>
#include <iterator>

namespace tda
{
namespace
{

using kernel = CGAL::Exact_predicates_inexact_constructions_kernel;
using vertex = CGAL::Triangulation_vertex_base_with_info_2<id, kernel>;
using triangulation =
    CGAL::Delaunay_triangulation_2<kernel, CGAL::Triangulation_data_structure_2<vertex>>;
using face = triangulation::Face_handle;

id name(triangulation::Vertex_handle v)
{
    return v->info();
}

/* What a point located at `at` falls on. */
void find_zone(zones &out, const triangulation &t, const kernel::Point_2 &p,
               triangulation::Locate_type type, face at, std::vector<face> &hit)
{
    const auto infinite = t.infinite_vertex();
    const int dimension = t.dimension();
    hit.clear();
    if (dimension == 2)
        t.get_conflicts(p, std::back_inserter(hit), at);
    else if (dimension == 1 && type != triangulation::OUTSIDE_AFFINE_HULL)
        hit.push_back(at);
    for (face f : hit)
        out.add_cell(f, dimension + 1, infinite, name);
    if (!hit.empty())
        return;
    if (dimension == 0)
        out.add_cell(t.finite_vertices_begin()->face(), 1, infinite, name);
    for (auto e = t.finite_edges_begin(); dimension == 1 && e != t.finite_edges_end();
         ++e)
        out.add_cell(e->first, 2, infinite, name);
}

} // namespace

zones grow_2(const double *at, id n, const id *near)
{
    triangulation t;
    zones out(3);
    std::vector<triangulation::Vertex_handle> handle;
    std::vector<face> hit;
    for (id i = 0; i < n; i++) {
        const kernel::Point_2 p(at[3 * std::size_t{i}], at[3 * std::size_t{i} + 1]);
        triangulation::Locate_type type;
        int index = 0;
        face f = t.locate(p, type, index, i ? handle[near[i]]->face() : face());
        find_zone(out, t, p, type, f, hit);
        out.close();
        handle.push_back(t.insert(p, type, f, index));
        handle.back()->info() = i;
    }
    return out;
}

} // namespace tda
