/* SPDX-License-Identifier: GPL-3.0-or-later */
/* forest.c - Pairs of a level that is a graph, by union-find.
 *
 * Where no column has more than two entries the columns are edges between the rows. One that
 * joins two trees ends the class of the younger root. A column of one entry is an edge to a
 * ground older than every row. Where no row has more than two entries the rows are edges
 * between the columns; the same is done from the last row to the first, roots being the last
 * columns. */
#include "persistence/matrix.h"

static uint32_t find(uint32_t *parent, uint32_t i, int64_t *steps)
{
    for (; parent[i] != i; ++*steps)
        i = parent[i] = parent[parent[i]];
    return i;
}

tda_status tdai_forest(tdai_filtration *s, int k, bool *done)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    const tda_cells *c = s->cells;
    const uint32_t *row = s->cell + s->first[k - 1], *column = s->cell + s->first[k];
    tda_index rows = s->first[k] - s->first[k - 1];
    tda_index columns = s->first[k + 1] - s->first[k];
    *done = false;
    for (tda_index j = 0; j < columns; j++)
        if (c->start[column[j] + 1] - c->start[column[j]] > 2)
            return TDA_OK;
    *done = true;
    uint32_t *parent = ARRAY(&tmp, uint32_t, rows + 1);
    TRY(tdai_arena_status(s->ctx, &tmp));
    parent[0] = 0; /* the ground */
    for (tda_index i = 0; i < rows; i++) {
        parent[i + 1] = (uint32_t)i + 1;
        s->number[row[i]] = (uint32_t)i + 1;
    }
    for (tda_index j = 0; j < columns; j++) {
        TRY(tdai_poll(s->ctx, "components", j, columns));
        uint32_t end[2] = {0, 0};
        int ends = 0;
        if (s->role[column[j]] == TDAI_BIRTH)
            continue;
        for (tda_index f = c->start[column[j]]; f < c->start[column[j] + 1]; f++)
            if (s->role[c->face[f]] != TDAI_DEATH)
                end[ends++] = find(parent, s->number[c->face[f]], &s->links);
        if (end[0] == end[1])
            continue;
        uint32_t old = end[0] < end[1] ? end[0] : end[1], young = end[0] ^ end[1] ^ old;
        parent[young] = old;
        tdai_filtration_pair(s, row[young - 1], column[j]);
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

/* The cofaces that matter of each row; false where one has more than two. */
static bool find_cofaces(const tdai_filtration *s, int k, uint32_t (*coface)[2])
{
    const tda_cells *c = s->cells;
    const uint32_t *column = s->cell + s->first[k];
    tda_index columns = s->first[k + 1] - s->first[k];
    for (tda_index j = 0; j < columns; j++) {
        if (s->role[column[j]] == TDAI_BIRTH)
            continue;
        for (tda_index f = c->start[column[j]]; f < c->start[column[j] + 1]; f++) {
            uint32_t *co = coface[s->number[c->face[f]]];
            if (co[0] == TDAI_NONE)
                co[0] = (uint32_t)j;
            else if (co[1] == TDAI_NONE)
                co[1] = (uint32_t)j;
            else
                return false;
        }
    }
    return true;
}

tda_status tdai_forest_dual(tdai_filtration *s, int k, bool *done)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    const uint32_t *row = s->cell + s->first[k - 1], *column = s->cell + s->first[k];
    tda_index rows = s->first[k] - s->first[k - 1];
    tda_index columns = s->first[k + 1] - s->first[k];
    const tda_index *start = s->cells->start;
    tda_index entries = 0;
    *done = false;
    for (tda_index j = 0; j < columns; j++)
        entries += s->role[column[j]] == TDAI_BIRTH
                       ? 0
                       : start[column[j] + 1] - start[column[j]];
    if (entries > 2 * rows)
        return TDA_OK;
    uint32_t(*coface)[2] = tdai_arena_alloc(&tmp, rows, sizeof *coface);
    uint32_t *parent = ARRAY(&tmp, uint32_t, columns + 1);
    TRY(tdai_arena_status(s->ctx, &tmp));
    for (tda_index i = 0; i < rows; i++) {
        s->number[row[i]] = (uint32_t)i;
        coface[i][0] = coface[i][1] = TDAI_NONE;
    }
    if (!find_cofaces(s, k, coface))
        goto done;
    *done = true;
    uint32_t ground = (uint32_t)columns;
    for (tda_index j = 0; j <= columns; j++)
        parent[j] = (uint32_t)j;
    for (tda_index i = rows; i-- > 0;) {
        TRY(tdai_poll(s->ctx, "voids", rows - i, rows));
        if (s->role[row[i]] == TDAI_DEATH || coface[i][0] == TDAI_NONE)
            continue;
        uint32_t a = find(parent, coface[i][0], &s->links);
        uint32_t b = coface[i][1] == TDAI_NONE ? ground : coface[i][1];
        b = find(parent, b, &s->links);
        if (a == b)
            continue;
        uint32_t young = a < b ? a : b;
        parent[young] = a ^ b ^ young;
        tdai_filtration_pair(s, row[i], column[young]);
    }
done:
    tdai_arena_free(&tmp);
    return st;
}
