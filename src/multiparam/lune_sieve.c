/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lune_sieve.c - Which edges of a batch change nothing, found by all threads at once.
 *
 * Lists know all edges, so any lune is to be had at any time. Rows of bits only know the edges before
 * the batch: what those of the batch may add to a lune is looked up in chains of them, one for
 * each point, and where it might matter the edge is left to be looked at in its turn. So the
 * answer never depends on the sieve. */
#include "multiparam/lune.h"
#include <string.h>

enum { GRAIN = 256 };

tda_status tdai_lune_sieve_new(tda_ctx *ctx, tdai_lune_sieve *out, tda_index n)
{
    tda_status st = TDA_OK;
    tdai_lune_sieve s = {0};
    s.verdict = ARRAY(&s.memory, unsigned char, TDAI_LUNE_BATCH);
    s.head = ARRAY(&s.memory, uint32_t, n);
    s.next = ARRAY(&s.memory, uint32_t, 2 * TDAI_LUNE_BATCH);
    TRY(tdai_arena_status(ctx, &s.memory));
    memset(s.head, 0xff, (size_t)n * sizeof *s.head);
    *out = s;
    s = (tdai_lune_sieve){0};
done:
    tdai_arena_free(&s.memory);
    return st;
}

void tdai_lune_sieve_free(tdai_lune_sieve *s)
{
    tdai_arena_free(&s->memory);
    *s = (tdai_lune_sieve){0};
}

/* Link 2 k belongs to the lower end of edge k of the batch, 2 k + 1 to the higher one. */
static uint32_t other_end(const tdai_lune_sieve *s, uint32_t link)
{
    return link % 2 ? s->edge[link / 2].u : s->edge[link / 2].v;
}

static bool bit(const tdai_lune_rows *r, uint32_t u, uint32_t w)
{
    return r->bit[(tda_index)u * r->words + w / 64] >> w % 64 & 1;
}

/* Were u and w joined before edge k of the batch? */
static bool joined(const tdai_lune_sieve *s, uint32_t u, uint32_t w, uint32_t k)
{
    if (bit(s->rows, u, w))
        return true;
    for (uint32_t l = s->head[u]; l != TDAI_NONE; l = s->next[l])
        if (l / 2 < k && other_end(s, l) == w)
            return true;
    return false;
}

/* Are the points that edges of the batch at u add to the lune with v joined to the first one,
 * and past it? */
static bool harmless(const tdai_lune_sieve *s, uint32_t u, uint32_t v, uint32_t k,
                     uint32_t first)
{
    for (uint32_t l = s->head[u]; l != TDAI_NONE; l = s->next[l]) {
        uint32_t w = other_end(s, l);
        if (l / 2 < k && joined(s, v, w, k) && (w < first || !bit(s->rows, first, w)))
            return false;
    }
    return true;
}

static tdai_lune_verdict by_bits(const tdai_lune_sieve *s, uint32_t k)
{
    const tdai_lune_rows *r = s->rows;
    uint32_t u = s->edge[k].u, v = s->edge[k].v;
    const uint64_t *a = r->bit + (tda_index)u * r->words;
    const uint64_t *b = r->bit + (tda_index)v * r->words;
    tda_index first = r->loops->common(a, b, r->words);
    if (first < 0 || first >= v)
        return TDAI_LUNE_OPEN;
    if (s->last == TDAI_NONE || s->last < v)
        return TDAI_LUNE_PAIRED;
    tda_index begin = first / 64;
    if (!harmless(s, u, v, k, (uint32_t)first) ||
        !harmless(s, v, u, k, (uint32_t)first) ||
        r->loops->escapes(a + begin, b + begin, r->bit + first * r->words + begin,
                          r->words - begin))
        return TDAI_LUNE_OPEN;
    return TDAI_LUNE_IDLE;
}

static tdai_lune_verdict by_lists(const tdai_lune_sieve *s, tdai_lune_rows *mine,
                                  uint32_t *other, uint32_t k)
{
    uint32_t u = s->edge[k].u, v = s->edge[k].v, at = s->at + k;
    uint32_t first = tdai_lune_first(mine, u, v, at);
    if (first == TDAI_NONE || first >= v)
        return TDAI_LUNE_OPEN;
    if (s->last == TDAI_NONE || s->last < v)
        return TDAI_LUNE_PAIRED;
    return tdai_lune_others(mine, u, v, at, first, TDAI_NONE, other) ? TDAI_LUNE_OPEN
                                                                     : TDAI_LUNE_IDLE;
}

static tda_status body(void *arg, tda_index begin, tda_index end)
{
    const tdai_lune_sieve *s = arg;
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_lune_rows mine = *s->rows;
    uint32_t *other = NULL;
    if (!mine.bit) {
        mine.common = ARRAY(&tmp, uint32_t, mine.size);
        other = ARRAY(&tmp, uint32_t, mine.size);
        TRY(tdai_arena_status(NULL, &tmp));
    }
    for (tda_index k = begin; k < end; k++)
        s->verdict[k] =
            (unsigned char)(mine.bit ? by_bits(s, (uint32_t)k)
                                     : by_lists(s, &mine, other, (uint32_t)k));
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tdai_lune_sieve_run(tda_ctx *ctx, tdai_lune_sieve *s,
                               const tdai_lune_rows *rows, const tdai_lune_edge *edge,
                               tda_index size, uint32_t at, uint32_t last)
{
    s->rows = rows;
    s->edge = edge;
    s->at = at;
    s->last = last;
    for (uint32_t l = 0; l < 2 * size; l++) {
        uint32_t *head = &s->head[l % 2 ? edge[l / 2].v : edge[l / 2].u];
        s->next[l] = *head;
        *head = l;
    }
    tda_status st = tdai_parallel(ctx, "lunes", size, GRAIN, body, s);
    for (tda_index k = 0; k < size; k++)
        s->head[edge[k].u] = s->head[edge[k].v] = TDAI_NONE;
    return st;
}
