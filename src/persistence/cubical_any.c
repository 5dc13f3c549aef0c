/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cubical_any.c - Diagrams of images of any number of axes, by columns that nobody stores whole.
 *
 * The cubes that have pixel p as their last are named by a sign for each axis: 0, 1 for a step
 * back from p, 2 for a step on, the digits of a number to the base 3, its code. A key is the
 * rank of p and the code, so that keys go by the order of the sweep. Cube and coface are an
 * apparent pair where each is the other's first choice within the star of p: the coface is
 * got by a step along an axis before all those of the cube, and is the first such in the star.
 *
 * The last degree is a union-find on the dual graph, and degree 0 one on the pixels. Those
 * between go down by columns: a coface found to open a bar above is cleared; of the others the
 * boundaries are added up, in a heap of keys, until the last cube in them is no other column's.
 * An apparent partner's boundary is made up when it is met. */
#include "persistence/cubical_map.h"
#include <string.h>

enum {
    MOST = TDA_IMAGE_AXES,
    CODES = 6561, /* 3^8 */
    CODE_BITS = 13,
    POLL_MASK = 63
};

typedef struct any {
    tda_ctx *ctx;
    tdai_cubes *c;
    int axes, codes;
    int power[MOST];        /* of 3: the digit of axis a */
    int digit[CODES][MOST]; /* by code */
    int dim[CODES];         /* digits that are not 0 */
    tda_index off[CODES];   /* from p to the vertex of the cube opposite to p */
    uint32_t *rank;         /* [size] from 1; those outside: never V, 0 T */
    uint32_t *at;           /* [pixels] position of rank r at r-1 */
    tda_index pixels;
    bool star[CODES]; /* which cubes p is the last pixel of */
    uint32_t *parent,
        *owner;     /* [size + 1] top cubes at their first corner; owner 0: none */
    uint64_t *heap; /* the working column */
    tda_index size, room;
    uint64_t *entry; /* stored columns */
    tda_index entries, entry_room;
    tda_index *start; /* [columns + 1] */
    tda_index columns, column_room;
    int64_t additions, added;
} any;

static void make_codes(any *m)
{
    m->codes = 1;
    for (int a = 0; a < m->axes; a++) {
        m->power[a] = m->codes;
        m->codes *= 3;
    }
    for (int code = 0; code < m->codes; code++) {
        m->dim[code] = 0;
        m->off[code] = 0;
        for (int a = 0, rest = code; a < m->axes; a++, rest /= 3) {
            tda_index step = m->c->step[m->axes - 1 - a];
            m->digit[code][a] = rest % 3;
            m->dim[code] += rest % 3 != 0;
            m->off[code] += rest % 3 == 0 ? 0 : rest % 3 == 1 ? -step : step;
        }
    }
}

static uint32_t rank_of(uint64_t key)
{
    return (uint32_t)(key >> CODE_BITS);
}

static int code_of(uint64_t key)
{
    return (int)(key & ((1 << CODE_BITS) - 1));
}

static tda_index place_of(const any *m, uint64_t key)
{
    return m->at[rank_of(key) - 1];
}

/* star := the cubes that have the pixel of rank r as their last */
static void open_star(any *m, uint32_t r)
{
    tda_index p = m->at[r - 1];
    m->star[0] = true;
    for (int code = 1; code < m->codes; code++) {
        bool in = m->rank[p + m->off[code]] < r;
        for (int a = 0; in && a < m->axes; a++)
            in = !m->digit[code][a] || m->star[code - m->digit[code][a] * m->power[a]];
        m->star[code] = in;
    }
}

/* Is p, of rank r, the last pixel of its cube `code`? */
static bool in_star(const any *m, tda_index p, uint32_t r, int code)
{
    int power[MOST], n = 0, sub = 0;
    for (int a = 0; a < m->axes; a++)
        if (m->digit[code][a])
            power[n++] = m->digit[code][a] * m->power[a];
    for (unsigned set = 1; set < 1U << n; set++) { /* Gray code: one digit at a time */
        int flip = __builtin_ctz(set);
        bool off = (set ^ set >> 1) >> flip & 1;
        sub += off ? power[flip] : -power[flip];
        if (m->rank[p + m->off[sub]] >= r)
            return false;
    }
    return true;
}

/* The key of cube `code` at vertex q, wherever its last pixel is; 0 where it lies outside. */
static uint64_t key_at(const any *m, tda_index q, int code)
{
    int power[MOST], n = 0, sub = 0, best = 0;
    uint32_t most = m->rank[q];
    for (int a = 0; a < m->axes; a++)
        if (m->digit[code][a])
            power[n++] = m->digit[code][a] * m->power[a];
    for (unsigned set = 1; set < 1U << n; set++) {
        int flip = __builtin_ctz(set);
        sub += (set ^ set >> 1) >> flip & 1 ? power[flip] : -power[flip];
        uint32_t r = m->rank[q + m->off[sub]];
        best = r > most ? sub : best;
        most = r > most ? r : most;
    }
    for (int a = 0; a < m->axes; a++) /* seen from the other end, a step back is one on */
        if (m->digit[best][a])
            code += (3 - 2 * m->digit[best][a]) * m->power[a];
    return most ? (uint64_t)most << CODE_BITS | (unsigned)code : 0;
}

/* The coface of an apparent pair with the cube, or -1: codes at pixel p of rank r. */
static int apparent_coface(const any *m, tda_index p, uint32_t r, int code)
{
    for (int a = 0; a < m->axes && !m->digit[code][a]; a++)
        for (int d = 1; d <= 2; d++)
            if (in_star(m, p, r, code + d * m->power[a]))
                return code + d * m->power[a];
    return -1;
}

/* Is the cube the coface of an apparent pair? */
static bool is_apparent_coface(const any *m, tda_index p, uint32_t r, int code)
{
    int a = 0;
    while (!m->digit[code][a])
        a++;
    return apparent_coface(m, p, r, code - m->digit[code][a] * m->power[a]) == code;
}

/* ---- the working column: a heap of keys, the greatest first; equal ones cancel ---- */

static tda_status push(any *m, uint64_t key)
{
    if (m->size == m->room) {
        tda_index room = 2 * m->room + 1024;
        uint64_t *heap = tdai_realloc(m->heap, room, sizeof *heap);
        if (!heap)
            return tdai_fail(m->ctx, TDA_ENOMEM, "image diagram: no memory for a column");
        m->heap = heap;
        m->room = room;
    }
    tda_index i = m->size++;
    for (; i > 0 && m->heap[(i - 1) / 2] < key; i = (i - 1) / 2)
        m->heap[i] = m->heap[(i - 1) / 2];
    m->heap[i] = key;
    m->added++;
    return TDA_OK;
}

static void drop(any *m)
{
    uint64_t last = m->heap[--m->size];
    tda_index i = 0;
    for (tda_index k = 1; k < m->size; k = 2 * i + 1) {
        k += k + 1 < m->size && m->heap[k + 1] > m->heap[k];
        if (m->heap[k] <= last)
            break;
        m->heap[i] = m->heap[k];
        i = k;
    }
    m->heap[i] = last;
}

/* Take out the greatest key; 0 when none is left. */
static uint64_t pop(any *m)
{
    while (m->size) {
        uint64_t key = m->heap[0];
        drop(m);
        if (!m->size || m->heap[0] != key)
            return key;
        drop(m);
    }
    return 0;
}

static tda_status push_boundary(any *m, uint32_t r, int code)
{
    tda_status st = TDA_OK;
    tda_index p = m->at[r - 1];
    for (int a = 0; a < m->axes; a++) {
        int d = m->digit[code][a] * m->power[a];
        if (!d)
            continue;
        TRY(push(m, (uint64_t)r << CODE_BITS | (unsigned)(code - d)));
        uint64_t other = key_at(m, p + m->off[d], code - d);
        if (other)
            TRY(push(m, other));
    }
    m->additions++;
done:
    return st;
}

/* ---- columns ---- */

/* Keep what is left of the column, its pivot `key` with it. */
static tda_status store(any *m, uint64_t key)
{
    if (m->columns + 1 >= m->column_room) {
        tda_index room = 2 * m->column_room + 64;
        tda_index *start = tdai_realloc(m->start, room, sizeof *start);
        if (!start)
            return tdai_fail(m->ctx, TDA_ENOMEM, "image diagram: no memory for columns");
        m->start = start;
        m->column_room = room;
        m->start[0] = 0;
    }
    for (; key; key = pop(m)) {
        if (m->entries == m->entry_room) {
            tda_index room = 2 * m->entry_room + 1024;
            tda_index bytes = tdai_size_add(0, m->c->size, 28);
            tda_status st = tdai_budget(m->ctx, tdai_size_add(bytes, room, 12),
                                        "image diagram: columns");
            if (st != TDA_OK)
                return st;
            uint64_t *entry = tdai_realloc(m->entry, room, sizeof *entry);
            if (!entry)
                return tdai_fail(m->ctx, TDA_ENOMEM,
                                 "image diagram: no memory for columns");
            m->entry = entry;
            m->entry_room = room;
        }
        m->entry[m->entries++] = key;
    }
    m->start[++m->columns] = m->entries;
    return TDA_OK;
}

/* Reduce the boundary of a cube; *pivot := its last cube, 0: none. */
static tda_status reduce(any *m, const tdai_map *pivots, uint32_t r, int code,
                         uint64_t *pivot)
{
    tda_status st = TDA_OK;
    m->size = 0;
    TRY(push_boundary(m, r, code));
    for (tda_index turn = 0;; turn++) {
        uint64_t key = pop(m);
        *pivot = key;
        if (!key)
            break;
        if (!(turn & POLL_MASK))
            TRY(tdai_poll(m->ctx, TDAI_IMAGE_STAGE, r, m->pixels));
        uint32_t owner = rank_of(key), column;
        int up = apparent_coface(m, place_of(m, key), owner, code_of(key));
        if (up >= 0) {
            TRY(push(m, key));
            TRY(push_boundary(m, owner, up));
        } else if (tdai_map_get(pivots, key, &column)) {
            for (tda_index i = m->start[column] + 1; i < m->start[column + 1]; i++)
                TRY(push(m, m->entry[i]));
            m->additions++;
        } else {
            TRY(store(m, key));
            break;
        }
    }
done:
    return st;
}

/* Bars of degree k, by the columns of the cubes of dimension k+1; those in `cleared` open bars of
 * degree k+1. pivots := the cubes that open the bars found. */
static tda_status reduce_degree(any *m, int k, const tdai_map *cleared, tdai_map *pivots)
{
    tda_status st = TDA_OK;
    m->entries = m->columns = 0;
    for (uint32_t r = 1; r <= m->pixels; r++) {
        tda_index p = m->at[r - 1];
        TRY(tdai_poll(m->ctx, TDAI_IMAGE_STAGE, r, m->pixels));
        open_star(m, r);
        for (int code = 0; code < m->codes; code++) {
            uint64_t key = (uint64_t)r << CODE_BITS | (unsigned)code, pivot;
            uint32_t found;
            if (m->dim[code] != k + 1 || !m->star[code] ||
                tdai_map_get(cleared, key, &found) || is_apparent_coface(m, p, r, code) ||
                apparent_coface(m, p, r, code) >= 0)
                continue;
            TRY(reduce(m, pivots, r, code, &pivot));
            if (!pivot) {
                TRY(tdai_cubes_bar(m->ctx, m->c, k + 1, p, TDAI_NOWHERE));
                continue;
            }
            TRY(tdai_map_put(m->ctx, pivots, pivot, (uint32_t)(m->columns - 1)));
            TRY(tdai_cubes_bar(m->ctx, m->c, k, place_of(m, pivot), p));
        }
    }
done:
    return st;
}

/* ---- the two ends ---- */

/* Where the first corner of cube `code` at p is, a step back along axis `back`, if not -1. */
static tda_index corner(const any *m, tda_index p, int code, int back)
{
    for (int a = 0; a < m->axes; a++)
        if (m->digit[code][a] == 1 || a == back)
            p -= m->c->step[m->axes - 1 - a];
    return tdai_cubes_pixel(m->c, p);
}

/* Top cubes hang from themselves, or from the outside where there is none. */
static tda_status plant(any *m)
{
    tda_status st = TDA_OK;
    for (tda_index q = 0; q <= m->c->size; q++) {
        m->parent[q] = (uint32_t)m->c->size;
        m->owner[q] = 0;
    }
    for (uint32_t r = 1; r <= m->pixels; r++) {
        TRY(tdai_poll(m->ctx, TDAI_IMAGE_STAGE, r, m->pixels));
        open_star(m, r);
        for (int code = 0; code < m->codes; code++)
            if (m->dim[code] == m->axes && m->star[code]) {
                tda_index q = corner(m, m->at[r - 1], code, -1);
                m->parent[q] = (uint32_t)q;
                m->owner[q] = r;
            }
    }
    m->owner[m->c->size] = UINT32_MAX;
done:
    return st;
}

/* Bars of the last degree but one, axes-1. cleared := the cubes that open them. */
static tda_status last_degree(any *m, tdai_map *cleared)
{
    tda_status st = TDA_OK;
    int axes = m->axes;
    TRY(plant(m));
    for (uint32_t r = (uint32_t)m->pixels; r >= 1; r--) {
        tda_index p = m->at[r - 1];
        TRY(tdai_poll(m->ctx, TDAI_IMAGE_STAGE, m->pixels - r, m->pixels));
        open_star(m, r);
        for (int code = m->codes - 1; code >= 0; code--) {
            int across = 0;
            if (m->dim[code] != axes - 1 || !m->star[code])
                continue;
            while (m->digit[code][across])
                across++;
            uint32_t a = tdai_root(m->parent, (uint32_t)corner(m, p, code, -1));
            uint32_t b = tdai_root(m->parent, (uint32_t)corner(m, p, code, across));
            if (a == b)
                continue;
            bool first =
                m->owner[a] < m->owner[b] || (m->owner[a] == m->owner[b] && a < b);
            uint32_t young = first ? a : b;
            m->parent[young] = young == a ? b : a;
            TRY(tdai_map_put(m->ctx, cleared, (uint64_t)r << CODE_BITS | (unsigned)code,
                             0));
            TRY(tdai_cubes_bar(m->ctx, m->c, axes - 1, p, m->at[m->owner[young] - 1]));
        }
    }
    for (tda_index q = 0; q < m->c->size; q++)
        if (m->parent[q] == q && m->owner[q])
            TRY(tdai_cubes_bar(m->ctx, m->c, axes, m->at[m->owner[q] - 1], TDAI_NOWHERE));
done:
    return st;
}

/* Bars of degree 0; an edge that joins nothing and is no pivot opens a class that stays. */
static tda_status first_degree(any *m, const tdai_map *pivots)
{
    tda_status st = TDA_OK;
    for (uint32_t r = 0; r <= m->pixels; r++)
        m->parent[r] = r;
    for (uint32_t r = 1; r <= m->pixels; r++) {
        tda_index p = m->at[r - 1];
        TRY(tdai_poll(m->ctx, TDAI_IMAGE_STAGE, r, m->pixels));
        for (int code = 1; code < m->codes; code++) {
            uint64_t key = (uint64_t)r << CODE_BITS | (unsigned)code;
            uint32_t found, q;
            if (m->dim[code] != 1 || (q = m->rank[p + m->off[code]]) >= r)
                continue;
            uint32_t a = tdai_root(m->parent, r), b = tdai_root(m->parent, q);
            if (a != b) {
                m->parent[a > b ? a : b] = a > b ? b : a;
                TRY(tdai_cubes_bar(m->ctx, m->c, 0, m->at[(a > b ? a : b) - 1], p));
            } else if (!tdai_map_get(pivots, key, &found) &&
                       apparent_coface(m, p, r, code) < 0) {
                TRY(tdai_cubes_bar(m->ctx, m->c, 1, p, TDAI_NOWHERE));
            }
        }
    }
    for (uint32_t r = 1; r <= m->pixels; r++)
        if (m->parent[r] == r)
            TRY(tdai_cubes_bar(m->ctx, m->c, 0, m->at[r - 1], TDAI_NOWHERE));
done:
    return st;
}

tda_status tdai_cubes_any(tda_ctx *ctx, tdai_cubes *c)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_map pivots[2] = {{0}, {0}};
    any *m = ZEROS(&tmp, any, 1);
    uint32_t *rank = ARRAY(&tmp, uint32_t, c->size);
    uint32_t *parent = ARRAY(&tmp, uint32_t, c->size + 1);
    uint32_t *owner = ARRAY(&tmp, uint32_t, c->size + 1);
    TRY(tdai_arena_status(ctx, &tmp));
    m->ctx = ctx;
    m->c = c;
    m->axes = c->axes;
    m->rank = rank;
    m->parent = parent;
    m->owner = owner;
    make_codes(m);
    TRY(tdai_cubes_sort(ctx, c, &m->at, &m->pixels));
    for (tda_index p = 0; p < c->size; p++)
        rank[p] = c->top ? 0 : UINT32_MAX;
    for (tda_index i = 0; i < m->pixels; i++)
        rank[m->at[i]] = (uint32_t)(i + 1);
    tdai_cubes_wrap(c, rank, sizeof *rank);
    /* Degrees as the cubes have them; those of T go the other way. */
    int last = c->axes - 1, most = c->top ? last : c->last_degree;
    int least = c->top ? last - c->last_degree : 0;
    if (most >= last)
        TRY(last_degree(m, &pivots[last & 1]));
    for (int k = last - 1; k >= 1 && k >= least; k--) {
        tdai_map_clear(&pivots[k & 1]);
        if (k <= most)
            TRY(reduce_degree(m, k, &pivots[(k + 1) & 1], &pivots[k & 1]));
    }
    if (least <= 1)
        TRY(first_degree(m, &pivots[1]));
    tdai_work(ctx, TDA_WORK_COLUMNS, m->additions);
    tdai_work(ctx, TDA_WORK_ENTRIES, m->added);
done:
    tdai_map_clear(&pivots[0]);
    tdai_map_clear(&pivots[1]);
    if (m) {
        tdai_free(m->at);
        tdai_free(m->heap);
        tdai_free(m->entry);
        tdai_free(m->start);
    }
    tdai_arena_free(&tmp);
    return st;
}
