/* SPDX-License-Identifier: GPL-3.0-or-later */
/* apparent.c - The pairs that stand next to each other, read off the complex.
 *
 * Where the last face of a cell has that cell as its first coface, the two are a pair: the cell's
 * column has this face as its pivot, and no column before it holds the face. Most pairs of a
 * filtration by values of points or pixels are such. Two walks over the cells by id find them,
 * each near in memory to what it needs; neither goes by value. */
#include "persistence/matrix.h"
#include <string.h>

enum {
    AHEAD = 12, /* cells, of what memory is asked for before it is used */
    POLL_MASK = 1023
};

static inline void ask_ahead(const tdai_filtration *s, const uint32_t *least, tda_index i)
{
    const tda_cells *c = s->cells;
    if (i + AHEAD >= c->size)
        return;
    tda_index end = c->start[i + AHEAD + 1], f = c->start[i + AHEAD];
    for (end = end < f + 4 ? end : f + 4; f < end; f++) {
        __builtin_prefetch(&s->number[c->face[f]]);
        __builtin_prefetch(&least[c->face[f]], 1);
    }
}

/* partner := the last face of each cell; least := the number of the first coface. */
static tda_status look(tdai_filtration *s, uint32_t *least)
{
    tda_status st = TDA_OK;
    const tda_cells *c = s->cells;
    for (tda_index i = 0; i < c->size; i++) {
        if (!(i & POLL_MASK))
            TRY(tdai_poll(s->ctx, "apparent pairs", i, 2 * c->size));
        uint32_t here = s->number[i], last = 0;
        ask_ahead(s, least, i);
        if (here == TDAI_NONE)
            continue;
        for (tda_index f = c->start[i]; f < c->start[i + 1]; f++) {
            tda_index face = c->face[f];
            if (s->number[face] >= last) {
                last = s->number[face];
                s->partner[i] = (uint32_t)face;
            }
            if (least[face] > here)
                least[face] = here;
        }
    }
done:
    return st;
}

tda_status tdai_filtration_apparent(tdai_filtration *s)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    const tda_cells *c = s->cells;
    uint32_t *least = ARRAY(&tmp, uint32_t, c->size);
    TRY(tdai_arena_status(s->ctx, &tmp));
    memset(least, 0xff, (size_t)c->size * sizeof *least);
    TRY(look(s, least));
    for (tda_index i = 0; i < c->size; i++) {
        if (!(i & POLL_MASK))
            TRY(tdai_poll(s->ctx, "apparent pairs", c->size + i, 2 * c->size));
        uint32_t face = s->partner[i];
        if (s->role[i] != TDAI_OPEN || face == TDAI_NONE)
            continue;
        if (least[face] == s->number[i])
            tdai_filtration_pair(s, face, (uint32_t)i);
    }
    for (tda_index i = 0; i < c->size; i++)
        if (s->role[i] == TDAI_OPEN)
            s->partner[i] = TDAI_NONE;
done:
    tdai_arena_free(&tmp);
    return st;
}
