/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_function_rips_present.c - Presentations of function-Rips bifiltrations without the complex,
 * against those of the complex. */
#include "function_rips_case.h"
#include <stdio.h>

static tda_status present(frips_case *c, tda_presentation **out, int degree)
{
    return c->distances
               ? tda_distances_function_rips_presentation(
                     c->p.ctx, out, case_distances(c), &c->function, degree, &c->opts)
               : tda_cloud_function_rips_presentation(c->p.ctx, out, &c->p.cloud,
                                                      &c->function, degree, &c->opts);
}

/* Same size, grades, entries and cells. */
static void must_equal(const tda_presentation *a, const tda_presentation *b)
{
    const tda_matrix *m = tda_presentation_matrix(a), *n = tda_presentation_matrix(b);
    MUST(m->rows == n->rows && m->columns == n->columns);
    for (tda_index i = 0; i < 2 * m->rows; i++)
        MUST(m->row_grade[i] == n->row_grade[i] && m->row_cell[i] == n->row_cell[i]);
    for (tda_index i = 0; i < 2 * m->columns; i++)
        MUST(m->column_grade[i] == n->column_grade[i] &&
             m->column_cell[i] == n->column_cell[i]);
    for (tda_index i = 0; i <= m->columns; i++)
        MUST(m->start[i] == n->start[i]);
    for (tda_index i = 0; i < m->start[m->columns]; i++)
        MUST(m->row[i] == n->row[i]);
}

/* Bars along lines, and which of them the threshold cuts, as those of the complex on the line. */
static void check_slices(frips_case *c, const tda_presentation *fast, int degree)
{
    const double base[] = {0, -1, -2, 0, 0.5, 0, 3, -2},
                 direction[] = {1, 1, 1, 0.5, 0, 1, 1, 0};
    enum { LINES = 4 };
    tda_diagram bars[LINES] = {{0}};
    OK(tda_presentation_slices(c->p.ctx, bars, fast, LINES, base, direction));
    for (int i = 0; i < LINES; i++) {
        tda_complex *pushed = NULL;
        tda_diagram slow = {0};
        const tda_diagram *d = &bars[i];
        OK(tda_complex_push(c->p.ctx, &pushed, case_complex(c), base + 2 * i,
                            direction + 2 * i));
        OK(tda_complex_diagram(c->p.ctx, &slow, NULL, pushed, 0, NULL));
        tda_index bar = degree < slow.degrees ? slow.start[degree] : 0,
                  n = degree < slow.degrees ? slow.start[degree + 1] - bar : 0;
        MUST(d->cells == TDA_CELL_PAIR && d->start[degree + 1] == n);
        for (tda_index b = 0; b < n; b++)
            MUST(d->birth[b] == slow.birth[bar + b] &&
                 d->death[b] == slow.death[bar + b] && d->cut[b] == slow.cut[bar + b]);
        tda_diagram_clear(&slow);
        tda_diagram_clear(&bars[i]);
        tda_complex_free(pushed);
    }
}

/* All Betti numbers, all ranks, and the cells that coordinates are of. */
static void check(frips_case *c, const tda_presentation *fast, int degree)
{
    tda_presentation *slow = NULL;
    tda_measure beta[3] = {{0}}, slow_beta[3] = {{0}};
    tda_signed_barcode ranks = {0}, slow_ranks = {0};
    const tda_matrix *m = tda_presentation_matrix(fast);
    OK(tda_complex_presentation(c->p.ctx, &slow, case_complex(c), degree, NULL));
    OK(tda_presentation_betti(c->p.ctx, beta, fast));
    OK(tda_presentation_betti(c->p.ctx, slow_beta, slow));
    for (int i = 0; i < 3; i++) {
        MUST(same_measure(&beta[i], &slow_beta[i], false));
        MUST(beta[i].cells == TDA_CELL_PAIR);
        for (tda_index k = 0; k < 2 * beta[i].size; k++)
            MUST(case_names(c, (int)(k % 2), beta[i].cell[k], beta[i].at[k]));
        tda_measure_clear(&beta[i]);
        tda_measure_clear(&slow_beta[i]);
    }
    check_slices(c, fast, degree);
    OK(tda_presentation_rank_barcode(c->p.ctx, &ranks, fast, NULL));
    OK(tda_presentation_rank_barcode(c->p.ctx, &slow_ranks, slow, NULL));
    MUST(ranks.size == slow_ranks.size);
    for (tda_index i = 0; i < ranks.size; i++)
        MUST(ranks.weight[i] == slow_ranks.weight[i]);
    for (tda_index i = 0; i < 2 * ranks.size; i++)
        MUST(ranks.birth[i] == slow_ranks.birth[i] &&
             ranks.death[i] == slow_ranks.death[i]);
    for (tda_index i = 0; i < 2 * m->rows; i++)
        MUST(case_names(c, (int)(i % 2), m->row_cell[i], m->row_grade[i]));
    for (tda_index i = 0; i < 2 * m->columns; i++)
        MUST(case_names(c, (int)(i % 2), m->column_cell[i], m->column_grade[i]));
    tda_signed_barcode_clear(&ranks);
    tda_signed_barcode_clear(&slow_ranks);
    tda_presentation_free(slow);
}

static void as_of_the_complex_seed(unsigned seed)
{
    frips_case c;
    tda_presentation *p = NULL, *again = NULL;
    tda_measure mu = {0}, direct = {0};
    case_open(&c, (int)seed, seed % 21, 2);
    for (int degree = 0; degree < 2; degree++) {
        tda_ctx_set_threads(c.p.ctx, 1);
        c.opts.bits = TDA_CHOICE_AUTO;
        OK(present(&c, &p, degree));
        MUST(tda_presentation_degree(p) == degree);
        MUST(tda_presentation_cell_kind(p) == TDA_CELL_PAIR);
        tda_record r = tda_presentation_record(p);
        MUST(r.scale == c.opts.scale && r.threshold == c.opts.threshold &&
             !strcmp(r.filtration, "function-rips"));
        check(&c, p, degree);
        OK(tda_presentation_hilbert_measure(c.p.ctx, &mu, p));
        OK(c.distances
               ? tda_distances_function_rips_measure(c.p.ctx, &direct, case_distances(&c),
                                                     &c.function, degree, degree, &c.opts)
               : tda_cloud_function_rips_measure(c.p.ctx, &direct, &c.p.cloud,
                                                 &c.function, degree, degree, &c.opts));
        MUST(same_measure(&mu, &direct, false));
        tda_measure_clear(&mu);
        tda_measure_clear(&direct);
        tda_ctx_set_threads(c.p.ctx, 2 + (int)seed % 2);
        c.opts.bits = seed / 2 % 2 ? TDA_CHOICE_NO : TDA_CHOICE_YES;
        OK(present(&c, &again, degree));
        must_equal(p, again);
        tda_presentation_free(again);
        tda_presentation_free(p);
    }
    case_close(&c);
}
TEN_SEEDS(as_of_the_complex)

/* Slices of the presentation name pairs of points too. */
START_TEST(slices_name_pairs)
{
    frips_case c;
    tda_presentation *p = NULL;
    tda_diagram d = {0};
    double base[] = {0, -2}, direction[] = {1, 1};
    case_open(&c, 20, 20, 2);
    OK(present(&c, &p, 1));
    OK(tda_presentation_slices(c.p.ctx, &d, p, 1, base, direction));
    ck_assert_int_gt(d.start[2], 0);
    ck_assert_int_eq(d.cells, TDA_CELL_PAIR);
    tda_diagram_clear(&d);
    tda_presentation_free(p);
    case_close(&c);
}
END_TEST

/* The cycle of a square of side 3 that waits for a corner, filled by the diagonals. */
START_TEST(square)
{
    double lower[] = {3, 5, 3, 3, 5, 3}, f[] = {0, 0, 1, 0};
    tda_distances d = {.size = 4, .lower = lower};
    tda_cloud function = {4, 1, f, NULL};
    tda_presentation *p = NULL;
    OK(tda_distances_function_rips_presentation(NULL, &p, &d, &function, 1, NULL));
    const tda_matrix *m = tda_presentation_matrix(p);
    ck_assert(m->rows == 1 && m->columns == 1 && m->start[1] == 1);
    ck_assert(m->row_grade[0] == 3 && m->row_grade[1] == 1);
    ck_assert(m->column_grade[0] == 5 && m->column_grade[1] == 1);
    tda_presentation_free(p);
}
END_TEST

START_TEST(failures)
{
    for (int seed = 21; seed < 24; seed++) {
        frips_case c;
        tda_presentation *p = NULL;
        case_open(&c, seed, 14, 2);
        EACH_OOM(present(&c, &p, 1), p == NULL);
        tda_presentation_free(p);
        p = NULL;
        EACH_CANCEL(present(&c, &p, 1), p == NULL);
        tda_presentation_free(p);
        p = NULL;
        tda_ctx_set_max_bytes(c.p.ctx, 100);
        ck_assert_int_eq(present(&c, &p, 1), TDA_ELIMIT);
        tda_ctx_set_max_bytes(c.p.ctx, 0);
        for (int degree = -1; degree < 3; degree += 3) {
            char sentence[128];
            snprintf(sentence, sizeof sentence,
                     "function-Rips presentation: no degree %d; it has 0 and 1, for "
                     "others build the complex",
                     degree);
            ck_assert_int_eq(present(&c, &p, degree), TDA_EINVAL);
            ck_assert_str_eq(tda_ctx_message(c.p.ctx), sentence);
        }
        ck_assert_ptr_null(p);
        case_close(&c);
    }
}
END_TEST

SUITE("function-Rips presentations", SEEDS(as_of_the_complex, 40),
      TEST(slices_name_pairs), TEST(square), TEST(failures))
