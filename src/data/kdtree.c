/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kdtree.c - A k-d tree over the points of a cloud, cut at medians.
 *
 * The shape depends on the coordinates alone: medians are taken by (coordinate, id), and the
 * pivots come from a fixed pseudo-random sequence, which no arrangement of points can make
 * slow on purpose. */
#include "data/kdtree.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct builder {
    tda_ctx *ctx;
    tdai_kdtree *tree;
    const double *at; /* [n x d] of the cloud */
    tda_index leaf;
    uint64_t random;
} builder;

int tdai_cloud_exponent(const tda_cloud *cloud)
{
    double most = 0;
    for (tda_index i = 0; i < cloud->size * cloud->dimension; i++)
        most = fabs(cloud->at[i]) > most ? fabs(cloud->at[i]) : most;
    int e = 0;
    if (most > 0x1p400 || (most > 0 && most < 0x1p-400))
        frexp(most, &e);
    return e;
}

/* Is point i before point j along the axis? */
static bool before(const builder *b, tda_index i, tda_index j, tda_index axis)
{
    tda_index d = b->tree->dimension;
    double x = b->at[i * d + axis], y = b->at[j * d + axis];
    return x < y || (x == y && i < j);
}

static tda_index draw(builder *b, tda_index n)
{
    b->random = b->random * 6364136223846793005u + 1442695040888963407u;
    return (tda_index)((b->random >> 33) % (uint64_t)n);
}

/* Reorder id[begin .. end) so that the one at `nth` is in its place, none greater before it. */
static void split(builder *b, tda_index begin, tda_index end, tda_index nth,
                  tda_index axis)
{
    tda_index *id = b->tree->id;
    while (end - begin > 1) {
        tda_index pivot = id[begin + draw(b, end - begin)];
        tda_index i = begin, j = end - 1;
        while (i <= j) {
            while (before(b, id[i], pivot, axis))
                i++;
            while (before(b, pivot, id[j], axis))
                j--;
            if (i <= j) {
                tda_index swap = id[i];
                id[i++] = id[j];
                id[j--] = swap;
            }
        }
        if (nth <= j)
            end = j + 1;
        else if (nth >= i)
            begin = i;
        else
            return;
    }
}

/* The bounding box of a node, and its longest side. */
static tda_index bound(const builder *b, tda_index node, tda_index begin, tda_index end)
{
    tda_index d = b->tree->dimension, longest = 0;
    double *low = b->tree->low + node * d, *high = b->tree->high + node * d;
    memcpy(low, b->at + b->tree->id[begin] * d, (size_t)d * sizeof *low);
    memcpy(high, low, (size_t)d * sizeof *high);
    for (tda_index i = begin + 1; i < end; i++) {
        const double *x = b->at + b->tree->id[i] * d;
        for (tda_index k = 0; k < d; k++) {
            low[k] = x[k] < low[k] ? x[k] : low[k];
            high[k] = x[k] > high[k] ? x[k] : high[k];
        }
    }
    for (tda_index k = 1; k < d; k++)
        if (high[k] / 2 - low[k] / 2 > high[longest] / 2 - low[longest] / 2)
            longest = k;
    return longest;
}

static tda_status build(builder *b, tda_index begin, tda_index end)
{
    tda_status st = TDA_OK;
    tdai_kdtree *tree = b->tree;
    tda_index node = tree->nodes++;
    tree->begin[node] = begin;
    tree->end[node] = end;
    tree->right[node] = 0;
    tda_index axis = bound(b, node, begin, end);
    TRY(tdai_poll(b->ctx, "search tree", begin, tree->size));
    if (end - begin > b->leaf) {
        tda_index middle = begin + (end - begin) / 2;
        split(b, begin, end, middle, axis);
        TRY(build(b, begin, middle));
        tree->right[node] = tree->nodes;
        TRY(build(b, middle, end));
    }
done:
    return st;
}

/* Copy the coordinates axis by axis in tree order, and scale them and the boxes. */
static void place(tdai_kdtree *tree, const double *at)
{
    tda_index n = tree->size, d = tree->dimension;
    for (tda_index k = 0; k < d; k++) {
        double *axis = tree->at + k * tree->stride;
        for (tda_index i = 0; i < n; i++)
            axis[i] = ldexp(at[tree->id[i] * d + k], -tree->exponent);
        memset(axis + n, 0, (size_t)(tree->stride - n) * sizeof *axis);
    }
    for (tda_index i = 0; tree->exponent && i < tree->nodes * d; i++) {
        tree->low[i] = ldexp(tree->low[i], -tree->exponent);
        tree->high[i] = ldexp(tree->high[i], -tree->exponent);
    }
}

tda_status tdai_kdtree_new(tda_ctx *ctx, tdai_kdtree *out, const tda_cloud *cloud,
                           tda_index leaf, int exponent, const char *what)
{
    tda_status st = TDA_OK;
    tda_index n = cloud->size, d = cloud->dimension;
    tdai_kdtree tree = {.size = n, .dimension = d, .exponent = exponent};
    char name[96];
    snprintf(name, sizeof name, "%s: %lld points", what, (long long)n);
    leaf = leaf < 1 ? 1 : leaf;
    /* Half of a cut node has more than leaf / 2 points, so there are at most this many. */
    tda_index most = n ? 4 * (n / (leaf / 2 + 1) + 1) : 0;
    tda_index bytes = 0, parts[2];
    tree.stride = n + TDAI_LANES;
    if (__builtin_mul_overflow(tree.stride + 2 * most, 8 * d, &parts[0]) ||
        __builtin_mul_overflow(n + 3 * most, 8, &parts[1]) ||
        __builtin_add_overflow(parts[0], parts[1], &bytes))
        bytes = -1;
    TRY(tdai_budget(ctx, bytes, name));
    tree.at = tdai_alloc(tree.stride * d, sizeof *tree.at);
    tree.id = tdai_alloc(n, sizeof *tree.id);
    tree.begin = tdai_alloc(most, sizeof *tree.begin);
    tree.end = tdai_alloc(most, sizeof *tree.end);
    tree.right = tdai_alloc(most, sizeof *tree.right);
    tree.low = tdai_alloc(most * d, sizeof *tree.low);
    tree.high = tdai_alloc(most * d, sizeof *tree.high);
    if (!tree.at || !tree.id || !tree.begin || !tree.end || !tree.right || !tree.low ||
        !tree.high)
        FAIL(TDA_ENOMEM, "%s: memory ran out", name);
    for (tda_index i = 0; i < n; i++)
        tree.id[i] = i;
    builder b = {ctx, &tree, cloud->at, leaf, 1};
    if (n)
        TRY(build(&b, 0, n));
    place(&tree, cloud->at);
    *out = tree;
    tree = (tdai_kdtree){0};
done:
    tdai_kdtree_clear(&tree);
    return st;
}

void tdai_kdtree_clear(tdai_kdtree *tree)
{
    tdai_free(tree->at);
    tdai_free(tree->id);
    tdai_free(tree->begin);
    tdai_free(tree->end);
    tdai_free(tree->right);
    tdai_free(tree->low);
    tdai_free(tree->high);
    *tree = (tdai_kdtree){0};
}
