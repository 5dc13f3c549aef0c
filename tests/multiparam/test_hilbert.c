/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_hilbert.c - Hilbert measures against ranks at every node, and against themselves by every
 * other way of computing them. */
#include "brute.h"
#include "multiparam/boxes.h"
#include "tda_check.h"
#include <tda.h>

enum { DEGREES = 4 };

/* Every coordinate is that of a grade of the cell behind it. */
static void check_cells(const tda_cells *c, const tda_measure *m)
{
    for (tda_index i = 0; i < m->size * m->params; i++) {
        tda_index cell = m->cell[i];
        bool found = false;
        ck_assert(cell >= 0 && cell < c->size);
        for (tda_index r = brute_grades_begin(c, cell);
             r < brute_grades_begin(c, cell + 1); r++)
            found = found || c->grade[r * c->params + i % c->params] == m->at[i];
        ck_assert_msg(found, "coordinate %d is not of its cell", (int)i);
    }
}

/* Points in strictly ascending order, weights nonzero. */
static void check_canonical(const tda_measure *m)
{
    for (tda_index i = 0; i < m->size; i++) {
        ck_assert(m->weight[i] != 0);
        int order = i ? 0 : 1;
        for (int k = 0; i && order == 0 && k < m->params; k++) {
            double a = m->at[(i - 1) * m->params + k], b = m->at[i * m->params + k];
            order = b > a ? 1 : b < a ? -1 : 0;
        }
        ck_assert_int_eq(order, 1);
    }
}

static int64_t mass_below(const tda_measure *m, const double *z)
{
    int64_t sum = 0;
    for (tda_index i = 0; i < m->size; i++)
        sum += brute_below_all(m->at + i * m->params, z, m->params) ? m->weight[i] : 0;
    return sum;
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

/* The measures of degree 0 .. DEGREES-1, the same by every way. */
static void all_ways(tda_measure *m, const tda_complex *k)
{
    OK(tda_complex_hilbert_measure(NULL, m, k, 0, DEGREES - 1, NULL));
    for (int way = 0; way < 4; way++) {
        tda_hilbert_opts o = TDA_HILBERT_OPTS_INIT;
        tda_measure other[DEGREES] = {{0}};
        o.chunk = way & 1;
        o.shortcut = way & 2;
        OK(tda_complex_hilbert_measure(NULL, other, k, 0, DEGREES - 1, &o));
        for (int d = 0; d < DEGREES; d++) {
            same_measure(&m[d], &other[d]);
            check_cells(tda_complex_cells(k), &other[d]);
        }
        clear(other, DEGREES);
    }
    for (int d = 0; d < DEGREES; d++) { /* and by itself, without the other degrees */
        tda_measure alone = {0};
        OK(tda_complex_hilbert_measure(NULL, &alone, k, d, d, NULL));
        same_measure(&m[d], &alone);
        tda_measure_clear(&alone);
    }
}

static void equals_ranks(tda_complex *k)
{
    tda_measure m[DEGREES] = {{0}};
    const tda_cells *c = tda_complex_cells(k);
    all_ways(m, k);
    brute_grid grid = brute_grid_of(c);
    for (tda_index node = 0; node < brute_nodes(&grid); node++) {
        double z[BRUTE_PARAMS];
        brute_node(&grid, node, z);
        for (int d = 0; d < DEGREES; d++)
            ck_assert_int_eq(mass_below(&m[d], z), brute_betti(c, z, d));
    }
    for (int d = 0; d < DEGREES; d++) {
        check_canonical(&m[d]);
        ck_assert_int_eq(m[d].degree, d);
    }
    clear(m, DEGREES);
    tda_complex_free(k);
}

START_TEST(equal_to_ranks_for_one_grade_a_cell)
{
    equals_ranks(brute_random((unsigned)_i, 2, 3, false));
}
END_TEST

START_TEST(equal_to_ranks_for_several_grades_a_cell)
{
    equals_ranks(brute_random((unsigned)_i, 2, 2, true));
}
END_TEST

START_TEST(equal_to_ranks_for_one_parameter)
{
    equals_ranks(brute_random((unsigned)_i, 1, 3, _i % 2));
}
END_TEST

/* Three and four parameters, at a sample of the nodes. */
START_TEST(equal_to_ranks_for_more_parameters)
{
    tda_complex *k = brute_random((unsigned)_i, 3 + _i % 5 / 4, 2, _i % 2);
    const tda_cells *c = tda_complex_cells(k);
    tda_measure m[3] = {{0}};
    OK(tda_complex_hilbert_measure(NULL, m, k, 0, 2, NULL));
    brute_grid grid = brute_grid_of(c);
    tda_index nodes = brute_nodes(&grid);
    for (tda_index node = 0; node < nodes; node += 1 + nodes / 97) {
        double z[BRUTE_PARAMS];
        brute_node(&grid, node, z);
        for (int d = 0; d < 3; d++)
            MUST(mass_below(&m[d], z) == brute_betti(c, z, d));
    }
    for (int d = 0; d < 3; d++) {
        check_canonical(&m[d]);
        check_cells(c, &m[d]);
        ck_assert_int_eq(m[d].degree, d);
    }
    clear(m, 3);
    tda_complex_free(k);
}
END_TEST

START_TEST(equal_to_ranks_in_the_plane)
{
    equals_ranks(box_random((unsigned)_i, 1 + _i % 3, 1 + _i / 3 % 3, 0, 1 + _i % 4,
                            _i % 2 ? BOX_PIXELS : BOX_VERTICES, _i % 5 == 0));
}
END_TEST

START_TEST(equal_to_ranks_in_space)
{
    equals_ranks(box_random((unsigned)_i, 1 + _i % 2, 1 + _i / 2 % 2, 1 + _i / 4 % 2,
                            1 + _i % 4, _i % 2 ? BOX_PIXELS : BOX_VERTICES, _i % 3 == 0));
}
END_TEST

/* Large enough that columns grow long and the store is compacted. */
START_TEST(every_way_agrees_on_larger_boxes)
{
    tda_measure m[DEGREES] = {{0}};
    tda_complex *k =
        box_random((unsigned)_i, 4 + _i % 5, 6, _i % 2 ? 5 : 0, _i < 10 ? 1000 : 6,
                   _i / 2 % 2 ? BOX_PIXELS : BOX_VERTICES, _i % 3 == 0);
    all_ways(m, k);
    clear(m, DEGREES);
    tda_complex_free(k);
}
END_TEST

START_TEST(threads_do_not_change_a_bit)
{
    tda_measure one[DEGREES] = {{0}}, many[DEGREES] = {{0}};
    tda_complex *k = box_random((unsigned)_i, 9, 8, _i % 2 ? 3 : 0, 30,
                                _i % 3 ? BOX_PIXELS : BOX_VERTICES, false);
    tda_ctx *ctx = NULL;
    OK(tda_ctx_new(&ctx));
    OK(tda_complex_hilbert_measure(ctx, one, k, 0, DEGREES - 1, NULL));
    int64_t columns = tda_ctx_work(ctx, TDA_WORK_COLUMNS);
    tda_ctx_set_threads(ctx, 2 + _i % 3);
    tda_ctx_reset_work(ctx);
    OK(tda_complex_hilbert_measure(ctx, many, k, 0, DEGREES - 1, NULL));
    ck_assert_int_eq(columns, tda_ctx_work(ctx, TDA_WORK_COLUMNS));
    for (int d = 0; d < DEGREES; d++) {
        same_measure(&one[d], &many[d]);
        if (one[d].size)
            ck_assert_mem_eq(one[d].cell, many[d].cell,
                             (size_t)one[d].size * 2 * sizeof *one[d].cell);
    }
    clear(one, DEGREES);
    clear(many, DEGREES);
    tda_complex_free(k);
    tda_ctx_free(ctx);
}
END_TEST

/* The same complex with its cells in another order. */
static tda_complex *shuffled(const tda_cells *c, brute_rng *rng)
{
    tda_index n = c->size, *to = malloc((size_t)(n + 1) * sizeof *to), faces = 0,
              grades = 0;
    tda_index *from = malloc((size_t)(n + 1) * sizeof *from);
    for (tda_index i = 0; i < n; i++) {
        tda_index at = brute_below(rng, (int)i + 1);
        from[i] = from[at];
        from[at] = i;
    }
    for (tda_index i = 0; i < n; i++)
        to[from[i]] = i;
    int *dim = malloc((size_t)(n + 1) * sizeof *dim);
    tda_index *start = calloc((size_t)(n + 1), sizeof *start);
    tda_index *grade_start = calloc((size_t)(n + 1), sizeof *grade_start);
    tda_index *face = malloc((size_t)(c->start[n] + 1) * sizeof *face);
    double *grade =
        malloc((size_t)(brute_grades_begin(c, n) * c->params + 1) * sizeof *grade);
    for (tda_index i = 0; i < n; i++) {
        tda_index f = from[i];
        dim[i] = c->dim[f];
        for (tda_index j = c->start[f + 1] - 1; j >= c->start[f]; j--)
            face[faces++] = to[c->face[j]];
        for (tda_index r = brute_grades_begin(c, f); r < brute_grades_begin(c, f + 1);
             r++)
            for (int p = 0; p < c->params; p++)
                grade[grades++] = c->grade[r * c->params + p];
        start[i + 1] = faces;
        grade_start[i + 1] = grades / c->params;
    }
    tda_complex *out = NULL;
    OK(tda_complex_new(NULL, &out,
                       &(tda_cells){c->params, n, dim, start, face,
                                    c->grade_start ? grade_start : NULL, grade}));
    free(to), free(from), free(dim), free(start), free(grade_start), free(face),
        free(grade);
    return out;
}

START_TEST(the_order_of_the_cells_does_not_matter)
{
    brute_rng rng = brute_seed((unsigned)_i);
    tda_measure a[DEGREES] = {{0}}, b[DEGREES] = {{0}};
    tda_complex *k = brute_random((unsigned)_i, 2, 3, _i % 2);
    tda_complex *other = shuffled(tda_complex_cells(k), &rng);
    OK(tda_complex_hilbert_measure(NULL, a, k, 0, DEGREES - 1, NULL));
    OK(tda_complex_hilbert_measure(NULL, b, other, 0, DEGREES - 1, NULL));
    for (int d = 0; d < DEGREES; d++)
        same_measure(&a[d], &b[d]);
    clear(a, DEGREES);
    clear(b, DEGREES);
    tda_complex_free(k);
    tda_complex_free(other);
}
END_TEST

START_TEST(uncancelled_atoms_add_up_to_the_measure)
{
    tda_hilbert_opts o = TDA_HILBERT_OPTS_INIT;
    tda_measure m[DEGREES] = {{0}}, list[DEGREES] = {{0}};
    tda_complex *k = _i % 2 ? brute_random((unsigned)_i, 2, 3, _i % 4 == 1)
                            : box_random((unsigned)_i, 4, 4, 0, 3, BOX_PIXELS, false);
    o.uncancelled = true;
    OK(tda_complex_hilbert_measure(NULL, m, k, 0, DEGREES - 1, NULL));
    OK(tda_complex_hilbert_measure(NULL, list, k, 0, DEGREES - 1, &o));
    for (int d = 0; d < DEGREES; d++) {
        tda_measure sum = {0};
        ck_assert_int_ge(list[d].size, m[d].size);
        check_cells(tda_complex_cells(k), &list[d]);
        OK(tda_measure_new(NULL, &sum, 2, list[d].size, list[d].at, list[d].weight,
                           list[d].cell));
        sum.degree = d;
        same_measure(&m[d], &sum);
        tda_measure_clear(&sum);
    }
    clear(m, DEGREES);
    clear(list, DEGREES);
    tda_complex_free(k);
}
END_TEST

/* Squeezing the complex to a grid is squeezing the measure. */
START_TEST(a_coarser_grid_moves_the_points_up)
{
    tda_complex *k = box_random((unsigned)_i, 4, 5, 0, 40, BOX_VERTICES, false),
                *coarse = NULL;
    tda_grid grid = {0};
    tda_measure fine[2] = {{0}}, rough[2] = {{0}};
    OK(tda_complex_grid_regular(NULL, &grid, k, (tda_index[]){1 + _i % 7, 5}));
    OK(tda_complex_squeeze(NULL, &coarse, k, &grid));
    OK(tda_complex_hilbert_measure(NULL, fine, k, 0, 1, NULL));
    OK(tda_complex_hilbert_measure(NULL, rough, coarse, 0, 1, NULL));
    for (int d = 0; d < 2; d++) {
        int64_t a[35], b[35];
        tda_index nodes =
            (grid.start[1] - grid.start[0]) * (grid.start[2] - grid.start[1]);
        OK(tda_measure_evaluate(NULL, a, &fine[d], &grid));
        OK(tda_measure_evaluate(NULL, b, &rough[d], &grid));
        ck_assert_mem_eq(a, b, (size_t)nodes * sizeof *a);
    }
    clear(fine, 2);
    clear(rough, 2);
    tda_grid_clear(&grid);
    tda_complex_free(k);
    tda_complex_free(coarse);
}
END_TEST

/* ---- by hand ---- */

typedef struct expected {
    tda_index size;
    double at[8];
    int64_t weight[4];
} expected;

static void expect(const tda_cells *cells, int degree, expected want)
{
    tda_complex *k = NULL;
    tda_measure m = {0};
    OK(tda_complex_new(NULL, &k, cells));
    OK(tda_complex_hilbert_measure(NULL, &m, k, degree, degree, NULL));
    ck_assert_int_eq(m.size, want.size);
    if (want.size) {
        ck_assert_mem_eq(m.at, want.at, (size_t)want.size * 2 * sizeof *m.at);
        ck_assert_mem_eq(m.weight, want.weight, (size_t)want.size * sizeof *m.weight);
    }
    tda_measure_clear(&m);
    tda_complex_free(k);
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
    expect(&edge, 0, (expected){3, {0, 1, 1, 0, 1, 1}, {1, 1, -1}});
    expect(&edge, 1, (expected){0});
    expect(&edge, 7, (expected){0});
}
END_TEST

START_TEST(a_vertex_killed_by_a_relative_edge)
{
    const tda_cells corner = {2,
                              2,
                              (int[]){0, 1},
                              (tda_index[]){0, 0, 1},
                              (tda_index[]){0},
                              NULL,
                              (double[]){0, 0, 1, 1}};
    expect(&corner, 0, (expected){2, {0, 0, 1, 1}, {1, -1}});
    const tda_cells wall = {2,
                            2,
                            (int[]){0, 1},
                            (tda_index[]){0, 0, 1},
                            (tda_index[]){0},
                            NULL,
                            (double[]){0, 0, 1, 0}};
    expect(&wall, 0, (expected){2, {0, 0, 1, 0}, {1, -1}});
}
END_TEST

/* A circle filled by two discs, one along each parameter. */
START_TEST(a_circle_with_two_discs)
{
    const tda_cells sphere = {2,
                              8,
                              (int[]){0, 0, 0, 1, 1, 1, 2, 2},
                              (tda_index[]){0, 0, 0, 0, 2, 4, 6, 9, 12},
                              (tda_index[]){0, 1, 0, 2, 1, 2, 3, 4, 5, 3, 4, 5},
                              NULL,
                              (double[]){0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1}};
    expect(&sphere, 0, (expected){1, {0, 0}, {1}});
    expect(&sphere, 1, (expected){4, {0, 0, 0, 1, 1, 0, 1, 1}, {1, -1, -1, 1}});
    expect(&sphere, 2, (expected){1, {1, 1}, {1}});
}
END_TEST

START_TEST(nothing_and_never)
{
    const tda_cells empty = {2, 0, NULL, (tda_index[]){0}, NULL, NULL, NULL};
    expect(&empty, 0, (expected){0});
    const tda_cells never = {
        2, 1, (int[]){0}, (tda_index[]){0, 0}, NULL, NULL, (double[]){0, INFINITY}};
    expect(&never, 0, (expected){0});
    const tda_cells always = {
        2, 1, (int[]){0}, (tda_index[]){0, 0}, NULL, NULL, (double[]){-INFINITY, 3}};
    expect(&always, 0, (expected){1, {-INFINITY, 3}, {1}});
}
END_TEST

START_TEST(a_simplex_of_seven_parameters)
{
    tda_complex *k = seven_axes();
    tda_measure m[2] = {{0}};
    OK(tda_complex_hilbert_measure(NULL, m, k, 0, 1, NULL));
    expect_seven_axes(&m[0]);
    ck_assert_int_eq(m[1].size, 0);
    clear(m, 2);
    tda_complex_free(k);
}
END_TEST

/* ---- refusals and failures ---- */

/* The boundary of a triangle, all of it at (1, 1). */
START_TEST(a_hollow_triangle)
{
    tda_measure m = {0};
    tda_complex *k = NULL;
    const tda_simplices s = {2,
                             3,
                             (tda_index[]){0, 2, 4, 6},
                             (tda_index[]){0, 1, 1, 2, 0, 2},
                             (double[]){1, 1, 1, 1, 1, 1},
                             NULL};
    OK(tda_complex_new_simplicial(NULL, &k, NULL, &s));
    OK(tda_complex_hilbert_measure(NULL, &m, k, 1, 1, NULL));
    ck_assert_int_eq(m.size, 1);
    MUST(m.at[0] == 1 && m.at[1] == 1 && m.weight[0] == 1);
    tda_measure_clear(&m);
    tda_complex_free(k);
}
END_TEST

/* Three vertices on three axes and their triangle at (2, 2, 2); cut off at a corner, the measure
 * of degree 0 has no mass. */
START_TEST(a_triangle_of_three_parameters)
{
    tda_measure m = {0}, cut = {0};
    tda_complex *k = NULL;
    int64_t mass = 0;
    const tda_simplices s = {3,
                             4,
                             (tda_index[]){0, 1, 2, 3, 6},
                             (tda_index[]){0, 1, 2, 0, 1, 2},
                             (double[]){1, 0, 0, 0, 1, 0, 0, 0, 1, 2, 2, 2},
                             NULL};
    OK(tda_complex_new_simplicial(NULL, &k, NULL, &s));
    OK(tda_complex_hilbert_measure(NULL, &m, k, 0, 0, NULL));
    OK(tda_measure_zero_out(NULL, &cut, &m, (double[]){3, 3, 3}));
    ck_assert_int_eq(m.size, 4);
    MUST(m.at[9] == 2 && m.at[10] == 2 && m.at[11] == 2 && m.weight[3] == -2);
    for (tda_index i = 0; i < cut.size; i++)
        mass += cut.weight[i];
    ck_assert_int_gt(cut.size, 4);
    ck_assert_int_eq(mass, 0);
    tda_measure_clear(&m);
    tda_measure_clear(&cut);
    tda_complex_free(k);
}
END_TEST

START_TEST(refusals_leave_the_output_alone)
{
    tda_ctx *ctx = NULL;
    tda_measure m = {0};
    tda_complex *k = brute_random(1, 3, 2, false), *flat = brute_random(1, 2, 2, false);
    tda_hilbert_opts o = TDA_HILBERT_OPTS_INIT;
    o.uncancelled = true;
    OK(tda_ctx_new(&ctx));
    ck_assert_int_eq(tda_complex_hilbert_measure(ctx, &m, k, 0, 0, &o), TDA_EINVAL);
    ck_assert_str_eq(
        tda_ctx_message(ctx),
        "Hilbert measure: uncancelled points are for 1 or 2 parameters, not 3");
    ck_assert_int_eq(tda_complex_hilbert_measure(ctx, &m, flat, 1, 0, NULL), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "Hilbert measure: no degrees 1 to 0");
    ck_assert_int_eq(tda_complex_hilbert_measure(ctx, &m, flat, -1, 0, NULL), TDA_EINVAL);
    tda_hilbert_opts zero = {0};
    ck_assert_int_eq(tda_complex_hilbert_measure(ctx, &m, flat, 0, 0, &zero), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "options: start from the _INIT macro");
    ck_assert_ptr_null(m.at);
    tda_complex_free(k);
    tda_complex_free(flat);
    tda_ctx_free(ctx);
}
END_TEST

static bool untouched(const tda_measure *m)
{
    for (int d = 0; d < DEGREES; d++)
        if (m[d].at || m[d].size)
            return false;
    return true;
}

static tda_complex *edge_of_three_parameters(void)
{
    const tda_cells edge = {3,
                            3,
                            (int[]){0, 0, 1},
                            (tda_index[]){0, 0, 0, 2},
                            (tda_index[]){0, 1},
                            NULL,
                            (double[]){0, 1, 0, 1, 0, 0, 1, 1, 1}};
    tda_complex *out = NULL;
    OK(tda_complex_new(NULL, &out, &edge));
    return out;
}

/* Inputs that go through every way of computing a kernel. */
START_TEST(failures_at_every_point_are_survived)
{
    tda_hilbert_opts o = TDA_HILBERT_OPTS_INIT;
    tda_measure m[DEGREES] = {{0}};
    tda_complex *k = _i == 0   ? brute_random(3, 2, 3, false)
                     : _i == 1 ? brute_random(3, 2, 2, true)
                     : _i == 2 ? box_random(3, 3, 3, 3, 90, BOX_VERTICES, false)
                     : _i == 4 ? edge_of_three_parameters()
                               : box_random(3, 3, 3, 3, 90, BOX_PIXELS, true);
    o.shortcut = _i != 3;
    EACH_OOM(tda_complex_hilbert_measure(NULL, m, k, 0, DEGREES - 1, &o), untouched(m));
    clear(m, DEGREES);
    EACH_CANCEL(tda_complex_hilbert_measure(NULL, m, k, 0, DEGREES - 1, &o),
                untouched(m));
    clear(m, DEGREES);
    tda_complex_free(k);
}
END_TEST

START_TEST(the_byte_limit_is_kept)
{
    tda_ctx *ctx = NULL;
    tda_measure m[2] = {{0}};
    tda_hilbert_opts o = TDA_HILBERT_OPTS_INIT;
    tda_complex *k = box_random(1, 7, 7, 7, 500, BOX_VERTICES, true);
    o.shortcut = o.chunk = false;
    OK(tda_ctx_new(&ctx));
    tda_ctx_set_max_bytes(ctx, 1000);
    ck_assert_int_eq(tda_complex_hilbert_measure(ctx, m, k, 0, 1, &o), TDA_ELIMIT);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "reduced columns: needs about 4.1 kB, the limit is 1 kB");
    ck_assert_ptr_null(m[0].at);
    tda_complex_free(k);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("hilbert", SEEDS(equal_to_ranks_for_one_grade_a_cell, 350),
      SEEDS(equal_to_ranks_for_several_grades_a_cell, 350),
      SEEDS(equal_to_ranks_for_one_parameter, 300),
      SEEDS(equal_to_ranks_in_the_plane, 150), SEEDS(equal_to_ranks_in_space, 100),
      SEEDS(every_way_agrees_on_larger_boxes, 24), SEEDS(threads_do_not_change_a_bit, 12),
      SEEDS(the_order_of_the_cells_does_not_matter, 300),
      SEEDS(uncancelled_atoms_add_up_to_the_measure, 300),
      SEEDS(a_coarser_grid_moves_the_points_up, 50),
      TEST(an_edge_between_incomparable_vertices),
      TEST(a_vertex_killed_by_a_relative_edge), TEST(a_circle_with_two_discs),
      TEST(nothing_and_never), TEST(refusals_leave_the_output_alone),
      SEEDS(failures_at_every_point_are_survived, 5),
      SEEDS(equal_to_ranks_for_more_parameters, 300), TEST(a_simplex_of_seven_parameters),
      TEST(a_hollow_triangle), TEST(a_triangle_of_three_parameters),
      TEST(the_byte_limit_is_kept))
