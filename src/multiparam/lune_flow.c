/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lune_flow.c - Every edge as a sum of critical edges.
 *
 * An edge whose lune has a point that comes no later than its own ends is paired with the
 * triangle on the first such point: both have one grade, and the other two edges of the triangle
 * are earlier. So it may be replaced by those two, and they in turn, until all are critical. What
 * an edge comes to is kept for the next time; only edges that are asked for are looked at. */
#include "multiparam/lune.h"
#include <string.h>

enum { FIRST_ROOM = 1024 };

typedef struct lune_wait {
    uint32_t u, v, w; /* the edge, and the first point of its lune */
} lune_wait;

void tdai_lune_flow_free(tdai_lune_flow *f)
{
    tdai_free(f->key);
    tdai_free(f->start);
    tdai_free(f->length);
    tdai_free(f->entry);
    tdai_free(f->wait);
    *f = (tdai_lune_flow){0};
}

static uint64_t key_of(uint32_t u, uint32_t v)
{
    return u < v ? (uint64_t)u << 32 | v : (uint64_t)v << 32 | u; /* never 0 */
}

/* Where the key is, or the free place for it. */
static tda_index place_of(const tdai_lune_flow *f, uint64_t key)
{
    uint64_t mask = (uint64_t)f->room - 1;
    uint64_t i = (key * 0x9E3779B97F4A7C15u) >> 20 & mask;
    while (f->key[i] && f->key[i] != key)
        i = (i + 1) & mask;
    return (tda_index)i;
}

static tda_status no_memory(tda_ctx *ctx)
{
    return tdai_fail(ctx, TDA_ENOMEM, "function-Rips: no memory for flows of edges");
}

static tda_status more_places(tda_ctx *ctx, tdai_lune_flow *f)
{
    tda_status st = TDA_OK;
    tda_index room = f->room ? 2 * f->room : FIRST_ROOM;
    tdai_lune_flow g = {.room = room};
    TRY(tdai_budget(ctx, 20 * room, "function-Rips: flows of edges"));
    g.key = tdai_calloc(room, sizeof *g.key);
    g.start = tdai_alloc(room, sizeof *g.start);
    g.length = tdai_alloc(room, sizeof *g.length);
    if (!g.key || !g.start || !g.length) {
        st = no_memory(ctx);
        goto done;
    }
    for (tda_index i = 0; i < f->room; i++) {
        if (!f->key[i])
            continue;
        tda_index to = place_of(&g, f->key[i]);
        g.key[to] = f->key[i];
        g.start[to] = f->start[i];
        g.length[to] = f->length[i];
    }
    tda_index *start = f->start;
    uint64_t *key = f->key;
    uint32_t *length = f->length;
    f->key = g.key;
    f->start = g.start;
    f->length = g.length;
    f->room = room;
    g = (tdai_lune_flow){.key = key, .start = start, .length = length};
done:
    tdai_lune_flow_free(&g);
    return st;
}

/* Room for n more entries. */
static tda_status more_entries(tda_ctx *ctx, tdai_lune_flow *f, tda_index n)
{
    if (n <= f->most - f->entries)
        return TDA_OK;
    tda_index most = 2 * f->most + n + FIRST_ROOM;
    tda_status st = tdai_budget(ctx, most * (tda_index)sizeof *f->entry,
                                "function-Rips: flows of edges");
    uint32_t *entry = st ? NULL : tdai_realloc(f->entry, most, sizeof *entry);
    if (!entry)
        return st ? st : no_memory(ctx);
    f->entry = entry;
    f->most = most;
    return TDA_OK;
}

/* The key's flow is what stands in the next n entries. */
static tda_status insert(tda_ctx *ctx, tdai_lune_flow *f, uint64_t key, uint32_t n)
{
    if (f->used >= f->room / 2) {
        tda_status st = more_places(ctx, f);
        if (st)
            return st;
    }
    tda_index i = place_of(f, key);
    f->key[i] = key;
    f->start[i] = f->entries;
    f->length[i] = n;
    f->used++;
    f->entries += n;
    return TDA_OK;
}

tda_status tdai_lune_flow_critical(tda_ctx *ctx, tdai_lune_flow *f, uint32_t u,
                                   uint32_t v, uint32_t number)
{
    tda_status st = TDA_OK;
    TRY(more_entries(ctx, f, 1));
    f->entry[f->entries] = number;
    TRY(insert(ctx, f, key_of(u, v), 1));
done:
    return st;
}

/* The sum of two flows, as the next one. */
static tda_status combine(tda_ctx *ctx, tdai_lune_flow *f, uint64_t key, tda_index i,
                          tda_index j)
{
    tda_status st = TDA_OK;
    uint32_t n = f->length[i], m = f->length[j], size = 0;
    TRY(more_entries(ctx, f, (tda_index)n + m));
    const uint32_t *a = f->entry + f->start[i], *b = f->entry + f->start[j];
    uint32_t *out = f->entry + f->entries;
    const uint32_t *a_end = a + n, *b_end = b + m;
    while (a < a_end && b < b_end) {
        uint32_t x = *a, y = *b;
        out[size] = x < y ? x : y;
        size += x != y;
        a += x <= y;
        b += y <= x;
    }
    while (a < a_end)
        out[size++] = *a++;
    while (b < b_end)
        out[size++] = *b++;
    TRY(insert(ctx, f, key, size));
done:
    return st;
}

/* Put an edge on top of those that wait. */
static tda_status wait_for(tda_ctx *ctx, tdai_lune_flow *f, tda_index waiting, uint32_t u,
                           uint32_t v)
{
    if (waiting == f->waits) {
        tda_index waits = 2 * f->waits + 64;
        lune_wait *more = tdai_realloc(f->wait, waits, sizeof *more);
        if (!more)
            return no_memory(ctx);
        f->wait = more;
        f->waits = waits;
    }
    f->wait[waiting] = (lune_wait){u, v, tdai_lune_first_before(f->rows, u, v)};
    return TDA_OK;
}

tda_status tdai_lune_flow_of(tda_ctx *ctx, tdai_lune_flow *f, uint32_t u, uint32_t v,
                             const uint32_t **entry, uint32_t *size)
{
    tda_status st = TDA_OK;
    tda_index waiting = 0;
    if (!f->room)
        TRY(more_places(ctx, f));
    uint64_t key = key_of(u, v);
    if (!f->key[place_of(f, key)])
        TRY(wait_for(ctx, f, waiting++, u, v));
    while (waiting) {
        lune_wait e = f->wait[waiting - 1];
        tda_index i = place_of(f, key_of(e.u, e.w)), j = place_of(f, key_of(e.v, e.w));
        if (!f->key[i]) {
            TRY(wait_for(ctx, f, waiting++, e.u, e.w));
        } else if (!f->key[j]) {
            TRY(wait_for(ctx, f, waiting++, e.v, e.w));
        } else {
            TRY(combine(ctx, f, key_of(e.u, e.v), i, j));
            waiting--;
        }
    }
    tda_index i = place_of(f, key);
    *entry = f->entry + f->start[i];
    *size = f->length[i];
done:
    return st;
}
