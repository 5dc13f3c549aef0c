/* SPDX-License-Identifier: GPL-3.0-or-later */
/* values.hh - Squared alpha values of a triangulation.
 *
 * The value of a simplex is the least squared radius of a sphere through its vertices with no
 * point inside. A top cell has its circumradius. A lower simplex has its own, if its smallest
 * sphere holds no opposite vertex of a coface (it is Gabriel), and else the least value of its
 * cofaces, which also bounds it in the first case, so that rounding never breaks the order.
 *
 * A space has squared_radius(k, v) of the smallest sphere through the k+1 points v; inside(k, v):
 * is point v[k+1] strictly inside that sphere? */
#ifndef TDA_SHIM_VALUES_HH
#define TDA_SHIM_VALUES_HH
#include "shim/delaunay.hh"
#include <algorithm>
#include <limits>

namespace tda
{

inline void poll_values(tda_ctx *ctx, tda_index s, tda_index n)
{
    if (s % 256 == 0)
        check(tdai_poll(ctx, "alpha values", s, n));
}

/* value [count of k-1] := the least value of the cofaces; gabriel := is each Gabriel? */
template <class Space>
void from_cofaces(tda_ctx *ctx, const delaunay &d, int k, const Space &space,
                  double *value, std::vector<char> &gabriel)
{
    id v[18];
    for (tda_index s = 0; s < d.count[k]; s++) {
        poll_values(ctx, s, d.count[k]);
        const id *vertex = d.vertex[k] + s * (k + 1), *face = d.face[k] + s * (k + 1);
        std::copy_n(vertex + 1, k, v);
        v[k] = vertex[0];
        for (int i = 0;;
             i++) { /* v: the facet opposite to vertex i, and then that vertex */
            const id f = face[i];
            value[f] = std::min(value[f], d.value[k][s]);
            if (gabriel[f] && space.inside(k - 1, v))
                gabriel[f] = 0;
            if (i == k)
                break;
            std::swap(v[i], v[k]);
        }
    }
}

template <class Space> void set_values(tda_ctx *ctx, delaunay &d, const Space &space)
{
    const int top = d.dimension;
    if (top < 1)
        return;
    d.value[top] = allocate<double>(d.count[top]);
    for (tda_index s = 0; s < d.count[top]; s++) {
        poll_values(ctx, s, d.count[top]);
        d.value[top][s] = space.squared_radius(top, d.vertex[top] + s * (top + 1));
    }
    for (int k = top; k > 1; k--) {
        const tda_index n = d.count[k - 1];
        double *value = d.value[k - 1] = allocate<double>(n);
        std::vector<char> gabriel(static_cast<std::size_t>(n), 1);
        std::fill_n(value, n, std::numeric_limits<double>::infinity());
        from_cofaces(ctx, d, k, space, value, gabriel);
        tdai_free(d.vertex[k]);
        d.vertex[k] = nullptr;
        for (tda_index f = 0; f < n; f++) {
            poll_values(ctx, f, n);
            if (gabriel[static_cast<std::size_t>(f)])
                value[f] = std::min(value[f],
                                    space.squared_radius(k - 1, d.vertex[k - 1] + f * k));
        }
    }
}

/* The values of weighted vertices, from those of the edges. */
template <class Space> void set_vertices(tda_ctx *ctx, delaunay &d, const Space &space)
{
    const id n = static_cast<id>(d.count[0]);
    constexpr double never = std::numeric_limits<double>::infinity();
    double *value = d.value[0] = allocate<double>(n);
    std::vector<char> gabriel(n, 1);
    std::fill_n(value, n, never);
    if (d.dimension > 0)
        from_cofaces(ctx, d, 1, space, value, gabriel);
    for (id v = 0; v < n; v++)
        if (gabriel[v] && (value[v] < never || v == d.alone))
            value[v] = std::min(value[v], space.squared_radius(0, &v));
}

} // namespace tda
#endif
