/* SPDX-License-Identifier: GPL-3.0-or-later */
/* values.hh - Squared alpha values of a triangulation.
 *
 * The value of a simplex is the least squared radius of a sphere through its vertices with no
 * point inside. A top cell has its circumradius. A lower simplex has its own, if its smallest
 * sphere holds no opposite vertex of a coface (it is Gabriel), and else the least value of its
 * cofaces, which also bounds it in the first case, so that rounding never breaks the order.
 *
 * A space has point(i); squared_radius(k, p) of the smallest sphere through the k+1 points p;
 * inside(k, p, t): is point t strictly inside that sphere? */
#ifndef TDA_SHIM_VALUES_HH
#define TDA_SHIM_VALUES_HH
#include "shim/delaunay.hh"
#include <algorithm>
#include <limits>

namespace tda
{

template <class Space> class values
{
    tda_ctx *ctx;
    delaunay &d;
    const Space &space;

    void poll(tda_index s, tda_index n) const
    {
        check(tdai_poll(ctx, "alpha values", s, n));
    }

    double own(int k, tda_index s) const
    {
        const double *p[16];
        for (int j = 0; j <= k; j++)
            p[j] = space.point(d.vertex[k][s * (k + 1) + j]);
        return space.squared_radius(k, p);
    }

    /* Is vertex i of simplex s strictly inside the smallest sphere of the facet opposite? */
    bool inside(int k, tda_index s, int i) const
    {
        const double *p[16];
        for (int j = 0; j < k; j++)
            p[j] = space.point(d.vertex[k][s * (k + 1) + j + (j >= i)]);
        return space.inside(k - 1, p, space.point(d.vertex[k][s * (k + 1) + i]));
    }

  public:
    values(tda_ctx *ctx_, delaunay &d_, const Space &space_)
        : ctx(ctx_), d(d_), space(space_)
    {
    }

    void top()
    {
        int k = d.dimension;
        d.value[k] = allocate<double>(d.count[k]);
        for (tda_index s = 0; s < d.count[k]; s++) {
            poll(s, d.count[k]);
            d.value[k][s] = own(k, s);
        }
    }

    /* The values of dimension k-1 from those of dimension k. */
    void facets(int k)
    {
        const tda_index n = d.count[k - 1];
        double *value = d.value[k - 1] = allocate<double>(n);
        std::vector<char> gabriel(static_cast<std::size_t>(n), 1);
        std::fill_n(value, n, std::numeric_limits<double>::infinity());
        for (tda_index s = 0; s < d.count[k]; s++) {
            poll(s, d.count[k]);
            for (int i = 0; i <= k; i++) {
                const id f = d.face[k][s * (k + 1) + i];
                char &g = gabriel[f];
                g = g && !inside(k, s, i);
                value[f] = std::min(value[f], d.value[k][s]);
            }
        }
        tdai_free(d.vertex[k]);
        d.vertex[k] = nullptr;
        for (tda_index f = 0; f < n; f++) {
            poll(f, n);
            if (gabriel[static_cast<std::size_t>(f)])
                value[f] = std::min(value[f], own(k - 1, f));
        }
    }
};

template <class Space> void set_values(tda_ctx *ctx, delaunay &d, const Space &space)
{
    values<Space> v(ctx, d, space);
    if (d.dimension > 0)
        v.top();
    for (int k = d.dimension; k > 1; k--)
        v.facets(k);
}

} // namespace tda
#endif
