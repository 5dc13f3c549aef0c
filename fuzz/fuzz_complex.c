/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_complex.c - Any bytes are a list of simplices on eight points with small grades. The library
 * must answer or refuse, every way of computing must agree, and the Euler measure must be the
 * alternating sum of the Hilbert measures. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <tda.h>

enum { MASKS = 256, DEGREES = 4, BYTES_A_SIMPLEX = 3 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int ok)
{
    if (!ok)
        abort();
}

/* Each three bytes: the set of points, and a grade that may or may not be monotone. */
static tda_complex *decode(const uint8_t *data, size_t size)
{
    static tda_index id[MASKS], start[MASKS + 1], face[8 * MASKS];
    static int dim[MASKS];
    static double grade[2 * MASKS];
    tda_index n = 0, faces = 0;
    tda_complex *out = NULL;
    memset(id, 0xff, sizeof id);
    for (; size >= BYTES_A_SIMPLEX; data += BYTES_A_SIMPLEX, size -= BYTES_A_SIMPLEX) {
        int mask = data[0];
        if (mask == 0 || id[mask] >= 0)
            continue;
        dim[n] = __builtin_popcount((unsigned)mask) - 1;
        for (int v = 0; v < 8 && dim[n] > 0; v++)
            if (mask >> v & 1)
                face[faces++] = id[mask & ~(1 << v)]; /* -1 where it was not given */
        grade[2 * n] = data[1] % 16;
        grade[2 * n + 1] = data[2] % 16;
        id[mask] = n++;
        start[n] = faces;
    }
    tda_cells cells = {2, n, dim, start, face, NULL, grade};
    return tda_complex_new(NULL, &out, &cells) == TDA_OK ? out : NULL;
}

static void same(const tda_measure *a, const tda_measure *b)
{
    check(a->size == b->size);
    check(a->size == 0 || memcmp(a->at, b->at, (size_t)a->size * 2 * sizeof *a->at) == 0);
    check(a->size == 0 ||
          memcmp(a->weight, b->weight, (size_t)a->size * sizeof *a->weight) == 0);
}

static void alternating_sum(const tda_complex *k, const tda_measure *m)
{
    static double at[2 * 8 * MASKS];
    static int64_t weight[8 * MASKS];
    tda_measure euler = {0}, sum = {0};
    tda_index n = 0;
    for (int d = 0; d < 2 * DEGREES; d++)
        for (tda_index i = 0; i < m[d].size; i++, n++) {
            memcpy(at + 2 * n, m[d].at + 2 * i, 2 * sizeof *at);
            weight[n] = d % 2 ? -m[d].weight[i] : m[d].weight[i];
        }
    check(tda_measure_new(NULL, &sum, 2, n, at, weight, NULL) == TDA_OK);
    check(tda_complex_euler_measure(NULL, &euler, k) == TDA_OK);
    same(&sum, &euler);
    tda_measure_clear(&sum);
    tda_measure_clear(&euler);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tda_measure first[2 * DEGREES] = {{0}}, other[2 * DEGREES] = {{0}};
    tda_complex *k = decode(data, size);
    if (!k)
        return 0;
    for (int way = 0; way < 4; way++) {
        tda_hilbert_opts o = TDA_HILBERT_OPTS_INIT;
        tda_measure *m = way ? other : first;
        o.chunk = way & 1;
        o.shortcut = way & 2;
        check(tda_complex_hilbert_measure(NULL, m, k, 0, 2 * DEGREES - 1, &o) == TDA_OK);
        for (int d = 0; way && d < 2 * DEGREES; d++) {
            same(&first[d], &m[d]);
            tda_measure_clear(&m[d]);
        }
    }
    alternating_sum(k, first);
    for (int d = 0; d < 2 * DEGREES; d++)
        tda_measure_clear(&first[d]);
    tda_complex_free(k);
    return 0;
}
