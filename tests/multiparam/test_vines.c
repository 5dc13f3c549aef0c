/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_vines.c - Bars that keep their number along a family of lines: the bars against those of each
 * line alone, the numbers against two dense reductions a step, and how far ends may move. */
#include "brute.h"
#include "multiparam/boxes.h"
#include "tda_check.h"
#include <string.h>
#include <tda.h>

enum { LINES = 40, MOST = 64 };

/* Lines near each other, with jumps now and then; exact in binary. */
static void random_walk(brute_rng *rng, double *base, double *direction, int params)
{
    for (int i = 0; i < LINES; i++)
        for (int k = 0; k < params; k++) {
            bool jump = i == 0 || brute_below(rng, 8) == 0;
            double *b = &base[i * params + k], *v = &direction[i * params + k];
            *b = jump ? brute_below(rng, 9) - 3
                      : b[-params] + (brute_below(rng, 3) - 1) / 4.0;
            *v = jump ? (double[]){0.5, 1, 2}[brute_below(rng, 3)] : v[-params];
            if (jump && k && brute_below(rng, 6) == 0)
                *v = 0;
        }
}

static double reach(const double *grade, const double *base, const double *direction,
                    int params)
{
    double last = -INFINITY;
    for (int k = 0; k < params; k++) {
        double t = direction[k] > 0     ? (grade[k] - base[k]) / direction[k]
                   : grade[k] > base[k] ? INFINITY
                                        : -INFINITY;
        last = t > last ? t : last;
    }
    return last + 0.0;
}

/* ---- the numbers, by dense reductions ---- */

typedef struct dense {
    int rows, columns; /* with those at infinity */
    uint64_t bits[MOST];
} dense;

/* order[i] := the i-th of n by value, equal ones by number. */
static void sort_by(const double *value, int n, int *order)
{
    for (int i = 0; i < n; i++) {
        int at = i;
        for (; at > 0 && value[order[at - 1]] > value[i]; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
}

/* low[j] := the row that column j is paired with in these orders, or -1. */
static void pair_up(const dense *d, const int *rows, const int *columns, int *low)
{
    uint64_t reduced[MOST];
    int owner[MOST], place[MOST];
    for (int i = 0; i < d->rows; i++) {
        place[rows[i]] = i;
        owner[i] = -1;
    }
    for (int i = 0; i < d->columns; i++) {
        int j = columns[i];
        uint64_t c = 0;
        for (int r = 0; r < d->rows; r++)
            if (d->bits[j] >> r & 1)
                c |= (uint64_t)1 << place[r];
        while (c && owner[63 - __builtin_clzll(c)] >= 0)
            c ^= reduced[owner[63 - __builtin_clzll(c)]];
        reduced[j] = c;
        low[j] = c ? rows[63 - __builtin_clzll(c)] : -1;
        if (c)
            owner[63 - __builtin_clzll(c)] = j;
    }
}

static dense dense_of(const tda_matrix *m)
{
    dense d = {(int)m->rows, (int)m->columns, {0}};
    int rows[MOST], columns[MOST], low[MOST];
    bool dies[MOST] = {false};
    for (tda_index j = 0; j < m->columns; j++)
        for (tda_index i = m->start[j]; i < m->start[j + 1]; i++)
            d.bits[j] |= (uint64_t)1 << m->row[i];
    for (int i = 0; i < MOST; i++)
        rows[i] = columns[i] = i;
    pair_up(&d, rows, columns, low);
    for (int j = 0; j < d.columns; j++)
        if (low[j] >= 0)
            dies[low[j]] = true;
    for (int r = 0; r < d.rows; r++)
        if (!dies[r])
            d.bits[d.columns++] = (uint64_t)1 << r;
    return d;
}

typedef struct dense_line {
    double at[MOST], by[MOST];
    int rows[MOST], columns[MOST];
    int row[MOST], column[MOST]; /* of each bar; row -1: no bar */
} dense_line;

static void dense_step(const dense *d, const tda_matrix *m, const double *base,
                       const double *direction, dense_line *now, const dense_line *last)
{
    int low[MOST], from[MOST], to[MOST];
    for (int r = 0; r < d->rows; r++)
        now->at[r] = reach(m->row_grade + r * m->params, base, direction, m->params);
    for (int j = 0; j < d->columns; j++)
        now->by[j] = j < m->columns ? reach(m->column_grade + j * m->params, base,
                                            direction, m->params)
                                    : INFINITY;
    sort_by(now->at, d->rows, now->rows);
    sort_by(now->by, d->columns, now->columns);
    if (!last) {
        pair_up(d, now->rows, now->columns, now->row);
        for (int j = 0; j < d->columns; j++)
            now->column[j] = j;
        return;
    }
    pair_up(d, now->rows, last->columns, low); /* births move */
    pair_up(d, now->rows, now->columns, from); /* then deaths */
    for (int j = 0; j < d->columns; j++)
        if (from[j] >= 0)
            to[from[j]] = j;
    for (int b = 0; b < d->columns; b++) {
        now->row[b] = last->row[b] < 0 ? -1 : low[last->column[b]];
        now->column[b] = last->row[b] < 0 ? -1 : to[now->row[b]];
    }
}

/* The ends of bars on all lines, two zeros where a bar is missing. */
typedef struct track {
    double end[LINES][2];
    bool seen;
} track;

static void record_dense(track *t, const dense *d, const dense_line *line, int i)
{
    for (int b = 0; b < d->columns; b++) {
        if (line->row[b] < 0)
            continue;
        double birth = line->at[line->row[b]], death = line->by[line->column[b]];
        if (!(birth < death))
            continue;
        t[b].end[i][0] = birth;
        t[b].end[i][1] = death;
        t[b].seen = true;
    }
}

/* Is each track of the one among those of the other, as often? */
static void same_tracks(const track *a, track *b)
{
    for (int i = 0; i < MOST; i++) {
        bool found = !a[i].seen;
        for (int j = 0; !found && j < MOST; j++)
            if (b[j].seen && memcmp(a[i].end, b[j].end, sizeof a->end) == 0) {
                found = true;
                b[j].seen = false;
            }
        MUST(found);
    }
    for (int j = 0; j < MOST; j++)
        MUST(!b[j].seen);
}

/* ---- properties ---- */

static double change(const double *grade, tda_index n, int params, const double *base,
                     const double *direction)
{
    double most = 0;
    for (tda_index i = 0; i < n; i++) {
        double s = reach(grade + i * params, base - params, direction - params, params);
        double t = reach(grade + i * params, base, direction, params);
        most = s != t && fabs(t - s) > most ? fabs(t - s) : most;
    }
    return most;
}

/* From one line to the next the ends of a vine move no further than generators and relations do,
 * and a vine that ends or begins was short. */
static void ends_move_little(const tda_diagram *a, const tda_index *va,
                             const tda_diagram *b, const tda_index *vb, int degree,
                             double rows, double columns)
{
    for (int back = 0; back < 2; back++) {
        const tda_diagram *p = back ? b : a, *q = back ? a : b;
        const tda_index *vp = back ? vb : va, *vq = back ? va : vb;
        for (tda_index i = 0; i < p->start[degree + 1]; i++) {
            tda_index j = 0;
            while (j < q->start[degree + 1] && vq[j] != vp[i])
                j++;
            if (j == q->start[degree + 1])
                MUST(p->death[i] - p->birth[i] <= rows + columns);
            else {
                MUST(p->birth[i] == q->birth[j] ||
                     fabs(p->birth[i] - q->birth[j]) <= rows);
                MUST(p->death[i] == q->death[j] ||
                     fabs(p->death[i] - q->death[j]) <= columns);
            }
        }
    }
}

static void vines_of(tda_complex *k, unsigned seed)
{
    int params = tda_complex_cells(k)->params;
    brute_rng rng = brute_seed(seed + 17);
    double base[2 * LINES], direction[2 * LINES];
    random_walk(&rng, base, direction, params);
    for (int degree = 0; degree < 2; degree++) {
        static dense_line line[2];
        tda_presentation *p = NULL;
        tda_diagram bars[LINES] = {{0}}, alone[LINES] = {{0}}, all[LINES] = {{0}};
        static track by_hand[MOST], ours[MOST];
        tda_index *vine = NULL, at = 0, before = 0;
        OK(tda_complex_presentation(NULL, &p, k, degree, NULL));
        const tda_matrix *m = tda_presentation_matrix(p);
        OK(tda_presentation_vineyard(NULL, bars, &vine, p, LINES, base, direction));
        OK(tda_presentation_slices(NULL, all, p, LINES, base, direction));
        for (int i = 0; i < LINES; i++)
            OK(tda_presentation_slices(NULL, &alone[i], p, 1, base + i * params,
                                       direction + i * params));
        bool fits = m->rows + m->columns <= MOST;
        dense d = {0};
        if (fits)
            d = dense_of(m);
        memset(by_hand, 0, sizeof by_hand);
        memset(ours, 0, sizeof ours);
        for (int i = 0; i < LINES; i++) {
            const double *b = base + i * params, *v = direction + i * params;
            tda_index n = bars[i].start[degree + 1];
            MUST(n == alone[i].start[degree + 1] && bars[i].start[degree] == 0);
            MUST(n == all[i].start[degree + 1]);
            for (tda_index j = 0; j < n; j++) {
                MUST(bars[i].birth[j] == alone[i].birth[j]);
                MUST(bars[i].death[j] == alone[i].death[j]);
                MUST(bars[i].birth_cell[j] == alone[i].birth_cell[j]);
                MUST(bars[i].death_cell[j] == alone[i].death_cell[j]);
                MUST(all[i].birth[j] == alone[i].birth[j]);
                MUST(all[i].death[j] == alone[i].death[j]);
                for (tda_index l = 0; l < j; l++)
                    MUST(vine[at + l] != vine[at + j]);
            }
            if (fits) {
                dense_step(&d, m, b, v, &line[i % 2], i ? &line[1 - i % 2] : NULL);
                record_dense(by_hand, &d, &line[i % 2], i);
            }
            for (tda_index j = 0; fits && j < n; j++) {
                track *t = &ours[vine[at + j]];
                t->end[i][0] = bars[i].birth[j] + 0.0;
                t->end[i][1] = bars[i].death[j];
                t->seen = true;
            }
            if (i)
                ends_move_little(&bars[i - 1], vine + before, &bars[i], vine + at, degree,
                                 change(m->row_grade, m->rows, params, b, v),
                                 change(m->column_grade, m->columns, params, b, v));
            before = at;
            at += n;
        }
        if (fits)
            same_tracks(by_hand, ours);
        for (int i = 0; i < LINES; i++) {
            tda_diagram_clear(&bars[i]);
            tda_diagram_clear(&alone[i]);
            tda_diagram_clear(&all[i]);
        }
        tda_index_free(vine);
        tda_presentation_free(p);
    }
    tda_complex_free(k);
}

static void vines_of_one_grade_a_cell_seed(unsigned seed)
{
    vines_of(brute_random(seed, 2, 2, false), seed);
}
TEN_SEEDS(vines_of_one_grade_a_cell)

static void vines_of_several_grades_a_cell_seed(unsigned seed)
{
    vines_of(brute_random(seed, 2, 2, true), seed);
}
TEN_SEEDS(vines_of_several_grades_a_cell)

static void vines_of_one_parameter_seed(unsigned seed)
{
    vines_of(brute_random(seed, 1, 2, false), seed);
}
TEN_SEEDS(vines_of_one_parameter)

/* A presentation with distinct coordinates, and the same with rows and columns in another order:
 * equal bars and vines. */
static void names_do_not_matter_seed(unsigned seed)
{
    enum { ROWS = 9, COLUMNS = 12 };
    brute_rng rng = brute_seed(seed + 3);
    double base[2 * LINES], direction[2 * LINES], grade[2][2 * (ROWS + COLUMNS)];
    tda_index start[2][COLUMNS + 1] = {{0}}, row[2][ROWS * COLUMNS], order[COLUMNS],
                                 place[ROWS];
    bool entry[COLUMNS][ROWS];
    for (int i = 0; i < 2 * ROWS; i++)
        grade[0][i] = brute_below(&rng, 1 << 20) / 65536.0;
    for (int j = 0; j < COLUMNS; j++) {
        double *g = grade[0] + 2 * (ROWS + j);
        g[0] = brute_below(&rng, 1 << 18) / 65536.0;
        g[1] = brute_below(&rng, 1 << 18) / 65536.0;
        for (int r = 0; r < ROWS; r++) {
            entry[j][r] = brute_below(&rng, 3) == 0;
            for (int k = 0; entry[j][r] && k < 2; k++)
                if (g[k] < grade[0][2 * r + k])
                    g[k] = grade[0][2 * r + k] + (j + 1) / 1048576.0;
        }
    }
    for (int r = 0; r < ROWS; r++) {
        int at = brute_below(&rng, r + 1);
        for (int i = r; i > at; i--)
            place[i] = place[i - 1];
        place[at] = r;
    }
    for (int j = 0; j < COLUMNS; j++) {
        int at = brute_below(&rng, j + 1);
        for (int i = j; i > at; i--)
            order[i] = order[i - 1];
        order[at] = j;
    }
    for (int other = 0; other < 2; other++)
        for (int i = 0; i < COLUMNS; i++) {
            tda_index j = other ? order[i] : i, n = start[other][i];
            for (int r = 0; r < ROWS; r++)
                if (entry[j][other ? place[r] : r])
                    row[other][n++] = r;
            start[other][i + 1] = n;
            for (int k = 0; other && k < 2; k++)
                grade[1][2 * (ROWS + i) + k] = grade[0][2 * (ROWS + j) + k];
        }
    for (int r = 0; r < ROWS; r++)
        for (int k = 0; k < 2; k++)
            grade[1][2 * r + k] = grade[0][2 * place[r] + k];
    for (int i = 0; i < LINES;
         i++) { /* lines that rise at another pace each, so that few tie */
        base[2 * i] = i / 4.0;
        base[2 * i + 1] = 5 - i / 7.0;
        direction[2 * i] = 1;
        direction[2 * i + 1] = 0.3 + i / 31.0;
    }
    tda_diagram bars[2][LINES] = {{{0}}};
    tda_index *vine[2];
    for (int other = 0; other < 2; other++) {
        tda_presentation *p = NULL;
        tda_matrix m = {2,
                        ROWS,
                        COLUMNS,
                        grade[other],
                        grade[other] + 2 * ROWS,
                        start[other],
                        row[other],
                        NULL,
                        NULL};
        OK(tda_presentation_new(NULL, &p, &m, 0));
        OK(tda_presentation_vineyard(NULL, bars[other], &vine[other], p, LINES, base,
                                     direction));
        tda_presentation_free(p);
    }
    tda_index at = 0;
    for (int i = 0; i < LINES; i++) {
        MUST(bars[0][i].start[1] == bars[1][i].start[1]);
        for (tda_index b = 0; b < bars[0][i].start[1]; b++, at++) {
            MUST(bars[0][i].birth[b] == bars[1][i].birth[b]);
            MUST(bars[0][i].death[b] == bars[1][i].death[b]);
            if (bars[0][i].death[b] < (double)INFINITY)
                MUST(vine[0][at] == vine[1][at]);
        }
        tda_diagram_clear(&bars[0][i]);
        tda_diagram_clear(&bars[1][i]);
    }
    tda_index_free(vine[0]);
    tda_index_free(vine[1]);
}
TEN_SEEDS(names_do_not_matter)

/* Two components that meet: the older one lives for ever, whichever that is on the line. */
START_TEST(two_components_by_hand)
{
    tda_presentation *p = NULL;
    tda_diagram d[3] = {{0}};
    tda_index *vine = NULL;
    const double base[] = {0, 0.5, 0, 0, 0.25, 0}, direction[] = {1, 1, 1, 1, 1, 1};
    OK(tda_presentation_new(NULL, &p,
                            &(tda_matrix){2, 2, 1, (double[]){0, 1, 1, 0},
                                          (double[]){1, 1}, (tda_index[]){0, 2},
                                          (tda_index[]){0, 1}, NULL, NULL},
                            0));
    OK(tda_presentation_vineyard(NULL, d, &vine, p, 3, base, direction));
    /* the places where lines reach them: (0.5, 1, 1), (1, 1, 1), (1, 0.75, 1) */
    ck_assert_int_eq(d[0].start[1], 1);
    ck_assert_double_eq(d[0].birth[0], 0.5);
    ck_assert_double_eq(d[0].death[0], INFINITY);
    ck_assert_int_eq(d[1].start[1], 1);
    ck_assert_double_eq(d[1].birth[0], 1);
    ck_assert_int_eq(d[2].start[1], 1);
    ck_assert_double_eq(d[2].birth[0], 0.75);
    for (int i = 0; i < 3; i++)
        ck_assert_int_eq(vine[i], 0);
    for (int i = 0; i < 3; i++)
        tda_diagram_clear(&d[i]);
    tda_index_free(vine);
    tda_presentation_free(p);
}
END_TEST

START_TEST(threads_do_not_change_a_bit)
{
    enum { MANY = 150 };
    tda_ctx *ctx = NULL;
    tda_presentation *p = NULL;
    tda_diagram one[MANY] = {{0}}, many[MANY] = {{0}};
    tda_index *vine[2] = {NULL, NULL}, all = 0;
    double base[2 * MANY], direction[2 * MANY];
    tda_complex *k = box_random(1, 10, 10, 0, 60, BOX_PIXELS, false);
    OK(tda_ctx_new(&ctx));
    OK(tda_complex_presentation(ctx, &p, k, 1, NULL));
    OK(tda_lines_sweep(ctx, base, direction, (double[]){0, 0}, (double[]){60, 60}, 5,
                       30));
    OK(tda_presentation_vineyard(ctx, one, &vine[0], p, MANY, base, direction));
    tda_ctx_set_threads(ctx, 3);
    OK(tda_presentation_vineyard(ctx, many, &vine[1], p, MANY, base, direction));
    for (int i = 0; i < MANY; i++) {
        tda_index n = one[i].start[2];
        ck_assert_int_eq(n, many[i].start[2]);
        for (tda_index b = 0; b < n; b++, all++) {
            MUST(one[i].birth[b] == many[i].birth[b]);
            MUST(one[i].death[b] == many[i].death[b]);
            MUST(one[i].birth_cell[b] == many[i].birth_cell[b]);
            MUST(vine[0][all] == vine[1][all]);
        }
        tda_diagram_clear(&one[i]);
        tda_diagram_clear(&many[i]);
    }
    ck_assert_int_gt(all, MANY);
    tda_index_free(vine[0]);
    tda_index_free(vine[1]);
    tda_presentation_free(p);
    tda_complex_free(k);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(a_sweep_crosses_the_box)
{
    double base[12], direction[12];
    const double low[] = {0, 10}, high[] = {4, 12};
    OK(tda_lines_sweep(NULL, base, direction, low, high, 1, 2));
    for (int i = 0; i < 2; i++) {
        ck_assert_double_eq(base[2 * i], i ? 3 : 1);
        ck_assert_double_eq(base[2 * i + 1], i ? 10.5 : 11.5);
        ck_assert_double_eq_tol(direction[2 * i], 2 * sqrt(2), 1e-15);
        ck_assert_double_eq_tol(direction[2 * i + 1], sqrt(2), 1e-15);
    }
    OK(tda_lines_sweep(NULL, base, direction, low, high, 2, 3));
    ck_assert_double_eq(base[4], base[6]); /* there and back */
    ck_assert_double_eq(base[0], base[10]);
    ck_assert_double_gt(direction[0], direction[6]);
}
END_TEST

START_TEST(refusals)
{
    tda_ctx *ctx = NULL;
    tda_complex *k = brute_random(3, 2, 2, false);
    tda_presentation *p = NULL;
    tda_diagram d = {0};
    tda_index *vine = NULL;
    double base[2], direction[2];
    const double low[] = {0, 0}, high[] = {1, 0};
    OK(tda_ctx_new(&ctx));
    OK(tda_complex_presentation(ctx, &p, k, 0, NULL));
    ck_assert_int_eq(tda_presentation_vineyard(ctx, &d, &vine, p, -1, base, direction),
                     TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "slices: -1 lines");
    ck_assert_int_eq(tda_presentation_vineyard(ctx, &d, &vine, p, 1, low, low),
                     TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "line: its direction is 0 in every parameter");
    ck_assert_int_eq(tda_lines_sweep(ctx, base, direction, low, high, 1, 1), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "lines: the box goes from 0 to 0 in parameter 1; it must be finite "
                     "and have a width");
    ck_assert_int_eq(tda_lines_sweep(ctx, base, direction, low, high, 0, 1), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "lines: 0 angles and 1 offsets, at least one of each");
    ck_assert_ptr_null(vine);
    ck_assert_ptr_null(d.start);
    OK(tda_presentation_vineyard(ctx, &d, &vine, p, 0, base, direction));
    tda_index_free(vine);
    tda_presentation_free(p);
    tda_complex_free(k);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(failures_leave_the_output)
{
    enum { FEW = 34 };
    tda_ctx *ctx = NULL;
    tda_complex *k = brute_random(3, 2, 2, true);
    tda_presentation *p = NULL;
    tda_diagram d[FEW] = {{0}}, e[FEW] = {{0}};
    tda_index *v = NULL, *w = NULL;
    double base[2 * FEW], direction[2 * FEW];
    OK(tda_ctx_new(&ctx));
    OK(tda_complex_presentation(ctx, &p, k, 0, NULL));
    OK(tda_lines_sweep(ctx, base, direction, (double[]){0, 0}, (double[]){8, 8}, 2,
                       FEW / 2));
    EACH_OOM(tda_presentation_vineyard(NULL, d, &v, p, FEW, base, direction),
             v == NULL && d[0].start == NULL);
    EACH_CANCEL(tda_presentation_vineyard(ctx, e, &w, p, FEW, base, direction),
                w == NULL && e[0].start == NULL);
    tda_ctx_set_max_bytes(ctx, 16);
    tda_index *x = NULL;
    ck_assert_int_eq(tda_presentation_vineyard(ctx, d, &x, p, FEW, base, direction),
                     TDA_ELIMIT);
    ck_assert_ptr_null(x);
    for (int i = 0; i < FEW; i++) {
        tda_diagram_clear(&d[i]);
        tda_diagram_clear(&e[i]);
    }
    tda_index_free(v);
    tda_index_free(w);
    tda_presentation_free(p);
    tda_complex_free(k);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("vines", SEEDS(vines_of_one_grade_a_cell, 30),
      SEEDS(vines_of_several_grades_a_cell, 30), SEEDS(vines_of_one_parameter, 30),
      SEEDS(names_do_not_matter, 30), TEST(two_components_by_hand),
      TEST(threads_do_not_change_a_bit), TEST(a_sweep_crosses_the_box), TEST(refusals),
      TEST(failures_leave_the_output))
