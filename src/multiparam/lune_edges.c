/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lune_edges.c - Edges in order of length, without all of them at once.
 *
 * The range of lengths is cut into buckets, and the edges of each are counted. Then a band of
 * buckets is filled at a time, the lengths computed anew, as many as fit in a few million
 * edges; and each bucket is sorted by itself, which is small enough to stay in the cache. */
#include "multiparam/lune.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
    BUCKET = 1024,
    MOST_BUCKETS = 1 << 16,
    BAND = 1 << 22,
    BANDS = 8,
    RUN = 8,
    GRAIN = 16
};

static tda_index bucket_of(const tdai_lune_edges *e, double length)
{
    double x = length * e->scale;
    return x < (double)e->buckets ? (tda_index)x : e->buckets - 1;
}

/* Call for each edge of rank i as the higher (or, of a list, the lower) one. */
typedef void visit(tdai_lune_edges *e, tda_index i, tda_index j, double length);

static tda_status each_edge(tda_ctx *ctx, tdai_lune_edges *e, visit *call)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    const tdai_lune_points *p = e->points;
    tda_index n = p->size;
    double *length = ARRAY(&tmp, double, n);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < n; i++) {
        TRY(tdai_poll(ctx, "edges", e->done, e->edges));
        if (p->listed) {
            for (tda_index k = p->near.start[i]; k < p->near.start[i + 1]; k++)
                if (p->near.value[k] <= p->threshold)
                    call(e, i, p->near.head[k], p->near.value[k] + 0.0);
            continue;
        }
        tdai_lune_row(p, i, length);
        for (tda_index j = 0; j < i; j++)
            if (length[j] <= p->threshold)
                call(e, j, i, length[j]);
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

static void count_edge(tdai_lune_edges *e, tda_index i, tda_index j, double length)
{
    (void)i, (void)j;
    e->count[bucket_of(e, length)]++;
}

/* Edges of the band: next[b - first] is where the next one of bucket b goes. */
static void fill_edge(tdai_lune_edges *e, tda_index i, tda_index j, double length)
{
    tda_index b = bucket_of(e, length);
    if (b >= e->first && b < e->bucket)
        e->edge[e->next[b - e->first]++] =
            (tdai_lune_edge){length, (uint32_t)i, (uint32_t)j};
}

tda_status tdai_lune_edges_new(tda_ctx *ctx, tdai_lune_edges *out,
                               const tdai_lune_points *points)
{
    tda_status st = TDA_OK;
    tda_index n = points->size;
    tda_index pairs = points->listed ? points->near.edges : n * (n - 1) / 2;
    tdai_lune_edges e = {.points = points};
    e.buckets = pairs / BUCKET + 1;
    e.buckets = e.buckets < MOST_BUCKETS ? e.buckets : MOST_BUCKETS;
    e.scale = (double)e.buckets / points->threshold;
    if (!isfinite(e.scale)) { /* all lengths are as good as equal */
        e.scale = 0;
        e.buckets = 1;
    }
    e.count = ZEROS(&e.memory, tda_index, e.buckets);
    e.next = ARRAY(&e.memory, tda_index, e.buckets);
    TRY(tdai_arena_status(ctx, &e.memory));
    TRY(each_edge(ctx, &e, count_edge));
    tda_index largest = 0;
    for (tda_index b = 0; b < e.buckets; b++) {
        e.edges += e.count[b];
        largest = e.count[b] > largest ? e.count[b] : largest;
    }
    e.room = e.edges / BANDS > BAND ? e.edges / BANDS : BAND;
    e.room = e.edges < e.room ? e.edges : e.room;
    e.room = largest > e.room ? largest : e.room;
    e.room = points->bits ? e.room : e.edges; /* lists are made of all */
    char what[96];
    snprintf(what, sizeof what, "function-Rips: %lld edges at a time", (long long)e.room);
    TRY(tdai_budget(ctx, tdai_size_add(0, e.room + largest, sizeof *e.edge), what));
    e.edge = ARRAY(&e.memory, tdai_lune_edge, e.room);
    TRY(tdai_arena_status(ctx, &e.memory));
    *out = e;
    e = (tdai_lune_edges){0};
done:
    tdai_arena_free(&e.memory);
    return st;
}

void tdai_lune_edges_free(tdai_lune_edges *e)
{
    tdai_arena_free(&e->memory);
    *e = (tdai_lune_edges){0};
}

/* Sort by merging runs, spare [n] being the other place. */
static void sort(tdai_lune_edge *at, tda_index n, tdai_lune_edge *spare)
{
    for (tda_index begin = 0; begin < n; begin += RUN)
        for (tda_index i = begin + 1; i < begin + RUN && i < n; i++) {
            tdai_lune_edge e = at[i];
            tda_index j = i;
            for (; j > begin && tdai_lune_before(&e, &at[j - 1]); j--)
                at[j] = at[j - 1];
            at[j] = e;
        }
    tdai_lune_edge *from = at, *to = spare;
    for (tda_index run = RUN; run < n; run *= 2) {
        for (tda_index begin = 0; begin < n; begin += 2 * run) {
            tda_index i = begin, middle = begin + run < n ? begin + run : n, j = middle;
            tda_index end = middle + run < n ? middle + run : n;
            for (tda_index k = begin; k < end; k++) {
                bool left =
                    i < middle && (j == end || !tdai_lune_before(&from[j], &from[i]));
                to[k] = left ? from[i++] : from[j++];
            }
        }
        tdai_lune_edge *swap = from;
        from = to;
        to = swap;
    }
    if (from != at)
        memcpy(at, from, (size_t)n * sizeof *at);
}

/* Sort buckets first + begin .. first + end; after the filling next[] are their ends. */
static tda_status sort_buckets(void *arg, tda_index begin, tda_index end)
{
    const tdai_lune_edges *e = arg;
    tda_index largest = 0;
    for (tda_index b = begin; b < end; b++)
        if (e->count[e->first + b] > largest)
            largest = e->count[e->first + b];
    tdai_lune_edge *spare = tdai_alloc(largest, sizeof *spare);
    if (!spare)
        return TDA_ENOMEM;
    for (tda_index b = begin; b < end; b++)
        sort(e->edge + e->next[b] - e->count[e->first + b], e->count[e->first + b],
             spare);
    tdai_free(spare);
    return TDA_OK;
}

tda_status tdai_lune_edges_next(tda_ctx *ctx, tdai_lune_edges *e,
                                const tdai_lune_edge **edge, tda_index *size)
{
    tda_status st = TDA_OK;
    tda_index n = 0;
    e->done += e->size;
    e->first = e->bucket;
    while (e->bucket < e->buckets && n + e->count[e->bucket] <= e->room) {
        e->next[e->bucket - e->first] = n;
        n += e->count[e->bucket++];
    }
    if (n) {
        TRY(each_edge(ctx, e, fill_edge));
        TRY(tdai_parallel(ctx, "edges", e->bucket - e->first, GRAIN, sort_buckets, e));
    }
    e->size = n;
    *edge = e->edge;
    *size = n;
done:
    return st;
}
