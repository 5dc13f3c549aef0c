/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tiling.c - From spheres with few points inside to all cells of the rhomboid tiling.
 *
 * A cell stands for the spheres with given points on them and given ones inside. Its facets let go of
 * one point on the sphere, to either side. Dimension by dimension, downwards, facets are numbered
 * by a hash table. The least squared radius of a cell is that of the smallest sphere through its
 * points, if the points of its cofaces stay on their sides of that, and else the least of its
 * cofaces. A vertex, with no points on the sphere, has the least of its edges. */
#include "filtration/tiling.h"
#include <math.h>
#include <string.h>

static const char *const stage = "rhomboid tiling";
#define NONE UINT32_MAX
enum { BATCH = 1024 };

void tdai_tiling_clear(tdai_tiling *t)
{
    for (int m = 0; m < TDAI_RHOMBOIDS; m++) {
        tdai_rhombs *r = &t->of[m];
        tdai_free(r->on);
        tdai_free(r->start);
        tdai_free(r->in);
        tdai_free(r->face);
        tdai_free(r->value);
        tdai_free(r->table);
    }
    *t = (tdai_tiling){.dimension = -1};
}

static tda_status no_memory(tda_ctx *ctx, tda_index n)
{
    return tdai_fail(ctx, TDA_ENOMEM, "%s: no memory for %lld cells", stage,
                     (long long)n);
}

static tda_status grow(tda_ctx *ctx, void *array, tda_index n, size_t size)
{
    void *old, *new;
    memcpy(&old, array, sizeof old);
    new = tdai_realloc(old, n, size);
    if (!new)
        return no_memory(ctx, n);
    memcpy(array, &new, sizeof new);
    return TDA_OK;
}

static uint64_t mix(uint64_t x, uint64_t y)
{
    x = (x ^ y) * 0x9E3779B97F4A7C15u;
    return x ^ x >> 31;
}

static uint64_t hash(const uint32_t *on, int m, const uint32_t *in, tda_index inside)
{
    uint64_t x = 1;
    for (int i = 0; i < m; i++)
        x = mix(x, on[i]);
    x = mix(x, (uint64_t)1 << 40);
    for (tda_index i = 0; i < inside; i++)
        x = mix(x, in[i]);
    return x;
}

/* Place all cells into a table of twice as many slots. */
static tda_status rehash(tda_ctx *ctx, tdai_rhombs *r, int m)
{
    tda_status st = TDA_OK;
    tda_index slots = r->slots ? 2 * r->slots : 1024;
    TRY(grow(ctx, &r->table, slots, sizeof *r->table));
    r->slots = slots;
    memset(r->table, 0xff, (size_t)slots * sizeof *r->table);
    for (tda_index c = 0; c < r->count; c++) {
        uint64_t at =
            hash(r->on + c * m, m, r->in + r->start[c], r->start[c + 1] - r->start[c]);
        for (at &= (uint64_t)slots - 1; r->table[at] != NONE;)
            at = (at + 1) & ((uint64_t)slots - 1);
        r->table[at] = (uint32_t)c;
    }
done:
    return st;
}

static tda_status make_room(tda_ctx *ctx, tdai_rhombs *r, int m, tda_index inside)
{
    tda_status st = TDA_OK;
    if (r->count == r->room) {
        tda_index room = r->room ? 2 * r->room : 64;
        TRY(tdai_budget(ctx, tdai_size_add(0, room, 16 + 12 * m + 16), stage));
        TRY(grow(ctx, &r->on, room * m, sizeof *r->on));
        TRY(grow(ctx, &r->start, room + 1, sizeof *r->start));
        r->start[0] = 0;
        r->room = room;
    }
    if (r->inside + inside > r->inside_room) {
        tda_index room = 2 * r->inside_room + inside + 64;
        TRY(grow(ctx, &r->in, room, sizeof *r->in));
        r->inside_room = room;
    }
    if (2 * (r->count + 1) > r->slots)
        TRY(rehash(ctx, r, m));
    if (r->count >= NONE - 1)
        FAIL(TDA_ELIMIT, "%s: more than 4294967294 cells of dimension %d", stage, m);
done:
    return st;
}

/* *cell := the number of a cell of dimension m, a new one if there is none. */
static tda_status find(tda_ctx *ctx, tdai_rhombs *r, int m, const uint32_t *on,
                       const uint32_t *in, tda_index inside, uint32_t *cell)
{
    tda_status st = TDA_OK;
    TRY(make_room(ctx, r, m, inside));
    uint64_t mask = (uint64_t)r->slots - 1, at = hash(on, m, in, inside) & mask;
    for (; r->table[at] != NONE; at = (at + 1) & mask) {
        tda_index c = r->table[at];
        if (r->start[c + 1] - r->start[c] == inside &&
            (m == 0 || !memcmp(r->on + c * m, on, (size_t)m * sizeof *on)) &&
            (inside == 0 ||
             !memcmp(r->in + r->start[c], in, (size_t)inside * sizeof *in))) {
            *cell = (uint32_t)c;
            return TDA_OK;
        }
    }
    if (m > 0)
        memcpy(r->on + r->count * m, on, (size_t)m * sizeof *on);
    if (inside > 0)
        memcpy(r->in + r->inside, in, (size_t)inside * sizeof *in);
    r->inside += inside;
    *cell = r->table[at] = (uint32_t)r->count++;
    r->start[r->count] = r->inside;
done:
    return st;
}

/* The facets of the cells of dimension m, m at least 1. */
static tda_status find_facets(tda_ctx *ctx, tdai_tiling *t, int m, tda_index order)
{
    tda_status st = TDA_OK;
    tdai_rhombs *r = &t->of[m], *below = &t->of[m - 1];
    uint32_t on[TDAI_RHOMBOIDS], *in = tdai_alloc(order + 1, sizeof *in);
    r->face = tdai_alloc(tdai_size_add(0, r->count, 2 * m), sizeof *r->face);
    if (!in || !r->face) {
        st = no_memory(ctx, r->count);
        goto done;
    }
    for (tda_index c = 0; c < r->count; c++) {
        tda_index inside = r->start[c + 1] - r->start[c];
        uint32_t *face = r->face + c * 2 * m;
        TRY(tdai_poll(ctx, stage, c, r->count));
        for (int i = 0; i < m; i++) {
            uint32_t left = r->on[c * m + i];
            tda_index k = 0;
            for (int j = 0, to = 0; j < m; j++)
                if (j != i)
                    on[to++] = r->on[c * m + j];
            TRY(find(ctx, below, m - 1, on, r->in + r->start[c], inside, &face[i]));
            face[m + i] = NONE;
            if (inside + 1 >= order + (m == 1))
                continue;
            for (; k < inside && r->in[r->start[c] + k] < left; k++)
                in[k] = r->in[r->start[c] + k];
            in[k] = left;
            for (; k < inside; k++)
                in[k + 1] = r->in[r->start[c] + k];
            TRY(find(ctx, below, m - 1, on, in, inside + 1, &face[m + i]));
        }
    }
    tdai_free(r->table);
    r->table = NULL;
    r->slots = 0;
done:
    tdai_free(in);
    return st;
}

/* ---- radii ---- */

typedef struct radii {
    tda_ctx *ctx;
    const tdai_rhombs *r;
    int m, dimension;
    const double *at;
    uint8_t *gabriel; /* of the facets */
} radii;

/* Which facets of cells begin .. end-1 have a smallest sphere that leaves the point let go of on its
 * side? */
static tda_status look_at_sides(const radii *q, tda_index begin, tda_index end)
{
    tda_status st = TDA_OK;
    uint32_t row[BATCH * TDAI_RHOMBOIDS * TDAI_RHOMBOIDS] = {0};
    signed char side[BATCH * TDAI_RHOMBOIDS] = {0};
    const int m = q->m;
    tda_index rows = 0;
    for (tda_index c = begin; c < end; c++)
        for (int i = 0; i < m; i++, rows++) {
            uint32_t *to = row + rows * m;
            for (int j = 0; j < m; j++)
                if (j != i)
                    *to++ = q->r->on[c * m + j];
            *to = q->r->on[c * m + i];
        }
    TRY(tdai_sphere_sides(q->ctx, side, rows, m - 2, row, q->dimension, q->at));
    rows = 0;
    for (tda_index c = begin; c < end; c++) {
        const uint32_t *face = q->r->face + c * 2 * m;
        for (int i = 0; i < m; i++, rows++) {
            if (side[rows] < 0)
                q->gabriel[face[i]] = 0;
            if (side[rows] > 0 && face[m + i] != NONE)
                q->gabriel[face[m + i]] = 0;
        }
    }
done:
    return st;
}

/* The radii of the cells of dimension m from those of the cells above. */
static tda_status from_cofaces(tda_ctx *ctx, tdai_tiling *t, int m, int dimension,
                               const double *at)
{
    tda_status st = TDA_OK;
    tdai_rhombs *r = &t->of[m], *above = &t->of[m + 1];
    double own[BATCH];
    radii q = {ctx, above, m + 1, dimension, at, NULL};
    r->value = tdai_alloc(r->count, sizeof *r->value);
    q.gabriel = tdai_alloc(r->count, sizeof *q.gabriel);
    if (!r->value || !q.gabriel) {
        st = no_memory(ctx, r->count);
        goto done;
    }
    memset(q.gabriel, m > 0, (size_t)r->count);
    for (tda_index c = 0; c < r->count; c++)
        r->value[c] = INFINITY;
    for (tda_index c = 0; c < above->count; c++)
        for (int i = 0; i < 2 * m + 2; i++) {
            uint32_t f = above->face[c * (2 * m + 2) + i];
            if (f != NONE)
                r->value[f] = fmin(r->value[f], above->value[c]);
        }
    for (tda_index c = 0; c < above->count && m > 0; c += BATCH) {
        TRY(tdai_poll(ctx, stage, c, above->count));
        TRY(look_at_sides(&q, c, c + BATCH < above->count ? c + BATCH : above->count));
    }
    for (tda_index c = 0; c < r->count && m > 0; c += BATCH) {
        tda_index n = r->count - c < BATCH ? r->count - c : BATCH;
        TRY(tdai_poll(ctx, stage, c, r->count));
        TRY(tdai_spheres(ctx, own, n, m - 1, r->on + c * m, dimension, at));
        for (tda_index i = 0; i < n; i++)
            if (q.gabriel[c + i])
                r->value[c + i] = fmin(r->value[c + i], own[i]);
    }
done:
    tdai_free(q.gabriel);
    return st;
}

tda_status tdai_tiling_new(tda_ctx *ctx, tdai_tiling *t, tda_index n, int dimension,
                           const double *at, tda_index order)
{
    tda_status st = TDA_OK;
    tdai_rhomboids top = {0};
    *t = (tdai_tiling){.dimension = -1};
    if (n == 0)
        return TDA_OK;
    TRY(tdai_rhomboids_find(ctx, &top, n, dimension, at, order));
    t->dimension = top.dimension + 1;
    tdai_rhombs *r = &t->of[t->dimension];
    r->count = r->room = top.count;
    r->on = top.on;
    r->start = top.start;
    r->in = top.in;
    top = (tdai_rhomboids){0};
    for (int m = t->dimension; m > 0; m--)
        TRY(find_facets(ctx, t, m, order));
    r->value = tdai_alloc(r->count, sizeof *r->value);
    if (!r->value) {
        st = no_memory(ctx, r->count);
        goto done;
    }
    for (tda_index c = 0; c < r->count; c += BATCH) {
        tda_index some = r->count - c < BATCH ? r->count - c : BATCH;
        TRY(tdai_poll(ctx, stage, c, r->count));
        TRY(tdai_spheres(ctx, r->value + c, some, t->dimension - 1,
                         r->on + c * t->dimension, dimension, at));
    }
    for (int m = t->dimension - 1; m >= 0; m--)
        TRY(from_cofaces(ctx, t, m, dimension, at));
done:
    tdai_rhomboids_clear(&top);
    return st;
}
