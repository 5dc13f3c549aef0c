/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_rows.c - The inner loops of Rips persistence in plain C, and the choice between versions. */
#include "persistence/rips_rows.h"

static int window(uint32_t *to_rank, uint32_t *to_point, const uint32_t *const *row,
                  int rows, tda_index size, uint32_t floor, uint32_t low, uint32_t high)
{
    int found = 0;
    for (tda_index w = 0; w < size; w++) {
        uint32_t m = floor;
        for (int k = 0; k < rows; k++)
            m = row[k][w] > m ? row[k][w] : m;
        to_rank[found] = m;
        to_point[found] = (uint32_t)w;
        found += m - low < high - low;
    }
    return found;
}

static bool meets(const uint32_t *const *row, int rows, tda_index end, uint32_t rank)
{
    for (tda_index u = 0; u < end; u++) {
        int k = 0;
        while (k < rows && row[k][u] < rank)
            k++;
        if (k == rows)
            return true;
    }
    return false;
}

static bool both(uint64_t *out, const uint64_t *a, const uint64_t *b, tda_index words)
{
    uint64_t any = 0;
    for (tda_index i = 0; i < words; i++)
        any |= out[i] = a[i] & b[i];
    return any;
}

static tda_index first_common(const uint64_t *const *row, int rows, tda_index words)
{
    for (tda_index i = 0; i < words; i++) {
        uint64_t bits = row[0][i];
        for (int k = 1; k < rows; k++)
            bits &= row[k][i];
        if (bits)
            return 64 * i + __builtin_ctzll(bits);
    }
    return -1;
}

const tdai_rips_rows tdai_rips_rows_plain = {"plain C", window, meets, both,
                                             first_common};

static _Thread_local const tdai_rips_rows *chosen = NULL;

void tdai_rips_rows_use(const tdai_rips_rows *rows)
{
    chosen = rows;
}

const tdai_rips_rows *tdai_rips_rows_here(void)
{
    if (chosen)
        return chosen;
#if TDAI_ROWS_AVX2
    if (__builtin_cpu_supports("avx2"))
        return &tdai_rips_rows_avx2;
#endif
    return &tdai_rips_rows_plain;
}
