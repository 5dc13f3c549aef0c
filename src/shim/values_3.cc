/* SPDX-License-Identifier: GPL-3.0-or-later */
/* values_3.cc - Squared radii and Gabriel tests in R^3 (or, with zeros appended, in the plane or
 * on a line).
 *
 * Radii are computed in doubles with a bound on the rounding error; the few flat simplices that
 * would lose more than three digits are computed again with exact numbers and rounded once.
 * The sign of every Gabriel test is exact: a static filter, then CGAL's filtered predicate. */
#include "shim/silent.hh"
#include "shim/values.hh"
#include <CGAL/Exact_predicates_inexact_constructions_kernel.h>
#include <CGAL/MP_Float.h>
#include <CGAL/Quotient.h>
#include <algorithm>
#include <cfloat>
#include <cmath>

namespace tda
{
namespace
{

using kernel = CGAL::Exact_predicates_inexact_constructions_kernel;

template <class T> struct vec {
    T x, y, z;
};

template <class T> T dot(const vec<T> &a, const vec<T> &b)
{
    return a.x * b.x + a.y * b.y + a.z * b.z;
}

template <class T> vec<T> cross(const vec<T> &a, const vec<T> &b)
{
    return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}

template <class T> vec<T> operator*(const T &s, const vec<T> &a)
{
    return {s * a.x, s * a.y, s * a.z};
}

template <class T> vec<T> operator+(const vec<T> &a, const vec<T> &b)
{
    return {a.x + b.x, a.y + b.y, a.z + b.z};
}

template <class T> vec<T> minus(const double *p, const double *q)
{
    return {T(p[0]) - T(q[0]), T(p[1]) - T(q[1]), T(p[2]) - T(q[2])};
}

double largest(const vec<double> &a)
{
    return std::max({std::fabs(a.x), std::fabs(a.y), std::fabs(a.z)});
}

/* A squared radius as a quotient. */
template <class T> struct quotient {
    T above, below;
};

template <class T> quotient<T> triangle(const vec<T> &a, const vec<T> &b)
{
    vec<T> n = cross(a, b), c = {b.x - a.x, b.y - a.y, b.z - a.z};
    return {dot(a, a) * dot(b, b) * dot(c, c), T(4.0) * dot(n, n)};
}

template <class T>
quotient<T> tetrahedron(const vec<T> &a, const vec<T> &b, const vec<T> &c)
{
    vec<T> ab = cross(a, b), bc = cross(b, c), ca = cross(c, a);
    vec<T> n = dot(a, a) * bc + dot(b, b) * ca + dot(c, c) * ab;
    T volume = dot(a, bc);
    return {dot(n, n), T(4.0) * volume * volume};
}

/* The sums behind n and volume with every sign positive: rounding errors are at most a few
 * units in the last place of these. */
vec<double> cross_bound(const vec<double> &a, const vec<double> &b)
{
    return {std::fabs(a.y * b.z) + std::fabs(a.z * b.y),
            std::fabs(a.z * b.x) + std::fabs(a.x * b.z),
            std::fabs(a.x * b.y) + std::fabs(a.y * b.x)};
}

constexpr double lost = 1024; /* how often smaller than its terms a trusted sum may be */

bool trusted(double sum, double terms)
{
    return sum * lost > terms && terms < DBL_MAX;
}

bool trusted(const vec<double> &a, const vec<double> &b)
{
    vec<double> n = cross(a, b), most = cross_bound(a, b);
    return trusted(dot(n, n), dot(most, most) / lost);
}

bool trusted(const vec<double> &a, const vec<double> &b, const vec<double> &c)
{
    vec<double> ab = cross(a, b), bc = cross(b, c), ca = cross(c, a);
    vec<double> n = dot(a, a) * bc + dot(b, b) * ca + dot(c, c) * ab;
    vec<double> most = dot(a, a) * cross_bound(b, c) + dot(b, b) * cross_bound(c, a) +
                       dot(c, c) * cross_bound(a, b);
    vec<double> positive = {std::fabs(a.x), std::fabs(a.y), std::fabs(a.z)};
    return trusted(std::fabs(dot(a, bc)), dot(positive, cross_bound(b, c))) &&
           trusted(dot(n, n), dot(most, most) / lost);
}

/* Are products of up to eight such numbers far from under- and overflow? */
bool moderate(double most)
{
    return most > 1e-30 && most < 1e30;
}

double rounded(const quotient<double> &q)
{
    return q.above / q.below;
}

double rounded(const quotient<CGAL::MP_Float> &q)
{
    double value = CGAL::to_double(CGAL::Quotient<CGAL::MP_Float>(q.above, q.below));
    return std::min(value, DBL_MAX);
}

double radius_of_edge(const double *p, const double *q)
{
    vec<double> a = minus<double>(p, q);
    return std::min(dot(a, a) / 4, DBL_MAX);
}

double radius_of_triangle(const double *p, const double *q, const double *r)
{
    vec<double> a = minus<double>(q, p), b = minus<double>(r, p);
    if (moderate(largest(a)) && moderate(largest(b)) && trusted(a, b))
        return rounded(triangle(a, b));
    using exact = CGAL::MP_Float;
    return rounded(triangle(minus<exact>(q, p), minus<exact>(r, p)));
}

double radius_of_tetrahedron(const double *p, const double *q, const double *r,
                             const double *s)
{
    vec<double> a = minus<double>(q, p), b = minus<double>(r, p), c = minus<double>(s, p);
    if (moderate(largest(a)) && moderate(largest(b)) && moderate(largest(c)) &&
        trusted(a, b, c))
        return rounded(tetrahedron(a, b, c));
    using exact = CGAL::MP_Float;
    return rounded(
        tetrahedron(minus<exact>(q, p), minus<exact>(r, p), minus<exact>(s, p)));
}

kernel::Point_3 point(const double *p)
{
    return {p[0], p[1], p[2]};
}

/* Is t strictly inside the smallest sphere through p and q: an obtuse angle? */
bool inside(const double *t, const double *p, const double *q)
{
    vec<double> a = minus<double>(p, t), b = minus<double>(q, t);
    double most = largest(a) * largest(b), sum = dot(a, b);
    if (most > 1e-280 && std::fabs(sum) > 4e-15 * most)
        return sum < 0;
    return kernel().side_of_bounded_sphere_3_object()(point(p), point(q), point(t)) ==
           CGAL::ON_BOUNDED_SIDE;
}

/* Is t strictly inside the smallest sphere through p, q and r? With p moved to 0 its centre is
 * (|a|^2 b x n - |b|^2 a x n) / (2 |n|^2), n = a x b. */
bool inside(const double *t, const double *p, const double *q, const double *r)
{
    vec<double> a = minus<double>(q, p), b = minus<double>(r, p), u = minus<double>(t, p);
    double most = std::max({largest(a), largest(b), largest(u)});
    vec<double> n = cross(a, b);
    double sum =
        dot(n, n) * dot(u, u) - dot(dot(a, a) * cross(b, n) + dot(b, b) * cross(n, a), u);
    double cube = most * most * most;
    if (most > 1e-45 &&
        std::fabs(sum) > 4e-13 * cube * cube) /* 108 most^6, 25 roundings */
        return sum < 0;
    return kernel().side_of_bounded_sphere_3_object()(point(p), point(q), point(r),
                                                      point(t)) == CGAL::ON_BOUNDED_SIDE;
}

/* What values.hh asks of a space. */
struct space_3 {
    const double *at;

    const double *point(id i) const
    {
        return at + 3 * std::size_t{i};
    }

    double squared_radius(int k, const id *v) const
    {
        return k == 1   ? radius_of_edge(point(v[0]), point(v[1]))
               : k == 2 ? radius_of_triangle(point(v[0]), point(v[1]), point(v[2]))
                        : radius_of_tetrahedron(point(v[0]), point(v[1]), point(v[2]),
                                                point(v[3]));
    }

    bool inside(int k, const id *v) const
    {
        return k == 1 ? tda::inside(point(v[2]), point(v[0]), point(v[1]))
                      : tda::inside(point(v[3]), point(v[0]), point(v[1]), point(v[2]));
    }
};

} // namespace

void values_3(tda_ctx *ctx, delaunay &d, const double *at)
{
    set_values(ctx, d, space_3{at});
}

} // namespace tda
