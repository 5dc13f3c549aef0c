/* SPDX-License-Identifier: GPL-3.0-or-later */
/* values_nd.cc - Squared radii and Gabriel tests in any dimension.
 *
 * With one vertex moved to 0 and the others the rows of A, let G = A A^T and b its diagonal. The
 * smallest sphere through the vertices has the squared radius b^T G^-1 b / 4, and the sign of
 * |u|^2 - b^T G^-1 (A u) says on which side of it u lies. Both are Schur complements, found by
 * elimination: in interval arithmetic first, and exactly when the intervals are too wide. */
#include "shim/silent.hh"
#include "shim/values.hh"
#include <CGAL/Interval_nt.h>
#include <boost/multiprecision/cpp_int.hpp>
#include <cfloat>
#include <utility>

namespace tda
{
namespace
{

using interval = CGAL::Interval_nt_advanced;
using rational = boost::multiprecision::cpp_rational;

constexpr int most = 16; /* vertices of a simplex */

/* Differences of points, and their products, in the numbers T. */
template <class T> struct vectors {
    int dimension;
    std::vector<T> row[most];

    void set(int i, const double *p, const double *origin)
    {
        row[i].resize(static_cast<std::size_t>(dimension));
        for (int c = 0; c < dimension; c++)
            row[i][static_cast<std::size_t>(c)] = T(p[c]) - T(origin[c]);
    }

    T dot(int i, int j) const
    {
        T sum(0);
        for (std::size_t c = 0; c < row[i].size(); c++)
            sum += row[i][c] * row[j][c];
        return sum;
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

template <class T> T squared_radius(int dimension, int k, const double *const *p)
{
    vectors<T> a{dimension, {}};
    T m[most][most];
    for (int i = 0; i < k; i++) {
        a.set(i, p[i + 1], p[0]);
        for (int j = 0; j <= i; j++)
            m[i][j] = m[j][i] = a.dot(i, j);
    }
    for (int i = 0; i < k; i++)
        m[i][k] = m[k][i] = m[i][i];
    m[k][k] = T(0);
    return T(-0.25) * schur(m, k);
}

/* Negative when t is strictly inside. */
template <class T> T side(int dimension, int k, const double *const *p, const double *t)
{
    vectors<T> a{dimension, {}};
    T m[most][most];
    a.set(k, t, p[0]);
    for (int i = 0; i < k; i++) {
        a.set(i, p[i + 1], p[0]);
        for (int j = 0; j <= i; j++)
            m[i][j] = m[j][i] = a.dot(i, j);
        m[i][k] = a.dot(i, k);
        m[k][i] = m[i][i];
    }
    m[k][k] = a.dot(k, k);
    return schur(m, k);
}

struct space_nd {
    std::size_t dimension;
    const double *at;

    int width() const
    {
        return static_cast<int>(dimension);
    }

    double squared_radius(int k, const double *const *p) const
    {
        {
            CGAL::Protect_FPU_rounding<true> upward;
            interval r = tda::squared_radius<interval>(width(), k, p);
            if (r.inf() > DBL_MIN && r.sup() - r.inf() < 1e-11 * r.inf())
                return (r.inf() + r.sup()) / 2;
        }
        rational r = tda::squared_radius<rational>(width(), k, p);
        return std::min(r.convert_to<double>(), DBL_MAX);
    }

    bool inside(int k, const double *const *p, const double *t) const
    {
        {
            CGAL::Protect_FPU_rounding<true> upward;
            interval s = side<interval>(width(), k, p, t);
            if (s.inf() > 0 || s.sup() < 0)
                return s.sup() < 0;
        }
        return side<rational>(width(), k, p, t) < 0;
    }

    const double *point(tda_index i) const
    {
        return at + static_cast<std::size_t>(i) * dimension;
    }
};

} // namespace

void values_nd(tda_ctx *ctx, delaunay &d, std::size_t dimension, const double *at)
{
    set_values(ctx, d, space_nd{dimension, at});
}

} // namespace tda
