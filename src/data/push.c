/* SPDX-License-Identifier: GPL-3.0-or-later */
/* push.c - A complex of several parameters along a line.
 *
 * A grade is reached at the last of the places where the line reaches its coordinates, a cell at
 * the first of those of its grades. */
#include "data/complex.h"
#include <math.h>

tda_status tdai_line_check(tda_ctx *ctx, int params, const double *base,
                           const double *direction)
{
    tda_status st = TDA_OK;
    bool moves = false;
    for (int k = 0; k < params; k++) {
        if (!isfinite(base[k]) || !isfinite(direction[k]) || direction[k] < 0)
            FAIL(TDA_EINVAL,
                 "line: from %g by %g in parameter %d; the first must be finite, the "
                 "second "
                 "not negative either",
                 base[k], direction[k], k);
        moves = moves || direction[k] > 0;
    }
    if (!moves)
        FAIL(TDA_EINVAL, "line: its direction is 0 in every parameter");
done:
    return st;
}

double tdai_line_reach(int *param, int params, const double *grade, const double *base,
                       const double *direction)
{
    double last = -INFINITY;
    *param = 0;
    for (int k = 0; k < params; k++) {
        double at = direction[k] > 0     ? (grade[k] - base[k]) / direction[k]
                    : grade[k] > base[k] ? (double)INFINITY
                                         : -(double)INFINITY;
        if (at > last) {
            last = at;
            *param = k;
        }
    }
    return last + 0.0; /* no -0 */
}

tda_status tda_complex_push(tda_ctx *ctx, tda_complex **out, const tda_complex *in,
                            const double *base, const double *direction)
{
    tda_status st = TDA_OK;
    const tda_cells *c = tda_complex_cells(in);
    tdai_columns columns = {0};
    tda_complex *pushed;
    int param;
    TRY(tdai_line_check(ctx, c->params, base, direction));
    tda_cells flat = *c;
    flat.params = 1; /* as many faces, one number a cell: filled below */
    flat.grade_start = NULL;
    TRY(tdai_columns_copy(ctx, &columns, &flat));
    for (tda_index i = 0; i < c->size; i++) {
        TRY(tdai_poll(ctx, "moving grades to the line", i, c->size));
        tda_index begin = c->grade_start ? c->grade_start[i] : i;
        tda_index end = c->grade_start ? c->grade_start[i + 1] : i + 1;
        double first = INFINITY;
        for (tda_index r = begin; r < end; r++)
            first =
                fmin(first, tdai_line_reach(&param, c->params, c->grade + r * c->params,
                                            base, direction));
        columns.grade[i] = first;
    }
    TRY(tdai_complex_adopt_valid(ctx, &pushed, &columns));
    tdai_complex_inherit(pushed, in);
    tda_complex_set_axis(pushed, 0, "along the line", "");
    *out = pushed;
done:
    tdai_columns_clear(&columns);
    return st;
}
