/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_column.c - Columns against sets of rows as arrays of flags; the store against copies. */
#include "multiparam/column.h"
#include "tda_check.h"
#include "brute.h"

enum { ROWS = 5000 };

static void expect_rows(tdai_column *c, const bool *in, tda_index rows)
{
    tda_index n = 0, last = -1;
    for (tda_index r = 0; r < rows; r++)
        if (in[r]) {
            n++;
            last = r;
        }
    ck_assert_int_eq(tdai_column_count(c), n);
    ck_assert_uint_eq(tdai_column_pivot(c), last < 0 ? TDAI_NONE : (uint32_t)last);
}

/* A random ascending list of rows, dense or sparse. */
static tda_index random_rows(brute_rng *rng, uint32_t *row, tda_index rows)
{
    tda_index n = 0;
    int most = brute_below(rng, 3) ? 8 : 300, from = brute_below(rng, (int)rows);
    for (tda_index r = from; r < rows && n < most; r += 1 + brute_below(rng, 2 * most))
        row[n++] = (uint32_t)r;
    return n;
}

START_TEST(sums_are_symmetric_differences)
{
    brute_rng rng = brute_seed((unsigned)_i);
    static bool in[ROWS];
    uint32_t row[400], *out = malloc(ROWS * sizeof *out);
    tda_index rows = _i % 7 == 0 ? 1 + _i % 70 : 1 + brute_below(&rng, ROWS);
    tdai_column c = {0};
    OK(tdai_column_new(NULL, &c, rows));
    for (int round = 0; round < 3; round++) { /* the column must come back clean */
        memset(in, 0, sizeof in);
        tda_index n = random_rows(&rng, row, rows);
        tdai_column_load(&c, row, n);
        for (tda_index i = 0; i < n; i++)
            in[row[i]] = true;
        for (int k = brute_below(&rng, 60); k > 0; k--) {
            n = random_rows(&rng, row, rows);
            if (k % 5 == 0)
                tdai_column_toggle(&c, row[0] = (uint32_t)brute_below(&rng, (int)rows));
            else
                tdai_column_add(&c, row, n);
            for (tda_index i = 0; i < (k % 5 ? n : 1); i++)
                in[row[i]] ^= true;
            expect_rows(&c, in, rows);
        }
        n = tdai_column_count(&c);
        if (round == 1) {
            tdai_column_empty(&c);
        } else {
            tdai_column_unload(&c, out);
            for (tda_index i = 0; i < n; i++) {
                ck_assert(in[out[i]]);
                ck_assert(i == 0 || out[i - 1] < out[i]);
            }
        }
        ck_assert_uint_eq(tdai_column_pivot(&c), TDAI_NONE);
        ck_assert_int_eq(tdai_column_count(&c), 0);
    }
    free(out);
    tdai_column_free(&c);
}
END_TEST

START_TEST(the_store_keeps_columns_through_compaction)
{
    enum { COLUMNS = 40 };
    brute_rng rng = brute_seed((unsigned)_i);
    static uint32_t copy[COLUMNS][400], input[COLUMNS * 400];
    tda_index size[COLUMNS], start[COLUMNS + 1] = {0};
    tdai_column c = {0};
    tdai_store s = {0};
    for (int j = 0; j < COLUMNS; j++) {
        size[j] = random_rows(&rng, copy[j], ROWS);
        memcpy(input + start[j], copy[j], (size_t)size[j] * sizeof **copy);
        start[j + 1] = start[j] + size[j];
    }
    tdai_level level = {.size = COLUMNS, .start = start, .row = input};
    OK(tdai_column_new(NULL, &c, ROWS));
    OK(tdai_store_new(NULL, &s, &level));
    for (int step = 0; step < 600; step++) {
        int j = brute_below(&rng, COLUMNS);
        if (step % 9 == 0) {
            tdai_store_drop(&s, j);
            size[j] = 0;
        } else {
            size[j] = random_rows(&rng, copy[j], ROWS);
            tdai_column_load(&c, copy[j], size[j]);
            OK(tdai_store_put(NULL, &s, j, &c));
        }
        for (int k = 0; k < COLUMNS; k++) {
            ck_assert_int_eq(s.size[k], size[k]);
            ck_assert(size[k] == 0 || memcmp(tdai_store_column(&s, k), copy[k],
                                             (size_t)size[k] * sizeof **copy) == 0);
        }
    }
    tdai_store_free(&s);
    tdai_column_free(&c);
}
END_TEST

SUITE("column", SEEDS(sums_are_symmetric_differences, 300),
      SEEDS(the_store_keeps_columns_through_compaction, 20))
