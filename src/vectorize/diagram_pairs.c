/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagram_pairs.c - The topological vector of a diagram: its bars two by two.
 *
 * Only the greatest entries are wanted; they stand in a heap with the least on top. The bars come
 * by length: as no entry is more than half the shorter bar, the first that is too short to get
 * into a full heap ends the search. Under GUDHI's rule the second bar alone bounds it. */
#include "vectorize/diagram.h"

static void sift(double *heap, tda_index n, double value)
{
    tda_index at = 0;
    for (tda_index down; (down = 2 * at + 1) < n; at = down) {
        if (down + 1 < n && heap[down + 1] < heap[down])
            down++;
        if (heap[down] >= value)
            break;
        heap[at] = heap[down];
    }
    heap[at] = value;
}

static double apart(const tdai_bars *x, tda_index i, tda_index j)
{
    return fmax(fabs(x->birth[i] - x->birth[j]), fabs(x->death[i] - x->death[j]));
}

static double half(const tdai_bars *x, tda_index i)
{
    return (x->death[i] - x->birth[i]) / 2;
}

/* heap [length], zeros at first */
static tda_status collect(tda_ctx *ctx, double *heap, tda_index length,
                          const tdai_bars *x, const tda_index *order, bool gudhi)
{
    tda_status st = TDA_OK;
    for (tda_index k = 0; k < x->size; k++) {
        tda_index j = order[k]; /* of the bars before it, none is shorter */
        double most = half(x, j);
        TRY(tdai_poll(ctx, "topological vector", k, x->size));
        if (most <= heap[0])
            break;
        for (tda_index l = 0; l < (gudhi ? j : k); l++) {
            double value = fmin(apart(x, gudhi ? l : order[l], j), most);
            if (value > heap[0])
                sift(heap, length, value);
        }
    }
done:
    return st;
}

tda_status tda_diagram_topological_vector(tda_ctx *ctx, double *out,
                                          const tda_diagram *diagram, int degree,
                                          const tda_diagram_vector_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_diagram_vector_opts o;
    tdai_bars x;
    TRY(tdai_vector_of(ctx, &o, &x, diagram, degree, opts, "topological vector", 0x3,
                       &tmp));
    tda_index n = x.size, most = n > o.length ? n : o.length;
    double *heap = ZEROS(&tmp, double, o.length), *key = ARRAY(&tmp, double, n);
    tda_index *order = ARRAY(&tmp, tda_index, most);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < n; i++)
        key[i] = -half(&x, i);
    TRY(tdai_argsort(ctx, order, key, n));
    TRY(collect(ctx, heap, o.length, &x, order, o.convention == TDA_CONVENTION_GUDHI));
    TRY(tdai_argsort(ctx, order, heap, o.length));
    for (tda_index k = 0; k < o.length; k++)
        out[k] = heap[order[o.length - 1 - k]];
done:
    tdai_arena_free(&tmp);
    return st;
}
