/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chunk.c - Remove pairs of cells of equal grade before any global reduction.
 *
 * From the top level down, each column is reduced by columns of its own grade while its pivot
 * has that grade too; a column that ends on such a pivot forms a local pair with it. The pair
 * spans an acyclic piece at every grade, so both cells may go once every other boundary is
 * rewritten without them (flow.c). (Fugacci, Kerber and Rolle 2023.) */
#include "multiparam/chunk.h"
#include <string.h>

static bool same_grade(const tdai_level *a, uint32_t i, const tdai_level *b, uint32_t j)
{
    return a->x[i] == b->x[j] && a->y[i] == b->y[j];
}

/* Local reduction of level `up` over level `down`; columns rewritten live in s. */
static tda_status pair_level(tda_ctx *ctx, tdai_store *s, const tdai_level *up,
                             const tdai_level *down, tdai_pairing *pu, tdai_pairing *pd)
{
    tdai_column work = {0};
    tda_status st = TDA_OK;
    int64_t columns = 0, entries = 0, pairs = 0;
    TRY(tdai_column_new(ctx, &work, down->size));
    for (uint32_t j = 0; j < up->size; j++) {
        TRY(tdai_poll(ctx, "local pairs", j, up->size));
        if (pu->above[j] != TDAI_NONE)
            continue; /* cleared: its own boundary is that of other cells */
        uint32_t n = s->size[j], pivot = n ? tdai_store_column(s, j)[n - 1] : TDAI_NONE;
        bool loaded = false;
        while (pivot != TDAI_NONE && same_grade(up, j, down, pivot) &&
               pd->above[pivot] != TDAI_NONE) {
            uint32_t o = pd->above[pivot];
            if (!loaded)
                tdai_column_load(&work, tdai_store_column(s, j), n);
            loaded = true;
            tdai_column_add(&work, tdai_store_column(s, o), s->size[o]);
            columns++;
            entries += s->size[o];
            pivot = tdai_column_pivot(&work);
        }
        if (pivot != TDAI_NONE && same_grade(up, j, down, pivot)) {
            pd->above[pivot] = j;
            pu->below[j] = pivot;
            pairs++;
        }
        if (loaded && pivot == TDAI_NONE)
            tdai_store_drop(s, j);
        else if (loaded)
            TRY(tdai_store_put(ctx, s, j, &work));
    }
    tdai_work(ctx, TDA_WORK_COLUMNS, columns);
    tdai_work(ctx, TDA_WORK_ENTRIES, entries);
    tdai_work(ctx, TDA_WORK_LOCAL_PAIRS, pairs);
done:
    tdai_column_free(&work);
    return st;
}

static tda_status pairing_new(tda_ctx *ctx, tdai_pairing *p, tdai_arena *a, tda_index n)
{
    p->above = ARRAY(a, uint32_t, n);
    p->below = ARRAY(a, uint32_t, n);
    p->number = ARRAY(a, uint32_t, n);
    if (a->failed)
        return tdai_arena_status(ctx, a);
    memset(p->above, 0xff, (size_t)n * sizeof *p->above);
    memset(p->below, 0xff, (size_t)n * sizeof *p->below);
    return TDA_OK;
}

static void number_kept(tdai_pairing *p, tda_index n)
{
    for (tda_index i = 0; i < n; i++)
        p->number[i] = p->above[i] == TDAI_NONE && p->below[i] == TDAI_NONE
                           ? (uint32_t)p->kept++
                           : TDAI_NONE;
}

static bool has_pairs(const tdai_pairing *p, tda_index n)
{
    for (tda_index i = 0; i < n; i++)
        if (p->below[i] != TDAI_NONE)
            return true;
    return false;
}

tda_status tdai_graded_chunk(tda_ctx *ctx, tdai_graded *g)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0}, memory = {0};
    tdai_graded small = {
        .first = g->first, .levels = g->levels, .xs = g->xs, .ys = g->ys};
    tdai_pairing *pair = ZEROS(&tmp, tdai_pairing, g->levels + 1); /* pair[0]: no level */
    tdai_store *store = ZEROS(&tmp, tdai_store, g->levels);
    small.level = ARRAY(&memory, tdai_level, g->levels);
    small.x = ARRAY(&memory, double, g->xs);
    small.y = ARRAY(&memory, double, g->ys);
    TRY(tdai_arena_status(ctx, &memory));
    TRY(tdai_arena_status(ctx, &tmp));
    memcpy(small.x, g->x, (size_t)g->xs * sizeof *g->x);
    memcpy(small.y, g->y, (size_t)g->ys * sizeof *g->y);
    for (int k = 0; k < g->levels; k++) {
        TRY(pairing_new(ctx, &pair[k + 1], &tmp, g->level[k].size));
        TRY(tdai_store_new(ctx, &store[k], &g->level[k]));
    }
    for (int k = g->levels - 1; k > 0; k--)
        TRY(pair_level(ctx, &store[k], &g->level[k], &g->level[k - 1], &pair[k + 1],
                       &pair[k]));
    bool any = false;
    for (int k = 0; k < g->levels && !any; k++)
        any = has_pairs(&pair[k + 1], g->level[k].size);
    if (!any)
        goto done; /* nothing to leave out */
    for (int k = 0; k < g->levels; k++) {
        number_kept(&pair[k + 1], g->level[k].size);
        TRY(tdai_compress_level(ctx, &small.level[k], &memory, &g->level[k], &store[k],
                                &pair[k + 1], &pair[k], k ? g->level[k - 1].size : 0));
        tdai_store_free(&store[k]);
    }
    tdai_arena_free(&g->memory);
    small.memory = memory;
    memory = (tdai_arena){0};
    *g = small;
done:
    for (int k = 0; store && k < g->levels; k++)
        tdai_store_free(&store[k]);
    tdai_arena_free(&tmp);
    tdai_arena_free(&memory);
    return st;
}
