/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_diagram.c - The one order of a diagram, and the numbering of pairs of points. */
#include "brute.h"
#include "data/private.h"
#include "tda_check.h"

enum { MOST = 200 };

static int compare(const void *p, const void *q)
{
    const tdai_bar *a = p, *b = q;
    double first[] = {a->degree, a->birth, a->death, (double)a->birth_cell,
                      (double)a->death_cell};
    double second[] = {b->degree, b->birth, b->death, (double)b->birth_cell,
                       (double)b->death_cell};
    for (int i = 0; i < 5; i++)
        if (first[i] != second[i])
            return first[i] < second[i] ? -1 : 1;
    return 0;
}

/* Bars with many ties; ids are all different, so that the order is one. */
static int random_bars(tdai_bar *bar, int seed)
{
    brute_rng rng = brute_seed((unsigned)seed);
    int n = brute_below(&rng, MOST), spread = 1 + seed % 5 * 3;
    for (int b = 0; b < n; b++) {
        bar[b] = (tdai_bar){.birth = brute_below(&rng, spread),
                            .birth_cell = (b * 7919) % 211,
                            .death_cell = b,
                            .degree = brute_below(&rng, 4),
                            .cut = b % 3 == 0};
        bar[b].death = bar[b].birth + brute_below(&rng, 3);
        if (brute_below(&rng, 5) == 0)
            bar[b].death = INFINITY;
    }
    return n;
}

START_TEST(sorted)
{
    tdai_bar bar[MOST], expected[MOST];
    tda_diagram d = {0};
    int n = random_bars(bar, _i), kept = 0;
    for (int b = 0; b < n; b++)
        if (bar[b].degree < 3 && bar[b].birth < bar[b].death)
            expected[kept++] = bar[b];
    qsort(expected, (size_t)kept, sizeof *expected, compare);
    OK(tdai_diagram_new(NULL, &d, 3, TDA_CELL_PAIR, bar, n));
    ck_assert_int_eq(d.start[3], kept);
    ck_assert_int_eq(d.cells, TDA_CELL_PAIR);
    for (int b = 0; b < kept; b++) {
        ck_assert(d.start[expected[b].degree] <= b &&
                  b < d.start[expected[b].degree + 1]);
        ck_assert(d.birth[b] == expected[b].birth && d.death[b] == expected[b].death);
        ck_assert_int_eq(d.birth_cell[b], expected[b].birth_cell);
        ck_assert_int_eq(d.death_cell[b], expected[b].death_cell);
        ck_assert_int_eq(d.cut[b], expected[b].cut);
        ck_assert_int_eq(bar[b].birth_cell, expected[b].birth_cell);
        ck_assert_int_eq(bar[b].degree, expected[b].degree);
    }
    tda_diagram_clear(&d);
}
END_TEST

START_TEST(empty)
{
    tda_diagram d = {0};
    tda_diagram_clear(&d);
    OK(tdai_diagram_new(NULL, &d, 0, TDA_CELL_ROW, NULL, 0));
    ck_assert_int_eq(d.start[0], 0);
    ck_assert_int_eq(d.record.field, 2);
    tda_diagram_clear(&d);
    tda_diagram_clear(&d);
    ck_assert_ptr_null(d.start);
}
END_TEST

START_TEST(out_of_memory)
{
    tdai_bar bar[2] = {{.death = 1}, {.death = 2}};
    tda_diagram d = {0};
    EACH_OOM(tdai_diagram_new(NULL, &d, 1, TDA_CELL_ROW, bar, 2), d.start == NULL);
    tda_diagram_clear(&d);
}
END_TEST

START_TEST(pairs)
{
    tda_index id = 0, i, j;
    for (tda_index a = 0; a < 60; a++)
        for (tda_index b = 0; b <= a; b++, id++) {
            ck_assert_int_eq(tda_pair(a, b), id);
            ck_assert_int_eq(tda_pair(b, a), id);
            tda_pair_points(id, &i, &j);
            ck_assert(i == a && j == b);
        }
    for (tda_index a = 3000000000; a < 3000000050; a++)
        for (tda_index b = a - 1; b <= a; b++) {
            tda_pair_points(tda_pair(a, b), &i, &j);
            ck_assert(i == a && j == b);
        }
}
END_TEST

SUITE("diagram", SEEDS(sorted, 300), TEST(empty), TEST(out_of_memory), TEST(pairs))
