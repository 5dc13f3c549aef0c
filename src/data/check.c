/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check.c - Is this list of cells a filtered chain complex over Z/2?
 *
 * First that what the arrays say can be read at all, then what it means: the boundary of every
 * boundary is zero, and no cell appears before one of its faces. One byte or index for each
 * cell is all the memory needed, and each face of a face is looked at once. */
#include "data/complex.h"
#include <math.h>
#include <stdio.h>

static const char stage[] = "checking the complex";

static tda_status check_rows(tda_ctx *ctx, const tda_index *start, tda_index size,
                             const char *what)
{
    if (start[0] != 0)
        return tdai_fail(ctx, TDA_EINVAL,
                         "complex: the %s of cell 0 start at %lld, not 0", what,
                         (long long)start[0]);
    for (tda_index i = 0; i < size; i++)
        if (start[i + 1] < start[i])
            return tdai_fail(ctx, TDA_EINVAL,
                             "complex: the %s of cell %lld start at %lld and end at %lld",
                             what, (long long)i, (long long)start[i],
                             (long long)start[i + 1]);
    return TDA_OK;
}

tda_status tdai_check_offsets(tda_ctx *ctx, const tda_cells *c)
{
    tda_status st = TDA_OK;
    if (c->params < 1)
        FAIL(TDA_EINVAL, "complex: %d parameters; at least 1 is needed", c->params);
    if (c->size < 0)
        FAIL(TDA_EINVAL, "complex: a negative number of cells, %lld", (long long)c->size);
    if (c->size == 0)
        goto done;
    if (!c->dim || !c->start)
        FAIL(TDA_EINVAL, "complex: %s is NULL", c->dim ? "start" : "dim");
    TRY(check_rows(ctx, c->start, c->size, "faces"));
    if (!c->face && c->start[c->size] > 0)
        FAIL(TDA_EINVAL, "complex: face is NULL");
    if (c->grade_start)
        TRY(check_rows(ctx, c->grade_start, c->size, "grades"));
    if (!c->grade && (!c->grade_start || c->grade_start[c->size] > 0))
        FAIL(TDA_EINVAL, "complex: grade is NULL");
done:
    return st;
}

static tda_status check_faces(tda_ctx *ctx, const tda_cells *c, tda_index i,
                              tda_index *last)
{
    tda_status st = TDA_OK;
    for (tda_index k = c->start[i]; k < c->start[i + 1]; k++) {
        tda_index f = c->face[k];
        if (f < 0 || f >= c->size)
            FAIL(TDA_EINVAL, "complex: cell %lld has face %lld, but cells are 0 to %lld",
                 (long long)i, (long long)f, (long long)c->size - 1);
        if (c->dim[f] != c->dim[i] - 1)
            FAIL(TDA_EINVAL,
                 "complex: cell %lld of dimension %d has face %lld of dimension %d, not "
                 "%d",
                 (long long)i, c->dim[i], (long long)f, c->dim[f], c->dim[i] - 1);
        if (last[f] == i)
            FAIL(TDA_EINVAL, "complex: cell %lld has face %lld twice", (long long)i,
                 (long long)f);
        last[f] = i;
    }
done:
    return st;
}

static tda_index grades_begin(const tda_cells *c, tda_index i)
{
    return c->grade_start ? c->grade_start[i] : i;
}

static tda_status check_numbers(tda_ctx *ctx, const tda_cells *c, tda_index i)
{
    const double *g = c->grade + grades_begin(c, i) * c->params;
    const double *end = c->grade + grades_begin(c, i + 1) * c->params;
    for (tda_index k = 0; g + k < end; k++)
        if (isnan(g[k]))
            return tdai_fail(ctx, TDA_EINVAL,
                             "complex: a grade of cell %lld is NaN at parameter %d",
                             (long long)i, (int)(k % c->params));
    return TDA_OK;
}

tda_status tdai_check_cells(tda_ctx *ctx, const tda_cells *c)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index *last =
        ARRAY(&tmp, tda_index, c->size); /* the cell it was last a face of */
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < c->size; i++) {
        last[i] = -1;
        if (c->dim[i] < 0)
            FAIL(TDA_EINVAL, "complex: cell %lld has dimension %d", (long long)i,
                 c->dim[i]);
    }
    for (tda_index i = 0; i < c->size; i++) {
        TRY(tdai_poll(ctx, stage, i, 2 * c->size));
        TRY(check_faces(ctx, c, i, last));
        TRY(check_numbers(ctx, c, i));
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

/* odd [size] is false everywhere before, and again after unless the check fails. */
static tda_status check_boundary(tda_ctx *ctx, const tda_cells *c, tda_index i, bool *odd)
{
    tda_index left = 0;
    for (tda_index k = c->start[i]; k < c->start[i + 1]; k++)
        for (tda_index f = c->face[k], l = c->start[f]; l < c->start[f + 1]; l++) {
            bool *o = &odd[c->face[l]];
            *o = !*o;
            left += *o ? 1 : -1;
        }
    if (left == 0)
        return TDA_OK;
    tda_index g = 0;
    while (!odd[g])
        g++;
    return tdai_fail(
        ctx, TDA_EINVAL,
        "complex: the boundary of the boundary of cell %lld is not zero: an odd "
        "number of its faces have face %lld",
        (long long)i, (long long)g);
}

/* "(1, 2)", cut with dots when it is long. */
static void write_grade(char *text, size_t size, const double *g, int params)
{
    size_t used = 0;
    for (int k = 0; k < params && used + 40 < size; k++)
        used += (size_t)snprintf(text + used, size - used, "%s%g", k ? ", " : "(", g[k]);
    snprintf(text + used, size - used, used + 40 < size ? ")" : ", ...)");
}

static tda_status check_order(tda_ctx *ctx, const tda_cells *c, tda_index i)
{
    char text[240];
    for (tda_index r = grades_begin(c, i); r < grades_begin(c, i + 1); r++)
        for (tda_index k = c->start[i]; k < c->start[i + 1]; k++) {
            const double *g = c->grade + r * c->params;
            tda_index f = c->face[k], begin = grades_begin(c, f);
            if (tdai_grades_first(c->grade + begin * c->params,
                                  grades_begin(c, f + 1) - begin, c->params, g) >= 0)
                continue;
            write_grade(text, sizeof text, g, c->params);
            return tdai_fail(ctx, TDA_EINVAL,
                             "complex: cell %lld appears at %s, before its face %lld",
                             (long long)i, text, (long long)f);
        }
    return TDA_OK;
}

tda_status tdai_check_complex(tda_ctx *ctx, const tda_cells *c)
{
    tda_status st = TDA_OK;
    bool *odd = tdai_calloc(c->size, sizeof *odd);
    if (!odd)
        FAIL(TDA_ENOMEM, "complex: no memory to check %lld cells", (long long)c->size);
    for (tda_index i = 0; i < c->size; i++) {
        TRY(tdai_poll(ctx, stage, c->size + i, 2 * c->size));
        TRY(check_boundary(ctx, c, i, odd));
        TRY(check_order(ctx, c, i));
    }
done:
    tdai_free(odd);
    return st;
}
