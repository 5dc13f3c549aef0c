/* SPDX-License-Identifier: GPL-3.0-or-later */
/* forest.c - Pairs of a level that is a graph, by union-find.
 *
 * Where no column has more than two entries the columns are edges between the rows. One that
 * joins two trees ends the class of the younger root. A column of one entry is an edge to a
 * ground older than every row. Where no row has more than two entries the rows are edges
 * between the columns; the same is done from the last row to the first, roots being the last
 * columns. */
#include "persistence/matrix.h"

enum { AHEAD = 8 }; /* edges, of what memory is asked for before it is used */

static uint32_t find(uint32_t *parent, uint32_t i, int64_t *steps)
{
    for (; parent[i] != i; ++*steps)
        i = parent[i] = parent[parent[i]];
    return i;
}

static tda_index ahead(tda_index j, tda_index columns)
{
    return j + AHEAD < columns ? j + AHEAD : j;
}

static bool columns_are_edges(const tdai_filtration *s, int k)
{
    const tda_cells *c = s->cells;
    for (tda_index i = 0; i < c->size; i++)
        if (c->dim[i] == k && c->start[i + 1] - c->start[i] > 2)
            return false;
    return true;
}

tda_status tdai_forest(tdai_filtration *s, int k, bool *done)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_boundary m = {0};
    const uint8_t *row_role = s->role + s->first[k - 1], *role = s->role + s->first[k];
    *done = columns_are_edges(s, k);
    if (!*done)
        return TDA_OK;
    TRY(tdai_boundary_new(&m, s, k, false, false));
    uint32_t *parent = ARRAY(&tmp, uint32_t, m.rows + 1);
    TRY(tdai_arena_status(s->ctx, &tmp));
    for (tda_index i = 0; i <= m.rows; i++) /* 0 is the ground, row i has i + 1 */
        parent[i] = (uint32_t)i;
    for (tda_index j = 0; j < m.columns; j++) {
        TRY(tdai_poll(s->ctx, "components", j, m.columns));
        uint32_t end[2] = {0, 0};
        int ends = 0;
        for (tda_index f = m.start[ahead(j, m.columns)];
             f < m.start[ahead(j, m.columns) + 1]; f++)
            __builtin_prefetch(parent + m.row[f]);
        if (role[j] == TDAI_BIRTH)
            continue;
        for (tda_index f = m.start[j]; f < m.start[j + 1]; f++)
            if (row_role[m.row[f]] != TDAI_DEATH)
                end[ends++] = find(parent, m.row[f] + 1, &s->links);
        if (end[0] == end[1])
            continue;
        uint32_t old = end[0] < end[1] ? end[0] : end[1], young = end[0] ^ end[1] ^ old;
        parent[young] = old;
        tdai_filtration_pair(s, s->first[k - 1] + young - 1, s->first[k] + j);
    }
done:
    tdai_boundary_free(&m);
    tdai_arena_free(&tmp);
    return st;
}

/* coface[id of a row] := the columns it stands in, leaving out those of no account; false where
 * they are more than two. By id, since faces of one cell mostly have ids close by. */
static bool find_cofaces(const tdai_filtration *s, int k, uint32_t (*coface)[2])
{
    const tda_cells *c = s->cells;
    const uint8_t *role = s->role + s->first[k];
    for (tda_index i = 0; i < c->size; i++)
        coface[i][0] = coface[i][1] = TDAI_NONE;
    for (tda_index i = 0; i < c->size; i++) {
        uint32_t j = s->number[i];
        if (c->dim[i] != k || j == TDAI_NONE || role[j] == TDAI_BIRTH)
            continue;
        for (tda_index f = c->start[i]; f < c->start[i + 1]; f++) {
            uint32_t *co = coface[c->face[f]];
            if (co[1] != TDAI_NONE)
                return false;
            co[co[0] != TDAI_NONE] = j;
        }
    }
    return true;
}

tda_status tdai_forest_dual(tdai_filtration *s, int k, bool *done)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index columns = tdai_filtration_size(s, k);
    *done = false;
    uint32_t(*coface)[2] = tdai_arena_alloc(&tmp, s->cells->size, sizeof *coface);
    uint32_t *parent = ARRAY(&tmp, uint32_t, columns + 1);
    TRY(tdai_arena_status(s->ctx, &tmp));
    if (!find_cofaces(s, k, coface))
        goto done;
    *done = true;
    uint32_t ground = (uint32_t)columns;
    for (tda_index j = 0; j <= columns; j++)
        parent[j] = (uint32_t)j;
    for (tda_index i = s->first[k]; i-- > s->first[k - 1];) {
        TRY(tdai_poll(s->ctx, "voids", s->first[k] - i, s->first[k]));
        if (i >= 2 * AHEAD) {
            const uint32_t *soon = coface[s->cell[i - AHEAD]];
            __builtin_prefetch(coface[s->cell[i - 2 * AHEAD]]);
            __builtin_prefetch(parent + (soon[0] == TDAI_NONE ? ground : soon[0]));
            __builtin_prefetch(parent + (soon[1] == TDAI_NONE ? ground : soon[1]));
        }
        const uint32_t *co = coface[s->cell[i]];
        if (s->role[i] == TDAI_DEATH || co[0] == TDAI_NONE)
            continue;
        uint32_t a = find(parent, co[0], &s->links);
        uint32_t b = find(parent, co[1] == TDAI_NONE ? ground : co[1], &s->links);
        if (a == b)
            continue;
        uint32_t young = a < b ? a : b;
        parent[young] = a ^ b ^ young;
        tdai_filtration_pair(s, i, s->first[k] + young);
    }
done:
    tdai_arena_free(&tmp);
    return st;
}
