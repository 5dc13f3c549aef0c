/* SPDX-License-Identifier: GPL-3.0-or-later */
/* brute.h - Slow and simple answers to compare with: random small complexes, ranks over Z/2 by
 * dense elimination, homology of a sublevel complex straight from its definition.
 *
 * Nothing here shares code with the library, but for tda_complex_new() at the end of
 * brute_random(). Everything depends on the seed alone. */
#ifndef TDA_BRUTE_H
#define TDA_BRUTE_H
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <tda/data.h>

/* ---- numbers: a generator of our own, the same on every machine ---- */

typedef struct brute_rng {
    uint64_t state;
} brute_rng;

static inline brute_rng brute_seed(unsigned seed)
{
    return (brute_rng){(uint64_t)seed * 0x9E3779B97F4A7C15u + 1442695040888963407u};
}

/* 0 .. n-1, n >= 1 */
static inline int brute_below(brute_rng *rng, int n)
{
    rng->state = rng->state * 6364136223846793005u + 1442695040888963407u;
    uint64_t x = rng->state;
    x = (x ^ x >> 33) * 0xFF51AFD7ED558CCDu;
    return (int)((x >> 33) % (uint64_t)n);
}

/* A ck_assert for inner loops: each of Check's own, kept or not, is a message to its parent. */
#define MUST(claim)                                                                      \
    do {                                                                                 \
        if (!(claim))                                                                    \
            ck_abort_msg("%s", #claim);                                                  \
    } while (0)

/* The Check test `name`, which runs name_seed(seed) for the ten seeds 10 _i .. 10 _i + 9 in one
 * process: one for each would cost more than most checks. SEEDS(name, 30) covers 300 seeds. */
#define TEN_SEEDS(name)                                                                  \
    START_TEST(name)                                                                     \
    {                                                                                    \
        for (unsigned ten = 10 * (unsigned)_i, seed = ten; seed < ten + 10; seed++)      \
            name##_seed(seed);                                                           \
    }                                                                                    \
    END_TEST

/* ---- presence ---- */

static inline tda_index brute_grades_begin(const tda_cells *c, tda_index cell)
{
    return c->grade_start ? c->grade_start[cell] : cell;
}

static inline bool brute_below_all(const double *g, const double *z, int params)
{
    for (int k = 0; k < params; k++)
        if (!(g[k] <= z[k]))
            return false;
    return true;
}

/* Is the cell present at z? */
static inline bool brute_present(const tda_cells *c, tda_index cell, const double *z)
{
    for (tda_index r = brute_grades_begin(c, cell); r < brute_grades_begin(c, cell + 1);
         r++)
        if (brute_below_all(c->grade + r * c->params, z, c->params))
            return true;
    return false;
}

/* ---- ranks ---- */

/* The rank over Z/2 of `rows` rows of `words` 64-bit words each, row-major. The rows are
 * destroyed. */
static inline tda_index brute_rank(uint64_t *bits, tda_index rows, tda_index words)
{
    tda_index rank = 0;
    for (tda_index column = 0; column < 64 * words && rank < rows; column++) {
        uint64_t bit = (uint64_t)1 << column % 64;
        tda_index word = column / 64, pivot = rank;
        while (pivot < rows && !(bits[pivot * words + word] & bit))
            pivot++;
        if (pivot == rows)
            continue;
        for (tda_index w = 0; w < words; w++) {
            uint64_t swap = bits[pivot * words + w];
            bits[pivot * words + w] = bits[rank * words + w];
            bits[rank * words + w] = swap;
        }
        for (tda_index r = pivot + 1; r < rows; r++)
            if (bits[r * words + word] & bit)
                for (tda_index w = 0; w < words; w++)
                    bits[r * words + w] ^= bits[rank * words + w];
        rank++;
    }
    return rank;
}

/* The rank of the boundary map from the present cells of dimension `dim`; *count := how many
 * they are. */
static inline tda_index brute_boundary_rank(const tda_cells *c, const double *z, int dim,
                                            tda_index *count)
{
    tda_index *column = malloc((size_t)(c->size + 1) * sizeof *column), faces = 0, n = 0;
    for (tda_index i = 0; i < c->size; i++) {
        n += c->dim[i] == dim && brute_present(c, i, z);
        column[i] = c->dim[i] == dim - 1 && brute_present(c, i, z) ? faces++ : -1;
    }
    tda_index words = faces / 64 + 1, row = 0;
    uint64_t *bits = calloc((size_t)(n * words + 1), sizeof *bits);
    for (tda_index i = 0; i < c->size; i++) {
        if (c->dim[i] != dim || !brute_present(c, i, z))
            continue;
        for (tda_index k = c->start[i]; k < c->start[i + 1]; k++) {
            tda_index f = column[c->face[k]];
            MUST(f >= 0); /* no cell is present without its faces */
            bits[row * words + f / 64] ^= (uint64_t)1 << f % 64;
        }
        row++;
    }
    tda_index rank = brute_rank(bits, n, words);
    free(bits);
    free(column);
    *count = n;
    return rank;
}

/* betti[d] := dim H_d(K_z; Z/2) for d = 0 .. top, of the complex of cells present at z */
static inline void brute_bettis(const tda_cells *c, const double *z, int top,
                                tda_index *betti)
{
    for (int d = 0; d <= top + 1; d++) {
        tda_index cells, rank = brute_boundary_rank(c, z, d, &cells);
        if (d > 0)
            betti[d - 1] -= rank;
        if (d <= top)
            betti[d] = cells - rank;
    }
}

/* One of them */
static inline tda_index brute_betti(const tda_cells *c, const double *z, int degree)
{
    tda_index cells, above, rank = brute_boundary_rank(c, z, degree, &cells);
    return cells - rank - brute_boundary_rank(c, z, degree + 1, &above);
}

/* The Euler characteristic of K_z */
static inline tda_index brute_euler(const tda_cells *c, const double *z)
{
    tda_index sum = 0;
    for (tda_index i = 0; i < c->size; i++)
        sum += brute_present(c, i, z) ? (c->dim[i] % 2 ? -1 : 1) : 0;
    return sum;
}

/* ---- the exact grid, by insertion ---- */

enum { BRUTE_PARAMS = 4, BRUTE_VALUES = 400 };

typedef struct brute_grid {
    int params;
    tda_index size[BRUTE_PARAMS];
    double value[BRUTE_PARAMS][BRUTE_VALUES];
} brute_grid;

static inline void brute_grid_add(brute_grid *g, int axis, double x)
{
    tda_index i = g->size[axis];
    if (isinf(x))
        return;
    while (i > 0 && g->value[axis][i - 1] >= x)
        i--;
    if (i < g->size[axis] && g->value[axis][i] == x)
        return;
    MUST(g->size[axis] < BRUTE_VALUES);
    for (tda_index j = g->size[axis]++; j > i; j--)
        g->value[axis][j] = g->value[axis][j - 1];
    g->value[axis][i] = x;
}

/* All finite grade coordinates, and below them one value more on each axis. */
static inline brute_grid brute_grid_of(const tda_cells *c)
{
    static brute_grid zero;
    brute_grid g = zero;
    g.params = c->params;
    ck_assert_int_le(c->params, BRUTE_PARAMS);
    tda_index rows = c->size ? brute_grades_begin(c, c->size) : 0;
    for (tda_index r = 0; r < rows; r++)
        for (int k = 0; k < c->params; k++)
            brute_grid_add(&g, k, c->grade[r * c->params + k]);
    for (int k = 0; k < c->params; k++)
        brute_grid_add(&g, k, g.size[k] ? g.value[k][0] - 1 : 0);
    return g;
}

static inline tda_index brute_nodes(const brute_grid *g)
{
    tda_index n = 1;
    for (int k = 0; k < g->params; k++)
        n *= g->size[k];
    return n;
}

/* z [params] := node number `node`, row-major */
static inline void brute_node(const brute_grid *g, tda_index node, double *z)
{
    for (int k = g->params - 1; k >= 0; k--) {
        z[k] = g->value[k][node % g->size[k]];
        node /= g->size[k];
    }
}

/* ---- random complexes ---- */

enum { BRUTE_POINTS = 6, BRUTE_SIMPLICES = 1 << BRUTE_POINTS, BRUTE_GRADES = 8 };

/* A random simplicial complex being built: simplices are sets of points, as bit masks. */
typedef struct brute_simplices {
    int params;
    tda_index id[BRUTE_SIMPLICES]; /* by mask; -1: not in the complex */
    int grades[BRUTE_SIMPLICES];
    double grade[BRUTE_SIMPLICES][BRUTE_GRADES][BRUTE_PARAMS];
} brute_simplices;

static inline int brute_bits(int mask)
{
    int n = 0;
    for (; mask; mask &= mask - 1)
        n++;
    return n;
}

/* Grade r of n: a step on a staircase for a point; for a simplex a grade that some grade of
 * every facet lies below, mostly one at the same height of its staircase. */
static inline void brute_first_grade(const brute_simplices *s, brute_rng *rng, int mask,
                                     int r, int n, double *g)
{
    if (brute_bits(mask) == 1 && s->params > 1) {
        g[0] += 2 * r;
        g[1] += 2 * (n - 1 - r);
    }
    for (int v = 0; v < BRUTE_POINTS; v++) {
        int face = mask & ~(1 << v);
        if (!(mask >> v & 1) || !face)
            continue;
        int count = s->grades[face];
        int at = brute_below(rng, 5) ? r * count / n : brute_below(rng, count);
        for (int k = 0; k < s->params; k++) {
            double f = s->grade[face][at][k];
            g[k] = f > g[k] ? f : g[k];
        }
    }
}

/* A random simplicial complex of at most 6 points and dimension top_dim, its cells in random
 * order. Grades are small integers, so ties abound; a step up from the faces is often zero.
 * Every fifth seed has grade coordinates of -INFINITY and +INFINITY too, a few seeds give the
 * empty complex. k-critical: up to 4 grades a simplex, not always minimal ones as given.
 * Release with tda_complex_free(). */
static inline tda_complex *brute_random(unsigned seed, int params, int top_dim,
                                        bool k_critical)
{
    static brute_simplices s;
    brute_rng rng = brute_seed(seed);
    int points = seed % 37 == 36 ? 0
                 : seed % 8 == 7 ? 1 + brute_below(&rng, 2)
                                 : 3 + brute_below(&rng, BRUTE_POINTS - 2);
    int keep = 6 + brute_below(&rng, 5), spread = 1 + brute_below(&rng, 4);
    int order[BRUTE_SIMPLICES], size = 0;
    bool infinite = seed % 5 == 4;
    ck_assert_int_le(params, BRUTE_PARAMS);
    s.params = params;
    for (int mask = 1; mask < 1 << points; mask++) {
        bool in = brute_bits(mask) <= top_dim + 1 &&
                  (brute_bits(mask) == 1 || brute_below(&rng, 10) < keep);
        for (int v = 0; v < points; v++) /* smaller masks are decided already */
            if (mask >> v & 1 && mask != 1 << v)
                in = in && s.id[mask & ~(1 << v)] >= 0;
        s.id[mask] = in ? 0 : -1;
        if (!in)
            continue;
        s.grades[mask] = k_critical ? 1 + brute_below(&rng, 4) : 1;
        for (int r = 0; r < s.grades[mask]; r++) {
            double *g = s.grade[mask][r];
            for (int k = 0; k < params; k++)
                g[k] = infinite && brute_below(&rng, 4) == 0 ? -INFINITY : 0;
            brute_first_grade(&s, &rng, mask, r, s.grades[mask], g);
            for (int k = 0; k < params; k++)
                if (brute_bits(mask) == 1 || brute_below(&rng, 2))
                    g[k] += brute_below(&rng, spread);
            if (infinite && brute_below(&rng, 16) == 0)
                g[brute_below(&rng, params)] = INFINITY;
        }
        int at = brute_below(&rng, size + 1); /* a random place in the order */
        memmove(order + at + 1, order + at, (size_t)(size - at) * sizeof *order);
        order[at] = mask;
        size++;
    }
    int dim[BRUTE_SIMPLICES];
    tda_index start[BRUTE_SIMPLICES + 1] = {0}, grade_start[BRUTE_SIMPLICES + 1] = {0};
    tda_index face[BRUTE_SIMPLICES * BRUTE_POINTS], faces = 0, values = 0;
    double grade[BRUTE_SIMPLICES * BRUTE_GRADES * BRUTE_PARAMS];
    for (int i = 0; i < size; i++)
        s.id[order[i]] = i;
    for (int i = 0; i < size; i++) {
        int mask = order[i];
        dim[i] = brute_bits(mask) - 1;
        for (int v = 0; v < points; v++)
            if (dim[i] > 0 && mask >> v & 1)
                face[faces++] = s.id[mask & ~(1 << v)];
        for (int r = 0; r < s.grades[mask]; r++)
            for (int k = 0; k < params; k++)
                grade[values++] = s.grade[mask][r][k];
        start[i + 1] = faces;
        grade_start[i + 1] = grade_start[i] + s.grades[mask];
    }
    tda_cells cells = {params, size, dim, start, face, k_critical ? grade_start : NULL,
                       grade};
    tda_complex *out = NULL;
    ck_assert_int_eq(tda_complex_new(NULL, &out, &cells), TDA_OK);
    return out;
}

#endif
