/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cubical_loops.c - Degree 1 of an image of three axes: homology, by columns of edges.
 *
 * The columns are the squares without partner that open no bar of degree 2, in order; the rows
 * the edges that close no bar of degree 0. The working column is a set of edges, a mask for each
 * pixel, and a heap of the pixels that have one, by rank. From the last pixel down: an edge with
 * a partner is replaced by the other three of this square, one of the same pixel and two of
 * earlier ones; what is left has none, and the last of it is the pivot, or another column's,
 * which is added. Stored columns are pixels and masks, the pivot's first, the others as they
 * come. Columns are made of near pixels, so that all but the heap works on near memory. */
#include "persistence/cubical_space.h"

enum { EDGES = 63, WAITS = 128, POLL_MASK = 1023, AHEAD = 12 };
#define NONE UINT32_MAX

/* A stored column: its entries end where those of the next begin. */
typedef struct column {
    tda_index start;
    uint32_t
        before; /* the column stored before it whose pivot is at the same pixel, or NONE */
    int32_t edge; /* the pivot */
} column;

typedef struct entry {
    uint32_t pixel, mask;
} entry;

typedef struct loops {
    tda_ctx *ctx;
    const tdai_space *s;
    uint64_t *heap; /* rank << 32 | position, the greatest first */
    tda_index size, heap_room;
    uint32_t *last; /* [size of the grid] the last column whose pivot is at this pixel */
    column *column; /* [columns + 1] */
    tda_index columns, column_room;
    entry *entry;
    tda_index entries, room;
    int64_t additions, added, turns;
} loops;

/* ---- room ---- */

static tda_status no_memory(const loops *l)
{
    return tdai_fail(l->ctx, TDA_ENOMEM, "image diagram: no memory for %lld columns",
                     (long long)l->columns + 1);
}

/* Each turn of the reduction adds at most the 22 edges of two squares an edge, or one column. */
static tda_status room_in_heap(loops *l, tda_index more)
{
    if (l->size + more <= l->heap_room)
        return TDA_OK;
    tda_index room = 2 * l->heap_room + more + 256;
    uint64_t *heap = tdai_realloc(l->heap, room, sizeof *heap);
    if (!heap)
        return no_memory(l);
    l->heap = heap;
    l->heap_room = room;
    return TDA_OK;
}

static tda_status room_for_entries(loops *l, tda_index more)
{
    if (l->entries + more <= l->room)
        return TDA_OK;
    tda_index room = l->room + l->room / 2 + more + 4096;
    entry *at = tdai_realloc(l->entry, room, sizeof *at);
    if (!at)
        return no_memory(l);
    l->entry = at;
    l->room = room;
    return TDA_OK;
}

static tda_status room_for_column(loops *l)
{
    if (l->columns + 1 < l->column_room)
        return TDA_OK;
    tda_index room = 2 * l->column_room + 256;
    column *at = tdai_realloc(l->column, room, sizeof *at);
    if (!at)
        return no_memory(l);
    l->column = at;
    l->column_room = room;
    l->column[0].start = 0;
    return TDA_OK;
}

/* ---- the column ---- */

static inline void push(loops *l, uint64_t key)
{
    tda_index i = l->size++;
    for (; i > 0 && l->heap[(i - 1) / 4] < key; i = (i - 1) / 4)
        l->heap[i] = l->heap[(i - 1) / 4];
    l->heap[i] = key;
}

static inline uint64_t pop(loops *l)
{
    uint64_t top = l->heap[0], last = l->heap[--l->size];
    tda_index i = 0, n = l->size;
    for (tda_index k = 1; k < n; k = 4 * i + 1) {
        tda_index best = k, end = k + 4 < n ? k + 4 : n;
        for (tda_index j = k + 1; j < end; j++)
            best = l->heap[j] > l->heap[best] ? j : best;
        if (l->heap[best] <= last)
            break;
        l->heap[i] = l->heap[best];
        i = best;
    }
    l->heap[i] = last;
    return top;
}

static inline void toggle(loops *l, tda_index p, unsigned edges)
{
    tdai_voxel *v = &l->s->voxel[p];
    if (!(v->mask & WAITS))
        push(l, (uint64_t)v->rank << 32 | (uint64_t)p);
    v->mask = (uint8_t)((v->mask ^ edges) | WAITS);
    l->added++;
}

/* Toggle the edge from p along d if it is a row, at the last of its pixels. */
static inline void toggle_edge(loops *l, tda_index p, int d)
{
    tda_index q = p + l->s->off[d];
    const tdai_voxel *v = l->s->voxel;
    if (v[p].rank < v[q].rank) {
        p = q;
        d ^= 1;
    }
    if (l->s->wraps && v[p].rank) /* from the margin to the pixel itself */
        p = l->s->at[v[p].rank - 1];
    if (v[p].edges >> d & 1)
        toggle(l, p, 1U << d);
}

/* The two edges of a square at p that do not touch p. */
static inline void toggle_far_edges(loops *l, tda_index p, int a, int b)
{
    toggle_edge(l, p + l->s->off[a], b);
    toggle_edge(l, p + l->s->off[b], a);
}

/* Replace the edges of `mask` at p that have partners; returns those left. */
static inline unsigned follow_partners(loops *l, tda_index p, unsigned mask)
{
    const tdai_voxel *v = &l->s->voxel[p];
    const tdai_tree *t = &l->s->star->tree[v->squares];
    if (mask & t->edges) {
        uint32_t step = t->step;
        for (int i = 0; i < t->steps; i++, step >>= 6) {
            int edge = step & 7, to = step >> 3 & 7;
            if (!(mask >> edge & 1))
                continue;
            mask ^= 1U << edge | 1U << to;
            toggle_far_edges(l, p, edge, to);
        }
    }
    return mask & v->edges;
}

/* The column whose pivot is this edge at p, or NONE. */
static inline uint32_t column_of(const loops *l, tda_index p, int edge)
{
    uint32_t at = l->last[p];
    while (at != NONE && l->column[at].edge != edge)
        at = l->column[at].before;
    return at;
}

static tda_status add_column(loops *l, uint32_t number, unsigned *mask)
{
    const column *c = &l->column[number];
    tda_index i = c[0].start, end = c[1].start;
    tda_status st = room_in_heap(l, end - i);
    if (st != TDA_OK)
        return st;
    *mask ^= l->entry[i].mask;
    for (i++; i < end; i++)
        toggle(l, l->entry[i].pixel, l->entry[i].mask);
    l->additions++;
    return TDA_OK;
}

/* Store what is left of the column, its pivot at p with it, and empty it. */
static tda_status store(loops *l, tda_index p, unsigned mask)
{
    tda_status st = TDA_OK;
    TRY(room_for_column(l));
    TRY(room_for_entries(l, l->size + 1));
    l->entry[l->entries++] = (entry){(uint32_t)p, mask};
    for (tda_index i = 0; i < l->size; i++) {
        uint32_t q = (uint32_t)l->heap[i];
        unsigned edges = l->s->voxel[q].mask & EDGES;
        l->s->voxel[q].mask = 0;
        if (edges)
            l->entry[l->entries++] = (entry){q, edges};
    }
    l->size = 0;
    l->column[l->columns].edge = 31 - __builtin_clz(mask);
    l->column[l->columns].before = l->last[p];
    l->last[p] = (uint32_t)l->columns++;
    l->column[l->columns].start = l->entries;
done:
    return st;
}

/* Reduce the boundary of square k at p; *pivot := the pixel of its pivot, or NONE. */
static tda_status reduce(loops *l, tda_index p, int k, uint32_t *pivot)
{
    tda_status st = TDA_OK;
    int a = l->s->star->square[k][0], b = l->s->star->square[k][1];
    unsigned near = (1U << a | 1U << b) & l->s->voxel[p].edges;
    *pivot = NONE;
    TRY(room_in_heap(l, 3));
    if (near)
        toggle(l, p, near);
    toggle_far_edges(l, p, a, b);
    while (l->size) {
        tda_index q = (tda_index)(pop(l) & UINT32_MAX);
        unsigned mask = l->s->voxel[q].mask & EDGES;
        l->s->voxel[q].mask = 0;
        if (!(++l->turns & POLL_MASK))
            TRY(tdai_poll(l->ctx, TDAI_IMAGE_STAGE, l->s->voxel[p].rank, l->s->pixels));
        if (!mask)
            continue;
        TRY(room_in_heap(l, 2 * TDAI_DIRECTIONS));
        mask = follow_partners(l, q, mask);
        while (mask) {
            uint32_t taken = column_of(l, q, 31 - __builtin_clz(mask));
            if (taken == NONE) {
                *pivot = (uint32_t)q;
                return store(l, q, mask);
            }
            TRY(add_column(l, taken, &mask));
        }
    }
done:
    return st;
}

static tda_status reduce_all(loops *l)
{
    tda_status st = TDA_OK;
    const tdai_space *s = l->s;
    for (tda_index r = 1; r <= s->pixels; r++) {
        if (r + AHEAD <= s->pixels && s->critical_squares[r + AHEAD])
            tdai_space_prefetch(s, s->at[r + AHEAD - 1]);
        for (unsigned rest = s->critical_squares[r]; rest; rest &= rest - 1) {
            uint32_t pivot, p = s->at[r - 1];
            TRY(reduce(l, p, __builtin_ctz(rest), &pivot));
            if (pivot == NONE)
                TRY(tdai_cubes_bar(l->ctx, s->c, 2, p, TDAI_NOWHERE));
            else
                TRY(tdai_cubes_bar(l->ctx, s->c, 1, pivot, p));
        }
    }
done:
    return st;
}

tda_status tdai_space_loops(tda_ctx *ctx, tdai_space *s)
{
    tda_status st = TDA_OK;
    loops l = {.ctx = ctx, .s = s};
    l.last = tdai_alloc(s->c->size, sizeof *l.last);
    if (!l.last)
        TRY(no_memory(&l));
    for (tda_index p = 0; p < s->c->size; p++)
        l.last[p] = NONE;
    TRY(reduce_all(&l));
    for (tda_index i = 0; i < s->loops; i++) {
        tda_index p = (tda_index)(s->loop[i] >> 3);
        if (column_of(&l, p, s->loop[i] & 7) == NONE)
            TRY(tdai_cubes_bar(ctx, s->c, 1, p, TDAI_NOWHERE));
    }
    tdai_work(ctx, TDA_WORK_COLUMNS, l.additions);
    tdai_work(ctx, TDA_WORK_ENTRIES, l.added);
done:
    tdai_free(l.heap);
    tdai_free(l.last);
    tdai_free(l.column);
    tdai_free(l.entry);
    return st;
}
