/* SPDX-License-Identifier: GPL-3.0-or-later */
/* collapse_avx2.c - Edge collapse with lanes in two AVX2 registers. Ranks are below 2^31, so that
 * comparisons may be signed. */
#include "persistence/collapse_dense.h"

#ifdef __x86_64__
#include <immintrin.h>

#define CODE __attribute__((target("avx2,bmi,bmi2,popcnt")))
#define COLLAPSE tdai_collapse_avx2

typedef struct lanes {
    __m256i low, high;
} lanes;

CODE static inline lanes lanes_load(const uint32_t *at)
{
    return (lanes){_mm256_loadu_si256((const __m256i *)at),
                   _mm256_loadu_si256((const __m256i *)(at + 8))};
}

CODE static inline void lanes_store(uint32_t *at, lanes x)
{
    _mm256_storeu_si256((__m256i *)at, x.low);
    _mm256_storeu_si256((__m256i *)(at + 8), x.high);
}

CODE static inline lanes lanes_all(uint32_t value)
{
    __m256i x = _mm256_set1_epi32((int)value);
    return (lanes){x, x};
}

CODE static inline lanes lanes_max(lanes x, lanes y)
{
    return (lanes){_mm256_max_epi32(x.low, y.low), _mm256_max_epi32(x.high, y.high)};
}

CODE static inline lanes lanes_min(lanes x, lanes y)
{
    return (lanes){_mm256_min_epi32(x.low, y.low), _mm256_min_epi32(x.high, y.high)};
}

CODE static inline unsigned bits_of(__m256i mask)
{
    return (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(mask));
}

CODE static inline unsigned lanes_over(lanes x, lanes y)
{
    return bits_of(_mm256_cmpgt_epi32(x.low, y.low)) |
           bits_of(_mm256_cmpgt_epi32(x.high, y.high)) << 8;
}

CODE static inline lanes lanes_where_over(lanes x, lanes y, lanes a, lanes b)
{
    return (lanes){
        _mm256_blendv_epi8(b.low, a.low, _mm256_cmpgt_epi32(x.low, y.low)),
        _mm256_blendv_epi8(b.high, a.high, _mm256_cmpgt_epi32(x.high, y.high))};
}

CODE static inline uint32_t lanes_least(lanes x)
{
    uint32_t at[8], least;
    _mm256_storeu_si256((__m256i *)at, _mm256_min_epi32(x.low, x.high));
    least = at[0];
    for (int l = 1; l < 8; l++)
        least = at[l] < least ? at[l] : least;
    return least;
}

#include "persistence/collapse_edges.h"

#else
void tdai_collapse_avx2(tdai_collapsing *c, tda_index high, tda_index low)
{
    tdai_collapse_plain(c, high, low);
}
#endif
