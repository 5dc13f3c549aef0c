/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lune_tree.c - Components of all sublevel sets at once, as edges come.
 *
 * Each point hangs from another one from some rank on, and these ranks do not fall on the way to
 * the root; points are in one component of the sublevel set of rank y when the ways from them
 * that stay at or below y end at one point. A new edge joins the ends of two such ways. If the
 * point that comes to hang from the other hung elsewhere from a later rank on, what is joined
 * there is now joined to the other too: that is a new edge of the later rank, and so on until a
 * root is met or both ways end at one point, which closes a cycle. Which point hangs from which
 * is decided by a hash of their ranks, so that ways are short. (In other words, the minimum
 * spanning forest by rank under insertion of edges, contracted.) */
#include "multiparam/lune.h"

static uint64_t priority(uint32_t v)
{
    uint64_t x = ((uint64_t)v + 1) * 0x9E3779B97F4A7C15u;
    x = (x ^ x >> 32) * 0xD6E8FEB86659FD93u;
    return x ^ x >> 32; /* each step is a bijection: no two are equal */
}

static uint32_t climb(const tdai_lune_tree *t, uint32_t v, uint32_t y)
{
    while (t->up[v] != TDAI_NONE && t->height[v] <= y)
        v = t->up[v];
    return v;
}

uint32_t tdai_lune_tree_join(tdai_lune_tree *t, uint32_t u, uint32_t v, uint32_t y)
{
    for (;;) {
        u = climb(t, u, y);
        v = climb(t, v, y);
        if (u == v)
            return y;
        if (priority(u) > priority(v)) {
            uint32_t swap = u;
            u = v;
            v = swap;
        }
        uint32_t up = t->up[u], later = t->height[u];
        t->up[u] = v;
        t->height[u] = y;
        if (up == TDAI_NONE)
            return TDAI_NONE;
        u = up;
        y = later;
    }
}
