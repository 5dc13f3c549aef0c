/* SPDX-License-Identifier: GPL-3.0-or-later */
/* order.c - The cells in the order in which they appear, dimension by dimension.
 *
 * Only the order among cells of one dimension matters to a reduction, so each dimension is sorted
 * by itself, by value and then by id; one that stands in order already is not sorted. */
#include "persistence/matrix.h"
#include <math.h>
#include <string.h>

static const char *const stage = "order of the cells";

/* cell := the ids of dimension 0 .. top that appear, by dimension and id. */
static void deal(tdai_filtration *s)
{
    const tda_cells *c = s->cells;
    tda_index *next = s->first + 1; /* shifted by one until all are dealt */
    for (int k = 0; k < s->top + 2; k++)
        s->first[k] = 0;
    for (tda_index i = 0; i < c->size; i++)
        if (c->dim[i] < s->top && s->value[i] < INFINITY)
            next[c->dim[i] + 1]++;
    for (int k = 1; k <= s->top; k++)
        next[k] += next[k - 1];
    for (tda_index i = 0; i < c->size; i++) {
        s->number[i] = TDAI_NONE;
        if (c->dim[i] <= s->top && s->value[i] < INFINITY)
            s->cell[next[c->dim[i]]++] = (uint32_t)i;
    }
}

static tda_status sort_level(tdai_filtration *s, int k)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index n = tdai_filtration_size(s, k);
    uint32_t *cell = s->cell + s->first[k];
    bool sorted = true;
    for (tda_index i = 1; sorted && i < n; i++)
        sorted = s->value[cell[i - 1]] <= s->value[cell[i]];
    if (!sorted) {
        tda_index *order = ARRAY(&tmp, tda_index, n);
        uint32_t *old = ARRAY(&tmp, uint32_t, n);
        double *value = ARRAY(&tmp, double, n);
        TRY(tdai_arena_status(s->ctx, &tmp));
        for (tda_index i = 0; i < n; i++)
            value[i] = s->value[cell[i]];
        TRY(tdai_argsort(s->ctx, order, value, n));
        memcpy(old, cell, (size_t)n * sizeof *old);
        for (tda_index i = 0; i < n; i++)
            cell[i] = old[order[i]];
    }
    for (tda_index i = 0; i < n; i++)
        s->number[cell[i]] = (uint32_t)i;
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tdai_filtration_new(tda_ctx *ctx, tdai_filtration *out, const tda_cells *cells,
                               const double *value, int top)
{
    tda_status st = TDA_OK;
    tdai_filtration s = {.ctx = ctx, .cells = cells, .value = value, .top = top};
    tda_index n = cells->size;
    if (n >= TDAI_NONE)
        FAIL(TDA_ELIMIT, "persistence: %lld cells, at most %lld are possible",
             (long long)n, (long long)TDAI_NONE - 1);
    s.first = ARRAY(&s.memory, tda_index, (tda_index)top + 2);
    s.cell = ARRAY(&s.memory, uint32_t, n);
    s.number = ARRAY(&s.memory, uint32_t, n);
    s.partner = ARRAY(&s.memory, uint32_t, n);
    s.role = ZEROS(&s.memory, uint8_t, n);
    TRY(tdai_arena_status(ctx, &s.memory));
    deal(&s);
    memset(s.partner, 0xff, (size_t)n * sizeof *s.partner);
    for (int k = 0; k <= top; k++) {
        TRY(tdai_poll(ctx, stage, k, top + 1));
        TRY(sort_level(&s, k));
    }
    *out = s;
    s = (tdai_filtration){0};
done:
    tdai_filtration_free(&s);
    return st;
}

void tdai_filtration_free(tdai_filtration *s)
{
    tdai_arena_free(&s->memory);
    *s = (tdai_filtration){0};
}
