/* SPDX-License-Identifier: GPL-3.0-or-later */
/* matching_line.c - The bars of a module on one line, and the bottleneck distance of two of them. */
#include "multiparam/matching.h"
#include "multiparam/sweep.h"
#include "persistence/distance.h"
#include <stdlib.h>

static double place(double x, double y, double l, double m)
{
    double a = isinf(x) ? x : l * x, b = y - m;
    return a > b ? a : b;
}

/* The owner of each row, when the relations are reduced in their order. */
static tda_status reduce(tda_ctx *ctx, tdai_strand *f, const tdai_stranded *mod,
                         uint32_t *owner)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_sweep s = {0};
    const tda_matrix *m = mod->m;
    tda_index *cursor = ARRAY(&tmp, tda_index, m->columns),
              *rank = ARRAY(&tmp, tda_index, m->columns);
    tdai_level path = {.size = m->columns,
                       .y = ZEROS(&tmp, uint32_t, m->columns),
                       .start = ARRAY(&tmp, tda_index, m->columns + 1),
                       .row = ARRAY(&tmp, uint32_t, m->start[m->columns])};
    TRY(tdai_arena_status(ctx, &tmp));
    path.start[0] = 0;
    for (tda_index c = 0; c < m->columns; c++) {
        tda_index j = f->order[m->rows + c] - m->rows;
        rank[j] = c;
        cursor[c] = path.start[c];
        path.start[c + 1] = path.start[c] + m->start[j + 1] - m->start[j];
    }
    for (tda_index q = 0; q < m->rows; q++)
        for (tda_index i = mod->start[f->order[q]]; i < mod->start[f->order[q] + 1]; i++)
            path.row[cursor[rank[mod->relation[i]]]++] = (uint32_t)q;
    TRY(tdai_sweep_new(ctx, &s, &path, m->rows, 1, 0));
    TRY(tdai_sweep_stage(ctx, &s, 0, "matching distance"));
    for (tda_index q = 0; q < m->rows; q++)
        owner[q] = s.owner[q];
    f->effort = s.effort;
done:
    tdai_sweep_free(&s);
    tdai_arena_free(&tmp);
    return st;
}

/* Sort the `n` places from number `first` on. */
static tda_status sort(tda_ctx *ctx, tdai_strand *f, tda_index first, tda_index n)
{
    tda_status st = TDA_OK;
    TRY(tdai_argsort(ctx, f->order + first, f->at + first, n));
    for (tda_index k = first; k < first + n; k++) {
        f->order[k] += first;
        f->sorted[k] = f->at[f->order[k]];
    }
done:
    return st;
}

tda_status tdai_strand_new(tda_ctx *ctx, tdai_strand *out, const tdai_stranded *mod,
                           const tdai_cell *cell, tdai_arena *memory)
{
    tda_status st = TDA_OK;
    const tda_matrix *m = mod->m;
    tda_index rows = m->rows, size = rows + m->columns;
    tdai_strand f = {.cell = cell, .rows = rows, .size = size};
    f.x = cell->steep ? mod->y : mod->x;
    f.y = cell->steep ? mod->x : mod->y;
    f.at = ARRAY(memory, double, size);
    f.order = ARRAY(memory, tda_index, size);
    f.sorted = ARRAY(memory, double, size);
    f.birth = ARRAY(memory, double, rows);
    f.death = ARRAY(memory, double, rows);
    f.begin = ZEROS(memory, tdai_drift, rows);
    f.end = ZEROS(memory, tdai_drift, rows);
    f.endless_at = ARRAY(memory, double, rows);
    f.ancient_at = ARRAY(memory, double, rows);
    uint32_t *owner = ARRAY(memory, uint32_t, rows);
    TRY(tdai_arena_status(ctx, memory));
    double widest = 0;
    for (tda_index i = 0; i < size; i++) {
        f.at[i] = place(f.x[i], f.y[i], cell->l, cell->m);
        widest = isfinite(f.x[i]) ? fmax(widest, f.x[i]) : widest;
    }
    f.reach = fmax(widest * cell->dl, cell->dm);
    TRY(sort(ctx, &f, 0, rows));
    TRY(sort(ctx, &f, rows, m->columns));
    TRY(reduce(ctx, &f, mod, owner));
    for (tda_index q = 0; q < rows; q++) {
        double birth = f.sorted[q];
        double death = owner[q] == TDAI_NONE ? INFINITY : f.sorted[rows + owner[q]];
        if (death == birth)
            continue;
        if (isinf(birth) && isinf(death)) {
            f.eternal++;
        } else if (isinf(death)) {
            f.endless_at[f.endless++] = birth;
        } else if (isinf(birth)) {
            f.ancient_at[f.ancient++] = death;
        } else {
            f.birth[f.bars] = birth;
            f.death[f.bars++] = death;
        }
    }
    *out = f;
done:
    return st;
}

static int by_value(const void *p, const void *q)
{
    const double *a = p, *b = q;
    return (*a > *b) - (*a < *b);
}

static double apart(double *p, double *q, tda_index n)
{
    double most = 0;
    qsort(p, (size_t)n, sizeof *p, by_value);
    qsort(q, (size_t)n, sizeof *q, by_value);
    for (tda_index k = 0; k < n; k++)
        most = fmax(most, fabs(p[k] - q[k]));
    return most;
}

tda_status tdai_strands_distance(tda_ctx *ctx, double *out, const tdai_strand *a,
                                 const tdai_strand *b)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    double most = 0;
    if (a->endless != b->endless || a->ancient != b->ancient ||
        a->eternal != b->eternal) {
        *out = INFINITY;
        return st;
    }
    tda_index *mate = ARRAY(&tmp, tda_index, a->bars);
    bool *taken = ZEROS(&tmp, bool, b->bars);
    TRY(tdai_arena_status(ctx, &tmp));
    tdai_pair_of_dots z = {.ctx = ctx,
                           .a = {a->bars, a->birth, a->death, NULL},
                           .b = {b->bars, b->birth, b->death, NULL},
                           .norm = INFINITY,
                           .order = INFINITY};
    TRY(tdai_match_bottleneck(&z, mate));
    for (tda_index i = 0; i < a->bars; i++) {
        most = fmax(most, mate[i] < 0 ? tdai_dot_height(&z.a, i, INFINITY)
                                      : tdai_dot_distance(&z, i, mate[i]));
        if (mate[i] >= 0)
            taken[mate[i]] = true;
    }
    for (tda_index j = 0; j < b->bars; j++)
        most = fmax(most, taken[j] ? 0 : tdai_dot_height(&z.b, j, INFINITY));
    most = fmax(most, apart(a->endless_at, b->endless_at, a->endless));
    *out = fmax(most, apart(a->ancient_at, b->ancient_at, a->ancient));
done:
    tdai_arena_free(&tmp);
    return st;
}
