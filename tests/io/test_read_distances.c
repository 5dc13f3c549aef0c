/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read_check.h"

#define LOWER TDA_FORMAT_LOWER
#define UPPER TDA_FORMAT_UPPER
#define FULL TDA_FORMAT_FULL
#define SPARSE TDA_FORMAT_SPARSE

/* The unit square in every layout: points 0 and 2, and 1 and 3, are at the diagonal. */
#define SQUARE 1, 1.4142, 1, 1, 1.4142, 1

START_TEST(every_layout_of_the_square_is_read)
{
    IS_DENSE(LOWER, "\n1\n1.4142,1\n1,1.4142,1\n", 4, SQUARE);
    IS_DENSE(LOWER, "\n1;\n1.4142;1;\n1;1.4142;1;\n", 4, SQUARE);
    IS_DENSE(LOWER, ";\n1;\n1.4142;1;\n1;1.4142;1;\n", 4, SQUARE);
    IS_DENSE(LOWER, "1 1.4142 1 1 1.4142 1", 4, SQUARE);
    IS_DENSE(LOWER, "1\n1.4142\n1\n1\n1.4142\n1\n", 4, SQUARE);
    IS_DENSE(LOWER, "1 1.4142 1 1 # wrapped\n1.4142 1\n", 4, SQUARE);
    IS_DENSE(UPPER, "1,1.4142,1\n1,1.4142\n1\n", 4, SQUARE);
    IS_DENSE(UPPER, "1;1.4142;1;\n1;1.4142;\n1;\n;\n", 4, SQUARE);
    IS_DENSE(UPPER, "1 1.4142 1 1 1.4142 1", 4, SQUARE);
    IS_DENSE(FULL, "0;1;1.4142;1\n1;0;1;1.4142\n1.4142;1;0;1\n1;1.4142;1;0\n", 4, SQUARE);
    IS_DENSE(FULL, "0 1 1.4142 1\r\n1 0 1 1.4142\r\n# row\n1.4142 1 0 1\n1 1.4142 1 0", 4,
             SQUARE);
}
END_TEST

START_TEST(upper_entries_are_not_lower_ones)
{
    IS_DENSE(LOWER, "1 2 3 4 5 6", 4, 1, 2, 3, 4, 5, 6);
    IS_DENSE(UPPER, "1 2 3 4 5 6", 4, 1, 2, 4, 3, 5, 6);
    IS_DENSE(FULL, "0 1 2 3\n1 0 4 5\n2 4 0 6\n3 5 6 0\n", 4, 1, 2, 4, 3, 5, 6);
}
END_TEST

START_TEST(infinity_and_zero_are_distances)
{
    IS_DENSE(LOWER, "inf\n", 2, INFINITY);
    IS_DENSE(LOWER, "-0\n0 0", 3, 0.0, 0.0, 0.0);
    IS_DENSE(FULL, "0 inf\nInfinity 0\n", 2, INFINITY);
    tda_input in = parsed(FULL, "0\n");
    ck_assert_int_eq(in.distances.size, 1);
    ck_assert_ptr_nonnull(in.distances.lower);
    OK(tda_distances_check(NULL, &in.distances));
    tda_input_clear(&in);
}
END_TEST

#define NOT_TRIANGULAR                                                                   \
    " numbers are not the pairs of any number of points: n points have n (n - 1) / 2"

START_TEST(a_count_that_is_not_triangular_is_refused)
{
    refused(LOWER, "1\n1 1\n1 1\n", "f:4:1: 5" NOT_TRIANGULAR);
    refused(UPPER, "1 2 3 4", "f:1:8: 4" NOT_TRIANGULAR);
    refused(LOWER, "", "f:1:1: holds no distances");
    refused(UPPER, "\n;\n", "f:3:1: holds no distances");
    refused(FULL, "# nothing\n", "f:2:1: holds no distances");
    refused(SPARSE, "\n\n",
            "f:3:1: holds no distances; give each pair a line `i j distance`");
}
END_TEST

/* All of these have a triangular number of entries, and would be other metrics unnoticed. */
START_TEST(another_layout_is_not_taken_for_a_triangle)
{
    const char *square =
        "f:1:1: the lines are those of a square matrix; read it in the format "
        "full";
    const char *diagonal =
        "f:1:1: the diagonal is in the file, a zero in every line; leave it "
        "out";
    const char *full6 =
        "0 1 1 1 1 1\n1 0 1 1 1 1\n1 1 0 1 1 1\n1 1 1 0 1 1\n1 1 1 1 0 1\n"
        "1 1 1 1 1 0\n";
    refused(LOWER, full6, square);
    refused(UPPER, full6, square);
    refused(LOWER, "1 2\n3\n",
            "f:1:1: the lines shrink as above a diagonal; read it in the format upper");
    refused(UPPER, "1\n2 3\n",
            "f:1:1: the lines grow as below a diagonal; read it in the format lower");
    refused(LOWER, "0\n1 0\n2 3 0\n", diagonal);
    refused(UPPER, "0 1 2\n0 3\n0\n", diagonal);
    IS_DENSE(LOWER, "0\n0 0\n", 3, 0, 0, 0);
    IS_DENSE(LOWER, "0\n1 1\n", 3, 0, 1, 1);
}
END_TEST

START_TEST(what_is_no_distance_is_refused_at_its_place)
{
    refused(FULL, "0 1 nan\n1 0 1\nnan 1 0\n",
            "f:1:5: 'nan' is not a distance; write inf for points that are never joined");
    refused(
        LOWER, "1\n1 -nan\n",
        "f:2:3: '-nan' is not a distance; write inf for points that are never joined");
    refused(UPPER, "1 -1e-3 2\n", "f:1:3: '-1e-3' is negative; distances start at 0");
    refused(LOWER, "1\n1 x\n", "f:2:3: 'x' is not a number within the range of doubles");
    refused(LOWER, "1\n1,,1\n",
            "f:2:3: an empty cell before a comma; every row needs all its numbers");
    refused(SPARSE, "0 1 nan\n",
            "f:1:5: 'nan' is not a value; write inf for what never appears");
    refused(SPARSE, "0 1 2\n0 2 -3\n", "f:2:5: '-3' is negative; distances start at 0");
}
END_TEST

/* With births on the diagonal: as text and as an array. */
START_TEST(a_diagonal_of_births)
{
    static const char text[] = "-1 2 3\n2 0.5 4\n3 4 7\n";
    static const double square[] = {-1, 2, 3, 2, 0.5, 4, 3, 4, 7};
    tda_read_opts opts = TDA_READ_OPTS_INIT;
    tda_bytes npy = {0};
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    opts.diagonal = true;
    opts.as = TDA_KIND_DISTANCES;
    OK(tda_npy_f8(NULL, &npy, 2, (tda_index[]){3, 3}, square));
    for (int k = 0; k < 2; k++) {
        tda_input in = {0};
        opts.format = k ? TDA_FORMAT_NPY : TDA_FORMAT_FULL;
        const char *at = k ? npy.at : text;
        size_t size = k ? (size_t)npy.size : strlen(text);
        OK(tda_input_parse(ctx, &in, "f", at, size, &opts));
        ck_assert(in.distances.lower[0] == 2 && in.distances.lower[2] == 4);
        ck_assert(in.function.size == 3 && in.function.dimension == 1);
        ck_assert(in.function.at[0] == -1 && in.function.at[1] == 0.5 &&
                  in.function.at[2] == 7);
        tda_input_clear(&in);
        EACH_OOM(tda_input_parse(NULL, &in, "f", at, size, &opts), in.kind == 0);
        tda_input_clear(&in);
    }
    static const struct {
        const char *text, *said;
    } bad[] = {
        {"inf 1\n1 0\n", "f:1:1: the birth of a point is finite"},
        {"0 -1\n-1 0\n", "f:1:3: "},
    };
    opts.format = TDA_FORMAT_FULL;
    for (int k = 0; k < 2; k++) {
        tda_input in = {0};
        ck_assert_int_eq(
            tda_input_parse(ctx, &in, "f", bad[k].text, strlen(bad[k].text), &opts),
            TDA_EFORMAT);
        ck_assert_msg(!strncmp(tda_ctx_message(ctx), bad[k].said, strlen(bad[k].said)),
                      "%s", tda_ctx_message(ctx));
    }
    tda_bytes_clear(&npy);
    npy = (tda_bytes){0};
    tda_input in = {0};
    opts.format = TDA_FORMAT_NPY;
    OK(tda_npy_f8(NULL, &npy, 2, (tda_index[]){1, 1}, (double[]){NAN}));
    ck_assert_int_eq(tda_input_parse(ctx, &in, "f", npy.at, (size_t)npy.size, &opts),
                     TDA_EFORMAT);
    ck_assert_str_eq(tda_ctx_message(ctx), "f: the birth of point 0 is nan, not finite");
    tda_bytes_clear(&npy);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(a_full_matrix_is_square_symmetric_and_zero_on_its_diagonal)
{
    refused(FULL, "0 1\n1 0\n1 1\n",
            "f:1:1: 2 numbers in this row, but 3 rows; a full matrix is square");
    refused(FULL, "0 1 2\n1 0 3\n",
            "f:1:1: 3 numbers in this row, but 2 rows; a full matrix is square");
    refused(FULL, "0 1\n1 0 5\n", "f:2:1: 3 numbers in this row, but 2 in the first");
    refused(FULL, "0,1,2\n1,0,3\n2,3.5,0\n",
            "f:3:3: 3.5 here, in row 3 and column 2, but 3 in row 2 and column 3; make "
            "the matrix "
            "symmetric, or give one triangle alone");
    refused(
        FULL, "0 1\n1 1e-9\n",
        "f:2:3: 1e-09 on the diagonal, in row 2; a point is at distance 0 from itself");
    refused(FULL, "0 0 0\n1 0 0\n1 1 0\n",
            "f:2:1: 1 here, in row 2 and column 1, but 0 in row 1 and column 2; make the "
            "matrix "
            "symmetric, or give one triangle alone");
}
END_TEST

/* A row of thousands, a few bytes each, asks for a matrix the file cannot hold. */
START_TEST(a_wide_row_does_not_make_memory)
{
    enum { N = 2000 };
    static char text[4 * N];
    for (int i = 0; i < 2 * N - 1; i++)
        memcpy(text + 2 * i, i < N - 1 ? "0 " : "0\n", 2);
    refused(FULL, text,
            "f:1:1: 2000 rows of 2000 numbers cannot fit in the 7998 bytes of the "
            "file");
}
END_TEST

static void is_sparse(const char *text, tda_index n, tda_index pairs, const tda_index *id,
                      const double *value)
{
    tda_input in = parsed(SPARSE, text);
    ck_assert_int_eq(in.kind, TDA_KIND_DISTANCES);
    ck_assert_int_eq(in.distances.size, n);
    ck_assert_ptr_null(in.distances.lower);
    ck_assert_int_eq(in.distances.pairs, pairs);
    for (tda_index k = 0; k < pairs; k++) {
        ck_assert_int_eq(in.distances.tail[k], id[2 * k]);
        ck_assert_int_eq(in.distances.head[k], id[2 * k + 1]);
        ck_assert_double_eq(in.distances.value[k], value[k]);
    }
    OK(tda_distances_check(NULL, &in.distances));
    tda_input_clear(&in);
}
#define IDS(...) ((const tda_index[]){__VA_ARGS__})
#define VALUES(...) ((const double[]){__VA_ARGS__})

START_TEST(sparse_pairs_are_kept_once_in_order)
{
    is_sparse("0 1 1.0\n1 2 1.0\n2 3 1.0\n0 3 1.0\n", 4, 4, IDS(1, 0, 2, 1, 3, 0, 3, 2),
              VALUES(1, 1, 1, 1));
    is_sparse("3,1,2\n0,1,0\n", 4, 2, IDS(1, 0, 3, 1), VALUES(0, 2));
    is_sparse("1.0e+00 0.000e+00 2.5\n", 2, 1, IDS(1, 0), VALUES(2.5));
    is_sparse("0 1 inf\n", 2, 1, IDS(1, 0), VALUES(INFINITY));
}
END_TEST

/* A blank last line is no edge of its own. */
START_TEST(blank_lines_in_a_sparse_file_are_nothing)
{
    is_sparse("0 1 1\n1 2 1\n2 3 1\n0 3 1\n\n", 4, 4, IDS(1, 0, 2, 1, 3, 0, 3, 2),
              VALUES(1, 1, 1, 1));
    is_sparse("\n0 1 1\n \n", 2, 1, IDS(1, 0), VALUES(1));
}
END_TEST

/* Both directions of three mutual distances are three edges, not six. */
START_TEST(a_pair_listed_twice_is_one_pair)
{
    is_sparse("0 1 1\n1 0 1\n1 2 1\n2 1 1\n0 2 1\n2 0 1\n0 2 1.0\n", 3, 3,
              IDS(1, 0, 2, 0, 2, 1), VALUES(1, 1, 1));
    refused(SPARSE, "# pairs\n0 1 1\n1 2 3\n2 2 0\n\n2 1 4.5\n",
            "f:6:5: the distance of points 1 and 2 is 4.5 here, but 3 in line 3");
}
END_TEST

START_TEST(a_point_may_be_declared)
{
    is_sparse("0 1 1\n5 5 0\n", 6, 1, IDS(1, 0), VALUES(1));
    is_sparse("0 0 0\n", 1, 0, NULL, NULL);
    refused(SPARSE, "0 1 1\n1 1 0.5\n",
            "f:2:5: point 1 is at distance 0.5 from itself, which has to be 0");
}
END_TEST

START_TEST(sparse_lines_have_two_ids_and_a_distance)
{
    refused(SPARSE, "0 1 1\n0 2\n",
            "f:2:1: 2 numbers in a line that should read `i j distance`");
    refused(SPARSE, "0 1 1 1\n",
            "f:1:1: 4 numbers in a line that should read `i j distance`");
    refused(SPARSE, "0 -1 1\n",
            "f:1:3: '-1' is not a whole number from 0 on; expected the id of "
            "a point");
    refused(SPARSE, "0.5 1 1\n",
            "f:1:1: '0.5' is not a whole number from 0 on; expected the id "
            "of a point");
    refused(SPARSE, "0 3000000000 1\n",
            "f:1:3: the id of a point is 3000000000, more than the "
            "largest possible, 2147483647");
}
END_TEST

START_TEST(ripsers_binary_triangle_is_read)
{
    tda_read_opts o = in_format(TDA_FORMAT_BINARY);
    bytes b = {.size = 0};
    for (int i = 1; i <= 6; i++)
        put_f4(&b, i == 6 ? INFINITY : i + 0.1);
    tda_input in = parsed_bytes("f", b.at, b.size, &o);
    ck_assert_int_eq(in.distances.size, 4);
    for (int i = 0; i < 5; i++)
        ck_assert_double_eq(in.distances.lower[i], (double)(float)(i + 1.1));
    ck_assert_double_eq(in.distances.lower[5], INFINITY);
    tda_input_clear(&in);
    refused_bytes("f", b.at, 5, &o, "f: 5 bytes are no whole number of 4-byte distances");
    refused_bytes("f", b.at, 8, &o, "f: 2" NOT_TRIANGULAR);
    refused_bytes("f", b.at, 0, &o, "f: 0" NOT_TRIANGULAR);
    b.size = 8;
    put_f4(&b, NAN);
    refused_bytes("f", b.at, 12, &o,
                  "f: the distance of points 2 and 1 is nan; write inf for "
                  "points that are never joined");
    b.size = 8;
    put_f4(&b, -1);
    refused_bytes("f", b.at, 12, &o,
                  "f: the distance of points 2 and 1 is -1; distances start at 0");
}
END_TEST

/* The same random metric through every text layout and every wrapping. */
static void through_all_layouts(int seed)
{
    srand((unsigned)seed);
    int n = 2 + rand() % 7;
    double d[8][8], lower[28];
    const char *gap = (const char *[]){" ", ",", ";", "\t", ", "}[rand() % 5];
    for (int i = 0, k = 0; i < n; i++)
        for (int j = 0; j <= i; j++)
            if (i == j)
                d[i][i] = 0;
            else
                d[i][j] = d[j][i] = lower[k++] =
                    rand() % 3 ? 1 + rand() % 4 : rand() / 7.0 + 0.1;
    for (int f = 0; f < 5; f++) {
        static const tda_format formats[] = {LOWER, UPPER, FULL, LOWER, UPPER};
        bytes b = {.size = 0};
        for (int i = 0; i < n; i++) {
            int first = formats[f] == UPPER ? i + 1 : 0,
                last = formats[f] == LOWER ? i : n;
            for (int j = first; j < last; j++) {
                put_number(&b, d[i][j]);
                bool end = j + 1 == last;
                /* the last two wrap: all on one line */
                put_text(&b, f < 3 ? end ? "\n" : gap : gap);
            }
        }
        tda_read_opts o = in_format(formats[f]);
        tda_input in = parsed_bytes("f", b.at, b.size, &o);
        ck_assert_int_eq(in.distances.size, n);
        ck_assert_mem_eq(in.distances.lower, lower,
                         sizeof(double) * (size_t)(n * (n - 1) / 2));
        tda_input_clear(&in);
    }
}

START_TEST(all_layouts_agree)
{
    for (int k = 0; k < 50; k++)
        through_all_layouts(50 * _i + k);
}
END_TEST

/* Random sparse lists, each pair in either or both directions, against a table. */
static void sparse_against_a_table(int seed)
{
    enum { N = 9 };
    double d[N][N] = {{0}};
    bytes b = {.size = 0};
    int points = 0;
    srand((unsigned)seed);
    for (int k = 0; k < 30; k++) {
        int i = rand() % N, j = rand() % N, larger = i > j ? i : j;
        if (i != j && d[i][j] == 0)
            d[i][j] = d[j][i] = 1 + rand() % 5;
        points = larger + 1 > points ? larger + 1 : points;
        put_number(&b, i);
        put_text(&b, " ");
        put_number(&b, j);
        put_text(&b, " ");
        put_number(&b, d[i][j]);
        put_text(&b, "\n");
    }
    tda_read_opts o = in_format(SPARSE);
    tda_input in = parsed_bytes("f", b.at, b.size, &o);
    ck_assert_int_eq(in.distances.size, points);
    tda_index k = 0;
    for (int i = 0; i < N; i++)
        for (int j = 0; j < i; j++)
            if (d[i][j] != 0) {
                ck_assert_int_lt(k, in.distances.pairs);
                ck_assert_int_eq(in.distances.tail[k], i);
                ck_assert_int_eq(in.distances.head[k], j);
                ck_assert_double_eq(in.distances.value[k++], d[i][j]);
            }
    ck_assert_int_eq(k, in.distances.pairs);
    tda_input_clear(&in);
}

START_TEST(sparse_lists_agree_with_a_table)
{
    for (int k = 0; k < 50; k++)
        sparse_against_a_table(50 * _i + k);
}
END_TEST

START_TEST(survives_failures)
{
    static const struct {
        tda_format format;
        const char *text;
    } files[] = {{LOWER, "1\n2 3\n"},
                 {UPPER, "1 2\n3\n"},
                 {FULL, "0 1 2\n1 0 3\n2 3 0\n"},
                 {SPARSE, "0 1 1\n1 0 1\n2 1 3\n"},
                 {TDA_FORMAT_BINARY, "\0\0\0\0\0\0\0\0\0\0\0"}};
    for (int f = 0; f < 5; f++) {
        tda_read_opts o = in_format(files[f].format);
        survives(files[f].text, f < 4 ? strlen(files[f].text) : 12, &o);
    }
}
END_TEST

SUITE("read_distances", TEST(every_layout_of_the_square_is_read),
      TEST(upper_entries_are_not_lower_ones), TEST(infinity_and_zero_are_distances),
      TEST(a_count_that_is_not_triangular_is_refused),
      TEST(another_layout_is_not_taken_for_a_triangle),
      TEST(what_is_no_distance_is_refused_at_its_place), TEST(a_diagonal_of_births),
      TEST(a_diagonal_of_births),
      TEST(a_full_matrix_is_square_symmetric_and_zero_on_its_diagonal),
      TEST(a_wide_row_does_not_make_memory), TEST(sparse_pairs_are_kept_once_in_order),
      TEST(blank_lines_in_a_sparse_file_are_nothing),
      TEST(a_pair_listed_twice_is_one_pair), TEST(a_point_may_be_declared),
      TEST(sparse_lines_have_two_ids_and_a_distance),
      TEST(ripsers_binary_triangle_is_read), TEST(survives_failures),
      SEEDS(all_layouts_agree, 10), SEEDS(sparse_lists_agree_with_a_table, 10))
