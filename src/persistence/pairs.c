/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pairs.c - In which order and by which way the levels of a complex are reduced.
 *
 * Union-find takes the lowest level, that of edges, and the highest where it has two cofaces a
 * facet at most, as in a triangulation or an image. The levels between are reduced from the
 * top down, clearing the columns of cells that turned out to be born below a pair, or as
 * coboundaries from the bottom up. The transpose pays where the top level has many more
 * columns than rows, as in Rips complexes: then nearly all of its columns are reduced to zero,
 * while nearly all rows meet a free pivot at once. */
#include "persistence/matrix.h"

static tda_status reduce_whole(tdai_filtration *s, int k, bool dual, tdai_trace *trace)
{
    tdai_boundary m = {0};
    tda_status st = tdai_boundary_new(&m, s, k, dual);
    if (st == TDA_OK)
        st = tdai_boundary_reduce(s, &m, trace);
    tdai_boundary_free(&m);
    return st;
}

/* Does the transpose look cheaper for levels low .. high? */
static bool prefers_dual(const tdai_filtration *s, int low, int high)
{
    tda_index columns = 0, rows = 0;
    if (low > high)
        return false;
    for (tda_index i = s->first[high]; i < s->first[high + 1]; i++)
        columns += s->role[s->cell[i]] != TDAI_BIRTH;
    for (tda_index i = s->first[high - 1]; i < s->first[high]; i++)
        rows += s->role[s->cell[i]] != TDAI_DEATH;
    return columns > 2 * rows;
}

/* Cells that no level had as columns: vertices for cycles, cells of the last dimension for
 * cocycles. */
static tda_status trace_rest(tdai_filtration *s, int k, tdai_trace *trace)
{
    tda_status st = TDA_OK;
    for (tda_index i = s->first[k]; i < s->first[k + 1]; i++)
        if (s->role[s->cell[i]] == TDAI_OPEN) {
            uint32_t zero = 0;
            TRY(tdai_trace_chain(s, trace, s->cell[i], &zero, 1, (tdai_side){i, 1}));
        }
done:
    return st;
}

static tda_status with_chains(tdai_filtration *s, const tdai_plan *plan)
{
    tda_status st = TDA_OK;
    bool dual = plan->engine == TDA_ENGINE_COHOMOLOGY;
    for (int i = 1; i <= s->top; i++)
        TRY(reduce_whole(s, dual ? i : s->top + 1 - i, dual, plan->trace));
    if (s->top >= 0)
        TRY(trace_rest(s, dual ? s->top : 0, plan->trace));
done:
    return st;
}

static tda_status without_chains(tdai_filtration *s, tda_engine engine)
{
    tda_status st = TDA_OK;
    int low = 1, high = s->top;
    bool done = true;
    TRY(tdai_filtration_apparent(s));
    while (done && low <= high) {
        TRY(tdai_forest(s, low, &done));
        low += done;
    }
    done = true;
    while (done && low <= high) {
        TRY(tdai_forest_dual(s, high, &done));
        high -= done;
    }
    bool dual = engine == TDA_ENGINE_COHOMOLOGY ||
                (engine == TDA_ENGINE_AUTO && prefers_dual(s, low, high));
    for (int i = low; i <= high; i++)
        TRY(engine == TDA_ENGINE_CHUNK
                ? tdai_level_chunks(s, high - (i - low))
                : tdai_level_reduce(s, dual ? i : high - (i - low), dual));
done:
    return st;
}

tda_status tdai_filtration_pairs(tdai_filtration *s, const tdai_plan *plan)
{
    tda_status st = TDA_OK;
    TRY(plan->engine == TDA_ENGINE_PHAT ? tdai_filtration_phat(s)
        : plan->trace                   ? with_chains(s, plan)
                                        : without_chains(s, plan->engine));
    tdai_work(s->ctx, TDA_WORK_CELLS, s->top < 0 ? 0 : s->first[s->top + 1]);
    tdai_work(s->ctx, TDA_WORK_COLUMNS, s->columns);
    tdai_work(s->ctx, TDA_WORK_ENTRIES, s->entries);
    tdai_work(s->ctx, TDA_WORK_LINKS, s->links);
done:
    return st;
}
