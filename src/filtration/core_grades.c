/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core_grades.c - The staircases of complexes whose points wait for their neighbours.
 *
 * At a level a simplex is there from the larger of its own value and of the values of its points,
 * which is handed up from facets to cofaces, two facets having all points between them. These
 * values grow with the level, so the grades of a simplex are a staircase, of which the steps of no
 * width are left out. The levels are gone through from the last one down, twice: to count the
 * grades, and to write them. */
#include "filtration/core_grades.h"
#include <math.h>
#include <string.h>

typedef struct walk {
    tda_ctx *ctx;
    const tdai_core *core;
    double *wait;    /* [cells] of the points of a cell, at this level */
    double *after;   /* [cells] the value at the level above */
    tda_index *next; /* [cells+1] counts, and then where the next grade goes */
    double *grade;   /* NULL while they are counted */
} walk;

static tda_status walk_level(walk *w, tda_index level, tda_index done_before)
{
    tda_status st = TDA_OK;
    const tdai_core *core = w->core;
    const tda_cells *c = core->cells;
    for (tda_index i = 0; i < c->size; i++) {
        if (i % 1024 == 0)
            TRY(tdai_poll(w->ctx, core->stage, done_before + i,
                          2 * core->levels * c->size));
        double wait = core->core[level * core->points + (c->dim[i] ? 0 : i)];
        if (c->dim[i] > 0) {
            double a = w->wait[c->face[c->start[i]]];
            double b = w->wait[c->face[c->start[i + 1] - 1]];
            wait = a > b ? a : b;
        }
        w->wait[i] = wait;
        double value = c->grade[i] > wait ? c->grade[i] : wait;
        /* infinite, past the threshold, or as early at a higher level */
        if (!(value < w->after[i]) || value > core->threshold)
            continue;
        w->after[i] = value;
        if (w->grade) {
            w->grade[2 * w->next[i]] = value;
            w->grade[2 * w->next[i] + 1] = core->level[level];
        }
        w->next[i]++;
    }
done:
    return st;
}

static tda_status walk_levels(walk *w, tda_index done_before)
{
    tda_status st = TDA_OK;
    const tda_index cells = w->core->cells->size;
    for (tda_index i = 0; i < cells; i++)
        w->after[i] = INFINITY;
    for (tda_index k = w->core->levels - 1; k >= 0; k--, done_before += cells)
        TRY(walk_level(w, k, done_before));
done:
    return st;
}

tda_status tdai_core_columns(tda_ctx *ctx, tdai_columns *to, const tdai_core *core)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    const tda_cells *c = core->cells;
    tda_index rows = 0, faces = c->size ? c->start[c->size] : 0;
    walk w = {ctx,
              core,
              ARRAY(&tmp, double, c->size),
              ARRAY(&tmp, double, c->size),
              ZEROS(&tmp, tda_index, c->size + 1),
              NULL};
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(walk_levels(&w, 0));
    for (tda_index i = 0; i < c->size; i++)
        rows += w.next[i] ? w.next[i] : 1;
    TRY(tdai_budget(ctx, tdai_size_add(tdai_size_add(0, c->size, 20 + 8), rows, 16),
                    core->stage));
    TRY(tdai_columns_alloc(ctx, to, 2, c->size, faces, rows, true));
    if (c->size) {
        memcpy(to->dim, c->dim, (size_t)c->size * sizeof *c->dim);
        memcpy(to->start, c->start, (size_t)(c->size + 1) * sizeof *c->start);
    }
    if (faces)
        memcpy(to->face, c->face, (size_t)faces * sizeof *c->face);
    for (tda_index i = 0; i < c->size; i++) {
        tda_index first = to->grade_start[i], n = w.next[i] ? w.next[i] : 1;
        to->grade[2 * first] = to->grade[2 * first + 1] = (double)INFINITY;
        to->grade_start[i + 1] = first + n;
        w.next[i] = first;
    }
    w.grade = to->grade;
    TRY(walk_levels(&w, core->levels * c->size));
done:
    tdai_arena_free(&tmp);
    return st;
}
