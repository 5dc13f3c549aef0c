/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_key.h - Names of simplices as integers, in the order of the filtration.
 *
 * The key of a simplex of dimension d >= 1 is the rank of its longest edge followed by its d - 1
 * other points, descending: no two edges share a rank, so the edge need not be spelt out. In an
 * entry of a column a coefficient of Z/p stands below the key; over Z/2 there is none. Included by
 * rips_reduce.h, once for each width of tdai_key. */
#include "persistence/rips_ranks.h"

#define NO_KEY (~(tdai_key)0)

/* The low `bits` bits, fewer than a key has. */
static inline tdai_key low_bits(tdai_key x, int bits)
{
    return x & (((tdai_key)1 << bits) - 1);
}

static inline tdai_key key_of_entry(const tdai_ranks *r, tdai_key entry)
{
    return entry >> r->coefficient_bits;
}

static inline uint32_t coefficient_of(const tdai_ranks *r, tdai_key entry)
{
    return r->coefficient_bits ? (uint32_t)low_bits(entry, r->coefficient_bits) : 1;
}

static inline tdai_key entry_of(const tdai_ranks *r, tdai_key key, uint32_t coefficient)
{
    return r->coefficient_bits ? key << r->coefficient_bits | coefficient : key;
}

static inline uint32_t rank_of(const tdai_ranks *r, tdai_key key, int dim)
{
    return (uint32_t)(key >> r->point_bits * (dim - 1));
}

/* Other point i of a key, counted from the least. */
static inline uint32_t other(const tdai_ranks *r, tdai_key key, int i)
{
    return (uint32_t)low_bits(key >> r->point_bits * i, r->point_bits);
}

/* v := the dim + 1 points of a simplex, descending; returns its rank. */
static inline uint32_t unpack(const tdai_ranks *r, tdai_key key, int dim, uint32_t *v)
{
    uint32_t rank = rank_of(r, key, dim);
    uint32_t edge[2] = {r->tail[rank - 1], r->head[rank - 1]};
    int put = 0, e = 0;
    for (int i = dim - 2; i >= 0; i--) {
        uint32_t u = other(r, key, i);
        while (e < 2 && edge[e] > u)
            v[put++] = edge[e++];
        v[put++] = u;
    }
    while (e < 2)
        v[put++] = edge[e++];
    return rank;
}

/* The key `packed` with one more point, less than its others. */
static inline tdai_key append(const tdai_ranks *r, tdai_key packed, tda_index x)
{
    return (tdai_key)(packed << r->point_bits) | (tdai_key)x;
}

/* Put w among `count` points packed in descending order. */
static inline tdai_key insert(const tdai_ranks *r, tdai_key packed, int count, uint32_t w)
{
    int bits = r->point_bits, i = 0;
    while (i < count && other(r, packed, i) < w)
        i++;
    tdai_key low = low_bits(packed, bits * i);
    return (packed ^ low) << bits | (tdai_key)w << bits * i | low;
}

/* ---- coefficients: 1 .. p - 1 ---- */

static inline uint32_t times(const tdai_ranks *r, uint32_t a, uint32_t b)
{
    return r->coefficient_bits ? a * b % (uint32_t)r->field : 1;
}

static inline uint32_t negated(const tdai_ranks *r, uint32_t a, bool really)
{
    return r->coefficient_bits && really ? (uint32_t)r->field - a : a;
}

/* a^(p - 2) */
static inline uint32_t inverse(const tdai_ranks *r, uint32_t a)
{
    uint32_t power = 1;
    for (int e = r->field - 2; e > 0; e >>= 1) {
        power = e & 1 ? times(r, power, a) : power;
        a = times(r, a, a);
    }
    return power;
}

/* Is the coefficient of sigma + w in the coboundary of sigma -1? Points descend: it is where an
 * odd number of them stand before w. */
static inline bool odd_before(const uint32_t *v, int count, uint32_t w)
{
    int before = 0;
    for (int i = 0; i < count; i++)
        before += v[i] > w;
    return before & 1;
}

/* ---- lists of keys ---- */

typedef struct keys {
    tdai_key *at;
    tda_index size, capacity;
} keys;

static bool keys_reserve(keys *k, tda_index size)
{
    if (size <= k->capacity)
        return true;
    tda_index capacity = 2 * k->capacity > size ? 2 * k->capacity : size + 64;
    tdai_key *more = tdai_realloc(k->at, capacity, sizeof *more);
    if (!more)
        return false;
    k->at = more;
    k->capacity = capacity;
    return true;
}

static inline bool keys_add(keys *k, tdai_key key)
{
    if (k->size == k->capacity && !keys_reserve(k, k->size + 1))
        return false;
    k->at[k->size++] = key;
    return true;
}

static void keys_sort(tdai_key *a, tda_index n)
{
    while (n > 24) { /* by the median of three; the smaller part by itself */
        tdai_key x = a[0], y = a[n / 2], z = a[n - 1];
        tdai_key low = x < y ? x : y, high = x < y ? y : x;
        tdai_key pivot = z < low ? low : z > high ? high : z;
        tda_index i = 0, j = n - 1;
        for (;; i++, j--) {
            while (a[i] < pivot)
                i++;
            while (a[j] > pivot)
                j--;
            if (i >= j)
                break;
            tdai_key swap = a[i];
            a[i] = a[j];
            a[j] = swap;
        }
        tda_index left = i == j ? i : j + 1;
        if (left < n - left) {
            keys_sort(a, left);
            a += left;
            n -= left;
        } else {
            keys_sort(a + left, n - left);
            n = left;
        }
    }
    for (tda_index i = 1; i < n; i++) {
        tdai_key x = a[i];
        tda_index j = i;
        for (; j > 0 && a[j - 1] > x; j--)
            a[j] = a[j - 1];
        a[j] = x;
    }
}

/* Sort entries and add up those of equal key; returns how many are left. */
static tda_index keys_cancel(const tdai_ranks *r, tdai_key *a, tda_index n)
{
    tda_index kept = 0;
    keys_sort(a, n);
    for (tda_index i = 0, end; i < n; i = end) {
        uint32_t sum = 0, p = (uint32_t)r->field;
        tdai_key key = key_of_entry(r, a[i]);
        for (end = i; end < n && key_of_entry(r, a[end]) == key; end++) {
            sum += coefficient_of(r, a[end]);
            sum -= sum >= p ? p : 0;
        }
        if (sum)
            a[kept++] = entry_of(r, key, sum);
    }
    return kept;
}
