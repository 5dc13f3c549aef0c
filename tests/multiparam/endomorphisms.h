/* SPDX-License-Identifier: GPL-3.0-or-later */
/* endomorphisms.h - Is a small module indecomposable? Straight from the definition: a vector space
 * at each node of the grid of its grades, all families of matrices that commute with the maps
 * between neighbours, and whether one of them but 0 and 1 is idempotent. */
#ifndef TDA_ENDOMORPHISMS_H
#define TDA_ENDOMORPHISMS_H
#include "brute.h"

enum { END_NODES = 12, END_DIM = 8, END_UNKNOWNS = 1536, END_WORDS = END_UNKNOWNS / 64 };

/* The space at a node as a quotient of generators: each generator in a basis, and for each
 * element of the basis the generator that it is. */
typedef struct end_node {
    int dim;
    int basis[END_DIM];
    unsigned image[64]; /* of each generator, if it is there: bits over the basis */
    bool there[64];
    int offset; /* of its unknowns, dim x dim */
} end_node;

typedef struct end_module {
    int size[2];
    end_node node[END_NODES][END_NODES];
    int unknowns;
} end_module;

static inline void end_node_new(end_node *n, const tda_matrix *m, const double *z)
{
    uint64_t relation[64], pivot[64];
    int relations = 0;
    MUST(m->rows <= 64 && m->columns <= 64);
    for (tda_index j = 0; j < m->columns; j++) {
        uint64_t v = 0;
        if (!brute_below_all(m->column_grade + j * m->params, z, m->params))
            continue;
        for (tda_index i = m->start[j]; i < m->start[j + 1]; i++)
            v ^= (uint64_t)1 << m->row[i];
        for (int i = 0; i < relations; i++)
            if (v & pivot[i])
                v ^= relation[i];
        if (!v)
            continue;
        uint64_t low = v & (~v + 1);
        for (int i = 0; i < relations; i++)
            if (relation[i] & low)
                relation[i] ^= v;
        pivot[relations] = low;
        relation[relations++] = v;
    }
    n->dim = 0;
    for (int r = 0; r < m->rows; r++) {
        uint64_t bit = (uint64_t)1 << r;
        bool dead = false;
        n->there[r] = brute_below_all(m->row_grade + r * m->params, z, m->params);
        for (int i = 0; i < relations; i++)
            dead = dead || pivot[i] == bit;
        if (n->there[r] && !dead) {
            MUST(n->dim < END_DIM);
            n->basis[n->dim++] = r;
        }
    }
    for (int r = 0; r < m->rows; r++) {
        uint64_t v = (uint64_t)1 << r;
        for (int i = 0; i < relations; i++)
            if (pivot[i] == v) {
                v ^= relation[i];
                break;
            }
        n->image[r] = 0;
        for (int b = 0; b < n->dim; b++)
            if (v >> n->basis[b] & 1)
                n->image[r] |= 1u << b;
    }
}

static inline void end_module_new(end_module *e, const tda_matrix *m)
{
    double value[2][END_NODES] = {{0}};
    e->size[1] = 1;
    for (int k = 0; k < m->params; k++) {
        e->size[k] = 0;
        for (tda_index i = 0; i < m->rows + m->columns; i++) {
            double v = i < m->rows ? m->row_grade[i * m->params + k]
                                   : m->column_grade[(i - m->rows) * m->params + k];
            int at = 0;
            while (at < e->size[k] && value[k][at] < v)
                at++;
            if (at < e->size[k] && value[k][at] == v)
                continue;
            MUST(e->size[k] < END_NODES);
            for (int j = e->size[k]++; j > at; j--)
                value[k][j] = value[k][j - 1];
            value[k][at] = v;
        }
    }
    e->unknowns = 0;
    for (int i = 0; i < e->size[0]; i++)
        for (int j = 0; j < e->size[1]; j++) {
            double z[2] = {value[0][i], value[1][j]};
            end_node *n = &e->node[i][j];
            end_node_new(n, m, z);
            n->offset = e->unknowns;
            e->unknowns += n->dim * n->dim;
        }
    MUST(e->unknowns <= END_UNKNOWNS);
}

/* Equation: the matrices at a and b commute with the map, in the place (row of b, column of a). */
static inline void end_equation(uint64_t *out, const end_node *a, const end_node *b,
                                int row, int column)
{
    memset(out, 0, END_WORDS * sizeof *out);
    for (int k = 0; k < b->dim; k++) /* f_b (map a_column) */
        if (b->image[a->basis[column]] >> k & 1) {
            int u = b->offset + row * b->dim + k;
            out[u / 64] ^= (uint64_t)1 << u % 64;
        }
    for (int k = 0; k < a->dim; k++) /* map (f_a a_column) */
        if (b->image[a->basis[k]] >> row & 1) {
            int u = a->offset + k * a->dim + column;
            out[u / 64] ^= (uint64_t)1 << u % 64;
        }
}

/* Add an equation to those in reduced form; first [unknowns] is the equation solved for each. */
static inline void end_add(uint64_t (*equation)[END_WORDS], int *equations, int *first,
                           uint64_t *v, int unknowns)
{
    for (int u = 0; u < unknowns; u++)
        if (v[u / 64] >> u % 64 & 1) {
            if (first[u] < 0) {
                first[u] = *equations;
                memcpy(equation[(*equations)++], v, END_WORDS * sizeof *v);
                return;
            }
            for (int w = 0; w < END_WORDS; w++)
                v[w] ^= equation[first[u]][w];
        }
}

static inline bool end_idempotent(const end_module *e, const uint64_t *f)
{
    for (int i = 0; i < e->size[0]; i++)
        for (int j = 0; j < e->size[1]; j++) {
            const end_node *n = &e->node[i][j];
            for (int r = 0; r < n->dim; r++)
                for (int c = 0; c < n->dim; c++) {
                    int sum = 0;
                    for (int k = 0; k < n->dim; k++) {
                        int u = n->offset + r * n->dim + k,
                            v = n->offset + k * n->dim + c;
                        sum ^= (f[u / 64] >> u % 64 & 1) && (f[v / 64] >> v % 64 & 1);
                    }
                    int u = n->offset + r * n->dim + c;
                    if (sum != (int)(f[u / 64] >> u % 64 & 1))
                        return false;
                }
        }
    return true;
}

/* The dimension of the algebra of endomorphisms; *idempotents := how many there are, -1 where
 * the dimension is more than `most`. */
static inline int end_count(const tda_matrix *m, int most, int *idempotents)
{
    static end_module e;
    static uint64_t equation[END_UNKNOWNS][END_WORDS], basis[END_UNKNOWNS][END_WORDS];
    static int first[END_UNKNOWNS];
    int equations = 0, dim = 0;
    end_module_new(&e, m);
    for (int u = 0; u < e.unknowns; u++)
        first[u] = -1;
    for (int i = 0; i < e.size[0]; i++)
        for (int j = 0; j < e.size[1]; j++)
            for (int k = 0; k < 2; k++) {
                int x = i + (k == 0), y = j + (k == 1);
                if (x >= e.size[0] || y >= e.size[1])
                    continue;
                const end_node *a = &e.node[i][j], *b = &e.node[x][y];
                for (int r = 0; r < b->dim; r++)
                    for (int c = 0; c < a->dim; c++) {
                        uint64_t v[END_WORDS];
                        end_equation(v, a, b, r, c);
                        end_add(equation, &equations, first, v, e.unknowns);
                    }
            }
    for (int free_one = 0; free_one < e.unknowns; free_one++) {
        if (first[free_one] >= 0)
            continue;
        uint64_t *f = basis[dim++];
        memset(f, 0, END_WORDS * sizeof *f);
        f[free_one / 64] |= (uint64_t)1 << free_one % 64;
        for (int u = e.unknowns - 1; u >= 0; u--) { /* solve upwards */
            if (first[u] < 0)
                continue;
            uint64_t sum = 0;
            for (int w = 0; w < END_WORDS; w++)
                sum ^= equation[first[u]][w] & f[w];
            if (__builtin_parityll(sum))
                f[u / 64] ^= (uint64_t)1 << u % 64;
        }
    }
    *idempotents = -1;
    if (dim > most)
        return dim;
    uint64_t f[END_WORDS] = {0};
    *idempotents = 1; /* zero */
    for (unsigned long code = 1; code < 1ul << dim; code++) {
        int flip = __builtin_ctzl(code); /* one basis element a turn: a Gray code */
        for (int w = 0; w < END_WORDS; w++)
            f[w] ^= basis[flip][w];
        *idempotents += end_idempotent(&e, f);
    }
    return dim;
}

#endif
