/* SPDX-License-Identifier: GPL-3.0-or-later */
/* faces.cc - From the top cells of a triangulation to all its simplices, in lexicographic order
 * of their vertices, with the facets of each.
 *
 * One dimension after the other, downwards, and within it by first vertex: the facets that begin
 * with vertex a are those of the simplices that begin with a, leaving out another vertex, and
 * those of the simplices with a in the second place, leaving out the first. These few are
 * numbered by what follows a: single vertices by a table of all vertices, pairs by a square
 * table of the neighbours of a, and longer ones, as pairs about a vertex of very many
 * neighbours, by sorting. */
#include "shim/delaunay.hh"
#include <algorithm>

namespace tda
{
namespace
{

constexpr id none = UINT32_MAX;

/* An array that grows in place where the system can do so. */
template <class T> class growing
{
    T *at = nullptr;
    tda_index used = 0, room = 0;

  public:
    growing() = default;
    growing(const growing &) = delete;
    growing &operator=(const growing &) = delete;
    ~growing()
    {
        tdai_free(at);
    }

    /* Space for n more at the end. */
    T *extend(tda_index n)
    {
        if (used + n > room) {
            tda_index more = used + n + used / 2 + 64;
            void *p = tdai_realloc(at, more, sizeof(T));
            if (!p)
                throw std::bad_alloc();
            at = static_cast<T *>(p);
            room = more;
        }
        used += n;
        return at + used - n;
    }

    tda_index size() const
    {
        return used;
    }

    /* The array cut to its size; the caller's. */
    T *release()
    {
        void *p = tdai_realloc(at, used, sizeof(T));
        if (!p)
            throw std::bad_alloc();
        at = nullptr;
        return static_cast<T *>(p);
    }
};

struct item {
    std::uint64_t key; /* the two vertices after the first, or one */
    std::uint64_t row; /* s (k+1) + i: simplex s without its vertex i */
};

/* The simplices of dimension k as rows of their vertices. */
struct simplices {
    std::uint64_t width;
    const id *vertex;

    /* Vertex j of the simplex of a row without its vertex i. */
    id facet(std::uint64_t row, std::uint64_t j) const
    {
        std::uint64_t first = row / width * width;
        return vertex[first + j + (j >= row - first)];
    }
};

/* What begins with one vertex, and its numbers. */
class bucket
{
    std::vector<id> place; /* [points] none, or the place of a vertex in `seen` */
    std::vector<id> seen;
    std::vector<id> table;

    void see(id v)
    {
        if (place[v] == none) {
            place[v] = 0;
            seen.push_back(v);
        }
    }

    void order_seen()
    {
        std::sort(seen.begin(), seen.end());
        for (std::size_t i = 0; i < seen.size(); i++)
            place[seen[i]] = static_cast<id>(i);
    }

    void forget()
    {
        for (id v : seen)
            place[v] = none;
        seen.clear();
    }

    void add(growing<id> &out, int k, const id *v)
    {
        std::copy_n(v, k, out.extend(k));
    }

    void number_singles(id a, growing<id> &out, id *face)
    {
        id base = static_cast<id>(out.size() / 2);
        for (const item &i : items)
            see(static_cast<id>(i.key));
        order_seen();
        for (const item &i : items)
            face[i.row] = base + place[static_cast<id>(i.key)];
        for (id v : seen) {
            id edge[] = {a, v};
            add(out, 2, edge);
        }
        forget();
    }

    bool number_pairs(id a, growing<id> &out, id *face)
    {
        for (const item &i : items) {
            see(static_cast<id>(i.key >> 32));
            see(static_cast<id>(i.key));
        }
        const std::size_t m = seen.size();
        const bool few = m * m <= 16 * items.size() + 256;
        if (few) {
            order_seen();
            table.assign(m * m, none);
            for (const item &i : items)
                table[place[i.key >> 32] * m + place[static_cast<id>(i.key)]] = 0;
            id next = static_cast<id>(out.size() / 3);
            for (std::size_t i = 0; i < m; i++)
                for (std::size_t j = i + 1; j < m; j++)
                    if (table[i * m + j] == 0) {
                        table[i * m + j] = next++;
                        id triangle[] = {a, seen[i], seen[j]};
                        add(out, 3, triangle);
                    }
            for (const item &i : items)
                face[i.row] =
                    table[place[i.key >> 32] * m + place[static_cast<id>(i.key)]];
        }
        forget();
        return few;
    }

    void number_sorted(int k, const simplices &s, growing<id> &out, id *face)
    {
        auto differ = [&](const item &a,
                          const item &b) { /* the first place, or k */
                                           for (std::uint64_t j = a.key == b.key ? 3 : 1;
                                                j < static_cast<std::uint64_t>(k); j++)
                                               if (s.facet(a.row, j) != s.facet(b.row, j))
                                                   return j;
                                           return static_cast<std::uint64_t>(k);
        };
        std::sort(items.begin(), items.end(), [&](const item &a, const item &b) {
            if (a.key != b.key)
                return a.key < b.key;
            std::uint64_t j = differ(a, b);
            return j < static_cast<std::uint64_t>(k) &&
                   s.facet(a.row, j) < s.facet(b.row, j);
        });
        for (std::size_t i = 0; i < items.size(); i++) {
            if (i == 0 ||
                differ(items[i - 1], items[i]) < static_cast<std::uint64_t>(k)) {
                id *v = out.extend(k);
                for (int j = 0; j < k; j++)
                    v[j] = s.facet(items[i].row, static_cast<std::uint64_t>(j));
            }
            face[items[i].row] = static_cast<id>(out.size() / k - 1);
        }
    }

  public:
    std::vector<item> items;

    explicit bucket(id points) : place(points, none)
    {
    }

    /* face[row] := the number of each item, a facet of k vertices that begins with a, and the
     * new ones to out; the items are forgotten. */
    void number(id a, int k, const simplices &s, growing<id> &out, id *face)
    {
        if (k == 2)
            number_singles(a, out, face);
        else if (k > 3 || !number_pairs(a, out, face))
            number_sorted(k, s, out, face);
        items.clear();
    }
};

/* row := the rows 0 .. rows-1 by their key below `keys`, stably; start [keys+1] as usual. */
template <class Key>
void by_key(std::vector<id> &start, std::vector<id> &row, id keys, id rows, Key key)
{
    start.assign(keys + std::size_t{2}, 0);
    row.resize(rows);
    for (id r = 0; r < rows; r++)
        start[key(r) + std::size_t{2}]++;
    for (std::size_t v = 2; v < start.size(); v++)
        start[v] += start[v - 1];
    for (id r = 0; r < rows; r++)
        row[start[key(r) + std::size_t{1}]++] = r;
}

/* The top cells in lexicographic order. */
void fill_top(tda_ctx *ctx, delaunay &d, top_cells &&top, id points)
{
    const std::size_t width = static_cast<std::size_t>(top.dimension) + 1;
    const std::size_t rows = top.vertex.size() / width;
    if (rows > none / 16)
        throw std::length_error("more than 268435455 cells of the highest dimension");
    std::vector<id> start, order;
    id *v = top.vertex.data();
    for (std::size_t r = 0; r < rows; r++)
        std::sort(v + r * width, v + (r + 1) * width);
    by_key(start, order, points, static_cast<id>(rows),
           [=](id r) { return v[r * width]; });
    d.count[top.dimension] = static_cast<tda_index>(rows);
    d.vertex[top.dimension] = allocate<id>(static_cast<tda_index>(rows * width));
    id *out = d.vertex[top.dimension];
    for (id a = 0; a < points; a++) {
        check(tdai_poll(ctx, "cells of the triangulation", a, points));
        std::sort(order.begin() + start[a], order.begin() + start[a + 1],
                  [=](id p, id q) {
                      return std::lexicographical_compare(
                          v + p * width + 1, v + (p + 1) * width, v + q * width + 1,
                          v + (q + 1) * width);
                  });
        for (id r = start[a]; r < start[a + 1]; r++, out += width)
            std::copy_n(v + order[r] * width, width, out);
    }
}

/* The facets of the simplices of dimension k, k at least 2. */
void fill_facets(tda_ctx *ctx, delaunay &d, int k, id points)
{
    const auto width = static_cast<std::uint64_t>(k) + 1;
    const id rows = static_cast<id>(d.count[k]);
    const id *v = d.vertex[k];
    const simplices s{width, v};
    std::vector<id> start, second;
    by_key(start, second, points, rows, [=](id r) { return v[r * width + 1]; });
    growing<id> out;
    bucket b(points);
    d.face[k] = allocate<id>(d.count[k] * (k + 1));
    auto add = [&](std::uint64_t r, std::uint64_t skip) {
        const id *w = v + r * width;
        std::uint64_t key = w[1 + (skip <= 1)];
        if (k > 2)
            key = key << 32 | w[2 + (skip <= 2)];
        b.items.push_back({key, r * width + skip});
    };
    id r = 0;
    for (id a = 0; a < points; a++) {
        check(tdai_poll(ctx, "faces of the triangulation", a, points));
        for (; r < rows && v[r * width] == a; r++)
            for (std::uint64_t skip = 1; skip < width; skip++)
                add(r, skip);
        for (id i = start[a]; i < start[a + 1]; i++)
            add(second[i], 0);
        b.number(a, k, s, out, d.face[k]);
    }
    if (out.size() / k >= none)
        throw std::length_error("more than 4294967294 simplices of one dimension");
    d.count[k - 1] = out.size() / k;
    d.vertex[k - 1] = out.release();
}

} // namespace

void enumerate(tda_ctx *ctx, delaunay &d, top_cells &&top, id points)
{
    d.dimension = top.dimension;
    d.count[0] = points;
    if (top.dimension == 0 && !top.vertex.empty())
        d.alone = top.vertex[0];
    if (top.dimension < 1)
        return;
    fill_top(ctx, d, std::move(top), points);
    for (int k = d.dimension; k > 1; k--)
        fill_facets(ctx, d, k, points);
    d.face[1] = allocate<id>(2 * d.count[1]);
    for (tda_index e = 0; e < d.count[1]; e++) {
        d.face[1][2 * e] = d.vertex[1][2 * e + 1];
        d.face[1][2 * e + 1] = d.vertex[1][2 * e];
    }
}

} // namespace tda

void tdai_delaunay_clear(tdai_delaunay *d)
{
    for (int k = 0; k < 16; k++) {
        tdai_free(d->face[k]);
        tdai_free(d->value[k]);
    }
    tdai_free(d->point);
    tdai_free(d->same_as);
    *d = tdai_delaunay{};
    d->dimension = -1;
}
