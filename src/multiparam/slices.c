/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slices.c - Hilbert measures of three and more parameters, from slices of two.
 *
 * Fix the third and later coordinates at z: the cells present there are a complex of two
 * parameters with a Hilbert measure mu_z. The measure of all parameters is the backward
 * difference of mu_z in each of those coordinates, so a point of mu_z stands at z, and with the
 * opposite sign at the next value of each coordinate. One slice for every node of the grid of
 * the later coordinates, each as fast as two parameters are. */
#include "multiparam/masses.h"
#include "multiparam/slices.h"
#include <math.h>
#include <string.h>

enum {
    SLICED = 62
}; /* later coordinates at most: the corners of a node are numbered in 64 bits */

/* The later coordinates: their values, -INFINITY included, and a cell that has each. */
typedef struct axes {
    int count;
    tda_index *start; /* [count+1] */
    double *value;
    tda_index *cell;
    tda_index nodes;
} axes;

static tda_status axis_values(tda_ctx *ctx, axes *a, const tda_cells *c,
                              tdai_arena *memory)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index grades = c->grade_start ? c->grade_start[c->size] : c->size, used = 0;
    double *value = ARRAY(&tmp, double, grades);
    tda_index *owner = ARRAY(&tmp, tda_index, grades),
              *order = ARRAY(&tmp, tda_index, grades);
    a->count = c->params - 2;
    a->start = ZEROS(memory, tda_index, a->count + 1);
    a->value = ARRAY(memory, double, grades * a->count);
    a->cell = ARRAY(memory, tda_index, grades * a->count);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_arena_status(ctx, memory));
    a->nodes = 1;
    for (int k = 0; k < a->count; k++) {
        tda_index n = 0;
        for (tda_index i = 0; i < c->size; i++)
            for (tda_index r = c->grade_start ? c->grade_start[i] : i;
                 r < (c->grade_start ? c->grade_start[i + 1] : i + 1); r++)
                if (c->grade[r * c->params + k + 2] < (double)INFINITY) {
                    owner[n] = i;
                    value[n++] = c->grade[r * c->params + k + 2];
                }
        TRY(tdai_argsort(ctx, order, value, n));
        for (tda_index i = 0; i < n; i++) {
            if (i && value[order[i]] == value[order[i - 1]])
                continue;
            a->value[used] = value[order[i]];
            a->cell[used++] = owner[order[i]];
        }
        a->start[k + 1] = used;
        tda_index size = used - a->start[k];
        if (size && a->nodes > INT64_MAX / size)
            FAIL(TDA_ELIMIT,
                 "Hilbert measure: the slices of %d parameters overflow an index",
                 c->params);
        a->nodes *= size;
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

/* digit[k] := the position of a node on later coordinate k. */
static void node_digits(const axes *a, tda_index node, tda_index *digit)
{
    for (int k = a->count - 1; k >= 0; k--) {
        tda_index n = a->start[k + 1] - a->start[k];
        digit[k] = node % n;
        node /= n;
    }
}

/* The complex of two parameters at one node; grade and grade_start are scratch. */
static tda_status slice_at(tda_ctx *ctx, tda_complex **out, const tda_cells *c,
                           const axes *a, const tda_index *digit, double *grade,
                           tda_index *grade_start)
{
    tda_index n = 0;
    for (tda_index i = 0; i < c->size; i++) {
        tda_index begin = c->grade_start ? c->grade_start[i] : i;
        tda_index end = c->grade_start ? c->grade_start[i + 1] : i + 1;
        grade_start[i] = n;
        for (tda_index r = begin; r < end; r++) {
            const double *g = c->grade + r * c->params;
            bool here = true;
            for (int k = 0; here && k < a->count; k++)
                here = g[k + 2] <= a->value[a->start[k] + digit[k]];
            if (here) {
                grade[2 * n] = g[0];
                grade[2 * n++ + 1] = g[1];
            }
        }
    }
    grade_start[c->size] = n;
    tda_cells flat = {2, c->size, c->dim, c->start, c->face, grade_start, grade};
    return tda_complex_new(ctx, out, &flat);
}

/* Add the points of a slice at the corners of its node, the sign alternating. */
static tda_status spread(tda_ctx *ctx, tdai_masses *all, const tda_measure *mu,
                         const axes *a, const tda_index *digit)
{
    tda_status st = TDA_OK;
    int p = all->params;
    for (uint64_t corner = 0; corner < (uint64_t)1 << a->count; corner++) {
        bool inside = true;
        for (int k = 0; k < a->count; k++)
            inside = inside && a->start[k] + digit[k] + (tda_index)(corner >> k & 1) <
                                   a->start[k + 1];
        if (!inside)
            continue;
        TRY(tdai_masses_reserve(ctx, all, all->size + mu->size));
        for (tda_index i = 0; i < mu->size; i++, all->size++) {
            double *at = all->at + all->size * p;
            tda_index *cell = all->cell + all->size * p;
            memcpy(at, mu->at + 2 * i, 2 * sizeof *at);
            memcpy(cell, mu->cell + 2 * i, 2 * sizeof *cell);
            for (int k = 0; k < a->count; k++) {
                tda_index v = a->start[k] + digit[k] + (tda_index)(corner >> k & 1);
                at[k + 2] = a->value[v];
                cell[k + 2] = a->cell[v];
            }
            all->weight[all->size] =
                __builtin_popcountll(corner) % 2 ? -mu->weight[i] : mu->weight[i];
        }
    }
done:
    return st;
}

/* Add up equal points in place. */
static tda_status settle(tda_ctx *ctx, tdai_masses *m)
{
    tda_measure sum = {0};
    tda_status st =
        tda_measure_new(ctx, &sum, m->params, m->size, m->at, m->weight, m->cell);
    if (st)
        return st;
    size_t values = (size_t)(sum.size * m->params);
    m->size = sum.size;
    if (sum.size) {
        memcpy(m->at, sum.at, values * sizeof *m->at);
        memcpy(m->cell, sum.cell, values * sizeof *m->cell);
        memcpy(m->weight, sum.weight, (size_t)sum.size * sizeof *m->weight);
    }
    tda_measure_clear(&sum);
    return TDA_OK;
}

tda_status tdai_hilbert_slices(tda_ctx *ctx, tda_measure *out, const tda_complex *complex,
                               int first, int last, const tda_hilbert_opts *opts)
{
    enum { UNSETTLED = 1 << 16 };
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    const tda_cells *c = tda_complex_cells(complex);
    tda_index count = last - first + 1;
    tda_index grades = c->grade_start ? c->grade_start[c->size] : c->size;
    tda_complex *slice = NULL;
    axes a = {0};
    tdai_masses *all = ZEROS(&tmp, tdai_masses, count);
    tda_measure *mu = ZEROS(&tmp, tda_measure, count),
                *result = ZEROS(&tmp, tda_measure, count);
    tda_index *settled = ZEROS(&tmp, tda_index, count);
    tda_index *digit = ARRAY(&tmp, tda_index, c->params);
    tda_index *grade_start = ARRAY(&tmp, tda_index, c->size + 1);
    double *grade = ARRAY(&tmp, double, 2 * grades);
    TRY(tdai_arena_status(ctx, &tmp));
    if (c->params > 2 + SLICED)
        FAIL(TDA_EINVAL, "Hilbert measure: %d parameters, at most %d are possible",
             c->params, 2 + SLICED);
    if (opts->uncancelled)
        FAIL(TDA_EINVAL,
             "Hilbert measure: uncancelled points are for 1 or 2 parameters, not %d",
             c->params);
    TRY(axis_values(ctx, &a, c, &tmp));
    for (tda_index k = 0; k < count; k++)
        all[k].params = c->params;
    for (tda_index node = 0; node < a.nodes; node++) {
        TRY(tdai_poll(ctx, "slices", node, a.nodes));
        node_digits(&a, node, digit);
        TRY(slice_at(ctx, &slice, c, &a, digit, grade, grade_start));
        TRY(tda_complex_hilbert_measure(ctx, mu, slice, first, last, opts));
        tda_complex_free(slice);
        slice = NULL;
        for (tda_index k = 0; k < count; k++) {
            TRY(spread(ctx, &all[k], &mu[k], &a, digit));
            tda_measure_clear(&mu[k]);
            if (all[k].size > 2 * settled[k] + UNSETTLED) {
                TRY(settle(ctx, &all[k]));
                settled[k] = all[k].size;
            }
        }
    }
    for (tda_index k = 0; k < count; k++) {
        TRY(tda_measure_new(ctx, &result[k], c->params, all[k].size, all[k].at,
                            all[k].weight, all[k].cell));
        result[k].degree = first + (int)k;
        result[k].record = tda_complex_record(complex);
    }
    memcpy(out, result, (size_t)count * sizeof *out);
    result = NULL;
done:
    tda_complex_free(slice);
    for (tda_index k = 0; k < count; k++) {
        if (all)
            tdai_masses_clear(&all[k]);
        if (mu)
            tda_measure_clear(&mu[k]);
        if (result)
            tda_measure_clear(&result[k]);
    }
    tdai_arena_free(&tmp);
    return st;
}
