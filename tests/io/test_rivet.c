/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RIVET's files: points and metrics with and without a function, bifiltrations, both versions. */
#include "io/complex_check.h"
#include <stdio.h>

#define RIVET TDA_FORMAT_RIVET

#define IS_FUNCTION(in, ...)                                                             \
    do {                                                                                 \
        const double want_[] = {__VA_ARGS__};                                            \
        ck_assert_int_eq((in).function.size, sizeof want_ / sizeof *want_);              \
        ck_assert_int_eq((in).function.dimension, 1);                                    \
        ck_assert_mem_eq((in).function.at, want_, sizeof want_);                         \
    } while (0)

/* ---- points ---- */

START_TEST(points_with_flags)
{
    IS_CLOUD(RIVET, "#c\n--datatype points\n--maxdist 0.5\n\n#data\n0,0\n1.1,2\n-2,3\n",
             3, 2, 0, 0, 1.1, 2, -2, 3);
    IS_CLOUD(RIVET, "--xlabel x\n0 0\n\n-1.1 2\n", 2, 2, 0, 0, -1.1, 2);
    IS_CLOUD(RIVET, "-2 3\n", 1, 2, -2, 3); /* no flag, though it begins with a minus */
    tda_input in = parsed(RIVET, "--maxdist 0.5 --xreverse --yreverse -H 1 -x 10\n"
                                 "--ybins 4 --bifil function\n0,0\n1.1,2\n");
    ck_assert_double_eq(in.threshold, 0.5);
    ck_assert(!in.reverse[0] && !in.reverse[1]); /* there is no function */
    ck_assert_int_eq(in.function.size, 0);
    tda_input_clear(&in);
}
END_TEST

START_TEST(points_with_a_function)
{
    const char *text = "--datatype points_fn\n--xlabel birth time # all\n--xreverse\n"
                       "--yreverse\n\n# function\n3,0.5,4\n\n# data\n0,0\n1.1,2\n-2,3\n";
    IS_CLOUD(RIVET, text, 3, 2, 0, 0, 1.1, 2, -2, 3);
    tda_input in = parsed(RIVET, text);
    IS_FUNCTION(in, 3, 0.5, 4); /* as written */
    ck_assert(in.reverse[0] && !in.reverse[1]);
    ck_assert_double_eq(in.threshold, INFINITY);
    ck_assert_str_eq(in.label[0], "birth time # all");
    ck_assert_str_eq(in.label[1], "");
    tda_input_clear(&in);
    /* commas in one line of the file and blanks in another */
    in = parsed(RIVET, "--datatype points_fn\n--function user\n3,0.5\n0 0\n1.1 2\n");
    IS_FUNCTION(in, 3, 0.5);
    tda_input_clear(&in);
}
END_TEST

START_TEST(points_of_the_old_version)
{
    const char *text = "points\n2\n3.2\n[-] birth time \n0 0 3\n1.1 2 0.5\n-2 3 4\n";
    IS_CLOUD(RIVET, text, 3, 2, 0, 0, 1.1, 2, -2, 3);
    tda_input in = parsed(RIVET, text);
    IS_FUNCTION(in, 3, 0.5, 4);
    ck_assert_double_eq(in.threshold, 3.2);
    ck_assert(in.reverse[0]);
    ck_assert_str_eq(in.label[0], "birth time");
    tda_input_clear(&in);
    text = "# old\npoints\n2\n3.2\nno function\n0 0\n1.1 2\n";
    IS_CLOUD(RIVET, text, 2, 2, 0, 0, 1.1, 2);
    in = parsed(RIVET, text);
    ck_assert_int_eq(in.function.size, 0);
    ck_assert_str_eq(in.label[0], "");
    tda_input_clear(&in);
}
END_TEST

START_TEST(points_are_checked)
{
    refused(RIVET, "--datatype points\n", "f:2:1: the file holds no points");
    refused(RIVET, "0 0\n1\n", "f:2:1: 1 numbers where 2 are expected");
    refused(RIVET, "--datatype points_fn\n1 2 3\n0 0\n1 1\n",
            "f:2:1: 3 function values for 2 points");
    refused(RIVET, "points\n2\n1\nlabel\n0 0\n",
            "f:5:1: 2 numbers where 3 are expected, the function value the last of them");
    refused(RIVET, "points\n2\n1\nno function\n0 0 1\n",
            "f:5:1: 3 numbers where 2 are expected");
    refused(RIVET, "points\n0\n1\nlabel\n0\n", "f:2:1: the dimension must be at least 1");
    refused(RIVET, "points\n2\n", "f:3:1: the file ends before the largest distance");
    refused(RIVET, "points\n2\n1\n", "f:4:1: the file ends before the label of the axis");
    refused(RIVET, "points\n2 2\n1\nlabel\n",
            "f:2:3: '2' is more than this line should hold");
}
END_TEST

/* ---- the head ---- */

START_TEST(flags_are_checked)
{
    refused(RIVET, "", "f:1:1: the file is empty");
    refused(RIVET, "--datatype pints\n",
            "f:1:12: 'pints' is no data type; those are points, points_fn, metric, "
            "metric_fn, "
            "bifiltration, firep");
    refused(RIVET, "--datatype\n0 0\n",
            "f:1:11: '--datatype' must be followed by a value");
    refused(RIVET, "--xlabel\n0 0\n", "f:1:9: '--xlabel' must be followed by a label");
    refused(RIVET, "-H\n0 0\n", "f:1:3: '-H' must be followed by a value");
    refused(RIVET, "--maxdist far\n",
            "f:1:11: 'far' is not a number; expected the largest "
            "distance");
    refused(RIVET, "--bifil degree\n0 0\n",
            "f:1:9: --bifil 'degree' is not supported, only --bifil function: remove the "
            "flag");
    refused(RIVET, "--function balldensity[2]\n0 0\n",
            "f:1:12: --function 'balldensity[2]' is not computed while reading: remove "
            "the flag "
            "and use --function of the command");
    refused(RIVET, "--xreverse now\n", "f:1:12: unknown flag 'now'");
    refused(RIVET, "--type points\n0 0\n", "f:1:1: unknown flag '--type'");
    tda_input in = {0};
    tda_read_opts opts = in_format(RIVET);
    ck_assert_int_eq(tda_input_parse(NULL, &in, "f", "--maxdist -1\n0 0\n", 17, &opts),
                     TDA_EFORMAT);
    ck_assert_int_eq(tda_input_parse(NULL, &in, "f", "--maxdist nan\n0 0\n", 18, &opts),
                     TDA_EFORMAT);
}
END_TEST

START_TEST(long_labels_are_cut)
{
    char text[200];
    snprintf(text, sizeof text, "--datatype bifiltration\n--xreverse\n--xlabel %070d\n",
             7);
    tda_input in = parsed(RIVET, text);
    ck_assert_uint_eq(strlen(in.label[0]), 63);
    ck_assert_uint_eq(strlen(tda_complex_axis_name(in.complex, 0)), 63);
    ck_assert_int_eq(tda_complex_axis_name(in.complex, 0)[0], '-');
    tda_input_clear(&in);
}
END_TEST

/* ---- metrics ---- */

START_TEST(metrics_are_square_or_triangular)
{
    IS_DENSE(RIVET, "--datatype metric\n0,2,3.2\n2,0,1.25\n3.2,1.25,0\n", 3, 2, 3.2,
             1.25);
    IS_DENSE(RIVET, "--datatype metric\n2 3.2\n1.25\n", 3, 2, 3.2, 1.25);
    IS_DENSE(RIVET, "--datatype metric\n0 1\n1 0\n", 2, 1);
    IS_DENSE(RIVET, "--datatype metric\n1\n", 2, 1);
    IS_DENSE(RIVET, "--datatype metric\n1 2 inf\n4 5\n6\n", 4, 1, 2, 4, INFINITY, 5, 6);
}
END_TEST

START_TEST(metrics_with_a_function)
{
    const char *text = "--datatype metric_fn\n--xreverse\n--ylabel geodesic distance\n"
                       "--maxdist 3\n1,1.1,-2\n# matrix\n2 3.2\n1.25\n";
    IS_DENSE(RIVET, text, 3, 2, 3.2, 1.25);
    tda_input in = parsed(RIVET, text);
    IS_FUNCTION(in, 1, 1.1, -2);
    ck_assert(in.reverse[0]);
    ck_assert_str_eq(in.label[1], "geodesic distance");
    ck_assert_double_eq(in.threshold, 3);
    tda_input_clear(&in);
    IS_DENSE(RIVET, "--datatype metric_fn\n5 6\n0\n", 2, 0);
    in = parsed(RIVET, "--datatype metric_fn\n5\n0\n");
    ck_assert_int_eq(in.distances.size, 1);
    tda_input_clear(&in);
    in = parsed(RIVET, "--datatype metric_fn\n5\n");
    ck_assert_int_eq(in.distances.size, 1);
    IS_FUNCTION(in, 5);
    tda_input_clear(&in);
}
END_TEST

START_TEST(metrics_of_the_old_version)
{
    const char *text =
        "metric\n[-]birth time\n1 1.1 -2\ngeodesic distance\n2.5\n2\n3.2 1.25\n";
    IS_DENSE(RIVET, text, 3, 2, 3.2, 1.25);
    tda_input in = parsed(RIVET, text);
    IS_FUNCTION(in, 1, 1.1, -2);
    ck_assert(in.reverse[0]);
    ck_assert_str_eq(in.label[0], "birth time");
    ck_assert_str_eq(in.label[1], "geodesic distance");
    ck_assert_double_eq(in.threshold, 2.5);
    tda_input_clear(&in);
    text = "metric\nno function\n3\nRips scale\n2.5\n2 3.2\n1.25\n";
    IS_DENSE(RIVET, text, 3, 2, 3.2, 1.25);
    in = parsed(RIVET, text);
    ck_assert_int_eq(in.function.size, 0);
    tda_input_clear(&in);
}
END_TEST

START_TEST(metrics_are_checked)
{
    refused(RIVET, "--datatype metric\n", "f:2:1: the file holds no distances");
    refused(RIVET, "--datatype metric\n0\n",
            "f:2:1: 0 alone can be a matrix of one point or the distance of two points: "
            "write "
            "the full matrix of two");
    refused(RIVET, "--datatype metric\n1 2 3\n1\n",
            "f:3:1: 1 distances in row 1, where 2 are expected");
    refused(RIVET, "--datatype metric\n0 2 3\n2 0 1\n3 1\n",
            "f:4:1: 2 distances in row 2, where 3 are expected");
    refused(RIVET, "--datatype metric\n1 2 3\n1 2\n",
            "f:4:1: the file ends after 2 rows of 3");
    refused(RIVET, "--datatype metric\n1 2\n1\n1\n",
            "f:4:1: 1 distances in row 2, where 0 are expected");
    refused(RIVET, "--datatype metric\n0 1\n1 0\n1 0\n",
            "f:4:1: 2 distances in row 2, where 0 are expected");
    refused(RIVET, "--datatype metric\n0 2 3\n2 0 1\n3 1.5 0\n",
            "f:4:3: the distance between points 2 and 1 is another in row 1: the matrix "
            "is not "
            "symmetric");
    refused(RIVET, "--datatype metric\n0 2\n2 1\n",
            "f:3:3: the distance of point 1 from itself is not 0");
    refused(RIVET, "--datatype metric_fn\n1 2\n1 2\n1\n",
            "f:3:1: distances of 3 points, but 2 are announced");
    refused(RIVET, "--datatype metric_fn\n1 2 3\n", "f:3:1: the file holds no distances");
    refused(RIVET, "--datatype metric_fn\n", "f:2:1: the file holds no function values");
    refused(RIVET, "metric\nno function\n3\ny\n2.5\n2 3.2\n",
            "f:7:1: 2 distances, where 3 points need n (n - 1) / 2");
    refused(
        RIVET, "metric\nno function\n99999999999\ny\n2.5\n2 3.2\n",
        "f:3:1: the number of points is 99999999999, more than the largest possible, 43");
}
END_TEST

/* ---- bifiltrations ---- */

#define TWO_TRIANGLES                                                                    \
    "0 ; 0 0\n1 ; 0 0\n2 ; 0 0\n3 ; 0 0\n0 1 ; 0 0\n0 2 ; 0 0\n1 2 ; 0 0\n"              \
    "0 1 2 ; 0 1 1 0\n1 3 ; 1 1\n2 3 ; 1 1\n"

START_TEST(bifiltrations_of_both_versions)
{
    static const double want[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                                  0, 0, 0, 0, 1, 1, 0, 1, 1, 1, 1};
    const char *const texts[] = {"--datatype bifiltration\n--xlabel time\n--ylabel "
                                 "distance\n\n#data\n" TWO_TRIANGLES,
                                 "bifiltration\ntime\ndistance\n" TWO_TRIANGLES};
    for (int i = 0; i < 2; i++) {
        tda_input in = parsed(RIVET, texts[i]);
        const tda_cells *c = cells_of(&in);
        ck_assert_int_eq(c->size, 10);
        ck_assert_int_eq(c->dim[7], 2);
        ck_assert_ptr_nonnull(c->grade_start);
        ck_assert_mem_eq(c->grade, want, sizeof want);
        ck_assert_mem_eq(c->face + c->start[7], ((tda_index[]){4, 5, 6}),
                         3 * sizeof *c->face);
        ck_assert_str_eq(tda_complex_axis_name(in.complex, 0), "time");
        ck_assert_str_eq(tda_complex_axis_name(in.complex, 1), "distance");
        tda_input_clear(&in);
    }
}
END_TEST

/* Grades that others dominate are dropped, blanks about the semicolon may be missing, lines may
 * come in any order, and vertices too. */
START_TEST(bifiltrations_are_read_liberally)
{
    is_complex(RIVET, "bifiltration\nx\ny\n7 3;1 1 1 2 1 1\n3;0 0\n7 ;0 1 1 0\n",
               (tda_cells){2, 3, (const int[]){1, 0, 0}, (const tda_index[]){0, 2, 2, 2},
                           (const tda_index[]){1, 2}, (const tda_index[]){0, 1, 2, 4},
                           (const double[]){1, 1, 0, 0, 0, 1, 1, 0}});
    tda_input in = parsed(RIVET, "--datatype bifiltration\n");
    ck_assert_int_eq(cells_of(&in)->size, 0);
    tda_input_clear(&in);
}
END_TEST

START_TEST(bifiltrations_can_be_reversed)
{
    const char *const texts[] = {
        "--datatype bifiltration\n--yreverse\n--ylabel d\n0 ; 0 0\n1 ; 0 0\n0 1 ; 0 -1 1 "
        "0\n",
        "bifiltration\nparameter 1\n[-] d\n0 ; 0 0\n1 ; 0 0\n0 1 ; 0 -1 1 0\n"};
    for (int i = 0; i < 2; i++) {
        tda_input in = parsed(RIVET, texts[i]);
        static const double want[] = {0, 0, 0, 0, 0, 1, 1, 0};
        ck_assert_mem_eq(cells_of(&in)->grade, want, sizeof want);
        ck_assert(!in.reverse[0] && in.reverse[1]);
        ck_assert_str_eq(tda_complex_axis_name(in.complex, 0), "parameter 1");
        ck_assert_str_eq(tda_complex_axis_name(in.complex, 1), "-d");
        tda_input_clear(&in);
    }
}
END_TEST

START_TEST(bifiltrations_are_checked)
{
    static const struct {
        const char *rest, *message;
    } bad[] = {
        {"0 1 ; 0 0\n0 ; 0 0\n",
         "f:4:1: simplex 0 1 has the face 1, which no line gives"},
        {"0 ; 0 0\n1 ; 0 0\n1 0 ; 0 0\n0 1 ; 1 1\n",
         "f:7:1: simplex 0 1 stands in line 6 already"},
        {"0 ; 0 0\n0 0 ; 0 0\n", "f:5:3: vertex 0 is given twice"},
        {"; 0 0\n", "f:4:1: a simplex has at least one vertex"},
        {"0\n", "f:4:2: ';' is missing"},
        {"0 ;\n", "f:4:4: a grade is missing"},
        {"0 ; 1\n", "f:4:6: a grade has 2 numbers, but here are 1"},
        {"0 ; 1 2 3\n", "f:4:10: a grade has 2 numbers, but here are 3"},
        {"-1 ; 0 0\n", "f:4:1: '-1' is not a whole number from 0 on; expected a vertex"},
        {"0 ; 0 0 ; 0\n", "f:4:9: a grade is missing"},
        {"0 ; 1 0\n1 ; 0 0\n0 1 ; 0 0\n",
         "f:6:1: cell 2 (line 6) appears at (0, 0), before its face 0 (line 4)"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char text[200];
        snprintf(text, sizeof text, "bifiltration\nx\ny\n%s", bad[i].rest);
        refused(RIVET, text, bad[i].message);
    }
    bytes b = {.size = 0};
    put_text(&b, "bifiltration\nx\ny\n");
    for (int v = 0; v < 65; v++) {
        put_number(&b, 100 + v);
        put_text(&b, " ");
    }
    put(&b, ";0 0\n", 6); /* with its NUL */
    refused(RIVET, b.at,
            "f:4:257: a simplex of more than 64 vertices has more faces than a file");
}
END_TEST

/* The vertices of each cell, as a set of bits, from its faces. */
static int vertices(const tda_cells *c, tda_index i)
{
    int set = 0;
    for (tda_index k = c->start[i]; k < c->start[i + 1]; k++)
        set |= vertices(c, c->face[k]);
    for (tda_index v = 0, bit = 0; c->dim[i] == 0 && v <= i; v++) {
        if (v == i)
            set = 1 << bit;
        bit += c->dim[v] == 0;
    }
    return set;
}

/* A random complex as a file, its vertices renamed and some dominated grades put in. */
static void random_bifiltrations_seed(unsigned seed)
{
    tda_complex *complex = brute_random(seed, 2, 3, seed % 2);
    const tda_cells *x = tda_complex_cells(complex);
    brute_rng rng = brute_seed(seed);
    bytes b = {.size = 0};
    tda_index order[BRUTE_SIMPLICES], mapped[BRUTE_SIMPLICES],
        n = appearing(x, -1, order);
    put_text(&b, "--datatype bifiltration\n");
    for (tda_index i = 0; i < n; i++) {
        tda_index begin = brute_grades_begin(x, order[i]);
        tda_index rows = brute_grades_begin(x, order[i] + 1) - begin;
        int set = vertices(x, order[i]), turn = brute_below(&rng, BRUTE_POINTS);
        mapped[order[i]] = i;
        for (int k = 0; k < BRUTE_POINTS; k++) {
            int v = (k + turn) % BRUTE_POINTS;
            if (set >> v & 1) {
                put_number(&b, 13 - 2 * v);
                put_text(&b, " ");
            }
        }
        put_text(&b, ";");
        for (tda_index r = rows - 1 + brute_below(&rng, 2); r >= 0; r--) {
            const double *g = x->grade + 2 * (begin + r % rows);
            for (int p = 0; p < 2; p++) {
                put_text(&b, " ");
                put_number(&b, g[p] + (r >= rows ? p : 0));
            }
        }
        put_text(&b, "\n");
    }
    tda_input in = {0};
    MUST(tda_input_parse(NULL, &in, "f", b.at, b.size, NULL) == TDA_OK);
    const tda_cells *y = tda_complex_cells(in.complex);
    MUST(y->size == n);
    for (tda_index i = 0; i < n; i++)
        same_cell(x, order[i], mapped, y, i);
    tda_input_clear(&in);
    tda_complex_free(complex);
}
TEN_SEEDS(random_bifiltrations)

/* ---- all of them ---- */

static const char *const samples[] = {
    "--datatype points_fn\n--xlabel x\n--maxdist 2\n3,0.5\n0,0\n1.1,2\n",
    "points\n2\n3.2\n[-] birth\n0 0 3\n1.1 2 0.5\n",
    "--datatype metric_fn\n1 1.1 -2\n2 3.2\n1.25\n",
    "--datatype metric\n0 2 3.2\n2 0 1.25\n3.2 1.25 0\n",
    "metric\nx\n1 1.1 -2\ny\n2.5\n2 3.2\n1.25\n",
    ("--datatype bifiltration\n--xreverse\n0 ; 0 0\n1 ; 0 0\n2 ; 0 0\n0 1 ; 0 1 -1 0\n"
     "0 2 ; 0 0\n1 2 ; 0 0\n0 1 2 ; -1 1\n"),
};

static void changed_files_are_refused_or_sound_seed(unsigned seed)
{
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
        survives_change(RIVET, samples[i], seed);
}
TEN_SEEDS(changed_files_are_refused_or_sound)

START_TEST(failures_hand_out_nothing)
{
    tda_read_opts opts = in_format(RIVET);
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
        survives(samples[i], strlen(samples[i]), &opts);
}
END_TEST

SUITE("rivet", TEST(points_with_flags), TEST(points_with_a_function),
      TEST(points_of_the_old_version), TEST(points_are_checked), TEST(flags_are_checked),
      TEST(long_labels_are_cut), TEST(metrics_are_square_or_triangular),
      TEST(metrics_with_a_function), TEST(metrics_of_the_old_version),
      TEST(metrics_are_checked), TEST(bifiltrations_of_both_versions),
      TEST(bifiltrations_are_read_liberally), TEST(bifiltrations_can_be_reversed),
      TEST(bifiltrations_are_checked), SEEDS(random_bifiltrations, 30),
      SEEDS(changed_files_are_refused_or_sound, 30), TEST(failures_hand_out_nothing))
