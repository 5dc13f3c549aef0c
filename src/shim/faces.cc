/* SPDX-License-Identifier: GPL-3.0-or-later */
/* faces.cc - From the top cells of a triangulation to all its simplices, in lexicographic order,
 * with the facets of each.
 *
 * One dimension after the other, downwards: every simplex lists its facets, the list is sorted
 * by vertices, and equal facets become one. Sorting is by buckets of equal first vertex, which
 * are short in a triangulation, and then by the next two vertices packed into one key. */
#include "shim/delaunay.hh"
#include <algorithm>
#include <cstring>

namespace tda
{
namespace
{

struct item {
    std::uint64_t key; /* second and third vertex */
    std::uint64_t row; /* what is sorted */
};

/* The rows 0 .. rows-1, each a tuple of `width` ids at(row, j), in lexicographic order; equal
 * tuples in the order of their rows. */
template <class At>
std::vector<item> sorted(tda_ctx *ctx, std::uint64_t rows, int width, id ids, At at)
{
    std::vector<std::uint64_t> start(ids + std::size_t{1}, 0);
    std::vector<item> order(rows);
    for (std::uint64_t r = 0; r < rows; r++)
        start[at(r, 0) + std::size_t{1}]++;
    for (std::size_t v = 0; v < ids; v++)
        start[v + 1] += start[v];
    for (std::uint64_t r = 0; r < rows; r++) {
        std::uint64_t key = width > 1 ? std::uint64_t{at(r, 1)} << 32 : 0;
        order[start[at(r, 0)]++] = {key | (width > 2 ? at(r, 2) : 0), r};
    }
    auto before = [&](const item &a, const item &b) {
        if (a.key != b.key)
            return a.key < b.key;
        for (int j = 3; j < width; j++)
            if (at(a.row, j) != at(b.row, j))
                return at(a.row, j) < at(b.row, j);
        return a.row < b.row;
    };
    auto from = order.begin();
    for (std::size_t v = 0; v < ids;
         v++) { /* start[v] has moved to the end of bucket v */
        check(
            tdai_poll(ctx, "faces of the triangulation", static_cast<tda_index>(v), ids));
        auto to = order.begin() + static_cast<std::ptrdiff_t>(start[v]);
        std::sort(from, to, before);
        from = to;
    }
    return order;
}

void allocate_level(delaunay &d, int k, tda_index count)
{
    d.count[k] = count;
    d.vertex[k] = allocate<tda_index>(count * (k + 1));
    d.value[k] = allocate<double>(count);
    if (k > 0)
        d.face[k] = allocate<tda_index>(count * (k + 1));
}

void fill_top(tda_ctx *ctx, delaunay &d, top_cells &&top, id ids)
{
    std::size_t width = static_cast<std::size_t>(top.dimension) + 1;
    std::size_t rows = top.vertex.size() / width;
    for (std::size_t r = 0; r < rows; r++) {
        auto row = top.vertex.begin() + static_cast<std::ptrdiff_t>(r * width);
        std::sort(row, row + static_cast<std::ptrdiff_t>(width));
    }
    auto at = [&](std::uint64_t r, int j) {
        return top.vertex[r * width + static_cast<std::size_t>(j)];
    };
    auto order = sorted(ctx, rows, top.dimension + 1, ids, at);
    allocate_level(d, top.dimension, static_cast<tda_index>(rows));
    tda_index *out = d.vertex[top.dimension];
    for (const item &i : order)
        for (int j = 0; j <= top.dimension; j++)
            *out++ = at(i.row, j);
}

/* The facets of the simplices of dimension k, k at least 2. */
void fill_facets(tda_ctx *ctx, delaunay &d, int k, id ids)
{
    /* Row r is the facet of simplex r / width without its vertex r % width. */
    const auto width = static_cast<std::uint64_t>(k) + 1;
    const tda_index *vertex = d.vertex[k];
    auto at = [=](std::uint64_t r, int j) {
        std::uint64_t s = r / width, skip = r - s * width,
                      i = static_cast<std::uint64_t>(j);
        return static_cast<id>(vertex[s * width + i + (i >= skip)]);
    };
    auto order = sorted(ctx, static_cast<std::uint64_t>(d.count[k]) * width, k, ids, at);
    auto same = [&](const item &a, const item &b) {
        if (a.key != b.key || at(a.row, 0) != at(b.row, 0))
            return false;
        for (int j = 3; j < k; j++)
            if (at(a.row, j) != at(b.row, j))
                return false;
        return true;
    };
    tda_index count = 0;
    for (std::size_t i = 0; i < order.size(); i++) {
        count += i == 0 || !same(order[i - 1], order[i]);
        d.face[k][order[i].row] = count - 1;
    }
    allocate_level(d, k - 1, count);
    tda_index *out = d.vertex[k - 1], last = -1;
    for (const item &i : order)
        if (d.face[k][i.row] != last) {
            last = d.face[k][i.row];
            for (int j = 0; j < k; j++)
                *out++ = at(i.row, j);
        }
}

} // namespace

void enumerate(tda_ctx *ctx, delaunay &d, top_cells &&top,
               const std::vector<id> &distinct)
{
    d.dimension = top.dimension;
    if (distinct.empty())
        return;
    const id ids = distinct.back() + 1;
    allocate_level(d, 0, static_cast<tda_index>(distinct.size()));
    std::copy(distinct.begin(), distinct.end(), d.vertex[0]);
    std::fill_n(d.value[0], d.count[0], 0.0);
    if (top.dimension < 1)
        return;
    fill_top(ctx, d, std::move(top), ids);
    for (int k = d.dimension; k > 1; k--)
        fill_facets(ctx, d, k, ids);
    std::vector<id> rank(ids);
    for (std::size_t i = 0; i < distinct.size(); i++)
        rank[distinct[i]] = static_cast<id>(i);
    for (tda_index e = 0; e < d.count[1]; e++) {
        d.face[1][2 * e] = rank[static_cast<std::size_t>(d.vertex[1][2 * e + 1])];
        d.face[1][2 * e + 1] = rank[static_cast<std::size_t>(d.vertex[1][2 * e])];
    }
}

} // namespace tda

void tdai_delaunay_clear(tdai_delaunay *d)
{
    for (int k = 0; k < 16; k++) {
        tdai_free(d->vertex[k]);
        tdai_free(d->face[k]);
        tdai_free(d->value[k]);
    }
    tdai_free(d->same_as);
    *d = tdai_delaunay{};
    d->dimension = -1;
}
