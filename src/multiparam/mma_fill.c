/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mma_fill.c - Corners of summands of three and more parameters, and those that lie between lines.
 *
 * On every line a bar has one corner of birth and one of death. A corner of the interval itself is
 * met only by a line through it; the lines around it have corners on its faces, within a step of each
 * other, whose meet it is. So in one pass each corner goes to its meet with all others
 * within a step, one after another in the order of the lines, as far as no line sees the
 * difference: as far as the interval keeps its bars. Deaths go to joins likewise, after births. */
#include "multiparam/mma_many.h"
#include <float.h>
#include <math.h>
#include <string.h>

static const char stage[] = "module";

double tdai_many_reach(const tdai_many *m, const double *base, tda_index cell,
                       const double **grade)
{
    const tda_cells *c = m->c;
    tda_index begin = c->grade_start ? c->grade_start[cell] : cell,
              end = c->grade_start ? c->grade_start[cell + 1] : cell + 1;
    double first = INFINITY;
    for (tda_index g = begin; g < end; g++) {
        double t = -(double)INFINITY;
        for (int k = 0; k < m->params; k++)
            t = fmax(t, c->grade[g * m->params + k] - base[k]);
        if (g == begin || t < first) {
            first = t;
            *grade = c->grade + g * m->params;
        }
    }
    return first;
}

static tda_status point(tda_ctx *ctx, tdai_corners *out, const tdai_many *m,
                        const double *base, double t, const double *grade, tda_index cell,
                        bool death)
{
    double at[TDAI_MANY_PARAMS];
    tda_index by[TDAI_MANY_PARAMS];
    for (int k = 0; k < m->params; k++) {
        double x = base[k] + t, low = m->box[k], high = m->box[m->params + k];
        at[k] = grade && grade[k] >= x ? grade[k] : x;
        by[k] = grade && grade[k] >= x ? cell : -1;
        if (grade && grade[k] - base[k] == t) {
            at[k] = grade[k];
            by[k] = cell;
        }
        bool beyond = death ? at[k] > high : at[k] < low;
        if (!beyond)
            continue;
        at[k] = death ? (double)INFINITY : -(double)INFINITY;
        by[k] = -1;
    }
    return tdai_corners_push(ctx, out, death, at, by);
}

static tda_status run_points(tda_ctx *ctx, tdai_corners *out, const tdai_many *m,
                             const tdai_run *run)
{
    tda_status st = TDA_OK;
    tda_index row = m->cell[1][run->row];
    bool endless = run->column >= m->cells[2];
    tda_index column = endless ? -1 : m->cell[2][run->column];
    for (tda_index line = run->first; line <= run->last; line++) {
        const double *base = m->base + line * m->params, *from, *to = NULL;
        double birth = tdai_many_reach(m, base, row, &from),
               death = endless ? (double)INFINITY : tdai_many_reach(m, base, column, &to);
        if (!(birth < death))
            continue;
        TRY(point(ctx, out, m, base, birth, from, row, false));
        TRY(point(ctx, out, m, base, death, to, column, true));
    }
done:
    return st;
}

/* ---- filling ---- */

typedef struct filler {
    const tdai_many *m;
    double *limit; /* [lines] no birth before it, or no death after it, is seen */
    double *at;    /* [count x params] corners that were moved */
    tda_index *cell;
    tda_index room;
    double slack; /* for rounding */
    tdai_arena memory;
} filler;

static bool below(const double *a, const double *b, int params)
{
    for (int k = 0; k < params; k++)
        if (a[k] > b[k])
            return false;
    return true;
}

static tda_index first_of(const tdai_corners *c, int death)
{
    return c->start[death] ? c->start[death][c->summands] : 0;
}

static void move_corner(tdai_corners *c, int death, tda_index to, tda_index from)
{
    size_t n = (size_t)c->params;
    if (to == from)
        return;
    memcpy(c->at[death] + (size_t)to * n, c->at[death] + (size_t)from * n,
           n * sizeof *c->at[death]);
    memcpy(c->cell[death] + (size_t)to * n, c->cell[death] + (size_t)from * n,
           n * sizeof *c->cell[death]);
}

/* Of the open summand keep the least births, or the greatest deaths. */
static void thin(tdai_corners *c, int death)
{
    tda_index first = first_of(c, death), kept = first;
    int n = c->params;
    for (tda_index i = first; i < c->size[death]; i++) {
        const double *p = c->at[death] + i * n;
        bool out = false;
        for (tda_index j = first; j < kept && !out; j++) {
            const double *q = c->at[death] + j * n;
            out = death ? below(p, q, n) : below(q, p, n);
        }
        if (out)
            continue;
        tda_index left = first;
        for (tda_index j = first; j < kept; j++) {
            const double *q = c->at[death] + j * n;
            if (!(death ? below(q, p, n) : below(p, q, n)))
                move_corner(c, death, left++, j);
        }
        move_corner(c, death, left++, i);
        kept = left;
    }
    c->size[death] = kept;
}

/* When the line enters what lies above a birth; or leaves what lies below a death. */
static double cross(const double *at, const double *base, int params, int death)
{
    double t = death ? (double)INFINITY : -(double)INFINITY;
    for (int k = 0; k < params; k++) {
        double s = at[k] - base[k];
        t = death ? (s < t ? s : t) : (s > t ? s : t);
    }
    return t;
}

/* Of the open summand: when each line enters, or leaves it. */
static double crossing(const tdai_corners *c, const double *base, int death)
{
    double t = death ? -(double)INFINITY : (double)INFINITY;
    tda_index i = first_of(c, death);
    for (; i < c->size[death]; i++) {
        double s = cross(c->at[death] + i * c->params, base, c->params, death);
        t = death ? (s > t ? s : t) : (s < t ? s : t);
    }
    return t;
}

static bool unseen(const filler *f, const double *at, int death)
{
    int n = f->m->params;
    for (tda_index line = 0; line < f->m->lines; line++) {
        double t = cross(at, f->m->base + line * n, n, death), limit = f->limit[line];
        if (death ? t > limit + f->slack : t < limit - f->slack)
            return false;
    }
    return true;
}

static bool within(const double *a, const double *b, int params, double step)
{
    for (int k = 0; k < params; k++)
        if (a[k] != b[k] && !(fabs(a[k] - b[k]) <= step))
            return false;
    return true;
}

/* to := the meet of `to` and `at`, or their join; does it differ? */
static bool combine(double *to, tda_index *to_cell, const double *at,
                    const tda_index *cell, int params, int death)
{
    bool moved = false;
    for (int k = 0; k < params; k++)
        if (death ? at[k] > to[k] : at[k] < to[k]) {
            to[k] = at[k];
            to_cell[k] = cell[k];
            moved = true;
        }
    return moved;
}

/* The corner i of the open summand, moved. */
static void gather(const filler *f, double *to, tda_index *to_cell, const tdai_corners *c,
                   tda_index i, int death)
{
    double at[TDAI_MANY_PARAMS], step = f->m->error + f->slack;
    tda_index cell[TDAI_MANY_PARAMS];
    const double *all = c->at[death];
    int n = c->params;
    memcpy(to, all + i * n, (size_t)n * sizeof *to);
    memcpy(to_cell, c->cell[death] + i * n, (size_t)n * sizeof *to_cell);
    tda_index j = first_of(c, death);
    for (; j < c->size[death]; j++) {
        if (j == i || !within(all + i * n, all + j * n, n, step))
            continue;
        memcpy(at, to, (size_t)n * sizeof *at);
        memcpy(cell, to_cell, (size_t)n * sizeof *cell);
        if (combine(at, cell, all + j * n, c->cell[death] + j * n, n, death) &&
            unseen(f, at, death)) {
            memcpy(to, at, (size_t)n * sizeof *at);
            memcpy(to_cell, cell, (size_t)n * sizeof *cell);
        }
    }
}

static tda_status fill_side(tda_ctx *ctx, filler *f, tdai_corners *c, int death)
{
    tda_status st = TDA_OK;
    int n = c->params;
    tda_index first = first_of(c, death);
    thin(c, death);
    tda_index count = c->size[death] - first;
    if (count == 0)
        goto done;
    if (count > f->room) {
        f->room = 2 * count;
        f->at = ARRAY(&f->memory, double, f->room *n);
        f->cell = ARRAY(&f->memory, tda_index, f->room * n);
        TRY(tdai_arena_status(ctx, &f->memory));
    }
    for (tda_index line = 0; line < f->m->lines; line++) {
        const double *base = f->m->base + line * n;
        double enter = crossing(c, base, 0), leave = crossing(c, base, 1);
        f->limit[line] = (enter < leave) != (bool)death ? enter : leave;
    }
    for (tda_index i = 0; i < count; i++) {
        TRY(tdai_poll(ctx, stage, i, count));
        gather(f, f->at + i * n, f->cell + i * n, c, first + i, death);
    }
    memcpy(c->at[death] + first * n, f->at, (size_t)(count * n) * sizeof *f->at);
    memcpy(c->cell[death] + first * n, f->cell, (size_t)(count * n) * sizeof *f->cell);
done:
    return st;
}

/* The runs of one bar after another. */
tda_status tdai_many_corners(tda_ctx *ctx, tdai_corners *out, const tdai_many *m,
                             const tdai_runs *runs, bool fill)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    filler f = {.m = m};
    for (int k = 0; k < 2 * m->params; k++) /* some ulps of the greatest coordinate */
        f.slack = fmax(f.slack, 64 * DBL_EPSILON * fabs(m->box[k]));
    if (fill)
        f.limit = ARRAY(&f.memory, double, m->lines);
    TRY(tdai_arena_status(ctx, &f.memory));
    tda_index *place = ZEROS(&tmp, tda_index, m->columns + 2),
              *order = ARRAY(&tmp, tda_index, runs->size);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < runs->size; i++)
        place[runs->at[i].bar + 2]++;
    for (tda_index j = 0; j < m->columns; j++)
        place[j + 2] += place[j + 1];
    for (tda_index i = 0; i < runs->size; i++)
        order[place[runs->at[i].bar + 1]++] = i;
    for (tda_index j = 0; j < m->columns; j++) {
        TRY(tdai_poll(ctx, stage, j, m->columns));
        for (tda_index i = place[j]; i < place[j + 1]; i++)
            TRY(run_points(ctx, out, m, &runs->at[order[i]]));
        for (int death = 0; death < 2 && fill; death++)
            TRY(fill_side(ctx, &f, out, death));
        TRY(tdai_corners_close(ctx, out));
    }
done:
    tdai_arena_free(&f.memory);
    tdai_arena_free(&tmp);
    return st;
}
