/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read_check.h"

#define P TDA_FORMAT_POINTS

START_TEST(separators_are_blanks_commas_or_semicolons)
{
    IS_CLOUD(P, "0,0\n1,0\n1,1\n0,1\n", 4, 2, 0, 0, 1, 0, 1, 1, 0, 1);
    IS_CLOUD(P, "0 0\n1\t0", 2, 2, 0, 0, 1, 0);
    IS_CLOUD(P, "  0 \t 0  \n1   0\n", 2, 2, 0, 0, 1, 0);
    IS_CLOUD(P, "0;0\n1 ; 0\n", 2, 2, 0, 0, 1, 0);
}
END_TEST

START_TEST(lines_may_be_blank_or_comments_or_end_in_crlf)
{
    IS_CLOUD(P, "# a square\n\n0 0 # corner\r\n   \n1 0\r\n#1 1\n", 2, 2, 0, 0, 1, 0);
    IS_CLOUD(P,
             "\xef\xbb\xbf"
             "1,2",
             1, 2, 1, 2);
}
END_TEST

START_TEST(numbers_are_read_exactly)
{
    IS_CLOUD(P, "0.1,-2.5e-3,+7,1e308,5e-324,-0", 1, 6, 0.1, -2.5e-3, 7, 1e308, 5e-324,
             -0.0);
    IS_CLOUD(P, "1234567890123456789012345", 1, 1, 1234567890123456789012345.0);
}
END_TEST

START_TEST(a_mark_may_end_a_line)
{
    IS_CLOUD(P, "1;2;\n3;4;\n", 2, 2, 1, 2, 3, 4);
    IS_CLOUD(P, "1,2 ,\n3 , 4\n", 2, 2, 1, 2, 3, 4);
}
END_TEST

static void has_columns(const char *text, tda_index n, tda_index d,
                        const char *const *names)
{
    tda_input in = parsed(P, text);
    ck_assert_int_eq(in.cloud.size, n);
    ck_assert_int_eq(in.cloud.dimension, d);
    for (tda_index k = 0; k < d; k++)
        ck_assert_str_eq(in.columns[k], names[k]);
    ck_assert_ptr_null(in.columns[d]);
    tda_input_clear(&in);
    ck_assert_ptr_null(in.columns);
}

START_TEST(a_first_line_without_numbers_names_the_columns)
{
    has_columns("x,y\n1,2\n", 1, 2, (const char *[]){"x", "y"});
    has_columns("x y z\n1 2 3\n", 1, 3, (const char *[]){"x", "y", "z"});
    has_columns("# made by hand\npetal length , petal width,\n1,2\n", 1, 2,
                (const char *[]){"petal length", "petal width"});
    has_columns("a b\tc\n1\t2\n", 1, 2, (const char *[]){"a b", "c"});
    has_columns("\"x, in m\";\"y\"\n1;2\n", 1, 2, (const char *[]){"x, in m", "y"});
    has_columns("\"x\" \"y\"\n1 2\n", 1, 2, (const char *[]){"x", "y"});
}
END_TEST

START_TEST(one_point_and_no_point_are_clouds)
{
    IS_CLOUD(P, "3", 1, 1, 3);
    has_columns("x,y\n", 0, 2, (const char *[]){"x", "y"});
    tda_input in = parsed(P, "x y z");
    ck_assert_int_eq(in.cloud.size, 0);
    ck_assert_int_eq(in.kind, TDA_KIND_CLOUD);
    tda_input_clear(&in);
    tda_input_clear(&in);
}
END_TEST

START_TEST(a_file_without_a_table_is_refused)
{
    refused(P, "", "f:1:1: holds no points; give each one a line of coordinates");
    refused(P, "# only this\n\n",
            "f:3:1: holds no points; give each one a line of coordinates");
}
END_TEST

START_TEST(what_is_no_coordinate_is_refused_at_its_place)
{
    refused(
        P, "1 2\n3 nan\n",
        "f:2:3: 'nan' is not a finite coordinate; leave the point out, or fill it in");
    refused(
        P, "1,-inf\n",
        "f:1:3: '-inf' is not a finite coordinate; leave the point out, or fill it in");
    refused(P, "1 2\n\n3 4x\n",
            "f:3:3: '4x' is not a number within the range of doubles");
    refused(P, "1 0x10\n", "f:1:3: '0x10' is not a number within the range of doubles");
    refused(P, "1e999 1\n", "f:1:1: '1e999' is not a number within the range of doubles");
    refused(P, "1 2\r3 4\r",
            "f:1:3: '2\\x0d3' is not a number within the range of doubles");
    refused(P, "1 \x01\n", "f:1:3: '\\x01' is not a number within the range of doubles");
    refused(P, "x 1\n", "f:1:1: 'x' is not a number within the range of doubles");
    refused(P, "1\nx\n", "f:2:1: 'x' is not a number within the range of doubles");
    refused(P, "l.0\n1e\n", "f:2:1: '1e' is not a number within the range of doubles");
    refused(P, "1 aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff\n",
            "f:1:3: 'aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffff...' is not a "
            "number "
            "within "
            "the range of doubles");
}
END_TEST

/* The column counts characters, not bytes. */
START_TEST(columns_are_counted_in_characters)
{
    refused(P, "1 2\n3 \xc3\xa9\xc3\xa9 x\n",
            "f:2:3: '\xc3\xa9\xc3\xa9' is not a number within the range of doubles");
    refused(P, "\"\xc3\xa9\"\"\n", "f:1:4: this quoted name does not end on its line");
    refused(P,
            "\xef\xbb\xbf"
            "1 x",
            "f:1:3: 'x' is not a number within the range of doubles");
}
END_TEST

START_TEST(rows_of_other_lengths_are_refused)
{
    refused(P, "1 2\n3\n", "f:2:1: this row has 1 numbers, but the rows before have 2");
    refused(P, "1 2\n 3 4 5\n",
            "f:2:2: this row has 3 numbers, but the rows before have 2");
    refused(P, "x,y\n1,2,3\n",
            "f:2:1: this row has 3 numbers, but the header has 2 names");
}
END_TEST

START_TEST(a_decimal_comma_is_no_separator)
{
    refused(P, "1,5;2,5\n",
            "f:1:4: a semicolon separates numbers here, but a comma did before; "
            "use one of them throughout, and a point in decimals");
    refused(P, "1,5 2,5\n",
            "f:1:5: a blank separates numbers here, but a comma did before; use "
            "one of them throughout, and a point in decimals");
    refused(P, "1 2\n3,4\n",
            "f:2:2: a comma separates numbers here, but a blank did before; use "
            "one of them throughout, and a point in decimals");
}
END_TEST

START_TEST(an_empty_cell_is_refused)
{
    refused(P, "1,,2\n",
            "f:1:3: an empty cell before a comma; every row needs all its numbers");
    refused(P, ",1\n",
            "f:1:1: an empty cell before a comma; every row needs all its numbers");
    refused(P, "1;;\n",
            "f:1:3: an empty cell before a semicolon; every row needs all its "
            "numbers");
    refused(P, ",x,y\n0,1,2\n",
            "f:1:1: a column has no name; if it numbers the rows, leave it out");
    refused(P, "\"x\n", "f:1:1: this quoted name does not end on its line");
    refused(P, "\"x\"y,z\n", "f:1:4: a separator is missing after a quoted name");
}
END_TEST

/* Any cloud in any of the accepted styles comes back bit for bit. */
static void write_and_read(int seed)
{
    static const char *const gaps[] = {" ", "\t", ",", ";", ", ", " ;\t", "   "};
    static const char *const breaks[] = {"\n",   "\r\n",       " \n",
                                         "\n\n", "\n# note\n", " # x\r\n"};
    double at[40];
    srand((unsigned)seed);
    int n = 1 + rand() % 8, d = 1 + rand() % 5;
    const char *gap = gaps[rand() % 7];
    bytes b = {.size = 0};
    if (rand() % 2)
        for (int k = 0; k < d; k++) {
            put_text(&b, k ? gap : "");
            put_text(&b, "name");
        }
    put_text(&b, "\n");
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < d; k++) {
            uint64_t bits =
                (uint64_t)rand() << 42 ^ (uint64_t)rand() << 21 ^ (uint64_t)rand();
            double x;
            memcpy(&x, &bits, sizeof x);
            at[i * d + k] = rand() % 2 || !isfinite(x) ? rand() % 5 : x;
            put_text(&b, k ? gap : "");
            put_number(&b, at[i * d + k]);
        }
        put_text(&b, i + 1 < n || rand() % 2 ? breaks[rand() % 6] : "");
    }
    tda_input in = parsed_bytes("f", b.at, b.size, NULL);
    ck_assert_int_eq(in.format, TDA_FORMAT_POINTS);
    ck_assert_int_eq(in.cloud.size, n);
    ck_assert_int_eq(in.cloud.dimension, d);
    ck_assert_mem_eq(in.cloud.at, at, sizeof(double) * (size_t)(n * d));
    OK(tda_cloud_check(NULL, &in.cloud));
    tda_input_clear(&in);
}

START_TEST(reads_what_was_written)
{
    for (int k = 0; k < 50; k++)
        write_and_read(50 * _i + k);
}
END_TEST

START_TEST(survives_failures)
{
    bytes b = {.size = 0};
    put_text(&b, "x,y\n");
    for (int i = 0; i < 100; i++)
        put_text(&b, "1,2\n");
    survives(b.at, b.size, NULL);
}
END_TEST

SUITE("read_points", TEST(separators_are_blanks_commas_or_semicolons),
      TEST(lines_may_be_blank_or_comments_or_end_in_crlf), TEST(numbers_are_read_exactly),
      TEST(a_mark_may_end_a_line), TEST(a_first_line_without_numbers_names_the_columns),
      TEST(one_point_and_no_point_are_clouds), TEST(a_file_without_a_table_is_refused),
      TEST(what_is_no_coordinate_is_refused_at_its_place),
      TEST(columns_are_counted_in_characters), TEST(rows_of_other_lengths_are_refused),
      TEST(a_decimal_comma_is_no_separator), TEST(an_empty_cell_is_refused),
      TEST(survives_failures), SEEDS(reads_what_was_written, 10))
