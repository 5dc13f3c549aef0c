/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lune_bits.c - Loops over rows of bits, in plain C and for AVX2. Rows are whole runs of four
 * words. */
#include "multiparam/lune.h"
#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define AVX2 __attribute__((target("avx2")))
#endif

static tda_index common(const uint64_t *a, const uint64_t *b, tda_index words)
{
    for (tda_index k = 0; k < words; k++)
        if (a[k] & b[k])
            return 64 * k + __builtin_ctzll(a[k] & b[k]);
    return -1;
}

static bool escapes(const uint64_t *a, const uint64_t *b, const uint64_t *c,
                    tda_index words)
{
    for (tda_index k = 0; k < words; k++)
        if (a[k] & b[k] & ~c[k])
            return true;
    return false;
}

static void add(uint64_t *a, const uint64_t *b, tda_index words)
{
    for (tda_index k = 0; k < words; k++)
        a[k] ^= b[k];
}

static tda_index count(const uint64_t *a, tda_index words)
{
    tda_index sum = 0;
    for (tda_index k = 0; k < words; k++)
        sum += __builtin_popcountll(a[k]);
    return sum;
}

const tdai_lune_loops tdai_lune_loops_plain = {"plain C", common, escapes, add, count};

#ifdef AVX2
AVX2 static __m256i load(const uint64_t *a)
{
    return _mm256_loadu_si256((const __m256i *)a);
}

AVX2 static bool escapes_avx2(const uint64_t *a, const uint64_t *b, const uint64_t *c,
                              tda_index words)
{
    tda_index k = 0;
    for (; k + 8 <= words; k += 8) {
        __m256i x = _mm256_and_si256(load(a + k), load(b + k));
        __m256i y = _mm256_and_si256(load(a + k + 4), load(b + k + 4));
        x = _mm256_andnot_si256(load(c + k), x);
        y = _mm256_andnot_si256(load(c + k + 4), y);
        x = _mm256_or_si256(x, y);
        if (!_mm256_testz_si256(x, x))
            return true;
    }
    for (; k < words; k++)
        if (a[k] & b[k] & ~c[k])
            return true;
    return false;
}

AVX2 static tda_index common_avx2(const uint64_t *a, const uint64_t *b, tda_index words)
{
    tda_index k = 0;
    while (k + 4 <= words && _mm256_testz_si256(load(a + k), load(b + k)))
        k += 4;
    tda_index found = common(a + k, b + k, words - k);
    return found < 0 ? -1 : 64 * k + found;
}

AVX2 static void add_avx2(uint64_t *a, const uint64_t *b, tda_index words)
{
    tda_index k = 0;
    for (; k + 4 <= words; k += 4)
        _mm256_storeu_si256((__m256i *)(a + k),
                            _mm256_xor_si256(load(a + k), load(b + k)));
    for (; k < words; k++)
        a[k] ^= b[k];
}

AVX2 static tda_index count_avx2(const uint64_t *a, tda_index words)
{
    tda_index sum = 0;
    for (tda_index k = 0; k < words; k++)
        sum += __builtin_popcountll(a[k]); /* an instruction here */
    return sum;
}

static const tdai_lune_loops avx2 = {"AVX2", common_avx2, escapes_avx2, add_avx2,
                                     count_avx2};

const tdai_lune_loops *tdai_lune_loops_here(void)
{
    return __builtin_cpu_supports("avx2") ? &avx2 : &tdai_lune_loops_plain;
}
#else
const tdai_lune_loops *tdai_lune_loops_here(void)
{
    return &tdai_lune_loops_plain;
}
#endif
