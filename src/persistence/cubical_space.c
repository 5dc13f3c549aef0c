/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cubical_space.c - Diagrams of images of three axes: partners, and degrees 0 and 2.
 *
 * One pass in the order of the array finds the star of each pixel by comparing ranks and looks
 * up the partners in it. Steps from a pixel along the edge that is its partner lead to a pixel
 * without one, steps from an octant to an octant without one, or outside: two forests, as with
 * two axes. The edges and squares without partner, few, join these trees, in order and in
 * reverse: bars of degree 0 and 2. What is left goes to degree 1. */
#include "persistence/cubical_space.h"

enum { GRAIN = 64 /* rows */, POLL_MASK = 4095, AHEAD = 12 };

typedef struct sweep {
    tdai_space *s;
    uint32_t *pixel, *cube; /* [size + 1] parents; cubes stand at their first corner */
} sweep;

/* ---- the stars ---- */

static inline void find_star(const tdai_space *s, tda_index p, uint32_t r,
                             unsigned *edges, unsigned *squares, unsigned *octants)
{
    const tdai_voxel *v = s->voxel + p;
    const tda_index *off = s->off;
    unsigned e = 0, q = 0, o = 0;
    for (int i = 0; i < TDAI_DIRECTIONS; i++)
        e |= (unsigned)(v[off[i]].rank < r) << i;
    for (int k = 0; k < TDAI_SQUARES; k++) {
        int a = s->star->square[k][0], b = s->star->square[k][1];
        q |= (e >> a & e >> b & (unsigned)(v[off[a] + off[b]].rank < r)) << k;
    }
    for (int i = 0; i < 8; i++) {
        int x = i & 1, y = 2 | (i >> 1 & 1), z = 4 | (i >> 2 & 1);
        unsigned sides = q >> s->star->number[x][y] & q >> s->star->number[x][z] &
                         q >> s->star->number[y][z];
        o |= (sides & (unsigned)(v[off[x] + off[y] + off[z]].rank < r)) << i;
    }
    *edges = e;
    *squares = q;
    *octants = o;
}

/* Enter a pixel's star and the steps of its partners. */
static inline void enter(sweep *w, tda_index p, bool border)
{
    tdai_space *s = w->s;
    tdai_voxel *v = &s->voxel[p];
    unsigned edges, squares, octants;
    if (v->rank == s->voxel[s->c->size].rank) {
        w->pixel[p] = (uint32_t)s->c->size;
        return;
    }
    find_star(s, p, v->rank, &edges, &squares, &octants);
    squares &= ~(unsigned)s->star->used[octants];
    const tdai_tree *tree = &s->star->tree[squares];
    unsigned roots = edges & ~(unsigned)tree->edges, first = roots & (~roots + 1);
    w->pixel[p] = (uint32_t)(roots ? p + s->off[__builtin_ctz(roots)] : p);
    unsigned way = s->star->way[octants];
    for (unsigned rest = octants; rest; rest &= rest - 1) {
        int o = __builtin_ctz(rest), axis = way >> 2 * o & 3;
        tda_index from = p + s->corner[o];
        tda_index to = axis == TDAI_STAYS ? from : p + s->corner[o ^ 1 << axis];
        w->cube[border ? tdai_cubes_pixel(s->c, from) : from] = (uint32_t)to;
    }
    v->squares = (uint16_t)squares;
    v->edges = (uint8_t)(edges ^ first);
    s->critical_edges[v->rank] = (uint8_t)(roots ^ first);
    s->critical_squares[v->rank] = (uint16_t)(squares & ~(unsigned)tree->squares);
}

static tda_status sweep_rows(void *arg, tda_index begin, tda_index end)
{
    sweep *w = arg;
    const tdai_cubes *c = w->s->c;
    for (tda_index row = begin; row < end; row++) {
        tda_index y = row % c->shape[1], z = row / c->shape[1],
                  p = tdai_cubes_row(c, row);
        bool border = (c->periodic[1] && (y == 0 || y == c->shape[1] - 1)) ||
                      (c->periodic[0] && (z == 0 || z == c->shape[0] - 1));
        tda_index x = 0, width = c->shape[2], inner = width - c->periodic[2];
        for (; c->periodic[2] && x < 1; x++)
            enter(w, p, true);
        for (; x < inner; x++)
            enter(w, p + x, border);
        for (; x < width; x++)
            enter(w, p + x, true);
    }
    return TDA_OK;
}

/* ---- joining trees ---- */

static tda_status keep_loop(tda_ctx *ctx, tdai_space *s, uint64_t key)
{
    if (s->loops == s->loop_room) {
        tda_index room = 2 * s->loop_room + 256;
        uint64_t *loop = tdai_realloc(s->loop, room, sizeof *loop);
        if (!loop)
            return tdai_fail(ctx, TDA_ENOMEM, "image diagram: no memory for %lld loops",
                             (long long)room);
        s->loop = loop;
        s->loop_room = room;
    }
    s->loop[s->loops++] = key;
    return TDA_OK;
}

/* Ask for the parents about p. */
static inline void prefetch(const uint32_t *parent, uint32_t p, const tda_index *step)
{
    __builtin_prefetch(&parent[p]);
    __builtin_prefetch(&parent[p - step[1]]);
    __builtin_prefetch(&parent[p - step[0]]);
    __builtin_prefetch(&parent[p - step[0] - step[1]]);
}

static tda_status join_pixels(tda_ctx *ctx, sweep *w)
{
    tda_status st = TDA_OK;
    tdai_space *s = w->s;
    tda_index edges = 0;
    for (tda_index r = 1; r <= s->pixels; r++) {
        if (!(r & POLL_MASK))
            TRY(tdai_poll(ctx, TDAI_IMAGE_STAGE, r, s->pixels));
        if (r + AHEAD <= s->pixels && s->critical_edges[r + AHEAD])
            prefetch(w->pixel, s->at[r + AHEAD - 1], s->c->step);
        for (unsigned rest = s->critical_edges[r]; rest; rest &= rest - 1) {
            int i = __builtin_ctz(rest);
            uint32_t p = s->at[r - 1], x = tdai_root(w->pixel, p);
            uint32_t y = tdai_root(w->pixel, (uint32_t)(p + s->off[i]));
            edges++;
            if (x == y) {
                TRY(keep_loop(ctx, s, (uint64_t)p << 3 | (unsigned)i));
                continue;
            }
            uint32_t young = s->voxel[x].rank < s->voxel[y].rank ? y : x;
            w->pixel[young] = young == x ? y : x;
            s->voxel[p].edges &= (uint8_t) ~(1U << i);
            TRY(tdai_cubes_bar(ctx, s->c, 0, young, p));
        }
    }
    tdai_work(ctx, TDA_WORK_CELLS, edges);
done:
    return st;
}

static tda_status join_cubes(tda_ctx *ctx, sweep *w)
{
    tda_status st = TDA_OK;
    tdai_space *s = w->s;
    tda_index squares = 0;
    for (tda_index r = s->pixels; r >= 1; r--) {
        if (!(r & POLL_MASK))
            TRY(tdai_poll(ctx, TDAI_IMAGE_STAGE, s->pixels - r, s->pixels));
        if (r > AHEAD && s->critical_squares[r - AHEAD])
            prefetch(w->cube, s->at[r - AHEAD - 1], s->c->step);
        for (unsigned rest = s->critical_squares[r]; rest;) {
            int k = 31 - __builtin_clz(rest);
            uint32_t p = s->at[r - 1];
            const uint8_t *side = s->star->side[k];
            uint32_t x = tdai_root(w->cube, (uint32_t)(p + s->corner[side[0]]));
            uint32_t y = tdai_root(w->cube, (uint32_t)(p + s->corner[side[1]]));
            rest ^= 1U << k;
            squares++;
            if (x == y)
                continue;
            uint32_t young = s->voxel[x].rank < s->voxel[y].rank ? x : y;
            w->cube[young] = young == x ? y : x;
            s->critical_squares[r] &= (uint16_t) ~(1U << k);
            TRY(tdai_cubes_bar(ctx, s->c, 2, p, young));
        }
    }
    tdai_work(ctx, TDA_WORK_CELLS, squares);
done:
    return st;
}

/* What is a root still is never paired; of cubes only octants 7 are. */
static tda_status find_essential(tda_ctx *ctx, const sweep *w)
{
    tda_status st = TDA_OK;
    const tdai_cubes *c = w->s->c;
    tda_index rows = tdai_cubes_rows(c);
    for (tda_index row = 0; row < rows; row++) {
        tda_index p = tdai_cubes_row(c, row);
        TRY(tdai_poll(ctx, TDAI_IMAGE_STAGE, row, rows));
        for (tda_index end = p + c->shape[2]; p < end; p++) {
            if (w->pixel[p] == p)
                TRY(tdai_cubes_bar(ctx, w->s->c, 0, p, TDAI_NOWHERE));
            if (w->cube[p] == p)
                TRY(tdai_cubes_bar(ctx, w->s->c, 3, p, TDAI_NOWHERE));
        }
    }
done:
    return st;
}

/* ---- all of it ---- */

static void find_ranks(tdai_space *s)
{
    const tdai_cubes *c = s->c;
    for (tda_index p = 0; p <= c->size; p++)
        s->voxel[p] = (tdai_voxel){.rank = c->top ? 0 : UINT32_MAX};
    for (tda_index i = 0; i < s->pixels; i++)
        s->voxel[s->at[i]].rank = (uint32_t)(i + 1);
    tdai_cubes_wrap(c, s->voxel, sizeof *s->voxel);
}

tda_status tdai_cubes_space(tda_ctx *ctx, tdai_cubes *c)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0}, forests = {0};
    tdai_space s = {.c = c, .star = tdai_star_tables()};
    sweep w = {.s = &s};
    for (int a = 0; a < 3; a++) {
        s.wraps = s.wraps || c->periodic[a];
        s.off[2 * a] = -c->step[2 - a];
        s.off[2 * a + 1] = c->step[2 - a];
        for (int o = 0; o < 8; o++)
            s.corner[o] += o >> a & 1 ? 0 : -c->step[2 - a];
    }
    TRY(tdai_cubes_sort(ctx, c, &s.at, &s.pixels));
    s.voxel = ARRAY(&tmp, tdai_voxel, c->size + 1);
    s.critical_edges = ARRAY(&forests, uint8_t, s.pixels + 1);
    s.critical_squares = ARRAY(&tmp, uint16_t, s.pixels + 1);
    w.pixel = ARRAY(&forests, uint32_t, c->size + 1);
    w.cube = ARRAY(&forests, uint32_t, c->size + 1);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_arena_status(ctx, &forests));
    find_ranks(&s);
    tdai_cubes_plant(c, w.pixel, w.cube);
    TRY(tdai_parallel(ctx, TDAI_IMAGE_STAGE, tdai_cubes_rows(c), GRAIN, sweep_rows, &w));
    TRY(join_pixels(ctx, &w));
    TRY(join_cubes(ctx, &w));
    TRY(find_essential(ctx, &w));
    tdai_arena_free(&forests);
    if (c->last_degree >= 1)
        TRY(tdai_space_loops(ctx, &s));
done:
    tdai_free(s.loop);
    tdai_free(s.at);
    tdai_arena_free(&forests);
    tdai_arena_free(&tmp);
    return st;
}
