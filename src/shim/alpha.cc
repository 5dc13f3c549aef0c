/* SPDX-License-Identifier: GPL-3.0-or-later */
/* alpha.cc - Alpha complexes: put the points in order, triangulate, list all simplices, give
 * each its value. This file holds the order of the stages. */
#include "shim/delaunay.hh"
#include <algorithm>

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

/* From the edges up, the radii of the smallest balls. */
void values_of_balls(tda_ctx *ctx, delaunay &d, int dimension, const double *at)
{
    for (int k = 1; k <= d.dimension; k++) {
        d.value[k] = allocate<double>(d.count[k]);
        for (tda_index s = 0; s < d.count[k]; s++) {
            double most = 0;
            for (int i = 0; i <= k && k > 1; i++)
                most = std::max(most, d.value[k - 1][d.face[k][s * (k + 1) + i]]);
            d.value[k][s] = most;
        }
        check(tdai_balls(ctx, d.value[k], d.count[k], k, d.vertex[k], dimension, at));
    }
}

/* The points as a triangulation needs them. */
struct prepared {
    delaunay d;
    std::vector<id> label;
    std::vector<double> at;
    id labels;

    prepared(tda_ctx *ctx, tda_index n, int dimension, const double *point, rows rank)
    {
        if (n > INT32_MAX)
            throw std::length_error("more than 2147483647 points");
        const rows points = {static_cast<std::size_t>(dimension), point};
        d.same_as = allocate<id>(n);
        label = tda::label(ctx, d.same_as, static_cast<id>(n), points, rank);
        labels = static_cast<id>(label.size());
        at = coordinates(points, label);
        d.point = allocate<id>(labels);
        std::copy(label.begin(), label.end(), d.point);
        check(tdai_poll(ctx, "Delaunay triangulation", 0, 1));
    }
};

} // namespace
} // namespace tda

tda_status tdai_alpha(tda_ctx *ctx, tdai_delaunay *out, tda_index n, int dimension,
                      const double *at, int ranks, const double *rank)
{
    return tda::guard(ctx, "alpha complex", [&] {
        const auto width = static_cast<std::size_t>(dimension);
        tda::prepared p(ctx, n, dimension, at, {static_cast<std::size_t>(ranks), rank});
        tda::enumerate(ctx, p.d, tda::triangulate(width, p.at.data(), p.labels),
                       p.labels);
        if (dimension > 3)
            tda::values_nd(ctx, p.d, width, p.at.data());
        else
            tda::values_3(ctx, p.d, p.at.data());
        p.d.release(out);
    });
}

tda_status tdai_weighted_alpha(tda_ctx *ctx, tdai_delaunay *out, tda_index n,
                               int dimension, const double *at, const double *weight)
{
    return tda::guard(ctx, "weighted alpha complex", [&] {
        std::vector<double> light(weight, weight + n), local;
        for (double &w : light)
            w = -w;
        tda::prepared p(ctx, n, dimension, at, {1, light.data()});
        for (tda::id i : p.label)
            local.push_back(weight[i]);
        if (p.labels > 0)
            tda::enumerate(ctx, p.d,
                           (dimension < 3 ? tda::regular_2 : tda::regular_3)(
                               p.at.data(), local.data(), p.labels),
                           p.labels);
        tda::values_weighted(ctx, p.d, p.at.data(), local.data());
        p.d.release(out);
    });
}

tda_status tdai_delaunay_cech(tda_ctx *ctx, tdai_delaunay *out, tda_index n,
                              int dimension, const double *at)
{
    return tda::guard(ctx, "Delaunay-Cech complex", [&] {
        const auto width = static_cast<std::size_t>(dimension);
        tda::prepared p(ctx, n, dimension, at, {0, nullptr});
        tda::enumerate(ctx, p.d, tda::triangulate(width, p.at.data(), p.labels),
                       p.labels);
        tda::values_of_balls(ctx, p.d, std::max(dimension, 3), p.at.data());
        p.d.release(out);
    });
}
