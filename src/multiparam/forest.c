/* SPDX-License-Identifier: GPL-3.0-or-later */
/* forest.c - Kernels of graphs: cycles from the edges of a graph, cuts from its dual.
 *
 * Cycles. Sweep the edges by x and keep a minimum spanning forest of those seen, weighted by
 * y. An edge that closes a cycle is a generator at its own x and the largest y of that cycle,
 * whose edge leaves the forest. (Morozov and Scoccola 2025; kernel of d_1.)
 *
 * Cuts. Let the rows of the matrix above have at most two entries, so that it is the incidence
 * matrix of a dual graph whose nodes are its columns and one ground, and let every cycle of
 * ours be a boundary at infinity. Then the cycles present at z are the cuts of the dual graph
 * made of cells present at z, and their number is that of the cells present in a spanning forest
 * that prefers absent cells, then large y. Sweeping x downward makes cells absent one by one: a
 * cell that turns absent in the forest, or that replaces a present one on the path it closes,
 * ends one generator, at its own x and the y of the cell that was present. */
#include "multiparam/forest.h"

/* In the key of a cell of the dual forest that is present. */
#define PRESENT ((uint64_t)1 << 63)

/* The ends of a column of at most two entries, `ground` standing for a missing one. */
static void ends_of_column(const tdai_level *d, tda_index j, uint32_t ground, uint32_t *u,
                           uint32_t *v)
{
    tda_index n = d->start[j + 1] - d->start[j];
    *u = n > 0 ? d->row[d->start[j]] : ground;
    *v = n > 1 ? d->row[d->start[j] + 1] : ground;
}

bool tdai_columns_are_edges(const tdai_level *d)
{
    for (tda_index j = 0; j < d->size; j++)
        if (d->start[j + 1] - d->start[j] > 2)
            return false;
    return true;
}

static tda_status generators_alloc(tda_ctx *ctx, tdai_kernel *k, tda_index n,
                                   const char *stage)
{
    k->at = tdai_alloc(n, sizeof *k->at);
    return k->at ? TDA_OK
                 : tdai_fail(ctx, TDA_ENOMEM, "%s: no memory for %lld generators", stage,
                             (long long)n);
}

tda_status tdai_kernel_forest(tda_ctx *ctx, tdai_kernel *out, const tdai_level *d,
                              tda_index rows, tda_index ys, const char *stage)
{
    (void)ys;
    tda_status st = TDA_OK;
    tdai_kernel kernel = {0};
    tdai_forest f = {0};
    uint32_t u, v, ground = (uint32_t)rows;
    TRY(generators_alloc(ctx, &kernel, d->size, stage));
    TRY(tdai_forest_new(ctx, &f, rows + 1));
    for (uint32_t j = 0; j < d->size; j++) {
        TRY(tdai_poll(ctx, stage, j, d->size));
        ends_of_column(d, j, ground, &u, &v);
        uint64_t key = tdai_forest_join(&f, u, v, (uint64_t)d->y[j] << 32 | j);
        if (key == TDAI_NO_KEY)
            continue;
        uint32_t worst = d->y[(uint32_t)key] > d->y[j] ? (uint32_t)key : j;
        kernel.at[kernel.size++] = (tdai_generator){d->x[j], d->y[worst], j, worst};
    }
    kernel.effort.links = f.steps;
    *out = kernel;
    kernel.at = NULL;
done:
    tdai_forest_free(&f);
    tdai_free(kernel.at);
    return st;
}

/* order := the cells of d by descending (y, position). */
static tda_status by_descending_y(tda_ctx *ctx, uint32_t *order, const tdai_level *d,
                                  tda_index ys)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index *next = ARRAY(&tmp, tda_index, ys + 1);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index y = 0; y <= ys; y++)
        next[y] = 0;
    for (tda_index e = 0; e < d->size; e++)
        next[ys - 1 - d->y[e] + 1]++;
    for (tda_index y = 0; y < ys; y++)
        next[y + 1] += next[y];
    for (tda_index e = d->size - 1; e >= 0; e--)
        order[next[ys - 1 - d->y[e]]++] = (uint32_t)e;
done:
    tdai_arena_free(&tmp);
    return st;
}

/* The nodes of the dual graph that cell e lies between. */
static void ends_in_dual(const uint32_t *end, uint32_t e, uint32_t ground, uint32_t *u,
                         uint32_t *v)
{
    *u = end[2 * e] == TDAI_NONE ? ground : end[2 * e];
    *v = end[2 * e + 1] == TDAI_NONE ? ground : end[2 * e + 1];
}

tda_status tdai_kernel_cuts(tda_ctx *ctx, tdai_kernel *out, const tdai_level *d,
                            const tdai_level *up, const uint32_t *end, tda_index ys,
                            const char *stage)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_kernel kernel = {0};
    tdai_forest f = {0};
    uint32_t ground = (uint32_t)up->size, u, v;
    uint32_t *order = ARRAY(&tmp, uint32_t, d->size);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(generators_alloc(ctx, &kernel, d->size, stage));
    TRY(tdai_forest_new(ctx, &f, up->size + 1));
    TRY(by_descending_y(ctx, order, d, ys));

    /* All cells present: a maximum spanning forest by y, so the later in the order the greater
     * the key. An absent cell has a smaller key than all of them, an earlier one the smaller. */
    for (tda_index i = 0; i < d->size; i++) {
        TRY(tdai_poll(ctx, stage, i, 2 * d->size));
        ends_in_dual(end, order[i], ground, &u, &v);
        tdai_forest_join(&f, u, v, PRESENT | (uint64_t)i);
    }
    for (tda_index i = d->size - 1; i >= 0; i--) {
        TRY(tdai_poll(ctx, stage, 2 * d->size - i, 2 * d->size));
        uint32_t e = (uint32_t)i;
        ends_in_dual(end, e, ground, &u, &v);
        if (u == v)
            continue; /* on no cut */
        uint64_t was = tdai_forest_join(&f, u, v, (uint64_t)(d->size - i));
        if (was == TDAI_NO_KEY || !(was & PRESENT))
            continue; /* the path is absent already */
        uint32_t other = order[was ^ PRESENT];
        kernel.at[kernel.size++] = (tdai_generator){d->x[e], d->y[other], e, other};
    }
    kernel.effort.links = f.steps;
    *out = kernel;
    kernel.at = NULL;
done:
    tdai_forest_free(&f);
    tdai_free(kernel.at);
    tdai_arena_free(&tmp);
    return st;
}
