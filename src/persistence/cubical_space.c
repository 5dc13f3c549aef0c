/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cubical_space.c - Diagrams of images of three axes: partners, and degrees 0 and 2.
 *
 * One pass in the order of the array finds the star of each pixel by comparing ranks and looks
 * up the partners in it. Steps from a pixel along the edge that is its partner lead to a pixel
 * without one, steps from an octant to an octant without one, or outside: two forests, as with
 * two axes. The edges and squares without partner, few, join these trees, in order and in
 * reverse: bars of degree 0 and 2. What is left goes to degree 1. */
#include "persistence/cubical_space.h"

enum { GRAIN = 64 /* rows */, POLL_MASK = 4095 };

typedef struct sweep {
    tdai_space *s;
    uint32_t *pixel, *cube; /* [size + 1] parents; cubes stand at their first corner */
} sweep;

/* ---- the stars ---- */

static inline void find_star(const tdai_space *s, tda_index p, uint32_t r,
                             unsigned *edges, unsigned *squares, unsigned *octants)
{
    const uint32_t *rank = s->rank + p;
    const tda_index *off = s->off;
    unsigned e = 0, q = 0, o = 0;
    for (int i = 0; i < TDAI_DIRECTIONS; i++)
        e |= (unsigned)(rank[off[i]] < r) << i;
    for (int k = 0; k < TDAI_SQUARES; k++) {
        int a = s->star->square[k][0], b = s->star->square[k][1];
        q |= (e >> a & e >> b & (unsigned)(rank[off[a] + off[b]] < r)) << k;
    }
    for (int i = 0; i < 8; i++) {
        int x = i & 1, y = 2 | (i >> 1 & 1), z = 4 | (i >> 2 & 1);
        unsigned sides = q >> s->star->number[x][y] & q >> s->star->number[x][z] &
                         q >> s->star->number[y][z];
        o |= (sides & (unsigned)(rank[off[x] + off[y] + off[z]] < r)) << i;
    }
    *edges = e;
    *squares = q;
    *octants = o;
}

/* Enter a pixel's star and the steps of its partners. */
static inline void enter(sweep *w, tda_index p, bool border)
{
    tdai_space *s = w->s;
    unsigned edges, squares, octants;
    uint32_t r = s->rank[p];
    if (r == s->rank[s->c->size]) {
        w->pixel[p] = (uint32_t)s->c->size;
        return;
    }
    find_star(s, p, r, &edges, &squares, &octants);
    squares &= ~(unsigned)s->star->used[octants];
    unsigned roots = edges & ~(unsigned)s->star->tree[squares].edges;
    w->pixel[p] = (uint32_t)(roots ? p + s->off[__builtin_ctz(roots)] : p);
    unsigned way = s->star->way[octants];
    for (unsigned rest = octants; rest; rest &= rest - 1) {
        int o = __builtin_ctz(rest), axis = way >> 2 * o & 3;
        tda_index from = p + s->corner[o];
        tda_index to = axis == TDAI_STAYS ? from : p + s->corner[o ^ 1 << axis];
        w->cube[border ? tdai_cubes_pixel(s->c, from) : from] = (uint32_t)to;
    }
    s->block[r] = (tdai_block){.at = (uint32_t)p,
                               .squares = (uint16_t)squares,
                               .edges = (uint8_t)(edges & ~(roots & -roots)),
                               .mask = (uint8_t)(roots & (roots - 1))};
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

static tda_status join_pixels(tda_ctx *ctx, sweep *w)
{
    tda_status st = TDA_OK;
    tdai_space *s = w->s;
    tda_index edges = 0;
    for (tda_index r = 1; r <= s->pixels; r++) {
        tdai_block *b = &s->block[r];
        if (!(r & POLL_MASK))
            TRY(tdai_poll(ctx, TDAI_IMAGE_STAGE, r, s->pixels));
        for (unsigned rest = b->mask; rest; rest &= rest - 1) {
            int i = __builtin_ctz(rest);
            uint32_t x = tdai_root(w->pixel, b->at);
            uint32_t y = tdai_root(w->pixel, (uint32_t)(b->at + s->off[i]));
            edges++;
            if (x == y) {
                TRY(keep_loop(ctx, s, (uint64_t)r << 3 | (unsigned)i));
                continue;
            }
            uint32_t young = s->rank[x] < s->rank[y] ? y : x;
            w->pixel[young] = young == x ? y : x;
            b->edges &= (uint8_t) ~(1U << i);
            TRY(tdai_cubes_bar(ctx, s->c, 0, young, b->at));
        }
        b->mask = 0;
    }
    for (tda_index r = 1; r <= s->pixels; r++)
        if (w->pixel[s->block[r].at] == s->block[r].at)
            TRY(tdai_cubes_bar(ctx, s->c, 0, s->block[r].at, TDAI_NOWHERE));
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
        tdai_block *b = &s->block[r];
        if (!(r & POLL_MASK))
            TRY(tdai_poll(ctx, TDAI_IMAGE_STAGE, s->pixels - r, s->pixels));
        unsigned rest = b->squares & ~(unsigned)s->star->tree[b->squares].squares;
        while (rest) {
            int k = 31 - __builtin_clz(rest);
            rest ^= 1U << k;
            squares++;
            const uint8_t *side = s->star->side[k];
            uint32_t x = tdai_root(w->cube, (uint32_t)(b->at + s->corner[side[0]]));
            uint32_t y = tdai_root(w->cube, (uint32_t)(b->at + s->corner[side[1]]));
            if (x == y)
                continue;
            uint32_t young = s->rank[x] < s->rank[y] ? x : y;
            w->cube[young] = young == x ? y : x;
            b->squares &= (uint16_t) ~(1U << k);
            TRY(tdai_cubes_bar(ctx, s->c, 2, b->at, young));
        }
    }
    for (tda_index r = 1; r <= s->pixels; r++) /* a cube that is a root is octant 7 */
        if (w->cube[s->block[r].at] == s->block[r].at)
            TRY(tdai_cubes_bar(ctx, s->c, 3, s->block[r].at, TDAI_NOWHERE));
    tdai_work(ctx, TDA_WORK_CELLS, squares);
done:
    return st;
}

/* ---- all of it ---- */

static tda_status find_ranks(tda_ctx *ctx, tdai_space *s)
{
    tda_status st = TDA_OK;
    const tdai_cubes *c = s->c;
    uint32_t *at = NULL;
    TRY(tdai_cubes_sort(ctx, c, &at, &s->pixels));
    for (tda_index p = 0; p <= c->size; p++)
        s->rank[p] = c->top ? 0 : UINT32_MAX;
    for (tda_index i = 0; i < s->pixels; i++)
        s->rank[at[i]] = (uint32_t)(i + 1);
    tdai_cubes_wrap(c, s->rank, sizeof *s->rank);
done:
    tdai_free(at);
    return st;
}

tda_status tdai_cubes_space(tda_ctx *ctx, tdai_cubes *c)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0}, forests = {0};
    tdai_space s = {.c = c, .star = tdai_star_tables()};
    sweep w = {.s = &s};
    for (int a = 0; a < 3; a++) {
        s.off[2 * a] = -c->step[2 - a];
        s.off[2 * a + 1] = c->step[2 - a];
        for (int o = 0; o < 8; o++)
            s.corner[o] += o >> a & 1 ? 0 : -c->step[2 - a];
    }
    s.rank = ARRAY(&tmp, uint32_t, c->size + 1);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(find_ranks(ctx, &s));
    s.block = ARRAY(&tmp, tdai_block, s.pixels + 1);
    w.pixel = ARRAY(&forests, uint32_t, c->size + 1);
    w.cube = ARRAY(&forests, uint32_t, c->size + 1);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_arena_status(ctx, &forests));
    s.block[0] = (tdai_block){0};
    tdai_cubes_plant(c, w.pixel, w.cube);
    TRY(tdai_parallel(ctx, TDAI_IMAGE_STAGE, tdai_cubes_rows(c), GRAIN, sweep_rows, &w));
    TRY(join_pixels(ctx, &w));
    TRY(join_cubes(ctx, &w));
    tdai_arena_free(&forests);
    if (c->last_degree >= 1)
        TRY(tdai_space_loops(ctx, &s));
done:
    tdai_free(s.loop);
    tdai_arena_free(&forests);
    tdai_arena_free(&tmp);
    return st;
}
