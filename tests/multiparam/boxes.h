/* SPDX-License-Identifier: GPL-3.0-or-later */
/* boxes.h - Cubical boxes with random grades: complexes that lie in R^2 and R^3, whose top
 * boundary matrix has at most two entries a row; and a simplex of seven parameters. */
#ifndef TDA_BOXES_H
#define TDA_BOXES_H
#include "brute.h"

/* How the grades of a box are made. */
typedef enum box_kind {
    BOX_VERTICES, /* random on vertices; a cube has the join of its vertices */
    BOX_PIXELS,   /* random on top cubes; a face has the meet of its cubes */
} box_kind;

/* A box of a x b x c cubes (c = 0: flat), each coordinate of a grade in 0 .. spread. Some top
 * cubes are missing when `holes`: voids, so that homology stays at infinity. */
static inline tda_complex *box_random(unsigned seed, int a, int b, int c, int spread,
                                      box_kind kind, bool holes)
{
    brute_rng rng = brute_seed(seed);
    int n[3] = {2 * a + 1, 2 * b + 1, 2 * c + 1}, total = n[0] * n[1] * n[2];
    int top = c ? 3 : 2;
    tda_index *id = malloc((size_t)total * sizeof *id), size = 0, faces = 0;
    double *value = malloc((size_t)total * 2 * sizeof *value);
    int *dim = malloc((size_t)total * sizeof *dim);
    tda_index *start = malloc((size_t)(total + 1) * sizeof *start);
    tda_index *face = malloc((size_t)total * 6 * sizeof *face);
    double *grade = malloc((size_t)total * 2 * sizeof *grade);
    ck_assert(id && value && dim && start && face && grade);
    for (int i = 0; i < 2 * total; i++)
        value[i] = brute_below(&rng, spread + 1);
    start[0] = 0;
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < total; i++) {
            int at[3] = {i / (n[1] * n[2]), i / n[2] % n[1], i % n[2]}, d = 0;
            for (int k = 0; k < 3; k++)
                d += at[k] % 2;
            if (pass == 0) {
                bool gone = holes && d == top && brute_below(&rng, 5) == 0;
                id[i] = gone ? -1 : size++;
                continue;
            }
            if (id[i] < 0)
                continue;
            double g[2] = {kind == BOX_PIXELS ? 1e9 : -1e9,
                           kind == BOX_PIXELS ? 1e9 : -1e9};
            for (int j = 0; j < total;
                 j++) { /* the vertices or the top cubes next to cell i */
                int to[3] = {j / (n[1] * n[2]), j / n[2] % n[1], j % n[2]}, e = 0;
                bool near = true;
                for (int k = 0; k < 3; k++) {
                    int up = kind == BOX_PIXELS ? to[k] - at[k] : at[k] - to[k];
                    int odd = kind == BOX_PIXELS ? at[k] % 2 : to[k] % 2;
                    near = near && abs(up) <= 1 && (up == 0 || !odd);
                    e += to[k] % 2;
                }
                if (!near || e != (kind == BOX_PIXELS ? top : 0))
                    continue;
                for (int k = 0; k < 2; k++) {
                    double v = value[2 * j + k];
                    if (kind == BOX_PIXELS ? v < g[k] : v > g[k])
                        g[k] = v;
                }
            }
            dim[id[i]] = d;
            grade[2 * id[i]] = g[0];
            grade[2 * id[i] + 1] = g[1];
            int step[3] = {n[1] * n[2], n[2], 1};
            for (int k = 0; k < 3; k++)
                if (at[k] % 2) {
                    face[faces++] = id[i - step[k]];
                    face[faces++] = id[i + step[k]];
                }
            start[id[i] + 1] = faces;
        }
    tda_complex *out = NULL;
    tda_cells cells = {2, size, dim, start, face, NULL, grade};
    ck_assert_int_eq(tda_complex_new(NULL, &out, &cells), TDA_OK);
    free(id), free(value), free(dim), free(start), free(face), free(grade);
    return out;
}

enum { AXES = 7 };

/* Seven vertices along the seven axes of R^7 and the full simplex on them at (2, ..., 2). */
static inline tda_complex *seven_axes(void)
{
    enum { CELLS = (1 << AXES) - 1 };
    static double grade[CELLS][AXES];
    static tda_index start[CELLS + 1], face[CELLS * AXES];
    static int dim[CELLS];
    tda_index faces = 0;
    for (int mask = 1; mask <= CELLS; mask++) {
        dim[mask - 1] = brute_bits(mask) - 1;
        for (int v = 0; v < AXES; v++) {
            grade[mask - 1][v] = dim[mask - 1] ? 2 : mask >> v & 1;
            if (dim[mask - 1] && mask >> v & 1)
                face[faces++] = (mask & ~(1 << v)) - 1;
        }
        start[mask] = faces;
    }
    tda_complex *out = NULL;
    tda_cells cells = {AXES, CELLS, dim, start, face, NULL, *grade};
    ck_assert_int_eq(tda_complex_new(NULL, &out, &cells), TDA_OK);
    return out;
}

/* Mass one at the seven unit vectors and -6 at (2, ..., 2): of H_0, and the Euler measure. */
static inline void expect_seven_axes(const tda_measure *m)
{
    ck_assert_int_eq(m->size, AXES + 1);
    for (int i = 0; i < AXES; i++) { /* e_7, e_6, ... in lexicographic order */
        ck_assert_int_eq(m->weight[i], 1);
        for (int v = 0; v < AXES; v++)
            ck_assert(m->at[i * AXES + v] == (v == AXES - 1 - i));
    }
    ck_assert_int_eq(m->weight[AXES], 1 - AXES);
    for (int v = 0; v < AXES; v++)
        ck_assert(m->at[AXES * AXES + v] == 2);
}

#endif
