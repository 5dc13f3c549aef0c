/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files in scc2020: what they mean, what else is accepted, what is refused. */
#include "io/complex_check.h"
#include <stdio.h>

#define SCC TDA_FORMAT_SCC2020

static const char triangle[] = "scc2020\n2\n2 3 3\n"
                               "1 0 ; 0 1 2\n0 1 ; 0 1 2\n"
                               "0 0 ; 1 2\n0 0 ; 0 2\n0 0 ; 0 1\n"
                               "0 0 ;\n0 0 ;\n0 0 ;\n";

static const tda_cells triangle_cells = {
    2,
    8,
    (const int[]){0, 0, 0, 1, 1, 1, 2, 2},
    (const tda_index[]){0, 0, 0, 0, 2, 4, 6, 9, 12},
    (const tda_index[]){1, 2, 0, 2, 0, 1, 3, 4, 5, 3, 4, 5},
    NULL,
    (const double[]){0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1}};

START_TEST(blocks_become_dimensions)
{
    is_complex(SCC, triangle, triangle_cells);
    tda_input in = parsed(TDA_FORMAT_SCC2020, triangle);
    ck_assert_int_eq(tda_complex_dimension(in.complex), 2);
    ck_assert_str_eq(tda_complex_axis_name(in.complex, 0), "parameter 1");
    tda_input_clear(&in);
}
END_TEST

START_TEST(writings_of_other_programs_are_read)
{
    /* comments, tabs, CRLF, glued semicolons, coefficients, the field named */
    is_complex(SCC,
               "# made by hand\r\nscc2020\r\n# two parameters\r\n2\r\n2\t3 3\r\n"
               "--field GF(2)\r\n\r\n1 0;0:1 1:1 2:1 # the first\r\n0 1\t;\t0 1 2\r\n"
               "0 0;1 2\r\n0 0 ;0 2\r\n0 0; 0 1\r\n0 0;\r\n0 0 ; \r\n0 0;",
               triangle_cells);
    is_complex(
        SCC,
        "scc2020\n2\n2 3 3\n--field 2\n1 0 1 0 2 0 ; 0 1 2\n0 1 ; 0 1 2\n0 0 ; 1 2\n"
        "0 0 ; 0 2\n0 0 ; 0 1\n0 0 ;\n0 0 ;\n0 0 ;\n",
        triangle_cells);
}
END_TEST

START_TEST(a_presentation_has_generators_in_dimension_one)
{
    const tda_cells want = {2,
                            5,
                            (const int[]){1, 1, 1, 2, 2},
                            (const tda_index[]){0, 0, 0, 0, 2, 3},
                            (const tda_index[]){0, 2, 1},
                            NULL,
                            (const double[]){2, 1, 3, 1, 1, 2, 2, 2, 4, 4}};
    const char *text = "scc2020\n2\n2 3 0\n2 2 ; 0 2\n4 4 ; 1\n2 1 ; \n3 1 ;\n1 2 ; \n";
    is_complex(SCC, text, want);
    tda_bytes b = {0};
    tda_input in = parsed(SCC, text);
    OK(tda_complex_scc2020(NULL, &b, in.complex));
    ck_assert_str_eq(b.at,
                     "scc2020\n2\n2 3 0\n2 2 ; 0 2\n4 4 ; 1\n2 1 ;\n3 1 ;\n1 2 ;\n");
    tda_bytes_clear(&b);
    tda_input_clear(&in);
    in = parsed(SCC, "scc2020\n2\n0 1 0\n3 2 ; \n"); /* free: without relations */
    OK(tda_complex_scc2020(NULL, &b, in.complex));
    ck_assert_str_eq(b.at, "scc2020\n2\n0 1 0\n3 2 ;\n");
    tda_bytes_clear(&b);
    tda_input_clear(&in);
}
END_TEST

START_TEST(generators_without_lines_are_always_there)
{
    is_complex(SCC, "scc2020\n1\n1 2\n3 ; 0 1\n",
               (tda_cells){1, 3, (const int[]){0, 0, 1}, (const tda_index[]){0, 0, 0, 2},
                           (const tda_index[]){0, 1}, NULL,
                           (const double[]){-INFINITY, -INFINITY, 3}});
    tda_input in = parsed(SCC, "scc2020\n1\n1 1\n--reverse 1\n3 ;\n");
    ck_assert_double_eq(cells_of(&in)->grade[0], -INFINITY); /* reversed or not */
    ck_assert_double_eq(cells_of(&in)->grade[1], -3);
    tda_input_clear(&in);
}
END_TEST

START_TEST(several_grades_and_parameters)
{
    is_complex(SCC, "scc2020\n3\n1 2\n1 1 1 ; 0 1\n0 0 1 0 1 0 ;\n1 1 1 ;\n",
               (tda_cells){3, 3, (const int[]){0, 0, 1}, (const tda_index[]){0, 0, 0, 2},
                           (const tda_index[]){0, 1}, (const tda_index[]){0, 2, 3, 4},
                           (const double[]){0, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1}});
    tda_input in = parsed(SCC, "scc2020\n3\n0\n");
    ck_assert_int_eq(cells_of(&in)->size, 0);
    ck_assert_int_eq(cells_of(&in)->params, 3);
    tda_input_clear(&in);
}
END_TEST

START_TEST(reversed_parameters_are_negated)
{
    const char *text = "scc2020\n2\n1 2\n--reverse 2\n1 -3 ; 0 1\n0 -2 1 0 ;\n1 inf ;\n";
    tda_input in = parsed(SCC, text);
    const tda_cells *c = cells_of(&in);
    static const double want[] = {0, 2, 1, 0, 1, -INFINITY, 1, 3};
    ck_assert_mem_eq(c->grade, want, sizeof want);
    ck_assert_str_eq(tda_complex_axis_name(in.complex, 0), "parameter 1");
    ck_assert_str_eq(tda_complex_axis_name(in.complex, 1), "-parameter 2");
    ck_assert(!in.reverse[0] && in.reverse[1]);
    tda_input_clear(&in);
}
END_TEST

START_TEST(the_head_is_checked)
{
    refused(SCC, "", "f:1:1: the file ends before the keyword scc2020");
    refused(SCC, "scc2021\n", "f:1:1: the first line must be scc2020");
    refused(SCC, "scc2020 2\n", "f:1:9: '2' is more than this line should hold");
    refused(SCC, "scc2020\n# c\n",
            "f:3:1: the file ends before the number of parameters");
    refused(SCC, "scc2020\n0\n", "f:2:1: there must be at least 1 parameter");
    refused(SCC, "scc2020\n1025\n",
            "f:2:1: the number of parameters is 1025, more than the "
            "largest possible, 1024");
    refused(SCC, "scc2020\n2\n", "f:3:1: the file ends before the sizes of the blocks");
    refused(SCC, "scc2020\n2\n1 -2\n0 0;",
            "f:3:3: '-2' is not a whole number from 0 on; expected the size of a block");
    refused(SCC, "scc2020\n2\n1000000000000 0\n",
            "f:3:1: the size of a block is 1000000000000, more than the largest "
            "possible, 26");
    refused(
        SCC, "scc2020\n2\n0 1000000000000\n",
        "f:3:3: the size of a block is 1000000000000, more than the largest possible, "
        "1048576");
    refused(SCC, "scc2020\n2\n1 1, 1\n",
            "f:3:4: ', 1' is more than this line should hold");
}
END_TEST

START_TEST(options_are_checked)
{
    refused(SCC, "scc2020\n2\n1\n--reverse\n0 0;\n", "f:4:10: a parameter is missing");
    refused(SCC, "scc2020\n2\n1\n--reverse 1 0\n0 0;\n",
            "f:4:13: parameters of --reverse are counted from 1");
    refused(SCC, "scc2020\n2\n1\n--reverse 3\n0 0;\n",
            "f:4:11: a parameter is 3, more than the largest possible, 2");
    refused(SCC, "scc2020\n2\n1\n--field GF(3)\n0 0;\n",
            "f:4:9: the field 'GF(3)' is not supported, only GF(2)");
    refused(SCC, "scc2020\n2\n1\n--sorted\n0 0;\n", "f:4:1: unknown option '--sorted'");
}
END_TEST

START_TEST(lines_are_checked)
{
    const char *head = "scc2020\n2\n1 2\n";
    static const struct {
        const char *rest, *message;
    } bad[] = {
        {"0 0 ; 0 1\n0 0 ;\n",
         "f:6:1: the file ends after 1 of the 2 lines of dimension 0"},
        {"", "f:4:1: the file ends after 0 of the 1 lines of dimension 1"},
        {"0 0 ; 0 1\n0 0 ;\n0 0 ;\n0 0 ;\n",
         "f:7:1: one line more than the sizes of the blocks say"},
        {"0 0 0 1\n", "f:4:8: ';' is missing"},
        {"; 0 1\n", "f:4:1: a grade is missing"},
        {"0 ; 0 1\n", "f:4:3: a grade has 2 numbers, but here are 1"},
        {"0 0 1 ; 0 1\n", "f:4:7: a grade has 2 numbers, but here are 3"},
        {"0 nan ; 0 1\n", NULL},
        {"0 x ; 0 1\n", "f:4:3: 'x' is not a number; expected a grade"},
        {"0 0 ; 0 2\n", "f:4:9: position 2 is past the next block, which has 2 lines"},
        {"0 0 ; 0 -1\n", "f:4:9: '-1' is no position in the next block"},
        {"0 0 ; 0:1 1:2\n",
         "f:4:13: coefficient '2' is not 1: only the field GF(2) is supported"},
        {"0 0 ; 0: 1\n",
         "f:4:9: coefficient '' is not 1: only the field GF(2) is supported"},
        {"0 0 ; 0 1\n0 0 ; 0\n0 0 ;\n", "f:5:7: '0' is more than this line should hold"},
        {"0 0 ; 0 0\n0 0 ;\n0 0 ;\n", "f:4:1: cell 2 (line 4) has face 0 (line 5) twice"},
        {"0 0 ; 0 1\n0 0 ;\n0 1 ;\n",
         "f:4:1: cell 2 (line 4) appears at (0, 0), before its face 1 (line 6)"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char text[200];
        snprintf(text, sizeof text, "%s%s", head, bad[i].rest);
        tda_read_opts opts = in_format(SCC);
        tda_input in = {0};
        ck_assert_int_eq(tda_input_parse(NULL, &in, "f", text, strlen(text), &opts),
                         TDA_EFORMAT);
        if (bad[i].message)
            refused(SCC, text, bad[i].message);
    }
    refused(SCC, "scc2020\n1\n1 2 2\n0 ; 0 1\n0 ; 0\n0 ; 1\n0 ;\n0 ;\n",
            "f:4:1: the boundary of the boundary of cell 4 (line 4) is not zero: an odd "
            "number "
            "of its faces have face 0 (line 7)");
    refused(SCC, "scc2020\n1\n1 2 1\n0 ; 0 1\n0 ; 0\n0 ;\n",
            "f:4:1: the boundary of the boundary of cell 3 (line 4) is not zero: an odd "
            "number "
            "of its faces have face 0");
}
END_TEST

static void what_is_written_reads_back_seed(unsigned seed)
{
    int params = 1 + (int)(seed % 3);
    tda_complex *complex = brute_random(seed, params, 3, seed % 2);
    const tda_cells *x = tda_complex_cells(complex);
    tda_bytes b = {0};
    tda_input in = {0};
    MUST(tda_complex_scc2020(NULL, &b, complex) == TDA_OK);
    MUST(tda_input_parse(NULL, &in, "f", b.at, (size_t)b.size, NULL) == TDA_OK);
    const tda_cells *y = tda_complex_cells(in.complex);
    tda_index order[BRUTE_SIMPLICES], mapped[BRUTE_SIMPLICES], n = 0;
    for (int d = 0; d <= 3; d++)
        n += appearing(x, d, order + n);
    MUST(y->params == params && y->size == n);
    for (tda_index i = 0; i < n; i++)
        mapped[order[i]] = i;
    for (tda_index i = 0; i < n; i++)
        same_cell(x, order[i], mapped, y, i);
    tda_input_clear(&in);
    tda_bytes_clear(&b);
    tda_complex_free(complex);
}
TEN_SEEDS(what_is_written_reads_back)

static void changed_files_are_refused_or_sound_seed(unsigned seed)
{
    survives_change(SCC, triangle, seed);
    survives_change(
        SCC, "scc2020\n2\n1 2\n--reverse 1\n0 0 -1 -1 ; 0 1\n0 -1 ;\n0 0 -1 -2 ;\n",
        seed);
}
TEN_SEEDS(changed_files_are_refused_or_sound)

START_TEST(failures_hand_out_nothing)
{
    tda_read_opts opts = in_format(SCC);
    const char *text =
        "scc2020\n2\n1 2\n--reverse 1\n0 0 -1 -1 ; 0 1\n0 -1 ;\n0 0 -1 -2 ;\n";
    survives(text, strlen(text), &opts);
    survives(triangle, strlen(triangle), &opts);
}
END_TEST

SUITE("scc2020", TEST(blocks_become_dimensions),
      TEST(writings_of_other_programs_are_read),
      TEST(a_presentation_has_generators_in_dimension_one),
      TEST(generators_without_lines_are_always_there),
      TEST(several_grades_and_parameters), TEST(reversed_parameters_are_negated),
      TEST(the_head_is_checked), TEST(options_are_checked), TEST(lines_are_checked),
      SEEDS(what_is_written_reads_back, 30),
      SEEDS(changed_files_are_refused_or_sound, 30), TEST(failures_hand_out_nothing))
