/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dual.c - Matrices with at most two entries a row: incidence matrices of a dual graph.
 *
 * Such is the top boundary matrix of whatever lies in a manifold: triangulations, images. The
 * columns are the nodes of a graph, the rows its edges, and a row with one entry joins its column to
 * a ground outside. A set of columns is a cycle when it is a union of components without the
 * ground, so each of those is one generator of the kernel, at the join of its grades. */
#include "multiparam/private.h"
#include <string.h>

bool tdai_rows_are_edges(const tdai_level *d, tda_index rows, uint32_t *end)
{
    memset(end, 0xff, 2 * (size_t)rows * sizeof *end);
    for (tda_index j = 0; j < d->size; j++)
        for (tda_index i = d->start[j]; i < d->start[j + 1]; i++) {
            uint32_t *e = end + 2 * (size_t)d->row[i];
            if (e[1] != TDAI_NONE)
                return false;
            e[e[0] != TDAI_NONE] = (uint32_t)j;
        }
    return true;
}

static uint32_t root(uint32_t *up, uint32_t v)
{
    while (up[v] != v)
        v = up[v] = up[up[v]];
    return v;
}

tda_status tdai_kernel_components(tda_ctx *ctx, tdai_kernel *out, const tdai_level *d,
                                  tda_index rows, const uint32_t *end)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_kernel kernel = {0};
    uint32_t ground = (uint32_t)d->size;
    uint32_t *up = ARRAY(&tmp, uint32_t, d->size + 1);
    uint32_t *last_y = ARRAY(&tmp, uint32_t, d->size),
             *last_x = ARRAY(&tmp, uint32_t, d->size);
    TRY(tdai_arena_status(ctx, &tmp));
    for (uint32_t j = 0; j <= ground; j++)
        up[j] = j;
    for (tda_index r = 0; r < rows; r++)
        if (end[2 * r] != TDAI_NONE) {
            uint32_t v = end[2 * r + 1] == TDAI_NONE ? ground : end[2 * r + 1];
            up[root(up, end[2 * r])] = root(up, v);
        }
    /* Of a component, the last column by x and the last by y. */
    memset(last_x, 0xff, (size_t)d->size * sizeof *last_x);
    tda_index components = 0;
    for (uint32_t j = 0; j < d->size; j++) {
        uint32_t c = root(up, j);
        if (c == root(up, ground))
            continue;
        components += last_x[c] == TDAI_NONE;
        if (last_x[c] == TDAI_NONE || d->y[j] >= d->y[last_y[c]])
            last_y[c] = j;
        last_x[c] = j; /* columns come in ascending x */
    }
    kernel.at = tdai_alloc(components, sizeof *kernel.at);
    if (!kernel.at)
        FAIL(TDA_ENOMEM, "no memory for %lld generators", (long long)components);
    for (uint32_t c = 0; c < d->size; c++)
        if (last_x[c] != TDAI_NONE)
            kernel.at[kernel.size++] = (tdai_generator){
                d->x[last_x[c]], d->y[last_y[c]], last_x[c],
                d->y[last_x[c]] == d->y[last_y[c]] ? last_x[c] : last_y[c]};
    *out = kernel;
done:
    tdai_arena_free(&tmp);
    return st;
}

/* A queue of cells that each enter at most once. */
typedef struct queue {
    uint32_t *at;
    tda_index next, end;
} queue;

/* Reach every node of the dual graph over its edges, from the ground first; taken[e] := e was used
 * to reach a node. The cells taken are as many as the rank of `up`. */
static tda_index span_dual(const tdai_level *up, const uint32_t *end, tda_index cells,
                           bool *taken, bool *seen, queue *q)
{
    tda_index count = 0;
    for (tda_index pass = -1, e; pass < up->size; pass++) {
        if (pass < 0) { /* from the ground: every cell with one side */
            for (e = 0; e < cells; e++) {
                uint32_t j = end[2 * e];
                if (j != TDAI_NONE && end[2 * e + 1] == TDAI_NONE && !seen[j]) {
                    seen[j] = taken[e] = true;
                    count++;
                    q->at[q->end++] = j;
                }
            }
        } else if (!seen[pass]) { /* a component without ground: any node of it */
            seen[pass] = true;
            q->at[q->end++] = (uint32_t)pass;
        }
        while (q->next < q->end) {
            uint32_t j = q->at[q->next++];
            for (tda_index i = up->start[j]; i < up->start[j + 1]; i++) {
                e = up->row[i];
                uint32_t other = end[2 * e] == j ? end[2 * e + 1] : end[2 * e];
                if (other == TDAI_NONE || seen[other])
                    continue;
                seen[other] = taken[e] = true;
                count++;
                q->at[q->end++] = other;
            }
        }
    }
    return count;
}

/* Collapse the cells not taken through faces that only one of them has; how many went. The faces
 * know their cofaces by number and exclusive or. */
static tda_index collapse(const tdai_level *d, tda_index rows, const bool *taken,
                          uint32_t *cofaces, uint32_t *which, queue *q)
{
    tda_index count = 0;
    for (tda_index j = 0; j < d->size; j++)
        for (tda_index i = d->start[j]; !taken[j] && i < d->start[j + 1]; i++) {
            cofaces[d->row[i]]++;
            which[d->row[i]] ^= (uint32_t)j;
        }
    for (tda_index r = 0; r < rows; r++)
        if (cofaces[r] == 1)
            q->at[q->end++] = (uint32_t)r;
    while (q->next < q->end) {
        uint32_t r = q->at[q->next++], j = which[r];
        if (cofaces[r] != 1)
            continue;
        count++;
        for (tda_index i = d->start[j]; i < d->start[j + 1]; i++) {
            which[d->row[i]] ^= j;
            if (--cofaces[d->row[i]] == 1)
                q->at[q->end++] = d->row[i];
        }
    }
    return count;
}

tda_status tdai_exact_by_collapses(tda_ctx *ctx, bool *exact, const tdai_level *d,
                                   const tdai_level *up, tda_index rows,
                                   const uint32_t *end)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    bool *taken = ZEROS(&tmp, bool, d->size), *seen = ZEROS(&tmp, bool, up->size);
    uint32_t *cofaces = ZEROS(&tmp, uint32_t, rows), *which = ZEROS(&tmp, uint32_t, rows);
    queue nodes = {.at = ARRAY(&tmp, uint32_t, up->size)};
    queue faces = {.at = ARRAY(&tmp, uint32_t, rows)};
    TRY(tdai_arena_status(ctx, &tmp));
    tda_index above = span_dual(up, end, d->size, taken, seen, &nodes);
    tda_index below = collapse(d, rows, taken, cofaces, which, &faces);
    /* rank D >= below and rank up = above, so the kernel has rank at most d->size - below. */
    *exact = above + below == d->size;
done:
    tdai_arena_free(&tmp);
    return st;
}
