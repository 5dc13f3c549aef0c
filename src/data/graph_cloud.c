/* SPDX-License-Identifier: GPL-3.0-or-later */
/* graph_cloud.c - The rows of the neighbourhood graph of a cloud: who is near whom.
 *
 * A finite threshold in low dimension leaves most pairs unseen: points stand in the leaves of a
 * k-d tree, and a leaf is held against those whose boxes come near enough to its own. Their
 * points are met in the order of the tree and leave in that of their ids, by a set of bits with
 * a second one over its words. Otherwise the tree is one leaf, its points in their own order,
 * and a row is one pass over those past it. Either way a pair has the same length to the last
 * bit: the same squares are added in the same order. */
#include "core/wide.h"
#include "data/graph_rows.h"
#include <float.h>
#include <math.h>
#include <string.h>

enum {
    GRAIN = 16,
    RUN = 512,
    LEAF = 32,
    FLAT_DIMENSION = 15,
    FEW = 256,
    CHUNKS = 256,
    RADIUS_GRAIN = 256
};

double tdai_scaled_square(tda_scale scale, double square, int exponent)
{
    if (scale == TDA_SCALE_RADIUS_SQUARED)
        return ldexp(square, 2 * exponent - 2);
    double distance = sqrt(square);
    return tdai_scaled(scale, exponent ? ldexp(distance, exponent) : distance);
}

/* A squared distance, times 4^-exponent, past which tdai_scaled_square() passes the threshold. */
static double square_limit(const tdai_lengths *l, double t, int exponent)
{
    const double margin = 1 + 0x1p-40; /* much more than the rounding of either way */
    if (isinf(t))
        return INFINITY;
    if (l->scale == TDA_SCALE_RADIUS_SQUARED)
        return ldexp(t, 2 - 2 * exponent) * margin + DBL_MIN;
    t = ldexp(l->scale == TDA_SCALE_RADIUS ? 2 * t : t, -exponent);
    return t * t * margin + DBL_MIN;
}

WIDE static void squares(double *restrict out, const tdai_kdtree *t, tda_index i,
                         tda_index begin, tda_index size)
{
    memset(out, 0, (size_t)size * sizeof *out);
    for (tda_index a = 0; a < t->dimension; a++) {
        const double *restrict axis = t->at + a * t->stride + begin;
        double at = t->at[a * t->stride + i];
        for (tda_index j = 0; j < size; j++)
            out[j] += (axis[j] - at) * (axis[j] - at);
    }
}

/* Is the pair with this square, at most the limit, an edge? Then *length is its length. */
static bool is_edge(const tdai_rows *r, double square, double *length)
{
    *length = tdai_scaled_square(r->lengths->scale, square, r->points.exponent);
    return *length <= r->threshold;
}

/* ---- one leaf ---- */

static tda_status flat_rows(void *arg, tda_index begin, tda_index end)
{
    const tdai_rows *r = arg;
    tda_index n = r->points.size;
    double square[RUN], length;
    for (tda_index i = begin; i < end; i++) {
        tda_index at = r->count ? 0 : r->start[i];
        for (tda_index first = i + 1; first < n; first += RUN) {
            tda_index size = n - first < RUN ? n - first : RUN;
            squares(square, &r->points, i, first, size);
            for (tda_index k = 0; k < size; k++) {
                if (square[k] > r->limit || !is_edge(r, square[k], &length))
                    continue;
                if (!r->count) {
                    r->head[at] = first + k;
                    r->value[at] = length;
                }
                at++;
            }
        }
        if (r->count)
            r->count[i] = at;
    }
    return TDA_OK;
}

/* ---- many leaves ---- */

/* What one worker needs: the leaves near the one at hand, and a row as a set of points. */
typedef struct search {
    const tdai_rows *rows;
    tda_index *near, size;  /* [leaves] */
    uint64_t *set, *filled; /* [n / 64 + 1] points of the row; words of `set` not zero */
    double *length;         /* [n] of the points in the set */
} search;

/* The squared distance of two boxes: rounding never takes it past that of points inside. */
static double gap(const tdai_kdtree *t, tda_index a, tda_index b)
{
    tda_index d = t->dimension;
    double sum = 0;
    for (tda_index k = 0; k < d; k++) {
        double up = t->low[b * d + k] - t->high[a * d + k];
        double down = t->low[a * d + k] - t->high[b * d + k];
        double most = up > down ? up : down;
        sum += most > 0 ? most * most : 0;
    }
    return sum;
}

static void find_near(search *s, tda_index leaf, tda_index node)
{
    const tdai_kdtree *t = &s->rows->points;
    if (gap(t, leaf, node) > s->rows->limit)
        return;
    if (!t->right[node]) {
        s->near[s->size++] = node;
        return;
    }
    find_near(s, leaf, node + 1);
    find_near(s, leaf, t->right[node]);
}

/* Write the row out by ascending id, and leave the set empty. */
static void empty_set(search *s, tda_index at)
{
    tda_index words = s->rows->points.size / 64 + 1;
    for (tda_index f = 0; f <= words / 64; f++)
        for (; s->filled[f]; s->filled[f] &= s->filled[f] - 1) {
            tda_index word = f * 64 + __builtin_ctzll(s->filled[f]);
            for (; s->set[word]; s->set[word] &= s->set[word] - 1) {
                tda_index j = word * 64 + __builtin_ctzll(s->set[word]);
                s->rows->head[at] = j;
                s->rows->value[at++] = s->length[j];
            }
        }
}

/* The row of the point at place `at` of the tree, held against the leaves near it. */
static void search_row(search *s, tda_index at)
{
    const tdai_rows *r = s->rows;
    const tdai_kdtree *t = &r->points;
    tda_index i = t->id[at], found = 0;
    double square[LEAF], length;
    for (tda_index l = 0; l < s->size; l++) {
        tda_index begin = t->begin[s->near[l]], size = t->end[s->near[l]] - begin;
        squares(square, t, at, begin, size);
        int hit[LEAF], hits = 0; /* gathered without a branch: most points miss */
        for (tda_index k = 0; k < size; k++) {
            hit[hits] = (int)k;
            hits += (square[k] <= r->limit) & (t->id[begin + k] > i);
        }
        for (int h = 0; h < hits; h++) {
            tda_index j = t->id[begin + hit[h]];
            if (r->count && square[hit[h]] < r->sure) {
                found++;
                continue;
            }
            if (!is_edge(r, square[hit[h]], &length))
                continue;
            found++;
            if (r->count)
                continue;
            s->set[j / 64] |= (uint64_t)1 << j % 64;
            s->filled[j / 4096] |= (uint64_t)1 << j / 64 % 64;
            s->length[j] = length;
        }
    }
    if (r->count)
        r->count[i] = found;
    else
        empty_set(s, r->start[i]);
}

static tda_status tree_rows(void *arg, tda_index begin, tda_index end)
{
    tda_status st = TDA_OK;
    const tdai_rows *r = arg;
    tdai_arena tmp = {0};
    tda_index n = r->count ? 0 : r->points.size;
    search s = {.rows = r,
                .near = ARRAY(&tmp, tda_index, r->leaves),
                .set = ZEROS(&tmp, uint64_t, n / 64 + 1),
                .filled = ZEROS(&tmp, uint64_t, n / 4096 + 2),
                .length = ARRAY(&tmp, double, n)};
    TRY(tdai_arena_status(NULL, &tmp));
    for (tda_index l = begin; l < end; l++) {
        tda_index node = r->leaf[l];
        s.size = 0;
        find_near(&s, node, 0);
        for (tda_index at = r->points.begin[node]; at < r->points.end[node]; at++)
            search_row(&s, at);
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

/* ---- the enclosing radius ---- */

/* least [chunks]: of the points of each, the least square of a distance to the farthest point. */
typedef struct radius_job {
    const tdai_kdtree *points;
    double *least;
} radius_job;

/* A point is left as soon as some other is farther than all are from one before. */
static tda_status find_radius(void *arg, tda_index begin, tda_index end)
{
    const radius_job *job = arg;
    const tdai_kdtree *t = job->points;
    double square[RUN], least = INFINITY;
    for (tda_index i = begin; i < end; i++) {
        double most = 0;
        for (tda_index first = 0; first < t->size && most < least; first += RUN) {
            tda_index size = t->size - first < RUN ? t->size - first : RUN;
            squares(square, t, i, first, size);
            for (tda_index k = 0; k < size; k++)
                most = square[k] > most ? square[k] : most;
        }
        least = most < least ? most : least;
    }
    job->least[begin / RADIUS_GRAIN] = least;
    return TDA_OK;
}

/* Lengths are the same increasing function of the squares, so the radius is exact. */
static tda_status lower_threshold(tda_ctx *ctx, tdai_rows *rows)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    const tdai_kdtree *t = &rows->points;
    tda_index chunks = t->size / RADIUS_GRAIN + 1;
    radius_job job = {t, ARRAY(&tmp, double, chunks)};
    double least = INFINITY;
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < chunks; i++)
        job.least[i] = INFINITY;
    TRY(tdai_parallel(ctx, "enclosing radius", t->size, RADIUS_GRAIN, find_radius, &job));
    for (tda_index i = 0; i < chunks; i++)
        least = job.least[i] < least ? job.least[i] : least;
    rows->threshold = tdai_scaled_square(rows->lengths->scale, least, t->exponent);
done:
    tdai_arena_free(&tmp);
    return st;
}

/* ---- both ---- */

tda_status tdai_cloud_rows_open(tda_ctx *ctx, tdai_rows *rows)
{
    tda_status st = TDA_OK;
    const tdai_lengths *l = rows->lengths;
    tdai_kdtree *t = &rows->points;
    int exponent = tdai_cloud_exponent(l->cloud);
    bool flat =
        isinf(l->threshold) || l->size < FEW || l->cloud->dimension > FLAT_DIMENSION;
    TRY(tdai_kdtree_new(ctx, t, l->cloud, flat ? l->size : LEAF, exponent, "edges"));
    if (rows->cone && isinf(l->threshold))
        TRY(lower_threshold(ctx, rows));
    rows->limit = square_limit(l, rows->threshold, exponent);
    rows->sure = (rows->limit - DBL_MIN) * (1 - 0x1p-38) - DBL_MIN;
    rows->leaf = tdai_alloc(t->nodes, sizeof *rows->leaf);
    if (!rows->leaf)
        FAIL(TDA_ENOMEM, "edges: memory ran out");
    for (tda_index node = 0; node < t->nodes; node++)
        if (!t->right[node])
            rows->leaf[rows->leaves++] = node;
done:
    return st;
}

tda_status tdai_cloud_rows(tda_ctx *ctx, const tdai_rows *rows)
{
    if (rows->leaves <= 1)
        return tdai_parallel(ctx, "edges", rows->points.size, GRAIN, flat_rows,
                             (void *)rows);
    tda_index grain = rows->leaves / CHUNKS + 1;
    return tdai_parallel(ctx, "edges", rows->leaves, grain, tree_rows, (void *)rows);
}

void tdai_cloud_rows_close(tdai_rows *rows)
{
    tdai_kdtree_clear(&rows->points);
    tdai_free(rows->leaf);
    rows->leaf = NULL;
}
