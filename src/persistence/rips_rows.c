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

static uint32_t scan_points(const tdai_rips_front *f, uint32_t rank, uint32_t *u,
                            uint32_t last)
{
    tda_index words = f->words;
    for (*u = 0; rank <= last; rank++) {
        uint32_t a = f->tail[rank - 1], b = f->head[rank - 1];
        uint64_t *one = f->bits + a * words, *two = f->bits + b * words, any = 0;
        if (f->slot[a] | f->slot[b]) {
            const uint64_t *x = f->pool + f->slot[a] * words,
                           *y = f->pool + f->slot[b] * words;
            uint64_t on = 0 - (x[b >> 6] >> (b & 63) & 1);
            for (tda_index i = 0; i < words; i++)
                any |= one[i] & two[i] & (x[i] ^ y[i] ^ on);
            if (any)
                return rank;
        }
        one[b >> 6] |= (uint64_t)1 << (b & 63);
        two[a >> 6] |= (uint64_t)1 << (a & 63);
    }
    return rank;
}

static bool clashes(const tdai_rips_front *f, const uint64_t *edge,
                    const uint32_t *rank_a, const uint32_t *rank_b, tda_index u)
{
    tda_index words = f->words, top = u >> 6;
    const uint64_t *x = f->pool + f->slot[rank_a[u]] * words;
    const uint64_t *y = f->pool + f->slot[rank_b[u]] * words;
    const uint64_t *near = f->bits + u * words;
    uint64_t on = 0 - (edge[top] >> (u & 63) & 1), any = 0;
    for (tda_index i = 0; i < top; i++)
        any |= f->lune[i] & near[i] & (edge[i] ^ x[i] ^ y[i] ^ on);
    uint64_t odd = f->lune[top] & near[top] & (edge[top] ^ x[top] ^ y[top] ^ on);
    return any | (odd & (((uint64_t)1 << (u & 63)) - 1));
}

static uint32_t scan_edges(const tdai_rips_front *f, uint32_t rank, uint32_t *u,
                           uint32_t last)
{
    tda_index words = f->words, from = *u;
    for (*u = 0; rank <= last; rank++, from = 0) {
        uint32_t a = f->tail[rank - 1], b = f->head[rank - 1];
        uint64_t *one = f->bits + a * words, *two = f->bits + b * words;
        uint64_t any = f->slot[rank];
        const uint64_t *p = f->touched + a * words, *q = f->touched + b * words;
        for (tda_index i = 0; i < words; i++) {
            f->lune[i] = one[i] & two[i];
            any |= f->lune[i] & (p[i] | q[i]);
        }
        if (any && tdai_rips_clash_in_lune(f, rank, from, u, clashes))
            return rank;
        one[b >> 6] |= (uint64_t)1 << (b & 63);
        two[a >> 6] |= (uint64_t)1 << (a & 63);
    }
    return rank;
}

const tdai_rips_rows tdai_rips_rows_plain = {.name = "plain C",
                                             .window = window,
                                             .meets = meets,
                                             .both = both,
                                             .first_common = first_common,
                                             .scan_points = scan_points,
                                             .scan_edges = scan_edges};

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
