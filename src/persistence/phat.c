/* SPDX-License-Identifier: GPL-3.0-or-later */
/* phat.c - Pairs of all levels by PHAT, which takes the whole boundary matrix: cells by value,
 * ties by dimension and then by id, so that faces come before cofaces. */
#include "persistence/matrix.h"
#include "shim/shim.h"

static const char *const stage = "boundary matrix";

static tda_status budget(const tdai_filtration *s, tda_index n)
{
    const tda_cells *c = s->cells;
    tda_index bytes = tdai_size_add(0, n, 160); /* PHAT holds a vector for each column */
    bytes = tdai_size_add(bytes, c->size ? c->start[c->size] : 0, 3 * sizeof *c->face);
    return tdai_budget(s->ctx, bytes, "PHAT");
}

tda_status tdai_filtration_phat(tdai_filtration *s)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    const tda_cells *c = s->cells;
    tda_index n = s->top < 0 ? 0 : s->first[s->top + 1], faces = 0;
    TRY(budget(s, n));
    tda_index *order = ARRAY(&tmp, tda_index, n), *partner = ARRAY(&tmp, tda_index, n);
    tda_index *start = ARRAY(&tmp, tda_index, n + 1), *rank = ARRAY(&tmp, tda_index, n);
    int *dim = ARRAY(&tmp, int, n);
    double *value = ARRAY(&tmp, double, n);
    TRY(tdai_arena_status(s->ctx, &tmp));
    for (tda_index i = 0; i < n; i++)
        faces += c->start[s->cell[i] + 1] - c->start[s->cell[i]];
    for (tda_index i = 0; i < n; i++)
        value[i] = s->value[s->cell[i]];
    TRY(tdai_argsort(s->ctx, order, value, n));
    tda_index *row = ARRAY(&tmp, tda_index, faces);
    TRY(tdai_arena_status(s->ctx, &tmp));
    start[0] = faces = 0;
    for (tda_index j = 0; j < n; j++) {
        TRY(tdai_poll(s->ctx, stage, j, n));
        uint32_t id = s->cell[order[j]];
        rank[order[j]] = j;
        dim[j] = c->dim[id];
        for (tda_index f = c->start[id]; f < c->start[id + 1]; f++)
            row[faces++] = rank[s->first[dim[j] - 1] + s->number[c->face[f]]];
        start[j + 1] = faces;
    }
    TRY(tdai_phat_pairs(s->ctx, partner, n, dim, start, row));
    for (tda_index j = 0; j < n; j++)
        if (partner[j] > j)
            tdai_filtration_pair(s, s->cell[order[j]], s->cell[order[partner[j]]]);
done:
    tdai_arena_free(&tmp);
    return st;
}
