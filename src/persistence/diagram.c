/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagram.c - Persistence diagrams of one parameter of a complex, by PHAT.
 *
 * Cells are put in the order in which they appear along the parameter, ties by dimension and
 * then by id, so that faces come before cofaces. Cells that never appear are left out. PHAT
 * reduces the boundary matrix; a cell it pairs with a later one is born with the value of the
 * first and dies with that of the second. */
#include "data/private.h"
#include "shim/shim.h"
#include <math.h>
#include <tda/persistence.h>

static const char *const stage = "persistence diagram";

typedef struct sweep {
    tda_ctx *ctx;
    const tda_cells *cells;
    int dimension;      /* of the complex */
    tda_index size;     /* cells that appear */
    double *value;      /* [cells] when each cell appears */
    tda_index *id;      /* [size] cells in order */
    tda_index *rank;    /* [cells] the place of each cell that appears */
    tda_index *partner; /* [size] by rank */
} sweep;

static tda_status check(const sweep *s, int param)
{
    tda_ctx *ctx = s->ctx;
    const tda_cells *c = s->cells;
    if (param < 0 || param >= c->params)
        return tdai_fail(ctx, TDA_EINVAL,
                         "persistence diagram: no parameter %d, the complex has %d",
                         param, c->params);
    tda_index bytes =
        tdai_size_add(0, c->size, 160); /* PHAT holds a vector for each column */
    bytes = tdai_size_add(bytes, c->size ? c->start[c->size] : 0, 3 * sizeof *c->face);
    return tdai_budget(ctx, bytes, stage);
}

/* The least value of the parameter among the grades of each cell. */
static tda_status find_values(sweep *s, int param)
{
    tda_status st = TDA_OK;
    const tda_cells *c = s->cells;
    for (tda_index i = 0; i < c->size; i++) {
        TRY(tdai_poll(s->ctx, stage, i, c->size));
        tda_index g = c->grade_start ? c->grade_start[i] : i;
        tda_index end = c->grade_start ? c->grade_start[i + 1] : i + 1;
        s->value[i] = INFINITY;
        for (; g < end; g++)
            s->value[i] = fmin(s->value[i], c->grade[g * c->params + param]);
        s->size += s->value[i] < INFINITY;
    }
done:
    return st;
}

/* to := the ids 0 .. n-1 by key[id] in 0 .. keys-1, stably. start [keys+1] := where each begins. */
static void by_key(tda_index *to, tda_index *start, const int *key, int keys, tda_index n)
{
    for (int k = 0; k <= keys; k++)
        start[k] = 0;
    for (tda_index i = 0; i < n; i++)
        start[key[i] + 1]++;
    for (int k = 0; k < keys; k++)
        start[k + 1] += start[k];
    for (tda_index i = 0; i < n; i++)
        to[start[key[i]]++] = i;
    for (int k = keys; k > 0; k--)
        start[k] = start[k - 1];
    start[0] = 0;
}

static tda_status find_order(sweep *s, tdai_arena *tmp)
{
    tda_status st = TDA_OK;
    tda_index n = s->cells->size;
    tda_index *id = ARRAY(tmp, tda_index, n), *order = ARRAY(tmp, tda_index, n);
    tda_index *start = ARRAY(tmp, tda_index, (tda_index)s->dimension + 2);
    double *value = ARRAY(tmp, double, n);
    TRY(tdai_arena_status(s->ctx, tmp));
    by_key(id, start, s->cells->dim, s->dimension + 1, n);
    for (tda_index i = 0; i < n; i++)
        value[i] = s->value[id[i]];
    TRY(tdai_argsort(s->ctx, order, value, n));
    for (tda_index i = 0; i < n; i++) {
        if (i < s->size)
            s->id[i] = id[order[i]];
        s->rank[id[order[i]]] = i;
    }
done:
    return st;
}

static tda_status reduce(sweep *s, tdai_arena *tmp)
{
    tda_status st = TDA_OK;
    const tda_cells *c = s->cells;
    tda_index faces = c->size ? c->start[c->size] : 0;
    int *dim = ARRAY(tmp, int, s->size);
    tda_index *col = ARRAY(tmp, tda_index, s->size + 1);
    tda_index *row = ARRAY(tmp, tda_index, faces);
    TRY(tdai_arena_status(s->ctx, tmp));
    col[0] = 0;
    for (tda_index j = 0; j < s->size; j++) {
        TRY(tdai_poll(s->ctx, stage, j, s->size));
        tda_index i = s->id[j], n = col[j];
        for (tda_index f = c->start[i]; f < c->start[i + 1]; f++)
            row[n++] = s->rank[c->face[f]];
        dim[j] = c->dim[i];
        col[j + 1] = n;
    }
    TRY(tdai_phat_pairs(s->ctx, s->partner, s->size, dim, col, row));
    tdai_work(s->ctx, TDA_WORK_CELLS, s->size);
done:
    return st;
}

/* Does the cell of rank j begin a bar of positive length? Then *death is its end. */
static bool begins(const sweep *s, tda_index j, tda_index *death)
{
    tda_index k = s->partner[j];
    *death = k < 0 ? -1 : s->id[k];
    return k < 0 || (k > j && s->value[s->id[j]] < s->value[*death]);
}

static tda_status collect(const sweep *s, tda_diagram *out, tdai_arena *tmp)
{
    tda_status st = TDA_OK;
    tda_index bars = 0, death, n = 0;
    for (tda_index j = 0; j < s->size; j++)
        bars += begins(s, j, &death);
    tdai_bar *bar = ARRAY(tmp, tdai_bar, bars);
    TRY(tdai_arena_status(s->ctx, tmp));
    for (tda_index j = 0; j < s->size; j++)
        if (begins(s, j, &death))
            bar[n++] = (tdai_bar){.birth = s->value[s->id[j]],
                                  .death = death < 0 ? INFINITY : s->value[death],
                                  .birth_cell = s->id[j],
                                  .death_cell = death,
                                  .degree = s->cells->dim[s->id[j]]};
    TRY(tdai_diagram_new(s->ctx, out, s->dimension + 1, TDA_CELL_ROW, bar, bars));
done:
    return st;
}

tda_status tda_complex_diagram(tda_ctx *ctx, tda_diagram *out, const tda_complex *complex,
                               int param)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_diagram diagram = {0};
    sweep s = {.ctx = ctx,
               .cells = tda_complex_cells(complex),
               .dimension = tda_complex_dimension(complex)};
    TRY(check(&s, param));
    tda_index n = s.cells->size;
    s.value = ARRAY(&tmp, double, n);
    s.rank = ARRAY(&tmp, tda_index, n);
    s.id = ARRAY(&tmp, tda_index, n);
    s.partner = ARRAY(&tmp, tda_index, n);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(find_values(&s, param));
    TRY(find_order(&s, &tmp));
    TRY(reduce(&s, &tmp));
    TRY(collect(&s, &diagram, &tmp));
    diagram.record = tda_complex_record(complex);
    *out = diagram;
    diagram = (tda_diagram){0};
done:
    tdai_arena_free(&tmp);
    tda_diagram_clear(&diagram);
    return st;
}
