/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_read_complex.c - Complexes as GUDHI and PHAT write them: by hand, there and back, and what
 * is refused. */
#include "complex_check.h"
#include <stdio.h>

#define F TDA_FORMAT_FSC
#define P TDA_FORMAT_PHAT

START_TEST(fsc_by_hand)
{
    is_complex(F, "0 0 0\r\n0 1 0 # a point\n\n1 1 0 1.5",
               (tda_cells){.params = 1,
                           .size = 3,
                           .dim = (int[]){0, 0, 1},
                           .start = (tda_index[]){0, 0, 0, 2},
                           .face = (tda_index[]){1, 0},
                           .grade = (double[]){0, 0, 1.5}});
    /* faces without a line; ids are put in order */
    is_complex(F, "2 7 5 9 3\n1 5 9 -inf\n0 100 inf\n",
               (tda_cells){.params = 1,
                           .size = 8,
                           .dim = (int[]){0, 0, 0, 0, 1, 1, 1, 2},
                           .start = (tda_index[]){0, 0, 0, 0, 0, 2, 4, 6, 9},
                           .grade = (double[]){-INFINITY, 3, -INFINITY, INFINITY, 3,
                                               -INFINITY, 3, 3}});
}
END_TEST

START_TEST(fsc_refusals)
{
    refused(F, "",
            "f:1:1: holds no simplices; give each a line `dimension points value`");
    refused(F, "0 0 0\n1 0 1 2 3\n", "f:2:9: '3' is more than this line should hold");
    refused(F, "1 0 1\n", "f:1:6: the value of the simplex is missing");
    refused(F, "0 -1 0\n",
            "f:1:3: '-1' is not a whole number from 0 on; expected the id of a point");
    refused(F, "x\n",
            "f:1:1: 'x' is not a whole number from 0 on; expected the dimension of a "
            "simplex");
    refused(F, "1 2 2 0\n", "f:1:5: point 2 stands twice in this simplex");
    refused(F, "0 1 nan\n",
            "f:1:5: 'nan' is not a value; write inf for what never appears");
    refused(F, "9 1 0\n",
            "f:1:1: a simplex of dimension 9 has 10 points, more than stand here");
    refused(F, "1 0 1 1\n0 0 2\n",
            "f:2:1: this simplex is to appear at 2, but another line has it, or a "
            "simplex that it is a face of, at 1");
    refused(F, "0 0 2\n0 0 1\n",
            "f:1:1: this simplex is to appear at 2, but another line has it, or a "
            "simplex that it is a face of, at 1");
}
END_TEST

START_TEST(phat_by_hand)
{
    is_complex(P, "# a triangle\n0\n0\n0\n1 0 1\n1 2 0\n\n1 1 2\n2 5 4 3",
               (tda_cells){.params = 1,
                           .size = 7,
                           .dim = (int[]){0, 0, 0, 1, 1, 1, 2},
                           .start = (tda_index[]){0, 0, 0, 0, 2, 4, 6, 9},
                           .face = (tda_index[]){0, 1, 2, 0, 1, 2, 5, 4, 3},
                           .grade = (double[]){0, 1, 2, 3, 4, 5, 6}});
}
END_TEST

static void words(bytes *b, int n, const int64_t *word)
{
    for (int i = 0; i < n; i++)
        put_word(b, (uint64_t)word[i], 8);
}

START_TEST(phat_in_binary)
{
    static const int64_t edge[] = {3, 0, 0, 0, 0, 1, 2, 1, 0};
    bytes b = {.size = 0};
    words(&b, 9, edge);
    tda_read_opts o = in_format(P);
    tda_input in = parsed_bytes("f", b.at, b.size, &o);
    const tda_cells *c = cells_of(&in);
    ck_assert_int_eq(c->size, 3);
    ck_assert_mem_eq(c->dim, ((int[]){0, 0, 1}), 3 * sizeof(int));
    ck_assert_mem_eq(c->face, ((tda_index[]){1, 0}), 2 * sizeof(tda_index));
    tda_input_clear(&in);
    o.format = TDA_FORMAT_AUTO;
    in = parsed_bytes("f.phat", b.at, b.size, &o);
    ck_assert_int_eq(in.format, P);
    tda_input_clear(&in);
}
END_TEST

START_TEST(phat_refusals)
{
    refused(P, "", "f:1:1: holds no cells; give each a line `dimension faces`");
    refused(P, "0\n1 0 1\n",
            "f:2:5: cell 1 has the face 1, which is not one of the cells before it");
    refused(P, "0\n0\n1 0 0\n",
            "f:3:5: cell 2 has the face 0, which stands twice in its boundary");
    refused(P, "0\n0\n2 0\n",
            "f:3:3: cell 2 has the face 0, which is not one dimension lower");
    refused(
        P, "0\n0 x\n",
        "f:2:3: 'x' is not a whole number from 0 on; expected a cell of the boundary");
    refused(
        P, "0.5\n",
        "f:1:1: '0.5' is not a whole number from 0 on; expected the dimension of a cell");
    static const struct {
        int words;
        int64_t word[8];
        const char *message;
    } bad[] = {
        {1, {1}, "f: byte 0: 1 cells, but the rest of the file holds at most 0"},
        {3, {2, 0, 0}, "f: byte 0: 2 cells, but the rest of the file holds at most 1"},
        {3, {1, 0, 1}, "f: byte 8: the file ends within cell 0"},
        {5, {2, 0, 2, 0, 0}, "f: byte 8: cell 0 of dimension 0 with 2 faces"},
        {4,
         {1, 0, 1, 0},
         "f: byte 24: cell 0 has the face 0, which is not one of the cells before it"},
        {4, {1, 0, 0, 0}, "f: byte 24: the file goes on after all 1 cells"},
        {3, {1, -1, 0}, "f: byte 8: cell 0 of dimension -1 with 0 faces"},
    };
    tda_read_opts o = in_format(P);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        bytes b = {.size = 0};
        words(&b, bad[i].words, bad[i].word);
        refused_bytes("f", b.at, b.size, &o, bad[i].message);
    }
    bytes b = {.size = 0};
    words(&b, 3, bad[6].word);
    refused_bytes("f", b.at, 23, &o,
                  "f: 23 bytes are no whole number of 8-byte words; is it truncated?");
}
END_TEST

/* A random flag complex on a few points, its values growing from face to coface. */
static tda_complex *random_complex(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    int n = 1 + brute_below(&rng, 7), rows = brute_below(&rng, 12);
    tda_index start[20], vertex[100], size = 0, used = 0;
    double grade[20];
    for (int r = 0; r < rows + 1; r++) {
        start[size] = used;
        for (int v = 0; v < n; v++)
            if (brute_below(&rng, 2) && used - start[size] < 4)
                vertex[used++] = v;
        grade[size] = brute_below(&rng, 9) * .25 - 1;
        size += used > start[size];
    }
    start[size] = used;
    tda_simplices rows_of = {
        .params = 1, .size = size, .start = start, .vertex = vertex, .grade = grade};
    tda_complex *x = NULL;
    OK(tda_complex_new_simplicial(NULL, &x, NULL, &rows_of));
    return x;
}

/* The points of a simplex of the complex, ascending. */
static int points_of(const tda_cells *c, tda_index cell, tda_index *point)
{
    int n = 0;
    if (c->dim[cell] == 0)
        point[n++] = cell;
    for (tda_index f = c->start[cell]; f < c->start[cell + 1]; f++) {
        tda_index more[4];
        int m = points_of(c, c->face[f], more);
        for (int i = 0; i < m; i++) {
            int at = 0;
            while (at < n && point[at] != more[i])
                at++;
            point[at] = more[i];
            n += at == n;
        }
    }
    return n;
}

/* Lines in any order, some faces left out. */
START_TEST(fsc_there_and_back)
{
    brute_rng rng = brute_seed((unsigned)_i + 77);
    tda_complex *x = random_complex((unsigned)_i);
    const tda_cells *c = tda_complex_cells(x);
    bytes b = {.size = 0};
    char line[64];
    for (tda_index k = 0; k < c->size; k++) {
        tda_index i = c->size - 1 - k, point[4];
        int m = points_of(c, i, point), at = snprintf(line, sizeof line, "%d", m - 1);
        bool implied = false; /* a coface that has its line appears at the same value */
        for (tda_index j = i + 1; j < c->size; j++)
            for (tda_index f = c->start[j]; f < c->start[j + 1]; f++)
                implied |= c->face[f] == i && c->grade[j] == c->grade[i];
        if (implied && brute_below(&rng, 2))
            continue;
        for (int j = 0; j < m; j++)
            at += snprintf(line + at, sizeof line - (size_t)at, " %d", (int)point[j]);
        put_text(&b, line);
        put_text(&b, " ");
        put_number(&b, c->grade[i]);
        put_text(&b, "\n");
    }
    tda_read_opts o = in_format(F);
    if (c->size) {
        tda_input in = parsed_bytes("f", b.at, b.size, &o);
        const tda_cells *d = cells_of(&in);
        size_t n = (size_t)c->size;
        ck_assert_int_eq(c->size, d->size);
        ck_assert_mem_eq(c->dim, d->dim, n * sizeof *c->dim);
        ck_assert_mem_eq(c->face, d->face, (size_t)c->start[n] * sizeof *c->face);
        ck_assert_mem_eq(c->grade, d->grade, n * sizeof *c->grade);
        tda_input_clear(&in);
    }
    tda_complex_free(x);
}
END_TEST

/* As text and in binary the same cells. */
START_TEST(phat_there_and_back)
{
    tda_complex *x = random_complex((unsigned)_i);
    const tda_cells *c = tda_complex_cells(x);
    bytes text = {.size = 0}, binary = {.size = 0};
    char word[32];
    put_word(&binary, (uint64_t)c->size, 8);
    for (tda_index i = 0; i < c->size; i++) {
        put_word(&binary, (uint64_t)c->dim[i], 8);
        put_word(&binary, (uint64_t)(c->start[i + 1] - c->start[i]), 8);
        snprintf(word, sizeof word, "%d", c->dim[i]);
        put_text(&text, word);
        for (tda_index f = c->start[i]; f < c->start[i + 1]; f++) {
            put_word(&binary, (uint64_t)c->face[f], 8);
            snprintf(word, sizeof word, " %d", (int)c->face[f]);
            put_text(&text, word);
        }
        put_text(&text, "\n");
    }
    const bytes *both[] = {&text, &binary};
    tda_read_opts o = in_format(P);
    for (int k = 0; k < 2 && c->size; k++) {
        tda_input in = parsed_bytes("f", both[k]->at, both[k]->size, &o);
        const tda_cells *d = cells_of(&in);
        size_t n = (size_t)c->size;
        ck_assert_int_eq(c->size, d->size);
        ck_assert_mem_eq(c->dim, d->dim, n * sizeof *c->dim);
        ck_assert_mem_eq(c->face, d->face, (size_t)c->start[n] * sizeof *c->face);
        for (tda_index i = 0; i < d->size; i++)
            ck_assert_double_eq(d->grade[i], (double)i);
        tda_input_clear(&in);
    }
    tda_complex_free(x);
}
END_TEST

START_TEST(any_change)
{
    survives_change(_i % 2 ? F : P,
                    _i % 2 ? "0 0 0\n0 1 0\n0 2 .5\n1 0 1 1\n2 0 1 2 3\n"
                           : "0\n0\n0\n1 0 1\n1 0 2\n1 1 2\n2 3 4 5\n",
                    (unsigned)_i);
}
END_TEST

START_TEST(survives_failures)
{
    static const int64_t edge[] = {3, 0, 0, 0, 0, 1, 2, 1, 0};
    const char *fsc = "0 0 0\n0 1 0\n2 0 1 2 3\n", *phat = "0\n0\n1 0 1\n";
    bytes b = {.size = 0};
    tda_read_opts o = in_format(F);
    survives(fsc, strlen(fsc), &o);
    o.format = P;
    survives(phat, strlen(phat), &o);
    words(&b, 9, edge);
    survives(b.at, b.size, &o);
}
END_TEST

SUITE("read_complex", TEST(fsc_by_hand); TEST(fsc_refusals); TEST(phat_by_hand);
      TEST(phat_in_binary); TEST(phat_refusals); SEEDS(fsc_there_and_back, 300);
      SEEDS(phat_there_and_back, 300); SEEDS(any_change, 300); TEST(survives_failures))
