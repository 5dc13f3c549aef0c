/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cubical.c - Cubical complexes of images, on the doubled grid.
 *
 * A position of the doubled grid is a cell: along each axis, an even coordinate is a point and
 * an odd one an interval, so that the odd coordinates count the dimension, and the faces of a
 * cell are its neighbours along the axes where it is odd. Where pixels are top cells (T) an
 * axis of n pixels has 2n+1 positions, pixels at the odd ones; where they are vertices (V), it
 * has 2n-1, pixels at the even ones.
 *
 * Ids go by dimension, then in C order. Along a row of the last axis, even and odd positions
 * alternate and each kind has one dimension, so the ids of a row follow from those of its first
 * two cells: the only table there is. */
#include "filtration/private.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { AXES = TDA_IMAGE_AXES, GRAIN = 64, PIXELS = 1 << AXES };

typedef struct cubes {
    const tda_image *image;
    bool top; /* T */
    int axes;
    tda_index shape[AXES]; /* of the doubled grid */
    tda_index rows;        /* of the last axis */
    tda_index step[AXES];  /* from a row to the next along each axis but the last */
    tda_index cells[AXES + 1];
    tda_index first_cell[AXES + 2], first_face[AXES + 2]; /* of each dimension */
    tda_index *even,
        *odd; /* [rows] the id of the first cell at an even and an odd position */
    tdai_columns c;
    bool counting; /* k-critical: grades are counted, not written */
} cubes;

/* A row of cells: the offsets of the rows of pixels about it, and its place. */
typedef struct line {
    tda_index index;
    int odd;            /* odd coordinates */
    tda_index at[AXES]; /* coordinates, the last left out */
    int pixel_rows;
    tda_index pixel_row[PIXELS];
} line;

/* Check the image; the doubled grid and the number of cells of each dimension. */
static tda_status measure(tda_ctx *ctx, cubes *q, const tda_image *image,
                          tda_construction how)
{
    tda_status st = TDA_OK;
    TRY(tda_image_check(ctx, image));
    if (how != TDA_CONSTRUCTION_T && how != TDA_CONSTRUCTION_V)
        FAIL(TDA_EINVAL, "construction %d: neither T nor V", (int)how);
    *q = (cubes){.image = image, .top = how == TDA_CONSTRUCTION_T, .axes = image->axes};
    bool fits = true;
    q->rows = q->cells[0] = 1;
    for (int a = 0; a < q->axes; a++) {
        tda_index n = image->shape[a], more = q->top;
        if (n > INT64_MAX / 4) {
            fits = false;
            break;
        }
        q->shape[a] = 2 * n - 1 + 2 * more;
        if (a < q->axes - 1)
            fits = !__builtin_mul_overflow(q->rows, q->shape[a], &q->rows) && fits;
        for (int k = a + 1; k >= 0;
             k--) { /* points times what there was, plus intervals */
            tda_index points, intervals;
            fits = !__builtin_mul_overflow(q->cells[k], n + more, &points) && fits;
            fits = !__builtin_mul_overflow(k ? q->cells[k - 1] : 0, n - 1 + more,
                                           &intervals) &&
                   fits;
            fits = !__builtin_add_overflow(points, intervals, &q->cells[k]) && fits;
        }
    }
    for (int k = 0; k <= q->axes; k++) {
        tda_index faces;
        fits = !__builtin_add_overflow(q->first_cell[k], q->cells[k],
                                       &q->first_cell[k + 1]) &&
               fits;
        fits = !__builtin_mul_overflow(q->cells[k], 2 * k, &faces) && fits;
        fits = !__builtin_add_overflow(q->first_face[k], faces, &q->first_face[k + 1]) &&
               fits;
    }
    q->step[q->axes - 1] = 0;
    for (int a = q->axes - 2; a >= 0; a--)
        q->step[a] = a == q->axes - 2 ? 1 : q->step[a + 1] * q->shape[a + 1];
    if (!fits)
        q->first_cell[q->axes + 1] = INT64_MAX;
done:
    return st;
}

static tda_estimate estimate(const cubes *q)
{
    tda_index cells = q->first_cell[q->axes + 1];
    double columns = (double)cells * (sizeof(int) + 8), grades = (double)cells;
    if (cells == INT64_MAX)
        return (tda_estimate){INT64_MAX, INT64_MAX};
    columns += 8 * (double)q->first_face[q->axes + 1];
    if (q->top && q->image->channels > 1) { /* at most one grade a cell and pixel of it */
        columns += 8 * (double)cells;
        grades = 1;
        for (int a = 0; a < q->axes; a++)
            grades *= 3 * (double)q->image->shape[a];
    }
    columns += 8 * grades * q->image->channels;
    /* the columns and the rows; a copy to reduce, with a few numbers a cell */
    double bytes = 2 * columns + 32 * (double)cells + 16 * (double)q->rows;
    return (tda_estimate){cells, bytes < 9e18 ? (tda_index)bytes : INT64_MAX};
}

static tda_status budget(tda_ctx *ctx, const cubes *q)
{
    char what[96], why[400];
    tda_estimate e = estimate(q);
    snprintf(what, sizeof what, "cubical complex: %s%lld cells",
             e.cells == INT64_MAX ? "more than " : "", (long long)e.cells);
    tda_status st = tdai_budget(ctx, e.bytes == INT64_MAX ? -1 : e.bytes, what);
    if (st != TDA_ELIMIT || !ctx)
        return st;
    snprintf(why, sizeof why, "%s", tda_ctx_message(ctx));
    return tdai_fail(ctx, TDA_ELIMIT, "%s; take a smaller image", why);
}

/* The pixels about position x of an axis: first, and one more or not. */
static bool pixels(const cubes *q, int axis, tda_index x, tda_index *first)
{
    if (q->top && x % 2 == 0) {
        *first = x ? x / 2 - 1 : 0;
        return x && x < q->shape[axis] - 1;
    }
    *first = x / 2;
    return !q->top && x % 2;
}

static void open_line(const cubes *q, line *l, tda_index index)
{
    l->index = index;
    l->odd = 0;
    l->pixel_rows = 1;
    l->pixel_row[0] = 0;
    for (int a = 0; a < q->axes - 1; a++) {
        tda_index first, stride = q->image->stride[a], x = index / q->step[a];
        index %= q->step[a];
        l->at[a] = x;
        l->odd += (int)(x % 2);
        bool two = pixels(q, a, x, &first);
        for (int i = 0; i < l->pixel_rows; i++) {
            l->pixel_row[i] += first * stride;
            l->pixel_row[l->pixel_rows + i] = l->pixel_row[i] + stride;
        }
        l->pixel_rows *= two ? 2 : 1;
    }
}

static tda_index id_at(const cubes *q, tda_index row, tda_index y)
{
    return (y % 2 ? q->odd : q->even)[row] + y / 2;
}

/* The faces of the cell at position y of a line, ascending: C order, as all have one dimension. */
static void set_faces(const cubes *q, const line *l, tda_index y, tda_index *face)
{
    for (int a = 0; a < q->axes - 1; a++)
        if (l->at[a] % 2)
            *face++ = id_at(q, l->index - q->step[a], y);
    if (y % 2) {
        *face++ = id_at(q, l->index, y - 1);
        *face++ = id_at(q, l->index, y + 1);
    }
    for (int a = q->axes - 2; a >= 0; a--)
        if (l->at[a] % 2)
            *face++ = id_at(q, l->index + q->step[a], y);
}

/* The least, or greatest, value in each channel among the pixels about a cell. */
static void set_grade(const cubes *q, const line *l, tda_index y, double *grade)
{
    const tda_image *image = q->image;
    tda_index first, stride = image->stride[q->axes - 1];
    bool two = pixels(q, q->axes - 1, y, &first);
    for (int c = 0; c < image->channels; c++) {
        const double *at = image->at + first * stride + c * image->channel_stride;
        double best = at[l->pixel_row[0]];
        for (int i = 0; i < l->pixel_rows; i++)
            for (int k = 0; k <= two; k++) {
                double x = at[l->pixel_row[i] + k * stride];
                best = (q->top ? x < best : x > best) ? x : best;
            }
        grade[c] = best;
    }
}

/* The minimal grades among the pixels about a cell; returns how many there are. */
static tda_index minimal_grades(const cubes *q, const line *l, tda_index y, double *grade)
{
    const tda_image *image = q->image;
    int p = image->channels;
    tda_index first, n = 0, stride = image->stride[q->axes - 1];
    bool two = pixels(q, q->axes - 1, y, &first);
    for (int i = 0; i < l->pixel_rows; i++)
        for (int k = 0; k <= two; k++) {
            const double *at = image->at + l->pixel_row[i] + (first + k) * stride;
            bool appears = true;
            for (int c = 0; c < p; c++) {
                double x = at[c * image->channel_stride];
                grade[n * p + c] = x;
                appears = appears && x < INFINITY;
            }
            n += appears;
        }
    for (int c = 0; c < p && n == 0; c++)
        grade[c] = INFINITY;
    return n ? tdai_grades_minimal(grade, n, p) : 1;
}

static void set_cell(cubes *q, const line *l, tda_index y, double *several)
{
    int p = q->c.params, dim = l->odd + (int)(y % 2);
    tda_index id = id_at(q, l->index, y);
    if (several) {
        tda_index n = minimal_grades(q, l, y, several);
        if (q->counting)
            q->c.grade_start[id] = n;
        else
            memcpy(q->c.grade + q->c.grade_start[id] * p, several,
                   (size_t)(n * p) * sizeof *several);
    } else {
        set_grade(q, l, y, q->c.grade + id * p);
    }
    if (!q->counting) {
        tda_index start = q->first_face[dim] + (id - q->first_cell[dim]) * 2 * dim;
        q->c.dim[id] = dim;
        q->c.start[id] = start;
        set_faces(q, l, y, q->c.face + start);
    }
}

static tda_status body(void *arg, tda_index begin, tda_index end)
{
    cubes *q = arg;
    double *several = NULL;
    if (q->c.grade_start) {
        several = tdai_alloc(PIXELS * (tda_index)q->c.params, sizeof *several);
        if (!several)
            return TDA_ENOMEM;
    }
    for (tda_index row = begin; row < end; row++) {
        line l;
        open_line(q, &l, row);
        for (tda_index y = 0; y < q->shape[q->axes - 1]; y++)
            set_cell(q, &l, y, several);
    }
    tdai_free(several);
    return TDA_OK;
}

/* Run over all cells, writing them or only counting their grades. */
static tda_status fill(tda_ctx *ctx, cubes *q, bool counting)
{
    q->counting = counting;
    tda_status st = tdai_parallel(ctx, "cubical complex", q->rows, GRAIN, body, q);
    return st == TDA_ENOMEM
               ? tdai_fail(ctx, st, "cubical complex: scratch memory ran out")
               : st;
}

/* The ids of the first cells of every row. */
static void number(cubes *q)
{
    tda_index next[AXES + 2], last = q->shape[q->axes - 1];
    memcpy(next, q->first_cell, sizeof next);
    for (tda_index row = 0; row < q->rows; row++) {
        int odd = 0;
        tda_index rest = row;
        for (int a = 0; a < q->axes - 1; a++) {
            odd += (int)(rest / q->step[a] % 2);
            rest %= q->step[a];
        }
        q->even[row] = next[odd];
        next[odd] += (last + 1) / 2;
        q->odd[row] = next[odd + 1];
        next[odd + 1] += last / 2;
    }
}

/* Several channels, T: count the grades and make room for them. */
static tda_status count_grades(tda_ctx *ctx, cubes *q)
{
    tda_status st = TDA_OK;
    tda_index sum = 0;
    TRY(fill(ctx, q, true));
    for (tda_index i = 0; i <= q->c.size; i++) {
        tda_index here = i < q->c.size ? q->c.grade_start[i] : 0;
        q->c.grade_start[i] = sum;
        sum += here;
    }
    tdai_free(q->c.grade);
    q->c.grade = tdai_alloc(sum * q->c.params, sizeof *q->c.grade);
    if (!q->c.grade)
        FAIL(TDA_ENOMEM, "cubical complex: memory ran out at %lld grades",
             (long long)sum);
done:
    return st;
}

tda_status tda_image_cubical(tda_ctx *ctx, tda_complex **out, const tda_image *image,
                             tda_construction construction)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    cubes q = {0};
    tda_complex *complex = NULL;
    TRY(measure(ctx, &q, image, construction));
    TRY(budget(ctx, &q));
    tda_index cells = q.first_cell[q.axes + 1], faces = q.first_face[q.axes + 1];
    bool several = q.top && image->channels > 1;
    q.even = ARRAY(&tmp, tda_index, q.rows);
    q.odd = ARRAY(&tmp, tda_index, q.rows);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_columns_alloc(ctx, &q.c, image->channels, cells, faces, several ? 0 : cells,
                           several));
    number(&q);
    if (several)
        TRY(count_grades(ctx, &q));
    TRY(fill(ctx, &q, false));
    q.c.start[cells] = faces;
    TRY(tdai_complex_adopt_valid(ctx, &complex, &q.c));
    tda_record *record = tdai_complex_record(complex);
    snprintf(record->filtration, sizeof record->filtration, "cubical-%s",
             q.top ? "t" : "v");
    for (int c = 0; c < image->channels; c++) {
        char name[32] = "value";
        if (image->channels > 1)
            snprintf(name, sizeof name, "channel %d", c + 1);
        tda_complex_set_axis(complex, c, name, "units of the input");
    }
    *out = complex;
done:
    tdai_columns_clear(&q.c);
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_image_cubical_estimate(tda_ctx *ctx, tda_estimate *out,
                                      const tda_image *image,
                                      tda_construction construction)
{
    tda_status st = TDA_OK;
    cubes q;
    TRY(measure(ctx, &q, image, construction));
    *out = estimate(&q);
done:
    return st;
}
