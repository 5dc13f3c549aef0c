/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_presentation.c - Presentations against Betti numbers and ranks from their definitions, and
 * against themselves by every other way of computing them. */
#include "brute.h"
#include "multiparam/boxes.h"
#include "multiparam/koszul.h"
#include "tda_check.h"
#include <tda.h>

enum { DEGREES = 3 };

static bool grade_of_cell(const tda_cells *c, tda_index cell, int param, double value)
{
    for (tda_index r = brute_grades_begin(c, cell); r < brute_grades_begin(c, cell + 1);
         r++)
        if (c->grade[r * c->params + param] == value)
            return true;
    return false;
}

static int colexicographic(const double *a, const double *b, int params)
{
    for (int k = params - 1; k >= 0; k--)
        if (a[k] != b[k])
            return a[k] < b[k] ? -1 : 1;
    return 0;
}

/* Entries ascend and are smaller than their column, in some coordinate strictly; everything is
 * in order; coordinates are those of the cells behind them. */
static void check_matrix(const tda_matrix *m, const tda_cells *c)
{
    int n = m->params;
    for (tda_index r = 1; r < m->rows; r++)
        MUST(colexicographic(m->row_grade + (r - 1) * n, m->row_grade + r * n, n) <= 0);
    for (tda_index j = 1; j < m->columns; j++)
        MUST(colexicographic(m->column_grade + (j - 1) * n, m->column_grade + j * n, n) <=
             0);
    for (tda_index j = 0; j < m->columns; j++)
        for (tda_index i = m->start[j]; i < m->start[j + 1]; i++) {
            const double *row = m->row_grade + m->row[i] * n,
                         *at = m->column_grade + j * n;
            MUST(i == m->start[j] || m->row[i] > m->row[i - 1]);
            MUST(m->row[i] >= 0 && m->row[i] < m->rows);
            MUST(brute_below_all(row, at, n) && colexicographic(row, at, n) != 0);
        }
    for (tda_index r = 0; r < m->rows * n; r++)
        MUST(grade_of_cell(c, m->row_cell[r], (int)(r % n), m->row_grade[r]));
    for (tda_index j = 0; j < m->columns * n; j++)
        MUST(grade_of_cell(c, m->column_cell[j], (int)(j % n), m->column_grade[j]));
}

/* The dimension at z of the module presented. */
static tda_index cokernel_dimension(const tda_matrix *m, const double *z)
{
    tda_index words = m->rows / 64 + 1, rows = 0, columns = 0;
    uint64_t *bits = calloc((size_t)(m->columns * words + 1), sizeof *bits);
    for (tda_index r = 0; r < m->rows; r++)
        rows += brute_below_all(m->row_grade + r * m->params, z, m->params);
    for (tda_index j = 0; j < m->columns; j++) {
        if (!brute_below_all(m->column_grade + j * m->params, z, m->params))
            continue;
        for (tda_index i = m->start[j]; i < m->start[j + 1]; i++)
            bits[columns * words + m->row[i] / 64] |= (uint64_t)1 << m->row[i] % 64;
        columns++;
    }
    tda_index rank = brute_rank(bits, columns, words);
    free(bits);
    return rows - rank;
}

static void same_measure(const tda_measure *a, const tda_measure *b)
{
    ck_assert_int_eq(a->size, b->size);
    ck_assert_int_eq(a->degree, b->degree);
    if (a->size == 0)
        return;
    ck_assert_mem_eq(a->at, b->at, (size_t)(a->size * a->params) * sizeof *a->at);
    ck_assert_mem_eq(a->weight, b->weight, (size_t)a->size * sizeof *a->weight);
}

static void clear(tda_measure *m, int n)
{
    for (int k = 0; k < n; k++)
        tda_measure_clear(&m[k]);
}

static int64_t total(const tda_measure *m)
{
    int64_t sum = 0;
    for (tda_index i = 0; i < m->size; i++)
        sum += m->weight[i];
    return sum;
}

/* The weight at a node whose index 0 stands for -INFINITY. */
static int64_t weight_at(const tda_measure *m, const brute_grid *g, const tda_index *node)
{
    for (tda_index i = 0; i < m->size; i++) {
        bool here = true;
        for (int k = 0; k < m->params; k++)
            here = here && m->at[i * m->params + k] ==
                               (node[k] ? g->value[k][node[k]] : -INFINITY);
        if (here)
            return m->weight[i];
    }
    return 0;
}

/* The Betti numbers of degree d, the same by every way of computing them. */
static void all_ways(tda_measure *beta, const tda_complex *k, int d)
{
    for (int way = 0; way < 4; way++) {
        tda_presentation_opts o = TDA_PRESENTATION_OPTS_INIT;
        tda_presentation *p = NULL;
        tda_measure other[3] = {{0}}, mu = {0}, hilbert = {0};
        o.chunk = !(way & 1);
        o.shortcut = !(way & 2);
        OK(tda_complex_presentation(NULL, &p, k, d, &o));
        ck_assert_int_eq(tda_presentation_degree(p), d);
        check_matrix(tda_presentation_matrix(p), tda_complex_cells(k));
        OK(tda_presentation_betti(NULL, way ? other : beta, p));
        ck_assert_int_eq(total(way ? &other[0] : &beta[0]),
                         tda_presentation_matrix(p)->rows);
        ck_assert_int_eq(total(way ? &other[1] : &beta[1]),
                         tda_presentation_matrix(p)->columns);
        for (int i = 0; way && i < 3; i++)
            same_measure(&beta[i], &other[i]);
        OK(tda_presentation_hilbert_measure(NULL, &mu, p));
        OK(tda_complex_hilbert_measure(NULL, &hilbert, k, d, d, NULL));
        same_measure(&mu, &hilbert);
        tda_measure_clear(&mu);
        tda_measure_clear(&hilbert);
        clear(other, 3);
        tda_presentation_free(p);
    }
}

static void equals_definitions(tda_complex *k)
{
    const tda_cells *c = tda_complex_cells(k);
    brute_grid grid = brute_grid_of(c);
    for (int d = 0; d < DEGREES; d++) {
        tda_measure beta[3] = {{0}};
        tda_presentation *p = NULL;
        int64_t sum[3] = {0};
        all_ways(beta, k, d);
        OK(tda_complex_presentation(NULL, &p, k, d, NULL));
        for (tda_index x = 0; x < grid.size[0]; x++)
            for (tda_index y = 0; y < (c->params == 2 ? grid.size[1] : 1); y++) {
                int want[3];
                double z[2] = {grid.value[0][x], c->params == 2 ? grid.value[1][y] : 0};
                koszul_betti(c, &grid, x, y, d, want);
                for (int i = 0; i < 3; i++) {
                    MUST(weight_at(&beta[i], &grid, (tda_index[]){x, y}) == want[i]);
                    sum[i] += want[i];
                }
                MUST(cokernel_dimension(tda_presentation_matrix(p), z) ==
                     brute_betti(c, z, d));
            }
        for (int i = 0; i < 3; i++) {
            ck_assert_int_eq(sum[i], total(&beta[i]));
            ck_assert_int_eq(beta[i].degree, d);
        }
        clear(beta, 3);
        tda_presentation_free(p);
    }
    tda_complex_free(k);
}

static void betti_of_one_grade_a_cell_seed(unsigned seed)
{
    equals_definitions(brute_random(seed, 2, 3, false));
}
TEN_SEEDS(betti_of_one_grade_a_cell)

static void betti_of_several_grades_a_cell_seed(unsigned seed)
{
    equals_definitions(brute_random(seed, 2, 2, true));
}
TEN_SEEDS(betti_of_several_grades_a_cell)

static void betti_of_one_parameter_seed(unsigned seed)
{
    equals_definitions(brute_random(seed, 1, 3, seed % 2));
}
TEN_SEEDS(betti_of_one_parameter)

/* Larger than what definitions can do: boxes in the plane and in space, with few and many ties. */
START_TEST(every_way_agrees_on_larger_boxes)
{
    tda_complex *k =
        box_random((unsigned)_i, 4 + _i % 4, 5, _i % 2 ? 3 : 0, _i < 20 ? 1000 : 4,
                   _i / 2 % 2 ? BOX_PIXELS : BOX_VERTICES, _i % 3 == 0);
    for (int d = 0; d < DEGREES; d++) {
        tda_measure beta[3] = {{0}};
        all_ways(beta, k, d);
        clear(beta, 3);
    }
    tda_complex_free(k);
}
END_TEST

static void same_bytes(const void *a, const void *b, tda_index n, size_t size)
{
    if (n > 0)
        ck_assert_mem_eq(a, b, (size_t)n * size);
}

static void same_matrix(const tda_matrix *a, const tda_matrix *b)
{
    ck_assert_int_eq(a->rows, b->rows);
    ck_assert_int_eq(a->columns, b->columns);
    same_bytes(a->row_grade, b->row_grade, a->rows * a->params, sizeof(double));
    same_bytes(a->column_grade, b->column_grade, a->columns * a->params, sizeof(double));
    same_bytes(a->row_cell, b->row_cell, a->rows * a->params, sizeof(tda_index));
    same_bytes(a->column_cell, b->column_cell, a->columns * a->params, sizeof(tda_index));
    same_bytes(a->start, b->start, a->columns + 1, sizeof(tda_index));
    same_bytes(a->row, b->row, a->start[a->columns], sizeof(tda_index));
}

START_TEST(threads_do_not_change_a_bit)
{
    tda_ctx *ctx = NULL;
    OK(tda_ctx_new(&ctx));
    tda_complex *k = box_random((unsigned)_i, 30, 30, 0, 3000, BOX_PIXELS, false);
    for (int d = 0; d < 2; d++) {
        tda_presentation *one = NULL, *many = NULL;
        tda_ctx_set_threads(ctx, 1);
        tda_ctx_reset_work(ctx);
        OK(tda_complex_presentation(ctx, &one, k, d, NULL));
        int64_t entries = tda_ctx_work(ctx, TDA_WORK_ENTRIES);
        tda_ctx_set_threads(ctx, 2 + _i);
        tda_ctx_reset_work(ctx);
        OK(tda_complex_presentation(ctx, &many, k, d, NULL));
        ck_assert_int_eq(tda_ctx_work(ctx, TDA_WORK_ENTRIES), entries);
        same_matrix(tda_presentation_matrix(one), tda_presentation_matrix(many));
        tda_presentation_free(one);
        tda_presentation_free(many);
    }
    tda_complex_free(k);
    tda_ctx_free(ctx);
}
END_TEST

/* The same module with more than it needs: for every third relation a generator more, with a
 * relation at its own grade that makes it a sum of others; old relations with some of those
 * added; and sums of two relations. */
static tda_presentation *blown_up(const tda_matrix *m, brute_rng *rng)
{
    int n = m->params;
    tda_index extra = m->columns / 3 + 1, sums = m->columns / 2;
    tda_index rows = m->rows + extra, columns = m->columns + extra + sums, at = 0;
    double *row_grade = malloc((size_t)(rows * n + 1) * sizeof *row_grade);
    double *column_grade = malloc((size_t)(columns * n + 1) * sizeof *column_grade);
    tda_index *start = calloc((size_t)(columns + 1), sizeof *start);
    tda_index *row = malloc((size_t)(rows * columns + 1) * sizeof *row);
    char *bit = calloc((size_t)(rows * columns + 1), 1);
    for (tda_index i = 0; i < m->rows * n; i++)
        row_grade[extra * n + i] = m->row_grade[i];
    for (tda_index i = 0; i < extra * n; i++)
        row_grade[i] = column_grade[i] = brute_below(rng, 6);
    for (tda_index e = 0; e < extra; e++) {
        bit[e * rows + e] = 1;
        for (tda_index r = extra; r < rows; r++)
            bit[e * rows + r] =
                (char)(brute_below_all(row_grade + r * n, row_grade + e * n, n) &&
                       brute_below(rng, 2));
    }
    for (tda_index j = extra; j < extra + m->columns; j++) {
        for (int k = 0; k < n; k++)
            column_grade[j * n + k] = m->column_grade[(j - extra) * n + k];
        for (tda_index i = m->start[j - extra]; i < m->start[j - extra + 1]; i++)
            bit[j * rows + extra + m->row[i]] = 1;
        for (tda_index e = 0; e < extra; e++)
            if (brute_below_all(column_grade + e * n, column_grade + j * n, n) &&
                brute_below(rng, 2))
                for (tda_index r = 0; r < rows; r++)
                    bit[j * rows + r] ^= bit[e * rows + r];
    }
    for (tda_index j = extra + m->columns; j < columns; j++) {
        tda_index a = brute_below(rng, (int)j), b = brute_below(rng, (int)j);
        for (int k = 0; k < n; k++)
            column_grade[j * n + k] =
                fmax(column_grade[a * n + k], column_grade[b * n + k]);
        for (tda_index r = 0; r < rows; r++)
            bit[j * rows + r] = bit[a * rows + r] ^ bit[b * rows + r];
    }
    for (tda_index j = 0; j < columns; j++) {
        for (tda_index r = rows - 1; r >= 0; r--)
            if (bit[j * rows + r])
                row[at++] = r;
        start[j + 1] = at;
    }
    tda_presentation *p = NULL;
    OK(tda_presentation_new(
        NULL, &p,
        &(tda_matrix){n, rows, columns, row_grade, column_grade, start, row, NULL, NULL},
        1));
    free(row_grade), free(column_grade), free(start), free(row), free(bit);
    return p;
}

static void minimising_keeps_the_module_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed + 1000);
    tda_complex *k = brute_random(seed, 1 + seed % 4 / 1 % 2, 3, false);
    tda_presentation *p = NULL, *again = NULL, *big = NULL, *small = NULL;
    tda_measure beta[3] = {{0}}, other[3] = {{0}}, mu = {0}, of_big = {0};
    OK(tda_complex_presentation(NULL, &p, k, 1, NULL));
    OK(tda_presentation_minimise(NULL, &again, p)); /* which changes nothing */
    same_matrix(tda_presentation_matrix(p), tda_presentation_matrix(again));
    big = blown_up(tda_presentation_matrix(p), &rng);
    OK(tda_presentation_minimise(NULL, &small, big));
    OK(tda_presentation_betti(NULL, beta, p));
    OK(tda_presentation_betti(NULL, other, big));
    OK(tda_presentation_hilbert_measure(NULL, &mu, p));
    OK(tda_presentation_hilbert_measure(NULL, &of_big, big));
    same_measure(&mu, &of_big);
    for (int i = 0; i < 3; i++)
        same_measure(&beta[i], &other[i]);
    ck_assert_int_eq(tda_presentation_matrix(small)->rows,
                     tda_presentation_matrix(p)->rows);
    ck_assert_int_eq(tda_presentation_matrix(small)->columns,
                     tda_presentation_matrix(p)->columns);
    clear(beta, 3);
    clear(other, 3);
    tda_measure_clear(&mu);
    tda_measure_clear(&of_big);
    tda_presentation_free(p);
    tda_presentation_free(again);
    tda_presentation_free(big);
    tda_presentation_free(small);
    tda_complex_free(k);
}
TEN_SEEDS(minimising_keeps_the_module)

/* ---- by hand ---- */

static void expect(const tda_presentation *p, tda_index rows, const double *row_grade,
                   tda_index columns, const double *column_grade, const tda_index *start,
                   const tda_index *row)
{
    const tda_matrix *m = tda_presentation_matrix(p);
    ck_assert_int_eq(m->rows, rows);
    ck_assert_int_eq(m->columns, columns);
    same_bytes(m->row_grade, row_grade, rows * m->params, sizeof(double));
    same_bytes(m->column_grade, column_grade, columns * m->params, sizeof(double));
    same_bytes(m->start, start, columns + 1, sizeof(tda_index));
    same_bytes(m->row, row, start[columns], sizeof(tda_index));
}

START_TEST(an_edge_between_incomparable_vertices)
{
    const tda_cells edge = {2,
                            3,
                            (int[]){0, 0, 1},
                            (tda_index[]){0, 0, 0, 2},
                            (tda_index[]){0, 1},
                            NULL,
                            (double[]){0, 1, 1, 0, 1, 1}};
    tda_complex *k = NULL;
    tda_presentation *p = NULL, *none = NULL;
    OK(tda_complex_new(NULL, &k, &edge));
    OK(tda_complex_presentation(NULL, &p, k, 0, NULL));
    expect(p, 2, (double[]){1, 0, 0, 1}, 1, (double[]){1, 1}, (tda_index[]){0, 2},
           (tda_index[]){0, 1});
    same_bytes(tda_presentation_matrix(p)->row_cell, (tda_index[]){1, 1, 0, 0}, 4,
               sizeof(tda_index));
    same_bytes(tda_presentation_matrix(p)->column_cell, (tda_index[]){2, 2}, 2,
               sizeof(tda_index));
    OK(tda_complex_presentation(NULL, &none, k, 7, NULL));
    expect(none, 0, NULL, 0, NULL, (tda_index[]){0}, NULL);
    ck_assert_int_eq(tda_presentation_degree(none), 7);
    tda_presentation_free(p);
    tda_presentation_free(none);
    tda_complex_free(k);
}
END_TEST

/* A circle filled by two discs, one along each parameter: the rectangle [0,1) x [0,1). */
START_TEST(a_circle_with_two_discs)
{
    const tda_cells sphere = {2,
                              8,
                              (int[]){0, 0, 0, 1, 1, 1, 2, 2},
                              (tda_index[]){0, 0, 0, 0, 2, 4, 6, 9, 12},
                              (tda_index[]){0, 1, 0, 2, 1, 2, 3, 4, 5, 3, 4, 5},
                              NULL,
                              (double[]){0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1}};
    tda_complex *k = NULL;
    tda_presentation *p = NULL;
    tda_measure beta[3] = {{0}};
    OK(tda_complex_new(NULL, &k, &sphere));
    OK(tda_complex_presentation(NULL, &p, k, 1, NULL));
    expect(p, 1, (double[]){0, 0}, 2, (double[]){1, 0, 0, 1}, (tda_index[]){0, 1, 2},
           (tda_index[]){0, 0});
    OK(tda_presentation_betti(NULL, beta, p));
    ck_assert_int_eq(beta[2].size, 1);
    same_bytes(beta[2].at, (double[]){1, 1}, 2, sizeof(double));
    same_bytes(beta[2].cell, (tda_index[]){6, 7}, 2, sizeof(tda_index));
    clear(beta, 3);
    tda_presentation_free(p);
    tda_complex_free(k);
}
END_TEST

START_TEST(a_matrix_comes_back_as_it_was)
{
    const tda_matrix m = {2,
                          2,
                          3,
                          (double[]){-0.0, 2, -INFINITY, 1},
                          (double[]){3, 2, 0, 2, 5, 5},
                          (tda_index[]){0, 2, 3, 3},
                          (tda_index[]){1, 0, 0},
                          (tda_index[]){4, 5, 6, 7},
                          NULL};
    tda_presentation *p = NULL;
    tda_measure mu = {0};
    OK(tda_presentation_new(NULL, &p, &m, 3));
    const tda_matrix *back = tda_presentation_matrix(p);
    expect(p, 2, (double[]){0, 2, -INFINITY, 1}, 3, m.column_grade, m.start, m.row);
    same_bytes(back->row_cell, m.row_cell, 4, sizeof(tda_index));
    ck_assert_int_eq(back->column_cell[5], -1);
    ck_assert_int_eq(tda_presentation_degree(p), 3);
    ck_assert_int_eq(tda_presentation_record(p).field, 2);
    OK(tda_presentation_hilbert_measure(NULL, &mu, p));
    ck_assert_int_eq(mu.size,
                     2); /* one generator is never there, the other lives to (3, 2) */
    same_bytes(mu.at, (double[]){-INFINITY, 1, 3, 2}, 4, sizeof(double));
    tda_measure_clear(&mu);
    tda_presentation_free(p);
}
END_TEST

/* ---- refusals and failures ---- */

static void refused(tda_ctx *ctx, tda_matrix m, int degree, const char *why)
{
    tda_presentation *p = NULL;
    ck_assert_int_eq(tda_presentation_new(ctx, &p, &m, degree), TDA_EINVAL);
    ck_assert_ptr_null(p);
    ck_assert_str_eq(tda_ctx_message(ctx), why);
}

START_TEST(what_is_wrong_is_named)
{
    tda_ctx *ctx = NULL;
    double row[] = {0, 0}, column[] = {1, 1};
    const tda_matrix good = {
        2, 1, 1, row, column, (tda_index[]){0, 1}, (tda_index[]){0}, NULL, NULL};
    tda_matrix m = good;
    OK(tda_ctx_new(&ctx));
    refused(ctx, m, -1, "presentation: there is no degree -1");
    m.params = 3;
    refused(ctx, m, 0, "presentation: 3 parameters; it has 1 or 2");
    m = good;
    m.rows = -1;
    refused(ctx, m, 0, "presentation: -1 rows and 1 columns");
    m = good;
    m.start = (tda_index[]){1, 1};
    refused(ctx, m, 0, "presentation: column 0 starts at 1, not 0");
    m.start = (tda_index[]){0, -1};
    refused(ctx, m, 0, "presentation: column 0 starts at 0 and ends at -1");
    m = good;
    m.row = (tda_index[]){1};
    refused(ctx, m, 0, "presentation: column 0 has row 1, rows are 0 to 0");
    m.start = (tda_index[]){0, 2};
    m.row = (tda_index[]){0, 0};
    refused(ctx, m, 0, "presentation: column 0 has row 0 twice");
    m = good;
    m.row_grade = (double[]){0, 2};
    refused(ctx, m, 0, "presentation: column 0 comes before its row 0 in parameter 1");
    m.row_grade = (double[]){0, NAN};
    refused(ctx, m, 0, "presentation: the grade of row 0 is nan in parameter 1");
    m = good;
    m.column_grade = (double[]){INFINITY, 2};
    refused(ctx, m, 0, "presentation: the grade of column 0 is inf in parameter 0");
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(refusals_leave_the_output_alone)
{
    tda_ctx *ctx = NULL;
    tda_presentation *p = NULL;
    tda_complex *three = brute_random(1, 3, 2, false),
                *flat = brute_random(1, 2, 2, false);
    tda_presentation_opts o = TDA_PRESENTATION_OPTS_INIT;
    OK(tda_ctx_new(&ctx));
    ck_assert_int_eq(tda_complex_presentation(ctx, &p, three, 0, NULL), TDA_EINVAL);
    ck_assert_str_eq(
        tda_ctx_message(ctx),
        "presentation: the complex has 3 parameters; 1 or 2 can be presented");
    ck_assert_int_eq(tda_complex_presentation(ctx, &p, flat, -2, NULL), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "presentation: there is no degree -2");
    o.size = 0;
    ck_assert_int_eq(tda_complex_presentation(ctx, &p, flat, 0, &o), TDA_EINVAL);
    ck_assert_ptr_null(p);
    tda_complex_free(three);
    tda_complex_free(flat);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(running_out_of_memory)
{
    tda_complex *k = brute_random(3, 2, 3, _i % 2);
    tda_presentation_opts o = TDA_PRESENTATION_OPTS_INIT;
    tda_presentation *p = NULL, *q = NULL, *copy = NULL;
    tda_measure beta[3] = {{0}}, mu = {0};
    o.shortcut = o.chunk = _i < 2;
    EACH_OOM(tda_complex_presentation(NULL, &p, k, 1, &o), p == NULL);
    EACH_OOM(tda_presentation_new(NULL, &copy, tda_presentation_matrix(p), 1),
             copy == NULL);
    EACH_OOM(tda_presentation_minimise(NULL, &q, p), q == NULL);
    EACH_OOM(tda_presentation_betti(NULL, beta, p), beta[0].at == NULL);
    EACH_OOM(tda_presentation_hilbert_measure(NULL, &mu, p), mu.at == NULL);
    clear(beta, 3);
    tda_measure_clear(&mu);
    tda_presentation_free(p);
    tda_presentation_free(q);
    tda_presentation_free(copy);
    tda_complex_free(k);
}
END_TEST

START_TEST(being_cancelled)
{
    tda_complex *k = box_random(3, 4, 4, 0, 5, BOX_PIXELS, false);
    tda_presentation *p = NULL, *q = NULL, *copy = NULL;
    tda_measure beta[3] = {{0}}, mu = {0};
    tda_ctx *ctx = NULL;
    OK(tda_ctx_new(&ctx));
    EACH_CANCEL(tda_complex_presentation(ctx, &p, k, 1, NULL), p == NULL);
    EACH_CANCEL(tda_presentation_new(ctx, &copy, tda_presentation_matrix(p), 1),
                copy == NULL);
    EACH_CANCEL(tda_presentation_minimise(ctx, &q, p), q == NULL);
    EACH_CANCEL(tda_presentation_betti(ctx, beta, p), beta[0].at == NULL);
    EACH_CANCEL(tda_presentation_hilbert_measure(ctx, &mu, p), mu.at == NULL);
    clear(beta, 3);
    tda_measure_clear(&mu);
    tda_presentation_free(p);
    tda_presentation_free(q);
    tda_presentation_free(copy);
    tda_complex_free(k);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(the_limit_is_kept)
{
    tda_complex *k = box_random(3, 12, 12, 0, 1000, BOX_PIXELS, false);
    tda_presentation *p = NULL;
    tda_ctx *ctx = NULL;
    OK(tda_ctx_new(&ctx));
    tda_ctx_set_max_bytes(ctx, 1000);
    ck_assert_int_eq(tda_complex_presentation(ctx, &p, k, 1, NULL), TDA_ELIMIT);
    ck_assert_ptr_null(p);
    tda_complex_free(k);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("presentation", SEEDS(betti_of_one_grade_a_cell, 30),
      SEEDS(betti_of_several_grades_a_cell, 30), SEEDS(betti_of_one_parameter, 30),
      SEEDS(every_way_agrees_on_larger_boxes, 40), SEEDS(minimising_keeps_the_module, 30),
      SEEDS(threads_do_not_change_a_bit, 2), TEST(an_edge_between_incomparable_vertices),
      TEST(a_circle_with_two_discs), TEST(a_matrix_comes_back_as_it_was),
      TEST(what_is_wrong_is_named), TEST(refusals_leave_the_output_alone),
      SEEDS(running_out_of_memory, 4), TEST(being_cancelled), TEST(the_limit_is_kept))
