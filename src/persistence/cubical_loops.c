/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cubical_loops.c - Degree 1 of an image of three axes: homology, by columns of edges.
 *
 * The columns are the squares without partner that open no bar of degree 2; the rows the edges
 * that close no bar of degree 0. The working column is a set of edges, a mask for each
 * pixel, and a heap of the pixels that have one, by rank. From the last pixel down: an edge with
 * a partner is replaced by the other three of this square, one of the same pixel and two of
 * earlier ones; what is left has none, and the last of it is the pivot, or another column's,
 * which is added. Stored columns are pixels and masks, the pivot's first, the others as they
 * come.
 *
 * The image is taken block by block, the squares of a block in the order of the sweep, so that all
 * but the heap works on memory that those before have just used. Where a square meets a pivot that a later one in the sweep has, it takes that
 * pivot, and the later one goes on from there: columns are only added to those of later
 * squares, and so the pivots are those of the sweep in order. */
#include "persistence/cubical_space.h"

enum { EDGES = 63, WAITS = 128, POLL_MASK = 1023, SIDE = 16 /* of a block */ };
#define NONE UINT32_MAX

/* A stored column: its entries end where those of the next begin. */
typedef struct column {
    uint64_t start : 56, square : 4, edge : 4; /* the square it is of, and the pivot */
    uint32_t pixel;                            /* of the square */
    uint32_t before; /* another column whose pivot is at the same pixel, or NONE */
} column;

typedef struct entry {
    uint32_t pixel, mask;
} entry;

typedef struct loops {
    tda_ctx *ctx;
    tdai_space *s;
    uint64_t *heap; /* rank << 32 | position, the greatest first */
    tda_index size, heap_room;
    uint32_t
        *last; /* [size of the grid] a column whose pivot is at this pixel, or NONE */
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
    /* beside the image, its values and voxels, and the entries that are copied */
    tda_index bytes = tdai_size_add(0, l->s->c->size, 8 + 8 + 8 + 4);
    tda_status st = tdai_budget(
        l->ctx, tdai_size_add(bytes, room + l->room, (tda_index)sizeof(entry)),
        "image diagram: columns");
    if (st != TDA_OK)
        return st;
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
    while (at != NONE && l->column[at].edge != (unsigned)edge)
        at = l->column[at].before;
    return at;
}

static tda_status add_column(loops *l, uint32_t number, unsigned *mask)
{
    const column *c = &l->column[number];
    tda_index i = (tda_index)c[0].start, end = (tda_index)c[1].start;
    tda_status st = room_in_heap(l, end - i);
    if (st != TDA_OK)
        return st;
    *mask ^= l->entry[i].mask;
    for (i++; i < end; i++)
        toggle(l, l->entry[i].pixel, l->entry[i].mask);
    l->additions++;
    return TDA_OK;
}

/* Store what is left of the column of a square, its pivot at q with it, and empty it. */
static tda_status store(loops *l, uint32_t p, unsigned square, tda_index q, unsigned mask)
{
    tda_status st = TDA_OK;
    TRY(room_for_column(l));
    TRY(room_for_entries(l, l->size + 1));
    l->entry[l->entries++] = (entry){(uint32_t)q, mask};
    for (tda_index i = 0; i < l->size; i++) {
        uint32_t at = (uint32_t)l->heap[i];
        unsigned edges = l->s->voxel[at].mask & EDGES;
        l->s->voxel[at].mask = 0;
        if (edges)
            l->entry[l->entries++] = (entry){at, edges};
    }
    l->size = 0;
    column *c = &l->column[l->columns];
    c->edge = (31U - (unsigned)__builtin_clz(mask)) & 7;
    c->square = square & 15;
    c->pixel = p;
    c->before = l->last[q];
    l->last[q] = (uint32_t)l->columns++;
    c[1].start = (uint64_t)l->entries & (((uint64_t)1 << 56) - 1);
done:
    return st;
}

/* Take a column out of those whose pivot is at q. */
static void unlink_column(loops *l, tda_index q, uint32_t number)
{
    uint32_t *at = &l->last[q];
    while (*at != number)
        at = &l->column[*at].before;
    *at = l->column[number].before;
}

/* Does the square come before that of a column? */
static bool before(const loops *l, uint32_t p, unsigned square, const column *c)
{
    uint32_t a = l->s->voxel[p].rank, b = l->s->voxel[c->pixel].rank;
    return a < b || (a == b && square < c->square);
}

/* Reduce the boundary of a square at p, or of the one that it drives from a pivot. */
static tda_status reduce(loops *l, uint32_t p, unsigned square)
{
    tda_status st = TDA_OK;
    int a = l->s->star->square[square][0], b = l->s->star->square[square][1];
    unsigned near = (1U << a | 1U << b) & l->s->voxel[p].edges;
    TRY(room_in_heap(l, 3));
    if (near)
        toggle(l, p, near);
    toggle_far_edges(l, p, a, b);
    while (l->size) {
        tda_index q = (tda_index)(pop(l) & UINT32_MAX);
        unsigned mask = l->s->voxel[q].mask & EDGES;
        l->s->voxel[q].mask = 0;
        if (!(++l->turns & POLL_MASK))
            TRY(tdai_poll(l->ctx, TDAI_IMAGE_STAGE, p, l->s->c->size));
        if (!mask)
            continue;
        TRY(room_in_heap(l, 2 * TDAI_DIRECTIONS));
        mask = follow_partners(l, q, mask);
        while (mask) {
            uint32_t taken = column_of(l, q, 31 - __builtin_clz(mask));
            if (taken == NONE)
                return store(l, p, square, q, mask);
            if (before(l, p, square, &l->column[taken])) {
                uint32_t later = taken;
                unlink_column(l, q, later);
                TRY(store(l, p, square, q, mask));
                p = l->column[later].pixel;
                square = l->column[later].square;
                mask = 0;
                TRY(add_column(l, later, &mask));
                taken = l->last[q];
            }
            TRY(add_column(l, taken, &mask));
        }
    }
    TRY(tdai_cubes_bar(l->ctx, l->s->c, 2, p, TDAI_NOWHERE));
done:
    return st;
}

/* The blocks of the image, and the pixels that have columns, block by block. */
typedef struct blocks {
    tda_index count[3];
    uint32_t *pixel;  /* in the order of the sweep within a block */
    tda_index *start; /* [blocks + 1] */
    tda_index blocks;
    tdai_arena memory;
} blocks;

static tda_index block_of(const tdai_cubes *c, const blocks *b, uint32_t p)
{
    uint32_t z = p / (uint32_t)c->step[0], rest = p - z * (uint32_t)c->step[0];
    uint32_t y = rest / (uint32_t)c->step[1], x = rest - y * (uint32_t)c->step[1];
    return ((tda_index)(z / SIDE) * b->count[1] + y / SIDE) * b->count[2] + x / SIDE;
}

static tda_status deal(tda_ctx *ctx, const tdai_space *s, blocks *b)
{
    tda_status st = TDA_OK;
    b->blocks = 1;
    for (int a = 0; a < 3; a++) {
        b->count[a] = (s->c->shape[a] + 1) / SIDE + 1;
        b->blocks *= b->count[a];
    }
    b->start = ZEROS(&b->memory, tda_index, b->blocks + 2);
    TRY(tdai_arena_status(ctx, &b->memory));
    tda_index *next = b->start + 1; /* shifted by one until filled */
    for (tda_index r = 1; r <= s->pixels; r++)
        if (s->critical_squares[r])
            next[block_of(s->c, b, s->at[r - 1]) + 1]++;
    for (tda_index i = 1; i <= b->blocks; i++)
        next[i] += next[i - 1];
    b->pixel = ARRAY(&b->memory, uint32_t, next[b->blocks]);
    TRY(tdai_arena_status(ctx, &b->memory));
    for (tda_index r = 1; r <= s->pixels; r++)
        if (s->critical_squares[r])
            b->pixel[next[block_of(s->c, b, s->at[r - 1])]++] = s->at[r - 1];
done:
    return st;
}

static tda_status reduce_all(loops *l)
{
    tda_status st = TDA_OK;
    const tdai_space *s = l->s;
    blocks b = {0};
    TRY(deal(l->ctx, s, &b));
    if (!s->wraps) {
        tdai_free(s->at);
        l->s->at = NULL;
    }
    for (tda_index i = 0; i < b.start[b.blocks]; i++) {
        uint32_t p = b.pixel[i];
        for (unsigned rest = s->critical_squares[s->voxel[p].rank]; rest;
             rest &= rest - 1)
            TRY(reduce(l, p, (unsigned)__builtin_ctz(rest)));
    }
done:
    tdai_arena_free(&b.memory);
    return st;
}

/* A bar for each pivot. */
static tda_status collect(loops *l)
{
    tda_status st = TDA_OK;
    for (tda_index q = 0; q < l->s->c->size; q++)
        for (uint32_t at = l->last[q]; at != NONE; at = l->column[at].before)
            TRY(tdai_cubes_bar(l->ctx, l->s->c, 1, q, l->column[at].pixel));
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
    tdai_free(l.entry);
    l.entry = NULL;
    TRY(collect(&l));
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
