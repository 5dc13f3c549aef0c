/* SPDX-License-Identifier: GPL-3.0-or-later */
/* growth_3.cc - Delaunay triangulations in space that grow in a given order, by CGAL's kernel of
 * exact predicates. */
#include "shim/growth.hh"
#include "shim/silent.hh"
#include "shim/sound_thread.hh"
#include <CGAL/Delaunay_triangulation_3.h>
#include <CGAL/Exact_predicates_inexact_constructions_kernel.h>
#include <CGAL/Triangulation_vertex_base_with_info_3.h>
#include <CGAL/iterator.h>
#include <iterator>

namespace tda
{
namespace
{

using kernel = CGAL::Exact_predicates_inexact_constructions_kernel;
using vertex = CGAL::Triangulation_vertex_base_with_info_3<id, kernel>;
using base = CGAL::Delaunay_triangulation_cell_base_3<kernel>;
using triangulation =
    CGAL::Delaunay_triangulation_3<kernel,
                                   CGAL::Triangulation_data_structure_3<vertex, base>>;
using cell = triangulation::Cell_handle;

id name(triangulation::Vertex_handle v)
{
    return v->info();
}

/* What a point located at `at` falls on. */
void find_zone(zones &out, const triangulation &t, const kernel::Point_3 &p,
               triangulation::Locate_type type, cell at, std::vector<cell> &hit)
{
    const auto infinite = t.infinite_vertex();
    const int dimension = t.dimension();
    hit.clear();
    if (type != triangulation::OUTSIDE_AFFINE_HULL && dimension > 1)
        t.find_conflicts(p, at, CGAL::Emptyset_iterator(), std::back_inserter(hit));
    else if (type != triangulation::OUTSIDE_AFFINE_HULL && dimension == 1)
        hit.push_back(at);
    for (cell c : hit)
        out.add_cell(c, dimension + 1, infinite, name);
    if (!hit.empty())
        return;
    if (dimension == 0)
        out.add_cell(t.finite_vertices_begin()->cell(), 1, infinite, name);
    if (dimension == 1)
        for (auto e = t.finite_edges_begin(); e != t.finite_edges_end(); ++e)
            out.add_cell(e->first, 2, infinite, name);
    if (dimension == 2)
        for (auto f = t.finite_facets_begin(); f != t.finite_facets_end(); ++f)
            out.add_cell(f->first, 3, infinite, name);
}

zones grow(const double *at, id n, const id *near)
{
    triangulation t;
    zones out(4);
    std::vector<triangulation::Vertex_handle> handle;
    std::vector<cell> hit;
    for (id i = 0; i < n; i++) {
        const double *x = at + 3 * std::size_t{i};
        const kernel::Point_3 p(x[0], x[1], x[2]);
        triangulation::Locate_type type;
        int index = 0, second = 0;
        cell c = t.locate(p, type, index, second, i ? handle[near[i]]->cell() : cell());
        find_zone(out, t, p, type, c, hit);
        out.close();
        handle.push_back(t.insert(p, type, c, index, second));
        handle.back()->info() = i;
    }
    return out;
}

} // namespace

zones grow_3(const double *at, id n, const id *near)
{
    return on_sound_thread([=] { return grow(at, n, near); });
}

} // namespace tda
