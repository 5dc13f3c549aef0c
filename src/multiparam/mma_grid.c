/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mma_grid.c - Diagonal lines through a box of three and more parameters.
 *
 * They stand over a grid of offsets: line c is (t, t + c_2, t + c_3, ...). They are visited row by row,
 * back and forth, so that each is one step from the one before. */
#include "multiparam/mma_many.h"
#include <math.h>
#include <string.h>

/* Does the line from the base meet the box? */
static bool meets_box(const tdai_many *m, const double *base)
{
    double from = -(double)INFINITY, to = INFINITY;
    for (int k = 0; k < m->params; k++) {
        from = fmax(from, m->box[k] - base[k]);
        to = fmin(to, m->box[m->params + k] - base[k]);
    }
    return from <= to;
}

/* The step for about so many lines: the projection of the box along the diagonal has the volume of
 * its lower faces. */
static double step_of(const tdai_many *m, const tda_module_opts *o)
{
    double volume = 0;
    if (o->error > 0)
        return o->error;
    for (int i = 0; i < m->params; i++) {
        double face = 1;
        for (int k = 0; k < m->params; k++)
            face *= k == i ? 1 : m->box[m->params + k] - m->box[k];
        volume += face;
    }
    double widest = 0;
    for (int k = 0; k < m->params; k++)
        widest = fmax(widest, m->box[m->params + k] - m->box[k]);
    double step = pow(volume / (double)o->lines, 1.0 / (m->params - 1));
    return step > 0 ? step : 2 * widest / (double)o->lines;
}

/* All lines of the grid that meet the box; with base NULL they are only counted. */
static tda_index walk(const tdai_many *m, const tda_index *count, double *base)
{
    tda_index at[TDAI_MANY_PARAMS] = {0}, lines = 0;
    bool back[TDAI_MANY_PARAMS] = {false};
    double line[TDAI_MANY_PARAMS] = {0};
    int last = m->params - 1;
    for (;;) {
        for (int k = 1; k <= last; k++) {
            double high = m->box[m->params + k] - m->box[0],
                   low = m->box[k] - m->box[m->params];
            line[k] = count[k] == 1 ? low + (high - low) / 2
                      : at[k] == count[k] - 1
                          ? low
                          : high - (high - low) / (double)(count[k] - 1) * (double)at[k];
        }
        if (meets_box(m, line)) {
            if (base)
                memcpy(base + lines * m->params, line, (size_t)m->params * sizeof *base);
            lines++;
        }
        int k = last; /* the next of the grid: one step along some axis */
        while (k > 0 && at[k] == (back[k] ? 0 : count[k] - 1)) {
            back[k] = !back[k];
            k--;
        }
        if (k == 0)
            return lines;
        at[k] += back[k] ? -1 : 1;
    }
}

tda_status tdai_many_place(tda_ctx *ctx, tdai_many *m, const tda_module_opts *o)
{
    tda_status st = TDA_OK;
    double step = step_of(m, o), grid = 1;
    tda_index count[TDAI_MANY_PARAMS];
    for (int k = 1; k < m->params; k++) {
        double width = m->box[m->params + k] - m->box[0] - m->box[k] + m->box[m->params],
               n = width > 0 ? ceil(width / step) + 1 : 1;
        if (o->lines == 1 && o->error <= 0)
            n = 1;
        grid *= n;
        if (!(grid < 1e9))
            FAIL(TDA_ELIMIT, "module: a grid of %g lines; choose a greater error", grid);
        count[k] = (tda_index)n;
        m->error = fmax(m->error, n > 1 ? width / (n - 1) : width);
    }
    m->lines = walk(m, count, NULL);
    m->base = ARRAY(&m->memory, double, m->lines * m->params);
    TRY(tdai_arena_status(ctx, &m->memory));
    walk(m, count, m->base);
done:
    return st;
}
