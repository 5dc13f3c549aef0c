/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lower_star.c - The lower-star filtration of functions on the vertices of any complex.
 *
 * The vertices of a cell are those of its faces, so its grade is the join of theirs: cells are
 * graded dimension by dimension, whatever order they stand in. */
#include "filtration/private.h"
#include <stdio.h>
#include <string.h>

/* Grades of the cells of dimension `dim`, those below being known. */
static tda_status grade_level(tda_ctx *ctx, tdai_columns *to, int dim)
{
    tda_status st = TDA_OK;
    int p = to->params;
    for (tda_index i = 0; i < to->size; i++) {
        if (i % 1024 == 0)
            TRY(tdai_poll(ctx, "lower-star filtration", i, to->size));
        if (to->dim[i] != dim)
            continue;
        double *grade = to->grade + i * p;
        for (tda_index f = to->start[i]; f < to->start[i + 1]; f++) {
            const double *face = to->grade + to->face[f] * p;
            for (int k = 0; k < p; k++)
                grade[k] = f == to->start[i] || face[k] > grade[k] ? face[k] : grade[k];
        }
        for (int k = 0; k < p && to->start[i] == to->start[i + 1]; k++)
            grade[k] = -(double)INFINITY; /* a cell without faces has no vertex */
    }
done:
    return st;
}

/* The cells without their grades; *vertices := how many there are. */
static tda_status copy_cells(tda_ctx *ctx, tdai_columns *to, const tda_cells *c,
                             int params, tda_index *vertices)
{
    tda_status st = TDA_OK;
    tda_index faces = c->size ? c->start[c->size] : 0;
    TRY(tdai_columns_alloc(ctx, to, params, c->size, faces, c->size, false));
    *vertices = 0;
    for (tda_index i = 0; i < c->size; i++) {
        to->dim[i] = c->dim[i];
        to->start[i + 1] = c->start[i + 1];
        *vertices += c->dim[i] == 0;
    }
    if (faces)
        memcpy(to->face, c->face, (size_t)faces * sizeof *c->face);
done:
    return st;
}

tda_status tda_complex_lower_star(tda_ctx *ctx, tda_complex **out, const tda_complex *in,
                                  const tda_cloud *function)
{
    tda_status st = TDA_OK;
    tdai_columns columns = {0};
    tda_complex *complex = NULL;
    const tda_cells *c = tda_complex_cells(in);
    tda_index vertices, v = 0;
    TRY(tda_cloud_check(ctx, function));
    if (function->dimension > INT32_MAX)
        FAIL(TDA_EINVAL, "lower-star filtration: %lld functions",
             (long long)function->dimension);
    int p = (int)function->dimension;
    TRY(copy_cells(ctx, &columns, c, p, &vertices));
    if (function->size != vertices)
        FAIL(TDA_EINVAL, "the function has %lld values for %lld vertices",
             (long long)function->size, (long long)vertices);
    for (tda_index i = 0; i < c->size; i++)
        if (c->dim[i] == 0)
            memcpy(columns.grade + i * p, function->at + p * v++,
                   (size_t)p * sizeof *columns.grade);
    for (int dim = 1; dim <= tda_complex_dimension(in); dim++)
        TRY(grade_level(ctx, &columns, dim));
    TRY(tdai_complex_adopt_valid(ctx, &complex, &columns));
    tda_record *record = tdai_complex_record(complex);
    snprintf(record->filtration, sizeof record->filtration, "lower-star");
    for (int k = 0; k < p; k++) {
        char text[32];
        snprintf(text, sizeof text, "function %d", k + 1);
        tda_complex_set_axis(complex, k, text, "");
    }
    *out = complex;
done:
    tdai_columns_clear(&columns);
    return st;
}
