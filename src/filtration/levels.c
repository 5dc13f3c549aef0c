/* SPDX-License-Identifier: GPL-3.0-or-later */
/* levels.c - Growing a complex from its vertices up, one dimension after the other.
 *
 * Two siblings (p, x) and (p, y) make the candidate (p, x, y). They are two of its facets; that
 * without p_i is a child of the facet of (p, x) without p_i, and is found among these by its
 * last vertex, y. If all are there, so is the candidate: every simplex comes up once, and in
 * lexicographic order. */
#include "filtration/levels.h"
#include <stdio.h>
#include <string.h>

tda_status tdai_levels_open(tdai_levels *l, tda_ctx *ctx, const char *what, tda_index n)
{
    tda_status st = TDA_OK;
    *l = (tdai_levels){.ctx = ctx, .what = what};
    if (n > INT32_MAX)
        FAIL(TDA_ELIMIT, "%s: %lld points, at most 2147483647 are possible", what,
             (long long)n);
    l->d.dimension = n > 0 ? 0 : -1;
    l->d.count[0] = n;
    l->d.point = tdai_alloc(n, sizeof(uint32_t));
    l->d.same_as = tdai_alloc(n, sizeof(uint32_t));
    l->last[0] = tdai_alloc(n, sizeof(uint32_t));
    l->vertex = tdai_alloc(n, sizeof(uint32_t));
    if (!l->d.point || !l->d.same_as || !l->last[0] || !l->vertex)
        FAIL(TDA_ENOMEM, "%s: no memory for %lld points", what, (long long)n);
    for (tda_index i = 0; i < n; i++)
        l->d.point[i] = l->d.same_as[i] = l->last[0][i] = l->vertex[i] = (uint32_t)i;
done:
    return st;
}

void tdai_levels_clear(tdai_levels *l)
{
    for (int k = 0; k <= TDAI_LEVELS_TOP; k++) {
        tdai_free(l->last[k]);
        tdai_free(l->child[k]);
        l->last[k] = l->child[k] = NULL;
    }
    tdai_free(l->vertex);
    l->vertex = NULL;
    tdai_delaunay_clear(&l->d);
}

/* The child of simplex s of level k, below the last, with the last vertex v; -1: none. */
static tda_index child_of(const tdai_levels *l, int k, tda_index s, uint32_t v)
{
    const uint32_t *last = l->last[k + 1];
    tda_index low = l->child[k][s], high = l->child[k][s + 1];
    while (low < high) {
        tda_index middle = low + (high - low) / 2;
        if (last[middle] < v)
            low = middle + 1;
        else
            high = middle;
    }
    return low < l->child[k][s + 1] && last[low] == v ? low : -1;
}

/* The level under construction: rows of the same lengths as the others'. */
typedef struct rows {
    int k;
    tda_index count, room;
    uint32_t *face, *last, *vertex;
    double *value;
} rows;

static void clear(rows *r)
{
    tdai_free(r->face);
    tdai_free(r->last);
    tdai_free(r->vertex);
    tdai_free(r->value);
}

static bool resize(void *array, tda_index n, size_t size)
{
    void **p = array, *more = tdai_realloc(*p, n, size);
    *p = more ? more : *p;
    return more;
}

static tda_status grow(tdai_levels *l, rows *r)
{
    tda_ctx *ctx = l->ctx;
    tda_status st = TDA_OK;
    size_t width = (size_t)r->k + 1;
    tda_index room = r->room + r->room / 2 + 256;
    char text[96];
    snprintf(text, sizeof text, "%s: more than %lld simplices of dimension %d", l->what,
             (long long)r->count, r->k);
    if (room > UINT32_MAX / 2)
        FAIL(TDA_ELIMIT, "%s", text);
    TRY(tdai_budget(ctx, l->bytes + room * (tda_index)(8 * width + 12), text));
    if (!resize(&r->face, room, width * sizeof *r->face) ||
        !resize(&r->vertex, room, width * sizeof *r->vertex) ||
        !resize(&r->last, room, sizeof *r->last) ||
        !resize(&r->value, room, sizeof *r->value))
        FAIL(TDA_ENOMEM, "%s: no memory for %lld simplices of dimension %d", l->what,
             (long long)room, r->k);
    r->room = room;
done:
    return st;
}

static double largest_of(const tdai_levels *l, const rows *r, const uint32_t *face)
{
    const double *value = l->d.value[r->k - 1];
    double most = value ? value[face[0]] : 0;
    for (int i = 1; value && i <= r->k; i++)
        most = value[face[i]] > most ? value[face[i]] : most;
    return most;
}

/* Add the simplex of the vertices of s, a simplex of the last level, and then v; the facets of
 * all but the last vertex are given. */
static tda_status add(tdai_levels *l, rows *r, tda_index s, uint32_t v, uint32_t *face)
{
    tda_status st = TDA_OK;
    const int k = r->k;
    if (r->count == r->room)
        TRY(grow(l, r));
    face[k] = (uint32_t)s;
    memcpy(r->face + r->count * (k + 1), face, sizeof *face * ((size_t)k + 1));
    memcpy(r->vertex + r->count * (k + 1), l->vertex + s * k, sizeof v * (size_t)k);
    r->vertex[r->count * (k + 1) + k] = v;
    r->last[r->count] = v;
    r->value[r->count++] = largest_of(l, r, face);
done:
    return st;
}

static bool present(const tdai_levels *l, uint32_t v)
{
    return !l->d.value[0] || l->d.value[0][v] < INFINITY;
}

static tda_status join_points(tdai_levels *l, rows *r, const tda_distances *near)
{
    tda_status st = TDA_OK;
    const tda_index n = l->d.count[0];
    tda_index next = 0;
    for (uint32_t i = 0; i < n; i++) {
        TRY(tdai_poll(l->ctx, l->what, i, n));
        if (near)
            for (; next < near->pairs && near->head[next] == i; next++)
                TRY(add(l, r, i, (uint32_t)near->tail[next],
                        (uint32_t[]){(uint32_t)near->tail[next], 0}));
        else if (present(l, i))
            for (uint32_t j = i + 1; j < n; j++)
                if (present(l, j))
                    TRY(add(l, r, i, j, (uint32_t[]){j, 0}));
    }
done:
    return st;
}

static tda_status join_siblings(tdai_levels *l, rows *r)
{
    tda_status st = TDA_OK;
    const int k = r->k;
    const tda_index n = l->d.count[k - 2];
    uint32_t face[TDAI_LEVELS_TOP + 1];
    for (tda_index p = 0; p < n; p++) {
        TRY(tdai_poll(l->ctx, l->what, p, n));
        for (tda_index s = l->child[k - 2][p]; s < l->child[k - 2][p + 1]; s++)
            for (tda_index t = s + 1; t < l->child[k - 2][p + 1]; t++) {
                tda_index f = 0;
                for (int i = 0; f >= 0 && i < k - 1; i++) {
                    f = child_of(l, k - 2, l->d.face[k - 1][s * k + i],
                                 l->last[k - 1][t]);
                    face[i] = (uint32_t)f;
                }
                face[k - 1] = (uint32_t)t;
                if (f >= 0)
                    TRY(add(l, r, s, l->last[k - 1][t], face));
            }
    }
done:
    return st;
}

tda_status tdai_levels_join(tdai_levels *l, const tda_distances *near, bool *any)
{
    tda_ctx *ctx = l->ctx;
    tda_status st = TDA_OK;
    rows r = {.k = l->d.dimension + 1};
    uint32_t *child = NULL;
    *any = false;
    if (r.k < 1 || r.k > TDAI_LEVELS_TOP)
        return TDA_OK;
    TRY(r.k == 1 ? join_points(l, &r, near) : join_siblings(l, &r));
    if (r.count == 0)
        goto done;
    child = tdai_calloc(l->d.count[r.k - 1] + 1, sizeof *child);
    if (!child)
        FAIL(TDA_ENOMEM, "%s: no memory for %lld simplices", l->what,
             (long long)l->d.count[r.k - 1]);
    l->child[r.k - 1] = child;
    l->d.dimension = r.k;
    l->d.count[r.k] = r.count;
    l->d.face[r.k] = r.face;
    l->d.value[r.k] = r.value;
    l->last[r.k] = r.last;
    tdai_free(l->vertex);
    l->vertex = r.vertex;
    l->bytes += r.count * (4 * r.k + 20);
    r = (rows){0};
    *any = true;
    tdai_levels_keep(l, INFINITY, TDA_SCALE_RADIUS_SQUARED, 0);
done:
    clear(&r);
    return st;
}

void tdai_levels_keep(tdai_levels *l, double threshold, tda_scale scale, int exponent)
{
    const int k = l->d.dimension;
    uint32_t *child = k > 0 ? l->child[k - 1] : NULL;
    tda_index left = 0;
    if (k < 1)
        return;
    size_t width = (size_t)k + 1;
    memset(child, 0, sizeof *child * (size_t)(l->d.count[k - 1] + 1));
    for (tda_index s = 0; s < l->d.count[k]; s++) {
        if (!(tdai_radius(l->d.value[k][s], scale, exponent) <= threshold))
            continue;
        memmove(l->d.face[k] + left * (k + 1), l->d.face[k] + s * (k + 1),
                width * sizeof(uint32_t));
        memmove(l->vertex + left * (k + 1), l->vertex + s * (k + 1),
                width * sizeof(uint32_t));
        l->last[k][left] = l->last[k][s];
        l->d.value[k][left] = l->d.value[k][s];
        child[l->d.face[k][left * (k + 1) + k] + 1]++; /* the facet it begins with */
        left++;
    }
    for (tda_index s = 0; s < l->d.count[k - 1]; s++)
        child[s + 1] += child[s];
    l->d.count[k] = left;
}

tda_index tdai_levels_find(const tdai_levels *l, int k, const uint32_t *vertex)
{
    tda_index s = vertex[0];
    for (int i = 0; s >= 0 && i < k; i++)
        s = child_of(l, i, s, vertex[i + 1]);
    return s;
}
