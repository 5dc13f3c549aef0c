/* SPDX-License-Identifier: GPL-3.0-or-later */
/* collapse_edge.c - Can an edge wait, and how long?
 *
 * A candidate c dominates the edge if no common neighbour is missing in its row. One that is
 * missing is a witness against c, and likely against others: all that it is not joined to are
 * struck off. So either a candidate holds on to a later time, where the search goes on among those
 * joined to the newcomer, or the candidates are soon used up. What dominated the edge before is
 * tried first, as neighbouring edges come one after the other. */
#include "persistence/collapse_edge.h"
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

enum { NEVER = INT32_MAX };

/* ---- edges that stay ---- */

/* The place of the first that is not before `point`. */
static tda_index place_of(const tdai_collapse_rows *g, uint32_t v, uint32_t point)
{
    tda_index low = g->of[v].start, high = low + g->of[v].size;
    while (low < high) {
        tda_index middle = low + (high - low) / 2;
        if (g->pool[middle].point < point)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Lists that are full move to the end of the pool. */
static bool keep_at(tdai_collapse_rows *g, uint32_t v, uint32_t point, uint32_t time)
{
    tdai_laters *l = &g->of[v];
    if (l->size == l->room) {
        uint32_t room = l->room ? 2 * l->room : 4;
        if (g->used + room > g->room) {
            tda_index most = 2 * g->room + room + 1024;
            tdai_later *more = tdai_realloc(g->pool, most, sizeof *more);
            if (!more)
                return false;
            g->pool = more;
            g->room = most;
        }
        memcpy(g->pool + g->used, g->pool + l->start, l->size * sizeof *g->pool);
        l->start = g->used;
        l->room = room;
        g->used += room;
    }
    tda_index to = place_of(g, v, point), end = l->start + l->size++;
    memmove(g->pool + to + 1, g->pool + to, (size_t)(end - to) * sizeof *g->pool);
    g->pool[to] = (tdai_later){point, time};
    return true;
}

/* Of a point's edges that stay, the bits of those to a patch with a time up to this. */
static uint64_t kept_by(const tdai_collapse_rows *g, uint32_t v, uint32_t id,
                        uint32_t time)
{
    uint64_t bits = 0;
    tda_index end = g->of[v].start + g->of[v].size;
    for (tda_index i = place_of(g, v, id * TDAI_PATCH);
         i < end && g->pool[i].point / TDAI_PATCH == id; i++)
        if (g->pool[i].time <= time)
            bits |= (uint64_t)1 << g->pool[i].point % TDAI_PATCH;
    return bits;
}

/* ---- rows ---- */

/* How many of ids [size], ascending, are below a patch. */
static tda_index count_below(const uint32_t *id, tda_index size, uint32_t patch)
{
    enum { SHORT = 16 };
    tda_index low = 0;
    while (size - low > SHORT) {
        tda_index middle = low + (size - low) / 2;
        if (id[middle] < patch)
            low = middle + 1;
        else
            size = middle;
    }
    uint32_t below = 0; /* without a branch that depends on the ids */
    for (tda_index i = low; i < size; i++)
        below += id[i] < patch;
    return low + below;
}

/* Where a patch stands in a row, or -1. */
static tda_index place_in_row(const tdai_patches *p, uint32_t v, uint32_t patch)
{
    const uint32_t *id = tdai_patch_ids(p, v);
    tda_index size = p->row[v].size, at = count_below(id, size, patch);
    return at < size && id[at] == patch ? at : -1;
}

void tdai_collapse_enter(const tdai_collapse_rows *g, uint32_t u, uint32_t v)
{
    const tdai_patches *p = &g->bits;
    tdai_patch_words(p, u, 0)[place_in_row(p, u, v / TDAI_PATCH)] &=
        ~((uint64_t)1 << v % TDAI_PATCH);
    tdai_patch_words(p, v, 0)[place_in_row(p, v, u / TDAI_PATCH)] &=
        ~((uint64_t)1 << u % TDAI_PATCH);
}

static void leave_row(const tdai_patches *p, uint32_t u, uint32_t v, bool stays)
{
    tda_index at = place_in_row(p, u, v / TDAI_PATCH), size = p->row[u].size;
    uint64_t *band = tdai_patch_words(p, u, 1) + at, bit = (uint64_t)1 << v % TDAI_PATCH;
    band[0] &= ~bit;
    band[size] &= stays ? ~(uint64_t)0 : ~bit;
}

bool tdai_collapse_leave(tdai_collapse_rows *g, uint32_t u, uint32_t v, uint32_t time)
{
    leave_row(&g->bits, u, v, time > 0);
    leave_row(&g->bits, v, u, time > 0);
    return time == 0 || (keep_at(g, u, v, time) && keep_at(g, v, u, time));
}

/* The bit of a point in a patch. */
static inline uint64_t bit_in(uint32_t v, uint32_t id)
{
    return (uint64_t)(v / TDAI_PATCH == id) << v % TDAI_PATCH;
}

/* When v and w are joined: 0 where they are before the band, `band` where they are in it, NEVER
 * where they are not. */
static uint32_t joined(const tdai_collapse_rows *g, uint32_t v, uint32_t w, uint32_t band)
{
    const tdai_patches *p = &g->bits;
    tda_index i = place_in_row(p, v, w / TDAI_PATCH);
    uint64_t bit = (uint64_t)1 << w % TDAI_PATCH;
    if (i < 0 || !(tdai_patch_words(p, v, 2)[i] & bit))
        return NEVER;
    if (tdai_patch_words(p, v, 1)[i] & bit)
        return tdai_patch_words(p, v, 0)[i] & bit ? 0 : band;
    return g->pool[place_of(g, v, w)].time;
}

/* When the point of a bit of patch i becomes a common neighbour that is none in the band; kept, as
 * it is asked for again. */
static uint32_t late_of(const tdai_collapse_edge *e, tda_index i, int bit)
{
    tdai_common *k = &e->at[i];
    uint32_t *late = &e->late[TDAI_PATCH * i + bit];
    if (!(k->known >> bit & 1)) {
        uint32_t w = k->id * TDAI_PATCH + (uint32_t)bit;
        uint32_t a = joined(e->rows, e->u, w, 0), b = joined(e->rows, e->v, w, 0);
        k->known |= (uint64_t)1 << bit;
        *late = a > b ? a : b;
    }
    return *late;
}

/* Fill e->at with the common neighbours, by patches; is there one that may be relied on now? */
static bool find_common(tdai_collapse_edge *e)
{
    const tdai_patches *p = &e->rows->bits;
    const uint32_t *a = tdai_patch_ids(p, e->u), *b = tdai_patch_ids(p, e->v);
    const uint64_t *x = tdai_patch_words(p, e->u, 0), *y = tdai_patch_words(p, e->v, 0);
    tda_index m = p->row[e->u].size, n = p->row[e->v].size, i = 0, j = 0, both = 0;
    while (i < m && j < n) { /* the places of patches that both rows have */
        uint32_t s = a[i], t = b[j];
        e->place[2 * both] = (uint32_t)i;
        e->place[2 * both + 1] = (uint32_t)j;
        both += s == t;
        i += s <= t;
        j += t <= s;
    }
    uint64_t any = 0;
    tdai_common *to = e->at;
    for (tda_index k = 0; k < both; k++) {
        i = e->place[2 * k];
        j = e->place[2 * k + 1];
        uint32_t id = a[i];
        uint64_t not_ends = ~(bit_in(e->u, id) | bit_in(e->v, id));
        uint64_t ever = x[2 * m + i] & y[2 * n + j] & not_ends;
        uint64_t in = x[m + i] & y[n + j] & not_ends, now = x[i] & y[j] & not_ends;
        uint64_t band = (x[m + i] & ~x[i]) | (y[n + j] & ~y[j]);
        *to = (tdai_common){in, ever & ~in, ever & ~band, now, 0, id};
        any |= now;
        to += ever != 0;
    }
    e->size = to - e->at;
    return any;
}

/* ---- domination ---- */

/* Strike off the candidates that w is not joined to at `time`; `first`: in the band. */
INLINE bool strike_at(tdai_collapse_edge *e, uint32_t w, uint32_t time, bool first)
{
    const tdai_patches *p = &e->rows->bits;
    const uint32_t *id = tdai_patch_ids(p, w);
    const uint64_t *now = tdai_patch_words(p, w, 0);
    tdai_common *k = e->at, *end = k + e->size;
    tda_index size = p->row[w].size, i = 0;
    uint64_t any = 0;
    while (k < end && i < size) {
        uint32_t x = k->id, y = id[i];
        uint64_t row = x == y ? now[i] : 0;
        if (!first && x == y && k->some & now[2 * size + i] & ~row)
            row |= kept_by(e->rows, w, x, time);
        uint64_t some = k->some & (row | (x > y ? ~(uint64_t)0 : 0));
        k->some = some;
        any |= some;
        k += x <= y;
        i += y <= x;
    }
    for (; k < end; k++)
        k->some = 0;
    return any;
}

static bool strike(tdai_collapse_edge *e, uint32_t w, uint32_t time, bool first)
{
    return first ? strike_at(e, w, time, true) : strike_at(e, w, time, false);
}

/* A common neighbour at `time` that x is not joined to by then, or -1: x dominates the edge. */
INLINE tda_index witness_at(tdai_collapse_edge *e, uint32_t x, uint32_t time, bool first)
{
    const tdai_patches *p = &e->rows->bits;
    const uint32_t *id = tdai_patch_ids(p, x);
    const uint64_t *now = tdai_patch_words(p, x, 0);
    const tdai_common *k = e->at, *end = k + e->size;
    tda_index size = p->row[x].size, i = 0;
    e->tests++;
    while (k < end && i < size) {
        uint32_t a = k->id, b = id[i];
        uint64_t missing = k->in & ~(a == b ? now[i] : 0);
        if (!first && a == b && missing & now[2 * size + i])
            missing &= ~kept_by(e->rows, x, a, time);
        if ((a <= b) & (missing != 0))
            return (tda_index)a * TDAI_PATCH + __builtin_ctzll(missing);
        k += a <= b;
        i += b <= a;
    }
    for (; k < end; k++)
        if (k->in)
            return (tda_index)k->id * TDAI_PATCH + __builtin_ctzll(k->in);
    return -1;
}

static tda_index witness(tdai_collapse_edge *e, uint32_t x, uint32_t time, bool first)
{
    return first ? witness_at(e, x, time, true) : witness_at(e, x, time, false);
}

/* Is x a candidate? */
static bool may_dominate(const tdai_collapse_edge *e, tda_index x)
{
    for (tda_index i = 0; x >= 0 && i < e->size; i++)
        if (e->at[i].id == x / TDAI_PATCH)
            return e->at[i].some >> x % TDAI_PATCH & 1;
    return false;
}

/* Strike off what the outermost common neighbours are not joined to. */
static void strike_from_outside(tdai_collapse_edge *e, uint32_t time)
{
    tda_index i = 0, j = e->size - 1;
    while (!e->at[i].in)
        i++;
    while (!e->at[j].in)
        j--;
    const tdai_common *least = &e->at[i], *most = &e->at[j];
    uint32_t w = least->id * TDAI_PATCH + (uint32_t)__builtin_ctzll(least->in);
    uint32_t x = most->id * TDAI_PATCH + 63 - (uint32_t)__builtin_clzll(most->in);
    if (strike(e, w, time, true))
        strike(e, x, time, true);
}

/* A candidate that dominates the edge at `time`, or -1. */
static tda_index dominator(tdai_collapse_edge *e, uint32_t time, bool first)
{
    if (first && may_dominate(e, e->hint)) {
        tda_index w = witness(e, (uint32_t)e->hint, time, first);
        if (w < 0)
            return e->hint;
        strike(e, (uint32_t)w, time, first);
    }
    if (first)
        strike_from_outside(e, time);
    for (tda_index i = 0; i < e->size; i++) {
        tdai_common *k = &e->at[i];
        while (k->some) {
            uint32_t x = k->id * TDAI_PATCH + (uint32_t)__builtin_ctzll(k->some);
            tda_index w = witness(e, x, time, first);
            if (w < 0)
                return x;
            strike(e, (uint32_t)w, time, first);
        }
    }
    return -1;
}

/* When x, which dominates the edge, first ceases to: when a common neighbour comes that it is not
 * joined to by then. */
static uint32_t holds_until(const tdai_collapse_edge *e, uint32_t x)
{
    const tdai_patches *p = &e->rows->bits;
    uint32_t least = NEVER;
    for (tda_index i = 0; i < e->size; i++) {
        const tdai_common *k = &e->at[i];
        if (!k->late)
            continue;
        tda_index at = place_in_row(p, x, k->id);
        uint64_t now = at < 0 ? 0 : tdai_patch_words(p, x, 0)[at];
        for (uint64_t left = k->late & ~now; left; left &= left - 1) {
            int bit = __builtin_ctzll(left);
            uint32_t w = k->id * TDAI_PATCH + (uint32_t)bit, late = late_of(e, i, bit);
            if (late < least && joined(e->rows, x, w, NEVER) > late)
                least = late;
        }
    }
    return least;
}

/* Go on to a time when common neighbours come: the candidates are those that are joined to one of
 * them. */
static void admit(tdai_collapse_edge *e, uint32_t time)
{
    tda_index fresh = -1;
    for (tda_index i = 0; i < e->size; i++) {
        tdai_common *k = &e->at[i];
        for (uint64_t left = k->late; left; left &= left - 1) {
            int bit = __builtin_ctzll(left);
            uint32_t w = k->id * TDAI_PATCH + (uint32_t)bit, late = late_of(e, i, bit);
            if (late > time)
                continue;
            k->late &= ~(left & -left);
            k->in |= left & -left;
            fresh = late == time && fresh < 0 ? w : fresh;
        }
        k->some = k->in & k->may;
    }
    strike(e, (uint32_t)fresh, time, false);
}

uint32_t tdai_collapse_time(tdai_collapse_edge *e, uint32_t u, uint32_t v, uint32_t rank)
{
    uint32_t time = rank;
    e->u = u;
    e->v = v;
    if (!find_common(e))
        return time;
    for (bool first = true;; first = false) {
        tda_index x = dominator(e, time, first);
        if (x < 0)
            return time;
        e->hint = x;
        uint32_t until = holds_until(e, (uint32_t)x);
        if (until == NEVER)
            return 0;
        time = until;
        admit(e, time);
    }
}
