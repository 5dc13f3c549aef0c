/* SPDX-License-Identifier: GPL-3.0-or-later */
/* order.cc - Points along a Hilbert curve, repeated ones together.
 *
 * The bounding box is cut into cubes, each point has the number of its cube along the curve (by
 * the bit operations of Skilling, 2004) and points are sorted by it; those of one cube are
 * sorted in the same way in their own box, until all points of a box are equal. So equal
 * points are found on the way, and no cluster is too small to be put in order. */
#include "shim/delaunay.hh"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace tda
{
namespace
{

struct keyed {
    std::uint64_t key;
    id point;
};

class curve
{
    tda_ctx *ctx;
    rows point, rank;
    unsigned bits; /* cubes along each axis: 2^bits */

    std::uint64_t number(std::uint32_t *x) const
    {
        const std::size_t d = point.width;
        for (std::uint32_t q = 1u << (bits - 1); q > 1; q >>= 1)
            for (std::size_t i = 0; i < d; i++) {
                std::uint32_t low = q - 1, swap = x[i] & q ? 0 : (x[0] ^ x[i]) & low;
                x[0] ^= x[i] & q ? low : swap;
                x[i] ^= swap;
            }
        std::uint32_t flip = 0;
        for (std::size_t i = 1; i < d; i++)
            x[i] ^= x[i - 1];
        for (std::uint32_t q = 1u << (bits - 1); q > 1; q >>= 1)
            flip ^= x[d - 1] & q ? q - 1 : 0;
        std::uint64_t key = 0;
        for (unsigned b = bits; b-- > 0;)
            for (std::size_t i = 0; i < d; i++)
                key = key << 1 | ((x[i] ^ flip) >> b & 1);
        return key;
    }

    /* Sort by number: the large ones by radix. */
    void sort(std::vector<keyed> &k) const
    {
        const std::size_t n = k.size();
        auto before = [](const keyed &a, const keyed &b) {
            return a.key != b.key ? a.key < b.key : a.point < b.point;
        };
        if (n < 1000)
            return std::sort(k.begin(), k.end(), before);
        std::vector<std::uint64_t> key(n);
        std::vector<tda_index> order(n);
        std::vector<keyed> sorted(n);
        for (std::size_t i = 0; i < n; i++)
            key[i] = k[i].key;
        check(tdai_argsort_u64(ctx, order.data(), key.data(), static_cast<tda_index>(n)));
        for (std::size_t i = 0; i < n; i++)
            sorted[i] = k[static_cast<std::size_t>(order[i])];
        k.swap(sorted);
    }

    /* The smallest box: its low corner; the exponent of its longest side. */
    bool box(const id *first, const id *last, double *low, int *exponent) const
    {
        double extent = 0;
        for (std::size_t c = 0; c < point.width; c++) {
            double least = point.at[*first * point.width + c], most = least;
            for (const id *p = first; p < last; p++) {
                least = std::min(least, point.at[*p * point.width + c]);
                most = std::max(most, point.at[*p * point.width + c]);
            }
            low[c] = least;
            extent = std::max(extent, most - least);
        }
        std::frexp(extent, exponent);
        return extent > 0;
    }

  public:
    curve(tda_ctx *ctx_, rows point_, rows rank_)
        : ctx(ctx_), point(point_), rank(rank_),
          bits(std::min(16u, 48 / static_cast<unsigned>(point_.width)))
    {
    }

    void sort(id *first, id *last) const
    {
        double low[16];
        std::uint32_t x[16];
        int exponent;
        if (!box(first, last, low, &exponent))
            return std::sort(first, last, [=](id a, id b) {
                int c = rank.compare(a, b);
                return c ? c < 0 : a < b;
            });
        std::vector<keyed> k(static_cast<std::size_t>(last - first));
        const int shift = static_cast<int>(bits) - exponent;
        const double factor = shift < 1000 ? std::ldexp(1, shift) : 0;
        for (std::size_t i = 0; i < k.size(); i++) {
            for (std::size_t c = 0; c < point.width; c++) {
                double from = point.at[first[i] * point.width + c] - low[c];
                x[c] = static_cast<std::uint32_t>(factor > 0 ? from * factor
                                                             : std::ldexp(from, shift));
            }
            k[i] = {number(x), first[i]};
        }
        sort(k);
        for (std::size_t i = 0; i < k.size(); i++)
            first[i] = k[i].point;
        for (std::size_t i = 0, j; i < k.size(); i = j) {
            for (j = i + 1; j < k.size() && k[j].key == k[i].key; j++)
                ;
            if (j > i + 1)
                sort(first + i, first + j);
        }
    }
};

std::uint64_t scramble(std::uint64_t x)
{
    x = (x ^ x >> 31) * 0x9E3779B97F4A7C15u;
    x = (x ^ x >> 29) * 0xD6E8FEB86659FD93u;
    return x ^ x >> 32;
}

} // namespace

std::vector<id> label(tda_ctx *ctx, id *same_as, id n, rows point, rows rank)
{
    std::vector<id> order(n);
    std::iota(order.begin(), order.end(), id{0});
    if (n > 0)
        curve(ctx, point, rank).sort(order.data(), order.data() + n);
    id labels = 0;
    for (id i = 0; i < n; i++) {
        if (i == 0 || point.compare(order[labels - 1], order[i]) != 0) {
            same_as[order[i]] = order[i];
            order[labels++] = order[i];
        } else {
            same_as[order[i]] = order[labels - 1];
        }
    }
    order.resize(labels);
    return order;
}

std::vector<id> insertion_order(id n)
{
    constexpr int rounds = 11;
    std::vector<id> order(n);
    id start[rounds + 1] = {0};
    auto round = [](id i) {
        std::uint64_t x = scramble(i + std::uint64_t{1});
        int zeros = x ? __builtin_ctzll(x) : 63;
        return std::max(rounds - 1 - zeros / 3, 0);
    };
    for (id i = 0; i < n; i++)
        start[round(i) + 1]++;
    std::partial_sum(start, start + rounds + 1, start);
    for (id i = 0; i < n; i++)
        order[start[round(i)]++] = i;
    return order;
}

/* Points on a line in lexicographic order are in order along it. */
top_cells path(rows point, id n)
{
    std::vector<id> order(n);
    std::iota(order.begin(), order.end(), id{0});
    std::sort(order.begin(), order.end(),
              [=](id a, id b) { return point.compare(a, b) < 0; });
    top_cells top;
    top.dimension = n > 1 ? 1 : static_cast<int>(n) - 1;
    for (std::size_t i = 1; i < n; i++)
        top.vertex.insert(top.vertex.end(), {order[i - 1], order[i]});
    return top;
}

} // namespace tda
