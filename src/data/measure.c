/* SPDX-License-Identifier: GPL-3.0-or-later */
/* measure.c - Signed measures: their canonical form, and their mass below each node of a grid.
 *
 * A measure is one block of memory, which starts at `at`: coordinates, then weights, then
 * cells. Points are put in order by stable radix sorts, last coordinate first. */
#include "data/private.h"
#include <math.h>
#include <string.h>

/* Sums of 64-bit weights, exact whatever their order. */
__extension__ typedef __int128 wide;

/* A list of points as the caller gave it, and the order in which to read it. */
typedef struct list {
    int params;
    tda_index size; /* of order */
    const double *at;
    const int64_t *weight;
    tda_index *order;
    double *sorted; /* [size x params] the coordinates in that order */
} list;

static const double *point(const list *l, tda_index rank)
{
    return l->sorted ? l->sorted + rank * l->params : l->at + l->order[rank] * l->params;
}

static bool same(const double *p, const double *q, int params)
{
    for (int k = 0; k < params; k++)
        if (p[k] != q[k])
            return false;
    return true;
}

/* Order the points lexicographically, those that no z reaches left out. */
static tda_status sort_points(tda_ctx *ctx, list *l, tda_index size)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    double *value = ARRAY(&tmp, double, size);
    tda_index *by = ARRAY(&tmp, tda_index, size), *before = ARRAY(&tmp, tda_index, size);
    TRY(tdai_arena_status(ctx, &tmp));
    l->size = 0;
    for (tda_index i = 0; i < size; i++) {
        bool reached = true;
        for (int k = 0; k < l->params; k++) {
            double x = l->at[i * l->params + k];
            if (isnan(x))
                FAIL(TDA_EINVAL, "measure: point %lld, coordinate %d is NaN",
                     (long long)i, k);
            reached = reached && x != INFINITY;
        }
        if (reached)
            l->order[l->size++] = i;
    }
    for (int k = l->params - 1; k >= 0; k--) {
        TRY(tdai_poll(ctx, "sorting a measure", l->params - 1 - k, l->params));
        for (tda_index i = 0; i < l->size; i++)
            value[i] = point(l, i)[k];
        TRY(tdai_argsort(ctx, by, value, l->size));
        memcpy(before, l->order, (size_t)l->size * sizeof *before);
        for (tda_index i = 0; i < l->size; i++)
            l->order[i] = before[by[i]];
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

/* The end of the run of equal points that begins at rank i, and its sum. */
static tda_index run(const list *l, tda_index i, wide *sum)
{
    const double *p = point(l, i);
    *sum = 0;
    for (; i < l->size && same(p, point(l, i), l->params); i++)
        *sum += l->weight[l->order[i]];
    return i;
}

tda_status tdai_measure_alloc(tda_ctx *ctx, tda_measure *m, int params, tda_index size)
{
    tda_index words = tdai_size_add(size, size, 2 * (tda_index)params);
    double *block = words < 0 ? NULL : tdai_alloc(words, sizeof *block);
    if (!block)
        return tdai_fail(ctx, TDA_ENOMEM, "measure: no memory for %lld points",
                         (long long)size);
    *m = (tda_measure){.params = params, .size = size, .record = tdai_record(ctx)};
    m->at = block;
    m->weight = (int64_t *)(block + size * params);
    m->cell = (tda_index *)m->weight + size;
    return TDA_OK;
}

/* Write the points with a sum that is not zero. */
static void fill(tda_measure *m, const list *l, const tda_index *cell)
{
    size_t params = (size_t)l->params;
    tda_index n = 0;
    wide sum;
    for (tda_index i = 0, end; i < l->size; i = end) {
        end = run(l, i, &sum);
        if (sum == 0)
            continue;
        for (size_t k = 0; k < params; k++)
            m->at[(size_t)n * params + k] = point(l, i)[k] + 0.0; /* no -0 */
        m->weight[n] = (int64_t)sum;
        while (l->weight[l->order[i]] == 0 || (l->weight[l->order[i]] < 0) != (sum < 0))
            i++;
        tda_index *c = m->cell + (size_t)n++ * params;
        if (cell)
            memcpy(c, cell + l->order[i] * l->params, params * sizeof *c);
        else
            memset(c, 0xff, params * sizeof *c); /* -1 */
    }
}

tda_status tda_measure_new(tda_ctx *ctx, tda_measure *out, int params, tda_index size,
                           const double *at, const int64_t *weight, const tda_index *cell)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    list l = {params, 0, at, weight, NULL, NULL};
    enum { SCRATCH = 64 }; /* bytes a point: orders, one coordinate, and the sort's own */
    wide sum;
    if (params < 1)
        FAIL(TDA_EINVAL, "measure: %d parameters; at least 1 is needed", params);
    if (size < 0)
        FAIL(TDA_EINVAL, "measure: a negative number of points, %lld", (long long)size);
    TRY(tdai_budget(ctx, tdai_size_add(0, size, SCRATCH), "sorting a measure"));
    l.order = ARRAY(&tmp, tda_index, size);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(sort_points(ctx, &l, size));
    double *sorted = ARRAY(&tmp, double, tdai_size_add(0, l.size, params));
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < l.size; i++)
        memcpy(sorted + i * params, point(&l, i), (size_t)params * sizeof *sorted);
    l.sorted = sorted;
    tda_index kept = 0;
    for (tda_index i = 0; i < l.size; kept += sum != 0) {
        tda_index first = l.order[i];
        i = run(&l, i, &sum);
        if (sum < INT64_MIN || sum > INT64_MAX)
            FAIL(TDA_EINVAL,
                 "measure: the weights of points equal to point %lld overflow",
                 (long long)first);
    }
    tda_measure m;
    TRY(tdai_measure_alloc(ctx, &m, params, kept));
    fill(&m, &l, cell);
    *out = m;
done:
    tdai_arena_free(&tmp);
    return st;
}

void tda_measure_clear(tda_measure *measure)
{
    tdai_free(measure->at); /* the start of the one block */
    *measure = (tda_measure){0};
}

/* ---- evaluation ---- */

/* mass[node] := the weight that sits at the node, when every coordinate is moved up to the
 * next value of the grid; what lies past the last value is below no node. Sums are modulo
 * 2^64, so only an answer that does not fit can be wrong. */
static tda_status scatter(tda_ctx *ctx, uint64_t *mass, const tda_measure *m,
                          const tda_grid *grid)
{
    tda_status st = TDA_OK;
    for (tda_index i = 0; i < m->size; i++) {
        TRY(tdai_poll(ctx, "evaluating a measure", i, m->size));
        tda_index node = 0;
        bool inside = true;
        for (int k = 0; k < m->params && inside; k++) {
            double x = m->at[i * m->params + k];
            tda_index n = grid->start[k + 1] - grid->start[k];
            tda_index j = tdai_grid_ceil(grid->value + grid->start[k], n, x);
            if (isnan(x))
                FAIL(TDA_EINVAL, "measure: point %lld, coordinate %d is NaN",
                     (long long)i, k);
            inside = j < n;
            node = node * n + j;
        }
        if (inside)
            mass[node] += (uint64_t)m->weight[i];
    }
done:
    return st;
}

/* Running sums along an axis of n nodes, `stride` apart. */
static tda_status accumulate(tda_ctx *ctx, uint64_t *mass, tda_index nodes, tda_index n,
                             tda_index stride)
{
    tda_status st = TDA_OK;
    for (tda_index row = stride; row < nodes; row += stride) {
        TRY(tdai_poll(ctx, "evaluating a measure", row, nodes));
        if (row / stride % n == 0)
            continue; /* the first node of its line */
        for (tda_index s = 0; s < stride; s++)
            mass[row + s] += mass[row + s - stride];
    }
done:
    return st;
}

tda_status tda_measure_evaluate(tda_ctx *ctx, int64_t *out, const tda_measure *measure,
                                const tda_grid *grid)
{
    tda_status st = TDA_OK;
    uint64_t *mass = NULL;
    tda_index nodes = 1, stride = 1;
    TRY(tdai_grid_check(ctx, grid, measure->params));
    for (int k = 0; k < grid->params; k++)
        nodes = tdai_size_add(0, nodes, grid->start[k + 1] - grid->start[k]);
    TRY(tdai_budget(ctx, tdai_size_add(0, nodes, sizeof *mass), "measure on a grid"));
    mass = tdai_calloc(nodes, sizeof *mass);
    if (!mass)
        FAIL(TDA_ENOMEM, "measure: no memory for a grid of %lld nodes", (long long)nodes);
    TRY(scatter(ctx, mass, measure, grid));
    for (int k = grid->params - 1; k >= 0 && nodes > 0; k--) {
        tda_index n = grid->start[k + 1] - grid->start[k];
        TRY(accumulate(ctx, mass, nodes, n, stride));
        stride *= n;
    }
    memcpy(out, mass, (size_t)nodes * sizeof *out);
done:
    tdai_free(mass);
    return st;
}
