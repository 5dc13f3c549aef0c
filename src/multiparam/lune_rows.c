/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lune_rows.c - Who is joined to whom, as a row of bits for each point (for lists of neighbours
 * instead see lune_lists.c).
 *
 * A lune is what two rows have in common; what is left of it without a third row are the points
 * that the third point is not joined to. A point's own bit is set: no edge of which it is not
 * an end feels it, and it takes itself out with its row. */
#include "multiparam/lune.h"
#include <stdio.h>
#include <string.h>

static tda_status new_bits(tda_ctx *ctx, tdai_lune_rows *r)
{
    tda_status st = TDA_OK;
    tda_index n = r->size;
    char what[96];
    r->words = (n + 255) / 256 * 4;
    snprintf(what, sizeof what, "function-Rips: a bit for each two of %lld points",
             (long long)n);
    TRY(tdai_budget(ctx, tdai_size_add(0, tdai_size_add(0, n, r->words), 8), what));
    r->bit = ZEROS(&r->memory, uint64_t, tdai_size_add(0, n, r->words) + 1);
    r->lune = ARRAY(&r->memory, uint64_t, r->words);
    r->rest = ARRAY(&r->memory, uint64_t, r->words);
    TRY(tdai_arena_status(ctx, &r->memory));
    for (tda_index i = 0; i < n; i++)
        r->bit[i * r->words + i / 64] |= (uint64_t)1 << i % 64;
done:
    return st;
}

tda_status tdai_lune_rows_new(tda_ctx *ctx, tdai_lune_rows *out,
                              const tdai_lune_points *points, const tdai_lune_edge *edge,
                              tda_index edges)
{
    tda_status st = TDA_OK;
    tdai_lune_rows r = {
        .points = points, .loops = tdai_lune_loops_here(), .size = points->size};
    TRY(edge ? tdai_lune_lists_new(ctx, &r, edge, edges) : new_bits(ctx, &r));
    *out = r;
    r = (tdai_lune_rows){0};
done:
    tdai_arena_free(&r.memory);
    return st;
}

void tdai_lune_rows_free(tdai_lune_rows *r)
{
    tdai_arena_free(&r->memory);
    *r = (tdai_lune_rows){0};
}

static uint64_t *row(const tdai_lune_rows *r, uint32_t u)
{
    return r->bit + (tda_index)u * r->words;
}

void tdai_lune_rows_join(tdai_lune_rows *r, uint32_t u, uint32_t v)
{
    if (!r->bit)
        return;
    row(r, u)[v / 64] |= (uint64_t)1 << v % 64;
    row(r, v)[u / 64] |= (uint64_t)1 << u % 64;
}

uint32_t tdai_lune_first(tdai_lune_rows *r, uint32_t u, uint32_t v, uint32_t at)
{
    if (!r->bit)
        return tdai_lune_lists_first(r, u, v, at);
    tda_index w = r->loops->common(row(r, u), row(r, v), r->words);
    return w < 0 ? TDAI_NONE : (uint32_t)w;
}

/* Is w joined to a point of the lune below it? */
static bool has_earlier(const tdai_lune_rows *r, uint32_t w)
{
    const uint64_t *mine = row(r, w);
    uint32_t last = w / 64;
    for (uint32_t k = 0; k < last; k++)
        if (mine[k] & r->lune[k])
            return true;
    return mine[last] & r->lune[last] & (((uint64_t)1 << w % 64) - 1);
}

tda_index tdai_lune_others(tdai_lune_rows *r, uint32_t u, uint32_t v, uint32_t at,
                           uint32_t first, uint32_t last, uint32_t *out)
{
    if (!r->bit)
        return tdai_lune_lists_others(r, at, last, out);
    tda_index found = 0, words = last / 64 + 1, begin = first / 64;
    const uint64_t *a = row(r, u), *b = row(r, v), *c = row(r, first);
    if (first >= last ||
        !r->loops->escapes(a + begin, b + begin, c + begin, words - begin))
        return 0;
    for (tda_index k = 0; k < words; k++) {
        r->lune[k] = a[k] & b[k];
        r->rest[k] = r->lune[k] & ~c[k];
    }
    for (tda_index k = begin; k < words; k++)
        while (r->rest[k]) {
            uint32_t w = (uint32_t)(64 * k + __builtin_ctzll(r->rest[k]));
            c = row(r, w);
            for (tda_index q = k; q < words; q++)
                r->rest[q] &= ~c[q];
            if (w <= last && !has_earlier(r, w))
                out[found++] = w;
        }
    return found;
}

static tdai_lune_edge edge_of(const tdai_lune_rows *r, uint32_t u, uint32_t v)
{
    return (tdai_lune_edge){tdai_lune_length(r->points, u, v), u < v ? u : v,
                            u < v ? v : u};
}

uint32_t tdai_lune_first_before(const tdai_lune_rows *r, uint32_t u, uint32_t v)
{
    if (!r->bit)
        return tdai_lune_lists_first_before(r, u, v);
    const uint64_t *a = row(r, u), *b = row(r, v);
    tdai_lune_edge e = edge_of(r, u, v);
    for (tda_index k = 0; k < r->words; k++)
        for (uint64_t bits = a[k] & b[k]; bits; bits &= bits - 1) {
            uint32_t w = (uint32_t)(64 * k + __builtin_ctzll(bits));
            if (w == u || w == v)
                continue;
            tdai_lune_edge side = edge_of(r, u, w);
            if (!tdai_lune_before(&side, &e))
                continue;
            side = edge_of(r, v, w);
            if (tdai_lune_before(&side, &e))
                return w;
        }
    return TDAI_NONE;
}
