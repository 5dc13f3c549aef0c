/* SPDX-License-Identifier: GPL-3.0-or-later */
/* koszul.h - Bigraded Betti numbers straight from their definition: at each node z of the grid the
 * homology of M(z - e1 - e2) -> M(z - e1) + M(z - e2) -> M(z), by subspaces of chains as bit
 * masks. For complexes of at most 64 cells. */
#ifndef TDA_KOSZUL_H
#define TDA_KOSZUL_H
#include "brute.h"

/* Vectors over Z/2, as masks. */
typedef struct space {
    int size;
    uint64_t at[192];
} space;

static inline int space_rank(const space *s)
{
    uint64_t row[192];
    int rank = 0;
    memcpy(row, s->at, sizeof row);
    for (int i = 0; i < s->size; i++) {
        if (!row[i])
            continue;
        uint64_t low = row[i] & (~row[i] + 1);
        for (int j = i + 1; j < s->size; j++)
            row[j] ^= row[j] & low ? row[i] : 0;
        rank++;
    }
    return rank;
}

static inline space space_sum(const space *a, const space *b)
{
    space s = *a;
    MUST(a->size + b->size <= 192);
    for (int i = 0; i < b->size; i++)
        s.at[s.size++] = b->at[i];
    return s;
}

/* The combinations of `from` whose images vanish: what is left in `image` of those that do. */
static inline space space_vanishing(uint64_t *from, uint64_t *image, int n)
{
    space s = {0, {0}};
    for (int i = 0; i < n; i++) {
        if (!from[i]) {
            s.at[s.size++] = image[i];
            continue;
        }
        uint64_t low = from[i] & (~from[i] + 1);
        for (int j = i + 1; j < n; j++)
            if (from[j] & low) {
                from[j] ^= from[i];
                image[j] ^= image[i];
            }
    }
    return s;
}

static inline space space_meet(const space *a, const space *b)
{
    uint64_t from[192], image[192];
    int n = 0;
    for (int i = 0; i < a->size; i++, n++)
        from[n] = image[n] = a->at[i];
    for (int i = 0; i < b->size; i++, n++) {
        from[n] = b->at[i];
        image[n] = 0;
    }
    return space_vanishing(from, image, n);
}

static inline uint64_t boundary_mask(const tda_cells *c, tda_index i)
{
    uint64_t m = 0;
    for (tda_index f = c->start[i]; f < c->start[i + 1]; f++)
        m |= (uint64_t)1 << c->face[f];
    return m;
}

/* Cycles and boundaries of one degree of the complex at z. */
static inline space cycles_at(const tda_cells *c, const double *z, int degree)
{
    uint64_t from[64], image[64];
    int n = 0;
    MUST(c->size <= 64);
    for (tda_index i = 0; i < c->size; i++)
        if (c->dim[i] == degree && brute_present(c, i, z)) {
            from[n] = boundary_mask(c, i);
            image[n++] = (uint64_t)1 << i;
        }
    return space_vanishing(from, image, n);
}

static inline space boundaries_at(const tda_cells *c, const double *z, int degree)
{
    space s = {0, {0}};
    for (tda_index i = 0; i < c->size; i++)
        if (c->dim[i] == degree + 1 && brute_present(c, i, z))
            s.at[s.size++] = boundary_mask(c, i);
    return s;
}

/* beta [3] := Betti numbers of H_degree at the node (x, y) of a grid of 2 parameters, or (x) of 1.
 * Index 0 stands for -INFINITY: below it there is nothing. */
static inline void koszul_betti(const tda_cells *c, const brute_grid *g, tda_index x,
                                tda_index y, int degree, int *beta)
{
    space z[2][2], b[2][2]; /* cycles, boundaries at z, z - e1, z - e2 and z - e1 - e2 */
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++) {
            space none = {0, {0}};
            z[i][j] = b[i][j] = none;
            if (x < i || y < j || (j > 0 && g->params == 1))
                continue;
            double at[2] = {g->value[0][x - i], g->params == 2 ? g->value[1][y - j] : 0};
            z[i][j] = cycles_at(c, at, degree);
            b[i][j] = boundaries_at(c, at, degree);
        }
    int dim[2][2];
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++)
            dim[i][j] = space_rank(&z[i][j]) - space_rank(&b[i][j]);
    space below = space_sum(&z[1][0], &z[0][1]), image = space_sum(&below, &b[0][0]);
    int rank = space_rank(&image) - space_rank(&b[0][0]);
    space killed = space_meet(&b[1][0], &b[0][1]);
    killed = space_meet(&killed, &z[1][1]);
    int kernel = space_rank(&killed) - space_rank(&b[1][1]);
    beta[0] = dim[0][0] - rank;
    beta[1] = dim[1][0] + dim[0][1] - rank - (dim[1][1] - kernel);
    beta[2] = kernel;
}

/* The rank of H_degree(K_s) -> H_degree(K_t) for s <= t. */
static inline int brute_rank_between(const tda_cells *c, const double *s, const double *t,
                                     int degree)
{
    space cycles = cycles_at(c, s, degree), boundaries = boundaries_at(c, t, degree);
    space both = space_sum(&cycles, &boundaries);
    return space_rank(&both) - space_rank(&boundaries);
}

#endif
