/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mma_corners.c - Corners of summands from the runs of their bars.
 *
 * While a bar keeps its row, the lines reach the row's grade (x, y) at points above it, then at
 * points to its right. Of the former the lowest, of the latter the leftmost lies below all others,
 * so a run has two corners of birth; and likewise two of death, the first and the last. Lines on
 * which the bar is empty are left out: those at the start of a run where row and column have
 * the same x, and those at its end where they have the same y. */
#include "multiparam/mma.h"
#include <math.h>

void tdai_corners_free(tdai_corners *c)
{
    for (int k = 0; k < 2; k++) {
        tdai_free(c->at[k]);
        tdai_free(c->cell[k]);
        tdai_free(c->start[k]);
    }
    *c = (tdai_corners){0};
}

tda_status tdai_corners_push(tda_ctx *ctx, tdai_corners *c, int death, const double *at,
                             const tda_index *cell)
{
    tda_status st = TDA_OK;
    if (c->size[death] == c->room[death]) {
        tda_index room = c->room[death] + c->room[death] / 2 + 256;
        TRY(tdai_budget(ctx, room * c->params * 16, "module"));
        double *more = tdai_realloc(c->at[death], room * c->params, sizeof *more);
        c->at[death] = more ? more : c->at[death];
        tda_index *cells = tdai_realloc(c->cell[death], room * c->params, sizeof *cells);
        c->cell[death] = cells ? cells : c->cell[death];
        if (!more || !cells)
            FAIL(TDA_ENOMEM, "module: no memory for %lld corners", (long long)room);
        c->room[death] = room;
    }
    for (int k = 0; k < c->params; k++) {
        c->at[death][c->size[death] * c->params + k] = at[k];
        c->cell[death][c->size[death] * c->params + k] = cell ? cell[k] : -1;
    }
    c->size[death]++;
done:
    return st;
}

tda_status tdai_corners_close(tda_ctx *ctx, tdai_corners *c)
{
    tda_status st = TDA_OK;
    if (c->summands == c->most) {
        tda_index most = c->most + c->most / 2 + 64;
        for (int k = 0; k < 2; k++) {
            tda_index *start = tdai_realloc(c->start[k], most + 1, sizeof *start);
            if (!start)
                FAIL(TDA_ENOMEM, "module: no memory for %lld summands", (long long)most);
            c->start[k] = start;
        }
        c->most = most;
    }
    c->start[0][0] = c->start[1][0] = 0;
    tda_index n = c->summands;
    if (c->size[0] > c->start[0][n] && c->size[1] > c->start[1][n]) {
        c->start[0][n + 1] = c->size[0];
        c->start[1][n + 1] = c->size[1];
        c->summands++;
    } else {
        c->size[0] = c->start[0][n];
        c->size[1] = c->start[1][n];
    }
done:
    return st;
}

tda_status tdai_corners_module(tda_ctx *ctx, tda_module *out, const tdai_corners *c,
                               const double *box, double error)
{
    tda_module m = {0};
    tda_module corners = {.params = c->params,
                          .size = c->summands,
                          .birth_start = c->start[0],
                          .birth = c->at[0],
                          .birth_cell = c->cell[0],
                          .death_start = c->start[1],
                          .death = c->at[1],
                          .death_cell = c->cell[1]};
    tda_status st = tda_module_new(ctx, &m, &corners);
    if (st)
        return st;
    for (int k = 0; k < 2 * c->params; k++)
        m.box[k] = box[k];
    m.error = error;
    *out = m;
    return TDA_OK;
}

/* ---- two parameters ---- */

/* The corners of one bar while its runs are walked through. */
typedef struct side {
    tdai_corner *at;
    tda_index size, room;
} side;

static tda_status keep(tda_ctx *ctx, side *s, const tdai_corner *c)
{
    if (s->size == s->room) {
        tda_index room = 2 * s->room + 64;
        tdai_corner *at = tdai_realloc(s->at, room, sizeof *at);
        if (!at)
            return tdai_fail(ctx, TDA_ENOMEM, "module: no memory for %lld corners",
                             (long long)room);
        s->at = at;
        s->room = room;
    }
    s->at[s->size++] = *c;
    return TDA_OK;
}

/* Along the walk x never goes down and y never up. Of two corners that share one of them keep the
 * one that counts: of births the lower, of deaths the higher. */
static tda_status put(tda_ctx *ctx, side *s, tdai_corner c, bool death)
{
    while (s->size) {
        const tdai_corner *last = &s->at[s->size - 1];
        bool below = c.at[0] <= last->at[0] && c.at[1] <= last->at[1],
             above = c.at[0] >= last->at[0] && c.at[1] >= last->at[1];
        if (death ? below : above)
            return TDA_OK;
        if (!(death ? above : below))
            break;
        s->size--;
    }
    return keep(ctx, s, &c);
}

typedef struct maker {
    const tdai_family *f;
    const tda_index *row_cell, *column_cell;
    const double *box;
    side births, deaths;
} maker;

/* Where the line reaches a grade: above it, or to its right. Before the box births have no
 * beginning, past it deaths no end. */
static tdai_corner corner(const maker *m, const double *grade, const tda_index *cell,
                          tda_index line, bool right, bool death)
{
    double offset = m->f->offset[line], along = grade[right] + (right ? -offset : offset),
           from = grade[!right];
    tdai_corner c = {.line = line, .cell = {-1, -1}};
    c.at[right] = grade[right];
    c.at[!right] = along > from ? along : from;
    if (cell) {
        c.cell[right] = cell[right];
        c.cell[!right] = along > from ? -1 : cell[!right];
    }
    const tda_index edge[2] = {0, m->f->lines - 1}; /* the lines next to that side */
    for (int k = 0; k < 2; k++) {
        bool out =
            death ? c.at[k] > m->box[2 + k]
                  : c.at[k] < m->box[k] ||
                        (c.at[k] <= m->box[k] && grade[k] < m->box[k] && line == edge[k]);
        if (!out)
            continue;
        c.at[k] = death ? (double)INFINITY : -(double)INFINITY;
        c.cell[k] = -1;
    }
    return c;
}

static tda_status run_corners(tda_ctx *ctx, maker *m, const tdai_run *run)
{
    tda_status st = TDA_OK;
    const double *c = m->f->offset;
    const double *r = m->f->row_grade + 2 * (size_t)run->row,
                 *q = m->f->column_grade + 2 * (size_t)run->column;
    const tda_index *row_cell = m->row_cell ? m->row_cell + 2 * (size_t)run->row : NULL,
                    *column_cell =
                        m->column_cell ? m->column_cell + 2 * (size_t)run->column : NULL;
    tda_index first = run->first, end = (tda_index)run->last + 1;
    if (!(r[0] < q[0]))
        first = tdai_line_past(c, first, end, r[0], q[1], true);
    if (!(r[1] < q[1]))
        end = tdai_line_past(c, first, end, q[0], r[1], false);
    if (first >= end)
        goto done;
    /* from `turn` on the line passes to the right of the grade */
    tda_index turn = tdai_line_past(c, first, end, r[0], r[1], true);
    if (turn > first)
        TRY(put(ctx, &m->births, corner(m, r, row_cell, turn - 1, false, false), false));
    if (turn < end)
        TRY(put(ctx, &m->births, corner(m, r, row_cell, turn, true, false), false));
    turn = tdai_line_past(c, first, end, q[0], q[1], true);
    if (turn > first)
        TRY(put(ctx, &m->deaths, corner(m, q, column_cell, first, false, true), true));
    if (turn < end)
        TRY(put(ctx, &m->deaths, corner(m, q, column_cell, end - 1, true, true), true));
done:
    return st;
}

/* Two neighbours on neighbouring lines, or on one: what is between them is not known, and the corner
 * of both is as good a guess. */
static tda_status complete(tda_ctx *ctx, tdai_corners *out, const side *s, bool death)
{
    tda_status st = TDA_OK;
    for (tda_index i = 0; i + 1 < s->size; i++) {
        const tdai_corner *a = &s->at[i], *b = &s->at[i + 1];
        const tdai_corner *x = death ? b : a, *y = death ? a : b;
        double at[2] = {x->at[0], y->at[1]};
        tda_index cell[2] = {x->cell[0], y->cell[1]};
        if (b->line - a->line <= 1 && isfinite(at[0]) && isfinite(at[1]))
            TRY(tdai_corners_push(ctx, out, death, at, cell));
    }
done:
    return st;
}

static tda_status close_bar(tda_ctx *ctx, tdai_corners *out, maker *m, bool fill)
{
    tda_status st = TDA_OK;
    for (int death = 0; death < 2; death++) {
        side *s = death ? &m->deaths : &m->births;
        for (tda_index i = 0; i < s->size; i++)
            TRY(tdai_corners_push(ctx, out, death, s->at[i].at, s->at[i].cell));
        if (fill)
            TRY(complete(ctx, out, s, death));
        s->size = 0;
    }
    TRY(tdai_corners_close(ctx, out));
done:
    return st;
}

tda_status tdai_mma_corners(tda_ctx *ctx, tdai_corners *out, const tdai_family *f,
                            const tdai_runs *runs, const tda_index *row_cell,
                            const tda_index *column_cell, const double *box, bool fill)
{
    tda_status st = TDA_OK;
    maker m = {.f = f, .row_cell = row_cell, .column_cell = column_cell, .box = box};
    for (tda_index i = 0; i < runs->size; i++) {
        if (i && runs->at[i].bar != runs->at[i - 1].bar)
            TRY(close_bar(ctx, out, &m, fill));
        TRY(tdai_poll(ctx, "module", i, runs->size));
        TRY(run_corners(ctx, &m, &runs->at[i]));
    }
    if (runs->size)
        TRY(close_bar(ctx, out, &m, fill));
done:
    tdai_free(m.births.at);
    tdai_free(m.deaths.at);
    return st;
}
