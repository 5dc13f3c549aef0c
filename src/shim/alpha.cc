/* SPDX-License-Identifier: GPL-3.0-or-later */
/* alpha.cc - Alpha complexes: put the points in order, triangulate, list all simplices, give
 * each its value. This file holds the order of the stages. */
#include "shim/delaunay.hh"

namespace tda
{
namespace
{

/* The coordinates of the labelled points, up to R^3 with zeros appended. */
std::vector<double> coordinates(rows point, const std::vector<id> &label)
{
    const std::size_t width = point.width < 3 ? 3 : point.width;
    std::vector<double> at(label.size() * width, 0.0);
    for (std::size_t i = 0; i < label.size(); i++)
        for (std::size_t c = 0; c < point.width; c++)
            at[i * width + c] = point.at[label[i] * point.width + c];
    return at;
}

top_cells triangulate(std::size_t dimension, const double *at, id n)
{
    if (dimension == 1 || n < 2)
        return path({dimension < 3 ? 3 : dimension, at}, n);
    return dimension == 2   ? triangulate_2(at, n)
           : dimension == 3 ? triangulate_3(at, n)
                            : triangulate_nd(dimension, at, n);
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
        d.same_as = tda::allocate<tda::id>(n);
        auto label = tda::label(ctx, d.same_as, static_cast<tda::id>(n), {width, at},
                                {static_cast<std::size_t>(ranks), rank});
        const auto labels = static_cast<tda::id>(label.size());
        auto local = tda::coordinates({width, at}, label);
        d.point = tda::allocate<tda::id>(labels);
        std::copy(label.begin(), label.end(), d.point);
        tda::check(tdai_poll(ctx, "Delaunay triangulation", 0, 1));
        tda::enumerate(ctx, d, tda::triangulate(width, local.data(), labels), labels);
        if (dimension > 3)
            tda::values_nd(ctx, d, width, local.data());
        else
            tda::values_3(ctx, d, local.data());
        d.release(out);
    });
}
