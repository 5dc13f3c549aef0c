/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ball.cc - Squared radii of smallest enclosing balls.
 *
 * The smallest ball about a simplex is that of one of its facets, unless the centre of its
 * circumsphere lies inside it: then it is the circumsphere. With one vertex moved to 0 and the
 * others the rows of A, G = A A^T and b its diagonal, the barycentric coordinates x of the
 * centre solve G x = b / 2, and its squared radius is x b / 2. They are computed in intervals,
 * and exactly where the intervals do not decide. Where a coordinate is zero but for rounding
 * both answers agree: the circumradius leaves that of the facet with its square. */
#if defined(__GNUC__) && !defined(__clang__) /* gcc 12 is wrong about a zero of Boost's */
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include "shim/delaunay.hh"
#include "shim/silent.hh"
#include <CGAL/Interval_nt.h>
#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <cfloat>

namespace tda
{
namespace
{

using interval = CGAL::Interval_nt_advanced;
using rational = boost::multiprecision::cpp_rational;

constexpr int most = 16; /* vertices of a simplex */

enum class answer { no, yes, unknown };

answer positive(const rational &x)
{
    return x > 0 ? answer::yes : answer::no;
}

answer positive(const interval &x)
{
    return x.inf() > 0 ? answer::yes : x.sup() <= 0 ? answer::no : answer::unknown;
}

/* Is a barycentric coordinate positive, or zero but for rounding? */
answer inside(const rational &x)
{
    return positive(x);
}

answer inside(const interval &x)
{
    return x.inf() > -1e-9 && x.sup() < 1e-9 ? answer::no : positive(x);
}

/* Is the ball about all k+1 points, and not about fewer? Then *squared is its radius. */
template <class T>
answer circumball(T *squared, int dimension, int k, const double *const *p)
{
    T m[most][most], half[most], x[most], first(1);
    for (int i = 0; i < k; i++) {
        for (int j = 0; j <= i; j++) {
            T sum(0);
            for (int c = 0; c < dimension; c++)
                sum += (T(p[i + 1][c]) - T(p[0][c])) * (T(p[j + 1][c]) - T(p[0][c]));
            m[i][j] = m[j][i] = sum;
        }
        m[i][k] = half[i] = m[i][i] * T(0.5);
    }
    for (int i = 0; i < k; i++) {
        if (positive(m[i][i]) != answer::yes) /* no: dependent points */
            return positive(m[i][i]);
        for (int j = i + 1; j < k; j++) {
            T factor = m[j][i] / m[i][i];
            for (int c = i + 1; c <= k; c++)
                m[j][c] -= factor * m[i][c];
        }
    }
    answer all = answer::yes;
    *squared = T(0);
    for (int i = k - 1; i >= 0; i--) {
        x[i] = m[i][k];
        for (int j = i + 1; j < k; j++)
            x[i] -= m[i][j] * x[j];
        x[i] /= m[i][i];
        first -= x[i];
        *squared += x[i] * half[i];
        answer this_one = inside(x[i]);
        if (this_one == answer::no)
            return answer::no;
        all = this_one == answer::yes ? all : this_one;
    }
    return inside(first) == answer::yes ? all : inside(first);
}

} // namespace

double ball(int dimension, int k, const double *const *p, double below)
{
    if (k > dimension)
        return below;
    {
        CGAL::Protect_FPU_rounding<true> upward;
        interval r;
        answer a = circumball<interval>(&r, dimension, k, p);
        if (a == answer::no)
            return below;
        if (a == answer::yes && r.inf() > DBL_MIN && r.sup() - r.inf() < 1e-11 * r.inf())
            return std::max(below, (r.inf() + r.sup()) / 2);
    }
    rational r;
    if (circumball<rational>(&r, dimension, k, p) == answer::no)
        return below;
    return std::max(below, std::min(r.convert_to<double>(), DBL_MAX));
}

} // namespace tda

tda_status tdai_balls(tda_ctx *ctx, double *value, tda_index n, int k,
                      const uint32_t *vertex, int dimension, const double *at)
{
    return tda::guard(ctx, "smallest balls", [&] {
        const double *p[16];
        for (tda_index s = 0; s < n; s++) {
            if (s % 64 == 0)
                tda::check(tdai_poll(ctx, "smallest balls", s, n));
            for (int j = 0; j <= k; j++)
                p[j] = at + vertex[s * (k + 1) + j] * static_cast<std::size_t>(dimension);
            value[s] = tda::ball(dimension, k, p, value[s]);
        }
    });
}
