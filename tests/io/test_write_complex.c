/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Complexes as scc2020 and firep, against texts written by hand. */
#include "brute.h"
#include "tda_check.h"
#include <math.h>
#include <string.h>
#include <tda.h>

/* A triangle filled at (1, 0) and again at (0, 1), given upwards in dimension. */
static const int dim[] = {0, 0, 0, 1, 1, 1, 2, 2};
static const tda_index start[] = {0, 0, 0, 0, 2, 4, 6, 9, 12};
static const tda_index face[] = {1, 2, 0, 2, 0, 1, 3, 4, 5, 3, 4, 5};
static const double grade[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1};
static const tda_cells triangle = {2, 8, dim, start, face, NULL, grade};

static tda_complex *make(const tda_cells *cells)
{
    tda_complex *x = NULL;
    OK(tda_complex_new(NULL, &x, cells));
    return x;
}

START_TEST(blocks_stand_from_the_highest_dimension_down)
{
    tda_bytes b = {0};
    tda_complex *x = make(&triangle);
    OK(tda_complex_scc2020(NULL, &b, x));
    ck_assert_str_eq(b.at, "scc2020\n2\n2 3 3\n"
                           "1 0 ; 0 1 2\n0 1 ; 0 1 2\n"
                           "0 0 ; 1 2\n0 0 ; 0 2\n0 0 ; 0 1\n"
                           "0 0 ;\n0 0 ;\n0 0 ;\n");
    tda_bytes_clear(&b);
    OK(tda_complex_firep(NULL, &b, x, 1));
    const char *expected = "2 3 3\n1 0 ; 0 1 2\n0 1 ; 0 1 2\n"
                           "0 0 ; 1 2\n0 0 ; 0 2\n0 0 ; 0 1\n";
    ck_assert_str_eq(strchr(strchr(strchr(b.at, '\n') + 1, '\n') + 1, '\n') + 1,
                     expected);
    tda_bytes_clear(&b);
    tda_complex_free(x);
}
END_TEST

/* Two cells in mixed order, one of them with two grades: each keeps its place in its block. */
START_TEST(grades_of_a_cell_follow_one_another)
{
    const int d[] = {1, 0, 0};
    const tda_index s[] = {0, 2, 2, 2}, f[] = {1, 2}, g[] = {0, 2, 3, 4};
    const double z[] = {0, 1, 1, 0.5, -INFINITY, 0, 0, -1e-7};
    tda_bytes b = {0};
    tda_complex *x = make(&(tda_cells){2, 3, d, s, f, g, z});
    OK(tda_complex_scc2020(NULL, &b, x));
    ck_assert_str_eq(b.at, "scc2020\n2\n1 2\n0 1 1 0.5 ; 0 1\n-inf 0 ;\n0 -1e-07 ;\n");
    tda_bytes_clear(&b);
    tda_complex_free(x);
}
END_TEST

START_TEST(cells_that_never_appear_are_left_out)
{
    const double z[] = {0, 0, 0, INFINITY, 0, 0,        0,        INFINITY,
                        0, 0, 1, INFINITY, 1, INFINITY, INFINITY, 0};
    tda_bytes b = {0};
    tda_complex *x = make(&(tda_cells){2, 8, dim, start, face, NULL, z});
    OK(tda_complex_scc2020(NULL, &b, x));
    ck_assert_str_eq(b.at, "scc2020\n2\n1 2\n0 0 ; 0 1\n0 0 ;\n0 0 ;\n");
    tda_bytes_clear(&b);
    tda_complex_free(x);
}
END_TEST

START_TEST(an_empty_complex_has_one_empty_block)
{
    tda_bytes b = {0};
    tda_complex *x = make(&(tda_cells){3, 0, NULL, NULL, NULL, NULL, NULL});
    OK(tda_complex_scc2020(NULL, &b, x));
    ck_assert_str_eq(b.at, "scc2020\n3\n0\n");
    tda_bytes_clear(&b);
    tda_complex_free(x);
}
END_TEST

START_TEST(firep_has_labels_and_plain_decimals)
{
    const int d[] = {0, 0, 1};
    const tda_index s[] = {0, 0, 0, 2}, f[] = {0, 1};
    const double z[] = {1e-5, 100000, -1.25e-7, 1e21, 1e22, 123456789012345680e5};
    tda_bytes b = {0};
    tda_complex *x = make(&(tda_cells){2, 3, d, s, f, NULL, z});
    tda_complex_set_axis(x, 0, " density\nhere \n", "");
    tda_complex_set_axis(x, 1, "[-] scale", "");
    OK(tda_complex_firep(NULL, &b, x, 0));
    ck_assert_str_eq(b.at, "firep\ndensity here\nparameter 2\n1 2 0\n"
                           "10000000000000000000000 12345678901234568000000 ; 0 1\n"
                           "0.00001 100000 ;\n-0.000000125 1000000000000000000000 ;\n");
    tda_bytes_clear(&b);
    tda_complex_set_axis(x, 0, " \t", "");
    tda_complex_set_axis(x, 1, "# of points", "");
    OK(tda_complex_firep(NULL, &b, x, 1));
    ck_assert_ptr_nonnull(strstr(b.at, "firep\nparameter 1\nparameter 2\n0 1 2\n1000"));
    tda_bytes_clear(&b);
    OK(tda_complex_firep(NULL, &b, x, 2));
    ck_assert_str_eq(strstr(b.at, "0 0"), "0 0 1\n");
    tda_bytes_clear(&b);
    OK(tda_complex_firep(NULL, &b, x, INT32_MAX));
    ck_assert_str_eq(strstr(b.at, "0 0"), "0 0 0\n");
    tda_bytes_clear(&b);
    tda_complex_free(x);
}
END_TEST

/* Any double: the plain decimal reads back as the same. */
static void plain_decimals_read_back_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    uint64_t bits = 0;
    for (int k = 0; k < 8; k++)
        bits = bits << 8 | (uint64_t)brute_below(&rng, 256);
    double value;
    memcpy(&value, &bits, sizeof value);
    value = isfinite(value) ? value : 0;
    const int d[] = {0};
    const tda_index s[] = {0, 0};
    const double z[] = {value, ldexp(1, 10 * (int)seed - 1074)};
    tda_bytes b = {0};
    tda_complex *x = NULL;
    MUST(tda_complex_new(NULL, &x, &(tda_cells){2, 1, d, s, NULL, NULL, z}) == TDA_OK);
    MUST(tda_complex_firep(NULL, &b, x, 0) == TDA_OK);
    char *end, *line = strstr(b.at, "0 1 0\n") + 6;
    MUST(strcspn(line, "eEin") == strlen(line));
    MUST(strtod(line, &end) == value);
    MUST(strtod(end, NULL) == z[1]);
    tda_bytes_clear(&b);
    tda_complex_free(x);
}
TEN_SEEDS(plain_decimals_read_back)

START_TEST(firep_refuses_what_it_cannot_hold)
{
    tda_ctx *ctx;
    tda_bytes b = {0};
    OK(tda_ctx_new(&ctx));
    const int d[] = {0, 0};
    const tda_index s[] = {0, 0, 0}, g[] = {0, 1, 3};
    const double z[] = {0, -INFINITY, 1, 2, 2, 1};
    tda_complex *critical = make(&(tda_cells){2, 2, d, s, NULL, g, z});
    ck_assert_int_eq(tda_complex_firep(ctx, &b, critical, 0), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "firep: a cell has several grades: resolve the complex first");
    tda_complex *always = make(&(tda_cells){2, 2, d, s, NULL, NULL, z});
    ck_assert_int_eq(tda_complex_firep(ctx, &b, always, 0), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "firep: cell 0 has a grade of -inf, which no firep has");
    OK(tda_complex_firep(ctx, &b, always, 1)); /* rows have no grades to write */
    tda_bytes_clear(&b);
    ck_assert_int_eq(tda_complex_firep(ctx, &b, always, -1), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "firep: degree -1 is negative");
    tda_complex *three = make(&(tda_cells){3, 2, d, s, NULL, NULL, z});
    ck_assert_int_eq(tda_complex_firep(ctx, &b, three, 0), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "firep: the complex has 3 parameters, not 2");
    const int high[] = {2000000000, 0};
    tda_complex *tall = make(&(tda_cells){3, 2, high, s, NULL, NULL, z});
    ck_assert_int_eq(tda_complex_scc2020(ctx, &b, tall), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "a cell has dimension 2000000000, too many blocks to write");
    ck_assert_int_eq(b.size, 0);
    tda_bytes_clear(&b);
    tda_complex_free(critical);
    tda_complex_free(always);
    tda_complex_free(three);
    tda_complex_free(tall);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(failures_leave_the_output_as_it_was)
{
    tda_bytes b = {0};
    tda_complex *x = make(&triangle);
    EACH_OOM(tda_complex_scc2020(NULL, &b, x), b.size == 0);
    tda_index size = b.size;
    EACH_CANCEL(tda_complex_scc2020(NULL, &b, x), b.size == size && !b.at[size]);
    tda_bytes_clear(&b);
    EACH_OOM(tda_complex_firep(NULL, &b, x, 1), b.size == 0);
    size = b.size;
    EACH_CANCEL(tda_complex_firep(NULL, &b, x, 1), b.size == size && !b.at[size]);
    tda_bytes_clear(&b);
    tda_complex_free(x);
}
END_TEST

SUITE("write_complex", TEST(blocks_stand_from_the_highest_dimension_down),
      TEST(grades_of_a_cell_follow_one_another),
      TEST(cells_that_never_appear_are_left_out),
      TEST(an_empty_complex_has_one_empty_block),
      TEST(firep_has_labels_and_plain_decimals), SEEDS(plain_decimals_read_back, 20),
      TEST(firep_refuses_what_it_cannot_hold), TEST(failures_leave_the_output_as_it_was))
