/* SPDX-License-Identifier: GPL-3.0-or-later */
/* values_nd.cc - Squared radii and Gabriel tests in any dimension, and of weighted points.
 *
 * With one vertex moved to 0 and the others the rows of A, let G = A A^T and b its diagonal. The
 * smallest sphere through the vertices has the squared radius b^T G^-1 b / 4, and the sign of
 * |u|^2 - b^T G^-1 (A u) says on which side of it u lies. Both are Schur complements, found by
 * elimination: in interval arithmetic first, and exactly when the intervals are too wide.
 *
 * Of weighted points, the first of weight w, it is the smallest sphere orthogonal to all: b_i
 * grows by w - w_i, the squared radius is less by w, and |u|^2 grows by w - w_u. */
#include "shim/silent.hh"
#include "shim/spheres.hh"
#include "shim/values.hh"
#include <CGAL/Interval_nt.h>
#include <boost/multiprecision/cpp_int.hpp>
#include <cfloat>
#include <cmath>
#include <utility>

namespace tda
{
namespace
{

using interval = CGAL::Interval_nt_advanced;
using rational = boost::multiprecision::cpp_rational;

constexpr int most = 16; /* vertices of a simplex */

/* The points of a simplex, and their weights or NULL. */
struct points {
    int dimension;
    const double *const *at;
    const double *weight;
};

/* Differences of points, and their products, in the numbers T. */
template <class T> struct vectors {
    points p;
    T row[most][most - 1];

    explicit vectors(points p_) : p(p_)
    {
    }

    void set(int i, const double *to)
    {
        for (int c = 0; c < p.dimension; c++)
            row[i][c] = T(to[c]) - T(p.at[0][c]);
    }

    T dot(int i, int j) const
    {
        T sum(0);
        for (int c = 0; c < p.dimension; c++)
            sum += row[i][c] * row[j][c];
        return sum;
    }

    /* |row i|^2 + the first weight - that of row i */
    T power(int i, double weight) const
    {
        return p.weight ? dot(i, i) + (T(p.weight[0]) - T(weight)) : dot(i, i);
    }
};

/* corner - lower^T G^-1 right, where m = [G right; lower^T corner] and G is k x k, positive
 * definite. m is destroyed. */
template <class T> T schur(T m[most][most], int k)
{
    for (int p = 0; p < k; p++)
        for (int i = p + 1; i <= k; i++) {
            T factor = m[i][p] / m[p][p];
            for (int j = p + 1; j <= k; j++)
                m[i][j] -= factor * m[p][j];
        }
    return m[k][k];
}

/* m := G, and b to its last column and row, of k+1 points. */
template <class T> void fill(T m[most][most], vectors<T> &a, int k)
{
    for (int i = 0; i < k; i++) {
        a.set(i, a.p.at[i + 1]);
        for (int j = 0; j <= i; j++)
            m[i][j] = m[j][i] = a.dot(i, j);
    }
    for (int i = 0; i < k; i++)
        m[i][k] = m[k][i] = a.power(i, a.p.weight ? a.p.weight[i + 1] : 0);
}

template <class T> T squared_radius(points p, int k)
{
    vectors<T> a(p);
    T m[most][most];
    fill(m, a, k);
    m[k][k] = T(p.weight ? 4 * p.weight[0] : 0);
    return T(-0.25) * schur(m, k);
}

/* Negative when point k+1 is strictly inside. */
template <class T> T side(points p, int k)
{
    vectors<T> a(p);
    T m[most][most];
    fill(m, a, k);
    a.set(k, p.at[k + 1]);
    for (int i = 0; i < k; i++)
        m[i][k] = a.dot(i, k);
    m[k][k] = a.power(k, p.weight ? p.weight[k + 1] : 0);
    return schur(m, k);
}

double squared_radius(points p, int k)
{
    {
        CGAL::Protect_FPU_rounding<true> upward;
        interval r = squared_radius<interval>(p, k);
        double least = std::min(std::fabs(r.inf()), std::fabs(r.sup()));
        if (least > DBL_MIN && r.sup() - r.inf() < 1e-11 * least)
            return (r.inf() + r.sup()) / 2;
    }
    rational r = squared_radius<rational>(p, k);
    return std::clamp(r.convert_to<double>(), -DBL_MAX, DBL_MAX);
}

/* Of point k+1: -1 strictly inside, 0 on the sphere, 1 outside. */
int side_of(points p, int k)
{
    {
        CGAL::Protect_FPU_rounding<true> upward;
        interval s = side<interval>(p, k);
        if (s.inf() > 0 || s.sup() < 0)
            return s.sup() < 0 ? -1 : 1;
    }
    const rational s = side<rational>(p, k);
    return s < 0 ? -1 : s > 0;
}

bool inside(points p, int k)
{
    return side_of(p, k) < 0;
}

/* What values.hh asks of a space. */
struct space_nd {
    std::size_t dimension;
    const double *at;
    const double *weight; /* or NULL */

    template <class Get> auto with(int n, const id *v, Get get) const
    {
        const double *p[most + 1];
        double w[most + 1];
        for (int j = 0; j < n; j++) {
            p[j] = at + v[j] * dimension;
            w[j] = weight ? weight[v[j]] : 0;
        }
        return get(points{static_cast<int>(dimension), p, weight ? w : nullptr});
    }

    double squared_radius(int k, const id *v) const
    {
        return with(k + 1, v, [=](points p) { return tda::squared_radius(p, k); });
    }

    bool inside(int k, const id *v) const
    {
        return with(k + 2, v, [=](points p) { return tda::inside(p, k); });
    }
};

} // namespace

double sphere(int dimension, const double *at, int k, const id *v)
{
    return space_nd{static_cast<std::size_t>(dimension), at, nullptr}.squared_radius(k,
                                                                                     v);
}

int sphere_side(int dimension, const double *at, int k, const id *v)
{
    return space_nd{static_cast<std::size_t>(dimension), at, nullptr}.with(
        k + 2, v, [=](points p) { return side_of(p, k); });
}

void values_nd(tda_ctx *ctx, delaunay &d, std::size_t dimension, const double *at)
{
    set_values(ctx, d, space_nd{dimension, at, nullptr});
}

void values_weighted(tda_ctx *ctx, delaunay &d, const double *at, const double *weight)
{
    set_values(ctx, d, space_nd{3, at, weight});
    set_vertices(ctx, d, space_nd{3, at, weight});
}

} // namespace tda
