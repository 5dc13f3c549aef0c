/* SPDX-License-Identifier: GPL-3.0-or-later */
/* boundaries.c - A minimal set of boundaries that spans them all, and which pivots they take.
 *
 * Reduce the columns of the level above, sweeping y. A column that is zero at the end of its own
 * stage is spanned by others of smaller or equal grade, and dropped. One that is not, and
 * whose pivot then belongs to a cycle born at the very grade of the column, is taken as that
 * cycle (as it stands reduced, since that is what has the pivot). Ties of x can hide a
 * partner; such a pair is found later, when the presentation is minimised. */
#include "multiparam/basis.h"
#include <string.h>

static const char stage[] = "boundaries";

/* Column j, its own stage y over: drop, take or keep it. */
static tda_status judge(tda_ctx *ctx, tdai_basis *b, const tdai_sweep *s, uint32_t j,
                        bool *kept)
{
    const tdai_level *up = s->d;
    uint32_t n = s->store.size[j];
    const uint32_t *row = tdai_store_column(&s->store, j);
    if (n == 0)
        return TDA_OK;
    uint32_t pivot = row[n - 1];
    if (b->d->x[pivot] != up->x[j] || b->y[pivot] != up->y[j]) {
        kept[j] = true;
        return TDA_OK;
    }
    tda_status st = tdai_pile_room(ctx, &b->pile, n, stage);
    if (st)
        return st;
    b->boundary[pivot] = true;
    b->start[pivot] = b->pile.used;
    b->length[pivot] = n;
    memcpy(b->pile.at + b->pile.used, row, n * sizeof *row);
    b->pile.used += n;
    return TDA_OK;
}

static tda_status by_reduction(tda_ctx *ctx, tdai_basis *b, const tdai_level *up,
                               tda_index ys, bool *kept)
{
    tda_status st = TDA_OK;
    tdai_sweep s = {0};
    TRY(tdai_sweep_new(ctx, &s, up, b->d->size, ys, 0));
    for (tda_index y = 0; y < ys; y++) {
        TRY(tdai_sweep_stage(ctx, &s, y, stage));
        for (tda_index i = s.first[y]; i < s.first[y + 1]; i++)
            TRY(judge(ctx, b, &s, s.order[i], kept));
    }
    b->effort.columns += s.effort.columns;
    b->effort.entries += s.effort.entries;
done:
    tdai_sweep_free(&s);
    return st;
}

/* Of a graph, an edge is spanned by others when it closes a cycle at its own grade. */
static tda_status by_forest(tda_ctx *ctx, tdai_basis *b, const tdai_level *up,
                            tda_index ys, bool *kept)
{
    tda_status st = TDA_OK;
    tdai_kernel k = {0};
    TRY(tdai_kernel_forest(ctx, &k, up, b->d->size, ys, stage));
    for (tda_index j = 0; j < up->size; j++)
        kept[j] = true;
    for (tda_index i = 0; i < k.size; i++)
        if (k.at[i].by_x == k.at[i].by_y)
            kept[k.at[i].by_x] = false;
    b->effort.links += k.effort.links;
done:
    tdai_kernel_clear(&k);
    return st;
}

tda_status tdai_basis_boundaries(tda_ctx *ctx, tdai_basis *b, const tdai_level *up,
                                 tda_index ys, bool shortcut, bool *kept)
{
    if (up->size > 0)
        memset(kept, 0, (size_t)up->size * sizeof *kept);
    return shortcut && tdai_columns_are_edges(up) ? by_forest(ctx, b, up, ys, kept)
                                                  : by_reduction(ctx, b, up, ys, kept);
}
