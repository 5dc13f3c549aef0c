/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_vineyard.c - Bars of a matrix whose rows and columns change order: pairs against a reduction
 * from scratch, identities against the rule of single transpositions. */
#include "brute.h"
#include "multiparam/vineyard.h"
#include "tda_check.h"
#include <string.h>

enum { MOST = 12, MOVES = 12 };

typedef struct matrix {
    tda_index rows, columns, start[MOST + 1];
    uint32_t row[MOST * MOST];
    uint32_t bits[MOST]; /* [columns] */
} matrix;

static matrix random_matrix(brute_rng *rng)
{
    matrix m = {.rows = brute_below(rng, MOST + 1),
                .columns = brute_below(rng, MOST + 1)};
    int sparse = 1 + brute_below(rng, 4);
    for (tda_index j = 0; j < m.columns; j++) {
        m.start[j + 1] = m.start[j];
        for (uint32_t r = 0; r < m.rows; r++)
            if (brute_below(rng, sparse + 1) == 0) {
                m.row[m.start[j + 1]++] = r;
                m.bits[j] |= 1u << r;
            }
    }
    return m;
}

static void shuffle(brute_rng *rng, uint32_t *rank, tda_index n, int swaps)
{
    for (int i = 0; i < swaps && n; i++) {
        int a = brute_below(rng, (int)n), b = brute_below(rng, (int)n);
        uint32_t t = rank[a];
        rank[a] = rank[b];
        rank[b] = t;
    }
}

/* low[j] := the row that column j kills in these orders, or TDAI_NONE. */
static void reduce(const matrix *m, const uint32_t *row_rank, const uint32_t *column_rank,
                   uint32_t *low)
{
    uint32_t reduced[MOST], by[MOST], at[MOST] = {0};
    for (tda_index j = 0; j < m->columns; j++)
        at[column_rank[j]] = (uint32_t)j;
    for (int r = 0; r < MOST; r++)
        by[r] = TDAI_NONE;
    for (tda_index i = 0; i < m->columns; i++) {
        uint32_t j = at[i], c = m->bits[j];
        for (low[j] = TDAI_NONE; c && low[j] == TDAI_NONE;) {
            uint32_t top = TDAI_NONE;
            for (uint32_t r = 0; r < m->rows; r++)
                if (c >> r & 1 && (top == TDAI_NONE || row_rank[r] > row_rank[top]))
                    top = r;
            if (by[top] == TDAI_NONE)
                low[j] = top;
            else
                c ^= reduced[by[top]];
        }
        if (c) {
            by[low[j]] = j;
            reduced[j] = c;
        }
    }
}

static void check_pairs(const matrix *m, const tdai_vineyard *v, const uint32_t *row_rank,
                        const uint32_t *column_rank)
{
    uint32_t low[MOST], seen = 0;
    reduce(m, row_rank, column_rank, low);
    for (tda_index j = 0; j < m->columns; j++) {
        uint32_t sum = 0, mine = 0;
        MUST(low[v->lead[j]] == v->low[j]);
        seen |= 1u << v->lead[j];
        for (uint32_t i = 0; i < v->v.size[j]; i++)
            sum ^= m->bits[tdai_list(&v->v, (uint32_t)j)[i]];
        for (uint32_t i = 0; i < v->r.size[j]; i++)
            mine |= 1u << tdai_list(&v->r, (uint32_t)j)[i];
        MUST(sum == mine);
    }
    MUST(seen == (1u << m->columns) - 1);
}

/* Through transpositions of neighbours: in the rows the pair keeps its column, in the columns its
 * row, so in a whole move as well. */
START_TEST(moves_keep_pairs_and_identities)
{
    brute_rng rng = brute_seed((unsigned)_i);
    matrix m = random_matrix(&rng);
    uint32_t rows[2][MOST], columns[2][MOST], before[MOST];
    for (uint32_t i = 0; i < MOST; i++)
        rows[0][i] = columns[0][i] = i;
    shuffle(&rng, rows[0], m.rows, 20);
    shuffle(&rng, columns[0], m.columns, 20);
    tdai_order by_row = {.rank = rows[0]}, by_column = {.rank = columns[0]};
    tdai_vineyard v = {0};
    OK(tdai_vineyard_new(NULL, &v, m.rows, m.columns, m.start, m.row, &by_row,
                         &by_column));
    check_pairs(&m, &v, rows[0], columns[0]);
    for (int k = 0; k < MOVES; k++) {
        int now = k % 2, next = 1 - now, swaps = brute_below(&rng, 6);
        memcpy(rows[next], rows[now], sizeof *rows);
        memcpy(columns[next], columns[now], sizeof *columns);
        shuffle(&rng, rows[next], m.rows, swaps);
        shuffle(&rng, columns[next], m.columns, swaps);
        tdai_vineyard_forget(&v);
        memcpy(before, v.lead, sizeof *before * (size_t)m.columns);
        by_row.rank = rows[next];
        OK(tdai_vineyard_rows(NULL, &v, &by_row, NULL, 0));
        check_pairs(&m, &v, rows[next], columns[now]);
        for (tda_index j = 0; j < m.columns; j++)
            MUST(v.low[j] == TDAI_NONE || v.lead[j] == before[j]);
        memcpy(before, v.low, sizeof *before * (size_t)m.columns);
        by_column.rank = columns[next];
        OK(tdai_vineyard_columns(NULL, &v, &by_column, NULL, 0));
        check_pairs(&m, &v, rows[next], columns[next]);
        for (tda_index j = 0; j < m.columns; j++)
            MUST(v.low[j] == before[j]);
    }
    tdai_vineyard_free(&v);
}
END_TEST

/* With the endless rows as further columns every row has a bar, and none of them is zero. */
START_TEST(endless_rows_complete)
{
    brute_rng rng = brute_seed(1000 + (unsigned)_i);
    matrix m = random_matrix(&rng);
    uint32_t endless[MOST], rank[2 * MOST], row[MOST * MOST + MOST];
    tda_index count = -1, start[2 * MOST + 1];
    OK(tdai_vineyard_endless(NULL, endless, &count, m.rows, m.columns, m.start, m.row));
    MUST(count >= 0 && count <= m.rows);
    memcpy(start, m.start, sizeof m.start);
    memcpy(row, m.row, sizeof m.row);
    for (uint32_t i = 0; i < 2 * MOST; i++)
        rank[i] = i;
    for (tda_index i = 0; i < count; i++) {
        start[m.columns + i + 1] = start[m.columns + i] + 1;
        row[start[m.columns + i]] = endless[i];
    }
    tdai_order order = {.rank = rank};
    tdai_vineyard v = {0};
    OK(tdai_vineyard_new(NULL, &v, m.rows, m.columns + count, start, row, &order,
                         &order));
    for (tda_index r = 0; r < m.rows; r++)
        MUST(v.by_low[r] != TDAI_NONE);
    for (tda_index j = m.columns; j < m.columns + count; j++)
        MUST(v.low[j] != TDAI_NONE);
    tdai_vineyard_free(&v);
}
END_TEST

/* Two grades change places once at most as the offset goes down, rounding and all. */
START_TEST(diagonal_orders_are_monotone)
{
    brute_rng rng = brute_seed(2000 + (unsigned)_i);
    double at[2 * MOST];
    for (int i = 0; i < 2 * MOST; i++)
        at[i] = brute_below(&rng, 4) +
                (brute_below(&rng, 2) ? 1e-16 : 0.1) * brute_below(&rng, 3);
    at[0] = at[1] = (double)INFINITY;
    at[2] = -(double)INFINITY;
    for (uint32_t a = 0; a < MOST; a++)
        for (uint32_t b = 0; b < a; b++) {
            int changes = 0;
            bool less = false;
            for (int k = 0; k <= 70; k++) {
                tdai_order o = {.at = at, .offset = 5 - 0.1 * k};
                bool now = tdai_order_less(&o, a, b);
                MUST(now != tdai_order_less(&o, b, a));
                changes += k > 0 && now != less;
                less = now;
            }
            MUST(changes <= 1);
        }
}
END_TEST

START_TEST(memory_and_cancel)
{
    brute_rng rng = brute_seed(3);
    matrix m = {0};
    while (m.rows < 8 || m.columns < 8)
        m = random_matrix(&rng);
    uint32_t up[MOST], down[MOST], endless[MOST];
    for (uint32_t i = 0; i < MOST; i++) {
        up[i] = i;
        down[i] = MOST - 1 - i;
    }
    tdai_order first = {.rank = up}, second = {.rank = down};
    tdai_vineyard v = {0};
    tda_index count = -1;
    tda_ctx *ctx = NULL;
    OK(tda_ctx_new(&ctx));
    EACH_OOM(
        tdai_vineyard_new(NULL, &v, m.rows, m.columns, m.start, m.row, &first, &first),
        v.low == NULL);
    tdai_vineyard_free(&v);
    EACH_CANCEL(
        tdai_vineyard_new(ctx, &v, m.rows, m.columns, m.start, m.row, &first, &first),
        v.low == NULL);
    tdai_cancel_after(0);
    ck_assert_int_eq(tdai_vineyard_rows(ctx, &v, &second, NULL, 0), TDA_ECANCEL);
    tdai_cancel_after(-1);
    tdai_vineyard_free(&v);
    EACH_OOM(
        tdai_vineyard_endless(NULL, endless, &count, m.rows, m.columns, m.start, m.row),
        count == -1);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("vineyard", SEEDS(moves_keep_pairs_and_identities, 300),
      SEEDS(endless_rows_complete, 300), SEEDS(diagonal_orders_are_monotone, 50),
      TEST(memory_and_cancel))
