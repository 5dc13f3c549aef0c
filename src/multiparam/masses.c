/* SPDX-License-Identifier: GPL-3.0-or-later */
/* masses.c - A growing list of point masses. */
#include "multiparam/masses.h"
#include <math.h>

void tdai_masses_clear(tdai_masses *m)
{
    tdai_free(m->at);
    tdai_free(m->weight);
    tdai_free(m->cell);
    *m = (tdai_masses){0};
}

tda_status tdai_masses_reserve(tda_ctx *ctx, tdai_masses *m, tda_index n)
{
    tda_index p = m->params;
    if (n <= m->capacity)
        return TDA_OK;
    tda_index capacity = n > INT64_MAX / 2 / p ? n : 2 * n;
    tda_status st =
        tdai_budget(ctx, tdai_size_add(0, capacity, 16 * p + 8), "point masses");
    if (st)
        return st;
    double *at = tdai_realloc(m->at, capacity, (size_t)p * sizeof *at);
    m->at = at ? at : m->at;
    int64_t *weight = tdai_realloc(m->weight, capacity, sizeof *weight);
    m->weight = weight ? weight : m->weight;
    tda_index *cell = tdai_realloc(m->cell, capacity, (size_t)p * sizeof *cell);
    m->cell = cell ? cell : m->cell;
    if (!at || !weight || !cell)
        return tdai_fail(ctx, TDA_ENOMEM, "no memory for %lld point masses",
                         (long long)capacity);
    m->capacity = capacity;
    return TDA_OK;
}

tda_status tdai_masses_add(tda_ctx *ctx, tdai_masses *m, const double *at, int64_t weight,
                           tda_index cell)
{
    tda_status st = tdai_masses_reserve(ctx, m, m->size + 1);
    if (st)
        return st;
    for (int p = 0; p < m->params; p++) {
        if (at[p] == (double)INFINITY)
            return TDA_OK; /* never present */
        m->at[m->size * m->params + p] = at[p];
        m->cell[m->size * m->params + p] = cell;
    }
    m->weight[m->size++] = weight;
    return TDA_OK;
}
