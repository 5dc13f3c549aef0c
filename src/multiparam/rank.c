/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rank.c - The signed barcode of the rank invariant by rectangles.
 *
 * Ranks from (i, J) to (I, l) are told by the path that goes along row J to (I, J) and then up:
 * they count its bars that are alive at the corner. On that path a cell of grade (x, y) comes in
 * the order of (max(y, J), x), which does not depend on I, once x <= I. So one bigraded reduction
 * with its stages over x, columns in that order, has the barcodes of the paths of all I of a
 * row, one after the other. A bar alive at the corner is a generator of row J or below whose
 * column, if any, comes after the corner; from stage to stage only a few change.
 *
 * A bar born at b that dies at height d is, for all I while that stays so, say s <= I < e, the
 * rectangles from (b, J) to (e, d), less from (b, J) to (s, d) what was counted before, less all
 * that from row J + 1, where the next row takes over. So bars are found without looking at the
 * ranks, which are as many as the square of the nodes. */
#include "multiparam/present.h"
#include "multiparam/ranks.h"
#include "multiparam/sweep.h"
#include <math.h>
#include <string.h>

enum { GRAIN = 4 };

/* Generators or relations, in the lexicographic order of the level. */
typedef struct side {
    const tdai_level *l;
    uint32_t *colex;  /* [size] by (y, position) */
    tda_index *first; /* [ys+2] of those at height y or above in colex */
} side;

typedef struct rows {
    tda_ctx *ctx;
    tda_index xs, ys;
    bool swapped; /* x is the second parameter */
    side generators, relations;
    tda_index *start; /* [generators+1] relations of each generator */
    uint32_t *relation;
    tdai_rectangles *part; /* [tasks] */
    tdai_effort *effort;   /* [tasks] */
} rows;

/* One row, as it is reduced. */
typedef struct row {
    const rows *all;
    tda_index height;
    uint32_t *generator; /* [generators] in the order of the path */
    uint32_t *place;     /* [relations] in the order of the path */
    tdai_level path;     /* the relations in that order; y is the stage */
    tda_index flat;      /* generators on the row itself stand first */
    uint32_t *since;     /* [flat] the stage since which a bar has its death */
    uint32_t *death; /* [flat] its height; that of the row at most: dead at the corner */
    tda_index *cursor;
} row;

static tda_status side_new(tda_ctx *ctx, side *s, tdai_arena *memory, const tdai_level *l,
                           tda_index ys)
{
    s->l = l;
    s->colex = ARRAY(memory, uint32_t, l->size);
    s->first = ZEROS(memory, tda_index, ys + 2);
    tda_status st = tdai_arena_status(ctx, memory);
    if (st)
        return st;
    for (tda_index i = 0; i < l->size; i++)
        s->first[l->y[i] + 1]++;
    for (tda_index y = 0; y <= ys; y++)
        s->first[y + 1] += s->first[y];
    for (tda_index i = 0; i < l->size; i++)
        s->colex[s->first[l->y[i]]++] = (uint32_t)i;
    for (tda_index y = ys + 1; y > 0; y--)
        s->first[y] = s->first[y - 1];
    s->first[0] = 0;
    return TDA_OK;
}

/* order := the cells of a side as the path of a row meets them; returns how many on the row. */
static tda_index along(const side *s, tda_index height, uint32_t *order)
{
    tda_index n = 0, flat;
    for (tda_index i = 0; i < s->l->size; i++)
        if (s->l->y[i] <= height)
            order[n++] = (uint32_t)i;
    flat = n;
    for (tda_index i = s->first[height + 1]; i < s->l->size; i++)
        order[n++] = s->colex[i];
    return flat;
}

/* Lay out the relations in the order of the path; path.cell holds that order. */
static void lay_out(row *r)
{
    const rows *all = r->all;
    const tdai_level *l = all->relations.l;
    tdai_level *p = &r->path;
    r->flat = along(&all->generators, r->height, r->generator);
    along(&all->relations, r->height, p->cell);
    p->start[0] = 0;
    for (tda_index c = 0; c < p->size; c++) {
        tda_index j = p->cell[c];
        r->place[j] = (uint32_t)c;
        p->y[c] = l->x[j];
        p->start[c + 1] = p->start[c] + l->start[j + 1] - l->start[j];
        r->cursor[c] = p->start[c];
    }
    for (tda_index q = 0; q < all->generators.l->size; q++) {
        uint32_t g = r->generator[q];
        for (tda_index i = all->start[g]; i < all->start[g + 1]; i++)
            p->row[r->cursor[r->place[all->relation[i]]]++] = (uint32_t)q;
    }
}

/* The bar of generator q had its death in the stages from since[q] on up to `end`. */
static tda_status emit(tda_ctx *ctx, tdai_rectangles *out, const row *r, tda_index q,
                       tda_index end)
{
    tda_status st = TDA_OK;
    const rows *all = r->all;
    tda_index birth = all->generators.l->x[r->generator[q]], since = r->since[q];
    tda_index death = r->death[q];
    for (int up = 0; up < 2; up++) {
        tda_index height = r->height + up;
        if (death <= height || height >= all->ys)
            break;
        TRY(tdai_rectangles_add(ctx, out, all->swapped, birth, height, end, death,
                                up ? -1 : 1));
        if (birth < since)
            TRY(tdai_rectangles_add(ctx, out, all->swapped, birth, height, since, death,
                                    up ? 1 : -1));
    }
done:
    return st;
}

static tda_status one_row(tda_ctx *ctx, row *r, tdai_rectangles *out, tdai_effort *effort)
{
    tda_status st = TDA_OK;
    tdai_sweep s = {0};
    const rows *all = r->all;
    const tdai_level *generators = all->generators.l, *relations = all->relations.l;
    tda_index born = 0;
    lay_out(r);
    TRY(tdai_sweep_new(ctx, &s, &r->path, generators->size, all->xs, 0));
    TRY(tdai_sweep_watch(ctx, &s, generators->size));
    for (tda_index x = 0; x < all->xs; x++) {
        TRY(tdai_sweep_stage(ctx, &s, x, "ranks"));
        for (; born < r->flat && generators->x[r->generator[born]] == x; born++) {
            r->since[born] = (uint32_t)x;
            r->death[born] = (uint32_t)all->ys;
        }
        for (tda_index i = 0; i < s.moves; i++) {
            uint32_t q = s.moved[i];
            if (q >= r->flat)
                continue;
            uint32_t death = relations->y[r->path.cell[s.owner[q]]];
            if (death == r->death[q])
                continue;
            if (r->since[q] < x)
                TRY(emit(ctx, out, r, q, x));
            r->since[q] = (uint32_t)x;
            r->death[q] = death;
        }
    }
    for (tda_index q = 0; q < r->flat; q++)
        TRY(emit(ctx, out, r, q, all->xs));
    effort->columns += s.effort.columns;
    effort->entries += s.effort.entries;
done:
    tdai_sweep_free(&s);
    return st;
}

static tda_status some_rows(void *arg, tda_index begin, tda_index end)
{
    rows *all = arg;
    tda_ctx *ctx = all->ctx;
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index generators = all->generators.l->size, relations = all->relations.l->size,
              entries = all->start[generators];
    row r = {.all = all,
             .generator = ARRAY(&tmp, uint32_t, generators),
             .place = ARRAY(&tmp, uint32_t, relations),
             .path = {relations, NULL, ARRAY(&tmp, uint32_t, relations),
                      ARRAY(&tmp, uint32_t, relations),
                      ARRAY(&tmp, tda_index, relations + 1),
                      ARRAY(&tmp, uint32_t, entries)},
             .since = ARRAY(&tmp, uint32_t, generators),
             .death = ARRAY(&tmp, uint32_t, generators),
             .cursor = ARRAY(&tmp, tda_index, relations)};
    tdai_rectangles *out = &all->part[begin / GRAIN];
    TRY(tdai_arena_status(ctx, &tmp));
    for (r.height = begin; r.height < end; r.height++)
        TRY(one_row(ctx, &r, out, &all->effort[begin / GRAIN]));
    TRY(tdai_rectangles_add_up(ctx, out));
done:
    tdai_arena_free(&tmp);
    return st;
}

/* Which relations each generator is in. */
static tda_status transpose(tda_ctx *ctx, rows *all, tdai_arena *memory)
{
    const tdai_level *l = all->relations.l;
    tda_index generators = all->generators.l->size;
    all->start = ZEROS(memory, tda_index, generators + 2);
    all->relation = ARRAY(memory, uint32_t, l->start[l->size]);
    tda_status st = tdai_arena_status(ctx, memory);
    if (st)
        return st;
    for (tda_index i = 0; i < l->start[l->size]; i++)
        all->start[l->row[i] + 2]++;
    for (tda_index g = 0; g < generators; g++)
        all->start[g + 2] += all->start[g + 1];
    for (tda_index j = 0; j < l->size; j++)
        for (tda_index i = l->start[j]; i < l->start[j + 1]; i++)
            all->relation[all->start[l->row[i] + 1]++] = (uint32_t)j;
    return TDA_OK;
}

/* The rectangles of all rows of g, summed up, in indices of g. */
static tda_status all_rows(tda_ctx *ctx, tdai_rectangles *out, const tdai_graded *g,
                           bool swapped)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index tasks = g->ys / GRAIN + 1;
    rows all = {.ctx = ctx, .xs = g->xs, .ys = g->ys, .swapped = swapped};
    all.part = ZEROS(&tmp, tdai_rectangles, tasks);
    all.effort = ZEROS(&tmp, tdai_effort, tasks);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(side_new(ctx, &all.generators, &tmp, &g->level[0], g->ys));
    TRY(side_new(ctx, &all.relations, &tmp, &g->level[1], g->ys));
    TRY(transpose(ctx, &all, &tmp));
    TRY(tdai_parallel(ctx, "ranks", g->xs > 0 ? g->ys : 0, GRAIN, some_rows, &all));
    for (tda_index t = 0; t < tasks; t++) {
        TRY(tdai_rectangles_append(ctx, out, &all.part[t]));
        tdai_rectangles_clear(&all.part[t]);
        tdai_work(ctx, TDA_WORK_COLUMNS, all.effort[t].columns);
        tdai_work(ctx, TDA_WORK_ENTRIES, all.effort[t].entries);
    }
    TRY(tdai_rectangles_add_up(ctx, out));
done:
    for (tda_index t = 0; all.part && t < tasks; t++)
        tdai_rectangles_clear(&all.part[t]);
    tdai_arena_free(&tmp);
    return st;
}

/* The cells of a presentation with their grades moved up to the grid, past it to +INFINITY, and
 * the parameters exchanged where asked for. */
static tda_status moved_cells(tda_ctx *ctx, tda_cells *out, tdai_arena *memory,
                              const tda_cells *in, const tda_grid *grid, bool swap)
{
    int params = in->params;
    double *grade = ARRAY(memory, double, in->size *params);
    tda_status st = tdai_arena_status(ctx, memory);
    if (st)
        return st;
    for (tda_index i = 0; i < in->size; i++)
        for (int k = 0; k < params; k++) {
            double v = in->grade[i * params + k];
            if (grid) {
                const double *axis = grid->value + grid->start[k];
                tda_index n = grid->start[k + 1] - grid->start[k],
                          at = tdai_grid_ceil(axis, n, v);
                v = at < n ? axis[at] : (double)INFINITY;
            }
            grade[i * params + (swap ? 1 - k : k)] = v;
        }
    *out = *in;
    out->grade = grade;
    return TDA_OK;
}

/* Minimal generators and relations on the grid, x being the parameter with more values. */
static tda_status prepare(tda_ctx *ctx, tdai_graded *g, bool *swapped,
                          const tda_presentation *p, const tda_grid *grid)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_presentation *minimal = NULL;
    tda_cells cells;
    tdai_present_opts o = {.chunk = true, .shortcut = true, .width = 1};
    TRY(moved_cells(ctx, &cells, &tmp, tdai_presentation_cells(p), grid, false));
    TRY(tdai_present(ctx, &minimal, &cells, 0, &o));
    TRY(tdai_graded_new(ctx, g, tdai_presentation_cells(minimal), 0, 1));
    *swapped = g->xs < g->ys && cells.params == 2;
    if (*swapped) {
        TRY(moved_cells(ctx, &cells, &tmp, tdai_presentation_cells(minimal), NULL, true));
        tdai_graded_free(g);
        TRY(tdai_graded_new(ctx, g, &cells, 0, 1));
    }
done:
    tda_presentation_free(minimal);
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_presentation_rank_barcode(tda_ctx *ctx, tda_signed_barcode *out,
                                         const tda_presentation *p, const tda_grid *grid)
{
    tda_status st = TDA_OK;
    tdai_graded g = {0};
    tdai_rectangles all = {0};
    tda_signed_barcode b = {0};
    int params = tda_presentation_matrix(p)->params;
    bool swapped = false;
    if (grid)
        TRY(tdai_grid_check(ctx, grid, params));
    TRY(prepare(ctx, &g, &swapped, p, grid));
    TRY(all_rows(ctx, &all, &g, swapped));
    TRY(tdai_signed_barcode_alloc(ctx, &b, params, all.size));
    const double *axis[2] = {swapped ? g.y : g.x, swapped ? g.x : g.y};
    tda_index n[2] = {swapped ? g.ys : g.xs, swapped ? g.xs : g.ys};
    for (tda_index i = 0; i < all.size; i++) {
        const tdai_rectangle *r = &all.at[i];
        uint32_t birth[2] = {(uint32_t)(r->birth >> 32), (uint32_t)r->birth};
        uint32_t death[2] = {(uint32_t)(r->death >> 32), (uint32_t)r->death};
        for (int k = 0; k < params; k++) {
            b.birth[i * params + k] = axis[k][birth[k]];
            b.death[i * params + k] =
                death[k] < n[k] ? axis[k][death[k]] : (double)INFINITY;
        }
        b.weight[i] = r->weight;
    }
    b.degree = tda_presentation_degree(p);
    b.record = tda_presentation_record(p);
    *out = b;
done:
    tdai_rectangles_clear(&all);
    tdai_graded_free(&g);
    return st;
}
