/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_simplices.c - Complexes from lists of simplices, and grades from those of faces. */
#include "brute.h"
#include "data/private.h"
#include "tda_check.h"

enum { POINTS = 5, MASKS = 1 << POINTS, ROWS = 8, WIDEST = ROWS * POINTS };

typedef struct list {
    tda_index start[ROWS + 1], vertex[WIDEST];
    double grade[ROWS * 3];
    bool ungraded[ROWS];
    int mask[ROWS];
    tda_simplices view;
} list;

/* Rows over few vertices with ids that have gaps, in shuffled order; repeated rows and faces of
 * other rows among them. */
static void random_list(list *l, int seed, int params)
{
    brute_rng rng = brute_seed((unsigned)seed);
    int rows = brute_below(&rng, ROWS + 1), n = 0;
    l->start[0] = 0;
    for (int r = 0; r < rows; r++) {
        int first = brute_below(&rng, POINTS);
        l->mask[r] = 1 + brute_below(&rng, MASKS - 1);
        if (r && brute_below(&rng, 4) == 0)
            l->mask[r] = l->mask[r - 1];
        for (int k = 0; k < POINTS; k++) {
            int v = (first + k) % POINTS;
            if (l->mask[r] >> v & 1)
                l->vertex[n++] = 10 * v + 3;
        }
        l->start[r + 1] = n;
        l->ungraded[r] = brute_below(&rng, 3) == 0;
        for (int k = 0; k < params; k++)
            l->grade[r * params + k] =
                l->ungraded[r] ? (double)NAN : brute_below(&rng, 4);
    }
    l->view = (tda_simplices){params, rows, l->start, l->vertex, l->grade, l->ungraded};
}

/* By definition: a graded row with the cell is there; or the cell has an ungraded row, or no
 * graded one, and all facets are there. */
static bool present(const list *l, int mask, const double *z)
{
    bool graded = false, own = false, all = true;
    for (tda_index r = 0; r < l->view.size; r++) {
        const double *g = l->grade + r * l->view.params;
        bool reached = !l->ungraded[r] && (l->mask[r] & mask) == mask;
        own = own || (l->ungraded[r] && l->mask[r] == mask);
        graded = graded || reached;
        for (int k = 0; k < l->view.params; k++)
            reached = reached && g[k] <= z[k];
        if (reached)
            return true;
    }
    for (int v = 0; v < POINTS; v++)
        if (mask >> v & 1 && mask != 1 << v)
            all = all && present(l, mask & ~(1 << v), z);
    return (own || !graded) && all;
}

/* The masks of the closure by dimension, then by vertices; returns how many. */
static int closure(const list *l, int *cells)
{
    int n = 0;
    for (int size = 1; size <= POINTS; size++)
        for (int reversed = MASKS - 1; reversed > 0; reversed--) {
            int mask = 0;
            for (int v = 0; v < POINTS; v++) /* vertex 0 decides first */
                mask |= (reversed >> (POINTS - 1 - v) & 1) << v;
            if (brute_bits(mask) != size)
                continue;
            for (tda_index r = 0; r < l->view.size; r++)
                if ((l->mask[r] & mask) == mask) {
                    cells[n++] = mask;
                    break;
                }
        }
    return n;
}

static int mask_of(const tda_cells *c, const int *vertex_mask, tda_index cell)
{
    int mask = c->dim[cell] ? 0 : vertex_mask[cell];
    for (tda_index f = c->start[cell]; f < c->start[cell + 1]; f++)
        mask |= mask_of(c, vertex_mask, c->face[f]);
    return mask;
}

START_TEST(by_definition)
{
    list l;
    int cells[MASKS], params = 1 + _i % 3;
    tda_index cell[ROWS];
    tda_complex *k = NULL;
    random_list(&l, _i, params);
    int n = closure(&l, cells);
    OK(tda_complex_new_simplicial(NULL, &k, cell, &l.view));
    const tda_cells *c = tda_complex_cells(k);
    ck_assert_int_eq(c->size, n);
    for (int i = 0; i < n; i++) {
        ck_assert_int_eq(mask_of(c, cells, i), cells[i]);
        ck_assert_int_eq(c->dim[i], brute_bits(cells[i]) - 1);
        double z[3];
        for (int node = 0; node < 125; node++) {
            z[0] = node % 5 - 1, z[1] = node / 5 % 5 - 1, z[2] = node / 25 - 1;
            MUST(brute_present(c, i, z) == present(&l, cells[i], z));
        }
    }
    for (tda_index r = 0; r < l.view.size; r++)
        ck_assert_int_eq(cells[cell[r]], l.mask[r]);
    tda_complex_free(k);
}
END_TEST

/* Flag and lower-star grades against joins of vertices and edges found by their masks. */
START_TEST(flagified)
{
    int dimension = _i % 4;
    tda_complex *in = brute_random((unsigned)_i, 1 + _i % 3, 3, _i % 2), *out = NULL;
    OK(tda_complex_flagify(NULL, &out, in, dimension));
    const tda_cells *a = tda_complex_cells(in), *b = tda_complex_cells(out);
    brute_grid g = brute_grid_of(a);
    ck_assert_int_eq(a->size, b->size);
    for (tda_index node = 0; node < brute_nodes(&g); node++) {
        double z[BRUTE_PARAMS];
        brute_node(&g, node, z);
        for (tda_index i = 0; i < a->size; i++) {
            bool expected = true;
            for (tda_index f = a->start[i]; f < a->start[i + 1]; f++)
                expected = expected && brute_present(b, a->face[f], z);
            if (a->dim[i] < dimension)
                expected = brute_present(a, i, z);
            MUST(brute_present(b, i, z) == expected);
        }
    }
    tda_complex_free(in);
    tda_complex_free(out);
}
END_TEST

static tda_complex *make(int params, int size, const tda_index *start,
                         const tda_index *vertex, const double *grade,
                         const bool *ungraded)
{
    tda_complex *k = NULL;
    tda_simplices s = {params, size, start, vertex, grade, ungraded};
    OK(tda_complex_new_simplicial(NULL, &k, NULL, &s));
    return k;
}

static void has_grades(const tda_complex *k, tda_index cell, int rows,
                       const double *grade)
{
    const tda_cells *c = tda_complex_cells(k);
    ck_assert_int_eq(brute_grades_begin(c, cell + 1) - brute_grades_begin(c, cell), rows);
    const double *found = c->grade + brute_grades_begin(c, cell) * c->params;
    for (int i = 0; i < rows * c->params; i++)
        ck_assert_msg(found[i] == grade[i], "cell %d, number %d: %g", (int)cell, i,
                      found[i]);
}

#define ROWS_OF(params, k, cell, ...)                                                    \
    has_grades(k, cell,                                                                  \
               (int)(sizeof((double[]){__VA_ARGS__}) / sizeof(double) / (params)),       \
               (double[]){__VA_ARGS__})

/* Inserted again lower, a vertex moves; parameters past the first wait for nothing. */
START_TEST(lowered_vertex)
{
    const double inf = INFINITY;
    tda_complex *k = make(4, 2, (tda_index[]){0, 2, 3}, (tda_index[]){0, 1, 1},
                          (double[]){1, -inf, -inf, -inf, 0, -inf, -inf, -inf}, NULL);
    ROWS_OF(4, k, 0, 1, -inf, -inf, -inf);
    ROWS_OF(4, k, 1, 0, -inf, -inf, -inf);
    ROWS_OF(4, k, 2, 1, -inf, -inf, -inf);
    tda_complex_free(k);
}
END_TEST

START_TEST(join_of_faces)
{
    tda_complex *k = make(2, 3, (tda_index[]){0, 1, 2, 4}, (tda_index[]){0, 1, 0, 1},
                          (double[]){1, 2, 3, 0, 0, 0}, (bool[]){false, false, true});
    ROWS_OF(2, k, 2, 3, 2);
    tda_complex_free(k);
}
END_TEST

START_TEST(inserted_again)
{
    const tda_index start[] = {0, 2, 4, 6}, vertex[] = {0, 1, 1, 0, 0, 1};
    const double grade[] = {1, 2, 2, 3, 3, 1};
    tda_complex *two = make(2, 2, start, vertex, grade, NULL);
    tda_complex *three = make(2, 3, start, vertex, grade, NULL);
    for (int cell = 0; cell < 3; cell++) {
        ROWS_OF(2, two, cell, 1, 2);
        ROWS_OF(2, three, cell, 1, 2, 3, 1);
    }
    tda_complex_free(two);
    tda_complex_free(three);
}
END_TEST

START_TEST(faces_that_were_missing)
{
    tda_complex *k = make(2, 6, (tda_index[]){0, 1, 2, 3, 5, 7, 10},
                          (tda_index[]){0, 1, 2, 0, 1, 0, 2, 0, 1, 2},
                          (double[]){1, 2, 2, 3, 3, 2, 10, 21, 11, 20, 0, 0},
                          (bool[]){0, 0, 0, 0, 0, 1});
    ROWS_OF(2, k, 5, 3, 3);   /* the edge 1 2 */
    ROWS_OF(2, k, 6, 11, 21); /* the triangle */
    tda_complex_free(k);
}
END_TEST

START_TEST(flag_and_lower_star)
{
    tda_complex *out[3],
        *k = make(2, 7, (tda_index[]){0, 1, 2, 3, 5, 7, 9, 12},
                  (tda_index[]){0, 1, 2, 0, 1, 0, 2, 1, 2, 0, 1, 2},
                  (double[]){1, 4, 2, 3, 3, 2, 21, 20, 20, 21, 0, 0, 41, 55},
                  (bool[]){0, 0, 0, 0, 0, 1, 0});
    for (int d = 0; d < 3; d++)
        OK(tda_complex_flagify(NULL, &out[d], k, d));
    ROWS_OF(2, out[2], 6, 21, 21);
    ROWS_OF(2, out[1], 6, 3, 4);
    for (int cell = 0; cell < 7; cell++)
        ROWS_OF(2, out[0], cell, -(double)INFINITY, -(double)INFINITY);
    for (int d = 0; d < 3; d++)
        tda_complex_free(out[d]);
    tda_complex_free(k);
}
END_TEST

static const tda_index start[] = {0, 2, 3}, vertex[] = {4, 7, 7};
static const double grade[] = {1, 2, 0, 3};
static const bool ungraded[] = {false, true};

static void refused(const tda_simplices *s, tda_status code, const char *message)
{
    tda_ctx *ctx = NULL;
    tda_complex *k = NULL;
    OK(tda_ctx_new(&ctx));
    ck_assert_int_eq(tda_complex_new_simplicial(ctx, &k, NULL, s), code);
    ck_assert_str_eq(tda_ctx_message(ctx), message);
    ck_assert_ptr_null(k);
    tda_ctx_free(ctx);
}

START_TEST(bad_input)
{
    tda_index wide[] = {0, 2, 102}, none[] = {0, 2, 2}, late[] = {1, 2, 3};
    refused(&(tda_simplices){0, 2, start, vertex, grade, NULL}, TDA_EINVAL,
            "simplices: 0 parameters");
    refused(&(tda_simplices){2, 2, late, vertex, grade, NULL}, TDA_EINVAL,
            "simplices: 2 rows, of which the first starts at 1");
    refused(&(tda_simplices){2, 2, none, vertex, grade, NULL}, TDA_EINVAL,
            "simplices: row 1 has no vertices");
    refused(&(tda_simplices){2, 2, wide, vertex, grade, NULL}, TDA_ELIMIT,
            "simplices: row 1 has 100 vertices, so 2^100 faces");
    refused(&(tda_simplices){2, 2, start, (tda_index[]){4, -7, 7}, grade, NULL},
            TDA_EINVAL, "simplices: row 0 has the vertex -7");
    refused(&(tda_simplices){2, 2, start, (tda_index[]){4, 4, 7}, grade, NULL},
            TDA_EINVAL, "simplices: row 0 has vertex 4 twice");
    refused(&(tda_simplices){2, 2, start, vertex, (double[]){1, 2, 0, (double)NAN}, NULL},
            TDA_EINVAL, "simplices: row 1, coordinate 1 of the grade is NaN");
}
END_TEST

START_TEST(nothing)
{
    tda_complex *k = make(2, 0, (tda_index[]){0}, NULL, NULL, NULL), *out = NULL;
    ck_assert_int_eq(tda_complex_cells(k)->size, 0);
    OK(tda_complex_flagify(NULL, &out, k, 1));
    ck_assert_int_eq(tda_complex_dimension(out), -1);
    ck_assert_int_eq(tda_complex_flagify(NULL, &out, k, -1), TDA_EINVAL);
    tda_complex_free(k);
    tda_complex_free(out);
}
END_TEST

START_TEST(failures)
{
    const tda_simplices s = {2, 2, start, vertex, grade, ungraded};
    tda_complex *k = NULL, *out = NULL;
    EACH_OOM(tda_complex_new_simplicial(NULL, &k, NULL, &s), k == NULL);
    EACH_OOM(tda_complex_flagify(NULL, &out, k, 1), out == NULL);
    tda_complex_free(k);
    tda_complex_free(out);
    k = out = NULL;
    EACH_CANCEL(tda_complex_new_simplicial(NULL, &k, NULL, &s), k == NULL);
    EACH_CANCEL(tda_complex_flagify(NULL, &out, k, 1), out == NULL);
    tda_complex_free(k);
    tda_complex_free(out);
}
END_TEST

SUITE("simplices", SEEDS(by_definition, 300), SEEDS(flagified, 300), TEST(lowered_vertex),
      TEST(join_of_faces), TEST(inserted_again), TEST(faces_that_were_missing),
      TEST(flag_and_lower_star), TEST(bad_input), TEST(nothing), TEST(failures))
