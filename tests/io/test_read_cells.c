/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_read_cells.c - Further ways of writing complexes and images down: Hasse diagrams, Hera's
 * bifiltrations, Perseus's simplices and sparse bitmaps, values first. By hand, against the
 * formats with the same content, and what is refused. */
#include "complex_check.h"
#include <stdio.h>

#define D TDA_FORMAT_HASSE
#define E TDA_FORMAT_HERA
#define K TDA_FORMAT_SCUBTOP
#define N TDA_FORMAT_NMFSIMTOP
#define V TDA_FORMAT_VALUE_FIRST

START_TEST(hasse_by_hand)
{
    is_complex(D, "0 0\n0 -1.5 # a point\r\n\n1 0 1 2e0\n",
               (tda_cells){.params = 1,
                           .size = 3,
                           .dim = (int[]){0, 0, 1},
                           .start = (tda_index[]){0, 0, 0, 2},
                           .face = (tda_index[]){0, 1},
                           .grade = (double[]){0, -1.5, 2}});
}
END_TEST

START_TEST(hera_by_hand)
{
    const char *text = "bifiltration_phat_like\n3\n0 0 0\n0 0 1\n1 3 4 0 1\n";
    tda_cells want = {.params = 2,
                      .size = 3,
                      .dim = (int[]){0, 0, 1},
                      .start = (tda_index[]){0, 0, 0, 2},
                      .face = (tda_index[]){0, 1},
                      .grade = (double[]){0, 0, 0, 1, 3, 4}};
    is_complex(E, text, want);
    tda_input in = parsed_bytes("f", text, strlen(text), NULL); /* its first line tells */
    ck_assert_int_eq(in.format, E);
    tda_input_clear(&in);
}
END_TEST

START_TEST(cells_refused)
{
    refused(D, "", "f:1:1: holds no cells; give each a line `dimension boundary value`");
    refused(D, "0\n", "f:1:2: a value of the cell is missing");
    refused(D, "0 nan\n",
            "f:1:3: 'nan' is not a value; write inf for what never appears");
    refused(
        D, "0 1\n1 0 x 2\n",
        "f:2:5: 'x' is not a whole number from 0 on; expected a cell of the boundary");
    refused(D, "0 1\n1 0 1 2\n",
            "f:2:5: cell 1 has the face 1, which is not one of the cells before it");
    refused(D, "0 1\n0 1\n1 0 0 2\n",
            "f:3:5: cell 2 has the face 0, which stands twice in its boundary");
    refused(D, "0 1\n0 3\n1 0 1 2\n",
            "f:3:1: cell 2 is to appear at 2, but its face 1 at 3");
    refused(D, "0 1\n2 0 2\n",
            "f:2:3: cell 1 has the face 0, which is not one dimension lower");
    refused(E, "bifiltration\n1\n0 0 0\n",
            "f:1:1: a file of Hera's begins with `bifiltration_phat_like`");
    refused(E, "bifiltration_phat_like\n",
            "f:2:1: the file ends before the number of cells");
    refused(E, "bifiltration_phat_like\n2\n0 0 0\n",
            "f:1:1: 2 cells are announced, but the rest of the file has 1 lines");
    refused(E, "bifiltration_phat_like\n1\n0 0\n",
            "f:3:4: a value of the cell is missing");
    refused(E, "bifiltration_phat_like\n3\n0 0 0\n0 0 2\n1 1 1 0 1\n",
            "f:5:1: cell 2 is to appear at 1, but its face 1 at 2");
}
END_TEST

START_TEST(simplices_refused)
{
    refused(V, "",
            "f:1:1: holds no simplices; give each a line `value dimension points`");
    refused(V, "nan 0 1\n",
            "f:1:1: 'nan' is not a value; write inf for what never appears");
    refused(V, "1 0 0 5\n", "f:1:7: '5' is more than this line should hold");
    refused(V, "1 1 0\n",
            "f:1:3: a simplex of dimension 1 has 2 points, more than stand here");
    refused(V, "1 1 0 1\n2 0 0\n",
            "f:2:1: this simplex is to appear at 2, but another line has it, or a "
            "simplex that it is a face of, at 1");
    refused(N, "", "f:1:1: the file ends before the line `1`");
    refused(
        N, "3\n0 1 2 3 1\n",
        "f:1:1: points named by 3 numbers are not read: number them and begin with 1");
    refused(N, "1\n",
            "f:2:1: holds no simplices; give each a line `dimension points value`");
    refused(N, "1\n1 0 1 1\n0 0 2\n",
            "f:3:1: this simplex is to appear at 2, but another line has it, or a "
            "simplex that it is a face of, at 1");
}
END_TEST

/* A random complex in each format, and in GUDHI's the same bits. */
START_TEST(the_same_cells_in_each_format)
{
    static const tda_format format[] = {TDA_FORMAT_FSC, V, N};
    brute_rng rng = brute_seed((unsigned)_i);
    bytes text[3] = {{.size = 0}, {.size = 0}, {.size = 0}}, hasse = {.size = 0};
    tda_input in[3];
    char line[96];
    put_text(&text[2], "1\n");
    for (int rows = 1 + brute_below(&rng, 9); rows > 0; rows--) {
        int v[3], n = 0, value = brute_below(&rng, 5);
        for (int k = 0; k < 5 && n < 3; k++)
            if (brute_below(&rng, 2))
                v[n++] = 4 - k;
        if (n == 0)
            continue;
        char points[48] = "";
        for (int k = 0, at = 0; k < n; k++)
            at += snprintf(points + at, sizeof points - (size_t)at, " %d", v[k]);
        for (int f = 0; f < 3; f++) {
            if (f == 1)
                snprintf(line, sizeof line, "%d %d%s\n", value, n - 1, points);
            else
                snprintf(line, sizeof line, "%d%s %d\n", n - 1, points, value);
            put_text(&text[f], line);
        }
    }
    put_text(&text[0], "0 9 9\n");
    put_text(&text[1], "9 0 9\n");
    put_text(&text[2], "0 9 9\n");
    tda_status first = TDA_OK;
    for (int f = 0; f < 3; f++) {
        tda_read_opts o = in_format(format[f]);
        in[f] = (tda_input){0};
        tda_status st = tda_input_parse(NULL, &in[f], "f", text[f].at, text[f].size, &o);
        first = f == 0 ? st : first;
        ck_assert_int_eq(st, first); /* equal simplices may have two values */
    }
    if (first != TDA_OK)
        return;
    const tda_cells *c = cells_of(&in[0]);
    for (tda_index i = 0; i < c->size; i++) {
        snprintf(line, sizeof line, "%d", c->dim[i]);
        put_text(&hasse, line);
        for (tda_index k = c->start[i]; k < c->start[i + 1]; k++) {
            snprintf(line, sizeof line, " %d", (int)c->face[k]);
            put_text(&hasse, line);
        }
        put_text(&hasse, " ");
        put_number(&hasse, c->grade[i]);
        put_text(&hasse, "\n");
    }
    tda_read_opts o = in_format(D);
    tda_input by_faces = parsed_bytes("f", hasse.at, hasse.size, &o);
    const tda_cells *others[] = {cells_of(&in[1]), cells_of(&in[2]), cells_of(&by_faces)};
    for (int k = 0; k < 3; k++) {
        size_t n = (size_t)c->size;
        ck_assert_int_eq(others[k]->size, c->size);
        ck_assert_mem_eq(others[k]->dim, c->dim, n * sizeof *c->dim);
        ck_assert_mem_eq(others[k]->face, c->face, (size_t)c->start[n] * sizeof *c->face);
        ck_assert_mem_eq(others[k]->grade, c->grade, n * sizeof *c->grade);
    }
    for (int f = 0; f < 3; f++)
        tda_input_clear(&in[f]);
    tda_input_clear(&by_faces);
}
END_TEST

START_TEST(a_sparse_bitmap_is_the_box_about_it)
{
    tda_input in = parsed(K, "2\n-1 5 2.5\n1 6 -1 # a value like any other\n0 5 -inf\n");
    static const double want[] = {2.5, -INFINITY, INFINITY, INFINITY, INFINITY, -1};
    ck_assert_int_eq(in.kind, TDA_KIND_IMAGE);
    ck_assert_int_eq(in.image.axes, 2);
    ck_assert_int_eq(in.image.shape[0], 3);
    ck_assert_int_eq(in.image.shape[1], 2);
    ck_assert_int_eq(in.image.stride[0], 1);
    ck_assert_int_eq(in.image.stride[1], 3);
    ck_assert_mem_eq(in.image.at, want, sizeof want);
    OK(tda_image_check(NULL, &in.image));
    tda_input_clear(&in);
}
END_TEST

START_TEST(sparse_bitmaps_refused)
{
    refused(K, "", "f:1:1: the file ends before the number of axes");
    refused(K, "0\n", "f:1:1: an image has at least one axis");
    refused(K, "9\n",
            "f:1:1: the number of axes is 9, more than the largest possible, 8");
    refused(K, "1\n", "f:2:1: holds no cubes; give each a line `coordinates value`");
    refused(K, "2\n0 0\n", "f:2:4: the value of a cube is missing");
    refused(K, "2\n0 .5 1\n", "f:2:3: the coordinate 0.5 is not a whole number");
    refused(K, "1\n1e300 1\n", "f:2:1: the coordinate 1e+300 is not a whole number");
    refused(K, "1\n0 nan\n",
            "f:2:3: 'nan' is not a value; write inf for what never appears");
    refused(K, "1\n0 1 2\n", "f:2:5: '2' is more than this line should hold");
    refused(K, "1\n4 1\n\n5 1\n4 1\n", "f:5:1: this cube stands in a line before");
    refused(K, "2\n0 0 1\n9999999 9999999 1\n",
            "f: the box about the 2 cubes has more than 4096 pixels for each: give them "
            "as a complex");
}
END_TEST

START_TEST(any_change)
{
    static const struct {
        tda_format format;
        const char *text;
    } each[] = {{D, "0 0\n0 0\n0 0\n1 0 1 .5\n1 0 2 1\n1 1 2 1\n2 3 4 5 2\n"},
                {E, "bifiltration_phat_like\n3\n0 0 0\n0 0 1\n1 3 4 0 1\n"},
                {V, "0 0 0\n0 0 1\n.5 1 0 1\n2 2 0 1 2\n"},
                {N, "1\n0 0 0\n0 1 0\n1 0 1 1\n2 0 1 2 2\n"},
                {K, "2\n0 0 1\n1 0 1\n2 0 1\n0 1 1\n"}};
    survives_change(each[_i % 5].format, each[_i % 5].text, (unsigned)_i);
}
END_TEST

START_TEST(survives_failures)
{
    static const struct {
        tda_format format;
        const char *text;
    } each[] = {{D, "0 0\n0 0\n1 0 1 .5\n"},
                {E, "bifiltration_phat_like\n3\n0 0 0\n0 0 1\n1 3 4 0 1\n"},
                {V, "0 0 0\n2 2 0 1 2\n"},
                {N, "1\n0 0 0\n1 0 1 1\n"},
                {K, "2\n0 0 1\n1 0 1\n"}};
    for (int k = 0; k < 5; k++) {
        tda_read_opts o = in_format(each[k].format);
        survives(each[k].text, strlen(each[k].text), &o);
    }
}
END_TEST

SUITE("read_cells", TEST(hasse_by_hand), TEST(hera_by_hand), TEST(cells_refused),
      TEST(simplices_refused), SEEDS(the_same_cells_in_each_format, 300),
      TEST(a_sparse_bitmap_is_the_box_about_it), TEST(sparse_bitmaps_refused),
      SEEDS(any_change, 300), TEST(survives_failures))
