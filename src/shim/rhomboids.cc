/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rhomboids.cc - The spheres through as many points as the dimension allows, with few points inside.
 *
 * Such a sphere is a vertex of an arrangement of planes, one for each point, and a cell of highest
 * dimension of the rhomboid tiling. Those with fewer points inside than the order are connected by
 * edges of the arrangement: let go of one point, and follow the spheres through the others until
 * one meets another point. So they are found from one Delaunay simplex on, each from a neighbour.
 *
 * Signs are those of determinants: in doubles with a bound on what rounding can do, and exactly where
 * that does not decide. Ties are broken as if each point were lifted, off the paraboloid on which
 * spheres are sections by planes, by a little, a point of smaller id by far more: then no two
 * points are one and no sphere meets too many. Points that lie in a flat are taken there, with as
 * many of their coordinates as it has dimensions and with distances of all. */
#include "shim/rhomboids.h"
#include "shim/silent.hh"
#include "shim/spheres.hh"
#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <cmath>
#include <unordered_map>

namespace tda
{
namespace
{

using rational = boost::multiprecision::cpp_rational;

constexpr int most = 4; /* points on a sphere */

struct on_sphere {
    id point[most]; /* ascending, UINT32_MAX past the last */

    bool operator==(const on_sphere &o) const
    {
        return std::equal(point, point + most, o.point);
    }
};

struct hash_on {
    std::size_t operator()(const on_sphere &o) const
    {
        std::uint64_t x = 0;
        for (id p : o.point) {
            x = (x ^ p) * 0x9E3779B97F4A7C15u;
            x ^= x >> 29;
        }
        return static_cast<std::size_t>(x);
    }
};

/* The determinant of the first n rows and columns, and the sum of the sizes of its terms. */
template <class T> T determinant(const T (*m)[most], int n)
{
    if (n == 0)
        return T(1);
    if (n == 1)
        return m[0][0];
    if (n == 2)
        return m[0][0] * m[1][1] - m[0][1] * m[1][0];
    T sum(0);
    for (int i = 0; i < n; i++) { /* along the first column */
        T less[most][most];
        for (int r = 0, k = 0; r < n; r++) {
            if (r == i)
                continue;
            for (int c = 1; c < n; c++)
                less[k][c - 1] = m[r][c];
            k++;
        }
        T term = m[i][0] * determinant<T>(less, n - 1);
        sum = i % 2 ? T(sum - term) : T(sum + term);
    }
    return sum;
}

double size_of_terms(const double (*m)[most], int n)
{
    double sum = 0;
    if (n == 0)
        return 0;
    if (n == 1)
        return std::fabs(m[0][0]);
    if (n == 2)
        return std::fabs(m[0][0] * m[1][1]) + std::fabs(m[0][1] * m[1][0]);
    for (int i = 0; i < n; i++) {
        double less[most][most];
        for (int r = 0, k = 0; r < n; r++) {
            if (r == i)
                continue;
            for (int c = 1; c < n; c++)
                less[k][c - 1] = m[r][c];
            k++;
        }
        sum += std::fabs(m[i][0]) * size_of_terms(less, n - 1);
    }
    return sum;
}

template <class T> int sign(const T &x)
{
    return x > 0 ? 1 : x < 0 ? -1 : 0;
}

/* A few numbers in ascending order of their keys. */
template <class T, class Key> void sort_few(T *v, int n, Key key)
{
    for (int i = 1; i < n && i < most; i++)
        for (int j = i; j > 0 && key(v[j]) < key(v[j - 1]); j--)
            std::swap(v[j], v[j - 1]);
}

struct top {
    on_sphere on;
    std::vector<id> in; /* ascending */
    unsigned done = 0;  /* facets that were crossed: bit 2 i + (the point goes inside?) */
};

class tiling
{
    tda_ctx *ctx;
    const id n;
    const std::size_t width;
    std::vector<double> at; /* [n+1 x width]; the last is a place of our own */
    std::size_t axis[3] = {0, 0, 0};
    const std::size_t order;
    std::size_t near; /* how many neighbours are listed */
    std::vector<id> neighbour;
    std::unordered_map<on_sphere, id, hash_on> place;

    const double *x(id p) const
    {
        return at.data() + p * width;
    }

    template <class T> void row(T *to, id p, id from) const
    {
        for (int c = 0; c < e; c++)
            to[c] = T(x(p)[axis[c]]) - T(x(from)[axis[c]]);
    }

    template <class T> T height(id p, id from) const
    {
        T sum(0);
        for (std::size_t c = 0; c < width; c++) {
            T y = T(x(p)[c]) - T(x(from)[c]);
            sum += y * y;
        }
        return sum;
    }

    template <class T, class Fill> int sign_of(Fill fill, int size) const
    {
        T m[most][most];
        fill(m);
        return sign(determinant<T>(m, size));
    }

    template <class Fill> int sign_of(Fill fill, int size) const
    {
        double m[most][most];
        fill(m);
        double d = determinant<double>(m, size), bound = size_of_terms(m, size);
        if (std::fabs(d) > 4e-14 * bound + 1e-280)
            return sign(d);
        return sign_of<rational>(fill, size);
    }

    /* The orientation of e+1 points. */
    int orientation(const id *p) const
    {
        return sign_of(
            [&](auto m) {
                for (int i = 0; i < e; i++)
                    row(m[i], p[i + 1], p[0]);
            },
            e);
    }

    /* The sign of the barycentric coordinate i of point q in the simplex p. */
    int coordinate(const id *p, int i, id q, int orientation_of_p) const
    {
        id other[most];
        std::copy_n(p, e + 1, other);
        other[i] = q;
        return orientation(other) * orientation_of_p;
    }

    /* Is q inside the sphere through p, with ties broken? */
    bool inside(const id *p, id q) const
    {
        const int o = orientation(p);
        int s = sign_of(
                    [&](auto m) {
                        for (int i = 0; i <= e; i++) {
                            row(m[i], p[i], q);
                            m[i][e] = height<std::decay_t<decltype(m[0][0])>>(p[i], q);
                        }
                    },
                    e + 1) *
                o * (e % 2 ? -1 : 1);
        if (s)
            return s > 0;
        int slot[most];
        for (int i = 0; i <= e; i++)
            slot[i] = i;
        sort_few(slot, e + 1, [&](int i) { return p[i]; });
        for (int k = 0; k <= e && p[slot[k]] < q; k++)
            if (int c = coordinate(p, slot[k], q, o))
                return c > 0;
        return false;
    }

    /* The radius of the sphere through p, or INFINITY where rounding may spoil it. */
    double radius(const id *p) const
    {
        double g[most][most], half[most], diagonal = 1, sum = 0;
        for (int i = 0; i < e; i++)
            for (int j = 0; j <= i; j++) {
                g[i][j] = 0;
                for (std::size_t c = 0; c < width; c++)
                    g[i][j] +=
                        (x(p[i + 1])[c] - x(p[0])[c]) * (x(p[j + 1])[c] - x(p[0])[c]);
                g[j][i] = g[i][j];
            }
        for (int i = 0; i < e; i++) {
            half[i] = g[i][i] / 2;
            diagonal *= g[i][i];
        }
        if (!(determinant<double>(g, e) > 1e-8 * diagonal))
            return INFINITY;
        double y[most];
        for (int i = 0; i < e; i++) { /* Cramer */
            double m[most][most];
            std::copy_n(&g[0][0], most * most, &m[0][0]);
            for (int j = 0; j < e; j++)
                m[j][i] = half[j];
            y[i] = determinant<double>(m, e) / determinant<double>(g, e);
            sum += y[i] * half[i];
        }
        return std::sqrt(sum);
    }

    /* The flat that the points span: e, and the coordinates that tell its points apart. */
    void find_flat(std::vector<id> &simplex)
    {
        std::vector<std::vector<rational>> basis;
        simplex.assign(1, 0);
        e = 0;
        for (id p = 1; p < n && static_cast<std::size_t>(e) < width; p++) {
            std::vector<rational> r(width);
            for (std::size_t c = 0; c < width; c++)
                r[c] = rational(x(p)[c]) - rational(x(0)[c]);
            for (int b = 0; b < e; b++) {
                const rational factor =
                    r[axis[b]] / basis[static_cast<std::size_t>(b)][axis[b]];
                for (std::size_t c = 0; c < width; c++)
                    r[c] -= factor * basis[static_cast<std::size_t>(b)][c];
            }
            for (std::size_t c = 0; c < width; c++)
                if (r[c] != 0) {
                    axis[e++] = c;
                    basis.push_back(r);
                    simplex.push_back(p);
                    break;
                }
        }
    }

    /* From any simplex to the Delaunay simplex about a place inside it: a point inside its sphere
     * takes part in another one about that place, which lies lower on the paraboloid. */
    void descend(std::vector<id> &simplex)
    {
        static const double weight[] = {0.30901699437494742, 0.41421356237309505,
                                        0.27384427234125489, 0.22360679774997896};
        double all = 0;
        for (std::size_t c = 0; c < width; c++)
            at[n * width + c] = 0;
        for (std::size_t i = 0; i < simplex.size(); i++)
            all += weight[i];
        for (std::size_t i = 0; i < simplex.size(); i++)
            for (std::size_t c = 0; c < width; c++)
                at[n * width + c] += weight[i] / all * x(simplex[i])[c];
        id p = 0;
        for (std::uint64_t since = 0, steps = 0; since < n; since++, p = (p + 1) % n) {
            if (std::find(simplex.begin(), simplex.end(), p) != simplex.end() ||
                !inside(simplex.data(), p))
                continue;
            if (++steps % 16 == 0)
                check(tdai_poll(ctx, "rhomboid tiling", 0, 1));
            std::vector<id> next;
            for (std::size_t i = 0; i < simplex.size() && next.empty(); i++) {
                next = simplex;
                next[i] = p;
                const int o = orientation(next.data());
                bool about = o != 0;
                for (int j = 0; j <= e && about; j++)
                    about = coordinate(next.data(), j, n, o) > 0;
                if (!about)
                    next.clear();
            }
            if (next.empty())
                throw std::runtime_error(
                    "no first sphere: a place lies on a face; move a "
                    "point by a little");
            simplex = next;
            since = 0;
        }
    }

    void find_neighbours()
    {
        std::vector<std::pair<double, id>> list(n);
        near = std::min(static_cast<std::size_t>(n),
                        (e < 3 ? 24 : 48) + (e < 3 ? 16 : 32) * order);
        if (e == 0)
            near = 0;
        neighbour.resize(n * near);
        for (id p = 0; p < n && near; p++) {
            if (p % 64 == 0)
                check(tdai_poll(ctx, "rhomboid tiling", 0, 1));
            for (id q = 0; q < n; q++)
                list[q] = {height<double>(q, p), q};
            std::partial_sort(list.begin(),
                              list.begin() + static_cast<std::ptrdiff_t>(near),
                              list.end());
            for (std::size_t i = 0; i < near; i++)
                neighbour[p * near + i] = list[i].second;
        }
    }

    /* The first point met when the spheres through the other points of `from` let go of point i,
     * into the inside or to the outside; UINT32_MAX: none. */
    id meet(const top &from, int i, bool into) const
    {
        id p[most], best = UINT32_MAX;
        const int o = orientation(from.on.point);
        double bound = INFINITY;
        std::copy_n(from.on.point, most, p);
        auto look = [&](id q, bool in) {
            if (std::find(from.on.point, from.on.point + e + 1, q) !=
                from.on.point + e + 1)
                return;
            const int side = coordinate(from.on.point, i, q, o);
            if (side == 0 || (side > 0) != (in != into))
                return;
            if (best != UINT32_MAX && inside(p, q) == in)
                return;
            p[i] = best = q;
            bound = radius(p);
        };
        auto is_in = [&](id q) {
            return std::binary_search(from.in.begin(), from.in.end(), q);
        };
        for (id q : from.in)
            look(q, true);
        if (e > 0) {
            const id centre = from.on.point[i == 0];
            for (std::size_t k = 0; k < near; k++) {
                const id q = neighbour[centre * near + k];
                if (best != UINT32_MAX &&
                    height<double>(q, centre) > 4.001 * bound * bound)
                    return best;
                if (!is_in(q))
                    look(q, false);
            }
        }
        if (near < n)
            for (id q = 0; q < n; q++)
                if (!is_in(q))
                    look(q, false);
        return best;
    }

    std::size_t add(const on_sphere &on, std::vector<id> &&in)
    {
        auto found = place.emplace(on, static_cast<id>(tops.size()));
        if (found.second) {
            if (tops.size() >= UINT32_MAX / 16)
                throw std::length_error("more than 268435455 spheres");
            tops.push_back({on, std::move(in), 0});
        }
        return found.first->second;
    }

    void cross(std::size_t from, int i, bool into)
    {
        const unsigned bit = 1u << (2 * i + into);
        if (tops[from].done & bit || tops[from].in.size() + into >= order)
            return;
        tops[from].done |= bit;
        const id q = meet(tops[from], i, into), left = tops[from].on.point[i];
        if (q == UINT32_MAX)
            return;
        on_sphere on = tops[from].on;
        std::vector<id> in = tops[from].in;
        if (into)
            in.insert(std::lower_bound(in.begin(), in.end(), left), left);
        auto place_of_q = std::lower_bound(in.begin(), in.end(), q);
        const bool was_in = place_of_q != in.end() && *place_of_q == q;
        if (was_in)
            in.erase(place_of_q);
        on.point[i] = q;
        sort_few(on.point, e + 1, [](id v) { return v; });
        const auto slot = std::find(on.point, on.point + e + 1, q) - on.point;
        tops[add(on, std::move(in))].done |= 1u << (2 * slot + was_in);
    }

  public:
    int e = 0; /* the dimension of the flat */
    std::vector<top> tops;

    tiling(tda_ctx *ctx_, id n_, std::size_t width_, const double *from,
           std::size_t order_)
        : ctx(ctx_), n(n_), width(width_), at(from, from + n_ * width_), order(order_),
          near(0)
    {
        std::vector<id> simplex;
        at.resize((n + std::size_t{1}) * width);
        find_flat(simplex);
        descend(simplex);
        find_neighbours();
        on_sphere first;
        std::fill_n(first.point, most, UINT32_MAX);
        std::sort(simplex.begin(), simplex.end());
        std::copy(simplex.begin(), simplex.end(), first.point);
        add(first, {});
        for (std::size_t t = 0; t < tops.size(); t++) {
            check(tdai_poll(ctx, "rhomboid tiling", static_cast<tda_index>(t),
                            static_cast<tda_index>(tops.size())));
            if ((t & (t - 1)) == 0 && t >= 1024)
                check(tdai_budget(ctx, static_cast<tda_index>(t) * (e < 3 ? 3000 : 8000),
                                  "rhomboid tiling"));
            for (int i = 0; i <= e; i++) {
                cross(t, i, false);
                cross(t, i, true);
            }
        }
    }
};

} // namespace
} // namespace tda

tda_status tdai_rhomboids_find(tda_ctx *ctx, tdai_rhomboids *out, tda_index n,
                               int dimension, const double *at, tda_index order)
{
    return tda::guard(ctx, "rhomboid tiling", [&] {
        if (n > INT32_MAX)
            throw std::length_error("more than 2147483647 points");
        tda::tiling t(ctx, static_cast<tda::id>(n), static_cast<std::size_t>(dimension),
                      at, static_cast<std::size_t>(std::min(order, n)));
        struct held : tdai_rhomboids {
            held() : tdai_rhomboids{}
            {
            }
            ~held()
            {
                tdai_rhomboids_clear(this);
            }
        } r;
        const auto count = static_cast<tda_index>(t.tops.size());
        tda_index in = 0;
        for (const tda::top &s : t.tops)
            in += static_cast<tda_index>(s.in.size());
        r.dimension = t.e;
        r.count = count;
        r.on = tda::allocate<std::uint32_t>(count * (t.e + 1));
        r.start = tda::allocate<tda_index>(count + 1);
        r.in = tda::allocate<std::uint32_t>(in);
        r.start[0] = 0;
        for (tda_index s = 0; s < count; s++) {
            const tda::top &from = t.tops[static_cast<std::size_t>(s)];
            std::copy_n(from.on.point, t.e + 1, r.on + s * (t.e + 1));
            std::copy(from.in.begin(), from.in.end(), r.in + r.start[s]);
            r.start[s + 1] = r.start[s] + static_cast<tda_index>(from.in.size());
        }
        *out = r;
        static_cast<tdai_rhomboids &>(r) = tdai_rhomboids{};
    });
}

void tdai_rhomboids_clear(tdai_rhomboids *r)
{
    tdai_free(r->on);
    tdai_free(r->start);
    tdai_free(r->in);
    *r = tdai_rhomboids{};
}

tda_status tdai_spheres(tda_ctx *ctx, double *squared, tda_index n, int k,
                        const uint32_t *vertex, int dimension, const double *at)
{
    return tda::guard(ctx, "spheres", [&] {
        for (tda_index s = 0; s < n; s++)
            squared[s] = tda::sphere(dimension, at, k, vertex + s * (k + 1));
    });
}

tda_status tdai_sphere_sides(tda_ctx *ctx, signed char *side, tda_index n, int k,
                             const uint32_t *vertex, int dimension, const double *at)
{
    return tda::guard(ctx, "spheres", [&] {
        for (tda_index s = 0; s < n; s++)
            side[s] = static_cast<signed char>(
                tda::sphere_side(dimension, at, k, vertex + s * (k + 2)));
    });
}
