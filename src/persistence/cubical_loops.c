/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cubical_loops.c - Degree 1 of an image of three axes: homology, by columns of edges.
 *
 * The columns are the squares without partner that open no bar of degree 2, in order; the rows
 * the edges that close no bar of degree 0. The working column is a set of edges, kept as a mask
 * for each pixel, the pixels with a mask as bits of a tree of words of 64. From the last pixel
 * down: an edge with a partner is replaced by the other three of this square, one of the same
 * pixel and two of earlier ones; what is left has none, and the last of it is the pivot, or
 * another column's, which is added. Only columns that have been reduced are stored, as pixels
 * and masks. */
#include "persistence/cubical_map.h"
#include "persistence/cubical_space.h"
#include <string.h>

enum { LEVELS = 6, POLL_MASK = 1023 };

typedef struct loops {
    tda_ctx *ctx;
    const tdai_space *s;
    uint64_t *level
        [LEVELS]; /* bit i: word i of the level below is not 0; of level 0: pixel i */
    int top;      /* the last level, one word */
    tdai_map pivots;
    uint32_t *pixel; /* stored columns, the pivot's pixel first */
    uint8_t *mask;
    tda_index entries, room;
    tda_index *start; /* [columns + 1] */
    tda_index columns, column_room;
    int64_t additions, added, turns;
} loops;

/* ---- the set of pixels ---- */

static inline void insert(loops *l, uint32_t r)
{
    for (int k = 0; k <= l->top; k++) {
        uint64_t *word = &l->level[k][r >> 6], before = *word;
        *word = before | (uint64_t)1 << (r & 63);
        if (before)
            return;
        r >>= 6;
    }
}

static inline void take_out(loops *l, uint32_t r)
{
    for (int k = 0; k <= l->top; k++) {
        uint64_t *word = &l->level[k][r >> 6];
        *word &= ~((uint64_t)1 << (r & 63));
        if (*word)
            return;
        r >>= 6;
    }
}

/* The greatest that is at most r; 0, which is no pixel, where there is none. */
static inline uint32_t last_up_to(const loops *l, uint32_t r)
{
    uint64_t word = l->level[0][r >> 6] & (~(uint64_t)0 >> (63 - (r & 63)));
    int k = 0;
    while (!word) {
        if (++k > l->top)
            return 0;
        r >>= 6;
        word = l->level[k][r >> 6] & (((uint64_t)1 << (r & 63)) - 1);
    }
    r = (r & ~(uint32_t)63) | (uint32_t)(63 - __builtin_clzll(word));
    while (k-- > 0)
        r = r << 6 | (uint32_t)(63 - __builtin_clzll(l->level[k][r]));
    return r;
}

/* ---- the column ---- */

static inline void toggle(loops *l, uint32_t r, int edge)
{
    tdai_block *b = &l->s->block[r];
    unsigned bit = b->edges & 1U << edge;
    if (!bit)
        return;
    b->mask ^= (uint8_t)bit;
    insert(l, r);
    l->added++;
}

/* The two edges of a square at p that do not touch p. */
static inline void toggle_far_edges(loops *l, tda_index p, int a, int b)
{
    const uint32_t *rank = l->s->rank + p;
    const tda_index *off = l->s->off;
    uint32_t at_a = rank[off[a]], at_b = rank[off[b]], far = rank[off[a] + off[b]];
    if (at_a > far)
        toggle(l, at_a, b);
    else
        toggle(l, far, b ^ 1);
    if (at_b > far)
        toggle(l, at_b, a);
    else
        toggle(l, far, a ^ 1);
}

/* Replace the edges in `mask` that have partners at pixel r; returns those left. */
static inline unsigned follow_partners(loops *l, const tdai_block *b, unsigned mask)
{
    const tdai_tree *t = &l->s->star->tree[b->squares];
    if (mask & t->edges) {
        uint32_t step = t->step;
        for (int i = 0; i < t->steps; i++, step >>= 6) {
            int edge = step & 7, to = step >> 3 & 7;
            if (!(mask >> edge & 1))
                continue;
            mask ^= 1U << edge | 1U << to;
            toggle_far_edges(l, b->at, edge, to);
        }
    }
    return mask & b->edges;
}

static void add_column(loops *l, uint32_t column, unsigned *mask)
{
    tda_index i = l->start[column], end = l->start[column + 1];
    *mask ^= l->mask[i];
    l->added += end - i;
    l->additions++;
    for (i++; i < end; i++) {
        l->s->block[l->pixel[i]].mask ^= l->mask[i];
        insert(l, l->pixel[i]);
    }
}

static tda_status make_room(loops *l)
{
    tda_index room = l->room + l->room / 2 + 4096;
    uint32_t *pixel = tdai_realloc(l->pixel, room, sizeof *pixel);
    l->pixel = pixel ? pixel : l->pixel;
    uint8_t *mask = pixel ? tdai_realloc(l->mask, room, sizeof *mask) : NULL;
    if (!mask)
        return tdai_fail(l->ctx, TDA_ENOMEM, "image diagram: no memory for columns");
    l->mask = mask;
    l->room = room;
    return TDA_OK;
}

/* Store what is left of the column, from its pivot at pixel r down, and empty it. */
static tda_status store(loops *l, uint32_t r, unsigned mask)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = l->ctx;
    if (l->columns + 1 >= l->column_room) {
        tda_index room = 2 * l->column_room + 64;
        tda_index *start = tdai_realloc(l->start, room, sizeof *start);
        if (!start)
            FAIL(TDA_ENOMEM, "image diagram: no memory for %lld columns",
                 (long long)room);
        l->start = start;
        l->column_room = room;
        start[0] = 0;
    }
    while (r) {
        if (mask) {
            if (l->entries == l->room)
                TRY(make_room(l));
            l->pixel[l->entries] = r;
            l->mask[l->entries++] = (uint8_t)mask;
        }
        take_out(l, r);
        r = last_up_to(l, r);
        mask = l->s->block[r].mask;
        l->s->block[r].mask = 0;
    }
    l->start[++l->columns] = l->entries;
done:
    return st;
}

/* Reduce the boundary of square k of pixel r; *pivot := rank << 3 | edge, or 0. */
static tda_status reduce(loops *l, uint32_t r, int k, uint64_t *pivot)
{
    tda_status st = TDA_OK;
    int a = l->s->star->square[k][0], b = l->s->star->square[k][1];
    *pivot = 0;
    toggle(l, r, a);
    toggle(l, r, b);
    toggle_far_edges(l, l->s->block[r].at, a, b);
    while ((r = last_up_to(l, r))) {
        tdai_block *block = &l->s->block[r];
        unsigned mask = follow_partners(l, block, block->mask);
        uint32_t column;
        block->mask = 0;
        if (!(++l->turns & POLL_MASK))
            TRY(tdai_poll(l->ctx, TDAI_IMAGE_STAGE, r, l->s->pixels));
        while (mask) {
            uint64_t key = (uint64_t)r << 3 | (unsigned)(31 - __builtin_clz(mask));
            if (!tdai_map_get(&l->pivots, key, &column)) {
                *pivot = key;
                TRY(store(l, r, mask));
                return TDA_OK;
            }
            add_column(l, column, &mask);
        }
        take_out(l, r);
    }
done:
    return st;
}

static tda_status reduce_all(loops *l)
{
    tda_status st = TDA_OK;
    const tdai_space *s = l->s;
    for (uint32_t r = 1; r <= s->pixels; r++) {
        const tdai_block *b = &s->block[r];
        unsigned rest = b->squares & ~(unsigned)s->star->tree[b->squares].squares;
        if (rest)
            TRY(tdai_poll(l->ctx, TDAI_IMAGE_STAGE, r, s->pixels));
        for (; rest; rest &= rest - 1) {
            uint64_t pivot;
            TRY(reduce(l, r, __builtin_ctz(rest), &pivot));
            if (!pivot) {
                TRY(tdai_cubes_bar(l->ctx, s->c, 2, b->at, TDAI_NOWHERE));
                continue;
            }
            TRY(tdai_map_put(l->ctx, &l->pivots, pivot, (uint32_t)(l->columns - 1)));
            TRY(tdai_cubes_bar(l->ctx, s->c, 1, s->block[pivot >> 3].at, b->at));
        }
    }
done:
    return st;
}

tda_status tdai_space_loops(tda_ctx *ctx, tdai_space *s)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    loops l = {.ctx = ctx, .s = s};
    tda_index words = s->pixels + 1;
    for (int k = 0; k < LEVELS; k++) {
        words = (words + 63) / 64;
        l.level[k] = ZEROS(&tmp, uint64_t, words);
        l.top = k;
        if (words == 1)
            break;
    }
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(reduce_all(&l));
    for (tda_index i = 0; i < s->loops; i++) {
        uint32_t column;
        if (!tdai_map_get(&l.pivots, s->loop[i], &column))
            TRY(tdai_cubes_bar(ctx, s->c, 1, s->block[s->loop[i] >> 3].at, TDAI_NOWHERE));
    }
    tdai_work(ctx, TDA_WORK_COLUMNS, l.additions);
    tdai_work(ctx, TDA_WORK_ENTRIES, l.added);
done:
    tdai_map_clear(&l.pivots);
    tdai_free(l.pixel);
    tdai_free(l.mask);
    tdai_free(l.start);
    tdai_arena_free(&tmp);
    return st;
}
