/* SPDX-License-Identifier: GPL-3.0-or-later */
/* alpha.cc - Alpha complexes: find repeated points, triangulate, list all simplices, give each
 * its value. This file holds the order of the stages and the triangulations up to R^3, made by
 * CGAL's kernel of exact predicates, whose symbolic perturbation makes the triangulation of
 * points on a common sphere unique. Only the ids of its top cells leave CGAL. */
#include "shim/delaunay.hh"
#include "shim/silent.hh"
#include <CGAL/Delaunay_triangulation_2.h>
#include <CGAL/Delaunay_triangulation_3.h>
#include <CGAL/Exact_predicates_inexact_constructions_kernel.h>
#include <CGAL/Triangulation_vertex_base_with_info_2.h>
#include <CGAL/Triangulation_vertex_base_with_info_3.h>
#include <algorithm>
#include <functional>
#include <future>
#include <numeric>
#include <system_error>

namespace tda
{
namespace
{

using kernel = CGAL::Exact_predicates_inexact_constructions_kernel;
using vertex_2 = CGAL::Triangulation_vertex_base_with_info_2<id, kernel>;
using vertex_3 = CGAL::Triangulation_vertex_base_with_info_3<id, kernel>;
using cell_3 = CGAL::Delaunay_triangulation_cell_base_3<kernel>;
using delaunay_2 =
    CGAL::Delaunay_triangulation_2<kernel,
                                   CGAL::Triangulation_data_structure_2<vertex_2>>;
using delaunay_3 = CGAL::Delaunay_triangulation_3<
    kernel, CGAL::Triangulation_data_structure_3<vertex_3, cell_3>>;

/* Rows of doubles, to be compared. */
struct rows {
    std::size_t width;
    const double *at;

    /* The sign of row a minus row b in lexicographic order. */
    int compare(id a, id b) const
    {
        const double *p = at + a * width, *q = at + b * width;
        for (std::size_t j = 0; j < width; j++)
            if (p[j] != q[j])
                return p[j] < q[j] ? -1 : 1;
        return 0;
    }
};

/* The cells of a path: points on a line in lexicographic order are in order along it. */
top_cells path(rows point, std::vector<id> points)
{
    std::sort(points.begin(), points.end(),
              [=](id a, id b) { return point.compare(a, b) < 0; });
    top_cells top;
    top.dimension = points.size() > 1 ? 1 : static_cast<int>(points.size()) - 1;
    for (std::size_t i = 1; i < points.size(); i++)
        top.vertex.insert(top.vertex.end(), {points[i - 1], points[i]});
    return top;
}

/* The points that stand for all of their copies, ascending; same_as[i] := that of point i. */
std::vector<id> find_repeated(tda_index *same_as, id n, rows point, rows rank)
{
    std::vector<id> order(n), distinct;
    std::iota(order.begin(), order.end(), id{0});
    std::sort(order.begin(), order.end(), [=](id a, id b) {
        int c = point.compare(a, b);
        c = c ? c : rank.compare(a, b);
        return c ? c < 0 : a < b;
    });
    distinct.reserve(n);
    for (id i = 0, first = 0; i < n; i++) {
        if (i == 0 || point.compare(first, order[i]) != 0)
            distinct.push_back(first = order[i]);
        same_as[order[i]] = first;
    }
    std::sort(distinct.begin(), distinct.end());
    return distinct;
}

top_cells triangulate_2(const double *at, const std::vector<id> &distinct)
{
    std::vector<std::pair<kernel::Point_2, id>> points;
    points.reserve(distinct.size());
    for (id i : distinct)
        points.emplace_back(kernel::Point_2(at[2 * i], at[2 * i + 1]), i);
    delaunay_2 t(points.begin(), points.end());
    if (t.dimension() < 2)
        return path({2, at}, distinct);
    top_cells top;
    top.dimension = 2;
    top.vertex.reserve(3 * t.number_of_faces());
    for (auto f : t.finite_face_handles())
        for (int i = 0; i < 3; i++)
            top.vertex.push_back(f->vertex(i)->info());
    return top;
}

top_cells cells_3(const double *at, const std::vector<id> &distinct)
{
    std::vector<std::pair<kernel::Point_3, id>> points;
    points.reserve(distinct.size());
    for (id i : distinct)
        points.emplace_back(kernel::Point_3(at[3 * i], at[3 * i + 1], at[3 * i + 2]), i);
    delaunay_3 t(points.begin(), points.end());
    if (t.dimension() < 2)
        return path({3, at}, distinct);
    top_cells top;
    top.dimension = t.dimension();
    top.vertex.reserve((t.dimension() == 3 ? 4 : 3) * t.number_of_cells());
    if (t.dimension() == 3)
        for (auto c : t.finite_cell_handles())
            for (int i = 0; i < 4; i++)
                top.vertex.push_back(c->vertex(i)->info());
    else /* all in one plane: CGAL's cells are triangles */
        for (auto f : t.finite_facets())
            for (int i = 0; i < 3; i++)
                top.vertex.push_back(f.first->vertex(i)->info());
    return top;
}

/* CGAL (5.5) keeps a table for each thread that an exception leaves half filled, so that later
 * triangulations fail. After one they are made on a thread of their own, with a new table. */
top_cells triangulate_3(const double *at, const std::vector<id> &distinct)
{
    static thread_local bool spoiled = false;
    if (spoiled)
        try {
            return std::async(std::launch::async, cells_3, at, std::cref(distinct)).get();
        } catch (const std::system_error &) { /* no room for a thread */
            throw std::bad_alloc();
        }
    spoiled = true;
    top_cells top = cells_3(at, distinct);
    spoiled = false;
    return top;
}

top_cells triangulate(std::size_t dimension, const double *at,
                      const std::vector<id> &distinct)
{
    if (dimension == 1 || distinct.size() < 2)
        return path({dimension, at}, distinct);
    return dimension == 2   ? triangulate_2(at, distinct)
           : dimension == 3 ? triangulate_3(at, distinct)
                            : triangulate_nd(dimension, at, distinct);
}

void set_values(tda_ctx *ctx, delaunay &d, std::size_t n, std::size_t dimension,
                const double *at)
{
    if (dimension > 3)
        return values_nd(ctx, d, dimension, at);
    if (dimension == 3)
        return values_3(ctx, d, at);
    std::vector<double> space(3 * n, 0.0);
    for (std::size_t i = 0; i < n; i++)
        for (std::size_t c = 0; c < dimension; c++)
            space[3 * i + c] = at[dimension * i + c];
    values_3(ctx, d, space.data());
}

} // namespace
} // namespace tda

tda_status tdai_alpha(tda_ctx *ctx, tdai_delaunay *out, tda_index n, int dimension,
                      const double *at, int ranks, const double *rank)
{
    return tda::guard(ctx, "alpha complex", [&] {
        if (n > INT32_MAX)
            throw std::length_error("more than 2147483647 points");
        const auto width = static_cast<std::size_t>(dimension);
        tda::delaunay d;
        d.same_as = tda::allocate<tda_index>(n);
        auto distinct =
            tda::find_repeated(d.same_as, static_cast<tda::id>(n), {width, at},
                               {static_cast<std::size_t>(ranks), rank});
        tda::check(tdai_poll(ctx, "Delaunay triangulation", 0, 1));
        tda::enumerate(ctx, d, tda::triangulate(width, at, distinct), distinct);
        tda::set_values(ctx, d, static_cast<std::size_t>(n), width, at);
        *out = d;
        static_cast<tdai_delaunay &>(d) = tdai_delaunay{};
    });
}
