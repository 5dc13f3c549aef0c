/* SPDX-License-Identifier: GPL-3.0-or-later */
/* forest_join.c - The keys of a minimum spanning forest as edges come in any order.
 *
 * Each vertex hangs from another one from some key on, and these keys do not fall on the way to
 * the root; vertices are joined by edges up to a key when the ways from them that stay at or below
 * it end at one vertex. A new edge joins the ends of two such ways. If the vertex that comes to hang
 * from the other hung elsewhere from a later key on, what was joined there is now joined to the
 * other too: that is a new edge of the later key, and so on until a root is met or both ways
 * end at one vertex, which closes a cycle: the key at hand then is the greatest of it. Which vertex
 * hangs from which is decided by a hash of their numbers, so that ways are short. No path of the
 * forest itself is kept, and so nothing is rotated: an insertion reads some ten places. */
#include "multiparam/forest.h"

tda_status tdai_forest_new(tda_ctx *ctx, tdai_forest *out, tda_index vertices)
{
    tda_status st = TDA_OK;
    tdai_forest f = {0};
    f.node = ARRAY(&f.memory, tdai_forest_node, vertices);
    TRY(tdai_arena_status(ctx, &f.memory));
    for (tda_index i = 0; i < vertices; i++)
        f.node[i] = (tdai_forest_node){TDAI_NO_KEY, TDAI_NONE};
    *out = f;
    f = (tdai_forest){0};
done:
    tdai_forest_free(&f);
    return st;
}

void tdai_forest_free(tdai_forest *f)
{
    tdai_arena_free(&f->memory);
    *f = (tdai_forest){0};
}

static uint64_t priority(uint32_t v)
{
    uint64_t x = ((uint64_t)v + 1) * 0x9E3779B97F4A7C15u;
    x = (x ^ x >> 32) * 0xD6E8FEB86659FD93u;
    return x ^ x >> 32; /* each step is a bijection: no two are equal */
}

/* Both ways end here or further up; a root has TDAI_NO_KEY. */
static uint32_t climb(tdai_forest *f, uint32_t v, uint64_t key)
{
    for (; f->node[v].key <= key; f->steps++)
        v = f->node[v].up;
    return v;
}

uint64_t tdai_forest_join(tdai_forest *f, uint32_t u, uint32_t v, uint64_t key)
{
    for (;;) {
        u = climb(f, u, key);
        v = climb(f, v, key);
        if (u == v)
            return key;
        if (priority(u) > priority(v)) {
            uint32_t swap = u;
            u = v;
            v = swap;
        }
        tdai_forest_node *at = &f->node[u], old = *at;
        *at = (tdai_forest_node){key, v};
        if (old.up == TDAI_NONE)
            return TDAI_NO_KEY;
        u = old.up;
        key = old.key;
    }
}
