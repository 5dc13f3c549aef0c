/* SPDX-License-Identifier: GPL-3.0-or-later */
/* neighbours.c - The k nearest neighbours of every point: their distance and distance to measure.
 *
 * The k-d tree is walked from the nearer child on, and the squared distances met are gathered
 * until there are k to spare; selection then keeps the k least and tells how far the search
 * still has to go. Above some fifteen dimensions boxes no longer separate points, and the tree
 * is a single leaf: the walk looks at all pairs. Distances are measured in a power of two that
 * keeps squares in range, so they come out right wherever they fit in a double. */
#include "filtration/private.h"
#include <math.h>
#include <string.h>

enum { LEAF = 32, FLAT_DIMENSION = 15, SPARE = 64, GRAIN = 64 };

typedef struct job {
    const tdai_kdtree *tree;
    tda_index k;
    bool mean; /* the distance to the measure, or that of the k-th neighbour */
    double *out;
} job;

typedef struct search {
    const tdai_kdtree *tree;
    tda_index k, room;
    tda_index size; /* of `square`; once k were found, its first k are the least */
    double *square; /* [room] */
    double bound;   /* no more than k neighbours are nearer */
    double *point;  /* [d] the centre of the search */
} search;

void tdai_select(double *value, tda_index n, tda_index k)
{
    uint64_t random = 1;
    tda_index begin = 0, end = n;
    while (end - begin > 1) {
        random = random * 6364136223846793005u + 1442695040888963407u;
        double pivot =
            value[begin + (tda_index)((random >> 33) % (uint64_t)(end - begin))];
        tda_index i = begin, j = end - 1;
        while (i <= j) {
            while (value[i] < pivot)
                i++;
            while (value[j] > pivot)
                j--;
            if (i <= j) {
                double swap = value[i];
                value[i++] = value[j];
                value[j--] = swap;
            }
        }
        if (k - 1 <= j)
            end = j + 1;
        else if (k - 1 >= i)
            begin = i;
        else
            return;
    }
}

static void keep_least(search *s)
{
    tdai_select(s->square, s->size, s->k);
    s->size = s->k;
    s->bound = s->square[s->k - 1];
}

/* The squared distance to a node's box: rounding never takes it past that to a point inside. */
static double to_box(const search *s, tda_index node)
{
    tda_index d = s->tree->dimension;
    const double *low = s->tree->low + node * d, *high = s->tree->high + node * d;
    double sum = 0;
    for (tda_index a = 0; a < d; a++) {
        double x = s->point[a];
        double gap = x < low[a] ? low[a] - x : x > high[a] ? x - high[a] : 0;
        sum += gap * gap;
    }
    return sum;
}

static void look_at_leaf(search *s, tda_index node)
{
    const tdai_kdtree *t = s->tree;
    for (tda_index i = t->begin[node]; i < t->end[node]; i += TDAI_LANES) {
        double square[TDAI_LANES] = {0};
        for (tda_index a = 0; a < t->dimension; a++) {
            const double *axis = t->at + a * t->stride + i;
            for (int l = 0; l < TDAI_LANES; l++) {
                double x = axis[l] - s->point[a];
                square[l] += x * x;
            }
        }
        for (tda_index l = 0; l < TDAI_LANES && i + l < t->end[node]; l++) {
            if (square[l] >= s->bound)
                continue;
            if (s->size == s->room)
                keep_least(s);
            s->square[s->size++] = square[l];
        }
    }
}

static void walk(search *s, tda_index node)
{
    const tdai_kdtree *t = s->tree;
    if (!t->right[node]) {
        look_at_leaf(s, node);
        if (s->size >= 2 * s->k || s->bound == INFINITY) {
            if (s->size >= s->k)
                keep_least(s);
        }
        return;
    }
    tda_index first = node + 1, second = t->right[node];
    double near = to_box(s, first), far = to_box(s, second);
    if (far < near) {
        tda_index swap = first;
        first = second;
        second = swap;
        double other = near;
        near = far;
        far = other;
    }
    if (near < s->bound)
        walk(s, first);
    if (far < s->bound)
        walk(s, second);
}

static double value_of(const search *s, bool mean)
{
    if (!mean)
        return ldexp(sqrt(s->bound), s->tree->exponent);
    double sum = 0, lost = 0; /* added with the rounding carried along */
    for (tda_index i = 0; i < s->k; i++) {
        double x = s->square[i], more = sum + x;
        lost += sum > x ? x - (more - sum) : sum - (more - x);
        sum = more;
    }
    return ldexp(sqrt((sum + lost) / (double)s->k), s->tree->exponent);
}

static tda_status body(void *arg, tda_index begin, tda_index end)
{
    tda_status st = TDA_OK;
    const job *j = arg;
    const tdai_kdtree *t = j->tree;
    search s = {.tree = t, .k = j->k};
    s.room = 2 * j->k + SPARE;
    s.square = tdai_alloc(s.room, sizeof *s.square);
    s.point = tdai_alloc(t->dimension, sizeof *s.point);
    if (!s.square || !s.point)
        st = TDA_ENOMEM;
    for (tda_index i = begin; i < end && st == TDA_OK; i++) {
        for (tda_index a = 0; a < t->dimension; a++)
            s.point[a] = t->at[a * t->stride + i];
        s.size = 0;
        s.bound = INFINITY;
        walk(&s, 0);
        keep_least(&s);
        j->out[t->id[i]] = value_of(&s, j->mean);
    }
    tdai_free(s.square);
    tdai_free(s.point);
    return st;
}

/* What both functions do, once k is known; n >= k >= 1. */
static tda_status neighbours(tda_ctx *ctx, double *out, const tda_cloud *cloud,
                             tda_index k, bool mean, const char *what)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_kdtree tree = {0};
    tda_index n = cloud->size;
    double *value = ARRAY(&tmp, double, n);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_kdtree_new(ctx, &tree, cloud, cloud->dimension > FLAT_DIMENSION ? n : LEAF,
                        tdai_cloud_exponent(cloud), what));
    job j = {&tree, k, mean, value};
    st = tdai_parallel(ctx, what, n, GRAIN, body, &j);
    if (st == TDA_ENOMEM)
        FAIL(TDA_ENOMEM, "%s: scratch memory ran out", what);
    TRY(st);
    for (tda_index i = 0; i < n; i++)
        if (isinf(value[i]))
            FAIL(TDA_EINVAL, "%s: infinite at point %lld; scale the points down", what,
                 (long long)i);
    memcpy(out, value, (size_t)n * sizeof *out);
done:
    tdai_kdtree_clear(&tree);
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_cloud_knn(tda_ctx *ctx, double *out, const tda_cloud *cloud, tda_index k)
{
    tda_status st = TDA_OK;
    TRY(tda_cloud_check(ctx, cloud));
    TRY(tdai_check_neighbours(ctx, k, cloud->size));
    if (cloud->size)
        TRY(neighbours(ctx, out, cloud, k, false, "distance to the k-th neighbour"));
done:
    return st;
}

tda_status tda_cloud_dtm(tda_ctx *ctx, double *out, const tda_cloud *cloud, double mass)
{
    tda_status st = TDA_OK;
    tda_index k;
    TRY(tda_cloud_check(ctx, cloud));
    TRY(tdai_check_mass(ctx, &k, mass, cloud->size));
    if (cloud->size)
        TRY(neighbours(ctx, out, cloud, k, true, "distance to measure"));
done:
    return st;
}
