/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lune_rows.c - Who is joined to whom, as a row of bits for each point.
 *
 * A lune is what two rows have in common; what is left of it without a third row are the points
 * that the third point is not joined to. A point's own bit is set: no edge of which it is not
 * an end feels it, and it takes itself out with its row. */
#include "multiparam/lune.h"
#include <stdio.h>
#include <string.h>

tda_status tdai_lune_rows_new(tda_ctx *ctx, tdai_lune_rows *out,
                              const tdai_lune_points *points)
{
    tda_status st = TDA_OK;
    tda_index n = points->size;
    tdai_lune_rows r = {.points = points, .loops = tdai_lune_loops_here(), .size = n};
    r.words = (n + 255) / 256 * 4;
    tda_index bytes = tdai_size_add(0, tdai_size_add(0, n, r.words), 8);
    char what[96];
    snprintf(what, sizeof what, "function-Rips: a bit for each two of %lld points",
             (long long)n);
    TRY(tdai_budget(ctx, bytes, what));
    r.bit = ZEROS(&r.memory, uint64_t, tdai_size_add(0, n, r.words));
    r.lune = ARRAY(&r.memory, uint64_t, r.words);
    r.rest = ARRAY(&r.memory, uint64_t, r.words);
    TRY(tdai_arena_status(ctx, &r.memory));
    for (tda_index i = 0; i < n; i++)
        r.bit[i * r.words + i / 64] |= (uint64_t)1 << i % 64;
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
    row(r, u)[v / 64] |= (uint64_t)1 << v % 64;
    row(r, v)[u / 64] |= (uint64_t)1 << u % 64;
}

uint32_t tdai_lune_first(const tdai_lune_rows *r, uint32_t u, uint32_t v)
{
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

tda_index tdai_lune_others(tdai_lune_rows *r, uint32_t u, uint32_t v, uint32_t first,
                           uint32_t last, uint32_t *out)
{
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

uint32_t tdai_lune_first_before(const tdai_lune_rows *r, const tdai_lune_edge *e)
{
    const uint64_t *a = row(r, e->u), *b = row(r, e->v);
    for (tda_index k = 0; k < r->words; k++)
        for (uint64_t bits = a[k] & b[k]; bits; bits &= bits - 1) {
            uint32_t w = (uint32_t)(64 * k + __builtin_ctzll(bits));
            bool earlier = w != e->u && w != e->v;
            for (int end = 0; earlier && end < 2; end++) {
                uint32_t x = end ? e->v : e->u;
                tdai_lune_edge side = {tdai_lune_length(r->points, x, w), x < w ? x : w,
                                       x < w ? w : x};
                earlier = tdai_lune_before(&side, e);
            }
            if (earlier)
                return w;
        }
    return TDAI_NONE;
}
