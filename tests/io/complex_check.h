/* SPDX-License-Identifier: GPL-3.0-or-later */
/* complex_check.h - Complexes read from texts, compared with those they were written from. */
#ifndef TDA_COMPLEX_CHECK_H
#define TDA_COMPLEX_CHECK_H
#include "brute.h"
#include "io/read_check.h"

static inline const tda_cells *cells_of(const tda_input *in)
{
    ck_assert_int_eq(in->kind, TDA_KIND_COMPLEX);
    return tda_complex_cells(in->complex);
}

/* A text is a complex of these cells: dim and start are arrays, face and grade too. */
static inline void is_complex(tda_format format, const char *text, tda_cells want)
{
    tda_input in = parsed(format, text);
    const tda_cells *c = cells_of(&in);
    size_t n = (size_t)want.size;
    ck_assert_int_eq(c->params, want.params);
    ck_assert_int_eq(c->size, want.size);
    ck_assert_mem_eq(c->dim, want.dim, n * sizeof *c->dim);
    ck_assert_mem_eq(c->start, want.start, (n + 1) * sizeof *c->start);
    if (want.face)
        ck_assert_mem_eq(c->face, want.face, (size_t)want.start[n] * sizeof *c->face);
    ck_assert_int_eq(!c->grade_start, !want.grade_start);
    if (want.grade_start)
        ck_assert_mem_eq(c->grade_start, want.grade_start,
                         (n + 1) * sizeof *c->grade_start);
    size_t rows = want.grade_start ? (size_t)want.grade_start[n] : n;
    ck_assert_mem_eq(c->grade, want.grade, rows * (size_t)c->params * sizeof *c->grade);
    tda_input_clear(&in);
}

static inline bool never_appears(const tda_cells *c, tda_index i)
{
    return c->grade[brute_grades_begin(c, i) * c->params] == (double)INFINITY;
}

/* order[k] := the cells of dimension `dim` (-1: of any) that appear; how many. */
static inline tda_index appearing(const tda_cells *c, int dim, tda_index *order)
{
    tda_index n = 0;
    for (tda_index i = 0; i < c->size; i++)
        if ((dim < 0 || c->dim[i] == dim) && !never_appears(c, i))
            order[n++] = i;
    return n;
}

/* Cell to of y is cell from of x, whose cells have become mapped[.]. */
static inline void same_cell(const tda_cells *x, tda_index from, const tda_index *mapped,
                             const tda_cells *y, tda_index to)
{
    MUST(y->dim[to] == x->dim[from]);
    tda_index n = x->start[from + 1] - x->start[from];
    MUST(y->start[to + 1] - y->start[to] == n);
    for (tda_index a = 0; a < n; a++) {
        tda_index b = 0;
        while (b < n && y->face[y->start[to] + b] != mapped[x->face[x->start[from] + a]])
            b++;
        MUST(b < n);
    }
    tda_index fx = brute_grades_begin(x, from), fy = brute_grades_begin(y, to);
    tda_index rows = brute_grades_begin(x, from + 1) - fx;
    MUST(brute_grades_begin(y, to + 1) - fy == rows);
    MUST(!memcmp(x->grade + fx * x->params, y->grade + fy * x->params,
                 (size_t)(rows * x->params) * sizeof *x->grade));
}

/* Whatever becomes of a text when characters change: it is refused, or it is a complex that
 * survives being written and read. */
static inline void survives_change(tda_format format, const char *text, unsigned seed)
{
    static const char any[] = "0123456789-;;  \n\n#:.,e[]";
    brute_rng rng = brute_seed(seed);
    tda_read_opts opts = in_format(format);
    size_t size = strlen(text);
    char *mine = malloc(size); /* no NUL at the end: a sanitizer sees who reads past it */
    memcpy(mine, text, size);
    for (int k = 1 + brute_below(&rng, 3); k > 0; k--) {
        size_t at = (size_t)brute_below(&rng, (int)size);
        mine[at] = any[brute_below(&rng, (int)sizeof any - 1)];
    }
    if (seed % 3 == 0)
        size = (size_t)brute_below(&rng, (int)size + 1);
    char *exact = malloc(size ? size : 1);
    memcpy(exact, mine, size);
    tda_input in = {0};
    tda_status st = tda_input_parse(NULL, &in, "f", exact, size, &opts);
    MUST(st == TDA_OK || st == TDA_EFORMAT);
    if (in.complex) {
        tda_bytes once = {0}, twice = {0};
        tda_input back = {0};
        MUST(tda_complex_scc2020(NULL, &once, in.complex) == TDA_OK);
        MUST(tda_input_parse(NULL, &back, "f", once.at, (size_t)once.size, NULL) ==
             TDA_OK);
        MUST(tda_complex_scc2020(NULL, &twice, back.complex) == TDA_OK);
        MUST(once.size == twice.size && !memcmp(once.at, twice.at, (size_t)once.size));
        tda_bytes_clear(&once);
        tda_bytes_clear(&twice);
        tda_input_clear(&back);
    }
    tda_input_clear(&in);
    free(exact);
    free(mine);
}

#endif
