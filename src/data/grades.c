/* SPDX-License-Identifier: GPL-3.0-or-later */
/* grades.c - Grades of a cell in normal form: the minimal ones, in lexicographic order.
 *
 * A grade with a +INFINITY coordinate is reached by no z, so it is dropped; a cell left with
 * nothing keeps its row with one grade that is +INFINITY everywhere. In two parameters the
 * minimal grades are a staircase: the first coordinate rises while the second falls. */
#include "data/complex.h"
#include <math.h>
#include <string.h>

static int compare(const double *a, const double *b, int params)
{
    for (int k = 0; k < params; k++)
        if (a[k] != b[k])
            return a[k] < b[k] ? -1 : 1;
    return 0;
}

static bool below(const double *a, const double *b, int params)
{
    for (int k = 0; k < params; k++)
        if (a[k] > b[k])
            return false;
    return true;
}

static void move(double *to, const double *from, tda_index rows, int params)
{
    memmove(to, from, (size_t)rows * (size_t)params * sizeof *to);
}

static void swap(double *a, double *b, int params)
{
    for (int k = 0; k < params; k++) {
        double x = a[k];
        a[k] = b[k];
        b[k] = x;
    }
}

/* Shell's sort: in place, an insertion sort for the few grades that cells usually have. Equal
 * rows cannot be told apart, so it need not be stable. */
static void sort(double *grade, tda_index n, int params)
{
    tda_index gap = 1;
    while (gap < n / 3)
        gap = 3 * gap + 1;
    for (; gap > 0; gap /= 3)
        for (tda_index i = gap; i < n; i++)
            for (tda_index j = i; j >= gap; j -= gap) {
                double *a = grade + (j - gap) * params, *b = grade + j * params;
                if (compare(a, b, params) <= 0)
                    break;
                swap(a, b, params);
            }
}

tda_index tdai_grades_minimal(double *grade, tda_index grades, int params)
{
    tda_index kept = 0;
    sort(grade, grades, params);
    for (tda_index i = 0; i < grades; i++) {
        const double *g = grade + i * params;
        /* What lies below g comes before it. In two parameters the last one kept is the
         * lowest so far in the second, and it is enough to look at that. */
        tda_index j = params == 2 && kept > 0 ? kept - 1 : 0;
        while (j < kept && !below(grade + j * params, g, params))
            j++;
        if (j == kept)
            move(grade + kept++ * params, g, 1, params);
    }
    return kept;
}

tda_index tdai_grades_first(const double *grade, tda_index grades, int params,
                            const double *z)
{
    tda_index low = 0, high = grades;
    if (params == 2) {
        while (low < high) { /* the first whose second coordinate is low enough */
            tda_index middle = low + (high - low) / 2;
            if (grade[2 * middle + 1] <= z[1])
                high = middle;
            else
                low = middle + 1;
        }
        return low < grades && grade[2 * low] <= z[0] ? low : -1;
    }
    while (low < grades && !below(grade + low * params, z, params))
        low++;
    return low < grades ? low : -1;
}

/* Turn -0 into 0; does the grade have a coordinate of +INFINITY? */
static bool unreachable(double *g, int params)
{
    bool never = false;
    for (int k = 0; k < params; k++) {
        g[k] += 0.0;
        never = never || g[k] == INFINITY;
    }
    return never;
}

static void never(double *g, int params)
{
    for (int k = 0; k < params; k++)
        g[k] = INFINITY;
}

/* Give every cell without a grade one that is never reached, moving the others up. */
static tda_status fill_empty(tda_ctx *ctx, tdai_columns *c)
{
    tda_index *start = c->grade_start, rows = start[c->size], empty = 0;
    int params = c->params;
    for (tda_index i = 0; i < c->size; i++)
        empty += start[i] == start[i + 1];
    if (!empty)
        return TDA_OK;
    tda_index values = tdai_size_add(0, rows + empty, params);
    double *grade = values < 0 ? NULL : tdai_realloc(c->grade, values, sizeof *grade);
    if (!grade)
        return tdai_fail(ctx, TDA_ENOMEM, "complex: no memory for %lld grades",
                         (long long)(rows + empty));
    c->grade = grade;
    for (tda_index i = c->size - 1; empty > 0; i--) {
        tda_index begin = start[i], end = start[i + 1];
        start[i + 1] = end + empty;
        if (begin == end)
            never(grade + (begin + --empty) * params, params);
        else
            move(grade + (begin + empty) * params, grade + begin * params, end - begin,
                 params);
    }
    return TDA_OK;
}

/* The same for grades of one cell; returns how many are left, at least one. */
static tda_index normalize(double *grade, tda_index grades, int params)
{
    tda_index kept = 0;
    for (tda_index i = 0; i < grades; i++) {
        double *g = grade + i * params;
        if (!unreachable(g, params))
            move(grade + kept++ * params, g, 1, params);
    }
    if (kept == 0) {
        never(grade, params);
        return 1;
    }
    return kept == 1 ? 1 : tdai_grades_minimal(grade, kept, params);
}

tda_status tdai_grades_normalize(tda_ctx *ctx, tdai_columns *c)
{
    static const char stage[] = "bringing grades into order";
    tda_status st = TDA_OK;
    int params = c->params;
    if (!c->grade_start) {
        for (tda_index i = 0; i < c->size; i++) {
            TRY(tdai_poll(ctx, stage, i, c->size));
            normalize(c->grade + i * params, 1, params);
        }
        goto done;
    }
    TRY(fill_empty(ctx, c));
    tda_index kept = 0, begin = 0;
    for (tda_index i = 0; i < c->size; i++) {
        TRY(tdai_poll(ctx, stage, i, c->size));
        double *grade = c->grade + begin * params;
        tda_index left = normalize(grade, c->grade_start[i + 1] - begin, params);
        begin = c->grade_start[i + 1];
        move(c->grade + kept * params, grade, left, params);
        kept += left;
        c->grade_start[i + 1] = kept;
    }
    if (kept == c->size) {
        tdai_free(c->grade_start);
        c->grade_start = NULL;
    }
done:
    return st;
}
