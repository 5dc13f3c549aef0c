/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_rows_avx2.c - The inner loops of Rips persistence, eight ranks or four words at a time.
 *
 * Ranks are below 2^31, so that comparing them as signed numbers is right. The number of rows is
 * a constant in each copy of a loop that is used much. */
#include "persistence/rips_rows.h"
#if TDAI_ROWS_AVX2
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))
#define AVX2_INLINE AVX2 static inline __attribute__((always_inline))

enum { LANES = 8, WORD_LANES = 4 };

AVX2_INLINE __m256i load(const void *at)
{
    return _mm256_loadu_si256((const __m256i *)at);
}

AVX2_INLINE int take(uint32_t *to_rank, uint32_t *to_point, int found, __m256i greatest,
                     unsigned lanes, tda_index w)
{
    uint32_t value[LANES];
    _mm256_storeu_si256((__m256i *)value, greatest);
    for (; lanes; lanes &= lanes - 1) {
        int lane = __builtin_ctz(lanes);
        to_rank[found] = value[lane];
        to_point[found++] = (uint32_t)(w + lane);
    }
    return found;
}

AVX2_INLINE int window_of(uint32_t *to_rank, uint32_t *to_point,
                          const uint32_t *const *row, const int rows, tda_index size,
                          uint32_t floor, uint32_t low, uint32_t high)
{
    int found = 0;
    __m256i base = _mm256_set1_epi32((int)floor), below = _mm256_set1_epi32((int)low - 1),
            end = _mm256_set1_epi32((int)high);
    for (tda_index w = 0; w < size; w += LANES) {
        __m256i m = _mm256_max_epi32(base, load(row[0] + w));
        for (int k = 1; k < rows; k++)
            m = _mm256_max_epi32(m, load(row[k] + w));
        __m256i in =
            _mm256_and_si256(_mm256_cmpgt_epi32(end, m), _mm256_cmpgt_epi32(m, below));
        unsigned lanes = (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(in));
        if (lanes)
            found = take(to_rank, to_point, found, m, lanes, w);
    }
    return found;
}

AVX2 static int window(uint32_t *to_rank, uint32_t *to_point, const uint32_t *const *row,
                       int rows, tda_index size, uint32_t floor, uint32_t low,
                       uint32_t high)
{
    switch (rows) {
    case 2: return window_of(to_rank, to_point, row, 2, size, floor, low, high);
    case 3: return window_of(to_rank, to_point, row, 3, size, floor, low, high);
    case 4: return window_of(to_rank, to_point, row, 4, size, floor, low, high);
    default: return window_of(to_rank, to_point, row, rows, size, floor, low, high);
    }
}

AVX2_INLINE bool meets_of(const uint32_t *const *row, const int rows, tda_index end,
                          uint32_t rank)
{
    __m256i bound = _mm256_set1_epi32((int)rank);
    for (tda_index u = 0; u < end; u += LANES) {
        __m256i below = _mm256_cmpgt_epi32(bound, load(row[0] + u));
        for (int k = 1; k < rows; k++)
            below = _mm256_and_si256(below, _mm256_cmpgt_epi32(bound, load(row[k] + u)));
        unsigned lanes = (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(below));
        if (lanes)
            return u + __builtin_ctz(lanes) < end;
    }
    return false;
}

AVX2 static bool meets(const uint32_t *const *row, int rows, tda_index end, uint32_t rank)
{
    switch (rows) {
    case 2: return meets_of(row, 2, end, rank);
    case 3: return meets_of(row, 3, end, rank);
    case 4: return meets_of(row, 4, end, rank);
    default: return meets_of(row, rows, end, rank);
    }
}

AVX2 static bool both(uint64_t *out, const uint64_t *a, const uint64_t *b,
                      tda_index words)
{
    __m256i any = _mm256_setzero_si256();
    for (tda_index i = 0; i < words; i += WORD_LANES) {
        __m256i x = _mm256_and_si256(load(a + i), load(b + i));
        _mm256_storeu_si256((__m256i *)(out + i), x);
        any = _mm256_or_si256(any, x);
    }
    return !_mm256_testz_si256(any, any);
}

AVX2 static tda_index first_common(const uint64_t *const *row, int rows, tda_index words)
{
    for (tda_index i = 0; i < words; i += WORD_LANES) {
        uint64_t word[WORD_LANES];
        __m256i x = load(row[0] + i);
        for (int k = 1; k < rows; k++)
            x = _mm256_and_si256(x, load(row[k] + i));
        if (_mm256_testz_si256(x, x))
            continue;
        _mm256_storeu_si256((__m256i *)word, x);
        int l = 0;
        while (!word[l])
            l++;
        return 64 * (i + l) + __builtin_ctzll(word[l]);
    }
    return -1;
}

AVX2 static uint32_t scan_points(const tdai_rips_front *f, uint32_t rank, uint32_t *u,
                                 uint32_t last)
{
    tda_index words = f->words;
    for (*u = 0; rank <= last; rank++) {
        uint32_t a = f->tail[rank - 1], b = f->head[rank - 1];
        uint64_t *one = f->bits + a * words, *two = f->bits + b * words;
        if (f->slot[a] | f->slot[b]) {
            const uint64_t *x = f->pool + f->slot[a] * words,
                           *y = f->pool + f->slot[b] * words;
            __m256i any = _mm256_setzero_si256();
            __m256i on = _mm256_set1_epi64x(-(long long)(x[b >> 6] >> (b & 63) & 1));
            for (tda_index i = 0; i < words; i += WORD_LANES) {
                __m256i odd =
                    _mm256_xor_si256(_mm256_xor_si256(load(x + i), load(y + i)), on);
                __m256i in = _mm256_and_si256(load(one + i), load(two + i));
                any = _mm256_or_si256(any, _mm256_and_si256(in, odd));
            }
            if (!_mm256_testz_si256(any, any))
                return rank;
        }
        one[b >> 6] |= (uint64_t)1 << (b & 63);
        two[a >> 6] |= (uint64_t)1 << (a & 63);
    }
    return rank;
}

/* Of four words that begin at bit 0, the bits below bit u. */
AVX2_INLINE __m256i bits_below(tda_index u)
{
    __m256i begin = _mm256_setr_epi64x(0, 64, 128, 192);
    __m256i left =
        _mm256_sub_epi64(_mm256_set1_epi64x(u), begin); /* may be negative, or past 63 */
    __m256i ones = _mm256_set1_epi64x(-1);
    __m256i low = _mm256_andnot_si256(_mm256_sllv_epi64(ones, left), ones);
    return _mm256_and_si256(low, _mm256_cmpgt_epi64(left, _mm256_setzero_si256()));
}

AVX2 static bool clashes(const tdai_rips_front *f, const uint64_t *edge,
                         const uint32_t *rank_a, const uint32_t *rank_b, tda_index u)
{
    tda_index words = f->words, top = u >> 8 << 2;
    const uint64_t *x = f->pool + f->slot[rank_a[u]] * words;
    const uint64_t *y = f->pool + f->slot[rank_b[u]] * words;
    const uint64_t *near = f->bits + u * words;
    __m256i on = _mm256_set1_epi64x(-(long long)(edge[u >> 6] >> (u & 63) & 1));
    __m256i any = _mm256_setzero_si256(), odd, in;
    for (tda_index i = 0; i < top; i += WORD_LANES) {
        odd = _mm256_xor_si256(load(x + i), load(y + i));
        odd = _mm256_xor_si256(odd, _mm256_xor_si256(load(edge + i), on));
        in = _mm256_and_si256(load(f->lune + i), load(near + i));
        any = _mm256_or_si256(any, _mm256_and_si256(in, odd));
    }
    odd = _mm256_xor_si256(load(x + top), load(y + top));
    odd = _mm256_xor_si256(odd, _mm256_xor_si256(load(edge + top), on));
    in = _mm256_and_si256(load(f->lune + top), load(near + top));
    in = _mm256_and_si256(in, bits_below(u & 255));
    any = _mm256_or_si256(any, _mm256_and_si256(in, odd));
    return !_mm256_testz_si256(any, any);
}

AVX2 static uint32_t scan_edges(const tdai_rips_front *f, uint32_t rank, uint32_t *u,
                                uint32_t last)
{
    tda_index words = f->words, from = *u;
    for (*u = 0; rank <= last; rank++, from = 0) {
        uint32_t a = f->tail[rank - 1], b = f->head[rank - 1];
        uint64_t *one = f->bits + a * words, *two = f->bits + b * words;
        const uint64_t *p = f->touched + a * words, *q = f->touched + b * words;
        __m256i any = _mm256_set1_epi32((int)f->slot[rank]);
        for (tda_index i = 0; i < words; i += WORD_LANES) {
            __m256i in = _mm256_and_si256(load(one + i), load(two + i));
            _mm256_storeu_si256((__m256i *)(f->lune + i), in);
            __m256i row = _mm256_or_si256(load(p + i), load(q + i));
            any = _mm256_or_si256(any, _mm256_and_si256(in, row));
        }
        if (!_mm256_testz_si256(any, any) &&
            tdai_rips_clash_in_lune(f, rank, from, u, clashes))
            return rank;
        one[b >> 6] |= (uint64_t)1 << (b & 63);
        two[a >> 6] |= (uint64_t)1 << (a & 63);
    }
    return rank;
}

const tdai_rips_rows tdai_rips_rows_avx2 = {.name = "AVX2",
                                            .window = window,
                                            .meets = meets,
                                            .both = both,
                                            .first_common = first_common,
                                            .scan_points = scan_points,
                                            .scan_edges = scan_edges};
#endif
