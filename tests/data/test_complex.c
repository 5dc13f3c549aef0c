/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_complex.c - What a complex accepts, what it refuses and how, and its normal form. */
#include "brute.h"
#include "data/private.h"
#include "tda_check.h"

/* A triangle 0 1 2 / 01 02 12 / 012 whose parts the tests then spoil. */
typedef struct triangle {
    int dim[7];
    tda_index start[8], face[9], grade_start[8];
    double grade[14];
    tda_cells cells;
} triangle;

static void triangle_make(triangle *t)
{
    *t = (triangle){
        .dim = {0, 0, 0, 1, 1, 1, 2},
        .start = {0, 0, 0, 0, 2, 4, 6, 9},
        .face = {0, 1, 0, 2, 1, 2, 3, 4, 5},
        .grade_start = {0, 1, 2, 3, 4, 5, 6, 7},
        .grade = {0, 0, 0, 1, 1, 0, 0, 1, 1, 0, 1, 1, 1, 1},
    };
    t->cells = (tda_cells){2, 7, t->dim, t->start, t->face, NULL, t->grade};
}

static void refused(const tda_cells *cells, const char *message)
{
    tda_ctx *ctx;
    tda_complex *x = NULL;
    OK(tda_ctx_new(&ctx));
    ck_assert_int_eq(tda_complex_new(ctx, &x, cells), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), message);
    ck_assert_ptr_null(x);
    tda_ctx_free(ctx);
}

START_TEST(accepts_a_triangle)
{
    triangle t;
    triangle_make(&t);
    tda_complex *x = NULL;
    OK(tda_complex_new(NULL, &x, &t.cells));
    const tda_cells *c = tda_complex_cells(x);
    ck_assert_int_eq(c->params, 2);
    ck_assert_int_eq(c->size, 7);
    ck_assert_mem_eq(c->dim, t.dim, sizeof t.dim);
    ck_assert_mem_eq(c->start, t.start, sizeof t.start);
    ck_assert_mem_eq(c->face, t.face, sizeof t.face);
    ck_assert_mem_eq(c->grade, t.grade, sizeof t.grade);
    ck_assert_ptr_null(c->grade_start);
    ck_assert_int_eq(tda_complex_dimension(x), 2);
    tda_complex_free(x);
}
END_TEST

START_TEST(accepts_nothing)
{
    tda_cells none = {.params = 3};
    tda_complex *x = NULL;
    OK(tda_complex_new(NULL, &x, &none));
    ck_assert_int_eq(tda_complex_cells(x)->size, 0);
    ck_assert_int_eq(tda_complex_cells(x)->start[0], 0);
    ck_assert_ptr_null(tda_complex_cells(x)->grade_start);
    ck_assert_int_eq(tda_complex_dimension(x), -1);
    tda_complex_free(x);
    tda_complex_free(NULL);
}
END_TEST

#define SPOILT(change, message)                                                          \
    do {                                                                                 \
        triangle t;                                                                      \
        triangle_make(&t);                                                               \
        change;                                                                          \
        refused(&t.cells, message);                                                      \
    } while (0)

START_TEST(refuses_what_cannot_be_read)
{
    SPOILT(t.cells.params = 0, "complex: 0 parameters; at least 1 is needed");
    SPOILT(t.cells.size = -1, "complex: a negative number of cells, -1");
    SPOILT(t.cells.dim = NULL, "complex: dim is NULL");
    SPOILT(t.cells.start = NULL, "complex: start is NULL");
    SPOILT(t.cells.face = NULL, "complex: face is NULL");
    SPOILT(t.cells.grade = NULL, "complex: grade is NULL");
    SPOILT(t.start[0] = 1, "complex: the faces of cell 0 start at 1, not 0");
    SPOILT(t.start[4] = 5, "complex: the faces of cell 4 start at 5 and end at 4");
    SPOILT((t.cells.grade_start = t.grade_start, t.grade_start[2] = 0),
           "complex: the grades of cell 1 start at 1 and end at 0");
}
END_TEST

START_TEST(refuses_what_is_no_complex)
{
    SPOILT(t.dim[2] = -2, "complex: cell 2 has dimension -2");
    SPOILT(t.face[5] = 7, "complex: cell 5 has face 7, but cells are 0 to 6");
    SPOILT(t.face[5] = -1, "complex: cell 5 has face -1, but cells are 0 to 6");
    SPOILT(t.face[8] = 2,
           "complex: cell 6 of dimension 2 has face 2 of dimension 0, not 1");
    SPOILT(t.dim[3] = 0,
           "complex: cell 3 of dimension 0 has face 0 of dimension 0, not -1");
    SPOILT(t.face[8] = 4, "complex: cell 6 has face 4 twice");
    SPOILT((t.start[7] = 8),
           "complex: the boundary of the boundary of cell 6 is not zero: an "
           "odd number of its faces have face 1");
}
END_TEST

START_TEST(refuses_what_is_no_filtration)
{
    SPOILT(t.grade[9] = NAN, "complex: a grade of cell 4 is NaN at parameter 1");
    SPOILT(t.grade[6] = -1, "complex: cell 3 appears at (-1, 1), before its face 0");
    SPOILT(t.grade[5] = INFINITY, "complex: cell 4 appears at (1, 0), before its face 2");
    /* the second grade of the triangle has no grade of the edge 01 below it */
    SPOILT((t.cells.grade_start = t.grade_start, t.grade_start[7] = 8, t.cells.size = 7,
            memcpy(t.grade, (double[]){0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1},
                   14 * sizeof(double)),
            t.grade_start[4] = 4, t.grade_start[5] = 5, t.grade_start[6] = 5,
            t.grade_start[7] = 7),
           "complex: cell 6 appears at (0, 0), before its face 3");
}
END_TEST

START_TEST(long_grades_are_cut_in_messages)
{
    enum { PARAMS = 40 };
    double grade[3 * PARAMS];
    tda_index start[] = {0, 0, 0, 2}, face[] = {0, 1};
    int dim[] = {0, 0, 1};
    for (int k = 0; k < 3 * PARAMS; k++)
        grade[k] = k < 2 * PARAMS ? 0 : -123456;
    tda_cells cells = {PARAMS, 3, dim, start, face, NULL, grade};
    tda_ctx *ctx;
    tda_complex *x = NULL;
    OK(tda_ctx_new(&ctx));
    ck_assert_int_eq(tda_complex_new(ctx, &x, &cells), TDA_EINVAL);
    ck_assert_ptr_nonnull(
        strstr(tda_ctx_message(ctx), "-123456, ...), before its face 0"));
    tda_ctx_free(ctx);
}
END_TEST

/* ---- normal form ---- */

START_TEST(grades_come_in_normal_form)
{
    /* vertex: an unsorted list with repeats and a dominated one; vertex without a grade; vertex
     * that is partly out of reach; -0; vertex at (-inf, 2) alone */
    double grade[] = {3, 1, 1,        3, 2,         2,      2,
                      3, 2, 2,        1, 3,         /**/ 4, INFINITY,
                      5, 5, INFINITY, 0, /**/ -0.0, -0.0,   /**/ -INFINITY,
                      2};
    tda_index start[6] = {0}, grade_start[] = {0, 6, 6, 9, 10, 11};
    int dim[5] = {0};
    tda_cells cells = {2, 5, dim, start, NULL, grade_start, grade};
    tda_complex *x = NULL;
    OK(tda_complex_new(NULL, &x, &cells));
    const tda_cells *c = tda_complex_cells(x);
    double normal[] = {1, 3, 2, 2, 3, 1, INFINITY, INFINITY, 5, 5, 0, 0, -INFINITY, 2};
    tda_index normal_start[] = {0, 3, 4, 5, 6, 7};
    ck_assert_mem_eq(c->grade_start, normal_start, sizeof normal_start);
    ck_assert_mem_eq(c->grade, normal, sizeof normal); /* bytes: 0 is not -0 */
    tda_complex_free(x);
}
END_TEST

START_TEST(one_grade_each_is_one_critical)
{
    double grade[] = {1, 1, 1, 1, 2, 1, INFINITY, 7};
    tda_index start[4] = {0}, grade_start[] = {0, 3, 3, 4};
    int dim[3] = {0};
    tda_cells cells = {2, 3, dim, start, NULL, grade_start, grade};
    tda_complex *x = NULL;
    OK(tda_complex_new(NULL, &x, &cells));
    double normal[] = {1, 1, INFINITY, INFINITY, INFINITY, INFINITY};
    ck_assert_ptr_null(tda_complex_cells(x)->grade_start);
    ck_assert_mem_eq(tda_complex_cells(x)->grade, normal, sizeof normal);
    tda_complex_free(x);
}
END_TEST

/* A filled triangle whose vertices, edges and inside come at one, two or three grades. */
START_TEST(a_k_critical_triangle)
{
    double grade[] = {-1, -2, /**/ -2, -1, /**/ 1, 0, 0, 1, -1, 3, /**/ 1, 0, 0,
                      1,  1,  0,       -1, 3,      0, 1, 0, 1,  1, 0,      2, 2};
    tda_index grade_start[] = {0, 1, 2, 5, 7, 10, 12, 13};
    triangle t;
    triangle_make(&t);
    t.cells.grade_start = grade_start;
    t.cells.grade = grade;
    tda_complex *x = NULL;
    OK(tda_complex_new(NULL, &x, &t.cells));
    double normal[] = {-1, -2, /**/ -2, -1, /**/ -1, 3, 0, 1, 1, 0, /**/ 0, 1, 1,
                       0,  -1, 3,       0,  1,       1, 0, 0, 1, 1, 0,      2, 2};
    ck_assert_mem_eq(tda_complex_cells(x)->grade_start, grade_start, sizeof grade_start);
    ck_assert_mem_eq(tda_complex_cells(x)->grade, normal, sizeof normal);
    tda_complex_free(x);
    grade[25] = 0.5; /* now the inside lies above no grade of an edge but (1, 0) */
    grade[24] = 0.5;
    t.cells.grade = grade;
    refused(&t.cells, "complex: cell 6 appears at (0.5, 0.5), before its face 3");
}
END_TEST

/* A cell need not have all the faces that a picture of it would: a space relative to a part. */
START_TEST(a_relative_complex)
{
    int dim[] = {0, 1};
    tda_index start[] = {0, 0, 1}, face[] = {0};
    double grade[] = {0, 0, 1, 1};
    tda_cells cells = {2, 2, dim, start, face, NULL, grade};
    tda_complex *x = NULL;
    OK(tda_complex_new(NULL, &x, &cells));
    ck_assert_int_eq(brute_betti(tda_complex_cells(x), (double[]){0, 9}, 0), 1);
    ck_assert_int_eq(brute_betti(tda_complex_cells(x), (double[]){1, 1}, 0), 0);
    tda_complex_free(x);
}
END_TEST

/* Three parameters: 1 2 and 2 1 in the first two do not compare, whatever the third. */
START_TEST(minimal_grades_of_three_parameters)
{
    double g[] = {2, 1, 9, 1, 2, 0, 1, 2, 1, 2, 1, 9, 2, 2, 0, 0, 9, 9};
    double minimal[] = {0, 9, 9, 1, 2, 0, 2, 1, 9};
    ck_assert_int_eq(tdai_grades_minimal(g, 6, 3), 3);
    ck_assert_mem_eq(g, minimal, sizeof minimal);
}
END_TEST

/* Against the definition: kept is what nothing else lies below, once each, in order. */
static void minimal_grades_by_definition_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    int params = 1 + (int)(seed % 4), n = brute_below(&rng, seed % 10 ? 12 : 120),
        top = 2 + (int)(seed % 7);
    double g[120 * 4], all[120 * 4];
    for (int i = 0; i < n * params; i++)
        all[i] = g[i] = brute_below(&rng, top);
    tda_index kept = tdai_grades_minimal(g, n, params);
    for (int i = 0; i < n; i++) {
        const double *a = all + i * params;
        bool minimal = true;
        int found = 0;
        for (int j = 0; j < n; j++) {
            const double *b = all + j * params;
            bool same = memcmp(a, b, (size_t)params * sizeof *a) == 0;
            minimal = minimal && (same || !brute_below_all(b, a, params));
        }
        for (tda_index j = 0; j < kept; j++)
            found += memcmp(a, g + j * params, (size_t)params * sizeof *a) == 0;
        MUST(found == minimal);
        tda_index first = -1; /* and the first one below a */
        for (tda_index j = kept - 1; j >= 0; j--)
            first = brute_below_all(g + j * params, a, params) ? j : first;
        MUST(tdai_grades_first(g, kept, params, a) == first);
    }
    for (tda_index j = 1; j < kept; j++) {
        int k = 0;
        while (g[j * params + k] == g[(j - 1) * params + k])
            k++;
        MUST(k < params);
        MUST(g[j * params + k] > g[(j - 1) * params + k]);
    }
    double nowhere[4] = {-1, -1, -1, -1};
    ck_assert_int_eq(tdai_grades_first(g, kept, params, nowhere), -1);
}
TEN_SEEDS(minimal_grades_by_definition)

/* Copying a complex changes nothing: normal form is a fixed point. */
static void normal_form_is_kept_seed(unsigned seed)
{
    tda_complex *x = brute_random(seed, 1 + (int)(seed % 3), 3, seed % 2), *y = NULL;
    const tda_cells *a = tda_complex_cells(x), *b;
    OK(tda_complex_new(NULL, &y, a));
    b = tda_complex_cells(y);
    tda_index rows = a->grade_start ? a->grade_start[a->size] : a->size;
    ck_assert_int_eq(!a->grade_start, !b->grade_start);
    if (a->grade_start)
        ck_assert_mem_eq(a->grade_start, b->grade_start,
                         (size_t)(a->size + 1) * sizeof *a->start);
    ck_assert_mem_eq(a->grade, b->grade, (size_t)(rows * a->params) * sizeof *a->grade);
    ck_assert_mem_eq(a->face, b->face, (size_t)a->start[a->size] * sizeof *a->face);
    tda_complex_free(x);
    tda_complex_free(y);
}
TEN_SEEDS(normal_form_is_kept)

/* ---- axes, record, columns ---- */

START_TEST(axes_and_record)
{
    triangle t;
    triangle_make(&t);
    tda_ctx *ctx;
    tda_complex *x = NULL, *y = NULL;
    char name[81];
    OK(tda_ctx_new(&ctx));
    tda_ctx_set_seed(ctx, 42);
    OK(tda_complex_new(ctx, &x, &t.cells));
    OK(tda_complex_new(NULL, &y, &t.cells));
    ck_assert_str_eq(tda_complex_axis_name(x, 0), "parameter 1");
    ck_assert_str_eq(tda_complex_axis_name(x, 1), "parameter 2");
    ck_assert_str_eq(tda_complex_axis_unit(x, 1), "");
    tda_complex_set_axis(x, 1, "diameter", "same as input");
    tda_complex_set_axis(x, 2, "nowhere", "");
    tda_complex_set_axis(x, -1, "nowhere", "");
    ck_assert_str_eq(tda_complex_axis_name(x, 1), "diameter");
    ck_assert_str_eq(tda_complex_axis_unit(x, 1), "same as input");
    ck_assert_str_eq(tda_complex_axis_name(x, 2), "");
    ck_assert_str_eq(tda_complex_axis_unit(x, -1), "");
    memset(name, 'a', 62);
    strcpy(name + 62, "\xc3\xa9 and more"); /* e acute would end at byte 64 */
    tda_complex_set_axis(x, 0, name, NULL);
    ck_assert_int_eq((int)strlen(tda_complex_axis_name(x, 0)), 62);
    ck_assert_str_eq(tda_complex_axis_unit(x, 0), "");
    name[62] = 'b';
    name[63] = 'c';
    tda_complex_set_axis(x, 0, name, "");
    ck_assert_int_eq((int)strlen(tda_complex_axis_name(x, 0)), 63);

    tda_record r = tda_complex_record(x);
    ck_assert_int_eq(r.field, 2);
    ck_assert_int_eq(r.scale, TDA_SCALE_DIAMETER);
    ck_assert(r.threshold == INFINITY);
    ck_assert_uint_eq(r.seed, 42);
    ck_assert_str_eq(r.version, tda_version());
    ck_assert_str_eq(r.filtration, "");
    tdai_complex_record(x)->threshold = 3;
    tdai_complex_inherit(y, x);
    ck_assert(tda_complex_record(y).threshold == 3);
    ck_assert_str_eq(tda_complex_axis_unit(y, 1), "same as input");
    tda_complex_free(x);
    tda_complex_free(y);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(columns_that_are_too_large)
{
    tda_ctx *ctx;
    tdai_columns c = {0};
    OK(tda_ctx_new(&ctx));
    ck_assert_int_eq(tdai_columns_alloc(ctx, &c, 2, INT64_MAX / 2, 0, 0, false),
                     TDA_ELIMIT);
    ck_assert_int_eq(tdai_columns_alloc(ctx, &c, 2, 3, -1, 3, false), TDA_ELIMIT);
    ck_assert_int_eq(tdai_columns_alloc(ctx, &c, 2, 3, 0, INT64_MAX / 2 + 1, true),
                     TDA_ELIMIT);
    tda_ctx_set_max_bytes(ctx, 100);
    ck_assert_int_eq(tdai_columns_alloc(ctx, &c, 2, 3, 3, 3, false), TDA_ELIMIT);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "complex of 3 cells: needs about 108 B, the limit is 100 B");
    ck_assert_ptr_null(c.dim);
    tda_ctx_set_max_bytes(ctx, 108);
    OK(tdai_columns_alloc(ctx, &c, 2, 3, 3, 3, false));
    tdai_columns_clear(&c);
    tdai_columns_clear(&c);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(size_sums_overflow_to_minus_one)
{
    ck_assert_int_eq(tdai_size_add(1, 2, 3), 7);
    ck_assert_int_eq(tdai_size_add(-1, 2, 3), -1);
    ck_assert_int_eq(tdai_size_add(0, -2, -3), -1);
    ck_assert_int_eq(tdai_size_add(0, INT64_MAX, 2), -1);
    ck_assert_int_eq(tdai_size_add(1, INT64_MAX, 1), -1);
    ck_assert_int_eq(tdai_size_add(0, INT64_MAX, 1), INT64_MAX);
}
END_TEST

/* k-critical, with a cell that has no grade: every allocation there is. */
static const tda_cells *k_critical(triangle *t)
{
    triangle_make(t);
    static const double grade[] = {1, 0, 0, 1, 0, 0, 0, 0, 1, 1, 1, 0, 1, 1};
    memcpy(t->grade, grade, sizeof grade);
    static const tda_index start[] = {0, 2, 3, 4, 5, 6, 7, 7};
    memcpy(t->grade_start, start, sizeof start);
    t->cells.grade_start = t->grade_start;
    return &t->cells;
}

START_TEST(out_of_memory)
{
    triangle t;
    tda_complex *x = NULL;
    EACH_OOM(tda_complex_new(NULL, &x, k_critical(&t)), x == NULL);
    ck_assert_int_eq(tda_complex_cells(x)->grade_start[7], 8);
    tda_complex_free(x);
}
END_TEST

START_TEST(cancelled)
{
    triangle t;
    tda_complex *x = NULL;
    EACH_CANCEL(tda_complex_new(NULL, &x, k_critical(&t)), x == NULL);
    tda_complex_free(x);
}
END_TEST

/* Seven cells that multipers takes as they are and makes monotone. */
START_TEST(what_is_no_complex_is_not_repaired)
{
    tda_ctx *ctx = NULL;
    tda_complex *x = NULL;
    OK(tda_ctx_new(&ctx));
    const tda_cells cells = {
        3,
        7,
        (int[]){0, 1, 0, 0, 3, 2, 2},
        (tda_index[]){0, 0, 2, 2, 2, 3, 5, 7},
        (tda_index[]){0, 2, 5, 1, 6, 2, 3},
        NULL,
        (double[]){0, 2, 1, 0, 2, 0, 0, 1, 2, 3, 4, 5, 6, 4, 2, 3, 4, 3, 1, 2, 4}};
    ck_assert_int_eq(tda_complex_new(ctx, &x, &cells), TDA_EINVAL);
    ck_assert_ptr_null(x);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "complex: cell 5 of dimension 2 has face 6 of dimension 2, not 1");
    tda_ctx_free(ctx);
}
END_TEST

SUITE("complex", TEST(what_is_no_complex_is_not_repaired), TEST(accepts_a_triangle),
      TEST(accepts_nothing), TEST(refuses_what_cannot_be_read),
      TEST(refuses_what_is_no_complex), TEST(refuses_what_is_no_filtration),
      TEST(long_grades_are_cut_in_messages), TEST(grades_come_in_normal_form),
      TEST(a_k_critical_triangle), TEST(a_relative_complex),
      TEST(one_grade_each_is_one_critical), TEST(minimal_grades_of_three_parameters),
      SEEDS(minimal_grades_by_definition, 30), SEEDS(normal_form_is_kept, 30),
      TEST(axes_and_record), TEST(columns_that_are_too_large),
      TEST(size_sums_overflow_to_minus_one), TEST(out_of_memory), TEST(cancelled))
