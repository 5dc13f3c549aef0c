/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Presentations as scc2020, firep and JSON, Betti numbers as csv. */
#include "brute.h"
#include "tda_check.h"
#include <math.h>
#include <string.h>
#include <tda.h>

/* Generators at (0, 1) and (1, 0), given in the other order than the files have; two relations. */
static tda_presentation *sample(double least)
{
    tda_presentation *p = NULL;
    OK(tda_presentation_new(
        NULL, &p,
        &(tda_matrix){2, 2, 2, (double[]){least, 1, 1, 0}, (double[]){1, 1e-7 + 1, 2, 1},
                      (tda_index[]){0, 1, 3}, (tda_index[]){0, 1, 0},
                      (tda_index[]){7, 8, 9, 9}, (tda_index[]){3, 3, 4, 5}},
        1));
    return p;
}

START_TEST(scc2020_is_in_colexicographic_order)
{
    tda_bytes b = {0};
    tda_presentation *p = sample(0);
    OK(tda_presentation_scc2020(NULL, &b, p));
    ck_assert_str_eq(b.at, "scc2020\n2\n2 2 0\n"
                           "2 1 ; 0 1\n"
                           "1 1.0000001 ; 1\n"
                           "1 0 ;\n"
                           "0 1 ;\n");
    tda_bytes_clear(&b);
    tda_presentation_free(p);
}
END_TEST

START_TEST(firep_has_two_parameters_and_finite_grades)
{
    tda_ctx *ctx = NULL;
    tda_bytes b = {0};
    tda_presentation *p = sample(0), *never = sample(-INFINITY), *line = NULL;
    OK(tda_ctx_new(&ctx));
    OK(tda_presentation_firep(ctx, &b, p));
    ck_assert_str_eq(b.at, "firep\nparameter 1\nparameter 2\n2 2 0\n"
                           "2 1 ; 0 1\n"
                           "1 1.0000001 ; 1\n"
                           "1 0 ;\n"
                           "0 1 ;\n");
    tda_index before = b.size;
    ck_assert_int_eq(tda_presentation_firep(ctx, &b, never), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "firep: generator 0 has a grade of -inf, which no firep has");
    OK(tda_presentation_new(
        ctx, &line, &(tda_matrix){1, 1, 0, (double[]){0}, NULL, NULL, NULL, NULL, NULL},
        0));
    ck_assert_int_eq(tda_presentation_firep(ctx, &b, line), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "firep: the presentation has 1 parameter, not 2");
    ck_assert_int_eq(b.size, before);
    tda_bytes_clear(&b);
    tda_presentation_free(p);
    tda_presentation_free(never);
    tda_presentation_free(line);
    tda_ctx_free(ctx);
}
END_TEST

/* What is written is read as a complex whose homology of degree 1 is the module. */
static void files_are_read_again_seed(unsigned seed)
{
    tda_complex *k = brute_random(seed, 2, 3, false);
    tda_presentation *p = NULL, *again = NULL;
    OK(tda_complex_presentation(NULL, &p, k, 1, NULL));
    const tda_matrix *a = tda_presentation_matrix(p);
    for (int firep = 0; firep < 2; firep++) {
        tda_bytes b = {0};
        tda_input in = {0};
        if (firep && seed % 5 == 4)
            continue; /* grades of -inf */
        OK(firep ? tda_presentation_firep(NULL, &b, p)
                 : tda_presentation_scc2020(NULL, &b, p));
        OK(tda_input_parse(NULL, &in, "p", b.at, (size_t)b.size, NULL));
        OK(tda_complex_presentation(NULL, &again, in.complex, 1, NULL));
        const tda_matrix *c = tda_presentation_matrix(again);
        ck_assert_int_eq(a->rows, c->rows);
        ck_assert_int_eq(a->columns, c->columns);
        if (a->rows)
            ck_assert_mem_eq(a->row_grade, c->row_grade, (size_t)a->rows * 16);
        if (a->columns)
            ck_assert_mem_eq(a->column_grade, c->column_grade, (size_t)a->columns * 16);
        ck_assert_mem_eq(a->start, c->start, (size_t)(a->columns + 1) * sizeof *a->start);
        if (a->start[a->columns])
            ck_assert_mem_eq(a->row, c->row,
                             (size_t)a->start[a->columns] * sizeof *a->row);
        tda_presentation_free(again);
        tda_bytes_clear(&b);
        tda_input_clear(&in);
    }
    tda_presentation_free(p);
    tda_complex_free(k);
}
TEN_SEEDS(files_are_read_again)

START_TEST(betti_numbers_as_csv)
{
    tda_bytes b = {0};
    tda_measure betti[3] = {{0}};
    tda_presentation *p = sample(-INFINITY);
    OK(tda_presentation_betti(NULL, betti, p));
    OK(tda_betti_csv(NULL, &b, betti, 1));
    ck_assert_str_eq(b.at, "degree,betti,x1,x2,count\n"
                           "1,0,-inf,1,1\n"
                           "1,0,1,0,1\n"
                           "1,1,1,1.0000001,1\n"
                           "1,1,2,1,1\n");
    for (int i = 0; i < 3; i++)
        tda_measure_clear(&betti[i]);
    tda_bytes_clear(&b);
    tda_presentation_free(p);
}
END_TEST

START_TEST(json_has_everything)
{
    tda_bytes b = {0};
    tda_measure betti[3] = {{0}};
    tda_presentation *p = sample(-INFINITY);
    OK(tda_presentation_betti(NULL, betti, p));
    OK(tda_presentation_json(NULL, &b, (const tda_presentation *const[]){p}, betti, 1,
                             NULL));
    const char *record = strstr(b.at, "\"axes\"");
    ck_assert_ptr_nonnull(record);
    ck_assert_str_eq(record, "\"axes\": [{\"name\": \"parameter 1\", \"unit\": \"\"}, "
                             "{\"name\": \"parameter 2\", \"unit\": \"\"}],\n"
                             "  \"presentations\": [\n"
                             "    {\"degree\": 1,\n"
                             "     \"generators\": [[\"-inf\", 1], [1, 0]],\n"
                             "     \"generator_cells\": [[7, 8], [9, 9]],\n"
                             "     \"relations\": [[1, 1.0000001], [2, 1]],\n"
                             "     \"relation_cells\": [[3, 3], [4, 5]],\n"
                             "     \"matrix\": [[0], [1, 0]],\n"
                             "     \"betti\": [{\"degree\": 1,\n"
                             "     \"points\": [[\"-inf\", 1], [1, 0]],\n"
                             "     \"weights\": [1, 1],\n"
                             "     \"cells\": [[7, 8], [9, 9]],\n"
                             "     \"cell_kind\": \"row\"}, {\"degree\": 1,\n"
                             "     \"points\": [[1, 1.0000001], [2, 1]],\n"
                             "     \"weights\": [1, 1],\n"
                             "     \"cells\": [[3, 3], [4, 5]],\n"
                             "     \"cell_kind\": \"row\"}, {\"degree\": 1,\n"
                             "     \"points\": [],\n"
                             "     \"weights\": [],\n"
                             "     \"cells\": [],\n"
                             "     \"cell_kind\": \"row\"}]}\n"
                             "  ]\n"
                             "}\n");
    for (int i = 0; i < 3; i++)
        tda_measure_clear(&betti[i]);
    tda_bytes_clear(&b);
    tda_presentation_free(p);
}
END_TEST

START_TEST(json_of_unlike_presentations_is_refused)
{
    tda_ctx *ctx = NULL;
    tda_bytes b = {0};
    tda_presentation *p = sample(0), *line = NULL;
    tda_complex *three = brute_random(1, 3, 1, false);
    tda_measure betti[6] = {{0}};
    OK(tda_ctx_new(&ctx));
    OK(tda_presentation_new(
        ctx, &line, &(tda_matrix){1, 1, 0, (double[]){0}, NULL, NULL, NULL, NULL, NULL},
        0));
    const tda_presentation *both[] = {p, line};
    ck_assert_int_eq(tda_presentation_json(ctx, &b, both, betti, 2, NULL), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "presentation 1 has 1 parameters, presentation 0 has 2");
    ck_assert_int_eq(tda_presentation_json(ctx, &b, both, betti, 1, three), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "the presentations have 2 parameters, the complex has 3");
    ck_assert_int_eq(b.size, 0);
    tda_bytes_clear(&b);
    tda_complex_free(three);
    tda_presentation_free(p);
    tda_presentation_free(line);
    tda_ctx_free(ctx);
}
END_TEST

/* Everything at once; *b as it was on failure, empty again on success. */
static tda_status all(tda_ctx *ctx, tda_bytes *b, const tda_presentation *p,
                      const tda_measure *betti, int which)
{
    tda_status st =
        which == 0   ? tda_presentation_scc2020(ctx, b, p)
        : which == 1 ? tda_presentation_firep(ctx, b, p)
        : which == 2 ? tda_betti_csv(ctx, b, betti, 1)
                     : tda_presentation_json(ctx, b, (const tda_presentation *const[]){p},
                                             betti, 1, NULL);
    return st;
}

START_TEST(failures_leave_the_bytes)
{
    tda_ctx *ctx = NULL;
    tda_measure betti[3] = {{0}};
    tda_presentation *p = sample(0);
    OK(tda_ctx_new(&ctx));
    OK(tda_presentation_betti(NULL, betti, p));
    tda_bytes b = {0};
    EACH_OOM(all(NULL, &b, p, betti, _i), b.size == 0);
    tda_bytes_clear(&b);
    EACH_CANCEL(all(ctx, &b, p, betti, _i), b.size == 0);
    tda_bytes_clear(&b);
    for (int i = 0; i < 3; i++)
        tda_measure_clear(&betti[i]);
    tda_presentation_free(p);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("write_presentation", TEST(scc2020_is_in_colexicographic_order),
      TEST(firep_has_two_parameters_and_finite_grades), SEEDS(files_are_read_again, 10),
      TEST(betti_numbers_as_csv), TEST(json_has_everything),
      TEST(json_of_unlike_presentations_is_refused), SEEDS(failures_leave_the_bytes, 4))
