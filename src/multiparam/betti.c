/* SPDX-License-Identifier: GPL-3.0-or-later */
/* betti.c - Bigraded Betti numbers and the Hilbert measure of a presentation.
 *
 * The relations among relations are the kernel of the matrix, which is free: with it the
 * resolution ends. */
#include "multiparam/forest.h"
#include <string.h>

/* The relations whose coordinates each of the relations among relations has. */
typedef struct syzygies {
    tda_index size;
    tda_index *by; /* [size x 2] by parameter */
} syzygies;

static tda_status syzygies_alloc(tda_ctx *ctx, syzygies *out, tdai_arena *memory,
                                 tda_index size)
{
    *out = (syzygies){0, ARRAY(memory, tda_index, tdai_size_add(0, size, 2))};
    return tdai_arena_status(ctx, memory);
}

static tda_status by_kernel(tda_ctx *ctx, syzygies *out, tdai_arena *memory,
                            const tda_presentation *p)
{
    static const char stage[] = "relations of relations";
    tda_status st = TDA_OK;
    tdai_graded g = {0};
    tdai_kernel k = {0};
    TRY(tdai_graded_new(ctx, &g, tdai_presentation_cells(p), 0, 1));
    const tdai_level *d = &g.level[1];
    tda_index rows = g.level[0].size, all = tda_presentation_matrix(p)->rows;
    TRY(tdai_columns_are_edges(d) ? tdai_kernel_forest(ctx, &k, d, rows, g.ys, stage)
                                  : tdai_kernel_reduce(ctx, &k, d, rows, g.ys, stage));
    TRY(syzygies_alloc(ctx, out, memory, k.size));
    for (; out->size < k.size; out->size++) {
        out->by[2 * out->size] = d->cell[k.at[out->size].by_x] - all;
        out->by[2 * out->size + 1] = d->cell[k.at[out->size].by_y] - all;
    }
    tdai_work(ctx, TDA_WORK_COLUMNS, k.effort.columns);
    tdai_work(ctx, TDA_WORK_ENTRIES, k.effort.entries);
    tdai_work(ctx, TDA_WORK_LINKS, k.effort.links);
done:
    tdai_kernel_clear(&k);
    tdai_graded_free(&g);
    return st;
}

/* Of a graph whose edges stand in colexicographic order, which is the order of the sweep: the
 * cycles by a spanning forest, weighted by the first parameter. */
static tda_status by_forest(tda_ctx *ctx, syzygies *out, tdai_arena *memory,
                            const tda_matrix *m)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_forest f = {0};
    double *x = ARRAY(&tmp, double, m->columns);
    tda_index *order = ARRAY(&tmp, tda_index, m->columns);
    uint32_t *rank = ARRAY(&tmp, uint32_t, m->columns), last = 0;
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(syzygies_alloc(ctx, out, memory, m->columns));
    TRY(tdai_forest_new(ctx, &f, m->rows + 1));
    for (tda_index j = 0; j < m->columns; j++)
        x[j] = m->column_grade[j * m->params];
    TRY(tdai_argsort(ctx, order, x, m->columns));
    for (tda_index i = 0; i < m->columns; i++)
        rank[order[i]] = last += i > 0 && x[order[i]] != x[order[i - 1]];
    for (tda_index j = 0; j < m->columns; j++) {
        TRY(tdai_poll(ctx, "relations of relations", j, m->columns));
        tda_index n = m->start[j + 1] - m->start[j];
        uint32_t u = (uint32_t)(n > 0 ? m->row[m->start[j]] : m->rows);
        uint32_t v = (uint32_t)(n > 1 ? m->row[m->start[j] + 1] : m->rows);
        uint64_t key = tdai_forest_join(&f, u, v, (uint64_t)rank[j] << 32 | (uint32_t)j);
        if (key == TDAI_NO_KEY)
            continue;
        tda_index worst = rank[(uint32_t)key] > rank[j] ? (uint32_t)key : j;
        out->by[2 * out->size] = worst;
        out->by[2 * out->size++ + 1] = j;
    }
    tdai_work(ctx, TDA_WORK_LINKS, f.steps);
done:
    tdai_forest_free(&f);
    tdai_arena_free(&tmp);
    return st;
}

static tda_status find_syzygies(tda_ctx *ctx, syzygies *out, tdai_arena *memory,
                                const tda_presentation *p)
{
    const tda_matrix *m = tda_presentation_matrix(p);
    bool graph = tdai_presentation_is_minimal(p) && m->rows < (tda_index)TDAI_NONE - 1 &&
                 m->columns < (tda_index)TDAI_NONE;
    for (tda_index j = 0; graph && j < m->columns; j++)
        graph = m->start[j + 1] - m->start[j] <= 2;
    return graph ? by_forest(ctx, out, memory, m) : by_kernel(ctx, out, memory, p);
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
    tdai_arena tmp = {0};
    syzygies k;
    const tda_matrix *m = tda_presentation_matrix(p);
    tda_index values = (m->rows + m->columns) * m->params;
    TRY(find_syzygies(ctx, &k, &tmp, p));
    tda_index n = m->rows + m->columns + k.size;
    *out = (points){{m->rows, m->columns, k.size},
                    ARRAY(memory, double, n * m->params),
                    ARRAY(memory, int64_t, n),
                    ARRAY(memory, tda_index, n * m->params)};
    TRY(tdai_arena_status(ctx, memory));
    memcpy(out->at, m->row_grade, (size_t)values * sizeof *out->at);
    memcpy(out->cell, m->row_cell, (size_t)values * sizeof *out->cell);
    for (tda_index i = 0; i < k.size; i++)
        for (int j = 0; j < m->params; j++) {
            tda_index at = values + i * m->params + j,
                      from = k.by[2 * i + j] * m->params + j;
            out->at[at] = m->column_grade[from];
            out->cell[at] = m->column_cell[from];
        }
    for (tda_index i = 0; i < n; i++)
        out->weight[i] = 1;
done:
    tdai_arena_free(&tmp);
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
    if (!tdai_presentation_is_minimal(p)) {
        TRY(tda_presentation_minimise(ctx, &minimal, p));
        p = minimal;
    }
    TRY(list_points(ctx, &all, &tmp, p));
    for (tda_index i = 0, at = 0; i < 3; at += all.size[i++]) {
        TRY(tda_measure_new(ctx, &beta[i], params, all.size[i], all.at + at * params,
                            all.weight + at, all.cell + at * params));
        beta[i].cells = tda_presentation_cell_kind(p);
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
    mu.cells = tda_presentation_cell_kind(p);
    mu.degree = tda_presentation_degree(p);
    mu.record = tda_presentation_record(p);
    *out = mu;
done:
    tdai_arena_free(&tmp);
    return st;
}
