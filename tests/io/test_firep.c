/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Free implicit representations, of RIVET 1.1 with flags and of RIVET 1.0 with labels. */
#include "io/complex_check.h"
#include <stdio.h>

#define FIREP TDA_FORMAT_FIREP

/* A triangle filled at (1, 0) and again at (0, 1). */
#define BODY "2 3 3\n1 0 ; 0 1 2\n0 1 ; 0 1 2 \n0 0 ; 1 2\n0 0 ; 0 2\n0 0 ; 0 1\n"

#define REVERSED "2 3 3\n1 0 ; 0 1 2\n0 -1 ; 0 1 2 \n0 0 ; 1 2\n0 0 ; 0 2\n0 0 ; 0 1\n"

#define ALWAYS -(double)INFINITY

static void is_triangle(const char *text, const char *x, const char *y)
{
    const tda_cells want = {2,
                            8,
                            (const int[]){0, 0, 0, 1, 1, 1, 2, 2},
                            (const tda_index[]){0, 0, 0, 0, 2, 4, 6, 9, 12},
                            (const tda_index[]){1, 2, 0, 2, 0, 1, 3, 4, 5, 3, 4, 5},
                            NULL,
                            (const double[]){ALWAYS, ALWAYS, ALWAYS, ALWAYS, ALWAYS,
                                             ALWAYS, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1}};
    is_complex(FIREP, text, want);
    tda_input in = parsed(FIREP, text);
    ck_assert_str_eq(in.label[0], x);
    ck_assert_str_eq(in.label[1], y);
    ck_assert_str_eq(tda_complex_axis_name(in.complex, 0), *x ? x : "parameter 1");
    ck_assert_str_eq(tda_complex_axis_name(in.complex, 1), *y ? y : "parameter 2");
    tda_input_clear(&in);
}

START_TEST(both_versions_are_read)
{
    is_triangle(
        "--datatype firep\n--xlabel parameter 1\n--ylabel a #1 label\n\n# data\n" BODY,
        "parameter 1", "a #1 label");
    is_triangle("--datatype firep\n" BODY, "", "");
    is_triangle("firep\nsome x\n# comment\n\nsome y\n" BODY, "some x", "some y");
    is_triangle(
        "firep\r\nx\r\ny\r\n2 3 3\r\n1 0;0 1 2\r\n0 1;0 1 2\r\n0 0;1 2\r\n0 0;0 2\r\n"
        "0 0;0 1",
        "x", "y");
}
END_TEST

START_TEST(a_firep_is_also_a_rivet_file)
{
    tda_input in = parsed(TDA_FORMAT_RIVET, "firep\nx\ny\n" BODY);
    ck_assert_int_eq(cells_of(&in)->size, 8);
    tda_input_clear(&in);
    in = parsed_bytes("f", "firep\nx\ny\n0 1 0\n0 0 ;\n", 22, NULL);
    ck_assert_int_eq(in.format, FIREP);
    tda_input_clear(&in);
}
END_TEST

START_TEST(reversed_axes_are_negated)
{
    const char *const texts[] = {
        "--datatype firep\n--xreverse\n--xlabel density\n1 2 0\n-1 2 ; 0 1\n3 0 ;\n0 1 "
        ";\n",
        "firep\n[-] density\nparameter 2\n1 2 0\n-1 2 ; 0 1\n3 0 ;\n0 1 ;\n"};
    for (int i = 0; i < 2; i++) {
        tda_input in = parsed(FIREP, texts[i]);
        static const double want[] = {-3, 0, 0, 1, 1, 2};
        ck_assert_int_eq(cells_of(&in)->size, 3);
        ck_assert_mem_eq(cells_of(&in)->grade, want, sizeof want);
        ck_assert(in.reverse[0] && !in.reverse[1]);
        ck_assert_str_eq(in.label[0], "density");
        ck_assert_str_eq(tda_complex_axis_name(in.complex, 0), "-density");
        ck_assert_str_eq(tda_complex_axis_name(in.complex, 1), "parameter 2");
        tda_input_clear(&in);
    }
    tda_input in = parsed(FIREP, "firep\n[-] x\ny\n0 1 1\n3 0 ; 0\n");
    static const double want[] = {ALWAYS, ALWAYS, -3, 0};
    ck_assert_mem_eq(cells_of(&in)->grade, want, sizeof want);
    tda_input_clear(&in);
}
END_TEST

START_TEST(empty_blocks)
{
    is_complex(FIREP, "firep\nx\ny\n0 0 2\n",
               (tda_cells){2, 2, (const int[]){0, 0}, (const tda_index[]){0, 0, 0}, NULL,
                           NULL, (const double[]){ALWAYS, ALWAYS, ALWAYS, ALWAYS}});
    tda_input in = parsed(FIREP, "firep\nx\ny\n0 0 0\n");
    ck_assert_int_eq(cells_of(&in)->size, 0);
    tda_input_clear(&in);
}
END_TEST

START_TEST(what_is_wrong_is_named)
{
    refused(FIREP, "", "f:1:1: the file is empty");
    refused(FIREP, "firep\nx\n",
            "f:3:1: the file ends before the label of the second axis");
    refused(FIREP, "firep\nx\ny\n",
            "f:4:1: the file ends before the three numbers of generators");
    refused(FIREP, "firep\nx\ny\n1 2\n",
            "f:4:4: the number of rows of the second block is missing");
    refused(FIREP, "firep\nx\ny\n1 2 3 4\n",
            "f:4:7: '4' is more than this line should hold");
    refused(FIREP, "firep\nx\ny\n100 2 3\n",
            "f:4:1: the number of lines of the first block is 100, more than the largest "
            "possible, 18");
    refused(
        FIREP, "firep\nx\ny\n0 0 9999999\n",
        "f:4:5: the number of rows of the second block is 9999999, more than the largest "
        "possible, 1048576");
    refused(FIREP, "firep\nx\ny\n1 1 0\n0 0 ; 0\n",
            "f:6:1: the file ends after 0 of the 1 lines of the second block");
    refused(FIREP, "firep\nx\ny\n0 1 0\n0 0 ;\n0 0 ;\n",
            "f:6:1: one line more than the first block and the second have together");
    refused(FIREP, "firep\nx\ny\n0 1 0\n0 0 1 1 ;\n",
            "f:5:9: a cell has one grade of 2 numbers here, but here are 4");
    refused(FIREP, "firep\nx\ny\n0 1 0\n0 0 ; 0\n",
            "f:5:7: '0' is more than this line should hold");
    refused(FIREP, "firep\nx\ny\n0 1 2\n0 0 ; 2\n",
            "f:5:7: a face is 2, more than the largest possible, 1");
    refused(FIREP, "firep\nx\ny\n1 1 0\n0 0 ; 0\n1 0 ;\n",
            "f:5:1: cell 1 (line 5) appears at (0, 0), before its face 0 (line 6)");
    refused(FIREP, "firep\nx\ny\n1 1 1\n0 0 ; 0\n0 0 ; 0\n",
            "f:5:1: the boundary of the boundary of cell 2 (line 5) is not zero: an odd "
            "number "
            "of its faces have face 0");
    refused(FIREP, "bifiltration\nx\ny\n0 ; 0 0\n",
            "f:1:1: this is no firep; use the format rivet or auto");
    refused(FIREP, "--xlabel x\n--datatype metric\n0 1\n",
            "f:2:12: this is no firep; use the format rivet or auto");
}
END_TEST

/* The middle of a firep of degree k are the cells of dimension k, and its text stays. */
static void what_is_written_reads_back_seed(unsigned seed)
{
    tda_complex *complex = brute_random(seed, 2, 3, false);
    const tda_cells *x = tda_complex_cells(complex);
    int degree = (int)(seed % 3);
    tda_bytes once = {0}, twice = {0};
    tda_input in = {0};
    tda_complex_set_axis(complex, 0, "scale", "");
    tda_status st = tda_complex_firep(NULL, &once, complex, degree);
    if (st == TDA_OK) {
        MUST(tda_input_parse(NULL, &in, "f", once.at, (size_t)once.size, NULL) == TDA_OK);
        const tda_cells *y = tda_complex_cells(in.complex);
        tda_index order[BRUTE_SIMPLICES], mapped[BRUTE_SIMPLICES], n = 0;
        if (degree > 0)
            n += appearing(x, degree - 1, order);
        tda_index lowest = n;
        n += appearing(x, degree, order + n);
        n += appearing(x, degree + 1, order + n);
        MUST(y->size == n);
        for (tda_index i = 0; i < n; i++)
            mapped[order[i]] = i;
        for (tda_index i = 0; i < n; i++) {
            MUST(y->dim[i] == x->dim[order[i]] - degree + 1);
            tda_index a = order[i], faces = x->start[a + 1] - x->start[a];
            MUST(y->start[i + 1] - y->start[i] == (i < lowest ? 0 : faces));
            for (tda_index k = 0; i >= lowest && k < faces; k++)
                MUST(y->face[y->start[i] + k] == mapped[x->face[x->start[a] + k]]);
            for (int p = 0; p < 2; p++)
                MUST(y->grade[2 * i + p] == (i < lowest ? ALWAYS : x->grade[2 * a + p]));
        }
        MUST(tda_complex_firep(NULL, &twice, in.complex, 1) == TDA_OK);
        MUST(once.size == twice.size && !memcmp(once.at, twice.at, (size_t)once.size));
    } else { /* a grade of -inf */
        MUST(st == TDA_EINVAL && seed % 5 == 4);
    }
    tda_input_clear(&in);
    tda_bytes_clear(&once);
    tda_bytes_clear(&twice);
    tda_complex_free(complex);
}
TEN_SEEDS(what_is_written_reads_back)

static void changed_files_are_refused_or_sound_seed(unsigned seed)
{
    survives_change(FIREP, "firep\nx\n[-]y\n" REVERSED, seed);
    survives_change(FIREP, "--datatype firep\n--yreverse\n--xlabel x\n" REVERSED, seed);
}
TEN_SEEDS(changed_files_are_refused_or_sound)

START_TEST(failures_hand_out_nothing)
{
    tda_read_opts opts = in_format(FIREP);
    const char *text = "--datatype firep\n--yreverse\n--xlabel x\n" REVERSED;
    survives(text, strlen(text), &opts);
}
END_TEST

SUITE("firep", TEST(both_versions_are_read), TEST(a_firep_is_also_a_rivet_file),
      TEST(reversed_axes_are_negated), TEST(empty_blocks), TEST(what_is_wrong_is_named),
      SEEDS(what_is_written_reads_back, 30),
      SEEDS(changed_files_are_refused_or_sound, 30), TEST(failures_hand_out_nothing))
