/* SPDX-License-Identifier: GPL-3.0-or-later */
/* graded.c - From a complex to levels of cells with integer grades in lexicographic order. */
#include "multiparam/private.h"
#include <math.h>
#include <string.h>

/* order := the items by (x, y, place), given their order by (y, place); first [xs+1] scratch. */
static void by_x(tda_index *order, const tda_index *by_y, const uint32_t *x, tda_index n,
                 tda_index *first, tda_index xs)
{
    memset(first, 0, (size_t)(xs + 1) * sizeof *first);
    for (tda_index i = 0; i < n; i++)
        first[x[i] + 1]++;
    for (tda_index k = 0; k < xs; k++)
        first[k + 1] += first[k];
    for (tda_index i = 0; i < n; i++)
        order[first[x[by_y[i]]]++] = by_y[i];
}

/* rank[i] := position of value[i] among the distinct values, which go to distinct [*count];
 * order := the items by value, then place. The n items are given by their row in a strided array. */
static tda_status rank_values(tda_ctx *ctx, uint32_t *rank, tda_index *order,
                              double *distinct, tda_index *count, const double *value,
                              int stride, const tda_index *item, tda_index n)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    double *key = ARRAY(&tmp, double, n);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < n; i++)
        key[i] = value[item[i] * stride];
    TRY(tdai_argsort(ctx, order, key, n));
    tda_index k = 0;
    for (tda_index i = 0; i < n; i++) {
        double v = key[order[i]];
        if (k == 0 || distinct[k - 1] != v)
            distinct[k++] = v;
        rank[order[i]] = (uint32_t)(k - 1);
    }
    *count = k;
done:
    tdai_arena_free(&tmp);
    return st;
}

/* The cells of dimension first .. last that appear at some grade. */
static tda_index list_cells(tda_index *item, const tda_cells *c, int first, int last)
{
    tda_index n = 0;
    for (tda_index i = 0; i < c->size; i++) {
        bool here = c->dim[i] >= first && c->dim[i] <= last;
        for (int p = 0; here && p < c->params; p++)
            here = c->grade[i * c->params + p] < (double)INFINITY;
        if (here)
            item[n++] = i;
    }
    return n;
}

static void sort_rows(uint32_t *row, tda_index n)
{
    for (tda_index i = 1; i < n; i++) {
        uint32_t r = row[i];
        tda_index j = i;
        for (; j > 0 && row[j - 1] > r; j--)
            row[j] = row[j - 1];
        row[j] = r;
    }
}

enum { AHEAD = 16 }; /* cells are read in the order of their grades, so all over memory */

static void ask_for_cell(const tda_cells *c, const tda_index *item, tda_index o,
                         const uint32_t *x, const uint32_t *y, const uint32_t *position)
{
    __builtin_prefetch(x + o);
    __builtin_prefetch(y + o);
    __builtin_prefetch(item + o);
    __builtin_prefetch(c->dim + o); /* cell o itself, where none is left out */
    __builtin_prefetch(position + o, 1);
}

/* Fill the levels from the cells in lexicographic order; position [cells] is scratch. */
static tda_status fill_levels(tda_ctx *ctx, tdai_graded *g, const tda_cells *c,
                              const tda_index *item, const tda_index *order,
                              const uint32_t *x, const uint32_t *y, tda_index n,
                              uint32_t *position)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index *size = ARRAY(&tmp, tda_index, g->levels);
    tda_index *faces = ARRAY(&tmp, tda_index, g->levels);
    TRY(tdai_arena_status(ctx, &tmp));
    for (int k = 0; k < g->levels; k++)
        size[k] = faces[k] = 0;
    for (tda_index i = 0; i < n; i++) {
        int k = c->dim[item[i]] - g->first;
        size[k]++;
        faces[k] += k ? c->start[item[i] + 1] - c->start[item[i]] : 0;
    }
    for (int k = 0; k < g->levels; k++) {
        g->level[k] = (tdai_level){.size = 0,
                                   .x = ARRAY(&g->memory, uint32_t, size[k]),
                                   .y = ARRAY(&g->memory, uint32_t, size[k]),
                                   .cell = ARRAY(&g->memory, uint32_t, size[k]),
                                   .start = ARRAY(&g->memory, tda_index, size[k] + 1),
                                   .row = ARRAY(&g->memory, uint32_t, faces[k])};
        TRY(tdai_arena_status(ctx, &g->memory));
        g->level[k].start[0] = 0;
    }
    for (tda_index i = 0; i < n; i++) {
        tda_index o = order[i], id = item[o];
        if (i + AHEAD < n)
            ask_for_cell(c, item, order[i + AHEAD], x, y, position);
        tdai_level *l = &g->level[c->dim[id] - g->first];
        position[id] = (uint32_t)l->size;
        l->cell[l->size] = (uint32_t)id;
        l->x[l->size] = x[o];
        l->y[l->size++] = y[o];
    }
    for (int k = 0; k < g->levels; k++)
        for (tda_index j = 0, at = 0; j < g->level[k].size; j++) {
            tdai_level *l = &g->level[k];
            tda_index id = l->cell[j], begin = at;
            if (k && j + 2 * AHEAD < l->size) {
                __builtin_prefetch(c->start + l->cell[j + 2 * AHEAD]);
                __builtin_prefetch(c->face + c->start[l->cell[j + AHEAD]]);
            }
            for (tda_index f = c->start[id]; k && f < c->start[id + 1]; f++)
                l->row[at++] = position[c->face[f]];
            sort_rows(l->row + begin, at - begin);
            l->start[j + 1] = at;
        }
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tdai_graded_new(tda_ctx *ctx, tdai_graded *out, const tda_cells *c, int first,
                           int last)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_graded g = {.first = first, .levels = last - first + 1};
    if (c->size >= (tda_index)TDAI_NONE)
        FAIL(TDA_ELIMIT, "complex: %lld cells, the reduction holds at most %lld",
             (long long)c->size, (long long)TDAI_NONE - 1);
    tda_index *item = ARRAY(&tmp, tda_index, c->size);
    uint32_t *position = ARRAY(&tmp, uint32_t, c->size);
    TRY(tdai_arena_status(ctx, &tmp));
    tda_index n = list_cells(item, c, first, last);
    uint32_t *x = ARRAY(&tmp, uint32_t, n), *y = ARRAY(&tmp, uint32_t, n);
    tda_index *order = ARRAY(&tmp, tda_index, n), *by_y = ARRAY(&tmp, tda_index, n),
              *begin = ARRAY(&tmp, tda_index, n + 1);
    g.level = ARRAY(&g.memory, tdai_level, g.levels);
    g.x = ARRAY(&g.memory, double, n);
    g.y = ARRAY(&g.memory, double, n + 1);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_arena_status(ctx, &g.memory));

    TRY(tdai_poll(ctx, "sorting grades", 0, 2));
    TRY(rank_values(ctx, x, order, g.x, &g.xs, c->grade, c->params, item, n));
    TRY(tdai_poll(ctx, "sorting grades", 1, 2));
    if (c->params > 1) {
        TRY(rank_values(ctx, y, by_y, g.y, &g.ys, c->grade + 1, c->params, item, n));
        by_x(order, by_y, x, n, begin, g.xs);
    } else {
        memset(y, 0, (size_t)n * sizeof *y);
        g.y[0] = 0;
        g.ys = 1;
    }
    TRY(fill_levels(ctx, &g, c, item, order, x, y, n, position));
    *out = g;
    g = (tdai_graded){0};
done:
    tdai_arena_free(&tmp);
    tdai_graded_free(&g);
    return st;
}

void tdai_graded_free(tdai_graded *g)
{
    tdai_arena_free(&g->memory);
    *g = (tdai_graded){0};
}
