/* SPDX-License-Identifier: GPL-3.0-or-later */
/* betti.c - Bigraded Betti numbers and the Hilbert measure of a presentation.
 *
 * The relations among relations are the kernel of the matrix, which is free: with it the
 * resolution ends. */
#include "multiparam/private.h"
#include <string.h>

/* The kernel of the matrix of a presentation. */
static tda_status syzygies(tda_ctx *ctx, tdai_kernel *out, tdai_graded *g,
                           const tda_presentation *p)
{
    tda_status st = TDA_OK;
    TRY(tdai_graded_new(ctx, g, tdai_presentation_cells(p), 0, 1));
    const tdai_level *rows = &g->level[0], *d = &g->level[1];
    TRY(tdai_columns_are_edges(d)
            ? tdai_kernel_forest(ctx, out, d, rows->size, g->ys, "relations of relations")
            : tdai_kernel_reduce(ctx, out, d, rows->size, g->ys,
                                 "relations of relations"));
    tdai_work(ctx, TDA_WORK_COLUMNS, out->effort.columns);
    tdai_work(ctx, TDA_WORK_ENTRIES, out->effort.entries);
    tdai_work(ctx, TDA_WORK_LINKS, out->effort.links);
done:
    return st;
}

/* Generators, relations and the kernel, one after the other, as weighted points. */
typedef struct points {
    tda_index size[3];
    double *at;
    int64_t *weight;
    tda_index *cell;
} points;

static tda_status list_points(tda_ctx *ctx, points *out, tdai_arena *memory,
                              const tda_presentation *p)
{
    tda_status st = TDA_OK;
    tdai_graded g = {0};
    tdai_kernel k = {0};
    const tda_matrix *m = tda_presentation_matrix(p);
    tda_index values = (m->rows + m->columns) * m->params;
    TRY(syzygies(ctx, &k, &g, p));
    tda_index n = m->rows + m->columns + k.size;
    *out = (points){{m->rows, m->columns, k.size},
                    ARRAY(memory, double, n * m->params),
                    ARRAY(memory, int64_t, n),
                    ARRAY(memory, tda_index, n * m->params)};
    TRY(tdai_arena_status(ctx, memory));
    memcpy(out->at, m->row_grade, (size_t)values * sizeof *out->at);
    memcpy(out->cell, m->row_cell, (size_t)values * sizeof *out->cell);
    for (tda_index i = 0; i < k.size; i++) {
        const tdai_generator *e = &k.at[i];
        const tdai_level *d = &g.level[1];
        double at[2] = {g.x[e->x], g.y[e->y]};
        tda_index by[2] = {d->cell[e->by_x] - m->rows, d->cell[e->by_y] - m->rows};
        for (int j = 0; j < m->params; j++) {
            out->at[values + i * m->params + j] = at[j];
            out->cell[values + i * m->params + j] = m->column_cell[by[j] * m->params + j];
        }
    }
    for (tda_index i = 0; i < n; i++)
        out->weight[i] = 1;
done:
    tdai_kernel_clear(&k);
    tdai_graded_free(&g);
    return st;
}

tda_status tda_presentation_betti(tda_ctx *ctx, tda_measure *out,
                                  const tda_presentation *p)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_measure beta[3] = {{0}};
    tda_presentation *minimal = NULL;
    int params = tda_presentation_matrix(p)->params;
    points all;
    TRY(tda_presentation_minimise(ctx, &minimal, p));
    TRY(list_points(ctx, &all, &tmp, minimal));
    for (tda_index i = 0, at = 0; i < 3; at += all.size[i++]) {
        TRY(tda_measure_new(ctx, &beta[i], params, all.size[i], all.at + at * params,
                            all.weight + at, all.cell + at * params));
        beta[i].degree = tda_presentation_degree(p);
        beta[i].record = tda_presentation_record(p);
    }
    memcpy(out, beta, sizeof beta);
    memset(beta, 0, sizeof beta);
done:
    for (int i = 0; i < 3; i++)
        tda_measure_clear(&beta[i]);
    tda_presentation_free(minimal);
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_presentation_hilbert_measure(tda_ctx *ctx, tda_measure *out,
                                            const tda_presentation *p)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_measure mu = {0};
    points all;
    TRY(list_points(ctx, &all, &tmp, p));
    for (tda_index i = 0; i < all.size[1]; i++)
        all.weight[all.size[0] + i] = -1;
    TRY(tda_measure_new(ctx, &mu, tda_presentation_matrix(p)->params,
                        all.size[0] + all.size[1] + all.size[2], all.at, all.weight,
                        all.cell));
    mu.degree = tda_presentation_degree(p);
    mu.record = tda_presentation_record(p);
    *out = mu;
done:
    tdai_arena_free(&tmp);
    return st;
}
