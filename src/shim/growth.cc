/* SPDX-License-Identifier: GPL-3.0-or-later */
/* growth.cc - Triangulations that grow in the order of a function: the order, and where the
 * search for each point starts.
 *
 * That is the nearer end, along the curve on which near points are near each other, of the gap
 * between points that are there before it: found backwards, by taking points out of a list. */
#include "shim/growth.hh"
#include <algorithm>

namespace tda
{
namespace
{

struct growing_points {
    std::vector<id> order, near; /* of the labels, by rank; ranks */
    std::vector<double> at;

    growing_points(std::size_t width, const double *point, const std::vector<id> &label,
                   const double *value)
    {
        const id n = static_cast<id>(label.size());
        const std::size_t columns = std::max(width, std::size_t{3});
        order.resize(n);
        for (id i = 0; i < n; i++)
            order[i] = i;
        std::sort(order.begin(), order.end(), [&](id a, id b) {
            const double x = value[label[a]], y = value[label[b]];
            return x != y ? x < y : label[a] < label[b];
        });
        at.assign(n * columns, 0.0);
        for (id i = 0; i < n; i++)
            std::copy_n(point + label[order[i]] * width, width, at.data() + i * columns);
        find_near(n);
    }

    void find_near(id n)
    {
        std::vector<id> rank(n), before(n), after(n); /* n: none */
        near.assign(n, 0);
        for (id i = 0; i < n; i++) {
            rank[order[i]] = i;
            before[i] = i ? i - 1 : n;
            after[i] = i + 1;
        }
        for (id i = n; i-- > 0;) {
            const id v = order[i], a = before[v], b = after[v];
            if (a < n)
                after[a] = b;
            if (b < n)
                before[b] = a;
            if (a < n || b < n)
                near[i] = rank[b == n || (a < n && v - a <= b - v) ? a : b];
        }
    }
};

template <class T> T *copied(const std::vector<T> &from)
{
    T *to = allocate<T>(static_cast<tda_index>(from.size()));
    std::copy(from.begin(), from.end(), to);
    return to;
}

struct growth : tdai_growth {
    growth() : tdai_growth{}
    {
    }
    ~growth()
    {
        tdai_growth_clear(this);
    }
    growth(const growth &) = delete;
    growth &operator=(const growth &) = delete;
};

} // namespace
} // namespace tda

tda_status tdai_grow(tda_ctx *ctx, tdai_growth *out, tda_index n, int dimension,
                     const double *at, const double *value)
{
    return tda::guard(ctx, "Delaunay triangulation", [&] {
        const auto width = static_cast<std::size_t>(dimension);
        tda::growth g;
        if (n > INT32_MAX)
            throw std::length_error("more than 2147483647 points");
        g.same_as = tda::allocate<uint32_t>(n);
        const auto label =
            tda::label(ctx, g.same_as, static_cast<tda::id>(n), {width, at}, {1, value});
        tda::growing_points p(width, at, label, value);
        const auto count = static_cast<tda::id>(label.size());
        tda::check(tdai_poll(ctx, "Delaunay triangulation", 0, 1));
        const tda::zones z =
            dimension < 3    ? tda::grow_2(p.at.data(), count, p.near.data())
            : dimension == 3 ? tda::grow_3(p.at.data(), count, p.near.data())
                             : tda::grow_nd(width, p.at.data(), count, p.near.data());
        g.count = count;
        g.width = std::max(dimension, 2) + 1;
        g.start = tda::copied(z.start);
        g.vertex = tda::copied(z.vertex);
        g.point = tda::allocate<uint32_t>(count);
        for (tda::id i = 0; i < count; i++)
            g.point[i] = label[p.order[i]];
        *out = g;
        static_cast<tdai_growth &>(g) = tdai_growth{};
    });
}

void tdai_growth_clear(tdai_growth *g)
{
    tdai_free(g->start);
    tdai_free(g->vertex);
    tdai_free(g->point);
    tdai_free(g->same_as);
    *g = tdai_growth{};
}
