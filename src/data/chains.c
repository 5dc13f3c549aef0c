/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chains.c - Chains as engines find them, put in the order of a diagram.
 *
 * An engine closes one chain after the other and notes its number with the bar. When the bars
 * have their final order, the chains of those that stayed are copied into it. The columns of
 * what the user gets are one block, which starts at `start`. */
#include "data/private.h"
#include <string.h>

/* Make *at, of items of `size` bytes, hold n + more of them. */
static tda_status reserve(tda_ctx *ctx, void **at, tda_index *most, tda_index n,
                          tda_index more, size_t size)
{
    if (more <= *most - n)
        return TDA_OK;
    tda_index room = *most + *most / 2 + more + 16;
    tda_status st =
        tdai_budget(ctx, tdai_size_add(0, room, (tda_index)size), "representatives");
    if (st)
        return st;
    void *grown = tdai_realloc(*at, room, size);
    if (!grown)
        return tdai_fail(ctx, TDA_ENOMEM, "no memory for %lld terms of representatives",
                         (long long)room);
    *at = grown;
    *most = room;
    return TDA_OK;
}

tda_status tdai_chains_term(tda_ctx *ctx, tdai_chains *c, const tda_index *at,
                            tda_index width, int coefficient)
{
    tda_status st = TDA_OK;
    void *coefficients = c->chains.coefficient, *entries = c->chains.at;
    st = reserve(ctx, &coefficients, &c->most_terms, c->terms, 1, sizeof coefficient);
    c->chains.coefficient = coefficients;
    TRY(st);
    st = reserve(ctx, &entries, &c->most_entries, c->entries, width, sizeof *at);
    c->chains.at = entries;
    TRY(st);
    c->chains.coefficient[c->terms++] = coefficient;
    for (tda_index k = 0; k < width; k++)
        c->chains.at[c->entries++] = at[k];
done:
    return st;
}

/* The start and place of a chain stand together, as start[2 i] and start[2 i + 1]: one array
 * to grow. */
tda_status tdai_chains_close(tda_ctx *ctx, tdai_chains *c, tda_index *number)
{
    tda_status st = TDA_OK;
    void *start = c->chains.start;
    st = reserve(ctx, &start, &c->most_chains, c->chains.size, 2, 2 * sizeof *number);
    c->chains.start = start;
    TRY(st);
    tda_index i = c->chains.size;
    if (i == 0)
        c->chains.start[0] = c->chains.start[1] = 0;
    c->chains.start[2 * i + 2] = c->terms;
    c->chains.start[2 * i + 3] = c->entries;
    *number = i;
    c->chains.size++;
done:
    return st;
}

static tda_status allocate(tda_ctx *ctx, tda_chains *out, tda_index size, tda_index terms,
                           tda_index entries)
{
    tda_index bytes = tdai_size_add(0, size + 1, 2 * sizeof(tda_index));
    bytes = tdai_size_add(bytes, entries, sizeof(tda_index));
    bytes = tdai_size_add(bytes, terms, sizeof(int));
    tda_index *block = tdai_alloc(bytes, 1);
    if (!block)
        return tdai_fail(ctx, TDA_ENOMEM, "representatives: no memory for %lld terms",
                         (long long)terms);
    *out = (tda_chains){.size = size,
                        .start = block,
                        .place = block + size + 1,
                        .at = block + 2 * (size + 1),
                        .coefficient = (int *)(block + 2 * (size + 1) + entries)};
    return TDA_OK;
}

tda_status tdai_chains_of_bars(tda_ctx *ctx, tda_chains *out, const tdai_chains *c,
                               const tdai_bar *bar, tda_index bars)
{
    tda_status st = TDA_OK;
    tda_chains r = {0};
    const tda_index *from = c->chains.start;
    tda_index terms = 0, entries = 0;
    for (tda_index b = 0; b < bars; b++) {
        const tda_index *f = from + 2 * bar[b].chain;
        terms += f[2] - f[0];
        entries += f[3] - f[1];
    }
    TRY(allocate(ctx, &r, bars, terms, entries));
    r.start[0] = r.place[0] = 0;
    for (tda_index b = 0; b < bars; b++) {
        const tda_index *f = from + 2 * bar[b].chain;
        r.start[b + 1] = r.start[b] + f[2] - f[0];
        r.place[b + 1] = r.place[b] + f[3] - f[1];
        if (f[2] > f[0])
            memcpy(r.coefficient + r.start[b], c->chains.coefficient + f[0],
                   (size_t)(f[2] - f[0]) * sizeof *r.coefficient);
        if (f[3] > f[1])
            memcpy(r.at + r.place[b], c->chains.at + f[1],
                   (size_t)(f[3] - f[1]) * sizeof *r.at);
    }
    *out = r;
done:
    return st;
}

void tdai_chains_free(tdai_chains *c)
{
    tdai_free(c->chains.start);
    tdai_free(c->chains.at);
    tdai_free(c->chains.coefficient);
    *c = (tdai_chains){0};
}

void tda_chains_clear(tda_chains *chains)
{
    tdai_free(chains->start); /* the start of the one block */
    *chains = (tda_chains){0};
}
