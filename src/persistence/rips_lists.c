/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_lists.c - Lists of neighbours with ranks, and walks along several of them. */
#include "persistence/rips_lists.h"
#include "persistence/rips_ranks.h"

enum { POLL = 4096 };

/* Deal every edge to its two points, then every point to its neighbours: dealt in ascending order,
 * they arrive in ascending order. */
tda_status tdai_rips_lists_new(tda_ctx *ctx, tdai_arena *arena, tdai_rips_lists *out,
                               tda_index n, const uint32_t *tail, const uint32_t *head,
                               tda_index edges)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index *start = ZEROS(arena, tda_index, n + 1), *next = ARRAY(&tmp, tda_index, n);
    tdai_near *near = ARRAY(arena, tdai_near, 2 * edges);
    tdai_near *first = ARRAY(&tmp, tdai_near, 2 * edges);
    tda_index longest = 0;
    TRY(tdai_arena_status(ctx, arena));
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index e = 0; e < edges; e++) {
        start[tail[e] + 1]++;
        start[head[e] + 1]++;
    }
    for (tda_index v = 0; v < n; v++) {
        longest = start[v + 1] > longest ? start[v + 1] : longest;
        start[v + 1] += start[v];
        next[v] = start[v];
    }
    for (tda_index e = 0; e < edges; e++) {
        if (e % POLL == 0)
            TRY(tdai_poll(ctx, "neighbours", e, 2 * edges));
        uint32_t a = tail[e], b = head[e], rank = (uint32_t)e + 1;
        first[next[a]++] = (tdai_near){b, rank};
        first[next[b]++] = (tdai_near){a, rank};
    }
    for (tda_index v = 0; v < n; v++)
        next[v] = start[v];
    for (tda_index v = 0; v < n; v++) {
        if (v % POLL == 0)
            TRY(tdai_poll(ctx, "neighbours", n + v, 2 * n));
        for (tda_index i = start[v]; i < start[v + 1]; i++)
            near[next[first[i].point]++] = (tdai_near){(uint32_t)v, first[i].rank};
    }
    *out = (tdai_rips_lists){n, longest, start, near};
done:
    tdai_arena_free(&tmp);
    return st;
}

uint32_t tdai_lists_rank(const tdai_rips_lists *l, uint32_t a, uint32_t b)
{
    const tdai_near *low = l->near + l->start[a], *high = l->near + l->start[a + 1];
    while (high - low > 1) {
        const tdai_near *middle = low + (high - low) / 2;
        if (middle->point <= b)
            low = middle;
        else
            high = middle;
    }
    return low < high && low->point == b ? low->rank : TDAI_NO_RANK;
}

/* Where a walk along a list stands. */
typedef struct walk {
    const tdai_near *at, *end;
} walk;

/* walk [count] := the beginnings of the lists of v; returns which is the shortest. */
static int begin(const tdai_rips_lists *l, walk *to, const uint32_t *v, int count)
{
    int lead = 0;
    for (int k = 0; k < count; k++) {
        to[k] = (walk){l->near + l->start[v[k]], l->near + l->start[v[k] + 1]};
        if (to[k].end - to[k].at < to[lead].end - to[lead].at)
            lead = k;
    }
    return lead;
}

/* Go to the first neighbour that is not before w. */
static inline void walk_to(walk *k, uint32_t w)
{
    enum { FAR = 16 };
    while (k->end - k->at > FAR && k->at[FAR - 1].point < w)
        k->at += FAR;
    while (k->at < k->end && k->at->point < w)
        k->at++;
}

int tdai_lists_window(const tdai_rips_lists *l, const uint32_t *v, int count,
                      uint32_t floor, uint32_t low, uint32_t high, uint32_t *to_rank,
                      uint32_t *to_point, uint32_t *to_side)
{
    walk of[TDAI_RIPS_POINTS];
    int lead = begin(l, of, v, count), found = 0;
    for (const tdai_near *w = of[lead].at; w < of[lead].end; w++) {
        uint32_t most = w->rank > floor ? w->rank : floor, side = (uint32_t)lead;
        bool in = w->rank < high;
        for (int k = 0; in && k < count; k++) {
            if (k == lead)
                continue;
            walk_to(&of[k], w->point);
            if (of[k].at == of[k].end)
                return found;
            uint32_t rank = of[k].at->rank;
            in = of[k].at->point == w->point && rank < high;
            side = rank > most ? (uint32_t)k : side;
            most = rank > most ? rank : most;
        }
        if (!in || most < low)
            continue;
        to_rank[found] = most;
        to_point[found] = w->point;
        to_side[found++] = side;
    }
    return found;
}

tda_index tdai_lists_first(const tdai_rips_lists *l, const uint32_t *v, int count,
                           tda_index end, uint32_t rank)
{
    walk of[TDAI_RIPS_POINTS];
    int lead = begin(l, of, v, count);
    for (const tdai_near *w = of[lead].at; w < of[lead].end && w->point < end; w++) {
        bool in = w->rank < rank;
        for (int k = 0; in && k < count; k++) {
            if (k == lead)
                continue;
            walk_to(&of[k], w->point);
            if (of[k].at == of[k].end)
                return -1;
            in = of[k].at->point == w->point && of[k].at->rank < rank;
        }
        if (in)
            return w->point;
    }
    return -1;
}

tda_index tdai_lists_lune(const tdai_rips_lists *l, uint32_t a, uint32_t b, uint32_t rank,
                          uint32_t *out)
{
    const uint32_t v[2] = {a, b};
    walk of[2];
    begin(l, of, v, 2);
    tda_index found = 0;
    while (of[0].at < of[0].end && of[1].at < of[1].end) {
        tdai_near x = *of[0].at, y = *of[1].at;
        out[found] = x.point; /* kept where both agree: cheaper than a branch */
        found += (x.point == y.point) & (x.rank < rank) & (y.rank < rank);
        of[0].at += x.point <= y.point;
        of[1].at += y.point <= x.point;
    }
    return found;
}
