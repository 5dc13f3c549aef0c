/* SPDX-License-Identifier: GPL-3.0-or-later */
/* flagify.c - Give the cells from some dimension on the earliest grades that their faces allow.
 *
 * Cells are visited by dimension, so that the grades of faces are there when they are needed;
 * the columns are those of the complex in that order, and are put back into the order of the
 * complex at the end, so that ids stay. */
#include "data/complex.h"
#include "data/joins.h"
#include <string.h>

static const char *const stage = "grades from faces";

/* order := the ids of the cells by dimension, stably; place := its inverse. */
static void by_dimension(const tda_cells *c, int dimension, tda_index *order,
                         tda_index *place)
{
    tda_index n = 0;
    for (int d = 0; d <= dimension; d++)
        for (tda_index i = 0; i < c->size; i++)
            if (c->dim[i] == d) {
                place[i] = n;
                order[n++] = i;
            }
}

/* The cells in the given order, without grades. */
static tda_status reorder(tda_ctx *ctx, tdai_columns *to, const tda_cells *c,
                          const tda_index *order, const tda_index *place)
{
    tda_status st = TDA_OK;
    tda_index faces = 0;
    TRY(tdai_columns_alloc(ctx, to, c->params, c->size, c->size ? c->start[c->size] : 0,
                           0, false));
    for (tda_index n = 0; n < c->size; n++) {
        tda_index i = order[n];
        to->dim[n] = c->dim[i];
        for (tda_index f = c->start[i]; f < c->start[i + 1]; f++)
            to->face[faces++] = place[c->face[f]];
        to->start[n + 1] = faces;
    }
done:
    return st;
}

static tda_status regrade(tda_ctx *ctx, tdai_columns *to, const tda_cells *c,
                          const tda_index *order, int dimension)
{
    tda_status st = TDA_OK;
    tdai_joins joins;
    TRY(tdai_joins_begin(ctx, &joins, to));
    for (tda_index n = 0; n < c->size; n++) {
        TRY(tdai_poll(ctx, stage, n, c->size));
        tda_index i = order[n], g = c->grade_start ? c->grade_start[i] : i;
        tda_index end = c->grade_start ? c->grade_start[i + 1] : i + 1;
        if (c->dim[i] >= dimension)
            TRY(tdai_joins_of_faces(ctx, &joins));
        else
            TRY(tdai_joins_take(ctx, &joins, c->grade + g * c->params, end - g));
    }
done:
    return st;
}

/* The complex c with the grades of `from`, whose cell place[i] is cell i of c. */
static tda_status put_back(tda_ctx *ctx, tdai_columns *to, const tda_cells *c,
                           const tdai_columns *from, const tda_index *place)
{
    tda_status st = TDA_OK;
    tda_index rows = 0, faces = c->size ? c->start[c->size] : 0;
    TRY(tdai_columns_alloc(ctx, to, c->params, c->size, faces, from->grade_start[c->size],
                           true));
    memcpy(to->dim, c->dim, (size_t)c->size * sizeof *c->dim);
    memcpy(to->start, c->start, (size_t)(c->size + 1) * sizeof *c->start);
    memcpy(to->face, c->face, (size_t)faces * sizeof *c->face);
    for (tda_index i = 0; i < c->size; i++) {
        tda_index g = from->grade_start[place[i]];
        tda_index n = from->grade_start[place[i] + 1] - g;
        memcpy(to->grade + rows * c->params, from->grade + g * c->params,
               (size_t)(n * c->params) * sizeof *to->grade);
        to->grade_start[i + 1] = rows += n;
    }
done:
    return st;
}

tda_status tda_complex_flagify(tda_ctx *ctx, tda_complex **out, const tda_complex *in,
                               int dimension)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_columns sorted = {0}, columns = {0};
    tda_complex *made;
    const tda_cells *c = tda_complex_cells(in);
    if (dimension < 0)
        FAIL(TDA_EINVAL, "flagify: dimension %d is negative", dimension);
    tda_index *order = ARRAY(&tmp, tda_index, c->size);
    tda_index *place = ARRAY(&tmp, tda_index, c->size);
    TRY(tdai_arena_status(ctx, &tmp));
    by_dimension(c, tda_complex_dimension(in), order, place);
    TRY(reorder(ctx, &sorted, c, order, place));
    TRY(regrade(ctx, &sorted, c, order, dimension));
    TRY(put_back(ctx, &columns, c, &sorted, place));
    TRY(tdai_complex_adopt_valid(ctx, &made, &columns));
    tdai_complex_inherit(made, in);
    *out = made;
done:
    tdai_columns_clear(&columns);
    tdai_columns_clear(&sorted);
    tdai_arena_free(&tmp);
    return st;
}
